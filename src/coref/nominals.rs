//! Resolves nominal anaphora: definite noun phrases that refer to an entity by its role or type, such as "the
//! secretary", "the Italian leader", "the ministry" and "the carmaker".
//!
//! Only definite phrases are resolved, only to entities introduced before, and only if exactly one fits. If
//! several fit, the phrase is resolved only if just one of them was mentioned in the same sentence or the
//! preceding one.
//!
//! Never guesses a role that the article does not state.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use crate::coref::pronouns;
use crate::coref::type_nouns::{self, NamedOrganization};
use crate::document::Entity;
use crate::incremental::{Fingerprint, StageCache};
use crate::kb::CachedKb;
use crate::kb::priors;
use crate::lexicon::{self, Flag};
use crate::roles::StatedRole;
use crate::syntax::traits::Traits;
use crate::syntax::view::SyntaxView;
use rustc_hash::FxHashMap;

/// Maximum number of candidates for one head noun, latest first; also the number of organisations remembered.
const MAX_CANDIDATES: usize = 16;

/// Distance in sentences within which a mention counts as near.
const NEAR_SENTENCES: usize = 1;

/// Minimum ratio of the names of one person with a role to those of all others with it.
const DOMINANT: usize = 3;

/// Number of sentences at the start of an article where a role may precede the name.
pub(crate) const LEAD_SENTENCES: usize = 4;
/// Maximum distance of the name from such a role, in sentences.
const INTRODUCED_SENTENCES: usize = 2;

/// A noun phrase that refers to an entity by role or type.
#[derive(Clone)]
pub(crate) struct NominalMention {
    /// The index of the entity.
    pub entity: usize,
    /// The tokens, including the article.
    pub tokens: Range<usize>,
    /// The reason, shown to readers.
    pub why: &'static str,
}

/// An entity that a head noun can refer to.
struct Referent {
    entity: usize,
    /// The words of the stated role.
    words: Vec<String>,
    /// The token where the role is stated.
    from: usize,
}

/// Resolves the nominal mentions of an article.
pub(crate) struct NominalResolver<'a> {
    view: &'a SyntaxView<'a>,
    /// For every entity, the first token of each of its names.
    name_starts: &'a [Vec<usize>],
    /// For every entity its type nouns, if it is an organisation.
    organizations: Vec<Option<NamedOrganization>>,
    /// The first token and the entity of every name of an organisation, in order.
    organization_names: Vec<(usize, usize)>,
    /// The possible referents of each head noun.
    by_head: FxHashMap<String, Vec<Referent>>,
    /// For each head noun of several people, the one that the article names far more often than the others.
    dominant: BTreeMap<String, usize>,
    /// For every token, whether it is part of a stated role.
    in_role: Vec<bool>,
}

impl<'a> NominalResolver<'a> {
    /// Indexes the stated roles and the organisations.
    #[inline(never)]
    pub(crate) fn new(
        view: &'a SyntaxView,
        entities: &[Entity],
        roles: &[(usize, StatedRole)],
        name_starts: &'a [Vec<usize>],
        cache: &mut StageCache<Rc<type_nouns::OrganizationProfile>>,
    ) -> Self {
        cache.start_round();
        let mut in_role = vec![false; view.article.tokens.len()];
        for (_, role) in roles {
            in_role.get_mut(role.tokens.clone()).into_iter().flatten().for_each(|t| *t = true);
        }
        let tokens_of_name = |start: &usize| view.name(*start).map(|n| view.names[n].tokens.clone());
        let organizations: Vec<Option<NamedOrganization>> = entities
            .iter()
            .zip(name_starts)
            .map(|(e, starts)| {
                let names: Vec<Range<usize>> = starts.iter().filter_map(tokens_of_name).collect();
                NamedOrganization::new(view.article, e, &names, view.kb, cache)
            })
            .collect();
        let mut organization_names: Vec<(usize, usize)> = organizations
            .iter()
            .zip(name_starts)
            .enumerate()
            .filter(|(_, (body, _))| body.is_some())
            .flat_map(|(entity, (_, starts))| starts.iter().map(move |&start| (start, entity)))
            .collect();
        organization_names.sort_unstable();
        let by_head = index_roles(view, roles);
        let dominant = by_head.iter().filter_map(|(noun, referents)| {
            Some((noun.clone(), dominant(referents, |entity| name_starts.get(entity).map_or(0, Vec::len))?))
        });
        Self {
            view,
            name_starts,
            organizations,
            organization_names,
            dominant: dominant.collect(),
            by_head,
            in_role,
        }
    }

