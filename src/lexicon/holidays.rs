//! Holidays whose day follows from the year: fixed ones, Easter and its days, Thanksgiving.

use crate::lexicon::{self, Field, Flag};

/// Maximum number of words of a holiday's name.
pub(crate) const LONGEST: usize = 4;

/// How a holiday's day is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Month and day.
    Fixed(u8, u8),
    /// So many days after Easter Sunday.
    Easter(i64),
    /// The fourth Thursday of November.
    Thanksgiving,
}

impl Rule {
    /// The rule of the holiday with this name, its words in lower case with one space between them.
    pub(crate) fn of(name: &str) -> Option<Self> {
        let rule = lexicon::entry(name).value(Field::Holiday)?;
        if rule == "thanksgiving" {
            return Some(Self::Thanksgiving);
        }
        if let Some(days) = rule.strip_prefix("easter ") {
            return Some(Self::Easter(days.parse().ok()?));
        }
        let (month, day) = rule.split_once('-')?;
        Some(Self::Fixed(month.parse().ok()?, day.parse().ok()?))
    }
}

/// Returns whether these words are the name of a holiday, and nothing else.
pub(crate) fn is_holiday<'t>(mut words: impl ExactSizeIterator<Item = &'t str> + Clone) -> bool {
    if words.len() > LONGEST {
        return false;
    }
    let rest = words.clone();
    words.next().is_some_and(|first| lexicon::has(&first.to_ascii_lowercase(), Flag::HolidayOpener)) && {
        let name: Vec<String> = rest.map(str::to_ascii_lowercase).collect();
        Rule::of(&name.join(" ")).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_holiday_has_a_rule() {
        for (name, entry) in lexicon::words() {
            assert_eq!(entry.value(Field::Holiday).is_some(), Rule::of(name).is_some(), "{name}");
            assert!(name.split(' ').count() <= LONGEST || Rule::of(name).is_none(), "{name}");
        }
        assert_eq!(Rule::of("easter monday"), Some(Rule::Easter(1)));
        assert_eq!(Rule::of("christmas eve"), Some(Rule::Fixed(12, 24)));
    }

    #[test]
    fn names_of_holidays_are_seen_in_any_case() {
        let is = |name: &str| is_holiday(name.split(' ').collect::<Vec<_>>().into_iter());
        assert!(is("Christmas") && is("New Year ’s Eve") && !is("New Year") && !is("Christmas Market"));
    }
}
