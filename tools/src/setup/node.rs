//! Node and the npm packages of `package.json`, in the versions of `package-lock.json`.

use std::fs;
use std::process::Command;

use anyhow::{Context, bail};

use super::{first_line, progress, root, run, version};

/// The oldest supported version of Node.
const MIN_VERSION: u32 = 20;

/// Checks the version of Node and installs `node_modules` if it does not match the lock file.
pub fn modules() -> anyhow::Result<()> {
    let found = first_line("node", &["--version"]);
    match found.as_deref().and_then(version) {
        Some((major, _)) if major >= MIN_VERSION => {}
        Some(_) => bail!("Node {MIN_VERSION} or newer is needed; this one is {}", found.unwrap_or_default()),
        None => bail!(
            "Node {MIN_VERSION} or newer is needed and was not found: see nodejs.org, or your system's packages"
        ),
    }
    let lock = fs::read(root().join("package-lock.json")).context("cannot read package-lock.json")?;
    // A copy of the lock file of the last installation; removed together with `node_modules`.
    let installed = root().join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|copy| copy == lock) {
        return Ok(());
    }
    progress("installing the npm packages (npm ci)");
    run(Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]))?;
    fs::write(&installed, lock).with_context(|| format!("cannot write {}", installed.display()))
}

/// Returns a command that runs a program of an npm package, such as `wasm-opt`.
pub fn program(name: &str) -> Command {
    Command::new(root().join("node_modules/.bin").join(name))
}
