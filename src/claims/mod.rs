//! Finds who says what: source, cue and content of every attribution.

pub mod features;
pub mod quotes;
pub mod spans;

use crate::article::Article;
use crate::document::{Claim, Entity, Value};
use crate::resources::Resources;
use crate::text::Span;

/// The claims of the article, in order.
pub fn find(
    _article: &Article,
    _entities: &[Entity],
    _values: &[Value],
    _resources: &Resources,
) -> Vec<Claim> {
    Vec::new()
}

/// Lines that state where the article comes from; they are provenance, not claims.
pub fn credits(_article: &Article) -> Vec<Span> {
    Vec::new()
}
