//! Links entities to the knowledge base, or says honestly that they are not known.
//!
//! Every row that one of an entity's names may mean is weighed, in powers of two: how often news is about it, whether
//! its kind is the entity's, whether the article names its country or places of it, whether a stated role is its
//! office, and how much of its name is given. "Not in the base" is weighed as one more answer, so that a bare
//! surname needs an office-holder whom everybody knows or an article that speaks of the country. What is linked
//! must be likelier than all the rest together, by [`SURE`]. Nothing here changes groups, kinds or mentions.

use std::rc::Rc;
use std::sync::Arc;

use crate::article::Article;
use crate::document::{Entity, EntityKind, Link, Mention};
use crate::incremental::{Fingerprint, StageCache};
use crate::kb::{Candidate, Class, CountryId, Entry, EntryId, Record, Reference};
use crate::lexicon::given_names;
use crate::text::Span;
use crate::text::normalize;
use rustc_hash::{FxHashMap, FxHashSet};

/// A link must have at least this share of the weight.
const SURE: f32 = 0.6;
/// At most this many different names of one entity are looked up.
const NAMES: usize = 6;
/// At most this many places named before and after a body are asked for its country.
const AROUND: usize = 12;
/// At most this many rows of one name are weighed.
const ROWS: usize = 16;

/// Links every entity that the base knows with confidence, as in the last reading where nothing else is said of any.
/// `regions` says of an entity whose name a country and a region share whether it is the region, where the article names
/// both.
#[inline(never)]
pub(crate) fn link(
    article: &Article,
    entities: &mut [Entity],
    regions: &[Option<bool>],
    kb: &Reference,
    kept: &mut StageCache<Rc<[Option<Arc<Link>>]>>,
) {
    kept.start_round();
    let links =
        kept.get(|| fingerprint(article, entities, regions), || links(article, entities, regions, kb).into());
    for (entity, link) in entities.iter_mut().zip(links.iter()) {
        entity.link.clone_from(link);
    }
}

/// A key of all that is read of the entities: where they stand only as sentences, and in which order.
#[inline(never)]
fn fingerprint(article: &Article, entities: &[Entity], regions: &[Option<bool>]) -> Fingerprint {
    let mut sentences = Sentences::new(article);
    let mut key = Fingerprint::NEW;
    for (e, region) in entities.iter().zip(regions) {
        let look = (e.kind as u64) << 8 | region.map_or(0, |region| u64::from(region) + 1);
        key = key.with(look).with(e.mentions.len() as u64).with(e.aliases.len() as u64).with_text(&e.name);
        key = e.aliases.iter().chain(e.roles.iter().map(|r| &r.text)).fold(key, |key, t| key.with_text(t));
        let read = if may_be_in_country(e.kind) { e.mentions.len() } else { 1 };
        key = e.mentions.iter().take(read).fold(key, |key, m| key.with(sentences.of(m.span).into()));
    }
    let mut first: Vec<(u32, usize)> = entities
        .iter()
        .enumerate()
        .filter_map(|(at, e)| Some((e.mentions.first()?.span.start, at)))
        .collect();
    first.sort_unstable();
    first.iter().fold(key, |key, &(_, at)| key.with(at as u64))
}

#[inline(never)]
fn links(
    article: &Article,
    entities: &[Entity],
    regions: &[Option<bool>],
    kb: &Reference,
) -> Vec<Option<Arc<Link>>> {
    let words: Vec<Vec<String>> = entities.iter().map(|e| normalize::words(&e.name)).collect();
    let mut names: Vec<Vec<Candidate>> =
        entities.iter().zip(&words).map(|(e, words)| candidates(e, words, kb)).collect();
    for (rows, region) in names.iter_mut().zip(regions) {
        let is_region = |c: &Candidate| kb.record(c.entry).map(|r| r.class == Class::Region);
        rows.retain(|c| region.is_none() || is_region(c) == *region);
    }
    let context = Context::new(article, entities, &words, &names, kb);
    let likeliest = |at: usize| {
        let (e, words, rows) = (&entities[at], words[at].len(), &names[at]);
        body_of_country(at, e, &context, kb).or_else(|| best(at, e, words, rows, &context, kb))
    };
    (0..entities.len()).map(|at| likeliest(at).map(Arc::new)).collect()
}

