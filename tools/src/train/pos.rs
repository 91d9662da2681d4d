//! Trains the part-of-speech model on the treebanks.

use anyhow::Result;
use gloss::internal::model::crf::Model;
use gloss::internal::model::crf::runs;
use gloss::internal::model::crf::viterbi::Decoder;
use gloss::internal::model::features::Rows;
use gloss::internal::pos;
use gloss::internal::pos::Pos;

use super::corpus::{self, Tagged};
use super::crf::{self, LabelMask, Sequence, Settings};
use super::labels::LabelSet;
use super::manifest::Entry;
use crate::corpora::Corpora;

/// The treebanks for training, and the one for scoring.
const TRAIN: [&str; 2] = ["syntax/gum.train.conllu", "syntax/ewt.conllu"];
const DEV: &str = "syntax/gum.dev.conllu";

/// Trains and scores the model; returns its file and its manifest entry.
pub fn train(corpora: &Corpora, tune: &super::Tune) -> Result<(Vec<u8>, Entry)> {
    let mut documents = Vec::new();
    for file in TRAIN {
        documents.extend(corpus::treebank(&corpora.path(file)?)?);
    }
    let dev = corpus::treebank(&corpora.path(DEV)?)?;
    let names: Vec<&str> = Pos::ALL.iter().map(|p| p.name()).collect();
    let sequences: Vec<Sequence> = documents.iter().flat_map(sequences).collect();
    let mut settings = Settings {
        epochs: 8,
        hidden: 24,
        max_rows: 12_000,
        min_count: 2,
        dropout: 0.4,
        rate: 0.1,
        grain: 0.4,
        ..Settings::default()
    };
    tune(&mut settings)?;
    let mut score = 0.0;
    let bytes = crf::train(&LabelSet::free(&names), &sequences, &settings, |epoch, model| {
        score = accuracy(model, &dev);
        eprintln!("pos, pass {epoch}: {score:.2} % of the tags of {DEV} right");
    });
    let inputs = TRAIN.iter().chain([&DEV]).map(|f| f.to_string()).collect();
    Ok((bytes, Entry { inputs, scores: vec![("gum.dev accuracy, %".into(), score)] }))
}

/// Maps the tags of a treebank to our tag.
pub fn label(upos: &str, xpos: &str) -> Pos {
    match (upos, xpos) {
        ("VERB", "VB") => Pos::VerbBase,
        ("VERB", "VBD") => Pos::VerbPast,
        ("VERB", "VBG") => Pos::VerbIng,
        ("VERB", "VBN") => Pos::VerbPart,
        ("VERB", _) => Pos::VerbPres,
        _ => Pos::ALL.into_iter().find(|p| p.name() == upos).unwrap_or(Pos::Other),
    }
}

fn gold(document: &Tagged) -> Vec<LabelMask> {
    let choice = |t: &(String, String)| LabelMask::only(label(&t.0, &t.1) as u16);
    document.tags.iter().map(|t| t.as_ref().map_or(LabelMask::ANY, choice)).collect()
}

fn sequences(document: &Tagged) -> Vec<Sequence> {
    let gold = gold(document);
    let sentences = document.text.sentences.iter().flat_map(|s| runs(s.tokens.clone()));
    sentences
        .map(|run| {
            let mut rows = Rows::default();
            pos::extract(&document.text.words[run.clone()], &document.text.spellings, &mut rows);
            Sequence { rows, gold: gold[run].to_vec(), weight: 1.0, ..Sequence::default() }
        })
        .collect()
}

/// Returns the share of tokens with the right tag, in percent.
fn accuracy(model: &Model, documents: &[Tagged]) -> f64 {
    let (mut right, mut all) = (0u32, 0u32);
    let mut decoder = Decoder::default();
    for s in documents.iter().flat_map(sequences) {
        let path = decoder.run(model, &s.rows, 0..s.rows.len());
        for (p, g) in path.iter().zip(&s.gold).filter(|&(_, &g)| g != LabelMask::ANY) {
            right += u32::from(g.has(*p as usize));
            all += 1;
        }
    }
    100.0 * f64::from(right) / f64::from(all.max(1))
}
