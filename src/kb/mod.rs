//! The embedded knowledge base: countries, places, organisations, offices and their holders.
//!
//! One flat file (`models/kb.bin`, laid out by [`format`]) is read in place: [`KnowledgeBase::load`] checks
//! its frame, and nothing is parsed, sorted or copied before the first look-up. [`match_names`] finds the
//! entries that a name may mean, with priors. `data/kb` documents the tables that the file is built from,
//! with their sources and licences.
//!
//! Never decides which entry an article means; [`linking`](crate::linking) does.

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
pub(crate) use match_names::NameMatch;
pub use reference::{Cache, CachedKb};

use format::{Strings, Wide};

/// The index of an entry of the knowledge base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(pub u32);

/// The index of a country or territory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountryId(pub u8);

/// The numeric facts about an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// The class.
    pub class: Class,
    /// The gender of a person, if a source states it.
    pub gender: Option<Gender>,
    /// How often news mentions the entry, on a logarithmic scale from 0 to 255; 16 steps double the
    /// frequency.
    pub rank: u8,
    /// The country that the entry belongs to or is in.
    pub country: Option<CountryId>,
    /// The number of the Wikidata item; 0 if no source states it.
    pub wikidata: u32,
}

/// An office or a plain description, with its years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// The office, with the country filled in: "French foreign minister".
    pub what: String,
    /// First year, if known.
    pub from: Option<u16>,
    /// Last year, if known.
    pub to: Option<u16>,
    /// Whether it is still held according to a source of 2026.
    pub current: bool,
}

/// All displayable facts about an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name.
    pub label: String,
    /// The class.
    pub class: Class,
    /// A short description.
    pub description: String,
    /// Wikidata id, if a source states it.
    pub wikidata: Option<String>,
    /// Title in the English Wikipedia, with underscores.
    pub wikipedia: Option<String>,
    /// The name of the country that the entry belongs to or is in.
    pub country: Option<String>,
    /// The gender of a person, if a source states it.
    pub gender: Option<Gender>,
}

/// The knowledge base, a view of the bytes that it was loaded from.
#[derive(Clone, Copy, Debug, Default)]
pub struct KnowledgeBase<'a> {
    tables: Tables<'a>,
}

impl<'a> KnowledgeBase<'a> {
    /// Checks the checksum and the frame of the file, without allocating.
    ///
    /// # Errors
    ///
    /// [`LoadError`] when the bytes are not a knowledge base of this version, or are damaged or cut short.
    pub fn load(bytes: &'a [u8]) -> Result<Self, LoadError> {
        Ok(Self { tables: Tables::load(bytes)? })
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.tables.labels.len()
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the numeric facts about an entry.
    pub fn record(&self, id: EntryId) -> Option<Record> {
        let (at, tables) = (id.0 as usize, &self.tables);
        let class = Class::from_code(*tables.class.get(at)?)?;
        let country = tables.country.get(at).copied().filter(|&c| c != u8::MAX).map(CountryId);
        Some(Record {
            class,
            gender: format::gender(*tables.flags.get(at)?),
            rank: *tables.rank.get(at)?,
            country,
            wikidata: tables.wikidata.get(at)?,
        })
    }

    /// The name of an entry; empty if the entry does not exist.
    pub fn label(&self, id: EntryId) -> String {
        self.tables.labels.get(id.0 as usize).unwrap_or_default()
    }

    /// Returns all displayable facts about an entry.
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

    /// A short description: "president of Ukraine since 2019".
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

    /// The offices of a person, or the description of anything else; the most important first.
    pub fn offices(&self, id: EntryId) -> Vec<Office> {
        let tables = &self.tables;
        let at = id.0 as usize;
        let country = tables.country.get(at).copied().filter(|&c| c != u8::MAX).map(CountryId);
        let main = (tables.phrase.get(at), tables.from.get(at), tables.to.get(at));
        let further = tables
            .office_entry
            .run(id.0)
            .map(|i| (tables.office_phrase.get(i), tables.office_from.get(i), tables.office_to.get(i)));
        std::iter::once(main)
            .chain(further)
            .filter_map(|(phrase, from, to)| {
                let what = self.fill_in(tables.phrases.get(phrase? as usize)?, country);
                let year = |y: Option<&u8>| {
                    y.filter(|&&y| y != 0 && y != format::OPEN_ONCE)
                        .map(|&y| format::FIRST_YEAR + u16::from(y))
                };
                let current = from.is_some_and(|&y| y != 0) && to == Some(&0);
                (!what.is_empty()).then(|| Office { what, from: year(from), to: year(to), current })
            })
            .collect()
    }

    /// Title in the English Wikipedia, with underscores, if a source states it.
    pub fn wikipedia(&self, id: EntryId) -> Option<String> {
        let (tables, flags) = (&self.tables, *self.tables.flags.get(id.0 as usize)?);
        let title = if flags & format::TITLE_IS_LABEL != 0 {
            self.label(id)
        } else {
            tables.titles.get(tables.title_entry.run(id.0).next()?)?
        };
        Some(title.replace(' ', "_"))
    }

    /// The name of a country by itself: "United States".
    pub fn country_name(&self, id: CountryId) -> String {
        self.country_entry(id).map(|e| self.label(e)).unwrap_or_default()
    }

    /// The adjective of a country: "French".
    pub fn country_adjective(&self, id: CountryId) -> String {
        self.tables.country_adjective.get(usize::from(id.0)).unwrap_or_default()
    }

    /// The entry of a country.
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

    /// Fills the country into a phrase: `%A` is its adjective, `%C` its name inside a sentence.
    fn fill_in(&self, phrase: String, country: Option<CountryId>) -> String {
        if !phrase.contains('%') {
            return phrase;
        }
        let for_country =
            |strings: &Strings| country.and_then(|c| strings.get(usize::from(c.0))).unwrap_or_default();
        let filled = phrase
            .replace("%A", &for_country(&self.tables.country_adjective))
            .replace("%C", &for_country(&self.tables.country_phrase));
        filled.trim().to_owned()
    }
}

/// Look-up in a sorted column.
impl Wide<'_> {
    /// Indices of the run of values equal to `value`.
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