    /// Fingerprint of all stated roles and type nouns and of where they are introduced.
    #[inline(never)]
    pub(crate) fn fingerprint(&self, entities: &[Entity], roles: &[(usize, StatedRole)]) -> Fingerprint {
        let view = self.view;
        let mut blocks = view.article.blocks.iter().enumerate().peekable();
        let mut key = Fingerprint::NEW;
        for (entity, role) in roles {
            while blocks.next_if(|(_, b)| b.tokens.end <= role.tokens.start).is_some() {}
            let Some(&(at, block)) = blocks.peek() else { break };
            let start = role.tokens.start - block.tokens.start;
            let head = role.head.wrapping_sub(role.tokens.start) as u64;
            let lead = view.article.sentence_of(role.tokens.start).min(LEAD_SENTENCES + INTRODUCED_SENTENCES);
            key = key
                .with(lead as u64)
                .with((*entity as u64) << 32 | at as u64)
                .with((start as u64) << 32 | head);
            key = key.with_fingerprint(view.article.fingerprint(role.tokens.clone()));
        }
        for (noun, entity) in &self.dominant {
            key = key.with_text(noun).with(*entity as u64);
        }
        for (entity, organization) in entities.iter().zip(&self.organizations) {
            let Some(organization) = organization else { continue };
            key = key.with_text(&entity.name);
            for (noun, from) in organization.type_nouns() {
                let at = view.article.blocks.partition_point(|b| b.tokens.end <= *from);
                let start = view.article.blocks.get(at).map_or(0, |b| from - b.tokens.start);
                key = key.with_text(noun).with((at as u64) << 32 | start as u64);
            }
        }
        key
    }

    /// Resolves the phrases among some tokens, in order. `recent` holds the organisations mentioned before
    /// and is updated.
    #[inline(never)]
    pub(crate) fn resolve(
        &self,
        tokens: Range<usize>,
        recent: &mut RecentOrganizations,
    ) -> Vec<NominalMention> {
        let (view, kb) = (self.view, self.view.kb);
        let mut found = if tokens.start == 0 { self.in_headline() } else { Vec::new() };
        let first = self.organization_names.partition_point(|&(start, _)| start < tokens.start);
        let mut named = self.organization_names[first..].iter().peekable();
        for at in tokens {
            while let Some(&(start, entity)) = named.next_if(|(start, _)| *start <= at) {
                let end = view.name(start).map_or(start + 1, |n| view.names[n].tokens.end);
                recent.record(view, entity, start..end, String::new());
            }
            let is_definite = view.is_determiner(at) && view.has(at, Flag::DefiniteArticle);
            let is_this = view.word(at).eq_ignore_ascii_case("this");
            if !(is_definite || is_this) || view.name(at).is_some() {
                continue;
            }
            let Some(head) = nominal_head(view, at + 1, &self.in_role) else { continue };
            let noun = view.folded(head);
            let modifiers: Vec<String> =
                (at + 1..head).map(|i| view.folded(i)).filter(|w| !w.is_empty()).collect();
            let fits = |r: &&Referent| r.from < at && modifiers_agree(kb, &r.words, &noun, &modifiers);
            let mut entities: Vec<usize> = Vec::new();
            for referent in
                self.by_head.get(noun.as_str()).into_iter().flatten().rev().take(MAX_CANDIDATES).filter(fits)
            {
                if !entities.contains(&referent.entity) {
                    entities.push(referent.entity);
                }
            }
            let chosen = match entities.as_slice() {
                [] if is_this && !lexicon::is_organization_noun(&noun) => None,
                [] => self
                    .organization_called(recent, &noun, &modifiers, at..head + 1)
                    .or_else(|| self.introduced_next(&noun, &modifiers, at)),
                [only] => Some((*only, "the only one with this role before")),
                several => {
                    let is_near = |&&e: &&usize| named_nearby(view, &self.name_starts[e], at);
                    let mut nearby = several.iter().filter(is_near);
                    match (nearby.next(), nearby.next()) {
                        (Some(one), None) => Some((*one, "the one with this role just spoken of")),
                        _ => {
                            let dominant =
                                self.dominant.get(noun.as_str()).filter(|one| several.contains(one));
                            dominant.map(|&one| (one, "the one with this role spoken of most"))
                        }
                    }
                }
            };
            let Some((entity, why)) = chosen else { continue };
            found.push(NominalMention { entity, tokens: at..head + 1, why });
        }
        found
    }

