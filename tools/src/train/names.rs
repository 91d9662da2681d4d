//! Trains the name recogniser: on worldwide newswire first, on other corpora and on what teachers say beside it.

use std::collections::HashSet;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};
use gloss::internal::model::crf::Model;
use gloss::internal::model::crf::runs;
use gloss::internal::model::features::Rows;
use gloss::internal::recognizer::features::DocumentView;
use gloss::internal::recognizer::for_each_stretch;
use gloss::internal::recognizer::gazetteer::Gazetteer;
use gloss::internal::recognizer::gazetteer::class;
use gloss::internal::recognizer::spans;

use super::corpus::{self, Named};
use super::crf::{self, Choice, Sequence, Settings};
use super::desks::{DESKS, Desk, KINDS};
use super::labels::LabelSet;
use super::manifest::Entry;
use super::teach::{self, FOLDS, Lesson};

/// The articles that it is scored on.
const DEV: &str = "names/worldwide.dev.ndjson";
/// News whose names nobody has annotated.
const UNANNOTATED: &str = "attribution/polnear.train.ndjson";

/// What the recogniser knows beforehand; made by `train lists`.
const LISTS: &str = "models/lists.bin";

/// Trains and scores; returns the model file and what the manifest says of it.
pub fn train(corpora: &Path, tune: &super::Tune) -> Result<(Vec<u8>, Entry)> {
    let bytes =
        std::fs::read(LISTS).with_context(|| format!("{LISTS} is missing: run `train lists` first"))?;
    let lists = Gazetteer::load(&bytes).ok().with_context(|| format!("{LISTS} is damaged"))?;
    let documents = documents(corpora)?;
    let dev: Vec<(Named, Place)> =
        corpus::named(&corpus::path(corpora, DEV)?)?.into_iter().map(|d| (d, None)).collect();
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
    let mut exam = lessons(&dev, &lists, &labels);
    let mut lessons = lessons(&documents, &lists, &labels);
    let weights = teach::educate(&mut lessons, &mut exam, &labels, &settings)?;
    for sequence in lessons.iter_mut().filter(|l| !l.open).flat_map(|l| &mut l.sequences) {
        sequence.gold.fill(Choice::ANY);
        sequence.style = 0;
    }
    eprintln!("names, the teachers together: {}", in_words(&score_opinions(&exam, &labels)));

    // What no first pass could know are features of the second, which are few and all wanted.
    let importance = |feature: u32| weights.get(&feature).map_or(1e20, |w| w + 0.001);
    let mut scores = Vec::new();
    // The teachers have learnt from every corpus; what is small learns one set of habits.
    let sequences = lessons.iter().flat_map(|l| &l.sequences);
    let bytes = crf::train_important(&labels, sequences, &settings, &importance, |epoch, model| {
        scores = score(model, &dev, &lists);
        eprintln!("names, pass {epoch}: {}", in_words(&scores));
    });
    let annotated = DESKS.iter().flat_map(|d| d.files);
    let inputs = annotated.chain(&[UNANNOTATED, DEV]).map(|f| f.to_string()).collect();
    let scores = scores.into_iter().map(|(k, f)| (format!("worldwide.dev {k}, exact F1"), f)).collect();
    Ok((bytes, Entry { inputs, scores }))
}

/// The corpus and the part that a document is in, where it is annotated.
type Place = Option<(usize, usize)>;

/// Everything that is learnt from.
fn documents(corpora: &Path) -> Result<Vec<(Named, Place)>> {
    let mut documents = Vec::new();
    for (style, desk) in DESKS.iter().enumerate() {
        let read = desk.read(corpora)?.into_iter().enumerate();
        documents.extend(read.map(|(i, document)| (document, Some((style, i % FOLDS)))));
    }
    recase(&mut documents);
    let unannotated = corpus::named(&corpus::path(corpora, UNANNOTATED)?)?;
    documents.extend(unannotated.into_iter().map(|document| (document, None)));
    Ok(documents)
}

