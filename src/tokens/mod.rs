//! Splits text into tokens as English treebanks do: words, clitics ("'s", "n't"), numbers, punctuation.
//!
//! Follows the Penn Treebank conventions as applied in Universal Dependencies EWT and GUM: words are cut at
//! hyphens, clitics are tokens of their own, abbreviations and initials keep their full stop ("U.S.", "Mr.",
//! "J.D."). Every character that is not white space belongs to exactly one token. Never changes the text and
//! never decides where a sentence ends.

pub(crate) mod quotation_marks;
pub(crate) mod shape;
pub(crate) mod words;

use crate::lexicon::{self, Flag};
use crate::text::Span;

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its place in the text.
    pub span: Span,
    /// Its class by appearance.
    pub kind: TokenKind,
    /// Whether white space or the start of the text precedes it.
    pub spaced: bool,
}

/// The class of a token by its appearance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, possibly with digits, full stops or an apostrophe inside.
    Word,
    /// Starts with a digit.
    Number,
    /// A URL, mail address, handle or hashtag.
    Link,
    /// Anything else: punctuation, symbols, emoji.
    Mark,
}

/// Splits `text` into tokens, in order.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5 + 1);
    let mut at = 0;
    let mut spaced = true;
    while let Some(c) = text[at..].chars().next() {
        if is_space(c) {
            at += c.len_utf8();
            spaced = true;
            continue;
        }
        let rest = &text[at..];
        let (len, kind) = match link_len(rest, spaced || !ends_in_word(text, at)) {
            Some(len) => (len, TokenKind::Link),
            None if c.is_ascii_digit() => (number_len(rest), TokenKind::Number),
            None if is_word(c) => (word_len(rest), TokenKind::Word),
            None => (mark_len(rest), TokenKind::Mark),
        };
        let mut push = |from: usize, to: usize, kind, spaced| {
            tokens.push(Token { span: Span::new(from as u32, to as u32), kind, spaced });
        };
        match kind {
            TokenKind::Word => {
                let cut = clitic_cut(&rest[..len]);
                push(at, at + cut, kind, spaced);
                if cut < len {
                    push(at + cut, at + len, kind, false);
                }
            }
            _ => push(at, at + len, kind, spaced),
        }
        at += len;
        spaced = false;
    }
    tokens
}

/// Whether a character is white space or an invisible character treated as white space.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{00AD}')
}

/// Whether a character is part of a word: letters and digits of every script, combining marks, joiners.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    match c as u32 {
        0x200C | 0x200D => true,
        0x2000..=0x20CF | 0x2100..=0x2BFF | 0x2E00..=0x2E7F | 0x3000..=0x3004 | 0x3008..=0x3020 => false,
        0xE000..=0xF8FF | 0xFE00..=0xFE6F | 0xFF01..=0xFF0F | 0xFF1A..=0xFF20 | 0xFF3B..=0xFF40 => false,
        0xFF5B..=0xFF65 | 0xFFE0..=0xFFFF => false,
        0x1F000..=0x1FAFF | 0xE0000..=0x10FFFF => false,
        0x037E | 0x0387 | 0x055A..=0x055F | 0x0589 | 0x05BE | 0x05C0 | 0x05C3 | 0x05F3 | 0x05F4 => false,
        0x060C | 0x061B | 0x061F | 0x066A..=0x066D | 0x06D4 | 0x0964 | 0x0965 | 0x0970 => false,
        code => code >= 0x300 || c.is_alphanumeric(),
    }
}

fn ends_in_word(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_some_and(is_word)
}

/// Returns the length in bytes of the leading characters that satisfy `keep`.
fn run_len(s: &str, keep: impl Fn(char) -> bool) -> usize {
    s.find(|c| !keep(c)).unwrap_or(s.len())
}

/// Maximum length in bytes of a mail address or host name.
const MAX_HOST: usize = 320;

