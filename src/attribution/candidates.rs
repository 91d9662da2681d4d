//! Finds the candidate attributions: the head of each cue, then the source, the cue and the content around it.
//!
//! The network ([`crate::attribution::network`]) gives every token the probability of being of a cue; asked once for every head, it
//! labels source, cue and content around it together. Nothing here knows entities, kinds of claims or which claim lies
//! inside which.

use std::ops::Range;
use std::rc::Rc;

use crate::article::Article;
use crate::attribution::features::{View, Words};
use crate::attribution::network::{Network, Reading};
use crate::document::CueKind;
use crate::incremental::StageCache;
use crate::lexicon::speech_acts;
use crate::model::crf::Model;
use crate::pos::Pos;
use crate::recognizer::Name;
use crate::syntax::lemma;
use crate::syntax::quotations::Quotes;

/// What the words of a cue are labelled as, in the BIOES scheme.
pub const HEAD_KINDS: &[&str] = &["cue"];

/// The kinds of stretches around a head, in the BIOES scheme: `O`, then B, I, E and S of each.
pub const SPAN_KINDS: &[&str] = &["cue", "source", "content"];

/// The trained models.
pub struct Models<'m> {
    /// Finds cues and labels what is around each.
    pub network: Network<'m>,
    /// Tells attributions from what only looks like one.
    pub rank: Model<'m>,
}

/// One attribution, in tokens.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The head of the cue.
    pub head: usize,
    /// The cue, head included.
    pub cue: Range<usize>,
    /// The source.
    pub source: Option<Range<usize>>,
    /// The stretches of content, in order; never empty.
    pub content: Vec<Range<usize>>,
    /// How sure the models are, 0 to 1: of the head at first, of the whole once ranked.
    pub sure: f32,
    /// How sure the second model is of the cue's, the source's and the content's edges, 0 to 1; 0 without source.
    pub edges: [f32; 3],
}

impl Candidate {
    /// What a rule finds beside the models: as likely as not, edges and all.
    pub fn by_rule(head: usize, cue: Range<usize>, source: Range<usize>, content: Vec<Range<usize>>) -> Self {
        Self { head, cue, source: Some(source), content, sure: 0.5, edges: [0.5; 3] }
    }
}

impl Candidate {
    /// Adds a part of what is said in its place.
    pub(crate) fn add_content(&mut self, tokens: Range<usize>) {
        let next = self.content.partition_point(|c| c.start < tokens.start);
        self.content.insert(next, tokens);
    }

    /// The same, so many tokens further on.
    fn moved(&self, by: usize) -> Self {
        self.placed(|i| i + by)
    }

    /// The same, so many tokens back.
    fn back(&self, by: usize) -> Self {
        self.placed(|i| i - by)
    }

    fn placed(&self, place: impl Fn(usize) -> usize) -> Self {
        let moved = |r: &Range<usize>| place(r.start)..place(r.end);
        Self {
            head: place(self.head),
            cue: moved(&self.cue),
            source: self.source.as_ref().map(moved),
            content: self.content.iter().map(moved).collect(),
            ..*self
        }
    }
}

/// Which of these, in the order of their cues, have a cue that begins within some tokens.
pub(crate) fn within(candidates: &[Candidate], tokens: Range<usize>) -> Range<usize> {
    let before = |token: usize| candidates.partition_point(|r| r.cue.start < token);
    before(tokens.start)..before(tokens.end)
}

/// Heads less sure than this are left alone.
pub(crate) const THRESHOLD: f32 = 0.2;

/// And verbs of saying inside the content of another claim when they are less sure than this.
const NESTED_THRESHOLD: f32 = 0.04;

/// What the models made of the article that they have read last.
#[derive(Default)]
pub struct Cache {
    /// What words are by themselves, since the beginning of the reading.
    words: Words,
    /// With tokens counted from the first of the unit.
    units: StageCache<Rc<[Candidate]>>,
}

impl Cache {
    /// Keeps from now on.
    pub(crate) fn enable(&mut self) {
        self.units.enable();
    }

    /// Begins a reading.
    pub(crate) fn start_round(&mut self) {
        self.words = Words::default();
        self.units.start_round();
    }
}

/// What may be the attributions of an article, in order of their cues.
#[inline(never)]
pub fn candidates(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    reading: &mut Reading,
    cache: &mut Cache,
) -> Vec<Candidate> {
    let view = View::with(article, names, quotes, &mut cache.words);
    let mut found = Vec::new();
    for unit in view.units() {
        let read = || read_unit(&view, unit.clone(), reading).into();
        let candidates = cache.units.get(|| view.unit_fingerprint(unit.clone()), read);
        found.extend(candidates.iter().map(|candidate| candidate.moved(unit.start)));
    }
    found
}

/// The candidates of a unit, in order of their cues, with tokens counted from its first.
#[inline(never)]
fn read_unit(view: &View, unit: Range<usize>, reading: &mut Reading) -> Vec<Candidate> {
    let article = view.article;
    let scores = reading.read(view, unit.clone()).to_vec();
    let sure = |i: usize| i.checked_sub(unit.start).and_then(|i| scores.get(i)).copied().unwrap_or(0.0);
    let mut label = |head: usize| {
        let candidate = label(view, head, view.window(head, &unit), reading)?;
        Some(Candidate { sure: sure(head), ..candidate })
    };
    let mut found: Vec<Candidate> =
        heads(article, unit.clone(), sure, THRESHOLD).into_iter().filter_map(&mut label).collect();
    // The corpus marks nothing inside a content, so that the network is shy there; verbs of saying still count.
    let mut inside = vec![false; unit.len()];
    for range in found.iter().flat_map(|r| &r.content) {
        if let Some(tokens) = inside.get_mut(range.start - unit.start..range.end - unit.start) {
            tokens.fill(true);
        }
    }
    let nested = unit.clone().zip(inside).filter(|&(i, inside)| {
        inside && (NESTED_THRESHOLD..THRESHOLD).contains(&sure(i)) && says(article, i)
    });
    let nested: Vec<Candidate> = nested.filter_map(|(i, _)| label(i)).collect();
    found.extend(nested);
    found.sort_by_key(|r| r.head);
    found.iter_mut().for_each(|candidate| *candidate = candidate.back(unit.start));
    found
}

