//! Small numbers under many keys, in hardly more bits than the numbers themselves need.
//!
//! A static map: every key has four slots, and its number and its mark are what these slots make together by
//! exclusive or. The keys themselves are nowhere: a key that was not put in is taken for one that was by one chance in
//! 2^marks. The slots lie in neighbouring segments, which lets the map be filled nine tenths full (binary fuse
//! filters; Graf and Lemire 2022, after the Bloomier filters of Chazelle et al. 2004). Read in place.
//!
//! Layout, little-endian: six words (seed, bits of a segment's length, segments that a key may start in, marks,
//! bits of a number, spare), then the slots, packed bit by bit.

use crate::model::features::join;
use rustc_hash::FxHashSet;

/// The slots of a key.
const ARITY: usize = 4;
const HEADER: usize = 24;
/// The last slots are read with the bytes behind them.
const PADDING: usize = 4;

/// The map, read in place. The default is empty.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FuseMap<'a> {
    plan: Plan,
    slots: &'a [u8],
}

/// Where the slots of a key are and how wide they are.
#[derive(Clone, Copy, Debug, Default)]
struct Plan {
    seed: u32,
    /// Base-two logarithm of the slots of a segment.
    segment: u32,
    /// Segments that a key may start in.
    starts: u32,
    /// Bits of a mark.
    marks: u32,
    /// Bits of a number.
    bits: u32,
}

impl Plan {
    fn slots(self) -> usize {
        (self.starts as usize + ARITY - 1) << self.segment
    }

    fn width(self) -> u32 {
        self.marks + self.bits
    }

    fn bytes(self) -> usize {
        (self.slots() * self.width() as usize).div_ceil(8) + PADDING
    }

    /// The slots of a key, one in each of four neighbouring segments, and its mark.
    fn places(self, key: u32) -> ([usize; ARITY], u32) {
        let (high, low) = (join(self.seed, key), join(key, self.seed));
        let start = (u64::from(high) * (u64::from(self.starts) << self.segment)) >> 32;
        let within = (1u64 << self.segment) - 1;
        let place = |i: usize| {
            let moved = u64::from(low) >> (i as u32 * self.segment) & within;
            ((start + ((i as u64) << self.segment)) ^ if i == 0 { 0 } else { moved }) as usize
        };
        (std::array::from_fn(place), join(low, high) & ((1 << self.marks) - 1))
    }
}

impl<'a> FuseMap<'a> {
    /// Reads a map from the front of some bytes, and what is left of them; none where they hold none.
    pub(crate) fn load(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (header, rest) = bytes.split_at_checked(HEADER)?;
        let word = |i: usize| {
            header.get(i * 4..i * 4 + 4).and_then(|b| Some(u32::from_le_bytes(b.try_into().ok()?)))
        };
        let plan =
            Plan { seed: word(0)?, segment: word(1)?, starts: word(2)?, marks: word(3)?, bits: word(4)? };
        let sound = plan.segment <= 10 && plan.starts < 1 << 16 && plan.marks <= 12 && plan.bits <= 12;
        let (slots, rest) = rest.split_at_checked(if sound { plan.bytes() } else { return None })?;
        Some((Self { plan, slots }, rest))
    }

    /// The number under a key; none for most keys that were not put in.
    pub(crate) fn get(&self, key: u32) -> Option<u32> {
        let plan = self.plan;
        if plan.starts == 0 {
            return None;
        }
        let (places, mark) = plan.places(key);
        let all = places.iter().fold(0, |all, &place| all ^ self.slot(place));
        (all >> plan.bits == mark).then_some(all & ((1 << plan.bits) - 1))
    }

    fn slot(&self, place: usize) -> u32 {
        let width = self.plan.width();
        let at = place * width as usize;
        let four = self.slots.get(at / 8..at / 8 + 4).and_then(|b| b.try_into().ok());
        four.map_or(0, u32::from_le_bytes) >> (at % 8) & ((1 << width) - 1)
    }
}

