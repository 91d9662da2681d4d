//! The best path through the label scores of a sequence, and how sure the model is of it.
//!
//! Viterbi for the path; forward–backward for the probabilities, in probability space with one scale a token
//! (Rabiner 1989), so that nothing overflows. Training uses the same forward–backward. Time is linear in the tokens.

use std::f32::consts::{LN_2, LOG2_E};
use std::ops::Range;

use wide::{f32x4, f32x8, i32x4};

use crate::model::crf::transitions::{Room, Transitions};
use crate::model::crf::{Found, Model};
use crate::model::features::Rows;

/// Room for the scores and probabilities of one sequence, to be used again for the next.
#[derive(Clone, Debug, Default)]
pub struct Decoder {
    /// `[token * labels + label]`
    scores: Vec<f32>,
    best: Vec<f32>,
    path: Vec<u16>,
    sums: Vec<i32>,
    found: Found,
    room: Room,
    lattice: Lattice,
}

impl Decoder {
    /// Scores the tokens of `range` with `model` and returns the best path, one label index a token.
    pub fn run(&mut self, model: &Model, rows: &Rows, range: Range<usize>) -> &[u16] {
        let mut sums = std::mem::take(&mut self.sums);
        sums.clear();
        sums.resize(range.len() * model.width(), 0);
        model.add_all(rows, range, &mut sums, &mut self.found);
        self.decode(model, &sums);
        self.sums = sums;
        &self.path
    }

    /// Adds the rows' features to `sums`, as wide as the model's rows for each token, and returns the best path. A
    /// later pass with more features can go on from the same sums.
    pub fn run_on(&mut self, model: &Model, rows: &Rows, sums: &mut [i32]) -> &[u16] {
        model.add_all(rows, 0..rows.len(), sums, &mut self.found);
        self.decode(model, sums)
    }

    /// Returns the best path for these sums of rows, as wide as the model's rows for each token.
    pub fn decode(&mut self, model: &Model, sums: &[i32]) -> &[u16] {
        let n = model.labels().len();
        self.scores.clear();
        self.scores.resize(sums.len() / model.width() * n, 0.0);
        for (sum, scores) in sums.chunks_exact(model.width()).zip(self.scores.chunks_exact_mut(n)) {
            model.finish(sum, scores);
        }
        self.viterbi(model);
        &self.path
    }

    /// Returns the best path for the scores that are written, one row of the model's labels a token.
    pub fn decode_scores(&mut self, model: &Model, write: impl FnOnce(&mut Vec<f32>)) -> &[u16] {
        self.scores.clear();
        write(&mut self.scores);
        self.viterbi(model);
        &self.path
    }

    fn viterbi(&mut self, model: &Model) {
        let (n, weights, steps) = (model.labels().len(), model.weights(), &model.steps().forth);
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
            let (done, rest) = self.best.split_at_mut(i * n);
            let now = &mut rest[..n];
            steps.max(&done[(i - 1) * n..], now, &mut self.room);
            for (x, s) in now.iter_mut().zip(&self.scores[i * n..]) {
                *x += s;
            }
        }
        let end = self.best[(len - 1) * n..].iter().zip(&weights.end).map(|(b, e)| b + e);
        let mut label = first_largest(end);
        self.path.resize(len, label as u16);
        // Which label led here is worked out on the way back, for the labels of the path alone.
        for i in (1..len).rev() {
            label = steps.best_source(label, &self.best[(i - 1) * n..i * n]);
            self.path[i - 1] = label as u16;
        }
    }

    /// The best path of the last run.
    pub fn path(&self) -> &[u16] {
        &self.path
    }

    /// Works out the probabilities of the last run, for [`Self::marginal`] and [`Self::stretch`].
    pub fn posteriors(&mut self, model: &Model) {
        self.lattice.run(&self.scores, model.steps());
    }

    /// The probability that token `i` of the last run has this label. Needs [`Self::posteriors`].
    pub fn marginal(&self, i: usize, label: usize) -> f32 {
        self.lattice.marginal(i, label)
    }

    /// The probability that token `i` of the last run has each of the labels, in order. Needs [`Self::posteriors`].
    pub fn marginals(&self, i: usize) -> impl Iterator<Item = f32> {
        self.lattice.marginals(i)
    }

    /// The probability that these tokens of the last run have exactly the labels of the best path, whatever stands
    /// around them. Needs [`Self::posteriors`] with the same model.
    pub fn stretch(&self, model: &Model, tokens: Range<usize>) -> f32 {
        let labels: Vec<usize> =
            tokens.clone().filter_map(|i| self.path.get(i)).map(|&l| l as usize).collect();
        self.lattice.stretch(model.steps(), tokens.start, &labels)
    }
}