/// Whether a token is a verb that the table of kinds knows for a speech act.
pub(crate) fn says(article: &Article, i: usize) -> bool {
    let Some(&tag) = article.tags.get(i) else { return false };
    if lemma::as_verb(article.word(i)).is_some() {
        return true;
    }
    matches!(tag, Pos::VerbPast | Pos::VerbPres | Pos::VerbPart)
        && speech_acts::known(&lemma::of(article.word(i), tag)).is_some_and(|k| k != CueKind::Believes)
}

/// The heads of the cues among some tokens: of every run in one sentence of those that score at least the threshold, one.
#[inline(never)]
pub fn heads(
    article: &Article,
    tokens: Range<usize>,
    score: impl Fn(usize) -> f32,
    threshold: f32,
) -> Vec<usize> {
    let mut heads = Vec::new();
    let mut run: Vec<usize> = Vec::new();
    let mut close = |run: &mut Vec<usize>| {
        if run.is_empty() {
            return;
        }
        // Only tokens that are about as sure as the surest can be the head.
        let top = run.iter().map(|&i| score(i)).fold(0.0, f32::max);
        run.retain(|&i| score(i) * 2.0 >= top);
        heads.extend(head(article, run));
        run.clear();
    };
    for i in tokens {
        let goes_on = run
            .last()
            .is_some_and(|&last| last + 1 == i && article.sentence_of(last) == article.sentence_of(i));
        if !goes_on {
            close(&mut run);
        }
        if score(i) >= threshold {
            run.push(i);
        }
    }
    close(&mut run);
    heads
}

/// The head of a cue: its first verb that is no helper, else its first noun, adjective, adverb or word, else its
/// first mark.
#[inline(never)]
pub fn head(article: &Article, cue: &[usize]) -> Option<usize> {
    use Pos::{Adj, Adv, Noun, VerbBase, VerbIng, VerbPart, VerbPast, VerbPres};
    let first = |pick: &dyn Fn(Pos) -> bool| cue.iter().find(|&&i| pick(article.tag(i))).copied();
    first(&|t| matches!(t, VerbBase | VerbIng | VerbPart | VerbPast | VerbPres))
        .or_else(|| first(&|t| t == Noun))
        .or_else(|| first(&|t| t == Adj))
        .or_else(|| first(&|t| t == Adv))
        .or_else(|| cue.iter().copied().find(|&i| article.word(i).starts_with(char::is_alphanumeric)))
        .or_else(|| cue.first().copied())
}

/// Labels what is around one head, not sure at all; nothing without content.
#[inline(never)]
fn label(view: &View, head: usize, window: Range<usize>, reading: &mut Reading) -> Option<Candidate> {
    let model = reading.parts();
    let decoder = reading.around(view, head, window.clone());
    let at = head.checked_sub(window.start)?;
    let nearest = |found: Vec<Range<usize>>| {
        let gap = |s: &Range<usize>| if s.end <= at { at - s.end } else { s.start.saturating_sub(at) };
        found.into_iter().min_by_key(gap)
    };
    let path = decoder.path();
    let mut content = stretches(path, 2);
    // Of several stretches of source the one nearest to the cue is it.
    let source = nearest(stretches(path, 1));
    let cue = nearest(stretches(path, 0)).unwrap_or(at..at + 1);
    let edges = [
        decoder.span_probability(model, cue.clone()),
        source.clone().map_or(0.0, |s| decoder.span_probability(model, s)),
        content.iter().map(|c| decoder.span_probability(model, c.clone())).reduce(f32::min).unwrap_or(0.0),
    ];
    if content.is_empty() {
        content.push(rest(view.article, head, &cue, source.as_ref(), &window)?);
    }
    Some(Candidate { head: at, cue, source, content, sure: 0.0, edges }.moved(window.start))
}

/// What a sentence says beside a cue and its source, within the window and on the longer side of them: the content of a
/// cue that the second model finds none for. Counts from the first token of the window, as the cue and the source do.
fn rest(
    article: &Article,
    head: usize,
    cue: &Range<usize>,
    source: Option<&Range<usize>>,
    window: &Range<usize>,
) -> Option<Range<usize>> {
    let tokens = article.sentences.get(article.sentence_of(head))?.tokens.clone();
    let tokens =
        tokens.start.saturating_sub(window.start)..tokens.end.min(window.end).saturating_sub(window.start);
    let source = source.unwrap_or(cue);
    let before = tokens.start..cue.start.min(source.start).max(tokens.start);
    let after = cue.end.max(source.end).min(tokens.end)..tokens.end;
    let longer = if after.len() >= before.len() { after } else { before };
    (!longer.is_empty()).then_some(longer)
}

/// The stretches of one kind in a path of BIOES labels.
fn stretches(path: &[u16], kind: u16) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (i, &l) in path.iter().enumerate() {
        let Some(l) = l.checked_sub(1).filter(|l| l / 4 == kind) else { continue };
        match found.last_mut() {
            // SpanIndex or at the end of a stretch; its first or only token begins another.
            Some(last) if matches!(l % 4, 1 | 2) && last.end == i => last.end += 1,
            _ => found.push(i..i + 1),
        }
    }
    found
}
