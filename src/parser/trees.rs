//! The syntax of an article's tokens: vectors of all of them, and trees of the sentences that somebody asked
//! about.
//!
//! A sentence is parsed when its first head is wanted. The tree depends on the vectors alone, so that it does
//! not matter when that is.

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::sync::Arc;

use crate::model::cnn::{dequantize, layer_norm, quantize};
use crate::parser::network::Buffers;
use crate::parser::{Dependency, Parser};

/// The vectors and trees of consecutive tokens.
#[derive(Default)]
pub(crate) struct Trees {
    parser: Option<Arc<Parser<'static>>>,
    /// The rounded vector of each token.
    vectors: Vec<i16>,
    /// The dependency of each token; `None` until its sentence is parsed.
    dependencies: Vec<Cell<Option<Dependency>>>,
    buffers: RefCell<Buffers>,
}

impl Trees {
    /// The trees of `tokens` tokens with these vectors.
    pub(crate) fn new(parser: Arc<Parser<'static>>, vectors: Vec<i16>, tokens: usize) -> Self {
        let dependencies = vec![Cell::new(None); tokens];
        Self { parser: Some(parser), vectors, dependencies, buffers: RefCell::default() }
    }

    /// Returns the dependency of a token; `run` returns the tokens that are parsed with it.
    pub(crate) fn dependency(&self, token: usize, run: impl FnOnce() -> Range<usize>) -> Dependency {
        let Some(cell) = self.dependencies.get(token) else { return Dependency::NONE };
        if let Some(known) = cell.get() {
            return known;
        }
        self.parse(run());
        cell.get().unwrap_or(Dependency::NONE)
    }

    #[inline(never)]
    fn parse(&self, run: Range<usize>) {
        let Some(parser) = &self.parser else { return };
        let width = parser.network.width();
        let vectors = self.vectors.get(run.start * width..run.end * width).unwrap_or(&[]);
        let found = parser.network.parse(&mut self.buffers.borrow_mut(), vectors);
        let cells = self.dependencies.get(run).unwrap_or(&[]);
        cells.iter().zip(found).for_each(|(cell, dependency)| cell.set(Some(dependency)));
    }

    /// Writes the normalised vectors of some tokens, rounded for the layers of other networks; nothing without a parser.
    pub(crate) fn normalized(&self, tokens: Range<usize>, out: &mut Vec<i16>) {
        let width = self.parser.as_ref().map_or(0, |parser| parser.network.width());
        let vectors = self.vectors.get(tokens.start * width..tokens.end * width).unwrap_or(&[]);
        let (mut vector, mut normal) = (vec![0.0; width], vec![0.0; width]);
        out.clear();
        out.resize(vectors.len(), 0);
        if width > 0 {
            for (rounded, out) in vectors.chunks_exact(width).zip(out.chunks_exact_mut(width)) {
                dequantize(rounded, &mut vector);
                layer_norm(&vector, &mut normal);
                quantize(&normal, out);
            }
        }
    }
}
