//! Named entity recognition: finds names and decides their kinds.
//!
//! The recogniser is a conditional random field trained on worldwide newswire. It also finds dates and
//! amounts of money, which [`read`] returns besides the names. Never groups names, and never changes a name
//! because of another one.

pub(crate) mod boundaries;
pub(crate) mod calibration;
pub(crate) mod features;
pub(crate) mod kind_evidence;
pub(crate) mod kind_features;
pub(crate) mod kind_rules;
pub(crate) mod kinds;
pub(crate) mod local_scores;
pub(crate) mod nicknames;
pub(crate) mod offices;
pub(crate) mod second_pass;

use std::ops::Range;
use std::rc::Rc;

use features::DocumentView;
use kind_features::NamedArticle;
use kinds::{KINDS, KindDecision, NameCandidate};
use second_pass::{FirstPass, SecondPassRun};

use crate::article::Article;
use crate::document::{EntityKind, ValueKind};
use crate::gazetteer::Gazetteer;
use crate::incremental::StageCache;
use crate::lexicon::holidays::is_holiday;
use crate::model::crf::Model;
use crate::model::crf::viterbi::Decoder;
use crate::model::features::Rows;
use crate::sentences::Sentence;
use crate::text::Span;

/// The trained models of the recogniser.
pub struct Models<'m> {
    /// The conditional random field that finds names.
    pub names: Model<'m>,
    /// The classifier of the kinds of names.
    pub kinds: Model<'m>,
    /// Word clusters and lists of names.
    pub gazetteer: Gazetteer<'m>,
}

/// One name in the text, not yet grouped with the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// Its place in the text.
    pub span: Span,
    /// Its tokens, as indices into the article's tokens.
    pub tokens: Range<usize>,
    /// Its kind.
    pub kind: EntityKind,
    /// Score of the recogniser, 0 to 1; `calibration::calibrate` turns it into a frequency of being right.
    pub score: f32,
    /// The reason for the kind, for a reader.
    pub why: &'static str,
}

/// Returns the name that ends just before token `end`.
pub(crate) fn ending_at(names: &[Name], end: usize) -> Option<&Name> {
    names.get(names.partition_point(|n| n.tokens.end < end)).filter(|n| n.tokens.end == end)
}

/// A date or an amount of money found by the recogniser, without the grammars of [`crate::values`].
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ValueCandidate {
    /// Its place in the text.
    pub span: Span,
    /// A date or an amount of money.
    pub kind: ValueKind,
    /// Score of the recogniser, 0 to 1.
    pub score: f32,
}

/// The results of the recogniser.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Recognized {
    /// The names, in order, without overlaps.
    pub names: Vec<Name>,
    /// Dates and amounts of money, in order, without overlaps among themselves or with the names.
    pub values: Vec<ValueCandidate>,
}

/// The intermediate results for the last article.
#[derive(Default)]
pub(crate) struct Cache {
    view: features::Cache,
    first_pass: second_pass::Cache,
    second_pass: StageCache<Rc<[DecodedSpan]>>,
    boundaries: StageCache<Rc<[NameCandidate]>>,
    kinds: StageCache<KindDecision>,
}

impl Cache {
    /// Starts caching.
    pub(crate) fn enable(&mut self) {
        self.view.enable();
        self.first_pass.enable();
        self.second_pass.enable();
        self.boundaries.enable();
        self.kinds.enable();
    }
}

/// A labelled span of the second pass. Tokens are relative to the run.
struct DecodedSpan {
    tokens: Range<usize>,
    /// Index of its label in the model.
    label: u16,
    probabilities: [f32; KINDS.len()],
    score: f32,
}

/// Finds the names of an article, in order, without overlaps.
pub fn find(article: &Article, models: &Models) -> Vec<Name> {
    read(article, models, &mut Cache::default()).names
}

