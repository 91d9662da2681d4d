//! Prerequisites of builds and tests: the wasm target, npm packages, browsers.
//!
//! Every function looks for the prerequisite, installs it if that is possible without asking, and otherwise
//! fails with a message that says what to install. Never downloads what is present already.

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

/// The variable in which cargo passes the folder of the package to a program that it runs.
pub const MANIFEST: &str = "CARGO_MANIFEST_DIR";

/// Returns the folder of the workspace: the one that cargo runs the tools in, or else the one that they were
/// built in.
pub fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let tools = std::env::var_os(MANIFEST).map(PathBuf::from).filter(|tools| tools.ends_with("tools"));
        let tools = tools.unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        tools.parent().unwrap_or(Path::new(".")).to_owned()
    });
    &ROOT
}

/// Reports progress on standard error.
pub fn progress(what: &str) {
    eprintln!("gloss: {what}");
}

/// Runs `command` in the workspace with its output passed through; fails if the command fails.
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

/// Runs `command` with its output passed through and kills it after `limit`. Returns whether it succeeded.
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
                // Over its time, or its state is unknown; errors of a process that has ended are harmless.
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
        }
    }
}

/// Returns the first line of the output of `program`; `None` if it cannot be run or fails.
fn first_line(program: impl AsRef<OsStr>, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).current_dir(root()).stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    Some(text.lines().next().unwrap_or("").trim().to_owned())
}

/// Returns the file of the program `name` on the search path.
fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Parses major and minor number of a version such as `rustc 1.96.0 (…)` or `v20.20.2`.
fn version(line: &str) -> Option<(u32, u32)> {
    let start = line.find(|c: char| c.is_ascii_digit())?;
    let mut numbers = line[start..].split(|c: char| !c.is_ascii_digit()).map(|n| n.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_parsed_from_the_output_of_programs() {
        assert_eq!(version("rustc 1.96.0 (ac68faa20 2026-05-25)"), Some((1, 96)));
        assert_eq!(version("v20.20.2"), Some((20, 20)));
        assert_eq!(version("no number"), None);
    }

    #[test]
    fn command_that_exceeds_its_limit_is_killed() {
        let began = Instant::now();
        assert!(!run_within(Command::new("sleep").arg("60"), Duration::from_millis(200)));
        assert!(began.elapsed() < Duration::from_secs(30));
        assert!(run_within(&mut Command::new("true"), Duration::from_secs(30)));
    }
}
