//! Splits the tokens into paragraphs and sentences.
//!
//! A paragraph ends at a blank line, or at any line break in text that is not hard-wrapped. A sentence ends
//! at ".", "!", "?" or "…" with its closing quotes and brackets, unless the next words show that it continues
//! (a lower-case word, a speech verb after a quoted question, a name after "Gen."). Every token belongs to
//! exactly one sentence. Sentences never cross paragraphs.

use std::ops::Range;

use crate::lexicon::{self, Flag};
use crate::text::Span;
use crate::tokens::{self, Token, TokenKind};

/// One sentence, headline or list item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first token to its last.
    pub span: Span,
    /// Its tokens, as indices into the token list.
    pub tokens: Range<usize>,
    /// Number of its paragraph, from 0.
    pub paragraph: u32,
}

/// Splits the tokens of a text into sentences, in order.
pub fn split(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let wrapped = is_hard_wrapped(text);
    let mut sentences: Vec<Sentence> = Vec::with_capacity(tokens.len() / 20 + 1);
    let mut first = 0;
    for block in blocks(text, wrapped) {
        let end = tokens.partition_point(|t| (t.span.start as usize) < block.end);
        let paragraph = sentences.last().map_or(0, |last| last.paragraph + 1);
        let found = split_block(text, &tokens[first..end], wrapped);
        sentences.extend(found.into_iter().map(|s| Sentence {
            tokens: s.tokens.start + first..s.tokens.end + first,
            paragraph: s.paragraph + paragraph,
            ..s
        }));
        first = end;
    }
    sentences
}

/// Splits a text into blocks where a paragraph ends whatever the context: after every line, or after every
/// empty line in hard-wrapped text. Joined, the blocks are the text.
pub(crate) fn blocks(text: &str, wrapped: bool) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let mut end = start;
        for line in text[start..].split_inclusive('\n') {
            end += line.len();
            if !wrapped || line.chars().all(tokens::is_space) {
                break;
            }
        }
        let block = start..end;
        start = end;
        (!block.is_empty()).then_some(block)
    })
}

/// Splits the tokens of one block into sentences. Token indices are relative to the block.
#[inline(never)]
pub(crate) fn split_block(text: &str, tokens: &[Token], wrapped: bool) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut paragraph = 0;
    let mut first = 0;
    let mut push = |range: Range<usize>, paragraph| {
        let span = Span::new(tokens[range.start].span.start, tokens[range.end - 1].span.end);
        sentences.push(Sentence { span, tokens: range, paragraph });
    };
    for i in 1..=tokens.len() {
        if i == tokens.len() {
            push(first..i, paragraph);
        } else if breaks_paragraph(text, tokens, i, wrapped) {
            push(first..i, paragraph);
            first = i;
            paragraph += 1;
        } else if ends_sentence(text, tokens, first, i) {
            push(first..i, paragraph);
            first = i;
        }
    }
    sentences
}

fn is_blank(line: &str) -> bool {
    line.chars().all(char::is_whitespace)
}

/// Whether single line breaks only limit the line length: many of them fall in mid-sentence.
#[inline(never)]
pub(crate) fn is_hard_wrapped(text: &str) -> bool {
    // Rarer line breaks count only in text without "\n".
    match text.contains('\n') {
        true => are_wrapped(text.split('\n')),
        false => are_wrapped(text.split(['\r', '\u{2028}', '\u{2029}', '\u{85}'])),
    }
}

/// Whether at least a quarter of the breaks between these lines fall in mid-sentence.
fn are_wrapped<'t>(lines: impl Iterator<Item = &'t str>) -> bool {
    let (mut breaks, mut inside) = (0u32, 0u32);
    let mut before = "";
    for line in lines {
        // Most lines are paragraphs separated by empty lines.
        if !is_blank(line) && !is_blank(before) {
            let (before, line) = (before.trim(), line.trim());
            breaks += 1;
            let continues = line.starts_with(char::is_lowercase) || before.ends_with([',', '-', '–']);
            inside += u32::from(continues && before.len() >= 30);
        }
        before = line;
    }
    breaks >= 2 && inside * 4 >= breaks
}

/// Whether a paragraph ends between tokens `i - 1` and `i`.
#[inline(never)]
fn breaks_paragraph(text: &str, tokens: &[Token], i: usize, wrapped: bool) -> bool {
    if !tokens[i].spaced {
        return false;
    }
    let gap = Span::new(tokens[i - 1].span.end, tokens[i].span.start).of(text);
    let breaks = count_breaks(gap);
    if breaks == 0 {
        return false;
    }
    if breaks > 1 || !wrapped {
        return true;
    }
    // In hard-wrapped text a single break ends a paragraph only before a list item.
    let rest = &text[tokens[i].span.start as usize..];
    rest.starts_with(['•', '*', '·', '▪', '–', '—']) || rest.starts_with("- ")
}

/// Counts line breaks in white space; "\r\n" is one.
fn count_breaks(gap: &str) -> usize {
    let all = gap.chars().filter(|c| matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}')).count();
    all - gap.matches("\r\n").count()
}

