//! The second pass: what the first pass made of the rest of the document.
//!
//! A name is often plain in one place ("Prime Minister Fumio Kishida") and doubtful in another ("Kishida said"). The
//! recogniser reads the document once, and then again with features that say how the first pass read the same word
//! elsewhere, the names found that the word is part of, and the words beside it. One model does both passes: training
//! leaves these features out at random. Nothing here changes what the first pass found; it only informs the second.

use std::ops::Range;
use std::rc::Rc;

use crate::incremental::{Fingerprint, StageCache};
use crate::model::crf::Model;
use crate::model::crf::runs as runs_of;
use crate::model::crf::viterbi::Decoder;
use crate::model::features::{Rows, feature, join};
use crate::recognizer::features::View;
use crate::recognizer::local_scores::Sums;
use crate::recognizer::spans;
use crate::sentences::Sentence;
use rustc_hash::FxHashMap;

/// The kinds that a model may tell apart at most, with "no name".
const MOST_KINDS: usize = 12;
/// The templates of the second pass start here, apart from those of the first.
const TEMPLATES: u16 = 500;

/// Something of each kind; first of "no name".
type Kinds = [f32; MOST_KINDS];

/// What is no name with at least this probability is none for certain.
const CERTAIN: f32 = 0.999;

/// What the first pass found in one run of tokens, counted from its first.
pub(crate) struct Run {
    /// The sums of the rows of the first pass, to build the second upon.
    sums: Vec<i32>,
    /// The label of the best path of each token.
    labels: Vec<u16>,
    /// The probability of "no name".
    none: Vec<f32>,
    /// The tokens that may be in a name, in order, with the probability of each kind; first "no name" again.
    doubtful: Vec<(usize, Kinds)>,
    /// The probability of the likeliest kind, in a few steps.
    own: Vec<u8>,
    /// The names, with their kinds.
    names: Vec<(Range<usize>, u8)>,
}

/// What the first pass found in the runs of a document.
pub struct FirstPass {
    /// The runs, in order, as the second pass reads them.
    pub runs: Vec<Again>,
}

/// A run as the second pass reads it.
pub struct Again {
    /// Its tokens.
    pub tokens: Range<usize>,
    found: Rc<Run>,
    facts: Rc<Facts>,
}

/// What the first pass says of the tokens of a run.
pub(crate) struct Facts {
    of: Vec<Fact>,
    /// Of all that the second pass reads of the run.
    key: Fingerprint,
}

/// What the first pass made of the document that it has read last.
#[derive(Default)]
pub(crate) struct Cache {
    runs: StageCache<Rc<Run>>,
    facts: StageCache<Rc<Facts>>,
}

impl Cache {
    /// Keeps from now on.
    pub(crate) fn enable(&mut self) {
        self.runs.enable();
        self.facts.enable();
    }
}

/// What the first pass says of a token and of its word's other places.
#[derive(Clone, Copy, Default)]
struct Fact {
    /// The label of the best path.
    label: u16,
    /// How surely, in a few steps.
    own: u8,
    /// The kind that the first pass gave most surely to the longest phrase from here that is a name somewhere.
    best: u8,
    /// How long that phrase is, and how often it was found, as one number; 0 for no phrase.
    phrase: u8,
    /// How it read the word at its other places: the likeliest kind and how likely.
    elsewhere: u16,
    /// The longest name found that the word is part of.
    inside: SpanIndex,
    /// Whether the second pass may find it in a name, by its own place and by the others of its word.
    open: bool,
}

/// The longest name found that a word is part of: its length, its kind and the part (1 first, 2 inside, 3 last, 4 alone).
#[derive(Clone, Copy, Default)]
struct SpanIndex {
    len: u16,
    kind: u8,
    part: u8,
}

/// The index of a label's kind among the kinds of a model, "no name" being 0.
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
            (at + 1).min(MOST_KINDS - 1) as u8
        })
        .collect()
}

impl FirstPass {
    /// Runs the first pass over a document.
    pub fn new(view: &View, sentences: &[Sentence], model: &Model) -> Self {
        Self::run(view, sentences, model, &mut Cache::default())
    }