/// The sentences of places in an article, which are asked for one after another.
struct Sentences<'a> {
    article: &'a Article<'a>,
    /// That of the last place.
    last: usize,
}

impl<'a> Sentences<'a> {
    fn new(article: &'a Article<'a>) -> Self {
        Self { article, last: 0 }
    }

    /// The number of the sentence in which a place lies.
    fn of(&mut self, place: Span) -> u32 {
        let sentences = &self.article.sentences;
        let holds = |s: usize| sentences.get(s).is_some_and(|s| s.span.contains(place));
        if !holds(self.last) {
            self.last = sentences.partition_point(|s| s.span.end < place.end);
        }
        self.last as u32
    }
}

/// The rows that the names of an entity may mean. A person's bare surname counts only when nothing longer is known;
/// of a body with a long name that the base lacks, neither letters nor a part of the name say which one it is.
fn candidates(entity: &Entity, whole: &[String], kb: &Reference) -> Vec<Candidate> {
    let person = entity.kind == EntityKind::Person;
    let mut found: Vec<Candidate> = Vec::new();
    for (at, name) in std::iter::once(&entity.name).chain(entity.aliases.iter()).take(NAMES).enumerate() {
        if at > 0 && *name == entity.name {
            continue;
        }
        let words = normalize::words(name);
        let bare = words.len() < 2 && whole.len() > 1;
        // A place keeps its short forms, "Georgia" of "Republic of Georgia", but not letters that may be another's.
        let skipped = match entity.kind {
            EntityKind::Person => bare,
            kind if is_place(kind) => bare && !found.is_empty() && normalize::is_acronym(name),
            _ => is_part(name, &words, whole),
        };
        if skipped {
            continue;
        }
        let mut rows = kb.candidates(name);
        if rows.is_empty() {
            rows = if person {
                let rows =
                    |v: &String| kb.candidates(v).iter().copied().filter(|c| c.full).collect::<Vec<_>>();
                variants(&words).iter().flat_map(rows).collect()
            } else {
                after_country(name, kb).into()
            };
        }
        for row in rows.iter().copied().take(ROWS) {
            match found.iter_mut().find(|c| c.entry == row.entry) {
                Some(known) if known.rank >= row.rank => {}
                Some(known) => *known = row,
                None => found.push(row),
            }
        }
    }
    found
}

/// Whether a name is only a part of a body's longer one: its letters, or some of its words.
fn is_part(name: &str, words: &[String], whole: &[String]) -> bool {
    const ENDINGS: &[&str] =
        &["inc", "corp", "corporation", "co", "company", "ltd", "plc", "group", "movement"];
    if words.len() >= whole.len() || whole.len() < 2 {
        return false;
    }
    let rest = whole.strip_prefix(words).unwrap_or_default();
    let ending = !rest.is_empty() && rest.iter().all(|w| ENDINGS.contains(&w.as_str()));
    !ending && (words.len() < 2 && normalize::is_acronym(name) || words.iter().all(|w| whole.contains(w)))
}

/// Whether what has such a name may be a country, or in one.
fn may_be_in_country(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Gpe | EntityKind::Norp | EntityKind::Location | EntityKind::Facility)
}

fn is_place(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Gpe | EntityKind::Norp | EntityKind::Location)
}

/// The rows of "Supreme Court" that are of the United States, for "U.S. Supreme Court".
fn after_country(name: &str, kb: &Reference) -> Vec<Candidate> {
    let Some((first, rest)) = normalize::trim(name).split_once(' ') else { return Vec::new() };
    let country = kb.country_of_demonym(first).or_else(|| kb.country_named(first));
    let of = |c: &Candidate| kb.record(c.entry).is_some_and(|r| r.country == country);
    if country.is_none() { Vec::new() } else { kb.candidates(rest).iter().copied().filter(of).collect() }
}

