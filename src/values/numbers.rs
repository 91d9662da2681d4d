//! Reads numbers in digits and in words: "1,200", "3.5 million", "twenty-five", "half a million", "dozens".
//!
//! Ordinals are included. Never decides what a number counts.

use crate::lexicon::{self, Flag};
use crate::tokens::TokenKind;
use crate::values::TokenView;
use crate::values::vocabulary::Term;

/// A number with the token after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    /// Its value.
    pub value: f64,
    /// The token after its last.
    pub end: usize,
    /// Whether it is written as digits only, like a year.
    pub plain: bool,
}

/// Maximum number of tokens of a number, which keeps matching linear.
const MAX_TOKENS: usize = 14;

/// Reads the number that starts at token `i`.
pub(crate) fn read(r: &TokenView, i: usize) -> Option<Number> {
    match r.kind(i)? {
        TokenKind::Number => {
            let value = digits(r.low(i))?;
            let plain = r.low(i).bytes().all(|b| b.is_ascii_digit());
            let number = scaled(r, Number { value, end: i + 1, plain });
            Some(half(r, number))
        }
        TokenKind::Word => words(r, i).map(|number| half(r, number)),
        _ => None,
    }
}

/// Parses "1,234.5", "1,7", "2½"; `None` for "10:30", "5th", "1.2.2020".
fn digits(word: &str) -> Option<f64> {
    let (word, extra) = match word.char_indices().next_back()? {
        (at, '½') => (&word[..at], 0.5),
        (at, '¼') => (&word[..at], 0.25),
        (at, '¾') => (&word[..at], 0.75),
        _ => (word, 0.0),
    };
    // A comma before three digits separates thousands; before any other number of digits it is a decimal
    // comma.
    let thousands =
        word.split(',').skip(1).all(|part| part.bytes().take_while(u8::is_ascii_digit).count() == 3);
    let normal = if thousands { word.replace(',', "") } else { word.replacen(',', ".", 1) };
    let value: f64 =
        normal.parse().ok().filter(|_| normal.bytes().all(|b| b.is_ascii_digit() || b == b'.'))?;
    Some(value + extra)
}

/// Multiplies by a following "million", "bn", "-million", "hundred thousand".
fn scaled(r: &TokenView, mut number: Number) -> Number {
    loop {
        let dash = usize::from(r.low(number.end) == "-" && r.glued(number.end) && r.glued(number.end + 1));
        let factor = match r.term(number.end + dash) {
            Some(Term::Scale(factor)) => factor,
            Some(Term::Hundred) => 100.0,
            _ => return number,
        };
        number.value *= factor;
        number.end += dash + 1;
        number.plain = false;
    }
}

/// Adds a following "and a half".
fn half(r: &TokenView, number: Number) -> Number {
    let at = number.end;
    let (and, a, half) = if r.low(at) == "-" { (at + 1, at + 3, at + 5) } else { (at, at + 1, at + 2) };
    if r.low(and) == "and" && r.low(a) == "a" && r.low(half) == "half" {
        return scaled(r, Number { value: number.value + 0.5, end: half + 1, plain: false });
    }
    number
}

/// Reads a number in words.
fn words(r: &TokenView, i: usize) -> Option<Number> {
    let (mut total, mut group) = (0.0, None::<f64>);
    let mut end = i;
    // "a hundred", "a dozen", "a million"; "half a million" and "half a dozen".
    if r.low(i) == "half" && r.is(i + 1, &["a", "-"]) {
        let Some(Term::Scale(factor)) = r.term(i + 2) else { return None };
        return Some(Number { value: factor / 2.0, end: i + 3, plain: false });
    }
    if r.has(i, Flag::IndefiniteArticle) {
        if !matches!(r.term(i + 1), Some(Term::Hundred | Term::Scale(_))) {
            return None;
        }
        group = Some(1.0);
        end += 1;
    }
    while end < i + MAX_TOKENS {
        let mut at = end;
        // "twenty-five", "two hundred and fifty": "-" and "and" belong to a number that continues.
        let joint = end > i
            && (r.low(at) == "-" && r.glued(at) && r.glued(at + 1)
                || r.low(at) == "and" && total + group.unwrap_or(0.0) >= 100.0);
        at += usize::from(joint);
        group = Some(match (r.term(at), group) {
            (Some(Term::Small(n)), None) => f64::from(n),
            (Some(Term::Small(n)), Some(g)) if n > 0 && n < 10 && g % 100.0 >= 20.0 && g % 10.0 == 0.0 => {
                g + f64::from(n)
            }
            (Some(Term::Small(n)), Some(g)) if g >= 100.0 && g % 100.0 == 0.0 => g + f64::from(n),
            (Some(Term::Tens(n)), None) => f64::from(n),
            (Some(Term::Tens(n)), Some(g)) if g >= 100.0 && g % 100.0 == 0.0 => g + f64::from(n),
            (Some(Term::Hundred), Some(g)) if g < 100.0 => g * 100.0,
            (Some(Term::Hundred), None) if end == i => 100.0,
            (Some(Term::Scale(factor)), Some(g)) => {
                total += g * factor;
                end = at + 1;
                group = None;
                continue;
            }
            _ => break,
        });
        end = at + 1;
    }
    (end > i && !(end == i + 1 && r.has(i, Flag::IndefiniteArticle))).then(|| Number {
        value: total + group.unwrap_or(0.0),
        end,
        plain: false,
    })
}

/// Matches "dozens", "hundreds of thousands", "tens of millions"; returns the token after it.
pub(crate) fn many(r: &TokenView, i: usize) -> Option<usize> {
    let is_many = |k| matches!(r.term(k), Some(Term::Many)) && !r.low(k).ends_with("ties");
    if !is_many(i) {
        return None;
    }
    Some(if r.low(i + 1) == "of" && is_many(i + 2) { i + 3 } else { i + 1 })
}

/// Reads an ordinal in digits ("21st") or words ("third", "twenty-first"); returns its number and the token
/// after it.
pub(crate) fn ordinal(r: &TokenView, i: usize) -> Option<(u32, usize)> {
    if r.kind(i)? == TokenKind::Number {
        let word = r.low(i);
        let cut = word.len().checked_sub(2)?;
        let (digits, tail) = (word.get(..cut)?, word.get(cut..)?);
        let n = digits.parse().ok()?;
        return is_ordinal_ending(tail).then_some((n, i + 1));
    }
    match r.term(i)? {
        Term::Ordinal(n) => Some((u32::from(n), i + 1)),
        Term::Tens(tens) if r.low(i + 1) == "-" => match r.term(i + 2)? {
            Term::Ordinal(n @ 1..=9) => Some((u32::from(tens) + u32::from(n), i + 3)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a word is a scale that can follow an amount of money without a space ("$3m", "£420k").
pub(crate) fn glued_scale(low: &str) -> bool {
    lexicon::has(low, Flag::ScaleLetter)
}

/// Whether these letters make an ordinal of the number before them.
pub(crate) fn is_ordinal_ending(tail: &str) -> bool {
    matches!(tail, "st" | "nd" | "rd" | "th")
}
