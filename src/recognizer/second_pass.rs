//! The second pass of the recogniser: features from the first pass over the whole document.
//!
//! A name is often clear in one place ("Prime Minister Fumio Kishida") and ambiguous in another ("Kishida
//! said"). The recogniser therefore reads a document twice. The features of the second pass say how the first
//! pass labelled the other occurrences of a word, which names it found that contain the word, and the labels
//! of the neighbours. One model does both passes: training drops these features at random. Never changes the
//! labels of the first pass.

use std::ops::Range;
use std::rc::Rc;

use crate::incremental::{Fingerprint, StageCache};
use crate::model::crf::Model;
use crate::model::crf::runs as runs_of;
use crate::model::crf::viterbi::Decoder;
use crate::model::features::{Rows, feature, join};
use crate::recognizer::features::DocumentView;
use crate::recognizer::local_scores::LocalSums;
use crate::recognizer::spans;
use crate::sentences::Sentence;
use rustc_hash::FxHashMap;

/// Maximum number of kinds of a model, including "no name".
const MAX_KINDS: usize = 12;
/// Number of the first template of the second pass; those of the first pass are below.
const FIRST_TEMPLATE: u16 = 500;

/// A probability for each kind; index 0 is "no name".
type KindProbabilities = [f32; MAX_KINDS];

/// Tokens at least this likely to be outside a name are treated as certain.
const CERTAINLY_OUTSIDE: f32 = 0.999;

/// The result of the first pass for one run of tokens. Indices are relative to its first token.
pub(crate) struct FirstPassRun {
    /// Sums of the first-pass rows, to which the second pass adds its own.
    sums: Vec<i32>,
    /// Label of each token on the best path.
    labels: Vec<u16>,
    /// Probability of "no name" for each token.
    outside: Vec<f32>,
    /// Tokens that may be in a name, in order, with the probabilities of the kinds.
    uncertain: Vec<(usize, KindProbabilities)>,
    /// Level of the probability of the likeliest kind, for each token.
    certainty: Vec<u8>,
    /// The names with their kinds.
    names: Vec<(Range<usize>, u8)>,
}

/// The results of the first pass for a document.
pub struct FirstPass {
    /// The runs of the document, in order, as input of the second pass.
    pub runs: Vec<SecondPassRun>,
}

/// A run of tokens as input of the second pass.
pub struct SecondPassRun {
    /// Its tokens.
    pub tokens: Range<usize>,
    first: Rc<FirstPassRun>,
    evidence: Rc<RunEvidence>,
}

/// The evidence from the first pass for the tokens of a run.
pub(crate) struct RunEvidence {
    tokens: Vec<TokenEvidence>,
    /// Fingerprint of everything that the second pass reads of the run.
    fingerprint: Fingerprint,
}

/// The results of the first pass for the last document.
#[derive(Default)]
pub(crate) struct Cache {
    runs: StageCache<Rc<FirstPassRun>>,
    evidence: StageCache<Rc<RunEvidence>>,
}

impl Cache {
    /// Starts caching.
    pub(crate) fn enable(&mut self) {
        self.runs.enable();
        self.evidence.enable();
    }
}

/// The evidence from the first pass for a token and for the other occurrences of its word.
#[derive(Clone, Copy, Default)]
struct TokenEvidence {
    /// Label of the token on the best path.
    label: u16,
    /// Level of the probability of its likeliest kind.
    certainty: u8,
    /// Most frequent kind of the longest phrase from here that is a name somewhere in the document.
    phrase_kind: u8,
    /// Length of that phrase and its number of occurrences as a name, in one number; 0 for no phrase.
    phrase: u8,
    /// Likeliest kind of the other occurrences of the word and its level; see [`encode_elsewhere`].
    elsewhere: u16,
    /// Longest name of the document that contains the word.
    longest_name: LongestName,
    /// Whether the second pass may label the token as part of a name.
    open: bool,
}

/// The longest name found that contains a word: its length, its kind and the position of the word in it (1
/// first, 2 inside, 3 last, 4 alone).
#[derive(Clone, Copy, Default)]
struct LongestName {
    len: u16,
    kind: u8,
    part: u8,
}

