//! Priors: facts that the knowledge base gives for a name alone, without the article.
//!
//! Used only where they are nearly certain: to correct kinds, to merge two names of one entry ("U.S." and
//! "United States"), to find genders, to relate a people to its country, and to recognise seats of
//! government.
//!
//! Never decides which entry an article means; [`linking`](crate::linking) does, with the whole article.

use crate::document::EntityKind;
use crate::kb::{CachedKb, Class, CountryId, EntryId};
use crate::lexicon::Gender;

/// Minimum prior of an entry to be taken as the meaning of a name.
const MIN_PRIOR: f32 = 0.8;

/// The entry that a name nearly always means, with its class and its rank, 0 to 1.
#[inline(never)]
pub(crate) fn dominant_entry(kb: &CachedKb, name: &str) -> Option<(EntryId, Class, f32)> {
    let best = *kb.candidates(name).first()?;
    let record = kb.record(best.entry)?;
    (best.full && best.prior >= MIN_PRIOR).then_some((best.entry, record.class, f32::from(best.rank) / 255.0))
}

/// The entry that a name, or a part of one, most often means.
pub(crate) fn likeliest(kb: &CachedKb, name: &str) -> Option<EntryId> {
    kb.candidates(name).first().map(|best| best.entry)
}

/// The country that a word denotes by its name or its demonym: "Georgia" and "Georgian" alike.
#[inline(never)]
pub(crate) fn country(kb: &CachedKb, word: &str) -> Option<CountryId> {
    let best = *kb.candidates(word).first()?;
    let record = kb.record(best.entry)?;
    record.country.filter(|_| matches!(record.class, Class::Country | Class::Demonym))
}

/// The country that a name refers to: itself, its people, or the country of a place or organisation.
pub(crate) fn country_of(kb: &CachedKb, name: &str) -> Option<CountryId> {
    country(kb, name).or_else(|| kb.record(dominant_entry(kb, name)?.0)?.country)
}

/// The country whose capital a name can mean.
#[inline(never)]
pub(crate) fn country_of_capital(kb: &CachedKb, name: &str) -> Option<CountryId> {
    let rows = kb.candidates(name);
    let records = rows.iter().filter(|c| c.full).filter_map(|c| kb.record(c.entry));
    records.filter(|r| r.class == Class::Capital).find_map(|r| r.country)
}

/// The kind that a name nearly always has, its rank, 0 to 1, and whether it is a country.
#[inline(never)]
pub(crate) fn dominant_kind(kb: &CachedKb, name: &str) -> Option<(EntityKind, f32, bool)> {
    dominant_entry(kb, name).map(|(_, class, rank)| (class.kind(), rank, class == Class::Country))
}

/// The gender of the person whom a full name nearly always means.
#[inline(never)]
pub(crate) fn gender(kb: &CachedKb, name: &str) -> Option<Gender> {
    let (entry, ..) = dominant_entry(kb, name)?;
    kb.record(entry)?.gender
}

/// A region with a higher rank, 0 to 1, can be meant by its bare name.
const MIN_REGION_RANK: f32 = 0.6;

/// The kind and rank of the country, capital, seat of power or well-known region that a name nearly always
/// means.
pub(crate) fn governing_place(kb: &CachedKb, name: &str) -> Option<(EntityKind, f32)> {
    let (_, class, rank) = dominant_entry(kb, name)?;
    let governing_place = match class {
        Class::Country | Class::Capital | Class::Seat => true,
        Class::Region => rank > MIN_REGION_RANK,
        _ => false,
    };
    governing_place.then_some((class.kind(), rank))
}

/// An organisation with a higher rank, 0 to 1, can be meant by its bare name as the subject of a speech verb.
const MIN_ORGANIZATION_RANK: f32 = 0.4;

/// The kind and rank of the well-known organisation that a name nearly always means.
pub(crate) fn known_organization(kb: &CachedKb, name: &str) -> Option<(EntityKind, f32)> {
    let (_, class, rank) = dominant_entry(kb, name)?;
    (class.kind() == EntityKind::Organization && rank > MIN_ORGANIZATION_RANK).then_some((class.kind(), rank))
}

/// The country and the label of the region that a name can mean, if it can mean both: "Georgia".
pub(crate) fn country_and_region(kb: &CachedKb, name: &str) -> Option<(CountryId, String)> {
    let rows = kb.candidates(name);
    let of = |class: Class| {
        rows.iter()
            .filter(|c| c.full)
            .find_map(|c| kb.record(c.entry).filter(|r| r.class == class).map(|r| (c.entry, r)))
    };
    Some((of(Class::Country)?.1.country?, kb.label(of(Class::Region)?.0)))
}

/// Whether a name nearly always means a region.
pub(crate) fn is_region(kb: &CachedKb, name: &str) -> bool {
    dominant_entry(kb, name).is_some_and(|(_, class, _)| class == Class::Region)
}

/// Whether a name can mean a city in the region.
pub(crate) fn is_city_of(kb: &CachedKb, name: &str, region: &str) -> bool {
    let rows = kb.candidates(name);
    rows.iter().filter(|c| c.full).any(|c| kb.description(c.entry).strip_prefix("city in ") == Some(region))
}

/// Whether a name nearly always means a seat of government. Seats of financial markets ("Wall Street") do not
/// count.
pub(crate) fn is_seat(kb: &CachedKb, name: &str) -> bool {
    dominant_entry(kb, name).is_some_and(|(_, class, _)| class == Class::Seat)
        && kb.stands_for(name).is_some_and(|what| !what.contains("markets"))
}

/// The authority that a place name stands for as a metonym: "government of Russia" for Moscow.
pub(crate) fn government_of(kb: &CachedKb, name: &str) -> String {
    // News mentions Brussels far more often as the seat of the European Union than as the capital of Belgium.
    if name == "Brussels" {
        return "institutions of the European Union".to_owned();
    }
    kb.stands_for(name).unwrap_or_else(|| format!("authorities of {name}"))
}
