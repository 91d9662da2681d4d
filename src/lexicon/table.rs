//! The compiled lexicon file: its layout, reader and writer.
//!
//! Words are sorted and indexed by their first three letters. Each word belongs to a class, which is a set of
//! flags and field values. Most words share their class with many others, so a word takes its letters and
//! three bytes. (In hash order the compressed file would be half as large again.) The file is read in place:
//! nothing is parsed at start-up, and a look-up visits six words on average. Damaged bytes give wrong answers
//! but are never read out of bounds. Never interprets a flag or a field.
//!
//! Layout, little-endian:
//!
//! | part | bytes |
//! |---|---|
//! | magic "GLEX", version, bytes of a flag set, classes, values, bytes of texts, listed words, words | 8 × 4 |
//! | index: start of the words of each prefix, in four-byte units, and the end of the last | (32³ + 1) × 2 |
//! | classes: start of the values of each, and the end of the last | (classes + 1) × 2 |
//! | classes: flag sets | classes × bytes of a set |
//! | values: field, length of its text, start of its text | values × 4 |
//! | listed words: flag, offset of the word | listed × 8 |
//! | texts | bytes of texts, from the header |
//! | words: length, class, letters, zero padding to a multiple of four | the rest |
//! | checksum | 8 |

use std::collections::BTreeMap;

use crate::model::checksum;

const MAGIC: u32 = u32::from_le_bytes(*b"GLEX");
const VERSION: u32 = 1;
/// Number of prefixes in the index.
const PREFIXES: usize = 32 * 32 * 32;
/// Alignment of a word record, in bytes.
const UNIT: usize = 4;
/// Number of 32-bit integers in the header.
const HEADER: usize = 8;
/// Bytes of a record before its word: length and class.
const RECORD: usize = 3;

/// The lexicon, read in place. The default is empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct Table<'a> {
    index: &'a [[u8; 2]],
    starts: &'a [[u8; 2]],
    /// Bytes of a flag set.
    width: usize,
    sets: &'a [u8],
    values: &'a [[u8; 4]],
    listed: &'a [[u8; 8]],
    texts: &'a [u8],
    records: &'a [u8],
}

impl<'a> Table<'a> {
    /// A table without words.
    pub const EMPTY: Self = Self {
        index: &[],
        starts: &[],
        width: 0,
        sets: &[],
        values: &[],
        listed: &[],
        texts: &[],
        records: &[],
    };

    /// Reads the parts of a file. Checks their lengths but not the checksum; returns `None` if the lengths do
    /// not fit. Also runs at compile time.
    pub const fn read(bytes: &'a [u8]) -> Option<Self> {
        let Some((bytes, _)) = bytes.split_last_chunk::<8>() else { return None };
        let (words, _) = bytes.as_chunks::<4>();
        let Some((header, _)) = words.split_first_chunk::<HEADER>() else { return None };
        let [magic, version, width, classes, values, texts, listed, _] = *header;
        let number = u32::from_le_bytes;
        if number(magic) != MAGIC || number(version) != VERSION {
            return None;
        }
        let (width, classes) = (number(width) as usize, number(classes) as usize);
        if width > 256 || classes > 1 << 16 {
            return None;
        }
        let rest = bytes.split_at(HEADER * 4).1;
        let Some((index, rest)) = part(rest, PREFIXES + 1, 2) else { return None };
        let Some((starts, rest)) = part(rest, classes + 1, 2) else { return None };
        let Some((sets, rest)) = part(rest, classes, width) else { return None };
        let Some((values, rest)) = part(rest, number(values) as usize, 4) else { return None };
        let Some((listed, rest)) = part(rest, number(listed) as usize, 8) else { return None };
        let Some((texts, records)) = part(rest, number(texts) as usize, 1) else { return None };
        Some(Self {
            index: index.as_chunks().0,
            starts: starts.as_chunks().0,
            width,
            sets,
            values: values.as_chunks().0,
            listed: listed.as_chunks().0,
            texts,
            records,
        })
    }

    /// Returns the class of a word, matched exactly; 0 for a word that is not in the lexicon.
    pub fn class(&self, word: &str) -> u16 {
        let word = word.as_bytes();
        let start = |prefix: usize| {
            self.index.get(prefix).map_or(0, |at| usize::from(u16::from_le_bytes(*at)) * UNIT)
        };
        let prefix = prefix(word);
        let mut rest = self.records.get(start(prefix)..start(prefix + 1)).unwrap_or(&[]);
        while let Some((record, behind)) = split_record(rest) {
            if record.word == word {
                return record.class;
            }
            // Words with the same prefix are sorted by the remaining bytes.
            if record.word.get(3) > word.get(3) {
                break;
            }
            rest = behind;
        }
        0
    }