/// Returns for each label the index of its kind among the kinds of the model; 0 is "no name".
fn kind_of(labels: &[&str]) -> Vec<u8> {
    let mut kinds: Vec<&str> = Vec::new();
    labels
        .iter()
        .map(|label| {
            let Some((_, kind)) = label.split_once('-') else { return 0 };
            let at = kinds.iter().position(|k| *k == kind).unwrap_or_else(|| {
                kinds.push(kind);
                kinds.len() - 1
            });
            (at + 1).min(MAX_KINDS - 1) as u8
        })
        .collect()
}

impl FirstPass {
    /// Runs the first pass over a document.
    pub fn new(view: &DocumentView, sentences: &[Sentence], model: &Model) -> Self {
        Self::run(view, sentences, model, &mut Cache::default())
    }

    /// Does the same as [`new`](Self::new), reusing cached runs.
    #[inline(never)]
    pub(crate) fn run(view: &DocumentView, sentences: &[Sentence], model: &Model, cache: &mut Cache) -> Self {
        let kind_of = kind_of(model.labels());
        let (mut local_sums, mut decoder) = (None, Decoder::default());
        let mut runs = Vec::new();
        cache.runs.start_round();
        for run in sentences.iter().flat_map(|s| runs_of(s.tokens.clone())) {
            let fingerprint = view.fingerprint_around(run.clone());
            let label = || {
                let local_sums = local_sums.get_or_insert_with(|| LocalSums::new(view, model));
                Rc::new(FirstPassRun::new(local_sums, &mut decoder, run.clone(), model, &kind_of))
            };
            let first = cache.runs.get(|| fingerprint, label);
            runs.push((run, fingerprint, first));
        }
        Self { runs: second_pass_runs(view, runs, &mut cache.evidence) }
    }
}

impl SecondPassRun {
    /// Fingerprint of everything that the second pass reads of the run.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        self.evidence.fingerprint
    }

    /// Returns the ranges that the second pass decodes, in order: the open tokens, each with its neighbours.
    /// Most tokens of an article are so certainly outside a name that the second pass cannot change them.
    pub(crate) fn stretches(&self) -> Vec<Range<usize>> {
        let mut stretches: Vec<Range<usize>> = Vec::new();
        let run = &self.tokens;
        for (i, _) in run.clone().zip(&self.evidence.tokens).filter(|(_, token)| token.open) {
            let (start, end) = (i.saturating_sub(1).max(run.start), (i + 2).min(run.end));
            match stretches.last_mut() {
                Some(last) if last.end >= start => last.end = end,
                _ => stretches.push(start..end),
            }
        }
        stretches
    }

    /// Returns the first-pass sums of a stretch, to which the rows of the second pass are added.
    pub(crate) fn sums(&self, stretch: &Range<usize>) -> Vec<i32> {
        let width = self.first.sums.len() / self.tokens.len().max(1);
        let place = |i: usize| (i - self.tokens.start) * width;
        self.first.sums.get(place(stretch.start)..place(stretch.end)).unwrap_or(&[]).to_vec()
    }

    /// Adds one row of second-pass features for each token of a stretch.
    pub fn extract(&self, view: &DocumentView, stretch: Range<usize>, rows: &mut Rows) {
        for i in stretch {
            self.row(view, i, rows);
            rows.end_row();
        }
    }

    fn row(&self, view: &DocumentView, i: usize, rows: &mut Rows) {
        let mut template = FIRST_TEMPLATE;
        let mut add = |value: u32| {
            template += 1;
            rows.push(feature(template, value));
        };
        let at = |offset: isize| {
            let at = i.checked_add_signed(offset)?.checked_sub(self.tokens.start)?;
            self.evidence.tokens.get(at)
        };
        let label = |offset: isize| at(offset).map_or(u32::MAX, |token| u32::from(token.label));
        let elsewhere = |offset: isize| at(offset).map_or(u32::MAX, |token| u32::from(token.elsewhere));
        let token = at(0).copied().unwrap_or_default();
        let here = elsewhere(0);
        add(join(label(0), u32::from(token.certainty)));
        add(label(-1));
        add(label(1));
        add(join(label(-1), label(0)));
        add(join(label(0), label(1)));
        add(join(label(-2), label(2)));
        add(here);
        add(join(here, view.case(i)));
        add(join(here, label(0)));
        for offset in [-1, 1] {
            let there = elsewhere(offset);
            add(there);
            add(join(there, here));
        }
        let LongestName { len, kind, part } = token.longest_name;
        if part > 0 {
            let place = u32::from(kind) * 8 + u32::from(part);
            add(place);
            add(join(place, u32::from(len.min(5))));
            add(join(place, label(0)));
        }
        if token.phrase > 0 {
            add(join(u32::from(token.phrase_kind), u32::from(token.phrase)));
        }
    }
}

