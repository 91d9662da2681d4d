//! `report`: every measure of the project in one table, with its target.
//!
//! The values are read from the output of the same commands that a person would run; each command runs once.
//! Where the corpora or the scorer are missing, the rows of a command have no values.

mod measures;

use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, bail};
use regex_lite::Regex;

use crate::setup::{progress, root};
use measures::{Bar, MEASURES, Measure, PARTS};

/// Path of the external scorer, beside the repository.
const SCORER: &str = "../shared/eval/score.py";

/// Print every measure of the project and its target
#[derive(clap::Args)]
pub struct Args {
    /// Only the parts of the table whose heading begins with this
    part: Option<String>,
}

/// Runs the commands and prints the table; fails when an output does not match a measure's pattern.
pub fn run(args: &Args) -> anyhow::Result<()> {
    let wanted = |part: &str| args.part.as_deref().is_none_or(|wanted| part.starts_with(wanted));
    let mut printed: HashMap<&str, Option<String>> = HashMap::new();
    for measure in MEASURES.iter().filter(|m| wanted(m.part)) {
        if !printed.contains_key(measure.command) {
            progress(measure.command);
            printed.insert(measure.command, output(measure.command)?);
        }
    }
    for part in PARTS.iter().filter(|part| wanted(part)) {
        println!("\n## {part}\n\n| measure | value | target | | command |\n|---|--:|--:|---|---|");
        for measure in MEASURES.iter().filter(|m| m.part == *part) {
            let text = printed.get(measure.command).and_then(Option::as_deref);
            let figure = text.map(|text| figure(measure, text)).transpose()?;
            println!("{}", row(measure, figure));
        }
    }
    Ok(())
}

/// Output of a command; `None` where its input files are missing. A command that fails has still printed its
/// values.
fn output(command: &str) -> anyhow::Result<Option<String>> {
    let program = std::env::current_exe()?;
    let mut run = match command.strip_prefix("score.py ") {
        Some(rest) => {
            if !root().join(SCORER).exists() {
                return Ok(None);
            }
            let (task, corpus) = rest.split_once(' ').context("a scorer needs a corpus")?;
            let corpus = Path::new("../shared/corpora").join(corpus);
            let mut run = Command::new("python3");
            run.args([SCORER, task]).arg(corpus).arg("--run");
            run.arg(format!("{} annotate --ndjson", program.display()));
            run
        }
        None => {
            let (program, arguments) = match command.strip_prefix("cargo ") {
                Some(rest) => (Path::new("cargo"), rest),
                None => (program.as_path(), command),
            };
            let mut run = Command::new(program);
            run.args(arguments.split(' '));
            run
        }
    };
    let output = run.current_dir(root()).stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.with_context(|| format!("cannot run {command}"))?;
    Ok(Some(String::from_utf8_lossy(&output.stdout).into_owned()))
}

/// Extracts the value of a measure from the output of its command.
fn figure(measure: &Measure, printed: &str) -> anyhow::Result<f64> {
    let pattern = Regex::new(measure.pattern).with_context(|| format!("the pattern of {}", measure.what))?;
    let Some(found) = pattern.captures(printed).and_then(|found| found.get(1)) else {
        bail!("{} printed nothing that looks like {}", measure.command, measure.what);
    };
    let number: f64 = found.as_str().replace(',', "").parse()?;
    Ok(number * measure.times)
}

fn row(measure: &Measure, figure: Option<f64>) -> String {
    let (bar, met) = match measure.bar {
        Bar::Least(least) => (format!("≥ {least}"), figure.map(|f| f >= least)),
        Bar::Most(most) => (format!("≤ {most}"), figure.map(|f| f <= most)),
        Bar::None => (String::new(), None),
    };
    let verdict = met.map_or("", |met| if met { "pass" } else { "**fail**" });
    let figure = figure.map_or("–".to_owned(), |f| format!("{f:.*}", measure.digits));
    format!("| {} | {figure} | {bar} | {verdict} | `{}` |", measure.what, measure.command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_and_judged() {
        let measure = |pattern, bar| Measure {
            part: "",
            what: "speed",
            command: "bench",
            pattern,
            times: 1.0,
            digits: 1,
            bar,
        };
        let least = measure(r"all +([\d.,]+)", Bar::Least(2.0));
        assert_eq!(
            row(&least, figure(&least, "all   1,234.5 (9)").ok()),
            "| speed | 1234.5 | ≥ 2 | pass | `bench` |"
        );
        let most = measure(r"all +([\d.,]+)", Bar::Most(2.0));
        assert_eq!(row(&most, figure(&most, "all   2.1").ok()), "| speed | 2.1 | ≤ 2 | **fail** | `bench` |");
        assert!(figure(&most, "nothing").is_err());
        assert_eq!(row(&most, None), "| speed | – | ≤ 2 |  | `bench` |");
    }

    #[test]
    fn every_measure_has_its_part_and_a_sound_pattern() {
        for measure in MEASURES {
            assert!(PARTS.contains(&measure.part), "{}", measure.what);
            assert!(Regex::new(measure.pattern).is_ok_and(|r| r.captures_len() == 2), "{}", measure.what);
        }
    }
}
