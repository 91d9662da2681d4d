//! Ranking model: the probability that a candidate is an attribution, once source, cue and content are known.
//!
//! This second, small linear model scores each candidate as a whole: the confidence of the network, whether
//! it has a source and of which kind, how cue, content and quotation marks go together, and whether its cue
//! lies in the content of another candidate. Never changes spans. It is trained on candidates as
//! [`repair_candidates`](crate::attribution::repair_candidates) leaves them, so that a change
//! of a rule before it calls for training it again.

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::attribution::content_index::ContentIndex;
use crate::lexicon::speech_acts;
use crate::model::crf::Model;
use crate::model::crf::viterbi::Decoder;
use crate::model::features::{Rows, hash_text};
use crate::recognizer::Name;
use crate::syntax::lemma;
use crate::syntax::quotations::{Place, Quotes};

/// The labels of the model, in order.
pub const LABELS: &[&str] = &["no", "yes"];

/// Minimum probability of an attribution.
pub(crate) const THRESHOLD: f32 = 0.36;

/// Replaces the confidence of every candidate by the model's probability that it is an attribution.
#[inline(never)]
pub(crate) fn rank(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    candidates: &mut [Candidate],
    model: &Model,
) {
    let (mut rows, mut decoder) = (Rows::default(), Decoder::default());
    let contents = ContentIndex::new(article, candidates);
    let probability = |candidate: &Candidate| {
        rows.clear();
        let outer = contents.innermost(candidate.head).and_then(|at| candidates.get(at));
        add_features(article, names, quotes, candidate, outer, &mut rows);
        rows.end_row();
        decoder.row_probability(model, &rows, 0)
    };
    let probabilities: Vec<f32> = candidates.iter().map(probability).collect();
    candidates.iter_mut().zip(probabilities).for_each(|(candidate, p)| candidate.confidence = p);
}

/// Writes a row of features for every candidate.
pub fn describe(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    candidates: &[Candidate],
    rows: &mut Rows,
) {
    describe_with(article, names, quotes, candidates, rows, |_, _| {});
}

/// Writes a row of features for every candidate, with what `more` adds to the row of each.
pub(crate) fn describe_with(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    candidates: &[Candidate],
    rows: &mut Rows,
    more: impl Fn(usize, &mut Rows),
) {
    let contents = ContentIndex::new(article, candidates);
    for (at, candidate) in candidates.iter().enumerate() {
        let outer = contents.innermost(candidate.head).and_then(|at| candidates.get(at));
        add_features(article, names, quotes, candidate, outer, rows);
        more(at, rows);
        rows.end_row();
    }
}

/// Adds the features of one candidate; `outer` is the candidate with the shortest content around its head.
fn add_features(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    candidate: &Candidate,
    outer: Option<&Candidate>,
    rows: &mut Rows,
) {
    let tag = |i: usize| article.tags.get(i).map_or(99, |&t| t as u32);
    let head = article.tag(candidate.head);
    let lemma = lemma::of(article.word(candidate.head), head);
    let kind = speech_acts::known(&lemma).map_or(0, |k| k as u32 + 1);
    let lemma = hash_text(lemma.as_bytes());
    let confidence = log_odds(candidate.confidence);
    let [cue_confidence, source_confidence, content_confidence] = candidate.boundary_confidence.map(tenths);
    let length = length_bucket(candidate.content_length());
    let speaker = candidate.source.as_ref().map_or(0, |s| {
        let name = names.partition_point(|n| n.tokens.end <= s.start);
        let named = names.get(name).filter(|n| n.tokens.start < s.end).map_or(0, |n| n.kind as u32 + 1);
        1 + named + 16 * tag(s.end.saturating_sub(1))
    });
    let has_source = u32::from(candidate.source.is_some());
    let order = candidate.source.as_ref().map_or(0, |s| 1 + u32::from(s.start > candidate.head));
    let first = candidate.content.first().map_or(0, |r| r.start);
    let after = u32::from(first > candidate.head);
    let gap = length_bucket(if after == 1 {
        first.saturating_sub(candidate.cue.end)
    } else {
        candidate.cue.start.saturating_sub(candidate.content.last().map_or(0, |r| r.end))
    });
    let opens = hash_text(article.word(first).as_bytes());
    let quoted = candidate.content.iter().cloned().flatten().filter(|&i| quotes.at(i).is_some()).count();
    let quoted = match (quoted, candidate.content_length()) {
        (0, _) => 0,
        (q, all) if q * 10 >= all * 9 => 2,
        _ => 1,
    };
    let in_quote = u32::from(quotes.place(candidate.head) != Place::Outside);
    let nesting =
        outer.map_or(0, |o| 1 + log_odds(o.confidence) + 32 * u32::from(candidate.content_contains(o.head)));
    rows.push_all(
        201,
        &[
            &[confidence],
            &[confidence, has_source, quoted],
            &[confidence, kind],
            &[confidence, nesting],
            &[confidence, content_confidence],
            &[confidence, source_confidence],
            &[nesting, in_quote],
            &[cue_confidence, source_confidence, content_confidence],
            &[content_confidence],
            &[source_confidence, has_source],
            &[cue_confidence],
            &[length, quoted, after],
            &[length, kind],
            &[speaker],
            &[speaker, kind],
            &[order, after, head as u32],
            &[order, after, quoted, kind],
            &[gap, after, quoted],
            &[gap, kind],
            &[lemma],
            &[lemma, head as u32],
            &[lemma, has_source, quoted],
            &[lemma, opens],
            &[opens, kind, after],
            &[tag(first), kind, after],
            &[head as u32, has_source],
            &[length_bucket(candidate.cue.len()), kind, quoted],
            &[in_quote, quoted, kind],
        ],
    );
}

/// Bucket of the log-odds of a probability, from 0 to 16.
fn log_odds(p: f32) -> u32 {
    let p = p.clamp(0.001, 0.999);
    // Limits between buckets, as odds, so that no logarithm is needed.
    const ODDS: [f32; 16] =
        [0.05, 0.08, 0.13, 0.2, 0.3, 0.45, 0.67, 1.0, 1.5, 2.2, 3.3, 5.0, 8.0, 13.0, 25.0, 60.0];
    ODDS.partition_point(|&o| o < p / (1.0 - p)) as u32
}

/// Bucket of a probability, in tenths.
fn tenths(p: f32) -> u32 {
    (p * 10.0) as u32
}

/// Bucket of a length in tokens; buckets grow with the length.
fn length_bucket(length: usize) -> u32 {
    match length {
        0..=3 => length as u32,
        4..=5 => 4,
        6..=9 => 5,
        10..=17 => 6,
        18..=40 => 7,
        _ => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_fall_into_buckets() {
        assert_eq!([0.0, 0.5, 1.0].map(log_odds), [0, 7, 16]);
        assert!(log_odds(0.2) < log_odds(0.3));
        assert_eq!([0.0, 0.34, 1.0].map(tenths), [0, 3, 10]);
    }
}
