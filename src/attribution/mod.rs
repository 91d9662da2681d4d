//! Finds who says what: source, cue and content of every attribution, and how they are meant.
//!
//! For each passage, in this order:
//!
//! 1. A trained [`network`] finds cue heads and labels source, cue and content around each ([`candidates`],
//!    [`features`]).
//! 2. Rules correct the boundaries of each candidate ([`rules::repair`]).
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
pub use rules::repair::repair_candidates;
use rules::{
    anonymity_clauses, as_per, colon_speakers, contact_clause, content_bounds, denied_appositions, headlines,
    inversion, nested, parenthetical, passives, quote_continuation, quoted_by, quoted_subject, rejections,
    reporting_nouns, signature, source_bounds, spoken_clause, subject, subject_phrase,
};
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
    let found = all_attributions(article, names, quotes, credits, &models.rank, inference, cache);
    let claims = confidence::keep_probable(article, names, quotes, found, &models.confidence);
    let (candidates, interpreted): (Vec<_>, Vec<_>) = claims.into_iter().unzip();
    let parents = parents(article, &candidates);
    candidates
        .into_iter()
        .zip(interpreted)
        .zip(parents)
        .map(|((candidate, interpreted), parent)| to_claim(article, candidate, interpreted, parent))
        .collect()
}

/// Finds the attributions of an article by models and rules, whatever their confidence, sorted by the start
/// of their cues. Cues inside `credits` make none.
pub fn all_attributions(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    credits: &[Span],
    rank: &Model,
    inference: &mut Inference,
    cache: &mut Cache,
) -> Vec<Candidate> {
    let mut candidates = attributions(article, names, quotes, rank, inference, cache);
    candidates.retain(|r| {
        let head = article.span(r.head..r.head + 1);
        let next = credits.partition_point(|c| c.end <= head.start);
        !credits.get(next).is_some_and(|c| c.contains(head))
    });
    let noun_claims = reporting_nouns::find_noun_claims(article, quotes, &candidates);
    candidates.extend(noun_claims);
    passives::separate_noun_clauses(article, &mut candidates);
    contact_clause::add_contact_clauses(article, names, quotes, &mut candidates);
    inversion::add_inversions(article, &mut candidates);
    let nested = nested::find_nested_claims(article, &candidates);
    candidates.extend(nested);
    candidates.sort_by_key(|r| r.cue.start);
    correct_and_reject(article, &mut candidates);
    subject::assign_sources(article, &mut candidates);
    subject_phrase::without_dates(article, &mut candidates);
    nested::reject_requested_speech(article, &mut candidates);
    candidates
}

/// Runs the rules that correct or reject candidates once all of them are known. `candidates` are sorted by
/// the start of their cues before and by head after.
#[inline(never)]
fn correct_and_reject(article: &Article, candidates: &mut Vec<Candidate>) {
    for candidate in candidates.iter_mut() {
        anonymity_clauses::attach_to_source(article, candidate);
        content_bounds::restore_object(article, candidate);
    }
    rejections::keep_one_per_head(candidates);
    rejections::reject(article, candidates);
    content_bounds::drop_content_of_others(article, candidates);
    for candidate in candidates.iter_mut() {
        content_bounds::skip_dateline(article, candidate);
    }
    denied_appositions::add_denied_content(article, candidates);
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

/// Finds the attributions of an article that the models and the rules for colons, signatures, parentheticals
/// and headlines find, sorted by the start of their cues.
#[inline(never)]
pub fn attributions(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    rank: &Model,
    inference: &mut Inference,
    cache: &mut Cache,
) -> Vec<Candidate> {
    let candidates = candidates::candidates(article, names, quotes, inference, cache);
    let candidates = repair_candidates(article, quotes, candidates);
    select_attributions(article, names, quotes, candidates, rank)
}

/// Ranks repaired candidates, keeps the probable ones and completes them by rule.
pub fn select_attributions(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    mut candidates: Vec<Candidate>,
    rank: &Model,
) -> Vec<Candidate> {
    rank::rank(article, names, quotes, &mut candidates, rank);
    let kept = select::select_candidates(article, candidates, rank::THRESHOLD);
    complete_by_rule(article, names, quotes, kept)
}

/// Corrects sources by syntax, extends them to whole names, takes a name right after a verb as its missing
/// source, adds the claims of colons, signatures, parentheticals and headlines, and continues quotations.
#[inline(never)]
fn complete_by_rule(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    mut candidates: Vec<Candidate>,
) -> Vec<Candidate> {
    for candidate in &mut candidates {
        subject_phrase::correct(article, candidate);
    }
    candidates.retain(|candidate| !candidate.content.is_empty());
    quoted_by::separate(article, &mut candidates);
    source_bounds::extend_to_names(article, names, &mut candidates);
    source_bounds::take_name_after_verb(article, names, &mut candidates);
    let mut in_cue = vec![false; article.tokens.len()];
    for candidate in &candidates {
        in_cue.get_mut(candidate.cue.clone()).into_iter().flatten().for_each(|t| *t = true);
    }
    let mut by_rule = colon_speakers::find_colon_speakers(article, names);
    by_rule.extend(signature::find_signatures(article, names, quotes));
    by_rule.extend(parenthetical::find_parentheticals(article, names));
    by_rule.extend(headlines::find_headline_claim(article));
    by_rule.extend(as_per::find(article));
    by_rule.extend(spoken_clause::find_spoken_clauses(article, &in_cue));
    let mut in_claim = in_cue.clone();
    for tokens in candidates.iter().flat_map(|c| c.content.iter().cloned()) {
        in_claim.get_mut(tokens).into_iter().flatten().for_each(|t| *t = true);
    }
    by_rule.extend(quoted_subject::find(article, quotes, &in_claim));
    by_rule.retain(|r| in_cue.get(r.head) == Some(&false));
    candidates.extend(repair_candidates(article, quotes, by_rule));
    candidates.sort_by_key(|r| r.cue.start);
    quote_continuation::continue_quotes(article, quotes, &mut candidates);
    candidates
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
