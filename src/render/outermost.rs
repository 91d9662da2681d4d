//! Marks of one layer without overlaps, for formats that allow none: of overlapping marks the outermost is
//! kept.

use std::cmp::Reverse;

use crate::document::{Document, MentionKind};
use crate::text::Span;

/// Spans in order, without overlaps, each with its label.
pub(crate) type FlatSpans<T> = Vec<(Span, T)>;

/// Returns names and values with the labels of their kinds.
pub(crate) fn kinds(document: &Document) -> FlatSpans<&'static str> {
    let names = document.entities.iter().flat_map(|entity| {
        let names = entity.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
        names.map(|mention| (mention.span, entity.kind.label()))
    });
    outermost(names.chain(document.values.iter().map(|value| (value.span, value.kind.label()))).collect())
}

/// Returns mentions with the indices of their entities.
pub(crate) fn entities(document: &Document) -> FlatSpans<usize> {
    let mentions = document.entities.iter().enumerate();
    outermost(mentions.flat_map(|(id, e)| e.mentions.iter().map(move |m| (m.span, id))).collect())
}

/// Returns the parts of claims. Parts of a claim nested in another one are dropped.
pub(crate) fn claims(document: &Document) -> FlatSpans<&'static str> {
    let mut parts = Vec::new();
    for claim in &document.claims {
        parts.extend(claim.content.iter().map(|&span| (span, "CONTENT")));
        parts.extend(claim.source.iter().map(|source| (source.span, "SOURCE")));
        parts.extend(claim.cue.iter().map(|cue| (cue.span, "CUE")));
    }
    outermost(parts)
}

/// Sorts marks and drops those that overlap an earlier or longer one.
fn outermost<T>(mut marks: FlatSpans<T>) -> FlatSpans<T> {
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
