//! Arithmetic with days, weeks and months of the proleptic Gregorian calendar.
//!
//! The day counts follow Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (`days_from_civil`,
//! `civil_from_days`); weeks follow ISO 8601. Never handles hours, time zones or other calendars.

use crate::document::Date;

/// Returns the number of days from 1970-01-01 to `date`, negative before it.
pub(crate) fn day_number(date: Date) -> i64 {
    let year = i64::from(date.year) - i64::from(date.month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month = (i64::from(date.month) + 9) % 12;
    let day_of_year = (153 * month + 2) / 5 + i64::from(date.day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Returns the date `days` days after 1970-01-01.
pub(crate) fn date_of(days: i64) -> Date {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * month + 2) / 5 + 1) as u8;
    let month = if month < 10 { month + 3 } else { month - 9 } as u8;
    let year = (year_of_era + era * 400) as i32 + i32::from(month <= 2);
    Date { year, month, day }
}

/// Returns the date `days` days later, or earlier if negative.
pub(crate) fn add_days(date: Date, days: i64) -> Date {
    date_of(day_number(date) + days)
}

/// Returns the year and month `months` months later, or earlier if negative.
pub(crate) fn add_months(date: Date, months: i64) -> (i32, u8) {
    let count = i64::from(date.year) * 12 + i64::from(date.month) - 1 + months;
    (count.div_euclid(12) as i32, count.rem_euclid(12) as u8 + 1)
}

/// Returns the day of the week, 1 for Monday to 7 for Sunday.
pub(crate) fn weekday(date: Date) -> u8 {
    (day_number(date) + 3).rem_euclid(7) as u8 + 1
}

/// Returns the year and number of the ISO week that contains `date`.
pub(crate) fn week(date: Date) -> (i32, u8) {
    // A week belongs to the year of its Thursday.
    let thursday = add_days(date, 4 - i64::from(weekday(date)));
    let first = Date { year: thursday.year, month: 1, day: 1 };
    (thursday.year, ((day_number(thursday) - day_number(first)) / 7 + 1) as u8)
}

/// Returns the number of days of a month.
pub(crate) fn month_len(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Returns the date, if the day exists.
pub(crate) fn date(year: i32, month: u8, day: u8) -> Option<Date> {
    let exists = (1..=12).contains(&month) && (1..=month_len(year, month)).contains(&day);
    exists.then_some(Date { year, month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers_convert_back_to_dates() {
        let mut before = None;
        for n in (-800_000..800_000).step_by(37) {
            let date = date_of(n);
            assert_eq!(day_number(date), n);
            assert!(date.day >= 1 && date.day <= month_len(date.year, date.month), "{date:?}");
            assert!(before < Some(date));
            before = Some(date);
        }
        assert_eq!(date_of(0), Date { year: 1970, month: 1, day: 1 });
    }

    #[test]
    fn weeks_and_months_follow_iso_8601() {
        let day = |year, month, day| Date { year, month, day };
        for (date, weekday_, week_) in [
            (day(2025, 4, 16), 3, (2025, 16)),
            (day(2024, 12, 30), 1, (2025, 1)),
            (day(2021, 1, 3), 7, (2020, 53)),
            (day(2000, 2, 29), 2, (2000, 9)),
        ] {
            assert_eq!((weekday(date), week(date)), (weekday_, week_), "{date:?}");
        }
        assert_eq!(add_months(day(2025, 1, 31), -1), (2024, 12));
        assert_eq!(add_months(day(2025, 12, 1), 13), (2027, 1));
        assert_eq!(date(2023, 2, 29), None);
    }
}
