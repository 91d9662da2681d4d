//! Runs the student of `tools/teacher` and converts its weights to model files.

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use gloss::internal::attribution::candidates::HEAD_KINDS;
use gloss::internal::attribution::candidates::SPAN_KINDS;
use gloss::internal::attribution::network::Network;
use gloss::internal::model::cnn::LayerWriter;
use gloss::internal::model::crf;
use gloss::internal::model::crf::Weights;
use gloss::internal::model::crf::assign_slots;
use gloss::internal::model::crf::find_slot;
use serde::Deserialize;

use super::teacher;
use crate::setup::{progress, root};
use crate::train::labels::LabelSet;

/// Returns the folder of the training examples and of the weights.
pub fn folder() -> PathBuf {
    root().join("target/student")
}

/// The files of a network.
pub struct Files {
    /// Embeddings of the token features.
    pub tokens: Vec<u8>,
    /// Embeddings of the features that relate tokens to a cue.
    pub relations: Vec<u8>,
    /// The layers.
    pub layers: Vec<u8>,
}

impl Files {
    /// Loads the network from the files.
    pub fn network(&self) -> Result<Network<'_>> {
        Ok(Network::load(&self.tokens, &self.relations, &self.layers)?)
    }
}

/// Trains networks in parallel on the examples, each on all annotated articles or on the half of them whose
/// number modulo two is given.
pub fn learn<const N: usize>(halves: [Option<usize>; N]) -> Result<[Files; N]> {
    let out = |half: Option<usize>| {
        folder().join(half.map_or("all.json".into(), |half| format!("half{half}.json")))
    };
    let start = |half: Option<usize>| {
        let mut command = teacher::python("student.py")?;
        command.arg(folder()).arg(out(half));
        command.args(half.map(|half| format!("--half={half}")));
        command.spawn().context("starting the student")
    };
    progress("training the student takes about twenty minutes on three cores");
    let running = halves.map(start);
    for child in running {
        let status = child?.wait()?;
        ensure!(status.success(), "the student ended with {status}");
    }
    let read = |half| -> Result<Files> {
        let student: Student = serde_json::from_slice(&fs::read(out(half))?)?;
        Ok(student.files())
    };
    let files: Vec<Files> = halves.into_iter().map(read).collect::<Result<_>>()?;
    files.try_into().ok().context("a network is missing")
}

/// The weights that the student writes.
#[derive(Deserialize)]
struct Student {
    tokens: Table,
    relations: Table,
    blocks: Vec<ConvBlock>,
    projection: Linear,
    head: Linear,
    other_cues: Vec<f32>,
    around: Vec<ConvBlock>,
}

/// Embeddings of features, the most important first, and the layer from vectors to label scores.
#[derive(Deserialize)]
struct Table {
    features: Vec<u32>,
    rows: Vec<i8>,
    scale: f32,
    bias: Vec<f32>,
    dense: Vec<f32>,
    out: Vec<f32>,
}

#[derive(Deserialize)]
struct ConvBlock {
    dilation: usize,
    depthwise: Vec<f32>,
    pointwise: Linear,
}

#[derive(Deserialize)]
struct Linear {
    scale: Vec<f32>,
    bias: Vec<f32>,
    weights: Vec<i8>,
}

impl Student {
    fn files(&self) -> Files {
        let mut layers = LayerWriter::default();
        let blocks = |layers: &mut LayerWriter, blocks: &[ConvBlock]| {
            layers.integer(blocks.len());
            for block in blocks {
                layers.integer(block.depthwise.len() / block.pointwise.scale.len());
                layers.integer(block.dilation);
                layers.floats(&block.depthwise);
                block.pointwise.write(layers);
            }
        };
        blocks(&mut layers, &self.blocks);
        self.projection.write(&mut layers);
        self.head.write(&mut layers);
        layers.floats(&self.other_cues);
        blocks(&mut layers, &self.around);
        Files {
            tokens: self.tokens.file(&LabelSet::bioes(HEAD_KINDS)),
            relations: self.relations.file(&LabelSet::bioes(SPAN_KINDS)),
            layers: layers.finish(),
        }
    }
}

impl Linear {
    fn write(&self, layers: &mut LayerWriter) {
        layers.linear(&self.scale, &self.bias, &self.weights);
    }
}

impl Table {
    /// Returns a model file with these labels; of features that share a slot, the first gets it.
    fn file(&self, labels: &LabelSet) -> Vec<u8> {
        let width = self.bias.len();
        let marks = assign_slots(&self.features);
        let mut rows = vec![0; marks.len() * width];
        let mut taken = HashSet::new();
        for (&feature, row) in self.features.iter().zip(self.rows.chunks_exact(width)) {
            if let Some(slot) = find_slot(&marks, feature).filter(|&slot| taken.insert(slot)) {
                rows[slot * width..(slot + 1) * width].copy_from_slice(row);
            }
        }
        let open = |allowed: &[bool]| {
            allowed.iter().map(|&allowed| if allowed { 0.0 } else { f32::NEG_INFINITY }).collect()
        };
        let weights = Weights {
            start: open(&labels.opens),
            end: open(&labels.closes),
            transition: open(&labels.allowed),
            bias: self.bias.clone(),
            dense: self.dense.clone(),
            out: self.out.clone(),
        };
        crf::write(&labels.names, &weights, self.scale, &marks, &rows)
    }
}
