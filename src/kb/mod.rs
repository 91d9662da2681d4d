//! The embedded knowledge base: countries, places, bodies, offices and who holds them.
//!
//! One flat file (`models/kb.bin`, laid out by [`format`]) is read in place: [`KnowledgeBase::load`] checks its
//! frame and nothing is parsed, sorted or copied before the first question. [`match_names`] turns a name into
//! candidates with priors. The tables it is built from, their sources and licences are in `data/kb`.
//! Nothing here decides which candidate an article means; that is the work of [`crate::linking`].

mod class;
pub mod format;
mod match_names;
pub mod normalize;
pub(crate) mod priors;
mod reference;

use crate::lexicon::Gender;
use crate::model::format::LoadError;
pub use class::Class;
pub(crate) use format::Tables;
pub(crate) use match_names::Candidate;
pub use reference::{Cache, Reference};

use format::{Strings, Wide};

/// A row of the knowledge base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(pub u32);

/// A country or territory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountryId(pub u8);

/// What a row says without any text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// The fine kind.
    pub class: Class,
    /// Of a person, when a source states it.
    pub gender: Option<Gender>,
    /// How often news is about it, on a logarithmic scale of our own from 0 to 255 (16 steps double it).
    pub rank: u8,
    /// The country it is of or in.
    pub country: Option<CountryId>,
    /// Number of the Wikidata item; 0 when no source states one.
    pub wikidata: u32,
}

/// An office or a plain description, with the years it held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// What, with the country put in: "French foreign minister".
    pub what: String,
    /// First year, when known.
    pub from: Option<u16>,
    /// Last year, when known.
    pub to: Option<u16>,
    /// Whether it is still held, by a source of 2026.
    pub current: bool,
}

/// Everything that a card shows of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub label: String,
    /// The fine kind.
    pub class: Class,
    /// What it is, in a few words.
    pub description: String,
    /// Wikidata id, when a source states it.
    pub wikidata: Option<String>,
    /// Title in the English Wikipedia, with underscores.
    pub wikipedia: Option<String>,
    /// The country it is of or in, by its name.
    pub country: Option<String>,
    /// Of a person, when a source states it.
    pub gender: Option<Gender>,
}

/// The knowledge base over the bytes it was loaded from.
#[derive(Clone, Copy, Debug, Default)]
pub struct KnowledgeBase<'a> {
    tables: Tables<'a>,
}

impl<'a> KnowledgeBase<'a> {
    /// Checks the file's sum and reads its frame, without allocation.
    ///
    /// # Errors
    ///
    /// [`LoadError`] when the bytes are not a knowledge base of this version, or are damaged or cut short.
    pub fn load(bytes: &'a [u8]) -> Result<Self, LoadError> {
        Ok(Self { tables: Tables::load(bytes)? })
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.tables.labels.len()
    }

    /// Whether it knows nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What a row says without any text.
    pub fn record(&self, id: EntryId) -> Option<Record> {
        let (at, t) = (id.0 as usize, &self.tables);
        let class = Class::from_code(*t.class.get(at)?)?;
        let country = t.country.get(at).copied().filter(|&c| c != u8::MAX).map(CountryId);
        Some(Record {
            class,
            gender: format::gender(*t.flags.get(at)?),
            rank: *t.rank.get(at)?,
            country,
            wikidata: t.wikidata.get(at)?,
        })
    }

    /// The name of a row; empty when there is no such row.
    pub fn label(&self, id: EntryId) -> String {
        self.tables.labels.get(id.0 as usize).unwrap_or_default()
    }

    /// Everything that a card shows of a row.
    pub fn entry(&self, id: EntryId) -> Option<Entry> {
        let record = self.record(id)?;
        Some(Entry {
            label: self.label(id),
            class: record.class,
            description: self.description(id),
            wikidata: (record.wikidata != 0).then(|| format!("Q{}", record.wikidata)),
            wikipedia: self.wikipedia(id),
            country: record.country.map(|c| self.country_name(c)),
            gender: record.gender,
        })
    }

