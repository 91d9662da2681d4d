//! What every model's features are made of: the hashes of each token's word, worked out once.

use super::features::text as hash;
use super::shape::{self, Case};
use crate::maps::Map;
use crate::tokens::Token;

/// One token's word, as features see it: hashes only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// As written.
    pub raw: u32,
    /// In lower case, apostrophes straight.
    pub low: u32,
    /// Which of the spellings that its [`Reader`] has met, from 0.
    pub number: u32,
    /// Which of the words in lower case, from 0.
    pub low_number: u32,
    /// Its shape, "Xx-Xx".
    pub shape: u32,
    /// How it is written.
    pub case: Case,
    /// Its first one to four characters in lower case; 0 where it has no more than that.
    pub prefixes: [u32; 4],
    /// Its last one to four characters in lower case; 0 where it has no more than that.
    pub suffixes: [u32; 4],
}

impl Word {
    /// Stands for what is before the first and after the last token.
    pub const NONE: Self = Self {
        raw: 1,
        low: 1,
        number: u32::MAX,
        low_number: u32::MAX,
        shape: 1,
        case: Case::None,
        prefixes: [0; 4],
        suffixes: [0; 4],
    };
}

/// The words of `tokens`, one each.
pub fn read(text: &str, tokens: &[Token]) -> Vec<Word> {
    Reader::default().read(text, tokens)
}

/// Reads the words of one stretch of a text after the other; what a word looks like is worked out where it stands for
/// the first time.
#[derive(Default)]
pub struct Reader {
    known: Map<u32, Word>,
    lows: Map<u32, u32>,
    low: String,
    form: Vec<u8>,
}

impl Reader {
    /// The words of `tokens`, one each.
    pub fn read(&mut self, text: &str, tokens: &[Token]) -> Vec<Word> {
        tokens.iter().map(|token| self.word(token.span.of(text))).collect()
    }

    /// How many spellings it has met.
    pub fn spellings(&self) -> usize {
        self.known.len()
    }

    fn word(&mut self, raw: &str) -> Word {
        let key = hash(raw.as_bytes());
        let number = self.known.len() as u32;
        let (low, form, lows) = (&mut self.low, &mut self.form, &mut self.lows);
        let anew = || {
            shape::fold(raw, low);
            shape::shape(raw, form);
            let lower = hash(low.as_bytes());
            let next = lows.len() as u32;
            Word {
                raw: key,
                low: lower,
                number,
                low_number: *lows.entry(lower).or_insert(next),
                shape: hash(form),
                case: shape::case(raw),
                prefixes: [1, 2, 3, 4].map(|n| shape::prefix(low, n).unwrap_or(0)),
                suffixes: [1, 2, 3, 4].map(|n| shape::suffix(low, n).unwrap_or(0)),
            }
        };
        *self.known.entry(key).or_insert_with(anew)
    }
}

/// How many spellings and how many words in lower case these number, at most.
pub fn numbers(words: &[Word]) -> (usize, usize) {
    words.iter().fold((0, 0), |(spellings, lows), w| {
        (spellings.max(w.number as usize + 1), lows.max(w.low_number as usize + 1))
    })
}

/// The word `offset` tokens from token `i`, [`Word::NONE`] outside the list.
pub fn near(words: &[Word], i: usize, offset: isize) -> &Word {
    i.checked_add_signed(offset).and_then(|at| words.get(at)).unwrap_or(&Word::NONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_compare_as_expected() {
        let text = "Paris paris PARIS Ann’s Ann's";
        let words = read(text, &crate::tokens::tokenize(text));
        assert!(words[0].raw != words[1].raw && words[0].low == words[1].low && words[1].low == words[2].low);
        assert_eq!(words[4].low, words[6].low);
        assert_eq!(
            (words[0].prefixes[0], words[0].suffixes[3]),
            (words[2].prefixes[0], words[1].suffixes[3])
        );
        assert_eq!(near(&words, 0, -1), &Word::NONE);
        assert_eq!(near(&words, 0, 1), &words[1]);
    }
}
