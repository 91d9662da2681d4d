//! Word lists that are compiled in, sorted by bytes and searched in place.
//!
//! The lists stand in `data/lists`, one word a line, lower case, without diacritics; its README says where they
//! come from. Nothing is parsed when the annotator starts. Nothing here knows about articles.

/// Nouns that name what somebody is or does: "minister", "spokeswoman", "goalkeeper".
const ROLES: &str = include_str!("../../data/lists/roles.txt");
/// First names of men.
const MEN: &str = include_str!("../../data/lists/first-names-men.txt");
/// First names of women.
const WOMEN: &str = include_str!("../../data/lists/first-names-women.txt");

/// Grammatical gender of a person, as far as a pronoun shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// He.
    Male,
    /// She.
    Female,
}

/// Whether `word` (lower case, singular) heads a role.
pub fn is_role(word: &str) -> bool {
    holds(ROLES, word)
}

/// The gender that a first name shows; `None` for one that is unknown or given to both.
pub fn gender_of_first_name(folded: &str) -> Option<Gender> {
    match (holds(MEN, folded), holds(WOMEN, folded)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

/// Whether `folded` is a first name of men or of women.
pub fn is_first_name(folded: &str) -> bool {
    holds(MEN, folded) || holds(WOMEN, folded)
}

/// Whether a line of the sorted list is `word`: a binary search over bytes that lands inside lines.
fn holds(list: &str, word: &str) -> bool {
    let bytes = list.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes[..middle].iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
        let end = bytes[middle..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |at| middle + at);
        match bytes[start..end].cmp(word.as_bytes()) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_and_nothing_else() {
        for list in [ROLES, MEN, WOMEN] {
            assert!(list.lines().all(|w| holds(list, w)));
            assert!(list.lines().is_sorted());
            for absent in ["", "zzzz", "a", "minist", "ministerr", "\n"] {
                assert!(!holds(list, absent), "{absent:?}");
            }
        }
        assert_eq!(gender_of_first_name("giorgia"), Some(Gender::Female));
        assert_eq!(gender_of_first_name("marco"), Some(Gender::Male));
        assert!(is_role("spokesperson") && !is_role("table"));
    }
}
