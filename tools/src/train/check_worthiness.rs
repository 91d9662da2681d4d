//! Trains the check-worthiness model on annotated debates and on the project's own news sentences, and
//! calibrates its scores as probabilities on news.

use std::fs;

use anyhow::{Context, Result};
use gloss::internal::Resources;
use gloss::internal::article;
use gloss::internal::check_worthiness::Assessor;
use gloss::internal::check_worthiness::FeatureGroup;
use gloss::internal::check_worthiness::LABELS;
use gloss::internal::model::checksum;
use gloss::internal::model::crf::Model;
use gloss::internal::model::crf::viterbi::Decoder;
use gloss::internal::model::features::Rows;
use gloss::internal::model::features::feature;
use gloss::internal::recognizer;
use gloss::internal::values;
use serde::Deserialize;

use super::corpus::CodePoints;
use super::crf::{self, LabelMask, Sequence, Settings};
use super::labels::LabelSet;
use super::manifest::Entry;
use crate::corpora::Corpora;
use crate::corpus::{Article, with_sentences};
use crate::eval::ranking::Ranking;
use crate::eval::reliability::Reliability;
use crate::eval::table::{self, Split};
use crate::setup;

const DEBATES: &str = "checkworthy/claimbuster.train.ndjson";

/// Number of folds of the cross-validation.
pub const FOLDS: usize = 5;

/// Weight of a news sentence relative to a sentence of a debate.
const NEWS_WEIGHT: f32 = 20.0;

/// The label of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    /// A factual statement that is worth checking.
    CheckWorthy,
    /// A factual statement that is not.
    Unimportant,
    /// Not a statement of fact.
    NotFactual,
}

/// A labelled sentence.
pub struct Example {
    /// The sentence.
    pub text: String,
    /// Its label.
    pub label: Label,
    /// The fold in which it is scored; all sentences of a debate are in one fold.
    pub fold: usize,
    features: Vec<(FeatureGroup, u32)>,
    words: Vec<u32>,
    weight: f32,
}