impl FirstPassRun {
    /// Labels one run.
    fn new(
        local_sums: &mut LocalSums,
        decoder: &mut Decoder,
        run: Range<usize>,
        model: &Model,
        kind_of: &[u8],
    ) -> Self {
        let mut sums = vec![0; run.len() * model.width()];
        local_sums.add(run.clone(), &mut sums);
        let labels = decoder.decode_sums(model, &sums).to_vec();
        let kind = |at: usize| labels.get(at).and_then(|&l| kind_of.get(usize::from(l))).copied();
        let names = spans(&labels, model.labels())
            .map(|(range, _)| (range.clone(), kind(range.start).unwrap_or(0)))
            .collect();
        decoder.compute_posteriors(model);
        let (mut outside, mut certainty) = (Vec::with_capacity(run.len()), Vec::with_capacity(run.len()));
        let mut uncertain = Vec::new();
        for i in 0..run.len() {
            let mut kinds = [0.0; MAX_KINDS];
            for (&kind, p) in kind_of.iter().zip(decoder.marginals(i)) {
                kinds[kind as usize] += p;
            }
            outside.push(kinds[0]);
            certainty.push(probability_level(argmax(&kinds).1) as u8);
            if kinds[0] < CERTAINLY_OUTSIDE {
                uncertain.push((i, kinds));
            }
        }
        Self { sums, labels, outside, uncertain, certainty, names }
    }

    /// Returns the probabilities of the kinds at a token.
    fn kinds(&self, at: usize) -> KindProbabilities {
        let certain = std::array::from_fn(|kind| f32::from(kind == 0));
        self.uncertain
            .binary_search_by_key(&at, |&(at, _)| at)
            .map_or(certain, |found| self.uncertain[found].1)
    }
}

impl TokenEvidence {
    /// Encodes the evidence that comes from outside the run as a number.
    fn outside_evidence(&self) -> u64 {
        let LongestName { len, kind, part } = self.longest_name;
        let name = u64::from(len.min(5)) << 16 | u64::from(kind) << 8 | u64::from(part);
        u64::from(self.elsewhere) << 40
            | u64::from(self.phrase_kind) << 32
            | u64::from(self.phrase) << 24
            | name
    }
}

/// Builds the input of the second pass: the evidence of all runs, assigned to the tokens of each.
#[inline(never)]
fn second_pass_runs(
    view: &DocumentView,
    runs: Vec<(Range<usize>, Fingerprint, Rc<FirstPassRun>)>,
    cache: &mut StageCache<Rc<RunEvidence>>,
) -> Vec<SecondPassRun> {
    cache.start_round();
    let words = WordStatistics::new(view, &runs);
    let names = NameStatistics::new(view, &runs);
    let about = |word: usize| words.fingerprint(word, names.fingerprint(word));
    let about: Vec<Fingerprint> = (0..view.distinct_words()).map(about).collect();
    let with_evidence = |(tokens, fingerprint, first): (Range<usize>, Fingerprint, Rc<FirstPassRun>)| {
        let with_word = |all: Fingerprint, word: usize| all.with_fingerprint(about[word]);
        let inputs = || view.word_ids(tokens.clone()).fold(fingerprint, with_word);
        let collect = || Rc::new(collect_evidence(view, &words, &names, &tokens, fingerprint, &first));
        let evidence = cache.get(inputs, collect);
        SecondPassRun { tokens, first, evidence }
    };
    runs.into_iter().map(with_evidence).collect()
}

