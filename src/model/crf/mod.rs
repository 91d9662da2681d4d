//! The flat file of a trained model, read in place.
//!
//! A model scores labels for a token from its features. Every feature has a row of signed bytes; the rows of a
//! token's features are added up. In a linear model a row holds one weight a label. In a model with a hidden layer a
//! row is the feature's embedding, and the sum goes through a rectifier and a small dense layer.
//!
//! The file, all little-endian: a header of eight words (magic "GLOS", version, labels, row width, whether there is
//! a hidden layer, buckets, scale as f32, bytes of label names), then as f32 the weights of `start[label]`,
//! `end[label]`, `transition[from][to]` (minus infinity where not allowed), `bias[width]` and, with a hidden layer,
//! `dense[width][label]` and `out[label]`; the label names, each ended by a line feed; one byte for every slot, four
//! slots a bucket, that tells the features of a bucket apart (0: empty slot); the rows, in slot order; and the sum of
//! all this ([`seal`]).
//!
//! A feature has its slot in one of two buckets (cuckoo hashing without moves). One that the model has not learnt is
//! taken for another by one chance in thirty only; else it adds nothing.
//! Loading copies the small arrays and leaves the rows where they are. Nothing here allocates per token.

mod runs;
pub mod transitions;
pub mod viterbi;

pub use runs::runs;
use std::hint::black_box;
use std::ops::Range;

use wide::f32x8;

use crate::model::checksum;
use crate::model::crf::transitions::Transitions;
use crate::model::features::Rows;
use crate::model::format::{self, LoadError};

const MAGIC: u32 = u32::from_le_bytes(*b"GLOS");
const VERSION: u32 = 3;
/// Bytes of the numbers behind magic and version.
const HEADER: usize = 24;
/// Slots in a bucket.
const SLOTS: usize = 4;
/// So many rows are added up at once.
const AT_ONCE: usize = 128;
/// The rows of so many tokens are looked up at once: they fit in the nearest cache.
const AHEAD: usize = 16;
/// So many labels are scored at once, from so many units.
const LANES: usize = 8;
const UNITS: usize = 32;

/// A trained model. The rows stay in the bytes it was loaded from.
#[derive(Clone, Debug)]
pub struct Model<'a> {
    labels: Vec<&'a str>,
    weights: Weights,
    steps: Transitions,
    /// The dense weights in blocks of labels: for each block, its weights from every unit.
    layer: Vec<f32x8>,
    scale: f32,
    marks: &'a [u8],
    rows: &'a [u8],
}

/// Cache for the rows that are found for a run of tokens, to be used again for the next.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Where the rows begin.
    starts: Vec<usize>,
    /// Where the rows of each token end among them.
    ends: Vec<usize>,
}

/// The small arrays of a model: everything but the rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weights {
    /// Score of a label at the start of a sequence; minus infinity where it may not start one.
    pub start: Vec<f32>,
    /// Score of a label at the end; minus infinity where it may not end one.
    pub end: Vec<f32>,
    /// Score of a label after another, `[from * labels + to]`; minus infinity where not allowed.
    pub transition: Vec<f32>,
    /// Added to the sum of the rows.
    pub bias: Vec<f32>,
    /// From the hidden layer to the labels, `[unit * labels + label]`; empty in a linear model.
    pub dense: Vec<f32>,
    /// Added to what comes out of `dense`; empty in a linear model.
    pub out: Vec<f32>,
}

impl Weights {
    /// The dense weights in blocks of [`LANES`] labels.
    fn layer(&self) -> Vec<f32x8> {
        let count = self.out.len();
        let lane = |row: &[f32], label: usize| row.get(label).copied().unwrap_or(0.0);
        let block = |first: usize| {
            let rows = self.dense.chunks_exact(count);
            rows.map(move |row| f32x8::new(std::array::from_fn(|k| lane(row, first + k))))
        };
        (0..count).step_by(LANES).flat_map(block).collect()
    }

    fn steps(&self) -> Transitions {
        Transitions::new(&self.start, &self.end, &self.transition)
    }

    /// Whether every weight is a number, minus infinity being one only where it forbids a step.
    fn are_numbers(&self) -> bool {
        let mut steps = self.start.iter().chain(&self.end).chain(&self.transition);
        let mut rest = self.bias.iter().chain(&self.dense).chain(&self.out);
        steps.all(|&x| x < f32::INFINITY) && rest.all(|x| x.is_finite())
    }
}

