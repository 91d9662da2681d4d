//! Finds candidate attributions: the head of each cue, then source, cue and content around it.
//!
//! The [network](crate::attribution::network) gives every token the probability that it belongs to a cue.
//! Then, once for each cue head, it labels source, cue and content in a window around that head. Never
//! resolves sources to entities, classifies speech acts or decides which claim is nested in which.

use std::ops::Range;
use std::rc::Rc;

use crate::article::Article;
use crate::attribution::features::{View, WordFeatures};
use crate::attribution::network::{Inference, Network};
use crate::document::CueKind;
use crate::incremental::StageCache;
use crate::lexicon::speech_acts;
use crate::model::crf::Model;
use crate::pos::Pos;
use crate::recognizer::Name;
use crate::syntax::lemma;
use crate::syntax::quotations::Quotes;

/// Label of the words of a cue.
pub const HEAD_KINDS: &[&str] = &["cue"];

/// Kinds of spans around a cue head. Their labels follow the BIOES scheme: `O`, then B, I, E and S of each
/// kind.
pub const SPAN_KINDS: &[&str] = &["cue", "source", "content"];

/// The two trained models.
pub struct Models<'m> {
    /// Finds cues and labels source, cue and content around each cue head.
    pub network: Network<'m>,
    /// Scores each candidate as a whole.
    pub rank: Model<'m>,
    /// Scores each claim once all rules have had their say.
    pub confidence: Model<'m>,
    /// Scores the speaker of each claim.
    pub speakers: Model<'m>,
}

/// A possible attribution, in tokens.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The head of the cue.
    pub head: usize,
    /// The cue, head included.
    pub cue: Range<usize>,
    /// The source.
    pub source: Option<Range<usize>>,
    /// The spans of content, in order; never empty.
    pub content: Vec<Range<usize>>,
    /// Probability from 0 to 1: of the head by the network, then of the whole candidate once it is ranked.
    pub confidence: f32,
    /// The network's probability, 0 to 1, that the spans of cue, source and content are exact; 0 without a
    /// source.
    pub boundary_confidence: [f32; 3],
}

/// The confidence in the boundaries of a candidate that a rule proposes.
const BY_RULE: [f32; 3] = [0.5; 3];

impl Candidate {
    /// A candidate proposed by a rule, with a confidence of one half for everything.
    pub fn by_rule(head: usize, cue: Range<usize>, source: Range<usize>, content: Vec<Range<usize>>) -> Self {
        Self { head, cue, source: Some(source), content, confidence: 0.5, boundary_confidence: BY_RULE }
    }

    /// Whether a rule proposed it.
    pub(crate) fn is_by_rule(&self) -> bool {
        self.boundary_confidence == BY_RULE
    }

    /// Whether a token belongs to the content.
    pub(crate) fn content_contains(&self, token: usize) -> bool {
        self.content.iter().any(|r| r.contains(&token))
    }

    /// Number of tokens of the content.
    pub(crate) fn content_length(&self) -> usize {
        self.content.iter().map(|r| r.len()).sum()
    }

    /// Inserts a span of content in order.
    pub(crate) fn add_content(&mut self, tokens: Range<usize>) {
        let next = self.content.partition_point(|c| c.start < tokens.start);
        self.content.insert(next, tokens);
    }

    /// The candidate moved forward by `by` tokens.
    fn shifted_forward(&self, by: usize) -> Self {
        self.map_tokens(|i| i + by)
    }

    /// The candidate moved back by `by` tokens.
    fn shifted_back(&self, by: usize) -> Self {
        self.map_tokens(|i| i - by)
    }

    fn map_tokens(&self, map: impl Fn(usize) -> usize) -> Self {
        let moved = |r: &Range<usize>| map(r.start)..map(r.end);
        Self {
            head: map(self.head),
            cue: moved(&self.cue),
            source: self.source.as_ref().map(moved),
            content: self.content.iter().map(moved).collect(),
            ..*self
        }
    }
}

/// Indices of the candidates whose cue starts within `tokens`. `candidates` are sorted by the start of their
/// cues.
pub(crate) fn cues_starting_in(candidates: &[Candidate], tokens: Range<usize>) -> Range<usize> {
    let before = |token: usize| candidates.partition_point(|r| r.cue.start < token);
    before(tokens.start)..before(tokens.end)
}

/// Minimum probability of a token to belong to a cue.
const CUE_THRESHOLD: f32 = 0.2;

/// Lower minimum for speech-act verbs inside the content of another candidate.
const NESTED_CUE_THRESHOLD: f32 = 0.04;

/// Cached candidates of one article.
#[derive(Default)]
pub struct Cache {
    /// Features of words without context, kept for one round.
    words: WordFeatures,
    /// Candidates of each unit, with tokens counted from its first token.
    units: StageCache<Rc<[Candidate]>>,
}

impl Cache {
    /// Enables caching.
    pub(crate) fn enable(&mut self) {
        self.units.enable();
    }

    /// Starts a round of the stage caches.
    pub(crate) fn start_round(&mut self) {
        self.words = WordFeatures::default();
        self.units.start_round();
    }
}

/// Finds the candidates of an article, sorted by head.
#[inline(never)]
pub fn candidates(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    inference: &mut Inference,
    cache: &mut Cache,
) -> Vec<Candidate> {
    let view = View::with(article, names, quotes, &mut cache.words);
    let mut found = Vec::new();
    for unit in view.units() {
        let find = || find_in_unit(&view, unit.clone(), inference).into();
        let candidates = cache.units.get(|| view.unit_fingerprint(unit.clone()), find);
        found.extend(candidates.iter().map(|candidate| candidate.shifted_forward(unit.start)));
    }
    found
}

