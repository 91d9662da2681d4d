//! `pack`: the static site in `dist/`, with what every file weighs, and the budgets that it must keep.
//!
//! The scripts are put together, one for the page and one for its worker, and style sheets lose their white space; all
//! else is copied as it is. What is packed works as `www/` does, only in fewer and smaller files.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::module;
use crate::setup::{node, root, run as run_command, say};

/// What a reader may have to download, in bytes, compressed by Brotli.
const BUDGET: usize = 3_000_000;

/// What the code of the page (HTML, style sheets, scripts) may weigh, in bytes, compressed by gzip.
const CODE_BUDGET: usize = 60_000;

/// The scripts that the browser is told to load; they bring in the others.
const SCRIPTS: [&str; 2] = ["main.js", "worker.js"];

/// What a file weighs, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    raw: usize,
    gzip: usize,
    /// Compressed by Brotli at its highest quality.
    pub brotli: usize,
}

/// Builds the page, copies what a browser loads to `dist/`, and prints the table of sizes.
pub fn run() -> anyhow::Result<()> {
    module::build()?;
    let (www, dist) = (root().join("www"), root().join("dist"));
    if dist.exists() {
        fs::remove_dir_all(&dist).with_context(|| format!("cannot empty {}", dist.display()))?;
    }
    bundle(&www, &dist)?;
    for file in files(&www)?.iter().filter(|file| is_copied(file)) {
        let target = dist.join(file);
        fs::create_dir_all(target.parent().unwrap_or(&dist))?;
        fs::copy(www.join(file), &target).with_context(|| format!("cannot write {}", target.display()))?;
    }
    say("compressing");
    let mut total = Weight::default();
    let mut code = 0;
    println!("{:<36} {:>10} {:>10} {:>10}", "file", "raw", "gzip -9", "brotli 11");
    for file in &files(&dist)? {
        let bytes = fs::read(dist.join(file)).with_context(|| format!("cannot read {}", file.display()))?;
        let weight = weigh(&bytes)?;
        row(&file.display().to_string(), weight);
        if is_code(file) {
            code += weight.gzip;
        }
        total = Weight {
            raw: total.raw + weight.raw,
            gzip: total.gzip + weight.gzip,
            brotli: total.brotli + weight.brotli,
        };
    }
    row("total", total);
    println!("budget: {:.2} of {:.2} MB in Brotli", total.brotli as f64 / 1e6, BUDGET as f64 / 1e6);
    println!("page code: {:.1} of {:.1} kB in gzip", code as f64 / 1e3, CODE_BUDGET as f64 / 1e3);
    if total.brotli > BUDGET {
        bail!("the site weighs {} bytes in Brotli, {} over its budget", total.brotli, total.brotli - BUDGET);
    }
    if code > CODE_BUDGET {
        bail!("the page's code weighs {code} bytes in gzip, {} over its budget", code - CODE_BUDGET);
    }
    Ok(())
}

/// Puts the scripts together and takes the white space out of the style sheets.
fn bundle(www: &Path, dist: &Path) -> anyhow::Result<()> {
    let sheets = files(www)?.into_iter().filter(|file| file.extension().is_some_and(|e| e == "css"));
    let entries: Vec<PathBuf> = SCRIPTS.iter().map(PathBuf::from).chain(sheets).collect();
    run_command(
        node::part("esbuild")
            .args(entries.iter().map(|file| www.join(file)))
            .args([
                "--bundle",
                "--minify",
                "--splitting",
                "--format=esm",
                "--target=es2023",
                "--log-level=warning",
            ])
            .arg(format!("--outdir={}", dist.display())),
    )
}

fn row(name: &str, weight: Weight) {
    println!("{name:<36} {:>10} {:>10} {:>10}", weight.raw, weight.gzip, weight.brotli);
}

/// The files below `folder`, relative to it, in order.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).with_context(|| format!("cannot list {}", next.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(folder)?.to_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a browser loads it as it is: scripts and style sheets are packed, types and notes stay behind.
fn is_copied(path: &Path) -> bool {
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("");
    let others = [".js", ".css", ".ts", ".md", "tsconfig.json", "jsconfig.json"];
    !name.starts_with('.') && !others.iter().any(|end| name.ends_with(end))
}

/// Whether it is code of the page.
fn is_code(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "html" || e == "css" || e == "js")
}

/// The size of some bytes, as they are and compressed.
pub fn weigh(bytes: &[u8]) -> anyhow::Result<Weight> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes)?;
    let gzip = gzip.finish()?.len();
    let mut brotli = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut brotli, &settings)?;
    Ok(Weight { raw: bytes.len(), gzip, brotli: brotli.len() })
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
    fn weights_are_those_of_whole_files_compressed() {
        let weight = weigh(&b"to be or not to be ".repeat(100)).unwrap();
        assert_eq!(weight.raw, 1900);
        assert!(weight.gzip < 120 && weight.brotli < weight.gzip, "{weight:?}");
    }
}