/// Forward–backward over a matrix of label scores.
#[derive(Clone, Debug, Default)]
pub struct Lattice {
    labels: usize,
    local: Vec<f32>,
    alpha: Vec<f32>,
    beta: Vec<f32>,
    scale: Vec<f32>,
    follow: Vec<f32>,
    room: Room,
}

impl Lattice {
    /// Runs over `scores`, one row of labels a token.
    pub fn run(&mut self, scores: &[f32], steps: &Transitions) {
        let n = steps.start.len().max(1);
        let len = scores.len() / n;
        self.labels = n;
        self.local.resize(len * n, 0.0);
        self.alpha.resize(len * n, 0.0);
        self.beta.resize(len * n, 0.0);
        self.scale.resize(len, 0.0);
        self.follow.resize(n, 0.0);
        for (from, to) in scores.chunks_exact(n).zip(self.local.chunks_exact_mut(n)) {
            let top = largest(from);
            for (x, y) in from.iter().zip(to.iter_mut()) {
                // The floor keeps a path alive through a token that is sure of a label no neighbour allows.
                *y = (x - top).max(-60.0);
            }
            exp_all(to);
        }
        for i in 0..len {
            let (done, rest) = self.alpha.split_at_mut(i * n);
            let now = &mut rest[..n];
            if i == 0 {
                now.copy_from_slice(&steps.start);
            } else {
                steps.forth.sum(&done[(i - 1) * n..], now, &mut self.room);
            }
            for (a, l) in now.iter_mut().zip(&self.local[i * n..]) {
                *a *= l;
            }
            self.scale[i] = normalise(now);
        }
        for i in (0..len).rev() {
            let (rest, done) = self.beta.split_at_mut((i + 1) * n);
            let now = &mut rest[i * n..];
            if i + 1 == len {
                now.copy_from_slice(&steps.end);
            } else {
                let scale = self.scale[i + 1];
                for ((f, b), l) in self.follow.iter_mut().zip(&done[..n]).zip(&self.local[(i + 1) * n..]) {
                    *f = b * l / scale;
                }
                steps.back.sum(&self.follow, now, &mut self.room);
            }
        }
        // The end weights are not part of any scale: divide by what they add up to.
        let total =
            if len == 0 { 1.0 } else { dot(&self.alpha[(len - 1) * n..], &self.beta[(len - 1) * n..]) };
        let total = if total > 0.0 { total } else { 1.0 };
        self.beta.iter_mut().for_each(|b| *b /= total);
    }

    /// The probability that token `i` has this label; 0 outside the lattice.
    pub fn marginal(&self, i: usize, label: usize) -> f32 {
        let at = i * self.labels + label;
        self.alpha.get(at).zip(self.beta.get(at)).map_or(0.0, |(a, b)| a * b)
    }

    /// The probability that token `i` has each of the labels, in order; nothing outside the lattice.
    pub fn marginals(&self, i: usize) -> impl Iterator<Item = f32> {
        let row = i * self.labels..(i + 1) * self.labels;
        let [alpha, beta] = [&self.alpha, &self.beta].map(|m| m.get(row.clone()).unwrap_or(&[]));
        alpha.iter().zip(beta).map(|(a, b)| a * b)
    }

    /// The probability of token `i` having one label and token `i + 1` another, for all pairs, added to `out`
    /// (`[from * labels + to]`) times `factor`. `steps` are those of the run.
    pub fn add_pairs(&self, steps: &Transitions, i: usize, factor: f32, out: &mut [f32]) {
        let n = self.labels;
        let (now, next) = (i * n, (i + 1) * n);
        let follow: Vec<f32> =
            (0..n).map(|l| self.beta[next + l] * self.local[next + l] / self.scale[i + 1] * factor).collect();
        for ((a, steps), out) in
            self.alpha[now..now + n].iter().zip(steps.odds.chunks_exact(n)).zip(out.chunks_exact_mut(n))
        {
            for ((o, s), f) in out.iter_mut().zip(steps).zip(&follow) {
                *o += a * s * f;
            }
        }
    }

    /// The probability of these labels from token `start` on. `steps` are those of the run.
    pub fn stretch(&self, steps: &Transitions, start: usize, labels: &[usize]) -> f32 {
        let n = self.labels;
        let (Some(&first), Some(&last)) = (labels.first(), labels.last()) else { return 0.0 };
        let mut p = self.alpha.get(start * n + first).copied().unwrap_or(0.0);
        for (k, pair) in labels.windows(2).enumerate() {
            let i = start + k + 1;
            let step = steps.odds.get(pair[0] * n + pair[1]).copied().unwrap_or(0.0);
            let local = self.local.get(i * n + pair[1]).copied().unwrap_or(0.0);
            p *= step * local / self.scale.get(i).copied().unwrap_or(1.0);
        }
        p *= self.beta.get((start + labels.len() - 1) * n + last).copied().unwrap_or(0.0);
        p.clamp(0.0, 1.0)
    }
}

