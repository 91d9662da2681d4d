//! Finds who says what: source, cue and content of every attribution, and how they are meant.
//!
//! For each passage, in this order:
//!
//! 1. A trained [`network`] finds cue heads and labels source, cue and content around each ([`candidates`],
//!    [`features`]).
//! 2. Rules correct the boundaries of each candidate; [`rules::table`] lists all rules in order.
//! 3. A second model scores the candidates ([`rank`]), and the probable ones are kept ([`select`]).
//! 4. Rules add attributions that the models rarely find, reject what only looks like a claim and find
//!    missing sources ([`rules`]).
//! 5. A third model gives every claim its [`confidence`], and improbable ones are dropped.
//! 6. Each attribution is interpreted: speech act, mode and polarity ([`interpretation`]), [`tense`],
//!    [`hedges`], quotation ([`content`]), anonymity of the source ([`anonymity`]).
//! 7. Quotations that nobody claims, and answers of interviews, become claims without a source
//!    ([`open_statements`]).
//!
//! Then sources are resolved to entities over the whole article ([`resolution`]). Credit lines ([`credits`])
//! make no claims. Never judges whether a claim is true.

pub(crate) mod anonymity;
pub(crate) mod candidates;
pub(crate) mod confidence;
pub(crate) mod content;
pub(crate) mod content_index;
pub(crate) mod credits;
pub(crate) mod documents;
pub(crate) mod features;
pub(crate) mod hedges;
pub(crate) mod interpretation;
pub(crate) mod network;
pub(crate) mod open_statements;
pub(crate) mod rank;
pub(crate) mod resolution;
pub(crate) mod rules;
pub(crate) mod select;
pub(crate) mod speakers;
pub(crate) mod tense;

use crate::article::Article;
use crate::document::span_index::SpanIndex;
use crate::document::{Claim, Cue, Entity, Value};
use crate::model::crf::Model;
use crate::recognizer::Name;
use crate::text::Span;

use std::ops::Range;

use crate::syntax::quotations::Quotes;
use anonymity::SourceDescription;
pub use candidates::Cache;
use candidates::{Candidate, Models};
use confidence::Interpreted;
use content_index::ContentIndex;
use network::Inference;
use rules::rule::{Context, Phase};
use rules::run::Rules;
pub(crate) use speakers::Evidence;

/// A claim whose source is not yet resolved to an entity.
#[derive(Clone, Debug)]
pub struct UnresolvedClaim {
    /// The claim, without source, entities and values.
    pub claim: Claim,
    /// The words of its source.
    pub source: Option<SourceSpan>,
}

/// The words of a source.
#[derive(Clone, Debug)]
pub struct SourceSpan {
    /// Tokens of the source.
    pub tokens: Range<usize>,
    /// Description of the source by its words, used where they name nobody.
    pub description: SourceDescription,
}

/// Finds the claims of an article, in order. Cues inside `credits` make none. `inference` must run the
/// network of `models`.
#[inline(never)]
pub fn find_claims(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    credits: &[Span],
    models: &Models,
    inference: &mut Inference,
    cache: &mut Cache,
) -> Vec<UnresolvedClaim> {
    let (context, rules) = (Context { article, names, quotes }, &mut Rules::default());
    let (candidates, interpreted) = probable_attributions(&context, credits, models, inference, cache, rules);
    let parents = parents(article, &candidates);
    candidates
        .into_iter()
        .zip(interpreted)
        .zip(parents)
        .map(|((candidate, interpreted), parent)| to_claim(article, candidate, interpreted, parent))
        .collect()
}

/// Finds the attributions of an article that are probable claims, sorted by the start of their cues, each with
/// its meaning.
fn probable_attributions(
    context: &Context,
    credits: &[Span],
    models: &Models,
    inference: &mut Inference,
    cache: &mut Cache,
    rules: &mut Rules,
) -> (Vec<Candidate>, Vec<Interpreted>) {
    let found = all_attributions(context, credits, &models.rank, inference, cache, rules);
    let &Context { article, names, quotes } = context;
    confidence::keep_probable(article, names, quotes, found, &models.confidence).into_iter().unzip()
}

/// Finds the attributions of an article that are probable claims, sorted by the start of their cues.
pub fn claims(
    context: &Context,
    credits: &[Span],
    models: &Models,
    inference: &mut Inference,
    rules: &mut Rules,
) -> Vec<Candidate> {
    probable_attributions(context, credits, models, inference, &mut Cache::default(), rules).0
}

