//! Times of day: "10:30 a.m.", "5pm", "16:00 GMT", "noon", "two o'clock".
//!
//! A clock time next to a day is combined with it; alone it has no date ("T10:30"). UTC is the only zone in
//! the value ("Z"). Never converts a local time.

use crate::document::ValueKind;
use crate::lexicon::{self, Flag};
use crate::tokens::TokenKind;
use crate::values::vocabulary::Term;
use crate::values::{FoundValue, TokenView, numbers};

/// Matches a time of day at token `i`.
#[inline(never)]
pub(crate) fn clock(r: &TokenView, i: usize) -> Option<FoundValue> {
    if let Some(Term::Part(code)) = r.term(i) {
        return (code.len() == 5)
            .then(|| FoundValue::dated(i..i + 1, ValueKind::Time, format!("T{code}"), "a time of day"));
    }
    if r.low(i + 1) == "o'clock" || r.low(i + 1) == "o’clock" {
        let hour = numbers::read(r, i).filter(|n| n.end == i + 1 && n.value <= 24.0)?;
        return Some(FoundValue::dated(
            i..i + 2,
            ValueKind::Time,
            format!("T{:02}:00", hour.value),
            "a time of day",
        ));
    }
    if r.kind(i)? != TokenKind::Number {
        return None;
    }
    let (hour, minute, colon) = parse_clock(r.low(i))?;
    let half = match () {
        () if r.has(i + 1, Flag::BeforeNoon) => Some(0),
        () if r.has(i + 1, Flag::AfterNoon) => Some(12),
        () => None,
    };
    let (hour, end) = match half {
        Some(half) if (1..=12).contains(&hour) => (hour % 12 + half, i + 2),
        None if colon => (hour, i + 1),
        _ => return None,
    };
    let zone = usize::from(r.low(end) == "(");
    let utc = r.is(end + zone, &["utc", "gmt"]);
    let zoned = utc || lexicon::has(r.word(end + zone), Flag::TimeZone);
    // A bare "12:30" may be a score or a verse: hours and minutes must be in range and written in full.
    let end = if zoned && zone == 0 { end + 1 } else { end };
    let z = if utc && zone == 0 { "Z" } else { "" };
    Some(FoundValue::dated(i..end, ValueKind::Time, format!("T{hour:02}:{minute:02}{z}"), "a time of day"))
}

/// Parses hour and minute of "5", "4.30", "16:00"; the flag is true if minutes follow a colon.
fn parse_clock(word: &str) -> Option<(u8, u8, bool)> {
    let (hour, minute) = match word.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute.parse().ok()?),
        Some(_) => return None,
        None => (word, 0),
    };
    let hour: u8 = hour.parse().ok().filter(|_| hour.len() <= 2)?;
    (hour <= 24 && minute < 60).then_some((hour, minute, word.contains(':')))
}

/// Combines clock times with the day next to them ("on Tuesday at 18:00 UTC", "10:30 a.m. today").
#[inline(never)]
pub(crate) fn join_days(r: &TokenView, found: &mut [FoundValue]) {
    for k in 0..found.len() {
        let Some(time) = found.get(k).filter(|f| f.kind == ValueKind::Time) else { continue };
        let Some(clock) = time.iso.clone().filter(|iso| iso.starts_with("T")) else { continue };
        let combined = [k.checked_sub(1), Some(k + 1)].into_iter().flatten().find_map(|other| {
            let day = found.get(other)?;
            let (a, b) = if other < k {
                (day.tokens.end, time.tokens.start)
            } else {
                (time.tokens.end, day.tokens.start)
            };
            let gap = r.article.tokens.get(a..b)?;
            let near =
                gap.len() <= 3 && gap.iter().all(|t| lexicon::has(t.span.of(r.lower()), Flag::DayJoiner));
            let iso = day
                .iso
                .as_ref()
                .filter(|iso| near && iso.len() == 10 && iso.as_bytes().get(4) == Some(&b'-'))?;
            Some((format!("{iso}{clock}"), "a time on the day beside it"))
        });
        if let (Some((iso, why)), Some(time)) = (combined, found.get_mut(k)) {
            time.iso = Some(iso);
            time.why = why.to_owned();
        }
    }
}
