//! Scores candidates: the weight of each entry and the probability of the best one.
//!
//! Weights are in log2 units: +1 doubles the odds of an entry, -1 halves them. The rank of an entry
//! contributes on the same scale, since 16 steps of it double the frequency in the news. All other weights
//! were set by hand on development data.
//!
//! Never looks at the text of the article, only at its entities.

use crate::document::{Entity, EntityKind, Link};
use crate::kb::{CachedKb, Class, EntryId, NameMatch, Record};
use crate::lexicon::{self, Field};
use crate::linking::candidates::is_place;
use crate::linking::context::Context;
use crate::linking::{MIN_PROBABILITY, link_to};
use crate::text::normalize;

/// Steps of rank that double the frequency in the news.
const RANK_STEPS: f32 = 16.0;

/// Cities, towns and regions: weight per mention of another place in the country, and the number of mentions
/// that count.
const PLACE_NEAR_PLACES: f32 = 2.0;
const PLACE_MAX_PLACES: f32 = 1.0;
/// Cities, towns and regions: number of mentions of the country that count, with weight 1 each.
const PLACE_MAX_COUNTRY: f32 = 1.0;
/// Regions: weight per city in the region that is mentioned, and the number of cities that count.
const REGION_OF_CITY: f32 = 2.2;
const REGION_MAX_CITIES: f32 = 2.0;
/// Cities and towns: weight where their region is mentioned.
const CITY_IN_REGION: f32 = 2.0;

/// Countries, territories, capitals and demonyms: weight per other mention of the country, the value of a
/// mention of a place in it, and the number of mentions that count.
const COUNTRY_MENTIONED: f32 = 0.8;
const COUNTRY_BY_PLACE: f32 = 0.3;
const COUNTRY_MAX_MENTIONS: f32 = 1.5;

/// All other entries: the same three values for the country they belong to.
const OTHER_MENTIONED: f32 = 1.7;
const OTHER_BY_PLACE: f32 = 0.5;
const OTHER_MAX_MENTIONS: f32 = 1.2;

/// A person whose country is named in a role of theirs.
const ROLE_NAMES_COUNTRY: f32 = 1.0;
/// Cost of a person whose country is mentioned nowhere, in an article that mentions others.
const UNMENTIONED_COUNTRY: f32 = 1.0;

/// A person with a stated role that is their office.
const SAME_OFFICE: f32 = 2.5;
/// Cost of a person with a stated role that is another office, which may be an earlier or later one of the
/// same career.
const ANOTHER_OFFICE: f32 = 0.5;
/// Cost of an office-holder with stated roles that are not offices: a goalkeeper is rarely the senator.
const NOT_AN_OFFICE: f32 = 1.5;

/// Above this weight of the context, the country is given as the reason for a link.
const CONTEXT_IS_REASON: f32 = 0.6;
/// Below this prior, a meaning of a name is called its likeliest, not its usual one.
const USUAL_PRIOR: f32 = 0.9;

/// The cost of an entry whose class does not have the kind of the entity; `None` if it cannot be meant.
pub(super) fn mismatch_cost(kind: EntityKind, class: Class) -> Option<f32> {
    use EntityKind::*;
    let other = class.kind();
    if kind == other {
        return Some(0.0);
    }
    match (kind, other) {
        (Person, _) | (_, Person) => None,
        (Gpe, Location) | (Location, Gpe) => Some(0.5),
        (Gpe | Location | Organization, Facility) => Some(if class == Class::Seat { 0.5 } else { 2.0 }),
        (Facility, Gpe | Location) => Some(2.0),
        (Norp, Organization) if matches!(class, Class::Party | Class::ArmedGroup) => Some(0.5),
        (Organization, Norp) if class == Class::Group => Some(1.0),
        (Organization, Gpe) if class == Class::Country => Some(4.0),
        (Gpe, Organization) if class == Class::International => Some(0.5),
        (Gpe, Organization) if matches!(class, Class::ArmedGroup | Class::Company | Class::Party) => {
            Some(2.5)
        }
        (Gpe, Norp) | (Norp, Gpe) => Some(2.0),
        (Facility | Product | WorkOfArt, Organization) | (Organization, Product | WorkOfArt) => Some(1.5),
        (Event | Law | Product | WorkOfArt, Event | Law | Product | WorkOfArt) => Some(1.0),
        _ => None,
    }
}

/// The weight of "not in the knowledge base" for a name with this number of words: how many entities with
/// such names are not in it.
fn absence_weight(kind: EntityKind, words: usize) -> f32 {
    match (kind, words) {
        (EntityKind::Person, 0 | 1) => 11.0,
        (EntityKind::Person, _) => 5.5,
        (EntityKind::Organization, 0 | 1) => 5.0,
        (EntityKind::Organization, _) => 3.5,
        (EntityKind::Gpe | EntityKind::Norp, 0 | 1) => 5.6,
        (EntityKind::Gpe | EntityKind::Norp, _) => 4.0,
        (_, 0 | 1) => 7.0,
        _ => 3.5,
    }
}