/// Finds the attributions of an article by models and rules, whatever their confidence, sorted by the start
/// of their cues. Cues inside `credits` make none.
pub fn all_attributions(
    context: &Context,
    credits: &[Span],
    rank: &Model,
    inference: &mut Inference,
    cache: &mut Cache,
    rules: &mut Rules,
) -> Vec<Candidate> {
    let mut candidates = attributions(context, rank, inference, cache, rules);
    candidates.retain(|r| {
        let head = context.article.span(r.head..r.head + 1);
        let next = credits.partition_point(|c| c.end <= head.start);
        !credits.get(next).is_some_and(|c| c.contains(head))
    });
    rules.run(Phase::Extend, context, &mut candidates);
    rules.run(Phase::Check, context, &mut candidates);
    candidates
}

/// Turns a candidate into a claim: its spans in the text and its interpretation.
#[inline(never)]
fn to_claim(
    article: &Article,
    candidate: Candidate,
    Interpreted { quote, meaning }: Interpreted,
    parent: Option<usize>,
) -> UnresolvedClaim {
    let cue = Cue { span: article.span(candidate.cue.clone()), lemma: meaning.lemma, kind: meaning.kind };
    let content: Vec<Span> = candidate.content.iter().map(|r| article.span(r.clone())).collect();
    let source = candidate.source.iter().map(|tokens| article.span(tokens.clone()));
    let claim = Claim {
        span: content.iter().copied().chain(source).fold(cue.span, Span::cover),
        score: candidate.confidence,
        source: None,
        polarity: meaning.polarity,
        mode: meaning.mode,
        tense: meaning.tense,
        hedges: meaning.hedges.iter().map(|h| article.span(h.clone())).collect(),
        cue: Some(cue),
        quote,
        parent,
        mutual: meaning.mutual,
        entities: Vec::new(),
        values: Vec::new(),
        content,
        check_worthiness: 0.0,
        reasons: Vec::new(),
    };
    let describe = |tokens: &Range<usize>| SourceDescription::new(article, tokens.clone(), meaning.kind);
    let source = candidate.source.map(|tokens| SourceSpan { description: describe(&tokens), tokens });
    UnresolvedClaim { claim, source }
}

/// Resolves the sources of claims, given in order, to entities, and lists the entities and values in their
/// contents. `score` returns the probability that a speaker is right, given the evidence; improbable ones are
/// left out.
#[inline(never)]
pub fn resolve(
    article: &Article,
    unresolved: impl Iterator<Item = UnresolvedClaim>,
    entities: &[Entity],
    values: &[Value],
    mut score: impl FnMut(&Evidence) -> f32,
) -> Vec<Claim> {
    let index = SpanIndex::new(entities, values);
    let mut resolver = resolution::Resolver::new(article, entities);
    let resolve_claim = |UnresolvedClaim { claim, source }: UnresolvedClaim| Claim {
        source: source.map(|source| resolver.resolve(source, &claim, &mut score)),
        entities: index.entities(&claim.content),
        values: index.values(&claim.content),
        ..claim
    };
    unresolved.map(resolve_claim).collect()
}

/// Finds the attributions of an article that the models find and that rules propose, sorted by the start of
/// their cues.
#[inline(never)]
pub fn attributions(
    context: &Context,
    rank: &Model,
    inference: &mut Inference,
    cache: &mut Cache,
    rules: &mut Rules,
) -> Vec<Candidate> {
    let candidates = candidates::candidates(context.article, context.names, context.quotes, inference, cache);
    let candidates = repair_candidates(context, candidates, rules);
    select_attributions(context, candidates, rank, rules)
}

/// Corrects the boundaries of candidates, and drops those that are no attribution by form or have no content.
pub fn repair_candidates(
    context: &Context,
    mut candidates: Vec<Candidate>,
    rules: &mut Rules,
) -> Vec<Candidate> {
    rules.run(Phase::Repair, context, &mut candidates);
    candidates
}

/// Ranks repaired candidates, keeps the probable ones and completes them by rule.
pub fn select_attributions(
    context: &Context,
    mut candidates: Vec<Candidate>,
    rank: &Model,
    rules: &mut Rules,
) -> Vec<Candidate> {
    rank::rank(context.article, context.names, context.quotes, &mut candidates, rank);
    let mut kept = select::select_candidates(context, candidates, rank::THRESHOLD, rules);
    for phase in [Phase::Correct, Phase::Propose, Phase::Continue] {
        rules.run(phase, context, &mut kept);
    }
    kept
}

/// For each attribution, the index of the attribution whose content contains it.
#[inline(never)]
pub fn parents(article: &Article, candidates: &[Candidate]) -> Vec<Option<usize>> {
    let contents = ContentIndex::new(article, candidates);
    let parent = |candidate: &Candidate| {
        let at = contents.innermost(candidate.head)?;
        // A parent has the longer content, so that there are no cycles.
        candidates.get(at).filter(|p| p.content_length() > candidate.content_length()).map(|_| at)
    };
    candidates.iter().map(parent).collect()
}
