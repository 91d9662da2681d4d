//! Speed-up of `annotate --ndjson` by a second thread.

use std::hint::black_box;
use std::time::Instant;
use std::{io, thread};

use gloss::{Annotator, Options};

use super::news;
use crate::annotate;

/// Number of repetitions; the median is reported.
const TIMES: usize = 9;

/// Number of steps of the control loop.
const STEPS: u64 = 400_000_000;

/// Annotates the same lines on one thread and on two in turn, and prints the speed-up. Next to it is the
/// speed-up of a control loop without shared data, which shows how much of a second core the machine provides
/// at that moment.
pub fn run() -> anyhow::Result<()> {
    let (from, texts) = news()?;
    let lines: String =
        texts.iter().map(|text| format!("{}\n", serde_json::json!({ "id": from, "text": text }))).collect();
    let annotator = Annotator::embedded()?;
    let articles = |threads: usize| {
        let began = Instant::now();
        annotate::stream(lines.as_bytes(), io::sink(), &annotator, &Options::default(), threads)?;
        anyhow::Ok(began.elapsed().as_secs_f64())
    };
    println!("annotate --ndjson, {} articles of {from}, two threads against one:", texts.len());
    println!("{:>10} {:>10} {:>10}", "articles", "control", "ratio");
    let mut turns = Vec::new();
    for _ in 0..TIMES {
        // Measure each twice and in alternation, so that a change of load affects both.
        let (mut ours, mut control) = (0.0, 0.0);
        for _ in 0..2 {
            ours += articles(1)? / articles(2)? / 2.0;
            control += spin(1) / spin(2) / 2.0;
        }
        println!("{ours:>10.2} {control:>10.2} {:>10.2}", ours / control);
        turns.push((ours, ours / control));
    }
    let best = turns.iter().map(|turn| turn.0).fold(0.0, f64::max);
    turns.sort_by(|a, b| a.1.total_cmp(&b.1));
    println!("best {best:.2}; relative to the control, the median is {:.2}", turns[TIMES / 2].1);
    Ok(())
}

/// Returns the seconds that a loop of [`STEPS`] steps takes on `threads` threads.
fn spin(threads: u64) -> f64 {
    let began = Instant::now();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| black_box((0..STEPS / threads).fold(0, |sum, step| black_box(sum ^ step))));
        }
    });
    began.elapsed().as_secs_f64()
}
