//! Spans and offsets: bytes inside the crate, Unicode code points or UTF-16 code units in results.
//!
//! Every stage uses [`Span`]s, half-open byte ranges on character boundaries of the text exactly as it was
//! pasted. [`Positions`] converts them to the units that JavaScript and readers of JSON count in, in one pass
//! over the text. Never changes or normalises the text.

pub(crate) mod normalize;

use std::ops::Range;

/// A half-open range of bytes in the text, on character boundaries.
///
/// ```
/// use gloss::text::Span;
///
/// let text = "Noël spoke";
/// let name = Span::new(0, 5); // "ë" takes two bytes
/// let verb = Span::new(6, 11);
/// assert_eq!((name.of(text), name.len(), name.range()), ("Noël", 5, 0..5));
/// assert!(!name.is_empty() && !name.overlaps(verb) && name.cover(verb).contains(name));
/// assert_eq!((name.shifted(6), verb.shifted_back(6)), (Span::new(6, 11), name));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Returns the span from byte `start` up to, but not including, byte `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span covers no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies entirely inside this span.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the smallest span that covers both.
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns the span moved `by` bytes towards the end of the text.
    pub const fn shifted(self, by: u32) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// Returns the span moved `by` bytes towards the start of the text, which must not be more than `start`.
    pub const fn shifted_back(self, by: u32) -> Self {
        Self { start: self.start - by, end: self.end - by }
    }

    /// Returns the byte range as `usize`, for indexing.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns the part of `text` that the span covers; empty if the span is not a valid range of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

/// The unit in which a caller counts offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Unicode code points, the unit of Python strings and of the JSON form.
    CodePoint,
    /// UTF-16 code units, the unit of `String.prototype.slice` in JavaScript.
    Utf16,
}

/// Converts byte offsets to code points or UTF-16 code units and back. Built once per text, in linear time.
///
/// Stores one entry per non-ASCII character; between two of them all units advance alike.
///
/// ```
/// use gloss::text::{Positions, Span, Unit};
///
/// let text = "🚢 Ana spoke";
/// let name = Span::new(5, 8); // the emoji takes four bytes
/// assert_eq!(name.of(text), "Ana");
/// assert_eq!(Positions::new(text, Unit::CodePoint).span(name), (2, 5)); // one code point
/// assert_eq!(Positions::new(text, Unit::Utf16).span(name), (3, 6)); // two code units
/// ```
pub struct Positions {
    /// For every non-ASCII character, the byte after it and the number to subtract from byte offsets from
    /// there on.
    steps: Vec<(u32, u32)>,
}

impl Positions {
    /// Builds the table for `text` and one unit.
    pub fn new(text: &str, unit: Unit) -> Self {
        let mut steps = Vec::new();
        let mut surplus = 0u32;
        let mut at = 0;
        while let Some(next) = next_non_ascii(text, at) {
            let c = text[next..].chars().next().unwrap_or(' ');
            let wide = match unit {
                Unit::CodePoint => 1,
                Unit::Utf16 => c.len_utf16() as u32,
            };
            at = next + c.len_utf8();
            surplus += c.len_utf8() as u32 - wide;
            steps.push((at as u32, surplus));
        }
        Self { steps }
    }

    /// Converts a byte offset on a character boundary to the chosen unit.
    pub fn offset(&self, byte: u32) -> u32 {
        match self.steps.partition_point(|&(after, _)| after <= byte) {
            0 => byte,
            n => byte - self.steps[n - 1].1,
        }
    }

    /// Converts an offset in the chosen unit, which must lie between two characters, to a byte offset.
    ///
    /// ```
    /// use gloss::text::{Positions, Unit};
    ///
    /// let units = Positions::new("🚢 Ana spoke", Unit::Utf16);
    /// assert_eq!((units.offset(5), units.byte(3)), (3, 5));
    /// ```
    pub fn byte(&self, offset: u32) -> u32 {
        match self.steps.partition_point(|&(after, surplus)| after - surplus <= offset) {
            0 => offset,
            n => offset + self.steps[n - 1].1,
        }
    }

    /// Converts both ends of a span to the chosen unit.
    pub fn span(&self, span: Span) -> (u32, u32) {
        (self.offset(span.start), self.offset(span.end))
    }
}

/// Returns the byte offset of the first non-ASCII character at or after byte `from`.
fn next_non_ascii(text: &str, from: usize) -> Option<usize> {
    /// Bytes tested at once.
    const RUN: usize = 32;
    let bytes = text.as_bytes().get(from..)?;
    let ascii = bytes.chunks_exact(RUN).take_while(|run| run.is_ascii()).count() * RUN;
    let wide = bytes[ascii..].iter().position(|b| !b.is_ascii())?;
    Some(from + ascii + wide)
}

/// Converts an offset in UTF-16 code units to a byte offset by scanning the text. An offset inside a
/// surrogate pair is rounded up to the next character; one past the end gives the length of the text.
#[doc(hidden)]
pub fn utf16_to_byte(text: &str, offset: u32) -> u32 {
    let mut units = 0;
    let at = text.char_indices().find(|(_, c)| {
        let here = units;
        units += c.len_utf16() as u32;
        here >= offset
    });
    at.map_or(text.len(), |(byte, _)| byte) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_agree_with_the_standard_library() {
        for text in ["", "plain", "Noël “Macron” 🇫🇷 — 東京", "\u{1F469}\u{200D}\u{1F680}x", "é"]
        {
            let (points, units) = (Positions::new(text, Unit::CodePoint), Positions::new(text, Unit::Utf16));
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                assert_eq!(points.offset(at as u32), text[..at].chars().count() as u32, "{text:?} at {at}");
                assert_eq!(
                    units.offset(at as u32),
                    text[..at].encode_utf16().count() as u32,
                    "{text:?} at {at}"
                );
                for positions in [&points, &units] {
                    assert_eq!(positions.byte(positions.offset(at as u32)), at as u32, "{text:?} at {at}");
                }
            }
        }
    }
}
