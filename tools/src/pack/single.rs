//! `gloss.html`: the page as a single file that opens from a disk, with its style sheets, scripts and the
//! module inside.
//!
//! Its content security policy allows the script and the style sheet by their hashes, and no connections.

use std::fs;
use std::path::Path;

use anyhow::{Context, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::gzip;
use super::site::{self, integrity};
use crate::serve::policy;

/// The name of the file.
pub const NAME: &str = "gloss.html";

/// Writes the file to `dist` from the files in `www`.
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
    let old = policy(&page).context("the page has no content security policy")?;
    let new = restricted(&old, &integrity(main.as_bytes()), &integrity(sheet.as_bytes()));
    fs::write(dist.join(NAME), out.replace(&old, &new)).with_context(|| format!("cannot write {NAME}"))
}

/// Restricts the policy of the page to the hashes of its script and style sheet, without connections.
fn restricted(policy: &str, script: &str, sheet: &str) -> String {
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

/// Bundles a script with its imports for inclusion in a page.
fn script(www: &Path, name: &str, format: &str) -> anyhow::Result<String> {
    // Code that uses `import.meta` does not run in the single file.
    let arguments = ["--log-override:empty-import-meta=silent", &format!("--format={format}"), name];
    let text = site::bundled(&arguments, "", www)?;
    // "<!--" alone is harmless: it ends nothing unless "<script" follows.
    if text.contains("</script") || text.contains("<script") {
        bail!("{name} contains a script tag, which would end its own element");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policy_of_the_single_file_allows_no_connection() {
        let policy =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'";
        assert_eq!(
            restricted(policy, "sha256-a", "sha256-b"),
            "default-src 'none'; script-src 'sha256-a' 'wasm-unsafe-eval'; style-src 'sha256-b'; \
             connect-src 'none'; base-uri 'none'"
        );
    }
}
