//! Trains the name recogniser on worldwide newswire.

use std::collections::HashSet;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};
use gloss::mentions::context::FirstPass;
use gloss::mentions::features::View;
use gloss::mentions::lists::Lists;
use gloss::mentions::{recognise, spans};
use gloss::tagger::features::{HashedMap, Rows};
use gloss::tagger::model::Model;
use gloss::tagger::runs;

use super::corpus::{self, Named};
use super::crf::{self, Sequence, Settings};
use super::labels::LabelSet;
use super::manifest::Entry;

const TRAIN: &str = "names/worldwide.train.ndjson";
const DEV: &str = "names/worldwide.dev.ndjson";

/// What the recogniser knows beforehand; made by `train lists`.
const LISTS: &str = "models/lists.bin";

/// The kinds that the recogniser tells apart: those of its corpus.
const KINDS: [&str; 9] =
    ["Person", "Location", "Organization", "NORP", "Date", "Misc", "Money", "Facility", "Product"];

/// Trains and scores; returns the model file and what the manifest says of it.
pub fn train(corpora: &Path, tune: &super::Tune) -> Result<(Vec<u8>, Entry)> {
    let mut documents = corpus::named(&corpus::path(corpora, TRAIN)?)?;
    let parts = recase(&mut documents);
    let dev = corpus::named(&corpus::path(corpora, DEV)?)?;
    let bytes =
        std::fs::read(LISTS).with_context(|| format!("{LISTS} is missing: run `train lists` first"))?;
    let lists = Lists::load(&bytes).ok().with_context(|| format!("{LISTS} is damaged"))?;
    let labels = LabelSet::bioes(&KINDS);
    let mut settings =
        Settings { epochs: 8, hidden: 32, max_rows: 76_000, dropout: 0.6, grain: 0.6, ..Settings::default() };
    tune(&mut settings)?;
    let views: Vec<View> = documents.iter().map(|d| d.view(&lists)).collect();
    let sequences: Vec<Vec<Sequence>> =
        documents.iter().zip(&views).map(|(d, v)| sequences(d, v, &labels)).collect();
    let (extra, importance) = second_pass(&documents, &parts, &views, &sequences, &labels, &settings);
    let mut scores = Vec::new();
    let start = std::time::Instant::now();
    let sequences: Vec<Sequence> = sequences.into_iter().flatten().collect();
    let bytes = crf::train_with_extra(&labels, &sequences, &extra, &settings, &importance, |epoch, model| {
        scores = score(model, &dev, &lists);
        let all: Vec<String> = scores.iter().map(|(k, f)| format!("{k} {f:.1}")).collect();
        eprintln!("names, pass {epoch}, {:.0} s: {}", start.elapsed().as_secs_f32(), all.join(", "));
    });
    let inputs = [TRAIN, DEV].map(String::from).to_vec();
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
    fn runs(&self) -> impl Iterator<Item = Range<usize>> {
        self.text.sentences.iter().flat_map(|s| runs(s.tokens.clone()))
    }
}

/// The first-pass features and the gold labels of every run of a document.
fn sequences(document: &Named, view: &View, labels: &LabelSet) -> Vec<Sequence> {
    let gold = labels.encode(document.text.tokens.len(), &gold(document));
    document
        .runs()
        .map(|run| {
            let mut rows = Rows::default();
            view.extract(run.clone(), &mut rows);
            Sequence { rows, gold: whole(&gold[run], labels), weight: 1.0 }
        })
        .collect()
}

/// In how many parts the documents are cut, so that each is read in a first pass by a model that has not seen it.
const FOLDS: usize = 4;
/// One document in so many is learnt from in capitals too, and one in so many in lower case.
const RECASED: usize = 10;

/// Adds copies of some documents in other case; returns the part that each document is in, copies with their like.
fn recase(documents: &mut Vec<Named>) -> Vec<usize> {
    let mut parts: Vec<usize> = (0..documents.len()).map(|i| i % FOLDS).collect();
    for i in 0..documents.len() {
        if i % RECASED == 3 || i % RECASED == 7 {
            documents.push(documents[i].recased(i % RECASED == 3));
            parts.push(i % FOLDS);
        }
    }
    parts
}

/// The second-pass features of every run, from first passes of models that were trained on the other documents; and
/// how much weight those models gave each first-pass feature.
fn second_pass(
    documents: &[Named],
    parts: &[usize],
    views: &[View],
    sequences: &[Vec<Sequence>],
    labels: &LabelSet,
    settings: &Settings,
) -> (Vec<Rows>, impl Fn(u32) -> f32 + use<>) {
    let settings = Settings { epochs: 4, max_rows: 200_000, grain: 0.1, ..settings.clone() };
    let mut extra: Vec<Vec<Rows>> = vec![Vec::new(); documents.len()];
    let rows = sequences.iter().flatten().map(|s| &s.rows);
    let mut weights: HashedMap<f32> =
        rows.flat_map(|r| (0..r.len()).flat_map(|i| r.row(i)).map(|&f| (f, 0.0))).collect();
    for fold in 0..FOLDS {
        let others: Vec<Sequence> = (0..documents.len())
            .filter(|&i| parts[i] != fold)
            .flat_map(|i| sequences[i].iter().cloned())
            .collect();
        let bytes = crf::train(labels, &others, &settings, |_, _| {});
        eprintln!("names, first pass for part {} of {FOLDS}", fold + 1);
        let Ok(model) = Model::load(&bytes) else { continue };
        for i in (0..documents.len()).filter(|&i| parts[i] == fold) {
            let first = FirstPass::run(&views[i], &documents[i].text.sentences, &model);
            extra[i].extend(documents[i].runs().map(|run| {
                let mut rows = Rows::default();
                first.extract(&views[i], run, &mut rows);
                rows
            }));
        }
        for (&feature, weight) in &mut weights {
            let row = model.row(feature).unwrap_or(&[]);
            *weight += row.iter().map(|&w| f32::from(w as i8).powi(2)).sum::<f32>().sqrt();
        }
    }
    // What no first pass could know are features of the second, which are few and all wanted.
    let importance = move |feature: u32| weights.get(&feature).map_or(1e20, |w| w + 0.001);
    (extra.into_iter().flatten().collect(), importance)
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
    let mut counts = [[0u32; 3]; KINDS.len() + 1];
    for d in documents {
        let mut found = HashSet::new();
        recognise(&d.view(lists), &d.text.sentences, model, |run, decoder| {
            for (range, kind) in spans(decoder.path(), model.labels()) {
                let kind = KINDS.iter().position(|k| *k == kind).unwrap_or(0);
                found.insert((trim(d, range.start + run.start..range.end + run.start), kind));
            }
        });
        let gold: HashSet<_> = gold(d).into_iter().map(|(range, kind)| (trim(d, range), kind)).collect();
        for (list, other, at) in [(&found, &gold, 1), (&gold, &found, 2)] {
            for x in list {
                let at = if other.contains(x) { 0 } else { at };
                if at > 0 || std::ptr::eq(list, &found) {
                    counts[x.1][at] += 1;
                    counts[KINDS.len()][at] += 1;
                }
            }
        }
    }
    let f1 = |[tp, fp, fneg]: [u32; 3]| 200.0 * f64::from(tp) / f64::from((2 * tp + fp + fneg).max(1));
    std::iter::once(("all".to_string(), f1(counts[KINDS.len()])))
        .chain(KINDS.iter().zip(counts).map(|(k, c)| (k.to_string(), f1(c))))
        .collect()
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
