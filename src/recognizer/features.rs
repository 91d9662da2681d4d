//! The features of the name recogniser.
//!
//! Each token is described by its own word, the words around it, and what the rest of the document shows of the same
//! word: whether it is also written in lower case, and the longest run of capitalised words that it is part of
//! ("Rubio" next to "Secretary of State Marco Rubio" further up). Most features are of one near token alone, at its
//! offset ([`View::local`]): what they add up to is the same wherever the word stands ([`crate::recognizer::local_scores`]). The others
//! ([`View::joint`]) join several tokens, read the document, or are too few to be worth keeping. Nothing here knows the labels.

use std::ops::{Range, RangeInclusive};
use std::rc::Rc;
use std::sync::Arc;

use crate::incremental::{Fingerprint, StageCache};
use crate::model::features::{Rows, feature, join};
use crate::recognizer::gazetteer::{self, Gazetteer};
use crate::sentences::Sentence;
use crate::tokens::shape::Case;
use crate::tokens::words::{Spelling, Spellings, Word, near};

/// A document as the recogniser sees it.
pub struct View<'d> {
    words: &'d [Word],
    spellings: &'d Spellings,
    /// What the lists say of each spelling.
    known: Arc<Vec<Known>>,
    /// The longest listed phrase of several words that each token is part of: its classes, and first, inside or last in it
    /// as 1, 2, 3.
    phrase: Vec<(u8, u8)>,
    /// What the document shows of each distinct word.
    seen: Vec<Seen>,
    /// Whether each token stands in a line written in capitals throughout.
    shouted: Vec<bool>,
    /// Whether each token is the first word of its sentence.
    first: Vec<bool>,
    /// What [`Self::joint`] reads of `seen`, of each distinct word as a number.
    shown: Vec<u32>,
}

/// What the lists said of the words and the sentences that were read last.
#[derive(Default)]
pub(crate) struct Cache {
    /// By the numbers of spellings.
    words: Arc<Vec<Known>>,
    phrases: StageCache<Rc<[Phrase]>>,
}

impl Cache {
    /// Keeps from now on.
    pub(crate) fn enable(&mut self) {
        self.phrases.enable();
    }
}

/// What the lists say of a word by itself.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    /// The path of its cluster; 0 for none.
    cluster: u32,
    /// The path of its sense; 0 for none.
    sense: u32,
    /// Its classes.
    classes: u8,
}

impl Known {
    fn look_up(word: &Spelling, lists: &Gazetteer) -> Self {
        let cluster = Some(lists.cluster(word.raw)).filter(|&c| c != 0);
        Self {
            sense: lists.sense(word.low),
            cluster: cluster.unwrap_or_else(|| lists.cluster(word.low)),
            classes: lists.classes(gazetteer::phrase(gazetteer::NO_WORDS, word.low)),
        }
    }
}

/// What a document shows of one word, all its places taken together.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    /// All its places.
    places: u32,
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

/// The offsets of the tokens that [`View::local`] reads.
pub(crate) const REACH: RangeInclusive<isize> = -2..=2;

/// How many tokens from its own [`View::joint`] reads.
const FURTHEST: usize = 4;

// The numbers of the templates. Trained models know features by them: a new template takes a new number.
const SHOUTED: u16 = 1;
/// Two for each offset from -2 to 2.
const LOW_AND_SHAPE: u16 = 2;
/// One for each offset from -1 to 1.
const RAW: u16 = 12;
const SUFFIXES: u16 = 15;
const PREFIXES: u16 = 19;
/// Two for the token before, two for the token after.
const AFFIXES_BESIDE: u16 = 23;
const PAIRS: u16 = 27;
/// At -4, -3, 3 and 4.
const FAR: u16 = 39;
/// Four for each offset from -2 to 2.
const CLUSTER: u16 = 43;
const CLUSTER_PAIRS: u16 = 63;
/// Two for each offset from -1 to 1.
const LISTED: u16 = 65;
const LISTED_PAIRS: u16 = 71;
const SEEN: u16 = 73;
const LONGEST_RUN: u16 = 74;
/// Three for each offset from -2 to 2.
const SENSE: u16 = 80;

