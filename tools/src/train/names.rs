//! Trains the name recogniser on worldwide newswire.

use std::collections::HashSet;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};
use gloss::mentions::features::View;
use gloss::mentions::lists::Lists;
use gloss::mentions::{recognise, spans};
use gloss::tagger::features::Rows;
use gloss::tagger::model::Model;
use gloss::tagger::runs;

use super::corpus::{self, Named};
use super::crf::{self, Sequence, Settings};
use super::labels::LabelSet;
use super::manifest::Entry;
use super::teach::{self, FOLDS, Lesson};

const TRAIN: &str = "names/worldwide.train.ndjson";
const DEV: &str = "names/worldwide.dev.ndjson";
/// News whose names nobody has annotated.
const UNANNOTATED: &str = "attribution/polnear.train.ndjson";

/// What the recogniser knows beforehand; made by `train lists`.
const LISTS: &str = "models/lists.bin";

/// The kinds that the recogniser tells apart: those of its corpus.
const KINDS: [&str; 9] =
    ["Person", "Location", "Organization", "NORP", "Date", "Misc", "Money", "Facility", "Product"];

/// Trains and scores; returns the model file and what the manifest says of it.
pub fn train(corpora: &Path, tune: &super::Tune) -> Result<(Vec<u8>, Entry)> {
    let bytes =
        std::fs::read(LISTS).with_context(|| format!("{LISTS} is missing: run `train lists` first"))?;
    let lists = Lists::load(&bytes).ok().with_context(|| format!("{LISTS} is damaged"))?;
    let mut documents = corpus::named(&corpus::path(corpora, TRAIN)?)?;
    let mut parts: Vec<Option<usize>> = (0..documents.len()).map(|i| Some(i % FOLDS)).collect();
    recase(&mut documents, &mut parts);
    let annotated = documents.len();
    documents.extend(corpus::unnamed(&corpus::path(corpora, UNANNOTATED)?)?);
    parts.resize(documents.len(), None);
    let dev = corpus::named(&corpus::path(corpora, DEV)?)?;
    let labels = LabelSet::bioes(&KINDS);
    let mut settings =
        Settings { epochs: 8, hidden: 32, max_rows: 76_000, dropout: 0.6, grain: 0.6, ..Settings::default() };
    tune(&mut settings)?;
    let start = std::time::Instant::now();
    let mut lessons: Vec<Lesson> =
        documents.iter().zip(parts).map(|(d, part)| lesson(d, part, &lists, &labels)).collect();
    let larger = Settings {
        hidden: 64,
        max_rows: 400_000,
        grain: 0.05,
        dropout: 0.6,
        epochs: 6,
        coarse_epochs: 0,
        ..settings.clone()
    };
    let first = teach::teachers(&lessons, &labels, &larger);
    teach::add_second_pass(&mut lessons, &first)?;
    let weights = teach::importance(&lessons, &first)?;
    eprintln!("names, second teachers from {:.0} s", start.elapsed().as_secs_f32());
    let teachers = teach::teachers(&lessons, &labels, &larger);
    teach::add_opinions(&mut lessons, &teachers)?;
    let mut ondev: Vec<Lesson> = dev.iter().map(|d| lesson(d, None, &lists, &labels)).collect();
    teach::add_second_pass(&mut ondev, &first)?;
    teach::add_opinions(&mut ondev, &teachers)?;
    eprintln!("teachers: {:?}", score_opinions(&ondev, &labels));
    // What no first pass could know are features of the second, which are few and all wanted.
    let importance = |feature: u32| weights.get(&feature).map_or(1e20, |w| w + 0.001);
    let mut scores = Vec::new();
    let sequences = lessons[..if settings.trust < 0.0 { annotated } else { lessons.len() }]
        .iter()
        .flat_map(|l| &l.sequences);
    let bytes = crf::train_important(&labels, sequences, &settings, &importance, |epoch, model| {
        scores = score(model, &dev, &lists);
        let all: Vec<String> = scores.iter().map(|(k, f)| format!("{k} {f:.1}")).collect();
        eprintln!("names, pass {epoch}, {:.0} s: {}", start.elapsed().as_secs_f32(), all.join(", "));
    });
    let inputs = [TRAIN, UNANNOTATED, DEV].map(String::from).to_vec();
    let scores = scores.into_iter().map(|(k, f)| (format!("worldwide.dev {k}, exact F1"), f)).collect();
    Ok((bytes, Entry { inputs, scores }))
}

/// The gold names of a document as token ranges and kinds; edge habits evened out by the tokens.
fn gold(document: &Named) -> Vec<(Range<usize>, usize)> {
    let kind = |name: &str| KINDS.iter().position(|k| *k == name);
    document.names.iter().filter_map(|(s, k)| Some((document.text.tokens_in(*s), kind(k)?))).collect()
}

