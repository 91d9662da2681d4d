//! Features that relate a token to a cue head, and the window around a head.
//!
//! Never reads outside the window and the sentence of the head.

use std::ops::Range;

use crate::attribution::features::token::ClauseEdge;
use crate::attribution::features::{Row, View, bucket};
use crate::model::features::Rows;

/// Maximum number of sentences in the window before the sentence of the head.
const SENTENCES_BEFORE: usize = 2;
/// Maximum number of sentences in the window after it.
const SENTENCES_AFTER: usize = 5;
/// Maximum number of tokens in the window before the head.
const REACH_BEFORE: usize = 120;
/// Maximum number of tokens in the window from the head on.
const REACH_AFTER: usize = 200;

impl View<'_> {
    /// The window of a cue head within its unit and paragraph: its sentence and some around it.
    #[inline(never)]
    pub fn window(&self, head: usize, unit: &Range<usize>) -> Range<usize> {
        let article = self.article;
        let s = article.sentence_of(head);
        let Some(own) = article.sentences.get(s) else { return head..head };
        let mut start = own.tokens.start;
        for earlier in article.sentences[..s].iter().rev().take(SENTENCES_BEFORE) {
            if earlier.paragraph != own.paragraph {
                break;
            }
            start = earlier.tokens.start;
        }
        let mut end = own.tokens.end;
        for later in article.sentences[s..].iter().skip(1).take(SENTENCES_AFTER) {
            if later.paragraph != own.paragraph {
                break;
            }
            end = later.tokens.end;
        }
        let start = start.max(head.saturating_sub(REACH_BEFORE)).max(unit.start);
        start..end.min(head + REACH_AFTER).min(unit.end)
    }

    /// Adds a row of features for every token of `window` in relation to a cue head.
    #[inline(never)]
    pub fn relation_rows(&self, head: usize, window: Range<usize>, rows: &mut Rows) {
        let context = HeadContext::new(self, head, &window);
        let h = self.at(head, 0);
        for (i, (edge, count)) in window.clone().zip(clause_edges(self, head, &window)) {
            let mut row = Row { rows, kind: 400 };
            let t = self.at(i, 0);
            let after = i > head;
            let sentences = (i64::from(t.sentence) - i64::from(h.sentence)).clamp(-2, 2) + 2;
            let side = u32::from(after) + 2 * sentences as u32 + 16 * u32::from(i == head);
            let (low, high) = if after { (head + 1, i) } else { (i + 1, head) };
            let commas = self.commas_between(low, high).min(4);
            let verbs = self.verbs_between(low, high).min(3);
            let same_quote = u32::from(t.quote != 0 && t.quote == h.quote);
            row.add(&[side, bucket(i.abs_diff(head))]);
            row.add(&[side, commas, verbs]);
            row.add(&[side, edge, count.min(4)]);
            row.add(&[side, same_quote, u32::from(t.place)]);
            row.add(&[side, u32::from(h.kind), u32::from(h.tag)]);
            row.add(&[side, context.pattern, context.opens]);
            rows.end_row();
        }
    }
}

/// Properties of a cue head that all tokens of its window share.
struct HeadContext {
    /// Bits: a quotation before the head in its sentence, one after it, the head inside one.
    pattern: u32,
    /// Whether the head opens its sentence, so that its source follows.
    opens: u32,
}

impl HeadContext {
    fn new(view: &View, head: usize, window: &Range<usize>) -> Self {
        let t = view.at(head, 0);
        let tokens = view.article.sentences.get(t.sentence as usize).map_or(head..head, |s| s.tokens.clone());
        let has_quote = |r: Range<usize>| {
            r.into_iter().any(|k| {
                let q = view.at(k, 0).quote;
                q != 0 && view.quote_kinds.get(q as usize - 1).is_some_and(|k| k % 4 > 0)
            })
        };
        let reach = |r: Range<usize>| r.start.max(window.start)..r.end.min(window.end);
        let before = has_quote(reach(tokens.start..head));
        let after = has_quote(reach(head + 1..tokens.end));
        let pattern = u32::from(before) + 2 * u32::from(after) + 4 * u32::from(t.quote != 0);
        Self { pattern, opens: u32::from(head == tokens.start) }
    }
}

/// For each token of the window, the last clause edge on the way from the head to it, and the number of
/// edges.
#[inline(never)]
fn clause_edges(view: &View, head: usize, window: &Range<usize>) -> Vec<(u32, u32)> {
    let mut edges = vec![(0u32, 0u32); window.len()];
    let mut run = |range: &mut dyn Iterator<Item = usize>| {
        let (mut last, mut count) = (0u32, 0u32);
        let mut comma = false;
        for i in range {
            if let Some(slot) = edges.get_mut(i - window.start) {
                *slot = (last, count);
            }
            match view.at(i, 0).edge {
                ClauseEdge::None | ClauseEdge::Verb | ClauseEdge::Bracket => {
                    comma = false;
                    continue;
                }
                ClauseEdge::Comma => {
                    comma = true;
                    last = ClauseEdge::Comma as u32 * 2;
                }
                edge => {
                    last = edge as u32 * 2 + u32::from(comma);
                    comma = false;
                }
            }
            count += 1;
        }
    };
    run(&mut (head + 1..window.end));
    run(&mut (window.start..head).rev());
    edges
}