/// Collects the evidence of all runs for the tokens of one.
#[inline(never)]
fn collect_evidence(
    view: &DocumentView,
    words: &WordStatistics,
    names: &NameStatistics,
    run: &Range<usize>,
    fingerprint: Fingerprint,
    first: &FirstPassRun,
) -> RunEvidence {
    let mut tokens = Vec::with_capacity(run.len());
    for (i, &outside) in run.clone().zip(&first.outside) {
        let word = view.word_id(i);
        let (phrase_kind, phrase) = names.longest_phrase(view, i, run.end);
        let elsewhere = words.elsewhere(word, i - run.start, first);
        let longest_name = names.longest_names[word];
        let supported =
            phrase > 0 || longest_name.part > 0 || !matches!(elsewhere, SINGLE_OCCURRENCE | NOT_A_NAME);
        tokens.push(TokenEvidence {
            label: first.labels.get(i - run.start).copied().unwrap_or(0),
            certainty: first.certainty.get(i - run.start).copied().unwrap_or(0),
            phrase_kind,
            phrase,
            elsewhere,
            longest_name,
            open: outside < if supported { 0.999 } else { 0.99 },
        });
    }
    let fingerprint = tokens.iter().fold(fingerprint, |all, token| all.with(token.outside_evidence()));
    RunEvidence { tokens, fingerprint }
}

/// The names that the first pass found, by word.
struct NameStatistics {
    /// For each distinct word, the longest name that contains it.
    longest_names: Vec<LongestName>,
    /// For each phrase found as a name, its first word and its number of occurrences by kind.
    phrases: FxHashMap<u32, (usize, [u16; MAX_KINDS])>,
    /// For each distinct word, the sum of the fingerprints of the phrases that begin with it; 0 without such
    /// a phrase.
    phrases_from: Vec<u64>,
}

impl NameStatistics {
    #[inline(never)]
    fn new(view: &DocumentView, runs: &[(Range<usize>, Fingerprint, Rc<FirstPassRun>)]) -> Self {
        let mut longest_names = vec![LongestName::default(); view.distinct_words()];
        let mut phrases: FxHashMap<u32, (usize, [u16; MAX_KINDS])> = FxHashMap::default();
        for (run, _, first) in runs {
            for (name, kind) in &first.names {
                let name = run.start + name.start..run.start + name.end;
                let phrase = || (view.word_id(name.start), [0; MAX_KINDS]);
                let (_, counts) = phrases.entry(view.phrase_key(name.clone())).or_insert_with(phrase);
                if let Some(count) = counts.get_mut(usize::from(*kind)) {
                    *count = count.saturating_add(1);
                }
                let len = name.len();
                for (at, i) in name.enumerate() {
                    let part = match (at, len) {
                        (_, 1) => 4,
                        (0, _) => 1,
                        (at, len) if at + 1 == len => 3,
                        _ => 2,
                    };
                    // The longest name wins, the first among equals.
                    let longest = &mut longest_names[view.word_id(i)];
                    if len > usize::from(longest.len) {
                        *longest =
                            LongestName { len: len.min(usize::from(u16::MAX)) as u16, kind: *kind, part };
                    }
                }
            }
        }
        let mut phrases_from = vec![0; view.distinct_words()];
        for (&phrase, (first, counts)) in &phrases {
            let fingerprint = counts
                .iter()
                .fold(Fingerprint::NEW.with(u64::from(phrase)), |all, &n| all.with(u64::from(n)));
            phrases_from[*first] = fingerprint.add_to(phrases_from[*first]) | 1;
        }
        Self { longest_names, phrases, phrases_from }
    }

    /// Fingerprint of everything known about the names that contain or begin with a word.
    fn fingerprint(&self, word: usize) -> Fingerprint {
        let LongestName { len, kind, part } = self.longest_names[word];
        let longest = u64::from(len) << 16 | u64::from(kind) << 8 | u64::from(part);
        Fingerprint::NEW.with(longest).with(self.phrases_from[word])
    }

