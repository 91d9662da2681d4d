//! Finds the raw attributions: the head of each cue, then the source, the cue and the content around it.
//!
//! The first model gives every token the probability of heading a cue; the second, run once for every head over
//! the tokens around it, labels source, cue and content together. Nothing here knows entities, kinds of claims or
//! which claim lies inside which.

use std::ops::Range;

use super::features::View;
use super::quotes::Quotes;
use super::{kinds, lemma};
use crate::article::Article;
use crate::document::CueKind;
use crate::mentions::Name;
use crate::tagger::features::Rows;
use crate::tagger::model::Model;
use crate::tagger::pos::Pos;
use crate::tagger::viterbi::Decoder;

/// The labels of the first model, in order.
pub const HEAD_LABELS: &[&str] = &["O", "head"];

/// The kinds of stretches that the second model labels, in the BIOES scheme: `O`, then B, I, E and S of each.
pub const SPAN_KINDS: &[&str] = &["cue", "source", "content"];

/// The two trained models.
pub struct Models<'m> {
    /// Finds the heads of cues.
    pub heads: Model<'m>,
    /// Labels what is around a head.
    pub spans: Model<'m>,
}

/// One attribution, in tokens.
#[derive(Clone, Debug, PartialEq)]
pub struct Raw {
    /// The head of the cue.
    pub head: usize,
    /// The cue, head included.
    pub cue: Range<usize>,
    /// The source.
    pub source: Option<Range<usize>>,
    /// The stretches of content, in order; never empty.
    pub content: Vec<Range<usize>>,
    /// How sure the first model is of the head, 0 to 1.
    pub sure: f32,
}

/// Heads less sure than this are left alone.
pub const THRESHOLD: f32 = 0.25;

/// And verbs of saying inside the content of another claim when they are less sure than this.
const NESTED_THRESHOLD: f32 = 0.04;

/// The probability of every token to head a cue.
pub fn head_scores(article: &Article, view: &View, model: &Model) -> Vec<f32> {
    let (mut rows, mut decoder) = (Rows::default(), Decoder::default());
    let mut scores = Vec::with_capacity(article.tokens.len());
    for range in article.sentences.iter().flat_map(|s| crate::tagger::runs(s.tokens.clone())) {
        rows.clear();
        for i in range.clone() {
            view.head_row(i, &mut rows);
        }
        decoder.run(model, &rows, 0..range.len());
        decoder.posteriors(model);
        scores.extend((0..range.len()).map(|i| decoder.marginal(i, 1)));
    }
    scores
}

/// The attributions of an article, in order of their cues.
pub fn find(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    models: &Models,
    threshold: f32,
) -> Vec<Raw> {
    let mut view = View::new(article, names, quotes);
    let scores = head_scores(article, &view, &models.heads);
    let heads = heads(&scores, threshold);
    view.set_heads(&heads);
    let sure = |head: usize| scores.get(head).copied().unwrap_or(0.0);
    let label = |head: usize| label_around(&view, head, sure(head), &models.spans);
    let mut found: Vec<Raw> = heads.iter().filter_map(|&head| label(head)).collect();
    // The corpus marks nothing inside a content, so that the model is shy there; verbs of saying still count.
    let mut inside = vec![false; article.tokens.len()];
    for range in found.iter().flat_map(|r| &r.content) {
        if let Some(tokens) = inside.get_mut(range.clone()) {
            tokens.fill(true);
        }
    }
    let nested = |i: &usize| {
        inside.get(*i) == Some(&true)
            && (NESTED_THRESHOLD..threshold).contains(&sure(*i))
            && says(article, *i)
    };
    let nested: Vec<usize> = (0..article.tokens.len()).filter(nested).collect();
    found.extend(nested.into_iter().filter_map(label));
    found.sort_by_key(|r| r.head);
    found
}

/// Whether a token is a verb that the table of kinds knows for a speech act.
fn says(article: &Article, i: usize) -> bool {
    let Some(&tag) = article.tags.get(i) else { return false };
    matches!(tag, Pos::VerbPast | Pos::VerbPres | Pos::VerbPart)
        && kinds::known(&lemma::of(article.word(i), tag)).is_some_and(|k| k != CueKind::Believes)
}

/// The tokens that score at least the threshold.
pub fn heads(scores: &[f32], threshold: f32) -> Vec<usize> {
    (0..).zip(scores).filter(|&(_, &p)| p >= threshold).map(|(i, _)| i).collect()
}

/// Labels what is around one head.
pub fn label_around(view: &View, head: usize, sure: f32, model: &Model) -> Option<Raw> {
    let (mut rows, mut decoder) = (Rows::default(), Decoder::default());
    let window = view.window(head);
    view.span_rows(head, window.clone(), &mut rows);
    let path = decoder.run(model, &rows, 0..window.len());
    read(path, head, window.start, sure)
}

/// Reads a path of labels into an attribution; none without content.
pub fn read(path: &[u16], head: usize, offset: usize, sure: f32) -> Option<Raw> {
    let at = head - offset;
    let stretches = |kind: u16| {
        let mut found: Vec<Range<usize>> = Vec::new();
        for (i, &l) in path.iter().enumerate() {
            let Some(l) = l.checked_sub(1).filter(|l| l / 4 == kind) else { continue };
            match found.last_mut() {
                // Inside or at the end of a stretch; its first or only token begins another.
                Some(last) if matches!(l % 4, 1 | 2) && last.end == i => last.end += 1,
                _ => found.push(i..i + 1),
            }
        }
        found
    };
    let nearest = |found: Vec<Range<usize>>| {
        found.into_iter().min_by_key(|s| if s.end <= at { at - s.end } else { s.start.saturating_sub(at) })
    };
    let shift = |r: Range<usize>| r.start + offset..r.end + offset;
    let content: Vec<_> = stretches(2).into_iter().map(shift).collect();
    // Of several stretches of source the one nearest to the cue is it.
    let source = nearest(stretches(1)).map(shift);
    let cue = nearest(stretches(0)).map_or(head..head + 1, shift);
    (!content.is_empty()).then_some(Raw { head, cue, source, content, sure })
}
