//! Marks of one layer without overlaps, for formats that know none: of marks that overlap, the outermost stays.

use std::cmp::Reverse;

use crate::document::{Document, MentionKind};
use crate::text::Span;

/// Spans in order that do not overlap, each with what it is.
pub(crate) type Flat<T> = Vec<(Span, T)>;

/// The names and values, by the names of their kinds.
pub(crate) fn kinds(document: &Document) -> Flat<&'static str> {
    let names = document.entities.iter().flat_map(|entity| {
        let names = entity.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
        names.map(|mention| (mention.span, entity.kind.label()))
    });
    outermost(names.chain(document.values.iter().map(|value| (value.span, value.kind.label()))).collect())
}

/// Every mention, with the index of its entity.
pub(crate) fn entities(document: &Document) -> Flat<usize> {
    let mentions = document.entities.iter().enumerate();
    outermost(mentions.flat_map(|(id, e)| e.mentions.iter().map(move |m| (m.span, id))).collect())
}

/// The parts of claims. SpanIndex a claim's words the parts of another are not told.
pub(crate) fn claims(document: &Document) -> Flat<&'static str> {
    let mut parts = Vec::new();
    for claim in &document.claims {
        parts.extend(claim.content.iter().map(|&span| (span, "CONTENT")));
        parts.extend(claim.source.iter().map(|source| (source.span, "SOURCE")));
        parts.extend(claim.cue.iter().map(|cue| (cue.span, "CUE")));
    }
    outermost(parts)
}

fn outermost<T>(mut marks: Flat<T>) -> Flat<T> {
    marks.sort_by_key(|(span, _)| (span.start, Reverse(span.end)));
    let mut end = 0;
    marks.retain(|(span, _)| {
        let free = span.start >= end && !span.is_empty();
        if free {
            end = span.end;
        }
        free
    });
    marks
}
