//! Calendar dates in ISO 8601 form.

use std::fmt;
use std::str::FromStr;

use crate::error::Error;

/// A date of the proleptic Gregorian calendar.
///
/// ```
/// use gloss::document::Date;
///
/// let day: Date = "2025-04-16".parse()?;
/// assert_eq!(day, Date { year: 2025, month: 4, day: 16 });
/// assert_eq!(day.to_string(), "2025-04-16");
/// assert!("2025-02-29".parse::<Date>().is_err());
/// # Ok::<(), gloss::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year of the Common Era.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

/// Formats the date as `YYYY-MM-DD`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Parses `YYYY-MM-DD`.
impl FromStr for Date {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        parse(text).ok_or(Error::Date)
    }
}

fn parse(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let mut number = |digits: usize| {
        let part = parts.next()?;
        let plain = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
        if plain { part.parse::<u16>().ok() } else { None }
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    let valid = parts.next().is_none() && (1..=days).contains(&day);
    valid.then_some(Date { year: i32::from(year), month: month as u8, day: day as u8 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_existing_days_in_full_form_parse() {
        for good in ["2025-04-16", "2024-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(good.parse::<Date>().unwrap().to_string(), good);
        }
        for bad in ["", "2025", "2025-4-16", "2025-02-29", "2025-13-01", "2025-00-10", "2025-01-00"] {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
        for bad in ["2025-01-01-01", "+025-01-01", "2025-01-01T00", "1900-02-29", "２０２５-01-01"] {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
    }
}
