//! A static map from 32-bit keys to small numbers that stores no keys.
//!
//! Every key has four slots; the exclusive or of their contents is the key's number with a few check bits.
//! The keys themselves are not stored: an absent key is taken for a present one with a probability of
//! 2^-(check bits). The slots of a key lie in neighbouring segments, which allows filling nine tenths of the
//! map (binary fuse filters; Graf and Lemire 2022, after the Bloomier filters of Chazelle et al. 2004). Read
//! in place.
//!
//! Layout, little-endian: six words (seed, base-two logarithm of the segment length, segments that a key may
//! start in, check bits, value bits, unused), then the slots, packed bit by bit. Never lists its keys.

use crate::model::features::join;
use rustc_hash::FxHashSet;

/// Slots per key.
const ARITY: usize = 4;
const HEADER: usize = 24;
/// Bytes after the last slot, so that every slot can be read as four bytes.
const PADDING: usize = 4;

/// The map, read in place. The default is empty.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FuseMap<'a> {
    layout: Layout,
    slots: &'a [u8],
}

/// Parameters of a map: they determine the slots of a key and their width.
#[derive(Clone, Copy, Debug, Default)]
struct Layout {
    seed: u32,
    /// Base-two logarithm of the number of slots per segment.
    segment: u32,
    /// Number of segments in which a key may start.
    start_segments: u32,
    /// Number of check bits per slot.
    check_bits: u32,
    /// Number of value bits per slot.
    value_bits: u32,
}

impl Layout {
    fn slots(self) -> usize {
        (self.start_segments as usize + ARITY - 1) << self.segment
    }

    fn width(self) -> u32 {
        self.check_bits + self.value_bits
    }

    fn bytes(self) -> usize {
        (self.slots() * self.width() as usize).div_ceil(8) + PADDING
    }

    /// Returns the slots of a key, one in each of four neighbouring segments, and its check bits.
    fn slots_of(self, key: u32) -> ([usize; ARITY], u32) {
        let (high, low) = (join(self.seed, key), join(key, self.seed));
        let start = (u64::from(high) * (u64::from(self.start_segments) << self.segment)) >> 32;
        let within = (1u64 << self.segment) - 1;
        let place = |i: usize| {
            let offset = u64::from(low) >> (i as u32 * self.segment) & within;
            ((start + ((i as u64) << self.segment)) ^ if i == 0 { 0 } else { offset }) as usize
        };
        (std::array::from_fn(place), join(low, high) & ((1 << self.check_bits) - 1))
    }
}

impl<'a> FuseMap<'a> {
    /// Reads a map from the front of `bytes`; returns it with the rest, or `None` if they are not a map.
    pub(crate) fn load(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (header, rest) = bytes.split_at_checked(HEADER)?;
        let word = |i: usize| {
            header.get(i * 4..i * 4 + 4).and_then(|b| Some(u32::from_le_bytes(b.try_into().ok()?)))
        };
        let layout = Layout {
            seed: word(0)?,
            segment: word(1)?,
            start_segments: word(2)?,
            check_bits: word(3)?,
            value_bits: word(4)?,
        };
        let sound = layout.segment <= 10
            && layout.start_segments < 1 << 16
            && layout.check_bits <= 12
            && layout.value_bits <= 12;
        let (slots, rest) = rest.split_at_checked(if sound { layout.bytes() } else { return None })?;
        Some((Self { layout, slots }, rest))
    }

    /// Returns the number of a key; `None` for most absent keys.
    pub(crate) fn get(&self, key: u32) -> Option<u32> {
        let layout = self.layout;
        if layout.start_segments == 0 {
            return None;
        }
        let (places, check) = layout.slots_of(key);
        let all = places.iter().fold(0, |all, &place| all ^ self.slot(place));
        (all >> layout.value_bits == check).then_some(all & ((1 << layout.value_bits) - 1))
    }

    fn slot(&self, place: usize) -> u32 {
        let width = self.layout.width();
        let at = place * width as usize;
        let four = self.slots.get(at / 8..at / 8 + 4).and_then(|b| b.try_into().ok());
        four.map_or(0, u32::from_le_bytes) >> (at % 8) & ((1 << width) - 1)
    }
}

