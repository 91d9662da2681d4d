//! Days and months by name or number, and their ranges.
//!
//! Forms: "Wednesday, April 16, 2025", "16th of April", "Sept. 11", "2025-04-16", "27/01/2025", "July 21 to
//! 23", "December to April", "Mondays". A day or month without a year is the one nearest to the article's
//! date. Never guesses a year without the article's date.

use crate::document::{Date, ValueKind};
use crate::lexicon::{self, Flag};
use crate::tokens::TokenKind;
use crate::values::tense::{self, Direction};
use crate::values::vocabulary::Term;
use crate::values::{FoundValue, TokenView, calendar, numbers};

/// The reason why a date without a year has no ISO form.
pub(crate) const NO_DATE: &str = "the article's date is not known";

/// The parts of a date that the text states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Parts {
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
    weekday: Option<u8>,
    /// The token after the date.
    end: usize,
}

/// Matches a calendar date at token `i`.
#[inline(never)]
pub(crate) fn read(r: &TokenView, i: usize) -> Option<FoundValue> {
    numeric(r, i).or_else(|| named(r, i))
}

/// Reads a date with year, month and day at token `i`; returns the token after it and the date.
#[inline(never)]
pub(crate) fn full(r: &TokenView, i: usize) -> Option<(usize, Date)> {
    if let Some((end, Some(date))) = digits(r, i) {
        return Some((end, date));
    }
    let parts = parts(r, i)?;
    Some((parts.end, calendar::date(parts.year?, parts.month?, parts.day?)?))
}

/// Matches "2025-04-16", "16/04/2025", "16.04.2025".
fn numeric(r: &TokenView, i: usize) -> Option<FoundValue> {
    let (end, date) = digits(r, i)?;
    Some(match date {
        Some(date) => FoundValue::dated(i..end, ValueKind::Date, date.to_string(), "a full date"),
        None => FoundValue::new(i..end, ValueKind::Date, "day and month can be read both ways"),
    })
}

/// Reads a date in digits; returns the token after it, and the date unless day and month are ambiguous.
fn digits(r: &TokenView, i: usize) -> Option<(usize, Option<Date>)> {
    if r.kind(i)? != TokenKind::Number || (r.glued(i) && r.before(i) == "/") {
        return None;
    }
    let (end, a, b, c) = if r.low(i).contains('.') {
        let mut fields = r.low(i).split('.');
        let (a, b, c) = (fields.next()?, fields.next()?, fields.next()?);
        if fields.next().is_some() || b.len() != 2 {
            return None;
        }
        (i + 1, a, b, c)
    } else {
        let sign = r.low(i + 1);
        let same = matches!(sign, "/" | "-") && r.low(i + 3) == sign;
        if !same || (i + 1..i + 5).any(|k| !r.glued(k)) {
            return None;
        }
        (i + 5, r.low(i), r.low(i + 2), r.low(i + 4))
    };
    let number = |s: &str| s.bytes().all(|b| b.is_ascii_digit()).then(|| s.parse::<i32>().ok()).flatten();
    let (x, y, z) = (number(a)?, number(b)?, number(c)?);
    if a.len() == 4 && b.len() <= 2 && c.len() <= 2 {
        return Some((end, Some(calendar::date(x, y as u8, z as u8)?)));
    }
    if a.len() > 2 || b.len() > 2 || !(c.len() == 4 || c.len() == 2 && r.low(i + 1) == "/") {
        return None;
    }
    let year = if c.len() == 2 { 2000 + z } else { z };
    let dotted = end == i + 1;
    match (calendar::date(year, y as u8, x as u8), calendar::date(year, x as u8, y as u8)) {
        (Some(date), None) => Some((end, Some(date))),
        (None, Some(date)) if !dotted => Some((end, Some(date))),
        (Some(date), Some(other)) if dotted || date == other => Some((end, Some(date))),
        // The date near the article's date is meant.
        (Some(one), Some(other)) => {
            let near = |d: Date| {
                r.published.is_some_and(|p| (calendar::day_number(d) - calendar::day_number(p)).abs() <= 45)
            };
            Some((
                end,
                match (near(one), near(other)) {
                    (true, false) => Some(one),
                    (false, true) => Some(other),
                    _ => None,
                },
            ))
        }
        _ => None,
    }
}

