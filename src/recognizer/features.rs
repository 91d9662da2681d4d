//! The features of the name recogniser.
//!
//! A token is described by its own word, the words around it, and how the rest of the document uses the same
//! word: whether it also occurs in lower case, and the longest run of capitalised words that contains it
//! ("Rubio" in "Secretary of State Marco Rubio" further up). Most features concern one token at one offset
//! ([`DocumentView::local`]); their sum is the same at all occurrences of a word, so it is computed once
//! ([`crate::recognizer::local_scores`]). The others ([`DocumentView::joint`]) combine several tokens or
//! depend on the document. Never knows the labels.

use std::ops::{Range, RangeInclusive};
use std::rc::Rc;
use std::sync::Arc;

use crate::gazetteer::{self, Gazetteer};
use crate::incremental::{Fingerprint, StageCache};
use crate::model::features::{Rows, feature, join};
use crate::sentences::Sentence;
use crate::tokens::shape::Case;
use crate::tokens::words::{Spelling, Spellings, Word, near};

/// A document prepared for feature extraction.
pub struct DocumentView<'d> {
    words: &'d [Word],
    spellings: &'d Spellings,
    /// Gazetteer information for each spelling.
    info: Arc<Vec<WordInfo>>,
    /// For each token, the classes of the listed phrase of several words that contains it, and its position
    /// in the phrase: 1 first, 2 inside, 3 last; 0 without such a phrase.
    phrase: Vec<(u8, u8)>,
    /// Usage of each distinct word in the document.
    usage: Vec<WordUsage>,
    /// Whether each token is in a sentence written in capitals.
    all_caps: Vec<bool>,
    /// Whether each token is the first word of its sentence.
    first: Vec<bool>,
    /// For each distinct word, everything that [`Self::joint`] reads of its usage, as one number.
    usage_code: Vec<u32>,
}

/// Gazetteer look-ups of the words and sentences of the last run.
#[derive(Default)]
pub(crate) struct Cache {
    /// By spelling number.
    words: Arc<Vec<WordInfo>>,
    phrases: StageCache<Rc<[Phrase]>>,
}

impl Cache {
    /// Starts caching.
    pub(crate) fn enable(&mut self) {
        self.phrases.enable();
    }
}

/// Gazetteer information for a single word.
#[derive(Clone, Copy, Debug, Default)]
struct WordInfo {
    /// Path of its cluster; 0 without one.
    cluster: u32,
    /// Path of its sense; 0 without one.
    sense: u32,
    /// Its classes.
    classes: u8,
}

impl WordInfo {
    fn look_up(word: &Spelling, gazetteer: &Gazetteer) -> Self {
        Self {
            sense: gazetteer.sense(word.low),
            cluster: gazetteer.cluster_of(word),
            classes: gazetteer.classes(gazetteer::extend_phrase(gazetteer::EMPTY_PHRASE, word.low)),
        }
    }
}

/// How a document uses a word, over all its occurrences.
#[derive(Clone, Copy, Debug, Default)]
struct WordUsage {
    /// Number of occurrences.
    occurrences: u32,
    /// Number of occurrences in lower case.
    lower: u32,
    /// Number of occurrences capitalised other than by position in the sentence or headline.
    capital: u32,
    /// Tokens of the longest run of capitalised words that contains it.
    run: (u32, u32),
    /// Its index in that run.
    at: u32,
}

/// Longer runs of capitalised words are lists or headlines, not names.
const MAX_RUN_TOKENS: u32 = 8;

/// Offsets of the tokens that [`DocumentView::local`] reads.
pub(crate) const LOCAL_REACH: RangeInclusive<isize> = -2..=2;

/// Maximum distance in tokens of the words that [`DocumentView::joint`] reads.
const JOINT_REACH: usize = 4;

// Template numbers. Trained models refer to them, so a new template needs a new number.
const ALL_CAPS: u16 = 1;
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
const USAGE: u16 = 73;
const LONGEST_RUN: u16 = 74;
/// Three for each offset from -2 to 2.
const SENSE: u16 = 80;

impl<'d> DocumentView<'d> {
    /// Prepares a document.
    pub fn new(
        words: &'d [Word],
        spellings: &'d Spellings,
        sentences: &[Sentence],
        gazetteer: &Gazetteer,
    ) -> Self {
        Self::new_incremental(words, spellings, sentences, gazetteer, &mut Cache::default())
    }

