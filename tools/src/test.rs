//! `test`: runs every test suite, the fastest first.
//!
//! The output of each suite's own runner is passed through, and the counts are parsed from it. A suite that
//! fails does not stop the following ones, except that the tests of the page need a module that builds.

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, bail};

use crate::pack;
use crate::setup::{browser, node, progress, root, run as run_command};

/// Numbers of passed and failed tests of a suite.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    passed: usize,
    failed: usize,
}

/// Run every test suite
#[derive(clap::Args)]
pub struct Args {
    /// Run only the JavaScript test files whose path contains one of these strings, and skip the other suites
    only: Vec<String>,
}

/// Runs a suite; the argument holds the strings that select test files by path, and selects all when empty.
type Suite = fn(&[String]) -> anyhow::Result<Counts>;

/// Runs every suite, prints a summary, and fails when a test failed.
pub fn run(args: &Args) -> anyhow::Result<()> {
    let suites: [(&str, Suite); 8] = [
        ("Rust", rust),
        ("documentation", documentation),
        ("packed site", |_| pack::make().map(|_| Counts { passed: 1, failed: 0 })),
        ("page types", types),
        ("boundary", |only| node_tests("tests/boundary", &[], only)),
        ("cross-platform", same),
        ("page, Chromium", chromium),
        ("page, Firefox", firefox),
    ];
    let mut summary = Vec::new();
    for (name, suite) in suites {
        progress(&format!("testing: {name}"));
        let began = Instant::now();
        let counts = suite(&args.only).unwrap_or_else(|e| {
            eprintln!("gloss: {name}: {e:#}");
            Counts { passed: 0, failed: 1 }
        });
        summary.push((name, counts, began.elapsed().as_secs_f64()));
        if name == "packed site" && counts.failed > 0 {
            break;
        }
    }
    println!();
    let mut total = Counts::default();
    for (name, counts, seconds) in summary {
        println!("{name:<18} {:>5} passed {:>4} failed {seconds:>7.1} s", counts.passed, counts.failed);
        total = Counts { passed: total.passed + counts.passed, failed: total.failed + counts.failed };
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    if total.failed > 0 {
        bail!("{} tests failed", total.failed);
    }
    Ok(())
}

fn rust(only: &[String]) -> anyhow::Result<Counts> {
    if !only.is_empty() {
        return Ok(Counts::default());
    }
    run_and_count(Command::new(cargo()).args(["test", "--workspace", "--no-fail-fast"]), cargo_counts)
}

/// Builds the documentation of the library; a warning is an error.
fn documentation(only: &[String]) -> anyhow::Result<Counts> {
    if !only.is_empty() {
        return Ok(Counts::default());
    }
    run_command(Command::new(cargo()).args(["doc", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))?;
    Ok(Counts { passed: 1, failed: 0 })
}

/// The cargo that runs these tools.
fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Type-checks the scripts of the page and of the tests with the TypeScript compiler.
fn types(only: &[String]) -> anyhow::Result<Counts> {
    if !only.is_empty() {
        return Ok(Counts::default());
    }
    run_command(node::program("tsc").args(["--noEmit", "--project", "tsconfig.json"]))?;
    Ok(Counts { passed: 1, failed: 0 })
}

/// Compares the documents of the command line and of both browsers for the same texts.
fn same(only: &[String]) -> anyhow::Result<Counts> {
    let programs = [std::env::current_exe()?, browser::chromium()?, browser::firefox()?];
    let programs = programs.map(|program| program.to_string_lossy().into_owned());
    let variables: Vec<(&str, &str)> =
        ["GLOSS", "CHROME", "FIREFOX"].into_iter().zip(programs.iter().map(String::as_str)).collect();
    node_tests("tests/same", &variables, only)
}

/// Runs the tests of the page in Chromium; the variable `CHROME` names its program.
fn chromium(only: &[String]) -> anyhow::Result<Counts> {
    in_browser("tests/page", "CHROME", &browser::chromium()?, only)
}

/// Runs the tests of the page in Firefox; the variable `FIREFOX` names its program.
fn firefox(only: &[String]) -> anyhow::Result<Counts> {
    in_browser("tests/firefox", "FIREFOX", &browser::firefox()?, only)
}

fn in_browser(folder: &str, variable: &str, program: &Path, only: &[String]) -> anyhow::Result<Counts> {
    let program = program.to_str().context("the path of the browser is not Unicode")?;
    node_tests(folder, &[(variable, program)], only)
}

/// Runs the test files of a folder whose path contains one of the strings `only`; all of them when it is
/// empty.
fn node_tests(folder: &str, variables: &[(&str, &str)], only: &[String]) -> anyhow::Result<Counts> {
    let entries = fs::read_dir(root().join(folder)).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| is_test(path)).collect();
    files.sort();
    if files.is_empty() {
        bail!("{folder} has no tests");
    }
    let is_selected = |file: &PathBuf| {
        let path = format!("{folder}/{}", file.file_name().unwrap_or_default().display());
        only.is_empty() || only.iter().any(|part| path.contains(part))
    };
    files.retain(is_selected);
    if files.is_empty() {
        return Ok(Counts::default());
    }
    let mut command = Command::new("node");
    command
        .args(["--test", "--test-reporter=spec", "--test-concurrency=1"])
        .args(files)
        .envs(variables.iter().copied());
    run_and_count(&mut command, node_counts)
}

fn is_test(path: &Path) -> bool {
    let name = path.to_string_lossy();
    name.ends_with(".test.js") || name.ends_with(".test.mjs")
}

/// Runs a suite, passes its output through line by line, and adds up the counts that `parse` finds in it. A
/// suite that fails without reporting a failed test counts as one failure.
fn run_and_count(command: &mut Command, parse: fn(&str) -> Option<Counts>) -> anyhow::Result<Counts> {
    let mut child = command
        .current_dir(root())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run {}", command.get_program().display()))?;
    let mut counts = Counts::default();
    let output = child.stdout.take().context("the suite has no output")?;
    for line in BufReader::new(output).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        let found = parse(&line).unwrap_or_default();
        counts = Counts { passed: counts.passed + found.passed, failed: counts.failed + found.failed };
    }
    if !child.wait()?.success() {
        counts.failed = counts.failed.max(1);
    }
    Ok(counts)
}

