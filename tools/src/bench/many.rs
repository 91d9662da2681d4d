//! What a second thread brings to `annotate --ndjson`.

use std::hint::black_box;
use std::time::Instant;
use std::{io, thread};

use gloss::Options;
use gloss::internal::Resources;

use super::news;

/// How often each figure is taken; the median counts.
const TIMES: usize = 9;
use crate::annotate;

/// Steps of the loop that shares nothing.
const STEPS: u64 = 400_000_000;

/// Reads the same lines on one thread and on two, in turns, and prints how much faster two are; beside it the same of a
/// loop that shares nothing, which says how much of a second core the machine gives at that moment.
pub fn run() -> anyhow::Result<()> {
    let (from, texts) = news()?;
    let lines: String =
        texts.iter().map(|text| format!("{}\n", serde_json::json!({ "id": from, "text": text }))).collect();
    let resources = Resources::embedded()?;
    let articles = |threads: usize| {
        let began = Instant::now();
        annotate::stream(lines.as_bytes(), io::sink(), &resources, &Options::default(), threads)?;
        anyhow::Ok(began.elapsed().as_secs_f64())
    };
    println!("annotate --ndjson, {} articles of {from}, two threads against one:", texts.len());
    println!("{:>10} {:>10} {:>10}", "articles", "bare loop", "of it");
    let mut turns = Vec::new();
    for _ in 0..TIMES {
        // Each twice, the two sorts one after the other, so that a change of the load falls on both.
        let (mut ours, mut bare) = (0.0, 0.0);
        for _ in 0..2 {
            ours += articles(1)? / articles(2)? / 2.0;
            bare += spin(1) / spin(2) / 2.0;
        }
        println!("{ours:>10.2} {bare:>10.2} {:>10.2}", ours / bare);
        turns.push((ours, ours / bare));
    }
    let best = turns.iter().map(|turn| turn.0).fold(0.0, f64::max);
    turns.sort_by(|a, b| a.1.total_cmp(&b.1));
    println!("best {best:.2}; of what the machine gave, the median is {:.2}", turns[TIMES / 2].1);
    Ok(())
}

/// Seconds for a loop of [`STEPS`] steps in so many threads.
fn spin(threads: u64) -> f64 {
    let began = Instant::now();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| black_box((0..STEPS / threads).fold(0, |sum, step| black_box(sum ^ step))));
        }
    });
    began.elapsed().as_secs_f64()
}
