//! Fuzz targets, shared with the replay test.

#[path = "../tests/fuzz_targets/mod.rs"]
mod fuzz_targets;

pub use fuzz_targets::{article, edits, exports, knowledge_base, models, offsets};
