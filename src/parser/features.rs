//! The features of a token for the tagger and parser: its spelling, and the groups of its word.

use std::ops::Range;

use crate::gazetteer::{self, Gazetteer};
use crate::model::features::{Rows, feature, join};
use crate::tokens::words::{Spellings, Word};

/// Adds one row of features for each token of a run, which begins a sentence. Trained models refer to the
/// templates by number.
#[inline(never)]
pub fn token_rows(
    words: &[Word],
    spellings: &Spellings,
    gazetteer: &Gazetteer,
    run: Range<usize>,
    rows: &mut Rows,
) {
    for (at, word) in words.get(run).unwrap_or(&[]).iter().enumerate() {
        let spelling = spellings.get(word);
        let mut template = 0;
        let mut add = |value: u32| {
            template += 1;
            rows.push(feature(template, value));
        };
        add(word.low);
        add(word.raw);
        add(spelling.shape);
        add(join(word.case as u32, u32::from(at == 0)));
        spelling.suffixes.into_iter().for_each(&mut add);
        spelling.prefixes.into_iter().for_each(&mut add);
        let cluster = gazetteer.cluster_of(spelling);
        [4, 6, 10, 24].into_iter().for_each(|bits| add(gazetteer::prefix(cluster, bits)));
        let sense = gazetteer.sense(word.low);
        [6, 9, 24].into_iter().for_each(|bits| add(gazetteer::prefix(sense, bits)));
        rows.end_row();
    }
}
