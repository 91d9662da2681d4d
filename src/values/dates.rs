//! Days and months by name or number, and their ranges.
//!
//! Forms: "Wednesday, April 16, 2025", "16th of April", "Sept. 11", "2025-04-16", "27/01/2025", "July 21 to 23",
//! "December to April", "Mondays". A day or month without its year takes the one nearest to the article's date;
//! without the article's date its year is never guessed.

use crate::document::{Date, ValueKind};
use crate::tokens::TokenKind;
use crate::values::lexis::Lex;
use crate::values::tense::{self, Tense};
use crate::values::{Found, Reader, calendar};

/// Why a date without its year has no ISO form.
pub(crate) const NO_DATE: &str = "the article's date is not known";

/// What a date says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Parts {
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
    weekday: Option<u8>,
    /// The token after it.
    end: usize,
}

/// The calendar date that starts at token `i`.
#[inline(never)]
pub(crate) fn read(r: &Reader, i: usize) -> Option<Found> {
    numeric(r, i).or_else(|| named(r, i))
}

/// A date with its year, month and day at token `i`: the token after it and the date.
#[inline(never)]
pub(crate) fn full(r: &Reader, i: usize) -> Option<(usize, Date)> {
    if let Some((end, Some(date))) = digits(r, i) {
        return Some((end, date));
    }
    let parts = parts(r, i)?;
    Some((parts.end, calendar::date(parts.year?, parts.month?, parts.day?)?))
}

/// "2025-04-16", "16/04/2025", "16.04.2025".
fn numeric(r: &Reader, i: usize) -> Option<Found> {
    let (end, date) = digits(r, i)?;
    Some(match date {
        Some(date) => Found::dated(i..end, ValueKind::Date, date.to_string(), "a full date"),
        None => Found::new(i..end, ValueKind::Date, "day and month can be read both ways"),
    })
}

