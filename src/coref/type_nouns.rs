//! By which nouns an organisation is called: "the carmaker", "the bank", "the watchdog", "the company".
//!
//! A noun fits an organisation whose name holds it or a word that goes with it ("Skyward Airlines", "the airline"),
//! whose description in the knowledge base does, or which the article itself calls so ("Datawatch, the privacy
//! watchdog,"). Nouns for any firm fit all that are not known to be something else. Which of those that fit is meant
//! is not decided here.

use std::ops::Range;
use std::rc::Rc;

use crate::article::Article;
use crate::document::{Entity, EntityKind};
use crate::incremental::{Fingerprint, StageCache};
use crate::kb::priors;
use crate::kb::{Class, CountryId, Reference};
use crate::pos::Pos;
use crate::text::normalize;

/// A noun for organisations.
struct Noun {
    word: &'static str,
    /// Words of names and descriptions that go with it, between spaces.
    with: &'static str,
    /// What the knowledge base calls such an organisation.
    classes: &'static [Class],
}

const fn noun(word: &'static str, with: &'static str, classes: &'static [Class]) -> Noun {
    Noun { word, with, classes }
}

const CARS: &str = "motor motors auto automobile automobiles automotive car cars";
const PAPERS: &str = "chronicle courier daily examiner gazette globe guardian herald journal mail newspaper post standard star sun telegraph times tribune";
const AGENCIES: &str = "agency authority board commission commissioner inspectorate ombudsman office";
const DRUGS: &str = "biotech drug drugs laboratories pharma pharmaceutical pharmaceuticals";
const SHOPS: &str = "retail retailer shops stores supermarket supermarkets";

/// Every noun that stands for organisations of one sort, in order of the alphabet.
#[rustfmt::skip]
const NOUNS: &[Noun] = &[
    noun("agency", "agencies", &[Class::Agency, Class::NewsAgency]),
    noun("airline", "air airlines airways", &[]),
    noun("alliance", "", &[]),
    noun("army", "", &[]),
    noun("association", "", &[]),
    noun("authority", "", &[]),
    noun("automaker", CARS, &[]),
    noun("bank", "bancorp banking savings", &[Class::CentralBank]),
    noun("board", "", &[]),
    noun("brewer", "beer breweries brewery brewing", &[]),
    noun("broadcaster", "broadcasting radio television tv", &[Class::Broadcaster]),
    noun("bureau", "", &[]),
    noun("cabinet", "", &[]),
    noun("carmaker", CARS, &[]),
    noun("carrier", "airline airlines airways", &[]),
    noun("channel", "television tv", &[]),
    noun("charity", "aid charities foundation relief trust", &[]),
    noun("church", "", &[]),
    noun("club", "cf city fc rovers sc town united wanderers", &[Class::Team]),
    noun("coalition", "", &[]),
    noun("college", "", &[]),
    noun("commission", "", &[]),
    noun("committee", "", &[]),
    noun("congress", "", &[]),
    noun("council", "", &[]),
    noun("court", "", &[Class::Court]),
    noun("department", "", &[]),
    noun("drugmaker", DRUGS, &[]),
    noun("federation", "", &[]),
    noun("foundation", "", &[]),
    noun("fund", "", &[]),
    noun("guard", "", &[]),
    noun("hospital", "clinic infirmary", &[]),
    noun("institute", "", &[]),
    noun("insurer", "assurance insurance", &[]),
    noun("league", "", &[]),
    noun("lender", "bancorp bank banking savings", &[]),
    noun("ministry", "", &[]),
    noun("museum", "", &[]),
    noun("network", "", &[]),
    noun("newspaper", PAPERS, &[Class::Newspaper]),
    noun("office", "", &[]),
    noun("orchestra", "philharmonic symphony", &[]),
    noun("organisation", "organization", &[]),
    noun("organization", "organisation", &[]),
    noun("paper", PAPERS, &[Class::Newspaper]),
    noun("parliament", "", &[Class::Parliament]),
    noun("party", "", &[Class::Party]),
    noun("railway", "rail railways trains", &[]),
    noun("regulator", AGENCIES, &[]),
    noun("retailer", SHOPS, &[]),
    noun("school", "academy", &[]),
    noun("senate", "", &[]),
    noun("service", "", &[]),
    noun("society", "", &[]),
    noun("supermarket", SHOPS, &[]),
    noun("team", "", &[Class::Team]),
    noun("union", "unions", &[]),
    noun("university", "", &[Class::University]),
    noun("utility", "electric electricity energy gas power water", &[]),
    noun("watchdog", AGENCIES, &[]),
];

