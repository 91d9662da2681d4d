//! The fuzzed functions, shared with the replay test.

#[path = "../tests/fuzzed/mod.rs"]
pub mod fuzzed;

/// The fuzzed function of this name.
pub fn target(name: &str) -> fuzzed::Target {
    fuzzed::TARGETS.iter().find(|(other, _)| *other == name).map_or(|_| (), |(_, target)| *target)
}
