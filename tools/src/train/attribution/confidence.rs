//! Trains the confidence of claims and of their speakers on our own corpus of news.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use gloss::document::{Claim, Entity, MentionKind};
use gloss::internal::Resources;
use gloss::internal::antecedents::AntecedentModel;
use gloss::internal::attribution::candidates::{Candidate, Models};
use gloss::internal::attribution::network::{Inference, Network};
use gloss::internal::attribution::rules::Rules;
use gloss::internal::attribution::{self, Cache, credits, speakers};
use gloss::internal::entities;
use gloss::internal::model::crf::Model;
use gloss::internal::model::crf::viterbi::Decoder;
use gloss::internal::model::features::Rows;
use gloss::text::Span;

use super::gold::{self, Prepared, Record};
use super::score;
use crate::corpora::Corpora;
use crate::corpus::{ANNOTATIONS, Annotation, Place, Referent};
use crate::train::corpus::CodePoints;
use crate::train::crf::{self, Sequence, Settings};
use crate::train::labels::LabelSet;
use crate::train::manifest::Entry;
use crate::train::reading::Reading;
use crate::train::{Trained, check_worthiness};

/// Trains the confidence of claims and of speakers over the committed network and ranking, which must not
/// have learnt from our own corpus; returns their files and manifest entries.
pub fn train(corpora: &Corpora) -> Result<Vec<Trained>> {
    let resources = Resources::embedded()?;
    let Models { network, rank, .. } = Resources::embedded()?.attribution;
    let claims = |records: &[Record]| -> Vec<Sequence> {
        let articles = gold::prepare(records, &resources);
        articles.iter().flat_map(|article| claim_sequences(article, &network, &rank)).collect()
    };
    let mut records = gold::own(corpora, "train")?;
    records.extend(gold::written()?);
    let (train, dev) = (claims(&records), claims(&gold::own(corpora, "dev")?));
    learn(corpora, &resources, network, rank, &train, &dev)
}

/// Trains and calibrates the confidence of claims on these, and that of speakers on the claims that are then kept.
pub fn learn(
    corpora: &Corpora,
    resources: &Resources,
    network: Network,
    rank: Model,
    train: &[Sequence],
    dev: &[Sequence],
) -> Result<Vec<Trained>> {
    let (confidence, claims_error) = calibrated("claims", train_claims(train), dev)?;
    // No speaker is scored while speakers are learnt, so that any model of two labels will do for theirs.
    let (of_claims, of_speakers) = (Model::load(&confidence)?, Model::load(&confidence)?);
    let models = Models { network, rank, confidence: of_claims, speakers: of_speakers };
    let speakers = |split: &str| speaker_sequences(corpora, split, resources, &models);
    let (speakers, speakers_error) =
        calibrated("speakers", train_speakers(&speakers("train")?), &speakers("dev")?)?;
    let entry =
        |error| Entry { inputs: Vec::new(), scores: vec![("news dev, calibration error".to_owned(), error)] };
    Ok(vec![
        ("attribution-confidence", (confidence, entry(claims_error))),
        ("attribution-speakers", (speakers, entry(speakers_error))),
    ])
}

/// Returns a training sequence of each claim of an article before improbable ones are dropped: whether it is
/// one.
pub fn claim_sequences(prepared: &Prepared, network: &Network, rank: &Model) -> Vec<Sequence> {
    let Prepared { article, names, quotes, gold: wanted, .. } = prepared;
    let credits = credits::find_credits(article);
    let mut inference = Inference::new(network);
    let found = attribution::all_attributions(
        &prepared.context(),
        &credits,
        rank,
        &mut inference,
        &mut Cache::default(),
        &mut Rules::default(),
    );
    let wanted: Vec<_> = wanted.iter().map(|g| score::gold_parts(article, g)).collect();
    let parts: Vec<_> = found.iter().map(|c: &Candidate| score::candidate_parts(article, c)).collect();
    let mut right = vec![false; found.len()];
    score::pair(article, &wanted, &parts).iter().for_each(|p| right[p.found] = true);
    let mut rows = Rows::default();
    attribution::confidence::describe(article, names, quotes, &found, &mut rows);
    right.into_iter().enumerate().map(|(k, right)| Sequence::of_row(rows.row(k), right.into())).collect()
}

/// Trains the confidence of claims.
fn train_claims(sequences: &[Sequence]) -> Vec<u8> {
    let settings = Settings {
        epochs: 12,
        dropout: 0.5,
        max_rows: 8_000,
        min_count: 6,
        rate: 0.04,
        ..Settings::default()
    };
    crf::train(&LabelSet::free(attribution::rank::LABELS), sequences, &settings, |_, _| {})
}

/// Trains the confidence of speakers.
fn train_speakers(sequences: &[Sequence]) -> Vec<u8> {
    let settings = Settings {
        epochs: 12,
        dropout: 0.3,
        max_rows: 2_000,
        min_count: 3,
        rate: 0.04,
        ..Settings::default()
    };
    crf::train(&LabelSet::free(attribution::rank::LABELS), sequences, &settings, |_, _| {})
}