    /// Whether a class has the flag with this number.
    pub fn has(&self, class: u16, flag: u16) -> bool {
        let at = usize::from(class) * self.width + usize::from(flag / 8);
        usize::from(flag / 8) < self.width && self.sets.get(at).is_some_and(|set| set & 1 << (flag % 8) != 0)
    }

    /// Returns the text of the field with this number in a class.
    pub fn value(&self, class: u16, field: u8) -> Option<&'a str> {
        let start = |class: usize| self.starts.get(class).map(|at| usize::from(u16::from_le_bytes(*at)));
        let class = usize::from(class);
        let values = self.values.get(start(class)?..start(class + 1)?)?;
        let &[_, len, low, high] = values.iter().find(|value| value[0] == field)?;
        let at = usize::from(u16::from_le_bytes([low, high]));
        std::str::from_utf8(self.texts.get(at..at + usize::from(len))?).ok()
    }

    /// Returns the words of a flag with a list of its words, in byte order.
    pub fn listed(&self, flag: u16) -> impl Iterator<Item = &'a str> {
        let of_flag = move |[low, high, _, _, at @ ..]: &[u8; 8]| {
            (u16::from_le_bytes([*low, *high]) == flag).then_some(u32::from_le_bytes(*at) as usize)
        };
        let records = self.records;
        let word = move |at: usize| std::str::from_utf8(split_record(records.get(at..)?)?.0.word).ok();
        self.listed.iter().filter_map(of_flag).filter_map(word)
    }

    /// Returns every word with its class, in unspecified order.
    pub fn words(&self) -> impl Iterator<Item = (&'a str, u16)> {
        let mut rest = self.records;
        std::iter::from_fn(move || {
            let (record, behind) = split_record(rest)?;
            rest = behind;
            Some((std::str::from_utf8(record.word).ok()?, record.class))
        })
    }
}

/// A word and its class.
struct Record<'a> {
    word: &'a [u8],
    class: u16,
}

fn split_record(bytes: &[u8]) -> Option<(Record<'_>, &[u8])> {
    let (&[len, low, high], rest) = bytes.split_first_chunk::<RECORD>()?;
    let (word, rest) = rest.split_at_checked(usize::from(len))?;
    let padding = (RECORD + word.len()).next_multiple_of(UNIT) - (RECORD + word.len());
    let rest = rest.get(padding..).unwrap_or(&[]);
    Some((Record { word, class: u16::from_le_bytes([low, high]) }, rest))
}

/// Maps a byte of a word to a number below 32 that preserves byte order; 0 past the end.
fn letter(byte: Option<&u8>) -> usize {
    match byte {
        None => 0,
        Some(..b'A') => 1,
        Some(b'A'..=b'M') => 2,
        Some(b'N'..b'a') => 3,
        Some(byte @ b'a'..=b'z') => 4 + usize::from(byte - b'a'),
        Some(b'{'..0x80) => 30,
        Some(0x80..) => 31,
    }
}

/// Returns the index number of a word's prefix.
fn prefix(word: &[u8]) -> usize {
    (0..3).fold(0, |prefix, i| prefix * 32 + letter(word.get(i)))
}

/// Splits off the first `count` items of `size` bytes each.
const fn part(bytes: &[u8], count: usize, size: usize) -> Option<(&[u8], &[u8])> {
    match count.checked_mul(size) {
        Some(len) => bytes.split_at_checked(len),
        None => None,
    }
}

/// The properties of one word in the sources.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Properties {
    /// Numbers of its flags.
    pub flags: std::collections::BTreeSet<u16>,
    /// Texts of its fields, by field number.
    pub values: BTreeMap<u8, String>,
}

