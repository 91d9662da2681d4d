//! Trains the name recogniser on worldwide newswire, on other corpora and on the soft labels of teachers.

use std::collections::HashSet;
use std::ops::Range;

use anyhow::{Context, Result};
use gloss::internal::gazetteer::Gazetteer;
use gloss::internal::gazetteer::class;
use gloss::internal::model::crf::Model;
use gloss::internal::model::crf::runs;
use gloss::internal::model::features::Rows;
use gloss::internal::recognizer::features::DocumentView;
use gloss::internal::recognizer::for_each_stretch;
use gloss::internal::recognizer::spans;

use super::corpus::{self, Named};
use super::crf::{self, LabelMask, Sequence, Settings};
use super::distillation::{self, Example, FOLDS};
use crate::corpora::Corpora;

use super::labels::LabelSet;
use super::manifest::Entry;
use super::name_corpora::{KINDS, NAME_CORPORA, NameCorpus, PRIMARY, named_news};
use super::names_teacher;

/// The articles for scoring.
const DEV: &str = "names/worldwide.dev.ndjson";
/// News without annotated names.
const UNANNOTATED: [&str; 2] = ["attribution/polnear.train.ndjson", "reading/basil.ndjson"];

/// Word clusters and lists of names; made by `cargo xtask train lists`.
pub const LISTS: &str = "models/lists.bin";

/// Trains and scores the model; returns its file and its manifest entry.
pub fn train(corpora: &Corpora, tune: &super::Tune) -> Result<(Vec<u8>, Entry)> {
    let bytes = std::fs::read(LISTS)
        .with_context(|| format!("{LISTS} is missing: run `cargo xtask train lists` first"))?;
    let lists = Gazetteer::load(&bytes).ok().with_context(|| format!("{LISTS} is damaged"))?;
    let documents = documents(corpora)?;
    let dev: Vec<(Named, Origin)> =
        corpus::named(&corpora.path(DEV)?)?.into_iter().map(|d| (d, None)).collect();
    let news_dev: Vec<(Named, Origin)> =
        named_news(corpora, "dev")?.into_iter().map(|d| (d, Some((1, 0)))).collect();
    let labels = LabelSet::bioes(&KINDS);
    let mut settings = Settings {
        epochs: 8,
        coarse_epochs: 4,
        hidden: 32,
        max_rows: 80_000,
        dropout: 0.5,
        grain: 1.7,
        ..Settings::default()
    };
    tune(&mut settings)?;
    let mut dev_examples = examples(&dev, &lists, &labels);
    let mut examples = examples(&documents, &lists, &labels);
    let read = examples.iter_mut().filter(|e| e.uses_soft_labels).chain(&mut dev_examples);
    names_teacher::read(read, labels.names.len())?;
    let weights = distillation::distill(&mut examples, &mut dev_examples, &labels, &settings)?;
    for sequence in examples.iter_mut().filter(|e| !e.uses_soft_labels).flat_map(|e| &mut e.sequences) {
        sequence.gold.fill(LabelMask::ANY);
        sequence.style = 0;
    }
    eprintln!(
        "names, average of the teachers: {}",
        format_scores(&score_soft_labels(&dev_examples, &labels))
    );

    // Features without a weight in the first pass belong to the second; they are few, and all are kept.
    let importance = |feature: u32| weights.get(&feature).map_or(1e20, |w| w + 0.001);
    let mut scores = Vec::new();
    // The teachers were trained on every corpus; the small model follows the guidelines of the primary one.
    let sequences = examples.iter().flat_map(|e| &e.sequences);
    let bytes = crf::train_important(&labels, sequences, &settings, &importance, |epoch, model| {
        scores = score(model, &dev, &lists);
        let news = score(model, &news_dev, &lists);
        eprintln!("names, pass {epoch}: {}; news dev: {}", format_scores(&scores), format_scores(&news));
    });
    let annotated = NAME_CORPORA.iter().flat_map(|corpus| corpus.files);
    let inputs = annotated.chain(&UNANNOTATED).chain([&DEV]).map(|f| f.to_string()).collect();
    let scores = scores.into_iter().map(|(k, f)| (format!("worldwide.dev {k}, exact F1"), f)).collect();
    Ok((bytes, Entry { inputs, scores }))
}

/// Trains the large teachers, which label the articles of the primary corpora, the news without annotated
/// names and the articles for scoring.
pub fn teach(corpora: &Corpora) -> Result<()> {
    let bytes = std::fs::read(LISTS).with_context(|| format!("reading {LISTS}"))?;
    let lists = Gazetteer::load(&bytes)?;
    let labels = LabelSet::bioes(&KINDS);
    let documents = documents(corpora)?;
    let dev = corpus::named(&corpora.path(DEV)?)?;
    let annotation = |(document, origin): &(Named, Origin)| {
        let example = example(document, *origin, &lists, &labels);
        // Tokens between runs are not decoded.
        let mut allowed = vec![LabelMask::ANY; document.text.tokens.len()];
        for (sequence, run) in example.sequences.iter().zip(document.runs()) {
            allowed[run].copy_from_slice(&sequence.gold);
        }
        origin.map(|(_, fold)| (allowed, fold % 2))
    };
    let read = documents.iter().filter(|(_, origin)| origin.is_none_or(|(corpus, _)| corpus < PRIMARY));
    let read = read.map(|d| names_teacher::Article { document: &d.0, annotation: annotation(d) });
    let dev = dev.iter().map(|document| names_teacher::Article { document, annotation: None });
    names_teacher::teach(&read.chain(dev).collect::<Vec<_>>(), labels.names.len())
}

