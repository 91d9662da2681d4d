//! `pack`: the static site in `dist/`, with what every file weighs, and a budget that it must keep.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::module;
use crate::setup::{root, say};

/// What a reader may have to download, in bytes, compressed by Brotli.
const BUDGET: usize = 3_000_000;

/// What a file weighs, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Weight {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Builds the page, copies what a browser loads to `dist/`, and prints the table of sizes.
pub fn run() -> anyhow::Result<()> {
    module::build()?;
    let (www, dist) = (root().join("www"), root().join("dist"));
    if dist.exists() {
        fs::remove_dir_all(&dist).with_context(|| format!("cannot empty {}", dist.display()))?;
    }
    let mut files = Vec::new();
    list(&www, &www, &mut files)?;
    files.sort();
    say("compressing");
    let mut total = Weight::default();
    println!("{:<36} {:>10} {:>10} {:>10}", "file", "raw", "gzip -9", "brotli 11");
    for file in &files {
        let bytes = fs::read(www.join(file)).with_context(|| format!("cannot read {}", file.display()))?;
        let target = dist.join(file);
        fs::create_dir_all(target.parent().unwrap_or(&dist))?;
        fs::write(&target, &bytes).with_context(|| format!("cannot write {}", target.display()))?;
        let weight = weigh(&bytes)?;
        row(&file.display().to_string(), weight);
        total = Weight {
            raw: total.raw + weight.raw,
            gzip: total.gzip + weight.gzip,
            brotli: total.brotli + weight.brotli,
        };
    }
    row("total", total);
    println!("budget: {:.2} of {:.2} MB in Brotli", total.brotli as f64 / 1e6, BUDGET as f64 / 1e6);
    if total.brotli > BUDGET {
        bail!("the site weighs {} bytes in Brotli, {} over its budget", total.brotli, total.brotli - BUDGET);
    }
    Ok(())
}

fn row(name: &str, weight: Weight) {
    println!("{name:<36} {:>10} {:>10} {:>10}", weight.raw, weight.gzip, weight.brotli);
}

/// The files below `folder` that a browser loads, relative to `www`.
fn list(www: &Path, folder: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            list(www, &path, files)?;
        } else if is_shipped(&path) {
            files.push(path.strip_prefix(www)?.to_owned());
        }
    }
    Ok(())
}

/// Whether a browser loads it: types, settings and notes of the build stay behind.
fn is_shipped(path: &Path) -> bool {
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("");
    let kept_back = [".d.ts", ".ts", ".md", "tsconfig.json", "jsconfig.json"];
    !name.starts_with('.') && !kept_back.iter().any(|end| name.ends_with(end))
}

fn weigh(bytes: &[u8]) -> anyhow::Result<Weight> {
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
        for shipped in
            ["index.html", "style.css", "engine.js", "pkg/gloss_bg.wasm", "pkg/gloss.js", "icon.svg"]
        {
            assert!(is_shipped(Path::new(shipped)), "{shipped}");
        }
        for kept in
            ["pkg/gloss.d.ts", "pkg/gloss_bg.wasm.d.ts", "tsconfig.json", "pkg/.made-from", "README.md"]
        {
            assert!(!is_shipped(Path::new(kept)), "{kept}");
        }
    }

    #[test]
    fn weights_are_those_of_whole_files_compressed() {
        let weight = weigh(&b"to be or not to be ".repeat(100)).unwrap();
        assert_eq!(weight.raw, 1900);
        assert!(weight.gzip < 120 && weight.brotli < weight.gzip, "{weight:?}");
    }
}
