//! Cargo tools that only some commands need, installed into `target/crates` at their first use.

use std::path::PathBuf;
use std::process::Command;

use super::{progress, root, run};

/// Returns the program of a crate, and installs the crate if it is missing.
pub fn tool(name: &str, version: &str) -> anyhow::Result<PathBuf> {
    let folder = root().join("target/crates");
    let program = folder.join("bin").join(name);
    if !program.exists() {
        progress(&format!("installing {name} {version}"));
        let options = ["install", "--locked", name, "--version", version, "--root"];
        run(Command::new("cargo").args(options).arg(&folder))?;
    }
    Ok(program)
}
