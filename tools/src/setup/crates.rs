//! Tools of cargo's that only some commands need: built into target/ the first time.

use std::path::PathBuf;
use std::process::Command;

use super::{root, run, say};

/// The program of this crate and version.
pub fn tool(name: &str, version: &str) -> anyhow::Result<PathBuf> {
    let folder = root().join("target/crates");
    let program = folder.join("bin").join(name);
    if !program.exists() {
        say(&format!("getting {name} {version}"));
        let options = ["install", "--locked", name, "--version", version, "--root"];
        run(Command::new("cargo").args(options).arg(&folder))?;
    }
    Ok(program)
}
