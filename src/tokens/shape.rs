//! The written form of a word: case, shape, affixes. Never looks at its neighbours.

use crate::model::features;

/// The capitalisation of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Case {
    /// No letters.
    None,
    /// "talks".
    Lower,
    /// "Paris".
    Title,
    /// "NATO", "U.S.".
    Upper,
    /// "McDonald", "iPhone", "COVIDSafe".
    Mixed,
    /// One capital letter: "A", "J.".
    Initial,
}

/// Returns the capitalisation of a word.
pub(crate) fn case(word: &str) -> Case {
    let (mut upper, mut lower) = (0u32, 0u32);
    let mut first_upper = false;
    for c in word.chars() {
        if c.is_lowercase() {
            lower += 1;
        } else if c.is_uppercase() {
            first_upper |= upper + lower == 0;
            upper += 1;
        } else if c.is_alphabetic() {
            lower += 1;
        }
    }
    match (upper, lower) {
        (0, 0) => Case::None,
        (0, _) => Case::Lower,
        (1, 0) => Case::Initial,
        (_, 0) => Case::Upper,
        (1, _) if first_upper => Case::Title,
        _ => Case::Mixed,
    }
}

/// Writes the shape of `word` to `out`: "Barrot" gives "Xx", "COVID-19" gives "X-d", "3.5" gives "d.d".
/// Repeats of a class are written once.
pub(crate) fn shape(word: &str, out: &mut Vec<u8>) {
    out.clear();
    for c in word.chars() {
        let class = if c.is_uppercase() {
            b'X'
        } else if c.is_alphabetic() {
            b'x'
        } else if c.is_numeric() {
            b'd'
        } else if c.is_ascii() {
            c as u8
        } else {
            b'~'
        };
        if out.last() != Some(&class) {
            out.push(class);
        }
    }
}

/// Writes the folded form that features compare to `out`: lower case, straight apostrophes, quotes and
/// dashes.
pub(crate) fn fold(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        out.push_str(word);
        out.make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        match c {
            '’' | 'ʼ' | '＇' => out.push('\''),
            '“' | '”' => out.push('"'),
            '–' | '—' => out.push('-'),
            _ => out.extend(c.to_lowercase()),
        }
    }
}

/// Returns the hash of the first `n` characters, or `None` if the word is not longer than that.
pub(crate) fn prefix(word: &str, n: usize) -> Option<u32> {
    let (at, _) = word.char_indices().nth(n)?;
    word.get(..at).map(|s| features::hash_text(s.as_bytes()))
}

/// Returns the hash of the last `n` characters, or `None` if the word is not longer than that.
pub(crate) fn suffix(word: &str, n: usize) -> Option<u32> {
    let (at, _) = word.char_indices().rev().nth(n - 1).filter(|&(at, _)| at > 0)?;
    word.get(at..).map(|s| features::hash_text(s.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shape_and_case_follow_the_spelling() {
        for (word, expected, written) in [
            ("Barrot", "Xx", Case::Title),
            ("COVID", "X", Case::Upper),
            ("U.S.", "X.X.", Case::Upper),
            ("iPhone", "xXx", Case::Mixed),
            ("3.5", "d.d", Case::None),
            ("J.", "X.", Case::Initial),
            ("éclair", "x", Case::Lower),
            ("”", "~", Case::None),
        ] {
            let mut out = Vec::new();
            shape(word, &mut out);
            assert_eq!((out.as_slice(), case(word)), (expected.as_bytes(), written), "{word}");
        }
    }

    #[test]
    fn affixes_count_characters_not_bytes() {
        assert_eq!(suffix("Noël", 2), Some(features::hash_text("ël".as_bytes())));
        assert_eq!(prefix("Noël", 3), Some(features::hash_text("Noë".as_bytes())));
        assert_eq!((suffix("ël", 2), prefix("ël", 2)), (None, None));
        let mut out = String::new();
        fold("L’Équipe", &mut out);
        assert_eq!(out, "l'équipe");
    }
}
