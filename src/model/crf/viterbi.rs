//! Decoding of label sequences: the Viterbi path and the posterior probabilities of labels.
//!
//! Forward–backward works in probability space with one scale per token (Rabiner 1989), so that nothing
//! overflows. Training uses the same code. Time is linear in the number of tokens. Never knows what a label
//! means.

use std::f32::consts::{LN_2, LOG2_E};
use std::ops::Range;

use wide::{f32x4, f32x8, i32x4};

use crate::model::crf::transitions::{Scratch, Transitions};
use crate::model::crf::{Model, RowOffsets};
use crate::model::features::Rows;

/// Decodes sequences; keeps the scores and probabilities of the last one in buffers that the next one reuses.
#[derive(Clone, Debug, Default)]
pub struct Decoder {
    /// Label scores, `[token * labels + label]`.
    scores: Vec<f32>,
    best: Vec<f32>,
    path: Vec<u16>,
    sums: Vec<i32>,
    offsets: RowOffsets,
    scratch: Scratch,
    lattice: Lattice,
}

impl Decoder {
    /// Scores the tokens of `range` with `model` and returns the best path, one label index per token.
    pub fn run(&mut self, model: &Model, rows: &Rows, range: Range<usize>) -> &[u16] {
        let mut sums = std::mem::take(&mut self.sums);
        sums.clear();
        sums.resize(range.len() * model.width(), 0);
        model.add_token_rows(rows, range, &mut sums, &mut self.offsets);
        self.decode_sums(model, &sums);
        self.sums = sums;
        &self.path
    }

    /// Adds the features of `rows` to `sums`, which has the width of the model's rows per token, and returns
    /// the best path. A later pass can add more features to the same sums.
    pub fn add_and_decode(&mut self, model: &Model, rows: &Rows, sums: &mut [i32]) -> &[u16] {
        model.add_token_rows(rows, 0..rows.len(), sums, &mut self.offsets);
        self.decode_sums(model, sums)
    }

    /// Returns the best path for sums of rows, which have the width of the model's rows per token.
    pub fn decode_sums(&mut self, model: &Model, sums: &[i32]) -> &[u16] {
        let n = model.labels().len();
        self.scores.clear();
        self.scores.resize(sums.len() / model.width() * n, 0.0);
        for (sum, scores) in sums.chunks_exact(model.width()).zip(self.scores.chunks_exact_mut(n)) {
            model.score_sum(sum, scores);
        }
        self.viterbi(model);
        &self.path
    }

    /// Returns the best path for the label scores that `write` appends, one row of labels per token.
    pub fn decode_scores(&mut self, model: &Model, write: impl FnOnce(&mut Vec<f32>)) -> &[u16] {
        self.scores.clear();
        write(&mut self.scores);
        self.viterbi(model);
        &self.path
    }

    fn viterbi(&mut self, model: &Model) {
        let (n, weights, transitions) = (model.labels().len(), model.weights(), &model.transitions().forward);
        let len = self.scores.len() / n;
        self.path.clear();
        if len == 0 {
            return;
        }
        self.best.clear();
        self.best.resize(len * n, f32::NEG_INFINITY);
        for ((b, s), w) in self.best.iter_mut().zip(&self.scores[..n]).zip(&weights.start) {
            *b = s + w;
        }
        for i in 1..len {
            let (before, rest) = self.best.split_at_mut(i * n);
            let current = &mut rest[..n];
            transitions.max(&before[(i - 1) * n..], current, &mut self.scratch);
            for (x, s) in current.iter_mut().zip(&self.scores[i * n..]) {
                *x += s;
            }
        }
        let end = self.best[(len - 1) * n..].iter().zip(&weights.end).map(|(b, e)| b + e);
        let mut label = argmax(end);
        self.path.resize(len, label as u16);
        // Back pointers are recomputed on the way back, only for the labels of the path.
        for i in (1..len).rev() {
            label = transitions.best_source(label, &self.best[(i - 1) * n..i * n]);
            self.path[i - 1] = label as u16;
        }
    }

