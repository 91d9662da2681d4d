//! Nouns of saying with the one who says it: "Moscow's demand that …", "her claim that …", "the claim by Hale that …".
//!
//! The models take few of them for cues. Nothing here looks at verbs.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::attribution::rules::subject;
use crate::pos::Pos;
use crate::syntax::lemma;
use crate::syntax::quotations;

/// Nouns whose clause is what somebody says, sorted.
#[rustfmt::skip]
const NOUNS: &[&str] = &[
    "accusation", "admission", "allegation", "announcement", "argument", "assertion", "assurance", "charge", "claim", "complaint",
    "contention", "demand", "denial", "insistence", "pledge", "prediction", "promise", "report", "suggestion", "threat", "vow", "warning",
];

/// Attributions by such nouns, in order, apart from the cues that are known already.
#[inline(never)]
pub(crate) fn find(
    article: &Article,
    quotes: &quotations::Quotes,
    candidates: &[Candidate],
) -> Vec<Candidate> {
    let mut taken = vec![false; article.tokens.len()];
    for candidate in candidates {
        if let Some(cue) = taken.get_mut(candidate.cue.clone()) {
            cue.fill(true);
        }
    }
    let known = |i: usize| taken.get(i) == Some(&true);
    (1..article.tokens.len()).filter(|&i| !known(i)).filter_map(|i| claim(article, quotes, i)).collect()
}

fn claim(article: &Article, quotes: &quotations::Quotes, head: usize) -> Option<Candidate> {
    if !matches!(article.word(head + 1), "that" | "by") {
        return None;
    }
    if !is_saying(article, head) {
        return None;
    }
    let sentence = article.sentences.get(article.sentence_of(head))?.tokens.clone();
    let that = (head + 1..sentence.end).find(|&i| article.word(i) == "that" || is_mark(article, i))?;
    let source = if article.word(head + 1) == "by" && article.tag(head) == Pos::Noun && that > head + 2 {
        Some(head + 2..that).filter(|s| s.len() <= 8)?
    } else {
        possessor(article, sentence.start, head).filter(|_| that == head + 1)?
    };
    // "The promise that was made" says nothing.
    let content = that..end_of(article, quotes, that, sentence.end);
    let own_subject = !article.tag(that + 1).is_finite();
    (article.word(that) == "that" && content.len() > 3 && own_subject)
        .then(|| Candidate::by_rule(head, head..head + 1, source, std::iter::once(content).collect()))
}

/// Whether a token is such a noun. After a possessor the tagger takes some of them for verbs; the form of a noun is enough.
pub(crate) fn is_saying(article: &Article, i: usize) -> bool {
    NOUNS.binary_search(&lemma::of(article.word(i), Pos::Noun).as_str()).is_ok()
}

/// Whose the noun is: "|Moscow|'s latest demand", "|her| claim".
fn possessor(article: &Article, low: usize, head: usize) -> Option<Range<usize>> {
    let modifies = |i: usize| matches!(article.tag(i), Pos::Adj | Pos::Num | Pos::Noun | Pos::Adv);
    let mut at = head;
    while at > low && modifies(at - 1) && !is_own(article.word(at - 1)) && head - at < 3 {
        at -= 1;
    }
    let before = at.checked_sub(1).filter(|&b| b >= low)?;
    if is_own(article.word(before)) {
        return Some(before..before + 1);
    }
    matches!(article.word(before), "'s" | "’s" | "'" | "’")
        .then(|| subject::phrase(article, low, before))
        .filter(|s| !s.is_empty())
}

/// Whether a word says whose something is.
pub(crate) fn is_own(word: &str) -> bool {
    matches!(word, "its" | "their" | "his" | "her" | "Its" | "Their" | "His" | "Her")
}

fn is_mark(article: &Article, i: usize) -> bool {
    article.tag(i) == Pos::Punct
}

/// The clause ends where the sentence breaks off.
fn end_of(article: &Article, quotes: &quotations::Quotes, from: usize, limit: usize) -> usize {
    let breaks = |i: usize| {
        quotes.at(i).is_none()
            && (matches!(article.word(i), "—" | "–" | "--" | ";" | "." | "?" | "!")
                || (article.word(i) == ","
                    && matches!(article.word(i + 1), "but" | "which" | "who" | "while" | "although" | "and")))
    };
    (from..limit).find(|&i| breaks(i)).unwrap_or(limit)
}
