//! Tells attributions from what only looks like one, once source, cue and content are known.
//!
//! A third, small model reads each candidate as a whole: how sure the first two models are, whether it has a
//! source and of what kind, how its cue, its content and the quotation marks go together, and whether it stands in
//! the content of another. What it returns is the probability that the candidate is an attribution.

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::attribution::{cover, holds};
use crate::lexicon::speech_acts;
use crate::model::crf::Model;
use crate::model::crf::viterbi::Decoder;
use crate::model::features::{Rows, feature, hash_text, join};
use crate::recognizer::Name;
use crate::syntax::lemma;
use crate::syntax::quotations::{Place, Quotes};

/// The labels of the model, in order.
pub const LABELS: &[&str] = &["no", "yes"];

/// Candidates less sure than this are no attributions.
pub(crate) const THRESHOLD: f32 = 0.36;

/// Makes every candidate as sure as the model is that it is an attribution.
#[inline(never)]
pub(crate) fn rank(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    candidates: &mut [Candidate],
    model: &Model,
) {
    let (mut rows, mut decoder) = (Rows::default(), Decoder::default());
    let cover = cover(article, candidates);
    let sure = |candidate: &Candidate| {
        rows.clear();
        row(article, names, quotes, candidate, other(&cover, candidates, candidate), &mut rows);
        rows.end_row();
        decoder.run(model, &rows, 0..1);
        decoder.compute_posteriors(model);
        decoder.marginal(0, 1)
    };
    let sure: Vec<f32> = candidates.iter().map(sure).collect();
    candidates.iter_mut().zip(sure).for_each(|(candidate, sure)| candidate.sure = sure);
}

/// The attribution with the shortest content that holds the head of this one.
fn other<'r>(cover: &[u32], candidates: &'r [Candidate], candidate: &Candidate) -> Option<&'r Candidate> {
    cover.get(candidate.head).and_then(|&c| candidates.get((c as usize).wrapping_sub(1)))
}

/// Writes a row of features for every candidate.
pub fn describe(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    candidates: &[Candidate],
    rows: &mut Rows,
) {
    let cover = cover(article, candidates);
    for candidate in candidates {
        row(article, names, quotes, candidate, other(&cover, candidates, candidate), rows);
        rows.end_row();
    }
}

fn row(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    candidate: &Candidate,
    other: Option<&Candidate>,
    rows: &mut Rows,
) {
    let tag = |i: usize| article.tags.get(i).map_or(99, |&t| t as u32);
    let head = article.tag(candidate.head);
    let lemma = lemma::of(article.word(candidate.head), head);
    let kind = speech_acts::known(&lemma).map_or(0, |k| k as u32 + 1);
    let lemma = hash_text(lemma.as_bytes());
    let sure = log_odds(candidate.sure);
    let [cue_sure, source_sure, content_sure] = candidate.edges.map(tenths);
    let length = steps(candidate.content.iter().map(|r| r.len()).sum());
    let speaker = candidate.source.as_ref().map_or(0, |s| {
        let name = names.partition_point(|n| n.tokens.end <= s.start);
        let named = names.get(name).filter(|n| n.tokens.start < s.end).map_or(0, |n| n.kind as u32 + 1);
        1 + named + 16 * tag(s.end.saturating_sub(1))
    });
    let has_source = u32::from(candidate.source.is_some());
    let order = candidate.source.as_ref().map_or(0, |s| 1 + u32::from(s.start > candidate.head));
    let first = candidate.content.first().map_or(0, |r| r.start);
    let after = u32::from(first > candidate.head);
    let gap = steps(if after == 1 {
        first.saturating_sub(candidate.cue.end)
    } else {
        candidate.cue.start.saturating_sub(candidate.content.last().map_or(0, |r| r.end))
    });
    let opens = hash_text(article.word(first).as_bytes());
    let quoted = candidate.content.iter().cloned().flatten().filter(|&i| quotes.at(i).is_some()).count();
    let quoted = match (quoted, candidate.content.iter().map(|r| r.len()).sum::<usize>()) {
        (0, _) => 0,
        (q, all) if q * 10 >= all * 9 => 2,
        _ => 1,
    };
    let in_quote = u32::from(quotes.place(candidate.head) != Place::Outside);
    let around = other.map_or(0, |o| 1 + log_odds(o.sure) + 32 * u32::from(holds(candidate, o.head)));
    let mut kind_of_row = 200u16;
    let mut add = |parts: &[u32]| {
        kind_of_row += 1;
        rows.push(feature(kind_of_row, parts.iter().fold(0, |h, &p| join(h, p))));
    };
    add(&[sure]);
    add(&[sure, has_source, quoted]);
    add(&[sure, kind]);
    add(&[sure, around]);
    add(&[sure, content_sure]);
    add(&[sure, source_sure]);
    add(&[around, in_quote]);
    add(&[cue_sure, source_sure, content_sure]);
    add(&[content_sure]);
    add(&[source_sure, has_source]);
    add(&[cue_sure]);
    add(&[length, quoted, after]);
    add(&[length, kind]);
    add(&[speaker]);
    add(&[speaker, kind]);
    add(&[order, after, head as u32]);
    add(&[order, after, quoted, kind]);
    add(&[gap, after, quoted]);
    add(&[gap, kind]);
    add(&[lemma]);
    add(&[lemma, head as u32]);
    add(&[lemma, has_source, quoted]);
    add(&[lemma, opens]);
    add(&[opens, kind, after]);
    add(&[tag(first), kind, after]);
    add(&[head as u32, has_source]);
    add(&[steps(candidate.cue.len()), kind, quoted]);
    add(&[in_quote, quoted, kind]);
}

/// A probability as log odds, in steps of a half.
fn log_odds(p: f32) -> u32 {
    let p = p.clamp(0.001, 0.999);
    // The steps are the odds themselves, so that no logarithm is needed.
    const ODDS: [f32; 16] =
        [0.05, 0.08, 0.13, 0.2, 0.3, 0.45, 0.67, 1.0, 1.5, 2.2, 3.3, 5.0, 8.0, 13.0, 25.0, 60.0];
    ODDS.partition_point(|&o| o < p / (1.0 - p)) as u32
}

/// A probability in tenths.
fn tenths(p: f32) -> u32 {
    (p * 10.0) as u32
}

/// A length in steps that grow.
fn steps(length: usize) -> u32 {
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
    fn odds_and_shares_fall_into_steps() {
        assert_eq!([0.0, 0.5, 1.0].map(log_odds), [0, 7, 16]);
        assert!(log_odds(0.2) < log_odds(0.3));
        assert_eq!([0.0, 0.34, 1.0].map(tenths), [0, 3, 10]);
    }
}
