//! Amounts: money, percentages, measured quantities, ordinals and plain numbers.
//!
//! Forms: "$3.5bn", "US$ 2.7 million", "€5-10 million", "Rs 500 crore", "ZAR1,7 million", "billions of
//! dollars", "50 pounds", "30 percent", "80 km", "two tonnes", "third", "1,200". Never converts currencies.

use crate::document::ValueKind;
use crate::lexicon::{self, Flag};
use crate::tokens::TokenKind;
use crate::values::numbers::{self, Number};
use crate::values::vocabulary::{self, Period, Term};
use crate::values::{FoundValue, TokenView};

/// Matches an amount of money at token `i`.
pub(crate) fn money(r: &TokenView, i: usize) -> Option<FoundValue> {
    let end = with_sign(r, i).or_else(|| with_joined_code(r, i)).or_else(|| with_currency_word(r, i))?;
    Some(FoundValue::new(i..end, ValueKind::Money, "an amount of money"))
}

/// Matches "$5", "US$ 4.2 billion", "Rs 500", "USD 10 million"; returns the token after it.
fn with_sign(r: &TokenView, i: usize) -> Option<usize> {
    let sign = |k: usize| r.is_currency_sign(k);
    let at = if sign(i) {
        i + 1
    } else if r.kind(i)? == TokenKind::Word && r.word(i).len() <= 4 && r.capital(i) {
        if sign(i + 1) && (r.glued(i + 1) || r.is(i, &["us", "u.s."])) {
            i + 2
        } else if vocabulary::is_currency_code(r.word(i)) {
            // "COP 15" is a conference.
            if r.low(i) == "cop" && r.low(i + 1).len() < 3 {
                return None;
            }
            i + 1 + usize::from(r.low(i + 1) == "." && r.glued(i + 1))
        } else {
            return None;
        }
    } else {
        return None;
    };
    let end = scaled_number(r, at)?;
    // A range: "$1.2–1.4 trillion", "$5-$10".
    let joint = end;
    let second = joint + 1 + usize::from(sign(joint + 1));
    let end = if r.joins(joint) { scaled_number(r, second).unwrap_or(end) } else { end };
    let end = end + plus(r, end);
    // "US$10 million dollars".
    Some(end + usize::from(r.term(end) == Some(Term::Currency)))
}

/// Matches a number after a currency sign, with its scale ("3.5bn", "5-million", "100 000"); returns the
/// token after it.
fn scaled_number(r: &TokenView, i: usize) -> Option<usize> {
    if r.kind(i)? != TokenKind::Number {
        return None;
    }
    let number = numbers::read(r, i)?;
    let mut end = number.end;
    if number.end == i + 1 {
        // Thousands separated by spaces.
        end += usize::from(r.low(i).len() <= 3 && is_group(r, end));
        if numbers::glued_scale(r.low(end)) && (r.glued(end) || r.low(end).len() > 1) {
            end += 1;
        }
    }
    Some(end)
}

/// Whether token `i` is a group of three digits, the last of a number ("100 000").
fn is_group(r: &TokenView, i: usize) -> bool {
    let low = r.low(i);
    low.len() == 3 && low.bytes().all(|b| b.is_ascii_digit()) && r.kind(i + 1) != Some(TokenKind::Number)
}

/// Returns the number of tokens of "-plus" after an amount.
fn plus(r: &TokenView, i: usize) -> usize {
    if r.joins(i) && r.low(i + 1) == "plus" { 2 } else { 0 }
}

/// Matches a currency code joined to its number ("R92 million", "USD105,000", "ZAR1,7 million"); returns the
/// token after it.
fn with_joined_code(r: &TokenView, i: usize) -> Option<usize> {
    if r.kind(i)? != TokenKind::Word {
        return None;
    }
    let word = r.word(i);
    let cut = word.find(|c: char| c.is_ascii_digit())?;
    let (code, digits) = (word.get(..cut)?, word.get(cut..)?);
    // "RM177mil"
    let glued = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    if !(glued.is_empty() || numbers::glued_scale(&glued.to_ascii_lowercase())) {
        return None;
    }
    let mut end = i + 1;
    // The tokens of ",000" and ".5" that follow.
    for _ in 0..4 {
        let more = r.is(end, &[",", "."])
            && r.glued(end)
            && r.glued(end + 1)
            && r.kind(end + 1) == Some(TokenKind::Number);
        end += if more { 2 } else { 0 };
    }
    // "R120 000".
    let spaced = end == i + 1 && digits.len() <= 3 && is_group(r, end);
    end += usize::from(spaced);
    let glued = r.glued(end) && numbers::glued_scale(r.low(end));
    let scaled = glued || matches!(r.term(end), Some(Term::Scale(_)));
    let known = vocabulary::is_currency_code(code)
        || (lexicon::has(code, Flag::CurrencyLetter) && (scaled || end > i + 1));
    known.then_some(end + usize::from(scaled))
}

