//! Throughput of every stage and of all stages together, native and on one thread, and the time to load the
//! resources.
//!
//! Texts are the gold articles, one long text made of them, texts that are hard to process, and the
//! development split of the names corpus where it lies beside the repository (the gold articles otherwise).

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

#[path = "../tests/linear_texts/mod.rs"]
mod linear_texts;

use std::cell::OnceCell;
use std::fmt;
use std::fs;
use std::path::Path;

use divan::Bencher;
use divan::counter::CharsCount;
use gloss::document::Document;
use gloss::document::Entity;
use gloss::document::Value;
use gloss::internal::Resources;
use gloss::internal::antecedents::AntecedentModel;
use gloss::internal::article::Article;
use gloss::internal::attribution;
use gloss::internal::attribution::UnresolvedClaim;
use gloss::internal::attribution::speakers::{Evidence, probability};
use gloss::internal::check_worthiness;
use gloss::internal::document::segments;
use gloss::internal::entities;
use gloss::internal::recognizer;
use gloss::internal::recognizer::Name;
use gloss::internal::render::wire;
use gloss::internal::syntax::quotations;
use gloss::internal::syntax::quotations::Quotes;
use gloss::internal::tokens;
use gloss::internal::values;
use gloss::text::Unit;
use gloss::{Annotator, Options};

/// Minimum number of words of the long text.
const LONG: usize = 20_000;
/// Number of repetitions in a hard text.
const REPETITIONS: usize = 300;

/// Texts to annotate.
#[derive(Clone, Copy)]
enum Texts {
    Short,
    Long,
    Hard,
    News,
}

const TEXTS: [Texts; 4] = [Texts::Short, Texts::Long, Texts::Hard, Texts::News];

impl fmt::Display for Texts {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Short => "short",
            Self::Long => "long",
            Self::Hard => "hard",
            Self::News => "news",
        })
    }
}

/// Texts and the output of every stage, as input of later stages.
struct Stages {
    annotator: Annotator,
    resources: Resources,
    characters: usize,
    texts: Vec<&'static str>,
    articles: Vec<Article<'static>>,
    names: Vec<Vec<Name>>,
    values: Vec<Vec<Value>>,
    entities: Vec<Vec<Entity>>,
    quotes: Vec<Quotes>,
    drafts: Vec<Vec<UnresolvedClaim>>,
    documents: Vec<Document>,
}

impl Stages {
    fn new(texts: Vec<String>) -> Self {
        let texts: Vec<&'static str> = texts.into_iter().map(|text| &*text.leak()).collect();
        let mut stages = Self {
            annotator: Annotator::embedded().unwrap(),
            resources: Resources::embedded().unwrap(),
            characters: texts.iter().map(|text| text.chars().count()).sum(),
            texts,
            articles: Vec::new(),
            names: Vec::new(),
            values: Vec::new(),
            entities: Vec::new(),
            quotes: Vec::new(),
            drafts: Vec::new(),
            documents: Vec::new(),
        };
        stages.articles = stages.each(|r, i| Article::read(r.texts[i], &r.resources.parser));
        stages.names = stages.each(names);
        stages.values = stages.each(values);
        stages.entities = stages.each(entities);
        stages.quotes = stages.each(|r, i| quotations::find(&r.articles[i]));
        stages.drafts = stages.each(drafts);
        stages.documents = stages.each(document);
        stages
    }

    fn each<T>(&self, stage: fn(&Self, usize) -> T) -> Vec<T> {
        (0..self.texts.len()).map(|i| stage(self, i)).collect()
    }

    /// Returns the stages of these texts, run once a thread.
    fn of(texts: Texts) -> &'static Self {
        thread_local! {
            static STAGES: [OnceCell<&'static Stages>; TEXTS.len()] = const { [const { OnceCell::new() }; TEXTS.len()] };
        }
        let make = || match texts {
            Texts::Short => gold(),
            Texts::Long => vec![long()],
            Texts::Hard => linear_texts::TEXTS.map(|(_, text)| text(REPETITIONS)).to_vec(),
            Texts::News => news().unwrap_or_else(gold),
        };
        STAGES.with(|stages| *stages[texts as usize].get_or_init(|| Box::leak(Box::new(Self::new(make())))))
    }
}

/// Texts of the gold articles.
fn gold() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/articles");
    let text = |page: String| {
        let (_, rest) = page.split_once("```text\n")?;
        Some(rest.split_once("\n```")?.0.to_owned())
    };
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.filter_map(|file| text(fs::read_to_string(file).unwrap())).collect()
}

/// News of the names corpus, if it is there.
fn news() -> Option<Vec<String>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/names/worldwide.dev.ndjson");
    let lines = fs::read_to_string(file).ok()?;
    let text = |line: &str| {
        let document: serde_json::Value = serde_json::from_str(line).unwrap();
        document["text"].as_str().unwrap().to_owned()
    };
    Some(lines.lines().map(text).collect())
}