/// The two buckets that may hold a feature, and its mark there.
fn places(feature: u32, buckets: u32) -> ([usize; 2], u8) {
    let bucket = |hash: u32| ((u64::from(hash >> 8) * u64::from(buckets)) >> 24) as usize;
    ([bucket(feature), bucket(feature.wrapping_mul(0x9E37_79B1))], (feature as u8).max(1))
}

/// The slot of a feature, when it has one.
pub fn slot(marks: &[u8], feature: u32) -> Option<usize> {
    probe(marks, feature).filter(|&(_, known)| known).map(|(slot, _)| slot)
}

/// The slot of a feature and whether it has one; the slot is any where it has none. Nothing where there are no slots.
///
/// Whether a feature is known cannot be foretold, so that nothing here branches on it.
fn probe(marks: &[u8], feature: u32) -> Option<(usize, bool)> {
    let ([a, b], mark) = places(feature, (marks.len() / SLOTS) as u32);
    let read = |bucket: usize| {
        let marks = marks.get(bucket * SLOTS..(bucket + 1) * SLOTS)?;
        marks.try_into().ok().map(u32::from_le_bytes)
    };
    // Both buckets in one word, and in it the lowest byte that equals the mark: a byte that becomes zero when the
    // mark is taken off borrows from its top bit. Higher ones may do so by mistake, the lowest never.
    let both = u64::from(read(a)?) | u64::from(read(b)?) << 32;
    const ONES: u64 = 0x0101_0101_0101_0101;
    let differs = both ^ (ONES * u64::from(mark));
    let equal = differs.wrapping_sub(ONES) & !differs & (ONES << 7);
    let byte = equal.trailing_zeros() as usize / 8;
    let bucket = if byte < SLOTS { a } else { b };
    Some((bucket * SLOTS + byte % SLOTS, equal != 0))
}

/// Gives features slots, the first ones first, each in the emptier of its two buckets; returns the marks. Where both
/// are full a feature has no slot, and two features with one mark share a slot: [`slot`] says what became of each.
pub fn assign(features: &[u32]) -> Vec<u8> {
    let buckets = (features.len() as f64 * 1.06 / SLOTS as f64).ceil().max(1.0) as usize;
    let mut marks = vec![0u8; buckets * SLOTS];
    for &feature in features {
        if slot(&marks, feature).is_some() {
            continue;
        }
        let (places, mark) = places(feature, buckets as u32);
        let free = places.map(|b| marks[b * SLOTS..(b + 1) * SLOTS].iter().filter(|&&m| m == 0).count());
        let bucket = places[usize::from(free[1] > free[0])];
        if let Some(m) = marks[bucket * SLOTS..(bucket + 1) * SLOTS].iter_mut().find(|m| **m == 0) {
            *m = mark;
        }
    }
    marks
}

/// A model that knows nothing: one label, "O", for every token.
impl Default for Model<'_> {
    fn default() -> Self {
        let none = || vec![0.0];
        let weights =
            Weights { start: none(), end: none(), transition: none(), bias: none(), ..Weights::default() };
        let steps = weights.steps();
        Self { labels: vec!["O"], weights, steps, layer: Vec::new(), scale: 1.0, marks: &[], rows: &[] }
    }
}

impl<'a> Model<'a> {
    /// Reads a model file, checking everything that running it relies on.
    pub fn load(bytes: &'a [u8]) -> Result<Self, LoadError> {
        let bytes = format::open(bytes, MAGIC, VERSION)?;
        let (header, bytes) = bytes.split_at_checked(HEADER).ok_or(LoadError::Length)?;
        let mut words = header.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        let mut word = || words.next().unwrap_or(0);
        let (count, width, hidden, buckets) = (word() as usize, word() as usize, word() == 1, word());
        let (scale, name_bytes) = (f32::from_bits(word()), word() as usize);
        // Small limits first, so that no product below can overflow.
        if count == 0
            || count > 1024
            || width == 0
            || width > 4096
            || buckets > 1 << 22
            || name_bytes > 1 << 20
        {
            return Err(LoadError::Length);
        }
        if !hidden && width != count {
            return Err(LoadError::Length);
        }
        let slots = buckets as usize * SLOTS;
        let floats = count * 2 + count * count + width + if hidden { width * count + count } else { 0 };
        let expected =
            [floats * 4, name_bytes, slots].iter().sum::<usize>() as u64 + slots as u64 * width as u64;
        if bytes.len() as u64 != expected {
            return Err(LoadError::Length);
        }
        let (floats, rest) = bytes.split_at(floats * 4);
        let (names, rest) = rest.split_at(name_bytes);
        let (marks, rows) = rest.split_at(slots);

        let mut floats = floats.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        let mut take = |n: usize| floats.by_ref().take(n).collect::<Vec<f32>>();
        let weights = Weights {
            start: take(count),
            end: take(count),
            transition: take(count * count),
            bias: take(width),
            dense: take(if hidden { width * count } else { 0 }),
            out: take(if hidden { count } else { 0 }),
        };
        if !scale.is_finite() || !weights.are_numbers() {
            return Err(LoadError::Weights);
        }
        let names = std::str::from_utf8(names).map_err(|_| LoadError::Labels)?;
        let labels: Vec<&str> = names.split_terminator('\n').collect();
        if labels.len() != count {
            return Err(LoadError::Labels);
        }
        let (steps, layer) = (weights.steps(), weights.layer());
        Ok(Self { labels, weights, steps, layer, scale, marks, rows })
    }