impl<'d> View<'d> {
    /// Reads the whole document once.
    pub fn new(
        words: &'d [Word],
        spellings: &'d Spellings,
        sentences: &[Sentence],
        lists: &Gazetteer,
    ) -> Self {
        Self::new_incremental(words, spellings, sentences, lists, &mut Cache::default())
    }

    /// The same, where words may have been looked up before.
    #[inline(never)]
    pub(crate) fn new_incremental(
        words: &'d [Word],
        spellings: &'d Spellings,
        sentences: &[Sentence],
        lists: &Gazetteer,
        cache: &mut Cache,
    ) -> Self {
        cache.phrases.start_round();
        let new = spellings.since(cache.words.len()).iter().map(|word| Known::look_up(word, lists));
        Arc::make_mut(&mut cache.words).extend(new);
        let mut view = Self {
            words,
            spellings,
            known: cache.words.clone(),
            phrase: vec![(0, 0); words.len()],
            seen: vec![Seen::default(); spellings.folded()],
            shouted: vec![false; words.len()],
            first: vec![false; words.len()],
            shown: Vec::new(),
        };
        for tokens in sentences.iter().map(|s| s.tokens.clone()) {
            let here = words.get(tokens.clone()).unwrap_or(&[]);
            let key = || here.iter().fold(Fingerprint::NEW, |key, w| key.with(u64::from(w.raw)));
            let listed = cache.phrases.get(key, || phrases(here, lists).into());
            listed.iter().for_each(|phrase| view.mark(tokens.start, phrase));
            view.survey(tokens);
        }
        view.shown = view.seen.iter().map(|seen| view.shown(seen)).collect();
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

    /// How often a distinct word stands in the document.
    pub fn places(&self, which: usize) -> u32 {
        self.seen.get(which).map_or(0, |seen| seen.places)
    }

    /// The number of the distinct word at token `i`, from 0.
    pub fn which(&self, i: usize) -> usize {
        self.words.get(i).map_or(0, |w| w.low_number as usize)
    }

    /// Those of some tokens.
    pub fn which_of(&self, tokens: Range<usize>) -> impl Iterator<Item = usize> {
        self.words.get(tokens).unwrap_or(&[]).iter().map(|w| w.low_number as usize)
    }

    /// A number that stands for the words of some tokens, whatever their case.
    pub fn key(&self, tokens: Range<usize>) -> u32 {
        let words = self.words.get(tokens).unwrap_or(&[]);
        words.iter().fold(gazetteer::NO_WORDS, |key, w| gazetteer::phrase(key, w.low))
    }

    /// How token `i` is written, as a number.
    pub fn case(&self, i: usize) -> u32 {
        near(self.words, i, 0).case as u32
    }

    /// Takes in one sentence.
    #[inline(never)]
    fn survey(&mut self, tokens: Range<usize>) {
        let words = self.words.get(tokens.clone()).unwrap_or(&[]);
        words.iter().for_each(|w| self.seen[w.low_number as usize].places += 1);
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
                let seen = &mut self.seen[self.words[i].low_number as usize];
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
        let start =
            if opening && run.len() > 1 && self.seen[self.words[run.start].low_number as usize].lower > 0 {
                run.start + 1
            } else {
                run.start
            };
        let len = (run.end - start) as u32;
        if len > LONGEST_NAME {
            return;
        }
        for i in start..run.end {
            let seen = &mut self.seen[self.words[i].low_number as usize];
            if len > seen.run.1 - seen.run.0 {
                seen.run = (start as u32, run.end as u32);
                seen.at = (i - start) as u32;
            }
        }
    }

    /// Adds one row of features for each token of `run`, in the order of their templates: what training reads.
    pub fn extract(&self, run: Range<usize>, rows: &mut Rows) {
        let mut row: Vec<(u16, u32)> = Vec::new();
        for i in run {
            row.clear();
            let shouted = self.shouted(i);
            for offset in REACH {
                self.local(i.checked_add_signed(offset), offset, shouted, |t, value| row.push((t, value)));
            }
            self.joint(i, |t, value| row.push((t, value)));
            row.sort_unstable();
            row.iter().for_each(|&(t, value)| rows.push(feature(t, value)));
            rows.end_row();
        }
    }

    /// Whether token `i` stands in a line written in capitals throughout, as a number.
    pub fn shouted(&self, i: usize) -> u32 {
        u32::from(self.shouted.get(i).copied().unwrap_or(false))
    }

    /// What the lists say of a word.
    fn known(&self, word: &Word) -> Known {
        self.known.get(word.number as usize).copied().unwrap_or_default()
    }

    /// The listed phrase that token `i` is part of, as a number.
    fn in_phrase(&self, i: usize) -> u32 {
        self.phrase.get(i).map_or(0, |&(classes, part)| u32::from(classes) * 4 + u32::from(part))
    }

    /// A number for a token, the same for those of which [`Self::local`] says the same.
    pub fn alike(&self, i: usize) -> u32 {
        join(near(self.words, i, 0).raw, self.in_phrase(i))
    }

    /// A key of all that the rows of the tokens of a run are made of.
    #[inline(never)]
    pub(crate) fn fingerprint_around(&self, run: Range<usize>) -> Fingerprint {
        let (start, end) = (run.start.saturating_sub(FURTHEST), (run.end + FURTHEST).min(self.len()));
        let opening =
            run.clone().find(|&i| self.first.get(i) == Some(&true)).map_or(0, |i| i + 1 - run.start);
        let about = [run.start - start, end - run.end, opening, self.shouted(run.start) as usize];
        let mut key = about.into_iter().fold(Fingerprint::NEW, |key, x| key.with(x as u64));
        let beside = |key: Fingerprint, tokens: Range<usize>| {
            tokens.fold(key, |key, i| key.with(u64::from(self.alike(i))))
        };
        key = beside(key, start..run.start);
        for i in run.clone() {
            let shown = self.shown.get(self.which(i)).copied().unwrap_or(0);
            key = key.with(u64::from(self.alike(i)) | u64::from(shown) << 32);
        }
        key = beside(key, run.end..end);
        key
    }

    /// What [`Self::joint`] reads of a word's places, as a number.
    fn shown(&self, seen: &Seen) -> u32 {
        let [lower, capital] = [seen.lower, seen.capital].map(|n| n.min(2));
        self.longest_run(seen).into_iter().flatten().fold(lower * 4 + capital, join)
    }

    /// What the longest run of a word says, as values for [`LONGEST_RUN`] and those behind it.
    fn longest_run(&self, seen: &Seen) -> Option<[u32; 6]> {
        let (start, end) = (seen.run.0 as usize, seen.run.1 as usize);
        let at = |k: usize| near(self.words, k, 0);
        (start < end).then(|| {
            [
                join(seen.at, (end - start) as u32),
                join(at(start).low, seen.at.min(1)),
                join(at(end - 1).low, u32::from(seen.at as usize + 1 == end - start)),
                start.checked_sub(1).map_or(0, |k| at(k).low),
                at(end).low,
                self.spellings.get(at(end)).suffixes[2],
            ]
        })
    }

    /// The features that token `at` gives by itself to the token that it stands `offset` tokens from, as templates
    /// and values; `shouted` is of that token.
    pub fn local(&self, at: Option<usize>, offset: isize, shouted: u32, mut add: impl FnMut(u16, u32)) {
        let word = at.and_then(|at| self.words.get(at)).unwrap_or(&Word::NONE);
        let looks = self.spellings.get(word);
        let known = self.known(word);
        let two = (offset + 2) as u16;
        add(LOW_AND_SHAPE + 2 * two, word.low);
        add(LOW_AND_SHAPE + 2 * two + 1, join(looks.shape, shouted));
        for (k, bits) in [4, 6, 10, 24].into_iter().enumerate() {
            add(CLUSTER + 4 * two + k as u16, gazetteer::prefix(known.cluster, bits));
        }
        for (k, bits) in [6, 9, 24].into_iter().enumerate() {
            add(SENSE + 3 * two + k as u16, gazetteer::prefix(known.sense, bits));
        }
        if offset.abs() > 1 {
            return;
        }
        let one = (offset + 1) as u16;
        add(RAW + one, word.raw);
        add(LISTED + 2 * one, join(u32::from(known.classes), word.case as u32));
        add(LISTED + 2 * one + 1, at.map_or(0, |at| self.in_phrase(at)));
        if offset == 0 {
            (SUFFIXES..).zip(looks.suffixes).for_each(|(t, s)| add(t, s));
            (PREFIXES..).zip(looks.prefixes).for_each(|(t, p)| add(t, p));
        } else {
            add(AFFIXES_BESIDE + one, looks.suffixes[2]);
            add(AFFIXES_BESIDE + one + 1, looks.prefixes[2]);
        }
    }

    /// The other features of token `i`, as templates and values.
    pub fn joint(&self, i: usize, mut add: impl FnMut(u16, u32)) {
        let w = |offset| near(self.words, i, offset);
        let case = |offset: isize| w(offset).case as u32;
        let shape = |offset: isize| self.spellings.get(w(offset)).shape;
        let known = |offset| self.known(w(offset));
        let here = w(0);
        let first = u32::from(self.first.get(i).copied().unwrap_or(false));
        add(SHOUTED, self.shouted(i));
        let cases = join(join(case(-2), case(-1)), join(case(0), join(case(1), case(2))));
        let cluster = |offset| gazetteer::prefix(known(offset).cluster, 8);
        let alone = |offset| u32::from(known(offset).classes);
        let pairs = [
            join(w(-1).low, here.low),
            join(here.low, w(1).low),
            join(w(-2).low, w(-1).low),
            join(w(1).low, w(2).low),
            join(w(-1).low, w(1).low),
            join(w(-1).low, case(0)),
            join(w(1).low, case(0)),
            join(case(0) * 8 + case(1), case(-1)),
            cases,
            join(shape(0), shape(1)),
            join(shape(-1), shape(0)),
            join(first, case(0)),
        ];
        (PAIRS..).zip(pairs).for_each(|(t, value)| add(t, value));
        (FAR..).zip([-4, -3, 3, 4]).for_each(|(t, offset)| add(t, w(offset).low));
        add(CLUSTER_PAIRS, join(cluster(-1), cluster(0)));
        add(CLUSTER_PAIRS + 1, join(cluster(0), cluster(1)));
        add(LISTED_PAIRS, join(alone(-1), alone(0)));
        add(LISTED_PAIRS + 1, join(alone(0), alone(1)));
        let Some(seen) = self.seen.get(self.which(i)) else { return };
        let some = |n: u32| n.min(2);
        add(SEEN, join(some(seen.lower) * 4 + some(seen.capital), join(first, case(0))));
        if let Some(run) = self.longest_run(seen).filter(|_| here.case != Case::None) {
            (LONGEST_RUN..).zip(run).for_each(|(t, value)| add(t, value));
        }
    }

    /// Marks a listed phrase of the sentence that begins with this token.
    fn mark(&mut self, first: usize, phrase: &Phrase) {
        let tokens = first + phrase.tokens.start..first + phrase.tokens.end;
        let last = phrase.tokens.len() - 1;
        for (k, i) in tokens.enumerate() {
            self.phrase[i] = (phrase.classes, if k == 0 { 1 } else { 2 + u8::from(k == last) });
        }
    }
}

/// A listed phrase of several words in a sentence, counted from its first token.
struct Phrase {
    tokens: Range<usize>,
    classes: u8,
}

/// The listed phrases of a sentence, in order: at each capital the longest that begins there.
#[inline(never)]
fn phrases(words: &[Word], lists: &Gazetteer) -> Vec<Phrase> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let (mut key, mut best) = (gazetteer::NO_WORDS, (1, 0));
        if !matches!(words[i].case, Case::Lower | Case::None) {
            for (n, w) in words[i..].iter().take(gazetteer::LONGEST).enumerate() {
                key = gazetteer::phrase(key, w.low);
                let classes = if n > 0 { lists.classes(key) } else { 0 };
                if classes != 0 {
                    best = (n + 1, classes);
                }
            }
        }
        let (len, classes) = best;
        if classes != 0 {
            found.push(Phrase { tokens: i..i + len, classes });
        }
        i += len;
    }
    found
}
