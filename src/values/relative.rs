//! Dates and times relative to the article's date: "yesterday", "on Wednesday", "last week", "the weekend",
//! "this year".
//!
//! A weekday is a date, all others are times: see [`ValueKind`]. A weekday in news is the one nearest to the
//! article's date, in the past or the future by the tense of the sentence. Weeks are ISO weeks; a weekend
//! belongs to the week that it ends. Never gives an ISO form without the article's date.

use std::ops::Range;

use crate::document::{Date, ValueKind};
use crate::lexicon::Flag;
use crate::values::dates::NO_DATE;
use crate::values::tense::{self, Direction};
use crate::values::vocabulary::{Period, Term};
use crate::values::{FoundValue, TokenView, calendar, durations};

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Matches a relative date or time at token `i`.
pub(crate) fn read(r: &TokenView, i: usize) -> Option<FoundValue> {
    deictic(r, i).or_else(|| shifted(r, i)).or_else(|| weekend(r, i)).or_else(|| part_of_period(r, i))
}

/// Resolves a weekday to a date. `tokens` contain only its name.
pub(crate) fn weekday(r: &TokenView, tokens: Range<usize>, day: u8) -> FoundValue {
    let part = day_part(r, tokens.end);
    let kind = if part.is_some() { ValueKind::Time } else { ValueKind::Date };
    let (before, tokens) =
        (r.before(tokens.start).to_owned(), tokens.start..tokens.end + usize::from(part.is_some()));
    let Some(published) = r.published else { return FoundValue::new(tokens, kind, NO_DATE) };
    let name = DAYS.get(usize::from(day.saturating_sub(1))).copied().unwrap_or("day");
    let today = calendar::weekday(published);
    let back = i64::from((today + 7 - day) % 7);
    let ahead = i64::from((day + 7 - today) % 7);
    let strictly = |n: i64| if n == 0 { 7 } else { n };
    let tense = || tense::around(r, tokens.clone());
    let days = match before.as_str() {
        "last" | "past" => -strictly(back),
        "coming" => strictly(ahead),
        // "next Wednesday" is in the next week.
        "next" => 7 - i64::from(today) + i64::from(day),
        "this" if tense() == Direction::Past => -back,
        "this" => ahead,
        _ => match tense() {
            Direction::Future => ahead,
            Direction::Past => -back,
            Direction::Unknown if ahead <= 2 && back != 0 => ahead,
            Direction::Unknown => -back,
        },
    };
    let why = match days {
        0 => format!("the article's own date is a {name}"),
        n if n < 0 => format!("{name} before the article's date"),
        _ => format!("{name} after the article's date"),
    };
    let mut iso = calendar::add_days(published, days).to_string();
    if let Some(code) = part {
        iso = format!("{iso}T{code}");
    }
    FoundValue::dated(tokens, kind, iso, why)
}

/// Returns the TIMEX3 code of a part of the day after a day ("morning").
fn day_part(r: &TokenView, i: usize) -> Option<&'static str> {
    match r.term(i)? {
        Term::Part(code) if code.len() == 2 => Some(code),
        _ => None,
    }
}

/// "today", "yesterday evening", "tonight".
fn deictic(r: &TokenView, i: usize) -> Option<FoundValue> {
    let (days, part, end) = match (r.term(i), r.low(i)) {
        (Some(Term::Deictic(days)), _) => {
            let part = day_part(r, i + 1);
            (i64::from(days), part, i + 1 + usize::from(part.is_some()))
        }
        (None, "tonight") => (0, Some("NI"), i + 1),
        (None, "this") if day_part(r, i + 1).is_some() => (0, day_part(r, i + 1), i + 2),
        (None, "last") if r.low(i + 1) == "night" => (-1, Some("NI"), i + 2),
        _ => return None,
    };
    let start = if r.has(i.wrapping_sub(1), Flag::ComparativeAdverb) { i - 1 } else { i };
    let Some(published) = r.published else {
        return Some(FoundValue::new(start..end, ValueKind::Time, NO_DATE));
    };
    let mut iso = calendar::add_days(published, days).to_string();
    if let Some(code) = part {
        iso = format!("{iso}T{code}");
    }
    let why = match days {
        0 => "the article's own date",
        -1 => "the day before the article's date",
        _ => "the day after the article's date",
    };
    Some(FoundValue::dated(start..end, ValueKind::Time, iso, why))
}

