//! What is said: the content's edges, its quotation marks, its words of doubt, and whether it is affirmed.

use std::ops::Range;

use super::kinds;
use super::lemma;
use super::quotes::{self, Place, Quotes};
use super::spans::Raw;
use crate::article::Article;
use crate::document::{Cue, CueKind, Polarity, Quote};
use crate::tagger::pos::Pos;
use crate::text::Span;

/// Evens out the edges of a stretch of content: no commas and stops around it, quotation marks in pairs.
pub fn trim(article: &Article, quotes: &Quotes, stretch: Range<usize>) -> Range<usize> {
    let mut r = stretch;
    let loose = |i: usize| {
        quotes.place(i) == Place::Outside
            && (matches!(article.word(i), "," | ";" | ":" | "." | "—" | "–" | "-" | "--" | ")")
                || quotes::is_mark(article.word(i)))
    };
    while !r.is_empty() && (loose(r.start) || quotes.place(r.start) == Place::Close) {
        r.start += 1;
    }
    while !r.is_empty() && (loose(r.end - 1) || quotes.place(r.end - 1) == Place::Open) {
        r.end -= 1;
    }
    // A mark that the stretch touches belongs to it.
    if !r.is_empty() {
        if r.start > 0
            && quotes.place(r.start - 1) == Place::Open
            && quotes.at(r.start) == quotes.at(r.start - 1)
        {
            r.start -= 1;
        }
        while quotes.at(r.end).is_some()
            && quotes.at(r.end) == quotes.at(r.end - 1)
            && (quotes.place(r.end) == Place::Close || matches!(article.word(r.end), "." | "," | "!" | "?"))
        {
            r.end += 1;
        }
    }
    r
}

/// How much of the content stands in quotation marks. A quote that holds the cue too is not the speaker's.
pub fn quote_kind(article: &Article, quotes: &Quotes, raw: &Raw) -> Quote {
    let around = quotes.at(raw.head);
    let (mut inside, mut outside) = (0u32, 0u32);
    for i in raw.content.iter().cloned().flatten() {
        if !article.word(i).starts_with(char::is_alphanumeric) {
            continue;
        }
        if quotes.at(i).is_some() && quotes.at(i) != around { inside += 1 } else { outside += 1 }
    }
    match (inside, outside) {
        (0, _) => Quote::Indirect,
        (_, 0) => Quote::Direct,
        // A word or two that the marks leave out ("that “…”") do not make a quote less direct.
        (i, o) if o <= 2 && i >= 10 * o => Quote::Direct,
        _ => Quote::Mixed,
    }
}

/// Words that leave open whether something is so.
const HEDGES: &[&str] = &[
    "alleged",
    "allegedly",
    "apparent",
    "apparently",
    "arguably",
    "conceivably",
    "could",
    "likely",
    "may",
    "maybe",
    "might",
    "perhaps",
    "possible",
    "possibly",
    "potential",
    "potentially",
    "presumably",
    "probable",
    "probably",
    "purported",
    "purportedly",
    "reported",
    "reportedly",
    "seemingly",
    "supposed",
    "supposedly",
    "suspected",
    "unlikely",
];

/// Verbs that hedge before "to": "is expected to", "seems to".
const HEDGES_BEFORE_TO: &[&str] = &[
    "appear", "appeared", "appears", "believed", "expected", "said", "seem", "seemed", "seems", "set",
    "thought",
];

/// The words of doubt in the cue and the content.
pub fn hedges(article: &Article, raw: &Raw) -> Vec<Span> {
    let mut found = Vec::new();
    for i in raw.content.iter().cloned().flatten().chain(raw.cue.clone()) {
        let word = article.word(i);
        let is = |list: &[&str]| list.iter().any(|h| h.eq_ignore_ascii_case(word));
        // A cue that reports is no hedge: "it was reported that".
        if i == raw.head && !word.ends_with("ly") {
            continue;
        }
        let month = word == "May"
            && article.sentences.get(article.sentence_of(i)).is_some_and(|s| s.tokens.start != i);
        if is(HEDGES) && !month {
            found.push(article.span(i..i + 1));
        } else if is(HEDGES_BEFORE_TO) && article.word(i + 1) == "to" {
            let helper = i.checked_sub(1).filter(|&p| article.tags.get(p) == Some(&Pos::Aux));
            found.push(article.span(helper.unwrap_or(i)..i + 2));
        }
    }
    found.sort();
    found
}

/// The cue with its lemma and kind.
pub fn cue(article: &Article, raw: &Raw) -> Cue {
    let tag = article.tags.get(raw.head).copied().unwrap_or(Pos::Other);
    let lemma = lemma::of(article.word(raw.head), tag);
    let kind = kind(article, raw, &lemma);
    Cue { span: article.span(raw.cue.clone()), lemma, kind }
}

/// Things one declines to do.
const SILENT: &[&str] =
    &["answer", "comment", "discuss", "elaborate", "reply", "respond", "return", "say", "speak", "confirm"];

fn kind(article: &Article, raw: &Raw, lemma: &str) -> CueKind {
    let kind = kinds::of(lemma);
    let first = raw.content.first().map_or(0, |r| r.start);
    let next = |k: usize| article.word(raw.head + k);
    let soon = |list: &[&str]| (1..5).any(|k| list.contains(&next(k)));
    match lemma {
        "call" if matches!(next(1), "for" | "on" | "upon") => CueKind::Demands,
        "call" if next(1) == "into" => CueKind::Asks,
        "refuse" | "decline" => {
            if soon(SILENT) {
                CueKind::Declines
            } else {
                CueKind::Denies
            }
        }
        "respond" | "reply" | "comment" | "return" if is_negated(article, raw) => CueKind::Declines,
        // "told them to leave", "asked the court to rule".
        "tell" | "ask" | "want" if orders(article, first) => CueKind::Demands,
        _ => kind,
    }
}

/// Whether the content begins as an order does: "to leave", "the court to rule".
fn orders(article: &Article, first: usize) -> bool {
    let clause_mark = |i: usize| {
        matches!(
            article.tags.get(i),
            Some(Pos::VerbPast | Pos::VerbPres | Pos::Aux | Pos::Sconj | Pos::Punct) | None
        ) || matches!(
            article.word(i),
            "whether" | "if" | "what" | "why" | "how" | "who" | "when" | "where" | "about"
        )
    };
    (first..first + 8)
        .take_while(|&i| !clause_mark(i))
        .any(|i| article.word(i) == "to" && article.tags.get(i + 1) == Some(&Pos::VerbBase))
}

/// Whether a negation stands in the cue, or right before it.
fn is_negated(article: &Article, raw: &Raw) -> bool {
    let from = raw.cue.start.saturating_sub(2);
    (from..raw.head).any(|i| {
        matches!(article.word(i), "not" | "n't" | "n’t" | "never" | "no" | "neither" | "nor" | "without")
    })
}

/// Whether the source stands behind the content: a denial denied affirms.
pub fn polarity(article: &Article, raw: &Raw, kind: CueKind) -> Polarity {
    if (kind == CueKind::Denies) != (is_negated(article, raw) && kind != CueKind::Declines) {
        Polarity::Denies
    } else {
        Polarity::Affirms
    }
}
