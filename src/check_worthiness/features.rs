//! The features of a stretch of text, as the one row of a chain.

use std::ops::Range;

use crate::check_worthiness::Assessor;
use crate::check_worthiness::reasons::Sign;
use crate::model::features::{feature, join};
use crate::recognizer::gazetteer::prefix;
use crate::tokens::TokenKind;

/// What a feature is made of. The numbers are part of the trained model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Group {
    /// A sign that a reader understands.
    Signs = 1,
    /// The same sign twice.
    SignsTwice,
    /// How many words.
    Length,
    /// A word, or the kind of a name or value.
    Words,
    /// Two words that follow each other.
    Pairs,
    /// A part of speech.
    Tags,
    /// The cluster of a word.
    Clusters,
    /// A word of the first or second person. Debates are full of them, so that the model is trained without.
    Persons,
}

impl Group {
    /// All groups, in order.
    pub const ALL: [Self; 8] = [
        Self::Signs,
        Self::SignsTwice,
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

/// Stands for a word of the first or second person where words follow each other.
const PERSON: u32 = 1_000;

impl Assessor<'_> {
    /// The features of these tokens, each with its group, for the signs found in them.
    pub(crate) fn describe(&self, tokens: Range<usize>, mut add: impl FnMut(Group, u32)) {
        let mut push = |group: Group, value| add(group, group.feature(value));
        for sign in Sign::ALL {
            let count = self.signs.iter().filter(|(s, _)| *s == sign).count();
            if count > 0 {
                push(Group::Signs, sign as u32);
            }
            if count > 1 {
                push(Group::SignsTwice, sign as u32);
            }
        }
        let words = tokens.clone().filter(|&i| self.article.tokens[i].kind == TokenKind::Word).count();
        for limit in [4, 6, 8, 11, 15, 20, 30].iter().filter(|&&limit| words >= limit) {
            push(Group::Length, *limit as u32);
        }
        let mut before = 0;
        for i in tokens {
            let value = self.describe_word(i, &mut add);
            add(Group::Pairs, Group::Pairs.feature(join(before, value)));
            before = value;
        }
    }

    /// The features of one token by itself; returns what stands for its word.
    #[inline(never)]
    pub(crate) fn describe_word(&self, i: usize, mut add: impl FnMut(Group, u32)) -> u32 {
        let mut push = |group: Group, value| add(group, group.feature(value));
        push(Group::Tags, self.article.tags[i] as u32);
        let value = self.stand_in(i);
        if self.names[i].is_some() || self.values[i].is_some() {
            push(Group::Words, value);
            return value;
        }
        let path = self.lists.cluster(value);
        for bits in [6, 10].into_iter().filter(|_| path != 0) {
            push(Group::Clusters, prefix(path, bits));
        }
        if PERSONS.contains(&self.article.word(i).to_ascii_lowercase().as_str()) {
            push(Group::Persons, value);
            return PERSON;
        }
        push(Group::Words, value);
        value
    }

    /// A token's word; for a name or a value only its kind, so that no particular name decides.
    fn stand_in(&self, i: usize) -> u32 {
        match (self.names[i], self.values[i]) {
            (Some(kind), _) => 1 + kind as u32,
            (None, Some(kind)) => 101 + kind as u32,
            (None, None) => self.article.words[i].low,
        }
    }
}

/// Words by which speakers mean themselves and each other.
const PERSONS: &[&str] = &[
    "i",
    "me",
    "my",
    "mine",
    "myself",
    "we",
    "us",
    "our",
    "ours",
    "ourselves",
    "you",
    "your",
    "yours",
    "yourself",
    "opponent",
    "sir",
    "mr.",
    "senator",
    "governor",
    "congressman",
    "jim",
    "tonight",
];
