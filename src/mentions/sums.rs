//! What the features of each token add up to under a model.
//!
//! Most features of a token are of one word at one offset. Their rows are looked up and added once for each distinct
//! word of the document, offset by offset; a token then takes the sums of the words around it and looks up only the
//! features that join several. The sums are the same as those of [`View::extract`]'s rows.

use super::features::{REACH, View};
use crate::tagger::features::feature;
use crate::tagger::model::Model;

/// The sums of a document's words, worked out as they are asked for.
pub struct Sums<'v> {
    view: &'v View<'v>,
    model: &'v Model<'v>,
    /// The number of each token's word; those outside the document have the last number.
    alike: Vec<u32>,
    outside: u32,
    /// Where in `sums` a word's sum at an offset begins, in widths, from 1; 0 where it is not worked out yet.
    places: Vec<u32>,
    sums: Vec<i32>,
    features: Vec<u32>,
}

/// How many sums a word may have: one an offset, in lines of capitals others.
const PER_WORD: usize = 2 * (*REACH.end() - *REACH.start() + 1) as usize;

impl<'v> Sums<'v> {
    /// Prepares to read a document.
    pub fn new(view: &'v View, model: &'v Model) -> Self {
        let (alike, distinct) = view.alike();
        let places = vec![0; (distinct + 1) * PER_WORD];
        Self { view, model, alike, outside: distinct as u32, places, sums: Vec::new(), features: Vec::new() }
    }

    /// Adds the rows of all features of token `i` to `sum`, which is as wide as a row of the model.
    pub fn add(&mut self, i: usize, sum: &mut [i32]) {
        let shouted = self.view.shouted(i);
        for offset in REACH {
            let local = self.local(i.checked_add_signed(offset), offset, shouted);
            sum.iter_mut().zip(local).for_each(|(s, l)| *s += l);
        }
        self.features.clear();
        self.view.joint(i, |template, value| self.features.push(feature(template, value)));
        self.model.add_rows(&self.features, sum);
    }

    /// The sum of the features that the token `at` gives by itself to one that it stands `offset` tokens from.
    fn local(&mut self, at: Option<usize>, offset: isize, shouted: u32) -> &[i32] {
        let width = self.model.width();
        let number = at.and_then(|at| self.alike.get(at)).copied().unwrap_or(self.outside) as usize;
        let nth = 2 * (offset - REACH.start()) as usize + shouted as usize;
        let Some(place) = self.places.get_mut(number * PER_WORD + nth) else { return &[] };
        let start = match place.checked_sub(1) {
            Some(known) => known as usize * width,
            None => {
                let start = self.sums.len();
                *place = (start / width) as u32 + 1;
                self.features.clear();
                self.view.local(at, offset, shouted, |template, value| {
                    self.features.push(feature(template, value));
                });
                self.sums.resize(start + width, 0);
                if let Some(sum) = self.sums.get_mut(start..) {
                    self.model.add_rows(&self.features, sum);
                }
                start
            }
        };
        self.sums.get(start..start + width).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::resources::Resources;
    use crate::tagger::features::Rows;

    #[test]
    fn sums_are_those_of_the_rows() {
        let resources = Resources::embedded();
        let text = "FERRY SINKS OFF NORTHERN COAST\nA ferry sank off the coast, the Coast Guard said. Minister \
                    Rosa Lindqvist, of the Coast Guard: “The ferry sank.”\nFERRY OWNER HELD IN CITY\nHeld.";
        let article = Article::read(text, &resources);
        let view = View::new(&article.words, &article.sentences, &resources.lists);
        let model = &resources.names;
        let mut rows = Rows::default();
        view.extract(0..view.len(), &mut rows);
        let mut sums = Sums::new(&view, model);
        for i in 0..view.len() {
            let (mut expected, mut found) = (vec![0; model.width()], vec![0; model.width()]);
            model.add_rows(rows.row(i), &mut expected);
            sums.add(i, &mut found);
            assert_eq!(found, expected, "token {i}");
            assert!(found.iter().any(|&s| s != 0));
        }
    }
}
