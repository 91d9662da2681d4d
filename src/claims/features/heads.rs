//! What the first model sees of a token: whether it heads a cue.

use std::ops::Range;

use super::super::quotes::Place;
use super::seen::{Edge, PAD, Seen};
use super::{Row, View, bucket};
use crate::tagger::features::Rows;
use crate::tagger::pos::Pos;

/// How many tokens from its own, at most, the first model reads one by one.
pub const REACH: usize = 12;

impl View<'_> {
    /// The features of token `i` for the first model.
    pub fn head_row(&self, i: usize, rows: &mut Rows) {
        let mut row = Row { rows, kind: 0 };
        let t = self.at(i, 0);
        let (p, n) = (self.near(i, -1), self.near(i, 1));
        let (pp, nn) = (self.near(i, -2), self.near(i, 2));
        let (p3, n3) = (self.near(i, -3), self.near(i, 3));
        let inside = u32::from(t.place != Place::Outside as u8);
        let tag = |s: Seen| u32::from(s.tag);
        row.add(&[]);
        row.add(&[t.word]);
        row.add(&[t.word, tag(t)]);
        row.add(&[t.word, inside]);
        row.add(&[t.suffix, tag(t)]);
        row.add(&[p.word]);
        row.add(&[n.word]);
        row.add(&[pp.word]);
        row.add(&[nn.word]);
        row.add(&[p.word, t.word]);
        row.add(&[t.word, n.word]);
        row.add(&[n.word, nn.word]);
        row.add(&[pp.word, p.word, t.word]);
        row.add(&[t.word, n.word, nn.word]);
        row.add(&[p.word, t.word, n.word]);
        row.add(&[t.word, tag(n), tag(nn)]);
        row.add(&[tag(pp), tag(p), t.word]);
        row.add(&[tag(p), tag(t), tag(n)]);
        row.add(&[tag(pp), tag(p), tag(t)]);
        row.add(&[tag(t), tag(n), tag(nn)]);
        row.add(&[tag(p3), tag(pp), tag(p), tag(t), tag(n)]);
        row.add(&[tag(t), n.word]);
        row.add(&[tag(t), n.word, nn.word]);
        row.add(&[p.word, tag(t)]);
        row.add(&[t.word, p3.word]);
        row.add(&[t.word, n3.word]);
        row.add(&[u32::from(t.place), u32::from(p.place), u32::from(n.place), tag(t)]);
        row.add(&[u32::from(t.shape), tag(t), inside]);
        // What surrounds it in the sentence: the nearest quote on either side, what opens the sentence, its place.
        let sentence = self.article.sentences.get(t.sentence as usize).map_or(0..0, |s| s.tokens.clone());
        let first = self.at(sentence.start, 0);
        let before = self.quote_before(i, &sentence);
        let after = self.quote_after(i, &sentence);
        row.add(&[before, after, inside]);
        row.add(&[before, after, t.word]);
        row.add(&[before, after, tag(t), tag(p), tag(n)]);
        row.add(&[first.word, tag(t)]);
        row.add(&[bucket(i - sentence.start.min(i)), tag(t)]);
        row.add(&[t.word, bucket(sentence.end.saturating_sub(i + 1))]);
        row.add(&[
            t.word,
            (self.commas_between(sentence.start, i)).min(3),
            self.verbs_between(sentence.start, i).min(3),
        ]);
        // The verbs nearest to it on either side say whether it is the main one.
        let (left, right) = self.neighbours(i, &sentence);
        row.add(&[t.word, left]);
        row.add(&[tag(t), left]);
        row.add(&[t.word, right]);
        row.add(&[tag(t), left, right]);
        // Its base form and what that is known to do stand in for forms that training has not met.
        let kind = u32::from(t.kind);
        let name = |s: Seen| u32::from(s.name);
        row.add(&[t.lemma]);
        row.add(&[t.lemma, tag(t)]);
        row.add(&[t.lemma, inside]);
        row.add(&[t.lemma, n.word]);
        row.add(&[p.word, t.lemma]);
        row.add(&[t.lemma, tag(n), tag(nn)]);
        row.add(&[t.lemma, left]);
        row.add(&[kind, tag(t), inside]);
        row.add(&[kind, tag(p), tag(t), tag(n)]);
        row.add(&[kind, tag(t), n.word]);
        row.add(&[kind, before, after]);
        row.add(&[kind, tag(t), left, right]);
        row.add(&[name(p), tag(t), name(n)]);
        row.add(&[kind, tag(t), name(p), name(n)]);
        // Whoever the last noun before it names is likely to be the one who speaks.
        let subject = self.subject(i, &sentence);
        let who = u32::from(subject.name) + 16 * u32::from(subject.tag);
        row.add(&[who, tag(t), tag(p)]);
        row.add(&[who, kind, tag(t)]);
        row.add(&[who, t.lemma]);
        row.add(&[subject.lemma, tag(t)]);
        row.add(&[subject.lemma, kind]);
        let headline = u32::from(t.sentence == 0);
        row.add(&[headline, kind, tag(t), name(p)]);
        row.add(&[headline, t.word]);
        row.add(&[headline, tag(t), first.word]);
        rows.end_row();
    }

    /// The nearest noun, name or pronoun before `i` in its sentence, no further than its clause.
    fn subject(&self, i: usize, sentence: &Range<usize>) -> Seen {
        let limit = sentence.start.max(i.saturating_sub(8));
        let noun = |t: &Seen| {
            [Pos::Noun as u8, Pos::Propn as u8, Pos::Pron as u8].contains(&t.tag) || t.edge == Edge::Relative
        };
        (limit..i).rev().map(|k| self.at(k, 0)).find(noun).unwrap_or(PAD)
    }

    /// How the nearest quote before `i` in its sentence stands to it; 0 for none.
    fn quote_before(&self, i: usize, sentence: &Range<usize>) -> u32 {
        let limit = sentence.start.max(i.saturating_sub(REACH));
        for k in (limit..i).rev() {
            let t = self.at(k, 0);
            if t.place == Place::Close as u8 {
                let kind = self.quote_kinds.get((t.quote as usize).wrapping_sub(1)).copied().unwrap_or(0);
                return 1 + u32::from(kind) * 4 + bucket(i - k).min(3);
            }
        }
        0
    }

    fn quote_after(&self, i: usize, sentence: &Range<usize>) -> u32 {
        let limit = sentence.end.max(i).min(i + REACH).min(self.seen.len());
        for k in i + 1..limit.saturating_add(1) {
            let t = self.at(k, 0);
            if t.place == Place::Open as u8 {
                let kind = self.quote_kinds.get((t.quote as usize).wrapping_sub(1)).copied().unwrap_or(0);
                return 1 + u32::from(kind) * 4 + bucket(k - i).min(3);
            }
        }
        0
    }

    /// The nearest verb, conjunction or relative word within reach on either side.
    fn neighbours(&self, i: usize, sentence: &Range<usize>) -> (u32, u32) {
        let telling = |t: &Seen| t.edge != Edge::None && t.edge != Edge::Bracket;
        let limit = sentence.start.max(i.saturating_sub(10));
        let left = (limit..i).rev().map(|k| self.at(k, 0)).find(telling).map_or(0, |t| t.word);
        let limit = sentence.end.min(i + 10);
        let right = (i + 1..limit).map(|k| self.at(k, 0)).find(telling).map_or(0, |t| t.word);
        (left, right)
    }
}