impl Named {
    fn view(&self, lists: &Lists) -> View<'_> {
        View::new(&self.text.words, &self.text.sentences, lists)
    }

    /// The runs of tokens that are decoded, in order.
    pub fn runs(&self) -> impl Iterator<Item = Range<usize>> {
        self.text.sentences.iter().flat_map(|s| runs(s.tokens.clone()))
    }
}

/// A document with the first-pass features and the gold labels of its runs.
fn lesson<'d>(document: &'d Named, part: Option<usize>, lists: &Lists, labels: &LabelSet) -> Lesson<'d> {
    let view = document.view(lists);
    let gold = labels.encode(document.text.tokens.len(), &gold(document));
    let sequence = |run: Range<usize>| {
        let mut rows = Rows::default();
        view.extract(run.clone(), &mut rows);
        let gold = if part.is_some() { whole(&gold[run], labels) } else { Vec::new() };
        Sequence { rows, gold, weight: 1.0, ..Sequence::default() }
    };
    let sequences = document.runs().map(sequence).collect();
    Lesson { document, view, part, sequences }
}

/// One document in so many is learnt from in capitals too, and one in so many in lower case.
const RECASED: usize = 10;

/// Adds copies of some documents in other case, each to the part of its like.
fn recase(documents: &mut Vec<Named>, parts: &mut Vec<Option<usize>>) {
    for i in 0..documents.len() {
        if i % RECASED == 3 || i % RECASED == 7 {
            documents.push(documents[i].recased(i % RECASED == 3));
            parts.push(parts[i]);
        }
    }
}

/// Gold labels of a sentence, where a name that crosses its edge is left out.
fn whole(gold: &[u16], labels: &LabelSet) -> Vec<u16> {
    let found: Vec<(Range<usize>, usize)> =
        spans(gold, &labels.names.iter().map(String::as_str).collect::<Vec<_>>())
            .filter_map(|(range, kind)| Some((range, KINDS.iter().position(|k| *k == kind)?)))
            .collect();
    labels.encode(gold.len(), &found)
}

/// Exact F1 in percent, over all kinds and for each.
fn score(model: &Model, documents: &[Named], lists: &Lists) -> Vec<(String, f64)> {
    let mut tally = Tally::default();
    for d in documents {
        let mut found = Vec::new();
        recognise(&d.view(lists), &d.text.sentences, model, |run, decoder| {
            let spans = spans(decoder.path(), model.labels());
            found.extend(spans.map(|(range, kind)| (range.start + run.start..range.end + run.start, kind)));
        });
        tally.add(d, found);
    }
    tally.f1()
}

/// The same of the teachers' mean.
fn score_opinions(lessons: &[Lesson], labels: &LabelSet) -> Vec<(String, f64)> {
    let names: Vec<&str> = labels.names.iter().map(String::as_str).collect();
    let mut tally = Tally::default();
    for lesson in lessons {
        let mut found = Vec::new();
        for (sequence, run) in lesson.sequences.iter().zip(lesson.document.runs()) {
            let path = labels.best_path(&sequence.taught);
            let spans = spans(&path, &names);
            found.extend(spans.map(|(range, kind)| (range.start + run.start..range.end + run.start, kind)));
        }
        tally.add(lesson.document, found);
    }
    tally.f1()
}

/// Names found and right, found and wrong, missed; by kind, and all kinds last.
#[derive(Default)]
struct Tally([[u32; 3]; KINDS.len() + 1]);

impl Tally {
    fn add<'k>(&mut self, document: &Named, found: impl IntoIterator<Item = (Range<usize>, &'k str)>) {
        let number = |kind: &str| KINDS.iter().position(|k| *k == kind).unwrap_or(0);
        let found: HashSet<_> =
            found.into_iter().map(|(range, kind)| (trim(document, range), number(kind))).collect();
        let gold: HashSet<_> =
            gold(document).into_iter().map(|(range, kind)| (trim(document, range), kind)).collect();
        let right = found.intersection(&gold).map(|x| (x.1, 0));
        let wrong = found.difference(&gold).map(|x| (x.1, 1));
        for (kind, at) in right.chain(wrong).chain(gold.difference(&found).map(|x| (x.1, 2))) {
            self.0[kind][at] += 1;
            self.0[KINDS.len()][at] += 1;
        }
    }

    /// Exact F1 in percent, over all kinds and for each.
    fn f1(&self) -> Vec<(String, f64)> {
        let f1 = |[right, wrong, missed]: [u32; 3]| {
            200.0 * f64::from(right) / f64::from((2 * right + wrong + missed).max(1))
        };
        std::iter::once(("all".to_string(), f1(self.0[KINDS.len()])))
            .chain(KINDS.iter().zip(self.0).map(|(k, c)| (k.to_string(), f1(c))))
            .collect()
    }
}

/// Edge habits evened out as the scorer does: no leading article, no trailing possessive.
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
