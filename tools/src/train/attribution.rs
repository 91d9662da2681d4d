//! Trains the attribution models on PolNeAR: the network that finds cues with their sources and contents, and
//! the ranking.
//!
//! The network, the [`student`], learns from the annotated articles and from the soft labels that a large
//! [`teacher`] gives to unannotated news. The ranking learns from candidates that the network finds in
//! articles that it was not trained on: for each half of the training articles, a network trained on the
//! other half finds them.

mod examples;
pub mod gold;
pub mod score;
mod soft_labels;
mod student;
pub mod teacher;

use std::path::Path;

use anyhow::Result;
use gloss::internal::Resources;
use gloss::internal::attribution::Cache;
use gloss::internal::attribution::candidates;
use gloss::internal::attribution::candidates::Candidate;
use gloss::internal::attribution::candidates::Models;
use gloss::internal::attribution::network::Inference;
use gloss::internal::attribution::network::Network;
use gloss::internal::attribution::rank;
use gloss::internal::model::crf::Model;
use gloss::internal::model::features::Rows;

use super::corpus;
use super::crf::{self, LabelMask, Sequence, Settings};
use super::labels::LabelSet;
use super::manifest::Entry;
use crate::setup::root;
use gold::{Prepared, prepare, read};
use score::Score;

const TRAIN: &str = "attribution/polnear.train.ndjson";
/// The articles that the models are scored on.
pub const DEV: &str = "attribution/polnear.dev.ndjson";

/// Trains both models and scores them together; returns their files and manifest entries.
pub fn train(corpora: &Path) -> Result<Vec<super::Trained>> {
    let resources = Resources::embedded()?;
    let (records, dev) = (read(&corpus::path(corpora, TRAIN)?)?, read(&corpus::path(corpora, DEV)?)?);
    let (articles, dev) = (prepare(&records, &resources), prepare(&dev, &resources));
    let news = soft_labels::read(&root().join(teacher::SOFT_LABELS))?;
    examples::write(&student::folder(), "gold", articles.iter().map(gold::example))?;
    examples::write(
        &student::folder(),
        "news",
        news.iter().map(|article| soft_labels::example(article, &resources)),
    )?;
    eprintln!("attribution: training the network, and one for each half");
    let [student, even, odd] = student::learn([None, Some(0), Some(1)])?;
    eprintln!("attribution: training the ranking");
    // The network trained on the odd articles reads the even ones, and the other way round.
    let halves = [odd.network()?, even.network()?];
    let found = find(&articles, &halves);
    let ranks: Vec<Vec<Sequence>> =
        articles.iter().zip(&found).map(|(article, found)| rank_sequences(article, found)).collect();
    let unseen = score_unseen(&articles, &found, &ranks)?;
    eprintln!("attribution, two-fold cross-validation: {}", unseen.line());
    let rank = train_rank(ranks.iter().flatten());
    let models = Models { network: student.network()?, rank: Model::load(&rank)? };
    let score = evaluate(&dev, &models);
    eprintln!("attribution: {}", score.line());
    let scores = || {
        vec![
            ("polnear.dev found, F1".to_owned(), score.found.f1()),
            ("polnear.dev all three parts at least half, F1".to_owned(), score.whole.f1()),
            ("polnear.train, two-fold cross-validation, found, F1".to_owned(), unseen.found.f1()),
            ("polnear.train, two-fold cross-validation, all three parts, F1".to_owned(), unseen.whole.f1()),
        ]
    };
    let entry = || Entry {
        inputs: [TRAIN, DEV].into_iter().chain(teacher::NEWS).map(String::from).collect(),
        scores: scores(),
    };
    let student::Files { tokens, relations, layers } = student;
    let files = [
        ("attribution-tokens", tokens),
        ("attribution-relations", relations),
        ("attribution-layers", layers),
        ("attribution-rank", rank.clone()),
    ];
    Ok(files.into_iter().map(|(name, bytes)| (name, (bytes, entry()))).collect())
}

