//! Boundaries of a content at commas and quotation marks, and how much of it is quoted.
//!
//! Never moves words between contents, cues and sources.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::document::Quote;
use crate::syntax::quotations::{self, Place, Quotes};

/// Longest content on either side of its cue, in tokens, where a rule finds it.
pub(crate) const CONTENT_REACH: usize = 100;

/// Trims the contents of a candidate, which end before its cue, and joins those that then overlap.
pub(crate) fn trim_all(article: &Article, quotes: &Quotes, candidate: &mut Candidate) {
    let cue = candidate.cue.clone();
    let before_cue = |r: Range<usize>| match cue.contains(&r.end.wrapping_sub(1)) {
        true => r.start..cue.start.max(r.start),
        false => r,
    };
    let contents = std::mem::take(&mut candidate.content).into_iter();
    candidate.content = contents.map(|r| trim(article, quotes, before_cue(r))).collect();
    candidate.content.retain(|r| !r.is_empty());
    // A span that was extended to a quotation mark may overlap the next one.
    candidate.content.dedup_by(|next, last| {
        let meet = next.start < last.end;
        if meet {
            last.end = last.end.max(next.end);
        }
        meet
    });
}

/// Trims punctuation around a span of content and pairs its quotation marks.
#[inline(never)]
fn trim(article: &Article, quotes: &Quotes, content: Range<usize>) -> Range<usize> {
    let mut r = content;
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
    // A quotation mark right beside the span belongs to it.
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

/// Whether the content is quoted directly, indirectly or partly. A quotation that contains the cue too is not
/// the speaker's.
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
        // One or two words outside the marks ("that “…”") still count as direct.
        (i, o) if o <= 2 && i >= 10 * o => Quote::Direct,
        _ => Quote::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::quotations;

    /// Kind of the quote with this content; the first word is the source, the second the cue.
    fn kind(text: &str, content: Range<usize>) -> Quote {
        let article = Article::untagged(text);
        let candidate = Candidate::by_rule(1, 1..2, 0..1, vec![content]);
        quote_kind(&article, &quotations::find(&article), &candidate)
    }

    #[test]
    fn quotation_marks_decide_whether_a_content_is_direct() {
        assert_eq!(kind("Hale said “the dam leaked”.", 2..7), Quote::Direct);
        assert_eq!(kind("Hale said the dam “leaked badly”.", 2..8), Quote::Mixed);
        assert_eq!(kind("Hale said the dam leaked.", 2..5), Quote::Indirect);
    }

    #[test]
    fn trimmed_content_has_both_quotation_marks() {
        let article = Article::untagged("Hale said, “the dam leaked”.");
        assert_eq!(trim(&article, &quotations::find(&article), 2..7), 3..8);
    }
}
