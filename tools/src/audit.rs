//! `audit`: checks the licences, sources and known vulnerabilities of the dependencies, and lists those that
//! ship.
//!
//! cargo-deny checks the crates (`deny.toml`), npm the packages that would ship from npm (none), and
//! cargo-cyclonedx writes the list of the crates in the module as CycloneDX.

use std::fs;
use std::process::Command;

use anyhow::Context;

use crate::setup::{crates, progress, root, run as run_command};

/// The list of the crates in the module.
const LIST: &str = "dist/gloss.cdx.json";
/// The target that ships.
const TARGET: &str = "wasm32-unknown-unknown";

/// Runs every check and stops at the first failure.
pub fn run() -> anyhow::Result<()> {
    progress("crates: licences and sources");
    let deny = crates::tool("cargo-deny", "0.20.2")?;
    let check = |what: &[&str]| run_command(Command::new(&deny).args(["--workspace", "check"]).args(what));
    check(&["licenses", "sources", "bans"])?;
    let cyclonedx = crates::tool("cargo-cyclonedx", "0.5.9")?;
    let options = ["cyclonedx", "--format", "json", "--no-build-deps", "--target", TARGET];
    run_command(Command::new(cyclonedx).args(options).args(["--override-filename", "gloss.cdx"]))?;
    // cargo-cyclonedx writes a list for every package; the tools do not ship.
    fs::remove_file(root().join("tools/gloss.cdx.json")).context("cannot remove the list of the tools")?;
    let list = root().join(LIST);
    fs::create_dir_all(list.parent().unwrap_or(root()))?;
    fs::rename(root().join("gloss.cdx.json"), &list).context(LIST)?;
    let listed: serde_json::Value = serde_json::from_slice(&fs::read(&list)?).context(LIST)?;
    let crates = listed["components"].as_array().map_or(0, Vec::len);
    println!("{crates} crates in the module, all with allowed licences and sources, listed in {LIST}");
    // The advisories are downloaded every time, which needs a network.
    progress("known vulnerabilities");
    run_command(Command::new("npm").args(["audit", "--omit=dev"]))?;
    check(&["advisories"])
}