/// Parses `test result: ok. 12 passed; 0 failed; …`.
fn cargo_counts(line: &str) -> Option<Counts> {
    let rest = line.trim().strip_prefix("test result: ")?;
    let count =
        |word| rest.split([';', '.']).find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok());
    Some(Counts { passed: count("passed")?, failed: count("failed")? })
}

/// Parses the closing lines `ℹ pass 12` and `ℹ fail 0`; a cancelled test counts as failed.
fn node_counts(line: &str) -> Option<Counts> {
    let mut words = line.trim().strip_prefix('ℹ')?.split_whitespace();
    let (word, number) = (words.next()?, words.next()?.parse().ok()?);
    match word {
        "pass" => Some(Counts { passed: number, failed: 0 }),
        "fail" | "cancelled" => Some(Counts { passed: 0, failed: number }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_parsed_from_the_output_of_the_runners() {
        let counts = |passed, failed| Some(Counts { passed, failed });
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.09s";
        assert_eq!(cargo_counts(line), counts(12, 3));
        let line =
            "test result: ok. 230 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.12s";
        assert_eq!(cargo_counts(line), counts(230, 0));
        assert_eq!(cargo_counts("running 3 tests"), None);
        assert_eq!(node_counts("ℹ pass 7"), counts(7, 0));
        assert_eq!(node_counts("ℹ fail 2"), counts(0, 2));
        assert_eq!(node_counts("ℹ tests 9"), None);
        assert_eq!(node_counts("✔ pass 9 balls (1 ms)"), None);
    }
}
