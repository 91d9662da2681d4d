//! Finds who says what: source, cue and content of every attribution.
//!
//! Quotation marks are paired ([`quotes`]); a trained [`network`] finds the heads of cues and labels what is around
//! each ([`spans`], with the features of [`features`]); then every attribution becomes a claim: its source an
//! entity ([`source`], [`anonymity`]), its cue a kind of speech act ([`meaning`]), its content read for quotation
//! ([`content`]), doubt ([`hedges`]) and what can be checked in it ([`checkable`]). A claim made inside another's
//! content ([`nested`]) has that one as its parent. Lines of credit ([`mod@credits`]) make no claims. Nothing here judges whether a claim is true.

mod anonymity;
mod asides;
mod carry;
mod checkable;
pub mod colons;
mod contact;
pub mod content;
pub mod credits;
pub mod features;
mod headlines;
mod hedges;
mod inserted;
pub mod kinds;
pub mod lemma;
pub mod meaning;
mod nested;
pub mod network;
mod nouns;
mod passives;
pub mod quotes;
pub mod rank;
mod repair;
mod signed;
mod source;
pub mod spans;
mod subject;
mod trailing;

use crate::article::Article;
use crate::document::{Claim, Cue, CueKind, Entity, EntityKind, Value};
use crate::inside::Inside;
use crate::mentions::{self, Name};
use crate::tagger::model::Model;
use crate::tagger::pos::Pos;
use crate::text::Span;

use std::ops::Range;

use anonymity::Unnamed;
use network::Reading;
use quotes::Quotes;
pub use spans::Memory;
use spans::{Models, Raw};

/// A claim of which all is known but who its source is.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The claim, without source, entities and values.
    pub claim: Claim,
    /// Its source.
    pub source: Option<Spoken>,
}

/// A source of which only the words are known.
#[derive(Clone, Debug)]
pub struct Spoken {
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
    memory: &mut Memory,
) -> Vec<Draft> {
    let mut raws = attributions(article, names, quotes, models, reading, memory);
    raws.retain(|r| {
        let at = article.span(r.head..r.head + 1);
        let next = credits.partition_point(|c| c.end <= at.start);
        !credits.get(next).is_some_and(|c| c.contains(at))
    });
    let found = nouns::find(article, quotes, &raws);
    raws.extend(found);
    passives::settle(article, &mut raws);
    contact::settle(article, names, quotes, &mut raws);
    trailing::settle(article, &mut raws);
    let inner = nested::find(article, &raws);
    raws.extend(inner);
    raws.sort_by_key(|r| r.cue.start);
    asides::settle(article, &mut raws);
    subject::fill(article, &mut raws);
    nested::leave_out_bidden(article, &mut raws);
    let parents = parents(article, &raws);
    raws.into_iter().zip(parents).map(|(raw, parent)| of_raw(article, quotes, raw, parent)).collect()
}

/// What an attribution says.
#[inline(never)]
fn of_raw(article: &Article, quotes: &Quotes, raw: Raw, parent: Option<usize>) -> Draft {
    let quote = content::quote_kind(article, quotes, &raw);
    let told = meaning::read(article, &raw, quote);
    let cue = Cue { span: article.span(raw.cue.clone()), lemma: told.lemma, kind: told.kind };
    let content: Vec<Span> = raw.content.iter().map(|r| article.span(r.clone())).collect();
    let source = raw.source.iter().map(|tokens| article.span(tokens.clone()));
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
    let source = raw.source.map(|tokens| Spoken { unnamed: unnamed(&tokens), tokens });
    Draft { claim, source }
}

/// The claims of an article whose drafts are known, in order: who their sources are, and whom and what they name.
#[inline(never)]
pub fn resolve(
    article: &Article,
    drafts: impl Iterator<Item = Draft>,
    entities: &[Entity],
    values: &[Value],
) -> Vec<Claim> {
    let inside = Inside::new(entities, values);
    let mut sources = source::Resolver::new(article, entities);
    let whole = |Draft { claim, source }: Draft| {
        let kind = claim.cue.as_ref().map_or(CueKind::Says, |cue| cue.kind);
        Claim {
            source: source.map(|source| sources.resolve(source, kind, claim.parent.is_some())),
            entities: inside.entities(&claim.content),
            values: inside.values(&claim.content),
            ..claim
        }
    };
    drafts.map(whole).collect()
}

