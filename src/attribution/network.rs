//! The network that reads a paragraph: where cues are, and what is around the head of each.
//!
//! A token's features are looked up and added up to a vector, which [`crate::model::cnn`]'s blocks turn into one that knows
//! its paragraph. From that the words of cues are told. Around the head of a cue the vectors of its window, of the head
//! and of what each token is to it are added up, more blocks follow, and the labels of a chain come out. What the file
//! `attribution-layers.bin` holds stands in the order of the fields.

use std::ops::Range;

use crate::attribution::features::View;
use crate::model::cnn::{ConvBlock, LayerReader, Linear, Scratch, layer_norm, quantize};
use crate::model::crf::viterbi::{Decoder, exp_all, largest};
use crate::model::crf::{Model, RowOffsets};
use crate::model::features::Rows;
use crate::model::format::LoadError;

/// The network.
pub struct Network<'m> {
    /// The features of tokens, and the labels of cues.
    tokens: Model<'m>,
    /// The features of what tokens are to a cue, and the labels around it.
    relations: Model<'m>,
    /// What turns the vectors of tokens into those that know their paragraph.
    blocks: Vec<ConvBlock>,
    /// From the vector of a token to the one that it has around a cue.
    into: Linear,
    /// From the vector of a head to what it adds to all around it.
    head: Linear,
    /// What is added for how likely a token is of a cue itself, and for how many others stand between it and the head.
    other: Vec<f32>,
    /// What turns the vectors around a cue into those that its labels are told from.
    around: Vec<ConvBlock>,
}

/// In how many ways it is put to the network that other cues stand near.
const OTHERS: usize = 4;

impl<'m> Network<'m> {
    /// From the files of its features and of its layers.
    ///
    /// # Errors
    ///
    /// When one of them is damaged or they do not fit together.
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
            blocks: reader.blocks(wide)?,
            into: reader.linear(wide, narrow)?,
            head: reader.linear(wide, narrow)?,
            other: reader.floats(OTHERS * narrow)?,
            around: reader.blocks(narrow)?,
        };
        reader.finish()?;
        Ok(network)
    }
}

/// Reads units, one after the other, in the same memory.
pub struct Reading<'n> {
    network: &'n Network<'n>,
    unit: Range<usize>,
    cues: Vec<f32>,
    /// The vectors of the unit's tokens, rounded; and as they are around cues, when one is asked for.
    rounded: Vec<i16>,
    into: Vec<f32>,
    /// Only used within a step.
    rows: Rows,
    sums: Vec<i32>,
    found: RowOffsets,
    vectors: Vec<f32>,
    normal: Vec<f32>,
    head: Vec<f32>,
    scratch: Scratch,
    decoder: Decoder,
}

impl<'n> Reading<'n> {
    /// Nothing is read yet.
    pub fn new(network: &'n Network<'n>) -> Self {
        Self {
            network,
            unit: 0..0,
            cues: Vec::new(),
            rounded: Vec::new(),
            into: Vec::new(),
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

    /// The chain of the labels around a cue.
    pub fn parts(&self) -> &'n Model<'n> {
        &self.network.relations
    }

    /// Reads a unit; returns how likely each of its tokens is of a cue.
    #[inline(never)]
    pub fn read(&mut self, view: &View, unit: Range<usize>) -> &[f32] {
        let model = &self.network.tokens;
        let width = model.width();
        self.rows.clear();
        unit.clone().for_each(|i| view.token_row(i, &mut self.rows));
        self.look_up(model, unit.len());
        relu(&mut self.vectors);
        for block in &self.network.blocks {
            block.run(&mut self.vectors, &mut self.scratch);
        }
        self.normal.resize(width, 0.0);
        self.rounded.resize(unit.len() * width, 0);
        self.cues.clear();
        let mut scores = vec![0.0; model.labels().len()];
        for (vector, rounded) in self.vectors.chunks_exact(width).zip(self.rounded.chunks_exact_mut(width)) {
            layer_norm(vector, &mut self.normal);
            quantize(&self.normal, rounded);
            model.score_hidden(&self.normal, &mut scores);
            self.cues.push(1.0 - softmax_first(&mut scores));
        }
        self.into.clear();
        self.unit = unit;
        &self.cues
    }

    /// Labels the tokens of a window of the unit that was read, around the head of a cue; returns the decoder that holds
    /// the labels and how likely they are.
    #[inline(never)]
    pub fn around(&mut self, view: &View, head: usize, window: Range<usize>) -> &Decoder {
        let network = self.network;
        let model = &network.relations;
        let (wide, narrow) = (network.tokens.width(), model.width());
        let first = self.unit.start;
        if self.into.is_empty() {
            self.into.resize(self.unit.len() * narrow, 0.0);
            network.into.apply(&self.rounded, &mut self.into);
        }
        self.head.resize(narrow, 0.0);
        let at = head.saturating_sub(first);
        network.head.apply(self.rounded.get(at * wide..(at + 1) * wide).unwrap_or(&[]), &mut self.head);
        self.rows.clear();
        view.relation_rows(head, window.clone(), &mut self.rows);
        self.look_up(model, window.len());
        let from = window.start.saturating_sub(first);
        let into = self.into.get(from * narrow..).unwrap_or(&[]).chunks_exact(narrow);
        for (vector, into) in self.vectors.chunks_exact_mut(narrow).zip(into) {
            for ((x, &token), &head) in vector.iter_mut().zip(into).zip(&self.head) {
                *x += token + head;
            }
        }
        let mut between = 0.0;
        for i in head..window.end {
            between = self.add_other(i, head, &window, between);
        }
        between = 0.0;
        for i in (window.start..head).rev() {
            between = self.add_other(i, head, &window, between);
        }
        relu(&mut self.vectors);
        for block in &network.around {
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

    /// Adds to the vector of a token how likely it is of a cue itself and how likely those between it and the head are,
    /// together `between`; returns what that is for the next token.
    fn add_other(&mut self, i: usize, head: usize, window: &Range<usize>, between: f32) -> f32 {
        let narrow = self.network.relations.width();
        let odds = self.cues.get(i.saturating_sub(self.unit.start)).copied().unwrap_or(0.0);
        let most = |limit: f32| if between < limit { between } else { limit };
        let vector = self.vectors.get_mut((i - window.start) * narrow..).unwrap_or(&mut []);
        let rows = self.network.other.chunks_exact(narrow);
        for (x, weights) in [odds, most(4.0), most(0.5), most(1.5)].into_iter().zip(rows) {
            vector.iter_mut().zip(weights).for_each(|(v, weight)| *v += x * weight);
        }
        if i == head { 0.0 } else { between + odds }
    }

    /// Writes the sums of the rows' embeddings to the vectors.
    #[inline(never)]
    fn look_up(&mut self, model: &Model, count: usize) {
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

/// Only what is above zero is left.
fn relu(vectors: &mut [f32]) {
    vectors.iter_mut().for_each(|x| *x = if *x > 0.0 { *x } else { 0.0 });
}

/// The probability of the first of some labels, by their scores, which are used up.
fn softmax_first(scores: &mut [f32]) -> f32 {
    let top = largest(scores);
    scores.iter_mut().for_each(|x| *x -= top);
    exp_all(scores);
    scores.first().map_or(0.0, |first| first / scores.iter().sum::<f32>())
}
