//! Hashed features of a token sequence.
//!
//! A feature is a 32-bit hash of a value ("president") and the number of its template ("the word before"), so
//! that equal values under different templates are different features. Features are present or absent, never
//! real-valued. Never decides which features a model uses.

/// The features of a sequence, one row per token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    ids: Vec<u32>,
    ends: Vec<u32>,
}

impl Rows {
    /// Removes all rows and keeps the allocated memory.
    pub fn clear(&mut self) {
        self.ids.clear();
        self.ends.clear();
    }

    /// Adds a feature to the current row.
    pub fn push(&mut self, id: u32) {
        self.ids.push(id);
    }

    /// Ends the current row; the next feature belongs to the next token.
    pub fn end_row(&mut self) {
        self.ends.push(self.ids.len() as u32);
    }

    /// Adds features of several values each to the current row: the first with the template of this number, each
    /// other one with the next.
    pub(crate) fn push_all(&mut self, first: u16, features: &[&[u32]]) {
        for (template, values) in (first..).zip(features) {
            self.push(feature(template, values.iter().fold(0, |h, &value| join(h, value))));
        }
    }

    /// Returns the features of token `i`; empty past the end.
    pub fn row(&self, i: usize) -> &[u32] {
        let start = if i == 0 { 0 } else { self.ends.get(i - 1).copied().unwrap_or(0) as usize };
        self.ends.get(i).and_then(|&end| self.ids.get(start..end as usize)).unwrap_or(&[])
    }

    /// Number of complete rows.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no row is complete.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

const K: u64 = 0x9E37_79B9_7F4A_7C15;

/// Hashes bytes. Fast and well mixed, but not resistant to chosen collisions, which could only make two
/// features equal.
pub fn hash_text(bytes: &[u8]) -> u32 {
    let mut h = mix(bytes.len() as u64) ^ K;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        h = mix(h ^ u64::from_le_bytes(word));
    }
    let rest = chunks.remainder();
    if !rest.is_empty() {
        let mut word = [0; 8];
        word[..rest.len()].copy_from_slice(rest);
        h = mix(h ^ u64::from_le_bytes(word));
    }
    (mix(h.rotate_left(23)) >> 32) as u32
}

/// Returns the feature for a template and a value, which is a hash or a small number.
pub fn feature(template: u16, value: u32) -> u32 {
    (mix((u64::from(template) << 32 | u64::from(value)) ^ K) >> 32) as u32
}

/// Hashes an ordered pair of values into one.
pub fn join(a: u32, b: u32) -> u32 {
    (mix((u64::from(a) << 32 | u64::from(b)).wrapping_add(0xD6E8_FEB8_6659_FD93)) >> 32) as u32
}

fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 32)).wrapping_mul(K);
    (x ^ (x >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_stay_in_their_rows() {
        let mut rows = Rows::default();
        rows.push(1);
        rows.push(2);
        rows.end_row();
        rows.end_row();
        rows.push(3);
        rows.end_row();
        assert_eq!(
            (rows.row(0), rows.row(1), rows.row(2), rows.row(9)),
            (&[1, 2][..], &[][..], &[3][..], &[][..])
        );
        assert_eq!(rows.len(), 3);
    }

    #[test]
    fn hashes_depend_on_value_template_and_order() {
        let words = ["", "a", "b", "ab", "ba", "a\0", "president", "presidents", "Sãoooooo", "Sãooooooo"];
        let mut seen: Vec<u32> = words.iter().map(|w| hash_text(w.as_bytes())).collect();
        seen.extend((0..50).flat_map(|t| (0..50).map(move |v| feature(t, v))));
        seen.extend((0..50).flat_map(|a| (0..50).map(move |b| join(a, b))));
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all);
    }
}
