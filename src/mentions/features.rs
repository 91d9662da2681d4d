//! The features of the name recogniser.
//!
//! Each token is described by its own word, the words around it, and what the rest of the document shows of the same
//! word: whether it is also written in lower case, and the longest run of capitalised words that it is part of
//! ("Rubio" next to "Secretary of State Marco Rubio" further up). Nothing here knows the labels.

use std::ops::Range;

use super::lists::{self, Lists};
use crate::sentences::Sentence;
use crate::tagger::features::{HashedMap, Rows, feature, join};
use crate::tagger::shape::Case;
use crate::tagger::words::{Word, near};

/// A document as the recogniser sees it.
pub struct View<'d> {
    words: &'d [Word],
    /// What the lists say of each token.
    known: Vec<Known>,
    /// What the document shows of each distinct word.
    seen: Vec<Seen>,
    /// The index into `seen` of each token's word.
    which: Vec<u32>,
    /// Whether each token stands in a line written in capitals throughout.
    shouted: Vec<bool>,
    /// Whether each token is the first word of its sentence.
    first: Vec<bool>,
}

/// What the lists say of one token.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    /// The path of its cluster; 0 for none.
    cluster: u32,
    /// The classes of the word alone.
    alone: u8,
    /// The classes of the longest listed phrase of several words that it is part of.
    phrase: u8,
    /// First, inside or last in that phrase: 1, 2, 3.
    part: u8,
}

/// What a document shows of one word, all its places taken together.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    /// Places in lower case.
    lower: u32,
    /// Places with a capital where none is due.
    capital: u32,
    /// The longest run of capitalised words with it in.
    run: (u32, u32),
    /// Where in that run.
    at: u32,
}

/// Runs longer than this are lists or headlines, not names.
const LONGEST_NAME: u32 = 8;

impl<'d> View<'d> {
    /// Reads the whole document once.
    pub fn new(words: &'d [Word], sentences: &[Sentence], lists: &Lists) -> Self {
        let mut map = HashedMap::<u32>::default();
        let mut seen: Vec<Seen> = Vec::new();
        let which = words
            .iter()
            .map(|w| {
                *map.entry(w.low).or_insert_with(|| {
                    seen.push(Seen::default());
                    seen.len() as u32 - 1
                })
            })
            .collect();
        let mut view = Self {
            words,
            known: look_up(words, lists),
            seen,
            which,
            shouted: vec![false; words.len()],
            first: vec![false; words.len()],
        };
        sentences.iter().for_each(|s| view.survey(s.tokens.clone()));
        view
    }

    /// How many tokens the document has.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How many distinct words it has, whatever their case.
    pub fn distinct(&self) -> usize {
        self.seen.len()
    }

    /// The number of the distinct word at token `i`, from 0.
    pub fn which(&self, i: usize) -> usize {
        self.which.get(i).map_or(0, |&k| k as usize)
    }

    /// A number that stands for the words of some tokens, whatever their case.
    pub fn key(&self, tokens: Range<usize>) -> u32 {
        let words = self.words.get(tokens).unwrap_or(&[]);
        words.iter().fold(lists::NO_WORDS, |key, w| lists::phrase(key, w.low))
    }

    /// How token `i` is written, as a number.
    pub fn case(&self, i: usize) -> u32 {
        near(self.words, i, 0).case as u32
    }

    /// Takes in one sentence.
    fn survey(&mut self, tokens: Range<usize>) {
        let words = self.words.get(tokens.clone()).unwrap_or(&[]);
        let low = words.iter().filter(|w| matches!(w.case, Case::Lower | Case::Title | Case::Mixed)).count();
        let high = words.iter().filter(|w| w.case == Case::Upper).count();
        if high > 3 && high > low * 4 {
            self.shouted[tokens].fill(true);
            return;
        }
        // A headline in title case says nothing of what its words are either.
        let title = words.iter().filter(|w| w.case == Case::Title).count();
        let lower = words.iter().filter(|w| w.case == Case::Lower).count();
        let headline = title > 4 && title > lower * 2;
        let opening = tokens.clone().find(|&i| self.words[i].case != Case::None);
        if let Some(i) = opening {
            self.first[i] = true;
        }
        let mut start = None;
        for i in tokens.start..=tokens.end {
            let here = (i < tokens.end).then(|| self.words[i].case);
            if let Some(case) = here {
                let seen = &mut self.seen[self.which[i] as usize];
                if case == Case::Lower {
                    seen.lower += 1;
                } else if case != Case::None && opening != Some(i) && !headline {
                    seen.capital += 1;
                }
            }
            match here {
                Some(Case::Title | Case::Upper | Case::Mixed | Case::Initial) => {
                    start = start.or(Some(i));
                }
                _ => {
                    if let Some(from) = start.take().filter(|_| !headline) {
                        self.keep_run(from..i, opening == Some(from));
                    }
                }
            }
        }
    }

    /// Remembers a run of capitalised words for each of its words that has no longer one yet.
    fn keep_run(&mut self, run: Range<usize>, opening: bool) {
        // The first word of a sentence has its capital from there: the run without it is surer.
        let start = if opening && run.len() > 1 && self.seen[self.which[run.start] as usize].lower > 0 {
            run.start + 1
        } else {
            run.start
        };
        let len = (run.end - start) as u32;
        if len > LONGEST_NAME {
            return;
        }
        for i in start..run.end {
            let seen = &mut self.seen[self.which[i] as usize];
            if len > seen.run.1 - seen.run.0 {
                seen.run = (start as u32, run.end as u32);
                seen.at = (i - start) as u32;
            }
        }
    }

