//! One block of the network: layer normalisation, depthwise and pointwise convolution, ReLU, residual
//! connection.

use wide::f32x4;

use crate::model::cnn::linear::{Linear, quantize};
use crate::model::cnn::{Scratch, kernels};

/// A block of the network.
#[derive(Clone, Debug, PartialEq)]
pub struct ConvBlock {
    /// Weights of the depthwise convolution: one vector per neighbour, from the furthest before to the
    /// furthest behind.
    depthwise: Vec<f32>,
    /// Distance between the neighbours, in tokens.
    dilation: usize,
    pointwise: Linear,
}

impl ConvBlock {
    /// Creates a block from the weights of an odd number of neighbours, their distance in tokens, and the
    /// matrix.
    pub fn new(depthwise: Vec<f32>, dilation: usize, pointwise: Linear) -> Self {
        Self { depthwise, dilation, pointwise }
    }

    /// Applies the block to the vectors of consecutive tokens, in place.
    pub fn run(&self, vectors: &mut [f32], scratch: &mut Scratch) {
        let width = self.pointwise.outputs();
        let Scratch { normalized, quantized, output } = scratch;
        normalized.resize(vectors.len(), 0.0);
        quantized.resize(vectors.len(), 0);
        output.resize(vectors.len(), 0.0);
        kernels::with_wide_vectors(
            #[inline(always)]
            || {
                for (vector, normalized) in
                    vectors.chunks_exact(width).zip(normalized.chunks_exact_mut(width))
                {
                    layer_norm(vector, normalized);
                }
                for (i, quantized) in quantized.chunks_exact_mut(width).enumerate() {
                    let mut lane = self.convolve::<32>(normalized, i, 0, quantized);
                    lane = self.convolve::<16>(normalized, i, lane, quantized);
                    lane = self.convolve::<4>(normalized, i, lane, quantized);
                    self.convolve::<1>(normalized, i, lane, quantized);
                }
            },
        );
        self.pointwise.apply(quantized, output);
        for (x, &more) in vectors.iter_mut().zip(output.iter()) {
            *x += if more > 0.0 { more } else { 0.0 };
        }
    }

    /// Computes the depthwise convolution at token `i` for the dimensions from `lane` on, as many as fill
    /// whole blocks, and quantises it. Returns the first remaining dimension.
    #[inline(always)]
    fn convolve<const BLOCK: usize>(
        &self,
        normalized: &[f32],
        i: usize,
        mut lane: usize,
        out: &mut [i16],
    ) -> usize {
        let width = out.len();
        let reach = self.depthwise.len() / width / 2 * self.dilation;
        for out in out.get_mut(lane..).unwrap_or(&mut []).as_chunks_mut::<BLOCK>().0 {
            let mut sums = [0.0; BLOCK];
            for (k, weights) in self.depthwise.chunks_exact(width).enumerate() {
                let Some(at) = (i + k * self.dilation).checked_sub(reach) else { continue };
                let neighbour = normalized.get(at * width + lane..).and_then(|x| x.first_chunk::<BLOCK>());
                let weights = weights.get(lane..).and_then(|w| w.first_chunk::<BLOCK>());
                let Some((neighbour, weights)) = neighbour.zip(weights) else { break };
                for ((sum, weight), x) in sums.iter_mut().zip(weights).zip(neighbour) {
                    *sum += weight * x;
                }
            }
            quantize(&sums, out);
            lane += BLOCK;
        }
        lane
    }
}

/// Layer normalisation: scales a vector to mean zero and variance one.
#[inline(always)]
pub fn layer_norm(vector: &[f32], out: &mut [f32]) {
    let count = vector.len() as f32;
    let mean = sum(vector, |x| x) / count;
    let mid = f32x4::splat(mean);
    let variance = sum(vector, |x| (x - mid) * (x - mid)) / count;
    let factor = 1.0 / (variance + 1e-5).sqrt();
    for (out, x) in out.iter_mut().zip(vector) {
        *out = (x - mean) * factor;
    }
}

/// Sums a function of the numbers in a fixed order, so that the result is the same on every machine.
#[inline(always)]
fn sum(vector: &[f32], function: impl Fn(f32x4) -> f32x4) -> f32 {
    let (chunks, rest) = vector.as_chunks::<16>();
    let mut lanes = [f32x4::ZERO; 4];
    for chunk in chunks {
        let fours = chunk.as_chunks::<4>().0;
        lanes.iter_mut().zip(fours).for_each(|(lane, &four)| *lane += function(f32x4::new(four)));
    }
    let [a, b, c, d] = lanes;
    let [a, b, c, d] = ((a + b) + (c + d)).to_array();
    let [rest, ..] = rest.iter().map(|&x| function(f32x4::splat(x))).sum::<f32x4>().to_array();
    (a + b) + (c + d) + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layer_norm_gives_mean_zero_and_variance_one() {
        let mut out = [0.0; 10];
        layer_norm(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0], &mut out);
        assert!(out.iter().sum::<f32>().abs() < 1e-5);
        assert!((out.iter().map(|x| x * x).sum::<f32>() / 10.0 - 1.0).abs() < 1e-4);
    }

    #[test]
    fn block_adds_its_neighbours_and_nothing_beyond_the_ends() {
        // Only the neighbour two tokens ahead has weight; the matrix is the identity.
        let weights = vec![0.0, 0.0, 0.0, 0.0, 1.0, 1.0];
        let block = ConvBlock::new(weights, 2, Linear::new(&[1, 0, 0, 1], vec![1.0; 2], vec![0.0; 2]));
        let mut vectors = [0.0, 0.0, 5.0, 5.0, 1.0, 9.0, 8.0, 2.0];
        block.run(&mut vectors, &mut Scratch::default());
        // Of two numbers, one is normalised to 1 and the other to -1, which ReLU sets to zero.
        assert_eq!(vectors.map(f32::round), [0.0, 1.0, 6.0, 5.0, 1.0, 9.0, 8.0, 2.0]);
    }
}
