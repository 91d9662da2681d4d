//! The weights of a network as a program of `tools/teacher` writes them, and their model files.

use std::collections::HashSet;

use gloss::internal::model::cnn::LayerWriter;
use gloss::internal::model::crf;
use gloss::internal::model::crf::Weights;
use gloss::internal::model::crf::assign_slots;
use gloss::internal::model::crf::find_slot;
use serde::Deserialize;

use super::labels::LabelSet;

/// Embeddings of features, the most important first, and the layer from vectors to label scores.
#[derive(Deserialize)]
pub struct Table {
    features: Vec<u32>,
    rows: Vec<i8>,
    scale: f32,
    bias: Vec<f32>,
    dense: Vec<f32>,
    out: Vec<f32>,
}

/// A convolution block.
#[derive(Deserialize)]
pub struct ConvBlock {
    dilation: usize,
    depthwise: Vec<f32>,
    pointwise: Linear,
}

/// A quantised linear layer.
#[derive(Deserialize)]
pub struct Linear {
    scale: Vec<f32>,
    bias: Vec<f32>,
    weights: Vec<i8>,
}

/// Writes convolution blocks to the file of a network.
pub fn write_blocks(layers: &mut LayerWriter, blocks: &[ConvBlock]) {
    layers.integer(blocks.len());
    for block in blocks {
        layers.integer(block.depthwise.len() / block.pointwise.outputs());
        layers.integer(block.dilation);
        layers.floats(&block.depthwise);
        block.pointwise.write(layers);
    }
}

impl Linear {
    /// Number of outputs.
    pub fn outputs(&self) -> usize {
        self.scale.len()
    }

    /// Number of inputs.
    pub fn inputs(&self) -> usize {
        self.weights.len() / self.outputs().max(1)
    }

    /// Writes the layer to the file of a network.
    pub fn write(&self, layers: &mut LayerWriter) {
        layers.linear(&self.scale, &self.bias, &self.weights);
    }
}

impl Table {
    /// Returns a model file with these labels; of features that share a slot, the first gets it.
    pub fn file(&self, labels: &LabelSet) -> Vec<u8> {
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
