//! The knowledge base as one article asks it: about the same names over and over.
//!
//! What a name may mean is worked out once and remembered. Everything else is the base's own.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

use crate::incremental::{Fingerprint, StageCache};
use crate::kb::{Candidate, Class, CountryId, Entry, EntryId, KnowledgeBase, normalize};

/// The names that were asked about, and the rows that were looked up.
pub struct Cache {
    /// By the name as it is spelt, and by its normal form.
    spelt: RefCell<StageCache<Rc<[Candidate]>>>,
    answers: RefCell<StageCache<Rc<[Candidate]>>>,
    entries: RefCell<StageCache<Option<Rc<Entry>>>>,
}

impl Default for Cache {
    fn default() -> Self {
        let (mut spelt, mut answers, mut entries) =
            (StageCache::default(), StageCache::default(), StageCache::default());
        spelt.enable();
        answers.enable();
        entries.enable();
        Self { spelt: RefCell::new(spelt), answers: RefCell::new(answers), entries: RefCell::new(entries) }
    }
}

/// A knowledge base with what it has been asked.
pub struct Reference<'k> {
    kb: KnowledgeBase<'k>,
    cache: &'k Cache,
}

impl<'k> Deref for Reference<'k> {
    type Target = KnowledgeBase<'k>;

    fn deref(&self) -> &KnowledgeBase<'k> {
        &self.kb
    }
}

impl<'k> Reference<'k> {
    /// Asks with what is remembered.
    pub fn new(kb: KnowledgeBase<'k>, cache: &'k Cache) -> Self {
        Self { kb, cache }
    }

    /// Forgets what was not asked for since this was called last.
    pub fn start_round(&self) {
        self.cache.spelt.borrow_mut().start_round();
        self.cache.answers.borrow_mut().start_round();
        self.cache.entries.borrow_mut().start_round();
    }

    /// The rows that `name` may mean, the likeliest first.
    pub fn candidates(&self, name: &str) -> Rc<[Candidate]> {
        let key = |name: &str| Fingerprint::NEW.with_text(name);
        self.cache.spelt.borrow_mut().get(
            || key(name),
            || {
                let name = normalize::key(name);
                let answers = &mut self.cache.answers.borrow_mut();
                answers.get(|| key(&name), || self.kb.candidates_of(&name).into())
            },
        )
    }

    /// Everything that a card shows of a row.
    pub fn entry(&self, id: EntryId) -> Option<Rc<Entry>> {
        let key = || Fingerprint::NEW.with(u64::from(id.0));
        self.cache.entries.borrow_mut().get(key, || self.kb.entry(id).map(Rc::new))
    }

    /// The country that `name` names ("France", "the U.S."), not its capital and not its people.
    pub fn country_named(&self, name: &str) -> Option<CountryId> {
        self.of_class(name, |c| matches!(c, Class::Country | Class::Territory))
    }

    /// The country whose people or things `name` names ("French", "Italians").
    pub fn country_of_demonym(&self, name: &str) -> Option<CountryId> {
        self.of_class(name, |c| c == Class::Demonym)
    }

    /// Whose voice it is when this place speaks: "government of Russia" for Russia, Moscow and the Kremlin, "United
    /// States Department of State" for Foggy Bottom. `None` for a name that stands for nobody.
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

    fn of_class(&self, name: &str, wanted: impl Fn(Class) -> bool) -> Option<CountryId> {
        self.candidates(name)
            .iter()
            .filter_map(|c| self.kb.record(c.entry))
            .find(|r| wanted(r.class))
            .and_then(|r| r.country)
    }
}