    /// Returns the probability of the second label of one row, by a model of two labels that reads every row by
    /// itself.
    pub fn row_probability(&mut self, model: &Model, rows: &Rows, row: usize) -> f32 {
        self.run(model, rows, row..row + 1);
        self.compute_posteriors(model);
        self.marginal(0, 1)
    }

    /// Returns the best path of the last sequence.
    pub fn path(&self) -> &[u16] {
        &self.path
    }

    /// Computes the posterior probabilities of the last sequence, for [`Self::marginal`] and
    /// [`Self::span_probability`].
    pub fn compute_posteriors(&mut self, model: &Model) {
        self.lattice.run(&self.scores, model.transitions());
    }

    /// Returns the probability that token `i` of the last sequence has a label. Requires
    /// [`Self::compute_posteriors`].
    pub fn marginal(&self, i: usize, label: usize) -> f32 {
        self.lattice.marginal(i, label)
    }

    /// Returns the probabilities of all labels of token `i` of the last sequence. Requires
    /// [`Self::compute_posteriors`].
    pub fn marginals(&self, i: usize) -> impl Iterator<Item = f32> {
        self.lattice.marginals(i)
    }

    /// Returns the probability that these tokens of the last sequence have exactly the labels of the best
    /// path, whatever the other labels. Requires [`Self::compute_posteriors`] with the same model.
    pub fn span_probability(&self, model: &Model, tokens: Range<usize>) -> f32 {
        let labels: Vec<usize> =
            tokens.clone().filter_map(|i| self.path.get(i)).map(|&l| l as usize).collect();
        self.lattice.span_probability(model.transitions(), tokens.start, &labels)
    }
}

/// The forward–backward algorithm over a matrix of label scores.
#[derive(Clone, Debug, Default)]
pub struct Lattice {
    labels: usize,
    emission: Vec<f32>,
    alpha: Vec<f32>,
    beta: Vec<f32>,
    scale: Vec<f32>,
    message: Vec<f32>,
    scratch: Scratch,
}

impl Lattice {
    /// Computes forward and backward probabilities for `scores`, one row of labels per token.
    pub fn run(&mut self, scores: &[f32], transitions: &Transitions) {
        let n = transitions.start.len().max(1);
        let len = scores.len() / n;
        self.labels = n;
        self.emission.resize(len * n, 0.0);
        self.alpha.resize(len * n, 0.0);
        self.beta.resize(len * n, 0.0);
        self.scale.resize(len, 0.0);
        self.message.resize(n, 0.0);
        for (from, to) in scores.chunks_exact(n).zip(self.emission.chunks_exact_mut(n)) {
            let top = largest(from);
            for (x, y) in from.iter().zip(to.iter_mut()) {
                // The floor keeps a path possible where the only likely label is one that its neighbours
                // forbid.
                *y = (x - top).max(-60.0);
            }
            exp_all(to);
        }
        for i in 0..len {
            let (before, rest) = self.alpha.split_at_mut(i * n);
            let current = &mut rest[..n];
            if i == 0 {
                current.copy_from_slice(&transitions.start);
            } else {
                transitions.forward.sum(&before[(i - 1) * n..], current, &mut self.scratch);
            }
            for (a, l) in current.iter_mut().zip(&self.emission[i * n..]) {
                *a *= l;
            }
            self.scale[i] = normalize(current);
        }
        for i in (0..len).rev() {
            let (rest, after) = self.beta.split_at_mut((i + 1) * n);
            let current = &mut rest[i * n..];
            if i + 1 == len {
                current.copy_from_slice(&transitions.end);
            } else {
                let scale = self.scale[i + 1];
                for ((f, b), l) in self.message.iter_mut().zip(&after[..n]).zip(&self.emission[(i + 1) * n..])
                {
                    *f = b * l / scale;
                }
                transitions.backward.sum(&self.message, current, &mut self.scratch);
            }
        }
        // The end weights are not part of any scale, so their total is divided out.
        let total =
            if len == 0 { 1.0 } else { dot(&self.alpha[(len - 1) * n..], &self.beta[(len - 1) * n..]) };
        let total = if total > 0.0 { total } else { 1.0 };
        self.beta.iter_mut().for_each(|b| *b /= total);
    }

