//! Trains the attribution models on PolNeAR: the heads of cues, then what is around each head.
//!
//! Both learn from the annotated articles and from what a large [`teacher`] makes of news that nobody has annotated.
//! The second model sees where the first one finds heads; so that it sees them as they will be in new text, the
//! heads of each half of the training articles come from a model trained on the other half.

pub mod gold;
pub mod score;
mod taught;
pub mod teacher;

use std::ops::Range;
use std::path::Path;

use anyhow::Result;
use gloss::claims::features::View;
use gloss::claims::spans::{self, HEAD_KINDS, Models, Raw, SPAN_KINDS, THRESHOLD};
use gloss::claims::{Memory, rank};
use gloss::resources::Resources;
use gloss::tagger::features::Rows;
use gloss::tagger::model::Model;

use super::corpus;
use super::crf::{self, Choice, Sequence, Settings};
use super::labels::LabelSet;
use super::manifest::Entry;
use crate::setup::root;
use gold::{Gold, Prepared, prepare, read};
use score::Score;
use taught::Lesson;

const TRAIN: &str = "attribution/polnear.train.ndjson";
/// What it is scored on.
pub const DEV: &str = "attribution/polnear.dev.ndjson";

/// Trains both models and scores them together; returns the files and what the manifest says of them.
pub fn train(corpora: &Path, tune: &super::Tune) -> Result<Vec<super::Trained>> {
    let resources = Resources::embedded()?;
    let (records, dev) = (read(&corpus::path(corpora, TRAIN)?)?, read(&corpus::path(corpora, DEV)?)?);
    let (articles, dev) = (prepare(&records, &resources), prepare(&dev, &resources));

    let (mut head_settings, mut span_settings) = (head_settings(), span_settings());
    tune(&mut head_settings)?;
    tune(&mut span_settings)?;
    eprintln!("attribution: the heads of cues");
    let gold = articles.iter().map(head_sequences).collect();
    let news = taught::read(&root().join(teacher::OPINIONS))?;
    let news = news.iter().map(|opinion| taught::lesson(opinion, &resources)).collect();
    let mut lessons = Lessons { gold, news };
    let heads = lessons.train_heads(None, &head_settings);
    let halves = [1, 0].map(|half| lessons.train_heads(Some(half), &head_settings));
    eprintln!("attribution: what is around them");
    lessons.add_spans(&articles, &halves)?;
    let spans = lessons.train_spans(None, &span_settings);
    let span_halves = [1, 0].map(|half| lessons.train_spans(Some(half), &span_settings));
    eprintln!("attribution: which are attributions");
    let found = find(&articles, &halves, &span_halves)?;
    let ranks: Vec<Vec<Sequence>> =
        articles.iter().zip(&found).map(|(article, found)| rank_sequences(article, found)).collect();
    let unseen = score_unseen(&articles, &found, &ranks)?;
    eprintln!("attribution, each half read by models of the other: {}", unseen.line());
    let rank = train_rank(ranks.iter().flatten());
    let models =
        Models { heads: Model::load(&heads)?, spans: Model::load(&spans)?, rank: Model::load(&rank)? };
    let score = evaluate(&dev, &models);
    eprintln!("attribution: {}", score.line());
    let scores = || {
        vec![
            ("polnear.dev found, F1".to_owned(), score.found.f1()),
            ("polnear.dev all three parts at least half, F1".to_owned(), score.whole.f1()),
            ("polnear.train, each half read by models of the other, found, F1".to_owned(), unseen.found.f1()),
            (
                "polnear.train, each half read by models of the other, all three parts, F1".to_owned(),
                unseen.whole.f1(),
            ),
        ]
    };
    let entry = || Entry {
        inputs: [TRAIN, DEV].into_iter().chain(teacher::NEWS).map(String::from).collect(),
        scores: scores(),
    };
    Ok(vec![
        ("attribution-heads", (heads.clone(), entry())),
        ("attribution-spans", (spans.clone(), entry())),
        ("attribution-rank", (rank.clone(), entry())),
    ])
}

/// How the first model is trained.
fn head_settings() -> Settings {
    Settings {
        epochs: 6,
        hidden: 24,
        seed: 3,
        max_rows: 42_000,
        grain: 1.2,
        coarse_epochs: 3,
        ..Settings::default()
    }
}

