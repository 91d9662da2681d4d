//! What the second model sees of a token, from the head of a cue.

use std::ops::Range;

use super::seen::{Edge, Seen};
use super::{Row, View, bucket};
use crate::tagger::features::{Rows, join};

/// How many sentences before and after its own a cue looks at, within its paragraph.
const SENTENCES_BEFORE: usize = 2;
const SENTENCES_AFTER: usize = 5;
/// And how many tokens.
const REACH_BEFORE: usize = 120;
const REACH_AFTER: usize = 200;

impl View<'_> {
    /// The tokens that the second model looks at for the cue headed by `head`: its paragraph, so far as it lies
    /// within reach, and the paragraphs that a quote of it runs on into.
    pub fn window(&self, head: usize) -> Range<usize> {
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
        start.max(head.saturating_sub(REACH_BEFORE))..end.min(head + REACH_AFTER)
    }

    /// The rows of the second model for the tokens of `window`, around the cue headed by `head`.
    pub fn span_rows(&self, head: usize, window: Range<usize>, rows: &mut Rows) {
        let around = Around::new(self, head, &window);
        let edges = around.edges(self, &window);
        for (i, edge) in window.zip(edges) {
            let mut row = Row { rows, kind: 64 };
            if i == head {
                row.kind = 255;
                row.add(&[]);
            } else {
                around.row(self, i, edge, &mut row);
            }
            rows.end_row();
        }
    }
}