/// A date in digits: the token after it, and the date unless day and month can be read both ways.
fn digits(r: &Reader, i: usize) -> Option<(usize, Option<Date>)> {
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
    let whole = |s: &str| s.bytes().all(|b| b.is_ascii_digit()).then(|| s.parse::<i32>().ok()).flatten();
    let (x, y, z) = (whole(a)?, whole(b)?, whole(c)?);
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
        // Whichever falls near the article's own date is meant.
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

/// A month at token `i`, written as a name.
fn month(r: &Reader, i: usize) -> Option<u8> {
    match r.lex(i)? {
        Lex::Month(m) if r.capital(i) => Some(m),
        _ => None,
    }
}

/// A day of the month at token `i`, in digits.
fn day(r: &Reader, i: usize) -> Option<u8> {
    if r.kind(i)? != TokenKind::Number {
        return None;
    }
    let digits = r.low(i).trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let tail = r.low(i).get(digits.len()..)?;
    let day = digits.parse().ok().filter(|d| (1..=31).contains(d) && digits.len() <= 2)?;
    matches!(tail, "" | "st" | "nd" | "rd" | "th").then_some(day)
}

/// The year at token `i`: four digits from 1000 to 2199.
pub(crate) fn year(r: &Reader, i: usize) -> Option<i32> {
    let word = r.low(i);
    let four = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    four.then(|| word.parse().ok()).flatten().filter(|y| (1000..2200).contains(y))
}

/// The year that follows a date at `i`, after a comma or "of" if need be, and the token after it.
pub(crate) fn year_after(r: &Reader, i: usize) -> (Option<i32>, usize) {
    let skip = usize::from(r.is(i, &[",", "of"]));
    match year(r, i + skip) {
        Some(y) if !r.is(i + skip + 1, &["%", "percent"]) => (Some(y), i + skip + 1),
        _ => (None, i),
    }
}

/// Month, day and year by name, in either order, without a weekday.
fn body(r: &Reader, i: usize) -> Option<Parts> {
    if let Some(m) = month(r, i) {
        // "Jan." may stand with its full stop apart.
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

/// A weekday, alone or with the date it falls on; or a date by name.
fn parts(r: &Reader, i: usize) -> Option<Parts> {
    let (weekday, short) = match r.lex(i) {
        Some(Lex::Weekday(w, false)) => (w, false),
        Some(Lex::ShortWeekday(w)) if r.capital(i) => (w, true),
        _ => return body(r, i),
    };
    let mut at = i + 1;
    while r.is(at, &[",", ".", "the"]) {
        at += 1;
    }
    if let Some(date) = body(r, at).filter(|p| p.day.is_some()) {
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

/// A date by name, with the range it may open.
fn named(r: &Reader, i: usize) -> Option<Found> {
    if let Some(Lex::Weekday(w, true)) = r.lex(i) {
        return Some(Found::dated(
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
    let spans = r.joins(joint) || r.is(joint, &["to", "through", "and", "or", "–", "-", "&"]);
    if spans
        && first.month.is_some()
        && let Some(found) = range(r, i, first, joint)
    {
        return Some(found);
    }
    if first.month.is_none() {
        return Some(crate::values::relative::weekday(r, i..first.end, first.weekday?));
    }
    let (iso, why) = settle(r, first, i..first.end);
    Some(Found { tokens: i..first.end, kind: ValueKind::Date, iso, why })
}

/// Whether a lone month name is one: "May" and "March" are other words too.
fn is_month(r: &Reader, i: usize) -> bool {
    let word = r.low(i).trim_end_matches('.');
    let cue = r.is(
        i.wrapping_sub(1),
        &[
            "in", "since", "until", "till", "by", "from", "to", "of", "last", "next", "this", "early",
            "late", "mid", "between", "and", "through", "during", "before", "after", "every", "each", "for",
            "or", "-", "–", "’s", "'s",
        ],
    );
    match word {
        "may" | "march" | "mar" | "jun" | "dec" | "sep" | "jan" | "jul" | "apr" | "feb" | "oct" | "nov"
        | "aug" => cue && !r.capital_follows(i),
        "august" | "april" | "june" => {
            // "June says": women are called so.
            let speaks =
                r.is(i + 1, &["says", "said", "tells", "told", "adds", "added", "recalls", "recalled"]);
            cue || !r.capital_follows(i) && !speaks
        }
        _ => true,
    }
}

/// "April 16 and 17", "July 21-23, 2021", "December to April", "July 31 to August 4".
fn range(r: &Reader, i: usize, first: Parts, joint: usize) -> Option<Found> {
    let listed = r.is(joint, &["and", "or", "&"]);
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
    let (to, _) = settle(r, last, tokens.clone());
    let from = Parts { year: first.year.or(last.year), ..first };
    let (from, why) = settle(r, from, tokens.clone());
    let iso = from.zip(to).map(|(from, to)| format!("{from}/{to}"));
    let why = if iso.is_some() { "from the first date to the second".to_owned() } else { why };
    Some(Found { tokens, kind: ValueKind::Date, iso, why })
}

/// "4 and 11 May", "12th to 17th July 2022".
fn days_of_month(r: &Reader, i: usize) -> Option<Found> {
    let first = day(r, i)?;
    if !(r.is(i + 1, &["and", "to", "or", "&"]) || r.joins(i + 1)) {
        return None;
    }
    let last = body(r, i + 2).filter(|p| p.day.is_some() && month(r, i + 2).is_none())?;
    let tokens = i..last.end;
    let (to, why) = settle(r, last, tokens.clone());
    let (from, _) = settle(r, Parts { day: Some(first), ..last }, tokens.clone());
    let iso = from.zip(to).map(|(from, to)| format!("{from}/{to}"));
    Some(Found { tokens, kind: ValueKind::Date, iso, why })
}

/// Words that never name what a number counts.
pub(crate) fn is_function_word(word: &str) -> bool {
    matches!(
        word,
        "in" | "at"
            | "on"
            | "and"
            | "or"
            | "of"
            | "for"
            | "when"
            | "where"
            | "while"
            | "with"
            | "to"
            | "by"
            | "from"
            | "is"
            | "are"
            | "was"
            | "were"
            | "will"
            | "as"
            | "that"
            | "the"
            | "after"
            | "before"
            | "this"
            | "but"
            | "last"
            | "next"
            | "has"
            | "have"
            | "had"
            | "respectively"
            | "until"
            | "during"
    )
}

/// The ISO form of a date by name, its year worked out from the article's date where it has none.
fn settle(r: &Reader, parts: Parts, tokens: std::ops::Range<usize>) -> (Option<String>, String) {
    let Some(month) = parts.month else { return (None, NO_DATE.to_owned()) };
    let told = |year: i32, why: &str| match parts.day {
        Some(day) => match calendar::date(year, month, day) {
            Some(date) => (Some(date.to_string()), why.to_owned()),
            None => (None, "there is no such day".to_owned()),
        },
        None => (Some(format!("{year:04}-{month:02}")), why.to_owned()),
    };
    if let Some(year) = parts.year {
        return told(year, if parts.day.is_some() { "a full date" } else { "a month and its year" });
    }
    let Some(published) = r.published else { return (None, format!("no year is given and {NO_DATE}")) };
    // "June of last year", "January this year".
    let after = parts.end + usize::from(r.low(parts.end) == "of");
    if r.low(after + 1) == "year" && r.is(after, &["last", "this", "next"]) {
        let shift = i32::from(r.low(after) == "next") - i32::from(r.low(after) == "last");
        return told(published.year + shift, "in the year told after it, counted from the article's date");
    }
    match parts.day {
        Some(day) => {
            let year = nearest_year(published, month, day, tense::around(r, tokens));
            told(year, "the nearest such day to the article's date")
        }
        None => {
            let ahead = i32::from(month) - i32::from(published.month);
            let tense = match r.before(tokens.start) {
                "last" | "past" => Tense::Past,
                "next" | "coming" => Tense::Future,
                _ => tense::around(r, tokens.clone()),
            };
            // "Last June", told in June, is a year ago; so is "next June" a year away.
            let other = r.is(tokens.start.wrapping_sub(1), &["last", "next"]);
            let ahead = if other && ahead == 0 { i32::from(tense == Tense::Past) * 2 - 1 } else { ahead };
            // "in June" told in the past is the last June; told of the future, the next one.
            let year = match tense {
                Tense::Past => published.year - i32::from(ahead > 0),
                Tense::Future => published.year + i32::from(ahead < 0),
                Tense::Open => published.year + i32::from(ahead < -8) - i32::from(ahead > 4),
            };
            let why = match tense {
                Tense::Past => "the last such month before the article's date",
                Tense::Future => "the next such month after the article's date",
                Tense::Open => "the nearest such month to the article's date",
            };
            told(year, why)
        }
    }
}

/// The year that brings the day nearest to `published`; far ahead only where the words speak of the future.
fn nearest_year(published: Date, month: u8, day: u8, tense: Tense) -> i32 {
    let here = calendar::day_number(published);
    let cost = |year: i32| {
        let days = calendar::day_number(Date { year, month, day }) - here;
        let against = match tense {
            Tense::Future => days < -60,
            Tense::Past => days > 60,
            Tense::Open => days > 120,
        };
        days.abs() + if against { 365 } else { 0 }
    };
    let years = [published.year, published.year - 1, published.year + 1];
    years.into_iter().min_by_key(|&year| cost(year)).unwrap_or(published.year)
}