/// Gold articles, repeated until there are [`LONG`] words.
fn long() -> String {
    let gold = gold();
    let (mut text, mut words) = (String::new(), 0);
    for part in gold.iter().cycle() {
        if words >= LONG {
            break;
        }
        words += part.split_whitespace().count();
        text.extend([part, "\n\n"]);
    }
    text
}

fn names(r: &Stages, i: usize) -> Vec<Name> {
    recognizer::find(&r.articles[i], &r.resources.recognizer)
}

fn values(r: &Stages, i: usize) -> Vec<Value> {
    let (published, _) = values::published(&r.articles[i], None);
    values::find(&r.articles[i], &r.names[i], published, &mut Default::default())
}

fn entities(r: &Stages, i: usize) -> Vec<Entity> {
    entities::build(
        &r.articles[i],
        &r.names[i],
        r.resources.kb,
        &AntecedentModel::new(&r.resources.antecedents),
    )
}

fn drafts(r: &Stages, i: usize) -> Vec<UnresolvedClaim> {
    let (article, models) = (&r.articles[i], &r.resources.attribution);
    let (credits, mut reading) =
        (attribution::credits::find_credits(article), attribution::network::Inference::new(&models.network));
    attribution::find_claims(
        article,
        &r.names[i],
        &r.quotes[i],
        &credits,
        models,
        &mut reading,
        &mut Default::default(),
    )
}

fn document(r: &Stages, i: usize) -> Document {
    r.annotator.annotate(r.texts[i], &Options::default())
}

/// Times a stage over all texts.
fn time<T>(bencher: Bencher, texts: Texts, stage: fn(&Stages, usize) -> T) {
    let stages = Stages::of(texts);
    bencher.counter(CharsCount::new(stages.characters)).bench_local(|| stages.each(stage));
}

fn main() {
    divan::Divan::from_args().sample_count(9).sample_size(1).main();
}

/// Checks and loads every model, as when the page is opened.
#[divan::bench]
fn load_resources() -> bool {
    Annotator::embedded().is_ok()
}

#[divan::bench(args = TEXTS)]
fn tokens(bencher: Bencher, texts: Texts) {
    time(bencher, texts, |r, i| tokens::tokenize(r.texts[i]));
}

#[divan::bench(args = TEXTS)]
fn tokens_sentences_words(bencher: Bencher, texts: Texts) {
    time(bencher, texts, |r, i| Article::untagged(r.texts[i]));
}

/// Tokens, sentences and names, without parts of speech.
#[divan::bench(args = TEXTS)]
fn tokens_and_names(bencher: Bencher, texts: Texts) {
    time(bencher, texts, |r, i| recognizer::find(&Article::untagged(r.texts[i]), &r.resources.recognizer));
}

#[divan::bench(args = TEXTS)]
fn tokens_and_parts_of_speech(bencher: Bencher, texts: Texts) {
    time(bencher, texts, |r, i| Article::read(r.texts[i], &r.resources.parser));
}

#[divan::bench(args = TEXTS)]
fn names_without_tokens(bencher: Bencher, texts: Texts) {
    time(bencher, texts, names);
}

#[divan::bench(args = TEXTS)]
fn dates_and_amounts(bencher: Bencher, texts: Texts) {
    time(bencher, texts, values);
}

#[divan::bench(args = TEXTS)]
fn entity_clusters(bencher: Bencher, texts: Texts) {
    time(bencher, texts, entities);
}

/// Claims with resolved sources.
#[divan::bench(args = TEXTS)]
fn claims(bencher: Bencher, texts: Texts) {
    time(bencher, texts, |r, i| {
        let score = |evidence: &Evidence| probability(evidence, &r.resources.attribution.speakers);
        let claims = drafts(r, i).into_iter();
        attribution::resolve(&r.articles[i], claims, &r.entities[i], &r.values[i], score)
    });
}

#[divan::bench(args = TEXTS)]
fn check_worthiness(bencher: Bencher, texts: Texts) {
    time(bencher, texts, |r, i| {
        check_worthiness::Assessor::new(
            &r.articles[i],
            &r.resources.check_worthiness,
            &r.resources.recognizer.gazetteer,
            &r.names[i],
            &r.values[i],
        )
        .sentences(&r.drafts[i], &r.quotes[i])
    });
}

#[divan::bench(args = TEXTS)]
fn everything(bencher: Bencher, texts: Texts) {
    time(bencher, texts, document);
}

#[divan::bench(args = TEXTS)]
fn segments(bencher: Bencher, texts: Texts) {
    time(bencher, texts, |r, i| segments::flatten(&r.documents[i], r.texts[i]));
}

#[divan::bench(args = TEXTS)]
fn json(bencher: Bencher, texts: Texts) {
    time(bencher, texts, |r, i| {
        serde_json::to_string(&wire::document(&r.documents[i], r.texts[i], Unit::Utf16)).unwrap()
    });
}
