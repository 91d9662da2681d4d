//! The trained tagger: one engine (hashed features, a conditional random field, Viterbi), several models.
//!
//! A sequence is described by [`features::Rows`], one row of hashed features a token; a [`model::Model`] turns
//! rows into label scores, and [`viterbi::Decoder`] turns scores into the best path and its probabilities, stepping from
//! label to label over [`steps::Steps`]. The
//! same feature function serves training (`tools/src/train`) and running. Nothing here knows what the labels mean.

pub mod features;
pub mod model;
pub mod pos;
pub mod shape;
pub mod steps;
pub mod viterbi;
pub mod words;

use std::ops::Range;

/// The longest run of tokens that is decoded at once. Sentences are far shorter; a text without full stops is not,
/// and the decoder keeps one row of scores for every token of a run.
const LONGEST_RUN: usize = 256;

/// Cuts a range of tokens into runs short enough to decode, in order. Training cuts in the same places.
pub fn runs(tokens: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = tokens.end;
    tokens.step_by(LONGEST_RUN).map(move |start| start..end.min(start + LONGEST_RUN))
}

#[cfg(test)]
mod tests {
    #[test]
    fn runs_cover_everything_once() {
        assert_eq!(super::runs(3..600).collect::<Vec<_>>(), [3..259, 259..515, 515..600]);
        assert_eq!(super::runs(5..5).count(), 0);
    }
}
