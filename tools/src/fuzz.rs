//! `fuzz`: searches for inputs that make the core panic, with cargo-fuzz (libFuzzer) on `tests/fuzz_targets`.
//!
//! The corpus that it collects is under `target/fuzz`. Inputs worth keeping are committed to `fuzz/seeds`,
//! which the replay test runs. The only unsafe code of the core is one call of an AVX2 function, so the
//! sanitizers, which need a nightly compiler, are not used.

use std::fs;
use std::process::Command;

use crate::setup::{crates, root, run as run_command};

/// The dictionary of words for article text.
const WORDS: &str = "fuzz/words.dict";

/// Search for inputs that make the core panic
#[derive(clap::Args)]
pub struct Args {
    /// The fuzz target: article, edits, offsets, models, knowledge_base or exports
    target: String,
    /// Duration in seconds
    #[arg(long, default_value_t = 3600)]
    seconds: u32,
}

/// Builds and runs the fuzz target; fails when it panics.
pub fn run(args: &Args) -> anyhow::Result<()> {
    let folder = root().join("target/fuzz");
    let (corpus, crashes) = (folder.join("corpus").join(&args.target), folder.join("crashes/"));
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&crashes)?;
    let seeds = root().join("fuzz/seeds").join(&args.target);
    let mut fuzz = Command::new(crates::tool("cargo-fuzz", "0.13.2")?);
    fuzz.args(["run", "--sanitizer", "none", "--target-dir"]).arg(folder.join("build"));
    fuzz.arg(&args.target).args([corpus, seeds]).args([
        "--",
        "-timeout=20",
        "-rss_limit_mb=3000",
        "-max_len=3000",
    ]);
    fuzz.args([
        format!("-max_total_time={}", args.seconds),
        format!("-artifact_prefix={}", crashes.display()),
    ]);
    if args.target != "models" && args.target != "knowledge_base" {
        fuzz.arg(format!("-dict={}", root().join(WORDS).display()));
    }
    // Coverage instrumentation works in this compiler, but its flags are accepted only by nightly ones.
    run_command(fuzz.env("RUSTC_BOOTSTRAP", "1"))
}
