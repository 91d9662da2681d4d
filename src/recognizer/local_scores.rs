//! Memoised sums of the feature rows of the recogniser.
//!
//! Most features of a token concern one word at one offset. Their rows are summed once for each distinct word
//! of the document and each offset; a token then adds the sums of the words around it and looks up only the
//! features that combine several words. Never changes a sum: the result equals that of the rows of
//! [`DocumentView::extract`].

use std::ops::Range;

use crate::model::crf::{Model, RowOffsets};
use crate::model::features::{Rows, feature};
use crate::recognizer::features::{DocumentView, LOCAL_REACH};
use rustc_hash::FxHashMap;

/// The row sums of a document's words, computed on demand.
pub(crate) struct LocalSums<'v> {
    view: &'v DocumentView<'v>,
    model: &'v Model<'v>,
    /// For each token, the number of its local key, or [`UNSEEN`].
    keys: Vec<u32>,
    numbers: FxHashMap<u32, u32>,
    /// For each word and offset, the index of its sum in `sums`; 0 while it is not computed.
    places: Vec<u32>,
    /// Sums, each with the width of a row of the model; the first one is all zero.
    sums: Vec<i32>,
    rows: Rows,
    offsets: RowOffsets,
}

/// Number of all positions outside the document.
const OUTSIDE: u32 = 0;
/// Marks tokens whose local key has no number yet.
const UNSEEN: u32 = u32::MAX;

/// Number of sums per word: one per offset, for normal text and for text in capitals.
const SUMS_PER_WORD: usize = 2 * (*LOCAL_REACH.end() - *LOCAL_REACH.start() + 1) as usize;

impl<'v> LocalSums<'v> {
    /// Prepares to read a document.
    pub(crate) fn new(view: &'v DocumentView, model: &'v Model) -> Self {
        Self {
            view,
            model,
            keys: vec![UNSEEN; view.len()],
            numbers: FxHashMap::default(),
            places: vec![0; SUMS_PER_WORD],
            sums: vec![0; model.width()],
            rows: Rows::default(),
            offsets: RowOffsets::default(),
        }
    }

    /// Assigns numbers to the local keys of the tokens in and around `run`.
    fn assign_keys(&mut self, run: &Range<usize>) {
        let reach = *LOCAL_REACH.end() as usize;
        let around = run.start.saturating_sub(reach)..(run.end + reach).min(self.keys.len());
        for i in around {
            if self.keys[i] == UNSEEN {
                let next = self.numbers.len() as u32 + 1;
                self.keys[i] = *self.numbers.entry(self.view.local_key(i)).or_insert(next);
            }
        }
        self.places.resize((self.numbers.len() + 1) * SUMS_PER_WORD, 0);
    }

    /// Adds the rows of all features of the tokens of `run` to `sums`, which has the width of a row per
    /// token.
    #[inline(never)]
    pub(crate) fn add(&mut self, run: Range<usize>, sums: &mut [i32]) {
        self.assign_keys(&run);
        self.add_missing(run.clone());
        let width = self.model.width();
        self.rows.clear();
        for (i, sum) in run.zip(sums.chunks_exact_mut(width)) {
            for offset in LOCAL_REACH {
                let place = self.places.get(self.place_index(i, offset)).map_or(0, |&p| p as usize * width);
                let local = self.sums.get(place..place + width).unwrap_or(&[]);
                sum.iter_mut().zip(local).for_each(|(s, l)| *s += l);
            }
            self.view.joint(i, |template, value| self.rows.push(feature(template, value)));
            self.rows.end_row();
        }
        self.model.add_token_rows(&self.rows, 0..self.rows.len(), sums, &mut self.offsets);
    }

    /// Computes the missing sums of the words in and around `run`.
    #[inline(never)]
    fn add_missing(&mut self, run: Range<usize>) {
        let width = self.model.width();
        let count = self.sums.len() / width;
        self.rows.clear();
        for i in run {
            for offset in LOCAL_REACH {
                let index = self.place_index(i, offset);
                let Some(place) = self.places.get_mut(index).filter(|place| **place == 0) else { continue };
                *place = (count + self.rows.len()) as u32;
                let (at, all_caps) = (i.checked_add_signed(offset), self.view.all_caps(i));
                self.view.local(at, offset, all_caps, |t, value| self.rows.push(feature(t, value)));
                self.rows.end_row();
            }
        }
        self.sums.resize((count + self.rows.len()) * width, 0);
        let sums = self.sums.get_mut(count * width..).unwrap_or(&mut []);
        self.model.add_token_rows(&self.rows, 0..self.rows.len(), sums, &mut self.offsets);
    }

    /// Returns the index in `places` of the word `offset` tokens from token `i`.
    fn place_index(&self, i: usize, offset: isize) -> usize {
        let at = i.checked_add_signed(offset).and_then(|at| self.keys.get(at));
        let nth = 2 * (offset - LOCAL_REACH.start()) as usize + self.view.all_caps(i) as usize;
        *at.unwrap_or(&OUTSIDE) as usize * SUMS_PER_WORD + nth
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::resources::Resources;

    #[test]
    fn memoised_sums_equal_the_sums_of_the_rows() {
        let resources = Resources::embedded().unwrap();
        let text = "FERRY SINKS OFF NORTHERN COAST\nA ferry sank off the coast, the Coast Guard said. Minister \
                    Rosa Lindqvist, of the Coast Guard: “The ferry sank.”\nFERRY OWNER HELD IN CITY\nHeld.";
        let article = Article::read(text, &resources.parser);
        let view = DocumentView::new(
            &article.words,
            &article.spellings,
            &article.sentences,
            &resources.recognizer.gazetteer,
        );
        let model = &resources.recognizer.names;
        let mut rows = Rows::default();
        view.extract(0..view.len(), &mut rows);
        let mut sums = vec![0; view.len() * model.width()];
        LocalSums::new(&view, model).add(0..view.len(), &mut sums);
        for (i, found) in sums.chunks_exact(model.width()).enumerate() {
            let mut expected = vec![0; model.width()];
            model.add_rows(rows.row(i), &mut expected);
            assert_eq!(found, expected, "token {i}");
            assert!(found.iter().any(|&s| s != 0));
        }
    }
}
