//! The features of the model of kinds.
//!
//! A name is described by its own words, the words around it and around its other occurrences in the article,
//! its classes in the gazetteer, and whether the article is about sport. Training and inference share this
//! code. Never reads what the recogniser decided about the name.

use std::ops::Range;

use crate::gazetteer::{self, Gazetteer};
use crate::incremental::Fingerprint;
use crate::lexicon::{self, Flag};
use crate::model::features::{Rows, feature, join};
use crate::recognizer::kind_rules;
use crate::tokens::shape::Case;
use crate::tokens::words::{Spellings, Word, near};
use crate::tokens::{Token, TokenKind};
use rustc_hash::FxHashMap;

/// An article with the places of its names.
pub struct NamedArticle<'p> {
    text: &'p str,
    tokens: &'p [Token],
    words: &'p [Word],
    spellings: &'p Spellings,
    /// The gazetteer.
    pub gazetteer: &'p Gazetteer<'p>,
    names: &'p [Range<usize>],
    /// For the key of each name, the indices of up to [`MAX_OCCURRENCES`] names with the same words.
    occurrences: FxHashMap<u32, Vec<usize>>,
    /// Level, 0 to 3, of how much the article is about sport.
    sport: u32,
}

/// Maximum number of occurrences of a name that are used.
const MAX_OCCURRENCES: usize = 8;

impl<'p> NamedArticle<'p> {
    /// Prepares an article and its names.
    #[inline(never)]
    pub fn new(
        text: &'p str,
        tokens: &'p [Token],
        words: &'p [Word],
        spellings: &'p Spellings,
        gazetteer: &'p Gazetteer<'p>,
        names: &'p [Range<usize>],
    ) -> Self {
        let mut occurrences: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for (at, name) in names.iter().enumerate() {
            let same =
                occurrences.entry(gazetteer::phrase_key(words.get(name.clone()).unwrap_or(&[]))).or_default();
            if same.len() < MAX_OCCURRENCES {
                same.push(at);
            }
        }
        let count = words.iter().filter(|w| w.low_entry.has(Flag::SportWord)).count();
        // Levels: fewer than one in 200 words, one in 200, one in 70, one in 30.
        let sport =
            [200, 70, 30].iter().filter(|&&step| count > 1 && count * step >= words.len()).count() as u32;
        Self { text, tokens, words, spellings, gazetteer, names, occurrences, sport }
    }

    /// Returns the text of token `i`; empty outside the article.
    pub fn word(&self, i: usize) -> &'p str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    /// Whether token `i`, in lower case, has a flag of the lexicon.
    pub fn has_lower(&self, i: usize, flag: Flag) -> bool {
        self.words.get(i).is_some_and(|word| word.low_entry.has(flag))
    }