/// Matches "10 million US dollars", "50 pounds", "billions of dollars", "half a trillion pesos"; returns the
/// token after it.
fn with_currency_word(r: &TokenView, i: usize) -> Option<usize> {
    let (end, value) = match numbers::many(r, i) {
        Some(end) => (end + usize::from(r.low(end) == "of"), None),
        None => {
            let number = number_or_range(r, i)?;
            (number.end + plus(r, number.end), Some(number.value))
        }
    };
    let end = if r.joins(end) { end + 1 } else { end };
    let scaled = usize::from(value.is_some() && matches!(r.term(end), Some(Term::Scale(_))));
    let mut end = end + scaled;
    end += usize::from(r.low(end) == "of" && value.is_some());
    // "100 €", "500 USD".
    let sign = r.is_currency_sign(end) && r.kind(end + 1) != Some(TokenKind::Number);
    if value.is_some()
        && (sign || vocabulary::is_currency_code(r.word(end)) && r.kind(end + 1) != Some(TokenKind::Number))
    {
        return Some(end + 1);
    }
    // "US", "Canadian", "Hong Kong" before the currency.
    let named = (0..=2).find(|&n| {
        (0..n).all(|k| r.capital(end + k) && r.kind(end + k) == Some(TokenKind::Word))
            && r.term(end + n) == Some(Term::Currency)
    })?;
    end += named + 1;
    let weight = r.has(end - 1, Flag::PoundNoun)
        && (r.low(end) == "of" || r.has(i.wrapping_sub(1), Flag::WeighingVerb));
    let verb = r.low(end - 1) == "won" && value.is_some_and(|v| v < 1000.0);
    (!weight && !verb).then_some(end)
}

/// Reads a number, or the second one of a range ("80-100", "5 to 10").
fn number_or_range(r: &TokenView, i: usize) -> Option<Number> {
    let number = numbers::read(r, i)?;
    let spans = r.joins(number.end) || r.low(number.end) == "to";
    let last = spans.then(|| numbers::read(r, number.end + 1)).flatten();
    Some(last.unwrap_or(number))
}

/// "30 percent", "5-10%", "2 percentage points".
#[inline(never)]
pub(crate) fn percent(r: &TokenView, i: usize) -> Option<FoundValue> {
    let number = number_or_range(r, i)?;
    let at = number.end + usize::from(r.joins(number.end));
    let end = match r.low(at) {
        "%" | "percent" | "pct" => at + 1,
        "pc" if r.glued(at) => at + 1,
        "per" if r.low(at + 1) == "cent" => at + 2,
        "percentage" | "basis" => {
            let point = at + 1 + usize::from(r.low(at + 1) == "-");
            if !r.is(point, &["point", "points"]) {
                return None;
            }
            point + 1
        }
        _ => return None,
    };
    Some(FoundValue::new(i..end, ValueKind::Percent, "a share in a hundred"))
}

/// "80 km", "5 million barrels", "two tonnes", "30 degrees Celsius", "100 square miles".
#[inline(never)]
pub(crate) fn quantity(r: &TokenView, i: usize) -> Option<FoundValue> {
    let number = number_or_range(r, i)?;
    let mut at = number.end + usize::from(r.joins(number.end));
    if r.has(at, Flag::UnitModifier) {
        at += 1;
    }
    let end = match (r.term(at), r.low(at)) {
        (Some(Term::Unit), _) => at + 1,
        (Some(Term::Currency), _) if r.has(at, Flag::PoundNoun) => at + 1,
        (_, "°") => at + 1 + usize::from(r.is(at + 1, &["c", "f"])),
        (_, "m") if r.glued(at) && r.has(at + 1, Flag::HeightWord) => at + 1,
        _ => return None,
    };
    let end = match r.low(end) {
        "celsius" | "fahrenheit" => end + 1,
        "/" if r.glued(end) && r.is(end + 1, &["h", "s"]) => end + 2,
        "per" | "an"
            if r.is(end + 1, &["hour", "second", "day"])
                && r.term(end + 1).is_some_and(|l| matches!(l, Term::Period(Period::Hour))) =>
        {
            end + 2
        }
        _ => end,
    };
    Some(FoundValue::new(i..end, ValueKind::Quantity, "a measured amount"))
}

/// "third", "21st".
#[inline(never)]
pub(crate) fn ordinal(r: &TokenView, i: usize) -> Option<FoundValue> {
    let (_, end) = numbers::ordinal(r, i)?;
    Some(FoundValue::new(i..end, ValueKind::Ordinal, "a place in an order"))
}

/// "1,200", "three", "dozens", "hundreds of thousands", "one-third".
#[inline(never)]
pub(crate) fn cardinal(r: &TokenView, i: usize) -> Option<FoundValue> {
    if let Some(end) = numbers::many(r, i) {
        return Some(FoundValue::new(i..end, ValueKind::Cardinal, "a number not told exactly"));
    }
    let number = numbers::read(r, i)?;
    // "one" is a number only where it counts; elsewhere it is a pronoun.
    if r.low(i) == "one" && number.end == i + 1 && r.low(i + 1) != "of" {
        return None;
    }
    let mut end = number.end;
    // "420m people", "5k".
    if end == i + 1
        && r.kind(i) == Some(TokenKind::Number)
        && r.glued(end)
        && numbers::glued_scale(r.low(end))
    {
        end += 1;
    }
    Some(FoundValue::new(i..end, ValueKind::Cardinal, "a number"))
}
