//! Every path and link in the documents leads to a file of the repository.
//!
//! A path is any word that begins with a folder of the repository, such as `src/lib.rs`; a `*` in it stands for any
//! characters of a file name. A link is the target of a Markdown link that is not an address of the web.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]

use std::path::{Path, PathBuf};

/// Folders whose paths are checked.
const FOLDERS: &[&str] =
    &["benches/", "data/", "docs/", "examples/", "fuzz/", "models/", "src/", "tests/", "tools/", "www/"];

/// Paths that a build makes.
const GENERATED: &[&str] = &["www/pkg"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All Markdown files at the root and below the folders that hold documents.
fn documents() -> Vec<PathBuf> {
    fn add(folder: &Path, deep: bool, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && deep {
                add(&path, deep, found);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    add(&root(), false, &mut found);
    ["data", "docs", "models", "tests/gold"]
        .iter()
        .for_each(|folder| add(&root().join(folder), true, &mut found));
    found.sort();
    found
}

/// The paths in a text, without marks that end a sentence.
fn paths(text: &str) -> Vec<&str> {
    let in_path = |c: char| c.is_ascii_alphanumeric() || "_-./*~".contains(c);
    text.split(|c: char| !in_path(c))
        .map(|word| word.trim_end_matches(['.', '-', '~']))
        .filter(|word| FOLDERS.iter().any(|folder| word.starts_with(folder)))
        .collect()
}

/// The targets of Markdown links that are files, without the heading behind `#`.
fn links(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let files = targets.filter(|target| !target.starts_with("http") && !target.starts_with('#'));
    files.map(|target| target.split('#').next().unwrap_or(target)).collect()
}

/// Whether a file or folder is there; the last part of the path may have one `*`.
fn exists(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let Some((before, after)) = name.split_once('*') else { return path.exists() };
    let Some(entries) = path.parent().and_then(|folder| std::fs::read_dir(folder).ok()) else { return false };
    entries.flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.len() >= before.len() + after.len() && name.starts_with(before) && name.ends_with(after)
    })
}

#[test]
fn every_path_in_the_documents_exists() {
    let mut missing = Vec::new();
    for document in documents() {
        let text = std::fs::read_to_string(&document).unwrap();
        let name = document.strip_prefix(root()).unwrap().display().to_string();
        for path in paths(&text) {
            let generated = GENERATED.iter().any(|generated| path.starts_with(generated));
            if !generated && !exists(&root().join(path)) {
                missing.push(format!("{name}: {path}"));
            }
        }
        let folder = document.parent().unwrap();
        missing.extend(
            links(&text)
                .iter()
                .filter(|link| !exists(&folder.join(link)))
                .map(|link| format!("{name}: link to {link}")),
        );
    }
    assert!(missing.is_empty(), "paths that do not exist:\n{}", missing.join("\n"));
}

#[test]
fn paths_and_links_are_found_in_a_text() {
    let text = "See `src/lib.rs`, tools/src/*.rs and ../data/kb. [More](docs/size.md#names) [web](https://example.org)";
    assert_eq!(paths(text), ["src/lib.rs", "tools/src/*.rs", "docs/size.md"]);
    assert_eq!(links(text), ["docs/size.md"]);
    assert!(exists(&root().join("tools/src/*.rs")) && !exists(&root().join("tools/src/*.none")));
}
