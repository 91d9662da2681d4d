//! `fuzz`: looks for bytes that make the core stop, by cargo-fuzz (libFuzzer) on the functions of `tests/fuzz_targets`.
//!
//! What it learns on the way stays under `target/fuzz`. Bytes worth keeping go into `fuzz/seeds`, which the tests read
//! again. The core has no unsafe code but a call of a function for AVX2, so that the sanitizers, which need another compiler,
//! are left out.

use std::fs;
use std::process::Command;

use crate::setup::{crates, root, run as run_command};

/// The words that article text is made of.
const WORDS: &str = "fuzz/words.dict";

/// Look for bytes that make the core stop
#[derive(clap::Args)]
pub struct Args {
    /// What is fuzzed: article, edits, offsets, models, knowledge_base or exports
    target: String,
    /// For how long
    #[arg(long, default_value_t = 3600)]
    seconds: u32,
}

/// Builds the function and feeds it; fails when it stops.
pub fn run(args: &Args) -> anyhow::Result<()> {
    let folder = root().join("target/fuzz");
    let (found, stops) = (folder.join("found").join(&args.target), folder.join("stops/"));
    fs::create_dir_all(&found)?;
    fs::create_dir_all(&stops)?;
    let seeds = root().join("fuzz/seeds").join(&args.target);
    let mut fuzz = Command::new(crates::tool("cargo-fuzz", "0.13.2")?);
    fuzz.args(["run", "--sanitizer", "none", "--target-dir"]).arg(folder.join("build"));
    fuzz.arg(&args.target).args([found, seeds]).args([
        "--",
        "-timeout=20",
        "-rss_limit_mb=3000",
        "-max_len=3000",
    ]);
    fuzz.args([format!("-max_total_time={}", args.seconds), format!("-artifact_prefix={}", stops.display())]);
    if args.target != "models" && args.target != "knowledge_base" {
        fuzz.arg(format!("-dict={}", root().join(WORDS).display()));
    }
    // Counting which code is reached is a matter of nightly compilers by name only.
    run_command(fuzz.env("RUSTC_BOOTSTRAP", "1"))
}
