//! `bench`: how long the stages take here, and the first annotation of an article in the page's worker.
//!
//! The text is written by a few patterns, so that the figures can be had anywhere. They are for a person to
//! read; nothing fails by them, since the clock of a busy machine says little.

use std::fmt::Write;
use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::Context;
use gloss::article::Article;
use gloss::render::wire;
use gloss::resources::Resources;
use gloss::text::Unit;
use gloss::{Options, claims, entities, mentions, segments, sentences, tokens, values, worth};

use crate::module;
use crate::serve::Site;
use crate::setup::{browser, root, run as run_command, say};

/// How often each figure is taken; the least time counts.
const TIMES: usize = 5;

/// Measures and prints.
pub fn run() -> anyhow::Result<()> {
    stages(&article(100_000));
    worker()
}

fn stages(text: &str) {
    let resources = Resources::embedded();
    println!("stages, native, {} characters on one core (best of {TIMES}):", text.chars().count());
    let tokens = row("tokens", text, || tokens::tokenize(text));
    row("sentences", text, || sentences::split(text, &tokens));
    let article = row("the three of reading", text, || Article::read(text, &resources));
    let names = row("names", text, || mentions::find(&article, &resources));
    let (published, _) = values::published(&article, None);
    let values = row("values", text, || values::find(&article, &names, published));
    let entities = row("entities", text, || entities::build(&article, &names, &resources));
    row("claims", text, || claims::find(&article, &names, &entities, &resources));
    row("worth", text, || worth::Assessor::new(&article, &resources.worth, &names, &values).sentences());
    let document = row("all", text, || gloss::annotate(text, &resources, &Options::default()));
    row("segments", text, || segments::flatten(&document, text));
    row("JSON", text, || serde_json::to_string(&wire::document(&document, text, Unit::Utf16)).is_ok());
}

fn row<T>(what: &str, text: &str, stage: impl Fn() -> T) -> T {
    let timed = || {
        let began = Instant::now();
        let value = stage();
        (began.elapsed(), value)
    };
    let (mut best, value) = timed();
    for _ in 1..TIMES {
        best = best.min(timed().0);
    }
    let speed = text.chars().count() as f64 / best.max(Duration::from_nanos(1)).as_secs_f64() / 1e6;
    println!("  {what:<24} {:>9.2} ms {speed:>9.2} M characters/s", best.as_secs_f64() * 1e3);
    value
}

fn worker() -> anyhow::Result<()> {
    module::build()?;
    let chrome = browser::chromium()?;
    let site = Site::start(&root().join("www"), 0)?;
    let file = root().join("target/bench-article.txt");
    fs::write(&file, article(500)).with_context(|| format!("cannot write {}", file.display()))?;
    say("opening the page in Chromium");
    println!("an article of 500 words in Chromium (median):");
    run_command(
        Command::new("node")
            .arg(root().join("tools/bench/worker.js"))
            .arg(chrome)
            .arg(&site.address)
            .arg(file),
    )
}

/// An article of about `words` words.
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
    fn the_article_has_the_length_asked_for() {
        for words in [500, 5_000] {
            let count = article(words).split_whitespace().count();
            assert!((words..words + 30).contains(&count), "{count}");
        }
    }
}
