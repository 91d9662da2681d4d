//! A quantised linear layer, used as pointwise convolution.

use std::ops::Range;

use wide::i16x8;

use crate::model::cnn::kernels::{self, LANES, Weights};

/// Fixed-point scale of quantised inputs: 512 is 1.0.
const INPUT_SCALE: f32 = 512.0;

/// A matrix of 8-bit weights with a scale and a bias per output.
#[derive(Clone, Debug, PartialEq)]
pub struct Linear {
    /// For each block of sixteen outputs, the weights of each pair of inputs.
    weights: Vec<Weights>,
    /// For each block of sixteen outputs, scales and biases.
    scale_and_bias: Vec<[[f32; LANES]; 2]>,
    pairs: usize,
    outputs: usize,
}

impl Linear {
    /// Creates a layer from the weights of each output in order. The number of inputs must be even.
    pub fn new(weights: &[i8], scale: Vec<f32>, bias: Vec<f32>) -> Self {
        let inputs = weights.len() / scale.len().max(1);
        Self::with_weights(|at| weights.get(at).map_or(0, |&w| i16::from(w)), inputs, scale, bias)
    }

    /// Creates a layer from weights that are rounded to 8 bits, with a scale for each output.
    pub fn rounded(weights: &[f32], bias: Vec<f32>) -> Self {
        let inputs = weights.len() / bias.len().max(1);
        let largest = |row: &[f32]| row.iter().fold(1e-6, |most: f32, w| most.max(w.abs()));
        let scale: Vec<f32> = weights.chunks(inputs.max(1)).map(|row| largest(row) / 127.0).collect();
        let rows = weights.chunks(inputs.max(1)).zip(&scale);
        let rounded: Vec<i8> =
            rows.flat_map(|(row, scale)| row.iter().map(move |w| (w / scale).round() as i8)).collect();
        Self::new(&rounded, scale, bias)
    }

    /// Creates a layer whose outputs are the products with these vectors that [`quantize`] has rounded, times
    /// a factor.
    pub fn of_vectors(vectors: &[i16], inputs: usize, factor: f32) -> Self {
        let (pairs, outputs) = (inputs.div_ceil(2), vectors.len() / inputs.max(1));
        let rows: Vec<&[[i16; 2]]> =
            vectors.chunks_exact(inputs.max(1)).map(|row| row.as_chunks().0).collect();
        let pair = |rows: &[&[[i16; 2]]], k: usize, at: usize| {
            rows.get(k).and_then(|row| row.get(at)).copied().unwrap_or_default()
        };
        let block = |rows: &[&[[i16; 2]]]| -> Vec<Weights> {
            let weights = |at| bytemuck::cast(std::array::from_fn::<_, LANES, _>(|k| pair(rows, k, at)));
            (0..pairs).map(weights).collect()
        };
        let weights = rows.chunks(LANES).flat_map(block).collect();
        // As a layer with this scale has it.
        let scale = factor / INPUT_SCALE / INPUT_SCALE;
        let scale_and_bias = vec![[[scale; LANES], [0.0; LANES]]; outputs.div_ceil(LANES)];
        Self { weights, scale_and_bias, pairs, outputs }
    }

    fn with_weights(weight: impl Fn(usize) -> i16, inputs: usize, scale: Vec<f32>, bias: Vec<f32>) -> Self {
        let outputs = scale.len();
        let weight = |to: usize, from: usize| {
            if to < outputs && from < inputs { weight(to * inputs + from) } else { 0 }
        };
        let vector =
            |to: usize, from: usize| i16x8::new(std::array::from_fn(|k| weight(to + k / 2, from + k % 2)));
        let block = |first: usize| {
            (0..inputs).step_by(2).map(move |from| std::array::from_fn(|k| vector(first + 4 * k, from)))
        };
        let weights = (0..outputs).step_by(LANES).flat_map(block).collect();
        let lanes =
            |of: &[f32], first: usize| std::array::from_fn(|k| of.get(first + k).copied().unwrap_or(0.0));
        let scale: Vec<f32> = scale.into_iter().map(|scale| scale / INPUT_SCALE).collect();
        let scale_and_bias =
            (0..outputs).step_by(LANES).map(|first| [lanes(&scale, first), lanes(&bias, first)]);
        Self { weights, scale_and_bias: scale_and_bias.collect(), pairs: inputs.div_ceil(2), outputs }
    }

    /// Number of outputs.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Applies the layer to consecutive vectors that [`quantize`] has rounded; writes the outputs of each.
    pub fn apply(&self, vectors: &[i16], out: &mut [f32]) {
        self.apply_to_some(vectors, out, |_| 0..self.outputs);
    }

