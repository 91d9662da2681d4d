//! Holidays whose date is determined by the year: fixed dates, dates relative to Easter, Thanksgiving. Never
//! computes a date.

use crate::lexicon::{self, Field, Flag};

/// Maximum number of words in a holiday's name.
pub(crate) const LONGEST: usize = 4;

/// The rule that determines the date of a holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Month and day.
    Fixed(u8, u8),
    /// Number of days after Easter Sunday, negative before it.
    Easter(i64),
    /// The fourth Thursday of November.
    Thanksgiving,
}

impl Rule {
    /// Returns the rule of a holiday, given its name in lower case with single spaces.
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

/// Whether these words are exactly the name of a holiday.
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
    fn holiday_names_match_in_any_case() {
        let is = |name: &str| is_holiday(name.split(' ').collect::<Vec<_>>().into_iter());
        assert!(is("Christmas") && is("New Year ’s Eve") && !is("New Year") && !is("Christmas Market"));
    }
}