    /// The same, where runs may have been read before.
    #[inline(never)]
    pub(crate) fn run(view: &View, sentences: &[Sentence], model: &Model, cache: &mut Cache) -> Self {
        let kind_of = kind_of(model.labels());
        let (mut reader, mut decoder) = (None, Decoder::default());
        let mut runs = Vec::new();
        cache.runs.start_round();
        for run in sentences.iter().flat_map(|s| runs_of(s.tokens.clone())) {
            let key = view.fingerprint_around(run.clone());
            let read = || {
                let reader = reader.get_or_insert_with(|| Sums::new(view, model));
                Rc::new(Run::read(reader, &mut decoder, run.clone(), model, &kind_of))
            };
            let found = cache.runs.get(|| key, read);
            runs.push((run, key, found));
        }
        Self { runs: again(view, runs, &mut cache.facts) }
    }
}

impl Again {
    /// A key of all that the second pass reads of it.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        self.facts.key
    }

    /// The stretches that are to be read again, in order: the tokens that are open, each with its neighbours. Most of an
    /// article is so surely no name that nothing can change it.
    pub(crate) fn stretches(&self) -> Vec<Range<usize>> {
        let mut stretches: Vec<Range<usize>> = Vec::new();
        let run = &self.tokens;
        for (i, _) in run.clone().zip(&self.facts.of).filter(|(_, fact)| fact.open) {
            let (start, end) = (i.saturating_sub(1).max(run.start), (i + 2).min(run.end));
            match stretches.last_mut() {
                Some(last) if last.end >= start => last.end = end,
                _ => stretches.push(start..end),
            }
        }
        stretches
    }

    /// The sums of the first pass of a stretch, to add the second pass's rows to.
    pub(crate) fn sums(&self, stretch: &Range<usize>) -> Vec<i32> {
        let width = self.found.sums.len() / self.tokens.len().max(1);
        let place = |i: usize| (i - self.tokens.start) * width;
        self.found.sums.get(place(stretch.start)..place(stretch.end)).unwrap_or(&[]).to_vec()
    }

    /// Adds one row of second-pass features for each token of a stretch.
    pub fn extract(&self, view: &View, stretch: Range<usize>, rows: &mut Rows) {
        for i in stretch {
            self.row(view, i, rows);
            rows.end_row();
        }
    }

    fn row(&self, view: &View, i: usize, rows: &mut Rows) {
        let mut template = TEMPLATES;
        let mut add = |value: u32| {
            template += 1;
            rows.push(feature(template, value));
        };
        let at = |offset: isize| {
            let at = i.checked_add_signed(offset)?.checked_sub(self.tokens.start)?;
            self.facts.of.get(at)
        };
        let label = |offset: isize| at(offset).map_or(u32::MAX, |fact| u32::from(fact.label));
        let elsewhere = |offset: isize| at(offset).map_or(u32::MAX, |fact| u32::from(fact.elsewhere));
        let fact = at(0).copied().unwrap_or_default();
        let here = elsewhere(0);
        add(join(label(0), u32::from(fact.own)));
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
        let SpanIndex { len, kind, part } = fact.inside;
        if part > 0 {
            let place = u32::from(kind) * 8 + u32::from(part);
            add(place);
            add(join(place, u32::from(len.min(5))));
            add(join(place, label(0)));
        }
        if fact.phrase > 0 {
            add(join(u32::from(fact.best), u32::from(fact.phrase)));
        }
    }
}

impl Run {
    /// Reads one run.
    fn read(
        reader: &mut Sums,
        decoder: &mut Decoder,
        run: Range<usize>,
        model: &Model,
        kind_of: &[u8],
    ) -> Self {
        let mut sums = vec![0; run.len() * model.width()];
        reader.add(run.clone(), &mut sums);
        let labels = decoder.decode_sums(model, &sums).to_vec();
        let kind = |at: usize| labels.get(at).and_then(|&l| kind_of.get(usize::from(l))).copied();
        let names = spans(&labels, model.labels())
            .map(|(range, _)| (range.clone(), kind(range.start).unwrap_or(0)))
            .collect();
        decoder.compute_posteriors(model);
        let (mut none, mut own) = (Vec::with_capacity(run.len()), Vec::with_capacity(run.len()));
        let mut doubtful = Vec::new();
        for i in 0..run.len() {
            let mut kinds = [0.0; MOST_KINDS];
            for (&kind, p) in kind_of.iter().zip(decoder.marginals(i)) {
                kinds[kind as usize] += p;
            }
            none.push(kinds[0]);
            own.push(level(top(&kinds).1) as u8);
            if kinds[0] < CERTAIN {
                doubtful.push((i, kinds));
            }
        }
        Self { sums, labels, none, doubtful, own, names }
    }