/// Returns the month named at token `i`.
fn month(r: &TokenView, i: usize) -> Option<u8> {
    match r.term(i)? {
        Term::Month(m) if r.capital(i) => Some(m),
        _ => None,
    }
}

/// Returns the day of the month at token `i`, in digits.
fn day(r: &TokenView, i: usize) -> Option<u8> {
    if r.kind(i)? != TokenKind::Number {
        return None;
    }
    let digits = r.low(i).trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let tail = r.low(i).get(digits.len()..)?;
    let day = digits.parse().ok().filter(|d| (1..=31).contains(d) && digits.len() <= 2)?;
    (tail.is_empty() || numbers::is_ordinal_ending(tail)).then_some(day)
}

/// Returns the year at token `i`: four digits from 1000 to 2199.
pub(crate) fn year(r: &TokenView, i: usize) -> Option<i32> {
    let word = r.low(i);
    let four = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    four.then(|| word.parse().ok()).flatten().filter(|y| (1000..2200).contains(y))
}

/// Returns the year at token `i`, possibly after a comma or "of", and the token after it.
pub(crate) fn year_after(r: &TokenView, i: usize) -> (Option<i32>, usize) {
    let skip = usize::from(r.is(i, &[",", "of"]));
    match year(r, i + skip) {
        Some(y) if !r.is(i + skip + 1, &["%", "percent"]) => (Some(y), i + skip + 1),
        _ => (None, i),
    }
}

/// Reads month, day and year by name, in either order, without a weekday.
fn without_weekday(r: &TokenView, i: usize) -> Option<Parts> {
    if let Some(m) = month(r, i) {
        // The full stop of "Jan." may be a token of its own.
        let at = i
            + 1
            + usize::from(
                r.low(i + 1) == "." && r.glued(i + 1) && r.word(i).len() <= 4 && day(r, i + 2).is_some(),
            );
        if let Some(d) = day(r, at).filter(|_| !r.is(at + 1, &["%", "percent"])) {
            let (year, end) = year_after(r, at + 1);
            return Some(Parts { year, month: Some(m), day: Some(d), weekday: None, end });
        }
        let (year, end) = year_after(r, at);
        return Some(Parts { year, month: Some(m), day: None, weekday: None, end });
    }
    let d = day(r, i)?;
    let mut at = i + 1;
    if r.low(at) == "day" {
        at += 1;
    }
    if r.is(at, &["of", "-"]) {
        at += 1;
    }
    let m = month(r, at)?;
    let skip = usize::from(r.is(at + 1, &["-"]) && r.joins(at + 1));
    let (year, end) = year_after(r, at + 1 + skip);
    let end = if year.is_some() { end } else { at + 1 };
    Some(Parts { year, month: Some(m), day: Some(d), weekday: None, end })
}

/// Reads a date by name, a weekday, or both.
fn parts(r: &TokenView, i: usize) -> Option<Parts> {
    let (weekday, short) = match r.term(i) {
        Some(Term::Weekday(w, false)) => (w, false),
        Some(Term::ShortWeekday(w)) if r.capital(i) => (w, true),
        _ => return without_weekday(r, i),
    };
    let mut at = i + 1;
    while r.is(at, &[",", ".", "the"]) {
        at += 1;
    }
    if let Some(date) = without_weekday(r, at).filter(|p| p.day.is_some()) {
        return Some(Parts { weekday: Some(weekday), ..date });
    }
    if let Some((end, Some(d))) = digits(r, at) {
        return Some(Parts {
            year: Some(d.year),
            month: Some(d.month),
            day: Some(d.day),
            weekday: Some(weekday),
            end,
        });
    }
    (!short).then_some(Parts { weekday: Some(weekday), end: i + 1, ..Parts::default() })
}

