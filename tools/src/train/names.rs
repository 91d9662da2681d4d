//! Trains the name recogniser on worldwide newswire.

use std::collections::HashSet;
use std::ops::Range;
use std::path::Path;

use anyhow::Result;
use gloss::mentions::{features::View, spans};
use gloss::tagger::features::Rows;
use gloss::tagger::model::Model;
use gloss::tagger::runs;
use gloss::tagger::viterbi::Decoder;

use super::corpus::{self, Named};
use super::crf::{self, Sequence, Settings};
use super::labels::LabelSet;
use super::manifest::Entry;

const TRAIN: &str = "names/worldwide.train.ndjson";
const DEV: &str = "names/worldwide.dev.ndjson";

/// The kinds that the recogniser tells apart: those of its corpus.
const KINDS: [&str; 9] =
    ["Person", "Location", "Organization", "NORP", "Date", "Misc", "Money", "Facility", "Product"];

/// Trains and scores; returns the model file and what the manifest says of it.
pub fn train(corpora: &Path, tune: &super::Tune) -> Result<(Vec<u8>, Entry)> {
    let documents = corpus::named(&corpus::path(corpora, TRAIN)?)?;
    let dev = corpus::named(&corpus::path(corpora, DEV)?)?;
    let labels = LabelSet::bioes(&KINDS);
    let sequences: Vec<Sequence> = documents.iter().flat_map(|d| sequences(d, &labels)).collect();
    let mut settings = Settings { hidden: 32, max_rows: 60_000, grain: 0.3, ..Settings::default() };
    tune(&mut settings)?;
    let mut scores = Vec::new();
    let start = std::time::Instant::now();
    let bytes = crf::train(&labels, &sequences, &settings, |epoch, model| {
        scores = score(model, &dev);
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

fn sequences(document: &Named, labels: &LabelSet) -> Vec<Sequence> {
    let text = &document.text;
    let view = View::new(&text.words, &text.sentences);
    let gold = labels.encode(text.tokens.len(), &gold(document));
    let sentences = text.sentences.iter().flat_map(|s| runs(s.tokens.clone()));
    sentences
        .map(|run| {
            let mut rows = Rows::default();
            view.extract(run.clone(), &mut rows);
            Sequence { rows, gold: whole(&gold[run], labels), weight: 1.0 }
        })
        .collect()
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
fn score(model: &Model, documents: &[Named]) -> Vec<(String, f64)> {
    let mut counts = [[0u32; 3]; KINDS.len() + 1];
    let (mut rows, mut decoder) = (Rows::default(), Decoder::default());
    for d in documents {
        let text = &d.text;
        let view = View::new(&text.words, &text.sentences);
        let mut found = HashSet::new();
        for run in text.sentences.iter().flat_map(|s| runs(s.tokens.clone())) {
            rows.clear();
            view.extract(run.clone(), &mut rows);
            let path = decoder.run(model, &rows, 0..run.len());
            for (range, kind) in spans(path, model.labels()) {
                let kind = KINDS.iter().position(|k| *k == kind).unwrap_or(0);
                found.insert((trim(d, range.start + run.start..range.end + run.start), kind));
            }
        }
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
