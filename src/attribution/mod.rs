//! Finds who says what: source, cue and content of every attribution.
//!
//! Quotation marks are paired ([`quotes`]); a trained [`network`] finds the heads of cues and labels what is around
//! each ([`spans`], with the features of [`features`]); then every attribution becomes a claim: its source an
//! entity ([`source`], [`anonymity`]), its cue a kind of speech act ([`meaning`]), its content read for quotation
//! ([`content`]), doubt ([`hedges`]) and what can be checked in it ([`checkable`]). A claim made inside another's
//! content ([`nested`]) has that one as its parent. Lines of credit ([`mod@credits`]) make no claims. Nothing here judges whether a claim is true.

pub(crate) mod anonymity;
pub(crate) mod candidates;
pub(crate) mod content;
pub(crate) mod credits;
pub(crate) mod features;
pub(crate) mod hedges;
pub(crate) mod interpretation;
pub(crate) mod network;
pub(crate) mod rank;
pub(crate) mod resolution;
pub(crate) mod rules;
pub(crate) mod tense;

use crate::article::Article;
use crate::document::span_index::SpanIndex;
use crate::document::{Claim, Cue, CueKind, Entity, EntityKind, Value};
use crate::model::crf::Model;
use crate::pos::Pos;
use crate::recognizer::{self, Name};
use crate::text::Span;

use std::ops::Range;

use crate::lexicon::speech_acts;
use crate::syntax::lemma;
use crate::syntax::quotations::{self, Quotes};
use anonymity::Unnamed;
pub use candidates::Cache;
use candidates::{Candidate, Models};
use network::Reading;
use rules::{
    colon_speakers, contact_clause, filters, headlines, inversion, nested, parenthetical, passives,
    quote_continuation, repair, saying_nouns, signature, subject,
};

/// A claim of which all is known but who its source is.
#[derive(Clone, Debug)]
pub struct UnresolvedClaim {
    /// The claim, without source, entities and values.
    pub claim: Claim,
    /// Its source.
    pub source: Option<SourceSpan>,
}

/// A source of which only the words are known.
#[derive(Clone, Debug)]
pub struct SourceSpan {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it is if they name nobody.
    pub unnamed: Unnamed,
}

/// What the claims of an article say, in order; `credits` make none. `reading` is of the network of `models`.
#[inline(never)]
pub fn draft(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    credits: &[Span],
    models: &Models,
    reading: &mut Reading,
    cache: &mut Cache,
) -> Vec<UnresolvedClaim> {
    let mut candidates = attributions(article, names, quotes, models, reading, cache);
    candidates.retain(|r| {
        let at = article.span(r.head..r.head + 1);
        let next = credits.partition_point(|c| c.end <= at.start);
        !credits.get(next).is_some_and(|c| c.contains(at))
    });
    let found = saying_nouns::find(article, quotes, &candidates);
    candidates.extend(found);
    passives::settle(article, &mut candidates);
    contact_clause::settle(article, names, quotes, &mut candidates);
    inversion::settle(article, &mut candidates);
    let inner = nested::find(article, &candidates);
    candidates.extend(inner);
    candidates.sort_by_key(|r| r.cue.start);
    filters::settle(article, &mut candidates);
    subject::fill(article, &mut candidates);
    nested::leave_out_bidden(article, &mut candidates);
    let parents = parents(article, &candidates);
    candidates
        .into_iter()
        .zip(parents)
        .map(|(candidate, parent)| of_raw(article, quotes, candidate, parent))
        .collect()
}

/// What an attribution says.
#[inline(never)]
fn of_raw(
    article: &Article,
    quotes: &Quotes,
    candidate: Candidate,
    parent: Option<usize>,
) -> UnresolvedClaim {
    let quote = content::quote_kind(article, quotes, &candidate);
    let told = interpretation::read(article, &candidate, quote);
    let cue = Cue { span: article.span(candidate.cue.clone()), lemma: told.lemma, kind: told.kind };
    let content: Vec<Span> = candidate.content.iter().map(|r| article.span(r.clone())).collect();
    let source = candidate.source.iter().map(|tokens| article.span(tokens.clone()));
    let claim = Claim {
        span: content.iter().copied().chain(source).fold(cue.span, Span::cover),
        source: None,
        polarity: told.polarity,
        mode: told.mode,
        tense: told.tense,
        hedges: told.hedges.iter().map(|h| article.span(h.clone())).collect(),
        cue: Some(cue),
        quote,
        parent,
        mutual: told.mutual,
        entities: Vec::new(),
        values: Vec::new(),
        content,
        check_worthiness: 0.0,
        reasons: Vec::new(),
    };
    let unnamed = |tokens: &Range<usize>| Unnamed::read(article, tokens.clone(), told.kind);
    let source = candidate.source.map(|tokens| SourceSpan { unnamed: unnamed(&tokens), tokens });
    UnresolvedClaim { claim, source }
}

