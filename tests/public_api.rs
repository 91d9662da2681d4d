//! The public API: every function that a user can call occurs in an example of the documentation that runs as a test.
//!
//! Reads the files of the public modules. Functions that are only re-exported by `src/internal.rs`, or hidden, do not count.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]

mod sources;

use std::fs;

use sources::without_tests;

/// The files that declare public items.
const FILES: [&str; 11] = [
    "src/annotator.rs",
    "src/pipeline.rs",
    "src/error.rs",
    "src/text/mod.rs",
    "src/document/mod.rs",
    "src/document/date.rs",
    "src/corrections/mod.rs",
    "src/corrections/wire.rs",
    "src/render/mod.rs",
    "src/render/phrases.rs",
    "src/lib.rs",
];

/// The lines of the examples in the doc comments of a file.
fn examples(file: &str) -> String {
    let mut inside = false;
    let mut lines = String::new();
    for line in file.lines().filter_map(|line| {
        let line = line.trim_start();
        line.strip_prefix("///").or_else(|| line.strip_prefix("//!"))
    }) {
        if line.trim_start().starts_with("```") {
            inside = !inside;
        } else if inside {
            lines.push_str(line);
            lines.push('\n');
        }
    }
    lines
}

/// The names of the public functions of a file, without hidden ones.
fn functions(file: &str) -> Vec<String> {
    let mut hidden = false;
    let mut names = Vec::new();
    for line in without_tests(file).lines().map(str::trim_start) {
        if line == "#[doc(hidden)]" {
            hidden = true;
        } else if let Some(rest) = line.strip_prefix("pub fn ").or_else(|| line.strip_prefix("pub const fn "))
        {
            let name = rest.split(['(', '<']).next().unwrap().to_owned();
            if !std::mem::take(&mut hidden) {
                names.push(name);
            }
        }
    }
    names
}

#[test]
fn every_public_function_occurs_in_an_example() {
    let read = |path: &str| fs::read_to_string(path).unwrap();
    let internal = read("src/internal.rs");
    let all: String = FILES.iter().map(|path| examples(&read(path))).collect();
    let is_internal =
        |name: &str| internal.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name);
    let mut missing = Vec::new();
    for path in FILES {
        for name in functions(&read(path)) {
            if !all.contains(&format!("{name}(")) && !is_internal(&name) {
                missing.push(format!("{path}: {name}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn hidden_functions_and_tests_are_not_counted() {
    let file = "pub fn shown() {}\n#[doc(hidden)]\npub fn hidden() {}\npub(crate) fn inner() {}\n#[cfg(test)]\nmod tests {\npub fn test() {}";
    assert_eq!(functions(file), ["shown"]);
    assert_eq!(examples("/// Doc.\n///\n/// ```\n/// shown();\n/// ```\n"), " shown();\n");
}