/// Writes a map of pairs of key and number. Numbers must be below `2^value_bits`. If a key occurs more than
/// once, its first number is kept.
pub(crate) fn write(entries: &[(u32, u32)], check_bits: u32, value_bits: u32) -> Vec<u8> {
    let mut keys = FxHashSet::default();
    let entries: Vec<_> = entries.iter().copied().filter(|e| keys.insert(e.0)).collect();
    let segment = (entries.len().max(2) as f64).log(2.91).clamp(1.0, 10.0) as u32;
    let least = (entries.len() >> segment) as u32 + 1;
    // Another seed, and every eighth time one more segment, until every key finds a slot of its own.
    let layouts =
        (0..).map(|seed| Layout { seed, segment, start_segments: least + seed / 8, check_bits, value_bits });
    let (layout, order) =
        layouts.filter_map(|layout| Some((layout, peel(layout, &entries)?))).next().unwrap_or_default();
    let mut slots = vec![0u32; layout.slots()];
    for &(entry, free_slot) in order.iter().rev() {
        let (key, number) = entries[entry];
        let (places, check) = layout.slots_of(key);
        let others = places.iter().filter(|&&p| p != free_slot).fold(0, |all, &p| all ^ slots[p]);
        slots[free_slot] = others ^ (check << value_bits | number);
    }
    let mut bytes: Vec<u8> =
        [layout.seed, layout.segment, layout.start_segments, layout.check_bits, layout.value_bits, 0]
            .iter()
            .flat_map(|w| w.to_le_bytes())
            .collect();
    let mut packed = vec![0u8; layout.bytes()];
    for (place, slot) in slots.iter().enumerate() {
        let at = place * layout.width() as usize;
        for (byte, part) in packed[at / 8..].iter_mut().zip((u64::from(*slot) << (at % 8)).to_le_bytes()) {
            *byte |= part;
        }
    }
    bytes.extend(packed);
    bytes
}

/// Orders the entries so that each one, at its turn, is alone in one of its slots; returns them with that
/// slot, or `None` if there is no such order.
fn peel(layout: Layout, entries: &[(u32, u32)]) -> Option<Vec<(usize, usize)>> {
    // For each slot, the number of entries that still need it and the exclusive or of their indices.
    let mut needed = vec![(0u32, 0usize); layout.slots()];
    let places: Vec<[usize; ARITY]> = entries.iter().map(|e| layout.slots_of(e.0).0).collect();
    for (entry, places) in places.iter().enumerate() {
        for &place in places {
            needed[place] = (needed[place].0 + 1, needed[place].1 ^ entry);
        }
    }
    let mut single: Vec<usize> = (0..needed.len()).filter(|&p| needed[p].0 == 1).collect();
    let mut order = Vec::with_capacity(entries.len());
    while let Some(free_slot) = single.pop() {
        let (1, entry) = needed[free_slot] else { continue };
        order.push((entry, free_slot));
        for &place in &places[entry] {
            needed[place] = (needed[place].0 - 1, needed[place].1 ^ entry);
            if needed[place].0 == 1 {
                single.push(place);
            }
        }
    }
    (order.len() == entries.len()).then_some(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_and_few_absent_keys_are() {
        for n in [0u32, 1, 2, 10, 999, 30_000] {
            let entries: Vec<(u32, u32)> = (0..n).map(|i| (i.wrapping_mul(0x9E37_79B1), i % 1000)).collect();
            let bytes = write(&entries, 8, 10);
            let with_more = [bytes.as_slice(), &[1, 2, 3]].concat();
            let (map, rest) = FuseMap::load(&with_more).unwrap();
            assert_eq!(rest, [1, 2, 3]);
            assert!(entries.iter().all(|&(key, number)| map.get(key) == Some(number)), "{n}");
            let false_positives = (0..10_000).filter(|&i| map.get(join(8, i)).is_some()).count();
            assert!(false_positives < 100, "{false_positives} of {n}");
        }
        let entries: Vec<(u32, u32)> = (0..30_000).map(|i| (join(7, i), i % 1000)).collect();
        assert!(write(&entries, 8, 10).len() * 8 < 30_000 * 18 * 120 / 100);
    }

    #[test]
    fn first_number_of_a_key_is_kept() {
        let bytes = write(&[(5, 3), (9, 1), (5, 2)], 8, 4);
        let (map, _) = FuseMap::load(&bytes).unwrap();
        assert_eq!((map.get(5), map.get(9)), (Some(3), Some(1)));
    }

    #[test]
    fn damaged_bytes_never_panic() {
        let bytes = write(&[(1, 2), (3, 4)], 8, 4);
        assert!((0..bytes.len()).all(|cut| FuseMap::load(&bytes[..cut]).is_none()));
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x55;
            if let Some((map, _)) = FuseMap::load(&damaged) {
                assert!((0..100).filter_map(|key| map.get(key)).all(|number| number < 1 << 12));
            }
        }
        assert_eq!(FuseMap::default().get(1), None);
    }
}
