//! Trains the model that chooses the antecedents of "he" and "she" on our own corpus of news and on GUM.
//!
//! Each pronoun of an annotated article gives one example for each person who could be meant. While an
//! article is read, the annotated antecedent is chosen, so that later examples see the right context.

use std::cell::RefCell;

use anyhow::Result;
use gloss::internal::Resources;
use gloss::internal::antecedents::{Candidate, Chooser};
use gloss::internal::article::Article;
use gloss::internal::attribution::rank::LABELS;
use gloss::internal::entities;
use gloss::internal::model::crf::Model;
use gloss::internal::model::crf::viterbi::Decoder;
use gloss::internal::model::features::Rows;
use gloss::internal::pos::Pos;
use gloss::internal::recognizer;
use gloss::text::Span;
use serde::Deserialize;

use super::corpus::{self, CodePoints};
use super::crf::{self, Sequence, Settings};
use super::labels::LabelSet;
use super::manifest::Entry;
use crate::corpora::Corpora;
use crate::corpus::{ANNOTATIONS, Annotation, Place, Referent};

/// Documents with coreference, also of people without a name.
const GUM: &str = "coref/gum.ndjson";

/// Weight of a pronoun in our own corpus relative to one in GUM.
const OWN_WEIGHT: f32 = 2.0;

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
    let (mut train, dev) = (pronouns(corpora, "train", &resources)?, pronouns(corpora, "dev", &resources)?);
    train.iter_mut().flat_map(|p| &mut p.candidates).for_each(|example| example.weight = OWN_WEIGHT);
    train.extend(gum_pronouns(corpora, &resources)?);
    let bytes =
        crf::train(&LabelSet::free(LABELS), train.iter().flat_map(|p| &p.candidates), &settings, |_, _| {});
    let right = |least| -> Result<(usize, usize)> { Ok(right_at(&Model::load(&bytes)?, &dev, least)) };
    eprintln!("antecedents: {} pronouns to learn from, {} on dev", train.len(), dev.len());
    for tenths in [0, 2, 3, 4, 5, 6, 7, 8] {
        let (given, right) = right(tenths as f32 / 10.0)?;
        let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        eprintln!("  at least 0.{tenths}: {:.1} % right of the {given} given a name", percent(right, given));
    }
    let (given, all_right) = right(0.0)?;
    let accuracy = 100.0 * all_right as f64 / given.max(1) as f64;
    let scores = vec![("news dev, right of those named, %".to_owned(), accuracy)];
    Ok((bytes, Entry { inputs: vec![GUM.into()], scores }))
}

/// A pronoun with its candidates.
struct Pronoun {
    /// An example for each candidate: whether it is right.
    candidates: Vec<Sequence>,
    /// Whether each candidate has a name.
    named: Vec<bool>,
}

/// Counts the pronouns for which a candidate with a name is the most probable one, at least with this
/// probability, and those for which it is right.
fn right_at(model: &Model, pronouns: &[Pronoun], least: f32) -> (usize, usize) {
    let mut decoder = Decoder::default();
    let (mut given, mut right) = (0, 0);
    for Pronoun { candidates, named } in pronouns {
        let score = |k: usize| (decoder.row_probability(model, &candidates[k].rows, 0), k);
        let best = (0..candidates.len()).map(score).max_by(|a, b| a.0.total_cmp(&b.0));
        let Some((_, k)) = best.filter(|&(p, k)| p >= least && named[k]) else { continue };
        given += 1;
        right += usize::from(candidates[k].gold[0].has(1));
    }
    (given, right)
}

/// Returns the annotated pronouns of a part of our corpus.
fn pronouns(corpora: &Corpora, split: &str, resources: &Resources) -> Result<Vec<Pronoun>> {
    let store = corpora.news()?;
    let mut found = Vec::new();
    for article in store.articles.iter().filter(|a| a.split == split) {
        let (text, annotation) = (store.text(article)?, store.annotation(article, ANNOTATIONS)?);
        found.extend(read(&text, &OwnGold::new(&text, &annotation), resources));
    }
    Ok(found)
}

/// Returns the annotated pronouns of the documents of GUM for training.
fn gum_pronouns(corpora: &Corpora, resources: &Resources) -> Result<Vec<Pronoun>> {
    let documents = corpus::read_lines(&corpora.path(GUM)?, |document: GumDocument| document)?;
    let train = documents.into_iter().filter(|document| document.split == "train");
    Ok(train.flat_map(|document| read(&document.text, &GumGold::new(&document), resources)).collect())
}

