//! Word lists that are compiled in, sorted by bytes and searched in place.
//!
//! The lists stand in `data/lists`, one word a line, lower case, without diacritics; its README says where they
//! come from. Nothing is parsed when the annotator starts. Nothing here knows about articles.

use std::cmp::Ordering;

use crate::lexicon::Gender;

/// Nouns that name what somebody is or does: "minister", "spokeswoman", "goalkeeper".
const ROLES: &str = include_str!("../../data/lists/roles.txt");
/// First names of men.
const MEN: &str = include_str!("../../data/lists/first-names-men.txt");
/// First names of women.
const WOMEN: &str = include_str!("../../data/lists/first-names-women.txt");

/// Whether `word` (lower case, singular) heads a role.
pub(crate) fn is_role(word: &str) -> bool {
    holds(ROLES, word)
}

/// The gender that a first name shows; `None` for one that is unknown or given to both.
pub(crate) fn gender_of_first_name(folded: &str) -> Option<Gender> {
    match (holds(MEN, folded), holds(WOMEN, folded)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

/// Whether `folded` is a first name of men or of women.
pub(crate) fn is_first_name(folded: &str) -> bool {
    holds(MEN, folded) || holds(WOMEN, folded)
}

/// Whether a list holds the word: its words, without capitals, are sorted by bytes and white space stands between them.
pub(crate) fn holds(list: &str, word: &str) -> bool {
    // No byte of a word is smaller.
    let is_space = |b: &u8| *b <= b' ';
    let mut rest = list.as_bytes().trim_ascii();
    while !rest.is_empty() {
        // The word that lies over the middle, or ends before it: a list is searched by halves where it lies.
        let middle = rest.len() / 2;
        let end = rest[middle..].iter().position(is_space).map_or(rest.len(), |at| middle + at);
        let here = rest[..end].trim_ascii_end();
        let start = here.iter().rposition(is_space).map_or(0, |at| at + 1);
        match here[start..].iter().cmp(word.as_bytes()) {
            Ordering::Equal => return true,
            Ordering::Less => rest = rest[end..].trim_ascii_start(),
            Ordering::Greater => rest = rest[..start].trim_ascii_end(),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_and_nothing_else() {
        let spread = "\n    a ab\n    abc   b\n";
        for list in [ROLES, MEN, WOMEN, spread, " ", ""] {
            assert!(list.split_ascii_whitespace().all(|w| holds(list, w)));
            assert!(list.split_ascii_whitespace().is_sorted());
            for absent in ["", "zzzz", "aa", "minist", "ministerr", "\n", "ab abc", " "] {
                assert!(!holds(list, absent), "{absent:?}");
            }
        }
        assert_eq!(gender_of_first_name("giorgia"), Some(Gender::Female));
        assert_eq!(gender_of_first_name("marco"), Some(Gender::Male));
        assert!(is_role("spokesperson") && !is_role("table"));
    }
}