/// Matches a date by name, or the range that it opens.
fn named(r: &TokenView, i: usize) -> Option<FoundValue> {
    if let Some(Term::Weekday(w, true)) = r.term(i) {
        return Some(FoundValue::dated(
            i..i + 1,
            ValueKind::Date,
            format!("XXXX-WXX-{w}"),
            "every week on that day",
        ));
    }
    if let Some(found) = days_of_month(r, i) {
        return Some(found);
    }
    let first = parts(r, i)?;
    if first.day.is_none() && first.year.is_none() && first.month.is_some() && !is_month(r, i) {
        return None;
    }
    let joint = first.end;
    let spans = r.joins(joint) || r.has(joint, Flag::RangeWord);
    if spans
        && first.month.is_some()
        && let Some(found) = range(r, i, first, joint)
    {
        return Some(found);
    }
    if first.month.is_none() {
        return Some(crate::values::relative::weekday(r, i..first.end, first.weekday?));
    }
    let (iso, why) = resolve(r, first, i..first.end);
    Some(FoundValue { tokens: i..first.end, kind: ValueKind::Date, iso, why })
}

/// Whether a month name without day and year is one: "May" and "March" are also other words.
fn is_month(r: &TokenView, i: usize) -> bool {
    let word = r.low(i).trim_end_matches('.');
    let cue = r.has(i.wrapping_sub(1), Flag::MonthOpener);
    match word {
        _ if lexicon::has(word, Flag::AmbiguousMonth) => cue && !r.capital_follows(i),
        _ if lexicon::has(word, Flag::GivenNameMonth) => {
            // "June says": also a first name.
            let speaks = r.has(i + 1, Flag::QuotingVerb);
            cue || !r.capital_follows(i) && !speaks
        }
        _ => true,
    }
}

/// Matches "April 16 and 17", "July 21-23, 2021", "December to April", "July 31 to August 4".
fn range(r: &TokenView, i: usize, first: Parts, joint: usize) -> Option<FoundValue> {
    let listed = r.has(joint, Flag::AndOrSign);
    let next = joint + 1;
    // "From January to June" names two dates; "January to June" is one.
    if r.low(joint) == "to" && r.before(i) == "from" && first.day.is_none() {
        return None;
    }
    let last = match (first.day, first.year) {
        (Some(_), None) if day(r, next).is_some() && month(r, next + 1).is_none() => {
            let (year, end) = year_after(r, next + 1);
            // "On April 16 and 17 people": the second number counts what follows.
            let counts = r.kind(end) == Some(TokenKind::Word)
                && r.word(end).starts_with(char::is_lowercase)
                && !is_function_word(r.low(end));
            if listed && counts && year.is_none() {
                return None;
            }
            Parts { year, month: first.month, day: day(r, next), weekday: None, end }
        }
        _ if listed => return None,
        _ => parts(r, next).filter(|p| p.month.is_some() && p.day.is_some() == first.day.is_some())?,
    };
    let tokens = i..last.end;
    let (to, _) = resolve(r, last, tokens.clone());
    let from = Parts { year: first.year.or(last.year), ..first };
    let (from, why) = resolve(r, from, tokens.clone());
    let iso = from.zip(to).map(|(from, to)| format!("{from}/{to}"));
    let why = if iso.is_some() { "from the first date to the second".to_owned() } else { why };
    Some(FoundValue { tokens, kind: ValueKind::Date, iso, why })
}

