//! Twice the text is at most twice the work, on text that would make careless readers look at everything again for
//! every word. Work is counted by what is asked of the allocator: how often, and for how many bytes; and by how long what
//! was found is, all claims together. One test alone in its process, so that nothing else is counted.

use std::alloc::System;

use gloss::resources::Resources;
use gloss::{Options, annotate};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How often the pieces are repeated first; then twice as often.
const TIMES: usize = 600;
/// What is asked beyond twice as much: vectors grow by doubling, so that one may just have done so.
const SLACK: f64 = 1.3;

/// What a text is, and the text for a number.
type Growing = (&'static str, fn(usize) -> String);

/// Texts that grow with a number.
const TEXTS: [Growing; 18] = [
    ("one endless line", |n| "word “and” Ms. Vieira said ".repeat(n)),
    ("quotes", |n| "“I am here,” she said. ".repeat(n)),
    ("quotes that never close", |n| "“word ".repeat(n)),
    ("mentions of one name", |n| "Rosa Diaz ".repeat(n)),
    ("one surname, many people", |n| (0..n).map(|i| format!("Rosa{i} Diaz spoke. Diaz left. ")).collect()),
    ("names that are all different", |n| (0..n).map(|i| format!("Minister K{i} Karlo said no. ")).collect()),
    ("pronouns", |n| format!("Rosa Diaz spoke. {}", "He and she said they did. ".repeat(n))),
    ("bodies by their nouns", |n| "The ministry said the agency denied it. ".repeat(n)),
    ("titles", |n| "President ".repeat(n)),
    ("nested brackets", |n| format!("{}a{}", "(".repeat(n), ")".repeat(n))),
    ("zero-width joiners", |n| "a\u{200d}".repeat(n)),
    ("figures", |n| "12 ".repeat(n)),
    ("days", |n| "on 3 March 2025 ".repeat(n)),
    ("claims that never end", |n| "he said that ".repeat(n)),
    ("speakers between commas", |n| "the lamp, she testified, was on, ".repeat(n)),
    ("speakers behind the verb", |n| "the lamp was on, said a man, ".repeat(n)),
    ("denials", |n| "she said it fell, a claim he denies, ".repeat(n)),
    ("paragraphs", |n| "Rosa Diaz said no.\n\n".repeat(n)),
];

#[test]
fn twice_the_text_is_twice_the_work() {
    let resources = Resources::embedded().unwrap();
    let work = |text: &str| {
        let region = Region::new(ALLOCATOR);
        let document = annotate(text, &resources, &Options::default());
        let asked = region.change();
        let said = document.claims.iter().flat_map(|c| &c.content).map(|s| s.len() as usize).sum();
        [asked.allocations + asked.reallocations, asked.bytes_allocated, said].map(|n| n as f64)
    };
    for (what, text) in TEXTS {
        let (once, twice) = (work(&text(TIMES)), work(&text(2 * TIMES)));
        for (once, twice) in once.iter().zip(twice) {
            assert!(twice <= once * 2.0 * SLACK + 1000.0, "{what}: {once}, then {twice}");
        }
    }
}
