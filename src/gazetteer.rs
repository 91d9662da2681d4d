//! The gazetteer: word clusters, word senses and lists of names.
//!
//! Clusters group words with similar contexts in news text; senses group words, ignoring case, with similar
//! vectors learnt from far more text than ours (`data/lists/senses.tsv`). Each group has a path in a binary
//! tree, whose prefixes are coarser groups. The lists of names contain phrases that are a country, a town, an
//! organisation, a people, a first name or a surname somewhere in the world. All are maps read in place
//! ([`crate::model::fuse_map`]), which find an absent word with a probability of less than one in a hundred.
//! Never says that a phrase is a name where it occurs.
//!
//! The file, all little-endian: five words (magic number "GLIS", version, clusters, senses, combinations of
//! classes); one word per cluster and one per sense: its path with a one before its first bit; a byte for
//! every combination of classes; then three maps: words as written to clusters, words in lower case to
//! senses, phrases to combinations; and the [`checksum`].

use crate::model::checksum;
use crate::model::features::join;
use crate::model::format::{self, LoadError};
use crate::model::fuse_map::{self, FuseMap};
use crate::tokens::words::{Spelling, Word};

const MAGIC: u32 = u32::from_le_bytes(*b"GLIS");
const VERSION: u32 = 3;
/// Length of the three counts after magic number and version, in bytes.
const HEADER: usize = 12;

/// The classes of the lists, as bits; a phrase may have several.
pub mod class {
    /// Countries, under any of their usual names.
    pub const COUNTRY: u8 = 1;
    /// Towns and regions.
    pub const PLACE: u8 = 2;
    /// Companies, agencies, parties, universities, international organisations, newspapers.
    pub const ORGANIZATION: u8 = 4;
    /// Peoples and adjectives of countries.
    pub const PEOPLE: u8 = 8;
    /// Full names of people in office.
    pub const PERSON: u8 = 16;
    /// First names.
    pub const FIRST: u8 = 32;
    /// Surnames.
    pub const LAST: u8 = 64;
    /// Names of other things: events, works, laws, products.
    pub const OTHER: u8 = 128;
}

/// Check bits of the maps of words.
const WORD_CHECK_BITS: u32 = 7;
/// Check bits of the map of phrases, of which more are looked up.
const PHRASE_CHECK_BITS: u32 = 9;

/// Maximum number of tokens of a listed phrase.
pub const MAX_PHRASE_TOKENS: usize = 6;

/// The tables, read in place. The default is empty.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer<'a> {
    clusters: WordGroups<'a>,
    senses: WordGroups<'a>,
    combinations: &'a [u8],
    phrases: FuseMap<'a>,
}

/// Words in groups, which are the leaves of a binary tree.
#[derive(Clone, Debug, Default)]
struct WordGroups<'a> {
    paths: &'a [u8],
    words: FuseMap<'a>,
}

impl WordGroups<'_> {
    fn path(&self, word: u32) -> u32 {
        let path = self.words.get(word).and_then(|group| {
            let at = group as usize * 4;
            self.paths.get(at..at + 4)?.try_into().ok()
        });
        path.map_or(0, u32::from_le_bytes)
    }
}

impl<'a> Gazetteer<'a> {
    /// Loads the file.
    ///
    /// # Errors
    ///
    /// [`LoadError`] if magic number, version, checksum or length are not the expected ones.
    pub fn load(bytes: &'a [u8]) -> Result<Self, LoadError> {
        Self::read(format::body(bytes, MAGIC, VERSION)?).ok_or(LoadError::Length)
    }

    fn read(body: &'a [u8]) -> Option<Self> {
        let (header, rest) = body.split_at_checked(HEADER)?;
        let count = |i: usize| Some(u32::from_le_bytes(*header.get(i * 4..)?.first_chunk()?) as usize);
        let (clusters, rest) = rest.split_at_checked(count(0)?.checked_mul(4)?)?;
        let (senses, rest) = rest.split_at_checked(count(1)?.checked_mul(4)?)?;
        let (combinations, rest) = rest.split_at_checked(count(2)?)?;
        let (as_written, rest) = FuseMap::load(rest)?;
        let (in_lower, rest) = FuseMap::load(rest)?;
        let (phrases, rest) = FuseMap::load(rest)?;
        rest.is_empty().then_some(Self {
            clusters: WordGroups { paths: clusters, words: as_written },
            senses: WordGroups { paths: senses, words: in_lower },
            combinations,
            phrases,
        })
    }

    /// Returns the path of a word's cluster, with a one before its first bit; 0 without a cluster. `word` is
    /// the hash of the word as written.
    pub fn cluster(&self, word: u32) -> u32 {
        self.clusters.path(word)
    }

    /// Returns the path of the cluster of a word as written or, without one, of the word in lower case.
    pub fn cluster_of(&self, word: &Spelling) -> u32 {
        let as_written = Some(self.cluster(word.raw)).filter(|&cluster| cluster != 0);
        as_written.unwrap_or_else(|| self.cluster(word.low))
    }

