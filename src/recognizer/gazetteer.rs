//! What the recogniser knows of words and phrases beforehand: word clusters and lists of names.
//!
//! Clusters group words that stand in like places in news text; senses group words, whatever their case, that are
//! used of like things in far more text than ours (`data/lists/senses.tsv`). Each group has a path in a binary tree,
//! whose prefixes are coarser groups. Gazetteer say that a phrase is a country, a town, a body, a people, a first name or
//! a surname somewhere in the world. All are maps read in place ([`crate::model::fuse_map`]), which take a word that they do not
//! hold for one that they do by a chance of less than one in a hundred. Nothing here says that a phrase is a name
//! where it stands.
//!
//! The file, all little-endian: five words (magic "GLIS", version, clusters, senses, combinations of classes); one
//! word a cluster and one a sense: its path with a one before its first bit; a byte for every combination of classes;
//! then three maps: words as written to clusters, words in lower case to senses, phrases to combinations; and the sum
//! of all this ([`seal`]).

use crate::model::checksum;
use crate::model::features::join;
use crate::model::format::{self, LoadError};
use crate::model::fuse_map::{self, FuseMap};

const MAGIC: u32 = u32::from_le_bytes(*b"GLIS");
const VERSION: u32 = 3;
/// Bytes of the three counts behind magic and version.
const HEADER: usize = 12;

/// The classes of the lists, as bits: a phrase may be in several.
pub mod class {
    /// Countries, under any of their usual names.
    pub const COUNTRY: u8 = 1;
    /// Towns and regions.
    pub const PLACE: u8 = 2;
    /// Companies, agencies, parties, universities, international bodies, newspapers.
    pub const BODY: u8 = 4;
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

/// Bits that tell a word that a map holds from others.
const WORD_MARKS: u32 = 7;
/// The same for a phrase, of which more are asked for.
const PHRASE_MARKS: u32 = 9;

/// The longest phrase of a list, in tokens.
pub const LONGEST: usize = 6;

/// The tables, read in place. The default knows nothing.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer<'a> {
    clusters: Groups<'a>,
    senses: Groups<'a>,
    combinations: &'a [u8],
    phrases: FuseMap<'a>,
}

/// Words in groups that are the leaves of a tree.
#[derive(Clone, Debug, Default)]
struct Groups<'a> {
    paths: &'a [u8],
    words: FuseMap<'a>,
}

impl Groups<'_> {
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
    /// [`LoadError`] when the bytes are no gazetteer of this version, are damaged, or have another length than their
    /// header says.
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
            clusters: Groups { paths: clusters, words: as_written },
            senses: Groups { paths: senses, words: in_lower },
            combinations,
            phrases,
        })
    }

    /// The path of a word's cluster, with a one before its first bit; 0 for a word in none. `word` is the hash of
    /// the word as written.
    pub fn cluster(&self, word: u32) -> u32 {
        self.clusters.path(word)
    }

    /// The path of a word's sense, with a one before its first bit; 0 for a word in none. `word` is the hash of the
    /// word in lower case.
    pub fn sense(&self, word: u32) -> u32 {
        self.senses.path(word)
    }

    /// The classes of a phrase, as bits of [`class`]; see [`phrase`] for its key.
    pub fn classes(&self, key: u32) -> u8 {
        let combination = self.phrases.get(key).and_then(|at| self.combinations.get(at as usize));
        combination.copied().unwrap_or(0)
    }
}

/// The key of a phrase: the hashes of its words in lower case, taken in one after another from [`NO_WORDS`].
pub fn phrase(so_far: u32, word: u32) -> u32 {
    join(so_far, word)
}

/// The key of the empty phrase.
pub const NO_WORDS: u32 = 0;

/// The first `bits` bits of a cluster's path, with the one before them; the whole path where it is shorter.
pub(crate) fn prefix(path: u32, bits: u32) -> u32 {
    let len = 31 - path.max(1).leading_zeros();
    path >> len.saturating_sub(bits)
}

/// Words in groups, to be written.
#[derive(Clone, Debug, Default)]
pub struct Grouped {
    /// The path of each group.
    pub paths: Vec<u32>,
    /// The hash of each word and its group, each word once.
    pub words: Vec<(u32, u32)>,
}

/// Writes the file: clusters, senses, and the classes of each phrase, keys as the reader makes them, each once.
pub fn write(clusters: &Grouped, senses: &Grouped, phrases: &[(u32, u8)]) -> Vec<u8> {
    let mut combinations: Vec<u8> = phrases.iter().map(|p| p.1).collect();
    combinations.sort_unstable();
    combinations.dedup();
    let lengths = [clusters.paths.len(), senses.paths.len(), combinations.len()].map(|n| n as u32);
    let words = [MAGIC, VERSION].into_iter().chain(lengths);
    let words = words.chain(clusters.paths.iter().copied()).chain(senses.paths.iter().copied());
    let mut bytes: Vec<u8> = words.flat_map(u32::to_le_bytes).collect();
    bytes.extend(&combinations);
    let bits = |n: usize| n.next_power_of_two().trailing_zeros();
    bytes.extend(fuse_map::write(&clusters.words, WORD_MARKS, bits(clusters.paths.len())));
    bytes.extend(fuse_map::write(&senses.words, WORD_MARKS, bits(senses.paths.len())));
    let place = |classes| combinations.partition_point(|&c| c < classes) as u32;
    let numbered: Vec<(u32, u32)> = phrases.iter().map(|&(key, classes)| (key, place(classes))).collect();
    bytes.extend(fuse_map::write(&numbered, PHRASE_MARKS, bits(combinations.len())));
    checksum::append(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::features::hash_text;

    #[test]
    fn what_is_written_is_found() {
        let key = |words: &[&str]| words.iter().fold(NO_WORDS, |k, w| phrase(k, hash_text(w.as_bytes())));
        let words: Vec<(u32, u32)> =
            (0..1000).map(|i| (hash_text(format!("w{i}").as_bytes()), i % 2)).collect();
        let phrases = [(key(&["new", "york"]), class::PLACE), (key(&["york"]), class::PLACE | class::LAST)];
        let clusters = Grouped { paths: vec![0b10, 0b1101], words: words.clone() };
        let senses = Grouped { paths: vec![0b111], words: vec![(words[3].0, 0)] };
        let bytes = write(&clusters, &senses, &phrases);
        let lists = Gazetteer::load(&bytes).unwrap();
        assert!(words.iter().all(|(w, c)| lists.cluster(*w) == [0b10, 0b1101][*c as usize]));
        assert_eq!((lists.sense(words[3].0), lists.sense(words[4].0)), (0b111, 0));
        assert_eq!(lists.classes(key(&["new", "york"])), class::PLACE);
        assert_eq!((lists.classes(key(&["york", "new"])), lists.classes(key(&["new"]))), (0, 0));
        assert_eq!((prefix(0b1101, 2), prefix(0b1101, 8), prefix(0, 4)), (0b110, 0b1101, 0));
        assert!((0..bytes.len()).all(|cut| Gazetteer::load(&bytes[..cut]).is_err()));
        assert_eq!(Gazetteer::default().classes(key(&["york"])), 0);
    }
}
