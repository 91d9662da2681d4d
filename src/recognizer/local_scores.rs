//! What the features of each token add up to under a model.
//!
//! Most features of a token are of one word at one offset. Their rows are looked up and added once for each distinct
//! word of the document, offset by offset; a token then takes the sums of the words around it and looks up only the
//! features that join several. The sums are the same as those of [`View::extract`]'s rows.

use std::ops::Range;

use crate::model::crf::{Model, RowOffsets};
use crate::model::features::{Rows, feature};
use crate::recognizer::features::{REACH, View};
use rustc_hash::FxHashMap;

/// The sums of a document's words, worked out as they are asked for.
pub(crate) struct Sums<'v> {
    view: &'v View<'v>,
    model: &'v Model<'v>,
    /// The number of each token's word, where it was asked for; those outside the document have the first.
    alike: Vec<u32>,
    numbers: FxHashMap<u32, u32>,
    /// Which of `sums` is a word's at an offset; 0 where it is not worked out yet.
    places: Vec<u32>,
    /// One after another, each as wide as a row of the model; the first stands for none.
    sums: Vec<i32>,
    rows: Rows,
    offsets: RowOffsets,
}

/// The number of what is outside the document, and that of a word that was not asked for.
const OUTSIDE: u32 = 0;
const UNKNOWN: u32 = u32::MAX;

/// How many sums a word may have: one an offset, in lines of capitals others.
const PER_WORD: usize = 2 * (*REACH.end() - *REACH.start() + 1) as usize;

impl<'v> Sums<'v> {
    /// Prepares to read a document.
    pub(crate) fn new(view: &'v View, model: &'v Model) -> Self {
        Self {
            view,
            model,
            alike: vec![UNKNOWN; view.len()],
            numbers: FxHashMap::default(),
            places: vec![0; PER_WORD],
            sums: vec![0; model.width()],
            rows: Rows::default(),
            offsets: RowOffsets::default(),
        }
    }

    /// Gives the words in and around `run` their numbers.
    fn number(&mut self, run: &Range<usize>) {
        let reach = *REACH.end() as usize;
        let around = run.start.saturating_sub(reach)..(run.end + reach).min(self.alike.len());
        for i in around {
            if self.alike[i] == UNKNOWN {
                let next = self.numbers.len() as u32 + 1;
                self.alike[i] = *self.numbers.entry(self.view.alike(i)).or_insert(next);
            }
        }
        self.places.resize((self.numbers.len() + 1) * PER_WORD, 0);
    }

    /// Adds the rows of all features of the tokens of `run` to `sums`, as wide as a row of the model for each token.
    #[inline(never)]
    pub(crate) fn add(&mut self, run: Range<usize>, sums: &mut [i32]) {
        self.number(&run);
        self.learn(run.clone());
        let width = self.model.width();
        self.rows.clear();
        for (i, sum) in run.zip(sums.chunks_exact_mut(width)) {
            for offset in REACH {
                let place = self.places.get(self.entry(i, offset)).map_or(0, |&p| p as usize * width);
                let local = self.sums.get(place..place + width).unwrap_or(&[]);
                sum.iter_mut().zip(local).for_each(|(s, l)| *s += l);
            }
            self.view.joint(i, |template, value| self.rows.push(feature(template, value)));
            self.rows.end_row();
        }
        self.model.add_token_rows(&self.rows, 0..self.rows.len(), sums, &mut self.offsets);
    }

    /// Works out the sums of the words in and around `run` that are not known yet.
    #[inline(never)]
    fn learn(&mut self, run: Range<usize>) {
        let width = self.model.width();
        let known = self.sums.len() / width;
        self.rows.clear();
        for i in run {
            for offset in REACH {
                let entry = self.entry(i, offset);
                let Some(place) = self.places.get_mut(entry).filter(|place| **place == 0) else { continue };
                *place = (known + self.rows.len()) as u32;
                let (at, shouted) = (i.checked_add_signed(offset), self.view.shouted(i));
                self.view.local(at, offset, shouted, |t, value| self.rows.push(feature(t, value)));
                self.rows.end_row();
            }
        }
        self.sums.resize((known + self.rows.len()) * width, 0);
        let sums = self.sums.get_mut(known * width..).unwrap_or(&mut []);
        self.model.add_token_rows(&self.rows, 0..self.rows.len(), sums, &mut self.offsets);
    }

    /// Where `places` has the sum of the word that stands `offset` tokens from token `i`.
    fn entry(&self, i: usize, offset: isize) -> usize {
        let at = i.checked_add_signed(offset).and_then(|at| self.alike.get(at));
        let nth = 2 * (offset - REACH.start()) as usize + self.view.shouted(i) as usize;
        *at.unwrap_or(&OUTSIDE) as usize * PER_WORD + nth
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::resources::Resources;

    #[test]
    fn sums_are_those_of_the_rows() {
        let resources = Resources::embedded().unwrap();
        let text = "FERRY SINKS OFF NORTHERN COAST\nA ferry sank off the coast, the Coast Guard said. Minister \
                    Rosa Lindqvist, of the Coast Guard: “The ferry sank.”\nFERRY OWNER HELD IN CITY\nHeld.";
        let article = Article::read(text, &resources.pos);
        let view = View::new(
            &article.words,
            &article.spellings,
            &article.sentences,
            &resources.recognizer.gazetteer,
        );
        let model = &resources.recognizer.names;
        let mut rows = Rows::default();
        view.extract(0..view.len(), &mut rows);
        let mut sums = vec![0; view.len() * model.width()];
        Sums::new(&view, model).add(0..view.len(), &mut sums);
        for (i, found) in sums.chunks_exact(model.width()).enumerate() {
            let mut expected = vec![0; model.width()];
            model.add_rows(rows.row(i), &mut expected);
            assert_eq!(found, expected, "token {i}");
            assert!(found.iter().any(|&s| s != 0));
        }
    }
}
