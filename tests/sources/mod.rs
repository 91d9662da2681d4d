//! The source files of the library, for tests that read them.

use std::fs;
use std::path::{Path, PathBuf};

/// Every Rust file under a folder, in order.
#[allow(dead_code, reason = "not every test that reads sources walks folders")]
pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> =
        paths.flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] }).collect();
    found.retain(|path| path.extension().is_some_and(|end| end == "rs"));
    found.sort();
    found
}

/// The part of a file before its module of tests.
pub fn without_tests(file: &str) -> &str {
    let tests = file.find("#[cfg(test)]\nmod ").or_else(|| file.find("#[cfg(test)]\npub(crate) mod tests"));
    &file[..tests.unwrap_or(file.len())]
}