    /// The person whose name the next sentences of a lead give with the same role: "|The Bangkok governor| said on
    /// Sunday. Governor Ann Hale …".
    fn introduced_next(&self, noun: &str, modifiers: &[String], at: usize) -> Option<(usize, &'static str)> {
        let article = self.view.article;
        let sentence = article.sentence_of(at);
        if sentence >= LEAD_SENTENCES {
            return None;
        }
        let near =
            |r: &&Referent| r.from > at && article.sentence_of(r.from) <= sentence + INTRODUCED_SENTENCES;
        let mut with_role = self.by_head.get(noun)?.iter().take(MAX_CANDIDATES);
        let first = with_role.next().filter(near)?;
        let only = with_role.all(|other| other.entity == first.entity);
        // "The Bangkok governor" may be a governor whose role names no other place.
        let names = |words: &[String]| words.iter().any(|word| priors::country(self.view.kb, word).is_some());
        let agrees = modifiers_agree(self.view.kb, &first.words, noun, modifiers)
            || modifiers.len() == 1 && first.words.len() == 1 && !names(modifiers);
        (only && agrees).then_some((first.entity, "the one with this role in the next sentences"))
    }

    /// Resolves bare roles of speakers in the headline, which has no articles, to roles that the text states
    /// later: "Ferry late, says |minister|".
    #[inline(never)]
    fn in_headline(&self) -> Vec<NominalMention> {
        let view = self.view;
        let Some(headline) = view.article.headline() else { return Vec::new() };
        let mut found = Vec::new();
        for at in headline.clone() {
            let before = at.checked_sub(1).filter(|b| headline.contains(b));
            let at_start = before.is_none_or(|b| matches!(view.word(b), "," | ":" | "-" | "–" | "—"));
            let after_speech_verb = before.is_some_and(|b| view.has_trait(b, Traits::SPEECH));
            let head = nominal_head(view, at, &self.in_role).filter(|_| at_start || after_speech_verb);
            let Some(head) = head.filter(|h| after_speech_verb || view.has_trait(h + 1, Traits::SPEECH))
            else {
                continue;
            };
            let noun = view.folded(head);
            let modifiers: Vec<String> =
                (at..head).map(|i| view.folded(i)).filter(|w| !w.is_empty()).collect();
            let fitting = self.by_head.get(noun.as_str()).into_iter().flatten().take(MAX_CANDIDATES);
            let mut entities =
                fitting.filter(|r| modifiers_agree(view.kb, &r.words, &noun, &modifiers)).map(|r| r.entity);
            if let Some(entity) = entities.next().filter(|first| entities.all(|other| other == *first)) {
                found.push(NominalMention {
                    entity,
                    tokens: at..head + 1,
                    why: "the only one with this role in the article",
                });
            }
        }
        found
    }

