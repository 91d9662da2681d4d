//! The compiled lexicon file: its layout, reader and writer.
//!
//! Words are sorted and indexed by their first three letters. Each word belongs to a class, which is a set of
//! flags and field values. Most words share their class with many others, so a word takes its letters and
//! three bytes. Letters, lengths and classes are separate parts, since each compresses best by itself. The file
//! is read in place: nothing is parsed at start-up, and a look-up visits six words on average. Damaged bytes give
//! wrong answers but are never read out of bounds. Never interprets a flag or a field.
//!
//! Layout, little-endian:
//!
//! | part | bytes |
//! |---|---|
//! | magic "GLEX", version, bytes of a flag set, classes, values, bytes of texts, listed words, words | 8 × 4 |
//! | index: number of the first word of each prefix, and the number of words | (32³ + 1) × 2 |
//! | classes: start of the values of each, and the end of the last | (classes + 1) × 2 |
//! | classes: flag sets | classes × bytes of a set |
//! | values: field, length of its text, start of its text | values × 4 |
//! | listed words: flag, number of the word | listed × 4 |
//! | texts | bytes of texts, from the header |
//! | words: start of the letters of every sixteenth | (words / 16, rounded up) × 4 |
//! | words: class | words × 2 |
//! | words: length | words |
//! | words: letters | the rest |
//! | checksum | 8 |

use std::collections::BTreeMap;

use crate::model::checksum;

const MAGIC: u32 = u32::from_le_bytes(*b"GLEX");
const VERSION: u32 = 2;
/// Number of prefixes in the index.
const PREFIXES: usize = 32 * 32 * 32;
/// Number of words per stored start of letters.
const STRIDE: usize = 16;
/// Number of 32-bit integers in the header.
const HEADER: usize = 8;

