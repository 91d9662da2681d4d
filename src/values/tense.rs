//! Decides whether the words around a date refer to the past or the future.
//!
//! Looks for the nearest verb: first back to the last comma, then ahead, then further back. Uses parts of
//! speech if the tagger provides them, and otherwise the most common verb forms. Never looks beyond the
//! sentence or further than twelve tokens.

use std::ops::Range;

use crate::lexicon::Flag;
use crate::pos::Pos;
use crate::values::TokenView;

/// The direction in time in which the words around a date point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// The past.
    Past,
    /// The future.
    Future,
    /// Not determined.
    Unknown,
}

/// Maximum distance of the verb from the date, in tokens.
const REACH: usize = 12;

/// Returns the direction of the words around a date.
pub(crate) fn around(r: &TokenView, tokens: Range<usize>) -> Direction {
    if r.is(tokens.start.wrapping_sub(1), &["until", "till"]) {
        return Direction::Future;
    }
    let back = (r.sentence.start.max(tokens.start.saturating_sub(REACH))..tokens.start).rev();
    let clause = back.clone().take_while(|&k| !r.is(k, &[",", ";", "—", "–", ":"]));
    let ahead = tokens.end..r.sentence.end.min(tokens.end + REACH);
    clause.chain(ahead).chain(back).find_map(|k| verb(r, k)).unwrap_or(Direction::Unknown)
}

/// Returns the direction of a word if it is a verb with a tense.
fn verb(r: &TokenView, k: usize) -> Option<Direction> {
    let word = r.low(k);
    if r.has(k, Flag::FutureWord) {
        return (word != "may" || !r.capital(k)).then_some(Direction::Future);
    }
    if r.has(k, Flag::PlannedWord) && r.is(k + 1, &["to", "for"]) {
        return Some(Direction::Future);
    }
    match r.article.tags.get(k) {
        Some(Pos::VerbPast) => return Some(Direction::Past),
        Some(Pos::Aux) if r.has(k, Flag::PastAuxiliary) => return Some(Direction::Past),
        Some(Pos::Other) | None => {}
        Some(_) => return None,
    }
    let known = r.has(k, Flag::PastVerb);
    (known || word.len() > 4 && word.ends_with("ed") && !r.capital(k)).then_some(Direction::Past)
}