/// Matches "4 and 11 May", "12th to 17th July 2022".
fn days_of_month(r: &TokenView, i: usize) -> Option<FoundValue> {
    let first = day(r, i)?;
    if !(r.has(i + 1, Flag::AndOrSign) || r.low(i + 1) == "to" || r.joins(i + 1)) {
        return None;
    }
    let last = without_weekday(r, i + 2).filter(|p| p.day.is_some() && month(r, i + 2).is_none())?;
    let tokens = i..last.end;
    let (to, why) = resolve(r, last, tokens.clone());
    let (from, _) = resolve(r, Parts { day: Some(first), ..last }, tokens.clone());
    let iso = from.zip(to).map(|(from, to)| format!("{from}/{to}"));
    Some(FoundValue { tokens, kind: ValueKind::Date, iso, why })
}

/// Whether a word is a function word, which cannot be the noun that a number counts.
pub(crate) fn is_function_word(word: &str) -> bool {
    lexicon::has(word, Flag::UncountedWord)
}

/// Resolves a date by name to its ISO form and a reason. A missing year is derived from the article's date.
fn resolve(r: &TokenView, parts: Parts, tokens: std::ops::Range<usize>) -> (Option<String>, String) {
    let Some(month) = parts.month else { return (None, NO_DATE.to_owned()) };
    let with_year = |year: i32, why: &str| match parts.day {
        Some(day) => match calendar::date(year, month, day) {
            Some(date) => (Some(date.to_string()), why.to_owned()),
            None => (None, "there is no such day".to_owned()),
        },
        None => (Some(format!("{year:04}-{month:02}")), why.to_owned()),
    };
    if let Some(year) = parts.year {
        return with_year(year, if parts.day.is_some() { "a full date" } else { "a month and its year" });
    }
    let Some(published) = r.published else { return (None, format!("no year is given and {NO_DATE}")) };
    // "June of last year", "January this year".
    let after = parts.end + usize::from(r.low(parts.end) == "of");
    if r.low(after + 1) == "year" && r.is(after, &["last", "this", "next"]) {
        let shift = i32::from(r.low(after) == "next") - i32::from(r.low(after) == "last");
        return with_year(
            published.year + shift,
            "in the year told after it, counted from the article's date",
        );
    }
    match parts.day {
        Some(day) => {
            let year = nearest_year(published, month, day, tense::around(r, tokens));
            with_year(year, "the nearest such day to the article's date")
        }
        None => {
            let ahead = i32::from(month) - i32::from(published.month);
            let tense = match r.before(tokens.start) {
                "last" | "past" => Direction::Past,
                "next" | "coming" => Direction::Future,
                _ => tense::around(r, tokens.clone()),
            };
            // "Last June", written in June, is a year ago, and "next June" a year ahead.
            let other = r.is(tokens.start.wrapping_sub(1), &["last", "next"]);
            let ahead = if other && ahead == 0 { i32::from(tense == Direction::Past) * 2 - 1 } else { ahead };
            // "in June" with a past verb is the last June, with a future verb the next one.
            let year = match tense {
                Direction::Past => published.year - i32::from(ahead > 0),
                Direction::Future => published.year + i32::from(ahead < 0),
                Direction::Unknown => published.year + i32::from(ahead < -8) - i32::from(ahead > 4),
            };
            let why = match tense {
                Direction::Past => "the last such month before the article's date",
                Direction::Future => "the next such month after the article's date",
                Direction::Unknown => "the nearest such month to the article's date",
            };
            with_year(year, why)
        }
    }
}

/// Returns the year in which a day is nearest to `published`, with a penalty for days on the wrong side of
/// it.
fn nearest_year(published: Date, month: u8, day: u8, tense: Direction) -> i32 {
    let here = calendar::day_number(published);
    let cost = |year: i32| {
        let days = calendar::day_number(Date { year, month, day }) - here;
        let against = match tense {
            Direction::Future => days < -60,
            Direction::Past => days > 60,
            Direction::Unknown => days > 120,
        };
        days.abs() + if against { 365 } else { 0 }
    };
    let years = [published.year, published.year - 1, published.year + 1];
    years.into_iter().min_by_key(|&year| cost(year)).unwrap_or(published.year)
}
