//! Node and the npm parts of `package.json`, exactly as `package-lock.json` pins them.

use std::fs;
use std::process::Command;

use anyhow::{Context, bail};

use super::{first_line, root, run, say, version};

/// The oldest Node that runs everything here.
const OLDEST: u32 = 20;

/// Makes sure that Node is there and that `node_modules` holds what the lock file says.
pub fn modules() -> anyhow::Result<()> {
    let found = first_line("node", &["--version"]);
    match found.as_deref().and_then(version) {
        Some((major, _)) if major >= OLDEST => {}
        Some(_) => bail!("Node {OLDEST} or newer is needed; this one is {}", found.unwrap_or_default()),
        None => bail!(
            "Node {OLDEST} or newer is needed and was not found: see nodejs.org, or your system's packages"
        ),
    }
    let lock = fs::read(root().join("package-lock.json")).context("cannot read package-lock.json")?;
    // A copy of the lock file that was installed from; it goes when `node_modules` goes.
    let installed = root().join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|copy| copy == lock) {
        return Ok(());
    }
    say("getting the npm parts (npm ci)");
    run(Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]))?;
    fs::write(&installed, lock).with_context(|| format!("cannot write {}", installed.display()))
}

/// A command that runs the program that an npm part brings, such as `wasm-opt`.
pub fn part(name: &str) -> Command {
    Command::new(root().join("node_modules/.bin").join(name))
}
