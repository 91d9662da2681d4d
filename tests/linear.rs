//! Twice the text is at most twice the work, on text that would make careless readers look at everything again for
//! every word. Work is counted by what is asked of the allocator: how often, and for how many bytes; and by how long what
//! was found is, all claims together. The tests run one at a time, so that nothing else is counted:
//! `cargo test --release --test linear -- --include-ignored --test-threads 1`, with texts of up to ten million bytes.

#![expect(clippy::unwrap_used, reason = "a test may stop at what cannot be")]

mod growing;

use std::alloc::System;

use gloss::Options;
use gloss::internal::Resources;
use gloss::internal::pipeline::annotate;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What is asked beyond twice as much: vectors grow by doubling, so that one may just have done so.
const SLACK: f64 = 1.3;

/// The work for a text and for one twice as long, which is at most twice as much.
struct Work {
    resources: Resources,
    /// How many times the work was most, and on what.
    most: (f64, &'static str),
}

impl Work {
    fn new() -> Self {
        Self { resources: Resources::embedded().unwrap(), most: (0.0, "") }
    }

    fn of(&self, text: &str) -> [f64; 3] {
        let region = Region::new(ALLOCATOR);
        let document = annotate(text, &self.resources, &Options::default());
        let asked = region.change();
        let said = document.claims.iter().flat_map(|c| &c.content).map(|s| s.len() as usize).sum();
        [asked.allocations + asked.reallocations, asked.bytes_allocated, said].map(|n| n as f64)
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
fn twice_the_text_is_twice_the_work() {
    let mut work = Work::new();
    for (what, text) in growing::TEXTS {
        work.compare(what, &text(600), &text(1200));
    }
    work.print();
}

#[test]
#[ignore = "takes minutes"]
fn a_hundred_thousand_times_and_ten_million_bytes() {
    let mut work = Work::new();
    for (what, text) in growing::TEXTS {
        work.compare(what, &text(50_000), &text(100_000));
    }
    let article = "Mayor Ana Ruiz told reporters in Porto on Monday that the €3 million bridge would open in May. “We waited,” \
                   she said. Rui Teles, of the harbour board, denied it.\n\n";
    let article = |bytes: usize| article.repeat(bytes / article.len());
    work.compare("ten million bytes of news", &article(5_000_000), &article(10_000_000));
    work.print();
}
