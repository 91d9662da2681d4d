//! `audit`: what the site is made of that is not ours, and whether it may be.
//!
//! cargo-deny checks the crates' licences, sources and known vulnerabilities (`deny.toml`), npm those of what would
//! ship from npm (nothing), and cargo-cyclonedx writes the list of the crates in the module in CycloneDX form.

use std::fs;
use std::process::Command;

use anyhow::Context;

use crate::setup::{crates, root, run as run_command, say};

/// The crates inside the module, listed.
const LIST: &str = "dist/gloss.cdx.json";
/// The only target that ships.
const TARGET: &str = "wasm32-unknown-unknown";

/// Runs every check; fails with the first that fails.
pub fn run() -> anyhow::Result<()> {
    say("crates: licences and sources");
    let deny = crates::tool("cargo-deny", "0.20.2")?;
    let check = |what: &[&str]| run_command(Command::new(&deny).args(["--workspace", "check"]).args(what));
    check(&["licenses", "sources", "bans"])?;
    let cyclonedx = crates::tool("cargo-cyclonedx", "0.5.9")?;
    let options = ["cyclonedx", "--format", "json", "--no-build-deps", "--target", TARGET];
    run_command(Command::new(cyclonedx).args(options).args(["--override-filename", "gloss.cdx"]))?;
    // It writes one beside the manifest of every package; the tools do not ship.
    fs::remove_file(root().join("tools/gloss.cdx.json")).context("the tools' list")?;
    let list = root().join(LIST);
    fs::create_dir_all(list.parent().unwrap_or(root()))?;
    fs::rename(root().join("gloss.cdx.json"), &list).context(LIST)?;
    let listed: serde_json::Value = serde_json::from_slice(&fs::read(&list)?).context(LIST)?;
    let crates = listed["components"].as_array().map_or(0, Vec::len);
    println!("{crates} crates in the module, from where and under what they may be, listed in {LIST}");
    // What is known of faults is fetched anew every time, which takes a network.
    say("known vulnerabilities");
    run_command(Command::new("npm").args(["audit", "--omit=dev"]))?;
    check(&["advisories"])
}
