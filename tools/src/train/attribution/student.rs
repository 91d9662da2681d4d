//! Runs the student of `tools/teacher` and converts its weights to model files.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use gloss::internal::attribution::candidates::HEAD_KINDS;
use gloss::internal::attribution::candidates::SPAN_KINDS;
use gloss::internal::attribution::network::Network;
use gloss::internal::model::cnn::LayerWriter;
use serde::Deserialize;

use crate::setup::{progress, root};
use crate::train::labels::LabelSet;
use crate::train::layers::{ConvBlock, Linear, Table, write_blocks};
use crate::train::python;

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
        let mut command = python::program("student.py")?;
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
    syntax: Linear,
    blocks: Vec<ConvBlock>,
    projection: Linear,
    head: Linear,
    other_cues: Vec<f32>,
    around: Vec<ConvBlock>,
}

impl Student {
    fn files(&self) -> Files {
        let mut layers = LayerWriter::default();
        layers.integer(self.syntax.inputs());
        self.syntax.write(&mut layers);
        write_blocks(&mut layers, &self.blocks);
        self.projection.write(&mut layers);
        self.head.write(&mut layers);
        layers.floats(&self.other_cues);
        write_blocks(&mut layers, &self.around);
        Files {
            tokens: self.tokens.file(&LabelSet::bioes(HEAD_KINDS)),
            relations: self.relations.file(&LabelSet::bioes(SPAN_KINDS)),
            layers: layers.finish(),
        }
    }
}