impl Example {
    fn new(text: String, label: Label, fold: usize, weight: f32, resources: &Resources) -> Self {
        let article = article::Article::read(&text, &resources.parser);
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

    /// Whether it is check-worthy.
    pub fn is_worthy(&self) -> bool {
        self.label == Label::CheckWorthy
    }

    fn rows(&self, view: View) -> Rows {
        let mut rows = Rows::default();
        match view {
            View::BagOfWords => self.words.iter().for_each(|&f| rows.push(f)),
            View::Without(excluded) => {
                let kept = self.features.iter().filter(|(group, _)| !excluded.contains(group));
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
    /// Only the words in lower case.
    BagOfWords,
    /// All features except these groups.
    Without(&'g [FeatureGroup]),
}

/// The features of the committed model.
pub const SHIPPED: View = View::Without(&[FeatureGroup::Persons]);

#[derive(Deserialize)]
struct Line {
    text: String,
    debate: String,
    label: Label,
}

/// Reads the sentences of the debates; all sentences of a debate are in one fold.
pub fn debates(corpora: &Corpora, resources: &Resources) -> Result<Vec<Example>> {
    let path = corpora.path(DEBATES)?;
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

/// Reads the news sentences of one split of the gold.
pub fn gold_news(split: Split, resources: &Resources) -> Result<Vec<Example>> {
    let rows = table::rows::<Row>("checkworthy")?.into_iter().filter(|r| r.split == split).enumerate();
    Ok(rows.map(|(i, r)| Example::new(r.sentence, r.label, i % FOLDS, NEWS_WEIGHT, resources)).collect())
}

/// Reads the news sentences that were written as training data.
pub fn training_news(resources: &Resources) -> Result<Vec<Example>> {
    #[derive(Deserialize)]
    struct Line {
        label: Label,
        sentence: String,
    }
    let path = setup::root().join("data/check-worthiness/news.tsv");
    let reader = csv::ReaderBuilder::new().delimiter(b'\t').quoting(false).from_path(&path);
    let mut reader = reader.with_context(|| path.display().to_string())?;
    let rows = reader.deserialize().enumerate();
    rows.map(|(i, row)| {
        let Line { label, sentence } = row.with_context(|| path.display().to_string())?;
        Ok(Example::new(sentence, label, i % FOLDS, NEWS_WEIGHT, resources))
    })
    .collect()
}

/// Weight of a sentence of our own corpus of news relative to a sentence of a debate.
const CORPUS_WEIGHT: f32 = 10.0;

/// Reads the sentences of the articles of our own corpus of news that are wanted.
pub fn corpus_news(
    corpora: &Corpora,
    is_wanted: impl Fn(&Article) -> bool,
    resources: &Resources,
) -> Result<Vec<Example>> {
    let mut examples = Vec::new();
    for (number, (text, annotation)) in with_sentences(corpora, is_wanted)?.into_iter().enumerate() {
        let points = CodePoints::new(&text);
        for sentence in &annotation.sentences {
            let words = points.span(sentence.place.start, sentence.place.end).of(&text).to_owned();
            let label = match (sentence.checks.is_empty(), sentence.voice.as_str()) {
                (false, _) => Label::CheckWorthy,
                (true, "fact" | "reported") => Label::Unimportant,
                (true, _) => Label::NotFactual,
            };
            examples.push(Example::new(words, label, number % FOLDS, CORPUS_WEIGHT, resources));
        }
    }
    Ok(examples)
}

/// Returns the settings of the training.
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

/// Trains a model on examples and returns its file.
pub fn learn<'e>(
    examples: impl IntoIterator<Item = &'e Example>,
    view: View,
    settings: &Settings,
) -> Vec<u8> {
    let sequence = |e: &Example| Sequence {
        rows: e.rows(view),
        gold: vec![LabelMask::only(u16::from(e.is_worthy()))],
        weight: e.weight,
        ..Sequence::default()
    };
    let sequences: Vec<Sequence> = examples.into_iter().map(sequence).collect();
    crf::train(&LabelSet::free(&LABELS), &sequences, settings, |_, _| {})
}

/// Returns the scores of examples by a model, in order, and whether each example is check-worthy.
pub fn scores<'e>(
    bytes: &[u8],
    examples: impl IntoIterator<Item = &'e Example>,
    view: View,
) -> Vec<(f32, bool)> {
    let model = Model::load(bytes).unwrap_or_default();
    let mut decoder = Decoder::default();
    let score = |e: &Example| (decoder.row_probability(&model, &e.rows(view), 0), e.is_worthy());
    examples.into_iter().map(score).collect()
}

/// Scores every example by a model trained on `always` and on the examples of the other folds.
pub fn cross_validated(
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

/// Collects scores for measuring and fitting the calibration.
pub fn reliability(scores: &[(f32, bool)]) -> Reliability {
    let mut all = Reliability::default();
    scores.iter().for_each(|&(score, right)| all.count(score, right));
    all
}

/// Scales and shifts the log-odds of a model file.
pub fn calibrated(mut bytes: Vec<u8>, (slope, shift): (f64, f64)) -> Vec<u8> {
    // The offsets of the scale in the header and of the start, end, transition and bias weights of the two
    // labels after it: see `gloss::internal::model::crf`.
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
    checksum::append(checksum::strip(&bytes).to_vec())
}

/// Trains and scores the model; returns its file and its manifest entry.
pub fn train(corpora: &Corpora, tune: &super::Tune) -> Result<(Vec<u8>, Entry)> {
    let resources = Resources::embedded()?;
    let mut settings = settings();
    tune(&mut settings)?;
    let debates = debates(corpora, &resources)?;
    let news = gold_news(Split::Tune, &resources)?;
    let training_news = training_news(&resources)?;
    let corpus = corpus_news(corpora, |a| a.split == "train", &resources)?;
    let corpus_dev = corpus_news(corpora, |a| a.split == "dev", &resources)?;
    let examples: Vec<&Example> = debates.iter().chain(&training_news).chain(&corpus).collect();
    let model = learn(examples, SHIPPED, &settings);
    let unseen = scores(&model, &corpus_dev, SHIPPED);
    let written = scores(&model, &news, SHIPPED);
    let bytes = calibrated(model, reliability(&unseen).fit());
    let held_out = Ranking::new(cross_validated(&[], &debates, SHIPPED, &settings)).average_precision();
    let entry = Entry {
        inputs: vec![DEBATES.into()],
        scores: vec![
            ("held-out debates, average precision".into(), held_out),
            (
                "held-out sentences written as news, average precision".into(),
                Ranking::new(written).average_precision(),
            ),
            ("news dev, average precision".into(), Ranking::new(unseen).average_precision()),
        ],
    };
    for (what, score) in &entry.scores {
        eprintln!("check-worthiness, {what}: {score:.1}");
    }
    Ok((bytes, entry))
}
