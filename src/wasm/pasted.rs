//! A string of JavaScript as a text.
//!
//! Making UTF-8 of a long string takes longer than finding out what has changed of it. Nothing here reads the text.

use std::ops::Range;

use js_sys::JsString;

use crate::text::{Positions, Unit};

/// A string as it was pasted, and the text it makes. A half of a surrogate pair becomes U+FFFD.
pub(crate) struct Pasted {
    string: JsString,
    /// The text.
    pub(crate) text: String,
    /// Its positions in UTF-16 code units, which are those of the string.
    pub(crate) at: Positions,
}

impl Pasted {
    /// Takes a string that nothing is known of.
    pub(crate) fn new(string: &JsString) -> Self {
        Self::of(string, String::from(string))
    }

    /// Takes a string that mostly is as this one.
    pub(crate) fn edited(&self, string: &JsString) -> Self {
        let (before, after) = (&self.string, string);
        let most = before.length().min(after.length());
        let front = |len: u32| before.slice(0, len) == after.slice(0, len);
        let same = |string: &JsString, len: u32| string.slice(string.length() - len, string.length());
        let back = |len: u32| same(before, len) == same(after, len);
        // A pair stays whole, on whichever side it is one.
        let cut = |start: u32| start > 0 && is(after, start - 1, HIGH);
        let start = longest(most, front);
        let start = start - u32::from(cut(start));
        let len = longest(most - start, back);
        let len = len - u32::from(len > 0 && is(after, after.length() - len, LOW));
        let byte = |unit: u32| self.at.byte(unit) as usize;
        let come = String::from(after.slice(start, after.length() - len));
        let parts = [&self.text[..byte(start)], &come, &self.text[byte(before.length() - len)..]];
        Self::of(string, parts.concat())
    }

    fn of(string: &JsString, text: String) -> Self {
        let at = Positions::new(&text, Unit::Utf16);
        Self { string: string.clone(), text, at }
    }
}

/// The halves of surrogate pairs.
const HIGH: Range<f64> = 0xD800 as f64..0xDC00 as f64;
const LOW: Range<f64> = 0xDC00 as f64..0xE000 as f64;

/// Whether a code unit is among these.
fn is(string: &JsString, unit: u32, units: Range<f64>) -> bool {
    units.contains(&string.char_code_at(unit))
}

/// The greatest number, up to `most`, for which this holds, where it holds for all smaller ones.
fn longest(most: u32, holds: impl Fn(u32) -> bool) -> u32 {
    let (mut from, mut to) = (0, most);
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
