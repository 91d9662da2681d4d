//! Finds names: the trained recogniser over every sentence, and the kind of each name.
//!
//! The recogniser is a conditional random field trained on worldwide newswire; it also reads dates and amounts of
//! money, which [`read`] gives beside the names. Nothing here groups names, and no name is changed by another.

pub(crate) mod boundaries;
pub(crate) mod calibration;
pub(crate) mod features;
pub(crate) mod gazetteer;
pub(crate) mod kind_features;
pub(crate) mod kind_rules;
pub(crate) mod kinds;
pub(crate) mod local_scores;
pub(crate) mod second_pass;

use std::ops::Range;
use std::rc::Rc;

use features::View;
use gazetteer::Gazetteer;
use kind_features::Page;
use kinds::{Decided, KINDS, Reading};
use second_pass::{Again, FirstPass};

use crate::article::Article;
use crate::document::{EntityKind, ValueKind};
use crate::incremental::StageCache;
use crate::lexicon::holidays::is_holiday;
use crate::model::crf::Model;
use crate::model::crf::viterbi::Decoder;
use crate::model::features::Rows;
use crate::sentences::Sentence;
use crate::text::Span;

/// The trained models of the recogniser.
pub struct Models<'m> {
    /// The recogniser of names, a conditional random field.
    pub names: Model<'m>,
    /// The classifier of a name's kind.
    pub kinds: Model<'m>,
    /// Word clusters and lists of names.
    pub gazetteer: Gazetteer<'m>,
}

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

/// The name that ends before token `end`.
pub(crate) fn ending_at(names: &[Name], end: usize) -> Option<&Name> {
    names.get(names.partition_point(|n| n.tokens.end < end)).filter(|n| n.tokens.end == end)
}

/// A date or an amount of money as the recogniser reads it, before any grammar.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Guess {
    /// Where it stands.
    pub span: Span,
    /// A date or an amount of money.
    pub kind: ValueKind,
    /// How sure, 0 to 1.
    pub score: f32,
}

/// What the recogniser finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Found {
    /// The names, in order, without overlaps.
    pub names: Vec<Name>,
    /// Dates and amounts of money, in order, without overlaps among themselves or with the names.
    pub values: Vec<Guess>,
}

/// What the recogniser made of the article it has read last.
#[derive(Default)]
pub(crate) struct Cache {
    view: features::Cache,
    first: second_pass::Cache,
    second: StageCache<Rc<[Piece]>>,
    edges: StageCache<Rc<[Reading]>>,
    kinds: StageCache<Decided>,
}

impl Cache {
    /// Keeps from now on.
    pub(crate) fn enable(&mut self) {
        self.view.enable();
        self.first.enable();
        self.second.enable();
        self.edges.enable();
        self.kinds.enable();
    }
}

/// Something that the recogniser finds in a run of tokens, counted from its first.
struct Piece {
    tokens: Range<usize>,
    /// The index of its label among the model's.
    label: u16,
    likely: [f32; KINDS.len()],
    score: f32,
}

/// The names of the article, in order, without overlaps.
pub fn find(article: &Article, models: &Models) -> Vec<Name> {
    read(article, models, &mut Cache::default()).names
}

