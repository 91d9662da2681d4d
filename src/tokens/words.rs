//! What every model's features are made of: the hashes of each token's word, worked out once.

use std::sync::Arc;

use crate::model::features::text as hash;
use crate::tokens::Token;
use crate::tokens::shape::{self, Case};
use rustc_hash::FxHashMap;

/// One token's word, as features see it: hashes only. Small, for there is one for every token of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// As written.
    pub raw: u32,
    /// In lower case, apostrophes straight.
    pub low: u32,
    /// Which of the [`Spellings`] that its [`Reader`] has met, from 0.
    pub number: u32,
    /// Which of the words in lower case, from 0.
    pub low_number: u32,
    /// How it is written.
    pub case: Case,
}

impl Word {
    /// Stands for what is before the first and after the last token.
    pub const NONE: Self = Self { raw: 1, low: 1, number: u32::MAX, low_number: u32::MAX, case: Case::None };
}

/// What a word looks like, as features see it: the same at all its places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// As [`Word::raw`].
    pub raw: u32,
    /// As [`Word::low`].
    pub low: u32,
    /// Its shape, "Xx-Xx".
    pub shape: u32,
    /// Its first one to four characters in lower case; 0 where it has no more than that.
    pub prefixes: [u32; 4],
    /// Its last one to four characters in lower case; 0 where it has no more than that.
    pub suffixes: [u32; 4],
}

impl Spelling {
    /// That of [`Word::NONE`].
    const NONE: Self = Self { raw: 1, low: 1, shape: 1, prefixes: [0; 4], suffixes: [0; 4] };
}

/// The distinct spellings that a [`Reader`] has met. Cheap to clone.
#[derive(Clone, Default)]
pub struct Spellings {
    of: Arc<Vec<Spelling>>,
    lows: usize,
}

impl Spellings {
    /// How many there are: the numbers of words are less.
    pub fn len(&self) -> usize {
        self.of.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// How many there are in lower case: the numbers of words in lower case are less.
    pub fn lows(&self) -> usize {
        self.lows
    }

    /// Those with this number and the later ones.
    pub fn since(&self, number: usize) -> &[Spelling] {
        self.of.get(number..).unwrap_or(&[])
    }

    /// That of a word.
    pub fn get(&self, word: &Word) -> &Spelling {
        self.of.get(word.number as usize).unwrap_or(&Spelling::NONE)
    }
}

/// The words of `tokens`, one each, and their spellings.
pub fn read(text: &str, tokens: &[Token]) -> (Vec<Word>, Spellings) {
    let mut reader = Reader::default();
    let words = reader.read(text, tokens);
    (words, reader.spellings)
}

/// Reads the words of one stretch of a text after the other; what a word looks like is worked out where it stands for
/// the first time.
#[derive(Default)]
pub(crate) struct Reader {
    known: FxHashMap<u32, Word>,
    lows: FxHashMap<u32, u32>,
    spellings: Spellings,
    low: String,
    form: Vec<u8>,
}

impl Reader {
    /// The words of `tokens`, one each.
    pub(crate) fn read(&mut self, text: &str, tokens: &[Token]) -> Vec<Word> {
        tokens.iter().map(|token| self.word(token.span.of(text))).collect()
    }

    /// The spellings it has met.
    pub(crate) fn spellings(&self) -> &Spellings {
        &self.spellings
    }

    fn word(&mut self, raw: &str) -> Word {
        let key = hash(raw.as_bytes());
        let Self { known, lows, spellings, low, form } = self;
        let anew = || {
            shape::fold(raw, low);
            shape::shape(raw, form);
            let lower = hash(low.as_bytes());
            let (number, next) = (spellings.len() as u32, lows.len() as u32);
            let low_number = *lows.entry(lower).or_insert(next);
            spellings.lows = lows.len();
            Arc::make_mut(&mut spellings.of).push(Spelling {
                raw: key,
                low: lower,
                shape: hash(form),
                prefixes: [1, 2, 3, 4].map(|n| shape::prefix(low, n).unwrap_or(0)),
                suffixes: [1, 2, 3, 4].map(|n| shape::suffix(low, n).unwrap_or(0)),
            });
            Word { raw: key, low: lower, number, low_number, case: shape::case(raw) }
        };
        *known.entry(key).or_insert_with(anew)
    }
}

/// The word `offset` tokens from token `i`, [`Word::NONE`] outside the list.
pub(crate) fn near(words: &[Word], i: usize, offset: isize) -> &Word {
    i.checked_add_signed(offset).and_then(|at| words.get(at)).unwrap_or(&Word::NONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_compare_as_expected() {
        let text = "Paris paris PARIS Ann’s Ann's";
        let (words, spellings) = read(text, &crate::tokens::tokenize(text));
        let spelling = |i: usize| spellings.get(&words[i]);
        assert!(words[0].raw != words[1].raw && words[0].low == words[1].low && words[1].low == words[2].low);
        assert_eq!(words[4].low, words[6].low);
        assert_eq!(
            (spelling(0).prefixes[0], spelling(0).suffixes[3]),
            (spelling(2).prefixes[0], spelling(1).suffixes[3])
        );
        assert_eq!(near(&words, 0, -1), &Word::NONE);
        assert_eq!(near(&words, 0, 1), &words[1]);
    }
}