    /// The organisation that a phrase with this type noun refers to, and the reason.
    #[inline(never)]
    fn organization_called(
        &self,
        recent: &mut RecentOrganizations,
        noun: &str,
        modifiers: &[String],
        tokens: Range<usize>,
    ) -> Option<(usize, &'static str)> {
        if !lexicon::is_organization_noun(noun) {
            return None;
        }
        let sentence = self.view.article.sentence_of(tokens.start);
        let is_candidate = |s: &&OrganizationMention| {
            let called_differently = s.sentence == sentence && !s.noun.is_empty() && s.noun != noun;
            let organization = self.organizations.get(s.entity).and_then(Option::as_ref);
            !called_differently
                && organization.is_some_and(|b| b.fits(self.view.kb, noun, modifiers, tokens.start))
        };
        let fitting: Vec<&OrganizationMention> = recent.0.iter().filter(is_candidate).collect();
        let nearby: Vec<&&OrganizationMention> =
            fitting.iter().filter(|s| sentence.wrapping_sub(s.sentence) <= NEAR_SENTENCES).collect();
        let subjects = || nearby.iter().filter(|s| s.subject).collect::<Vec<_>>();
        let (entity, why) = match (fitting.as_slice(), nearby.as_slice()) {
            ([only], _) => (only.entity, "the only one before that is called so"),
            (_, [one]) => (one.entity, "the one called so that was just spoken of"),
            _ => match subjects().as_slice() {
                [one] => (one.entity, "the one called so that the sentence before is about"),
                _ => return None,
            },
        };
        recent.record(self.view, entity, tokens, noun.to_owned());
        Some((entity, why))
    }
}

/// The most recently mentioned organisations, each once, latest last.
#[derive(Clone, Default)]
pub(crate) struct RecentOrganizations(Vec<OrganizationMention>);

/// The latest mention of an organisation.
#[derive(Clone)]
struct OrganizationMention {
    entity: usize,
    sentence: usize,
    subject: bool,
    /// The type noun of the mention; empty if it is a name.
    noun: String,
}

impl RecentOrganizations {
    /// Extends `key` with everything that a block starting at this sentence reads.
    pub(crate) fn fingerprint(&self, key: Fingerprint, sentence: usize) -> Fingerprint {
        self.0.iter().fold(key.with(self.0.len() as u64), |key, mention| {
            let back = sentence.wrapping_sub(mention.sentence).min(NEAR_SENTENCES + 1) as u64;
            key.with((mention.entity as u64) << 16 | back << 8 | u64::from(mention.subject))
        })
    }

    /// Moves all positions by a number of sentences (wrapping).
    pub(crate) fn shift(&mut self, sentences: usize) {
        self.0.iter_mut().for_each(|mention| mention.sentence = mention.sentence.wrapping_add(sentences));
    }

    fn record(&mut self, view: &SyntaxView, entity: usize, tokens: Range<usize>, noun: String) {
        let sentence = view.article.sentence_of(tokens.start);
        let previous = self.0.iter().position(|s| s.entity == entity).map(|at| self.0.remove(at));
        let was_subject = previous.is_some_and(|b| b.sentence == sentence && b.subject);
        // "Norvik and Halden Motors": neither is the subject alone.
        let is_coordinated = view.word(tokens.end) == "and";
        let subject =
            was_subject || (!is_coordinated && pronouns::is_subject(view, tokens.start, tokens.end));
        if self.0.len() >= MAX_CANDIDATES {
            self.0.remove(0);
        }
        self.0.push(OrganizationMention { entity, sentence, subject, noun });
    }
}

/// Whether an entity is named before token `at` in its sentence or in the preceding sentence.
fn named_nearby(view: &SyntaxView, mentions: &[usize], at: usize) -> bool {
    let last = mentions.partition_point(|&m| m < at).checked_sub(1).and_then(|k| mentions.get(k));
    last.is_some_and(|&m| view.article.sentence_of(m) + NEAR_SENTENCES >= view.article.sentence_of(at))
}