    /// Returns the probability that token `i` has a label; 0 outside the lattice.
    pub fn marginal(&self, i: usize, label: usize) -> f32 {
        let at = i * self.labels + label;
        self.alpha.get(at).zip(self.beta.get(at)).map_or(0.0, |(a, b)| a * b)
    }

    /// Returns the probabilities of all labels of token `i`, in order; empty outside the lattice.
    pub fn marginals(&self, i: usize) -> impl Iterator<Item = f32> {
        let row = i * self.labels..(i + 1) * self.labels;
        let [alpha, beta] = [&self.alpha, &self.beta].map(|m| m.get(row.clone()).unwrap_or(&[]));
        alpha.iter().zip(beta).map(|(a, b)| a * b)
    }

    /// Adds to `out` (`[from * labels + to]`) the probabilities of all pairs of labels of tokens `i` and `i +
    /// 1`, times `factor`. `transitions` must be those of [`Self::run`].
    pub fn add_pairs(&self, transitions: &Transitions, i: usize, factor: f32, out: &mut [f32]) {
        let n = self.labels;
        let (now, next) = (i * n, (i + 1) * n);
        let message: Vec<f32> = (0..n)
            .map(|l| self.beta[next + l] * self.emission[next + l] / self.scale[i + 1] * factor)
            .collect();
        for ((a, transitions), out) in self.alpha[now..now + n]
            .iter()
            .zip(transitions.factors.chunks_exact(n))
            .zip(out.chunks_exact_mut(n))
        {
            for ((o, s), f) in out.iter_mut().zip(transitions).zip(&message) {
                *o += a * s * f;
            }
        }
    }

    /// Returns the probability of a sequence of labels from token `start` on. `transitions` must be those of
    /// [`Self::run`].
    pub fn span_probability(&self, transitions: &Transitions, start: usize, labels: &[usize]) -> f32 {
        let n = self.labels;
        let (Some(&first), Some(&last)) = (labels.first(), labels.last()) else { return 0.0 };
        let mut p = self.alpha.get(start * n + first).copied().unwrap_or(0.0);
        for (k, pair) in labels.windows(2).enumerate() {
            let i = start + k + 1;
            let step = transitions.factors.get(pair[0] * n + pair[1]).copied().unwrap_or(0.0);
            let emission = self.emission.get(i * n + pair[1]).copied().unwrap_or(0.0);
            p *= step * emission / self.scale.get(i).copied().unwrap_or(1.0);
        }
        p *= self.beta.get((start + labels.len() - 1) * n + last).copied().unwrap_or(0.0);
        p.clamp(0.0, 1.0)
    }
}

/// Scales the values to the sum one and returns their sum before.
fn normalize(values: &mut [f32]) -> f32 {
    let total: f32 = values.iter().sum();
    if total > 0.0 {
        values.iter_mut().for_each(|v| *v /= total);
        return total;
    }
    let even = 1.0 / values.len() as f32;
    values.fill(even);
    1.0
}

