//! Trains the voices of sentences on our own corpus of news, and on sentences told apart as fact and opinion,
//! since comments are rare in news.

use anyhow::{Context, Result};
use gloss::internal::Resources;
use gloss::internal::check_worthiness::{Assessor, Signals, VOICE_LABELS, add_voice_context, label_voices};
use gloss::internal::model::crf::Model;
use gloss::internal::model::crf::viterbi::Decoder;
use gloss::internal::model::features::Rows;
use serde::Deserialize;

use super::corpus::CodePoints;
use super::crf::{self, LabelMask, Sequence, Settings};
use super::labels::LabelSet;
use super::manifest::Entry;
use super::reading::Reading;
use crate::corpora::Corpora;
use crate::corpus::{Annotation, with_sentences};

/// Trains and scores the model; returns its file and its manifest entry.
pub fn train(corpora: &Corpora, tune: &super::Tune) -> Result<(Vec<u8>, Entry)> {
    let resources = Resources::embedded()?;
    let mut settings = Settings {
        epochs: 12,
        min_count: 2,
        max_rows: 6_000,
        dropout: 0.4,
        extra_dropout: 0.1,
        rate: 0.03,
        grain: 0.3,
        ..Settings::default()
    };
    tune(&mut settings)?;
    let (train, dev) = (sequences(corpora, "train", &resources)?, sequences(corpora, "dev", &resources)?);
    let opinions = opinions(corpora, &resources)?;
    let labels = LabelSet::free(&VOICE_LABELS);
    let mut unseen = Score::default();
    for fold in 0..FOLDS {
        let (held_out, rest): (Vec<_>, Vec<_>) =
            train.iter().enumerate().partition(|(article, _)| article % FOLDS == fold);
        let rest = rest.into_iter().map(|(_, sequence)| sequence);
        let bytes = crf::train(&labels, rest.chain(&opinions), &settings, |_, _| {});
        unseen.add(&Model::load(&bytes)?, held_out.into_iter().map(|(_, sequence)| sequence));
    }
    eprintln!("voice, news train, five-fold cross-validation: {}", unseen.line());
    let bytes = crf::train(&labels, train.iter().chain(&opinions), &settings, |_, _| {});
    let mut score = Score::default();
    score.add(&Model::load(&bytes)?, dev.iter());
    eprintln!("voice, news dev: {}", score.line());
    let scores = vec![
        ("news dev, macro F1".to_owned(), score.macro_f1()),
        ("news train, five-fold cross-validation, macro F1".to_owned(), unseen.macro_f1()),
    ];
    Ok((bytes, Entry { inputs: vec![OPINIONS.into()], scores }))
}

/// Number of folds of the cross-validation: rare voices are too few in the articles for scoring to compare
/// settings by them alone.
const FOLDS: usize = 5;

/// Sentences told apart as fact and opinion by five annotators each.
const OPINIONS: &str = "voice/babe.tsv";

/// Weight of a sentence out of context.
const OPINION_WEIGHT: f32 = 0.5;

/// Reads sentences that are all fact or all opinion, as far as they quote nobody: the corpus does not tell
/// whose opinion it is.
fn opinions(corpora: &Corpora, resources: &Resources) -> Result<Vec<Sequence>> {
    #[derive(Deserialize)]
    struct Row {
        sentence: String,
        label_opinion: String,
    }
    let path = corpora.path(OPINIONS)?;
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
        let (rows, _) = features(&reading, resources);
        let is_plain = reading.claims.is_empty() && rows.len() == 1;
        let Some(label) = label(voice).filter(|_| is_plain) else { continue };
        let gold = vec![LabelMask::only(label)];
        sequences.push(Sequence { rows, gold, weight: OPINION_WEIGHT, ..Sequence::default() });
    }
    Ok(sequences)
}

/// Returns the features of the voice of every sentence of an article, and its signals.
fn features(reading: &Reading, resources: &Resources) -> (Rows, Vec<Signals>) {
    let Reading { article, names, quotes, values, claims } = reading;
    let gazetteer = &resources.recognizer.gazetteer;
    Assessor::new(article, &resources.check_worthiness, gazetteer, names, values)
        .voice_features(claims, quotes)
}

/// The index of the label of a voice of the corpus.
fn label(voice: &str) -> Option<u16> {
    crate::corpus::VOICES.iter().position(|v| *v == voice).map(|at| at as u16)
}

/// Returns a training sequence of each article with annotated sentences.
fn sequences(corpora: &Corpora, split: &str, resources: &Resources) -> Result<Vec<Sequence>> {
    let articles = with_sentences(corpora, |a| a.split == split)?;
    Ok(articles.iter().map(|(text, annotation)| sequence(text, annotation, resources)).collect())
}

/// Returns the sentences of an article with their voices; a sentence that no annotated one overlaps is left
/// open.
fn sequence(text: &str, annotation: &Annotation, resources: &Resources) -> Sequence {
    let reading = Reading::new(text, resources, &resources.attribution);
    let (rows, signals) = features(&reading, resources);
    let mut extra = Rows::default();
    add_voice_context(&signals, &mut extra);
    let points = CodePoints::new(text);
    let gold = |sentence: &gloss::internal::sentences::Sentence| {
        let shared = |s: &&crate::corpus::SentenceNote| {
            let span = points.span(s.place.start, s.place.end);
            span.end.min(sentence.span.end).saturating_sub(span.start.max(sentence.span.start))
        };
        let note = annotation.sentences.iter().max_by_key(shared).filter(|s| shared(s) > 0);
        note.and_then(|note| label(&note.voice)).map_or(LabelMask::ANY, LabelMask::only)
    };
    let gold = reading.article.sentences.iter().map(gold).collect();
    Sequence { rows, extra, gold, weight: 1.0, ..Sequence::default() }
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

    /// Adds the sentences of articles as a model labels them.
    fn add<'s>(&mut self, model: &Model, articles: impl Iterator<Item = &'s Sequence>) {
        let mut decoder = Decoder::default();
        for Sequence { rows, extra, gold, .. } in articles {
            let mut sums = vec![0; rows.len() * model.width()];
            decoder.add_and_decode(model, rows, &mut sums);
            let found = label_voices(extra, &mut sums, model, &mut decoder);
            for (found, gold) in found.into_iter().zip(gold).filter(|(_, gold)| **gold != LabelMask::ANY) {
                let gold = gold.0.trailing_zeros() as usize;
                self.0[found][1] += 1;
                self.0[gold][2] += 1;
                self.0[gold][0] += u32::from(found == gold);
            }
        }
    }

    fn line(&self) -> String {
        let each = VOICE_LABELS.iter().zip(self.f1()).map(|(label, f1)| format!("{label} {f1:.1}"));
        format!("macro F1 {:.1}: {}", self.macro_f1(), each.collect::<Vec<_>>().join(", "))
    }
}
