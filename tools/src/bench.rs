//! `bench`: times the page in Chromium: its start, a very long article, a keystroke, and a comparison with
//! other libraries. `cargo bench` times the stages natively.
//!
//! The figures are for people. No benchmark fails because of time, since the clock of a busy machine is
//! unreliable.

mod threads;

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Context;

use crate::module;
use crate::pack;
use crate::serve::Site;
use crate::setup::{browser, progress, root, run as run_command};
use crate::train::corpus;

/// The folder of the gold articles.
const GOLD: &str = "tests/gold/articles";

/// Measure the speed and the memory of the page
#[derive(clap::Args)]
pub struct Args {
    /// The benchmark to run; `start` and `page` without it
    benchmark: Option<Benchmark>,
}

/// A benchmark.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Benchmark {
    /// The page, step by step, from the navigation to the first marks of an article of 500 words
    Start,
    /// The page with a text of 200,000 words
    Page,
    /// Peak memory of the page with a text of ten million characters
    Memory,
    /// A keystroke in an article of 20,000 words, in a worker of Chromium
    Edit,
    /// `annotate --ndjson` on one thread and on two
    #[value(alias = "many")]
    Threads,
    /// Gloss, compromise and wink-nlp in Chromium
    #[value(alias = "browser")]
    Libraries,
}

/// Runs the benchmarks and prints their figures.
pub fn run(args: &Args) -> anyhow::Result<()> {
    match args.benchmark {
        Some(Benchmark::Start) => page(500, "start.js"),
        Some(Benchmark::Page) => page(200_000, "long.js"),
        Some(Benchmark::Memory) => page(5000, "memory.js"),
        Some(Benchmark::Edit) => edit(),
        Some(Benchmark::Threads) => threads::run(),
        Some(Benchmark::Libraries) => libraries(),
        None => {
            page(500, "start.js")?;
            page(200_000, "long.js")
        }
    }
}

/// Returns news articles and the name of their source.
fn news() -> anyhow::Result<(&'static str, Vec<String>)> {
    let dev = "names/worldwide.dev.ndjson";
    if let Ok(path) = corpus::path(&root().join(corpus::CORPORA), dev) {
        let documents = corpus::named(&path)?;
        return Ok((dev, documents.into_iter().map(|d| d.text.text).collect()));
    }
    Ok((GOLD, gold(&root().join(GOLD))?))
}

/// Reads the texts of the gold articles in a folder.
fn gold(folder: &Path) -> anyhow::Result<Vec<String>> {
    let files = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut texts = Vec::new();
    for file in files {
        let page = fs::read_to_string(file?.path())?;
        let text = page.split_once("```text\n").and_then(|(_, rest)| rest.split_once("\n```"));
        texts.extend(text.map(|(text, _)| text.to_owned()));
    }
    Ok(texts)
}

/// Runs a script that measures the packed page in Chromium with an article of about `words` words.
fn page(words: usize, script: &str) -> anyhow::Result<()> {
    let site = Site::start(&pack::make()?, 0)?;
    let chrome = browser::chromium()?;
    let file = root().join("target/bench-article.txt");
    fs::write(&file, article(words)).with_context(|| format!("cannot write {}", file.display()))?;
    progress("opening the page in Chromium");
    println!("an article of {words} words in Chromium:");
    let script = root().join("tools/bench").join(script);
    run_command(Command::new("node").arg(script).arg(chrome).arg(&site.address).arg(file))
}

/// Measures keystrokes in the middle of 20,000 words of news in Chromium.
fn edit() -> anyhow::Result<()> {
    module::build()?;
    let chrome = browser::chromium()?;
    let (from, texts) = news()?;
    let mut text = String::new();
    let mut words = 0;
    for part in texts.iter().cycle() {
        if words >= 20_000 {
            break;
        }
        words += part.split_whitespace().count();
        text.extend([part, "\n\n"]);
    }
    let file = root().join("target/bench-article.txt");
    fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    println!("{words} words of {from} in a worker of Chromium, medians:");
    let script = root().join("tools/bench/edit.js");
    run_command(Command::new("node").arg(script).arg(chrome).arg(module::folder()).arg(file))
}

/// Compares Gloss with other libraries in Chromium on the gold articles: speed, size, start and memory, as a
/// table.
fn libraries() -> anyhow::Result<()> {
    module::build()?;
    let chrome = browser::chromium()?;
    let file = root().join("target/bench-articles.json");
    let texts = gold(&root().join(GOLD))?;
    fs::write(&file, serde_json::to_vec(&texts)?)
        .with_context(|| format!("cannot write {}", file.display()))?;
    let script = root().join("tools/bench/libraries.js");
    run_command(Command::new("node").arg(script).arg(chrome).arg(module::folder()).arg(file))
}

/// Generates an article of about `words` words.
fn article(words: usize) -> String {
    const PEOPLE: [&str; 7] = [
        "Marta Vieira",
        "Rui Sá",
        "Hélène Brandt",
        "Tomás Okafor",
        "Ingrid Solheim",
        "Pavel Dvorak",
        "Aisha Rahman",
    ];
    const ROLES: [&str; 5] = [
        "the prime minister",
        "a union leader",
        "the central bank governor",
        "a spokesperson",
        "the mayor of Porto",
    ];
    const PLACES: [&str; 6] =
        ["Portugal", "Lisbon", "the European Union", "Norway", "Nairobi", "the United States"];
    const SAYS: [&str; 5] = ["said", "told reporters", "denied", "warned", "announced"];
    const WHAT: [&str; 4] = [
        "the harbour would open again in June",
        "prices had risen by 3.5 percent since last year",
        "nobody had asked the 1,200 people who work there",
        "a $40 million plan was ready",
    ];
    let pick = |list: &[&'static str], i: usize| list.get(i % list.len()).copied().unwrap_or("");
    let mut text = String::from("LISBON, March 3, 2025 — ");
    let mut count = 4;
    for i in 0.. {
        if count >= words {
            break;
        }
        let (who, role, place) = (pick(&PEOPLE, i), pick(&ROLES, i / 2), pick(&PLACES, i / 3));
        let (says, what) = (pick(&SAYS, i), pick(&WHAT, i / 5));
        let surname = who.split(' ').next_back().unwrap_or(who);
        let before = text.len();
        // Writing to a String cannot fail.
        let _ = match i % 4 {
            0 => write!(text, "{who}, {role}, {says} on Tuesday that {what} in {place}. "),
            1 => write!(
                text,
                "“We have waited long enough,” {surname} told a meeting in {place}. “It is time.” "
            ),
            2 => {
                write!(text, "According to {who}, {what}, although officials in {place} would not comment. ")
            }
            _ => {
                write!(text, "It was the third time this year that {place} heard of it, {surname} added.\n\n")
            }
        };
        count += text.get(before..).unwrap_or("").split_whitespace().count();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gold_articles_have_texts() {
        let texts = gold(&root().join("tests/gold/articles")).unwrap();
        assert!(texts.len() > 20 && texts.iter().all(|t| t.len() > 500 && !t.contains("```")));
    }

    #[test]
    fn generated_article_has_the_requested_length() {
        for words in [500, 5_000] {
            let count = article(words).split_whitespace().count();
            assert!((words..words + 30).contains(&count), "{count}");
        }
    }
}