/// The attributions of an article, in order of their cues.
#[inline(never)]
pub fn attributions(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    models: &Models,
    reading: &mut Reading,
    memory: &mut Memory,
) -> Vec<Raw> {
    let raws = tidy(article, quotes, spans::candidates(article, names, quotes, reading, memory));
    settle(article, names, quotes, raws, &models.rank)
}

/// Makes of tidy candidates the attributions of an article.
pub fn settle(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    mut raws: Vec<Raw>,
    rank: &Model,
) -> Vec<Raw> {
    rank::rank(article, names, quotes, &mut raws, rank);
    let kept = choose(article, raws, rank::THRESHOLD);
    finish(article, names, quotes, kept)
}

/// Adds the speakers before colons, under quotations, between commas and in headlines, and the source where a name follows a cue that has none.
#[inline(never)]
pub fn finish(article: &Article, names: &[Name], quotes: &Quotes, mut raws: Vec<Raw>) -> Vec<Raw> {
    for raw in &mut raws {
        let whole = |source| whole_list(article, names, whole_names(names, source, &raw.cue));
        raw.source = raw.source.take().map(whole);
    }
    for raw in raws.iter_mut().filter(|r| r.source.is_none()) {
        let next = names.partition_point(|n| n.tokens.start < raw.cue.end);
        let speaks = |n: &&Name| {
            n.tokens.start == raw.cue.end
                && !raw.content.iter().any(|c| c.contains(&n.tokens.start))
                && matches!(n.kind, EntityKind::Person | EntityKind::Organization | EntityKind::Gpe)
        };
        if matches!(article.tag(raw.head), Pos::VerbPast | Pos::VerbPres) {
            raw.source = names.get(next).filter(speaks).map(|n| n.tokens.clone());
        }
    }
    let mut heads = vec![false; article.tokens.len()];
    for raw in &raws {
        heads.get_mut(raw.cue.clone()).into_iter().flatten().for_each(|t| *t = true);
    }
    let mut by_rule = colons::find(article, names);
    by_rule.extend(signed::find(article, names, quotes));
    by_rule.extend(inserted::find(article, names));
    by_rule.extend(headlines::find(article));
    by_rule.retain(|r| heads.get(r.head) == Some(&false));
    raws.extend(tidy(article, quotes, by_rule));
    raws.sort_by_key(|r| r.cue.start);
    carry::on(article, quotes, &mut raws);
    raws
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
    while let Some(before) = comma(start).and_then(|at| mentions::ending_at(names, at)) {
        if before.kind != first.kind {
            break;
        }
        start = before.tokens.start;
    }
    let before = start.wrapping_sub(1);
    let opens = article.sentence_of(start) != article.sentence_of(before)
        || article.word(before) == ":"
        || quotes::is_dash(article.word(before));
    let joined = source.clone().any(|i| matches!(article.word(i), "and" | "&"));
    if opens && joined { start..source.end } else { source }
}

/// Evens out the content of every candidate, and leaves out those that are left without any.
#[inline(never)]
pub fn tidy(article: &Article, quotes: &Quotes, raws: Vec<Raw>) -> Vec<Raw> {
    let even = |mut raw: Raw| {
        if repair::is_glued(article, raw.head) || repair::is_attribute(article, &raw) {
            return None;
        }
        repair::give_owner(article, &mut raw);
        repair::share_words(article, &mut raw);
        repair::told_of(article, &mut raw);
        repair::who_speaks(article, &mut raw);
        passives::end_clause(article, &mut raw);
        raw.source = raw.source.filter(|s| !is_empty_subject(article, s, raw.head) && !joins_on(article, s));
        raw.source = raw.source.map(|s| repair::source(article, s, raw.head));
        let cue = without_it(article, without_to(article, raw.cue.clone(), raw.head), raw.head);
        match raw.content.first_mut() {
            Some(first) if cue.end < raw.cue.end && first.start == raw.cue.end => first.start = cue.end,
            _ => {}
        }
        raw.cue = repair::without_day(article, with_by(article, cue), raw.head);
        let before_cue = |r: Range<usize>| match raw.cue.contains(&r.end.wrapping_sub(1)) {
            true => r.start..raw.cue.start.max(r.start),
            false => r,
        };
        raw.content =
            raw.content.into_iter().map(|r| content::trim(article, quotes, before_cue(r))).collect();
        raw.content.retain(|r| !r.is_empty());
        // The mark that a part touches may lie beyond where the next one begins.
        raw.content.dedup_by(|next, last| {
            let meet = next.start < last.end;
            if meet {
                last.end = last.end.max(next.end);
            }
            meet
        });
        if repair::is_possessed(article, &raw) {
            repair::cut_clause(article, &mut raw);
        }
        (!raw.content.is_empty()).then_some(raw)
    };
    raws.into_iter().filter_map(even).collect()
}

