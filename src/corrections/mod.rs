//! What a reader has put right: corrections of names, as an input to the reading of an article.
//!
//! A correction says of some words, at one place or wherever they stand, what they are, whose name they are and which
//! entry is meant. [`place`] finds the places in the article at hand; the stages that follow then read on from names
//! that nothing outvotes, so that chains, links, roles and the sources of claims follow. A correction that finds no
//! place changes nothing, and says so. [`wire`] is its JSON form and the dictionary that readers hand on.
//! Nothing here is learnt, kept, or guessed: words that are not there are not corrected.

pub(crate) mod place;
pub(crate) mod wire;

use crate::document::{EntityKind, Link};

pub use place::Fixes;
pub use wire::dictionary;

/// Why a name is what it is, when a reader said so.
pub const BY_HAND: &str = "corrected by hand";

/// What a reader says of some words. What is `None` is left as it is found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correction {
    /// The words, or several spellings of one name, as the article writes them; case matters, white space does not.
    pub words: Vec<String>,
    /// The one place that is meant; `None` for every place where the words stand.
    pub at: Option<Anchor>,
    /// What they are.
    pub is: Option<Is>,
    /// The name of the entity that they name: one of the article, or else one of their own.
    pub name: Option<String>,
    /// The entry of a reference that the entity is, or that it is in none.
    pub link: Option<Linked>,
}

impl Correction {
    /// The name of the entity that the words name: of several spellings the first, unless another is given.
    pub fn name(&self) -> Option<&str> {
        let spelling = self.words.first().filter(|_| self.words.len() > 1 && self.is != Some(Is::Nothing));
        self.name.as_ref().or(spelling).map(String::as_str)
    }
}

/// What some words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Is {
    /// A name of this kind.
    Name(EntityKind),
    /// Neither a name nor a value, and they refer to nobody.
    Nothing,
}

/// Which entry an entity is.
#[derive(Clone, Debug, PartialEq)]
pub enum Linked {
    /// This one.
    To(Link),
    /// None that is known.
    Nowhere,
}

/// A place in a text that may have been edited since: what stands around it, and where it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The first byte of the words, as last known; it decides only between places with like words around them.
    pub start: u32,
    /// Some text before the words.
    pub before: String,
    /// Some text after them.
    pub after: String,
}
