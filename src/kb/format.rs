//! The layout of the knowledge base file; reads it in place and writes it.
//!
//! The file is a magic word, the lengths of its sections, the sections, and a checksum of all this
//! ([`checksum`]). Entries are stored by column, one section per field. Numbers wider than a byte are split
//! into planes, one per byte, lowest first, because runs of equal bytes compress best. Strings are
//! front-coded in blocks of `BLOCK`: the first of a block in full, the others as the length of the prefix
//! shared with the preceding string, and the rest. Loading verifies the checksum once; every access checks
//! its index, so that no bytes at all cause a panic.
//!
//! Never interprets the columns.

use crate::lexicon::Gender;
use crate::model::checksum;
use crate::model::format::LoadError;

/// First bytes of the file; the last one is the version.
const MAGIC: &[u8; 8] = b"GLOSSKB\x02";
/// Number of strings in a front-coded block.
const BLOCK: usize = 16;
/// Years are stored as the distance from this one; 0 means unknown.
pub const FIRST_YEAR: u16 = 1800;
/// Stored in place of a last year if an office was still held according to a source that is no longer recent.
pub const OPEN_ONCE: u8 = 255;
/// Bit mask of the gender in the flags.
pub const GENDER: u8 = 3;

/// The gender in the flags of an entry.
pub(crate) fn gender(flags: u8) -> Option<Gender> {
    match flags & GENDER {
        1 => Some(Gender::Male),
        2 => Some(Gender::Female),
        _ => None,
    }
}

/// Flag: the Wikipedia title equals the label.
pub const TITLE_IS_LABEL: u8 = 4;

/// A column of numbers of one to four bytes each, stored as planes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wide<'a> {
    bytes: &'a [u8],
    planes: usize,
}

impl<'a> Wide<'a> {
    fn new(bytes: &'a [u8], planes: usize) -> Self {
        Self { bytes, planes }
    }

    /// Number of values.
    pub fn len(&self) -> usize {
        self.bytes.len().checked_div(self.planes).unwrap_or(0)
    }

    /// Whether the column is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value at index `at`.
    pub fn get(&self, at: usize) -> Option<u32> {
        let len = self.len();
        if at >= len {
            return None;
        }
        (0..self.planes).try_fold(0, |sum, plane| {
            Some(sum | u32::from(*self.bytes.get(plane * len + at)?) << (8 * plane))
        })
    }

    /// The first index whose value does not satisfy `before`, in a sorted column.
    pub fn partition(&self, before: impl Fn(u32) -> bool) -> usize {
        partition(self.len(), |i| self.get(i).is_some_and(&before))
    }

    /// Encodes a column.
    pub fn write(numbers: &[u32], planes: usize) -> Vec<u8> {
        (0..planes).flat_map(|plane| numbers.iter().map(move |n| (n >> (8 * plane)) as u8)).collect()
    }
}