    /// The names of the labels, in order.
    pub fn labels(&self) -> &[&'a str] {
        &self.labels
    }

    /// The small arrays.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The steps from label to label.
    pub fn steps(&self) -> &Transitions {
        &self.steps
    }

    /// Whether its rows are embeddings, from which a layer makes scores.
    pub fn is_hidden(&self) -> bool {
        !self.weights.dense.is_empty()
    }

    /// Length of a row.
    pub fn width(&self) -> usize {
        self.weights.bias.len()
    }

    /// The row of a feature, when the model has learnt it.
    pub fn row(&self, feature: u32) -> Option<&'a [u8]> {
        let slot = slot(self.marks, feature)?;
        let start = slot * self.width();
        self.rows.get(start..start + self.width())
    }

    /// Adds the rows of some features to `sum`, which is as wide as a row; in units of the model's scale.
    pub fn add_rows(&self, features: &[u32], sum: &mut [i32]) {
        let mut found = Vec::new();
        self.find(features, &mut found);
        self.add_found(&found, sum);
    }

    /// Adds the rows of all features of the tokens of `range` to `sums`, as wide as a row for each token. `found` is
    /// memory to be used again.
    pub fn add_all(&self, features: &Rows, range: Range<usize>, sums: &mut [i32], found: &mut Found) {
        let width = self.width();
        let mut sums = sums.chunks_exact_mut(width);
        for first in range.clone().step_by(AHEAD) {
            found.starts.clear();
            found.ends.clear();
            for i in first..range.end.min(first + AHEAD) {
                self.find(features.row(i), &mut found.starts);
                found.ends.push(found.starts.len());
            }
            // Rows lie far apart: asked for before any is added up, many of them can be on their way at once.
            let ends = |&start: &usize| self.rows.get(start).zip(self.rows.get(start + width - 1));
            black_box(found.starts.iter().filter_map(ends).fold(0, |all, (first, last)| all ^ first ^ last));
            let mut start = 0;
            for (&end, sum) in found.ends.iter().zip(sums.by_ref()) {
                self.add_found(found.starts.get(start..end).unwrap_or(&[]), sum);
                start = end;
            }
        }
    }

    /// Adds to `starts` where the rows of those of the features begin that the model has learnt.
    fn find(&self, features: &[u32], starts: &mut Vec<usize>) {
        let mut count = starts.len();
        starts.resize(count + features.len(), 0);
        for &feature in features {
            let Some((slot, known)) = probe(self.marks, feature) else { break };
            starts[count] = slot * self.width();
            count += usize::from(known);
        }
        starts.truncate(count);
    }

    /// Adds up the rows that begin at `starts`.
    fn add_found(&self, starts: &[usize], sum: &mut [i32]) {
        for starts in starts.chunks(AT_ONCE) {
            // The widths of the models in use: for WebAssembly the compiler makes no vectors of blocks of 16 or 8.
            let mut lane = self.add_lanes::<64>(starts, 0, sum);
            lane = self.add_lanes::<48>(starts, lane, sum);
            lane = self.add_lanes::<32>(starts, lane, sum);
            lane = self.add_lanes::<24>(starts, lane, sum);
            lane = self.add_lanes::<8>(starts, lane, sum);
            self.add_lanes::<1>(starts, lane, sum);
        }
    }

    /// Adds the lanes from `lane` on of the rows that begin at `starts`, as many as fill whole blocks; returns the
    /// first lane that is left.
    fn add_lanes<const BLOCK: usize>(&self, starts: &[usize], mut lane: usize, sum: &mut [i32]) -> usize {
        // So many rows of bytes cannot overflow 16 bits.
        const { assert!(AT_ONCE * 128 <= i16::MAX as usize + 1) };
        for sum in sum.get_mut(lane..).unwrap_or(&mut []).as_chunks_mut::<BLOCK>().0 {
            let mut total = [0i16; BLOCK];
            for start in starts {
                if let Some(row) = self.rows.get(start + lane..).and_then(|r| r.first_chunk::<BLOCK>()) {
                    for (t, &w) in total.iter_mut().zip(row) {
                        *t += i16::from(w as i8);
                    }
                }
            }
            for (s, t) in sum.iter_mut().zip(total) {
                *s += i32::from(t);
            }
            lane += BLOCK;
        }
        lane
    }

    /// Turns a sum of rows into what goes into the rectified layer, written to `units`.
    pub fn units(&self, sum: &[i32], units: &mut [f32]) {
        for ((unit, &s), b) in units.iter_mut().zip(sum).zip(&self.weights.bias) {
            *unit = s as f32 * self.scale + b;
        }
    }

    /// Turns what comes out of the hidden layer, or of a network in its place, into label scores.
    pub fn score(&self, units: &[f32], scores: &mut [f32]) {
        scores.fill(0.0);
        self.add_units(|| units.iter().copied().enumerate(), scores);
        scores.iter_mut().zip(&self.weights.out).for_each(|(score, out)| *score += out);
    }

    /// Turns a sum of rows into label scores, written to `scores`.
    pub fn finish(&self, sum: &[i32], scores: &mut [f32]) {
        let Weights { bias, dense, out, .. } = &self.weights;
        if dense.is_empty() {
            for ((score, &s), b) in scores.iter_mut().zip(sum).zip(bias) {
                *score = s as f32 * self.scale + b;
            }
            return;
        }
        scores.copy_from_slice(out);
        let units = sum.iter().zip(bias).map(|(&s, b)| s as f32 * self.scale + b);
        let mut units = units.enumerate().peekable();
        while units.peek().is_some() {
            // Only units above zero count. Whether one is cannot be foretold, so that nothing branches on it.
            let (mut above, mut count) = ([(0, 0.0); UNITS], 0);
            for (k, unit) in units.by_ref().take(UNITS) {
                above[count] = (k, unit);
                count += usize::from(unit > 0.0);
            }
            self.add_units(|| above[..count].iter().copied(), scores);
        }
    }

    /// Adds to label scores what some units of the hidden layer say, each with its place.
    fn add_units<I: Iterator<Item = (usize, f32)>>(&self, units: impl Fn() -> I, scores: &mut [f32]) {
        let blocks = self.layer.chunks_exact(self.width());
        for (scores, rows) in scores.chunks_mut(LANES).zip(blocks) {
            let mut first = [0.0; LANES];
            first.iter_mut().zip(scores.iter()).for_each(|(lane, score)| *lane = *score);
            let mut lanes = f32x8::new(first);
            for (k, unit) in units() {
                lanes += f32x8::splat(unit) * rows[k];
            }
            scores.iter_mut().zip(lanes.to_array()).for_each(|(score, lane)| *score = lane);
        }
    }
}