/// "last week", "this coming month", "the next six months", "recent years", "earlier this year".
fn shifted(r: &TokenView, i: usize) -> Option<FoundValue> {
    let shift: i64 = match () {
        () if r.has(i, Flag::LastDeterminer) => -1,
        () if r.has(i, Flag::ThisDeterminer) => 0,
        () if r.has(i, Flag::NextDeterminer) => 1,
        () if r.low(i) == "recent" => return vague(r, i, "PAST_REF", "a time not long ago"),
        () => return None,
    };
    let coming = r.low(i) == "this" && r.low(i + 1) == "coming";
    let shift = if coming { 1 } else { shift };
    let at = i + 1 + usize::from(coming);
    let from_text = r.is(i, &["previous", "following"]);
    if r.is(i, &["coming", "past", "next"]) && is_plural(r, at) {
        let iso = if shift < 0 { "PAST_REF" } else { "FUTURE_REF" };
        return vague(r, i, iso, if shift < 0 { "a time not long ago" } else { "a time to come" });
    }
    if let Some((end, iso)) = durations::length(r, at) {
        // "the past three months", "the next five years".
        let counted =
            !r.has(i, Flag::ThisDeterminer) && r.term(at).is_none_or(|l| !matches!(l, Term::Period(_)));
        return counted.then(|| FoundValue {
            tokens: i..end,
            kind: ValueKind::Time,
            iso,
            why: "a length of time".to_owned(),
        });
    }
    let start = if r.has(i.wrapping_sub(1), Flag::ComparativeAdverb) { i - 1 } else { i };
    let (unit, end) = match (r.term(at), r.low(at)) {
        (Some(Term::Period(p)), _) => (Unit::Period(p), at + 1),
        (Some(Term::Season(code)), _) => (Unit::Season(code), at + 1),
        (None, "weekend") => (Unit::Weekend, at + 1),
        (None, _) if r.has(at, Flag::FiscalAdjective) && r.low(at + 1) == "year" => {
            (Unit::Period(Period::Year), at + 2)
        }
        _ => return None,
    };
    if matches!(unit, Unit::Period(Period::Day | Period::Hour | Period::Minute | Period::Second))
        && !from_text
    {
        return None;
    }
    if from_text {
        return Some(FoundValue::new(start..end, ValueKind::Time, "counted from another date in the text"));
    }
    let Some(published) = r.published else {
        return Some(FoundValue::new(start..end, ValueKind::Time, NO_DATE));
    };
    let iso = unit.iso(published, shift);
    let name = unit.name();
    let why = match shift {
        -1 => format!("the {name} before that of the article's date"),
        0 => format!("the {name} of the article's date"),
        _ => format!("the {name} after that of the article's date"),
    };
    Some(FoundValue { tokens: start..end, kind: ValueKind::Time, why, iso })
}

/// "recent years", "the coming months".
fn vague(r: &TokenView, i: usize, iso: &str, why: &str) -> Option<FoundValue> {
    is_plural(r, i + 1).then(|| FoundValue::dated(i..i + 2, ValueKind::Time, iso, why))
}

/// Whether token `i` is a plural period: "days", "weeks", "years".
fn is_plural(r: &TokenView, i: usize) -> bool {
    matches!(r.term(i), Some(Term::Period(_))) && (r.low(i).ends_with('s') || r.low(i) == "centuries")
}

