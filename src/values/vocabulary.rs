//! The vocabulary of values: number words, months, weekdays, periods, units, currencies.
//!
//! Words are looked up in lower case. Scales and units that follow a number without a space ("bn", "km") are
//! included. Never looks at the context of a word.

use crate::lexicon::{self, Field, Flag};

/// The meaning of a word for the grammars of values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Term {
    /// "one" to "nineteen".
    Small(u8),
    /// "twenty" to "ninety".
    Tens(u8),
    /// "hundred".
    Hundred,
    /// "thousand", "crore": the factor.
    Scale(f64),
    /// "hundreds", "dozens", "millions".
    Many,
    /// "first", "third", "hundredth".
    Ordinal(u8),
    /// "half", "quarter".
    Fraction(f64),
    /// January is 1.
    Month(u8),
    /// Monday is 1. The flag is true for the plural ("Mondays"), which means every week.
    Weekday(u8, bool),
    /// "Wed": a weekday only next to a date.
    ShortWeekday(u8),
    /// "days", "weeks".
    Period(Period),
    /// "spring": the TIMEX3 code.
    Season(&'static str),
    /// "morning", "noon": the TIMEX3 code or the time.
    Part(&'static str),
    /// "yesterday": the number of days from today.
    Deictic(i8),
    /// "dollars".
    Currency,
    /// "km".
    Unit,
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Period {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Period {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "second" => Self::Second,
            "minute" => Self::Minute,
            "hour" => Self::Hour,
            "day" => Self::Day,
            "week" => Self::Week,
            "fortnight" => Self::Fortnight,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "year" => Self::Year,
            "decade" => Self::Decade,
            "century" => Self::Century,
            _ => return None,
        })
    }
}

/// Looks up a word in lower case; a final full stop is ignored.
pub(crate) fn look_up(low: &str) -> Option<Term> {
    let entry = lexicon::entry(low.strip_suffix('.').unwrap_or(low));
    let class = entry.value(Field::Class)?;
    let value = entry.value(Field::Value).unwrap_or_default();
    Some(match class {
        "small" => Term::Small(value.parse().ok()?),
        "tens" => Term::Tens(value.parse().ok()?),
        "hundred" => Term::Hundred,
        "scale" => Term::Scale(value.parse().ok()?),
        "many" => Term::Many,
        "ordinal" => Term::Ordinal(value.parse().ok()?),
        "fraction" => Term::Fraction(value.parse().ok()?),
        "month" => Term::Month(value.parse().ok()?),
        "weekday" => Term::Weekday(value.parse().ok()?, false),
        "weekdays" => Term::Weekday(value.parse().ok()?, true),
        "short_weekday" => Term::ShortWeekday(value.parse().ok()?),
        "period" => Term::Period(Period::named(value)?),
        "season" => Term::Season(value),
        "part" => Term::Part(value),
        "deictic" => Term::Deictic(value.parse().ok()?),
        "currency" => Term::Currency,
        "unit" => Term::Unit,
        _ => return None,
    })
}

/// Whether a word is a currency code or abbreviation next to a number ("USD 10 million", "Rs 500"). Codes
/// must be in capitals, since "try" and "pen" are also words.
pub(crate) fn is_currency_code(word: &str) -> bool {
    lexicon::has(word.strip_suffix('.').unwrap_or(word), Flag::CurrencyCode)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_values_are_read() {
        assert_eq!(look_up("sept."), Some(Term::Month(9)));
        assert_eq!(look_up("zebra"), None);
    }

    #[test]
    fn every_class_and_value_of_the_lexicon_is_read() {
        for (word, entry) in lexicon::words() {
            assert_eq!(look_up(word).is_some(), entry.value(Field::Class).is_some(), "{word}");
        }
    }
}
