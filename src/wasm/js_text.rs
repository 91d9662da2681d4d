//! A JavaScript string with its UTF-8 text.
//!
//! Encoding a long string as UTF-8 takes longer than finding the edited part, so only that part is encoded
//! again. Never interprets the text.

use std::ops::Range;

use js_sys::JsString;

use crate::text::{Positions, Unit};

/// A JavaScript string and its text, in which unpaired surrogates are U+FFFD.
pub(crate) struct JsText {
    string: JsString,
    /// The text.
    pub(crate) text: String,
    /// Conversion of offsets between the text and the string.
    pub(crate) positions: Positions,
}

impl JsText {
    /// Encodes a whole string.
    pub(crate) fn new(string: &JsString) -> Self {
        Self::with_text(string, String::from(string))
    }

    /// Encodes a string that is mostly equal to this one.
    pub(crate) fn edited(&self, string: &JsString) -> Self {
        let (before, after) = (&self.string, string);
        let shorter = before.length().min(after.length());
        let front = |len: u32| before.slice(0, len) == after.slice(0, len);
        let same = |string: &JsString, len: u32| string.slice(string.length() - len, string.length());
        let back = |len: u32| same(before, len) == same(after, len);
        // Neither end may split a surrogate pair.
        let splits_pair = |start: u32| start > 0 && unit_is_in(after, start - 1, HIGH);
        let start = largest_where(shorter, front);
        let start = start - u32::from(splits_pair(start));
        let len = largest_where(shorter - start, back);
        let len = len - u32::from(len > 0 && unit_is_in(after, after.length() - len, LOW));
        let byte = |unit: u32| self.positions.byte(unit) as usize;
        let inserted = String::from(after.slice(start, after.length() - len));
        let parts = [&self.text[..byte(start)], &inserted, &self.text[byte(before.length() - len)..]];
        Self::with_text(string, parts.concat())
    }

    fn with_text(string: &JsString, text: String) -> Self {
        let positions = Positions::new(&text, Unit::Utf16);
        Self { string: string.clone(), text, positions }
    }
}

/// High and low surrogates.
const HIGH: Range<f64> = 0xD800 as f64..0xDC00 as f64;
const LOW: Range<f64> = 0xDC00 as f64..0xE000 as f64;

/// Whether the code unit at an index is in a range.
fn unit_is_in(string: &JsString, unit: u32, units: Range<f64>) -> bool {
    units.contains(&string.char_code_at(unit))
}

/// Returns the largest number up to `limit` that satisfies `holds`, which must hold for all smaller numbers,
/// by binary search.
fn largest_where(limit: u32, holds: impl Fn(u32) -> bool) -> u32 {
    let (mut from, mut to) = (0, limit);
    while from < to {
        let middle = to - (to - from) / 2;
        if holds(middle) {
            from = middle;
        } else {
            to = middle - 1;
        }
    }
    from
}
