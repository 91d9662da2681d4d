//! What a reading keeps for the next one of the same article.
//!
//! The costly steps of the pipeline are functions of a few tokens and of what the rest of the document shows of their
//! words. Each keeps what it has worked out under a key that holds all that it reads, so that after an edit only
//! what reads something else is worked out again; everything else of a document is put together anew from these parts.
//! A kept part is what the step would give, never an approximation: with or without a memory the document is the same.
//! Nothing is kept that the last reading did not ask for, but what single words are by themselves and, until names are
//! grouped anew, what the knowledge base answered. The numbers of words hold for one memory: its parts go together, and
//! are forgotten together.

use std::collections::hash_map::Entry;

use crate::tokens::words::Word;
use rustc_hash::FxHashMap;

/// What one step has worked out, by keys. `V` is cheap to clone.
pub(crate) struct StageCache<V> {
    /// Each part with the round in which it was asked for; none where nothing is to be kept.
    parts: Option<FxHashMap<u64, (V, u32)>>,
    round: u32,
}

impl<V> Default for StageCache<V> {
    fn default() -> Self {
        Self { parts: None, round: 0 }
    }
}

impl<V: Clone> StageCache<V> {
    /// Keeps from now on.
    pub(crate) fn enable(&mut self) {
        self.parts = Some(FxHashMap::default());
    }

    /// Whether it keeps anything.
    pub(crate) fn is_enabled(&self) -> bool {
        self.parts.is_some()
    }

    /// Begins a reading: what the one before did not ask for is forgotten.
    pub(crate) fn start_round(&mut self) {
        let last = self.round;
        if let Some(parts) = &mut self.parts {
            parts.retain(|_, (_, round)| *round == last);
        }
        self.round = last.wrapping_add(1);
    }

    /// The part under this key, made where it is not known.
    pub(crate) fn get(&mut self, key: impl FnOnce() -> Fingerprint, make: impl FnOnce() -> V) -> V {
        let Some(parts) = &mut self.parts else { return make() };
        let part = match parts.entry(key().0) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert((make(), 0)),
        };
        part.1 = self.round;
        part.0.clone()
    }
}

/// What one step has worked out of single words, by their numbers.
pub(crate) struct WordTable<V>(Vec<Option<V>>);

impl<V> Default for WordTable<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V: Copy> WordTable<V> {
    /// What is known of a word, made where that is nothing.
    pub(crate) fn get(&mut self, word: &Word, make: impl FnOnce() -> V) -> V {
        let number = word.number as usize;
        if number >= self.0.len() {
            self.0.resize(number + 1, None);
        }
        *self.0[number].get_or_insert_with(make)
    }
}

/// A hash of all that a step reads. Of 64 bits, so that no two parts of any article that can be pasted are likely to
/// share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Fingerprint(u64);

impl Fingerprint {
    /// Of nothing yet.
    pub(crate) const NEW: Self = Self(0x243F_6A88_85A3_08D3);

    /// With one more number.
    pub(crate) fn with(self, x: u64) -> Self {
        let x = (self.0.rotate_left(23) ^ x).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Self(x ^ (x >> 32))
    }

    /// With what another key stands for.
    pub(crate) fn with_fingerprint(self, other: Self) -> Self {
        self.with(other.0)
    }

    /// A number for it and others, in any order.
    pub(crate) fn plus(self, others: u64) -> u64 {
        others.wrapping_add(self.0)
    }

    /// With a string of the program, by where it stands.
    pub(crate) fn with_static(self, text: &'static str) -> Self {
        self.with(text.as_ptr() as u64).with(text.len() as u64)
    }

    /// With the bytes of a string and its length.
    pub(crate) fn with_text(self, text: &str) -> Self {
        let mut chunks = text.as_bytes().chunks_exact(8);
        let mut key = self.with(text.len() as u64);
        for chunk in &mut chunks {
            let mut word = [0; 8];
            word.copy_from_slice(chunk);
            key = key.with(u64::from_le_bytes(word));
        }
        chunks.remainder().iter().fold(key, |key, &byte| key.with(u64::from(byte)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_made_once_and_kept_as_long_as_it_is_asked_for() {
        let mut kept = StageCache::default();
        kept.enable();
        let mut made = 0;
        let mut ask = |kept: &mut StageCache<u32>, rounds: u32| {
            (0..rounds).for_each(|_| kept.start_round());
            kept.get(
                || Fingerprint::NEW.with(1),
                || {
                    made += 1;
                    made
                },
            )
        };
        assert_eq!(ask(&mut kept, 1), 1);
        assert_eq!(ask(&mut kept, 0), 1);
        assert_eq!(ask(&mut kept, 1), 1);
        assert_eq!(ask(&mut kept, 2), 2);
    }

    #[test]
    fn keys_tell_order_length_and_strings_apart() {
        let new = Fingerprint::NEW;
        let mut keys = vec![new, new.with(0).with(0), new.with(1).with(2), new.with(2).with(1)];
        keys.extend(
            ["", "a", "b", "ab", "ba", "aaaaaaaa", "aaaaaaaaa", "aaaaaaab"].map(|t| new.with_text(t)),
        );
        let all = keys.len();
        keys.sort_by_key(|key| key.0);
        keys.dedup();
        assert_eq!(keys.len(), all);
    }
}
