//! Work grows linearly with the text, on texts on which a careless implementation is quadratic.
//!
//! Work is measured as number of allocations, allocated bytes, and total length of the contents of all
//! claims. The allocator counts for the whole process, so the tests run one at a time; texts have up to ten
//! million bytes:
//! `cargo test --release --test linear -- --include-ignored --test-threads 1`

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod linear_texts;

use std::alloc::System;

use gloss::{Annotator, Options};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Factor allowed beyond twice the work, because vectors grow by doubling.
const SLACK: f64 = 1.3;

/// Compares the work for a text with that for one twice as long.
struct Work {
    annotator: Annotator,
    /// Largest ratio of work, and the text that caused it.
    most: (f64, &'static str),
}

impl Work {
    fn new() -> Self {
        Self { annotator: Annotator::embedded().unwrap(), most: (0.0, "") }
    }

    fn of(&self, text: &str) -> [f64; 3] {
        let region = Region::new(ALLOCATOR);
        let document = self.annotator.annotate(text, &Options::default());
        let allocated = region.change();
        let content = document.claims.iter().flat_map(|c| &c.content).map(|s| s.len() as usize).sum();
        [allocated.allocations + allocated.reallocations, allocated.bytes_allocated, content]
            .map(|n| n as f64)
    }

    fn compare(&mut self, what: &'static str, once: &str, twice: &str) {
        for (once, twice) in self.of(once).into_iter().zip(self.of(twice)) {
            assert!(twice <= once * 2.0 * SLACK + 1000.0, "{what}: {once}, then {twice}");
            if once > 1000.0 && twice / once > self.most.0 {
                self.most = (twice / once, what);
            }
        }
    }

    fn print(&self) {
        println!("twice the text is at most {:.2} times the work: {}", self.most.0, self.most.1);
    }
}

#[test]
fn work_is_linear_on_short_texts() {
    let mut work = Work::new();
    for (what, text) in linear_texts::TEXTS {
        work.compare(what, &text(600), &text(1200));
    }
    work.print();
}

#[test]
#[ignore = "takes minutes"]
fn work_is_linear_on_texts_of_ten_million_bytes() {
    let mut work = Work::new();
    for (what, text) in linear_texts::TEXTS {
        work.compare(what, &text(50_000), &text(100_000));
    }
    let article = "Mayor Ana Ruiz told reporters in Porto on Monday that the €3 million bridge would open in May. “We waited,” \
                   she said. Rui Teles, of the harbour board, denied it.\n\n";
    let article = |bytes: usize| article.repeat(bytes / article.len());
    work.compare("ten million bytes of news", &article(5_000_000), &article(10_000_000));
    work.print();
}
