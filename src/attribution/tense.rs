//! Tense of a content: whether it is in the past, present or future, seen from the article. Also whether the
//! sources say it of each other.
//!
//! Never says whether a content is true or worth checking.

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::document::{CueKind, Quote, Tense};
use crate::lexicon::{self, Flag};
use crate::pos::Pos;

/// Tense of the content, by the first finite verb of its main clause; `None` where grammar leaves it open, as
/// "was" does in reported speech.
#[inline(never)]
pub(crate) fn tense(article: &Article, candidate: &Candidate, kind: CueKind, quote: Quote) -> Option<Tense> {
    let first = candidate.content.first()?;
    // Promises and demands are about the future.
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
            && lexicon::has(word, Flag::RelativeSubject)
            && matches!(article.tag(i - 1), Pos::Noun | Pos::Propn)
            && i > start + 1;
        if !article.tag(i).is_finite() {
            continue;
        }
        // Skip the verb of a relative clause.
        if relative {
            relative = false;
            continue;
        }
        return tense_of_verb(article, i, quote);
    }
    None
}

/// Tense of the finite verb at a token.
fn tense_of_verb(article: &Article, i: usize, quote: Quote) -> Option<Tense> {
    // The next word of the verb group except negations and adverbs.
    let next = (i + 1..i + 5)
        .find(|&k| !matches!(article.tag(k), Pos::Adv | Pos::Part) && !article.has(k, Flag::Negator));
    let next = next.unwrap_or(i + 1);
    let back_shifted = quote == Quote::Indirect;
    let low = article.low_entry(i);
    Some(match article.word(i).to_lowercase().as_str() {
        _ if low.has(Flag::FutureAuxiliary) => Tense::Future,
        "would" => {
            if matches!(article.word(next), "have" | "'ve" | "’ve") {
                return None;
            }
            Tense::Future
        }
        _ if low.has(Flag::Modal) => return None,
        _ if low.has(Flag::PresentBe) => {
            if article.has(next, Flag::FutureComplement) {
                Tense::Future
            } else {
                Tense::Present
            }
        }
        _ if low.has(Flag::HaveFormOrClitic) => {
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
            // "Said it was ready": in reported speech "was" may mean present or past.
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

/// Whether the sources say it of each other: "both sides accuse each other".
#[inline(never)]
pub(crate) fn is_mutual(article: &Article, candidate: &Candidate) -> bool {
    let pairs =
        |i: usize| matches!((article.word(i), article.word(i + 1)), ("each", "other") | ("one", "another"));
    candidate.content.first().is_some_and(|c| (candidate.head + 1..c.end.min(c.start + 4)).any(pairs))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;

    /// Tense of the content of a sentence that starts with a one-word source and a one-word cue.
    fn tense_of(text: &str) -> Option<Tense> {
        let article = Article::read(text, &Resources::embedded().unwrap().parser);
        let candidate = Candidate::by_rule(1, 1..2, 0..1, std::iter::once(2..article.tokens.len()).collect());
        tense(&article, &candidate, CueKind::Says, Quote::Indirect)
    }

    #[test]
    fn first_finite_verb_gives_the_tense() {
        assert_eq!(tense_of("Hale said the dam will leak."), Some(Tense::Future));
        assert_eq!(tense_of("Hale said the dam has leaked."), Some(Tense::Past));
        assert_eq!(tense_of("Hale said the dam is safe."), Some(Tense::Present));
    }

    #[test]
    fn past_form_of_be_in_reported_speech_leaves_the_tense_open() {
        assert_eq!(tense_of("Hale said the dam was ready."), None);
    }
}
