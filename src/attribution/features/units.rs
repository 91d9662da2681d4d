//! Features of a token by itself, and the units of text that the network reads.
//!
//! A unit never crosses a paragraph.

use std::ops::Range;

use crate::attribution::features::{Row, View, bucket};
use crate::incremental::Fingerprint;
use crate::model::features::Rows;

/// Maximum number of tokens in a unit.
const UNIT: usize = 384;
/// Maximum distance from the ends of a sentence that the features distinguish.
const NEAR: u32 = 4;

impl View<'_> {
    /// Splits the article into units: paragraphs, or parts of long ones, cut between sentences where
    /// possible.
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

    /// Fingerprint of everything that the network reads of a unit.
    #[inline(never)]
    pub(crate) fn unit_fingerprint(&self, unit: Range<usize>) -> Fingerprint {
        let [from, _, first] = self.sentence_position(unit.start);
        let [_, to, _] = self.sentence_position(unit.end.saturating_sub(1));
        let key = [from, to, first, unit.len() as u32]
            .into_iter()
            .fold(Fingerprint::NEW, |key, x| key.with(x.into()));
        // The vectors of the parser depend on every letter.
        let key = key.with_fingerprint(self.article.fingerprint(unit.clone()));
        unit.fold(key, |key, i| key.with(self.token_key(i)))
    }

    /// Distances of a token from the start and the end of its sentence, and whether that is the first of the
    /// article.
    fn sentence_position(&self, i: usize) -> [u32; 3] {
        let s = self.at(i, 0).sentence;
        let sentence = self.article.sentences.get(s as usize).map_or(0..0, |s| s.tokens.clone());
        let from = bucket(i.saturating_sub(sentence.start)).min(NEAR);
        let to = bucket(sentence.end.saturating_sub(i + 1)).min(NEAR);
        [from, to, u32::from(s == 0 && self.article.is_start)]
    }

    /// Adds the row of features of token `i` by itself.
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
        row.add(&self.sentence_position(i));
        rows.end_row();
    }
}