/// The claims of an article whose unresolved are known, in order: who their sources are, and whom and what they name.
#[inline(never)]
pub fn resolve(
    article: &Article,
    unresolved: impl Iterator<Item = UnresolvedClaim>,
    entities: &[Entity],
    values: &[Value],
) -> Vec<Claim> {
    let inside = SpanIndex::new(entities, values);
    let mut sources = resolution::Resolver::new(article, entities);
    let whole = |UnresolvedClaim { claim, source }: UnresolvedClaim| {
        let kind = claim.cue.as_ref().map_or(CueKind::Says, |cue| cue.kind);
        Claim {
            source: source.map(|source| sources.resolve(source, kind, claim.parent.is_some())),
            entities: inside.entities(&claim.content),
            values: inside.values(&claim.content),
            ..claim
        }
    };
    unresolved.map(whole).collect()
}

/// The attributions of an article, in order of their cues.
#[inline(never)]
pub fn attributions(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    models: &Models,
    reading: &mut Reading,
    cache: &mut Cache,
) -> Vec<Candidate> {
    let candidates = tidy(article, quotes, candidates::candidates(article, names, quotes, reading, cache));
    settle(article, names, quotes, candidates, &models.rank)
}

/// Makes of tidy candidates the attributions of an article.
pub fn settle(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    mut candidates: Vec<Candidate>,
    rank: &Model,
) -> Vec<Candidate> {
    rank::rank(article, names, quotes, &mut candidates, rank);
    let kept = choose(article, candidates, rank::THRESHOLD);
    finish(article, names, quotes, kept)
}

/// Adds the speakers before colons, under quotations, between commas and in headlines, and the source where a name follows a cue that has none.
#[inline(never)]
pub(crate) fn finish(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    mut candidates: Vec<Candidate>,
) -> Vec<Candidate> {
    for candidate in &mut candidates {
        let whole = |source| whole_list(article, names, whole_names(names, source, &candidate.cue));
        candidate.source = candidate.source.take().map(whole);
    }
    for candidate in candidates.iter_mut().filter(|r| r.source.is_none()) {
        let next = names.partition_point(|n| n.tokens.start < candidate.cue.end);
        let speaks = |n: &&Name| {
            n.tokens.start == candidate.cue.end
                && !candidate.content.iter().any(|c| c.contains(&n.tokens.start))
                && matches!(n.kind, EntityKind::Person | EntityKind::Organization | EntityKind::Gpe)
        };
        if matches!(article.tag(candidate.head), Pos::VerbPast | Pos::VerbPres) {
            candidate.source = names.get(next).filter(speaks).map(|n| n.tokens.clone());
        }
    }
    let mut heads = vec![false; article.tokens.len()];
    for candidate in &candidates {
        heads.get_mut(candidate.cue.clone()).into_iter().flatten().for_each(|t| *t = true);
    }
    let mut by_rule = colon_speakers::find(article, names);
    by_rule.extend(signature::find(article, names, quotes));
    by_rule.extend(parenthetical::find(article, names));
    by_rule.extend(headlines::find(article));
    by_rule.retain(|r| heads.get(r.head) == Some(&false));
    candidates.extend(tidy(article, quotes, by_rule));
    candidates.sort_by_key(|r| r.cue.start);
    quote_continuation::on(article, quotes, &mut candidates);
    candidates
}

/// A source that begins or ends within a name has all of it, but nothing of the cue.
fn whole_names(names: &[Name], source: Range<usize>, cue: &Range<usize>) -> Range<usize> {
    let at = |i: usize| {
        let next = names.partition_point(|n| n.tokens.end <= i);
        names
            .get(next)
            .map(|n| n.tokens.clone())
            .filter(|name| name.contains(&i) && (name.end <= cue.start || cue.end <= name.start))
    };
    let start = at(source.start).map_or(source.start, |name| name.start);
    let end = at(source.end.saturating_sub(1)).map_or(source.end, |name| name.end);
    start..end
}