/// The unit of time that "last", "this" and "next" shift.
enum Unit {
    Period(Period),
    Season(&'static str),
    Weekend,
}

impl Unit {
    /// Returns its name for a reader.
    fn name(&self) -> &'static str {
        match self {
            Self::Period(Period::Week) => "week",
            Self::Period(Period::Month) => "month",
            Self::Period(Period::Quarter) => "quarter",
            Self::Period(Period::Year) => "year",
            Self::Period(Period::Decade) => "decade",
            Self::Period(Period::Century) => "century",
            Self::Period(_) => "time",
            Self::Season(_) => "season",
            Self::Weekend => "weekend",
        }
    }

    /// Returns the TIMEX3 value of the unit `shift` units after that of `published`.
    fn iso(&self, published: Date, shift: i64) -> Option<String> {
        let week = |suffix: &str| {
            let (year, week) = calendar::week(calendar::add_days(published, 7 * shift));
            format!("{year:04}-W{week:02}{suffix}")
        };
        let year = published.year + shift as i32;
        Some(match *self {
            Unit::Period(Period::Week) => week(""),
            Unit::Weekend => week("-WE"),
            Unit::Period(Period::Fortnight) => return None,
            Unit::Period(Period::Month) => {
                let (year, month) = calendar::add_months(published, shift);
                format!("{year:04}-{month:02}")
            }
            Unit::Period(Period::Quarter) => {
                let (year, month) = calendar::add_months(published, 3 * shift);
                format!("{year:04}-Q{}", (month - 1) / 3 + 1)
            }
            Unit::Period(Period::Year) => format!("{year:04}"),
            Unit::Period(Period::Decade) => format!("{:03}", published.year.div_euclid(10) + shift as i32),
            Unit::Period(Period::Century) => format!("{:02}", published.year.div_euclid(100) + shift as i32),
            Unit::Period(_) => return None,
            Unit::Season(code) => {
                let starts = match code {
                    "SP" => 3,
                    "SU" => 6,
                    "FA" => 9,
                    _ => 12,
                };
                let year = match shift {
                    -1 => published.year - i32::from(published.month < starts + 3),
                    0 => published.year,
                    _ => published.year + i32::from(published.month >= starts),
                };
                format!("{year:04}-{code}")
            }
        })
    }
}

/// "the weekend", "over the weekend".
fn weekend(r: &TokenView, i: usize) -> Option<FoundValue> {
    if r.low(i) != "weekend" || !r.is(i.wrapping_sub(1), &["the", "at"]) {
        return None;
    }
    let Some(published) = r.published else {
        return Some(FoundValue::new(i..i + 1, ValueKind::Time, NO_DATE));
    };
    let ends = calendar::weekday(published) >= 6;
    let ahead = ends || tense::around(r, i..i + 1) == Direction::Future;
    let iso = Unit::Weekend.iso(published, if ahead { 0 } else { -1 })?;
    let why =
        if ahead { "the weekend of the article's week" } else { "the weekend before the article's date" };
    Some(FoundValue::dated(i..i + 1, ValueKind::Time, iso, why))
}

/// "the end of the year", "the beginning of the month".
fn part_of_period(r: &TokenView, i: usize) -> Option<FoundValue> {
    let part = r.has(i, Flag::PartOfPeriod);
    if !part || r.low(i + 1) != "of" || r.low(i + 2) != "the" {
        return None;
    }
    let Some(Term::Period(
        period @ (Period::Week
        | Period::Month
        | Period::Year
        | Period::Quarter
        | Period::Decade
        | Period::Century),
    )) = r.term(i + 3)
    else {
        return None;
    };
    if r.low(i + 3).ends_with('s') {
        return None;
    }
    let Some(published) = r.published else {
        return Some(FoundValue::new(i..i + 4, ValueKind::Time, NO_DATE));
    };
    Some(FoundValue {
        tokens: i..i + 4,
        kind: ValueKind::Time,
        iso: Unit::Period(period).iso(published, 0),
        why: format!("counted from the {} of the article's date", Unit::Period(period).name()),
    })
}
