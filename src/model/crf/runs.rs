//! Runs: ranges of tokens short enough to decode at once.

use std::ops::Range;

/// Maximum number of tokens decoded at once. Sentences are far shorter, but a text without full stops may not
/// be, and the decoder stores one row of scores per token of a run.
pub(crate) const MAX_RUN_TOKENS: usize = 256;

/// Splits a range of tokens into runs, in order. Training splits at the same places.
pub fn runs(tokens: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = tokens.end;
    tokens.step_by(MAX_RUN_TOKENS).map(move |start| start..end.min(start + MAX_RUN_TOKENS))
}

#[cfg(test)]
mod tests {
    #[test]
    fn runs_cover_every_token_once() {
        assert_eq!(super::runs(3..600).collect::<Vec<_>>(), [3..259, 259..515, 515..600]);
        assert_eq!(super::runs(5..5).count(), 0);
    }
}
