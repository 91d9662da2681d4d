//! `gloss.html`: the page in one file that opens from a disk, with its style sheets, its scripts and the module inside.
//!
//! Its policy names the script and the sheet by their hashes and allows no connection at all.

use std::fs;
use std::path::Path;

use anyhow::{Context, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::gzip;
use super::site::{self, integrity};
use crate::serve::policy;

/// What the file is called.
pub const NAME: &str = "gloss.html";

/// Makes it in `dist`, of what lies in `www`.
pub fn make(www: &Path, dist: &Path) -> anyhow::Result<()> {
    let page = fs::read_to_string(www.join("index.html")).context("cannot read the page")?;
    let sheet = site::sheet(www, &page)?;
    let main = script(www, "main.js", "esm")?;
    let worker = script(www, site::WORKER, "iife")?;
    let module = fs::read(www.join("pkg/gloss_bg.wasm")).context("cannot read the module")?;
    let module = STANDARD.encode(gzip(&module)?);

    let mut out = String::new();
    for line in site::with_sheet(&page, &format!("<style>{sheet}</style>")).lines() {
        if line.starts_with("<link rel=\"icon\"") {
            let icon = STANDARD.encode(fs::read(www.join(site::attribute(line, "href")?))?);
            out += &format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">\n");
        } else if line.starts_with("<script") {
            out += &format!("<script type=\"module\">{main}</script>\n");
        } else if line == "</body>" {
            out += &format!("<script type=\"text/plain\" id=\"worker\">{worker}</script>\n");
            out += &format!("<script type=\"application/gzip\" id=\"module\">{module}</script>\n</body>\n");
        } else if !line.starts_with("<link") {
            out += line;
            out.push('\n');
        }
    }
    let old = policy(&page).context("the page states no policy")?;
    let new = tightened(&old, &integrity(main.as_bytes()), &integrity(sheet.as_bytes()));
    fs::write(dist.join(NAME), out.replace(&old, &new)).with_context(|| format!("cannot write {NAME}"))
}

/// The page's policy for a page that loads nothing: its script and its sheet by their hashes, no connection.
fn tightened(policy: &str, script: &str, sheet: &str) -> String {
    let directives = policy.split("; ").map(|directive| match directive.split(' ').next().unwrap_or("") {
        "script-src" => format!("script-src '{script}' 'wasm-unsafe-eval'"),
        "style-src" => format!("style-src '{sheet}'"),
        "img-src" => "img-src data:".to_owned(),
        "connect-src" => "connect-src 'none'".to_owned(),
        "worker-src" => "worker-src blob:".to_owned(),
        "manifest-src" => "manifest-src 'none'".to_owned(),
        _ => directive.to_owned(),
    });
    directives.collect::<Vec<_>>().join("; ")
}

/// A script with all that it imports, fit to stand in a page.
fn script(www: &Path, name: &str, format: &str) -> anyhow::Result<String> {
    // What asks for the script's own address is not run in the one file.
    let arguments = ["--log-override:empty-import-meta=silent", &format!("--format={format}"), name];
    let text = site::bundled(&arguments, "", www)?;
    // A comment's beginning ends nothing without an element in it.
    if text.contains("</script") || text.contains("<script") {
        bail!("{name} would end the element that it stands in");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_file_connects_to_nothing() {
        let policy =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'";
        assert_eq!(
            tightened(policy, "sha256-a", "sha256-b"),
            "default-src 'none'; script-src 'sha256-a' 'wasm-unsafe-eval'; style-src 'sha256-b'; \
             connect-src 'none'; base-uri 'none'"
        );
    }
}
