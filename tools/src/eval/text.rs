//! Tokens and sentences compared with the treebanks: F1 of exact spans, by genre.
//!
//! The text is rebuilt from the words of the treebank, with a blank line before a paragraph and a space
//! between sentences. The measure is about sentence boundaries inside paragraphs; the blank line gives away
//! the others.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use anyhow::Result;
use gloss::text::Span;

use crate::train::corpus::{self, Tagged};

/// Numbers of spans.
#[derive(Clone, Copy, Default)]
struct Count {
    right: usize,
    found: usize,
    gold: usize,
}

impl Count {
    fn add(&mut self, found: &[Span], gold: &[Span]) {
        let known: HashSet<Span> = gold.iter().copied().collect();
        self.right += found.iter().filter(|s| known.contains(s)).count();
        self.found += found.len();
        self.gold += gold.len();
    }

    fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.gold).max(1) as f64
    }
}

/// Prints F1 for every genre of every treebank, and at most `errors` boundaries that differ.
pub fn run(folder: &Path, errors: usize, genre: Option<&str>) -> Result<()> {
    let mut rows: BTreeMap<String, (Count, Count)> = BTreeMap::new();
    let mut left = errors;
    for file in ["ewt.conllu", "gum.dev.conllu", "gum.train.conllu"] {
        let bank = file.trim_end_matches(".conllu");
        for document in corpus::treebank(&corpus::path(&folder.join("syntax"), file)?)? {
            let kind =
                document.id.trim_start_matches("GUM_").split(['_', '-']).next().unwrap_or("").to_owned();
            if genre.is_some_and(|g| g != kind) {
                continue;
            }
            let tokens: Vec<Span> = document.text.tokens.iter().map(|t| t.span).collect();
            let sentences: Vec<Span> = document.text.sentences.iter().map(|s| s.span).collect();
            for row in [format!("{bank} {kind}"), format!("{bank} all")] {
                let (sentence, token) = rows.entry(row).or_default();
                sentence.add(&sentences, &document.gold_sentences);
                token.add(&tokens, &document.gold_tokens);
            }
            left = show(&document, "sentence", &sentences, &document.gold_sentences, left);
            left = show(&document, "token", &tokens, &document.gold_tokens, left);
        }
    }
    println!("{:28} sentences F1   tokens F1", "");
    for (row, (sentence, token)) in rows {
        println!("{row:28} {:12.2} {:11.2}   ({} sentences)", sentence.f1(), token.f1(), sentence.gold);
    }
    Ok(())
}

/// Prints the span ends that only one side has, at most `left` of them; returns how many may still be
/// printed.
fn show(document: &Tagged, what: &str, ours: &[Span], gold: &[Span], mut left: usize) -> usize {
    if left == 0 {
        return 0;
    }
    let text = &document.text.text;
    let ends = |spans: &[Span]| spans.iter().map(|s| s.end as usize).collect::<HashSet<_>>();
    let (o, g) = (ends(ours), ends(gold));
    let mut apart: Vec<_> = o.symmetric_difference(&g).copied().collect();
    apart.sort_unstable();
    for end in apart.into_iter().take(left) {
        left -= 1;
        let side = if g.contains(&end) { "missed" } else { "false " };
        let (before, after) = text.split_at(end);
        let from = before.char_indices().rev().nth(39).map_or(0, |(at, _)| at);
        let after: String = after.chars().take(30).collect();
        println!("{side} {what} end {:?} | {after:?}", &before[from..]);
    }
    left
}