/// "Norway, | Kenya and Portugal": of names in a list that begins its sentence none is left out.
fn whole_list(article: &Article, names: &[Name], source: Range<usize>) -> Range<usize> {
    let starts = |at: usize| {
        names.get(names.partition_point(|n| n.tokens.start < at)).filter(|n| n.tokens.start == at)
    };
    let Some(first) =
        starts(source.start).filter(|n| matches!(article.word(n.tokens.end), "," | "and" | "&"))
    else {
        return source;
    };
    let mut start = source.start;
    let comma = |at: usize| at.checked_sub(1).filter(|&i| article.word(i) == ",");
    while let Some(before) = comma(start).and_then(|at| recognizer::ending_at(names, at)) {
        if before.kind != first.kind {
            break;
        }
        start = before.tokens.start;
    }
    let before = start.wrapping_sub(1);
    let opens = article.sentence_of(start) != article.sentence_of(before)
        || article.word(before) == ":"
        || quotations::is_dash(article.word(before));
    let joined = source.clone().any(|i| matches!(article.word(i), "and" | "&"));
    if opens && joined { start..source.end } else { source }
}

/// Evens out the content of every candidate, and leaves out those that are left without any.
#[inline(never)]
pub fn tidy(article: &Article, quotes: &Quotes, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let even = |mut candidate: Candidate| {
        if repair::is_glued(article, candidate.head) || repair::is_attribute(article, &candidate) {
            return None;
        }
        repair::give_owner(article, &mut candidate);
        repair::share_words(article, &mut candidate);
        repair::told_of(article, &mut candidate);
        repair::who_speaks(article, &mut candidate);
        passives::end_clause(article, &mut candidate);
        candidate.source = candidate
            .source
            .filter(|s| !is_empty_subject(article, s, candidate.head) && !joins_on(article, s));
        candidate.source = candidate.source.map(|s| repair::source(article, s, candidate.head));
        let cue =
            without_it(article, without_to(article, candidate.cue.clone(), candidate.head), candidate.head);
        match candidate.content.first_mut() {
            Some(first) if cue.end < candidate.cue.end && first.start == candidate.cue.end => {
                first.start = cue.end
            }
            _ => {}
        }
        candidate.cue = repair::without_day(article, with_by(article, cue), candidate.head);
        let before_cue = |r: Range<usize>| match candidate.cue.contains(&r.end.wrapping_sub(1)) {
            true => r.start..candidate.cue.start.max(r.start),
            false => r,
        };
        candidate.content =
            candidate.content.into_iter().map(|r| content::trim(article, quotes, before_cue(r))).collect();
        candidate.content.retain(|r| !r.is_empty());
        // The mark that a part touches may lie beyond where the next one begins.
        candidate.content.dedup_by(|next, last| {
            let meet = next.start < last.end;
            if meet {
                last.end = last.end.max(next.end);
            }
            meet
        });
        if repair::is_possessed(article, &candidate) {
            repair::cut_clause(article, &mut candidate);
        }
        (!candidate.content.is_empty()).then_some(candidate)
    };
    candidates.into_iter().filter_map(even).collect()
}

/// Deeds less sure than this to be attributions are none.
const DEED: f32 = 0.6;

/// What its passive shows to be told by somebody may be less sure.
const TOLD: f32 = 0.2;

/// Keeps the candidates that are sure enough, the surest where cues overlap, and verbs of saying inside a content.
#[inline(never)]
pub(crate) fn choose(article: &Article, candidates: Vec<Candidate>, threshold: f32) -> Vec<Candidate> {
    let least = |r: &Candidate| match () {
        () if repair::is_deed(article, r) => DEED.max(threshold),
        () if passives::is_told(article, r.head) => TOLD.min(threshold),
        () => threshold,
    };
    let sure = |r: &Candidate| r.sure >= least(r) || repair::is_possessed(article, r);
    let (kept, rest): (Vec<Candidate>, Vec<Candidate>) = candidates.into_iter().partition(sure);
    let mut kept = drop_rivals(article, kept);
    repair::share_sources(article, &mut kept);
    repair::split_pairs(article, &mut kept);
    let cover = cover(article, &kept);
    let nested = rest.into_iter().filter_map(|r| {
        let outer = kept.get((*cover.get(r.head)? as usize).checked_sub(1)?)?;
        candidates::says(article, r.head).then(|| clip(r, outer)).flatten()
    });
    let nested: Vec<Candidate> = nested.collect();
    kept.extend(nested);
    kept.sort_by_key(|r| r.cue.start);
    kept.dedup_by(|b, a| {
        let clash = b.cue.start < a.cue.end;
        if clash && b.sure > a.sure {
            std::mem::swap(a, b);
        }
        clash
    });
    kept
}