/// Calibrates a model on other articles and prints how good it is there, at several minimum probabilities.
fn calibrated(what: &str, model: Vec<u8>, dev: &[Sequence]) -> Result<(Vec<u8>, f64)> {
    let scores = |bytes: &[u8]| -> Result<Vec<(f32, bool)>> {
        let (model, mut decoder) = (Model::load(bytes)?, Decoder::default());
        let score = |s: &Sequence| {
            let probability = decoder.row_probability(&model, &s.rows, 0);
            (probability, s.gold[0].has(1))
        };
        Ok(dev.iter().map(score).collect())
    };
    let fit = check_worthiness::reliability(&scores(&model)?).fit();
    let model = check_worthiness::calibrated(model, fit);
    let scores = scores(&model)?;
    let error = check_worthiness::reliability(&scores).error();
    eprintln!("{what}: {} on dev, calibration error {error:.3}", scores.len());
    let all = scores.iter().filter(|s| s.1).count().max(1);
    for tenths in 1..9 {
        let kept = scores.iter().filter(|s| s.0 >= tenths as f32 / 10.0);
        let (count, right) = (kept.clone().count(), kept.filter(|s| s.1).count());
        let (precision, recall) =
            (100.0 * right as f64 / count.max(1) as f64, 100.0 * right as f64 / all as f64);
        eprintln!("  at least 0.{tenths}: {precision:.1} % right, {recall:.1} % of the right ones kept");
    }
    Ok((model, error))
}

/// Returns a training sequence of each speaker that is resolved in the articles of a part of our corpus, for
/// claims that are right: whether the speaker is.
fn speaker_sequences(
    corpora: &Corpora,
    split: &str,
    resources: &Resources,
    models: &Models,
) -> Result<Vec<Sequence>> {
    let store = corpora.news()?;
    let mut sequences = Vec::new();
    for article in store.articles.iter().filter(|a| a.split == split) {
        let (text, annotation) = (store.text(article)?, store.annotation(article, ANNOTATIONS)?);
        sequences.extend(speakers_of(&text, &annotation, resources, models));
    }
    Ok(sequences)
}

fn speakers_of(text: &str, annotation: &Annotation, resources: &Resources, models: &Models) -> Vec<Sequence> {
    let Reading { article, names, values, claims: unresolved, .. } = Reading::new(text, resources, models);
    let found_entities =
        entities::build(&article, &names, resources.kb, &AntecedentModel::new(&resources.antecedents));
    let mut rows = Rows::default();
    // The row of each claim whose speaker was scored.
    let mut scored = Vec::new();
    let claims = {
        let score = |evidence: &speakers::Evidence| {
            speakers::describe(evidence, &mut rows);
            1.0
        };
        attribution::resolve(&article, unresolved.into_iter(), &found_entities, &values, score)
    };
    let mut row = 0;
    for claim in &claims {
        let resolved = claim.source.as_ref().is_some_and(|s| s.entity.is_some());
        scored.push(resolved.then_some(row));
        row += usize::from(resolved);
    }
    let points = CodePoints::new(text);
    let keys = keys_of(annotation, &found_entities, &points);
    let mut sequences = Vec::new();
    for (claim, row) in claims.iter().zip(scored) {
        let (Some(row), Some(source)) = (row, &claim.source) else { continue };
        let Some(gold) = best_match(claim, annotation, &points) else { continue };
        let wanted: BTreeSet<&str> = gold
            .iter()
            .filter_map(|r| match r {
                Referent::Entity(key) => Some(key.as_str()),
                Referent::Unnamed(_) => None,
            })
            .collect();
        let ours = source.entity.and_then(|e| keys.get(&e));
        let right = ours.is_some_and(|keys| keys.iter().any(|k| wanted.contains(k.as_str())));
        sequences.push(Sequence::of_row(rows.row(row), right.into()));
    }
    sequences
}

/// Returns the keys of the annotated entities that share a mention by name with each of ours.
fn keys_of(
    annotation: &Annotation,
    found: &[Entity],
    points: &CodePoints,
) -> BTreeMap<usize, BTreeSet<String>> {
    let mut keys: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for (index, entity) in found.iter().enumerate() {
        for mention in entity.mentions.iter().filter(|m| m.kind == MentionKind::Name) {
            for name in &annotation.names {
                if points.span(name.place.start, name.place.end).overlaps(mention.span) {
                    keys.entry(index).or_default().insert(name.entity.clone());
                }
            }
        }
    }
    keys
}

/// Returns who speaks in the annotated claim that shares cue and content with one of ours.
fn best_match<'a>(
    claim: &Claim,
    annotation: &'a Annotation,
    points: &CodePoints,
) -> Option<&'a Vec<Referent>> {
    let spans =
        |places: &[Place]| -> Vec<Span> { places.iter().map(|p| points.span(p.start, p.end)).collect() };
    let shared = |a: &[Span], b: &[Span]| -> u32 {
        let overlap = |p: &Span, q: &Span| p.end.min(q.end).saturating_sub(p.start.max(q.start));
        a.iter().flat_map(|p| b.iter().map(move |q| overlap(p, q))).sum()
    };
    let cue: Vec<Span> = claim.cue.iter().map(|c| c.span).collect();
    let candidates = annotation.claims.iter().filter_map(|gold| {
        let content = shared(&spans(&gold.content), &claim.content);
        let same_cue = shared(&spans(&gold.cue), &cue) > 0;
        (content > 0 && (same_cue || gold.cue.is_empty())).then_some((same_cue, content, &gold.speakers))
    });
    candidates.max_by_key(|c| (c.0, c.1)).map(|c| c.2)
}
