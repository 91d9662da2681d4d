//! The linear-chain conditional random field and the classifiers that share its file format, read in place.
//!
//! A model scores the labels of a token from its features. Every feature has a row of signed bytes; the rows
//! of a token's features are summed. In a linear model a row holds one weight per label. In a model with a
//! hidden layer a row is the embedding of the feature, and the sum passes through ReLU and a small dense
//! layer.
//!
//! The file, all little-endian: a header of eight words (magic number "GLOS", version, labels, row width,
//! whether there is a hidden layer, buckets, scale as f32, length of the label names in bytes), then as f32
//! the weights `start[label]`, `end[label]`, `transition[from][to]` (minus infinity where forbidden),
//! `bias[width]` and, with a hidden layer, `dense[width][label]` and `out[label]`; the label names, each
//! ended by a line feed; one check byte for every slot, four slots per bucket (0 for an empty slot); the
//! rows, in slot order; and the [`checksum`].
//!
//! A feature has its slot in one of two buckets (cuckoo hashing without relocation). An unknown feature is
//! taken for a known one with a probability of about one in thirty; otherwise it adds nothing. Loading copies
//! the small arrays and leaves the rows in place. Never allocates per token.

mod runs;
pub mod transitions;
pub mod viterbi;

pub(crate) use runs::MAX_RUN_TOKENS;
pub use runs::runs;
use std::hint::black_box;
use std::ops::Range;

use wide::f32x8;

use crate::model::checksum;
use crate::model::cnn::kernels::with_wide_vectors;
use crate::model::crf::transitions::Transitions;
use crate::model::features::Rows;
use crate::model::format::{self, LoadError};

const MAGIC: u32 = u32::from_le_bytes(*b"GLOS");
const VERSION: u32 = 3;
/// Length of the header after magic number and version, in bytes.
const HEADER: usize = 24;
/// Slots per bucket.
const SLOTS: usize = 4;
/// Number of rows summed in 16 bits.
const ROWS_PER_SUM: usize = 128;
/// Number of tokens whose rows are looked up at once; their rows fit into the first-level processor cache.
const TOKENS_AHEAD: usize = 16;
/// Number of labels scored at once.
const LANES: usize = 8;
/// Number of hidden units read at once.
const UNITS: usize = 32;

/// A trained model. The rows stay in the bytes it was loaded from.
#[derive(Clone, Debug)]
pub struct Model<'a> {
    labels: Vec<&'a str>,
    weights: Weights,
    transitions: Transitions,
    /// The dense weights in blocks of labels: for each block, its weights from every hidden unit.
    layer: Vec<f32x8>,
    scale: f32,
    checks: &'a [u8],
    rows: &'a [u8],
}

/// Offsets of the rows found for some tokens; a buffer reused for the next tokens.
#[derive(Clone, Debug, Default)]
pub struct RowOffsets {
    /// Where each row starts.
    starts: Vec<usize>,
    /// For each token, the end of its offsets in `starts`.
    ends: Vec<usize>,
}

/// The parameters of a model other than the rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weights {
    /// Score of each label at the start of a sequence; minus infinity where forbidden.
    pub start: Vec<f32>,
    /// Score of each label at the end of a sequence; minus infinity where forbidden.
    pub end: Vec<f32>,
    /// Score of each transition, `[from * labels + to]`; minus infinity where forbidden.
    pub transition: Vec<f32>,
    /// Bias added to the sum of the rows.
    pub bias: Vec<f32>,
    /// Weights from the hidden layer to the labels, `[unit * labels + label]`; empty in a linear model.
    pub dense: Vec<f32>,
    /// Bias of the labels after `dense`; empty in a linear model.
    pub out: Vec<f32>,
}

impl Weights {
    /// Returns the dense weights in blocks of [`LANES`] labels.
    fn layer(&self) -> Vec<f32x8> {
        let count = self.out.len();
        let lane = |row: &[f32], label: usize| row.get(label).copied().unwrap_or(0.0);
        let block = |first: usize| {
            let rows = self.dense.chunks_exact(count);
            rows.map(move |row| f32x8::new(std::array::from_fn(|k| lane(row, first + k))))
        };
        (0..count).step_by(LANES).flat_map(block).collect()
    }

    fn transitions(&self) -> Transitions {
        Transitions::new(&self.start, &self.end, &self.transition)
    }

