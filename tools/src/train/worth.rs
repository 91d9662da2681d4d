//! Trains the check-worthiness model: debates annotated by many, news sentences of our own, and what makes the score a
//! probability on news.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use gloss::internal::Resources;
use gloss::internal::article::Article;
use gloss::internal::check_worthiness::Assessor;
use gloss::internal::check_worthiness::FeatureGroup;
use gloss::internal::check_worthiness::LABELS;
use gloss::internal::model::crf::Model;
use gloss::internal::model::crf::viterbi::Decoder;
use gloss::internal::model::features::Rows;
use gloss::internal::model::features::feature;
use gloss::internal::recognizer;
use gloss::internal::values;
use serde::Deserialize;

use super::corpus;
use super::crf::{self, Choice, Sequence, Settings};
use super::labels::LabelSet;
use super::manifest::Entry;
use crate::eval::ranking::Ranking;
use crate::eval::reliability::Reliability;
use crate::eval::table::{self, Split};
use crate::setup;

const DEBATES: &str = "checkworthy/claimbuster.train.ndjson";

/// In how many parts examples are cut to score each part by what the others teach.
pub const FOLDS: usize = 5;

/// How much a news sentence counts against one of a debate.
const NEWS_WEIGHT: f32 = 20.0;

/// What an annotator says of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    /// Factual, and somebody could want it checked.
    CheckWorthy,
    /// Factual, and nobody would.
    Unimportant,
    /// Not a statement of fact.
    NotFactual,
}

/// A sentence that somebody has labelled.
pub struct Example {
    /// What it says.
    pub text: String,
    /// What was said of it.
    pub label: Label,
    /// The fold in which it is scored: of a debate, that of the debate.
    pub fold: usize,
    features: Vec<(FeatureGroup, u32)>,
    words: Vec<u32>,
    weight: f32,
}

impl Example {
    fn new(text: String, label: Label, fold: usize, weight: f32, resources: &Resources) -> Self {
        let article = Article::read(&text, &resources.pos);
        let names = recognizer::find(&article, &resources.recognizer);
        let values = values::find(&article, &names, None, &mut Default::default());
        let mut assessor = Assessor::new(
            &article,
            &resources.check_worthiness,
            &resources.recognizer.gazetteer,
            &names,
            &values,
        );
        let features = assessor.features(0..article.tokens.len());
        let words = article.words.iter().map(|w| feature(0, w.low)).collect();
        Self { text, label, fold, features, words, weight }
    }

    /// Whether it is worth checking.
    pub fn is_worthy(&self) -> bool {
        self.label == Label::CheckWorthy
    }

    fn rows(&self, view: View) -> Rows {
        let mut rows = Rows::default();
        match view {
            View::BagOfWords => self.words.iter().for_each(|&f| rows.push(f)),
            View::Without(left_out) => {
                let kept = self.features.iter().filter(|(group, _)| !left_out.contains(group));
                kept.for_each(|&(_, f)| rows.push(f));
            }
        }
        rows.end_row();
        rows
    }
}

/// Which features a model reads.
#[derive(Clone, Copy, Debug)]
pub enum View<'g> {
    /// The words in lower case, nothing else.
    BagOfWords,
    /// All but these groups.
    Without(&'g [FeatureGroup]),
}

/// What the model that is shipped reads.
pub const SHIPPED: View = View::Without(&[FeatureGroup::Persons]);

#[derive(Deserialize)]
struct Line {
    text: String,
    debate: String,
    label: Label,
}

/// The sentences of the debates, whole debates in one fold.
pub fn debates(corpora: &Path, resources: &Resources) -> Result<Vec<Example>> {
    let path = corpus::path(corpora, DEBATES)?;
    let file = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let lines: Vec<Line> =
        file.lines().map(serde_json::from_str).collect::<Result<_, _>>().context(DEBATES)?;
    let mut days: Vec<String> = lines.iter().map(|l| l.debate.clone()).collect();
    days.sort_unstable();
    days.dedup();
    let fold = |debate: &String| days.binary_search(debate).unwrap_or_default() % FOLDS;
    Ok(lines
        .into_iter()
        .map(|l| {
            let fold = fold(&l.debate);
            Example::new(l.text, l.label, fold, 1.0, resources)
        })
        .collect())
}

#[derive(Deserialize)]
struct Row {
    split: Split,
    label: Label,
    sentence: String,
}

/// The news sentences of one split of the gold.
pub fn news(split: Split, resources: &Resources) -> Result<Vec<Example>> {
    let rows = table::rows::<Row>("checkworthy")?.into_iter().filter(|r| r.split == split).enumerate();
    Ok(rows.map(|(i, r)| Example::new(r.sentence, r.label, i % FOLDS, NEWS_WEIGHT, resources)).collect())
}