    /// Finds the longest phrase from token `i` that is a name somewhere in the document. Returns the values
    /// of `phrase_kind` and `phrase` of [`TokenEvidence`].
    #[inline(never)]
    fn longest_phrase(&self, view: &DocumentView, i: usize, end: usize) -> (u8, u8) {
        if self.phrases_from[view.word_id(i)] == 0 {
            return (0, 0);
        }
        let found = (1..=5usize.min(end - i)).rev().find_map(|len| {
            let (_, counts) = self.phrases.get(&view.phrase_key(i..i + len))?;
            let best = (1..MAX_KINDS).max_by_key(|&k| (counts[k], MAX_KINDS - k)).unwrap_or(0);
            Some((best as u8, len as u8 * 4 + counts[best].min(3) as u8))
        });
        found.unwrap_or((0, 0))
    }
}

/// Values of [`WordStatistics::elsewhere`] for a word with a single occurrence, and for one that is almost
/// certainly outside a name at all others.
const SINGLE_OCCURRENCE: u16 = 1;
const NOT_A_NAME: u16 = encode_elsewhere(0, LEVELS.len() as u32, 0);

/// Encodes the likeliest kind, the level of its probability, and the likeliest kind of a name (0 without one)
/// as one number.
const fn encode_elsewhere(kind: u32, level: u32, name: u32) -> u16 {
    2 + ((kind * 8 + level) * 16 + name) as u16
}

/// The labels of the first pass by distinct word, over all its occurrences.
struct WordStatistics<'v> {
    view: &'v DocumentView<'v>,
    /// For each word, its index in `uncertain` plus one; 0 for words that are certainly outside a name
    /// everywhere.
    index: Vec<u32>,
    uncertain: Vec<UncertainWord>,
}

/// A word that may be in a name at some occurrence.
#[derive(Clone, Default)]
struct UncertainWord {
    /// Number of its uncertain occurrences.
    occurrences: u32,
    /// Sums of the probabilities of the kinds over these.
    kinds: KindProbabilities,
    /// Largest probability that one of these is outside a name.
    max_outside: f32,
    /// Whether the word may be in a name at occurrences other than any single one.
    open: bool,
}

impl UncertainWord {
    /// Whether all occurrences but one, which has the probability `outside` of being outside a name, are
    /// almost certainly outside a name. There must be at least two.
    fn is_outside_elsewhere(&self, occurrences: u32, outside: f32) -> bool {
        (self.kinds[0] - outside) / (occurrences - 1) as f32 >= SURE
    }
}

impl<'v> WordStatistics<'v> {
    #[inline(never)]
    fn new(view: &'v DocumentView<'v>, runs: &[(Range<usize>, Fingerprint, Rc<FirstPassRun>)]) -> Self {
        let mut index = vec![0; view.distinct_words()];
        let mut words: Vec<(usize, UncertainWord)> = Vec::new();
        for (run, _, first) in runs {
            for (at, kinds) in &first.uncertain {
                let word = view.word_id(run.start + at);
                if index[word] == 0 {
                    words.push((word, UncertainWord::default()));
                    index[word] = words.len() as u32;
                }
                let (_, word) = &mut words[index[word] as usize - 1];
                word.occurrences += 1;
                word.kinds.iter_mut().zip(kinds).for_each(|(sum, p)| *sum += p);
                word.max_outside = word.max_outside.max(kinds[0]);
            }
        }
        let complete = |(id, mut word): (usize, UncertainWord)| {
            let occurrences = view.occurrences(id);
            // All other occurrences are certainly outside a name.
            word.kinds[0] += (occurrences - word.occurrences) as f32;
            word.max_outside = if word.occurrences < occurrences { 1.0 } else { word.max_outside };
            word.open = occurrences > 1 && !word.is_outside_elsewhere(occurrences, word.max_outside);
            word
        };
        Self { view, index, uncertain: words.into_iter().map(complete).collect() }
    }

    /// Returns the statistics of a word that may be in a name at several of its occurrences.
    fn open(&self, word: usize) -> Option<&UncertainWord> {
        self.uncertain.get((self.index[word] as usize).checked_sub(1)?).filter(|word| word.open)
    }

