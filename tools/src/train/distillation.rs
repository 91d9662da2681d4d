//! Teachers of the name recogniser: larger models, each trained without one fold of the articles, which it
//! then labels.
//!
//! The output of a teacher on articles that it was not trained on is realistically uncertain. It is used as
//! the first pass for the features of the second (`gloss::internal::recognizer::second_pass`), as soft labels
//! besides the gold, whose annotators agree on only three of four names, and as the only labels of
//! unannotated articles, for which the outputs of all teachers are averaged (knowledge distillation; Hinton
//! et al. 2015).

use std::thread;

use anyhow::Result;
use gloss::internal::model::crf::Model;
use gloss::internal::model::crf::viterbi::Decoder;
use gloss::internal::model::features::Rows;
use gloss::internal::recognizer::features::DocumentView;
use gloss::internal::recognizer::second_pass::FirstPass;
use rustc_hash::FxHashMap;

use super::corpus::Named;
use super::crf::{self, Sequence, Settings};
use super::labels::LabelSet;

/// Number of folds of the annotated articles, and of teachers.
pub const FOLDS: usize = 4;

/// Share of the large teacher in the labels of news without annotated names.
const LARGE_TEACHER: f32 = 0.5;

/// An article as training data.
pub struct Example<'d> {
    /// The article.
    pub document: &'d Named,
    /// The view that features are extracted from.
    pub view: DocumentView<'d>,
    /// Its fold; `None` if it is not annotated.
    pub fold: Option<usize>,
    /// Whether soft labels are used: it is from the primary corpus or not annotated.
    pub uses_soft_labels: bool,
    /// The labels that the large teacher gives to each token, in units of 1/255; empty if it has not read the
    /// article.
    pub reading: Vec<u8>,
    /// The runs of tokens that are decoded.
    pub sequences: Vec<Sequence>,
}

impl Example<'_> {
    /// Whether the article was not in the training data of the teacher of this number.
    fn is_held_out_from(&self, teacher: usize) -> bool {
        self.fold.is_none_or(|fold| fold == teacher)
    }
}

/// Trains the teachers and adds second-pass features and soft labels to the examples, also to those of the
/// development set, which no teacher was trained on. Returns the total weight that the teachers give to each
/// first-pass feature.
pub fn distill(
    examples: &mut [Example],
    dev: &mut [Example],
    labels: &LabelSet,
    settings: &Settings,
) -> Result<FxHashMap<u32, f32>> {
    let larger = Settings {
        hidden: 64,
        max_rows: 400_000,
        grain: 0.05,
        dropout: 0.6,
        epochs: 6,
        coarse_epochs: 0,
        ..settings.clone()
    };
    let first = teachers(examples, labels, &larger);
    add_second_pass(examples, &first)?;
    add_second_pass(dev, &first)?;
    let second = teachers(examples, labels, &larger);
    add_soft_labels(examples, &second)?;
    add_soft_labels(dev, &second)?;
    importance(examples, &first)
}

/// Trains one model for every fold on the annotated articles of the other folds.
fn teachers(examples: &[Example], labels: &LabelSet, settings: &Settings) -> Vec<Vec<u8>> {
    thread::scope(|scope| {
        let train = |teacher: usize| {
            let others = examples.iter().filter(|e| e.fold.is_some_and(|fold| fold != teacher));
            let sequences = others.flat_map(|e| &e.sequences);
            let settings = Settings { seed: settings.seed + teacher as u64, ..settings.clone() };
            let bytes = crf::train(labels, sequences, &settings, |_, _| {});
            eprintln!("names, teacher {} of {FOLDS}", teacher + 1);
            bytes
        };
        let running: Vec<_> = (0..FOLDS).map(|teacher| scope.spawn(move || train(teacher))).collect();
        running.into_iter().filter_map(|r| r.join().ok()).collect()
    })
}

/// Adds to every sequence the second-pass features from a first pass by a teacher that was not trained on it.
fn add_second_pass(examples: &mut [Example], teachers: &[Vec<u8>]) -> Result<()> {
    let models = load(teachers)?;
    for (i, example) in examples.iter_mut().enumerate() {
        let model = &models[example.fold.unwrap_or(i % FOLDS)];
        let first = FirstPass::new(&example.view, &example.document.text.sentences, model);
        for (sequence, run) in example.sequences.iter_mut().zip(&first.runs) {
            run.extract(&example.view, run.tokens.clone(), &mut sequence.extra);
        }
    }
    Ok(())
}

/// Adds to every sequence the average output of the teachers that were not trained on it.
fn add_soft_labels(examples: &mut [Example], teachers: &[Vec<u8>]) -> Result<()> {
    let models = load(teachers)?;
    let mut decoder = Decoder::default();
    for example in examples.iter_mut() {
        let teachers: Vec<&Model> =
            models.iter().enumerate().filter(|(t, _)| example.is_held_out_from(*t)).map(|(_, m)| m).collect();
        for (sequence, run) in example.sequences.iter_mut().zip(example.document.runs()) {
            average(&teachers, sequence, &mut decoder);
            let width = sequence.soft_labels.len() / run.len().max(1);
            let reading = example.reading.get(run.start * width..run.end * width).unwrap_or(&[]);
            for (p, &q) in sequence.soft_labels.iter_mut().zip(reading) {
                *p = (1.0 - LARGE_TEACHER) * *p + LARGE_TEACHER * f32::from(q) / 255.0;
            }
        }
    }
    Ok(())
}

/// Sets the soft labels of a sequence to the average label probabilities of some models.
fn average(teachers: &[&Model], sequence: &mut Sequence, decoder: &mut Decoder) {
    let Some(labels) = teachers.first().map(|m| m.labels().len()) else { return };
    let len = sequence.rows.len();
    sequence.soft_labels.clear();
    sequence.soft_labels.resize(len * labels, 0.0);
    let share = 1.0 / teachers.len() as f32;
    for model in teachers {
        let mut sums = vec![0; len * model.width()];
        decoder.add_and_decode(model, &sequence.rows, &mut sums);
        decoder.add_and_decode(model, &sequence.extra, &mut sums);
        decoder.compute_posteriors(model);
        for (at, p) in sequence.soft_labels.iter_mut().enumerate() {
            *p += decoder.marginal(at / labels, at % labels) * share;
        }
    }
}

/// Sums the norms of the weights that the teachers give to each feature of the first pass.
fn importance(examples: &[Example], teachers: &[Vec<u8>]) -> Result<FxHashMap<u32, f32>> {
    let models = load(teachers)?;
    let rows = examples.iter().flat_map(|e| &e.sequences).map(|s: &Sequence| &s.rows);
    let all = rows.flat_map(|r: &Rows| (0..r.len()).flat_map(|i| r.row(i)));
    let mut weights: FxHashMap<u32, f32> = all.map(|&feature| (feature, 0.0)).collect();
    for (&feature, weight) in &mut weights {
        for row in models.iter().filter_map(|m| m.row(feature)) {
            *weight += crf::norm(row);
        }
    }
    Ok(weights)
}

fn load(teachers: &[Vec<u8>]) -> Result<Vec<Model<'_>>> {
    teachers.iter().map(|bytes| Ok(Model::load(bytes)?)).collect()
}