/// Finds the names, dates and amounts of money of an article, reusing cached results.
pub(crate) fn read(article: &Article, models: &Models, cache: &mut Cache) -> Recognized {
    let model = &models.names;
    let view = DocumentView::new_incremental(
        &article.words,
        &article.spellings,
        &article.sentences,
        &models.gazetteer,
        &mut cache.view,
    );
    let possible: Vec<u16> =
        model.labels().iter().map(|label| kinds::kinds_of_label(kind_of(label))).collect();
    let first_pass = FirstPass::run(&view, &article.sentences, model, &mut cache.first_pass);
    let (mut rows, mut decoder) = (Rows::default(), Decoder::default());
    let (mut values, mut candidates) = (Vec::new(), Vec::new());
    cache.second_pass.start_round();
    for run in &first_pass.runs {
        let start = run.tokens.start;
        let decode = || {
            let mut found = Vec::new();
            for stretch in run.stretches() {
                run_second_pass(run, &view, stretch.clone(), model, &mut rows, &mut decoder);
                decoded_spans(model, &mut decoder, &possible, stretch.start - start, &mut found);
            }
            found.into()
        };
        let spans = cache.second_pass.get(|| run.fingerprint(), decode);
        for span in spans.iter() {
            let tokens = start + span.tokens.start..start + span.tokens.end;
            let label = model.labels().get(usize::from(span.label)).map_or("", |label| kind_of(label));
            let mut add = |kind| {
                values.push(ValueCandidate { span: article.span(tokens.clone()), kind, score: span.score })
            };
            match label {
                "Date" => add(ValueKind::Date),
                "Money" => add(ValueKind::Money),
                _ => candidates.push(NameCandidate {
                    probabilities: span.probabilities,
                    possible: kinds::kinds_of_label(label),
                    tokens,
                    score: span.score,
                }),
            }
        }
    }
    let candidates = boundaries::correct(article, &models.gazetteer, &candidates, &mut cache.boundaries);
    let places: Vec<Range<usize>> = candidates.iter().map(|r| r.tokens.clone()).collect();
    let named = NamedArticle::new(
        article.text,
        &article.tokens,
        &article.words,
        &article.spellings,
        &models.gazetteer,
        &places,
    );
    let names = kinds::decide(&named, &candidates, &models.kinds, &mut cache.kinds)
        .into_iter()
        .zip(candidates)
        .filter_map(|(decided, candidate)| {
            let (kind, share, why) = decided?;
            let overruled = kind_evidence::overrule(article, &models.gazetteer, &candidate.tokens, kind);
            let (kind, why) = overruled.unwrap_or((kind, why));
            // Holidays are dates, found by the grammars of values.
            if kind == EntityKind::Event && is_holiday(candidate.tokens.clone().map(|i| article.word(i))) {
                return None;
            }
            let span = article.span(candidate.tokens.clone());
            Some(Name { span, tokens: candidate.tokens, kind, score: candidate.score * share, why })
        })
        .collect();
    Recognized { names, values }
}

/// Appends the labelled spans of the last decoded stretch to `found`. `offset` is the distance of the stretch
/// from the start of its run.
#[inline(never)]
fn decoded_spans(
    model: &Model,
    decoder: &mut Decoder,
    possible: &[u16],
    offset: usize,
    found: &mut Vec<DecodedSpan>,
) {
    let spans: Vec<_> = spans(decoder.path(), model.labels()).map(|(tokens, _)| tokens).collect();
    if spans.is_empty() {
        return;
    }
    let labels: Vec<u16> = spans.iter().map(|tokens| decoder.path()[tokens.start]).collect();
    decoder.compute_posteriors(model);
    let span = |(tokens, label): (Range<usize>, u16)| DecodedSpan {
        probabilities: kinds::kind_probabilities(decoder, tokens.clone(), possible),
        score: decoder.span_probability(model, tokens.clone()),
        tokens: tokens.start + offset..tokens.end + offset,
        label,
    };
    found.extend(spans.into_iter().zip(labels).map(span));
}

/// Returns the kind of a BIOES label; empty for "O".
fn kind_of(label: &str) -> &str {
    label.split_once('-').map_or("", |(_, kind)| kind)
}

/// Runs both passes over a document. Calls `each` with every stretch of tokens that may contain a name and
/// the decoder with its labels.
pub fn for_each_stretch(
    view: &DocumentView,
    sentences: &[Sentence],
    model: &Model,
    mut each: impl FnMut(Range<usize>, &mut Decoder),
) {
    let first_pass = FirstPass::new(view, sentences, model);
    let (mut rows, mut decoder) = (Rows::default(), Decoder::default());
    for run in &first_pass.runs {
        for stretch in run.stretches() {
            run_second_pass(run, view, stretch.clone(), model, &mut rows, &mut decoder);
            each(stretch, &mut decoder);
        }
    }
}

/// Decodes a stretch of a run in the second pass.
#[inline(never)]
fn run_second_pass(
    run: &SecondPassRun,
    view: &DocumentView,
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

/// Converts a path of BIOES labels to spans with their kinds, in order.
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
    fn bioes_path_becomes_spans() {
        let labels = ["O", "B-x", "I-x", "E-x", "S-x", "S-y"];
        let found: Vec<_> = spans(&[0, 1, 2, 3, 4, 0, 5], &labels).collect();
        assert_eq!(found, [(1..4, "x"), (4..5, "x"), (6..7, "y")]);
    }
}
