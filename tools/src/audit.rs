//! `audit`: what the site is made of that is not ours, and whether it may be.
//!
//! cargo-deny checks the crates' licences, sources and known vulnerabilities (`deny.toml`), npm those of what would
//! ship from npm (nothing), and cargo-cyclonedx writes the list of the crates in the module in CycloneDX form.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Context;

use crate::setup::{root, run as run_command, say};

/// The crates inside the module, listed.
const LIST: &str = "dist/gloss.cdx.json";
/// The only target that ships.
const TARGET: &str = "wasm32-unknown-unknown";

/// Runs every check; fails with the first that fails.
pub fn run() -> anyhow::Result<()> {
    say("crates: licences, sources, known vulnerabilities");
    run_command(Command::new(tool("cargo-deny", "0.20.2")?).args(["--workspace", "check"]))?;
    say("npm: known vulnerabilities of what ships");
    run_command(Command::new("npm").args(["audit", "--omit=dev"]))?;
    let cyclonedx = tool("cargo-cyclonedx", "0.5.9")?;
    let options = ["cyclonedx", "--format", "json", "--no-build-deps", "--target", TARGET];
    run_command(Command::new(cyclonedx).args(options).args(["--override-filename", "gloss.cdx"]))?;
    // It writes one beside the manifest of every package; the tools do not ship.
    fs::remove_file(root().join("tools/gloss.cdx.json")).context("the tools' list")?;
    let list = root().join(LIST);
    fs::create_dir_all(list.parent().unwrap_or(root()))?;
    fs::rename(root().join("gloss.cdx.json"), &list).context(LIST)?;
    say(&format!("the crates in the module are listed in {LIST}"));
    Ok(())
}

/// A tool of cargo's, built into target/ the first time.
fn tool(name: &str, version: &str) -> anyhow::Result<PathBuf> {
    let folder = root().join("target/audit");
    let program = folder.join("bin").join(name);
    if !program.exists() {
        say(&format!("getting {name} {version}"));
        let options = ["install", "--locked", name, "--version", version, "--root"];
        run_command(Command::new("cargo").args(options).arg(&folder))?;
    }
    Ok(program)
}