/// Nouns that any firm can be called by.
const FIRMS: &[&str] = &[
    "business",
    "chain",
    "company",
    "conglomerate",
    "developer",
    "firm",
    "group",
    "maker",
    "manufacturer",
    "operator",
    "publisher",
    "start-up",
    "startup",
    "supplier",
];

/// What is no firm.
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

/// Nouns in the name of what is no firm, or that the article calls it by.
const PUBLIC: &str = "agency army association authority board bureau cabinet church club college commission committee \
    congress council court department federation guard institute league ministry museum office parliament party \
    police regulator school senate society team tribunal union university watchdog";

/// Whether `word` (lower case) is a noun for organisations.
pub(crate) fn is_noun(word: &str) -> bool {
    is_firm(word) || sort(word).is_some()
}

fn is_firm(word: &str) -> bool {
    FIRMS.contains(&word)
}

fn sort(word: &str) -> Option<&'static Noun> {
    NOUNS.binary_search_by(|n| n.word.cmp(word)).ok().and_then(|at| NOUNS.get(at))
}

/// What is known of an organisation by its name.
pub(crate) struct Known {
    /// The words of its name.
    name: Vec<String>,
    /// The words of its description in the knowledge base.
    described: Vec<String>,
    class: Option<Class>,
    country: Option<CountryId>,
}

impl Known {
    fn by(name: &str, kb: &Reference) -> Self {
        let row = priors::entry(kb, name).map(|(row, ..)| row);
        let record = row.and_then(|row| kb.record(row));
        Self {
            name: normalize::words(name),
            described: row.map(|row| normalize::words(&kb.description(row))).unwrap_or_default(),
            class: record.map(|r| r.class),
            country: record.and_then(|r| r.country),
        }
    }
}

/// An organisation of the article.
pub(crate) struct Body {
    known: Rc<Known>,
    /// Nouns that the article calls it by, and the tokens from which on.
    called: Vec<(String, usize)>,
}

impl Body {
    /// Of an entity with names at these tokens; `None` when it is no organisation.
    pub(crate) fn of(
        article: &Article,
        entity: &Entity,
        at: &[Range<usize>],
        kb: &Reference,
        kept: &mut StageCache<Rc<Known>>,
    ) -> Option<Self> {
        if entity.kind != EntityKind::Organization {
            return None;
        }
        let key = || Fingerprint::NEW.with_text(&entity.name);
        let known = kept.get(key, || Rc::new(Known::by(&entity.name, kb)));
        let called = at.iter().filter_map(|name| Some((beside(article, name)?, name.start)));
        Some(Self { known, called: called.collect() })
    }

    /// The nouns that the article calls it by, and the tokens from which on.
    pub(crate) fn called(&self) -> &[(String, usize)] {
        &self.called
    }

    /// Whether the organisation can be called by this noun with these modifiers at token `at`.
    pub(crate) fn fits(&self, kb: &Reference, noun: &str, modifiers: &[String], at: usize) -> bool {
        let called = |word: &str| self.called.iter().any(|(c, from)| c == word && *from < at);
        let fits = match sort(noun) {
            _ if called(noun) => true,
            Some(sort) => {
                let goes = |w: &String| w == noun || sort.with.split(' ').any(|with| with == w);
                // One word can be anything: the newspaper "Star" and the star.
                (self.known.name.len() > 1 && self.known.name.iter().any(goes))
                    || self.known.described.iter().any(goes)
                    || self.known.class.is_some_and(|class| sort.classes.contains(&class))
            }
            None => is_firm(noun) && !self.is_public(),
        };
        fits && modifiers.iter().all(|m| self.agrees(kb, m))
    }

