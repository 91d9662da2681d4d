//! Pairs quotation marks: straight, curly, single, angular, nested, unbalanced, and across paragraphs.
//!
//! One pass over the tokens, paragraph by paragraph. A quotation whose mark never closes ends with its
//! paragraph. If the next paragraph opens with a mark of the same family, the quotation continues there, as
//! newspapers print long quotations. Marks of another family inside an open quotation are part of it.
//!
//! Never decides whether a quotation is speech, a title or a scare quote; [`is_scare`] only checks whether it
//! is too short to be speech by itself.

use std::ops::Range;

use crate::article::Article;
use crate::tokens::TokenKind;
pub(crate) use crate::tokens::quotation_marks::is_mark;
use crate::tokens::quotation_marks::{Family, Side, mark};

/// A quotation, including its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The indices of its tokens, including the marks.
    pub tokens: Range<usize>,
    /// Whether it has a closing mark.
    pub closed: bool,
    /// Whether it continues a quotation that the preceding paragraph left open.
    pub continues: bool,
}

/// The position of a token relative to quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Place {
    /// Outside quotations.
    Outside,
    /// The opening mark.
    Open,
    /// Between the marks.
    Inside,
    /// The closing mark.
    Close,
}

/// The quotations of an article, in order, without overlaps.
#[derive(Clone, Debug, Default)]
pub struct Quotes {
    /// The quotations.
    pub quotes: Vec<Quoted>,
    /// For each token, the number of the quotation that contains it, counted from 1; 0 outside.
    of_token: Vec<u32>,
}

impl Quotes {
    /// The index of the quotation that contains token `i`.
    pub fn at(&self, i: usize) -> Option<usize> {
        self.of_token.get(i).and_then(|&q| (q as usize).checked_sub(1))
    }

    /// Whether some tokens are one quotation and nothing else; it may go on behind them.
    pub(crate) fn is_whole(&self, tokens: Range<usize>) -> bool {
        let quote = self.at(tokens.start).and_then(|q| self.quotes.get(q));
        quote.is_some_and(|quote| quote.tokens == tokens && tokens.len() >= SHORTEST)
    }

    /// The position of token `i` relative to its quotation.
    pub fn place(&self, i: usize) -> Place {
        let Some(quote) = self.at(i).and_then(|q| self.quotes.get(q)) else { return Place::Outside };
        if i == quote.tokens.start {
            Place::Open
        } else if quote.closed && i + 1 == quote.tokens.end {
            Place::Close
        } else {
            Place::Inside
        }
    }
}

/// Whether `word` can set off an apposition: a comma or a dash.
pub(crate) fn sets_off(word: &str) -> bool {
    word == "," || is_dash(word)
}

/// Whether `word` is a dash, or a hyphen used as one.
pub(crate) fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "–" | "—" | "―" | "--")
}

/// Minimum length of speech, in tokens including marks; shorter quotations are titles or scare quotes.
pub(crate) const SHORTEST: usize = 6;

/// Distance within which a single opening mark must find its partner, in tokens; otherwise it is an
/// apostrophe.
const SINGLE_REACH: usize = 60;

/// Finds the quotations of an article.
pub fn find(article: &Article) -> Quotes {
    let mut found = Quotes { quotes: Vec::new(), of_token: vec![0; article.tokens.len()] };
    let mut left_open: Option<Family> = None;
    let mut first = 0;
    while let Some(sentence) = article.sentences.get(first) {
        let last = article.sentences[first..].partition_point(|s| s.paragraph <= sentence.paragraph) + first;
        let tokens = sentence.tokens.start
            ..article.sentences.get(last.wrapping_sub(1)).map_or(sentence.tokens.end, |s| s.tokens.end);
        left_open = pair_paragraph(article, tokens, left_open, &mut found);
        first = last.max(first + 1);
    }
    found
}