    /// Applies the layer as [`apply`](Self::apply) does, but writes perhaps only the outputs that are wanted
    /// of each vector.
    #[inline]
    pub fn apply_to_some(&self, vectors: &[i16], out: &mut [f32], wanted: impl Fn(usize) -> Range<usize>) {
        let (inputs, outputs) = (2 * self.pairs, self.outputs());
        let mut vectors = vectors.chunks_exact(inputs.max(1));
        let mut outs = out.chunks_exact_mut(outputs.max(1));
        let mut next = 0;
        // Two vectors at a time, so that the weights are read once for both.
        while let (Some(a), Some(out_a)) = (vectors.next(), outs.next()) {
            let first = wanted(next);
            match (vectors.next(), outs.next()) {
                (Some(b), Some(out_b)) => {
                    let second = wanted(next + 1);
                    let either = first.start.min(second.start)..first.end.max(second.end);
                    self.apply_to([a, b], [out_a, out_b], either);
                }
                _ => self.apply_to([a], [out_a], first),
            }
            next += 2;
        }
    }

    fn apply_to<const N: usize>(
        &self,
        vectors: [&[i16]; N],
        mut outs: [&mut [f32]; N],
        wanted: Range<usize>,
    ) {
        let pairs = vectors.map(|vector| vector.as_chunks::<2>().0);
        let blocks = self.weights.chunks_exact(self.pairs.max(1)).zip(&self.scale_and_bias).enumerate();
        let (first, end) = (wanted.start / LANES, wanted.end.div_ceil(LANES));
        for (b, (block, [scale, bias])) in blocks.take(end).skip(first) {
            for (out, sums) in outs.iter_mut().zip(kernels::dot_products(block, pairs)) {
                let mut lanes = [0.0; LANES];
                for (((lane, sum), scale), bias) in lanes.iter_mut().zip(sums).zip(scale).zip(bias) {
                    *lane = sum as f32 * scale + bias;
                }
                let Some(out) = out.get_mut(b * LANES..) else { return };
                match out.first_chunk_mut() {
                    Some(out) => *out = lanes,
                    None => out.iter_mut().zip(lanes).for_each(|(out, lane)| *out = lane),
                }
            }
        }
    }
}

/// Quantises numbers to 16 bits for [`Linear::apply`]; numbers out of range are clamped.
#[inline(always)]
pub fn quantize(numbers: &[f32], out: &mut [i16]) {
    const LIMIT: f32 = i16::MAX as f32;
    // 1.5 * 2^23: adding it leaves no bits for a fraction, so the lowest bits are the rounded number.
    const LARGE: f32 = 12_582_912.0;
    for (out, &x) in out.iter_mut().zip(numbers) {
        let x = x * INPUT_SCALE;
        let x = if x < LIMIT { x } else { LIMIT };
        let x = if x > -LIMIT { x } else { -LIMIT };
        *out = (x + LARGE).to_bits() as i16;
    }
}

/// Restores numbers that [`quantize`] has rounded.
pub fn dequantize(rounded: &[i16], out: &mut [f32]) {
    out.iter_mut().zip(rounded).for_each(|(out, &x)| *out = f32::from(x) / INPUT_SCALE);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layer_applies_weights_scale_and_bias() {
        for (inputs, outputs) in [(2, 1), (6, 16), (64, 48), (4, 17)] {
            let weight = |to: usize, from: usize| ((to * 31 + from * 17) % 255) as i8;
            let weights: Vec<i8> = (0..outputs * inputs).map(|k| weight(k / inputs, k % inputs)).collect();
            let scale: Vec<f32> = (0..outputs).map(|k| 128.0 + k as f32).collect();
            let linear = Linear::new(&weights, scale.clone(), vec![1.5; outputs]);
            let vectors: Vec<f32> = (0..3 * inputs).map(|k| k as f32 * 0.25 - 3.0).collect();
            let (mut rounded, mut out) = (vec![0; 3 * inputs], vec![0.0; 3 * outputs]);
            quantize(&vectors, &mut rounded);
            linear.apply(&rounded, &mut out);
            for (k, out) in out.iter().enumerate() {
                let (vector, to) = (&rounded[k / outputs * inputs..], k % outputs);
                let sum: i32 =
                    (0..inputs).map(|from| i32::from(weight(to, from)) * i32::from(vector[from])).sum();
                assert_eq!(*out, sum as f32 * (scale[to] / INPUT_SCALE) + 1.5);
            }
        }
    }

    #[test]
    fn layer_of_vectors_gives_their_products() {
        let numbers = |n: usize| -> Vec<i16> { (0..n).map(|k| (k * 37 % 101) as i16 - 50).collect() };
        for (inputs, count) in [(2, 1), (32, 16), (48, 21)] {
            let (vectors, mut out) = (numbers(inputs * count), vec![0.0; count]);
            let layer = Linear::of_vectors(&vectors, inputs, 2.0);
            let input = numbers(inputs);
            layer.apply(&input, &mut out);
            for (row, out) in vectors.chunks(inputs).zip(out) {
                let sum: i32 = row.iter().zip(&input).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum();
                assert_eq!(out, sum as f32 * (2.0 / INPUT_SCALE / INPUT_SCALE));
            }
        }
    }

    #[test]
    fn quantize_rounds_and_clamps() {
        let mut out = [7; 6];
        quantize(&[0.0, 1.0, -1.0, 0.6 / 512.0, 1e30, -1e30], &mut out);
        assert_eq!(out, [0, 512, -512, 1, i16::MAX, -i16::MAX]);
    }
}