    /// What it is, in a few words: "president of Ukraine since 2019".
    pub fn description(&self, id: EntryId) -> String {
        let Some(office) = self.offices(id).into_iter().next() else {
            return self.record(id).map(|r| r.class.noun().to_owned()).unwrap_or_default();
        };
        match (office.from, office.to) {
            (Some(from), None) if office.current => format!("{} since {from}", office.what),
            (Some(from), None) => format!("{} from {from}", office.what),
            (Some(from), Some(to)) if from == to => format!("{} in {from}", office.what),
            (Some(from), Some(to)) => format!("{}, {from}–{to}", office.what),
            (None, Some(to)) => format!("{} until {to}", office.what),
            (None, None) => office.what,
        }
    }

    /// The offices of a person, or the description of anything else; the foremost first.
    pub fn offices(&self, id: EntryId) -> Vec<Office> {
        let t = &self.tables;
        let at = id.0 as usize;
        let country = t.country.get(at).copied().filter(|&c| c != u8::MAX).map(CountryId);
        let first = (t.phrase.get(at), t.from.get(at), t.to.get(at));
        let more = t
            .office_entry
            .run(id.0)
            .map(|i| (t.office_phrase.get(i), t.office_from.get(i), t.office_to.get(i)));
        std::iter::once(first)
            .chain(more)
            .filter_map(|(phrase, from, to)| {
                let what = self.filled(t.phrases.get(phrase? as usize)?, country);
                let year = |y: Option<&u8>| {
                    y.filter(|&&y| y != 0 && y != format::OPEN_ONCE)
                        .map(|&y| format::FIRST_YEAR + u16::from(y))
                };
                let current = from.is_some_and(|&y| y != 0) && to == Some(&0);
                (!what.is_empty()).then(|| Office { what, from: year(from), to: year(to), current })
            })
            .collect()
    }

    /// Title in the English Wikipedia, with underscores, when a source states it.
    pub fn wikipedia(&self, id: EntryId) -> Option<String> {
        let (t, flags) = (&self.tables, *self.tables.flags.get(id.0 as usize)?);
        let title = if flags & format::TITLE_IS_LABEL != 0 {
            self.label(id)
        } else {
            t.titles.get(t.title_entry.run(id.0).next()?)?
        };
        Some(title.replace(' ', "_"))
    }

    /// The name of a country as it stands on a card: "United States".
    pub fn country_name(&self, id: CountryId) -> String {
        self.country_entry(id).map(|e| self.label(e)).unwrap_or_default()
    }

    /// The adjective of a country: "French".
    pub fn country_adjective(&self, id: CountryId) -> String {
        self.tables.country_adjective.get(usize::from(id.0)).unwrap_or_default()
    }

    /// The row of a country.
    pub fn country_entry(&self, id: CountryId) -> Option<EntryId> {
        self.tables.country_entry.get(usize::from(id.0)).map(EntryId)
    }

    /// ISO 3166-1 alpha-2 code of a country.
    pub fn country_code(&self, id: CountryId) -> Option<[u8; 2]> {
        let at = usize::from(id.0);
        Some([*self.tables.country_code.get(at * 2)?, *self.tables.country_code.get(at * 2 + 1)?])
    }

    /// The country with this ISO 3166-1 alpha-2 code.
    pub fn country_with_code(&self, code: [u8; 2]) -> Option<CountryId> {
        let at = self.tables.country_code.chunks_exact(2).position(|c| *c == code)?;
        u8::try_from(at).ok().map(CountryId)
    }

    /// A phrase with the country put in: `%A` is its adjective, `%C` its name as it stands in a sentence.
    fn filled(&self, phrase: String, country: Option<CountryId>) -> String {
        if !phrase.contains('%') {
            return phrase;
        }
        let of = |strings: &Strings| country.and_then(|c| strings.get(usize::from(c.0))).unwrap_or_default();
        let whole = phrase
            .replace("%A", &of(&self.tables.country_adjective))
            .replace("%C", &of(&self.tables.country_phrase));
        whole.trim().to_owned()
    }
}

