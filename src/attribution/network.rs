//! Convolutional network that finds cues and labels source, cue and content around each cue head.
//!
//! Two passes over a unit (a paragraph, mostly):
//!
//! 1. The embeddings of a token's features and the projected vector that the parser has of it are summed;
//!    convolution blocks ([`crate::model::cnn`]) add context. A linear layer with a softmax gives the probability that the token belongs to a cue.
//! 2. For one cue head, three vectors are summed for each token of its window: the token's (projected to the
//!    second width), the head's, and the embeddings of features that relate the token to the head. More
//!    blocks follow, and a CRF decodes BIOES labels.
//!
//! The file `attribution-layers.bin` stores the layers in the order of the fields of [`Network`]. Never
//! chooses between candidates.

use std::ops::Range;

use crate::attribution::features::View;
use crate::model::cnn::{ConvBlock, LayerReader, Linear, Scratch, layer_norm, quantize, relu};
use crate::model::crf::viterbi::{Decoder, exp_all, largest};
use crate::model::crf::{Model, RowOffsets};
use crate::model::features::Rows;
use crate::model::format::LoadError;

/// The network's embeddings, layers and label chains.
pub struct Network<'m> {
    /// Embeddings of token features, and the output layer for cues.
    tokens: Model<'m>,
    /// Embeddings of features that relate a token to a cue head, and the CRF over the labels around it.
    relations: Model<'m>,
    /// Projects the parser's vector of a token to the width of the first pass.
    syntax: Linear,
    /// Convolution blocks over the tokens of a unit.
    token_blocks: Vec<ConvBlock>,
    /// Projects the vector of a token to the width of the second pass.
    token_projection: Linear,
    /// Projects the vector of the cue head, which is added to every token of its window.
    head_projection: Linear,
    /// Weights of the [`RIVAL_FEATURES`].
    rival_weights: Vec<f32>,
    /// Convolution blocks over the window of a cue head.
    window_blocks: Vec<ConvBlock>,
}

/// Number of real-valued features about other cues: the token's own cue probability, and the sum of these
/// probabilities between it and the head, capped at three limits.
const RIVAL_FEATURES: usize = 4;

impl<'m> Network<'m> {
    /// Loads the network from the two files of embeddings and the file of layers.
    ///
    /// # Errors
    ///
    /// Fails when a file is damaged or when the files do not fit together.
    pub fn load(tokens: &'m [u8], relations: &'m [u8], layers: &[u8]) -> Result<Self, LoadError> {
        let (tokens, relations) = (Model::load(tokens)?, Model::load(relations)?);
        let (wide, narrow) = (tokens.width(), relations.width());
        if !tokens.is_hidden() || !relations.is_hidden() {
            return Err(LoadError::Length);
        }
        let mut reader = LayerReader::open(layers)?;
        let network = Self {
            tokens,
            relations,
            syntax: {
                let inputs = reader.integer()?;
                reader.linear(inputs, wide)?
            },
            token_blocks: reader.blocks(wide)?,
            token_projection: reader.linear(wide, narrow)?,
            head_projection: reader.linear(wide, narrow)?,
            rival_weights: reader.floats(RIVAL_FEATURES * narrow)?,
            window_blocks: reader.blocks(narrow)?,
        };
        reader.finish()?;
        Ok(network)
    }
}

/// Inference state: runs the network on one unit after another and reuses its buffers.
pub struct Inference<'n> {
    network: &'n Network<'n>,
    unit: Range<usize>,
    /// Cue probability of each token of the unit.
    cues: Vec<f32>,
    /// Normalised and quantised vectors of the unit's tokens.
    quantized: Vec<i16>,
    /// The same after the token projection; empty until a window of the unit is labelled.
    projected: Vec<f32>,
    /// Buffers that live within one step.
    rows: Rows,
    sums: Vec<i32>,
    found: RowOffsets,
    vectors: Vec<f32>,
    normal: Vec<f32>,
    head: Vec<f32>,
    scratch: Scratch,
    decoder: Decoder,
}

impl<'n> Inference<'n> {
    /// State that has read no unit yet.
    pub fn new(network: &'n Network<'n>) -> Self {
        Self {
            network,
            unit: 0..0,
            cues: Vec::new(),
            quantized: Vec::new(),
            projected: Vec::new(),
            rows: Rows::default(),
            sums: Vec::new(),
            found: RowOffsets::default(),
            vectors: Vec::new(),
            normal: Vec::new(),
            head: Vec::new(),
            scratch: Scratch::default(),
            decoder: Decoder::default(),
        }
    }

    /// The CRF over the labels around a cue head.
    pub fn window_model(&self) -> &'n Model<'n> {
        &self.network.relations
    }

