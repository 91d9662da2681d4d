//! Trains the voices of sentences on our own corpus of news, and on sentences told apart as fact and opinion,
//! since comments are rare in news.

use std::path::Path;

use anyhow::{Context, Result};
use gloss::internal::Resources;
use gloss::internal::check_worthiness::{Assessor, VOICE_LABELS};
use gloss::internal::model::crf::Model;
use gloss::internal::model::crf::viterbi::Decoder;
use gloss::internal::model::features::Rows;
use serde::Deserialize;

use super::corpus::{self, CodePoints};
use super::crf::{self, LabelMask, Sequence, Settings};
use super::labels::LabelSet;
use super::manifest::Entry;
use super::reading::Reading;
use crate::corpus::{Annotation, with_sentences};

/// Trains and scores the model; returns its file and its manifest entry.
pub fn train(corpora: &Path, tune: &super::Tune) -> Result<(Vec<u8>, Entry)> {
    let resources = Resources::embedded()?;
    let mut settings = Settings {
        epochs: 12,
        min_count: 2,
        max_rows: 6_000,
        dropout: 0.4,
        rate: 0.03,
        grain: 0.3,
        ..Settings::default()
    };
    tune(&mut settings)?;
    let (mut train, dev) = (sequences(corpora, "train", &resources)?, sequences(corpora, "dev", &resources)?);
    for sequence in &mut train {
        let rare =
            WEIGHTS.iter().find(|(voice, _)| label(voice).is_some_and(|l| sequence.gold[0].has(l.into())));
        sequence.weight = rare.map_or(1.0, |(_, weight)| *weight);
    }
    train.extend(opinions(corpora, &resources)?);
    let mut score = 0.0;
    let bytes = crf::train(&LabelSet::free(&VOICE_LABELS), &train, &settings, |pass, model| {
        let found = evaluate(model, &dev);
        score = found.macro_f1();
        eprintln!("voice, pass {pass}: {}", found.line());
    });
    let scores = vec![("news dev, macro F1".to_owned(), score)];
    Ok((bytes, Entry { inputs: vec![OPINIONS.into()], scores }))
}

/// Sentences told apart as fact and opinion by five annotators each.
const OPINIONS: &str = "voice/babe.tsv";

/// Weights of rare voices in our corpus: about the inverse of their frequency, so that each counts.
const WEIGHTS: [(&str, f32); 2] = [("comment", 4.0), ("prediction", 3.0)];

/// Weight of a sentence out of context.
const OPINION_WEIGHT: f32 = 0.5;

/// Reads sentences that are all fact or all opinion, as far as they quote nobody: the corpus does not tell
/// whose opinion it is.
fn opinions(corpora: &Path, resources: &Resources) -> Result<Vec<Sequence>> {
    #[derive(Deserialize)]
    struct Row {
        sentence: String,
        label_opinion: String,
    }
    let path = corpus::path(corpora, OPINIONS)?;
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').quoting(false).from_path(&path)?;
    let mut sequences = Vec::new();
    for row in reader.deserialize() {
        let Row { sentence, label_opinion } = row.with_context(|| path.display().to_string())?;
        let voice = match label_opinion.as_str() {
            "Entirely factual" => "fact",
            "Expresses writer's opinion" => "comment",
            _ => continue,
        };
        let reading = Reading::new(&sentence, resources, &resources.attribution);
        let rows = features(&reading, resources);
        let is_plain = reading.claims.is_empty() && rows.len() == 1;
        let Some(label) = label(voice).filter(|_| is_plain) else { continue };
        let gold = vec![LabelMask::only(label)];
        sequences.push(Sequence { rows, gold, weight: OPINION_WEIGHT, ..Sequence::default() });
    }
    Ok(sequences)
}

/// Returns the features of the voice of every sentence of an article.
fn features(reading: &Reading, resources: &Resources) -> Rows {
    let Reading { article, names, quotes, values, claims } = reading;
    let gazetteer = &resources.recognizer.gazetteer;
    Assessor::new(article, &resources.check_worthiness, gazetteer, names, values)
        .voice_features(claims, quotes)
}

/// The index of the label of a voice of the corpus.
fn label(voice: &str) -> Option<u16> {
    crate::corpus::VOICES.iter().position(|v| *v == voice).map(|at| at as u16)
}

/// Returns a training sequence of each annotated sentence that ours agree with in part.
fn sequences(corpora: &Path, split: &str, resources: &Resources) -> Result<Vec<Sequence>> {
    let articles = with_sentences(corpora, |a| a.split == split)?;
    Ok(articles.iter().flat_map(|(text, annotation)| sentences_of(text, annotation, resources)).collect())
}

fn sentences_of(text: &str, annotation: &Annotation, resources: &Resources) -> Vec<Sequence> {
    let reading = Reading::new(text, resources, &resources.attribution);
    let rows = features(&reading, resources);
    let points = CodePoints::new(text);
    let sequence = |(at, sentence): (usize, &gloss::internal::sentences::Sentence)| {
        let shared = |s: &&crate::corpus::SentenceNote| {
            let span = points.span(s.place.start, s.place.end);
            span.end.min(sentence.span.end).saturating_sub(span.start.max(sentence.span.start))
        };
        let note = annotation.sentences.iter().max_by_key(shared).filter(|s| shared(s) > 0)?;
        Some(Sequence::of_row(rows.row(at), label(&note.voice)?))
    };
    reading.article.sentences.iter().enumerate().filter_map(sequence).collect()
}

/// Counts of right, found and annotated sentences of each voice.
#[derive(Default)]
struct Score([[u32; 3]; VOICE_LABELS.len()]);

impl Score {
    fn f1(&self) -> [f64; VOICE_LABELS.len()] {
        self.0.map(|[right, found, gold]| 200.0 * f64::from(right) / f64::from((found + gold).max(1)))
    }

    fn macro_f1(&self) -> f64 {
        self.f1().iter().sum::<f64>() / VOICE_LABELS.len() as f64
    }

    fn line(&self) -> String {
        let each = VOICE_LABELS.iter().zip(self.f1()).map(|(label, f1)| format!("{label} {f1:.1}"));
        format!("macro F1 {:.1}: {}", self.macro_f1(), each.collect::<Vec<_>>().join(", "))
    }
}

fn evaluate(model: &Model, sequences: &[Sequence]) -> Score {
    let (mut score, mut decoder) = (Score::default(), Decoder::default());
    for sequence in sequences {
        decoder.run(model, &sequence.rows, 0..1);
        let found = usize::from(decoder.path().first().copied().unwrap_or_default());
        let gold = (0..VOICE_LABELS.len()).find(|&label| sequence.gold[0].has(label)).unwrap_or_default();
        score.0[found][1] += 1;
        score.0[gold][2] += 1;
        score.0[gold][0] += u32::from(found == gold);
    }
    score
}
