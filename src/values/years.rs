//! Years, decades, centuries, quarters, half-years, seasons and ranges of years.
//!
//! Forms: "2025", "2010-15", "the 1990s", "19th century", "3Q2022", "the third quarter of 2009", "spring
//! 2024". Never takes four digits for a year where the context shows that they count something.

use crate::document::ValueKind;
use crate::lexicon::Flag;
use crate::values::tense::{self, Direction};
use crate::values::vocabulary::{Period, Term};
use crate::values::{FoundValue, TokenView, dates, numbers};

/// Matches a year, a longer period or a part of a year at token `i`.
#[inline(never)]
pub(crate) fn read(r: &TokenView, i: usize) -> Option<FoundValue> {
    decade(r, i).or_else(|| century(r, i)).or_else(|| part_of_year(r, i)).or_else(|| years(r, i))
}

/// Matches "1990s", "the '70s", "nineties"; "1960s and 70s" are two values.
#[inline(never)]
pub(crate) fn decade(r: &TokenView, i: usize) -> Option<FoundValue> {
    let quoted = r.is(i, &["'", "’", "‘"]) && r.glued(i + 1);
    let at = i + usize::from(quoted);
    let word = r.low(at);
    if let Some(digits) = word
        .strip_suffix('s')
        .map(|d| d.trim_end_matches(['\'', '’']))
        .filter(|d| d.bytes().all(|b| b.is_ascii_digit()))
    {
        let n: u32 = digits.parse().ok()?;
        let iso = match digits.len() {
            4 if (1000..2200).contains(&n) && !n.is_multiple_of(100) => format!("{}", n / 10),
            4 if (1000..2200).contains(&n) => format!("{}", n / if n >= 2000 { 10 } else { 100 }),
            2 if n.is_multiple_of(10)
                && !(1..=4).any(|k| r.has(i.wrapping_sub(k), Flag::PossessiveBeforeAge)) =>
            {
                format!("{}", if n <= 20 { 200 + n / 10 } else { 190 + n / 10 })
            }
            _ => return None,
        };
        return Some(FoundValue::dated(i..at + 1, ValueKind::Date, iso, "the years of that decade"));
    }
    let is_decade = !quoted && r.has(i.wrapping_sub(1), Flag::DecadeOpener);
    let iso = match word {
        "sixties" => "196",
        "seventies" => "197",
        "eighties" => "198",
        "nineties" => "199",
        _ => return None,
    };
    is_decade.then(|| FoundValue::dated(i..i + 1, ValueKind::Date, iso, "the years of that decade"))
}

/// Matches "19th century", "twenty-first century".
fn century(r: &TokenView, i: usize) -> Option<FoundValue> {
    let (n, end) = numbers::ordinal(r, i)?;
    let at = end + usize::from(r.joins(end));
    if !(matches!(r.term(at)?, Term::Period(Period::Century)) && (1..=30).contains(&n)) {
        return None;
    }
    Some(FoundValue::dated(i..at + 1, ValueKind::Date, format!("{:02}", n - 1), "the years of that century"))
}

/// Matches "the third quarter of 2009", "first half of last year", "spring 2024".
fn part_of_year(r: &TokenView, i: usize) -> Option<FoundValue> {
    if let Some(Term::Season(code)) = r.term(i) {
        let (year, end) = dates::year_after(r, i + 1);
        if let Some(year) = year {
            return Some(FoundValue::dated(
                i..end,
                ValueKind::Date,
                format!("{year}-{code}"),
                "a season and its year",
            ));
        }
        return None;
    }
    let (n, end) = numbers::ordinal(r, i)?;
    let at = end + usize::from(r.joins(end));
    let letter = match r.low(at) {
        "quarter" if n <= 4 => 'Q',
        "half" if n <= 2 && (r.is(at + 1, &["of"])) => 'H',
        _ => return None,
    };
    quarter(r, i, at + 1, letter, n)
}

