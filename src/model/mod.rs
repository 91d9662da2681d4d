//! The engines that trained models run on: hashed features, a conditional random field, a convolutional network.
//!
//! Models are flat little-endian files ([`format`]) with a checksum ([`checksum`]), read in place. The same feature
//! functions serve training (`tools/src/train`) and running. No engine knows what its labels mean.

pub mod checksum;
pub mod cnn;
pub mod crf;
pub mod features;
pub(crate) mod format;
pub(crate) mod fuse_map;