    /// Does the same as [`new`](Self::new), reusing cached look-ups.
    #[inline(never)]
    pub(crate) fn new_incremental(
        words: &'d [Word],
        spellings: &'d Spellings,
        sentences: &[Sentence],
        gazetteer: &Gazetteer,
        cache: &mut Cache,
    ) -> Self {
        cache.phrases.start_round();
        let new = spellings.since(cache.words.len()).iter().map(|word| WordInfo::look_up(word, gazetteer));
        Arc::make_mut(&mut cache.words).extend(new);
        let mut view = Self {
            words,
            spellings,
            info: cache.words.clone(),
            phrase: vec![(0, 0); words.len()],
            usage: vec![WordUsage::default(); spellings.folded()],
            all_caps: vec![false; words.len()],
            first: vec![false; words.len()],
            usage_code: Vec::new(),
        };
        for tokens in sentences.iter().map(|s| s.tokens.clone()) {
            let here = words.get(tokens.clone()).unwrap_or(&[]);
            let words = || here.iter().fold(Fingerprint::NEW, |all, w| all.with(u64::from(w.raw)));
            let listed = cache.phrases.get(words, || phrases(here, gazetteer).into());
            listed.iter().for_each(|phrase| view.mark_phrase(tokens.start, phrase));
            view.collect_usage(tokens);
        }
        view.usage_code = view.usage.iter().map(|usage| view.usage_code(usage)).collect();
        view
    }

    /// Number of tokens of the document.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether the document has no token.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Number of distinct words, ignoring case.
    pub fn distinct_words(&self) -> usize {
        self.usage.len()
    }

    /// Number of occurrences of a distinct word in the document.
    pub fn occurrences(&self, word_id: usize) -> u32 {
        self.usage.get(word_id).map_or(0, |usage| usage.occurrences)
    }

    /// Returns the number of the distinct word at token `i`, from 0.
    pub fn word_id(&self, i: usize) -> usize {
        self.words.get(i).map_or(0, |w| w.low_number as usize)
    }

    /// Returns the numbers of the distinct words at some tokens.
    pub fn word_ids(&self, tokens: Range<usize>) -> impl Iterator<Item = usize> {
        self.words.get(tokens).unwrap_or(&[]).iter().map(|w| w.low_number as usize)
    }

    /// Returns the gazetteer key of the words of some tokens, which ignores case.
    pub fn phrase_key(&self, tokens: Range<usize>) -> u32 {
        gazetteer::phrase_key(self.words.get(tokens).unwrap_or(&[]))
    }

    /// Returns the capitalisation of token `i` as a number.
    pub fn case(&self, i: usize) -> u32 {
        near(self.words, i, 0).case as u32
    }

