//! Given names: whose they are, and what is short for what.

use crate::lexicon::{self, Field, Flag, Gender};

/// Whether a word in lower case without diacritics is a first name of men or of women.
pub(crate) fn is_given_name(folded: &str) -> bool {
    let entry = lexicon::entry(folded);
    entry.has(Flag::MaleGivenName) || entry.has(Flag::FemaleGivenName)
}

/// The gender that a first name in lower case without diacritics shows; `None` for one that is unknown or given to
/// both.
pub(crate) fn gender(folded: &str) -> Option<Gender> {
    let entry = lexicon::entry(folded);
    match (entry.has(Flag::MaleGivenName), entry.has(Flag::FemaleGivenName)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

/// The long forms of a short first name: "Robert" for "Bob", both in lower case.
pub(crate) fn long_forms(short: &str) -> impl Iterator<Item = &'static str> {
    lexicon::entry(short).values(Field::FullNames)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_show_gender_and_long_forms() {
        assert_eq!((gender("giorgia"), gender("marco")), (Some(Gender::Female), Some(Gender::Male)));
        assert!(is_given_name("marco") && !is_given_name("Marco") && !is_given_name("table"));
        assert_eq!(long_forms("steve").collect::<Vec<_>>(), ["stephen", "steven"]);
    }
}
