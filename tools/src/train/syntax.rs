//! Trains the tagger and parser on the treebanks, and on news that a larger parser labels: runs the programs of
//! `tools/teacher` and converts the weights to model files.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use gloss::internal::gazetteer::Gazetteer;
use gloss::internal::model::cnn::LayerWriter;
use gloss::internal::model::crf::runs;
use gloss::internal::model::features::Rows;
use gloss::internal::parser::{Relation, token_rows};
use gloss::internal::pos::Pos;
use serde::Deserialize;

use super::attribution::teacher::unannotated;
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

/// The news that the large parser labels.
const NEWS: [&str; 3] = ["names/worldwide.train.ndjson", "reading/te3-silver.ndjson", "reading/basil.ndjson"];

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

/// Trains the large parser and has it label news.
pub fn teach(corpora: &Corpora) -> Result<()> {
    write_examples(corpora)?;
    progress("training the large parser takes a quarter of an hour on two cores");
    run(python::program("syntax_teacher.py")?.arg(folder()))
}

/// Trains and scores the parser; returns its files and their manifest entries.
pub fn train(corpora: &Corpora) -> Result<Vec<super::Trained>> {
    ensure!(
        folder().join("news.gold").exists(),
        "there are no labels of news in {}: run train syntax-teacher first",
        folder().display()
    );
    let lists = write_examples(corpora)?;
    let lists = Gazetteer::load(&lists)?;
    progress("training the parser takes half an hour on two cores");
    let weights = folder().join("weights.json");
    run(python::program("syntax.py")?.arg(folder()).arg(&weights))?;
    let parser: Parser = serde_json::from_slice(&fs::read(weights)?)?;
    let (tokens, layers) = (parser.tokens.file(&LabelSet::free(&["token"])), parser.layers());
    let scores = syntax::score(&corpora.folder, &tokens, &layers, &lists)?;
    let inputs: Vec<String> =
        TRAIN.iter().chain(&NEWS).chain(&syntax::DEV).map(|file| file.to_string()).collect();
    let entry = |scores| Entry { inputs: inputs.clone(), scores };
    Ok(vec![("syntax-tokens", (tokens, entry(scores))), ("syntax-layers", (layers, entry(Vec::new())))])
}

/// Writes the treebanks and the news for the programs; returns the lists of words that the features read.
fn write_examples(corpora: &Corpora) -> Result<Vec<u8>> {
    let bytes = fs::read(LISTS).with_context(|| format!("reading {}", LISTS))?;
    let lists = Gazetteer::load(&bytes)?;
    fs::create_dir_all(folder())?;
    let mut treebanks = Examples::create(&folder(), "train")?;
    let mut gold = File::create(folder().join("train.gold")).map(BufWriter::new)?;
    for file in TRAIN {
        for document in corpus::treebank(&corpora.path(file)?)? {
            treebanks.add(&document.text, &lists)?;
            write_gold(&document, &mut gold)?;
        }
    }
    gold.flush()?;
    treebanks.finish()?;
    let mut news = Examples::create(&folder(), "news")?;
    for text in unannotated(corpora, &NEWS)? {
        news.add(&corpus::Text::read(text), &lists)?;
    }
    news.finish()?;
    Ok(bytes)
}

/// The files of examples for the programs: the words of each run, one run per line, and as little-endian
/// numbers of four bytes the number of its tokens and their features.
struct Examples {
    words: BufWriter<File>,
    sizes: BufWriter<File>,
    features: BufWriter<File>,
}

impl Examples {
    fn create(folder: &Path, name: &str) -> Result<Self> {
        let file = |kind: &str| File::create(folder.join(format!("{name}.{kind}"))).map(BufWriter::new);
        Ok(Self { words: file("words")?, sizes: file("runs")?, features: file("rows")? })
    }

    fn add(&mut self, text: &corpus::Text, lists: &Gazetteer) -> Result<()> {
        for run in text.sentences.iter().flat_map(|s| runs(s.tokens.clone())) {
            let words: Vec<&str> = text.tokens[run.clone()].iter().map(|t| t.span.of(&text.text)).collect();
            serde_json::to_writer(&mut self.words, &words)?;
            writeln!(self.words)?;
            write_numbers(&mut self.sizes, [run.len() as u32])?;
            let mut rows = Rows::default();
            token_rows(&text.words, &text.spellings, lists, run.clone(), &mut rows);
            (0..run.len())
                .try_for_each(|at| write_numbers(&mut self.features, rows.row(at).iter().copied()))?;
        }
        Ok(())
    }

    fn finish(self) -> Result<()> {
        [self.words, self.sizes, self.features].into_iter().try_for_each(|mut file| file.flush())?;
        Ok(())
    }
}

/// Writes part of speech, head and relation of each token of a treebank's document.
fn write_gold(document: &Tagged, gold: &mut impl Write) -> Result<()> {
    let Tagged { text, tags, arcs, .. } = document;
    for run in text.sentences.iter().flat_map(|s| runs(s.tokens.clone())) {
        for i in run.clone() {
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
            write_numbers(gold, [tag, head, relation])?;
        }
    }
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
