//! Maps and sets that are quick to ask: no secret seed, and few steps for short keys.
//!
//! Whoever chooses the keys can make many of them collide, which slows down nobody but himself.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use crate::model::features::text;

/// A map with quick hashing.
pub type Map<K, V> = HashMap<K, V, BuildHasherDefault<FxHasher>>;
/// A set with quick hashing.
pub type Set<K> = HashSet<K, BuildHasherDefault<FxHasher>>;

const K: u64 = 0x9E37_79B9_7F4A_7C15;

/// Spreads numbers and strings over 64 bits.
#[derive(Clone, Copy, Debug, Default)]
pub struct FxHasher(u64);

impl FxHasher {
    fn add(&mut self, x: u64) {
        self.0 = (self.0.rotate_left(5) ^ x).wrapping_mul(K);
    }
}

impl Hasher for FxHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.add(u64::from(text(bytes)));
    }

    fn write_u8(&mut self, x: u8) {
        self.add(u64::from(x));
    }

    fn write_u32(&mut self, x: u32) {
        self.add(u64::from(x));
    }

    fn write_u64(&mut self, x: u64) {
        self.add(x);
    }

    fn write_usize(&mut self, x: usize) {
        self.add(x as u64);
    }

    fn write_isize(&mut self, x: isize) {
        self.add(x as u64);
    }
}