/// Writes the file, given the properties of each word, the number of flags and the flags with a list of their
/// words.
///
/// # Errors
///
/// Describes the word, class or text that exceeds the layout.
pub fn write(words: &BTreeMap<String, Properties>, flags: u16, listed: &[u16]) -> Result<Vec<u8>, String> {
    let width = usize::from(flags).div_ceil(8);
    // Class 0, without properties, is the class of all words outside the lexicon.
    let mut classes: Vec<&Properties> = words.values().collect();
    let none = Properties::default();
    classes.push(&none);
    classes.sort_unstable();
    classes.dedup();
    let class = |properties: &Properties| classes.partition_point(|c| *c < properties) as u16;
    u16::try_from(classes.len()).map_err(|_| format!("{} classes", classes.len()))?;

    let (mut starts, mut sets, mut values) = (Vec::new(), Vec::new(), Vec::new());
    let mut texts = String::new();
    for properties in &classes {
        starts.extend((values.len() as u16 / 4).to_le_bytes());
        let mut set = vec![0u8; width];
        properties.flags.iter().for_each(|flag| set[usize::from(flag / 8)] |= 1 << (flag % 8));
        sets.extend(set);
        for (field, text) in &properties.values {
            let at = texts.find(text.as_str()).unwrap_or(texts.len());
            if at == texts.len() {
                texts.push_str(text);
            }
            let too_long = || format!("too much text: {text:?}");
            values.extend([*field, u8::try_from(text.len()).map_err(|_| too_long())?]);
            values.extend(u16::try_from(at).map_err(|_| too_long())?.to_le_bytes());
        }
    }
    starts.extend((values.len() as u16 / 4).to_le_bytes());

    let (mut records, mut places, mut prefixes) = (Vec::new(), BTreeMap::new(), Vec::new());
    let mut sorted: Vec<_> = words.iter().collect();
    sorted.sort_by_key(|(word, _)| (prefix(word.as_bytes()), word.as_bytes().get(3..), word.as_str()));
    for (word, properties) in sorted {
        places.insert(word.as_str(), records.len());
        prefixes.push((prefix(word.as_bytes()), records.len()));
        records.push(u8::try_from(word.len()).map_err(|_| format!("too long: {word:?}"))?);
        records.extend(class(properties).to_le_bytes());
        records.extend(word.as_bytes());
        records.resize(records.len().next_multiple_of(UNIT), 0);
    }
    let mut index = Vec::new();
    let mut prefixes = prefixes.into_iter().peekable();
    for prefix in 0..=PREFIXES {
        while prefixes.next_if(|(own, _)| *own < prefix).is_some() {}
        let start = prefixes.peek().map_or(records.len(), |(_, place)| *place) / UNIT;
        index.extend(u16::try_from(start).map_err(|_| "too many words")?.to_le_bytes());
    }

    let mut places_of_listed = Vec::new();
    for flag in listed {
        for (word, properties) in words {
            if properties.flags.contains(flag) {
                places_of_listed.extend(u32::from(*flag).to_le_bytes());
                places_of_listed.extend((places[word.as_str()] as u32).to_le_bytes());
            }
        }
    }
    let numbers = [
        MAGIC,
        VERSION,
        width as u32,
        classes.len() as u32,
        values.len() as u32 / 4,
        texts.len() as u32,
        places_of_listed.len() as u32 / 8,
        words.len() as u32,
    ];
    let mut bytes: Vec<u8> = numbers.into_iter().flat_map(u32::to_le_bytes).collect();
    for part in [index, starts, sets, values, places_of_listed, texts.into_bytes(), records] {
        bytes.extend(part);
    }
    Ok(checksum::append(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> BTreeMap<String, Properties> {
        let entry = |i: u16| {
            let flags = (0..20).filter(|flag| i.is_multiple_of(flag + 2)).collect();
            let values = (0..i % 3).map(|field| (field as u8, format!("v{}", i % 7))).collect();
            let words = ["word {}", "{}", "W{}", "é{}", "1{}b", "a{}", "~{}", "N’{}"];
            (words[usize::from(i) % words.len()].replace("{}", &i.to_string()), Properties { flags, values })
        };
        (0..500).map(entry).collect()
    }

    #[test]
    fn written_words_are_read_with_their_flags_and_values() {
        let words = words();
        let bytes = write(&words, 20, &[3]).unwrap();
        let table = Table::read(&bytes).unwrap();
        for (word, properties) in &words {
            let class = table.class(word);
            assert!((0..25).all(|flag| table.has(class, flag) == properties.flags.contains(&flag)), "{word}");
            for field in 0..4 {
                assert_eq!(table.value(class, field), properties.values.get(&field).map(String::as_str));
            }
        }
        assert_eq!(table.class("word"), 0);
        assert!((0..25).all(|flag| !table.has(0, flag)));
        let listed: Vec<&str> = table.listed(3).collect();
        let expected: Vec<&str> =
            words.iter().filter(|w| w.1.flags.contains(&3)).map(|w| w.0.as_str()).collect();
        assert_eq!(listed, expected);
        assert_eq!(table.words().count(), words.len());
        assert_eq!(Table::default().class("word 8"), 0);
    }

    #[test]
    fn damaged_bytes_never_panic() {
        let words = words().into_iter().take(12).collect();
        let bytes = write(&words, 20, &[3]).unwrap();
        let ask = |bytes: &[u8]| {
            let Some(table) = Table::read(bytes) else { return };
            for word in words.keys() {
                let class = table.class(word);
                (0..25).for_each(|flag| _ = table.has(class, flag));
                (0..4).for_each(|field| _ = table.value(class, field));
            }
            _ = table.listed(3).count();
            _ = table.words().count();
        };
        for at in 0..bytes.len() {
            ask(&bytes[..at]);
            for flip in [0x01, 0x55, 0xFF] {
                let mut damaged = bytes.clone();
                damaged[at] ^= flip;
                ask(&damaged);
            }
        }
    }
}
