//! What fuzzing has kept, read again: bytes that reached every part of the code, and those that once made it stop.

#![expect(clippy::unwrap_used, reason = "a test may stop at what cannot be")]

mod fuzzed;

use std::fs;
use std::path::Path;

/// Reads again what was kept for one of the fuzzed functions.
fn replay(name: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(name);
    let mut seeds: Vec<_> = fs::read_dir(&folder).unwrap().map(|seed| seed.unwrap().path()).collect();
    assert!(!seeds.is_empty(), "{name} has no seeds");
    seeds.sort();
    println!("{} inputs for {name}", seeds.len());
    for seed in seeds {
        println!("{}", seed.display());
        target(&fs::read(&seed).unwrap());
    }
}

#[test]
fn articles() {
    replay("article", fuzzed::article);
}

#[test]
fn edits() {
    replay("edits", fuzzed::edits);
}

#[test]
fn offsets() {
    replay("offsets", fuzzed::offsets);
}

#[test]
fn models() {
    replay("models", fuzzed::models);
}

#[test]
fn the_knowledge_base() {
    replay("base", fuzzed::base);
}

#[test]
fn forms() {
    replay("forms", fuzzed::forms);
}
