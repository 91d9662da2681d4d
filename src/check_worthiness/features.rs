//! Features of check-worthiness: one row for any tokens.
//!
//! Names and values count by their kind only. Never reads outside the tokens.

use std::ops::Range;

use crate::check_worthiness::Assessor;
use crate::check_worthiness::reasons::ReasonKind;
use crate::gazetteer::prefix;
use crate::lexicon::Flag;
use crate::model::features::{feature, join};
use crate::tokens::TokenKind;

/// Group of features. The numbers are part of the trained model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum FeatureGroup {
    /// A reason that a reader understands.
    Reasons = 1,
    /// The same reason twice.
    ReasonsTwice,
    /// Number of words.
    Length,
    /// A word, or the kind of a name or value.
    Words,
    /// Two adjacent words.
    Pairs,
    /// A part of speech.
    Tags,
    /// The cluster of a word.
    Clusters,
    /// A word of the first or second person. The training debates are full of them, so that the model is
    /// trained without this group.
    Persons,
}

impl FeatureGroup {
    /// All groups, in order.
    pub const ALL: [Self; 8] = [
        Self::Reasons,
        Self::ReasonsTwice,
        Self::Length,
        Self::Words,
        Self::Pairs,
        Self::Tags,
        Self::Clusters,
        Self::Persons,
    ];

    /// The feature of this group with this value.
    pub fn feature(self, value: u32) -> u32 {
        feature(self as u16, value)
    }
}

/// Stands for a quotation with an opinion in it, among the reasons.
const QUOTED_OPINION: u32 = 100;

/// Replaces a word of the first or second person in pairs.
const PERSON: u32 = 1_000;

impl Assessor<'_> {
    /// Adds the features of these tokens, each with its group. The reasons in them must have been found.
    pub(crate) fn add_features(&self, tokens: Range<usize>, mut add: impl FnMut(FeatureGroup, u32)) {
        let mut push = |group: FeatureGroup, value| add(group, group.feature(value));
        for kind in ReasonKind::ALL {
            let count = self.reasons.iter().filter(|(k, _)| *k == kind).count();
            if count > 0 {
                push(FeatureGroup::Reasons, kind as u32);
            }
            if count > 1 {
                push(FeatureGroup::ReasonsTwice, kind as u32);
            }
        }
        let has = |kind| self.reasons.iter().any(|(k, _)| *k == kind);
        if has(ReasonKind::Quotation) && has(ReasonKind::Opinion) {
            push(FeatureGroup::Reasons, QUOTED_OPINION);
        }
        let words = tokens.clone().filter(|&i| self.article.tokens[i].kind == TokenKind::Word).count();
        for limit in [4, 6, 8, 11, 15, 20, 30].iter().filter(|&&limit| words >= limit) {
            push(FeatureGroup::Length, *limit as u32);
        }
        let mut before = 0;
        for i in tokens {
            let value = self.add_word_features(i, &mut add);
            add(FeatureGroup::Pairs, FeatureGroup::Pairs.feature(join(before, value)));
            before = value;
        }
    }

    /// Adds the features of one token by itself; returns the value that represents its word in pairs.
    #[inline(never)]
    pub(crate) fn add_word_features(&self, i: usize, mut add: impl FnMut(FeatureGroup, u32)) -> u32 {
        let mut push = |group: FeatureGroup, value| add(group, group.feature(value));
        push(FeatureGroup::Tags, self.article.tags[i] as u32);
        let value = self.word_value(i);
        if self.names[i].is_some() || self.values[i].is_some() {
            push(FeatureGroup::Words, value);
            return value;
        }
        let path = self.gazetteer.cluster(value);
        for bits in [6, 10].into_iter().filter(|_| path != 0) {
            push(FeatureGroup::Clusters, prefix(path, bits));
        }
        if self.article.has_lower(i, Flag::FirstOrSecondPerson) {
            push(FeatureGroup::Persons, value);
            return PERSON;
        }
        push(FeatureGroup::Words, value);
        value
    }

    /// Number of a token's word; for a name or value its kind alone, so that no particular name decides.
    fn word_value(&self, i: usize) -> u32 {
        match (self.names[i], self.values[i]) {
            (Some(kind), _) => 1 + kind as u32,
            (None, Some(kind)) => 101 + kind as u32,
            (None, None) => self.article.words[i].low,
        }
    }
}
