//! How fast each stage is, and all of them together: natively, on one thread, on short articles, on one long one, and on texts
//! made to be hard to read. And how long the models and the reference take to be ready.
//!
//! The articles are the project's own gold; the news is the development split of the names corpus where it lies beside the
//! repository.

#![expect(clippy::unwrap_used, reason = "it may stop at what cannot be")]

#[path = "../tests/growing/mod.rs"]
mod growing;

use std::cell::OnceCell;
use std::fmt;
use std::fs;
use std::path::Path;

use divan::Bencher;
use divan::counter::CharsCount;
use gloss::Options;
use gloss::document::Document;
use gloss::document::Entity;
use gloss::document::Value;
use gloss::internal::Resources;
use gloss::internal::article::Article;
use gloss::internal::attribution;
use gloss::internal::attribution::UnresolvedClaim;
use gloss::internal::check_worthiness;
use gloss::internal::document::segments;
use gloss::internal::entities;
use gloss::internal::pos;
use gloss::internal::recognizer;
use gloss::internal::recognizer::Name;
use gloss::internal::render::wire;
use gloss::internal::syntax::quotations;
use gloss::internal::syntax::quotations::Quotes;
use gloss::internal::tokens;
use gloss::internal::values;
use gloss::text::Unit;

/// How many words the long article has.
const LONG: usize = 20_000;
/// How often the pieces of a hard text are repeated.
const TIMES: usize = 300;

/// What is read.
#[derive(Clone, Copy)]
enum What {
    Short,
    Long,
    Hard,
    News,
}

const WHAT: [What; 4] = [What::Short, What::Long, What::Hard, What::News];

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Short => "short",
            Self::Long => "long",
            Self::Hard => "hard",
            Self::News => "news",
        })
    }
}

/// What each stage makes of some texts, for the next ones to read.
struct Read {
    resources: Resources,
    characters: usize,
    texts: Vec<&'static str>,
    untagged: Vec<Article<'static>>,
    articles: Vec<Article<'static>>,
    names: Vec<Vec<Name>>,
    values: Vec<Vec<Value>>,
    entities: Vec<Vec<Entity>>,
    quotes: Vec<Quotes>,
    drafts: Vec<Vec<UnresolvedClaim>>,
    documents: Vec<Document>,
}

impl Read {
    fn new(texts: Vec<String>) -> Self {
        let texts: Vec<&'static str> = texts.into_iter().map(|text| &*text.leak()).collect();
        let mut read = Self {
            resources: Resources::embedded().unwrap(),
            characters: texts.iter().map(|text| text.chars().count()).sum(),
            untagged: texts.iter().map(|text| Article::untagged(text)).collect(),
            texts,
            articles: Vec::new(),
            names: Vec::new(),
            values: Vec::new(),
            entities: Vec::new(),
            quotes: Vec::new(),
            drafts: Vec::new(),
            documents: Vec::new(),
        };
        read.articles = read.each(|r, i| Article::read(r.texts[i], &r.resources.pos));
        read.names = read.each(names);
        read.values = read.each(values);
        read.entities = read.each(entities);
        read.quotes = read.each(|r, i| quotations::find(&r.articles[i]));
        read.drafts = read.each(drafts);
        read.documents = read.each(all);
        read
    }

    fn each<T>(&self, stage: fn(&Self, usize) -> T) -> Vec<T> {
        (0..self.texts.len()).map(|i| stage(self, i)).collect()
    }

    /// Of these texts, made once.
    fn of(what: What) -> &'static Self {
        thread_local! {
            static READ: [OnceCell<&'static Read>; WHAT.len()] = const { [const { OnceCell::new() }; WHAT.len()] };
        }
        let texts = || match what {
            What::Short => gold(),
            What::Long => vec![long()],
            What::Hard => growing::TEXTS.map(|(_, text)| text(TIMES)).to_vec(),
            What::News => news().unwrap_or_else(gold),
        };
        READ.with(|read| *read[what as usize].get_or_init(|| Box::leak(Box::new(Self::new(texts())))))
    }
}

/// The texts of the gold articles.
fn gold() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/articles");
    let text = |page: String| {
        let (_, rest) = page.split_once("```text\n")?;
        Some(rest.split_once("\n```")?.0.to_owned())
    };
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.filter_map(|file| text(fs::read_to_string(file).unwrap())).collect()
}