/// An attribution made inside another's content reaches no further than that content.
fn clip(mut candidate: Candidate, outer: &Candidate) -> Option<Candidate> {
    let limit = outer.content.iter().find(|r| r.contains(&candidate.head))?;
    let inside = |r: Range<usize>| {
        let cut = r.start.max(limit.start)..r.end.min(limit.end);
        (!cut.is_empty()).then_some(cut)
    };
    candidate.cue = inside(candidate.cue)?;
    candidate.source = candidate.source.and_then(inside);
    candidate.content = candidate.content.into_iter().filter_map(inside).collect();
    (!candidate.content.is_empty()).then_some(candidate)
}

/// "Promised | to leave", "refused | to open": the particle belongs to what is promised.
fn without_to(article: &Article, cue: Range<usize>, head: usize) -> Range<usize> {
    let to = (head + 1..cue.end).find(|&i| article.word(i) == "to");
    let leads = || {
        use CueKind::{Believes, Declines, Demands, Predicts, Promises};
        let kind = speech_acts::known(&lemma::at(article, head));
        matches!(kind, Some(Believes | Declines | Demands | Predicts | Promises))
    };
    match to {
        Some(to) if leads() => cue.start..to,
        _ => cue,
    }
}

/// Whether a source is the "it" of "it was also reported", which stands for nobody.
fn is_empty_subject(article: &Article, source: &Range<usize>, head: usize) -> bool {
    let be = |i: usize| lemma::is_be(article.word(i)) || matches!(article.word(i), "'s" | "’s");
    source.len() == 1
        && article.word(source.start).eq_ignore_ascii_case("it")
        && (source.end..head).any(be)
        && matches!(article.tag(head), Pos::VerbPart | Pos::VerbPast)
}

/// Whether a source is the object of the verb before: "Lane met | officials and | discussed".
fn joins_on(article: &Article, source: &Range<usize>) -> bool {
    source.len() > 1 && matches!(article.word(source.end - 1), "and" | "but")
}

/// "As noted by" is one cue, as "according to" is.
fn with_by(article: &Article, cue: Range<usize>) -> Range<usize> {
    let is_as = |i: &usize| article.word(*i).eq_ignore_ascii_case("as");
    let start = [cue.start, cue.start.wrapping_sub(1)].into_iter().find(is_as);
    match start {
        Some(start) if article.word(cue.end) == "by" => start..cue.end + 1,
        _ => cue,
    }
}

/// "It | was also reported": whoever "it" is, it is no part of how it was said.
fn without_it(article: &Article, cue: Range<usize>, head: usize) -> Range<usize> {
    let it = cue.start < head && article.word(cue.start).eq_ignore_ascii_case("it");
    cue.start + usize::from(it)..cue.end
}

/// How many tokens the content of an attribution has.
fn size(candidate: &Candidate) -> usize {
    candidate.content.iter().map(|r| r.len()).sum()
}

/// For every token, the attribution with the shortest content that holds it, from 1; 0 for none.
fn cover(article: &Article, candidates: &[Candidate]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(candidates.get(i).map_or(0, size)));
    let mut cover = vec![0u32; article.tokens.len()];
    for i in order {
        for range in candidates.get(i).map_or(&[][..], |r| &r.content) {
            if let Some(tokens) = cover.get_mut(range.clone()) {
                tokens.fill(i as u32 + 1);
            }
        }
    }
    cover
}

fn holds(candidate: &Candidate, token: usize) -> bool {
    candidate.content.iter().any(|r| r.contains(&token))
}

/// Of two attributions that each take the other's cue for content, one is wrong: the less sure goes.
fn drop_rivals(article: &Article, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let cover = cover(article, &candidates);
    let loses: Vec<bool> = candidates
        .iter()
        .map(|candidate| {
            let rival = cover.get(candidate.head).and_then(|&c| candidates.get((c as usize).wrapping_sub(1)));
            rival.is_some_and(|other| holds(candidate, other.head) && other.sure > candidate.sure)
        })
        .collect();
    let mut loses = loses.into_iter();
    candidates.into_iter().filter(|_| !loses.next().unwrap_or(false)).collect()
}

/// For each attribution, the one in whose content it is made.
#[inline(never)]
pub fn parents(article: &Article, candidates: &[Candidate]) -> Vec<Option<usize>> {
    let cover = cover(article, candidates);
    let parent = |candidate: &Candidate| {
        let at = (*cover.get(candidate.head)? as usize).checked_sub(1)?;
        // The longer content holds the shorter, so that no chain of parents runs in a circle.
        candidates.get(at).filter(|p| size(p) > size(candidate)).map(|_| at)
    };
    candidates.iter().map(parent).collect()
}
