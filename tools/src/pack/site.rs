//! The site: the scripts put together, style sheets without their white space, all else copied as it is.
//!
//! What is packed works as `www/` does, only in fewer and smaller files. A file whose name can change has a hash of
//! its bytes in it, so that a browser may keep it for ever; the service worker knows the page by its SHA-256.

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

/// The entry points: the name of each script in the packed site, and its source in `www/`. They import all others.
const SCRIPTS: [(&str, &str); 3] = [("main", "main.js"), ("worker", WORKER), ("sw", SERVICE_WORKER)];

/// The source of the engine's worker.
pub const WORKER: &str = "engine/worker.js";

/// The service worker, which stays at the root so that its scope is the whole page.
const SERVICE_WORKER: &str = "sw.js";

/// The page.
const PAGE: &str = "index.html";

/// The one style sheet that is made of all.
const SHEET: &str = "style.css";

/// Makes the site in `dist` of what lies in `www`.
pub fn make(www: &Path, dist: &Path) -> anyhow::Result<()> {
    let scripts = SCRIPTS.iter().map(|(name, file)| format!("{name}={}", www.join(file).display()));
    // The worker is a separate file, which the page imports only where no worker can be started. `./worker.js` names
    // it from the script that imports it, both in `engine/` and in the packed site, where it lies beside `main.js`.
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
    keep(dist)
}

/// What esbuild is told for every script: the page is read as it is written, only shorter.
pub fn esbuild() -> Command {
    let mut command = node::part("esbuild");
    command.args(["--bundle", "--minify", "--target=es2023", "--log-level=warning"]);
    command
}

/// What esbuild, told `arguments` and given `input` to read, prints.
pub fn bundled(arguments: &[&str], input: &str, folder: &Path) -> anyhow::Result<String> {
    let mut child = esbuild()
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot run esbuild")?;
    child.stdin.take().context("esbuild does not read")?.write_all(input.as_bytes())?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("esbuild ended with {}", output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// The lines of the page that name its style sheets.
fn is_sheet(line: &str) -> bool {
    line.starts_with("<link rel=\"stylesheet\"")
}

/// The style sheets of the page in one, in the page's order, without their white space.
pub fn sheet(www: &Path, page: &str) -> anyhow::Result<String> {
    let mut imports = String::new();
    for line in page.lines().filter(|line| is_sheet(line)) {
        let media = attribute(line, "media").unwrap_or("");
        imports += &format!("@import \"./{}\" {media};\n", attribute(line, "href")?);
    }
    bundled(&["--loader=css"], &imports, www)
}

/// The page with `one` in place of its style sheets.
pub fn with_sheet(page: &str, one: &str) -> String {
    let mut one = Some(one);
    let lines = page.lines().filter_map(|line| if is_sheet(line) { one.take() } else { Some(line) });
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// An attribute's value in a tag of the page.
pub fn attribute<'a>(tag: &'a str, name: &str) -> anyhow::Result<&'a str> {
    let value = tag.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split_once('"'));
    value.map(|(value, _)| value).with_context(|| format!("no {name} in {tag}"))
}

/// Gives what the page and its scripts load names with a hash of the content, the loaded before those that load them.
fn name_by_content(dist: &Path) -> anyhow::Result<()> {
    for from in ["pkg/gloss_bg.wasm", "worker.js", SHEET, "main.js"] {
        let bytes = fs::read(dist.join(from)).with_context(|| format!("cannot read {from}"))?;
        let (stem, end) = from.rsplit_once('.').context("a file without an ending")?;
        let hash = format!("{:x}", Sha256::digest(&bytes));
        let to = format!("{stem}-{}.{end}", hash.get(..10).unwrap_or(&hash));
        fs::rename(dist.join(from), dist.join(&to))?;
        let mut told = false;
        for teller in [PAGE, "main.js"] {
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
