//! `pack`: the static site in `dist/`, with what every file weighs, and the budgets that it must keep.
//!
//! Beside the site lies `gloss.html`, the same page in one file, which opens from a disk. Nothing of the site loads
//! it, so that it counts in no budget.

mod again;
mod single;
mod site;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::module;
use crate::setup::{root, say};

/// What a reader may have to download, in bytes, compressed by Brotli.
const BUDGET: usize = 2_800_000;

/// What the code of the page (HTML, style sheets, scripts) may weigh, in bytes, compressed by gzip.
const CODE_BUDGET: usize = 60_000;

/// What was learnt and collected, as it lies in the module: its parts and their files.
const INSIDE: [(&str, &[&str]); 5] = [
    ("parts of speech", &["pos.bin"]),
    ("names", &["names.bin", "kinds.bin", "lists.bin"]),
    ("knowledge base", &["kb.bin"]),
    (
        "attribution",
        &[
            "attribution-tokens.bin",
            "attribution-relations.bin",
            "attribution-layers.bin",
            "attribution-rank.bin",
        ],
    ),
    ("check-worthiness", &["worth.bin"]),
];

/// What a file weighs, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    raw: usize,
    gzip: usize,
    /// Compressed by Brotli at its highest quality.
    pub brotli: usize,
}

/// Put the static site into dist and print what it weighs
#[derive(clap::Args)]
pub struct Args {
    /// Build everything once more from a copy of the checkout elsewhere, and compare every byte
    #[arg(long)]
    again: bool,
}

/// Packs the site and prints the table of sizes.
pub fn run(args: &Args) -> anyhow::Result<()> {
    let dist = make()?;
    if args.again {
        return again::compare(&dist);
    }
    say("compressing");
    let mut total = Weight::default();
    let mut code = 0;
    println!("{:<36} {:>10} {:>10} {:>10}", "file", "raw", "gzip -9", "brotli 11");
    for file in files(&dist)?.iter().filter(|file| *file != Path::new(single::NAME)) {
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
    println!("inside the module:");
    for (part, files) in INSIDE {
        let read = |file: &&str| {
            fs::read(root().join("models").join(file)).with_context(|| format!("cannot read {file}"))
        };
        let bytes: Vec<Vec<u8>> = files.iter().map(read).collect::<anyhow::Result<_>>()?;
        row(part, weigh(&bytes.concat())?);
    }
    println!("budget: {:.2} of {:.2} MB in Brotli", total.brotli as f64 / 1e6, BUDGET as f64 / 1e6);
    println!("page code: {:.1} of {:.1} kB in gzip", code as f64 / 1e3, CODE_BUDGET as f64 / 1e3);
    let single = fs::metadata(dist.join(single::NAME))?.len();
    println!("in one file: {} with {:.2} MB", single::NAME, single as f64 / 1e6);
    if total.brotli > BUDGET {
        bail!("the site weighs {} bytes in Brotli, {} over its budget", total.brotli, total.brotli - BUDGET);
    }
    if code > CODE_BUDGET {
        bail!("the page's code weighs {code} bytes in gzip, {} over its budget", code - CODE_BUDGET);
    }
    Ok(())
}

/// Builds the module, and from it the site and the page in one file. The folder that they are in.
pub fn make() -> anyhow::Result<PathBuf> {
    module::build()?;
    let (www, dist) = (root().join("www"), root().join("dist"));
    if dist.exists() {
        fs::remove_dir_all(&dist).with_context(|| format!("cannot empty {}", dist.display()))?;
    }
    site::make(&www, &dist)?;
    single::make(&www, &dist)?;
    Ok(dist)
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

/// Whether it is code of the page.
fn is_code(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "html" || e == "css" || e == "js")
}

/// The size of some bytes, as they are and compressed.
pub fn weigh(bytes: &[u8]) -> anyhow::Result<Weight> {
    let mut brotli = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut brotli, &settings)?;
    Ok(Weight { raw: bytes.len(), gzip: gzip(bytes)?.len(), brotli: brotli.len() })
}

fn gzip(bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes)?;
    Ok(gzip.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_those_of_whole_files_compressed() {
        let weight = weigh(&b"to be or not to be ".repeat(100)).unwrap();
        assert_eq!(weight.raw, 1900);
        assert!(weight.gzip < 120 && weight.brotli < weight.gzip, "{weight:?}");
    }
}
