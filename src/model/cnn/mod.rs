//! A small convolutional network over the tokens of a text unit, fast and bit-identical on every machine.
//!
//! Every token enters as a vector and passes through [`ConvBlock`]s, each of which adds information from
//! neighbouring tokens: layer normalisation (Ba et al. 2016), a dilated depthwise convolution, a pointwise
//! convolution ("depthwise separable"; Chollet 2017) and ReLU, with a residual connection (He et al. 2016).
//! Matrices are quantised to 8 bits and their inputs to 16 bits: the integer sums are exact in any order, so
//! they can be vectorised. Never knows what a label means.

pub mod conv_block;
pub mod kernels;
pub mod linear;
pub mod reader;

pub use conv_block::{ConvBlock, layer_norm};
pub use linear::{Linear, dequantize, quantize};
pub use reader::{LayerReader, LayerWriter};

/// Buffers for the intermediate vectors of a block, reused for the next unit.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    normalized: Vec<f32>,
    quantized: Vec<i16>,
    output: Vec<f32>,
}

/// Rectified linear unit: sets negative values to zero.
pub fn relu(vectors: &mut [f32]) {
    vectors.iter_mut().for_each(|x| *x = if *x > 0.0 { *x } else { 0.0 });
}