/// Deeds less sure than this to be attributions are none.
const DEED: f32 = 0.6;

/// What its passive shows to be told by somebody may be less sure.
const TOLD: f32 = 0.2;

/// Keeps the candidates that are sure enough, the surest where cues overlap, and verbs of saying inside a content.
#[inline(never)]
pub fn choose(article: &Article, raws: Vec<Raw>, threshold: f32) -> Vec<Raw> {
    let least = |r: &Raw| match () {
        () if repair::is_deed(article, r) => DEED.max(threshold),
        () if passives::is_told(article, r.head) => TOLD.min(threshold),
        () => threshold,
    };
    let sure = |r: &Raw| r.sure >= least(r) || repair::is_possessed(article, r);
    let (kept, rest): (Vec<Raw>, Vec<Raw>) = raws.into_iter().partition(sure);
    let mut kept = drop_rivals(article, kept);
    repair::share_sources(article, &mut kept);
    repair::split_pairs(article, &mut kept);
    let cover = cover(article, &kept);
    let nested = rest.into_iter().filter_map(|r| {
        let outer = kept.get((*cover.get(r.head)? as usize).checked_sub(1)?)?;
        spans::says(article, r.head).then(|| clip(r, outer)).flatten()
    });
    let nested: Vec<Raw> = nested.collect();
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
fn clip(mut raw: Raw, outer: &Raw) -> Option<Raw> {
    let limit = outer.content.iter().find(|r| r.contains(&raw.head))?;
    let inside = |r: Range<usize>| {
        let cut = r.start.max(limit.start)..r.end.min(limit.end);
        (!cut.is_empty()).then_some(cut)
    };
    raw.cue = inside(raw.cue)?;
    raw.source = raw.source.and_then(inside);
    raw.content = raw.content.into_iter().filter_map(inside).collect();
    (!raw.content.is_empty()).then_some(raw)
}

/// "Promised | to leave", "refused | to open": the particle belongs to what is promised.
fn without_to(article: &Article, cue: Range<usize>, head: usize) -> Range<usize> {
    let to = (head + 1..cue.end).find(|&i| article.word(i) == "to");
    let leads = || {
        use CueKind::{Believes, Declines, Demands, Predicts, Promises};
        let kind = kinds::known(&lemma::at(article, head));
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
fn size(raw: &Raw) -> usize {
    raw.content.iter().map(|r| r.len()).sum()
}

/// For every token, the attribution with the shortest content that holds it, from 1; 0 for none.
fn cover(article: &Article, raws: &[Raw]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..raws.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(raws.get(i).map_or(0, size)));
    let mut cover = vec![0u32; article.tokens.len()];
    for i in order {
        for range in raws.get(i).map_or(&[][..], |r| &r.content) {
            if let Some(tokens) = cover.get_mut(range.clone()) {
                tokens.fill(i as u32 + 1);
            }
        }
    }
    cover
}

fn holds(raw: &Raw, token: usize) -> bool {
    raw.content.iter().any(|r| r.contains(&token))
}

/// Of two attributions that each take the other's cue for content, one is wrong: the less sure goes.
fn drop_rivals(article: &Article, raws: Vec<Raw>) -> Vec<Raw> {
    let cover = cover(article, &raws);
    let loses: Vec<bool> = raws
        .iter()
        .map(|raw| {
            let rival = cover.get(raw.head).and_then(|&c| raws.get((c as usize).wrapping_sub(1)));
            rival.is_some_and(|other| holds(raw, other.head) && other.sure > raw.sure)
        })
        .collect();
    let mut loses = loses.into_iter();
    raws.into_iter().filter(|_| !loses.next().unwrap_or(false)).collect()
}

/// For each attribution, the one in whose content it is made.
#[inline(never)]
pub fn parents(article: &Article, raws: &[Raw]) -> Vec<Option<usize>> {
    let cover = cover(article, raws);
    let parent = |raw: &Raw| {
        let at = (*cover.get(raw.head)? as usize).checked_sub(1)?;
        // The longer content holds the shorter, so that no chain of parents runs in a circle.
        raws.get(at).filter(|p| size(p) > size(raw)).map(|_| at)
    };
    raws.iter().map(parent).collect()
}
