//! The static site: bundled scripts, a minified style sheet, and copies of all other files.
//!
//! The packed site behaves like `www/`, with fewer and smaller files. Names of files contain a hash of their
//! content where possible, so that browsers may cache them for ever; the service worker identifies the page
//! by its SHA-256.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::files;
use crate::setup::{node, run};

/// The entry points: the name of each script in the packed site, and its source in `www/`. They import all
/// others.
const SCRIPTS: [(&str, &str); 3] = [("main", "main.js"), ("worker", WORKER), ("sw", SERVICE_WORKER)];

/// The source of the engine's worker.
pub const WORKER: &str = "engine/worker.js";

/// The service worker, which stays at the root so that its scope is the whole page.
const SERVICE_WORKER: &str = "sw.js";

/// The page.
const PAGE: &str = "index.html";

/// The bundle of the style sheets.
const SHEET: &str = "style.css";

/// Builds the site in `dist` from the files in `www`.
pub fn make(www: &Path, dist: &Path) -> anyhow::Result<()> {
    let scripts = SCRIPTS.iter().map(|(name, file)| format!("{name}={}", www.join(file).display()));
    // The worker is a separate file, which the page imports only where no worker can be started.
    // `./worker.js` names it from the script that imports it, both in `engine/` and in the packed site, where
    // it lies beside `main.js`.
    run(esbuild()
        .args(scripts)
        .args(["--external:./worker.js", "--format=esm"])
        .arg(format!("--outdir={}", dist.display())))?;
    for file in files(www)?.iter().filter(|file| is_copied(file)) {
        let target = dist.join(file);
        fs::create_dir_all(target.parent().unwrap_or(dist))?;
        fs::copy(www.join(file), &target).with_context(|| format!("cannot write {}", target.display()))?;
    }
    let page = fs::read_to_string(www.join(PAGE)).context("cannot read the page")?;
    fs::write(dist.join(SHEET), sheet(www, &page)?)?;
    fs::write(dist.join(PAGE), with_sheet(&page, &format!("<link rel=\"stylesheet\" href=\"{SHEET}\">")))?;
    name_by_content(dist)?;
    write_version(dist)
}

/// Returns a command that runs esbuild with the common options.
pub fn esbuild() -> Command {
    let mut command = node::program("esbuild");
    command.args(["--bundle", "--minify", "--target=es2023", "--log-level=warning"]);
    command
}

/// Runs esbuild with `arguments` and `input`; returns its output.
pub fn bundled(arguments: &[&str], input: &str, folder: &Path) -> anyhow::Result<String> {
    let mut child = esbuild()
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot run esbuild")?;
    child.stdin.take().context("esbuild has no input")?.write_all(input.as_bytes())?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("esbuild ended with {}", output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Whether a line of the page links a style sheet.
fn is_sheet(line: &str) -> bool {
    line.starts_with("<link rel=\"stylesheet\"")
}

/// Bundles and minifies the style sheets of the page, in their order.
pub fn sheet(www: &Path, page: &str) -> anyhow::Result<String> {
    let mut imports = String::new();
    for line in page.lines().filter(|line| is_sheet(line)) {
        let media = attribute(line, "media").unwrap_or("");
        imports += &format!("@import \"./{}\" {media};\n", attribute(line, "href")?);
    }
    bundled(&["--loader=css"], &imports, www)
}

/// Replaces the links of the style sheets by `one`.
pub fn with_sheet(page: &str, one: &str) -> String {
    let mut one = Some(one);
    let lines = page.lines().filter_map(|line| if is_sheet(line) { one.take() } else { Some(line) });
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Returns the value of an attribute of a tag.
pub fn attribute<'a>(tag: &'a str, name: &str) -> anyhow::Result<&'a str> {
    let value = tag.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split_once('"'));
    value.map(|(value, _)| value).with_context(|| format!("no {name} in {tag}"))
}

/// Adds a hash of the content to the names of files that the page and its scripts load; loaded files come
/// before the files that load them.
fn name_by_content(dist: &Path) -> anyhow::Result<()> {
    for from in ["pkg/gloss_bg.wasm", "worker.js", SHEET, "main.js"] {
        let bytes = fs::read(dist.join(from)).with_context(|| format!("cannot read {from}"))?;
        let (stem, end) = from.rsplit_once('.').context("a file without an extension")?;
        let hash = format!("{:x}", Sha256::digest(&bytes));
        let to = format!("{stem}-{}.{end}", hash.get(..10).unwrap_or(&hash));
        fs::rename(dist.join(from), dist.join(&to))?;
        let mut is_loaded = false;
        for loader in [PAGE, "main.js"] {
            let path = dist.join(loader);
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let changed = text
                .replace(&format!("./{from}"), &format!("./{to}"))
                .replace(&format!("\"{from}\""), &format!("\"{to}\""));
            is_loaded |= changed != text;
            fs::write(&path, changed)?;
        }
        if !is_loaded {
            bail!("nothing loads {from}");
        }
    }
    Ok(())
}

/// Writes the version, a hash of all files, into the page, and the version and the list of files into the
/// service worker.
fn write_version(dist: &Path) -> anyhow::Result<()> {
    let files = files(dist)?;
    let mut all = Sha256::new();
    for file in &files {
        all.update(fs::read(dist.join(file))?);
    }
    let hash = format!("{:x}", all.finalize());
    let version = format!("gloss-{}", hash.get(..10).unwrap_or(&hash));
    let page = fs::read_to_string(dist.join(PAGE))?;
    let page = page.replace("<html ", &format!("<html data-version=\"{version}\" "));
    fs::write(dist.join(PAGE), &page)?;
    let others: Vec<_> = files
        .iter()
        .filter(|file| ![PAGE, SERVICE_WORKER].iter().any(|name| *file == Path::new(name)))
        .collect();
    let packed = json!({ "version": version, "page": integrity(page.as_bytes()), "files": others });
    let script = fs::read_to_string(dist.join(SERVICE_WORKER))?;
    fs::write(dist.join(SERVICE_WORKER), format!("self.packed={packed};\n{script}"))
        .context("cannot write the service worker")
}

/// Returns the SHA-256 of `bytes` in the form of subresource integrity, `sha256-…`.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// Whether the file is copied: scripts and style sheets are bundled, types and notes do not ship.
fn is_copied(path: &Path) -> bool {
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("");
    let others = [".js", ".css", ".ts", ".md", "tsconfig.json", "jsconfig.json"];
    !name.starts_with('.') && !others.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_that_browsers_load_are_copied() {
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
    fn integrity_has_the_form_that_browsers_compare() {
        assert_eq!(
            integrity(b"alert('Hello, world.');"),
            "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="
        );
    }
}