    /// Whether every weight is finite; transition scores may also be minus infinity.
    fn are_finite(&self) -> bool {
        let mut transitions = self.start.iter().chain(&self.end).chain(&self.transition);
        let mut rest = self.bias.iter().chain(&self.dense).chain(&self.out);
        transitions.all(|&x| x < f32::INFINITY) && rest.all(|x| x.is_finite())
    }
}

/// Returns the two buckets that may contain a feature, and its check byte.
fn candidate_buckets(feature: u32, buckets: u32) -> ([usize; 2], u8) {
    let bucket = |hash: u32| ((u64::from(hash >> 8) * u64::from(buckets)) >> 24) as usize;
    ([bucket(feature), bucket(feature.wrapping_mul(0x9E37_79B1))], (feature as u8).max(1))
}

/// Returns the slot of a feature, if it has one.
pub fn find_slot(checks: &[u8], feature: u32) -> Option<usize> {
    probe(checks, feature).filter(|&(_, known)| known).map(|(slot, _)| slot)
}

/// Returns a slot and whether the feature is there; the slot is arbitrary if it is not. `None` if there are
/// no slots.
///
/// Free of branches on the result, which a processor cannot predict.
fn probe(checks: &[u8], feature: u32) -> Option<(usize, bool)> {
    let ([a, b], check) = candidate_buckets(feature, (checks.len() / SLOTS) as u32);
    let read = |bucket: usize| {
        let checks = checks.get(bucket * SLOTS..(bucket + 1) * SLOTS)?;
        checks.try_into().ok().map(u32::from_le_bytes)
    };
    // Finds the lowest byte equal to the check among both buckets, read as one word: after the exclusive or
    // that byte is zero, and subtracting one from it borrows from its top bit. Higher bytes may borrow by
    // mistake, the lowest never.
    let both = u64::from(read(a)?) | u64::from(read(b)?) << 32;
    const ONES: u64 = 0x0101_0101_0101_0101;
    let differs = both ^ (ONES * u64::from(check));
    let equal = differs.wrapping_sub(ONES) & !differs & (ONES << 7);
    let byte = equal.trailing_zeros() as usize / 8;
    let bucket = if byte < SLOTS { a } else { b };
    Some((bucket * SLOTS + byte % SLOTS, equal != 0))
}

/// Assigns slots to features in order, each in the emptier of its two buckets; returns the check bytes. A
/// feature whose buckets are both full gets no slot, and two features with equal checks share a slot: see
/// [`find_slot`].
pub fn assign_slots(features: &[u32]) -> Vec<u8> {
    let buckets = (features.len() as f64 * 1.06 / SLOTS as f64).ceil().max(1.0) as usize;
    let mut checks = vec![0u8; buckets * SLOTS];
    for &feature in features {
        if find_slot(&checks, feature).is_some() {
            continue;
        }
        let (candidates, check) = candidate_buckets(feature, buckets as u32);
        let free = candidates.map(|b| checks[b * SLOTS..(b + 1) * SLOTS].iter().filter(|&&m| m == 0).count());
        let bucket = candidates[usize::from(free[1] > free[0])];
        if let Some(m) = checks[bucket * SLOTS..(bucket + 1) * SLOTS].iter_mut().find(|m| **m == 0) {
            *m = check;
        }
    }
    checks
}

/// A model without features: the label "O" for every token.
impl Default for Model<'_> {
    fn default() -> Self {
        let none = || vec![0.0];
        let weights =
            Weights { start: none(), end: none(), transition: none(), bias: none(), ..Weights::default() };
        let transitions = weights.transitions();
        Self {
            labels: vec!["O"],
            weights,
            transitions,
            layer: Vec::new(),
            scale: 1.0,
            checks: &[],
            rows: &[],
        }
    }
}

