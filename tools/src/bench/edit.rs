//! What a keystroke costs in a long article.

use std::time::{Duration, Instant};

use anyhow::ensure;
use gloss::memory::Memory;
use gloss::resources::Resources;
use gloss::{Options, annotate, annotate_again};

use super::news;

/// How many words the article has.
const WORDS: usize = 20_000;

/// What is typed into its middle, letter by letter.
const TYPED: &str =
    "\n\nThe mayor, Ana Ruiz, told reporters on Tuesday that the bridge would stay closed until May.";

/// Types, and prints what the letters cost beside a reading of the whole.
pub fn run() -> anyhow::Result<()> {
    let (from, texts) = news()?;
    let mut text = String::new();
    let mut words = 0;
    for part in texts.iter().cycle() {
        if words >= WORDS {
            break;
        }
        words += part.split_whitespace().count();
        text.extend([part, "\n\n"]);
    }
    let (resources, options) = (Resources::embedded(), Options::default());
    let mut memory = Memory::keeping();
    annotate_again(&text, &resources, &options, &mut memory);
    let middle = text.len() / 2;
    let mut at = text[..text.floor_char_boundary(middle)].rfind("\n\n").unwrap_or(0);
    let (mut edits, mut wholes) = (Vec::new(), Vec::new());
    for letter in TYPED.chars() {
        text.insert(at, letter);
        at += letter.len_utf8();
        let began = Instant::now();
        let again = annotate_again(&text, &resources, &options, &mut memory);
        edits.push(began.elapsed());
        if edits.len() % 10 == 0 {
            let began = Instant::now();
            let whole = annotate(&text, &resources, &options);
            wholes.push(began.elapsed());
            ensure!(again == whole, "an edited text reads otherwise than a new one");
        }
    }
    let [edit, slowest] = [edits.len() / 2, edits.len() - 1].map(|k| nth(&mut edits, k));
    let whole = nth(&mut wholes, 4);
    println!("an article of {words} words of {from}, natively:");
    println!("  read whole      {whole:>10.1?}");
    println!("  a keystroke     {edit:>10.1?}, at the median of {}; at most {slowest:.1?}", edits.len());
    println!("  times as fast   {:>10.1}", whole.as_secs_f64() / edit.as_secs_f64());
    Ok(())
}

/// The time at place `k` when they are in order.
fn nth(times: &mut [Duration], k: usize) -> Duration {
    *times.select_nth_unstable(k).1
}