/// The first index below `len` that does not satisfy `before` (binary search).
fn partition(len: usize, mut before: impl FnMut(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// A list of front-coded strings.
#[derive(Clone, Copy, Debug, Default)]
pub struct Strings<'a> {
    /// Where each block starts in `data`, then the number of strings.
    starts: Wide<'a>,
    data: &'a [u8],
}

impl<'a> Strings<'a> {
    fn new(starts: &'a [u8], data: &'a [u8]) -> Self {
        Self { starts: Wide::new(starts, 3), data }
    }

    /// Number of strings.
    pub fn len(&self) -> usize {
        let blocks = self.blocks();
        let claimed = self.starts.get(blocks).unwrap_or(0) as usize;
        claimed.min(blocks * BLOCK)
    }

    /// Whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn blocks(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The string at index `at`.
    pub fn get(&self, at: usize) -> Option<String> {
        let mut found = None;
        self.walk(at / BLOCK, |i, s| {
            found = (i == at).then(|| s.to_owned());
            i < at
        });
        found
    }

    /// Calls `visit` with the index and text of each string of a block until it returns false.
    pub fn walk(&self, block: usize, mut visit: impl FnMut(usize, &str) -> bool) {
        let (Some(start), len) = (self.starts.get(block), self.len()) else { return };
        let mut rest = self.data.get(start as usize..).unwrap_or_default();
        let mut current: Vec<u8> = Vec::new();
        for at in block * BLOCK..((block + 1) * BLOCK).min(len) {
            let [shared, added, tail @ ..] = rest else { return };
            let (Some(new), true) = (tail.get(..usize::from(*added)), usize::from(*shared) <= current.len())
            else {
                return;
            };
            current.truncate(usize::from(*shared));
            current.extend_from_slice(new);
            rest = &tail[new.len()..];
            let Ok(text) = std::str::from_utf8(&current) else { return };
            if !visit(at, text) {
                return;
            }
        }
    }

    /// The last block whose first string satisfies `before`, or the first block.
    pub fn block_before(&self, mut before: impl FnMut(&str) -> bool) -> usize {
        partition(self.blocks(), |block| self.first(block).is_some_and(&mut before)).saturating_sub(1)
    }

    fn first(&self, block: usize) -> Option<&'a str> {
        let [0, len, rest @ ..] = self.data.get(self.starts.get(block)? as usize..)? else { return None };
        std::str::from_utf8(rest.get(..usize::from(*len))?).ok()
    }

    /// Encodes a list as two sections; strings over 255 bytes are cut at a character boundary.
    pub fn write<S: AsRef<str>>(strings: &[S]) -> [Vec<u8>; 2] {
        let (mut starts, mut data) = (Vec::new(), Vec::new());
        let mut before: &[u8] = &[];
        for (at, s) in strings.iter().enumerate() {
            let s = s.as_ref();
            let end = (0..=s.len().min(255)).rev().find(|&end| s.is_char_boundary(end)).unwrap_or(0);
            let s = &s[..end];
            if at.is_multiple_of(BLOCK) {
                starts.push(data.len() as u32);
                before = &[];
            }
            let shared = s.bytes().zip(before).take_while(|(a, b)| a == *b).count();
            data.extend([shared as u8, (s.len() - shared) as u8]);
            data.extend(&s.as_bytes()[shared..]);
            before = s.as_bytes();
        }
        starts.push(strings.len() as u32);
        [Wide::write(&starts, 3), data]
    }
}