impl<'a> Model<'a> {
    /// Loads a model file and checks everything that inference relies on.
    pub fn load(bytes: &'a [u8]) -> Result<Self, LoadError> {
        let bytes = format::body(bytes, MAGIC, VERSION)?;
        let (header, bytes) = bytes.split_at_checked(HEADER).ok_or(LoadError::Length)?;
        let mut words = header.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        let mut word = || words.next().unwrap_or(0);
        let (count, width, hidden, buckets) = (word() as usize, word() as usize, word() == 1, word());
        let (scale, name_bytes) = (f32::from_bits(word()), word() as usize);
        // Small limits first, so that no product below overflows.
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
        let (checks, rows) = rest.split_at(slots);

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
        if !scale.is_finite() || !weights.are_finite() {
            return Err(LoadError::Weights);
        }
        let names = std::str::from_utf8(names).map_err(|_| LoadError::Labels)?;
        let labels: Vec<&str> = names.split_terminator('\n').collect();
        if labels.len() != count {
            return Err(LoadError::Labels);
        }
        let (transitions, layer) = (weights.transitions(), weights.layer());
        Ok(Self { labels, weights, transitions, layer, scale, checks, rows })
    }

    /// Returns the names of the labels, in order.
    pub fn labels(&self) -> &[&'a str] {
        &self.labels
    }

    /// Returns the parameters other than the rows.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// Returns the transitions between labels.
    pub fn transitions(&self) -> &Transitions {
        &self.transitions
    }

    /// Whether the model has a hidden layer, so that its rows are embeddings.
    pub fn is_hidden(&self) -> bool {
        !self.weights.dense.is_empty()
    }

    /// Length of a row.
    pub fn width(&self) -> usize {
        self.weights.bias.len()
    }

    /// Returns the row of a feature, if the model knows it.
    pub fn row(&self, feature: u32) -> Option<&'a [u8]> {
        let slot = find_slot(self.checks, feature)?;
        let start = slot * self.width();
        self.rows.get(start..start + self.width())
    }

    /// Adds the rows of some features to `sum`, which has the width of a row, in units of the model's scale.
    pub fn add_rows(&self, features: &[u32], sum: &mut [i32]) {
        let mut starts = Vec::new();
        self.find_rows(features, &mut starts);
        self.add_rows_at(&starts, sum);
    }

    /// Adds the rows of all features of the tokens of `range` to `sums`, which has the width of a row per
    /// token. `offsets` is a reusable buffer.
    pub fn add_token_rows(
        &self,
        features: &Rows,
        range: Range<usize>,
        sums: &mut [i32],
        offsets: &mut RowOffsets,
    ) {
        let width = self.width();
        let mut sums = sums.chunks_exact_mut(width);
        for first in range.clone().step_by(TOKENS_AHEAD) {
            offsets.starts.clear();
            offsets.ends.clear();
            for i in first..range.end.min(first + TOKENS_AHEAD) {
                self.find_rows(features.row(i), &mut offsets.starts);
                offsets.ends.push(offsets.starts.len());
            }
            // Rows lie far apart in memory: touching all of them before summing lets their cache misses
            // overlap.
            let ends = |&start: &usize| self.rows.get(start).zip(self.rows.get(start + width - 1));
            black_box(
                offsets.starts.iter().filter_map(ends).fold(0, |all, (first, last)| all ^ first ^ last),
            );
            let mut start = 0;
            for (&end, sum) in offsets.ends.iter().zip(sums.by_ref()) {
                self.add_rows_at(offsets.starts.get(start..end).unwrap_or(&[]), sum);
                start = end;
            }
        }
    }

    /// Appends the offsets of the rows of all known features to `starts`.
    fn find_rows(&self, features: &[u32], starts: &mut Vec<usize>) {
        let mut count = starts.len();
        starts.resize(count + features.len(), 0);
        for &feature in features {
            let Some((slot, known)) = probe(self.checks, feature) else { break };
            starts[count] = slot * self.width();
            count += usize::from(known);
        }
        starts.truncate(count);
    }

    /// Adds the rows that start at `starts` to `sum`.
    fn add_rows_at(&self, starts: &[usize], sum: &mut [i32]) {
        with_wide_vectors(
            #[inline(always)]
            || {
                for starts in starts.chunks(ROWS_PER_SUM) {
                    // Block sizes for the widths of the models: for WebAssembly the compiler does not vectorise
                    // blocks of 16 or 8.
                    let mut lane = self.add_lanes::<64>(starts, 0, sum);
                    lane = self.add_lanes::<48>(starts, lane, sum);
                    lane = self.add_lanes::<32>(starts, lane, sum);
                    lane = self.add_lanes::<24>(starts, lane, sum);
                    lane = self.add_lanes::<8>(starts, lane, sum);
                    self.add_lanes::<1>(starts, lane, sum);
                }
            },
        );
    }

    /// Adds the lanes from `lane` on of the rows that start at `starts`, as many as fill whole blocks.
    /// Returns the first remaining lane.
    #[inline(always)]
    fn add_lanes<const BLOCK: usize>(&self, starts: &[usize], mut lane: usize, sum: &mut [i32]) -> usize {
        // The sum of this many signed bytes fits into 16 bits.
        const { assert!(ROWS_PER_SUM * 128 <= i16::MAX as usize + 1) };
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

    /// Converts a sum of rows to the input of the hidden layer, before ReLU.
    pub fn hidden_input(&self, sum: &[i32], units: &mut [f32]) {
        for ((unit, &s), b) in units.iter_mut().zip(sum).zip(&self.weights.bias) {
            *unit = s as f32 * self.scale + b;
        }
    }

    /// Computes label scores from the output of the hidden layer, or of a network in its place.
    pub fn score_hidden(&self, units: &[f32], scores: &mut [f32]) {
        scores.fill(0.0);
        self.add_units(|| units.iter().copied().enumerate(), scores);
        scores.iter_mut().zip(&self.weights.out).for_each(|(score, out)| *score += out);
    }

    /// Computes label scores from a sum of rows.
    pub fn score_sum(&self, sum: &[i32], scores: &mut [f32]) {
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
            // ReLU: only units above zero count. Collected without a branch, which a processor could not
            // predict.
            let (mut positive, mut count) = ([(0, 0.0); UNITS], 0);
            for (k, unit) in units.by_ref().take(UNITS) {
                positive[count] = (k, unit);
                count += usize::from(unit > 0.0);
            }
            self.add_units(|| positive[..count].iter().copied(), scores);
        }
    }

    /// Adds the contributions of some hidden units, given with their indices, to label scores.
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

