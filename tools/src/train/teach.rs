//! Teachers for the name recogniser: larger models that each leave out a part of the articles and then read it.
//!
//! What a teacher says of articles that it has not learnt from is as uncertain as it should be. It serves three
//! times: as the first pass that the second builds on (`gloss::internal::recognizer::second_pass`), as a second opinion beside the
//! gold, whose annotators agree with each other in three names of four only, and as the only opinion on articles that
//! nobody has annotated, where the teachers' mean is taken (knowledge distillation; Hinton et al. 2015).

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

/// In how many parts the annotated articles are cut.
pub const FOLDS: usize = 4;

/// An article as training sees it.
pub struct Lesson<'d> {
    /// The article.
    pub document: &'d Named,
    /// The article as the recogniser sees it.
    pub view: DocumentView<'d>,
    /// The part that it is in; none where nobody has annotated it.
    pub part: Option<usize>,
    /// Whether its names are annotated by the rules that count, or not at all, so that a teacher can add something.
    pub open: bool,
    /// Its runs of tokens.
    pub sequences: Vec<Sequence>,
}

impl Lesson<'_> {
    /// Whether the teacher that leaves out a part may say something of this article.
    fn is_new_to(&self, teacher: usize) -> bool {
        self.part.is_none_or(|part| part == teacher)
    }
}

/// Gives the lessons their second-pass features and the teachers' opinions, the articles of the exam too, which
/// none has learnt from; returns how much
/// weight the teachers gave each feature of the first pass.
pub fn educate(
    lessons: &mut [Lesson],
    exam: &mut [Lesson],
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
    let first = teachers(lessons, labels, &larger);
    add_second_pass(lessons, &first)?;
    add_second_pass(exam, &first)?;
    let second = teachers(lessons, labels, &larger);
    add_opinions(lessons, &second)?;
    add_opinions(exam, &second)?;
    importance(lessons, &first)
}

/// One model for every part, trained on the annotated articles of the other parts.
fn teachers(lessons: &[Lesson], labels: &LabelSet, settings: &Settings) -> Vec<Vec<u8>> {
    thread::scope(|scope| {
        let train = |teacher: usize| {
            let others = lessons.iter().filter(|l| l.part.is_some_and(|part| part != teacher));
            let sequences = others.flat_map(|l| &l.sequences);
            let settings = Settings { seed: settings.seed + teacher as u64, ..settings.clone() };
            let bytes = crf::train(labels, sequences, &settings, |_, _| {});
            eprintln!("names, teacher {} of {FOLDS}", teacher + 1);
            bytes
        };
        let running: Vec<_> = (0..FOLDS).map(|teacher| scope.spawn(move || train(teacher))).collect();
        running.into_iter().filter_map(|r| r.join().ok()).collect()
    })
}

/// Gives every sequence the second-pass features that come from a first pass by a teacher that has not seen it.
fn add_second_pass(lessons: &mut [Lesson], teachers: &[Vec<u8>]) -> Result<()> {
    let models = load(teachers)?;
    for (i, lesson) in lessons.iter_mut().enumerate() {
        let model = &models[lesson.part.unwrap_or(i % FOLDS)];
        let first = FirstPass::new(&lesson.view, &lesson.document.text.sentences, model);
        for (sequence, run) in lesson.sequences.iter_mut().zip(&first.runs) {
            run.extract(&lesson.view, run.tokens.clone(), &mut sequence.extra);
        }
    }
    Ok(())
}

/// Gives every sequence what the teachers that have not seen it make of it, in the mean.
fn add_opinions(lessons: &mut [Lesson], teachers: &[Vec<u8>]) -> Result<()> {
    let models = load(teachers)?;
    let mut decoder = Decoder::default();
    for lesson in lessons.iter_mut() {
        let teachers: Vec<&Model> =
            models.iter().enumerate().filter(|(t, _)| lesson.is_new_to(*t)).map(|(_, m)| m).collect();
        for sequence in &mut lesson.sequences {
            opinion(&teachers, sequence, &mut decoder);
        }
    }
    Ok(())
}

/// The mean of what some models make of a sequence.
fn opinion(teachers: &[&Model], sequence: &mut Sequence, decoder: &mut Decoder) {
    let Some(labels) = teachers.first().map(|m| m.labels().len()) else { return };
    let len = sequence.rows.len();
    sequence.taught.clear();
    sequence.taught.resize(len * labels, 0.0);
    let share = 1.0 / teachers.len() as f32;
    for model in teachers {
        let mut sums = vec![0; len * model.width()];
        decoder.add_and_decode(model, &sequence.rows, &mut sums);
        decoder.add_and_decode(model, &sequence.extra, &mut sums);
        decoder.compute_posteriors(model);
        for (at, p) in sequence.taught.iter_mut().enumerate() {
            *p += decoder.marginal(at / labels, at % labels) * share;
        }
    }
}

/// How much weight the teachers gave each feature of the first pass, on the whole.
fn importance(lessons: &[Lesson], teachers: &[Vec<u8>]) -> Result<FxHashMap<u32, f32>> {
    let models = load(teachers)?;
    let rows = lessons.iter().flat_map(|l| &l.sequences).map(|s: &Sequence| &s.rows);
    let all = rows.flat_map(|r: &Rows| (0..r.len()).flat_map(|i| r.row(i)));
    let mut weights: FxHashMap<u32, f32> = all.map(|&feature| (feature, 0.0)).collect();
    for (&feature, weight) in &mut weights {
        for row in models.iter().filter_map(|m| m.row(feature)) {
            *weight += crf::length(row);
        }
    }
    Ok(weights)
}

fn load(teachers: &[Vec<u8>]) -> Result<Vec<Model<'_>>> {
    teachers.iter().map(|bytes| Ok(Model::load(bytes)?)).collect()
}
