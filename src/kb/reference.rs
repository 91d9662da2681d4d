//! The knowledge base with a cache for one article, which looks up the same names many times.
//!
//! Never answers differently from the knowledge base itself.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

use crate::incremental::{Fingerprint, StageCache};
use crate::kb::{Class, CountryId, Entry, EntryId, KnowledgeBase, NameMatch, normalize};

/// Cached answers for names and entries.
pub struct Cache {
    /// By spelling, and by normal form.
    by_spelling: RefCell<StageCache<Rc<[NameMatch]>>>,
    by_key: RefCell<StageCache<Rc<[NameMatch]>>>,
    entries: RefCell<StageCache<Option<Rc<Entry>>>>,
}

impl Default for Cache {
    fn default() -> Self {
        let (mut by_spelling, mut by_key, mut entries) =
            (StageCache::default(), StageCache::default(), StageCache::default());
        by_spelling.enable();
        by_key.enable();
        entries.enable();
        Self {
            by_spelling: RefCell::new(by_spelling),
            by_key: RefCell::new(by_key),
            entries: RefCell::new(entries),
        }
    }
}

/// A knowledge base and a cache of its answers.
pub struct CachedKb<'k> {
    kb: KnowledgeBase<'k>,
    cache: &'k Cache,
}

impl<'k> Deref for CachedKb<'k> {
    type Target = KnowledgeBase<'k>;

    fn deref(&self) -> &KnowledgeBase<'k> {
        &self.kb
    }
}

impl<'k> CachedKb<'k> {
    /// Combines a knowledge base with a cache.
    pub fn new(kb: KnowledgeBase<'k>, cache: &'k Cache) -> Self {
        Self { kb, cache }
    }

    /// Starts a round of the cache: answers not used since the preceding call are evicted.
    pub fn start_round(&self) {
        self.cache.by_spelling.borrow_mut().start_round();
        self.cache.by_key.borrow_mut().start_round();
        self.cache.entries.borrow_mut().start_round();
    }

    /// Returns the entries that `name` may mean, likeliest first.
    pub fn candidates(&self, name: &str) -> Rc<[NameMatch]> {
        let key = |name: &str| Fingerprint::NEW.with_text(name);
        self.cache.by_spelling.borrow_mut().get(
            || key(name),
            || {
                let name = normalize::key(name);
                let by_key = &mut self.cache.by_key.borrow_mut();
                by_key.get(|| key(&name), || self.kb.candidates_for_key(&name).into())
            },
        )
    }

    /// Returns all displayable facts about an entry.
    pub fn entry(&self, id: EntryId) -> Option<Rc<Entry>> {
        let key = || Fingerprint::NEW.with(u64::from(id.0));
        self.cache.entries.borrow_mut().get(key, || self.kb.entry(id).map(Rc::new))
    }

    /// The country that `name` denotes ("France", "the U.S."), neither its capital nor its people.
    pub fn country_named(&self, name: &str) -> Option<CountryId> {
        self.country_of_class(name, |c| matches!(c, Class::Country | Class::Territory))
    }

    /// The country whose people or things `name` denotes ("French", "Italians").
    pub fn country_of_demonym(&self, name: &str) -> Option<CountryId> {
        self.country_of_class(name, |c| c == Class::Demonym)
    }

    /// The authority that this place name stands for as a metonym: "government of Russia" for Russia, Moscow
    /// and the Kremlin, "United States Department of State" for Foggy Bottom. `None` for other names.
    pub fn stands_for(&self, name: &str) -> Option<String> {
        let seats = |c| matches!(c, Class::Seat | Class::Country | Class::Capital);
        let best = self
            .candidates(name)
            .iter()
            .copied()
            .find(|c| self.kb.record(c.entry).is_some_and(|r| seats(r.class)))?;
        let record = self.kb.record(best.entry)?;
        if record.class == Class::Seat {
            let office = self.kb.offices(best.entry).into_iter().next()?;
            return Some(office.what.strip_prefix("seat of the ").unwrap_or(&office.what).to_owned());
        }
        Some(format!("government of {}", self.kb.tables.country_phrase.get(usize::from(record.country?.0))?))
    }

    fn country_of_class(&self, name: &str, wanted: impl Fn(Class) -> bool) -> Option<CountryId> {
        self.candidates(name)
            .iter()
            .filter_map(|c| self.kb.record(c.entry))
            .find(|r| wanted(r.class))
            .and_then(|r| r.country)
    }
}
