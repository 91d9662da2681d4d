//! The trained tagger: one engine (hashed features, a linear-chain model, Viterbi), several models.

pub mod model;
pub mod pos;
