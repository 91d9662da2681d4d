//! Hashes of each token's word and its written form, from which all models make features.
//!
//! The properties of a spelling are computed once, at its first occurrence. Never decides which features a
//! model uses.

use std::sync::Arc;

use crate::lexicon::{self, Entry};
use crate::model::features::hash_text as hash;
use crate::tokens::Token;
use crate::tokens::shape::{self, Case};
use rustc_hash::FxHashMap;

/// The hashes of one token's word. Kept small: an article has one per token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Hash of the word as written.
    pub raw: u32,
    /// Hash of the folded word: lower case, straight apostrophes.
    pub low: u32,
    /// Index of its spelling in [`Spellings`].
    pub number: u32,
    /// Index among the distinct folded words, in order of first occurrence.
    pub low_number: u32,
    /// Its capitalisation.
    pub case: Case,
    /// Lexicon entry of the word as written.
    pub entry: Entry,
    /// Lexicon entry of the word in lower case.
    pub low_entry: Entry,
}

impl Word {
    /// Placeholder for positions before the first and after the last token.
    pub const NONE: Self = Self {
        raw: 1,
        low: 1,
        number: u32::MAX,
        low_number: u32::MAX,
        case: Case::None,
        entry: Entry::NONE,
        low_entry: Entry::NONE,
    };
}

/// The hashed properties of one spelling, the same at all occurrences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// See [`Word::raw`].
    pub raw: u32,
    /// See [`Word::low`].
    pub low: u32,
    /// Hash of its shape, such as "Xx-Xx".
    pub shape: u32,
    /// Hashes of the first one to four characters of the folded word; 0 if the word is not longer than that.
    pub prefixes: [u32; 4],
    /// Hashes of the last one to four characters of the folded word; 0 if the word is not longer than that.
    pub suffixes: [u32; 4],
}

impl Spelling {
    /// The properties of [`Word::NONE`].
    const NONE: Self = Self { raw: 1, low: 1, shape: 1, prefixes: [0; 4], suffixes: [0; 4] };
}

/// The distinct spellings that a `WordHasher` has seen. Cheap to clone.
#[derive(Clone, Default)]
pub struct Spellings {
    entries: Arc<Vec<Spelling>>,
    folded: usize,
}

impl Spellings {
    /// Number of distinct spellings.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no spelling has been seen.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Number of distinct folded words.
    pub fn folded(&self) -> usize {
        self.folded
    }

    /// Returns the spellings from index `number` on.
    pub fn since(&self, number: usize) -> &[Spelling] {
        self.entries.get(number..).unwrap_or(&[])
    }

    /// Returns the spelling of a word.
    pub fn get(&self, word: &Word) -> &Spelling {
        self.entries.get(word.number as usize).unwrap_or(&Spelling::NONE)
    }
}

/// Hashes the words of `tokens`; returns one [`Word`] per token and their spellings.
pub fn hash_words(text: &str, tokens: &[Token]) -> (Vec<Word>, Spellings) {
    let mut hasher = WordHasher::default();
    let words = hasher.hash(text, tokens);
    (words, hasher.spellings)
}

/// Hashes the words of a text block by block and numbers distinct spellings in order of first occurrence.
#[derive(Default)]
pub(crate) struct WordHasher {
    words: FxHashMap<u32, Word>,
    folded: FxHashMap<u32, u32>,
    spellings: Spellings,
    low: String,
    shape: Vec<u8>,
}

impl WordHasher {
    /// Returns one [`Word`] per token.
    pub(crate) fn hash(&mut self, text: &str, tokens: &[Token]) -> Vec<Word> {
        tokens.iter().map(|token| self.word(token.span.of(text))).collect()
    }

    /// Returns all spellings seen so far.
    pub(crate) fn spellings(&self) -> &Spellings {
        &self.spellings
    }

    fn word(&mut self, raw: &str) -> Word {
        let key = hash(raw.as_bytes());
        let Self { words, folded, spellings, low, shape } = self;
        let describe = || {
            shape::fold(raw, low);
            shape::shape(raw, shape);
            let lower = hash(low.as_bytes());
            let (number, next) = (spellings.len() as u32, folded.len() as u32);
            let low_number = *folded.entry(lower).or_insert(next);
            spellings.folded = folded.len();
            Arc::make_mut(&mut spellings.entries).push(Spelling {
                raw: key,
                low: lower,
                shape: hash(shape),
                prefixes: [1, 2, 3, 4].map(|n| shape::prefix(low, n).unwrap_or(0)),
                suffixes: [1, 2, 3, 4].map(|n| shape::suffix(low, n).unwrap_or(0)),
            });
            let entry = lexicon::entry(raw);
            let has_capitals = raw.bytes().any(|b| b.is_ascii_uppercase() || !b.is_ascii());
            let low_entry = if has_capitals { lexicon::entry(&raw.to_lowercase()) } else { entry };
            Word { raw: key, low: lower, number, low_number, case: shape::case(raw), entry, low_entry }
        };
        *words.entry(key).or_insert_with(describe)
    }
}

/// Returns the word `offset` tokens from token `i`, or [`Word::NONE`] outside the list.
pub(crate) fn near(words: &[Word], i: usize, offset: isize) -> &Word {
    i.checked_add_signed(offset).and_then(|at| words.get(at)).unwrap_or(&Word::NONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_ignore_case_and_apostrophe_style_only_when_folded() {
        let text = "Paris paris PARIS Ann’s Ann's";
        let (words, spellings) = hash_words(text, &crate::tokens::tokenize(text));
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
