//! A small convolutional network over the tokens of a stretch, quick and the same to the last bit on every machine.
//!
//! A token comes in as a vector and goes through [`ConvBlock`]s, which add to it what its neighbours say: the vector is
//! normalised (Ba et al. 2016), each of its numbers is summed over the neighbours with weights of its own, and a matrix
//! mixes the sums ("depthwise separable" convolution; Chollet 2017), all of it beside a path that leaves the vector as
//! it is (He et al. 2016). The matrices are whole numbers of eight bits, and what they multiply is rounded to sixteen:
//! their sums are exact in whatever order they are made, many at once.

pub mod conv_block;
pub mod kernels;
pub mod linear;
pub mod reader;

pub use conv_block::{ConvBlock, layer_norm};
pub use linear::{Linear, quantize};
pub use reader::{Reader, Writer};

/// Scratch for the vectors between the steps of a network, to be used again for the next stretch.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    normal: Vec<f32>,
    quantize: Vec<i16>,
    mixed: Vec<f32>,
}
