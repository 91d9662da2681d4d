//! Runs the committed fuzzing seeds on stable Rust: inputs that reached new code, and inputs that once caused
//! a panic.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod fuzz_targets;

use std::fs;
use std::path::Path;

/// Runs a fuzz target on each of its seeds.
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
fn article_seeds_pass() {
    replay("article", fuzz_targets::article);
}

#[test]
fn edit_seeds_pass() {
    replay("edits", fuzz_targets::edits);
}

#[test]
fn offset_seeds_pass() {
    replay("offsets", fuzz_targets::offsets);
}

#[test]
fn model_seeds_pass() {
    replay("models", fuzz_targets::models);
}

#[test]
fn knowledge_base_seeds_pass() {
    replay("knowledge_base", fuzz_targets::knowledge_base);
}

#[test]
fn export_seeds_pass() {
    replay("exports", fuzz_targets::exports);
}
