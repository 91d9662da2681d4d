//! Parts of speech and dependencies of sentences.
//!
//! A convolutional network ([`network`]) scores the head of every token; [`tree`] makes a tree of the scores.
//! Relations are those of Universal Dependencies, with subtypes where Gloss needs them: passives and their
//! agents, relative clauses, possessives. Never knows what a sentence means.

pub(crate) mod features;
pub(crate) mod network;
pub(crate) mod relation;
pub(crate) mod tree;

use crate::parser::relation::Relation;
use crate::pos::Pos;

/// The syntax of a run of tokens, one entry per token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parse {
    /// Parts of speech.
    pub tags: Vec<Pos>,
    /// Heads, relative to the first token of the run; `None` for the root.
    pub heads: Vec<Option<usize>>,
    /// Relations to the head. That of the root is of no meaning.
    pub relations: Vec<Relation>,
}
