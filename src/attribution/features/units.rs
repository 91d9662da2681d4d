//! What the network sees of a token by itself, and the stretches of tokens that it reads.

use std::ops::Range;

use crate::attribution::features::{Row, View, bucket};
use crate::incremental::Fingerprint;
use crate::model::features::Rows;

/// Tokens in a unit at most.
const UNIT: usize = 384;
/// Distances from the ends of a sentence that are told apart.
const NEAR: u32 = 4;

impl View<'_> {
    /// The stretches of tokens that are read by themselves: paragraphs, cut between sentences where they are long.
    #[inline(never)]
    pub fn units(&self) -> Vec<Range<usize>> {
        let mut units: Vec<(Range<usize>, u32)> = Vec::new();
        for sentence in &self.article.sentences {
            let tokens = sentence.tokens.clone();
            for piece in tokens.clone().step_by(UNIT).map(|start| start..tokens.end.min(start + UNIT)) {
                match units.last_mut() {
                    Some((unit, paragraph))
                        if *paragraph == sentence.paragraph
                            && unit.end == piece.start
                            && piece.end - unit.start <= UNIT =>
                    {
                        unit.end = piece.end;
                    }
                    _ => units.push((piece, sentence.paragraph)),
                }
            }
        }
        units.into_iter().map(|(unit, _)| unit).collect()
    }

    /// A key of all that the network reads of a unit.
    #[inline(never)]
    pub(crate) fn unit_fingerprint(&self, unit: Range<usize>) -> Fingerprint {
        let [from, _, first] = self.stands(unit.start);
        let [_, to, _] = self.stands(unit.end.saturating_sub(1));
        let key = [from, to, first, unit.len() as u32]
            .into_iter()
            .fold(Fingerprint::NEW, |key, x| key.with(x.into()));
        unit.fold(key, |key, i| key.with(self.look(i)))
    }

    /// How far a token is from either end of its sentence, and whether that is the first one.
    fn stands(&self, i: usize) -> [u32; 3] {
        let s = self.at(i, 0).sentence;
        let sentence = self.article.sentences.get(s as usize).map_or(0..0, |s| s.tokens.clone());
        let from = bucket(i.saturating_sub(sentence.start)).min(NEAR);
        let to = bucket(sentence.end.saturating_sub(i + 1)).min(NEAR);
        [from, to, u32::from(s == 0 && self.article.is_start)]
    }

    /// The features of token `i` by itself.
    #[inline(never)]
    pub fn token_row(&self, i: usize, rows: &mut Rows) {
        let t = self.at(i, 0);
        let mut row = Row { rows, kind: 300 };
        let tag = u32::from(t.tag);
        row.add(&[t.word]);
        row.add(&[t.lemma, tag]);
        row.add(&[t.suffix, tag]);
        row.add(&[t.prefix]);
        row.add(&[tag, u32::from(t.shape)]);
        row.add(&[u32::from(t.kind), tag]);
        row.add(&[u32::from(t.name), tag]);
        row.add(&[u32::from(t.place), t.edge as u32]);
        row.add(&[self.quote_kind(t), u32::from(t.place)]);
        row.add(&self.stands(i));
        rows.end_row();
    }
}