/// Finds the candidates of each article with the network of the other half.
fn find(articles: &[Prepared], halves: &[Network; 2]) -> Vec<Vec<Candidate>> {
    let find = |(i, Prepared { article, names, quotes, .. }): (usize, &Prepared)| {
        let found = candidates::candidates(
            article,
            names,
            quotes,
            &mut Inference::new(&halves[i % 2]),
            &mut Cache::default(),
        );
        gloss::internal::attribution::repair_candidates(article, quotes, found)
    };
    articles.iter().enumerate().map(find).collect()
}

/// Returns the training sequences of the ranking, one for each candidate of an article.
fn rank_sequences(
    Prepared { article, names, quotes, gold }: &Prepared,
    found: &[Candidate],
) -> Vec<Sequence> {
    let parts: Vec<_> = found.iter().map(|r| score::candidate_parts(article, r)).collect();
    let gold: Vec<_> = gold.iter().map(|g| score::gold_parts(article, g)).collect();
    let mut right = vec![false; found.len()];
    score::pair(article, &gold, &parts).iter().for_each(|p| right[p.found] = true);
    let mut all = Rows::default();
    rank::describe(article, names, quotes, found, &mut all);
    let sequence = |(k, right): (usize, bool)| {
        let mut rows = Rows::default();
        all.row(k).iter().for_each(|&f| rows.push(f));
        rows.end_row();
        Sequence { rows, gold: vec![LabelMask::only(u16::from(right))], weight: 1.0, ..Sequence::default() }
    };
    right.into_iter().enumerate().map(sequence).collect()
}

/// Trains the ranking.
fn train_rank<'s>(sequences: impl Iterator<Item = &'s Sequence>) -> Vec<u8> {
    let settings = Settings {
        epochs: 8,
        dropout: 0.5,
        max_rows: 10_000,
        min_count: 3,
        rate: 0.05,
        ..Settings::default()
    };
    crf::train(&LabelSet::free(rank::LABELS), sequences, &settings, |_, _| {})
}

/// Scores candidates with rankings trained on the other half of the articles.
fn score_unseen(articles: &[Prepared], found: &[Vec<Candidate>], ranks: &[Vec<Sequence>]) -> Result<Score> {
    let mut score = Score::default();
    for half in 0..2 {
        let rank = train_rank(ranks.iter().skip(1 - half).step_by(2).flatten());
        let rank = Model::load(&rank)?;
        for (prepared, found) in articles.iter().zip(found).skip(half).step_by(2) {
            let Prepared { article, names, quotes, .. } = prepared;
            let candidates = gloss::internal::attribution::select_attributions(
                article,
                names,
                quotes,
                found.clone(),
                &rank,
            );
            add(&mut score, prepared, &candidates);
        }
    }
    Ok(score)
}

/// Scores the models on held-out articles.
fn evaluate(dev: &[Prepared], models: &Models) -> Score {
    let mut score = Score::default();
    for prepared in dev {
        let Prepared { article, names, quotes, .. } = prepared;
        add(
            &mut score,
            prepared,
            &gloss::internal::attribution::attributions(
                article,
                names,
                quotes,
                models,
                &mut Inference::new(&models.network),
                &mut Cache::default(),
            ),
        );
    }
    score
}

/// Adds the attributions of an article that are not nested in another to the score.
fn add(score: &mut Score, Prepared { article, gold, .. }: &Prepared, candidates: &[Candidate]) {
    let parents = gloss::internal::attribution::parents(article, candidates);
    let top = candidates.iter().zip(parents).filter(|(_, parent)| parent.is_none());
    let top: Vec<_> = top.map(|(candidate, _)| score::candidate_parts(article, candidate)).collect();
    let gold: Vec<_> = gold.iter().map(|g| score::gold_parts(article, g)).collect();
    score.add(article, &gold, &top);
}