    /// The description of the likeliest entry for a name.
    fn description_of(name: &str) -> String {
        let kb = kb();
        kb.candidates(name).first().map(|c| kb.description(c.entry)).unwrap_or_default()
    }

    #[test]
    fn name_has_the_description_of_its_likeliest_entry() {
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
            assert_eq!(description_of(name), description, "{name}");
        }
        let kb = kb();
        let rubio = kb.entry(kb.candidates("Marco Rubio")[0].entry).unwrap();
        assert_eq!((rubio.wikidata.as_deref(), rubio.gender), (Some("Q324546"), Some(Gender::Male)));
        assert_eq!(rubio.wikipedia.as_deref(), Some("Marco_Rubio"));
    }

    #[test]
    fn countries_demonyms_and_capitals_are_distinguished() {
        let cache = Cache::default();
        let kb = CachedKb::new(kb(), &cache);
        let france = kb.country_with_code(*b"FR");
        assert!(france.is_some());
        assert_eq!(kb.country_named("France"), france);
        assert_eq!(kb.country_of_demonym("French"), france);
        assert_eq!(kb.country_of_demonym("Frenchmen"), france);
        assert_eq!(kb.country_named("Paris"), None);
        assert_eq!(kb.country_named("Georgia"), kb.country_with_code(*b"GE"));
    }

    #[test]
    fn place_names_stand_for_authorities() {
        let cache = Cache::default();
        let kb = CachedKb::new(kb(), &cache);
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
    fn every_entry_is_found_by_its_label() {
        let kb = kb();
        for at in (0..kb.len() as u32).step_by(997) {
            let label = kb.label(EntryId(at));
            assert!(kb.candidates(&label).iter().any(|c| c.entry == EntryId(at)), "{label}");
            assert!(kb.entry(EntryId(at)).is_some_and(|e| !e.description.contains('%')), "{label}");
        }
    }

    #[test]
    fn damaged_file_is_refused_and_wrong_bytes_never_panic() {
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
            let damaged = checksum::append(checksum::strip(&damaged).to_vec());
            if let Ok(kb) = KnowledgeBase::load(&damaged) {
                for name in ["Marco Rubio", "Paris", "the U.S.", "zzz", "a"] {
                    for candidate in kb.candidates(name) {
                        kb.entry(candidate.entry);
                        kb.offices(candidate.entry);
                    }
                    CachedKb::new(kb, &Cache::default()).stands_for(name);
                }
            }
        }
    }
}
