//! The first layer of the parser, computed once for each spelling.
//!
//! Most words of an article occur several times, and the features of a token depend on its spelling and on
//! whether it begins its sentence, nothing else.

use std::ops::Range;

use crate::gazetteer::Gazetteer;
use crate::model::cnn::{Linear, quantize, relu};
use crate::model::crf::{Model, RowOffsets};
use crate::model::features::Rows;
use crate::parser::features::token_row;
use crate::tokens::words::{Spellings, Word};

/// The vectors of the spellings of one article.
#[derive(Default)]
pub(crate) struct Inputs {
    /// The place of each vector, counted from 1, by the number of the spelling, inside a sentence and at its
    /// start; 0 while it is not computed.
    places: Vec<[u32; 2]>,
    vectors: Vec<f32>,
    /// Number of vectors.
    count: u32,
    rows: Rows,
    found: RowOffsets,
    sums: Vec<i32>,
    hidden: Vec<f32>,
    quantized: Vec<i16>,
}

impl Inputs {
    /// Writes the vectors of a run of tokens, which begins a sentence, by the embeddings of features and the
    /// layer above them.
    pub(crate) fn read(
        &mut self,
        (embeddings, layer): (&Model, &Linear),
        words: &[Word],
        spellings: &Spellings,
        gazetteer: &Gazetteer,
        run: Range<usize>,
        out: &mut Vec<f32>,
    ) {
        let words = words.get(run).unwrap_or(&[]);
        self.places.resize(self.places.len().max(spellings.len()), [0; 2]);
        self.rows.clear();
        for (at, word) in words.iter().enumerate() {
            let is_first = at == 0;
            let Some(place) = self.places.get_mut(word.number as usize) else { continue };
            let place = &mut place[usize::from(is_first)];
            if *place == 0 {
                self.count += 1;
                *place = self.count;
                token_row(word, spellings.get(word), gazetteer, is_first, &mut self.rows);
            }
        }
        self.compute(embeddings, layer);
        let width = layer.outputs();
        out.clear();
        for (at, word) in words.iter().enumerate() {
            let place = self.places.get(word.number as usize).map_or(0, |place| place[usize::from(at == 0)]);
            let start = (place as usize).saturating_sub(1) * width;
            out.extend_from_slice(self.vectors.get(start..start + width).unwrap_or(&[]));
        }
        out.resize(words.len() * width, 0.0);
    }

    /// Appends the vectors of the rows of features.
    fn compute(&mut self, embeddings: &Model, layer: &Linear) {
        let (count, width) = (self.rows.len(), embeddings.width());
        self.sums.clear();
        self.sums.resize(count * width, 0);
        embeddings.add_token_rows(&self.rows, 0..count, &mut self.sums, &mut self.found);
        self.hidden.resize(width, 0.0);
        self.quantized.resize(count * width, 0);
        for (sum, quantized) in self.sums.chunks_exact(width).zip(self.quantized.chunks_exact_mut(width)) {
            embeddings.hidden_input(sum, &mut self.hidden);
            quantize(&self.hidden, quantized);
        }
        let first = self.vectors.len();
        self.vectors.resize(first + count * layer.outputs(), 0.0);
        let new = self.vectors.get_mut(first..).unwrap_or(&mut []);
        layer.apply(&self.quantized, new);
        relu(new);
    }
}