/// The lexicon, read in place. The default is empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct Table<'a> {
    index: &'a [[u8; 2]],
    starts: &'a [[u8; 2]],
    /// Bytes of a flag set.
    width: usize,
    sets: &'a [u8],
    values: &'a [[u8; 4]],
    listed: &'a [[u8; 4]],
    texts: &'a [u8],
    offsets: &'a [[u8; 4]],
    word_classes: &'a [[u8; 2]],
    lengths: &'a [u8],
    letters: &'a [u8],
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
        offsets: &[],
        word_classes: &[],
        lengths: &[],
        letters: &[],
    };

    /// Reads the parts of a file. Checks their lengths but not the checksum; returns `None` if the lengths do
    /// not fit. Also runs at compile time.
    pub const fn read(bytes: &'a [u8]) -> Option<Self> {
        let Some((bytes, _)) = bytes.split_last_chunk::<8>() else { return None };
        let (numbers, _) = bytes.as_chunks::<4>();
        let Some((header, _)) = numbers.split_first_chunk::<HEADER>() else { return None };
        let [magic, version, width, classes, values, texts, listed, words] = *header;
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
        let Some((listed, rest)) = part(rest, number(listed) as usize, 4) else { return None };
        let Some((texts, rest)) = part(rest, number(texts) as usize, 1) else { return None };
        let words = number(words) as usize;
        let Some((offsets, rest)) = part(rest, words.div_ceil(STRIDE), 4) else { return None };
        let Some((word_classes, rest)) = part(rest, words, 2) else { return None };
        let Some((lengths, letters)) = part(rest, words, 1) else { return None };
        Some(Self {
            index: index.as_chunks().0,
            starts: starts.as_chunks().0,
            width,
            sets,
            values: values.as_chunks().0,
            listed: listed.as_chunks().0,
            texts,
            offsets: offsets.as_chunks().0,
            word_classes: word_classes.as_chunks().0,
            lengths,
            letters,
        })
    }

    /// Returns the class of a word, matched exactly; 0 for a word that is not in the lexicon.
    pub fn class(&self, word: &str) -> u16 {
        let word = word.as_bytes();
        let first =
            |prefix: usize| self.index.get(prefix).map_or(0, |at| usize::from(u16::from_le_bytes(*at)));
        let prefix = prefix(word);
        let (first, end) = (first(prefix), first(prefix + 1));
        let mut at = if first < end { self.offset(first) } else { 0 };
        for (number, &length) in (first..end).zip(self.lengths.get(first..).unwrap_or(&[])) {
            let known = self.letters.get(at..at + usize::from(length)).unwrap_or(&[]);
            if known == word {
                return self.class_of(number);
            }
            // Words with the same prefix are sorted by the remaining bytes.
            if known.get(3) > word.get(3) {
                break;
            }
            at += usize::from(length);
        }
        0
    }

    /// The start of the letters of a word.
    fn offset(&self, number: usize) -> usize {
        let group = number / STRIDE;
        let start = self.offsets.get(group).map_or(0, |at| u32::from_le_bytes(*at) as usize);
        let before = self.lengths.get(group * STRIDE..number).unwrap_or(&[]);
        before.iter().fold(start, |at, &length| at + usize::from(length))
    }

    fn class_of(&self, number: usize) -> u16 {
        self.word_classes.get(number).map_or(0, |class| u16::from_le_bytes(*class))
    }

    fn word(&self, number: usize) -> Option<&'a str> {
        let start = self.offset(number);
        let end = start + usize::from(*self.lengths.get(number)?);
        std::str::from_utf8(self.letters.get(start..end)?).ok()
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
        let of_flag = move |&[a, b, c, d]: &[u8; 4]| {
            (u16::from_le_bytes([a, b]) == flag).then_some(usize::from(u16::from_le_bytes([c, d])))
        };
        let table = *self;
        self.listed.iter().filter_map(of_flag).filter_map(move |number| table.word(number))
    }

    /// Returns every word with its class, in the order of the file.
    pub fn words(&self) -> impl Iterator<Item = (&'a str, u16)> {
        let table = *self;
        (0..table.lengths.len()).filter_map(move |number| Some((table.word(number)?, table.class_of(number))))
    }
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

    let mut sorted: Vec<_> = words.iter().collect();
    sorted.sort_by_key(|(word, _)| (prefix(word.as_bytes()), word.as_bytes().get(3..), word.as_str()));
    u16::try_from(sorted.len()).map_err(|_| "too many words")?;
    let mut numbers: BTreeMap<&str, u16> = BTreeMap::new();
    let (mut offsets, mut word_classes, mut lengths, mut letters) = (vec![], vec![], vec![], vec![]);
    for (number, (word, properties)) in sorted.iter().enumerate() {
        numbers.insert(word, number as u16);
        if number % STRIDE == 0 {
            offsets.extend((letters.len() as u32).to_le_bytes());
        }
        word_classes.extend(class(properties).to_le_bytes());
        lengths.push(u8::try_from(word.len()).map_err(|_| format!("too long: {word:?}"))?);
        letters.extend(word.as_bytes());
    }
    let first = |number| sorted.partition_point(|(word, _)| prefix(word.as_bytes()) < number) as u16;
    let index = (0..=PREFIXES).flat_map(|prefix| first(prefix).to_le_bytes()).collect();

    let mut listed_words = Vec::new();
    for flag in listed {
        for (word, _) in words.iter().filter(|(_, properties)| properties.flags.contains(flag)) {
            listed_words.extend(flag.to_le_bytes());
            listed_words.extend(numbers[word.as_str()].to_le_bytes());
        }
    }
    let header = [
        MAGIC,
        VERSION,
        width as u32,
        classes.len() as u32,
        values.len() as u32 / 4,
        texts.len() as u32,
        listed_words.len() as u32 / 4,
        words.len() as u32,
    ];
    let mut bytes: Vec<u8> = header.into_iter().flat_map(u32::to_le_bytes).collect();
    let texts = texts.into_bytes();
    for part in [index, starts, sets, values, listed_words, texts, offsets, word_classes, lengths, letters] {
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
