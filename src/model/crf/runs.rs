//! Runs: stretches of tokens short enough to decode at once.

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