macro_rules! sections {
    ($($(#[$doc:meta])* $field:ident $shape:ident $planes:literal,)*) => {
        /// The columns of a file, read in place.
        #[derive(Clone, Copy, Debug, Default)]
        pub struct Tables<'a> {
            $($(#[$doc])* pub $field: sections!(@type $shape 'a),)*
        }

        /// The columns of a file to be written.
        #[derive(Clone, Debug, Default)]
        pub struct Draft {
            $($(#[$doc])* pub $field: sections!(@draft $shape),)*
        }

        impl<'a> Tables<'a> {
            /// Verifies the checksum and locates the sections.
            ///
            /// # Errors
            ///
            /// [`LoadError`] if the checksum or the frame does not match the bytes.
            pub fn load(bytes: &'a [u8]) -> Result<Self, LoadError> {
                let mut rest = Frame::read(bytes)?;
                let tables = Self { $($field: sections!(@read $shape rest $planes),)* };
                if !rest.sections.is_empty() || !rest.data.is_empty() {
                    return Err(LoadError::Table("another number of sections"));
                }
                Ok(tables)
            }
        }

        impl Draft {
            /// Encodes the file.
            pub fn write(&self) -> Vec<u8> {
                let mut sections: Vec<Vec<u8>> = Vec::new();
                $(sections!(@write $shape sections, self.$field, $planes);)*
                let mut bytes = MAGIC.to_vec();
                bytes.extend((sections.len() as u32).to_le_bytes());
                for section in &sections {
                    bytes.extend((section.len() as u32).to_le_bytes());
                }
                bytes.extend(sections.iter().flatten());
                checksum::append(bytes)
            }
        }
    };
    (@type strings $a:lifetime) => { Strings<$a> };
    (@type bytes $a:lifetime) => { &$a [u8] };
    (@type wide $a:lifetime) => { Wide<$a> };
    (@draft strings) => { Vec<String> };
    (@draft bytes) => { Vec<u8> };
    (@draft wide) => { Vec<u32> };
    (@read strings $rest:ident $planes:literal) => { Strings::new($rest.next()?, $rest.next()?) };
    (@read bytes $rest:ident $planes:literal) => { $rest.next()? };
    (@read wide $rest:ident $planes:literal) => { Wide::new($rest.next()?, $planes) };
    (@write strings $out:ident, $value:expr, $planes:literal) => { $out.extend(Strings::write(&$value)) };
    (@write bytes $out:ident, $value:expr, $planes:literal) => { $out.push($value.clone()) };
    (@write wide $out:ident, $value:expr, $planes:literal) => { $out.push(Wide::write(&$value, $planes)) };
}

sections! {
    /// Labels of the entries, sorted by their normal form.
    labels strings 0,
    /// Numbers of the Wikidata items; 0 for none.
    wikidata wide 4,
    /// Codes of the classes.
    class bytes 1,
    /// Gender, and whether the title equals the label.
    flags bytes 1,
    /// How often news mentions the entry.
    rank bytes 1,
    /// Index of the country; 255 for none.
    country bytes 1,
    /// Index of the phrase that describes the entry.
    phrase wide 2,
    /// First year of the description.
    from bytes 1,
    /// Last year of the description.
    to bytes 1,
    /// Normal forms of the aliases, sorted.
    aliases strings 0,
    /// The entry of each alias.
    alias_entry wide 3,
    /// The loss of rank of each alias against its entry.
    alias_loss bytes 1,
    /// Phrases that describe entries, with placeholders for the country.
    phrases strings 0,
    /// Entries whose Wikipedia title differs from the label, sorted.
    title_entry wide 3,
    /// Their titles.
    titles strings 0,
    /// Entries with further offices, sorted.
    office_entry wide 3,
    /// The offices, as indices of phrases.
    office_phrase wide 2,
    /// First years.
    office_from bytes 1,
    /// Last years.
    office_to bytes 1,
    /// ISO 3166-1 codes of the countries, two bytes each.
    country_code bytes 1,
    /// Entries of the countries.
    country_entry wide 3,
    /// Their adjectives: "French".
    country_adjective strings 0,
    /// Their names inside a sentence: "the United States".
    country_phrase strings 0,
}

/// The rest of the file while its sections are located.
struct Frame<'a> {
    sections: &'a [u8],
    data: &'a [u8],
}

impl<'a> Frame<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, LoadError> {
        bytes.strip_prefix(MAGIC).ok_or(LoadError::Table("another kind of file or version"))?;
        let rest = checksum::verify(bytes).and_then(|b| b.strip_prefix(MAGIC)).ok_or(LoadError::Damaged)?;
        let (count, rest) = rest.split_first_chunk::<4>().ok_or(LoadError::Length)?;
        let lengths = (u32::from_le_bytes(*count) as usize).saturating_mul(4);
        let (sections, data) = rest.split_at_checked(lengths).ok_or(LoadError::Length)?;
        Ok(Self { sections, data })
    }

    fn next(&mut self) -> Result<&'a [u8], LoadError> {
        let (len, sections) =
            self.sections.split_first_chunk::<4>().ok_or(LoadError::Table("a section is missing"))?;
        let (section, data) =
            self.data.split_at_checked(u32::from_le_bytes(*len) as usize).ok_or(LoadError::Length)?;
        (self.sections, self.data) = (sections, data);
        Ok(section)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_round_trip() {
        let words: Vec<String> =
            (0..100).map(|n| format!("word {:03} é{}", n / 3, "x".repeat(n % 7))).collect();
        let [starts, data] = Strings::write(&words);
        let strings = Strings::new(&starts, &data);
        assert_eq!(strings.len(), 100);
        for (at, word) in words.iter().enumerate() {
            assert_eq!(strings.get(at).as_ref(), Some(word));
        }
        assert_eq!(strings.get(100), None);
        let long = "é".repeat(200);
        let [starts, data] = Strings::write(&[&long]);
        let kept = Strings::new(&starts, &data).get(0).unwrap();
        assert!(long.starts_with(&kept) && kept.len() >= 250, "{}", kept.len());
    }

    #[test]
    fn numbers_round_trip_and_are_found() {
        let numbers = [0, 1, 255, 256, 65_536, 70_000, 16_000_000];
        let bytes = Wide::write(&numbers, 3);
        let wide = Wide::new(&bytes, 3);
        assert!(numbers.iter().enumerate().all(|(at, &n)| wide.get(at) == Some(n)));
        assert_eq!((wide.get(7), wide.partition(|n| n < 300)), (None, 4));
    }

    #[test]
    fn truncated_or_foreign_file_is_refused() {
        let whole = Draft { rank: vec![1, 2, 3], ..Draft::default() }.write();
        assert_eq!(Tables::load(&whole).unwrap().rank, [1, 2, 3]);
        for len in 0..whole.len() {
            assert!(Tables::load(&whole[..len]).is_err(), "{len}");
        }
        assert!(Tables::load(&[whole.as_slice(), b"x"].concat()).is_err());
        assert!(Tables::load(b"something else altogether").is_err());
    }
}
