//! Memoisation for incremental annotation: caches of intermediate results, keyed by fingerprints of their
//! inputs.
//!
//! The costly steps of the pipeline are functions of a few tokens and of some properties of the rest of the
//! document. Each step stores its result under a [`Fingerprint`] of everything that it reads, so that after
//! an edit only steps with a changed input run; the document is always assembled from the results of all
//! steps. A cached result equals a computed one, never approximates it: the document does not depend on the
//! cache.
//!
//! Entries that the last run did not use are evicted. Exceptions are data of single words, kept as long as
//! the cache, and answers of the knowledge base, kept until names are clustered the next time. The word
//! numbers that a [`WordTable`] uses are valid for one [`EditCache`](crate::EditCache): its parts are used
//! and cleared together. Never decides what a step reads.

use std::collections::hash_map::Entry;

use crate::tokens::words::Word;
use rustc_hash::FxHashMap;

/// The results of one step by fingerprint. `V` is cheap to clone.
pub(crate) struct StageCache<V> {
    /// Each result with the round in which it was last used; `None` while caching is off.
    entries: Option<FxHashMap<u64, (V, u32)>>,
    round: u32,
}

impl<V> Default for StageCache<V> {
    fn default() -> Self {
        Self { entries: None, round: 0 }
    }
}

impl<V: Clone> StageCache<V> {
    /// Starts caching.
    pub(crate) fn enable(&mut self) {
        self.entries = Some(FxHashMap::default());
    }

    /// Whether results are cached.
    pub(crate) fn is_enabled(&self) -> bool {
        self.entries.is_some()
    }

    /// Starts a run: evicts the entries that the run before did not use.
    pub(crate) fn start_round(&mut self) {
        let last = self.round;
        if let Some(entries) = &mut self.entries {
            entries.retain(|_, (_, round)| *round == last);
        }
        self.round = last.wrapping_add(1);
    }

    /// Returns the result for a fingerprint, computing it if it is not cached. Without caching no fingerprint
    /// is computed.
    pub(crate) fn get(
        &mut self,
        fingerprint: impl FnOnce() -> Fingerprint,
        compute: impl FnOnce() -> V,
    ) -> V {
        let Some(entries) = &mut self.entries else { return compute() };
        let entry = match entries.entry(fingerprint().0) {
            Entry::Occupied(cached) => cached.into_mut(),
            Entry::Vacant(vacant) => vacant.insert((compute(), 0)),
        };
        entry.1 = self.round;
        entry.0.clone()
    }
}

/// The results of one step for single words, by word number.
pub(crate) struct WordTable<V>(Vec<Option<V>>);

impl<V> Default for WordTable<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V: Copy> WordTable<V> {
    /// Returns the result for a word, computing it the first time.
    pub(crate) fn get(&mut self, word: &Word, compute: impl FnOnce() -> V) -> V {
        let number = word.number as usize;
        if number >= self.0.len() {
            self.0.resize(number + 1, None);
        }
        *self.0[number].get_or_insert_with(compute)
    }
}

/// A hash of everything that a step reads. With 64 bits, collisions within one article are very unlikely.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of no input.
    pub(crate) const NEW: Self = Self(0x243F_6A88_85A3_08D3);

    /// Adds a number.
    pub(crate) fn with(self, x: u64) -> Self {
        let x = (self.0.rotate_left(23) ^ x).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Self(x ^ (x >> 32))
    }

    /// Adds another fingerprint.
    pub(crate) fn with_fingerprint(self, other: Self) -> Self {
        self.with(other.0)
    }

    /// Adds the fingerprint to a sum that does not depend on the order of its terms.
    pub(crate) fn add_to(self, sum: u64) -> u64 {
        sum.wrapping_add(self.0)
    }

    /// Adds a string constant by its address and length, which is valid within one process.
    pub(crate) fn with_static(self, text: &'static str) -> Self {
        self.with(text.as_ptr() as u64).with(text.len() as u64)
    }

    /// Adds a string by its length and bytes.
    pub(crate) fn with_text(self, text: &str) -> Self {
        let mut chunks = text.as_bytes().chunks_exact(8);
        let mut all = self.with(text.len() as u64);
        for chunk in &mut chunks {
            let mut word = [0; 8];
            word.copy_from_slice(chunk);
            all = all.with(u64::from_le_bytes(word));
        }
        chunks.remainder().iter().fold(all, |all, &byte| all.with(u64::from(byte)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_computed_once_and_evicted_after_an_unused_round() {
        let mut cache = StageCache::default();
        cache.enable();
        let mut computed = 0;
        let mut ask = |cache: &mut StageCache<u32>, rounds: u32| {
            (0..rounds).for_each(|_| cache.start_round());
            cache.get(
                || Fingerprint::NEW.with(1),
                || {
                    computed += 1;
                    computed
                },
            )
        };
        assert_eq!(ask(&mut cache, 1), 1);
        assert_eq!(ask(&mut cache, 0), 1);
        assert_eq!(ask(&mut cache, 1), 1);
        assert_eq!(ask(&mut cache, 2), 2);
    }

    #[test]
    fn fingerprints_depend_on_order_length_and_strings() {
        let new = Fingerprint::NEW;
        let mut fingerprints = vec![new, new.with(0).with(0), new.with(1).with(2), new.with(2).with(1)];
        fingerprints.extend(
            ["", "a", "b", "ab", "ba", "aaaaaaaa", "aaaaaaaaa", "aaaaaaab"].map(|t| new.with_text(t)),
        );
        let all = fingerprints.len();
        fingerprints.sort_by_key(|fingerprint| fingerprint.0);
        fingerprints.dedup();
        assert_eq!(fingerprints.len(), all);
    }
}
