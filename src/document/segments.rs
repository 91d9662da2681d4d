//! Flattens everything that was marked in an article into segments that do not overlap.
//!
//! Mentions, values and the parts of claims overlap freely. A renderer wants the opposite: pieces of text, one
//! after the other, each with the marks that cover it. They are worked out once, here, in one sweep over the
//! ends of all spans (time n log n in the number of marks, linear in the text). Joined again, the segments are
//! the text. Nothing here decides how a mark looks, and nothing is dropped but marks that cover nothing.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::document::Document;
use crate::text::Span;

/// How many marks a segment lists at most, the outermost first. Deeper nesting cannot be shown to a reader,
/// and the bound keeps the work linear on text that nests without end.
pub(crate) const DEPTH: usize = 32;

/// What a segment is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// What a claim says: the claim and which piece of its content.
    Content(u32, u32),
    /// Who makes a claim: the claim.
    Source(u32),
    /// The words that say that it is said: the claim.
    Cue(u32),
    /// A word of doubt in a claim: the claim and which of its hedges.
    Hedge(u32, u32),
    /// A line that states where the article comes from: which one.
    Credit(u32),
    /// A date, an amount, a number: which value.
    Value(u32),
    /// A mention: the entity and which of its mentions.
    Mention(u32, u32),
}

/// A text cut into segments. Segment `i` is `bounds[i]..bounds[i + 1]`; it is covered by
/// `marks[first[i]..first[i + 1]]`, outermost first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segments {
    /// Byte offsets, ascending, from 0 to the length of the text: one more than there are segments.
    pub bounds: Vec<u32>,
    /// Where each segment's marks start in `marks`: one more than there are segments.
    pub first: Vec<u32>,
    /// The marks of all segments.
    pub marks: Vec<Mark>,
}

impl Segments {
    /// Every segment with its marks, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Span, &[Mark])> {
        self.bounds.windows(2).zip(self.first.windows(2)).filter_map(|(bound, first)| match (bound, first) {
            (&[start, end], &[from, to]) => {
                Some((Span::new(start, end), self.marks.get(from as usize..to as usize).unwrap_or(&[])))
            }
            _ => None,
        })
    }
}

/// Cuts `text` at the ends of everything that `document` marks in it. An empty text has no segment.
#[inline(never)]
pub fn flatten(document: &Document, text: &str) -> Segments {
    let marks = marks(document, text);
    // At each place what ends there is closed before what starts there is opened.
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
            // Outermost first: what starts earlier, then what ends later.
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

/// Everything marked, each with its span; only spans that cover some of `text`.
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
    fn overlapping_marks_are_cut_where_they_cross() {
        assert_eq!(drawn("", &[]), []);
        assert_eq!(drawn("plain", &[]), [row("plain", &[])]);
        assert_eq!(
            drawn("abcdef", &[(1, 4), (2, 6)]),
            [row("a", &[]), row("b", &[0]), row("cd", &[0, 1]), row("ef", &[1])]
        );
    }

    #[test]
    fn the_outer_mark_comes_first_whatever_the_order_given() {
        assert_eq!(drawn("abc", &[(0, 1), (0, 3)]), [row("a", &[1, 0]), row("bc", &[1])]);
        assert_eq!(drawn("ab", &[(0, 1), (1, 2)]), [row("a", &[0]), row("b", &[1])]);
    }

    #[test]
    fn marks_that_cover_no_text_are_left_out() {
        assert_eq!(drawn("aé", &[(1, 1), (2, 3), (0, 9)]), [row("aé", &[])]);
    }

    #[test]
    fn endless_nesting_costs_no_more_than_its_depth() {
        let n = 5_000;
        let text = "x".repeat(2 * n as usize);
        let spans: Vec<_> = (0..n).map(|i| (i, 2 * n - i)).collect();
        let segments = flatten(&values(&spans), &text);
        assert_eq!(segments.bounds.len(), 2 * n as usize);
        assert!(segments.marks.len() <= DEPTH * segments.bounds.len());
    }
}
