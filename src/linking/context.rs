//! The countries and places that the entities of an article mention, as evidence for linking each of them.
//!
//! Every entity is represented by its likeliest candidate before linking. Never links an entity.

use crate::article::Article;
use crate::document::{Entity, EntityKind, Mention};
use crate::kb::{CachedKb, Class, CountryId, EntryId, NameMatch};
use crate::linking::candidates::may_be_in_country;
use crate::linking::score;
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// Maximum number of country mentions before and after an organisation that may show its country.
const MAX_NEIGHBOURS: usize = 12;

/// Finds the sentences of spans. Fast for spans in order.
pub(super) struct SentenceLocator<'a> {
    article: &'a Article<'a>,
    /// The sentence of the preceding span.
    last: usize,
}

impl<'a> SentenceLocator<'a> {
    pub(super) fn new(article: &'a Article<'a>) -> Self {
        Self { article, last: 0 }
    }

    /// The index of the sentence that contains a span.
    pub(super) fn sentence_of(&mut self, span: Span) -> u32 {
        let sentences = &self.article.sentences;
        let contains_span = |s: usize| sentences.get(s).is_some_and(|s| s.span.contains(span));
        if !contains_span(self.last) {
            self.last = sentences.partition_point(|s| s.span.end < span.end);
        }
        self.last as u32
    }
}

/// A mention of a country by an entity: of the country itself, its people or capital, or of a place inside
/// it.
struct CountryEvidence {
    country: CountryId,
    /// Whether the entity is a place inside the country.
    inside: bool,
    weight: f32,
}

/// The evidence of all entities of an article.
#[derive(Default)]
pub(super) struct Context {
    /// Total weight of mentions of each country: itself, its people, its capital, its name in roles.
    pub(super) countries: FxHashMap<CountryId, f32>,
    /// Total weight of mentions of places inside each country.
    places: FxHashMap<CountryId, f32>,
    /// The first mention of each entity, as a byte and a sentence.
    first_mentions: Vec<(u32, u32)>,
    /// The part of each entity in both totals.
    of_entity: Vec<Vec<CountryEvidence>>,
    /// For each region by its label, the number of entities that are cities in it.
    cities_in_region: FxHashMap<String, f32>,
    /// The labels of the regions that are mentioned.
    regions: FxHashSet<String>,
    /// For each last word of a person's full name, the byte where the first such person is mentioned.
    surnames: FxHashMap<String, u32>,
    /// The mentions of countries and of places in them, as bytes and sentences, in order.
    country_mentions: Vec<(u32, u32, CountryId)>,
}

impl Context {
    /// Collects the evidence. `words` and `candidates` are the normalised words and the candidates of every
    /// entity.
    pub(super) fn new(
        article: &Article,
        entities: &[Entity],
        words: &[Vec<String>],
        candidates: &[Vec<NameMatch>],
        kb: &CachedKb,
    ) -> Self {
        let mut this = Self::default();
        let mut sentences = SentenceLocator::new(article);
        for ((entity, words), candidates) in entities.iter().zip(words).zip(candidates) {
            let mut evidence = Vec::new();
            let frequency = (entity.mentions.len() as f32).sqrt();
            if may_be_in_country(entity.kind) {
                let fitting = candidates.iter().filter_map(|c| Some((c, kb.record(c.entry)?)));
                let best = fitting
                    .filter(|(_, r)| score::mismatch_cost(entity.kind, r.class).is_some())
                    .max_by_key(|(c, _)| c.rank);
                if let Some((chosen, record)) = best
                    && let Some(country) = record.country
                {
                    let inside = matches!(record.class, Class::City | Class::Town | Class::Region);
                    evidence.push(CountryEvidence { country, inside, weight: frequency * chosen.prior });
                    match record.class {
                        Class::Region => {
                            this.regions.insert(kb.label(chosen.entry));
                        }
                        Class::City | Class::Town => {
                            if let Some(region) = region_of(&kb.description(chosen.entry)) {
                                *this.cities_in_region.entry(region.to_owned()).or_default() += 1.0;
                            }
                        }
                        _ => {}
                    }
                    let mention = |m: &Mention| (m.span.start, sentences.sentence_of(m.span), country);
                    this.country_mentions.extend(entity.mentions.iter().map(mention));
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
                        evidence.push(CountryEvidence { country, inside: false, weight: 1.0 });
                    }
                }
            }
            for &CountryEvidence { country, inside, weight } in &evidence {
                let total = if inside { &mut this.places } else { &mut this.countries };
                *total.entry(country).or_default() += weight;
            }
            this.of_entity.push(evidence);
            let first = entity.mentions.first().map_or(Span::default(), |m| m.span);
            this.first_mentions.push((first.start, sentences.sentence_of(first)));
        }
        this.country_mentions.sort_unstable();
        this
    }

    /// The country mentioned most and nearest around the first mention of an entity, and its share of all. A
    /// mention counts 1 / (1 + distance in sentences).
    pub(super) fn nearest_country(&self, entity: usize) -> Option<(CountryId, f32)> {
        let &(start, sentence) = self.first_mentions.get(entity)?;
        let here = self.country_mentions.partition_point(|&(mention, ..)| mention < start);
        let around =
            here.saturating_sub(MAX_NEIGHBOURS)..(here + MAX_NEIGHBOURS).min(self.country_mentions.len());
        let mut shares: Vec<(CountryId, f32)> = Vec::new();
        let mut total = 0.0;
        for &(_, other, country) in self.country_mentions.get(around)? {
            let weight = 1.0 / (1.0 + other.abs_diff(sentence) as f32);
            total += weight;
            match shares.iter_mut().find(|(known, _)| *known == country) {
                Some((_, share)) => *share += weight,
                None => shares.push((country, weight)),
            }
        }
        let (country, weight) = shares.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        Some((country, weight / total))
    }

    /// The weights with which the other entities mention a country and places inside it.
    pub(super) fn other_mentions(&self, entity: usize, country: CountryId) -> (f32, f32) {
        let own = |inside: bool| -> f32 {
            self.of_entity
                .get(entity)
                .into_iter()
                .flatten()
                .filter(|e| e.country == country && e.inside == inside)
                .map(|e| e.weight)
                .sum()
        };
        let total = |of: &FxHashMap<CountryId, f32>| of.get(&country).copied().unwrap_or(0.0);
        (total(&self.countries) - own(false), total(&self.places) - own(true))
    }

    /// Number of entities that are cities in this region.
    pub(super) fn cities_in(&self, region: EntryId, kb: &CachedKb) -> f32 {
        self.cities_in_region.get(&kb.label(region)).copied().unwrap_or(0.0)
    }

    /// Whether the region of this city is mentioned.
    pub(super) fn mentions_region_of(&self, city: EntryId, kb: &CachedKb) -> bool {
        region_of(&kb.description(city)).is_some_and(|region| self.regions.contains(region))
    }

    /// Whether an entity itself mentions the country, as in a role.
    pub(super) fn names_country(&self, entity: usize, country: CountryId) -> bool {
        self.of_entity.get(entity).into_iter().flatten().any(|e| e.country == country)
    }

    /// Whether a person with this surname is mentioned before byte `start`.
    pub(super) fn has_person_before(&self, surname: &str, start: u32) -> bool {
        self.surnames.get(surname).is_some_and(|&first| first < start)
    }
}

/// The region that a description puts a city in: "Washington" of "city in Washington".
fn region_of(description: &str) -> Option<&str> {
    ["city in ", "town in "].iter().find_map(|start| description.strip_prefix(start))
}