/// Writes a model file. `marks` has [`SLOTS`] bytes a bucket, `rows` a row for every slot; the lengths of the small
/// arrays say the rest. Used by training only; the reader above checks what it gets.
pub fn write(labels: &[String], weights: &Weights, scale: f32, marks: &[u8], rows: &[i8]) -> Vec<u8> {
    let names: String = labels.iter().flat_map(|l| [l, "\n"]).collect();
    let hidden = u32::from(!weights.dense.is_empty());
    let buckets = (marks.len() / SLOTS) as u32;
    let mut bytes = Vec::new();
    let width = weights.bias.len() as u32;
    let header =
        [MAGIC, VERSION, labels.len() as u32, width, hidden, buckets, scale.to_bits(), names.len() as u32];
    bytes.extend(header.iter().flat_map(|w| w.to_le_bytes()));
    let Weights { start, end, transition, bias, dense, out } = weights;
    for array in [start, end, transition, bias, dense, out] {
        bytes.extend(array.iter().flat_map(|x| x.to_le_bytes()));
    }
    bytes.extend(names.as_bytes());
    bytes.extend(marks);
    bytes.extend(rows.iter().map(|&w| w as u8));
    checksum::seal(bytes)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A linear model of two labels where feature 7 speaks for B and feature 9 for A.
    pub(crate) fn tiny() -> Vec<u8> {
        let labels = ["A".to_string(), "B".to_string()];
        let weights = Weights {
            start: vec![0.0; 2],
            end: vec![0.0; 2],
            transition: vec![0.0, 0.0, 0.0, f32::NEG_INFINITY],
            bias: vec![0.5, 0.0],
            ..Weights::default()
        };
        let marks = [7, 9, 0, 0];
        write(&labels, &weights, 0.5, &marks, &[0, 4, 2, -2, 0, 0, 0, 0])
    }

    #[test]
    fn what_is_written_is_read_back() {
        let bytes = tiny();
        let model = Model::load(&bytes).unwrap();
        assert_eq!(model.labels(), ["A", "B"]);
        assert_eq!((model.row(7), model.row(8)), (Some(&[0u8, 4][..]), None));
        let mut rows = Rows::default();
        rows.push(7);
        rows.push(9);
        rows.push(1000);
        rows.end_row();
        let mut scores = [0.0; 2];
        let mut sum = [0; 2];
        model.add_rows(rows.row(0), &mut sum);
        model.finish(&sum, &mut scores);
        assert_eq!(scores, [1.5, 1.0]);
    }

    #[test]
    fn rows_of_any_width_add_up() {
        for width in [1, 8, 31, 32, 43] {
            let weights = Weights {
                start: vec![0.0; width],
                end: vec![0.0; width],
                transition: vec![0.0; width * width],
                bias: vec![0.0; width],
                ..Weights::default()
            };
            let labels: Vec<String> = (0..width).map(|i| i.to_string()).collect();
            let rows: Vec<i8> = (0..width * SLOTS).map(|i| if i < width { -128 } else { i as i8 }).collect();
            let bytes = write(&labels, &weights, 1.0, &[7, 9, 0, 0], &rows);
            let mut sum = vec![1; width];
            Model::load(&bytes).unwrap().add_rows(&[[7; 300].as_slice(), &[9, 8]].concat(), &mut sum);
            let expected: Vec<i32> =
                rows[width..2 * width].iter().map(|&w| 1 - 300 * 128 + i32::from(w)).collect();
            assert_eq!(sum, expected);
        }
    }

    #[test]
    fn nearly_every_feature_gets_a_slot_of_its_own() {
        let features: Vec<u32> = (0..20_000).map(|i| crate::model::features::feature(1, i)).collect();
        let marks = assign(&features);
        let mut slots: Vec<usize> = features.iter().filter_map(|&f| slot(&marks, f)).collect();
        slots.sort_unstable();
        slots.dedup();
        assert!(slots.len() > 18_500, "{}", slots.len());
    }

    #[test]
    fn a_hidden_layer_rectifies() {
        let weights = Weights {
            start: vec![0.0],
            end: vec![0.0],
            transition: vec![0.0],
            bias: vec![0.0, 0.0],
            dense: vec![2.0, 100.0],
            out: vec![1.0],
        };
        let bytes = write(&["A".to_string()], &weights, 1.0, &[7, 0, 0, 0], &[3, -3, 0, 0, 0, 0, 0, 0]);
        let mut scores = [0.0];
        Model::load(&bytes).unwrap().finish(&[3, -3], &mut scores);
        assert_eq!(scores, [7.0]);
    }

    #[test]
    fn damaged_files_are_refused() {
        let good = tiny();
        for cut in 0..good.len() {
            assert!(Model::load(&good[..cut]).is_err(), "cut at {cut}");
        }
        let why = |bytes: &[u8]| Model::load(bytes).map(|_| ()).unwrap_err();
        let changed = |at: usize, to: &[u8]| {
            let mut bytes = good.clone();
            bytes[at..at + to.len()].copy_from_slice(to);
            bytes
        };
        assert_eq!(why(&changed(0, b"X")), LoadError::NotAModel);
        assert_eq!(why(&changed(4, &[9])), LoadError::Version { found: 9, read: VERSION });
        assert_eq!(why(&changed(good.len() - 9, &[77])), LoadError::Damaged);
        // Files that nobody damaged and that are wrong all the same.
        let sealed = |bytes: Vec<u8>| checksum::seal(checksum::unsealed(&bytes).to_vec());
        assert_eq!(why(&sealed(changed(8, &[200]))), LoadError::Length);
        assert_eq!(why(&sealed(changed(8 + HEADER, &f32::NAN.to_le_bytes()))), LoadError::Weights);
    }
}
