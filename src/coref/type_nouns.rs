//! Type nouns: common nouns by which an organisation is called ("the carmaker", "the bank", "the watchdog",
//! "the company").
//!
//! A noun fits an organisation if its name or its description in the knowledge base contains the noun or a
//! word that goes with it ("Skyward Airlines", "the airline"), or if the article itself uses it ("Datawatch,
//! the privacy watchdog,"). Nouns for companies in general fit every organisation that is not known to be
//! something else.
//!
//! Never decides which of several fitting organisations is meant; [`nominals`](crate::coref::nominals) does.

use std::ops::Range;
use std::rc::Rc;

use crate::article::Article;
use crate::document::{Entity, EntityKind};
use crate::incremental::{Fingerprint, StageCache};
use crate::kb::priors;
use crate::kb::{CachedKb, Class, CountryId};
use crate::lexicon::{self, Entry, Field, Flag};
use crate::pos::Pos;
use crate::text::normalize;

/// Classes that are not companies.
const NO_FIRM: &[Class] = &[
    Class::Agency,
    Class::CentralBank,
    Class::Court,
    Class::Government,
    Class::International,
    Class::Military,
    Class::Ministry,
    Class::Parliament,
    Class::Party,
    Class::Team,
    Class::University,
];

fn is_firm(word: &str) -> bool {
    lexicon::has(word, Flag::FirmNoun)
}

/// The entry of a noun for organisations of one type.
fn sort(word: &str) -> Option<Entry> {
    Some(lexicon::entry(word)).filter(|entry| entry.has(Flag::TypeNoun))
}

/// Facts about an organisation that follow from its name alone.
pub(crate) struct OrganizationProfile {
    /// The normalised words of the name.
    name: Vec<String>,
    /// The normalised words of the description in the knowledge base.
    description: Vec<String>,
    class: Option<Class>,
    country: Option<CountryId>,
}

impl OrganizationProfile {
    fn new(name: &str, kb: &CachedKb) -> Self {
        let id = priors::dominant_entry(kb, name).map(|(id, ..)| id);
        let record = id.and_then(|id| kb.record(id));
        Self {
            name: normalize::words(name),
            description: id.map(|id| normalize::words(&kb.description(id))).unwrap_or_default(),
            class: record.map(|r| r.class),
            country: record.and_then(|r| r.country),
        }
    }
}

/// An organisation of the article.
pub(crate) struct NamedOrganization {
    profile: Rc<OrganizationProfile>,
    /// Nouns that the article calls it by, each with the first token that may use it.
    type_nouns: Vec<(String, usize)>,
}

impl NamedOrganization {
    /// Describes an entity with names at these tokens; `None` if it is not an organisation.
    pub(crate) fn new(
        article: &Article,
        entity: &Entity,
        names: &[Range<usize>],
        kb: &CachedKb,
        cache: &mut StageCache<Rc<OrganizationProfile>>,
    ) -> Option<Self> {
        if entity.kind != EntityKind::Organization {
            return None;
        }
        let key = || Fingerprint::NEW.with_text(&entity.name);
        let profile = cache.get(key, || Rc::new(OrganizationProfile::new(&entity.name, kb)));
        let type_nouns = names.iter().filter_map(|name| Some((noun_beside(article, name)?, name.start)));
        Some(Self { profile, type_nouns: type_nouns.collect() })
    }

    /// The nouns that the article calls it by, each with the first token that may use it.
    pub(crate) fn type_nouns(&self) -> &[(String, usize)] {
        &self.type_nouns
    }

    /// Whether a noun with these modifiers at token `at` can refer to the organisation.
    pub(crate) fn fits(&self, kb: &CachedKb, noun: &str, modifiers: &[String], at: usize) -> bool {
        let is_called = |word: &str| self.type_nouns.iter().any(|(c, from)| c == word && *from < at);
        let fits = match sort(noun) {
            _ if is_called(noun) => true,
            Some(sort) => {
                let is_cognate =
                    |w: &String| w == noun || sort.values(Field::NameWords).any(|with| with == w);
                // One word is ambiguous: the newspaper "Star" and the star.
                (self.profile.name.len() > 1 && self.profile.name.iter().any(is_cognate))
                    || self.profile.description.iter().any(is_cognate)
                    || self
                        .profile
                        .class
                        .is_some_and(|class| sort.values(Field::KbClasses).any(|of| of == class.word()))
            }
            None => is_firm(noun) && !self.is_public_body(),
        };
        fits && modifiers.iter().all(|m| self.modifier_fits(kb, m))
    }