    /// Adds the words of one sentence to the usage of words.
    #[inline(never)]
    fn collect_usage(&mut self, tokens: Range<usize>) {
        let words = self.words.get(tokens.clone()).unwrap_or(&[]);
        words.iter().for_each(|w| self.usage[w.low_number as usize].occurrences += 1);
        let low = words.iter().filter(|w| matches!(w.case, Case::Lower | Case::Title | Case::Mixed)).count();
        let high = words.iter().filter(|w| w.case == Case::Upper).count();
        if high > 3 && high > low * 4 {
            self.all_caps[tokens].fill(true);
            return;
        }
        // The capitals of a headline in title case say nothing about its words either.
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
                let usage = &mut self.usage[self.words[i].low_number as usize];
                if case == Case::Lower {
                    usage.lower += 1;
                } else if case != Case::None && opening != Some(i) && !headline {
                    usage.capital += 1;
                }
            }
            match here {
                Some(Case::Title | Case::Upper | Case::Mixed | Case::Initial) => {
                    start = start.or(Some(i));
                }
                _ => {
                    if let Some(from) = start.take().filter(|_| !headline) {
                        self.note_run(from..i, opening == Some(from));
                    }
                }
            }
        }
    }

    /// Records a run of capitalised words for each of its words that is not in a longer one.
    fn note_run(&mut self, run: Range<usize>, opening: bool) {
        // The first word of a sentence is capitalised anyway: the run without it is more reliable.
        let start =
            if opening && run.len() > 1 && self.usage[self.words[run.start].low_number as usize].lower > 0 {
                run.start + 1
            } else {
                run.start
            };
        let len = (run.end - start) as u32;
        if len > MAX_RUN_TOKENS {
            return;
        }
        for i in start..run.end {
            let usage = &mut self.usage[self.words[i].low_number as usize];
            if len > usage.run.1 - usage.run.0 {
                usage.run = (start as u32, run.end as u32);
                usage.at = (i - start) as u32;
            }
        }
    }

    /// Adds one row of features for each token of `run`, in the order of their templates. Used by training.
    pub fn extract(&self, run: Range<usize>, rows: &mut Rows) {
        let mut row: Vec<(u16, u32)> = Vec::new();
        for i in run {
            row.clear();
            let all_caps = self.all_caps(i);
            for offset in LOCAL_REACH {
                self.local(i.checked_add_signed(offset), offset, all_caps, |t, value| row.push((t, value)));
            }
            self.joint(i, |t, value| row.push((t, value)));
            row.sort_unstable();
            row.iter().for_each(|&(t, value)| rows.push(feature(t, value)));
            rows.end_row();
        }
    }

    /// Returns 1 if token `i` is in a sentence written in capitals, else 0.
    pub fn all_caps(&self, i: usize) -> u32 {
        u32::from(self.all_caps.get(i).copied().unwrap_or(false))
    }

    /// Returns the gazetteer information for a word.
    fn info(&self, word: &Word) -> WordInfo {
        self.info.get(word.number as usize).copied().unwrap_or_default()
    }

    /// Encodes the listed phrase that contains token `i`, and its position there, as a number.
    fn phrase_code(&self, i: usize) -> u32 {
        self.phrase.get(i).map_or(0, |&(classes, part)| u32::from(classes) * 4 + u32::from(part))
    }

    /// Returns a number that is equal for tokens with equal local features ([`Self::local`]).
    pub fn local_key(&self, i: usize) -> u32 {
        join(near(self.words, i, 0).raw, self.phrase_code(i))
    }

    /// Fingerprint of everything that the feature rows of a run depend on.
    #[inline(never)]
    pub(crate) fn fingerprint_around(&self, run: Range<usize>) -> Fingerprint {
        let (start, end) = (run.start.saturating_sub(JOINT_REACH), (run.end + JOINT_REACH).min(self.len()));
        let opening =
            run.clone().find(|&i| self.first.get(i) == Some(&true)).map_or(0, |i| i + 1 - run.start);
        let about = [run.start - start, end - run.end, opening, self.all_caps(run.start) as usize];
        let mut all = about.into_iter().fold(Fingerprint::NEW, |all, x| all.with(x as u64));
        let add_keys = |all: Fingerprint, tokens: Range<usize>| {
            tokens.fold(all, |all, i| all.with(u64::from(self.local_key(i))))
        };
        all = add_keys(all, start..run.start);
        for i in run.clone() {
            let usage_code = self.usage_code.get(self.word_id(i)).copied().unwrap_or(0);
            all = all.with(u64::from(self.local_key(i)) | u64::from(usage_code) << 32);
        }
        add_keys(all, run.end..end)
    }

    /// Encodes everything that [`Self::joint`] reads of a word's usage as a number.
    fn usage_code(&self, usage: &WordUsage) -> u32 {
        let [lower, capital] = [usage.lower, usage.capital].map(|n| n.min(2));
        self.longest_run(usage).into_iter().flatten().fold(lower * 4 + capital, join)
    }

    /// Returns the values of the templates from [`LONGEST_RUN`] on, which describe the longest run of a word.
    fn longest_run(&self, usage: &WordUsage) -> Option<[u32; 6]> {
        let (start, end) = (usage.run.0 as usize, usage.run.1 as usize);
        let at = |k: usize| near(self.words, k, 0);
        (start < end).then(|| {
            [
                join(usage.at, (end - start) as u32),
                join(at(start).low, usage.at.min(1)),
                join(at(end - 1).low, u32::from(usage.at as usize + 1 == end - start)),
                start.checked_sub(1).map_or(0, |k| at(k).low),
                at(end).low,
                self.spellings.get(at(end)).suffixes[2],
            ]
        })
    }

    /// Passes to `add` the local features of a token, as pairs of template and value: those that depend only
    /// on token `at`, which is `offset` tokens from it. `all_caps` is that of the described token.
    pub fn local(&self, at: Option<usize>, offset: isize, all_caps: u32, mut add: impl FnMut(u16, u32)) {
        let word = at.and_then(|at| self.words.get(at)).unwrap_or(&Word::NONE);
        let spelling = self.spellings.get(word);
        let info = self.info(word);
        let two = (offset + 2) as u16;
        add(LOW_AND_SHAPE + 2 * two, word.low);
        add(LOW_AND_SHAPE + 2 * two + 1, join(spelling.shape, all_caps));
        for (k, bits) in [4, 6, 10, 24].into_iter().enumerate() {
            add(CLUSTER + 4 * two + k as u16, gazetteer::prefix(info.cluster, bits));
        }
        for (k, bits) in [6, 9, 24].into_iter().enumerate() {
            add(SENSE + 3 * two + k as u16, gazetteer::prefix(info.sense, bits));
        }
        if offset.abs() > 1 {
            return;
        }
        let one = (offset + 1) as u16;
        add(RAW + one, word.raw);
        add(LISTED + 2 * one, join(u32::from(info.classes), word.case as u32));
        add(LISTED + 2 * one + 1, at.map_or(0, |at| self.phrase_code(at)));
        if offset == 0 {
            (SUFFIXES..).zip(spelling.suffixes).for_each(|(t, s)| add(t, s));
            (PREFIXES..).zip(spelling.prefixes).for_each(|(t, p)| add(t, p));
        } else {
            add(AFFIXES_BESIDE + one, spelling.suffixes[2]);
            add(AFFIXES_BESIDE + one + 1, spelling.prefixes[2]);
        }
    }

    /// Passes the other features of token `i` to `add`, as pairs of template and value.
    pub fn joint(&self, i: usize, mut add: impl FnMut(u16, u32)) {
        let w = |offset| near(self.words, i, offset);
        let case = |offset: isize| w(offset).case as u32;
        let shape = |offset: isize| self.spellings.get(w(offset)).shape;
        let info = |offset| self.info(w(offset));
        let here = w(0);
        let first = u32::from(self.first.get(i).copied().unwrap_or(false));
        add(ALL_CAPS, self.all_caps(i));
        let cases = join(join(case(-2), case(-1)), join(case(0), join(case(1), case(2))));
        let cluster = |offset| gazetteer::prefix(info(offset).cluster, 8);
        let alone = |offset| u32::from(info(offset).classes);
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
        let Some(usage) = self.usage.get(self.word_id(i)) else { return };
        let some = |n: u32| n.min(2);
        add(USAGE, join(some(usage.lower) * 4 + some(usage.capital), join(first, case(0))));
        if let Some(run) = self.longest_run(usage).filter(|_| here.case != Case::None) {
            (LONGEST_RUN..).zip(run).for_each(|(t, value)| add(t, value));
        }
    }

    /// Marks the tokens of a listed phrase. `first` is the first token of its sentence.
    fn mark_phrase(&mut self, first: usize, phrase: &Phrase) {
        let tokens = first + phrase.tokens.start..first + phrase.tokens.end;
        let last = phrase.tokens.len() - 1;
        for (k, i) in tokens.enumerate() {
            self.phrase[i] = (phrase.classes, if k == 0 { 1 } else { 2 + u8::from(k == last) });
        }
    }
}

/// A listed phrase of several words. Tokens are relative to the sentence.
struct Phrase {
    tokens: Range<usize>,
    classes: u8,
}

/// Finds the listed phrases of a sentence, in order: at each capitalised word the longest one that begins
/// there.
#[inline(never)]
fn phrases(words: &[Word], gazetteer: &Gazetteer) -> Vec<Phrase> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let (mut key, mut best) = (gazetteer::EMPTY_PHRASE, (1, 0));
        if !matches!(words[i].case, Case::Lower | Case::None) {
            for (n, w) in words[i..].iter().take(gazetteer::MAX_PHRASE_TOKENS).enumerate() {
                key = gazetteer::extend_phrase(key, w.low);
                let classes = if n > 0 { gazetteer.classes(key) } else { 0 };
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
