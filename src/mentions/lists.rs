//! What the recogniser knows of words and phrases beforehand: word clusters and lists of names.
//!
//! Clusters group words that stand in like places in news text; each has a path in a binary tree, whose prefixes are
//! coarser groups. Lists say that a phrase is a country, a town, a body, a people, a first name or a surname
//! somewhere in the world. Both are hashed tables read in place; a phrase that is in no list is taken for one that is
//! by one chance in eight thousand. Nothing here says that a phrase is a name where it stands.
//!
//! The file, all little-endian: eight words (magic "GLIS", version, clusters, buckets of the word table, buckets of
//! the phrase table, three spare); one word a cluster: its path with a one before its first bit; then for each table
//! four 16-bit marks a bucket (0: empty) and the values, 16 bits a word and 8 bits a phrase.

use crate::tagger::features::join;

const MAGIC: u32 = u32::from_le_bytes(*b"GLIS");
const VERSION: u32 = 1;
const HEADER: usize = 32;
const SLOTS: usize = 4;

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

/// The longest phrase of a list, in tokens.
pub const LONGEST: usize = 6;

/// The tables, read in place. The default knows nothing.
#[derive(Clone, Debug, Default)]
pub struct Lists<'a> {
    paths: Vec<u32>,
    words: Table<'a>,
    phrases: Table<'a>,
}

#[derive(Clone, Debug, Default)]
struct Table<'a> {
    marks: &'a [u8],
    values: &'a [u8],
}

/// The bytes are not lists that this program reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLists;

impl<'a> Lists<'a> {
    /// Reads the file, checking its lengths.
    pub fn load(bytes: &'a [u8]) -> Result<Self, NotLists> {
        let header = bytes.get(..HEADER).ok_or(NotLists)?;
        let word = |i: usize| {
            header.get(i * 4..i * 4 + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])) as usize
        };
        let (clusters, words, phrases) = (word(2), word(3) * SLOTS, word(4) * SLOTS);
        let small = clusters < 1 << 16 && words < 1 << 24 && phrases < 1 << 24;
        if word(0) as u32 != MAGIC || word(1) as u32 != VERSION || !small {
            return Err(NotLists);
        }
        if bytes.len() != HEADER + clusters * 4 + words * 4 + phrases * 3 {
            return Err(NotLists);
        }
        let (paths, rest) = bytes[HEADER..].split_at(clusters * 4);
        let (word_marks, rest) = rest.split_at(words * 2);
        let (word_values, rest) = rest.split_at(words * 2);
        let (phrase_marks, phrase_values) = rest.split_at(phrases * 2);
        let paths = paths.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        Ok(Self {
            paths,
            words: Table { marks: word_marks, values: word_values },
            phrases: Table { marks: phrase_marks, values: phrase_values },
        })
    }

    /// The path of a word's cluster, with a one before its first bit; 0 for a word in none. `word` is the hash of
    /// the word as written.
    pub fn cluster(&self, word: u32) -> u32 {
        let Some(slot) = self.words.slot(word) else { return 0 };
        let value =
            self.words.values.get(slot * 2..slot * 2 + 2).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]));
        self.paths.get(value as usize).copied().unwrap_or(0)
    }

    /// The classes of a phrase, as bits of [`class`]; see [`phrase`] for its key.
    pub fn classes(&self, key: u32) -> u8 {
        self.phrases.slot(key).and_then(|slot| self.phrases.values.get(slot)).copied().unwrap_or(0)
    }
}

impl Table<'_> {
    fn slot(&self, key: u32) -> Option<usize> {
        let (buckets, mark) = places(key, self.marks.len() / 2 / SLOTS);
        buckets.into_iter().find_map(|bucket| {
            let marks = self.marks.get(bucket * SLOTS * 2..(bucket + 1) * SLOTS * 2)?;
            let slot = marks.chunks_exact(2).position(|b| u16::from_le_bytes([b[0], b[1]]) == mark)?;
            Some(bucket * SLOTS + slot)
        })
    }
}

