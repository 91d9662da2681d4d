//! Durations and points in time relative to now: "30-day", "two and a half years", "a decade", "two days
//! ago".
//!
//! All are times, see [`ValueKind`]. Their values are TIMEX3 durations ("P30D") or the resulting date. An age
//! ("34 years old") is a quantity. Never matches frequencies ("12 times a day").

use crate::document::ValueKind;
use crate::lexicon::Flag;
use crate::values::dates::NO_DATE;
use crate::values::vocabulary::{Period, Term};
use crate::values::{FoundValue, TokenView, calendar, numbers};

/// Matches a duration, or a point in time counted by one, at token `i`.
pub(crate) fn read(r: &TokenView, i: usize) -> Option<FoundValue> {
    if let Some(found) = range_of_durations(r, i) {
        return Some(found);
    }
    let count = count(r, i)?;
    let (period, at) = period_after(r, count.end)?;
    let (end, old) = age(r, at);
    if old && !matches!(period, Period::Decade | Period::Century) {
        return Some(FoundValue::new(i..end, ValueKind::Quantity, "an age"));
    }
    if r.low(at) == "ago" {
        return Some(ago(r, i..at + 1, count.value, period));
    }
    // "a year" and "one day" are durations only in some contexts.
    let single = r.has(i, Flag::IndefiniteArticle) || r.low(i) == "one" && !r.glued(i + 1);
    let cued = r.has(i.wrapping_sub(1), Flag::DurationOpener) || r.has(at, Flag::DurationCloser);
    let known =
        matches!(period, Period::Decade | Period::Century | Period::Fortnight) || r.low(i + 1) == "half";
    if single && !cued && !known {
        return None;
    }
    Some(FoundValue {
        tokens: i..at,
        kind: ValueKind::Time,
        iso: Some(iso(count.value, period)),
        why: "a length of time".to_owned(),
    })
}

/// Reads a counted duration at token `i` for rules with an introducing word ("the past three months");
/// returns the token after it and its value.
pub(crate) fn length(r: &TokenView, i: usize) -> Option<(usize, Option<String>)> {
    let count = count(r, i)?;
    let (period, end) = period_after(r, count.end)?;
    Some((end, Some(iso(count.value, period))))
}

/// A count of periods; the value is `None` if it is vague ("several").
struct Count {
    value: Option<f64>,
    end: usize,
}

fn count(r: &TokenView, i: usize) -> Option<Count> {
    let vague = match r.low(i) {
        "several" | "few" | "many" => Some(i + 1),
        "couple" => Some(i + 1 + usize::from(r.low(i + 1) == "of")),
        "a" if r.is(i + 1, &["few", "couple"]) => Some(i + 2 + usize::from(r.low(i + 2) == "of")),
        "a" if r.low(i + 1) == "half" => None,
        "half" if r.has(i + 1, Flag::IndefiniteArticle) && matches!(r.term(i + 2), Some(Term::Period(_))) => {
            return Some(Count { value: Some(0.5), end: i + 2 });
        }
        _ if r.has(i, Flag::CountedPeriod) => {
            let is_duration = r.low(i.wrapping_sub(1)) == "for" || r.joins(i + 1) && r.low(i + 2) == "long";
            return is_duration.then_some(Count { value: None, end: i });
        }
        _ => None,
    };
    if let Some(end) = vague {
        return Some(Count { value: None, end });
    }
    if let Some(end) = numbers::many(r, i) {
        return Some(Count { value: None, end: end + usize::from(r.low(end) == "of") });
    }
    if let Some(number) = numbers::read(r, i) {
        return Some(Count { value: Some(number.value), end: number.end });
    }
    r.has(i, Flag::IndefiniteArticle).then_some(Count { value: Some(1.0), end: i + 1 })
}