    /// Returns the hashed words of some tokens.
    pub fn words(&self, tokens: Range<usize>) -> &'p [Word] {
        self.words.get(tokens).unwrap_or(&[])
    }

    /// Whether quotation marks directly precede and follow some tokens.
    pub fn is_quoted(&self, tokens: Range<usize>) -> bool {
        let mark = |i: usize| {
            let is_mark = self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Mark);
            is_mark && matches!(self.word(i), "\"" | "“" | "‘" | "'" | "”" | "’" | "``" | "''")
        };
        mark(tokens.end) && tokens.start.checked_sub(1).is_some_and(mark)
    }

    /// Returns for each name the fingerprint of everything that its row depends on.
    #[inline(never)]
    pub(crate) fn fingerprints(&self) -> Vec<Fingerprint> {
        let word = |all: Fingerprint, (i, offset): (usize, isize)| {
            all.with(u64::from(near(self.words, i, offset).raw))
        };
        let around = |name: &Range<usize>| {
            let last = name.end - 1;
            let neighbours = [(name.start, -2), (name.start, -1), (last, 1), (last, 2)];
            name.clone()
                .map(|i| (i, 0))
                .chain(neighbours)
                .fold(Fingerprint::NEW.with(name.len() as u64), word)
        };
        let around: Vec<Fingerprint> = self.names.iter().map(around).collect();
        let with_others = |(at, name): (usize, &Range<usize>)| {
            let about = u64::from(self.sport) * 2 + u64::from(self.is_quoted(name.clone()));
            let others = self.same_name(name.clone()).iter().filter(|&&other| other != at);
            others.fold(around[at].with(about), |all, &other| all.with_fingerprint(around[other]))
        };
        self.names.iter().enumerate().map(with_others).collect()
    }

    /// Returns the indices of up to [`MAX_OCCURRENCES`] names with the words of these tokens.
    fn same_name(&self, tokens: Range<usize>) -> &[usize] {
        self.occurrences.get(&gazetteer::phrase_key(self.words(tokens))).map_or(&[], Vec::as_slice)
    }

    /// Adds the row of features of a name; with `alone`, without everything around it.
    pub fn row(&self, name: Range<usize>, alone: bool, rows: &mut Rows) {
        let words = self.words(name.clone());
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return rows.end_row() };
        let mut template = 0;
        let mut add = |value: u32| {
            template += 1;
            rows.push(feature(template, value));
        };
        let classes = |words: &[Word]| u32::from(self.gazetteer.classes(gazetteer::phrase_key(words)));
        // The head precedes "of": "Bank of Ghana".
        let head = name
            .clone()
            .find(|&i| i > name.start && lexicon::has(self.word(i), Flag::NameLinker))
            .and_then(|i| self.words.get(i - 1))
            .unwrap_or(last);
        let len = words.len().min(5) as u32;
        let name_classes = classes(words);
        let acronym = words.len() == 1 && first.case == Case::Upper;
        add(gazetteer::phrase_key(words));
        add(join(name_classes, len.min(2)));
        add(join(classes(&words[..1]), classes(&words[words.len() - 1..])));
        add(join(join(classes(&words[..1]), classes(&words[words.len() - 1..])), len));
        add(join(head.low, len.min(2)));
        add(join(last.low, len.min(2)));
        add(join(first.low, len.min(2)));
        add(self.cluster(head, 6));
        add(self.cluster(head, 10));
        add(join(self.cluster(first, 8), len.min(2)));
        add(self.sense(head, 9));
        add(join(self.sense(first, 9), len.min(2)));
        self.spellings.get(head).suffixes.iter().for_each(|&s| add(s));
        self.spellings.get(first).suffixes.iter().for_each(|&s| add(s));
        add(join(len, u32::from(acronym)));
        add(kind_rules::place(self, name.clone()) as u32);
        add(kind_rules::misc(self, name.clone()) as u32);
        add(join(name_classes, kind_rules::place(self, name.clone()) as u32));
        // Each of its words.
        for word in words.iter().take(8) {
            rows.push(feature(100, word.low));
            rows.push(feature(101, self.cluster(word, 10)));
            rows.push(feature(102, classes(std::slice::from_ref(word))));
            rows.push(feature(103, self.sense(word, 24)));
        }
        if !alone {
            self.around(name.clone(), 200, name_classes, rows);
            rows.push(feature(300, join(self.sport, name_classes)));
            rows.push(feature(301, join(u32::from(self.is_quoted(name.clone())), len.min(3))));
            let others = self.same_name(name.clone()).iter().map(|&other| &self.names[other]);
            for other in others.filter(|other| **other != name) {
                self.around(other.clone(), 400, name_classes, rows);
            }
        }
        rows.end_row();
    }

    /// Adds the features of the words before and after a name, with template numbers after `template`.
    fn around(&self, name: Range<usize>, mut template: u16, name_classes: u32, rows: &mut Rows) {
        let mut add = |value: u32| {
            template += 1;
            rows.push(feature(template, value));
        };
        let w = |offset: isize| {
            let from = if offset < 0 { name.start } else { name.end - 1 };
            near(self.words, from, offset)
        };
        for offset in [-2, -1, 1, 2] {
            add(w(offset).low);
        }
        for offset in [-2, -1, 1, 2] {
            add(self.cluster(w(offset), 8));
            add(self.cluster(w(offset), 24));
            add(self.sense(w(offset), 6));
            add(self.sense(w(offset), 24));
        }
        add(join(w(-2).low, w(-1).low));
        add(join(w(1).low, w(2).low));
        add(join(w(-1).low, w(1).low));
        add(join(name_classes, w(-1).low));
        add(join(name_classes, w(1).low));
        add(join(self.sport, w(-1).low));
        add(join(self.sport, w(1).low));
        add(join(w(-1).case as u32, w(1).case as u32));
        add(self.spellings.get(w(1)).suffixes[1]);
        add(self.spellings.get(w(-1)).suffixes[2]);
    }

    fn cluster(&self, word: &Word, bits: u32) -> u32 {
        let path = Some(self.gazetteer.cluster(word.raw)).filter(|&c| c != 0);
        gazetteer::prefix(path.unwrap_or_else(|| self.gazetteer.cluster(word.low)), bits)
    }

    fn sense(&self, word: &Word, bits: u32) -> u32 {
        gazetteer::prefix(self.gazetteer.sense(word.low), bits)
    }
}