    /// Reads a unit; returns the probability of each of its tokens to belong to a cue.
    #[inline(never)]
    pub fn cue_probabilities(&mut self, view: &View, unit: Range<usize>) -> &[f32] {
        let model = &self.network.tokens;
        let width = model.width();
        self.rows.clear();
        unit.clone().for_each(|i| view.token_row(i, &mut self.rows));
        self.sum_embeddings(model, unit.len());
        self.add_syntax(view, unit.clone());
        relu(&mut self.vectors);
        for block in &self.network.token_blocks {
            block.run(&mut self.vectors, &mut self.scratch);
        }
        self.normal.resize(width, 0.0);
        self.quantized.resize(unit.len() * width, 0);
        self.cues.clear();
        let mut scores = vec![0.0; model.labels().len()];
        let quantized = self.quantized.chunks_exact_mut(width);
        for (vector, quantized) in self.vectors.chunks_exact(width).zip(quantized) {
            layer_norm(vector, &mut self.normal);
            quantize(&self.normal, quantized);
            model.score_hidden(&self.normal, &mut scores);
            self.cues.push(1.0 - softmax_first(&mut scores));
        }
        self.projected.clear();
        self.unit = unit;
        &self.cues
    }

    /// Labels a window of the current unit around a cue head; returns the decoder with the labels and their
    /// probabilities.
    #[inline(never)]
    pub fn label_window(&mut self, view: &View, head: usize, window: Range<usize>) -> &Decoder {
        let network = self.network;
        let model = &network.relations;
        let (wide, narrow) = (network.tokens.width(), model.width());
        let first = self.unit.start;
        if self.projected.is_empty() {
            self.projected.resize(self.unit.len() * narrow, 0.0);
            network.token_projection.apply(&self.quantized, &mut self.projected);
        }
        self.head.resize(narrow, 0.0);
        let at = head.saturating_sub(first);
        let head_vector = self.quantized.get(at * wide..(at + 1) * wide).unwrap_or(&[]);
        network.head_projection.apply(head_vector, &mut self.head);
        self.rows.clear();
        view.relation_rows(head, window.clone(), &mut self.rows);
        self.sum_embeddings(model, window.len());
        let from = window.start.saturating_sub(first);
        let projected = self.projected.get(from * narrow..).unwrap_or(&[]).chunks_exact(narrow);
        for (vector, projected) in self.vectors.chunks_exact_mut(narrow).zip(projected) {
            for ((x, &token), &head) in vector.iter_mut().zip(projected).zip(&self.head) {
                *x += token + head;
            }
        }
        let mut between = 0.0;
        for i in head..window.end {
            between = self.add_rival_features(i, head, &window, between);
        }
        between = 0.0;
        for i in (window.start..head).rev() {
            between = self.add_rival_features(i, head, &window, between);
        }
        relu(&mut self.vectors);
        for block in &network.window_blocks {
            block.run(&mut self.vectors, &mut self.scratch);
        }
        self.normal.resize(narrow, 0.0);
        let (vectors, normal) = (&self.vectors, &mut self.normal);
        self.decoder.decode_scores(model, |scores| {
            let labels = model.labels().len();
            scores.resize(window.len() * labels, 0.0);
            for (vector, scores) in vectors.chunks_exact(narrow).zip(scores.chunks_exact_mut(labels)) {
                layer_norm(vector, normal);
                model.score_hidden(normal, scores);
            }
        });
        self.decoder.compute_posteriors(model);
        &self.decoder
    }

    /// Adds the weighted [`RIVAL_FEATURES`] to the vector of token `i`. `between` is the sum of the cue
    /// probabilities between it and the head; returns that sum for the next token.
    fn add_rival_features(&mut self, i: usize, head: usize, window: &Range<usize>, between: f32) -> f32 {
        let narrow = self.network.relations.width();
        let own = self.cues.get(i.saturating_sub(self.unit.start)).copied().unwrap_or(0.0);
        let capped = |limit: f32| if between < limit { between } else { limit };
        let vector = self.vectors.get_mut((i - window.start) * narrow..).unwrap_or(&mut []);
        let rows = self.network.rival_weights.chunks_exact(narrow);
        for (x, weights) in [own, capped(4.0), capped(0.5), capped(1.5)].into_iter().zip(rows) {
            vector.iter_mut().zip(weights).for_each(|(v, weight)| *v += x * weight);
        }
        if i == head { 0.0 } else { between + own }
    }

    /// Adds the projected vectors of the parser to those of the unit's tokens.
    #[inline(never)]
    fn add_syntax(&mut self, view: &View, unit: Range<usize>) {
        view.article.vectors(unit, &mut self.quantized);
        let mut projected = vec![0.0; self.vectors.len()];
        self.network.syntax.apply(&self.quantized, &mut projected);
        self.vectors.iter_mut().zip(&projected).for_each(|(x, more)| *x += more);
    }

    /// Sums the embeddings of each row's features into `vectors`.
    #[inline(never)]
    fn sum_embeddings(&mut self, model: &Model, count: usize) {
        let width = model.width();
        self.sums.clear();
        self.sums.resize(count * width, 0);
        model.add_token_rows(&self.rows, 0..count, &mut self.sums, &mut self.found);
        self.vectors.resize(count * width, 0.0);
        for (sum, vector) in self.sums.chunks_exact(width).zip(self.vectors.chunks_exact_mut(width)) {
            model.hidden_input(sum, vector);
        }
    }
}

/// Softmax probability of the first label. Overwrites `scores`.
fn softmax_first(scores: &mut [f32]) -> f32 {
    let top = largest(scores);
    scores.iter_mut().for_each(|x| *x -= top);
    exp_all(scores);
    scores.first().map_or(0.0, |first| first / scores.iter().sum::<f32>())
}
