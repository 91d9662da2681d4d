//! Pairs quotation marks: straight, curly, single, angular, nested, unbalanced, running over paragraphs.
//!
//! Works paragraph by paragraph on tokens, in one pass. An opening mark that never closes lasts to the end of
//! its paragraph; when the next paragraph opens with a mark of the same family, the quote goes on there, as
//! newspapers print long quotes. Marks inside an open quote of another family are part of it. Nothing here
//! decides whether a quote is speech, a title or a word held at arm's length; [`is_scare`] only says that it is
//! too short to be speech by itself.

use std::ops::Range;

use crate::article::Article;
use crate::tokens::TokenKind;

/// A stretch between quotation marks, marks included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// Its tokens, as indices into the article's tokens, with the marks.
    pub tokens: Range<usize>,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// Whether it goes on from a quote that the paragraph before left open.
    pub continues: bool,
}

/// What a token is to the quotation marks around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Place {
    /// Not in a quote.
    Outside,
    /// The opening mark.
    Open,
    /// Between the marks.
    SpanIndex,
    /// The closing mark.
    Close,
}

/// The quotes of an article, in order, without overlaps, and what each token is to them.
#[derive(Clone, Debug, Default)]
pub struct Quotes {
    /// The quotes.
    pub quotes: Vec<Quoted>,
    /// For each token, the quote it stands in, counted from 1; 0 outside.
    of_token: Vec<u32>,
}

impl Quotes {
    /// The index of the quote that holds token `i`.
    pub fn at(&self, i: usize) -> Option<usize> {
        self.of_token.get(i).and_then(|&q| (q as usize).checked_sub(1))
    }

    /// What token `i` is to the quote around it.
    pub fn place(&self, i: usize) -> Place {
        let Some(quote) = self.at(i).and_then(|q| self.quotes.get(q)) else { return Place::Outside };
        if i == quote.tokens.start {
            Place::Open
        } else if quote.closed && i + 1 == quote.tokens.end {
            Place::Close
        } else {
            Place::SpanIndex
        }
    }
}

/// Marks that pair with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Angle,
}

/// Which way a mark faces by its own form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    Either,
}

fn mark(word: &str) -> Option<(Family, Side)> {
    // Most words are no marks by their first byte.
    if !matches!(word.as_bytes().first(), Some(b'"' | b'\'' | b'`' | 0xC2..)) {
        return None;
    }
    Some(match word {
        "“" | "„" | "‟" | "``" => (Family::Double, Side::Opens),
        "”" => (Family::Double, Side::Closes),
        "\"" | "''" | "＂" | "″" => (Family::Double, Side::Either),
        "‘" | "‚" | "‛" => (Family::Single, Side::Opens),
        "’" => (Family::Single, Side::Closes),
        "'" => (Family::Single, Side::Either),
        "«" | "‹" => (Family::Angle, Side::Opens),
        "»" | "›" => (Family::Angle, Side::Closes),
        _ => return None,
    })
}

/// Whether `word` is a quotation mark or an apostrophe standing alone.
pub(crate) fn is_mark(word: &str) -> bool {
    mark(word).is_some()
}

/// Whether `word` sets an apposition off: a comma or a dash.
pub(crate) fn sets_off(word: &str) -> bool {
    word == "," || is_dash(word)
}

/// Whether `word` is a dash, or a hyphen that may stand for one.
pub(crate) fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "–" | "—" | "―" | "--")
}

/// A quote of fewer tokens, marks included, is a title or a word held at arm's length rather than speech.
pub(crate) const SHORTEST: usize = 6;

/// How far ahead a single mark looks for its partner before it is taken for an apostrophe.
const SINGLE_REACH: usize = 60;

/// Finds the quotes of an article.
pub fn find(article: &Article) -> Quotes {
    let mut found = Quotes { quotes: Vec::new(), of_token: vec![0; article.tokens.len()] };
    let mut left_open: Option<Family> = None;
    let mut first = 0;
    while let Some(sentence) = article.sentences.get(first) {
        let last = article.sentences[first..].partition_point(|s| s.paragraph <= sentence.paragraph) + first;
        let tokens = sentence.tokens.start
            ..article.sentences.get(last.wrapping_sub(1)).map_or(sentence.tokens.end, |s| s.tokens.end);
        left_open = pair(article, tokens, left_open, &mut found);
        first = last.max(first + 1);
    }
    found
}

/// Pairs the marks of one paragraph; the family of a quote that is still open at its end.
fn pair(
    article: &Article,
    tokens: Range<usize>,
    mut left_open: Option<Family>,
    found: &mut Quotes,
) -> Option<Family> {
    let mut open: Option<(usize, Family, bool)> = None;
    let is_mark = |i: &usize| article.tokens.get(*i).is_some_and(|t| t.kind == TokenKind::Mark);
    for i in tokens.clone().filter(is_mark) {
        let Some((family, side)) = mark(article.word(i)) else { continue };
        let side = match side {
            Side::Either => facing(article, &tokens, i, open.is_some_and(|(_, f, _)| f == family)),
            known => known,
        };
        match open {
            None if side == Side::Opens
                && (family != Family::Single || single_closes(article, i, tokens.end)) =>
            {
                open = Some((i, family, i == tokens.start && left_open == Some(family)));
            }
            None => {}
            Some((start, f, continues)) if f == family => {
                if side == Side::Opens {
                    // A second opening mark: the first one never closed before it.
                    found.push(start..i, false, continues);
                    open = Some((i, family, false));
                } else if family != Family::Single || closes_single(article, i) {
                    found.push(start..i + 1, true, continues);
                    open = None;
                }
            }
            Some(_) => {}
        }
        left_open = None;
    }
    let (start, family, continues) = open?;
    found.push(start..tokens.end, false, continues);
    Some(family)
}