    /// Returns the path of a word's sense, with a one before its first bit; 0 without a sense. `word` is the
    /// hash of the word in lower case.
    pub fn sense(&self, word: u32) -> u32 {
        self.senses.path(word)
    }

    /// Returns the classes of a phrase, as bits of [`class`]. The key is built with [`extend_phrase`].
    pub fn classes(&self, key: u32) -> u8 {
        let combination = self.phrases.get(key).and_then(|at| self.combinations.get(at as usize));
        combination.copied().unwrap_or(0)
    }
}

/// Extends the key of a phrase, which starts with [`EMPTY_PHRASE`], by the hash of its next word in lower
/// case.
pub fn extend_phrase(key: u32, word: u32) -> u32 {
    join(key, word)
}

/// Returns the key of some words, which ignores case.
pub(crate) fn phrase_key(words: &[Word]) -> u32 {
    words.iter().fold(EMPTY_PHRASE, |key, word| extend_phrase(key, word.low))
}

/// The key of the empty phrase.
pub const EMPTY_PHRASE: u32 = 0;

/// Returns the first `bits` bits of a path, with the one before them; the whole path if it is shorter.
pub(crate) fn prefix(path: u32, bits: u32) -> u32 {
    let len = 31 - path.max(1).leading_zeros();
    path >> len.saturating_sub(bits)
}

/// Words in groups, as input of [`write`].
#[derive(Clone, Debug, Default)]
pub struct GroupedWords {
    /// The path of each group.
    pub paths: Vec<u32>,
    /// The hash of each word and its group, each word once.
    pub words: Vec<(u32, u32)>,
}

/// Writes the file from clusters, senses, and the classes of each phrase. Every phrase key must occur once.
pub fn write(clusters: &GroupedWords, senses: &GroupedWords, phrases: &[(u32, u8)]) -> Vec<u8> {
    let mut combinations: Vec<u8> = phrases.iter().map(|p| p.1).collect();
    combinations.sort_unstable();
    combinations.dedup();
    let lengths = [clusters.paths.len(), senses.paths.len(), combinations.len()].map(|n| n as u32);
    let words = [MAGIC, VERSION].into_iter().chain(lengths);
    let words = words.chain(clusters.paths.iter().copied()).chain(senses.paths.iter().copied());
    let mut bytes: Vec<u8> = words.flat_map(u32::to_le_bytes).collect();
    bytes.extend(&combinations);
    let bits = |n: usize| n.next_power_of_two().trailing_zeros();
    bytes.extend(fuse_map::write(&clusters.words, WORD_CHECK_BITS, bits(clusters.paths.len())));
    bytes.extend(fuse_map::write(&senses.words, WORD_CHECK_BITS, bits(senses.paths.len())));
    let index = |classes| combinations.partition_point(|&c| c < classes) as u32;
    let numbered: Vec<(u32, u32)> = phrases.iter().map(|&(key, classes)| (key, index(classes))).collect();
    bytes.extend(fuse_map::write(&numbered, PHRASE_CHECK_BITS, bits(combinations.len())));
    checksum::append(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::features::hash_text;

    #[test]
    fn written_words_and_phrases_are_found() {
        let key = |words: &[&str]| {
            words.iter().fold(EMPTY_PHRASE, |k, w| extend_phrase(k, hash_text(w.as_bytes())))
        };
        let words: Vec<(u32, u32)> =
            (0..1000).map(|i| (hash_text(format!("w{i}").as_bytes()), i % 2)).collect();
        let phrases = [(key(&["new", "york"]), class::PLACE), (key(&["york"]), class::PLACE | class::LAST)];
        let clusters = GroupedWords { paths: vec![0b10, 0b1101], words: words.clone() };
        let senses = GroupedWords { paths: vec![0b111], words: vec![(words[3].0, 0)] };
        let bytes = write(&clusters, &senses, &phrases);
        let gazetteer = Gazetteer::load(&bytes).unwrap();
        assert!(words.iter().all(|(w, c)| gazetteer.cluster(*w) == [0b10, 0b1101][*c as usize]));
        assert_eq!((gazetteer.sense(words[3].0), gazetteer.sense(words[4].0)), (0b111, 0));
        assert_eq!(gazetteer.classes(key(&["new", "york"])), class::PLACE);
        assert_eq!((gazetteer.classes(key(&["york", "new"])), gazetteer.classes(key(&["new"]))), (0, 0));
        assert_eq!((prefix(0b1101, 2), prefix(0b1101, 8), prefix(0, 4)), (0b110, 0b1101, 0));
        assert!((0..bytes.len()).all(|cut| Gazetteer::load(&bytes[..cut]).is_err()));
        assert_eq!(Gazetteer::default().classes(key(&["york"])), 0);
    }
}