/// Reads a text, choosing the annotated antecedents, and returns an example for each candidate.
fn read(text: &str, gold: &dyn Gold, resources: &Resources) -> Vec<Pronoun> {
    let article = Article::read(text, &resources.parser);
    let names = recognizer::find(&article, &resources.recognizer);
    let recorder = Recorder { article: &article, gold, found: RefCell::default() };
    entities::build(&article, &names, resources.kb, &recorder);
    recorder.found.into_inner()
}

/// An annotation that tells whom pronouns mean.
trait Gold {
    /// Returns whether each of these candidates is the antecedent of a pronoun; `None` if the pronoun is not
    /// annotated.
    fn right(&self, article: &Article, pronoun: Span, candidates: &[Candidate]) -> Option<Vec<bool>>;
}

/// Chooses the annotated antecedents and records an example for each candidate.
struct Recorder<'a> {
    article: &'a Article<'a>,
    gold: &'a dyn Gold,
    found: RefCell<Vec<Pronoun>>,
}

impl Chooser for Recorder<'_> {
    fn choose(&self, pronoun: usize, candidates: &[Candidate], rows: &Rows) -> Option<(usize, f32)> {
        let right = self.gold.right(self.article, self.article.span(pronoun..pronoun + 1), candidates)?;
        let examples =
            right.iter().enumerate().map(|(k, &right)| Sequence::of_row(rows.row(k), right.into()));
        self.found.borrow_mut().push(Pronoun {
            candidates: examples.collect(),
            named: candidates.iter().map(|c| c.name.is_some()).collect(),
        });
        right.iter().position(|&right| right).map(|k| (k, 1.0))
    }
}

/// The annotation of an article of our corpus.
struct OwnGold<'a> {
    /// The place of each annotated pronoun or noun phrase with whom it means.
    references: Vec<(Span, &'a [Referent])>,
    /// The place of each annotated name with the key of its entity.
    names: Vec<(Span, &'a str)>,
}

impl<'a> OwnGold<'a> {
    fn new(text: &str, annotation: &'a Annotation) -> Self {
        let points = CodePoints::new(text);
        let span = |place: &Place| points.span(place.start, place.end);
        let references = annotation.references.iter().map(|r| (span(&r.place), r.referents.as_slice()));
        let names = annotation.names.iter().map(|n| (span(&n.place), n.entity.as_str()));
        Self { references: references.collect(), names: names.collect() }
    }

    fn is_right(&self, article: &Article, candidate: &Candidate, referents: &[Referent]) -> bool {
        let token = |i: usize| article.span(i..i + 1);
        referents.iter().any(|referent| match (referent, candidate.name) {
            (Referent::Entity(key), Some(name)) => {
                self.names.iter().any(|(span, entity)| span.overlaps(token(name)) && entity == key)
            }
            // Somebody without a name is described by the words of the first mention.
            (Referent::Unnamed(description), None) => {
                let noun = article.word(candidate.token).to_lowercase();
                article.tag(candidate.token) == Pos::Pron
                    || description.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|w| w == noun)
            }
            _ => false,
        })
    }
}

impl Gold for OwnGold<'_> {
    fn right(&self, article: &Article, pronoun: Span, candidates: &[Candidate]) -> Option<Vec<bool>> {
        let (_, referents) = self.references.iter().find(|(span, _)| *span == pronoun)?;
        Some(candidates.iter().map(|c| self.is_right(article, c, referents)).collect())
    }
}

/// A document of GUM with its mentions.
#[derive(Deserialize)]
struct GumDocument {
    split: String,
    text: String,
    mentions: Vec<GumMention>,
}

#[derive(Deserialize)]
struct GumMention {
    start: usize,
    end: usize,
    entity: u32,
    /// The part of the mention that stands for it.
    head: (usize, usize),
}

/// The annotation of a document of GUM.
struct GumGold {
    /// The place of each mention, its head, and its entity.
    mentions: Vec<(Span, Span, u32)>,
}

impl GumGold {
    fn new(document: &GumDocument) -> Self {
        let points = CodePoints::new(&document.text);
        let mention =
            |m: &GumMention| (points.span(m.start, m.end), points.span(m.head.0, m.head.1), m.entity);
        Self { mentions: document.mentions.iter().map(mention).collect() }
    }
}

impl Gold for GumGold {
    fn right(&self, article: &Article, pronoun: Span, candidates: &[Candidate]) -> Option<Vec<bool>> {
        let &(_, _, wanted) = self.mentions.iter().find(|(span, ..)| *span == pronoun)?;
        let is_right = |candidate: &Candidate| {
            let token = article.span(candidate.token..candidate.token + 1);
            self.mentions.iter().any(|(_, head, entity)| *entity == wanted && head.overlaps(token))
        };
        Some(candidates.iter().map(is_right).collect())
    }
}
