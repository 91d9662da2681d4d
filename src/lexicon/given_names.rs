//! Given names: their gender and their full forms. Never looks at surnames.

use crate::lexicon::{self, Field, Flag, Gender};

/// Whether a word in lower case without diacritics is a given name.
pub(crate) fn is_given_name(folded: &str) -> bool {
    let entry = lexicon::entry(folded);
    entry.has(Flag::MaleGivenName) || entry.has(Flag::FemaleGivenName)
}

/// Returns the gender of a given name in lower case without diacritics; `None` if it is unknown or used for
/// both.
pub(crate) fn gender(folded: &str) -> Option<Gender> {
    let entry = lexicon::entry(folded);
    match (entry.has(Flag::MaleGivenName), entry.has(Flag::FemaleGivenName)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

/// Returns the full forms of a short given name, all in lower case: "robert" for "bob".
pub(crate) fn long_forms(short: &str) -> impl Iterator<Item = &'static str> {
    lexicon::entry(short).values(Field::FullNames)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_have_gender_and_full_forms() {
        assert_eq!((gender("giorgia"), gender("marco")), (Some(Gender::Female), Some(Gender::Male)));
        assert!(is_given_name("marco") && !is_given_name("Marco") && !is_given_name("table"));
        assert_eq!(long_forms("steve").collect::<Vec<_>>(), ["stephen", "steven"]);
    }
}