/// The names of the article, and the dates and amounts of money that the recogniser sees.
pub(crate) fn read(article: &Article, models: &Models, cache: &mut Cache) -> Found {
    let model = &models.names;
    let view = View::new_incremental(
        &article.words,
        &article.spellings,
        &article.sentences,
        &models.gazetteer,
        &mut cache.view,
    );
    let open: Vec<u16> = model.labels().iter().map(|label| kinds::open(kind_of(label))).collect();
    let first = FirstPass::run(&view, &article.sentences, model, &mut cache.first);
    let (mut rows, mut decoder) = (Rows::default(), Decoder::default());
    let (mut values, mut readings) = (Vec::new(), Vec::new());
    cache.second.start_round();
    for run in &first.runs {
        let start = run.tokens.start;
        let read = || {
            let mut found = Vec::new();
            for stretch in run.stretches() {
                second(run, &view, stretch.clone(), model, &mut rows, &mut decoder);
                pieces(model, &mut decoder, &open, stretch.start - start, &mut found);
            }
            found.into()
        };
        let pieces = cache.second.get(|| run.fingerprint(), read);
        for piece in pieces.iter() {
            let tokens = start + piece.tokens.start..start + piece.tokens.end;
            let label = model.labels().get(usize::from(piece.label)).map_or("", |label| kind_of(label));
            let mut guess =
                |kind| values.push(Guess { span: article.span(tokens.clone()), kind, score: piece.score });
            match label {
                "Date" => guess(ValueKind::Date),
                "Money" => guess(ValueKind::Money),
                _ => readings.push(Reading {
                    likely: piece.likely,
                    open: kinds::open(label),
                    tokens,
                    score: piece.score,
                }),
            }
        }
    }
    let readings = boundaries::settle(article, &models.gazetteer, &readings, &mut cache.edges);
    let places: Vec<Range<usize>> = readings.iter().map(|r| r.tokens.clone()).collect();
    let page = Page::new(
        article.text,
        &article.tokens,
        &article.words,
        &article.spellings,
        &models.gazetteer,
        &places,
    );
    let names = kinds::decide(&page, &readings, &models.kinds, &mut cache.kinds)
        .into_iter()
        .zip(readings)
        .filter_map(|(decided, reading)| {
            let (kind, share, why) = decided?;
            // A holiday is a day, which the values read.
            if kind == EntityKind::Event && is_holiday(reading.tokens.clone().map(|i| article.word(i))) {
                return None;
            }
            let span = article.span(reading.tokens.clone());
            Some(Name { span, tokens: reading.tokens, kind, score: reading.score * share, why })
        })
        .collect();
    Found { names, values }
}

/// What the decoder has found in the stretch that it has read last, which begins so many tokens behind its run.
#[inline(never)]
fn pieces(model: &Model, decoder: &mut Decoder, open: &[u16], by: usize, found: &mut Vec<Piece>) {
    let spans: Vec<_> = spans(decoder.path(), model.labels()).map(|(tokens, _)| tokens).collect();
    if spans.is_empty() {
        return;
    }
    let labels: Vec<u16> = spans.iter().map(|tokens| decoder.path()[tokens.start]).collect();
    decoder.compute_posteriors(model);
    let piece = |(tokens, label): (Range<usize>, u16)| Piece {
        likely: kinds::likely(decoder, tokens.clone(), open),
        score: decoder.span_probability(model, tokens.clone()),
        tokens: tokens.start + by..tokens.end + by,
        label,
    };
    found.extend(spans.into_iter().zip(labels).map(piece));
}

/// The kind of a BIOES label; empty for "no name".
fn kind_of(label: &str) -> &str {
    label.split_once('-').map_or("", |(_, kind)| kind)
}

/// Reads a document in both passes; `each` gets every stretch of tokens that may hold a name with the decoder that has
/// read it.
pub fn recognise(
    view: &View,
    sentences: &[Sentence],
    model: &Model,
    mut each: impl FnMut(Range<usize>, &mut Decoder),
) {
    let first = FirstPass::new(view, sentences, model);
    let (mut rows, mut decoder) = (Rows::default(), Decoder::default());
    for run in &first.runs {
        for stretch in run.stretches() {
            second(run, view, stretch.clone(), model, &mut rows, &mut decoder);
            each(stretch, &mut decoder);
        }
    }
}

/// Reads a stretch of a run in the second pass.
#[inline(never)]
fn second(
    run: &Again,
    view: &View,
    stretch: Range<usize>,
    model: &Model,
    rows: &mut Rows,
    decoder: &mut Decoder,
) {
    rows.clear();
    let mut sums = run.sums(&stretch);
    run.extract(view, stretch, rows);
    decoder.add_and_decode(model, rows, &mut sums);
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
