//! What there is to check in a claim: when it is to have happened.
//!
//! Nothing here says whether it is true, or whether it pays to check it.

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::document::{CueKind, Quote, Tense};
use crate::pos::Pos;

/// When the content is to have happened, by the first finite verb of its first clause; `None` where grammar leaves
/// it open, as "was" does in reported speech.
#[inline(never)]
pub(crate) fn tense(article: &Article, candidate: &Candidate, kind: CueKind, quote: Quote) -> Option<Tense> {
    let first = candidate.content.first()?;
    // What is promised or demanded lies ahead.
    if matches!(kind, CueKind::Demands | CueKind::Promises) {
        return Some(Tense::Future);
    }
    let bare = |i: &usize| article.tag(*i) != Pos::Punct;
    let start = first.clone().find(bare)?;
    if article.word(start) == "to" && article.tag(start + 1) == Pos::VerbBase {
        return Some(Tense::Future);
    }
    let mut relative = false;
    for i in candidate.content.iter().cloned().flatten() {
        let word = article.word(i);
        relative |= i > start
            && matches!(word, "who" | "which" | "that")
            && matches!(article.tag(i - 1), Pos::Noun | Pos::Propn)
            && i > start + 1;
        if !article.tag(i).is_finite() {
            continue;
        }
        // The verb of a relative clause is not the content's own.
        if relative {
            relative = false;
            continue;
        }
        return of_verb(article, i, quote);
    }
    None
}

fn of_verb(article: &Article, i: usize, quote: Quote) -> Option<Tense> {
    // The next word of the verb group, negations and adverbs apart.
    let next = (i + 1..i + 5).find(|&k| {
        !matches!(article.tag(k), Pos::Adv | Pos::Part) && !matches!(article.word(k), "not" | "n't" | "n’t")
    });
    let next = next.unwrap_or(i + 1);
    let back_shifted = quote == Quote::Indirect;
    Some(match article.word(i).to_lowercase().as_str() {
        "will" | "'ll" | "’ll" | "wo" | "shall" => Tense::Future,
        "would" => {
            if matches!(article.word(next), "have" | "'ve" | "’ve") {
                return None;
            }
            Tense::Future
        }
        "can" | "ca" | "could" | "may" | "might" | "must" | "should" => return None,
        "is" | "are" | "'s" | "’s" | "'re" | "’re" | "am" | "'m" | "’m" => match article.word(next) {
            "going" | "expected" | "due" | "set" | "about" => Tense::Future,
            _ => Tense::Present,
        },
        "has" | "have" | "had" | "'ve" | "’ve" => {
            if matches!(article.tag(next), Pos::VerbPart | Pos::VerbPast) {
                Tense::Past
            } else if article.word(i).eq_ignore_ascii_case("had") {
                if back_shifted {
                    return None;
                }
                Tense::Past
            } else {
                Tense::Present
            }
        }
        "was" | "were" => {
            // "Said it was ready": under a past cue that can be now as well as then.
            if back_shifted && !matches!(article.tag(next), Pos::VerbPart) {
                return None;
            }
            Tense::Past
        }
        "did" => Tense::Past,
        _ if article.tag(i) == Pos::VerbPast => Tense::Past,
        _ => Tense::Present,
    })
}

/// Whether those who speak do it to each other: "both sides accuse each other".
#[inline(never)]
pub(crate) fn is_mutual(article: &Article, candidate: &Candidate) -> bool {
    let pairs =
        |i: usize| matches!((article.word(i), article.word(i + 1)), ("each", "other") | ("one", "another"));
    candidate.content.first().is_some_and(|c| (candidate.head + 1..c.end.min(c.start + 4)).any(pairs))
}