/// Indices of the run of equal values in a sorted column.
impl Wide<'_> {
    fn run(&self, value: u32) -> std::ops::Range<usize> {
        let start = self.partition(|v| v < value);
        let end = self.partition(|v| v <= value);
        start..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::checksum;

    fn kb() -> KnowledgeBase<'static> {
        crate::resources::Resources::embedded().unwrap().kb
    }

    /// The description of the likeliest row of a name.
    fn what(name: &str) -> String {
        let kb = kb();
        kb.candidates(name).first().map(|c| kb.description(c.entry)).unwrap_or_default()
    }

    #[test]
    fn a_name_leads_to_who_it_is() {
        for (name, description) in [
            ("Marco Rubio", "United States Secretary of State"),
            ("JD Vance", "vice president of the United States since 2025"),
            ("J.D. Vance", "vice president of the United States since 2025"),
            ("Jean-Noel Barrot", "French foreign minister"),
            ("Giorgia Meloni", "prime minister of Italy since 2022"),
            ("Zelensky", "president of Ukraine since 2019"),
            ("AP", "American news agency"),
            ("the U.S.", "country"),
            ("nobody at all", ""),
        ] {
            assert_eq!(what(name), description, "{name}");
        }
        let kb = kb();
        let rubio = kb.entry(kb.candidates("Marco Rubio")[0].entry).unwrap();
        assert_eq!((rubio.wikidata.as_deref(), rubio.gender), (Some("Q324546"), Some(Gender::Male)));
        assert_eq!(rubio.wikipedia.as_deref(), Some("Marco_Rubio"));
    }

    #[test]
    fn countries_their_people_and_their_capitals_are_told_apart() {
        let cache = Cache::default();
        let kb = Reference::new(kb(), &cache);
        let france = kb.country_with_code(*b"FR");
        assert!(france.is_some());
        assert_eq!(kb.country_named("France"), france);
        assert_eq!(kb.country_of_demonym("French"), france);
        assert_eq!(kb.country_of_demonym("Frenchmen"), france);
        assert_eq!(kb.country_named("Paris"), None);
        assert_eq!(kb.country_named("Georgia"), kb.country_with_code(*b"GE"));
    }

    #[test]
    fn places_stand_for_those_who_sit_there() {
        let cache = Cache::default();
        let kb = Reference::new(kb(), &cache);
        for (place, whom) in [
            ("Kyiv", "government of Ukraine"),
            ("Washington", "government of the United States"),
            ("the White House", "presidency of the United States"),
            ("the Kremlin", "presidency of Russia"),
            ("Foggy Bottom", "United States Department of State"),
            ("Downing Street", "prime minister of the United Kingdom"),
        ] {
            assert_eq!(kb.stands_for(place).as_deref(), Some(whom), "{place}");
        }
        assert_eq!(kb.stands_for("Marco Rubio"), None);
    }

    #[test]
    fn every_row_is_found_by_its_name() {
        let kb = kb();
        for at in (0..kb.len() as u32).step_by(997) {
            let label = kb.label(EntryId(at));
            assert!(kb.candidates(&label).iter().any(|c| c.entry == EntryId(at)), "{label}");
            assert!(kb.entry(EntryId(at)).is_some_and(|e| !e.description.contains('%')), "{label}");
        }
    }

    #[test]
    fn damaged_bytes_are_refused_and_wrong_ones_never_panic() {
        let bytes = include_bytes!("../../models/kb.bin");
        let mut seed = 1u64;
        for _ in 0..12 {
            let mut damaged = bytes.to_vec();
            for _ in 0..20_000 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let at = 200 + (seed >> 20) as usize % (damaged.len() - 200);
                damaged[at] = (seed >> 50) as u8;
            }
            assert!(KnowledgeBase::load(&damaged).is_err());
            let damaged = checksum::seal(checksum::unsealed(&damaged).to_vec());
            if let Ok(kb) = KnowledgeBase::load(&damaged) {
                for name in ["Marco Rubio", "Paris", "the U.S.", "zzz", "a"] {
                    for candidate in kb.candidates(name) {
                        kb.entry(candidate.entry);
                        kb.offices(candidate.entry);
                    }
                    Reference::new(kb, &Cache::default()).stands_for(name);
                }
            }
        }
    }
}