/// Resolves a numbered part of a year with the year that follows at token `at`.
fn quarter(r: &TokenView, i: usize, at: usize, letter: char, n: u32) -> Option<FoundValue> {
    let article = usize::from(r.low(at) == "of") + usize::from(r.low(at + 1) == "the");
    let fiscal = usize::from(r.has(at + article, Flag::FiscalAdjective));
    let year_word = at + article + fiscal;
    if let (Some(year), end) = dates::year_after(r, at) {
        return Some(FoundValue::dated(
            i..end,
            ValueKind::Date,
            format!("{year}-{letter}{n}"),
            "a part of that year",
        ));
    }
    let shift = match r.low(year_word) {
        "last" => Some(-1),
        "this" => Some(0),
        "next" => Some(1),
        _ => None,
    };
    let this_year = r.low(year_word) == "year";
    let end = match shift {
        Some(_) if r.low(year_word + 1) == "year" => year_word + 2,
        _ if this_year => year_word + 1,
        _ => at,
    };
    if letter == 'H' && end == at {
        return None;
    }
    let Some(published) = r.published else {
        return Some(FoundValue::new(i..end, ValueKind::Time, dates::NO_DATE));
    };
    if let Some(shift) = shift.filter(|_| end > at) {
        return Some(FoundValue::dated(
            i..end,
            ValueKind::Time,
            format!("{}-{letter}{n}", published.year + shift),
            "counted from the article's date",
        ));
    }
    // Without a year: the last such part that has ended, unless the context refers to the future.
    let now = (u32::from(published.month) - 1) / 3 + 1;
    let past = tense::around(r, i..end) == Direction::Past && n >= now;
    let year = if letter == 'Q' && (past || n > now + 1) { published.year - 1 } else { published.year };
    Some(FoundValue::dated(
        i..end,
        ValueKind::Time,
        format!("{year}-{letter}{n}"),
        "the nearest such part of a year to the article's date",
    ))
}

/// Matches a year on its own, or a range of years.
fn years(r: &TokenView, i: usize) -> Option<FoundValue> {
    let word = r.low(i);
    // "3Q2022"
    if let Some((n, rest)) = word.split_once('q').filter(|(n, _)| matches!(*n, "1" | "2" | "3" | "4")) {
        let four = rest.len() == 4 && rest.bytes().all(|b| b.is_ascii_digit());
        return four.then(|| {
            FoundValue::dated(i..i + 1, ValueKind::Date, format!("{rest}-Q{n}"), "a part of that year")
        });
    }
    let first = dates::year(r, i)?;
    let joint = i + 1;
    let apart = r.low(joint) == "to" && r.before(i) == "from";
    if r.joins(joint)
        || r.has(joint, Flag::YearJoiner) && !apart
        || r.low(joint) == "/" && r.glued(joint) && r.glued(joint + 1)
    {
        let last = r.low(joint + 1);
        let short =
            last.len() <= 2 && last.bytes().all(|b| b.is_ascii_digit()) && !r.has(joint, Flag::YearJoiner);
        let scale = if last.len() == 2 { 100 } else { 10 };
        let to = match dates::year(r, joint + 1) {
            Some(year) => Some(year),
            None if short => last.parse::<i32>().ok().map(|n| first - first % scale + n),
            None => None,
        };
        if let Some(to) = to.filter(|to| *to > first && *to - first < 1000) {
            let iso = format!("{first:04}/{to:04}");
            return Some(FoundValue::dated(
                i..joint + 2,
                ValueKind::Date,
                iso,
                "from the first year to the second",
            ));
        }
    }
    let plausible = is_year(r, i, first);
    plausible.then(|| FoundValue::dated(i..i + 1, ValueKind::Date, format!("{first:04}"), "a year"))
}

/// Whether four digits are a year and not a count.
fn is_year(r: &TokenView, i: usize, year: i32) -> bool {
    let counted = matches!(
        r.term(i + 1),
        Some(
            Term::Unit
                | Term::Currency
                | Term::Scale(_)
                | Term::Hundred
                | Term::Many
                | Term::Period(Period::Day | Period::Hour | Period::Month | Period::Minute)
        )
    ) || r.has(i + 1, Flag::YearCounter)
        || r.has(i.wrapping_sub(1), Flag::AmountOpener)
        || r.is(i + 1, &[":", "/"]) && r.glued(i + 1) && r.glued(i + 2)
        || r.before(i) == "/" && r.glued(i)
        || r.joins(i.wrapping_sub(1))
            && r.term(i.wrapping_sub(2)).is_none()
            && !r.has(i.wrapping_sub(2), Flag::DecadePrefix);
    if counted && !(r.before(i) == "than" && r.is(i.wrapping_sub(2), &["later", "earlier", "rather"])) {
        return false;
    }
    if (1900..2070).contains(&year) {
        return true;
    }
    // Other centuries need a word that introduces a year, and no counted noun after it.
    let counts = r.word(i + 1).starts_with(char::is_lowercase) && r.low(i + 1).ends_with('s');
    let before = i.wrapping_sub(1);
    let alone = !r.word(i + 1).starts_with(char::is_lowercase) || dates::is_function_word(r.low(i + 1));
    r.has(before, Flag::YearOpener) && (!counts || dates::is_function_word(r.low(i + 1)))
        || r.has(before, Flag::PossibleYearOpener) && alone
        || r.low(before) == "the" && !counts
}