    /// Whether it is known not to be a company.
    fn is_public_body(&self) -> bool {
        let public = |word: &str| lexicon::has(word, Flag::PublicBodyWord);
        self.profile.class.is_some_and(|class| NO_FIRM.contains(&class))
            || self.profile.name.iter().any(|w| public(w))
            || self.type_nouns.iter().any(|(w, _)| public(w))
    }

    /// Whether a modifier of a noun applies to it: it is in the name or description, or names its country.
    fn modifier_fits(&self, kb: &CachedKb, modifier: &String) -> bool {
        let in_profile = self.profile.name.contains(modifier) || self.profile.description.contains(modifier);
        let country = priors::country(kb, modifier);
        let of_country = country.is_some()
            && (self.profile.country.map_or(self.profile.description.is_empty(), |own| Some(own) == country)
                || self.profile.name.iter().any(|w| priors::country(kb, w) == country));
        in_profile || of_country
    }
}

/// The type noun in apposition to a name: "Datawatch, the privacy |watchdog|,", "the |airline| Skyward", "the
/// |watchdog|, Datawatch,".
pub(crate) fn noun_beside(article: &Article, name: &Range<usize>) -> Option<String> {
    noun_after(article, name.end).or_else(|| noun_before(article, name.start))
}

/// Maximum length of an apposition, in tokens.
const MAX_LENGTH: usize = 8;

fn noun_after(article: &Article, comma: usize) -> Option<String> {
    apposition(article, comma)
        .map(|noun| article.word(noun).to_lowercase())
        .filter(|noun| lexicon::is_organization_noun(noun))
}

/// The token of the head noun of the apposition after the comma at this token, as in
/// "Jordan|,| the former basketball |player|,".
pub(crate) fn apposition(article: &Article, comma: usize) -> Option<usize> {
    let opens = article.word(comma) == ","
        && (article.word(comma + 1) == "the" || article.has(comma + 1, Flag::IndefiniteArticle));
    let inside = |i: usize| {
        matches!(article.tag(i), Pos::Noun | Pos::Adj | Pos::Propn | Pos::Num | Pos::VerbPart)
            || article.has(i, Flag::GenitiveS)
            || article.word(i) == "-"
    };
    let end = (comma + 2..comma + MAX_LENGTH).find(|&i| !inside(i))?;
    let closes = article.has(end, Flag::TypeNounEnd);
    (opens && end > comma + 2 && closes).then(|| end - 1)
}

fn noun_before(article: &Article, start: usize) -> Option<String> {
    let comma = start.checked_sub(1)?;
    let at = if article.word(comma) == "," { comma.checked_sub(1)? } else { comma };
    let noun = article.word(at);
    let has_determiner = (at.saturating_sub(3)..at)
        .any(|i| article.has(i, Flag::DefiniteArticle) || article.has(i, Flag::IndefiniteArticle));
    // "Carmaker Norvik", "the airline Skyward", but "his party, Ann Hale said".
    let is_unambiguous = has_determiner || !lexicon::has(noun, Flag::FirmNoun);
    let is_direct = at == comma
        && noun.starts_with(char::is_lowercase)
        && is_unambiguous
        && lexicon::has(noun, Flag::BeforeOrganizationName);
    let is_set_off = at < comma && has_determiner && comma_follows(article, start);
    ((is_direct || is_set_off) && lexicon::is_organization_noun(noun)).then(|| noun.to_owned())
}

/// Whether a comma follows the run of proper nouns that starts at this token.
fn comma_follows(article: &Article, start: usize) -> bool {
    let end = (start..start + MAX_LENGTH).find(|&i| article.tag(i) != Pos::Propn);
    end.is_some_and(|end| end > start && article.word(end) == ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_type_nouns_are_classes_of_the_knowledge_base() {
        for (word, entry) in lexicon::words() {
            let known = |name: &str| Class::ALL.iter().any(|class| class.word() == name);
            assert!(entry.values(Field::KbClasses).all(known), "{word}");
            assert!(entry.has(Flag::TypeNoun) || entry.value(Field::NameWords).is_none(), "{word}");
        }
    }
}