    /// Adds everything known about a word to a fingerprint.
    fn fingerprint(&self, word: usize, all: Fingerprint) -> Fingerprint {
        let occurrences = self.view.occurrences(word);
        let all = all.with(u64::from(occurrences > 1));
        let Some(open) = self.open(word) else { return all };
        let sums = open.kinds.iter().map(|sum| u64::from(sum.to_bits()));
        sums.fold(all.with(u64::from(occurrences)), Fingerprint::with)
    }

    /// Summarises how the first pass labelled a word at its occurrences other than token `at` of a run; see
    /// [`encode_elsewhere`].
    #[inline(never)]
    fn elsewhere(&self, word: usize, at: usize, run: &FirstPassRun) -> u16 {
        let occurrences = self.view.occurrences(word);
        if occurrences < 2 {
            return SINGLE_OCCURRENCE;
        }
        let Some(word) = self.open(word) else { return NOT_A_NAME };
        let own = run.kinds(at);
        if word.is_outside_elsewhere(occurrences, own[0]) {
            return NOT_A_NAME;
        }
        let others = (occurrences - 1) as f32;
        let mut rest = [0.0; MAX_KINDS];
        rest.iter_mut().zip(word.kinds).zip(own).for_each(|((r, s), o)| *r = ((s - o) / others).max(0.0));
        let (kind, share) = argmax(&rest);
        let name = if kind == 0 && rest[0] < 0.8 { argmax(&rest[1..]).0 + 1 } else { 0 };
        encode_elsewhere(kind as u32, probability_level(share), name as u32)
    }
}

/// Returns the index of the largest probability and its value.
fn argmax(p: &[f32]) -> (usize, f32) {
    p.iter().enumerate().fold((0, -1.0), |best, (k, &x)| if x > best.1 { (k, x) } else { best })
}

/// Lower bounds of the levels of a probability. The last one means almost certain.
const LEVELS: [f32; 4] = [0.4, 0.6, 0.8, SURE];
const SURE: f32 = 0.95;

/// Returns the level of a probability, 0 to 4.
fn probability_level(p: f32) -> u32 {
    LEVELS.iter().filter(|&&limit| p >= limit).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::resources::Resources;

    #[test]
    fn second_pass_reads_only_tokens_that_may_change() {
        let resources = Resources::embedded().unwrap();
        let text =
            "The rain was over and the road was long and dry.\nThen Ruth Adams, of the Coast Guard, spoke.";
        let article = Article::read(text, &resources.parser);
        let view = DocumentView::new(
            &article.words,
            &article.spellings,
            &article.sentences,
            &resources.recognizer.gazetteer,
        );
        let first = FirstPass::new(&view, &article.sentences, &resources.recognizer.names);
        let stretches: Vec<Vec<Range<usize>>> = first.runs.iter().map(SecondPassRun::stretches).collect();
        let words = |stretch: &Range<usize>| article.span(stretch.clone()).of(text);
        assert!(stretches[0].len() < 2 && stretches[0].iter().all(|s| s.end < 5), "{:?}", stretches[0]);
        for name in ["Ruth Adams", "Coast Guard"] {
            assert!(stretches[1].iter().any(|s| words(s).contains(name)), "{name}: {:?}", stretches[1]);
        }
        assert!(stretches[1].windows(2).all(|s| s[0].end < s[1].start));
        let width = resources.recognizer.names.width();
        for (run, stretch) in
            first.runs.iter().zip(&stretches).flat_map(|(run, all)| all.iter().map(move |s| (run, s)))
        {
            assert_eq!(run.sums(stretch).len(), stretch.len() * width);
        }
    }

    #[test]
    fn labels_map_to_kinds_and_probabilities_to_levels() {
        assert_eq!(kind_of(&["O", "B-x", "E-x", "S-y", "I-x"]), [0, 1, 1, 2, 1]);
        assert_eq!(
            (argmax(&[0.2, 0.7, 0.1]), probability_level(0.85), probability_level(0.0)),
            ((1, 0.7), 3, 0)
        );
    }
}
