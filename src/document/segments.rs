//! Flattens all marks of a document into segments that do not overlap.
//!
//! Mentions, values and the parts of claims overlap freely, while a renderer needs consecutive pieces of
//! text, each with the marks that cover it. They are computed in one sweep over the ends of all spans, in
//! time n log n in the number of marks. Joined, the segments are the text. Marks that cover no text are
//! dropped. Never decides how a mark looks.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::document::Document;
use crate::text::Span;

/// Maximum number of marks per segment, the outermost first. Deeper nesting cannot be shown to a reader, and
/// the limit keeps the size linear for deeply nested text.
pub(crate) const DEPTH: usize = 32;

/// An annotation that covers a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Content of a claim: the claim and the index of the span in its content.
    Content(u32, u32),
    /// Source of a claim: the claim.
    Source(u32),
    /// Cue of a claim: the claim.
    Cue(u32),
    /// Hedge in a claim: the claim and the index in its hedges.
    Hedge(u32, u32),
    /// Credit line: its index.
    Credit(u32),
    /// Value: its index.
    Value(u32),
    /// Mention: the entity and the index in its mentions.
    Mention(u32, u32),
}

/// A text split into segments. Segment `i` is `bounds[i]..bounds[i + 1]` and is covered by
/// `marks[first[i]..first[i + 1]]`, outermost first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segments {
    /// Ascending byte offsets from 0 to the length of the text, one more than there are segments.
    pub bounds: Vec<u32>,
    /// For each segment, the index of its first mark in `marks`; one more than there are segments.
    pub first: Vec<u32>,
    /// The marks of all segments.
    pub marks: Vec<Mark>,
}

impl Segments {
    /// Iterates over the segments with their marks, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Span, &[Mark])> {
        self.bounds.windows(2).zip(self.first.windows(2)).filter_map(|(bound, first)| match (bound, first) {
            (&[start, end], &[from, to]) => {
                Some((Span::new(start, end), self.marks.get(from as usize..to as usize).unwrap_or(&[])))
            }
            _ => None,
        })
    }
}

/// Splits `text` at the ends of all marks of `document`. An empty text has no segment.
#[inline(never)]
pub fn flatten(document: &Document, text: &str) -> Segments {
    let marks = marks(document, text);
    // At each offset, marks that end are closed before marks that start are opened.
    let mut ends: Vec<(u32, bool, usize)> = Vec::with_capacity(2 * marks.len());
    for (i, (span, _)) in marks.iter().enumerate() {
        ends.push((span.start, true, i));
        ends.push((span.end, false, i));
    }
    ends.sort_unstable();

    let mut out = Segments { bounds: vec![0], first: vec![0], marks: Vec::new() };
    let mut open = BTreeSet::new();
    let mut at = 0;
    for (place, opens, i) in ends {
        if place > at {
            close_segment(&mut out, &open, place);
            at = place;
        }
        if let Some(&(span, mark)) = marks.get(i) {
            // Outermost first: the earlier start, then the later end.
            let key = (span.start, Reverse(span.end), mark);
            if opens {
                open.insert(key)
            } else {
                open.remove(&key)
            };
        }
    }
    if (at as usize) < text.len() {
        close_segment(&mut out, &open, text.len() as u32);
    }
    out
}

fn close_segment(out: &mut Segments, open: &BTreeSet<(u32, Reverse<u32>, Mark)>, end: u32) {
    out.marks.extend(open.iter().take(DEPTH).map(|&(_, _, mark)| mark));
    out.bounds.push(end);
    out.first.push(out.marks.len() as u32);
}

/// Collects all marks with their spans, without those that cover no text.
#[inline(never)]
fn marks(document: &Document, text: &str) -> Vec<(Span, Mark)> {
    let mut marks = Vec::new();
    for (e, entity) in (0..).zip(&document.entities) {
        marks.extend((0..).zip(&entity.mentions).map(|(m, mention)| (mention.span, Mark::Mention(e, m))));
    }
    marks.extend((0..).zip(&document.values).map(|(v, value)| (value.span, Mark::Value(v))));
    for (c, claim) in (0..).zip(&document.claims) {
        marks.extend(claim.source.iter().map(|s| (s.span, Mark::Source(c))));
        marks.extend(claim.cue.iter().map(|cue| (cue.span, Mark::Cue(c))));
        marks.extend((0..).zip(&claim.content).map(|(p, &span)| (span, Mark::Content(c, p))));
        marks.extend((0..).zip(&claim.hedges).map(|(h, &span)| (span, Mark::Hedge(c, h))));
    }
    marks.extend((0..).zip(&document.credits).map(|(c, &span)| (span, Mark::Credit(c))));
    marks.retain(|(span, _)| !span.of(text).is_empty());
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Value, ValueKind};

    fn values(spans: &[(u32, u32)]) -> Document {
        let value = |&(start, end): &(u32, u32)| Value {
            span: Span::new(start, end),
            kind: ValueKind::Date,
            iso: None,
            why: String::new(),
        };
        Document { values: spans.iter().map(value).collect(), ..Document::default() }
    }

    fn drawn(text: &str, spans: &[(u32, u32)]) -> Vec<(String, Vec<u32>)> {
        let segments = flatten(&values(spans), text);
        let number = |mark: &Mark| match *mark {
            Mark::Value(v) => v,
            _ => u32::MAX,
        };
        segments
            .iter()
            .map(|(s, marks)| (s.of(text).to_owned(), marks.iter().map(number).collect()))
            .collect()
    }

    fn row(text: &str, marks: &[u32]) -> (String, Vec<u32>) {
        (text.to_owned(), marks.to_vec())
    }

    #[test]
    fn overlapping_marks_are_split_where_they_cross() {
        assert_eq!(drawn("", &[]), []);
        assert_eq!(drawn("plain", &[]), [row("plain", &[])]);
        assert_eq!(
            drawn("abcdef", &[(1, 4), (2, 6)]),
            [row("a", &[]), row("b", &[0]), row("cd", &[0, 1]), row("ef", &[1])]
        );
    }

    #[test]
    fn outer_mark_comes_first_in_any_input_order() {
        assert_eq!(drawn("abc", &[(0, 1), (0, 3)]), [row("a", &[1, 0]), row("bc", &[1])]);
        assert_eq!(drawn("ab", &[(0, 1), (1, 2)]), [row("a", &[0]), row("b", &[1])]);
    }

    #[test]
    fn marks_that_cover_no_text_are_left_out() {
        assert_eq!(drawn("aé", &[(1, 1), (2, 3), (0, 9)]), [row("aé", &[])]);
    }

    #[test]
    fn deep_nesting_is_limited() {
        let n = 5_000;
        let text = "x".repeat(2 * n as usize);
        let spans: Vec<_> = (0..n).map(|i| (i, 2 * n - i)).collect();
        let segments = flatten(&values(&spans), &text);
        assert_eq!(segments.bounds.len(), 2 * n as usize);
        assert!(segments.marks.len() <= DEPTH * segments.bounds.len());
    }
}
