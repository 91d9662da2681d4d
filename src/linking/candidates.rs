//! The entries that the names of an entity may mean.
//!
//! Never looks at other entities of the article.

use crate::document::{Entity, EntityKind};
use crate::kb::{CachedKb, NameMatch};
use crate::lexicon::{self, Flag, given_names};
use crate::text::normalize;

/// Maximum number of distinct names of one entity that are looked up.
pub(super) const MAX_NAMES: usize = 6;
/// Maximum number of entries for one name.
const MAX_ENTRIES: usize = 16;

/// Returns the entries that the names of an entity may mean. `words` are the normalised words of its name.
///
/// A bare surname of a person with a full name is not looked up. For an organisation with a long name that is
/// not in the knowledge base, neither an acronym nor a part of the name is looked up, because others may
/// share them.
pub(super) fn candidates(entity: &Entity, words: &[String], kb: &CachedKb) -> Vec<NameMatch> {
    let person = entity.kind == EntityKind::Person;
    let mut found: Vec<NameMatch> = Vec::new();
    for (at, name) in std::iter::once(&entity.name).chain(entity.aliases.iter()).take(MAX_NAMES).enumerate() {
        if at > 0 && *name == entity.name {
            continue;
        }
        let alias = normalize::words(name);
        let bare = alias.len() < 2 && words.len() > 1;
        // A place keeps its short forms, "Georgia" of "Republic of Georgia", but not an acronym that others
        // may share.
        let skipped = match entity.kind {
            EntityKind::Person => bare,
            kind if is_place(kind) => bare && !found.is_empty() && normalize::is_acronym(name),
            _ => is_part_of_name(name, &alias, words),
        };
        if skipped {
            continue;
        }
        let mut matches = kb.candidates(name);
        if matches.is_empty() {
            matches = if person {
                let full =
                    |v: &String| kb.candidates(v).iter().copied().filter(|c| c.full).collect::<Vec<_>>();
                variants(&alias).iter().flat_map(full).collect()
            } else {
                without_country(name, kb).into()
            };
        }
        for candidate in matches.iter().copied().take(MAX_ENTRIES) {
            match found.iter_mut().find(|c| c.entry == candidate.entry) {
                Some(known) if known.rank >= candidate.rank => {}
                Some(known) => *known = candidate,
                None => found.push(candidate),
            }
        }
    }
    found
}

/// Whether a name is only a part of an organisation's longer name: its acronym, or some of its words.
fn is_part_of_name(name: &str, words: &[String], full: &[String]) -> bool {
    if words.len() >= full.len() || full.len() < 2 {
        return false;
    }
    let rest = full.strip_prefix(words).unwrap_or_default();
    let ending = !rest.is_empty() && rest.iter().all(|w| lexicon::has(w, Flag::CompanyEnding));
    !ending && (words.len() < 2 && normalize::is_acronym(name) || words.iter().all(|w| full.contains(w)))
}

/// Whether an entity of this kind can be a country or be in one.
pub(super) fn may_be_in_country(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Gpe | EntityKind::Norp | EntityKind::Location | EntityKind::Facility)
}

/// Whether an entity of this kind is a place or its people.
pub(super) fn is_place(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Gpe | EntityKind::Norp | EntityKind::Location)
}

/// The entries of the country that a name begins with: for "U.S. Supreme Court", "Supreme Court" of the
/// United States.
fn without_country(name: &str, kb: &CachedKb) -> Vec<NameMatch> {
    let Some((first, rest)) = normalize::trim(name).split_once(' ') else { return Vec::new() };
    let country = kb.country_of_demonym(first).or_else(|| kb.country_named(first));
    let of_country = |c: &NameMatch| kb.record(c.entry).is_some_and(|r| r.country == country);
    if country.is_none() {
        Vec::new()
    } else {
        kb.candidates(rest).iter().copied().filter(of_country).collect()
    }
}

/// Other forms of a person's full name: without middle names, and with the long form of a short given name.
fn variants(words: &[String]) -> Vec<String> {
    let [first, middle @ .., last] = words else { return Vec::new() };
    let mut all = Vec::new();
    if !middle.is_empty() {
        all.push(format!("{first} {last}"));
    }
    all.extend(given_names::long_forms(first).chain(long_form(first)).map(|long| format!("{long} {last}")));
    all
}

/// The given name of which a short form is a prefix.
fn long_form(short: &str) -> Option<&'static str> {
    let mut full = lexicon::listed(Flag::FullGivenName);
    full.find(|long| short.len() > 2 && short.len() < long.len() && long.starts_with(short))
}