/// Writes a model file. `checks` has four bytes per bucket, `rows` a row for every slot; the other
/// dimensions follow from the lengths of the parameters. Used by training only.
pub fn write(labels: &[String], weights: &Weights, scale: f32, checks: &[u8], rows: &[i8]) -> Vec<u8> {
    let names: String = labels.iter().flat_map(|l| [l, "\n"]).collect();
    let hidden = u32::from(!weights.dense.is_empty());
    let buckets = (checks.len() / SLOTS) as u32;
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
    bytes.extend(checks);
    bytes.extend(rows.iter().map(|&w| w as u8));
    checksum::append(bytes)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A linear model of two labels in which feature 7 favours B and feature 9 favours A.
    pub(crate) fn tiny() -> Vec<u8> {
        let labels = ["A".to_string(), "B".to_string()];
        let weights = Weights {
            start: vec![0.0; 2],
            end: vec![0.0; 2],
            transition: vec![0.0, 0.0, 0.0, f32::NEG_INFINITY],
            bias: vec![0.5, 0.0],
            ..Weights::default()
        };
        let checks = [7, 9, 0, 0];
        write(&labels, &weights, 0.5, &checks, &[0, 4, 2, -2, 0, 0, 0, 0])
    }

    #[test]
    fn written_model_is_read_back() {
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
        model.score_sum(&sum, &mut scores);
        assert_eq!(scores, [1.5, 1.0]);
    }

    #[test]
    fn rows_of_any_width_are_summed() {
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
    fn nearly_every_feature_gets_its_own_slot() {
        let features: Vec<u32> = (0..20_000).map(|i| crate::model::features::feature(1, i)).collect();
        let checks = assign_slots(&features);
        let mut slots: Vec<usize> = features.iter().filter_map(|&f| find_slot(&checks, f)).collect();
        slots.sort_unstable();
        slots.dedup();
        assert!(slots.len() > 18_500, "{}", slots.len());
    }

    #[test]
    fn hidden_layer_applies_relu() {
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
        Model::load(&bytes).unwrap().score_sum(&[3, -3], &mut scores);
        assert_eq!(scores, [7.0]);
    }

    #[test]
    fn damaged_file_is_refused() {
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
        // Malformed files with a valid checksum.
        let with_checksum = |bytes: Vec<u8>| checksum::append(checksum::strip(&bytes).to_vec());
        assert_eq!(why(&with_checksum(changed(8, &[200]))), LoadError::Length);
        assert_eq!(why(&with_checksum(changed(8 + HEADER, &f32::NAN.to_le_bytes()))), LoadError::Weights);
    }
}
