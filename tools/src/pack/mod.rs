//! `pack`: builds the static site in `dist/`, prints the sizes of its files and checks the size budgets.
//!
//! The site includes `gloss.html`, the same page as a single file, which opens from a disk. The site does not
//! load it, so it does not count towards a budget.

mod reproducible;
mod single;
mod site;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::module;
use crate::setup::{progress, root};

/// Maximum size of the download in bytes, compressed with Brotli.
const BUDGET: usize = 2_900_000;

/// Maximum size of the code of the page (HTML, style sheets, scripts) in bytes, compressed with gzip.
const CODE_BUDGET: usize = 60_000;

/// The data in the module: its parts and their files.
const DATA: [(&str, &[&str]); 6] = [
    ("syntax", &["syntax-tokens.bin", "syntax-layers.bin"]),
    ("antecedents", &["antecedents.bin"]),
    ("names", &["names.bin", "kinds.bin", "lists.bin"]),
    ("knowledge base", &["kb.bin"]),
    (
        "attribution",
        &[
            "attribution-tokens.bin",
            "attribution-relations.bin",
            "attribution-layers.bin",
            "attribution-rank.bin",
            "attribution-confidence.bin",
            "attribution-speakers.bin",
        ],
    ),
    ("check-worthiness and voice", &["check-worthiness.bin", "voice.bin"]),
];

/// The size of a file in bytes, as it is and compressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    raw: usize,
    gzip: usize,
    /// Compressed with Brotli at its highest quality.
    pub brotli: usize,
}

/// Build the static site in dist and print the sizes of its files
#[derive(clap::Args)]
pub struct Args {
    /// Build everything a second time from a copy of the checkout, and compare every byte
    #[arg(long, alias = "again")]
    reproducible: bool,
}

/// Packs the site and prints the table of sizes.
pub fn run(args: &Args) -> anyhow::Result<()> {
    let dist = make()?;
    if args.reproducible {
        return reproducible::compare(&dist);
    }
    progress("compressing");
    let mut total = Size::default();
    let mut code = 0;
    println!("{:<36} {:>10} {:>10} {:>10}", "file", "raw", "gzip -9", "brotli 11");
    for file in files(&dist)?.iter().filter(|file| *file != Path::new(single::NAME)) {
        let bytes = fs::read(dist.join(file)).with_context(|| format!("cannot read {}", file.display()))?;
        let size = size(&bytes)?;
        row(&file.display().to_string(), size);
        if is_code(file) {
            code += size.gzip;
        }
        total = Size {
            raw: total.raw + size.raw,
            gzip: total.gzip + size.gzip,
            brotli: total.brotli + size.brotli,
        };
    }
    row("total", total);
    println!("inside the module:");
    for (part, files) in DATA {
        let read = |file: &&str| {
            fs::read(root().join("models").join(file)).with_context(|| format!("cannot read {file}"))
        };
        let bytes: Vec<Vec<u8>> = files.iter().map(read).collect::<anyhow::Result<_>>()?;
        row(part, size(&bytes.concat())?);
    }
    println!("budget: {:.2} of {:.2} MB in Brotli", total.brotli as f64 / 1e6, BUDGET as f64 / 1e6);
    println!("page code: {:.1} of {:.1} kB in gzip", code as f64 / 1e3, CODE_BUDGET as f64 / 1e3);
    let single = fs::metadata(dist.join(single::NAME))?.len();
    println!("single file: {} with {:.2} MB", single::NAME, single as f64 / 1e6);
    if total.brotli > BUDGET {
        bail!("the site has {} bytes in Brotli, {} over its budget", total.brotli, total.brotli - BUDGET);
    }
    if code > CODE_BUDGET {
        bail!("the code of the page has {code} bytes in gzip, {} over its budget", code - CODE_BUDGET);
    }
    Ok(())
}

/// Builds the module, the site and the single-file page; returns their folder.
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

fn row(name: &str, size: Size) {
    println!("{name:<36} {:>10} {:>10} {:>10}", size.raw, size.gzip, size.brotli);
}

/// Lists the files below `folder`, relative to it, in order.
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

/// Whether the file is code of the page.
fn is_code(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "html" || e == "css" || e == "js")
}

/// Returns the sizes of bytes as they are and compressed.
pub fn size(bytes: &[u8]) -> anyhow::Result<Size> {
    let mut brotli = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut brotli, &settings)?;
    Ok(Size { raw: bytes.len(), gzip: gzip(bytes)?.len(), brotli: brotli.len() })
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
    fn compressed_sizes_are_ordered_by_strength_of_compression() {
        let size = size(&b"to be or not to be ".repeat(100)).unwrap();
        assert_eq!(size.raw, 1900);
        assert!(size.gzip < 120 && size.brotli < size.gzip, "{size:?}");
    }
}
