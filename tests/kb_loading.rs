//! The knowledge base is read in place: loading it parses and allocates nothing.

#![allow(missing_docs, clippy::unwrap_used)]

use std::alloc::System;

use gloss::internal::kb::KnowledgeBase;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Returns the number of allocations that `run` makes, and its value.
fn counted<T>(run: impl FnOnce() -> T) -> (usize, T) {
    let region = Region::new(ALLOCATOR);
    let value = run();
    (region.change().allocations, value)
}

#[test]
fn loading_the_knowledge_base_allocates_nothing() {
    let bytes = std::fs::read("models/kb.bin").unwrap();
    let (loading, kb) = counted(|| KnowledgeBase::load(&bytes).unwrap());
    assert_eq!(loading, 0);
    let rows = kb.len();
    assert!(rows >= 40_000, "{rows}");
    // The allocations of a look-up do not grow with the number of rows.
    let (asking, found) = counted(|| kb.candidates("France"));
    assert!(!found.is_empty() && asking < 100, "{asking}");
}
