//! Finds names: the trained recogniser over every sentence.

use std::ops::Range;

use crate::article::Article;
use crate::document::EntityKind;
use crate::resources::Resources;
use crate::text::Span;

/// One name in the text, not yet grouped with the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// Where it stands.
    pub span: Span,
    /// Its tokens, as indices into the article's tokens.
    pub tokens: Range<usize>,
    /// What it is.
    pub kind: EntityKind,
    /// How sure, 0 to 1.
    pub score: f32,
    /// Why, for a reader.
    pub why: &'static str,
}

/// The names of the article, in order, without overlaps.
pub fn find(_article: &Article, _resources: &Resources) -> Vec<Name> {
    Vec::new()
}
