//! Inference engines for the trained models: hashed features, a conditional random field, a convolutional
//! network.
//!
//! Models are flat little-endian files ([`format`]) with a [`checksum`], read in place. Training
//! (`tools/src/train`) and inference share the feature functions. Never knows what a label means.

pub mod checksum;
pub mod cnn;
pub mod crf;
pub mod features;
pub(crate) mod format;
pub(crate) mod fuse_map;
