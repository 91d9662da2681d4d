//! The knowledge base is ready as it lies: nothing is parsed and nothing allocated when it is loaded.

#![allow(missing_docs, clippy::unwrap_used)]

use std::alloc::System;

use gloss::internal::kb::KnowledgeBase;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How many allocations `run` makes, and what it gives.
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
    // What a name asks for does not grow with the rows.
    let (asking, found) = counted(|| kb.candidates("France"));
    assert!(!found.is_empty() && asking < 100, "{asking}");
}
