//! The layers of the library: a module uses only modules in the rows above it in the table of `docs/architecture.md`.
//!
//! Reads the paths that begin with `crate::` in the source, without tests and comments.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]

mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sources::{rust_files, without_tests};

/// The row of each module in the table, the lowest layer first.
fn rows() -> BTreeMap<String, usize> {
    let page = fs::read_to_string("docs/architecture.md").unwrap();
    let section = page.split("\n## ").find(|section| section.starts_with("Layers")).unwrap();
    let cells =
        section.lines().filter(|line| line.starts_with("| `")).filter_map(|line| line.split('|').nth(1));
    let mut rows = BTreeMap::new();
    for (row, cell) in cells.enumerate() {
        for module in cell.split(',') {
            let module = module.trim().trim_matches('`').to_owned();
            assert!(rows.insert(module.clone(), row).is_none(), "{module} is in the table twice");
        }
    }
    rows
}

/// The code of a file without its tests and comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    without_tests(&text)
        .lines()
        .map(|line| line.split("//").next().unwrap_or(""))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The top-level module of a file: `src/kb/mod.rs` and `src/kb/class.rs` belong to `kb`.
fn module_of(path: &Path) -> String {
    let inside = path.strip_prefix("src").unwrap();
    inside.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

/// The modules that the names re-exported at the root come from.
fn reexports() -> BTreeMap<String, String> {
    let root = fs::read_to_string("src/lib.rs").unwrap();
    let lines =
        root.lines().filter_map(|line| line.strip_prefix("pub use ")?.trim_end_matches(';').split_once("::"));
    lines
        .flat_map(|(module, names)| {
            let names = names.trim_matches(['{', '}']).split(',');
            names.map(move |name| (name.trim().to_owned(), module.to_owned()))
        })
        .collect()
}

/// The first segment of every path after `crate::`, one per item of grouped imports.
fn used(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let word = |text: &str| -> String {
            text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
        };
        let Some(group) = rest.strip_prefix('{') else {
            names.insert(word(rest));
            continue;
        };
        let mut depth = 0;
        let mut start = 0;
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    names.insert(word(&group[start..at]));
                    start = at + 1;
                    if c == '}' {
                        break;
                    }
                }
                _ => {}
            }
        }
    }
    names.remove("");
    names
}

#[test]
fn modules_use_only_the_layers_above_them_in_the_table() {
    let (rows, reexports) = (rows(), reexports());
    let files = rust_files(Path::new("src"));
    let mut wrong = BTreeSet::new();
    let mut met = BTreeSet::new();
    for path in files.iter().filter(|path| !path.ends_with("testing.rs")) {
        let module = module_of(path);
        if ["lib", "internal"].contains(&module.as_str()) {
            continue;
        }
        let Some(&row) = rows.get(&module) else {
            wrong.insert(format!("{module} is missing in the table"));
            continue;
        };
        met.insert(module.clone());
        for name in used(&code(path)) {
            let name = reexports.get(&name).unwrap_or(&name);
            if *name != module && rows.get(name).is_none_or(|&used| used >= row) {
                wrong.insert(format!("{} uses {name}", path.display()));
            }
        }
    }
    wrong.extend(
        rows.keys().filter(|module| !met.contains(*module)).map(|module| format!("{module} is gone")),
    );
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn grouped_and_nested_imports_are_read() {
    let code = "use crate::kb::{self, Class};\nuse crate::{text, syntax::{lemma, view}, Error};\nlet x = crate::pos::tag();";
    assert_eq!(used(code).into_iter().collect::<Vec<_>>(), ["Error", "kb", "pos", "syntax", "text"]);
}