/// Finds the candidates of a unit, sorted by head, with tokens counted from its first token.
#[inline(never)]
fn find_in_unit(view: &View, unit: Range<usize>, inference: &mut Inference) -> Vec<Candidate> {
    let article = view.article;
    let scores = inference.cue_probabilities(view, unit.clone()).to_vec();
    let score = |i: usize| i.checked_sub(unit.start).and_then(|i| scores.get(i)).copied().unwrap_or(0.0);
    let mut label = |head: usize| {
        let candidate = label_around_head(view, head, view.window(head, &unit), inference)?;
        Some(Candidate { confidence: score(head), ..candidate })
    };
    let mut found: Vec<Candidate> =
        heads(article, unit.clone(), score, CUE_THRESHOLD).into_iter().filter_map(&mut label).collect();
    // The training corpus marks no cues inside contents, so that the network scores them too low there.
    let mut inside = vec![false; unit.len()];
    for range in found.iter().flat_map(|r| &r.content) {
        if let Some(tokens) = inside.get_mut(range.start - unit.start..range.end - unit.start) {
            tokens.fill(true);
        }
    }
    let nested = unit.clone().zip(inside).filter(|&(i, inside)| {
        inside && (NESTED_CUE_THRESHOLD..CUE_THRESHOLD).contains(&score(i)) && is_speech_act_verb(article, i)
    });
    let nested: Vec<Candidate> = nested.filter_map(|(i, _)| label(i)).collect();
    found.extend(nested);
    found.sort_by_key(|r| r.head);
    found.iter_mut().for_each(|candidate| *candidate = candidate.shifted_back(unit.start));
    found
}

/// Whether a token is a verb that the lexicon lists as a speech act other than believing.
pub(crate) fn is_speech_act_verb(article: &Article, i: usize) -> bool {
    let Some(&tag) = article.tags.get(i) else { return false };
    if lemma::as_verb(article.word(i)).is_some() {
        return true;
    }
    matches!(tag, Pos::VerbPast | Pos::VerbPres | Pos::VerbPart)
        && speech_acts::known(&lemma::of(article.word(i), tag)).is_some_and(|k| k != CueKind::Believes)
}

/// Finds the cue heads among `tokens`: one for every run of tokens of a sentence that score at least the
/// threshold.
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
        // Tokens below half of the top score cannot be the head.
        let top = run.iter().map(|&i| score(i)).fold(0.0, f32::max);
        run.retain(|&i| score(i) * 2.0 >= top);
        heads.extend(head(article, run));
        run.clear();
    };
    for i in tokens {
        let continues_run = run
            .last()
            .is_some_and(|&last| last + 1 == i && article.sentence_of(last) == article.sentence_of(i));
        if !continues_run {
            close(&mut run);
        }
        if score(i) >= threshold {
            run.push(i);
        }
    }
    close(&mut run);
    heads
}

/// Head of a cue: its first verb that is not an auxiliary, else its first noun, adjective, adverb or word,
/// else its first token.
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

/// Labels source, cue and content around one head, with a confidence of 0; `None` where no content is left.
#[inline(never)]
fn label_around_head(
    view: &View,
    head: usize,
    window: Range<usize>,
    inference: &mut Inference,
) -> Option<Candidate> {
    let model = inference.window_model();
    let decoder = inference.label_window(view, head, window.clone());
    let at = head.checked_sub(window.start)?;
    let nearest = |found: Vec<Range<usize>>| {
        let gap = |s: &Range<usize>| if s.end <= at { at - s.end } else { s.start.saturating_sub(at) };
        found.into_iter().min_by_key(gap)
    };
    let path = decoder.path();
    let mut content = labelled_spans(path, 2);
    // Of several spans labelled as source or cue the one nearest to the head counts.
    let source = nearest(labelled_spans(path, 1));
    let cue = nearest(labelled_spans(path, 0)).unwrap_or(at..at + 1);
    let boundary_confidence = [
        decoder.span_probability(model, cue.clone()),
        source.clone().map_or(0.0, |s| decoder.span_probability(model, s)),
        content.iter().map(|c| decoder.span_probability(model, c.clone())).reduce(f32::min).unwrap_or(0.0),
    ];
    if content.is_empty() {
        content.push(longer_side(view.article, head, &cue, source.as_ref(), &window)?);
    }
    let candidate = Candidate { head: at, cue, source, content, confidence: 0.0, boundary_confidence };
    Some(candidate.shifted_forward(window.start))
}

/// The content of a cue for which the network labels none: the rest of its sentence within the window, before
/// or after cue and source, whichever is longer. All spans count from the first token of the window.
fn longer_side(
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

/// Spans of one kind in a path of BIOES labels.
fn labelled_spans(path: &[u16], kind: u16) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (i, &l) in path.iter().enumerate() {
        let Some(l) = l.checked_sub(1).filter(|l| l / 4 == kind) else { continue };
        match found.last_mut() {
            // I and E continue a span; B and S start another.
            Some(last) if matches!(l % 4, 1 | 2) && last.end == i => last.end += 1,
            _ => found.push(i..i + 1),
        }
    }
    found
}