/// Other ways to write a person's full name: without what stands between its first and last word, and with the long
/// form of a short first name.
fn variants(words: &[String]) -> Vec<String> {
    let [first, middle @ .., last] = words else { return Vec::new() };
    let mut all = Vec::new();
    if !middle.is_empty() {
        all.push(format!("{first} {last}"));
    }
    all.extend(given_names::long_forms(first).chain(beginning(first)).map(|long| format!("{long} {last}")));
    all
}

/// The first name that a short one is the beginning of.
fn beginning(short: &str) -> Option<&'static str> {
    const LONG: &[&str] = &[
        "alexander",
        "andrew",
        "benjamin",
        "christopher",
        "daniel",
        "david",
        "donald",
        "edward",
        "gregory",
        "jeffrey",
        "jennifer",
        "jonathan",
        "joshua",
        "kenneth",
        "matthew",
        "nicholas",
        "patrick",
        "philip",
        "raymond",
        "ronald",
        "samuel",
        "stephen",
        "susan",
        "thomas",
        "timothy",
        "vincent",
        "william",
    ];
    LONG.iter().copied().find(|long| short.len() > 2 && short.len() < long.len() && long.starts_with(short))
}

/// What the entities of an article say together.
#[derive(Default)]
struct Context {
    /// How often each country is spoken of: itself, its people, its capital.
    countries: FxHashMap<CountryId, f32>,
    /// How often places inside each country are.
    places: FxHashMap<CountryId, f32>,
    /// Where each entity is named first, as a byte and a sentence.
    first: Vec<(u32, u32)>,
    /// What each entity added to both.
    own: Vec<Vec<(CountryId, bool, f32)>>,
    /// The regions that cities of the article are in, and how many say so.
    regions: FxHashMap<String, f32>,
    /// The words of regions that are named, and the last words of people's full names with where they first stand.
    named_regions: FxHashSet<String>,
    surnames: FxHashMap<String, u32>,
    /// Where countries and places in them are named, as bytes and sentences, in order.
    named: Vec<(u32, u32, CountryId)>,
}

impl Context {
    fn new(
        article: &Article,
        entities: &[Entity],
        words: &[Vec<String>],
        names: &[Vec<Candidate>],
        kb: &Reference,
    ) -> Self {
        let mut this = Self::default();
        let mut sentences = Sentences::new(article);
        for ((entity, words), candidates) in entities.iter().zip(words).zip(names) {
            let mut own = Vec::new();
            let times = (entity.mentions.len() as f32).sqrt();
            if may_be_in_country(entity.kind) {
                let fitting = candidates.iter().filter_map(|c| Some((c, kb.record(c.entry)?)));
                let best = fitting
                    .filter(|(_, r)| loss_of_kind(entity.kind, r.class).is_some())
                    .max_by_key(|(c, _)| c.rank);
                if let Some((chosen, record)) = best
                    && let Some(country) = record.country
                {
                    let inside = matches!(record.class, Class::City | Class::Town | Class::Region);
                    own.push((country, inside, times * chosen.prior));
                    match record.class {
                        Class::Region => {
                            this.named_regions.insert(kb.label(chosen.entry));
                        }
                        Class::City | Class::Town => {
                            if let Some(region) = region_of(&kb.description(chosen.entry)) {
                                *this.regions.entry(region.to_owned()).or_default() += 1.0;
                            }
                        }
                        _ => {}
                    }
                    let named = |m: &Mention| (m.span.start, sentences.of(m.span), country);
                    this.named.extend(entity.mentions.iter().map(named));
                }
            }
            if let (EntityKind::Person, [_, .., last], Some(first)) =
                (entity.kind, words.as_slice(), entity.mentions.first())
            {
                this.surnames.entry(last.clone()).or_insert(first.span.start);
            }
            for role in entity.roles.iter().take(4) {
                for word in role.text.split_whitespace().take(8).filter(|w| w.starts_with(char::is_uppercase))
                {
                    if let Some(country) = kb.country_of_demonym(word).or_else(|| kb.country_named(word)) {
                        own.push((country, false, 1.0));
                    }
                }
            }
            for &(country, inside, weight) in &own {
                let of = if inside { &mut this.places } else { &mut this.countries };
                *of.entry(country).or_default() += weight;
            }
            this.own.push(own);
            let first = entity.mentions.first().map_or(Span::default(), |m| m.span);
            this.first.push((first.start, sentences.of(first)));
        }
        this.named.sort_unstable();
        this
    }

