//! Parts of speech and dependencies of sentences.
//!
//! A convolutional network ([`network`]) scores parts of speech and the head of every token; [`tree`] makes a
//! tree of the scores. Relations are those of Universal Dependencies, with subtypes where Gloss needs them:
//! passives and their agents, relative clauses, possessives. Never knows what a sentence means.

pub(crate) mod features;
mod inputs;
pub(crate) mod network;
pub(crate) mod relation;
pub(crate) mod tree;
pub(crate) mod trees;

use std::ops::Range;

use crate::gazetteer::Gazetteer;
use crate::model::crf::runs;
use crate::parser::network::{Buffers, Network};
use crate::parser::relation::Relation;
use crate::pos::Pos;
use crate::sentences::Sentence;
use crate::tokens::words::{Spellings, Word};

/// The dependency of a token: its head and the relation to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// Distance to the head in tokens, negative to the left; 0 for the root.
    distance: i16,
    /// The relation to the head. That of the root is of no meaning.
    pub relation: Relation,
}

impl Dependency {
    /// The dependency of a token without a head.
    pub const NONE: Self = Self { distance: 0, relation: Relation::Unspecified };

    /// The dependency of a token on a head, which is less than 2¹⁵ tokens away.
    pub(crate) fn new(token: usize, head: Option<usize>, relation: Relation) -> Self {
        let distance = head.map_or(0, |head| head.wrapping_sub(token) as i16);
        Self { distance, relation }
    }

    /// Returns the head of the token with this dependency; `None` for the root.
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
    pub dependencies: Vec<Dependency>,
}

/// The first part of the syntax of some tokens: what the parser makes of every token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tagged {
    /// Parts of speech.
    pub tags: Vec<Pos>,
    /// The rounded vector of each token, from which trees are made ([`trees`]).
    pub vectors: Vec<i16>,
}

/// The tagger and parser.
pub struct Parser<'m> {
    /// The trained network.
    pub network: Network<'m>,
    /// The groups of words that it reads.
    pub gazetteer: Gazetteer<'m>,
}

impl Parser<'_> {
    /// Tags every token. `words` must hold a word for every token of `sentences`, which cover them in order;
    /// `buffers` are those of all tokens with these spellings.
    #[inline(never)]
    pub(crate) fn tag(
        &self,
        buffers: &mut Buffers,
        words: &[Word],
        spellings: &Spellings,
        sentences: &[Sentence],
    ) -> Tagged {
        let mut tagged = Tagged::default();
        for run in sentences.iter().flat_map(|sentence| runs(sentence.tokens.clone())) {
            self.network.tag(buffers, words, spellings, &self.gazetteer, run, &mut tagged);
        }
        tagged.tags.resize(words.len(), Pos::Other);
        tagged.vectors.resize(words.len() * self.network.width(), 0);
        tagged
    }
}

/// Tags and parses a run of tokens, which begins a sentence.
pub fn parse(
    network: &Network,
    words: &[Word],
    spellings: &Spellings,
    gazetteer: &Gazetteer,
    run: Range<usize>,
) -> Parse {
    let (mut buffers, mut tagged) = (Buffers::default(), Tagged::default());
    network.tag(&mut buffers, words, spellings, gazetteer, run, &mut tagged);
    let dependencies = network.parse(&mut buffers, &tagged.vectors);
    Parse { tags: tagged.tags, dependencies }
}