/// Returns the counted period at token `i`, possibly after a hyphen or a modifier ("two consecutive
/// quarters"), and the token after it.
fn period_after(r: &TokenView, i: usize) -> Option<(Period, usize)> {
    let mut at = i;
    if r.joins(at) {
        at += 1;
    }
    if r.has(at, Flag::PeriodModifier) {
        at += 1;
    }
    match r.term(at)? {
        Term::Period(period) => Some((period, at + 1)),
        _ => None,
    }
}

/// Matches "-old" or "old" after a duration; returns the token after it and whether it matched.
fn age(r: &TokenView, at: usize) -> (usize, bool) {
    let dash = usize::from(r.low(at) == "-");
    if r.is(at + dash, &["old", "olds"]) { (at + dash + 1, true) } else { (at, false) }
}

/// Matches "two to three years", "10-15 minutes".
fn range_of_durations(r: &TokenView, i: usize) -> Option<FoundValue> {
    let first = numbers::read(r, i)?;
    if !(r.joins(first.end) || r.is(first.end, &["to", "or"])) {
        return None;
    }
    let last = numbers::read(r, first.end + 1)?;
    let (_, end) = period_after(r, last.end)?;
    if age(r, end).1 {
        return None;
    }
    Some(FoundValue::new(i..end, ValueKind::Time, "between two lengths of time"))
}

/// Resolves a duration before the article's date ("two days ago").
fn ago(r: &TokenView, tokens: std::ops::Range<usize>, count: Option<f64>, period: Period) -> FoundValue {
    let integer = count.filter(|n| n.fract() == 0.0 && (0.0..1e5).contains(n)).map(|n| n as i64);
    let Some(n) = integer else {
        return FoundValue::dated(tokens, ValueKind::Time, "PAST_REF", "some time before the article's date");
    };
    let Some(published) = r.published else { return FoundValue::new(tokens, ValueKind::Time, NO_DATE) };
    let week = |n: i64| {
        let (year, week) = calendar::week(calendar::add_days(published, -7 * n));
        format!("{year:04}-W{week:02}")
    };
    let year = |n: i64| i64::from(published.year) - n;
    let iso = match period {
        Period::Second | Period::Minute | Period::Hour => {
            return FoundValue::new(tokens, ValueKind::Time, "the article's hour is not known");
        }
        Period::Day => calendar::add_days(published, -n).to_string(),
        Period::Week => week(n),
        Period::Fortnight => week(2 * n),
        Period::Month | Period::Quarter => {
            let months = if period == Period::Month { n } else { 3 * n };
            let (year, month) = calendar::add_months(published, -months);
            format!("{year:04}-{month:02}")
        }
        Period::Year => format!("{:04}", year(n)),
        Period::Decade => format!("{:03}", year(10 * n).div_euclid(10)),
        Period::Century => format!("{:02}", year(100 * n).div_euclid(100)),
    };
    FoundValue::dated(tokens, ValueKind::Time, iso, "counted back from the article's date")
}

/// Returns the TIMEX3 value of a duration.
fn iso(count: Option<f64>, period: Period) -> String {
    let (clock, factor, letter) = match period {
        Period::Second => ("T", 1.0, 'S'),
        Period::Minute => ("T", 1.0, 'M'),
        Period::Hour => ("T", 1.0, 'H'),
        Period::Day => ("", 1.0, 'D'),
        Period::Week => ("", 1.0, 'W'),
        Period::Fortnight => ("", 2.0, 'W'),
        Period::Month => ("", 1.0, 'M'),
        Period::Quarter => ("", 1.0, 'Q'),
        Period::Year => ("", 1.0, 'Y'),
        Period::Decade => ("", 10.0, 'Y'),
        Period::Century => ("", 100.0, 'Y'),
    };
    match count {
        Some(n) if n == 0.5 && period == Period::Hour => "PT30M".to_owned(),
        Some(n) if n == 0.5 && period == Period::Year => "P6M".to_owned(),
        Some(n) => format!("P{clock}{}{letter}", n * factor),
        None => format!("P{clock}X{letter}"),
    }
}