/// The corpus and the fold of an annotated document.
type Origin = Option<(usize, usize)>;

/// Reads all training documents.
fn documents(corpora: &Corpora) -> Result<Vec<(Named, Origin)>> {
    let mut documents = Vec::new();
    for (number, corpus) in NAME_CORPORA.iter().enumerate() {
        let read = corpus.read(corpora)?.into_iter().enumerate();
        documents.extend(read.map(|(i, document)| (document, Some((number, i % FOLDS)))));
    }
    recase(&mut documents);
    let kept = corpora.news()?.kept_for_measuring();
    for file in UNANNOTATED.into_iter().filter(|file| corpora.has(file)) {
        let unannotated = corpus::named(&corpora.path(file)?)?;
        let unannotated = unannotated.into_iter().filter(|d| !kept.contains(&d.id));
        documents.extend(unannotated.map(|document| (document, None)));
    }
    Ok(documents)
}

fn format_scores(scores: &[(String, f64)]) -> String {
    scores.iter().map(|(kind, f1)| format!("{kind} {f1:.1}")).collect::<Vec<_>>().join(", ")
}

/// Returns the gold names of a document as ranges of tokens and kinds.
fn gold(document: &Named) -> Vec<(Range<usize>, usize)> {
    let kind = |name: &str| {
        let own = || NAME_CORPORA[1].kinds(name, false).first().copied();
        KINDS.iter().position(|k| *k == name).or_else(own)
    };
    document.names.iter().filter_map(|(s, k)| Some((document.text.tokens_in(*s), kind(k)?))).collect()
}

impl Named {
    fn view(&self, lists: &Gazetteer) -> DocumentView<'_> {
        DocumentView::new(&self.text.words, &self.text.spellings, &self.text.sentences, lists)
    }

    /// Returns the runs of tokens that are decoded, in order.
    pub fn runs(&self) -> impl Iterator<Item = Range<usize>> {
        self.text.sentences.iter().flat_map(|s| runs(s.tokens.clone()))
    }
}

/// Returns the documents as training data.
fn examples<'d>(documents: &'d [(Named, Origin)], lists: &Gazetteer, labels: &LabelSet) -> Vec<Example<'d>> {
    documents.iter().map(|(document, origin)| example(document, *origin, lists, labels)).collect()
}

/// Extracts the first-pass features and the gold labels of the runs of a document.
fn example<'d>(document: &'d Named, origin: Origin, lists: &Gazetteer, labels: &LabelSet) -> Example<'d> {
    let view = document.view(lists);
    let corpus = origin.map_or(0, |(corpus, _)| corpus);
    let style = (corpus + 1).saturating_sub(PRIMARY);
    let kinds = |range: &Range<usize>, label: &str| {
        let is_people = lists.classes(view.phrase_key(range.clone())) & class::PEOPLE != 0;
        NAME_CORPORA[corpus].kinds(label, is_people)
    };
    let names: Vec<(Range<usize>, &[usize])> = document
        .names
        .iter()
        .map(|(span, label)| {
            let range = document.text.tokens_in(*span);
            let kinds = kinds(&range, label);
            (range, kinds)
        })
        .collect();
    let sequence = |run: Range<usize>| {
        let mut rows = Rows::default();
        view.extract(run.clone(), &mut rows);
        let gold = match origin {
            Some(_) => masks(&names, run, &NAME_CORPORA[corpus], labels),
            None => vec![LabelMask::ANY; run.len()],
        };
        Sequence { rows, gold, style, weight: 1.0, ..Sequence::default() }
    };
    let sequences = document.runs().map(sequence).collect();
    let fold = origin.map(|(_, fold)| fold);
    Example { document, view, fold, uses_soft_labels: style == 0, reading: Vec::new(), sequences }
}

/// Returns the labels that a corpus allows for the tokens of a run. Names across the boundary of the run are
/// skipped.
fn masks(
    names: &[(Range<usize>, &[usize])],
    run: Range<usize>,
    corpus: &NameCorpus,
    labels: &LabelSet,
) -> Vec<LabelMask> {
    let inside = |r: &Range<usize>| r.start >= run.start && r.end <= run.end;
    let moved = |r: &Range<usize>| r.start - run.start..r.end - run.start;
    let here = names.iter().filter(|(r, _)| inside(r));
    let (mapped, unmapped): (Vec<_>, Vec<_>) = here.partition(|(_, kinds)| !kinds.is_empty());
    let mapped: Vec<_> = mapped.into_iter().map(|(r, kinds)| (moved(r), kinds.to_vec())).collect();
    let mut masks = labels.masks(run.len(), &mapped, corpus.unannotated);
    unmapped.into_iter().for_each(|(r, _)| masks[moved(r)].fill(LabelMask::ANY));
    masks
}