    /// Adds one row of features for each token of `run`.
    pub fn extract(&self, run: Range<usize>, rows: &mut Rows) {
        for i in run {
            self.row(i, rows);
            rows.end_row();
        }
    }

    /// What the lists say of the token `offset` tokens from token `i`; nothing outside the document.
    fn known(&self, i: usize, offset: isize) -> Known {
        i.checked_add_signed(offset).and_then(|at| self.known.get(at)).copied().unwrap_or_default()
    }

    fn row(&self, i: usize, rows: &mut Rows) {
        let w = |offset| near(self.words, i, offset);
        let here = w(0);
        let mut template = 0;
        let mut add = |value: u32| {
            template += 1;
            rows.push(feature(template, value));
        };
        let shouted = u32::from(self.shouted.get(i).copied().unwrap_or(false));
        let first = u32::from(self.first.get(i).copied().unwrap_or(false));
        let case = |offset: isize| w(offset).case as u32;
        add(shouted);
        for offset in -2..=2 {
            add(w(offset).low);
            add(join(w(offset).shape, shouted));
        }
        for offset in -1..=1 {
            add(w(offset).raw);
        }
        here.suffixes.iter().for_each(|&s| add(s));
        here.prefixes.iter().for_each(|&p| add(p));
        for offset in [-1, 1] {
            add(w(offset).suffixes[2]);
            add(w(offset).prefixes[2]);
        }
        add(join(w(-1).low, here.low));
        add(join(here.low, w(1).low));
        add(join(w(-2).low, w(-1).low));
        add(join(w(1).low, w(2).low));
        add(join(w(-1).low, w(1).low));
        add(join(w(-1).low, case(0)));
        add(join(w(1).low, case(0)));
        add(join(case(0) * 8 + case(1), case(-1)));
        add(join(join(case(-2), case(-1)), join(case(0), join(case(1), case(2)))));
        add(join(here.shape, w(1).shape));
        add(join(w(-1).shape, here.shape));
        add(join(first, case(0)));
        for offset in [-4, -3, 3, 4] {
            add(w(offset).low);
        }
        let known = |offset| self.known(i, offset);
        for offset in -2..=2 {
            for bits in [4, 6, 10, 24] {
                add(lists::prefix(known(offset).cluster, bits));
            }
        }
        add(join(lists::prefix(known(-1).cluster, 8), lists::prefix(known(0).cluster, 8)));
        add(join(lists::prefix(known(0).cluster, 8), lists::prefix(known(1).cluster, 8)));
        for offset in -1..=1 {
            let k = known(offset);
            add(join(u32::from(k.alone), case(offset)));
            add(u32::from(k.phrase) * 4 + u32::from(k.part));
        }
        add(join(u32::from(known(-1).alone), u32::from(known(0).alone)));
        add(join(u32::from(known(0).alone), u32::from(known(1).alone)));
        let Some(seen) = self.which.get(i).and_then(|&k| self.seen.get(k as usize)) else { return };
        let some = |n: u32| n.min(2);
        add(join(some(seen.lower) * 4 + some(seen.capital), join(first, case(0))));
        let (start, end) = (seen.run.0 as usize, seen.run.1 as usize);
        if start < end && here.case != Case::None {
            let at = |k: usize| near(self.words, k, 0);
            add(join(seen.at, (end - start) as u32));
            add(join(at(start).low, seen.at.min(1)));
            add(join(at(end - 1).low, u32::from(seen.at as usize + 1 == end - start)));
            add(start.checked_sub(1).map_or(0, |k| at(k).low));
            add(at(end).low);
            add(at(end).suffixes[2]);
        }
    }
}

/// What the lists say of every token.
fn look_up(words: &[Word], lists: &Lists) -> Vec<Known> {
    let mut all: Vec<Known> = words
        .iter()
        .map(|w| {
            let cluster = Some(lists.cluster(w.raw)).filter(|&c| c != 0);
            Known {
                cluster: cluster.unwrap_or_else(|| lists.cluster(w.low)),
                alone: lists.classes(lists::phrase(lists::NO_WORDS, w.low)),
                ..Known::default()
            }
        })
        .collect();
    let mut i = 0;
    while i < words.len() {
        let (mut key, mut best) = (lists::NO_WORDS, (1, 0));
        if !matches!(words[i].case, Case::Lower | Case::None) {
            for (n, w) in words[i..].iter().take(lists::LONGEST).enumerate() {
                key = lists::phrase(key, w.low);
                let classes = if n > 0 { lists.classes(key) } else { 0 };
                if classes != 0 {
                    best = (n + 1, classes);
                }
            }
        }
        let (len, classes) = best;
        if classes != 0 {
            for (k, known) in all[i..i + len].iter_mut().enumerate() {
                known.phrase = classes;
                known.part = if k == 0 { 1 } else { 2 + u8::from(k + 1 == len) };
            }
        }
        i += len;
    }
    all
}
