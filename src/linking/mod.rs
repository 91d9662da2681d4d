//! Links entities to entries of the knowledge base, or states that they are not in it.
//!
//! [`candidates`] are the entries that a name of the entity may mean. [`score`] gives each a weight in log2
//! units: a difference of 1 doubles the odds. The weight adds up how often news mentions the entry, whether
//! its class matches the kind of the entity, whether the article mentions its country or places in it
//! ([`context`]), whether a stated role is its office, and how much of its name is given. "Not in the
//! knowledge base" competes as one more answer with a fixed weight, so that a bare surname needs a well-known
//! office-holder or an article about the country. An entity is linked if the softmax (in base 2) of the best
//! entry over all answers is at least [`MIN_PROBABILITY`].
//!
//! Never changes clusters, kinds or mentions.

mod candidates;
mod context;
mod score;

use std::rc::Rc;
use std::sync::Arc;

use crate::article::Article;
use crate::document::{Entity, Link};
use crate::incremental::{Fingerprint, StageCache};
use crate::kb::{CachedKb, Class, Entry, EntryId, NameMatch};
use crate::text::normalize;

use candidates::{MAX_NAMES, candidates, may_be_in_country};
use context::{Context, SentenceLocator};

/// Minimum probability of a link.
const MIN_PROBABILITY: f32 = 0.6;

/// Links every entity whose entry is certain enough; from the cache if nothing that linking reads has
/// changed.
///
/// `regions` holds for each entity whether it is the region, where the article names a country and a region
/// of the same name.
#[inline(never)]
pub(crate) fn link(
    article: &Article,
    entities: &mut [Entity],
    regions: &[Option<bool>],
    kb: &CachedKb,
    cache: &mut StageCache<Rc<[Option<Arc<Link>>]>>,
) {
    cache.start_round();
    let links = cache.get(
        || fingerprint(article, entities, regions),
        || find_links(article, entities, regions, kb).into(),
    );
    for (entity, link) in entities.iter_mut().zip(links.iter()) {
        entity.link.clone_from(link);
    }
}

/// Fingerprint of everything that linking reads of the entities: of positions only the sentences and the
/// order.
#[inline(never)]
fn fingerprint(article: &Article, entities: &[Entity], regions: &[Option<bool>]) -> Fingerprint {
    let mut sentences = SentenceLocator::new(article);
    let mut key = Fingerprint::NEW;
    for (e, is_region) in entities.iter().zip(regions) {
        let packed = (e.kind as u64) << 8 | is_region.map_or(0, |is_region| u64::from(is_region) + 1);
        key = key.with(packed).with(e.mentions.len() as u64).with(e.aliases.len() as u64).with_text(&e.name);
        key = e.aliases.iter().chain(e.roles.iter().map(|r| &r.text)).fold(key, |key, t| key.with_text(t));
        let read = if may_be_in_country(e.kind) { e.mentions.len() } else { 1 };
        key = e.mentions.iter().take(read).fold(key, |key, m| key.with(sentences.sentence_of(m.span).into()));
    }
    let mut first: Vec<(u32, usize)> = entities
        .iter()
        .enumerate()
        .filter_map(|(at, e)| Some((e.mentions.first()?.span.start, at)))
        .collect();
    first.sort_unstable();
    first.iter().fold(key, |key, &(_, at)| key.with(at as u64))
}

/// Returns the link of every entity.
#[inline(never)]
fn find_links(
    article: &Article,
    entities: &[Entity],
    regions: &[Option<bool>],
    kb: &CachedKb,
) -> Vec<Option<Arc<Link>>> {
    let words: Vec<Vec<String>> = entities.iter().map(|e| normalize::words(&e.name)).collect();
    let mut matches: Vec<Vec<NameMatch>> =
        entities.iter().zip(&words).map(|(e, words)| candidates(e, words, kb)).collect();
    for (matches, is_region) in matches.iter_mut().zip(regions) {
        let names_region = |c: &NameMatch| kb.record(c.entry).map(|r| r.class == Class::Region);
        matches.retain(|c| is_region.is_none() || names_region(c) == *is_region);
    }
    let context = Context::new(article, entities, &words, &matches, kb);
    let likeliest = |at: usize| {
        let (e, words, matches) = (&entities[at], words[at].len(), &matches[at]);
        score::organization_of_country(at, e, &context, kb)
            .or_else(|| score::likeliest(at, e, words, matches, &context, kb))
    };
    (0..entities.len()).map(|at| likeliest(at).map(Arc::new)).collect()
}

