//! Trains the classifier of the kinds of names, which is finer and more accurate than the labels of the
//! recogniser.
//!
//! Each corpus has its own label set, and a label may allow several of our kinds. The first model learns the
//! kind that the rules choose among the allowed kinds; the second learns the choice of the first
//! (self-training).

use anyhow::Result;
use gloss::document::EntityKind as K;
use gloss::internal::Resources;
use gloss::internal::gazetteer::Gazetteer;
use gloss::internal::kb::EntryId;
use gloss::internal::kb::KnowledgeBase;
use gloss::internal::model::crf::Model;
use gloss::internal::model::crf::viterbi::Decoder;
use gloss::internal::model::features::Rows;
use gloss::internal::recognizer::kind_features::NamedArticle;
use gloss::internal::recognizer::kinds::KINDS;
use gloss::internal::recognizer::kinds::bit;
use gloss::internal::recognizer::kinds::by_rule;

use super::corpus::{self, Named, Text};
use super::crf::{self, LabelMask, Sequence, Settings};
use super::labels::LabelSet;
use super::manifest::Entry;
use crate::corpora::Corpora;
use crate::eval::names::gold_names;
use crate::eval::table::Split;

const WORLDWIDE: &str = "names/worldwide.train.ndjson";
const CROSSNER: [&str; 2] = ["names/crossner-politics.train.ndjson", "names/crossner-politics.dev.ndjson"];
const REDOCRED: [&str; 2] = ["chains/re-docred.dev.ndjson", "chains/re-docred.test.ndjson"];
const DEV: &str = "names/worldwide.dev.ndjson";

/// Returns the kinds that the label of a corpus may mean, as a bit set; 0 if the label is not for names.
pub fn meant(label: &str) -> u16 {
    let any = |kinds: &[K]| kinds.iter().fold(0, |set, &k| set | bit(k));
    match label {
        "Person" | "PER" | "PERSON" | "person" | "politician" => any(&[K::Person]),
        "Location" | "location" => any(&[K::Gpe, K::Location]),
        // Re-DocRED labels peoples as places.
        "LOC-docred" => any(&[K::Gpe, K::Location, K::Facility, K::Norp]),
        "Organization" | "ORG" | "organisation" => any(&[K::Organization]),
        "politicalparty" => any(&[K::Organization, K::Norp]),
        "NORP" => any(&[K::Norp]),
        "Facility" | "FAC" => any(&[K::Facility]),
        "Product" | "PRODUCT" => any(&[K::Product]),
        "country" | "GPE" => any(&[K::Gpe]),
        "LOC" => any(&[K::Location]),
        "event" | "election" | "EVENT" => any(&[K::Event]),
        "WORK_OF_ART" => any(&[K::WorkOfArt]),
        "LAW" => any(&[K::Law]),
        "LANGUAGE" => any(&[K::Language]),
        "Misc" => any(&[K::Event, K::WorkOfArt, K::Law, K::Language]),
        "misc" | "MISC" => any(&[K::Norp, K::Event, K::WorkOfArt, K::Law, K::Language, K::Product]),
        _ => 0,
    }
}

/// A name as a training example.
struct Example {
    rows: Rows,
    allowed: u16,
    /// The choice of the rules among the allowed kinds.
    rule: K,
    weight: f32,
}

/// Trains and scores the model; returns its file and its manifest entry.
pub fn train(corpora: &Corpora, tune: &super::Tune) -> Result<(Vec<u8>, Entry)> {
    let resources = Resources::embedded()?;
    let mut examples = Vec::new();
    for file in std::iter::once(WORLDWIDE).chain(CROSSNER) {
        for document in corpus::named(&corpora.path(file)?)? {
            examples.extend(examples_of(&document, &resources.recognizer.gazetteer, 1.0));
        }
    }
    for file in REDOCRED {
        for document in corpus::chained(&corpora.path(file)?, docred_label)? {
            examples.extend(examples_of(&document, &resources.recognizer.gazetteer, 0.5));
        }
    }
    for document in gold_names(Split::Tune)? {
        examples.extend(examples_of(&document, &resources.recognizer.gazetteer, 1.0));
    }
    examples.extend(from_kb(&resources.kb, &resources.recognizer.gazetteer));
    let dev: Vec<Example> = corpus::named(&corpora.path(DEV)?)?
        .iter()
        .flat_map(|d| examples_of(d, &resources.recognizer.gazetteer, 1.0))
        .collect();
    let mut settings = Settings { epochs: 6, max_rows: 10_000, grain: 0.9, ..Settings::default() };
    tune(&mut settings)?;
    let names: Vec<&str> = KINDS.iter().map(|k| k.label()).collect();
    let labels = LabelSet::free(&names);
    let (mut bytes, mut right) = (Vec::new(), 0.0);
    // The first model is not written, so its size does not matter.
    let first = Settings { max_rows: 200_000, grain: 0.1, ..settings.clone() };
    for (round, settings) in [(1, &first), (2, &settings)] {
        let before = Model::load(&bytes).unwrap_or_default();
        let sequences: Vec<Sequence> = examples.iter().map(|e| e.sequence(&before)).collect();
        let trained = crf::train(&labels, &sequences, settings, |epoch, model| {
            right = score(model, &dev);
            eprintln!("kinds, round {round}, pass {epoch}: {right:.1} % of the names of worldwide.dev");
        });
        bytes = trained;
    }
    let inputs = std::iter::once(WORLDWIDE).chain(CROSSNER).chain(REDOCRED).chain([DEV]).map(String::from);
    let scores = vec![("worldwide.dev, kind right by itself, %".to_string(), right)];
    Ok((bytes, Entry { inputs: inputs.collect(), scores }))
}

