//! The file of a network: whole numbers, and lists of numbers with their lengths, in the order of its parts.

use crate::model::checksum;
use crate::model::cnn::{ConvBlock, Linear};
use crate::model::format::{self, LoadError};

const MAGIC: u32 = u32::from_le_bytes(*b"GLNN");
const VERSION: u32 = 1;
/// No part of a network is larger.
const LARGEST: usize = 1 << 20;

/// Reads the parts of a network in order.
pub struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    /// Opens a file.
    ///
    /// # Errors
    ///
    /// When the bytes are no such file, of another version, or damaged.
    pub fn open(bytes: &'b [u8]) -> Result<Self, LoadError> {
        Ok(Self { rest: format::open(bytes, MAGIC, VERSION)? })
    }

    /// The next whole number.
    pub fn number(&mut self) -> Result<usize, LoadError> {
        let (bytes, rest) = self.rest.split_first_chunk().ok_or(LoadError::Length)?;
        self.rest = rest;
        Ok(u32::from_le_bytes(*bytes) as usize)
    }

    /// The next so many numbers.
    pub fn floats(&mut self, count: usize) -> Result<Vec<f32>, LoadError> {
        let bytes = self.take(count, 4)?;
        let floats: Vec<f32> = bytes.as_chunks().0.iter().map(|b| f32::from_le_bytes(*b)).collect();
        if floats.iter().all(|x| x.is_finite()) { Ok(floats) } else { Err(LoadError::Weights) }
    }

    /// The next matrix, of so many inputs: an even number.
    pub fn linear(&mut self, inputs: usize, outputs: usize) -> Result<Linear, LoadError> {
        if inputs == 0 || inputs % 2 == 1 || outputs == 0 {
            return Err(LoadError::Length);
        }
        let (scale, bias) = (self.floats(outputs)?, self.floats(outputs)?);
        let bytes = self.take(inputs.checked_mul(outputs).ok_or(LoadError::Length)?, 1)?;
        let weights: Vec<i8> = bytes.iter().map(|&b| b as i8).collect();
        Ok(Linear::new(&weights, scale, bias))
    }

    /// The next blocks, for vectors of so many numbers.
    pub fn blocks(&mut self, width: usize) -> Result<Vec<ConvBlock>, LoadError> {
        let count = self.number()?;
        if count > 64 {
            return Err(LoadError::Length);
        }
        let block = |_| {
            let (near, dilation) = (self.number()?, self.number()?);
            if near % 2 == 0 || near > 64 || dilation == 0 || dilation > 64 {
                return Err(LoadError::Length);
            }
            let near = self.floats(near * width)?;
            Ok(ConvBlock::new(near, dilation, self.linear(width, width)?))
        };
        (0..count).map(block).collect()
    }

    /// That nothing is left.
    pub fn close(self) -> Result<(), LoadError> {
        if self.rest.is_empty() { Ok(()) } else { Err(LoadError::Length) }
    }

    fn take(&mut self, count: usize, size: usize) -> Result<&'b [u8], LoadError> {
        if count > LARGEST {
            return Err(LoadError::Length);
        }
        let (bytes, rest) = self.rest.split_at_checked(count * size).ok_or(LoadError::Length)?;
        self.rest = rest;
        Ok(bytes)
    }
}

/// Writes the parts of a network in order; used by training only.
pub struct Writer(Vec<u8>);

impl Default for Writer {
    fn default() -> Self {
        Self([MAGIC, VERSION].iter().flat_map(|x| x.to_le_bytes()).collect())
    }
}

impl Writer {
    /// Adds a whole number.
    pub fn number(&mut self, x: usize) {
        self.0.extend((x as u32).to_le_bytes());
    }

    /// Adds numbers.
    pub fn floats(&mut self, floats: &[f32]) {
        self.0.extend(floats.iter().flat_map(|x| x.to_le_bytes()));
    }

    /// Adds a matrix: factors, what is added, and the weights of each output in order.
    pub fn linear(&mut self, scale: &[f32], bias: &[f32], weights: &[i8]) {
        self.floats(scale);
        self.floats(bias);
        self.0.extend(weights.iter().map(|&w| w as u8));
    }

    /// The bytes of the file.
    pub fn seal(self) -> Vec<u8> {
        checksum::seal(self.0)
    }
}