/// Whether a sentence that started at token `first` ends between tokens `i - 1` and `i`.
#[inline(never)]
fn ends_sentence(text: &str, tokens: &[Token], first: usize, i: usize) -> bool {
    let word = |k: usize| tokens[k].span.of(text);
    // Step back over closing quotes and brackets attached to the stop.
    let mut stop = i - 1;
    // The limit keeps a page of nothing but quotation marks linear.
    let mut note_tokens = 0;
    for _ in 0..12 {
        if let Some(start) = note_start(text, tokens, first + 1, stop) {
            note_tokens += stop + 1 - start;
            stop = start - 1;
        } else if stop > first && !tokens[stop].spaced && is_closer(word(stop)) {
            stop -= 1;
        } else {
            break;
        }
    }
    let closers = i - 1 - stop - note_tokens;
    let mark = word(stop);
    if !tokens[i].spaced {
        // "…end.”She went": a capital directly after a stop and a closing quote.
        return closers > 0 && is_stop(mark) && word(i).starts_with(char::is_uppercase);
    }
    let next = word(i);
    let next_word = (i..tokens.len().min(i + 3)).map(word).find(|w| !is_opener(w)).unwrap_or("");
    // "iPhone" and "eBay" may open a sentence.
    let brand = next_word.chars().skip(1).take(2).any(char::is_uppercase);
    let starts_low = next_word.starts_with(char::is_lowercase) && !brand;
    if is_stop(mark) {
        let exclaims = mark.starts_with(['!', '?']);
        let trails_off = mark.starts_with('…') || mark.starts_with("..");
        // A note number ("[17]") belongs to the sentence before it.
        if starts_low || note_start(text, tokens, i, i + 2).is_some() {
            return false;
        }
        if (exclaims || trails_off) && closers > 0 && speech_follows(text, tokens, i) {
            return false;
        }
        return !trails_off || closers > 0 || next_word.starts_with(char::is_uppercase) || is_opener(next);
    }
    // The full stop of an abbreviation may also end the sentence.
    if mark.len() > 1 && mark.ends_with('.') && !lexicon::leads_on(mark) {
        let upper = next_word.starts_with(char::is_uppercase);
        let initial = mark.chars().filter(|c| c.is_alphabetic()).count() == 1;
        return upper
            && (lexicon::opens_sentence(next_word)
                || mark == "etc."
                || (!initial && closers > 0 && is_opener(next)));
    }
    false
}

/// Returns the first token of a note number ("[17]") that ends at token `end`, if it is `first` or later.
fn note_start(text: &str, tokens: &[Token], first: usize, end: usize) -> Option<usize> {
    let start = end.checked_sub(2).filter(|&start| start >= first)?;
    let [open, number, close] = tokens.get(start..=end)? else { return None };
    let is = |token: &Token, mark| token.span.of(text) == mark;
    (is(open, "[") && number.kind == TokenKind::Number && is(close, "]")).then_some(start)
}

fn is_stop(mark: &str) -> bool {
    matches!(mark, "." | "…" | "。" | "！" | "？" | "।" | "؟" | "۔")
        || mark.starts_with(['!', '?'])
        || mark.starts_with("..")
}

fn is_closer(mark: &str) -> bool {
    matches!(mark, "\"" | "”" | "'" | "’" | "''" | "»" | "›" | ")" | "]" | "}" | "*" | "**")
}

fn is_opener(mark: &str) -> bool {
    matches!(mark, "\"" | "“" | "'" | "‘" | "``" | "«" | "‹" | "(" | "[" | "{" | "„" | "—" | "–" | "-" | "--")
}

/// Whether "Smith said" or "said Smith" follows, so that a quoted question continues with its cue.
fn speech_follows(text: &str, tokens: &[Token], i: usize) -> bool {
    let window = &tokens[i..tokens.len().min(i + 4)];
    let mut words = window.iter().map(|t| t.span.of(text)).take_while(|w| !is_stop(w) && !is_opener(w));
    words.any(|w| lexicon::has(w, Flag::SpeechAfterQuote))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokenize;

    fn check(text: &str, expected: &[&str]) {
        let tokens = tokenize(text);
        let found = split(text, &tokens);
        assert_eq!(found.iter().map(|s| s.span.of(text)).collect::<Vec<_>>(), expected, "{text:?}");
    }

    #[test]
    fn abbreviations_quotes_and_notes_do_not_end_sentences() {
        check(
            "He met Gen. Smith in the U.S. The talks failed.",
            &["He met Gen. Smith in the U.S.", "The talks failed."],
        );
        check("“No.” She left. “Why?” he asked.", &["“No.”", "She left.", "“Why?” he asked."]);
        check(
            "“Why now?” Marta Silva asked. Nobody knew.",
            &["“Why now?” Marta Silva asked.", "Nobody knew."],
        );
        check("The U.S. Senate met. J. D. Ray spoke.", &["The U.S. Senate met.", "J. D. Ray spoke."]);
        check(
            "At 5 p.m. the court rose. It was 3.5 degrees.",
            &["At 5 p.m. the court rose.", "It was 3.5 degrees."],
        );
        check(
            "It sank. [17] Nobody knew. [18][19] We left.",
            &["It sank. [17]", "Nobody knew. [18][19]", "We left."],
        );
        check(
            "He chose plan B. The vote came. iPhones sold.",
            &["He chose plan B.", "The vote came.", "iPhones sold."],
        );
        check("(It rained.) We left.", &["(It rained.)", "We left."]);
        check("", &[]);
    }

    #[test]
    fn paragraphs_end_at_breaks_unless_lines_are_wrapped() {
        check("A headline\n\nFirst line.\nSecond line", &["A headline", "First line.", "Second line"]);
        check(
            "The minister said on Friday that the\nbudget would be passed before the end\nof the year, and that it would be\nfair.",
            &[
                "The minister said on Friday that the\nbudget would be passed before the end\nof the year, and that it would be\nfair.",
            ],
        );
        check("One\r\nTwo", &["One", "Two"]);
    }
}