/// The weight of a candidate for an entity, and the main reason; `None` if it cannot be meant.
fn weigh(
    at: usize,
    entity: &Entity,
    candidate: &NameMatch,
    record: Record,
    context: &Context,
    kb: &CachedKb,
) -> Option<(f32, &'static str)> {
    let mut weight = f32::from(candidate.rank) / RANK_STEPS - mismatch_cost(entity.kind, record.class)?;
    let person = record.class.is_person();
    // "Congress" means the American one only where the United States are mentioned nearby.
    let short = candidate.rank < record.rank && STATE_ORGANIZATIONS.contains(&record.class);
    if short && context.nearest_country(at).is_some_and(|n| Some(n.0) != record.country) {
        return None;
    }
    // A single word that is the surname of a person mentioned before is not a place that nothing else refers
    // to.
    let start = entity.mentions.first()?.span.start;
    if let (true, [word]) = (is_place(entity.kind), normalize::words(&entity.name).as_slice())
        && context.has_person_before(word, start)
        && record.country.is_none_or(|country| context.other_mentions(at, country) == (0.0, 0.0))
    {
        return None;
    }
    let mut why = match (person, candidate.full) {
        (true, true) => "full name",
        (true, false) => "the name of a known office-holder",
        (false, _) if candidate.prior < USUAL_PRIOR => "the likeliest meaning of the name",
        (false, _) => "the usual meaning of the name",
    };
    if let Some(country) = record.country {
        let (mentions, places) = context.other_mentions(at, country);
        let role_names_country = context.names_country(at, country) && person;
        let bonus = match record.class {
            Class::City | Class::Town | Class::Region => {
                PLACE_NEAR_PLACES * places.min(PLACE_MAX_PLACES)
                    + mentions.min(PLACE_MAX_COUNTRY)
                    + region_weight(record.class, candidate.entry, context, kb)
            }
            Class::Country | Class::Territory | Class::Capital | Class::Demonym => {
                COUNTRY_MENTIONED * (mentions + COUNTRY_BY_PLACE * places).min(COUNTRY_MAX_MENTIONS)
            }
            _ => OTHER_MENTIONED * (mentions + OTHER_BY_PLACE * places).min(OTHER_MAX_MENTIONS),
        };
        if bonus > CONTEXT_IS_REASON && record.class != Class::Country {
            why = if person { "name and country" } else { "the name and the article's other places" };
        }
        let unmentioned = person && bonus == 0.0 && !role_names_country && !context.countries.is_empty();
        weight += bonus + if role_names_country { ROLE_NAMES_COUNTRY } else { 0.0 }
            - if unmentioned { UNMENTIONED_COUNTRY } else { 0.0 };
    }
    if person && !entity.roles.is_empty() {
        let offices = kb.offices(candidate.entry);
        if entity.roles.iter().any(|role| offices.iter().any(|office| same_office(&role.text, &office.what)))
        {
            weight += SAME_OFFICE;
            why = if candidate.full { "full name and role" } else { "name and role" };
        } else if !offices.is_empty() {
            let has_office = entity.roles.iter().any(|role| is_office(&role.text));
            weight -= if has_office { ANOTHER_OFFICE } else { NOT_AN_OFFICE };
        }
    }
    Some((weight, why))
}

/// The weight of mentions of cities for their region, and of a region for its cities.
fn region_weight(class: Class, id: EntryId, context: &Context, kb: &CachedKb) -> f32 {
    if class == Class::Region {
        return REGION_OF_CITY * context.cities_in(id, kb).min(REGION_MAX_CITIES);
    }
    if context.mentions_region_of(id, kb) { CITY_IN_REGION } else { 0.0 }
}

/// Whether a stated role names an office of a state or organisation.
fn is_office(role: &str) -> bool {
    normalize::words(role).iter().any(|word| lexicon::entry(word).value(Field::OfficeWords).is_some())
}

/// Whether a stated role and an office share their head word ("foreign minister", "senator").
fn same_office(role: &str, office: &str) -> bool {
    let office = normalize::words(office);
    normalize::words(role).iter().any(|word| {
        let mut same = lexicon::entry(word).values(Field::OfficeWords);
        same.any(|same| office.iter().any(|o| o == same))
    })
}

/// The link of an organisation whose name every country has: "the Foreign Ministry", "the central bank".
///
/// The country is the one mentioned most nearby. Its organisation is looked up by its full name, "French
/// Foreign Ministry".
pub(super) fn organization_of_country(
    at: usize,
    entity: &Entity,
    context: &Context,
    kb: &CachedKb,
) -> Option<Link> {
    if entity.kind != EntityKind::Organization {
        return None;
    }
    let name = normalize::trim(&entity.name);
    let (country, share) = context.nearest_country(at)?;
    if share < MIN_PROBABILITY || name.split(' ').count() > 4 {
        return None;
    }
    let full_name = format!("{} {name}", kb.country_adjective(country));
    let found = kb.candidates(&full_name).iter().copied().find(|c| {
        kb.record(c.entry)
            .is_some_and(|r| r.country == Some(country) && STATE_ORGANIZATIONS.contains(&r.class))
    })?;
    link_to(found.entry, share, "the name and the country that is spoken of", kb)
}

/// Classes of organisations that every country has.
const STATE_ORGANIZATIONS: &[Class] = &[
    Class::Government,
    Class::Parliament,
    Class::Ministry,
    Class::Court,
    Class::CentralBank,
    Class::Military,
];

/// The link of an entity to its likeliest candidate, if that is probable enough. `words` is the number of
/// words of its name.
pub(super) fn likeliest(
    at: usize,
    entity: &Entity,
    words: usize,
    candidates: &[NameMatch],
    context: &Context,
    kb: &CachedKb,
) -> Option<Link> {
    let weighed: Vec<(EntryId, f32, &'static str)> = candidates
        .iter()
        .filter_map(|c| {
            let (weight, why) = weigh(at, entity, c, kb.record(c.entry)?, context, kb)?;
            Some((c.entry, weight, why))
        })
        .collect();
    let absent = absence_weight(entity.kind, words).exp2();
    let total: f32 = absent + weighed.iter().map(|w| w.1.exp2()).sum::<f32>();
    let &(id, weight, why) = weighed.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let probability = weight.exp2() / total;
    if probability < MIN_PROBABILITY {
        return None;
    }
    link_to(id, probability, why, kb)
}
