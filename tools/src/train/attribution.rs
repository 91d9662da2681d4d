//! Trains the attribution models on our own corpus of news and on PolNeAR: the network that finds cues with
//! their sources and contents, and the ranking.
//!
//! The models follow the guidelines of our corpus. What PolNeAR marks besides, a bias of its own explains,
//! which is dropped afterwards; where it marks nothing, it says nothing. The network, the [`student`], learns
//! from the annotated articles and from the soft labels that a large [`teacher`] gives to unannotated news.
//! The ranking learns from candidates that the network finds in articles that it was not trained on: for
//! each half of the training articles, a network trained on the other half finds them.

pub mod confidence;
mod examples;
pub mod gold;
pub mod score;
mod soft_labels;
mod student;
pub mod teacher;

use anyhow::Result;
use gloss::internal::Resources;
use gloss::internal::attribution::candidates::{self, Candidate};
use gloss::internal::attribution::network::Inference;
use gloss::internal::attribution::network::Network;
use gloss::internal::attribution::rank;
use gloss::internal::attribution::rules::Rules;
use gloss::internal::attribution::{Cache, attributions, parents, repair_candidates, select_attributions};
use gloss::internal::model::crf::Model;
use gloss::internal::model::features::Rows;

use super::crf::{self, Sequence, Settings};
use super::labels::LabelSet;
use super::manifest::Entry;
use crate::corpora::Corpora;
use crate::setup::root;
use gold::{Prepared, prepare, read};
use score::Score;

const TRAIN: &str = "attribution/polnear.train.ndjson";
/// The articles that the models are scored on.
pub const DEV: &str = "attribution/polnear.dev.ndjson";

/// Trains both models and scores them together; returns their files and manifest entries.
pub fn train(corpora: &Corpora) -> Result<Vec<super::Trained>> {
    let resources = Resources::embedded()?;
    let mut records = gold::own(corpora, "train")?;
    records.extend(read(&corpora.path(TRAIN)?)?);
    let articles = prepare(&records, &resources);
    let (dev, polnear_dev) = (gold::own(corpora, "dev")?, read(&corpora.path(DEV)?)?);
    let (dev, polnear_dev) = (prepare(&dev, &resources), prepare(&polnear_dev, &resources));
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
    // Models that have not learnt from an article read it: the rankings are trained on the other half as well.
    let half_ranks = [1, 0].map(|other| train_rank(ranks.iter().skip(other).step_by(2).flatten()));
    let half_ranks = [Model::load(&half_ranks[0])?, Model::load(&half_ranks[1])?];
    let unseen = score_unseen(&articles, &found, &half_ranks);
    eprintln!("attribution, our own articles, two-fold cross-validation: {}", unseen.line());
    let rank = train_rank(ranks.iter().flatten());
    let (network, rank_model) = (student.network()?, Model::load(&rank)?);
    let score = evaluate(&dev, &network, &rank_model);
    let polnear = evaluate(&polnear_dev, &network, &rank_model);
    eprintln!("attribution, news dev: {}\nattribution, polnear.dev: {}", score.line(), polnear.line());
    eprintln!("attribution: training the confidence");
    let own = articles.iter().enumerate().filter(|(_, a)| a.style == gold::OWN);
    let claims: Vec<Sequence> = own
        .flat_map(|(i, article)| confidence::claim_sequences(article, &halves[i % 2], &half_ranks[i % 2]))
        .collect();
    let dev_claims: Vec<Sequence> =
        dev.iter().flat_map(|a| confidence::claim_sequences(a, &network, &rank_model)).collect();
    let confidences = confidence::learn(corpora, &resources, network, rank_model, &claims, &dev_claims)?;
    let scores = || {
        vec![
            ("news dev found, F1".to_owned(), score.found.f1()),
            ("news dev all three parts at least half, F1".to_owned(), score.whole.f1()),
            ("polnear.dev found, F1".to_owned(), polnear.found.f1()),
            ("polnear.dev all three parts at least half, F1".to_owned(), polnear.whole.f1()),
            ("news train, two-fold cross-validation, found, F1".to_owned(), unseen.found.f1()),
            ("news train, two-fold cross-validation, all three parts, F1".to_owned(), unseen.whole.f1()),
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
    let files = files.into_iter().map(|(name, bytes)| (name, (bytes, entry())));
    Ok(files.chain(confidences).collect())
}

/// Finds the candidates of each article with the network of the other half.
fn find(articles: &[Prepared], halves: &[Network; 2]) -> Vec<Vec<Candidate>> {
    let find = |(i, prepared): (usize, &Prepared)| {
        let Prepared { article, names, quotes, .. } = prepared;
        let mut inference = Inference::new(&halves[i % 2]);
        let found = candidates::candidates(article, names, quotes, &mut inference, &mut Cache::default());
        repair_candidates(&prepared.context(), found, &mut Rules::default())
    };
    articles.iter().enumerate().map(find).collect()
}

/// Returns the training sequences of the ranking, one for each candidate of an article.
fn rank_sequences(
    Prepared { article, names, quotes, gold, style }: &Prepared,
    found: &[Candidate],
) -> Vec<Sequence> {
    let parts: Vec<_> = found.iter().map(|r| score::candidate_parts(article, r)).collect();
    let gold: Vec<_> = gold.iter().map(|g| score::gold_parts(article, g)).collect();
    let mut right = vec![false; found.len()];
    score::pair(article, &gold, &parts).iter().for_each(|p| right[p.found] = true);
    let mut all = Rows::default();
    rank::describe(article, names, quotes, found, &mut all);
    let sequence = |(k, right): (usize, bool)| {
        let weight = if *style == gold::OWN { OWN_WEIGHT } else { 1.0 };
        Sequence { weight, style: usize::from(*style), ..Sequence::of_row(all.row(k), right.into()) }
    };
    right.into_iter().enumerate().map(sequence).collect()
}

/// Weight of a candidate in our own articles relative to one in PolNeAR, which has ten times as many.
const OWN_WEIGHT: f32 = 3.0;

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

/// Scores the candidates in our own articles with the rankings trained on the other half of all articles.
fn score_unseen(articles: &[Prepared], found: &[Vec<Candidate>], half_ranks: &[Model; 2]) -> Score {
    let mut score = Score::default();
    let own = articles.iter().zip(found).enumerate().filter(|(_, (a, _))| a.style == gold::OWN);
    for (i, (prepared, found)) in own {
        let rank = &half_ranks[i % 2];
        let rules = &mut Rules::default();
        add(&mut score, prepared, &select_attributions(&prepared.context(), found.clone(), rank, rules));
    }
    score
}

/// Scores a network with its ranking on held-out articles.
fn evaluate(dev: &[Prepared], network: &Network, rank: &Model) -> Score {
    let mut score = Score::default();
    for prepared in dev {
        let (mut inference, mut cache) = (Inference::new(network), Cache::default());
        let rules = &mut Rules::default();
        add(
            &mut score,
            prepared,
            &attributions(&prepared.context(), rank, &mut inference, &mut cache, rules),
        );
    }
    score
}

/// Adds the attributions of an article that are not nested in another to the score.
pub fn add(score: &mut Score, Prepared { article, gold, .. }: &Prepared, candidates: &[Candidate]) {
    let parents = parents(article, candidates);
    let top = candidates.iter().zip(parents).filter(|(_, parent)| parent.is_none());
    let top: Vec<_> = top.map(|(candidate, _)| score::candidate_parts(article, candidate)).collect();
    let gold: Vec<_> = gold.iter().map(|g| score::gold_parts(article, g)).collect();
    score.add(article, &gold, &top);
}
