//! What the network sees of a token from the head of a cue.

use std::ops::Range;

use crate::attribution::features::token::Edge;
use crate::attribution::features::{Row, View, bucket};
use crate::model::features::Rows;

/// How many sentences before and after its own a cue looks at, within its paragraph.
const SENTENCES_BEFORE: usize = 2;
const SENTENCES_AFTER: usize = 5;
/// And how many tokens.
const REACH_BEFORE: usize = 120;
const REACH_AFTER: usize = 200;

impl View<'_> {
    /// The tokens of a unit that may belong to the cue headed by `head`: those of its sentence and of some around it.
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

    /// The features of what the tokens of `window` are to the head of a cue.
    #[inline(never)]
    pub fn relation_rows(&self, head: usize, window: Range<usize>, rows: &mut Rows) {
        let around = Around::new(self, head, &window);
        let h = self.at(head, 0);
        for (i, (edge, count)) in window.clone().zip(edges(self, head, &window)) {
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
            row.add(&[side, around.pattern, around.opens]);
            rows.end_row();
        }
    }
}

/// What holds for one head of a cue, whatever token is looked at.
struct Around {
    /// Whether quotes stand before and after the head in its sentence, and whether the head is in one.
    pattern: u32,
    /// Whether the head opens its sentence: such a cue has its source after it.
    opens: u32,
}

impl Around {
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

/// For each token of the window, the last clause edge between it and the head, and how many there are.
#[inline(never)]
fn edges(view: &View, head: usize, window: &Range<usize>) -> Vec<(u32, u32)> {
    let mut edges = vec![(0u32, 0u32); window.len()];
    let mut run = |range: &mut dyn Iterator<Item = usize>| {
        let (mut last, mut count) = (0u32, 0u32);
        let mut comma = false;
        for i in range {
            if let Some(slot) = edges.get_mut(i - window.start) {
                *slot = (last, count);
            }
            match view.at(i, 0).edge {
                Edge::None | Edge::Verb | Edge::Bracket => {
                    comma = false;
                    continue;
                }
                Edge::Comma => {
                    comma = true;
                    last = Edge::Comma as u32 * 2;
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
