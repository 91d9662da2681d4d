//! What is said: the content's edges, its quotation marks, and whether they make a quote.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::document::Quote;
use crate::syntax::quotations::{self, Place, Quotes};

/// How far what is said reaches on either side of who says it, in tokens, where only a rule finds it.
pub(crate) const SAID: usize = 100;

/// Evens out the edges of a stretch of content: no commas and stops around it, quotation marks in pairs.
#[inline(never)]
pub(crate) fn trim(article: &Article, quotes: &Quotes, stretch: Range<usize>) -> Range<usize> {
    let mut r = stretch;
    let loose = |i: usize| {
        quotes.place(i) == Place::Outside
            && (matches!(article.word(i), "," | ";" | ":" | "." | ")")
                || quotations::is_dash(article.word(i))
                || quotations::is_mark(article.word(i)))
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
#[inline(never)]
pub(crate) fn quote_kind(article: &Article, quotes: &Quotes, candidate: &Candidate) -> Quote {
    let around = quotes.at(candidate.head);
    let (mut inside, mut outside) = (0u32, 0u32);
    for i in candidate.content.iter().cloned().flatten() {
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