/// What holds for one cue head, whatever token is looked at.
struct Around {
    head: usize,
    word: u32,
    lemma: u32,
    kind: u32,
    tag: u32,
    before: u32,
    after: u32,
    quote: u32,
    sentence: u32,
    /// Whether quotes stand before and after the head in its sentence, and whether the head is in one.
    pattern: u32,
    /// What the sentence opens with: a cue there has its source after it.
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
        Self {
            head,
            word: t.word,
            lemma: t.lemma,
            kind: u32::from(t.kind),
            tag: u32::from(t.tag),
            before: view.at(head, -1).word,
            after: view.near(head, 1).word,
            quote: t.quote,
            sentence: t.sentence,
            pattern: u32::from(before) + 2 * u32::from(after) + 4 * u32::from(t.quote != 0),
            opens: u32::from(head == tokens.start),
        }
    }

    /// For each token of the window, the last clause edge between it and the head, and how many there are.
    fn edges(&self, view: &View, window: &Range<usize>) -> Vec<(u32, u32)> {
        let mut edges = vec![(0u32, 0u32); window.len()];
        let mut run = |range: &mut dyn Iterator<Item = usize>| {
            let (mut last, mut count) = (0u32, 0u32);
            let mut comma = false;
            for i in range {
                if let Some(slot) = edges.get_mut(i - window.start) {
                    *slot = (last, count);
                }
                let t = view.at(i, 0);
                match t.edge {
                    Edge::None | Edge::Verb | Edge::Bracket => {
                        comma = false;
                        continue;
                    }
                    Edge::Comma => comma = true,
                    edge => {
                        last = edge as u32 * 2 + u32::from(comma);
                        comma = false;
                        count += 1;
                        continue;
                    }
                }
                last = Edge::Comma as u32 * 2;
                count += 1;
            }
        };
        run(&mut (self.head + 1..window.end));
        run(&mut (window.start..self.head).rev());
        edges
    }

    fn row(&self, view: &View, i: usize, (edge, edge_count): (u32, u32), row: &mut Row) {
        let t = view.at(i, 0);
        let (p, n) = (view.at(i, -1), view.at(i, 1));
        let (pp, nn) = (view.at(i, -2), view.at(i, 2));
        let tag = |s: Seen| u32::from(s.tag);
        let after = i > self.head;
        let delta = (t.sentence as i64 - i64::from(self.sentence)).clamp(-2, 2) + 2;
        let side = u32::from(after) + 2 * delta as u32;
        let distance = i.abs_diff(self.head);
        let (low, high) = if after { (self.head + 1, i) } else { (i + 1, self.head) };
        let commas = view.commas_between(low, high).min(4);
        let verbs = view.verbs_between(low, high).min(3);
        let heads = view.heads_between(low, high).min(2);
        let is_head = view.heads_between(i, i + 1);
        let same_quote = u32::from(t.quote != 0 && t.quote == self.quote);
        let place = u32::from(t.place);
        let kind = if t.quote == 0 {
            0
        } else {
            1 + view.quote_kinds.get(t.quote as usize - 1).map_or(0, |&k| u32::from(k))
        };
        let inside = u32::from(kind > 0);
        let far = bucket(distance);
        row.add(&[side]);
        row.add(&[side, far]);
        row.add(&[side, far, self.tag]);
        row.add(&[side, commas, verbs]);
        row.add(&[side, commas, verbs, self.tag, self.pattern]);
        row.add(&[side, t.word]);
        row.add(&[side, p.word]);
        row.add(&[side, n.word]);
        row.add(&[side, pp.word, p.word]);
        row.add(&[side, n.word, nn.word]);
        row.add(&[side, p.word, t.word]);
        row.add(&[side, t.word, n.word]);
        row.add(&[side, tag(t), tag(p), tag(n)]);
        row.add(&[side, tag(pp), tag(p), tag(t)]);
        row.add(&[side, tag(t), tag(n), tag(nn)]);
        row.add(&[side, t.suffix, u32::from(t.shape)]);
        row.add(&[side, u32::from(p.shape), u32::from(t.shape), u32::from(n.shape), commas]);
        row.add(&[self.word, side, tag(t)]);
        row.add(&[self.word, side, far]);
        row.add(&[self.word, side, commas, inside]);
        row.add(&[self.word, side, t.word]);
        row.add(&[self.word, self.after, side, commas]);
        row.add(&[self.lemma, side, tag(t), far]);
        row.add(&[self.lemma, self.tag, side, t.word]);
        row.add(&[self.lemma, self.after, side, commas]);
        row.add(&[self.kind, self.tag, side, edge, commas]);
        row.add(&[self.kind, self.after, side, tag(t)]);
        row.add(&[side, u32::from(t.name), u32::from(p.name), u32::from(n.name), far]);
        row.add(&[side, u32::from(t.name), commas, verbs, self.tag]);
        row.add(&[side, u32::from(t.name), tag(t), edge, inside]);
        row.add(&[side, t.lemma, self.lemma]);
        row.add(&[self.after, side, far]);
        row.add(&[self.after, side, commas, verbs]);
        row.add(&[self.before, side, far]);
        row.add(&[self.before, side, tag(t), commas]);
        row.add(&[side, place, kind, same_quote]);
        row.add(&[side, place, u32::from(p.place), u32::from(n.place), self.pattern]);
        row.add(&[side, kind, self.pattern, heads]);
        row.add(&[side, kind, self.pattern, self.opens, commas]);
        row.add(&[side, edge, tag(t)]);
        row.add(&[side, edge, edge_count.min(4), self.pattern]);
        row.add(&[side, edge, self.word]);
        row.add(&[side, edge, t.word]);
        row.add(&[side, edge, p.word, tag(t), inside]);
        row.add(&[side, heads, is_head]);
        row.add(&[side, heads, commas, inside, self.pattern]);
        row.add(&[side, heads, edge, far]);
        row.add(&[self.opens, self.pattern, side, far, self.tag]);
        if distance <= 6 {
            let path = (low..high.max(low)).fold(7u32, |h, k| join(h, u32::from(view.at(k, 0).tag)));
            row.add(&[side, path, tag(t)]);
            row.add(&[side, distance as u32, self.tag, tag(t)]);
            row.add(&[side, distance as u32, self.word, t.word]);
        }
    }
}
