//! What a word looks like: its shape, its affixes, its case.

use crate::model::features;

/// How a word is written.
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

/// How `word` is written.
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

/// Writes the shape of `word` to `out`: "Barrot" is "Xx", "COVID-19" is "X-d", "3.5" is "d.d", runs counting once.
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

/// Writes `word` to `out` as features compare it: lower case, typographic apostrophes, quotes and dashes straight.
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

/// The hash of the first `n` characters of `word`; none where it is not longer.
pub(crate) fn prefix(word: &str, n: usize) -> Option<u32> {
    let (at, _) = word.char_indices().nth(n)?;
    word.get(..at).map(|s| features::text(s.as_bytes()))
}

/// The hash of the last `n` characters of `word`; none where it is not longer.
pub(crate) fn suffix(word: &str, n: usize) -> Option<u32> {
    let (at, _) = word.char_indices().rev().nth(n - 1).filter(|&(at, _)| at > 0)?;
    word.get(at..).map(|s| features::text(s.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_described() {
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
    fn affixes_count_characters() {
        assert_eq!(suffix("Noël", 2), Some(features::text("ël".as_bytes())));
        assert_eq!(prefix("Noël", 3), Some(features::text("Noë".as_bytes())));
        assert_eq!((suffix("ël", 2), prefix("ël", 2)), (None, None));
        let mut out = String::new();
        fold("L’Équipe", &mut out);
        assert_eq!(out, "l'équipe");
    }
}
