//! Trains the model that chooses the antecedents of "he" and "she" on our own corpus of news.
//!
//! Each pronoun of an annotated article gives one example for each person who could be meant. While an
//! article is read, the annotated antecedent is chosen, so that later examples see the right context.

use std::cell::RefCell;

use anyhow::Result;
use gloss::internal::Resources;
use gloss::internal::antecedents::{Candidate, Chooser, LABELS};
use gloss::internal::article::Article;
use gloss::internal::entities;
use gloss::internal::model::crf::Model;
use gloss::internal::model::crf::viterbi::Decoder;
use gloss::internal::model::features::Rows;
use gloss::internal::recognizer;
use gloss::text::Span;

use super::corpus::CodePoints;
use super::crf::{self, Sequence, Settings};
use super::labels::LabelSet;
use super::manifest::Entry;
use crate::corpora::Corpora;
use crate::corpus::{ANNOTATIONS, Annotation, Referent};

/// Trains and scores the model; returns its file and its manifest entry.
pub fn train(corpora: &Corpora, tune: &super::Tune) -> Result<(Vec<u8>, Entry)> {
    let resources = Resources::embedded()?;
    let mut settings = Settings {
        epochs: 12,
        min_count: 3,
        max_rows: 2_000,
        dropout: 0.3,
        rate: 0.03,
        ..Settings::default()
    };
    tune(&mut settings)?;
    let (train, dev) = (pronouns(corpora, "train", &resources)?, pronouns(corpora, "dev", &resources)?);
    let bytes = crf::train(&LabelSet::free(LABELS), train.iter().flat_map(|p| &p.candidates), &settings, |_, _| {});
    let model = Model::load(&bytes)?;
    let right = right_at(&model, &dev);
    eprintln!("antecedents: {} pronouns to learn from, {} on dev", train.len(), dev.len());
    for tenths in [0, 2, 3, 4, 5, 6, 7, 8] {
        let (given, right) = right(tenths as f32 / 10.0);
        let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        eprintln!(
            "  at least 0.{tenths}: {:.1} % right of the {given} given a name",
            percent(right, given)
        );
    }
    let (given, all_right) = right(0.0);
    let accuracy = 100.0 * all_right as f64 / given.max(1) as f64;
    drop(right);
    Ok((bytes.clone(), Entry { inputs: Vec::new(), scores: vec![("news dev, right of those named, %".to_owned(), accuracy)] }))
}

/// A pronoun with its candidates.
struct Pronoun {
    /// An example for each candidate: whether it is right.
    candidates: Vec<Sequence>,
    /// Whether each candidate has a name.
    named: Vec<bool>,
}

/// Returns a function that counts the pronouns for which a candidate with a name is the most probable one, at
/// least with this probability, and those for which it is right.
fn right_at<'a>(model: &'a Model, pronouns: &'a [Pronoun]) -> impl Fn(f32) -> (usize, usize) + 'a {
    move |least| {
        let mut decoder = Decoder::default();
        let (mut given, mut right) = (0, 0);
        for Pronoun { candidates, named } in pronouns {
            let mut score = |k: usize| (decoder.row_probability(model, &candidates[k].rows, 0), k);
            let best = (0..candidates.len()).map(&mut score).max_by(|a, b| a.0.total_cmp(&b.0));
            let Some((_, k)) = best.filter(|&(p, k)| p >= least && named[k]) else { continue };
            given += 1;
            right += usize::from(candidates[k].gold[0].has(1));
        }
        (given, right)
    }
}

/// Returns the annotated pronouns of a part of our corpus.
fn pronouns(corpora: &Corpora, split: &str, resources: &Resources) -> Result<Vec<Pronoun>> {
    let store = corpora.news()?;
    let mut found = Vec::new();
    for article in store.articles.iter().filter(|a| a.split == split) {
        let (text, annotation) = (store.text(article)?, store.annotation(article, ANNOTATIONS)?);
        let read = Article::read(&text, &resources.parser);
        let names = recognizer::find(&read, &resources.recognizer);
        let gold = Gold::new(&read, &annotation);
        entities::build(&read, &names, resources.kb, &gold);
        found.extend(gold.found.into_inner());
    }
    Ok(found)
}

/// Chooses the annotated antecedents and records an example for each candidate.
struct Gold<'a> {
    article: &'a Article<'a>,
    /// The place of each annotated pronoun or noun phrase with whom it means.
    references: Vec<(Span, &'a [Referent])>,
    /// The place of each annotated name with the key of its entity.
    names: Vec<(Span, &'a str)>,
    found: RefCell<Vec<Pronoun>>,
}

impl<'a> Gold<'a> {
    fn new(article: &'a Article, annotation: &'a Annotation) -> Self {
        let points = CodePoints::new(article.text);
        let references = annotation.references.iter();
        let names = annotation.names.iter();
        Self {
            article,
            references: references
                .map(|r| (points.span(r.place.start, r.place.end), r.referents.as_slice()))
                .collect(),
            names: names.map(|n| (points.span(n.place.start, n.place.end), n.entity.as_str())).collect(),
            found: RefCell::default(),
        }
    }

    fn is_right(&self, candidate: &Candidate, referents: &[Referent]) -> bool {
        let token = |i: usize| self.article.span(i..i + 1);
        referents.iter().any(|referent| match (referent, candidate.name) {
            (Referent::Entity(key), Some(name)) => {
                self.names.iter().any(|(span, entity)| span.overlaps(token(name)) && entity == key)
            }
            // Somebody without a name is described by the words of the first mention.
            (Referent::Unnamed(description), None) => {
                let noun = self.article.word(candidate.token).to_lowercase();
                let is_pronoun = self.article.tag(candidate.token) == gloss::internal::pos::Pos::Pron;
                is_pronoun || description.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|w| w == noun)
            }
            _ => false,
        })
    }
}

impl Chooser for Gold<'_> {
    fn choose(&self, pronoun: usize, candidates: &[Candidate], rows: &Rows) -> Option<(usize, f32)> {
        let place = self.article.span(pronoun..pronoun + 1);
        let (_, referents) = self.references.iter().find(|(span, _)| *span == place)?;
        let right: Vec<bool> = candidates.iter().map(|c| self.is_right(c, referents)).collect();
        let examples = right.iter().enumerate().map(|(k, &right)| Sequence::of_row(rows.row(k), right.into()));
        self.found.borrow_mut().push(Pronoun {
            candidates: examples.collect(),
            named: candidates.iter().map(|c| c.name.is_some()).collect(),
        });
        right.iter().position(|&right| right).map(|k| (k, 1.0))
    }
}