/// Maximum number of entries offered to choose from.
const MAX_OFFERED: usize = 12;

/// Returns the entries that these names may mean, likeliest first, for a reader to choose from.
pub(crate) fn entries(names: &[String], kb: &CachedKb) -> Vec<Link> {
    let mut found: Vec<NameMatch> = Vec::new();
    for candidate in names.iter().take(MAX_NAMES).flat_map(|name| kb.candidates(name).to_vec()) {
        if !found.iter().any(|other| other.entry == candidate.entry) {
            found.push(candidate);
        }
    }
    let offered = found.into_iter().take(MAX_OFFERED);
    offered.filter_map(|c| link_to(c.entry, c.prior, "one of the meanings of the name", kb)).collect()
}

/// The link to an entry, with this score and reason.
fn link_to(id: EntryId, score: f32, why: &'static str, kb: &CachedKb) -> Option<Link> {
    let Entry { label, description, wikidata, wikipedia, .. } = (*kb.entry(id)?).clone();
    Some(Link {
        wikidata,
        wikipedia,
        label,
        description,
        country: kb
            .record(id)?
            .country
            .and_then(|c| kb.country_code(c))
            .map(|code| code.map(char::from).iter().collect()),
        score,
        why,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{EntityKind, Mention, MentionKind, Role};
    use crate::entities::testing::{embedded_kb, read};
    use crate::kb::Cache;
    use crate::text::Span;

    /// Parses an entity: "KIND name" or "KIND name / role".
    fn entity(text: &str) -> Entity {
        let (kind, rest) = text.split_once(' ').unwrap();
        let (name, role) = rest.split_once(" / ").unwrap_or((rest, ""));
        let kind = match kind {
            "P" => EntityKind::Person,
            "N" => EntityKind::Norp,
            "O" => EntityKind::Organization,
            _ => EntityKind::Gpe,
        };
        let span = Span::default();
        let roles =
            if role.is_empty() { Vec::new() } else { vec![Role { text: role.to_owned(), span, of: vec![] }] };
        let mention = Mention { span, kind: MentionKind::Name, score: 1.0, why: "", stands_for: None };
        Entity {
            name: name.to_owned(),
            kind,
            score: 1.0,
            aliases: vec![name.to_owned()].into(),
            roles,
            link: None,
            mentions: vec![mention],
        }
    }

    /// Compares the description of the entry that the first entity is linked to; "-" if it is not linked.
    fn check(entities: &[&str], description: &str) {
        let mut all: Vec<Entity> = entities.iter().map(|e| entity(e)).collect();
        let none = vec![None; all.len()];
        link(&read(""), &mut all, &none, &embedded_kb(&Cache::default()), &mut StageCache::default());
        let found = all[0].link.as_ref().map_or("-", |l| l.description.as_str());
        assert_eq!(found, description, "{entities:?}: {:?}", all[0].link);
    }

    #[test]
    fn context_decides_the_meaning_of_an_ambiguous_name() {
        check(&["G Georgia", "G Tbilisi", "G Russia"], "country");
        check(&["G Georgia", "G Atlanta", "G Alabama"], "state of the United States");
        check(&["G Washington"], "capital of the United States");
        check(&["G Jordan", "G Syria"], "country");
        check(&["G Paris"], "capital of France");
    }

    #[test]
    fn person_is_linked_by_full_name_or_office_only() {
        check(&["P Marco Rubio / U.S. Secretary of State"], "United States Secretary of State");
        check(&["P Putin", "G Russia"], "president of Russia since 2012");
        check(&["P Miller"], "-");
        check(&["P Smith", "G France"], "-");
        check(&["P Quentin Aldermaston"], "-");
    }

    #[test]
    fn entry_of_another_class_is_not_linked() {
        check(&["P Paris"], "-");
        check(&["N French"], "people or things of France");
        check(&["O White House"], "seat of the presidency of the United States");
        check(&["O Reuters"], "news agency based in London");
    }
}
