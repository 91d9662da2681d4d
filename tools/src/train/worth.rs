//! Trains the check-worthiness model on the ClaimBuster sentences and scores it on whole debates kept out.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use gloss::article::Article;
use gloss::mentions;
use gloss::resources::Resources;
use gloss::tagger::model::Model;
use gloss::tagger::viterbi::Decoder;
use gloss::values;
use gloss::worth::{Assessor, LABELS};
use serde::Deserialize;

use super::corpus;
use super::crf::{self, Choice, Sequence, Settings};
use super::labels::LabelSet;
use super::manifest::Entry;

const TRAIN: &str = "checkworthy/claimbuster.train.ndjson";

/// Every so many-th debate, by date, is kept out of training and scored on.
const KEPT_OUT: usize = 5;

#[derive(Deserialize)]
struct Line {
    text: String,
    debate: String,
    label: String,
}

/// Trains and scores; returns the model file and what the manifest says of it.
pub fn train(corpora: &Path, tune: &super::Tune) -> Result<(Vec<u8>, Entry)> {
    let path = corpus::path(corpora, TRAIN)?;
    let file = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let lines: Vec<Line> = file.lines().map(serde_json::from_str).collect::<Result<_, _>>().context(TRAIN)?;
    let mut debates: Vec<&str> = lines.iter().map(|l| l.debate.as_str()).collect();
    debates.sort_unstable();
    debates.dedup();
    let kept_out = |l: &Line| debates.binary_search(&l.debate.as_str()).is_ok_and(|at| at % KEPT_OUT == 0);

    let resources = Resources::embedded();
    let (mut sequences, mut dev) = (Vec::new(), Vec::new());
    for line in &lines {
        let gold = u16::from(line.label == "check-worthy");
        let sequence = Sequence {
            rows: features(&line.text, &resources),
            gold: vec![Choice::only(gold)],
            weight: 1.0,
            ..Sequence::default()
        };
        if kept_out(line) { dev.push(sequence) } else { sequences.push(sequence) }
    }
    let mut settings = Settings {
        epochs: 12,
        min_count: 3,
        max_rows: 8_000,
        dropout: 0.4,
        rate: 0.02,
        grain: 0.3,
        ..Settings::default()
    };
    tune(&mut settings)?;
    let mut scores = (0.0, 0.0);
    let bytes = crf::train(&LabelSet::free(&LABELS), &sequences, &settings, |epoch, model| {
        scores = score(model, &dev);
        eprintln!(
            "worth, pass {epoch}: average precision {:.1}, calibration error {:.3}",
            scores.0, scores.1
        );
    });
    let entry = Entry {
        inputs: vec![TRAIN.into()],
        scores: vec![
            ("debates kept out, average precision".into(), scores.0),
            ("debates kept out, calibration error".into(), scores.1),
        ],
    };
    Ok((bytes, entry))
}

fn features(text: &str, resources: &Resources) -> gloss::tagger::features::Rows {
    let article = Article::read(text, resources);
    let names = mentions::find(&article, resources);
    let values = values::find(&article, &names, None);
    Assessor::new(&article, &resources.worth, &names, &values).features(0..article.tokens.len())
}

/// Average precision in percent, and the expected calibration error over ten equal steps of the score.
fn score(model: &Model, dev: &[Sequence]) -> (f64, f64) {
    let mut decoder = Decoder::default();
    let mut ranked: Vec<(f32, u16)> = dev
        .iter()
        .map(|s| {
            decoder.run(model, &s.rows, 0..1);
            decoder.posteriors(model);
            (decoder.marginal(0, 1), u16::from(s.gold[0].has(1)))
        })
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut hits, mut precision) = (0.0, 0.0);
    for (k, (_, gold)) in ranked.iter().enumerate() {
        if *gold == 1 {
            hits += 1.0;
            precision += hits / (k + 1) as f64;
        }
    }
    let mut bins = [(0.0f64, 0.0f64); 10];
    for (p, gold) in &ranked {
        let bin = &mut bins[((p * 10.0) as usize).min(9)];
        bin.0 += f64::from(*p);
        bin.1 += f64::from(*gold);
    }
    let error = bins.iter().map(|(p, g)| (p - g).abs()).sum::<f64>() / ranked.len().max(1) as f64;
    (100.0 * precision / f64::max(hits, 1.0), error)
}
