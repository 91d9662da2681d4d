//! `gloss.html`: the page in one file that opens from a disk, with its style sheets, its scripts and the module inside.
//!
//! Its policy names the scripts and sheets by their hashes and allows no connection at all.

use std::fs;
use std::path::Path;

use anyhow::{Context, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::gzip;
use super::site::{esbuild, integrity};
use crate::serve::policy;

/// What the file is called.
pub const NAME: &str = "gloss.html";

/// Makes it in `dist`, of what lies in `www`.
pub fn make(www: &Path, dist: &Path) -> anyhow::Result<()> {
    let page = fs::read_to_string(www.join("index.html")).context("cannot read the page")?;
    let main = script(&www.join("main.js"), "esm")?;
    let worker = script(&www.join("worker.js"), "iife")?;
    let module = fs::read(www.join("pkg/gloss_bg.wasm")).context("cannot read the module")?;

    let mut hashes = Vec::new();
    let mut out = String::new();
    for line in page.lines() {
        if line.starts_with("<link rel=\"stylesheet\"") {
            let sheet = bundled(&www.join(attribute(line, "href")?), "esm")?;
            let media = attribute(line, "media").unwrap_or("all");
            hashes.push(integrity(sheet.as_bytes()));
            out += &format!("<style media=\"{media}\">{sheet}</style>\n");
        } else if line.starts_with("<link rel=\"icon\"") {
            let icon = fs::read(www.join(attribute(line, "href")?))?;
            out += &format!(
                "<link rel=\"icon\" href=\"data:image/svg+xml;base64,{}\">\n",
                STANDARD.encode(icon)
            );
        } else if line.starts_with("<script") {
            out += &format!("<script type=\"module\">{main}</script>\n");
        } else if line == "</body>" {
            out += &format!("<script type=\"text/plain\" id=\"worker\">{worker}</script>\n");
            let data = STANDARD.encode(gzip(&module)?);
            out += &format!("<script type=\"application/gzip\" id=\"module\">{data}</script>\n</body>\n");
        } else if !line.starts_with("<link") {
            out += line;
            out.push('\n');
        }
    }
    let old = policy(&page).context("the page states no policy")?;
    let new = tightened(&old, &integrity(main.as_bytes()), &hashes);
    fs::write(dist.join(NAME), out.replace(&old, &new)).with_context(|| format!("cannot write {NAME}"))
}

/// The page's policy for a page that loads nothing: its scripts and sheets by their hashes, no connection.
fn tightened(policy: &str, script: &str, sheets: &[String]) -> String {
    let quoted: Vec<String> = sheets.iter().map(|hash| format!("'{hash}'")).collect();
    let directives = policy.split("; ").map(|directive| match directive.split(' ').next().unwrap_or("") {
        "script-src" => format!("script-src '{script}' 'wasm-unsafe-eval'"),
        "style-src" => format!("style-src {}", quoted.join(" ")),
        "img-src" => "img-src data:".to_owned(),
        "connect-src" => "connect-src 'none'".to_owned(),
        "worker-src" => "worker-src blob:".to_owned(),
        "manifest-src" => "manifest-src 'none'".to_owned(),
        _ => directive.to_owned(),
    });
    directives.collect::<Vec<_>>().join("; ")
}

/// A script with all that it imports, fit to stand in a page.
fn script(file: &Path, format: &str) -> anyhow::Result<String> {
    let text = bundled(file, format)?;
    // A comment's beginning does so only with an element in it.
    if text.contains("</script") || text.contains("<script") {
        bail!("{} would end the element that it stands in", file.display());
    }
    Ok(text)
}

fn bundled(file: &Path, format: &str) -> anyhow::Result<String> {
    let output = esbuild()
        // What asks for the script's own address is not run in the one file.
        .args(["--log-override:empty-import-meta=silent"])
        .arg(format!("--format={format}"))
        .arg(file)
        .output()
        .context("cannot run esbuild")?;
    if !output.status.success() {
        bail!("esbuild could not read {}: {}", file.display(), String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn attribute<'a>(tag: &'a str, name: &str) -> anyhow::Result<&'a str> {
    let value = tag.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split_once('"'));
    value.map(|(value, _)| value).with_context(|| format!("no {name} in {tag}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_file_connects_to_nothing() {
        let policy =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'";
        assert_eq!(
            tightened(policy, "sha256-a", &["sha256-b".into(), "sha256-c".into()]),
            "default-src 'none'; script-src 'sha256-a' 'wasm-unsafe-eval'; style-src 'sha256-b' 'sha256-c'; \
             connect-src 'none'; base-uri 'none'"
        );
    }
}
