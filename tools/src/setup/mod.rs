//! What a build or a test needs from the machine, and how to get it: the wasm target, npm parts, a browser.
//!
//! Every function here first looks for the thing, then gets it where that can be done without asking, then
//! says in one message what a person can do. Nothing is fetched that is there already.

pub mod apt;
pub mod browser;
pub mod crates;
pub mod node;
pub mod wasm_target;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

/// The variable in which cargo tells a program that it runs the folder of its package.
pub const MANIFEST: &str = "CARGO_MANIFEST_DIR";

/// The folder of the workspace: the one that cargo runs the tools for, else the checkout that they were built from.
pub fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let tools = std::env::var_os(MANIFEST).map(PathBuf::from).filter(|tools| tools.ends_with("tools"));
        let tools = tools.unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        tools.parent().unwrap_or(Path::new(".")).to_owned()
    });
    &ROOT
}

/// Says on standard error what is being done; every step that can take more than a moment says so.
pub fn say(what: &str) {
    eprintln!("gloss: {what}");
}

/// Runs `command` in the workspace with its output shown; fails when it fails.
pub fn run(command: &mut Command) -> anyhow::Result<()> {
    let name = command.get_program().to_owned();
    let status = command
        .current_dir(root())
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("cannot run {}", name.display()))?;
    if !status.success() {
        bail!("{} ended with {status}", name.display());
    }
    Ok(())
}

/// Runs `command` with its output shown and ends it when it takes longer than `limit`. Whether it succeeded.
fn run_within(command: &mut Command, limit: Duration) -> bool {
    let Ok(mut child) = command.stdin(Stdio::null()).spawn() else {
        return false;
    };
    let until = Instant::now() + limit;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if Instant::now() < until => thread::sleep(Duration::from_millis(100)),
            _ => {
                // Gone or over its time: either way nothing is left to wait for.
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
        }
    }
}

/// The first line that `program` prints; `None` when it cannot be run or fails.
fn first_line(program: impl AsRef<OsStr>, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).current_dir(root()).stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    Some(text.lines().next().unwrap_or("").trim().to_owned())
}

/// The file that `name` is found as on the search path.
fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// The numbers of a version such as `rustc 1.96.0 (…)` or `v20.20.2`, as far as they go.
fn version(line: &str) -> Option<(u32, u32)> {
    let start = line.find(|c: char| c.is_ascii_digit())?;
    let mut numbers = line[start..].split(|c: char| !c.is_ascii_digit()).map(|n| n.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_programs_print() {
        assert_eq!(version("rustc 1.96.0 (ac68faa20 2026-05-25)"), Some((1, 96)));
        assert_eq!(version("v20.20.2"), Some((20, 20)));
        assert_eq!(version("no number"), None);
    }

    #[test]
    fn a_command_that_hangs_is_ended() {
        let began = Instant::now();
        assert!(!run_within(Command::new("sleep").arg("60"), Duration::from_millis(200)));
        assert!(began.elapsed() < Duration::from_secs(30));
        assert!(run_within(&mut Command::new("true"), Duration::from_secs(30)));
    }
}
