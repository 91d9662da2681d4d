//! The features of a token for the tagger and parser: its spelling, and the groups of its word.

use std::ops::Range;

use crate::gazetteer::{self, Gazetteer};
use crate::model::features::{Rows, feature, join};
use crate::tokens::words::{Spelling, Spellings, Word};

/// Adds one row of features for each token of a run, which begins a sentence.
pub fn token_rows(
    words: &[Word],
    spellings: &Spellings,
    gazetteer: &Gazetteer,
    run: Range<usize>,
    rows: &mut Rows,
) {
    for (at, word) in words.get(run).unwrap_or(&[]).iter().enumerate() {
        token_row(word, spellings.get(word), gazetteer, at == 0, rows);
    }
}

/// Adds the row of features of a token, which may be the first of its sentence. Trained models refer to the
/// templates by number.
pub(crate) fn token_row(
    word: &Word,
    spelling: &Spelling,
    gazetteer: &Gazetteer,
    is_first: bool,
    rows: &mut Rows,
) {
    let mut template = 0;
    let mut add = |value: u32| {
        template += 1;
        rows.push(feature(template, value));
    };
    add(word.low);
    add(word.raw);
    add(spelling.shape);
    add(join(word.case as u32, u32::from(is_first)));
    spelling.suffixes.into_iter().for_each(&mut add);
    spelling.prefixes.into_iter().for_each(&mut add);
    let cluster = gazetteer.cluster_of(spelling);
    [4, 6, 10, 24].into_iter().for_each(|bits| add(gazetteer::prefix(cluster, bits)));
    let sense = gazetteer.sense(word.low);
    [6, 9, 24].into_iter().for_each(|bits| add(gazetteer::prefix(sense, bits)));
    rows.end_row();
}
