//! The normal form of a name: what all its spellings share, and what the lists of the base are sorted by.
//!
//! Lower case, no diacritics, no dots ("J.D." is "jd"), no possessive, no leading "the", hyphens as spaces.
//! The base must be built again when this changes; `cargo xtask kb build --check` tells. Word order stays.

use std::cmp::Ordering;

use crate::text::normalize;

/// The normal form of `name`; empty when nothing of it is a letter or digit.
pub fn key(name: &str) -> String {
    normalize::words(name).join(" ")
}

/// How the normal form of `name` and `key` are ordered, read no further than they differ. `room` is for use between.
pub fn compare(name: &str, key: &str, room: &mut String) -> Ordering {
    let (mut rest, mut first) = (key.as_bytes(), true);
    let mut differs = None;
    // Takes what of the normal form comes next off the key.
    let mut take = |next: &str| {
        let shared = rest.get(..next.len()).unwrap_or(rest);
        let order = next.as_bytes().cmp(shared);
        rest = rest.get(shared.len()..).unwrap_or_default();
        differs = Some(order).filter(|o| o.is_ne());
        order.is_eq()
    };
    normalize::each_word(name, room, |word, goes_on| {
        let space = if first || goes_on { "" } else { " " };
        first = false;
        take(space) && take(word)
    });
    differs.unwrap_or(if rest.is_empty() { Ordering::Equal } else { Ordering::Less })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_share_a_normal_form() {
        for (a, b) in [
            ("J.D. Vance", "JD Vance"),
            ("the White House", "White House's"),
            ("São Paulo", "Sao Paulo"),
            ("U.S.", "US"),
            ("Jean-Noël Barrot", "Jean Noel Barrot"),
            ("Côte d’Ivoire", "Cote d'Ivoire"),
        ] {
            assert_eq!(key(a), key(b));
        }
        assert_ne!(key("Georgia"), key("Georgian"));
    }

    proptest! {
        #[test]
        fn a_normal_form_is_its_own(name in "\\PC{0,30}") {
            let once = key(&name);
            // A form that begins with "the" or ends like an initial may shrink once more, never twice.
            let twice = key(&once);
            prop_assert_eq!(key(&twice), twice);
        }

        #[test]
        fn names_compare_as_their_normal_forms(a in "[ab .éthe-]{0,6}", b in "[ab .éthe-]{0,6}") {
            prop_assert_eq!(compare(&a, &key(&b), &mut String::new()), key(&a).cmp(&key(&b)));
        }

        #[test]
        fn case_does_not_matter(name in "[A-Za-zÀ-ÿ .'-]{0,30}") {
            let plain = name.replace(['\'', '.'], "");
            prop_assert_eq!(key(&plain.to_lowercase()), key(&plain.to_uppercase().replace('ẞ', "SS")));
        }
    }
}
