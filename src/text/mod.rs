//! Places in a text: byte spans inside, UTF-16 code units and Unicode code points at the edge.
//!
//! Every stage speaks in [`Span`]s, half-open byte ranges that lie on character boundaries of the text
//! exactly as it was pasted. [`Positions`] turns them into the units that JavaScript and JSON readers
//! count in, in one pass over the text. Nothing here changes or normalises the text.

pub(crate) mod normalize;

use std::ops::Range;

/// A half-open range of bytes in the text, on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span covers nothing.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly inside this span.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same stretch, so many bytes further on.
    pub const fn moved(self, by: u32) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// The same stretch, so many bytes back.
    pub const fn back(self, by: u32) -> Self {
        Self { start: self.start - by, end: self.end - by }
    }

    /// The bytes as a `usize` range.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text the span covers; empty when the span does not lie in `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

/// The units that callers count text in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Unicode code points, as JSON exports and Python count.
    CodePoint,
    /// UTF-16 code units, as `String.prototype.slice` in JavaScript counts.
    Utf16,
}

/// Turns byte offsets into code points or UTF-16 units. Built once per text, in linear time.
///
/// Only the characters outside ASCII are kept: between two of them all units advance alike.
pub struct Positions {
    /// For every non-ASCII character: the byte after it, and what to subtract from a byte offset from there on.
    steps: Vec<(u32, u32)>,
}

impl Positions {
    /// Reads `text` once.
    pub fn new(text: &str, unit: Unit) -> Self {
        let mut steps = Vec::new();
        let mut saved = 0u32;
        let mut at = 0;
        while let Some(next) = next_wide(text, at) {
            let c = text[next..].chars().next().unwrap_or(' ');
            let wide = match unit {
                Unit::CodePoint => 1,
                Unit::Utf16 => c.len_utf16() as u32,
            };
            at = next + c.len_utf8();
            saved += c.len_utf8() as u32 - wide;
            steps.push((at as u32, saved));
        }
        Self { steps }
    }

    /// The offset in the chosen unit of a byte offset that lies on a character boundary.
    pub fn of(&self, byte: u32) -> u32 {
        match self.steps.partition_point(|&(after, _)| after <= byte) {
            0 => byte,
            n => byte - self.steps[n - 1].1,
        }
    }

    /// The byte offset of an offset in the chosen unit that lies between two characters.
    pub fn byte(&self, unit: u32) -> u32 {
        match self.steps.partition_point(|&(after, saved)| after - saved <= unit) {
            0 => unit,
            n => unit + self.steps[n - 1].1,
        }
    }

    /// Both ends of a span in the chosen unit.
    pub fn span(&self, span: Span) -> (u32, u32) {
        (self.of(span.start), self.of(span.end))
    }
}

/// The next character from a byte on that is not of ASCII.
fn next_wide(text: &str, from: usize) -> Option<usize> {
    /// How many bytes are looked at together.
    const RUN: usize = 32;
    let bytes = text.as_bytes().get(from..)?;
    let plain = bytes.chunks_exact(RUN).take_while(|run| run.is_ascii()).count() * RUN;
    let wide = bytes[plain..].iter().position(|b| !b.is_ascii())?;
    Some(from + plain + wide)
}

/// The byte at which a UTF-16 code unit begins, or the next character where it is the second half of a pair; the length of
/// the text where there is no such unit.
#[doc(hidden)]
pub fn byte(text: &str, unit: u32) -> u32 {
    let mut units = 0;
    let at = text.char_indices().find(|(_, c)| {
        let here = units;
        units += c.len_utf16() as u32;
        here >= unit
    });
    at.map_or(text.len(), |(byte, _)| byte) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_like_the_standard_library() {
        for text in ["", "plain", "Noël “Macron” 🇫🇷 — 東京", "\u{1F469}\u{200D}\u{1F680}x", "é"]
        {
            let (points, units) = (Positions::new(text, Unit::CodePoint), Positions::new(text, Unit::Utf16));
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                assert_eq!(points.of(at as u32), text[..at].chars().count() as u32, "{text:?} at {at}");
                assert_eq!(units.of(at as u32), text[..at].encode_utf16().count() as u32, "{text:?} at {at}");
                for positions in [&points, &units] {
                    assert_eq!(positions.byte(positions.of(at as u32)), at as u32, "{text:?} at {at}");
                }
            }
        }
    }
}