/// The referent that is named at least [`DOMINANT`] times as often as all the others together.
fn dominant(referents: &[Referent], names: impl Fn(usize) -> usize) -> Option<usize> {
    let mut entities: Vec<usize> = referents.iter().map(|referent| referent.entity).collect();
    entities.sort_unstable();
    entities.dedup();
    let most = entities.iter().copied().max_by_key(|&entity| names(entity))?;
    let others: usize = entities.iter().filter(|&&entity| entity != most).map(|&entity| names(entity)).sum();
    (entities.len() > 1 && names(most) >= DOMINANT * others).then_some(most)
}

/// Indexes the stated roles by head noun, in order of the article.
#[inline(never)]
fn index_roles(view: &SyntaxView, roles: &[(usize, StatedRole)]) -> FxHashMap<String, Vec<Referent>> {
    let mut by_head: FxHashMap<String, Vec<Referent>> = FxHashMap::default();
    for (entity, role) in roles {
        let words: Vec<String> =
            role.tokens.clone().map(|i| view.folded(i)).filter(|w| !w.is_empty()).collect();
        let noun = view.folded(role.head);
        let from = role.tokens.start;
        for alternative in [("leader", Flag::Leader), ("chief", Flag::Chief), ("boss", Flag::Chief)] {
            if alternative.0 != noun && lexicon::has(&noun, alternative.1) {
                let words = words.clone();
                by_head.entry(alternative.0.to_owned()).or_default().push(Referent {
                    entity: *entity,
                    words,
                    from,
                });
            }
        }
        by_head.entry(noun).or_default().push(Referent { entity: *entity, words, from });
    }
    by_head
}

/// The head of the noun phrase whose words, without its article, start at token `first`, if it can refer by
/// itself.
#[inline(never)]
fn nominal_head(view: &SyntaxView, first: usize, in_role: &[bool]) -> Option<usize> {
    let high = view.sentence(first).end.min(first + 4);
    let mut head = None;
    for i in first..high {
        let person = view.in_person(i);
        if person {
            return None;
        }
        // "The Coast Guard" is a name, even if its last word is a type noun.
        // "The president's adviser" is a role, and "the president" in it is another's.
        let owns = view.is_possessive(i + 1);
        let role = view.is_role_noun(i) && (owns || !in_role.get(i).copied().unwrap_or(false));
        if (role || view.has_trait(i, Traits::TYPE_NOUN)) && view.name(i).is_none() {
            head = Some(i);
        } else if !view.is_modifier(i) && !view.is_hyphen(i) {
            break;
        } else if head.is_some() {
            // "the president palace": the noun is only a modifier.
            head = None;
        }
    }
    let head = head?;
    let end = view.sentence(first).end;
    let next = if head + 1 < end { view.word(head + 1) } else { "" };
    let in_person = |i: usize| i < end && view.in_person(i);
    let names_another = in_person(head + 1) || (next == "," && in_person(head + 2));
    let specified = matches!(next, "of" | "for" | "from") || view.is_hyphen(head + 1);
    (!names_another && !specified).then_some(head)
}

/// Whether a phrase can refer to a role with these words: the role contains all modifiers of the phrase, and
/// the phrase omits none of the words that make it another role ("vice president", "former president").
#[inline(never)]
fn modifiers_agree(kb: &CachedKb, words: &[String], noun: &str, modifiers: &[String]) -> bool {
    // "The Georgian leader" is "Georgia's president".
    let of_one_country = |m: &String| {
        let country = priors::country(kb, m);
        country.is_some() && words.iter().any(|w| priors::country(kb, w) == country)
    };
    let all = modifiers.iter().all(|m| words.contains(m) || of_one_country(m));
    let leader = noun == "leader";
    // "The chief" alone is uninformative; "the NATO chief" is its secretary-general.
    if matches!(noun, "chief" | "boss") && modifiers.is_empty() && !words.iter().any(|w| w == noun) {
        return false;
    }
    all && words
        .iter()
        .filter(|w| lexicon::has(w, Flag::RankModifier))
        .all(|w| modifiers.contains(w) || (leader && w == "prime"))
}