    /// Whether it is known to be no firm.
    fn is_public(&self) -> bool {
        let public = |word: &str| PUBLIC.split(' ').any(|p| p == word);
        self.known.class.is_some_and(|class| NO_FIRM.contains(&class))
            || self.known.name.iter().any(|w| public(w))
            || self.called.iter().any(|(w, _)| public(w))
    }

    /// Whether a modifier of a noun can be said of it: it is in its name or description, or of its country.
    fn agrees(&self, kb: &Reference, modifier: &String) -> bool {
        let own = self.known.name.contains(modifier) || self.known.described.contains(modifier);
        let country = priors::country(kb, modifier);
        let of_country = country.is_some()
            && (self.known.country.map_or(self.known.described.is_empty(), |own| Some(own) == country)
                || self.known.name.iter().any(|w| priors::country(kb, w) == country));
        own || of_country
    }
}

/// The noun that stands beside a name and says what organisation it is: "Datawatch, the privacy |watchdog|,", "the
/// |airline| Skyward", "the |watchdog|, Datawatch,".
pub(crate) fn beside(article: &Article, name: &Range<usize>) -> Option<String> {
    after(article, name.end).or_else(|| before(article, name.start))
}

/// The longest apposition, in tokens.
const LONGEST: usize = 8;

fn after(article: &Article, comma: usize) -> Option<String> {
    apposition(article, comma).map(|noun| article.word(noun).to_lowercase()).filter(|noun| is_noun(noun))
}

/// The head noun, as a token, of what stands in apposition behind the comma at this token: "Jordan|,| the former
/// basketball |player|,".
pub(crate) fn apposition(article: &Article, comma: usize) -> Option<usize> {
    let opens = article.word(comma) == "," && matches!(article.word(comma + 1), "a" | "an" | "the");
    let inside = |i: usize| {
        matches!(article.tag(i), Pos::Noun | Pos::Adj | Pos::Propn | Pos::Num | Pos::VerbPart)
            || matches!(article.word(i), "'s" | "’s" | "-")
    };
    let end = (comma + 2..comma + LONGEST).find(|&i| !inside(i))?;
    let closes =
        matches!(article.word(end), "," | "." | ";" | ")" | "that" | "which" | "in" | "based" | "with");
    (opens && end > comma + 2 && closes).then(|| end - 1)
}

fn before(article: &Article, start: usize) -> Option<String> {
    let comma = start.checked_sub(1)?;
    let at = if article.word(comma) == "," { comma.checked_sub(1)? } else { comma };
    let noun = article.word(at);
    let the = (at.saturating_sub(3)..at).any(|i| matches!(article.word(i), "the" | "The" | "a" | "an"));
    // "Carmaker Norvik", "the airline Skyward"; but "his party, Ann Hale said".
    let sure = the || !FIRMS.contains(&noun);
    let bare = at == comma && noun.starts_with(char::is_lowercase) && sure && NOT_PEOPLE.contains(&noun);
    let set_off = at < comma && the && closes_soon(article, start);
    ((bare || set_off) && is_noun(noun)).then(|| noun.to_owned())
}

/// Nouns right before a name that is never a person's.
const NOT_PEOPLE: &[&str] = &[
    "airline",
    "automaker",
    "bank",
    "brewer",
    "broadcaster",
    "carmaker",
    "charity",
    "company",
    "drugmaker",
    "firm",
    "insurer",
    "lender",
    "newspaper",
    "retailer",
    "utility",
];

/// Whether a comma stands right after the name that starts at this token.
fn closes_soon(article: &Article, start: usize) -> bool {
    let end = (start..start + LONGEST).find(|&i| article.tag(i) != Pos::Propn);
    end.is_some_and(|end| end > start && article.word(end) == ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nouns_are_in_order() {
        assert!(NOUNS.windows(2).all(|n| n[0].word < n[1].word));
    }
}
