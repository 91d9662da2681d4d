//! Finds names: the trained recogniser over every sentence, and the kind of each name.
//!
//! The recogniser is a conditional random field trained on worldwide newswire; it also reads dates and amounts of
//! money, which [`read`] gives beside the names. Nothing here groups names, and no name is changed by another.

pub mod calibration;
pub mod context;
mod edges;
pub mod features;
pub mod fuse;
pub mod kind_features;
mod kind_rules;
pub mod kinds;
pub mod lists;
mod sums;

use std::ops::Range;

use context::FirstPass;
use features::View;
use kind_features::Page;
use kinds::Reading;

use crate::article::Article;
use crate::document::{EntityKind, ValueKind};
use crate::resources::Resources;
use crate::sentences::Sentence;
use crate::tagger::features::Rows;
use crate::tagger::model::Model;
use crate::tagger::runs;
use crate::tagger::viterbi::Decoder;
use crate::text::Span;
use crate::values;

/// One name in the text, not yet grouped with the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// Where it stands.
    pub span: Span,
    /// Its tokens, as indices into the article's tokens.
    pub tokens: Range<usize>,
    /// What it is.
    pub kind: EntityKind,
    /// How sure the recogniser is, 0 to 1; [`calibration::worth`] says how often that is right.
    pub score: f32,
    /// Why, for a reader.
    pub why: &'static str,
}

/// A date or an amount of money as the recogniser reads it, before any grammar.
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    /// Where it stands.
    pub span: Span,
    /// A date or an amount of money.
    pub kind: ValueKind,
    /// How sure, 0 to 1.
    pub score: f32,
}

/// What the recogniser finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The names, in order, without overlaps.
    pub names: Vec<Name>,
    /// Dates and amounts of money, in order, without overlaps among themselves or with the names.
    pub values: Vec<Guess>,
}

/// The names of the article, in order, without overlaps.
pub fn find(article: &Article, resources: &Resources) -> Vec<Name> {
    read(article, resources).names
}

/// The names of the article, and the dates and amounts of money that the recogniser sees.
pub fn read(article: &Article, resources: &Resources) -> Found {
    let model = &resources.names;
    let view = View::new(&article.words, &article.sentences, &resources.lists);
    let open: Vec<u16> = model.labels().iter().map(|label| kinds::open(kind_of(label))).collect();
    let (mut values, mut readings) = (Vec::new(), Vec::new());
    recognise(&view, &article.sentences, model, |run, decoder| {
        let spans: Vec<(Range<usize>, &str)> = spans(decoder.path(), model.labels()).collect();
        if spans.is_empty() {
            return;
        }
        decoder.posteriors(model);
        for (range, label) in spans {
            let score = decoder.stretch(model, range.clone());
            let tokens = run.start + range.start..run.start + range.end;
            let mut guess = |kind| values.push(Guess { span: article.span(tokens.clone()), kind, score });
            match label {
                "Date" => guess(ValueKind::Date),
                "Money" => guess(ValueKind::Money),
                _ => {
                    readings.push(Reading {
                        likely: kinds::likely(decoder, range, &open),
                        open: kinds::open(label),
                        tokens,
                        score,
                    });
                }
            }
        }
    });
    let readings = edges::settle(article, &resources.lists, readings);
    let places: Vec<Range<usize>> = readings.iter().map(|r| r.tokens.clone()).collect();
    let page = Page::new(article.text, &article.tokens, &article.words, &resources.lists, &places);
    let names = kinds::decide(&page, &readings, &resources.kinds)
        .into_iter()
        .zip(readings)
        .filter_map(|(decided, reading)| {
            let (kind, share, why) = decided?;
            // A holiday is a day, which the values read.
            if kind == EntityKind::Event && values::is_holiday(article, reading.tokens.clone()) {
                return None;
            }
            let span = article.span(reading.tokens.clone());
            Some(Name { span, tokens: reading.tokens, kind, score: reading.score * share, why })
        })
        .collect();
    Found { names, values }
}

/// The kind of a BIOES label; empty for "no name".
fn kind_of(label: &str) -> &str {
    label.split_once('-').map_or("", |(_, kind)| kind)
}

/// Reads a document in both passes; `each` gets every run of tokens with the decoder that has read it.
pub fn recognise(
    view: &View,
    sentences: &[Sentence],
    model: &Model,
    mut each: impl FnMut(Range<usize>, &mut Decoder),
) {
    let mut first = FirstPass::run(view, sentences, model);
    let (mut rows, mut decoder) = (Rows::default(), Decoder::default());
    for run in sentences.iter().flat_map(|s| runs(s.tokens.clone())) {
        rows.clear();
        first.extract(view, run.clone(), &mut rows);
        decoder.run_on(model, &rows, first.sums(run.clone()));
        each(run, &mut decoder);
    }
}

/// The spans that a path of BIOES labels says, with their kinds, in order.
pub fn spans<'m>(path: &[u16], labels: &[&'m str]) -> impl Iterator<Item = (Range<usize>, &'m str)> {
    let mut start = 0;
    path.iter().enumerate().filter_map(move |(i, &label)| {
        let (part, kind) = labels.get(label as usize)?.split_once('-')?;
        if matches!(part, "B" | "S") {
            start = i;
        }
        matches!(part, "E" | "S").then(|| (start..i + 1, kind))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_spans() {
        let labels = ["O", "B-x", "I-x", "E-x", "S-x", "S-y"];
        let found: Vec<_> = spans(&[0, 1, 2, 3, 4, 0, 5], &labels).collect();
        assert_eq!(found, [(1..4, "x"), (4..5, "x"), (6..7, "y")]);
    }
}
