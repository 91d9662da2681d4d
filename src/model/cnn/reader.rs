//! Reader and writer of the file of a network: its parameters in the order of its parts, little-endian.

use crate::model::checksum;
use crate::model::cnn::{ConvBlock, Linear};
use crate::model::format::{self, LoadError};

const MAGIC: u32 = u32::from_le_bytes(*b"GLNN");
const VERSION: u32 = 1;
/// Maximum number of values in one part of a network.
const MAX_VALUES: usize = 1 << 20;

/// Reads the parts of a network in order.
pub struct LayerReader<'b> {
    rest: &'b [u8],
}

impl<'b> LayerReader<'b> {
    /// Opens a file.
    ///
    /// # Errors
    ///
    /// [`LoadError`] if magic number, version or checksum are not the expected ones.
    pub fn open(bytes: &'b [u8]) -> Result<Self, LoadError> {
        Ok(Self { rest: format::body(bytes, MAGIC, VERSION)? })
    }

    /// Reads the next integer.
    pub fn integer(&mut self) -> Result<usize, LoadError> {
        let (bytes, rest) = self.rest.split_first_chunk().ok_or(LoadError::Length)?;
        self.rest = rest;
        Ok(u32::from_le_bytes(*bytes) as usize)
    }

    /// Reads the next `count` numbers.
    pub fn floats(&mut self, count: usize) -> Result<Vec<f32>, LoadError> {
        let bytes = self.take(count, 4)?;
        let floats: Vec<f32> = bytes.as_chunks().0.iter().map(|b| f32::from_le_bytes(*b)).collect();
        if floats.iter().all(|x| x.is_finite()) { Ok(floats) } else { Err(LoadError::Weights) }
    }

    /// Reads the next linear layer. The number of inputs must be even.
    pub fn linear(&mut self, inputs: usize, outputs: usize) -> Result<Linear, LoadError> {
        if inputs == 0 || inputs % 2 == 1 || outputs == 0 {
            return Err(LoadError::Length);
        }
        let (scale, bias) = (self.floats(outputs)?, self.floats(outputs)?);
        let bytes = self.take(inputs.checked_mul(outputs).ok_or(LoadError::Length)?, 1)?;
        let weights: Vec<i8> = bytes.iter().map(|&b| b as i8).collect();
        Ok(Linear::new(&weights, scale, bias))
    }

    /// Reads the next blocks, for vectors of `width` numbers.
    pub fn blocks(&mut self, width: usize) -> Result<Vec<ConvBlock>, LoadError> {
        let count = self.integer()?;
        if count > 64 {
            return Err(LoadError::Length);
        }
        let block = |_| {
            let (neighbours, dilation) = (self.integer()?, self.integer()?);
            if neighbours % 2 == 0 || neighbours > 64 || dilation == 0 || dilation > 64 {
                return Err(LoadError::Length);
            }
            let depthwise = self.floats(neighbours * width)?;
            Ok(ConvBlock::new(depthwise, dilation, self.linear(width, width)?))
        };
        (0..count).map(block).collect()
    }

    /// Checks that nothing is left.
    pub fn finish(self) -> Result<(), LoadError> {
        if self.rest.is_empty() { Ok(()) } else { Err(LoadError::Length) }
    }

    fn take(&mut self, count: usize, size: usize) -> Result<&'b [u8], LoadError> {
        if count > MAX_VALUES {
            return Err(LoadError::Length);
        }
        let (bytes, rest) = self.rest.split_at_checked(count * size).ok_or(LoadError::Length)?;
        self.rest = rest;
        Ok(bytes)
    }
}

/// Writes the parts of a network in order; used by training only.
pub struct LayerWriter(Vec<u8>);

impl Default for LayerWriter {
    fn default() -> Self {
        Self([MAGIC, VERSION].iter().flat_map(|x| x.to_le_bytes()).collect())
    }
}

impl LayerWriter {
    /// Writes an integer.
    pub fn integer(&mut self, x: usize) {
        self.0.extend((x as u32).to_le_bytes());
    }

    /// Writes numbers.
    pub fn floats(&mut self, floats: &[f32]) {
        self.0.extend(floats.iter().flat_map(|x| x.to_le_bytes()));
    }

    /// Writes a linear layer: scales, biases, and the weights of each output in order.
    pub fn linear(&mut self, scale: &[f32], bias: &[f32], weights: &[i8]) {
        self.floats(scale);
        self.floats(bias);
        self.0.extend(weights.iter().map(|&w| w as u8));
    }

    /// Appends the checksum and returns the bytes of the file.
    pub fn finish(self) -> Vec<u8> {
        checksum::append(self.0)
    }
}
