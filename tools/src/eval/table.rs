//! The tables of gold sentences under `tests/gold`, and counts by split.
//!
//! The errors of split `tune` may be listed; of split `report` only figures are printed.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use gloss::Annotator;
use gloss::document::Document;
use gloss::document::Entity;
use gloss::document::MentionKind;
use gloss::text::Span;
use serde::de::DeserializeOwned;

use crate::setup;

/// The split of the gold that a row belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Split {
    /// For tuning: its errors may be read.
    Tune,
    /// For reporting: its errors are never shown.
    Report,
}

/// Reads the rows of `tests/gold/NAME.tsv`, in order.
pub fn rows<T: DeserializeOwned>(name: &str) -> Result<Vec<T>> {
    let path = setup::root().join("tests/gold").join(name).with_extension("tsv");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_path(&path)
        .with_context(|| format!("cannot open {}", path.display()))?;
    reader.deserialize().map(|row| row.with_context(|| path.display().to_string())).collect()
}

/// Annotates one text of a table, without options.
pub fn annotate(text: &str, annotator: &Annotator) -> Document {
    annotator.annotate(text, &gloss::Options::default())
}

/// Whether a mention of `entity` by name shares text with `span`.
pub fn is_at(entity: &Entity, span: Span) -> bool {
    entity.mentions.iter().any(|m| m.kind == MentionKind::Name && m.span.overlaps(span))
}

/// Finds the first occurrence of `words` in `text` that is not part of a longer word.
pub fn find(text: &str, words: &str) -> Option<Span> {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let (at, _) = text.match_indices(words).find(|&(at, _)| {
        apart(text[..at].chars().next_back()) && apart(text[at + words.len()..].chars().next())
    })?;
    Some(Span::new(at as u32, (at + words.len()) as u32))
}

/// Counts by split and name.
#[derive(Default)]
pub struct Tally(BTreeMap<(Split, &'static str), u32>);

impl Tally {
    /// Adds one to a count if `yes`.
    pub fn count(&mut self, split: Split, what: &'static str, yes: bool) {
        *self.0.entry((split, what)).or_default() += u32::from(yes);
    }

    /// Returns a count, 0 if nothing was counted under the name.
    pub fn get(&self, split: Split, what: &'static str) -> u32 {
        self.0.get(&(split, what)).copied().unwrap_or(0)
    }

    /// Returns one count as a share of another, in percent.
    pub fn share(&self, split: Split, part: &'static str, whole: &'static str) -> f64 {
        100.0 * f64::from(self.get(split, part)) / f64::from(self.get(split, whole).max(1))
    }

    /// Returns F1 in percent from the counts "right", "found" and "gold".
    pub fn f1(&self, split: Split) -> f64 {
        let [right, found, gold] = ["right", "found", "gold"].map(|what| f64::from(self.get(split, what)));
        200.0 * right / (found + gold).max(1.0)
    }
}

/// The splits with their names, in the order of printing.
pub const SPLITS: [(Split, &str); 2] = [(Split::Tune, "tune"), (Split::Report, "report")];