    /// The probability of each kind at a token.
    fn kinds(&self, at: usize) -> Kinds {
        let certain = std::array::from_fn(|kind| f32::from(kind == 0));
        self.doubtful.binary_search_by_key(&at, |&(at, _)| at).map_or(certain, |found| self.doubtful[found].1)
    }
}

impl Fact {
    /// What it says beside what the run itself shows.
    fn elsewhere_as_number(&self) -> u64 {
        let SpanIndex { len, kind, part } = self.inside;
        let inside = u64::from(len.min(5)) << 16 | u64::from(kind) << 8 | u64::from(part);
        u64::from(self.elsewhere) << 40 | u64::from(self.best) << 32 | u64::from(self.phrase) << 24 | inside
    }
}

/// The runs as the second pass reads them: what was found in all of them laid over the tokens of each.
#[inline(never)]
fn again(
    view: &View,
    runs: Vec<(Range<usize>, Fingerprint, Rc<Run>)>,
    kept: &mut StageCache<Rc<Facts>>,
) -> Vec<Again> {
    kept.start_round();
    let words = Words::new(view, &runs);
    let names = Names::new(view, &runs);
    let state = |which: usize| words.fingerprint(which, names.fingerprint(which));
    let states: Vec<Fingerprint> = (0..view.distinct()).map(state).collect();
    let of_run = |(tokens, key, found): (Range<usize>, Fingerprint, Rc<Run>)| {
        let state = |key: Fingerprint, which: usize| key.with_fingerprint(states[which]);
        let lay = || Rc::new(facts(view, &words, &names, &tokens, key, &found));
        let facts = kept.get(|| view.which_of(tokens.clone()).fold(key, state), lay);
        Again { tokens, found, facts }
    };
    runs.into_iter().map(of_run).collect()
}

/// Lays what was found in all runs over the tokens of one.
#[inline(never)]
fn facts(
    view: &View,
    words: &Words,
    names: &Names,
    run: &Range<usize>,
    key: Fingerprint,
    found: &Run,
) -> Facts {
    let mut facts = Vec::with_capacity(run.len());
    for (i, &none) in run.clone().zip(&found.none) {
        let which = view.which(i);
        let (best, phrase) = names.longest(view, i, run.end);
        let (elsewhere, inside) = (words.elsewhere(which, i - run.start, found), names.inside[which]);
        let spoken_for = phrase > 0 || inside.part > 0 || !matches!(elsewhere, ALONE | NO_NAME);
        facts.push(Fact {
            label: found.labels.get(i - run.start).copied().unwrap_or(0),
            own: found.own.get(i - run.start).copied().unwrap_or(0),
            best,
            phrase,
            elsewhere,
            inside,
            open: none < if spoken_for { 0.999 } else { 0.99 },
        });
    }
    let key = facts.iter().fold(key, |key, fact| key.with(fact.elsewhere_as_number()));
    Facts { of: facts, key }
}

/// The names that the first pass found, by their words.
struct Names {
    /// Of each distinct word, the longest one that it is part of.
    inside: Vec<SpanIndex>,
    /// How often each phrase was found as each kind, and the word that it begins with.
    phrases: FxHashMap<u32, (usize, [u16; MOST_KINDS])>,
    /// Of each distinct word, a sum of keys of the phrases that begin with it; 0 for none.
    begins: Vec<u64>,
}