/// Writes a map: numbers below `2^bits` under their keys, with marks of so many bits. Of numbers under one key the first
/// is kept.
pub(crate) fn write(entries: &[(u32, u32)], marks: u32, bits: u32) -> Vec<u8> {
    let mut keys = FxHashSet::default();
    let entries: Vec<_> = entries.iter().copied().filter(|e| keys.insert(e.0)).collect();
    let segment = (entries.len().max(2) as f64).log(2.91).clamp(1.0, 10.0) as u32;
    let least = (entries.len() >> segment) as u32 + 1;
    // More room and another seed until every key finds a slot of its own.
    let plans = (0..).map(|seed| Plan { seed, segment, starts: least + seed / 8, marks, bits });
    let (plan, order) =
        plans.filter_map(|plan| Some((plan, peel(plan, &entries)?))).next().unwrap_or_default();
    let mut slots = vec![0u32; plan.slots()];
    for &(entry, own) in order.iter().rev() {
        let (key, number) = entries[entry];
        let (places, mark) = plan.places(key);
        let others = places.iter().filter(|&&p| p != own).fold(0, |all, &p| all ^ slots[p]);
        slots[own] = others ^ (mark << bits | number);
    }
    let mut bytes: Vec<u8> = [plan.seed, plan.segment, plan.starts, plan.marks, plan.bits, 0]
        .iter()
        .flat_map(|w| w.to_le_bytes())
        .collect();
    let mut packed = vec![0u8; plan.bytes()];
    for (place, slot) in slots.iter().enumerate() {
        let at = place * plan.width() as usize;
        for (byte, part) in packed[at / 8..].iter_mut().zip((u64::from(*slot) << (at % 8)).to_le_bytes()) {
            *byte |= part;
        }
    }
    bytes.extend(packed);
    bytes
}

/// An order in which every entry is the last that needs one of its slots, with that slot; none where there is no such.
fn peel(plan: Plan, entries: &[(u32, u32)]) -> Option<Vec<(usize, usize)>> {
    // How many entries still need a slot, and which, by exclusive or.
    let mut needed = vec![(0u32, 0usize); plan.slots()];
    let places: Vec<[usize; ARITY]> = entries.iter().map(|e| plan.places(e.0).0).collect();
    for (entry, places) in places.iter().enumerate() {
        for &place in places {
            needed[place] = (needed[place].0 + 1, needed[place].1 ^ entry);
        }
    }
    let mut alone: Vec<usize> = (0..needed.len()).filter(|&p| needed[p].0 == 1).collect();
    let mut order = Vec::with_capacity(entries.len());
    while let Some(own) = alone.pop() {
        let (1, entry) = needed[own] else { continue };
        order.push((entry, own));
        for &place in &places[entry] {
            needed[place] = (needed[place].0 - 1, needed[place].1 ^ entry);
            if needed[place].0 == 1 {
                alone.push(place);
            }
        }
    }
    (order.len() == entries.len()).then_some(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_is_found_and_little_else() {
        for n in [0u32, 1, 2, 10, 999, 30_000] {
            let entries: Vec<(u32, u32)> = (0..n).map(|i| (i.wrapping_mul(0x9E37_79B1), i % 1000)).collect();
            let bytes = write(&entries, 8, 10);
            let with_more = [bytes.as_slice(), &[1, 2, 3]].concat();
            let (map, rest) = FuseMap::load(&with_more).unwrap();
            assert_eq!(rest, [1, 2, 3]);
            assert!(entries.iter().all(|&(key, number)| map.get(key) == Some(number)), "{n}");
            let false_finds = (0..10_000).filter(|&i| map.get(join(8, i)).is_some()).count();
            assert!(false_finds < 100, "{false_finds} of {n}");
        }
        let entries: Vec<(u32, u32)> = (0..30_000).map(|i| (join(7, i), i % 1000)).collect();
        assert!(write(&entries, 8, 10).len() * 8 < 30_000 * 18 * 120 / 100);
    }

    #[test]
    fn of_numbers_under_one_key_the_first_is_kept() {
        let bytes = write(&[(5, 3), (9, 1), (5, 2)], 8, 4);
        let (map, _) = FuseMap::load(&bytes).unwrap();
        assert_eq!((map.get(5), map.get(9)), (Some(3), Some(1)));
    }

    #[test]
    fn damaged_bytes_are_refused_or_read_as_something_else() {
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
