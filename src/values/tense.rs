//! Whether the words around a date speak of the past or of what is to come.
//!
//! Looks for the nearest verb: first back to the last comma, then ahead, then further back. It reads the parts of
//! speech where the tagger gives them and the commonest verb forms otherwise. It never looks beyond the sentence
//! or further than a dozen words.

use std::ops::Range;

use crate::pos::Pos;
use crate::values::Reader;

/// What the words around say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tense {
    /// It has happened.
    Past,
    /// It is to come.
    Future,
    /// They do not say.
    Open,
}

const REACH: usize = 12;

/// The tense around the tokens of a date.
pub(crate) fn around(r: &Reader, tokens: Range<usize>) -> Tense {
    if r.is(tokens.start.wrapping_sub(1), &["until", "till"]) {
        return Tense::Future;
    }
    let back = (r.sentence.start.max(tokens.start.saturating_sub(REACH))..tokens.start).rev();
    let clause = back.clone().take_while(|&k| !r.is(k, &[",", ";", "—", "–", ":"]));
    let ahead = tokens.end..r.sentence.end.min(tokens.end + REACH);
    clause.chain(ahead).chain(back).find_map(|k| verb(r, k)).unwrap_or(Tense::Open)
}

/// What the word says if it is a verb with a tense.
fn verb(r: &Reader, k: usize) -> Option<Tense> {
    let word = r.low(k);
    match word {
        "will" | "'ll" | "’ll" | "shall" | "would" | "may" | "might" | "upcoming" => {
            return (word != "may" || !r.capital(k)).then_some(Tense::Future);
        }
        "set" | "due" | "expected" | "scheduled" | "planned" | "plans" | "plan" | "slated" | "going"
        | "hopes" | "wants" | "intends" | "planning" | "vowed" | "pledged" | "agreed" | "promised"
            if r.is(k + 1, &["to", "for"]) =>
        {
            return Some(Tense::Future);
        }
        _ => {}
    }
    match r.article.tags.get(k) {
        Some(Pos::VerbPast) => return Some(Tense::Past),
        Some(Pos::Aux) if matches!(word, "was" | "were" | "had" | "did") => return Some(Tense::Past),
        Some(Pos::Other) | None => {}
        Some(_) => return None,
    }
    let known = matches!(
        word,
        "said"
            | "was"
            | "were"
            | "had"
            | "did"
            | "told"
            | "went"
            | "came"
            | "took"
            | "made"
            | "held"
            | "began"
            | "met"
            | "won"
            | "lost"
            | "fell"
            | "rose"
            | "shot"
            | "struck"
            | "left"
            | "became"
            | "gave"
            | "got"
            | "saw"
            | "found"
            | "hit"
            | "wrote"
            | "spoke"
            | "broke"
            | "sent"
            | "led"
            | "drew"
            | "flew"
            | "died"
    );
    (known || word.len() > 4 && word.ends_with("ed") && !r.capital(k)).then_some(Tense::Past)
}