/// How the second model is trained.
fn span_settings() -> Settings {
    Settings {
        epochs: 6,
        hidden: 32,
        dropout: 0.4,
        seed: 3,
        max_rows: 36_000,
        grain: 1.2,
        coarse_epochs: 3,
        ..Settings::default()
    }
}

/// What the first two models learn from.
struct Lessons {
    /// The annotated articles.
    gold: Vec<Lesson>,
    /// News that only the teacher has read.
    news: Vec<Lesson>,
}

impl Lessons {
    /// All of them, or without the annotated articles of the other half: those whose number modulo two is another.
    fn of(&self, half: Option<usize>) -> impl Iterator<Item = &Lesson> {
        let gold = self.gold.iter().enumerate().filter(move |(i, _)| half.is_none_or(|half| i % 2 == half));
        gold.map(|(_, lesson)| lesson).chain(&self.news)
    }

    /// Trains the first model.
    fn train_heads(&self, half: Option<usize>, settings: &Settings) -> Vec<u8> {
        let sequences = self.of(half).flat_map(|l| &l.heads).collect();
        sieved(&LabelSet::bioes(HEAD_KINDS), sequences, settings)
    }

    /// Adds what the annotation says is around the cues, seen where the first model, trained on the other half, finds heads.
    fn add_spans(&mut self, articles: &[Prepared], halves: &[Vec<u8>; 2]) -> Result<()> {
        for (i, (prepared, lesson)) in articles.iter().zip(&mut self.gold).enumerate() {
            let mut view = prepared.view();
            let model = Model::load(&halves[i % 2])?;
            let scores = spans::head_scores(&prepared.article, &view, &model, &mut Memory::default());
            view.set_heads(&spans::heads(&prepared.article, &scores, THRESHOLD));
            lesson.around = span_sequences(&view, &prepared.gold);
        }
        Ok(())
    }

    /// Trains the second model.
    fn train_spans(&self, half: Option<usize>, settings: &Settings) -> Vec<u8> {
        let sequences = self.of(half).flat_map(|l| &l.around).collect();
        sieved(&LabelSet::bioes(SPAN_KINDS), sequences, settings)
    }
}

/// Trains a model twice: with many rows, to see which features matter, then with those.
fn sieved(labels: &LabelSet, sequences: Vec<&Sequence>, settings: &Settings) -> Vec<u8> {
    let wide = Settings { max_rows: 200_000, epochs: 2, grain: 0.05, coarse_epochs: 0, ..settings.clone() };
    let wide = crf::train(labels, sequences.iter().copied(), &wide, |_, _| {});
    let Ok(model) = Model::load(&wide) else { return wide };
    crf::train_important(labels, sequences, settings, &|f| model.row(f).map_or(0.0, crf::length), |_, _| {})
}

/// What the first two models, trained on the other half, find in each half.
fn find(articles: &[Prepared], heads: &[Vec<u8>; 2], spans: &[Vec<u8>; 2]) -> Result<Vec<Vec<Raw>>> {
    let mut all = Vec::new();
    for (i, Prepared { article, names, quotes, .. }) in articles.iter().enumerate() {
        let models = Models {
            heads: Model::load(&heads[i % 2])?,
            spans: Model::load(&spans[i % 2])?,
            rank: Model::default(),
        };
        let found = spans::candidates(article, names, quotes, &models, &mut Memory::default());
        all.push(gloss::claims::tidy(article, quotes, found));
    }
    Ok(all)
}

/// The sequences of the third model: one for each candidate of an article.
fn rank_sequences(Prepared { article, names, quotes, gold }: &Prepared, found: &[Raw]) -> Vec<Sequence> {
    let parts: Vec<_> = found.iter().map(|r| score::raw_parts(article, r)).collect();
    let gold: Vec<_> = gold.iter().map(|g| score::gold_parts(article, g)).collect();
    let mut right = vec![false; found.len()];
    score::pair(article, &gold, &parts).iter().for_each(|p| right[p.found] = true);
    let mut all = Rows::default();
    rank::describe(article, names, quotes, found, &mut all);
    let sequence = |(k, right): (usize, bool)| {
        let mut rows = Rows::default();
        all.row(k).iter().for_each(|&f| rows.push(f));
        rows.end_row();
        Sequence { rows, gold: vec![Choice::only(u16::from(right))], weight: 1.0, ..Sequence::default() }
    };
    right.into_iter().enumerate().map(sequence).collect()
}

/// Trains the third model.
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