/// Returns the index of the largest value, the first among equals.
pub fn argmax(values: impl Iterator<Item = f32>) -> usize {
    values.enumerate().fold((0, f32::NEG_INFINITY), |best, (i, x)| if x > best.1 { (i, x) } else { best }).0
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Returns the largest value; minus infinity if there is none.
pub fn largest(values: &[f32]) -> f32 {
    let (chunks, rest) = values.as_chunks::<8>();
    let larger = |a: f32x8, b: f32x8| b.simd_gt(a).select(b, a);
    let lanes = chunks.iter().map(|&chunk| f32x8::new(chunk)).fold(f32x8::splat(f32::NEG_INFINITY), larger);
    let larger = |a: f32, &b: &f32| if b > a { b } else { a };
    lanes.as_array().iter().chain(rest).fold(f32::NEG_INFINITY, larger)
}

/// Replaces each number by its exponential.
pub fn exp_all(numbers: &mut [f32]) {
    let (fours, rest) = numbers.as_chunks_mut::<4>();
    fours.iter_mut().for_each(|four| *four = exp_four(f32x4::new(*four)).to_array());
    rest.iter_mut().for_each(|x| *x = exp(*x));
}

/// Returns e to the power of `x`; see [`exp_all`].
pub fn exp(x: f32) -> f32 {
    let [power, ..] = exp_four(f32x4::splat(x)).to_array();
    power
}

/// Computes four exponentials to about six digits, bit-identical on every machine; the standard library's
/// results differ between platforms. Gives 0 for minus infinity.
#[inline]
fn exp_four(x: f32x4) -> f32x4 {
    let number = f32x4::splat;
    let y = x.fast_min(number(88.0)) * number(LOG2_E);
    // 1.5 * 2^23: adding it leaves no bits for a fraction, which rounds y; the next lines make it the floor.
    let large = number(12_582_912.0);
    let rounded = (y + large) - large;
    let whole = rounded - (rounded.simd_gt(y) & number(1.0));
    let f = y - whole;
    // 2^f on [0, 1) by a minimax polynomial of degree five.
    let inner = number(0.009_618_1) + f * number(0.001_333_4) + f * f * number(0.000_154);
    let p =
        number(1.0) + f * (number(LN_2) + f * (number(0.240_226_5) + f * (number(0.055_503_4) + f * inner)));
    // The lowest bits of the sum are the integer part, which becomes the exponent.
    let bits: i32x4 = bytemuck::cast(whole + large);
    let power: f32x4 = bytemuck::cast((bits + i32x4::splat(127)) << 23);
    x.simd_lt(number(-87.0)).select(number(0.0), p * power)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::crf::tests::tiny;

    fn rows(features: &[u32]) -> Rows {
        let mut rows = Rows::default();
        for &f in features {
            rows.push(f);
            rows.end_row();
        }
        rows
    }

    #[test]
    fn path_is_the_best_allowed_one() {
        let bytes = tiny();
        let model = Model::load(&bytes).unwrap();
        let mut decoder = Decoder::default();
        // B may not follow B, so of three tokens that favour B the middle one is labelled A.
        assert_eq!(decoder.run(&model, &rows(&[7, 7, 7]), 0..3), [1, 0, 1]);
        assert_eq!(decoder.run(&model, &rows(&[7, 9, 9]), 1..3), [0, 0]);
        assert!(decoder.run(&model, &rows(&[]), 0..0).is_empty());
    }

    #[test]
    fn probabilities_agree_with_enumerating_all_paths() {
        let bytes = tiny();
        let model = Model::load(&bytes).unwrap();
        let mut decoder = Decoder::default();
        decoder.run(&model, &rows(&[7, 9, 7]), 0..3);
        decoder.compute_posteriors(&model);
        let w = model.weights();
        let (mut all, mut first_b, mut this) = (0.0f64, 0.0, 0.0);
        for path in (0..8).map(|p| [p & 1, p >> 1 & 1, p >> 2 & 1]) {
            let mut s: f32 = (0..3).map(|i| decoder.scores[i * 2 + path[i]]).sum();
            s += w.transition[path[0] * 2 + path[1]] + w.transition[path[1] * 2 + path[2]];
            let p = f64::from(s).exp();
            all += p;
            first_b += if path[0] == 1 { p } else { 0.0 };
            this += if path[1] == 0 && path[2] == 1 { p } else { 0.0 };
        }
        assert_eq!(decoder.path(), [1, 0, 1]);
        assert!((f64::from(decoder.marginal(0, 1)) - first_b / all).abs() < 1e-5);
        assert!((f64::from(decoder.span_probability(&model, 1..3)) - this / all).abs() < 1e-5);
    }

    #[test]
    fn exp_is_close_to_the_standard_library() {
        for x in [-80.0f32, -10.0, -1.0, -0.3, 0.0, 0.5, 1.0, 3.3, 20.0] {
            let (ours, exact) = (f64::from(exp(x)), f64::from(x).exp());
            assert!((ours / exact - 1.0).abs() < 2e-5, "{x}: {ours} {exact}");
        }
        assert_eq!([f32::NEG_INFINITY, -1e30, -87.5].map(exp), [0.0; 3]);
    }
}
