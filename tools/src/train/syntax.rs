//! Trains the tagger and parser on the treebanks: runs a Python program of `tools/teacher` and converts its
//! weights to model files.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use gloss::internal::gazetteer::Gazetteer;
use gloss::internal::model::cnn::LayerWriter;
use gloss::internal::model::crf::runs;
use gloss::internal::model::features::Rows;
use gloss::internal::parser::{Relation, token_rows};
use gloss::internal::pos::Pos;
use serde::Deserialize;

use super::corpus::{self, Arc, Tagged, write_numbers};
use super::labels::LabelSet;
use super::layers::{ConvBlock, Linear, Table, write_blocks};
use super::manifest::Entry;
use super::names::LISTS;
use super::python;
use crate::corpora::Corpora;
use crate::eval::syntax;
use crate::setup::{progress, root, run};

/// The treebanks for training.
const TRAIN: [&str; 2] = ["syntax/gum.train.conllu", "syntax/ewt.train.conllu"];

/// Gold that is unknown, and the head of a root.
const UNKNOWN: u32 = u32::MAX;
const ROOT: u32 = u32::MAX - 1;

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

/// Returns the folder of the training examples and of the weights.
fn folder() -> PathBuf {
    root().join("target/syntax")
}

/// Trains and scores the parser; returns its files and their manifest entries.
pub fn train(corpora: &Corpora) -> Result<Vec<super::Trained>> {
    let lists = fs::read(LISTS).with_context(|| format!("reading {}", LISTS))?;
    let lists = Gazetteer::load(&lists)?;
    let mut documents = Vec::new();
    for file in TRAIN {
        documents.extend(corpus::treebank(&corpora.path(file)?)?);
    }
    write(&folder(), &documents, &lists)?;
    progress("training the parser takes about ten minutes on two cores");
    let weights = folder().join("weights.json");
    run(python::program("syntax.py")?.arg(folder()).arg(&weights))?;
    let parser: Parser = serde_json::from_slice(&fs::read(weights)?)?;
    let (tokens, layers) = (parser.tokens.file(&LabelSet::free(&["token"])), parser.layers());
    let scores = syntax::score(&corpora.folder, &tokens, &layers, &lists)?;
    let inputs: Vec<String> = TRAIN.iter().chain(&syntax::DEV).map(|file| file.to_string()).collect();
    let entry = |scores| Entry { inputs: inputs.clone(), scores };
    Ok(vec![("syntax-tokens", (tokens, entry(scores))), ("syntax-layers", (layers, entry(Vec::new())))])
}

/// Writes the examples for the program: little-endian numbers of four bytes.
fn write(folder: &Path, documents: &[Tagged], lists: &Gazetteer) -> Result<()> {
    fs::create_dir_all(folder)?;
    let file = |kind: &str| File::create(folder.join(format!("train.{kind}"))).map(BufWriter::new);
    let (mut sizes, mut features, mut gold) = (file("runs")?, file("rows")?, file("gold")?);
    for Tagged { text, tags, arcs, .. } in documents {
        for run in text.sentences.iter().flat_map(|s| runs(s.tokens.clone())) {
            write_numbers(&mut sizes, [run.len() as u32])?;
            let mut rows = Rows::default();
            token_rows(&text.words, &text.spellings, lists, run.clone(), &mut rows);
            for (at, i) in run.clone().enumerate() {
                write_numbers(&mut features, rows.row(at).iter().copied())?;
                let tag = tags[i].as_ref().map_or(UNKNOWN, |(upos, xpos)| label(upos, xpos) as u32);
                let (head, name) = match &arcs[i] {
                    Some(Arc { head: None, .. }) => (ROOT, None),
                    Some(Arc { head: Some(head), relation }) if run.contains(head) => {
                        ((head - run.start) as u32, Some(relation))
                    }
                    _ => (UNKNOWN, None),
                };
                let relation = name.and_then(|name| Relation::of_name(name));
                let relation = relation.map_or(UNKNOWN, |relation| relation as u32);
                write_numbers(&mut gold, [tag, head, relation])?;
            }
        }
    }
    [sizes, features, gold].into_iter().try_for_each(|mut file| file.flush())?;
    Ok(())
}

/// The weights that the program writes.
#[derive(Deserialize)]
struct Parser {
    tokens: Table,
    input: Linear,
    blocks: Vec<ConvBlock>,
    tags: Linear,
    first: Arcs,
    from_heads: Linear,
    from_dependents: Linear,
    more_blocks: Vec<ConvBlock>,
    arcs: Arcs,
    relation_dependent: Linear,
    relation_head: Linear,
    relation_distances: Vec<f32>,
    relations: Linear,
}

/// A layer that scores heads.
#[derive(Deserialize)]
struct Arcs {
    dependent: Linear,
    head: Linear,
    distances: Vec<f32>,
    bias: Vec<f32>,
    root: Vec<f32>,
}

impl Arcs {
    fn write(&self, layers: &mut LayerWriter) {
        layers.integer(self.dependent.outputs());
        self.dependent.write(layers);
        self.head.write(layers);
        layers.floats(&self.distances);
        layers.floats(&self.bias);
        layers.floats(&self.root);
    }
}

impl Parser {
    fn layers(&self) -> Vec<u8> {
        let mut layers = LayerWriter::default();
        layers.integer(self.input.outputs());
        layers.integer(self.relation_dependent.outputs());
        self.input.write(&mut layers);
        write_blocks(&mut layers, &self.blocks);
        self.tags.write(&mut layers);
        self.first.write(&mut layers);
        self.from_heads.write(&mut layers);
        self.from_dependents.write(&mut layers);
        write_blocks(&mut layers, &self.more_blocks);
        self.arcs.write(&mut layers);
        self.relation_dependent.write(&mut layers);
        self.relation_head.write(&mut layers);
        layers.floats(&self.relation_distances);
        self.relations.write(&mut layers);
        layers.finish()
    }
}
