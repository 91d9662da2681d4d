//! The fuzzed functions, shared with the replay test.

#[path = "../tests/fuzzed/mod.rs"]
mod fuzzed;

pub use fuzzed::{article, base, edits, forms, models, offsets};
