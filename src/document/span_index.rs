//! An index of entities and values by place. Never changes either.

use crate::document::{Entity, MentionKind, Value};
use crate::text::Span;

/// The named mentions and the values of a document by place, to find those inside a claim.
pub(crate) struct SpanIndex {
    /// Mentions by name or role with the indices of their entities, in order of place.
    mentions: Vec<(Span, usize)>,
    /// Spans of the values, in order of place.
    values: Vec<Span>,
}

impl SpanIndex {
    /// Builds the index.
    #[inline(never)]
    pub(crate) fn new(entities: &[Entity], values: &[Value]) -> Self {
        let mut mentions: Vec<(Span, usize)> = entities
            .iter()
            .enumerate()
            .flat_map(|(at, e)| {
                let named = e.mentions.iter().filter(|m| m.kind != MentionKind::Pronoun);
                named.map(move |m| (m.span, at))
            })
            .collect();
        mentions.sort();
        Self { mentions, values: values.iter().map(|v| v.span).collect() }
    }

    /// Returns the entities named in some spans, each once, in order of first mention.
    #[inline(never)]
    pub(crate) fn entities(&self, content: &[Span]) -> Vec<usize> {
        let mut found = Vec::new();
        for span in content {
            let from = self.mentions.partition_point(|(m, _)| m.start < span.start);
            let named = self.mentions.iter().skip(from).take_while(|(m, _)| m.start < span.end);
            for (_, entity) in named.filter(|(m, _)| m.end <= span.end) {
                if !found.contains(entity) {
                    found.push(*entity);
                }
            }
        }
        found
    }

    /// Returns the values in some spans, as indices into the document's values.
    #[inline(never)]
    pub(crate) fn values(&self, content: &[Span]) -> Vec<usize> {
        let inside = |span: &Span| {
            let from = self.values.partition_point(|v| v.start < span.start);
            let span = *span;
            (from..self.values.len())
                .take_while(move |&i| self.values.get(i).is_some_and(|v| v.start < span.end))
                .filter(move |&i| self.values.get(i).is_some_and(|v| v.end <= span.end))
        };
        let mut found: Vec<usize> = content.iter().flat_map(inside).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}