/// Scores what was found by models that have not learnt from the articles, ranked by such, too.
fn score_unseen(articles: &[Prepared], found: &[Vec<Raw>], ranks: &[Vec<Sequence>]) -> Result<Score> {
    let mut score = Score::default();
    for half in 0..2 {
        let rank = train_rank(ranks.iter().skip(1 - half).step_by(2).flatten());
        let rank = Model::load(&rank)?;
        for (prepared, found) in articles.iter().zip(found).skip(half).step_by(2) {
            let Prepared { article, names, quotes, .. } = prepared;
            let raws =
                gloss::claims::settle(article, names, quotes, found.clone(), &rank, &mut Memory::default());
            add(&mut score, prepared, &raws);
        }
    }
    Ok(score)
}

/// Scores the models on articles that they have not seen.
fn evaluate(dev: &[Prepared], models: &Models) -> Score {
    let mut score = Score::default();
    for prepared in dev {
        let Prepared { article, names, quotes, .. } = prepared;
        add(
            &mut score,
            prepared,
            &gloss::claims::attributions(article, names, quotes, models, &mut Memory::default()),
        );
    }
    score
}

/// Adds an article's attributions, but those inside another's content, to the score.
fn add(score: &mut Score, Prepared { article, gold, .. }: &Prepared, raws: &[Raw]) {
    let parents = gloss::claims::parents(article, raws);
    let top = raws.iter().zip(parents).filter(|(_, parent)| parent.is_none());
    let top: Vec<_> = top.map(|(raw, _)| score::raw_parts(article, raw)).collect();
    let gold: Vec<_> = gold.iter().map(|g| score::gold_parts(article, g)).collect();
    score.add(article, &gold, &top);
}

/// An article's sentences for the first model.
fn head_sequences(prepared: &Prepared) -> Lesson {
    let mut lesson = Lesson::default();
    let view = prepared.view();
    let labels = LabelSet::bioes(HEAD_KINDS);
    let mut cues: Vec<(Range<usize>, usize)> = Vec::new();
    for g in &prepared.gold {
        for &i in &g.cue {
            match cues.last_mut() {
                Some((range, _)) if range.end == i => range.end += 1,
                _ => cues.push((i..i + 1, 0)),
            }
        }
    }
    cues.sort_by_key(|(range, _)| range.start);
    for range in prepared.article.sentences.iter().flat_map(|s| gloss::tagger::runs(s.tokens.clone())) {
        let mut rows = Rows::default();
        range.clone().for_each(|i| view.head_row(i, &mut rows));
        let from = cues.partition_point(|(cue, _)| cue.end <= range.start);
        let to = cues.partition_point(|(cue, _)| cue.start < range.end);
        let inside =
            |r: &Range<usize>| r.start.max(range.start) - range.start..r.end.min(range.end) - range.start;
        let here: Vec<_> = cues[from..to.max(from)].iter().map(|(r, k)| (inside(r), *k)).collect();
        lesson.heads.push(Sequence {
            rows,
            gold: labels.encode(range.len(), &here),
            weight: 1.0,
            ..Sequence::default()
        });
    }
    lesson
}

/// An article's attributions for the second model.
fn span_sequences(view: &View, gold: &[Gold]) -> Vec<Sequence> {
    let sequence = |g: &Gold| {
        let head = g.head?;
        let window = view.window(head);
        let mut rows = Rows::default();
        view.span_rows(head, window.clone(), &mut rows);
        Some(Sequence { rows, gold: labels(g, head, window), weight: 1.0, ..Sequence::default() })
    };
    gold.iter().filter_map(sequence).collect()
}

/// The labels of a window around a cue.
fn labels(gold: &Gold, head: usize, window: Range<usize>) -> Vec<Choice> {
    let mut kinds: Vec<Option<usize>> = vec![None; window.len()];
    for (kind, list) in [(2, &gold.content), (0, &gold.cue), (1, &gold.source), (0, &vec![head])] {
        for i in list.iter().filter(|i| window.contains(i)) {
            kinds[i - window.start] = Some(kind);
        }
    }
    let mut spans: Vec<(Range<usize>, usize)> = Vec::new();
    for (i, kind) in kinds.iter().enumerate() {
        match (kind, spans.last_mut()) {
            (Some(kind), Some((range, last))) if range.end == i && last == kind => range.end += 1,
            (Some(kind), _) => spans.push((i..i + 1, *kind)),
            (None, _) => {}
        }
    }
    LabelSet::bioes(SPAN_KINDS).encode(window.len(), &spans)
}