/// Returns the length in bytes of a URL, mail address, handle or hashtag at the start of `s`. `fresh` is true
/// if no word character precedes `s`.
#[inline(never)]
fn link_len(s: &str, fresh: bool) -> Option<usize> {
    if !fresh {
        return None;
    }
    let first = s.as_bytes()[0];
    if first == b'@' || first == b'#' {
        let len = 1 + run_len(&s[1..], |c| is_word(c) || c == '_');
        return (len > 1).then_some(len);
    }
    if !first.is_ascii_alphanumeric() {
        return None;
    }
    // Addresses are rare: search only the ASCII characters that start here, up to a limit, so that a long
    // chain of words joined by slashes takes linear time.
    let part =
        |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+' | b'@' | b':' | b'/');
    let run = s.bytes().take(MAX_HOST).take_while(part).count();
    let head = &s[..run];
    let starts = ["http://", "https://", "www.", "ftp://", "mailto:"];
    if starts.iter().any(|p| head.get(..p.len()).is_some_and(|h| h.eq_ignore_ascii_case(p))) {
        let len = run_len(s, |c| !is_space(c) && !matches!(c, '<' | '>' | '"' | '“' | '”' | '’' | ')' | ']'));
        return Some(len - trailing_punctuation(&s[..len]));
    }
    if let Some(at) = head.find('@').filter(|&at| at > 0) {
        let host = &head[at + 1..];
        if host.contains('.') && !host.contains(['@', '/', ':']) && !head[..at].contains(['/', ':']) {
            return Some(head.len() - trailing_punctuation(head));
        }
    }
    // A bare domain with a well-known ending: "example.org", "site.co.uk/page".
    let host = &head[..run_len(head, |c| c.is_ascii_alphanumeric() || c == '.' || c == '-')];
    let host = host.trim_end_matches(['.', '-']);
    let (name, top) = host.rsplit_once('.')?;
    let known = lexicon::has(top, Flag::WebDomain);
    (known && name.len() > 1 && name.bytes().any(|b| b.is_ascii_alphabetic())).then(|| {
        let path = &s[host.len()..];
        let path =
            if path.starts_with('/') { run_len(path, |c| !is_space(c) && c.is_ascii_graphic()) } else { 0 };
        host.len() + path - trailing_punctuation(&s[..host.len() + path])
    })
}

/// Returns the length in bytes of sentence punctuation at the end of an address.
fn trailing_punctuation(s: &str) -> usize {
    s.len() - s.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']).len()
}

/// Returns the length of a number with inner punctuation ("1,234.5", "10:30", "1990s", "5th"), without an
/// attached unit ("3.5|bn").
#[inline(never)]
fn number_len(s: &str) -> usize {
    let bytes = s.as_bytes();
    let mut len = run_len(s, |c| c.is_ascii_digit());
    while len + 1 < s.len() && matches!(bytes[len], b'.' | b',' | b':') && bytes[len + 1].is_ascii_digit() {
        len += 1 + run_len(&s[len + 1..], |c| c.is_ascii_digit());
    }
    // "1930's", "80's": a decade with the older apostrophe.
    if matches!(len, 2 | 4) && bytes.get(len - 1) == Some(&b'0') {
        let mark = s[len..].chars().next().filter(|c| is_apostrophe(*c)).map_or(0, char::len_utf8);
        if mark > 0 && s[len + mark..].starts_with('s') && run_len(&s[len + mark..], is_word) == 1 {
            return len + mark + 1;
        }
    }
    // "8a.m."
    let clock = ["a.m", "p.m", "A.M", "P.M"].iter().any(|half| s[len..].starts_with(half));
    if clock {
        return len;
    }
    let tail = run_len(&s[len..], is_word);
    let unit = s[len..len + tail].to_ascii_lowercase();
    if tail > 0 && !lexicon::has(&unit, Flag::GluedUnit) { len + tail } else { len }
}