/// The news of the corpus, if it is there.
fn news() -> Option<Vec<String>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/names/worldwide.dev.ndjson");
    let lines = fs::read_to_string(file).ok()?;
    let text = |line: &str| {
        let document: serde_json::Value = serde_json::from_str(line).unwrap();
        document["text"].as_str().unwrap().to_owned()
    };
    Some(lines.lines().map(text).collect())
}

/// The gold articles one after another, over and over.
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

fn names(r: &Read, i: usize) -> Vec<Name> {
    recognizer::find(&r.articles[i], &r.resources.recognizer)
}

fn values(r: &Read, i: usize) -> Vec<Value> {
    let (published, _) = values::published(&r.articles[i], None);
    values::find(&r.articles[i], &r.names[i], published, &mut Default::default())
}

fn entities(r: &Read, i: usize) -> Vec<Entity> {
    entities::build(&r.articles[i], &r.names[i], r.resources.kb)
}

fn drafts(r: &Read, i: usize) -> Vec<UnresolvedClaim> {
    let (article, models) = (&r.articles[i], &r.resources.attribution);
    let (credits, mut reading) =
        (attribution::credits::find(article), attribution::network::Reading::new(&models.network));
    attribution::draft(
        article,
        &r.names[i],
        &r.quotes[i],
        &credits,
        models,
        &mut reading,
        &mut Default::default(),
    )
}

fn all(r: &Read, i: usize) -> Document {
    gloss::internal::pipeline::annotate(r.texts[i], &r.resources, &Options::default())
}

/// Times a stage over all texts.
fn time<T>(bencher: Bencher, what: What, stage: fn(&Read, usize) -> T) {
    let read = Read::of(what);
    bencher.counter(CharsCount::new(read.characters)).bench_local(|| read.each(stage));
}

fn main() {
    divan::Divan::from_args().sample_count(9).sample_size(1).main();
}

/// From nothing, as when the page is opened.
#[divan::bench]
fn ready() -> bool {
    Resources::embedded().is_ok()
}

#[divan::bench(args = WHAT)]
fn tokens(bencher: Bencher, what: What) {
    time(bencher, what, |r, i| tokens::tokenize(r.texts[i]));
}

#[divan::bench(args = WHAT)]
fn tokens_sentences_words(bencher: Bencher, what: What) {
    time(bencher, what, |r, i| Article::untagged(r.texts[i]));
}

/// Without parts of speech, which names do not need.
#[divan::bench(args = WHAT)]
fn tokens_and_names(bencher: Bencher, what: What) {
    time(bencher, what, |r, i| recognizer::find(&Article::untagged(r.texts[i]), &r.resources.recognizer));
}

#[divan::bench(args = WHAT)]
fn parts_of_speech(bencher: Bencher, what: What) {
    time(bencher, what, |r, i| {
        let Article { words, spellings, sentences, .. } = &r.untagged[i];
        pos::tag(&r.resources.pos, words, spellings, sentences)
    });
}

#[divan::bench(args = WHAT)]
fn names_alone(bencher: Bencher, what: What) {
    time(bencher, what, names);
}

#[divan::bench(args = WHAT)]
fn dates_and_figures(bencher: Bencher, what: What) {
    time(bencher, what, values);
}

#[divan::bench(args = WHAT)]
fn who_is_who(bencher: Bencher, what: What) {
    time(bencher, what, entities);
}

/// With their sources.
#[divan::bench(args = WHAT)]
fn claims(bencher: Bencher, what: What) {
    time(bencher, what, |r, i| {
        attribution::resolve(&r.articles[i], drafts(r, i).into_iter(), &r.entities[i], &r.values[i])
    });
}

#[divan::bench(args = WHAT)]
fn worth_checking(bencher: Bencher, what: What) {
    time(bencher, what, |r, i| {
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

#[divan::bench(args = WHAT)]
fn everything(bencher: Bencher, what: What) {
    time(bencher, what, all);
}

#[divan::bench(args = WHAT)]
fn segments(bencher: Bencher, what: What) {
    time(bencher, what, |r, i| segments::flatten(&r.documents[i], r.texts[i]));
}

#[divan::bench(args = WHAT)]
fn json(bencher: Bencher, what: What) {
    time(bencher, what, |r, i| {
        serde_json::to_string(&wire::document(&r.documents[i], r.texts[i], Unit::Utf16)).unwrap()
    });
}