/// The two buckets that may hold a key, and its mark.
fn places(key: u32, buckets: usize) -> ([usize; 2], u16) {
    let bucket = |hash: u32| ((hash >> 16) as usize * buckets) >> 16;
    ([bucket(key), bucket(key.wrapping_mul(0x9E37_79B1))], (key as u16).max(1))
}

/// The key of a phrase: the hashes of its words in lower case, taken in one after another from [`NO_WORDS`].
pub fn phrase(so_far: u32, word: u32) -> u32 {
    join(so_far, word)
}

/// The key of the empty phrase.
pub const NO_WORDS: u32 = 0;

/// The first `bits` bits of a cluster's path, with the one before them; the whole path where it is shorter.
pub fn prefix(path: u32, bits: u32) -> u32 {
    let len = 31 - path.max(1).leading_zeros();
    path >> len.saturating_sub(bits)
}

/// Writes the file: the paths of the clusters, the cluster of each word, the classes of each phrase, keys as the
/// reader makes them. Words and phrases that come later give way where a bucket is full.
pub fn write(paths: &[u32], words: &[(u32, u16)], phrases: &[(u32, u8)]) -> Vec<u8> {
    let buckets = |n: usize| (n as f64 * 1.08 / SLOTS as f64).ceil().max(1.0) as usize;
    let (word_buckets, phrase_buckets) = (buckets(words.len()), buckets(phrases.len()));
    let header = [MAGIC, VERSION, paths.len() as u32, word_buckets as u32, phrase_buckets as u32, 0, 0, 0];
    let mut bytes: Vec<u8> = header.iter().chain(paths).flat_map(|w| w.to_le_bytes()).collect();
    let (marks, slots) = fill(word_buckets, words);
    bytes.extend(marks);
    bytes.extend(slots.iter().flat_map(|v| v.to_le_bytes()));
    let (marks, slots) = fill(phrase_buckets, phrases);
    bytes.extend(marks);
    bytes.extend(slots);
    bytes
}

fn fill<V: Copy + Default>(buckets: usize, entries: &[(u32, V)]) -> (Vec<u8>, Vec<V>) {
    let mut marks = vec![0u16; buckets * SLOTS];
    let mut values = vec![V::default(); buckets * SLOTS];
    for &(key, value) in entries {
        let (places, mark) = places(key, buckets);
        let bucket = |b: usize| b * SLOTS..(b + 1) * SLOTS;
        let free = places.map(|b| marks[bucket(b)].iter().filter(|&&m| m == 0).count());
        let chosen = places[usize::from(free[1] > free[0])];
        if let Some(at) = bucket(chosen).find(|&at| marks[at] == 0) {
            marks[at] = mark;
            values[at] = value;
        }
    }
    (marks.iter().flat_map(|m| m.to_le_bytes()).collect(), values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::features::text;

    #[test]
    fn what_is_written_is_found() {
        let key = |words: &[&str]| words.iter().fold(NO_WORDS, |k, w| phrase(k, text(w.as_bytes())));
        let words: Vec<(u32, u16)> = (0..1000).map(|i| (text(format!("w{i}").as_bytes()), i % 2)).collect();
        let phrases = [(key(&["new", "york"]), class::PLACE), (key(&["york"]), class::PLACE | class::LAST)];
        let bytes = write(&[0b10, 0b1101], &words, &phrases);
        let lists = Lists::load(&bytes).unwrap();
        let found = words.iter().filter(|(w, c)| lists.cluster(*w) == [0b10, 0b1101][*c as usize]).count();
        assert!(found > 950, "{found}");
        assert_eq!(lists.classes(key(&["new", "york"])), class::PLACE);
        assert_eq!((lists.classes(key(&["york", "new"])), lists.classes(key(&["new"]))), (0, 0));
        assert_eq!((prefix(0b1101, 2), prefix(0b1101, 8), prefix(0, 4)), (0b110, 0b1101, 0));
        assert!((0..bytes.len()).all(|cut| Lists::load(&bytes[..cut]).is_err()));
        assert_eq!(Lists::default().classes(key(&["york"])), 0);
    }
}
