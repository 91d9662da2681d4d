//! The site: the scripts put together, style sheets without their white space, all else copied as it is.
//!
//! What is packed works as `www/` does, only in fewer and smaller files. A file whose name can change has a hash of
//! its bytes in it, so that a browser may keep it for ever, and the service worker knows every file by its SHA-256.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, json};
use sha2::{Digest, Sha256};

use super::files;
use crate::setup::{node, run};

/// The scripts that the page is told to load; they bring in the others.
const SCRIPTS: [&str; 2] = ["main.js", "worker.js"];

/// The script that keeps the site in the browser.
const KEEPER: &str = "sw.js";

/// Makes the site in `dist` of what lies in `www`.
pub fn make(www: &Path, dist: &Path) -> anyhow::Result<()> {
    bundle(www, dist)?;
    for file in files(www)?.iter().filter(|file| is_copied(file)) {
        let target = dist.join(file);
        fs::create_dir_all(target.parent().unwrap_or(dist))?;
        fs::copy(www.join(file), &target).with_context(|| format!("cannot write {}", target.display()))?;
    }
    name_by_content(dist)?;
    keep(dist)
}

/// What esbuild is told for every script: the page is read as it is written, only shorter.
pub fn esbuild() -> std::process::Command {
    let mut command = node::part("esbuild");
    command.args(["--bundle", "--minify", "--target=es2023", "--log-level=warning"]);
    command
}

/// Puts the scripts together and takes the white space out of the style sheets.
fn bundle(www: &Path, dist: &Path) -> anyhow::Result<()> {
    let sheets = files(www)?.into_iter().filter(|file| file.extension().is_some_and(|e| e == "css"));
    let entries = SCRIPTS.iter().chain(&[KEEPER]).map(PathBuf::from).chain(sheets);
    run(esbuild()
        .args(entries.map(|file| www.join(file)))
        .args(["--splitting", "--format=esm"])
        .arg(format!("--outdir={}", dist.display())))
}

/// Gives what the page and its scripts load names with a hash of the content, the loaded before those that load them.
fn name_by_content(dist: &Path) -> anyhow::Result<()> {
    let sheets = files(dist)?.into_iter().filter(|file| file.extension().is_some_and(|e| e == "css"));
    let loaded: Vec<PathBuf> =
        ["pkg/gloss_bg.wasm", "worker.js"].map(PathBuf::from).into_iter().chain(sheets).collect();
    for file in loaded.iter().map(PathBuf::as_path).chain([Path::new("main.js")]) {
        let from = file.to_str().context("a file's name is not Unicode")?;
        let bytes = fs::read(dist.join(file)).with_context(|| format!("cannot read {from}"))?;
        let (stem, end) = from.rsplit_once('.').context("a file without an ending")?;
        let hash = format!("{:x}", Sha256::digest(&bytes));
        let to = format!("{stem}-{}.{end}", hash.get(..10).unwrap_or(&hash));
        fs::rename(dist.join(from), dist.join(&to))?;
        let mut told = false;
        for teller in ["index.html", "main.js"] {
            let path = dist.join(teller);
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let changed = text
                .replace(&format!("./{from}"), &format!("./{to}"))
                .replace(&format!("\"{from}\""), &format!("\"{to}\""));
            told |= changed != text;
            fs::write(&path, changed)?;
        }
        if !told {
            bail!("nothing loads {from}");
        }
    }
    Ok(())
}

/// Tells the page its version, which is a hash of all its files, and the service worker the version and the files.
fn keep(dist: &Path) -> anyhow::Result<()> {
    let mut all = Sha256::new();
    for file in files(dist)? {
        all.update(fs::read(dist.join(&file))?);
    }
    let hash = format!("{:x}", all.finalize());
    let version = format!("gloss-{}", hash.get(..10).unwrap_or(&hash));
    let page = dist.join("index.html");
    let text = fs::read_to_string(&page)?.replace("<html ", &format!("<html data-version=\"{version}\" "));
    fs::write(&page, text)?;
    let mut kept = Map::new();
    for file in files(dist)?.iter().filter(|file| *file != Path::new(KEEPER)) {
        let address =
            if file == Path::new("index.html") { "./".into() } else { file.to_string_lossy().into_owned() };
        kept.insert(address, json!(integrity(&fs::read(dist.join(file))?)));
    }
    let keeper = dist.join(KEEPER);
    let script = fs::read_to_string(&keeper)?;
    let packed = json!({ "version": version, "files": kept });
    fs::write(&keeper, format!("self.packed={packed};\n{script}")).context("cannot write the service worker")
}

/// The SHA-256 of `bytes` as browsers are told it, `sha256-…`.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// Whether a browser loads it as it is: scripts and style sheets are packed, types and notes stay behind.
fn is_copied(path: &Path) -> bool {
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("");
    let others = [".js", ".css", ".ts", ".md", "tsconfig.json", "jsconfig.json"];
    !name.starts_with('.') && !others.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_browser_loads_is_packed() {
        for copied in ["index.html", "pkg/gloss_bg.wasm", "icon.svg"] {
            assert!(is_copied(Path::new(copied)), "{copied}");
        }
        for other in
            ["engine.js", "style.css", "pkg/gloss.d.ts", "tsconfig.json", "pkg/.made-from", "README.md"]
        {
            assert!(!is_copied(Path::new(other)), "{other}");
        }
    }

    #[test]
    fn integrity_is_what_browsers_compare() {
        assert_eq!(
            integrity(b"alert('Hello, world.');"),
            "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="
        );
    }
}