    /// The country that is named most and nearest around the place where an entity is named first, and its share among all.
    fn nearest(&self, at: usize) -> Option<(CountryId, f32)> {
        let &(start, sentence) = self.first.get(at)?;
        let here = self.named.partition_point(|&(named, ..)| named < start);
        let around = here.saturating_sub(AROUND)..(here + AROUND).min(self.named.len());
        let mut shares: Vec<(CountryId, f32)> = Vec::new();
        let mut all = 0.0;
        for &(_, other, country) in self.named.get(around)? {
            let weight = 1.0 / (1.0 + other.abs_diff(sentence) as f32);
            all += weight;
            match shares.iter_mut().find(|(known, _)| *known == country) {
                Some((_, share)) => *share += weight,
                None => shares.push((country, weight)),
            }
        }
        let (country, weight) = shares.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        Some((country, weight / all))
    }

    /// How much the others speak of a country, and of places inside it.
    fn others(&self, entity: usize, country: CountryId) -> (f32, f32) {
        let own = |inside: bool| -> f32 {
            self.own
                .get(entity)
                .into_iter()
                .flatten()
                .filter(|o| o.0 == country && o.1 == inside)
                .map(|o| o.2)
                .sum()
        };
        let all = |of: &FxHashMap<CountryId, f32>| of.get(&country).copied().unwrap_or(0.0);
        (all(&self.countries) - own(false), all(&self.places) - own(true))
    }

    /// What a region gains from the cities in it that are named, and a city from its region.
    fn region(&self, class: Class, row: EntryId, kb: &Reference) -> f32 {
        if class == Class::Region {
            return 2.2 * self.regions.get(&kb.label(row)).map_or(0.0, |cities| cities.min(2.0));
        }
        let description = kb.description(row);
        let named = region_of(&description).is_some_and(|region| self.named_regions.contains(region));
        if named { 2.0 } else { 0.0 }
    }

    /// Whether the entity's own roles name the country.
    fn by_role(&self, entity: usize, country: CountryId) -> bool {
        self.own.get(entity).into_iter().flatten().any(|o| o.0 == country)
    }
}

/// The region that a description puts a city in: "Washington" of "city in Washington".
fn region_of(description: &str) -> Option<&str> {
    ["city in ", "town in "].iter().find_map(|start| description.strip_prefix(start))
}