/// Returns the length of a word: letters and digits, apostrophes between letters, full stops of an
/// abbreviation.
#[inline(never)]
fn word_len(s: &str) -> usize {
    let mut len = run_len(s, is_word);
    // "U.S.", "a.m.", "J.D.": single letters, each followed by a full stop.
    let mut dotted = 0;
    let mut at = 0;
    while dotted < 16 {
        let letter = run_len(&s[at..], is_word);
        if letter == 0 || s[at..at + letter].chars().count() != 1 || !s[at + letter..].starts_with('.') {
            break;
        }
        at += letter + 1;
        dotted += 1;
    }
    if dotted >= 2 && run_len(&s[at..], is_word) == 0 {
        return at;
    }
    // An initial ("John F. Kennedy") or a known abbreviation ("Mr.", "Inc.") keeps its full stop.
    if s[len..].starts_with('.') && !s[len + 1..].starts_with('.') {
        let word = &s[..len];
        let initial = word.len() == 1 && word != "I" && word.as_bytes()[0].is_ascii_uppercase() && {
            let next = s[2..].trim_start_matches([' ', '\u{A0}']);
            next.starts_with(char::is_uppercase)
        };
        // "No." and "pop." are abbreviations only before a number.
        let plain_word = lexicon::has(word, Flag::NumberAbbreviation)
            && !s[len + 1..].trim_start_matches([' ', '\u{A0}']).starts_with(|c: char| c.is_ascii_digit());
        if initial || (lexicon::is_abbreviation(word) && !plain_word) {
            return len + 1;
        }
    }
    // "O'Brien", "o'clock", "don’t", "Trump's"; repeatedly for "Ma'a'lul".
    while let Some(mark) = s[len..].chars().next().filter(|c| is_apostrophe(*c)) {
        let inner = run_len(&s[len + mark.len_utf8()..], is_word);
        if inner == 0 {
            break;
        }
        len += mark.len_utf8() + inner;
    }
    // "AT&T", "R&D": an ampersand between capitals.
    if s[len..].starts_with('&') && s[..len].bytes().all(|b| b.is_ascii_uppercase()) {
        let inner = run_len(&s[len + 1..], |c| c.is_ascii_uppercase());
        if inner > 0 && run_len(&s[len + 1..], is_word) == inner {
            len += 1 + inner;
        }
    }
    len
}

/// Whether a character is a straight or typographic apostrophe.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇')
}

/// Returns the byte at which a word's clitic starts ("Trump|'s", "do|n't", "they|'re"), or its length without
/// one.
#[inline(never)]
fn clitic_cut(word: &str) -> usize {
    if word.eq_ignore_ascii_case("cannot") {
        return 3;
    }
    let Some((at, mark)) = word.char_indices().rev().find(|&(_, c)| is_apostrophe(c)) else {
        return word.len();
    };
    let tail = &word[at + mark.len_utf8()..];
    if tail.eq_ignore_ascii_case("t") && at > 1 && word[..at].ends_with(['n', 'N']) {
        return at - 1;
    }
    let clitic = ["s", "re", "ve", "ll", "d", "m"].iter().any(|c| tail.eq_ignore_ascii_case(c));
    if clitic && at > 0 { at } else { word.len() }
}

/// Returns the length of a punctuation mark or symbol. Repeated marks such as "..." and "--" and doubled
/// quotes form one token.
#[inline(never)]
fn mark_len(s: &str) -> usize {
    let c = s.chars().next().unwrap_or(' ');
    match c {
        '.' | '-' | '*' | '_' | '=' | '!' | '?' => run_len(s, |d| d == c),
        '`' | '\'' if s[1..].starts_with(c) => 2,
        _ => c.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        tokenize(text).iter().map(|t| t.span.of(text)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn tokens_follow_treebank_conventions() {
        for (text, expected) in [
            ("Mr. Smith, of the U.S., said: “No.”", "Mr.|Smith|,|of|the|U.S.|,|said|:|“|No|.|”"),
            ("J.D. Vance's $3.5bn plan", "J.D.|Vance|'s|$|3.5|bn|plan"),
            ("Trump’s team don't; they’re", "Trump|’s|team|do|n't|;|they|’re"),
            ("Jean-Noël Barrot, U.S.-led", "Jean|-|Noël|Barrot|,|U.S.|-|led"),
            ("the 1990s, 10:30 a.m. and 5pm", "the|1990s|,|10:30|a.m.|and|5|pm"),
            ("John F. Kennedy met John F.", "John|F.|Kennedy|met|John|F|."),
            ("Wait... 1,234.5% (AT&T)", "Wait|...|1,234.5|%|(|AT&T|)"),
            ("see https://example.org/a?b=1, or a@b.co.", "see|https://example.org/a?b=1|,|or|a@b.co|."),
            ("the workers' strike 'ends'", "the|workers|'|strike|'|ends|'"),
            ("@user #tag O'Brien o’clock", "@user|#tag|O'Brien|o’clock"),
            ("Plan B. We went", "Plan|B.|We|went"),
        ] {
            assert_eq!(words(text), expected, "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_visible_character_is_in_exactly_one_token(text in "\\PC{0,60}|[a-zA-Z0-9 .,'’&@:/\\-\n]{0,80}") {
            let tokens = tokenize(&text);
            let mut at = 0;
            for t in &tokens {
                let (start, end) = (t.span.start as usize, t.span.end as usize);
                assert!(start < end && start >= at);
                assert!(text[at..start].chars().all(is_space));
                at = end;
            }
            assert!(text[at..].chars().all(is_space));
        }
    }
}