impl Quotes {
    fn push(&mut self, tokens: Range<usize>, closed: bool, continues: bool) {
        let number = self.quotes.len() as u32 + 1;
        if let Some(places) = self.of_token.get_mut(tokens.clone()) {
            places.fill(number);
        }
        self.quotes.push(Quoted { tokens, closed, continues });
    }
}

/// Which way a straight mark faces, by the white space around it.
fn facing(article: &Article, paragraph: &Range<usize>, i: usize, is_open: bool) -> Side {
    let spaced_before = i == paragraph.start || article.tokens.get(i).is_none_or(|t| t.spaced);
    let spaced_after = i + 1 >= paragraph.end || article.tokens.get(i + 1).is_none_or(|t| t.spaced);
    let after_opener = i > paragraph.start
        && (matches!(article.word(i - 1), "(" | "[" | "{" | ":" | "“" | "‘" | "\"")
            || is_dash(article.word(i - 1)));
    match (spaced_before, spaced_after) {
        (true, false) => Side::Opens,
        (false, true) => Side::Closes,
        (false, false) if after_opener && !is_open => Side::Opens,
        _ if is_open => Side::Closes,
        _ => Side::Opens,
    }
}

/// Whether the mark at `i` can close a single quote: glued to what it ends, and no apostrophe inside a word.
fn closes_single(article: &Article, i: usize) -> bool {
    let glued = article.tokens.get(i).is_some_and(|t| !t.spaced);
    let next_word = article.tokens.get(i + 1).is_some_and(|t| !t.spaced)
        && article.word(i + 1).starts_with(char::is_alphanumeric);
    glued && !next_word
}

/// Whether a single mark that opens at `i` finds its partner near by.
fn single_closes(article: &Article, i: usize, end: usize) -> bool {
    let glued = article.tokens.get(i + 1).is_some_and(|t| !t.spaced);
    glued
        && (i + 2..end.min(i + SINGLE_REACH)).any(|k| {
            matches!(mark(article.word(k)), Some((Family::Single, Side::Closes | Side::Either)))
                && closes_single(article, k)
        })
}

/// Whether a quote is too short and too plain to be speech by itself: a title, a nickname, a word held at arm's
/// length. Speech of that length ends in a mark of its own ("No.", "Never!") or stands at the start of a sentence.
pub(crate) fn is_scare(article: &Article, quote: &Quoted) -> bool {
    let inner = quote.tokens.start + 1..quote.tokens.end.saturating_sub(usize::from(quote.closed));
    let words = inner.clone().filter(|&i| article.word(i).starts_with(char::is_alphanumeric)).count();
    let last = inner.end.checked_sub(1).map_or("", |i| article.word(i));
    let opens_sentence = article
        .sentences
        .get(article.sentence_of(quote.tokens.start))
        .is_some_and(|s| s.tokens.start == quote.tokens.start);
    words <= 3 && !opens_sentence && !matches!(last, "." | "," | "!" | "?" | "…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;

    fn quoted(text: &str) -> Vec<String> {
        let article = Article::read(text, &Resources::embedded().unwrap().pos);
        find(&article)
            .quotes
            .iter()
            .map(|q| {
                let words = article.span(q.tokens.clone()).of(text);
                let open = if q.closed { "" } else { "…" };
                let before = if q.continues { "…" } else { "" };
                format!("{before}{words}{open}")
            })
            .collect()
    }

    #[test]
    fn marks_of_every_kind_pair() {
        for (text, expected) in [
            ("“No,” she said. “Never.”", &["“No,”", "“Never.”"][..]),
            ("\"No,\" she said. \"Never.\"", &["\"No,\"", "\"Never.\""]),
            ("''No,'' she said.", &["''No,''"]),
            ("He called it 'a farce' and left.", &["'a farce'"]),
            ("He called it ‘the people’s farce’ today.", &["‘the people’s farce’"]),
            ("«Non», dit-il.", &["«Non»"]),
            ("“He said ‘no’ to me,” she said.", &["“He said ‘no’ to me,”"]),
            ("\"I heard 'stop' twice,\" she said.", &["\"I heard 'stop' twice,\""]),
            ("The workers' strike and the '90s and Trump's 'tis", &[]),
            ("He said:\"Fine.\"", &["\"Fine.\""]),
        ] {
            assert_eq!(quoted(text), expected, "{text:?}");
        }
    }

    #[test]
    fn unbalanced_marks_lose_nothing() {
        assert_eq!(quoted("“We are ready, he said."), ["“We are ready, he said.…"]);
        assert_eq!(quoted("“One, “two,” he said."), ["“One,…", "“two,”"]);
        assert_eq!(quoted("Ready,” he said."), Vec::<String>::new());
        assert_eq!(quoted("\""), ["\"…"]);
    }

    #[test]
    fn a_quote_runs_over_paragraphs() {
        assert_eq!(
            quoted("“We start now.\n\n“We end soon,” she said."),
            ["“We start now.…", "…“We end soon,”"]
        );
        assert_eq!(quoted("“We start now.\n\nIt rained. “No,” she said."), ["“We start now.…", "“No,”"]);
    }

    #[test]
    fn a_word_held_at_arms_length_is_no_speech() {
        let text = "The “deep state” fell. “No,” he said. She spoke of “a long and hard winter ahead”.";
        let article = Article::read(text, &Resources::embedded().unwrap().pos);
        let scare: Vec<_> = find(&article).quotes.iter().map(|q| is_scare(&article, q)).collect();
        assert_eq!(scare, [true, false, false]);
    }
}