/// What a row of another kind costs; `None` when it cannot be meant.
fn loss_of_kind(kind: EntityKind, class: Class) -> Option<f32> {
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

/// The weight of "not in the base" in powers of two: how much of the world such names name that nobody listed.
fn unknown(kind: EntityKind, words: usize) -> f32 {
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

/// What a row weighs for an entity, and why.
fn weigh(
    at: usize,
    entity: &Entity,
    candidate: &Candidate,
    record: Record,
    context: &Context,
    kb: &Reference,
) -> Option<(f32, &'static str)> {
    let mut weight = f32::from(candidate.rank) / 16.0 - loss_of_kind(entity.kind, record.class)?;
    let person = record.class.is_person();
    // "Congress" is the American one only where America is spoken of.
    let short = candidate.rank < record.rank && BODIES.contains(&record.class);
    if short && context.nearest(at).is_some_and(|n| Some(n.0) != record.country) {
        return None;
    }
    // A bare word that is the surname of somebody met before is hardly a place that nothing else speaks of.
    let start = entity.mentions.first()?.span.start;
    if let (true, [word]) = (is_place(entity.kind), normalize::words(&entity.name).as_slice())
        && context.surnames.get(word).is_some_and(|&met| met < start)
        && record.country.is_none_or(|country| context.others(at, country) == (0.0, 0.0))
    {
        return None;
    }
    let mut why = match (person, candidate.full) {
        (true, true) => "full name",
        (true, false) => "the name of a known office-holder",
        (false, _) if candidate.prior < 0.9 => "the likeliest meaning of the name",
        (false, _) => "the usual meaning of the name",
    };
    if let Some(country) = record.country {
        let (spoken, places) = context.others(at, country);
        let by_role = context.by_role(at, country) && person;
        let bonus = match record.class {
            Class::City | Class::Town | Class::Region => {
                2.0 * places.min(1.0) + spoken.min(1.0) + context.region(record.class, candidate.entry, kb)
            }
            Class::Country | Class::Territory | Class::Capital | Class::Demonym => {
                0.8 * (spoken + 0.3 * places).min(1.5)
            }
            _ => 1.7 * (spoken + 0.5 * places).min(1.2),
        };
        if bonus > 0.6 && record.class != Class::Country {
            why = if person { "name and country" } else { "the name and the article's other places" };
        }
        let strange = person && bonus == 0.0 && !by_role && !context.countries.is_empty();
        weight += bonus + f32::from(u8::from(by_role)) - if strange { 1.0 } else { 0.0 };
    }
    if person && !entity.roles.is_empty() {
        let offices = kb.offices(candidate.entry);
        if entity.roles.iter().any(|role| offices.iter().any(|office| same_office(&role.text, &office.what)))
        {
            weight += 2.5;
            why = if candidate.full { "full name and role" } else { "name and role" };
        } else if !offices.is_empty() {
            // A stated office may be another one of the same career; a goalkeeper is rarely the senator.
            weight -= if entity.roles.iter().any(|role| is_office(&role.text)) { 0.5 } else { 1.5 };
        }
    }
    Some((weight, why))
}

/// Words that head an office when a role is stated, and the words of offices that they fit.
const HEADS: &[(&str, &[&str])] = &[
    ("president", &["president"]),
    ("prime", &["prime", "premier", "chancellor", "taoiseach"]),
    ("premier", &["prime", "premier"]),
    ("chancellor", &["chancellor"]),
    ("king", &["king"]),
    ("queen", &["queen"]),
    ("pope", &["pope", "catholic"]),
    ("secretary", &["secretary"]),
    ("minister", &["minister"]),
    ("senator", &["senator", "senate"]),
    ("sen", &["senator", "senate"]),
    ("rep", &["representatives", "representative"]),
    ("congressman", &["representatives", "representative"]),
    ("congresswoman", &["representatives", "representative"]),
    ("representative", &["representatives", "representative"]),
    ("governor", &["governor"]),
    ("gov", &["governor"]),
    ("ambassador", &["ambassador"]),
    ("envoy", &["envoy"]),
    ("spokesperson", &["spokesperson", "spokesman"]),
    ("spokeswoman", &["spokesperson"]),
    ("spokesman", &["spokesman", "spokesperson"]),
    ("mp", &["parliament", "commons", "member"]),
    ("lawmaker", &["member", "senator"]),
    ("leader", &["president", "leader", "prime", "chancellor", "king"]),
    ("chief", &["chief", "director", "secretary", "president", "chair"]),
    ("director", &["director"]),
    ("speaker", &["speaker"]),
    ("chairman", &["chairman", "chair"]),
    ("chair", &["chairman", "chair"]),
    ("judge", &["judge", "justice"]),
    ("justice", &["justice"]),
    ("mayor", &["mayor"]),
    ("attorney", &["attorney"]),
];

/// Whether a stated role names an office of state or of a body.
fn is_office(role: &str) -> bool {
    normalize::words(role).iter().any(|word| HEADS.iter().any(|(head, _)| head == word))
}

/// Whether a stated role and an office share the word that matters ("foreign minister", "senator").
fn same_office(role: &str, office: &str) -> bool {
    let office = normalize::words(office);
    normalize::words(role).iter().any(|word| {
        HEADS.iter().any(|(head, same)| head == word && office.iter().any(|o| same.contains(&o.as_str())))
    })
}

/// The body of the country that the article speaks of, for a name that every country has one of: "the Foreign
/// Ministry", "the central bank". A body that is famous under the bare name stays meant when its own country is near.
fn body_of_country(at: usize, entity: &Entity, context: &Context, kb: &Reference) -> Option<Link> {
    if entity.kind != EntityKind::Organization {
        return None;
    }
    let name = normalize::trim(&entity.name);
    let (country, share) = context.nearest(at)?;
    if share < SURE || name.split(' ').count() > 4 {
        return None;
    }
    let whole = format!("{} {name}", kb.country_adjective(country));
    let found = kb.candidates(&whole).iter().copied().find(|c| {
        kb.record(c.entry).is_some_and(|r| r.country == Some(country) && BODIES.contains(&r.class))
    })?;
    linked(found.entry, share, "the name and the country that is spoken of", kb)
}

/// What every country has one of.
const BODIES: &[Class] = &[
    Class::Government,
    Class::Parliament,
    Class::Ministry,
    Class::Court,
    Class::CentralBank,
    Class::Military,
];

/// The link of an entity, when one row is likely enough.
fn best(
    at: usize,
    entity: &Entity,
    words: usize,
    candidates: &[Candidate],
    context: &Context,
    kb: &Reference,
) -> Option<Link> {
    let weighed: Vec<(EntryId, f32, &'static str)> = candidates
        .iter()
        .filter_map(|c| {
            let (weight, why) = weigh(at, entity, c, kb.record(c.entry)?, context, kb)?;
            Some((c.entry, weight, why))
        })
        .collect();
    let nil = unknown(entity.kind, words).exp2();
    let total: f32 = nil + weighed.iter().map(|w| w.1.exp2()).sum::<f32>();
    let &(row, weight, why) = weighed.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let score = weight.exp2() / total;
    if score < SURE {
        return None;
    }
    linked(row, score, why, kb)
}

/// At most this many entries are offered to choose from.
const OFFERED: usize = 12;

/// The entries that these names may mean, the likeliest first, for a reader to choose from.
pub(crate) fn entries(names: &[String], kb: &Reference) -> Vec<Link> {
    let mut found: Vec<Candidate> = Vec::new();
    for row in names.iter().take(NAMES).flat_map(|name| kb.candidates(name).to_vec()) {
        if !found.iter().any(|known| known.entry == row.entry) {
            found.push(row);
        }
    }
    let rows = found.into_iter().take(OFFERED);
    rows.filter_map(|row| linked(row.entry, row.prior, "one of the meanings of the name", kb)).collect()
}

fn linked(row: EntryId, score: f32, why: &'static str, kb: &Reference) -> Option<Link> {
    let Entry { label, description, wikidata, wikipedia, .. } = (*kb.entry(row)?).clone();
    Some(Link {
        wikidata,
        wikipedia,
        label,
        description,
        country: kb
            .record(row)?
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
    use crate::document::{MentionKind, Role};
    use crate::entities::testing::{known, read};
    use crate::kb::Cache;

    /// An entity out of "KIND name" or "KIND name / role".
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

    /// The description of what the first of these is linked to; "-" for none.
    fn check(entities: &[&str], description: &str) {
        let mut all: Vec<Entity> = entities.iter().map(|e| entity(e)).collect();
        let none = vec![None; all.len()];
        link(&read(""), &mut all, &none, &known(&Cache::default()), &mut StageCache::default());
        let found = all[0].link.as_ref().map_or("-", |l| l.description.as_str());
        assert_eq!(found, description, "{entities:?}: {:?}", all[0].link);
    }

    #[test]
    fn the_article_decides_what_an_ambiguous_name_means() {
        check(&["G Georgia", "G Tbilisi", "G Russia"], "country");
        check(&["G Georgia", "G Atlanta", "G Alabama"], "state of the United States");
        check(&["G Washington"], "capital of the United States");
        check(&["G Jordan", "G Syria"], "country");
        check(&["G Paris"], "capital of France");
    }

    #[test]
    fn people_need_their_full_name_or_an_office() {
        check(&["P Marco Rubio / U.S. Secretary of State"], "United States Secretary of State");
        check(&["P Putin", "G Russia"], "president of Russia since 2012");
        check(&["P Miller"], "-");
        check(&["P Smith", "G France"], "-");
        check(&["P Quentin Aldermaston"], "-");
    }

    #[test]
    fn people_and_things_with_one_name_stay_apart() {
        check(&["P Paris"], "-");
        check(&["N French"], "people or things of France");
        check(&["O White House"], "seat of the presidency of the United States");
        check(&["O Reuters"], "news agency based in London");
    }
}