impl Example {
    /// Returns the kind to learn: the choice of the model among the allowed kinds, or of the rules without a
    /// model.
    fn sequence(&self, model: &Model) -> Sequence {
        let kind = if model.labels().len() == KINDS.len() {
            likeliest(model, &self.rows, self.allowed)
        } else {
            self.rule
        };
        let gold = KINDS.iter().position(|k| *k == kind).unwrap_or(0) as u16;
        Sequence {
            rows: self.rows.clone(),
            gold: vec![LabelMask::only(gold)],
            weight: self.weight,
            ..Sequence::default()
        }
    }
}

/// The likeliest of the allowed kinds.
fn likeliest(model: &Model, rows: &Rows, allowed: u16) -> K {
    let mut decoder = Decoder::default();
    decoder.run(model, rows, 0..1);
    decoder.compute_posteriors(model);
    let p = |k: K| if allowed & bit(k) != 0 { decoder.marginal(0, k as usize) } else { -1.0 };
    KINDS.into_iter().reduce(|best, k| if p(k) > p(best) { k } else { best }).unwrap_or(K::Event)
}

fn examples_of(document: &Named, lists: &Gazetteer, weight: f32) -> Vec<Example> {
    let text = &document.text;
    let names: Vec<_> = document
        .names
        .iter()
        .map(|(span, label)| (text.tokens_in(*span), meant(label)))
        .filter(|(tokens, allowed)| *allowed != 0 && !tokens.is_empty())
        .collect();
    let places: Vec<_> = names.iter().map(|(tokens, _)| tokens.clone()).collect();
    let page = NamedArticle::new(&text.text, &text.tokens, &text.words, &text.spellings, lists, &places);
    let example = |(tokens, allowed): (std::ops::Range<usize>, u16)| {
        let mut rows = Rows::default();
        page.row(tokens.clone(), false, &mut rows);
        Example { rows, allowed, rule: by_rule(&page, tokens, allowed), weight }
    };
    names.into_iter().map(example).collect()
}

/// Maximum number of names of each kind from the knowledge base, where names have no context.
const MOST_PER_KIND: usize = 2_500;

/// Returns names of the knowledge base as examples without context.
fn from_kb(kb: &KnowledgeBase, lists: &Gazetteer) -> Vec<Example> {
    let mut by_kind: Vec<Vec<String>> = vec![Vec::new(); KINDS.len()];
    for id in (0..kb.len() as u32).map(EntryId) {
        if let Some(record) = kb.record(id) {
            by_kind[record.class.kind() as usize].push(kb.label(id));
        }
    }
    let mut examples = Vec::new();
    for (kind, names) in KINDS.into_iter().zip(by_kind) {
        let step = names.len().div_ceil(MOST_PER_KIND).max(1);
        for name in names.into_iter().step_by(step) {
            let text = Text::read(name);
            let whole = 0..text.tokens.len();
            let page = NamedArticle::new(&text.text, &text.tokens, &text.words, &text.spellings, lists, &[]);
            let mut rows = Rows::default();
            page.row(whole, true, &mut rows);
            examples.push(Example { rows, allowed: bit(kind), rule: kind, weight: 0.3 });
        }
    }
    examples
}

/// Returns the label of a chain of Re-DocRED.
fn docred_label(chain: &corpus::Chain) -> Option<String> {
    match chain.kind.as_deref()? {
        "LOC" => Some("LOC-docred".to_owned()),
        kind => Some(kind.to_owned()),
    }
}

/// Returns the share of the names whose kind their label allows, in percent.
fn score(model: &Model, dev: &[Example]) -> f64 {
    let any = (1 << KINDS.len()) - 1;
    let right = dev.iter().filter(|e| e.allowed & bit(likeliest(model, &e.rows, any)) != 0).count();
    100.0 * right as f64 / dev.len().max(1) as f64
}