fn in_words(scores: &[(String, f64)]) -> String {
    scores.iter().map(|(kind, f1)| format!("{kind} {f1:.1}")).collect::<Vec<_>>().join(", ")
}

/// The gold names of a document as token ranges and kinds; edge habits evened out by the tokens.
fn gold(document: &Named) -> Vec<(Range<usize>, usize)> {
    let kind = |name: &str| KINDS.iter().position(|k| *k == name);
    document.names.iter().filter_map(|(s, k)| Some((document.text.tokens_in(*s), kind(k)?))).collect()
}

impl Named {
    fn view(&self, lists: &Gazetteer) -> DocumentView<'_> {
        DocumentView::new(&self.text.words, &self.text.spellings, &self.text.sentences, lists)
    }

    /// The runs of tokens that are decoded, in order.
    pub fn runs(&self) -> impl Iterator<Item = Range<usize>> {
        self.text.sentences.iter().flat_map(|s| runs(s.tokens.clone()))
    }
}

/// The documents as training sees them.
fn lessons<'d>(documents: &'d [(Named, Place)], lists: &Gazetteer, labels: &LabelSet) -> Vec<Lesson<'d>> {
    documents.iter().map(|(document, place)| lesson(document, *place, lists, labels)).collect()
}

/// A document with the first-pass features and the gold labels of its runs.
fn lesson<'d>(document: &'d Named, place: Place, lists: &Gazetteer, labels: &LabelSet) -> Lesson<'d> {
    let view = document.view(lists);
    let style = place.map_or(0, |(style, _)| style);
    let kinds = |range: &Range<usize>, label: &str| {
        let is_people = lists.classes(view.phrase_key(range.clone())) & class::PEOPLE != 0;
        DESKS[style].kinds(label, is_people)
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
        let gold = match place {
            Some(_) => choices(&names, run, &DESKS[style], labels),
            None => vec![Choice::ANY; run.len()],
        };
        Sequence { rows, gold, style, weight: 1.0, ..Sequence::default() }
    };
    let sequences = document.runs().map(sequence).collect();
    Lesson { document, view, part: place.map(|(_, part)| part), open: style == 0, sequences }
}

/// What a corpus allows the tokens of a run to be. Names that cross the run's edge are left out.
fn choices(
    names: &[(Range<usize>, &[usize])],
    run: Range<usize>,
    desk: &Desk,
    labels: &LabelSet,
) -> Vec<Choice> {
    let inside = |r: &Range<usize>| r.start >= run.start && r.end <= run.end;
    let moved = |r: &Range<usize>| r.start - run.start..r.end - run.start;
    let here = names.iter().filter(|(r, _)| inside(r));
    let (said, unsaid): (Vec<_>, Vec<_>) = here.partition(|(_, kinds)| !kinds.is_empty());
    let said: Vec<_> = said.into_iter().map(|(r, kinds)| (moved(r), kinds.to_vec())).collect();
    let mut choices = labels.choices(run.len(), &said, desk.unsaid);
    unsaid.into_iter().for_each(|(r, _)| choices[moved(r)].fill(Choice::ANY));
    choices
}

/// One document in so many is learnt from in capitals too.
const CAPITALS: usize = 12;
/// One document in so many is learnt from in lower case too.
const LOWER: usize = 6;

/// Adds copies of some documents in other case, each to the part of its like.
fn recase(documents: &mut Vec<(Named, Place)>) {
    for i in 0..documents.len() {
        let in_capitals = i % CAPITALS == 3;
        if in_capitals || i % LOWER == 1 {
            documents.push((documents[i].0.recased(in_capitals), documents[i].1));
        }
    }
}

/// Exact F1 in percent, over all kinds and for each.
fn score(model: &Model, documents: &[(Named, Place)], lists: &Gazetteer) -> Vec<(String, f64)> {
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