/// Pairs the marks of one paragraph. Returns the family of the quotation still open at its end.
fn pair_paragraph(
    article: &Article,
    tokens: Range<usize>,
    mut left_open: Option<Family>,
    found: &mut Quotes,
) -> Option<Family> {
    let mut open: Option<(usize, Family, bool)> = None;
    let is_mark = |i: &usize| article.tokens.get(*i).is_some_and(|t| t.kind == TokenKind::Mark);
    for i in tokens.clone().filter(is_mark) {
        let Some((family, side)) = mark(article.word(i)) else { continue };
        let opener = open.map_or("", |(start, ..)| article.word(start));
        let side = match (article.word(i), side) {
            // „…“ and ‚…‘.
            ("“", _) if opener == "„" => Side::Closes,
            ("‘", _) if opener == "‚" => Side::Closes,
            // »…«.
            ("»" | "›", _) if open.is_none() && is_set_before(article, &tokens, i) => Side::Opens,
            ("«" | "‹", _) if matches!(opener, "»" | "›") => Side::Closes,
            (_, Side::Either) => {
                side_by_spacing(article, &tokens, i, open.is_some_and(|(_, f, _)| f == family))
            }
            (_, known) => known,
        };
        match open {
            None if side == Side::Opens
                && (family != Family::Single || has_single_partner(article, i, tokens.end)) =>
            {
                open = Some((i, family, i == tokens.start && left_open == Some(family)));
            }
            None => {}
            Some((start, f, continues)) if f == family => {
                if side == Side::Opens {
                    // A second opening mark ends the first quotation, which has no closing mark.
                    found.push(start..i, false, continues);
                    open = Some((i, family, false));
                } else if family != Family::Single
                    || can_close_single(article, i) && !is_possessive(article, i, tokens.end)
                {
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

/// Whether a mark stands before a word that it is attached to, and apart from the one before.
fn is_set_before(article: &Article, paragraph: &Range<usize>, i: usize) -> bool {
    let spaced = |i: usize| article.tokens.get(i).is_none_or(|token| token.spaced);
    (i == paragraph.start || spaced(i)) && i + 1 < paragraph.end && !spaced(i + 1)
}

/// The direction of a straight mark, by the white space around it.
fn side_by_spacing(article: &Article, paragraph: &Range<usize>, i: usize, is_open: bool) -> Side {
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

/// Whether the mark at `i` can close a single quotation: attached to the preceding token, and not an
/// apostrophe inside a word.
fn can_close_single(article: &Article, i: usize) -> bool {
    let is_attached = article.tokens.get(i).is_some_and(|t| !t.spaced);
    let next_word = article.tokens.get(i + 1).is_some_and(|t| !t.spaced)
        && article.word(i + 1).starts_with(char::is_alphanumeric);
    is_attached && !next_word
}

/// Whether the mark at `i` is the apostrophe of a plural inside a quotation that closes later: "'The workers|'| pay
/// is late,' she said".
fn is_possessive(article: &Article, i: usize, end: usize) -> bool {
    let word = |i: usize| article.word(i).starts_with(char::is_alphabetic);
    let plural = article.word(i.wrapping_sub(1)).ends_with('s') && word(i + 1);
    let closes = |&k: &usize| {
        let stop = matches!(article.word(k - 1), "." | "," | "!" | "?" | "…");
        stop && matches!(mark(article.word(k)), Some((Family::Single, _))) && can_close_single(article, k)
    };
    let single = |&k: &usize| matches!(mark(article.word(k)), Some((Family::Single, _)));
    plural && (i + 1..end.min(i + SINGLE_REACH)).find(single).filter(closes).is_some()
}

/// Whether a single opening mark at `i` has a partner within reach.
fn has_single_partner(article: &Article, i: usize, end: usize) -> bool {
    let is_attached = article.tokens.get(i + 1).is_some_and(|t| !t.spaced);
    is_attached
        && (i + 2..end.min(i + SINGLE_REACH)).any(|k| {
            let closes = matches!(mark(article.word(k)), Some((Family::Single, Side::Closes | Side::Either)));
            (closes || article.word(i) == "‚" && article.word(k) == "‘") && can_close_single(article, k)
        })
}

/// Whether a quotation is too short and too plain to be speech by itself: a title, a nickname, a scare quote.
/// Speech of that length ends in a punctuation mark ("No.", "Never!") or opens a sentence.
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
        let article = Article::read(text, &Resources::embedded().unwrap().parser);
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
    fn marks_of_every_family_are_paired() {
        for (text, expected) in [
            ("“No,” she said. “Never.”", &["“No,”", "“Never.”"][..]),
            ("\"No,\" she said. \"Never.\"", &["\"No,\"", "\"Never.\""]),
            ("''No,'' she said.", &["''No,''"]),
            ("He called it 'a farce' and left.", &["'a farce'"]),
            ("'The workers' pay is late,' she said.", &["'The workers' pay is late,'"]),
            ("The 'girls' went home, and 'boys' too.", &["'girls'", "'boys'"]),
            ("He called it ‘the people’s farce’ today.", &["‘the people’s farce’"]),
            ("«Non», dit-il.", &["«Non»"]),
            ("»Nein«, sagte sie. »Nie.«", &["»Nein«", "»Nie.«"]),
            ("„Nein“, sagte sie. „Nie.“", &["„Nein“", "„Nie.“"]),
            ("‚Nein‘, sagte sie.", &["‚Nein‘"]),
            ("「No」, she said.", &["「No」"]),
            ("“He said ‘no’ to me,” she said.", &["“He said ‘no’ to me,”"]),
            ("\"I heard 'stop' twice,\" she said.", &["\"I heard 'stop' twice,\""]),
            ("The workers' strike and the '90s and Trump's 'tis", &[]),
            ("He said:\"Fine.\"", &["\"Fine.\""]),
        ] {
            assert_eq!(quoted(text), expected, "{text:?}");
        }
    }

    #[test]
    fn unbalanced_quotation_ends_with_its_paragraph() {
        assert_eq!(quoted("“We are ready, he said."), ["“We are ready, he said.…"]);
        assert_eq!(quoted("“One, “two,” he said."), ["“One,…", "“two,”"]);
        assert_eq!(quoted("Ready,” he said."), Vec::<String>::new());
        assert_eq!(quoted("\""), ["\"…"]);
    }

    #[test]
    fn quotation_continues_in_the_next_paragraph() {
        assert_eq!(
            quoted("“We start now.\n\n“We end soon,” she said."),
            ["“We start now.…", "…“We end soon,”"]
        );
        assert_eq!(quoted("“We start now.\n\nIt rained. “No,” she said."), ["“We start now.…", "“No,”"]);
    }

    #[test]
    fn short_quotation_inside_a_sentence_is_a_scare_quote() {
        let text = "The “deep state” fell. “No,” he said. She spoke of “a long and hard winter ahead”.";
        let article = Article::read(text, &Resources::embedded().unwrap().parser);
        let scare: Vec<_> = find(&article).quotes.iter().map(|q| is_scare(&article, q)).collect();
        assert_eq!(scare, [true, false, false]);
    }
}