/// The news sentences that were written to learn from.
pub fn lessons(resources: &Resources) -> Result<Vec<Example>> {
    #[derive(Deserialize)]
    struct Lesson {
        label: Label,
        sentence: String,
    }
    let path = setup::root().join("data/worth/news.tsv");
    let reader = csv::ReaderBuilder::new().delimiter(b'\t').quoting(false).from_path(&path);
    let mut reader = reader.with_context(|| path.display().to_string())?;
    let rows = reader.deserialize().enumerate();
    rows.map(|(i, row)| {
        let Lesson { label, sentence } = row.with_context(|| path.display().to_string())?;
        Ok(Example::new(sentence, label, i % FOLDS, NEWS_WEIGHT, resources))
    })
    .collect()
}

/// The settings of the training.
pub fn settings() -> Settings {
    Settings {
        epochs: 12,
        min_count: 3,
        max_rows: 12_000,
        dropout: 0.4,
        rate: 0.02,
        grain: 0.3,
        ..Settings::default()
    }
}

/// Learns a model file from examples.
pub fn learn<'e>(
    examples: impl IntoIterator<Item = &'e Example>,
    view: View,
    settings: &Settings,
) -> Vec<u8> {
    let sequence = |e: &Example| Sequence {
        rows: e.rows(view),
        gold: vec![Choice::only(u16::from(e.is_worthy()))],
        weight: e.weight,
        ..Sequence::default()
    };
    let sequences: Vec<Sequence> = examples.into_iter().map(sequence).collect();
    crf::train(&LabelSet::free(&LABELS), &sequences, settings, |_, _| {})
}

/// The scores that a model file gives to examples, in order, with what is wanted.
pub fn scores<'e>(
    bytes: &[u8],
    examples: impl IntoIterator<Item = &'e Example>,
    view: View,
) -> Vec<(f32, bool)> {
    let model = Model::load(bytes).unwrap_or_default();
    let mut decoder = Decoder::default();
    let score = |e: &Example| {
        decoder.run(&model, &e.rows(view), 0..1);
        decoder.compute_posteriors(&model);
        (decoder.marginal(0, 1), e.is_worthy())
    };
    examples.into_iter().map(score).collect()
}

/// Scores every example by a model that learns from `always` and the examples of the other folds.
pub fn across_folds(
    always: &[&Example],
    examples: &[Example],
    view: View,
    settings: &Settings,
) -> Vec<(f32, bool)> {
    let mut all = vec![(0.0, false); examples.len()];
    for fold in 0..FOLDS {
        let others = always.iter().copied().chain(examples.iter().filter(|e| e.fold != fold));
        let bytes = learn(others, view, settings);
        let own: Vec<usize> = (0..examples.len()).filter(|&i| examples[i].fold == fold).collect();
        let found = scores(&bytes, own.iter().map(|&i| &examples[i]), view);
        own.into_iter().zip(found).for_each(|(i, score)| all[i] = score);
    }
    all
}

/// What the scores are worth, for calibration.
pub fn reliability(scores: &[(f32, bool)]) -> Reliability {
    let mut all = Reliability::default();
    scores.iter().for_each(|&(score, right)| all.count(score, right));
    all
}

/// The model file with its log-odds stretched and shifted.
pub fn calibrated(mut bytes: Vec<u8>, (slope, shift): (f64, f64)) -> Vec<u8> {
    // The header's scale; after it start, end, steps and bias of the two labels: see `gloss::internal::model::crf`.
    const SCALE: usize = 24;
    const FLOATS: usize = 32;
    let mut change = |at: usize, add: f64| {
        if let Some(float) = bytes.get_mut(at..at + 4) {
            let before = f32::from_le_bytes([float[0], float[1], float[2], float[3]]);
            float.copy_from_slice(&((f64::from(before) * slope + add) as f32).to_le_bytes());
        }
    };
    change(SCALE, 0.0);
    for place in [0, 1, 2, 3, 8, 9] {
        change(FLOATS + 4 * place, if place == 9 { shift } else { 0.0 });
    }
    bytes
}

/// Trains and scores; returns the model file and what the manifest says of it.
pub fn train(corpora: &Path, tune: &super::Tune) -> Result<(Vec<u8>, Entry)> {
    let resources = Resources::embedded()?;
    let mut settings = settings();
    tune(&mut settings)?;
    let debates = debates(corpora, &resources)?;
    let news = news(Split::Tune, &resources)?;
    let lessons = lessons(&resources)?;
    let taught: Vec<&Example> = debates.iter().chain(&lessons).collect();
    let model = learn(taught, SHIPPED, &settings);
    let unseen = scores(&model, &news, SHIPPED);
    let bytes = calibrated(model, reliability(&unseen).fit());
    let kept_out = Ranking::new(across_folds(&[], &debates, SHIPPED, &settings)).average_precision();
    let entry = Entry {
        inputs: vec![DEBATES.into()],
        scores: vec![
            ("debates kept out, average precision".into(), kept_out),
            ("news kept out, average precision".into(), Ranking::new(unseen).average_precision()),
        ],
    };
    for (what, score) in &entry.scores {
        eprintln!("worth, {what}: {score:.1}");
    }
    Ok((bytes, entry))
}