impl Names {
    #[inline(never)]
    fn new(view: &View, runs: &[(Range<usize>, Fingerprint, Rc<Run>)]) -> Self {
        let mut inside = vec![SpanIndex::default(); view.distinct()];
        let mut phrases: FxHashMap<u32, (usize, [u16; MOST_KINDS])> = FxHashMap::default();
        for (run, _, found) in runs {
            for (name, kind) in &found.names {
                let name = run.start + name.start..run.start + name.end;
                let phrase = || (view.which(name.start), [0; MOST_KINDS]);
                let (_, counts) = phrases.entry(view.key(name.clone())).or_insert_with(phrase);
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
                    // The longest name wins, the first one among equals.
                    let known = &mut inside[view.which(i)];
                    if len > usize::from(known.len) {
                        *known = SpanIndex { len: len.min(usize::from(u16::MAX)) as u16, kind: *kind, part };
                    }
                }
            }
        }
        let mut begins = vec![0; view.distinct()];
        for (&phrase, (first, counts)) in &phrases {
            let key = counts
                .iter()
                .fold(Fingerprint::NEW.with(u64::from(phrase)), |key, &n| key.with(u64::from(n)));
            begins[*first] = key.add_to(begins[*first]) | 1;
        }
        Self { inside, phrases, begins }
    }

    /// A key of all that is known of the names of a word.
    fn fingerprint(&self, which: usize) -> Fingerprint {
        let SpanIndex { len, kind, part } = self.inside[which];
        let inside = u64::from(len) << 16 | u64::from(kind) << 8 | u64::from(part);
        Fingerprint::NEW.with(inside).with(self.begins[which])
    }

    /// The longest phrase from token `i` that is a name somewhere in the document, as the kind and the number of [`Fact`].
    #[inline(never)]
    fn longest(&self, view: &View, i: usize, end: usize) -> (u8, u8) {
        if self.begins[view.which(i)] == 0 {
            return (0, 0);
        }
        let found = (1..=5usize.min(end - i)).rev().find_map(|len| {
            let (_, counts) = self.phrases.get(&view.key(i..i + len))?;
            let best = (1..MOST_KINDS).max_by_key(|&k| (counts[k], MOST_KINDS - k)).unwrap_or(0);
            Some((best as u8, len as u8 * 4 + counts[best].min(3) as u8))
        });
        found.unwrap_or((0, 0))
    }
}

/// What [`Words::elsewhere`] says of a word with one place, and of one that is surely no name at any other.
const ALONE: u16 = 1;
const NO_NAME: u16 = reading(0, STEPS.len() as u32, 0);

/// A kind, how likely it is, in steps, and the kind of a name that is likely beside it, as one number.
const fn reading(kind: u32, level: u32, name: u32) -> u16 {
    2 + ((kind * 8 + level) * 16 + name) as u16
}

/// How the first pass read the distinct words of a document, at all their places together.
struct Words<'v> {
    view: &'v View<'v>,
    /// Where `doubtful` has each word, from 1; 0 for those that are certainly no name anywhere.
    which: Vec<u32>,
    doubtful: Vec<Doubtful>,
}

/// A word that may be in a name somewhere.
#[derive(Clone, Default)]
struct Doubtful {
    /// How many of its places are doubtful.
    places: u32,
    /// The sums of the probabilities of all kinds at these.
    kinds: Kinds,
    /// The largest probability that it is no name at one of these.
    none: f32,
    /// Whether it may be one at its places other than any of them.
    open: bool,
}

impl Doubtful {
    /// Whether it is no name at its places other than one with this probability of none; there must be others.
    fn is_sure(&self, places: u32, own: f32) -> bool {
        (self.kinds[0] - own) / (places - 1) as f32 >= SURE
    }
}

impl<'v> Words<'v> {
    #[inline(never)]
    fn new(view: &'v View<'v>, runs: &[(Range<usize>, Fingerprint, Rc<Run>)]) -> Self {
        let mut which = vec![0; view.distinct()];
        let mut words: Vec<(usize, Doubtful)> = Vec::new();
        for (run, _, found) in runs {
            for (at, kinds) in &found.doubtful {
                let word = view.which(run.start + at);
                if which[word] == 0 {
                    words.push((word, Doubtful::default()));
                    which[word] = words.len() as u32;
                }
                let (_, word) = &mut words[which[word] as usize - 1];
                word.places += 1;
                word.kinds.iter_mut().zip(kinds).for_each(|(sum, p)| *sum += p);
                word.none = word.none.max(kinds[0]);
            }
        }
        let whole = |(which, mut word): (usize, Doubtful)| {
            let places = view.places(which);
            // Elsewhere it is certainly none.
            word.kinds[0] += (places - word.places) as f32;
            word.none = if word.places < places { 1.0 } else { word.none };
            word.open = places > 1 && !word.is_sure(places, word.none);
            word
        };
        Self { view, which, doubtful: words.into_iter().map(whole).collect() }
    }