/// Makes the values add up to one and returns what they added up to.
fn normalise(values: &mut [f32]) -> f32 {
    let total: f32 = values.iter().sum();
    if total > 0.0 {
        values.iter_mut().for_each(|v| *v /= total);
        return total;
    }
    let even = 1.0 / values.len() as f32;
    values.fill(even);
    1.0
}

/// Where the largest value stands; the first among equals.
fn first_largest(values: impl Iterator<Item = f32>) -> usize {
    values.enumerate().fold((0, f32::NEG_INFINITY), |best, (i, x)| if x > best.1 { (i, x) } else { best }).0
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// The largest value; minus infinity for none.
pub fn largest(values: &[f32]) -> f32 {
    let (chunks, rest) = values.as_chunks::<8>();
    let larger = |a: f32x8, b: f32x8| b.simd_gt(a).select(b, a);
    let lanes = chunks.iter().map(|&chunk| f32x8::new(chunk)).fold(f32x8::splat(f32::NEG_INFINITY), larger);
    let larger = |a: f32, &b: &f32| if b > a { b } else { a };
    lanes.as_array().iter().chain(rest).fold(f32::NEG_INFINITY, larger)
}

/// e to the power of each number.
pub fn exp_all(numbers: &mut [f32]) {
    let (fours, rest) = numbers.as_chunks_mut::<4>();
    fours.iter_mut().for_each(|four| *four = exp_four(f32x4::new(*four)).to_array());
    rest.iter_mut().for_each(|x| *x = exp(*x));
}

/// e to the power `x`.
pub fn exp(x: f32) -> f32 {
    let [power, ..] = exp_four(f32x4::splat(x)).to_array();
    power
}

/// e to the power of four numbers, to about six digits, the same to the last bit on every machine (the standard library's
/// differs between platforms, and trained models must not). 0 for minus infinity.
#[inline]
fn exp_four(x: f32x4) -> f32x4 {
    let number = f32x4::splat;
    let y = x.fast_min(number(88.0)) * number(LOG2_E);
    // Adding a number so large leaves no room for a fraction: what is left is y rounded, made its floor next.
    let large = number(12_582_912.0);
    let near = (y + large) - large;
    let whole = near - (near.simd_gt(y) & number(1.0));
    let f = y - whole;
    // 2^f on [0, 1) by a minimax polynomial of degree five.
    let inner = number(0.009_618_1) + f * number(0.001_333_4) + f * f * number(0.000_154);
    let p =
        number(1.0) + f * (number(LN_2) + f * (number(0.240_226_5) + f * (number(0.055_503_4) + f * inner)));
    // The lowest bits of the large number are the whole part now; they make the exponent.
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
    fn the_path_is_the_best_allowed_one() {
        let bytes = tiny();
        let model = Model::load(&bytes).unwrap();
        let mut decoder = Decoder::default();
        // B may not follow B, so of three tokens that speak for B the middle one gives way.
        assert_eq!(decoder.run(&model, &rows(&[7, 7, 7]), 0..3), [1, 0, 1]);
        assert_eq!(decoder.run(&model, &rows(&[7, 9, 9]), 1..3), [0, 0]);
        assert!(decoder.run(&model, &rows(&[]), 0..0).is_empty());
    }

    #[test]
    fn probabilities_agree_with_counting_all_paths() {
        let bytes = tiny();
        let model = Model::load(&bytes).unwrap();
        let mut decoder = Decoder::default();
        decoder.run(&model, &rows(&[7, 9, 7]), 0..3);
        decoder.posteriors(&model);
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
        assert!((f64::from(decoder.stretch(&model, 1..3)) - this / all).abs() < 1e-5);
    }

    #[test]
    fn exp_is_close() {
        for x in [-80.0f32, -10.0, -1.0, -0.3, 0.0, 0.5, 1.0, 3.3, 20.0] {
            let (ours, exact) = (f64::from(exp(x)), f64::from(x).exp());
            assert!((ours / exact - 1.0).abs() < 2e-5, "{x}: {ours} {exact}");
        }
        assert_eq!([f32::NEG_INFINITY, -1e30, -87.5].map(exp), [0.0; 3]);
    }
}
