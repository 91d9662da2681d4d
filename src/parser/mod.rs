//! Parts of speech and dependencies of sentences.
//!
//! A convolutional network ([`network`]) scores parts of speech and the head of every token; [`tree`] makes a
//! tree of the scores. Relations are those of Universal Dependencies, with subtypes where Gloss needs them:
//! passives and their agents, relative clauses, possessives. Never knows what a sentence means.

pub(crate) mod features;
pub(crate) mod network;
pub(crate) mod relation;
pub(crate) mod tree;

use crate::gazetteer::Gazetteer;
use crate::model::crf::runs;
use crate::parser::network::{Inference, Network};
use crate::parser::relation::Relation;
use crate::pos::Pos;
use crate::sentences::Sentence;
use crate::tokens::words::{Spellings, Word};

/// The dependency of a token: its head and the relation to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arc {
    /// Distance to the head in tokens, negative to the left; 0 for the root.
    distance: i16,
    /// The relation to the head. That of the root is of no meaning.
    pub relation: Relation,
}

impl Arc {
    /// The arc of a token without a head.
    pub const NONE: Self = Self { distance: 0, relation: Relation::Unspecified };

    /// The arc of a token to a head, which is less than 2¹⁵ tokens away.
    pub(crate) fn new(token: usize, head: Option<usize>, relation: Relation) -> Self {
        let distance = head.map_or(0, |head| head.wrapping_sub(token) as i16);
        Self { distance, relation }
    }

    /// Returns the head of the token with this arc; `None` for the root.
    pub fn head(self, token: usize) -> Option<usize> {
        (self.distance != 0).then(|| token.wrapping_add_signed(self.distance.into()))
    }
}

/// The syntax of some tokens, one entry per token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parse {
    /// Parts of speech.
    pub tags: Vec<Pos>,
    /// Dependencies.
    pub arcs: Vec<Arc>,
}

/// The tagger and parser.
pub struct Parser<'m> {
    /// The trained network.
    pub network: Network<'m>,
    /// The groups of words that it reads.
    pub gazetteer: Gazetteer<'m>,
}

impl Parser<'_> {
    /// Tags and parses every token. `words` must hold a word for every token of `sentences`.
    #[inline(never)]
    pub fn read(&self, words: &[Word], spellings: &Spellings, sentences: &[Sentence]) -> Parse {
        let mut inference = Inference::new(&self.network);
        let mut parse = Parse { tags: vec![Pos::Other; words.len()], arcs: vec![Arc::NONE; words.len()] };
        for run in sentences.iter().flat_map(|sentence| runs(sentence.tokens.clone())) {
            let (Some(tags), Some(arcs)) = (parse.tags.get_mut(run.clone()), parse.arcs.get_mut(run.clone()))
            else {
                continue;
            };
            let found = inference.parse(words, spellings, &self.gazetteer, run);
            tags.copy_from_slice(&found.tags);
            arcs.copy_from_slice(&found.arcs);
        }
        parse
    }
}
