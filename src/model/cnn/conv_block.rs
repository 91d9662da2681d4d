//! One step of the network: what a token's neighbours add to its vector.

use wide::f32x4;

use crate::model::cnn::Scratch;
use crate::model::cnn::linear::{Linear, quantize};

/// A block of the network.
#[derive(Clone, Debug, PartialEq)]
pub struct ConvBlock {
    /// For each neighbour from the furthest before to the furthest behind, the weights of the numbers of its vector.
    depthwise: Vec<f32>,
    /// How far the neighbours stand from each other.
    dilation: usize,
    pointwise: Linear,
}

impl ConvBlock {
    /// From the weights of an odd number of neighbours, so many tokens apart, and the matrix.
    pub fn new(depthwise: Vec<f32>, dilation: usize, pointwise: Linear) -> Self {
        Self { depthwise, dilation, pointwise }
    }

    /// Adds to the vectors of a stretch of tokens, one after the other, what their neighbours say.
    pub fn run(&self, vectors: &mut [f32], scratch: &mut Scratch) {
        let width = self.pointwise.outputs();
        let Scratch { normal, quantize: rounded, mixed } = scratch;
        normal.resize(vectors.len(), 0.0);
        rounded.resize(vectors.len(), 0);
        mixed.resize(vectors.len(), 0.0);
        for (vector, normal) in vectors.chunks_exact(width).zip(normal.chunks_exact_mut(width)) {
            layer_norm(vector, normal);
        }
        for (i, rounded) in rounded.chunks_exact_mut(width).enumerate() {
            let mut lane = self.convolve::<32>(normal, i, 0, rounded);
            lane = self.convolve::<16>(normal, i, lane, rounded);
            lane = self.convolve::<4>(normal, i, lane, rounded);
            self.convolve::<1>(normal, i, lane, rounded);
        }
        self.pointwise.pointwise(rounded, mixed);
        for (x, &more) in vectors.iter_mut().zip(mixed.iter()) {
            *x += if more > 0.0 { more } else { 0.0 };
        }
    }

    /// Sums what is near token `i` in the numbers from `lane` on, as many as fill whole blocks; returns the first that is
    /// left.
    fn convolve<const BLOCK: usize>(
        &self,
        normal: &[f32],
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
                let near = normal.get(at * width + lane..).and_then(|x| x.first_chunk::<BLOCK>());
                let weights = weights.get(lane..).and_then(|w| w.first_chunk::<BLOCK>());
                let Some((near, weights)) = near.zip(weights) else { break };
                for ((sum, weight), x) in sums.iter_mut().zip(weights).zip(near) {
                    *sum += weight * x;
                }
            }
            quantize(&sums, out);
            lane += BLOCK;
        }
        lane
    }
}

/// The vector with mean zero and variance one.
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

/// The sum of what is made of the numbers, always in the same order: in lanes that do not wait for each other.
fn sum(vector: &[f32], of: impl Fn(f32x4) -> f32x4) -> f32 {
    let (chunks, rest) = vector.as_chunks::<16>();
    let mut lanes = [f32x4::ZERO; 4];
    for chunk in chunks {
        let fours = chunk.as_chunks::<4>().0;
        lanes.iter_mut().zip(fours).for_each(|(lane, &four)| *lane += of(f32x4::new(four)));
    }
    let [a, b, c, d] = lanes;
    let [a, b, c, d] = ((a + b) + (c + d)).to_array();
    let [rest, ..] = rest.iter().map(|&x| of(f32x4::splat(x))).sum::<f32x4>().to_array();
    (a + b) + (c + d) + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_are_normalised() {
        let mut out = [0.0; 10];
        layer_norm(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0], &mut out);
        assert!(out.iter().sum::<f32>().abs() < 1e-5);
        assert!((out.iter().map(|x| x * x).sum::<f32>() / 10.0 - 1.0).abs() < 1e-4);
    }

    #[test]
    fn a_block_adds_what_neighbours_say_and_nothing_from_beyond_the_ends() {
        // Only the neighbour two tokens on counts, the matrix leaves all as it is.
        let near = vec![0.0, 0.0, 0.0, 0.0, 1.0, 1.0];
        let block = ConvBlock::new(near, 2, Linear::new(&[1, 0, 0, 1], vec![1.0; 2], vec![0.0; 2]));
        let mut vectors = [0.0, 0.0, 5.0, 5.0, 1.0, 9.0, 8.0, 2.0];
        block.run(&mut vectors, &mut Scratch::default());
        // Of two numbers one is normalised to 1, the other to -1, which the rectifier keeps out.
        assert_eq!(vectors.map(f32::round), [0.0, 1.0, 6.0, 5.0, 1.0, 9.0, 8.0, 2.0]);
    }
}