/// One document in this many is also used in capitals.
const CAPITALS: usize = 12;
/// One document in this many is also used in lower case.
const LOWER: usize = 6;

/// Adds copies of some documents in changed case, each to the fold of its original (data augmentation).
fn recase(documents: &mut Vec<(Named, Origin)>) {
    for i in 0..documents.len() {
        let in_capitals = i % CAPITALS == 3;
        if in_capitals || i % LOWER == 1 {
            documents.push((documents[i].0.recased(in_capitals), documents[i].1));
        }
    }
}

/// Scores a model: exact F1 in percent, over all kinds and for each.
fn score(model: &Model, documents: &[(Named, Origin)], lists: &Gazetteer) -> Vec<(String, f64)> {
    let mut tally = Tally::default();
    for (d, _) in documents {
        let mut found = Vec::new();
        for_each_stretch(&d.view(lists), &d.text.sentences, model, |run, decoder| {
            let spans = spans(decoder.path(), model.labels());
            found.extend(spans.map(|(range, kind)| (range.start + run.start..range.end + run.start, kind)));
        });
        tally.add(d, found);
    }
    tally.f1()
}

/// Scores the average of the teachers in the same way.
fn score_soft_labels(examples: &[Example], labels: &LabelSet) -> Vec<(String, f64)> {
    let names: Vec<&str> = labels.names.iter().map(String::as_str).collect();
    let mut tally = Tally::default();
    for example in examples {
        let mut found = Vec::new();
        for (sequence, run) in example.sequences.iter().zip(example.document.runs()) {
            let path = labels.best_path(&sequence.soft_labels);
            let spans = spans(&path, &names);
            found.extend(spans.map(|(range, kind)| (range.start + run.start..range.end + run.start, kind)));
        }
        tally.add(example.document, found);
    }
    tally.f1()
}

/// Numbers of right, wrong and missed names, by kind; all kinds last.
#[derive(Default)]
struct Tally([[u32; 3]; KINDS.len() + 1]);

impl Tally {
    fn add<'k>(&mut self, document: &Named, found: impl IntoIterator<Item = (Range<usize>, &'k str)>) {
        let number = |kind: &str| KINDS.iter().position(|k| *k == kind).unwrap_or(0);
        // Our own corpus has no dates and amounts among its names.
        let own = |kind: &str| NAME_CORPORA[1].knows(kind) && !KINDS.contains(&kind);
        let is_own = document.names.iter().any(|(_, kind)| own(kind));
        let counts = |kind: &str| !is_own || NAME_CORPORA[1].unannotated.iter().all(|&k| KINDS[k] != kind);
        let found: HashSet<_> = found
            .into_iter()
            .filter(|(_, kind)| counts(kind))
            .map(|(range, kind)| (trim(document, range), number(kind)))
            .collect();
        let gold: HashSet<_> =
            gold(document).into_iter().map(|(range, kind)| (trim(document, range), kind)).collect();
        let right = found.intersection(&gold).map(|x| (x.1, 0));
        let wrong = found.difference(&gold).map(|x| (x.1, 1));
        for (kind, at) in right.chain(wrong).chain(gold.difference(&found).map(|x| (x.1, 2))) {
            self.0[kind][at] += 1;
            self.0[KINDS.len()][at] += 1;
        }
    }

    /// Returns exact F1 in percent, over all kinds and for each.
    fn f1(&self) -> Vec<(String, f64)> {
        let f1 = |[right, wrong, missed]: [u32; 3]| {
            200.0 * f64::from(right) / f64::from((2 * right + wrong + missed).max(1))
        };
        std::iter::once(("all".to_string(), f1(self.0[KINDS.len()])))
            .chain(KINDS.iter().zip(self.0).map(|(k, c)| (k.to_string(), f1(c))))
            .collect()
    }
}

/// Normalises the boundaries of a name as the scorer does: removes a leading article and a trailing
/// possessive.
fn trim(document: &Named, mut range: Range<usize>) -> Range<usize> {
    let word = |i: usize| document.text.tokens[i].span.of(&document.text.text);
    while range.len() > 1
        && matches!(
            word(range.start),
            "the" | "The" | "THE" | "a" | "A" | "an" | "An" | "\"" | "“" | "‘" | "'" | "’" | "(" | "[" | ","
        )
    {
        range.start += 1;
    }
    while range.len() > 1
        && matches!(word(range.end - 1), "'s" | "’s" | "'" | "’" | "\"" | "”" | ")" | "]" | "," | ";" | ":")
    {
        range.end -= 1;
    }
    range
}