    /// What is known of a word that may be a name at some of its places, and again at others.
    fn open(&self, which: usize) -> Option<&Doubtful> {
        self.doubtful.get((self.which[which] as usize).checked_sub(1)?).filter(|word| word.open)
    }

    /// With all that is known of a word.
    fn fingerprint(&self, which: usize, key: Fingerprint) -> Fingerprint {
        let key = key.with(u64::from(self.view.places(which) > 1));
        let Some(word) = self.open(which) else { return key };
        word.kinds
            .iter()
            .fold(key.with(u64::from(self.view.places(which))), |key, sum| key.with(u64::from(sum.to_bits())))
    }

    /// How a word was read at its places other than token `at` of a run: the likeliest kind and how likely.
    #[inline(never)]
    fn elsewhere(&self, which: usize, at: usize, run: &Run) -> u16 {
        let places = self.view.places(which);
        if places < 2 {
            return ALONE;
        }
        let Some(word) = self.open(which) else { return NO_NAME };
        let own = run.kinds(at);
        if word.is_sure(places, own[0]) {
            return NO_NAME;
        }
        let others = (places - 1) as f32;
        let mut rest = [0.0; MOST_KINDS];
        rest.iter_mut().zip(word.kinds).zip(own).for_each(|((r, s), o)| *r = ((s - o) / others).max(0.0));
        let (kind, share) = top(&rest);
        let name = if kind == 0 && rest[0] < 0.8 { top(&rest[1..]).0 + 1 } else { 0 };
        reading(kind as u32, level(share), name as u32)
    }
}

/// The largest of some probabilities and where it stands.
fn top(p: &[f32]) -> (usize, f32) {
    p.iter().enumerate().fold((0, -1.0), |best, (k, &x)| if x > best.1 { (k, x) } else { best })
}

/// Where the steps of a probability begin, and the last of them.
const STEPS: [f32; 4] = [0.4, 0.6, 0.8, SURE];
const SURE: f32 = 0.95;

/// A probability in a few steps.
fn level(p: f32) -> u32 {
    STEPS.iter().filter(|&&limit| p >= limit).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::resources::Resources;

    #[test]
    fn only_what_may_change_is_read_again() {
        let resources = Resources::embedded().unwrap();
        let text =
            "The rain was over and the road was long and dry.\nThen Ruth Adams, of the Coast Guard, spoke.";
        let article = Article::read(text, &resources.pos);
        let view = View::new(
            &article.words,
            &article.spellings,
            &article.sentences,
            &resources.recognizer.gazetteer,
        );
        let first = FirstPass::new(&view, &article.sentences, &resources.recognizer.names);
        let again: Vec<Vec<Range<usize>>> = first.runs.iter().map(Again::stretches).collect();
        let words = |stretch: &Range<usize>| article.span(stretch.clone()).of(text);
        assert!(again[0].len() < 2 && again[0].iter().all(|s| s.end < 5), "{:?}", again[0]);
        for name in ["Ruth Adams", "Coast Guard"] {
            assert!(again[1].iter().any(|s| words(s).contains(name)), "{name}: {:?}", again[1]);
        }
        assert!(again[1].windows(2).all(|s| s[0].end < s[1].start));
        let width = resources.recognizer.names.width();
        for (run, stretch) in
            first.runs.iter().zip(&again).flat_map(|(run, all)| all.iter().map(move |s| (run, s)))
        {
            assert_eq!(run.sums(stretch).len(), stretch.len() * width);
        }
    }

    #[test]
    fn labels_belong_to_kinds() {
        assert_eq!(kind_of(&["O", "B-x", "E-x", "S-y", "I-x"]), [0, 1, 1, 2, 1]);
        assert_eq!((top(&[0.2, 0.7, 0.1]), level(0.85), level(0.0)), ((1, 0.7), 3, 0));
    }
}
