//! What the knowledge base knows of a name by itself, before anything else in the article is read.
//!
//! Only what is as good as certain is used here: to even out kinds, to join two names of one thing ("U.S." and
//! "United States"), to tell gender, to know a people from its country, and to know the seats of governments.
//! Which entry an article means is decided elsewhere, with the whole article at hand.

use crate::document::EntityKind;
use crate::kb::{Class, CountryId, EntryId, Reference};
use crate::lexicon::Gender;

/// Share of a name's uses that one entry must have to be taken for meant.
const CERTAIN: f32 = 0.8;

/// The entry that a name nearly always means.
#[inline(never)]
pub(crate) fn entry(kb: &Reference, name: &str) -> Option<(EntryId, Class, f32)> {
    let best = *kb.candidates(name).first()?;
    let record = kb.record(best.entry)?;
    (best.full && best.prior >= CERTAIN).then_some((best.entry, record.class, f32::from(best.rank) / 255.0))
}

/// The entry that a name, or a part of one, most often means.
pub(crate) fn likeliest(kb: &Reference, name: &str) -> Option<EntryId> {
    kb.candidates(name).first().map(|best| best.entry)
}

/// A country that a word names, by itself or by its people: "Georgia" and "Georgian" alike.
#[inline(never)]
pub(crate) fn country(kb: &Reference, word: &str) -> Option<CountryId> {
    let best = *kb.candidates(word).first()?;
    let record = kb.record(best.entry)?;
    record.country.filter(|_| matches!(record.class, Class::Country | Class::Demonym))
}

/// The country that a name speaks of: its own, its people's, or the one that the place or body is in.
pub(crate) fn country_of(kb: &Reference, name: &str) -> Option<CountryId> {
    country(kb, name).or_else(|| kb.record(entry(kb, name)?.0)?.country)
}

/// The country whose capital a name can mean.
#[inline(never)]
pub(crate) fn country_of_capital(kb: &Reference, name: &str) -> Option<CountryId> {
    let rows = kb.candidates(name);
    let records = rows.iter().filter(|c| c.full).filter_map(|c| kb.record(c.entry));
    records.filter(|r| r.class == Class::Capital).find_map(|r| r.country)
}

/// The kind a name nearly always has, how well known it is, from 0 to 1, and whether it is a country's.
#[inline(never)]
pub(crate) fn kind(kb: &Reference, name: &str) -> Option<(EntityKind, f32, bool)> {
    entry(kb, name).map(|(_, class, rank)| (class.kind(), rank, class == Class::Country))
}

/// The gender of a person with this full name.
#[inline(never)]
pub(crate) fn gender(kb: &Reference, name: &str) -> Option<Gender> {
    let (entry, ..) = entry(kb, name)?;
    kb.record(entry)?.gender
}

/// How well known a region must be, 0 to 1, for its bare name to be taken for it.
const KNOWN_REGION: f32 = 0.6;

/// The kind of a country, capital, seat of power or great region that a name nearly always means, and how well known
/// it is.
pub(crate) fn power(kb: &Reference, name: &str) -> Option<(EntityKind, f32)> {
    let (_, class, rank) = entry(kb, name)?;
    let power = match class {
        Class::Country | Class::Capital | Class::Seat => true,
        Class::Region => rank > KNOWN_REGION,
        _ => false,
    };
    power.then_some((class.kind(), rank))
}

/// How well known a body must be, 0 to 1, for its bare name to be taken for it where it speaks.
const KNOWN_BODY: f32 = 0.4;

/// The kind of a well-known body that a name nearly always means, and how well known it is.
pub(crate) fn body(kb: &Reference, name: &str) -> Option<(EntityKind, f32)> {
    let (_, class, rank) = entry(kb, name)?;
    (class.kind() == EntityKind::Organization && rank > KNOWN_BODY).then_some((class.kind(), rank))
}

/// The country and the region, by their labels, that a name can mean: "Georgia".
pub(crate) fn country_and_region(kb: &Reference, name: &str) -> Option<(CountryId, String)> {
    let rows = kb.candidates(name);
    let of = |class: Class| {
        rows.iter()
            .filter(|c| c.full)
            .find_map(|c| kb.record(c.entry).filter(|r| r.class == class).map(|r| (c.entry, r)))
    };
    Some((of(Class::Country)?.1.country?, kb.label(of(Class::Region)?.0)))
}

/// Whether a name nearly always means a region.
pub(crate) fn is_region(kb: &Reference, name: &str) -> bool {
    entry(kb, name).is_some_and(|(_, class, _)| class == Class::Region)
}

/// Whether a name can mean a city of the region.
pub(crate) fn is_city_of(kb: &Reference, name: &str, region: &str) -> bool {
    let rows = kb.candidates(name);
    rows.iter().filter(|c| c.full).any(|c| kb.description(c.entry).strip_prefix("city in ") == Some(region))
}

/// Whether a building or place with this name is a seat of government; of markets is not enough.
pub(crate) fn is_seat(kb: &Reference, name: &str) -> bool {
    entry(kb, name).is_some_and(|(_, class, _)| class == Class::Seat)
        && kb.stands_for(name).is_some_and(|what| !what.contains("markets"))
}

/// Who speaks when the place with this name does: "government of Russia" for Moscow.
pub(crate) fn voice(kb: &Reference, name: &str) -> String {
    // The seat of the Union's institutions is in the news for them far more often than as a capital.
    if name == "Brussels" {
        return "institutions of the European Union".to_owned();
    }
    kb.stands_for(name).unwrap_or_else(|| format!("authorities of {name}"))
}
