//! Holidays with a computable date: fixed ones, Easter and days relative to it, Thanksgiving.
//!
//! Easter follows the anonymous Gregorian computus (Meeus, "Astronomical Algorithms", chapter 8). Never
//! covers holidays of other calendars, which are names.

use crate::document::{Date, ValueKind};
use crate::lexicon::Flag;
use crate::lexicon::holidays::{LONGEST, Rule};
use crate::values::{FoundValue, TokenView, calendar, dates};

/// Matches a holiday at token `i`.
#[inline(never)]
pub(crate) fn read(r: &TokenView, i: usize) -> Option<FoundValue> {
    if !r.capital(i) || !r.has(i, Flag::HolidayOpener) {
        return None;
    }
    let (length, rule) = (1..=LONGEST).rev().find_map(|length| {
        let words: Vec<&str> = (i..i + length).map(|k| r.low(k)).collect();
        Some((length, Rule::of(&words.join(" "))?))
    })?;
    let mut end = i + length;
    let mut why = "the holiday of that year";
    let year = match dates::year(r, end) {
        Some(year) => {
            end += 1;
            year
        }
        None => {
            let Some(published) = r.published else {
                return Some(FoundValue::new(i..end, ValueKind::Date, dates::NO_DATE));
            };
            why = "the nearest such holiday to the article's date";
            let far =
                |year: i32| (calendar::day_number(rule.on(year)) - calendar::day_number(published)).abs();
            let years = [published.year, published.year - 1, published.year + 1];
            years.into_iter().min_by_key(|&year| far(year)).unwrap_or(published.year)
        }
    };
    Some(FoundValue::dated(i..end, ValueKind::Date, rule.on(year).to_string(), why))
}

impl Rule {
    /// Returns the date of the holiday in a year.
    fn on(self, year: i32) -> Date {
        match self {
            Self::Fixed(month, day) => Date { year, month, day },
            Self::Easter(days) => calendar::add_days(easter(year), days),
            Self::Thanksgiving => {
                let first = Date { year, month: 11, day: 1 };
                let thursday = (4 + 7 - calendar::weekday(first)) % 7;
                Date { day: 1 + thursday + 21, ..first }
            }
        }
    }
}

/// Returns the date of Easter Sunday.
fn easter(year: i32) -> Date {
    let (a, b, c) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - b / 4 - g + 15).rem_euclid(30);
    let m = (a + 11 * h) / 319;
    let l = (2 * (b % 4) + 2 * (c / 4) - c % 4 - h + m + 32).rem_euclid(7);
    let month = (h - m + l + 90) / 25;
    let day = (h - m + l + month + 19) % 32;
    Date { year, month: month as u8, day: day as u8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holidays_agree_with_printed_calendars() {
        let easters =
            [(1961, 4, 2), (2000, 4, 23), (2019, 4, 21), (2024, 3, 31), (2025, 4, 20), (2038, 4, 25)];
        for (year, month, day) in easters {
            assert_eq!(easter(year), Date { year, month, day });
        }
        assert_eq!(Rule::Thanksgiving.on(2025), Date { year: 2025, month: 11, day: 27 });
        assert_eq!(Rule::Thanksgiving.on(2024), Date { year: 2024, month: 11, day: 28 });
    }
}
