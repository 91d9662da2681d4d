//! Namesakes: decides by context which referent a shared name has, for example a person or a company, a city
//! or its team, a country or a state.
//!
//! Some contexts are decisive: "Ford, the carmaker,", "Liverpool lost to", "in Liverpool", or a full name
//! that contains the shared one. A decision holds for later mentions until the next decisive context. Names
//! without a context that shows an organisation are left to the votes of [`cluster`]. So are countries, whose
//! teams bear the same name.
//!
//! Never changes the bounds of a name.

use crate::article::Article;
use crate::coref::cluster;
use crate::coref::type_nouns;
use crate::document::EntityKind;
use crate::kb::priors;
use crate::kb::{CachedKb, CountryId};
use crate::lexicon::{self, Flag};
use crate::pos::Pos;
use crate::recognizer::Name;
use crate::text::normalize;
use rustc_hash::{FxHashMap, FxHashSet};

/// Returns for every name whether it is an organisation by the latest decisive context; `None` without one.
/// `keys` are the normalised words of the names, joined.
#[inline(never)]
pub(crate) fn organizations(
    article: &Article,
    names: &[Name],
    keys: &[&str],
    kb: &CachedKb,
) -> Vec<Option<bool>> {
    let shown: Vec<Option<bool>> = names
        .iter()
        .zip(keys)
        .map(|(name, key)| {
            if follows_place_context(article, name) {
                Some(false)
            } else if !is_country(kb, key)
                && (is_team(article, name)
                    || (may_be_organization(name, key)
                        && type_nouns::noun_beside(article, &name.tokens).is_some()))
            {
                Some(true)
            } else {
                None
            }
        })
        .collect();
    let mut latest: FxHashMap<&str, bool> = shown
        .iter()
        .zip(keys)
        .filter(|(shown, _)| **shown == Some(true))
        .map(|(_, key)| (*key, true))
        .collect();
    let mut result = Vec::with_capacity(names.len());
    for ((name, key), shown) in names.iter().zip(keys).zip(shown) {
        if let (EntityKind::Person, Some((_, surname))) = (name.kind, key.rsplit_once(' '))
            && let Some(latest) = latest.get_mut(surname)
        {
            *latest = false;
        }
        result.push(latest.get_mut(key).map(|latest| {
            *latest = shown.unwrap_or(*latest);
            *latest
        }));
    }
    result
}

/// Whether a name may be that of an organisation although it was recognised as a person's: it has one word.
fn may_be_organization(name: &Name, key: &str) -> bool {
    name.kind != EntityKind::Person || !key.contains(' ')
}

/// Returns the countries that the article mentions: by their people and towns, or by their own name, unless a
/// person with that name for a surname came before it; after a place word ("in Jordan") even then.
#[inline(never)]
pub(crate) fn mentioned_countries(
    article: &Article,
    names: &[Name],
    keys: &[&str],
    kb: &CachedKb,
) -> FxHashSet<CountryId> {
    let mut found = FxHashSet::default();
    let mut people: FxHashSet<&str> = FxHashSet::default();
    for (name, key) in names.iter().zip(keys) {
        if name.kind == EntityKind::Person && key.contains(' ') {
            people.extend(key.split(' '));
        } else if let Some(country) = priors::country_of(kb, key)
            && (!people.contains(key) || cluster::follows_place_word(article, name))
        {
            found.insert(country);
        }
    }
    found
}

/// Whether the apposition to a name of one word describes a person: "Jordan, the former basketball player,".
#[inline(never)]
pub(crate) fn is_described_as_person(article: &Article, name: &Name) -> bool {
    let is_person = |noun: usize| {
        let word = article.word(noun).to_lowercase();
        // "China, a major player": only a noun before "player" shows a person.
        let is_human_player = word != "player" || article.tag(noun - 1) == Pos::Noun;
        is_human_player
            && lexicon::is_role(&word)
            && !lexicon::is_organization_noun(&word)
            && !lexicon::has(&word, Flag::RoleOfCountry)
    };
    name.tokens.len() == 1 && type_nouns::apposition(article, name.tokens.end).is_some_and(is_person)
}

/// Returns for every name whether it is the region that shares its name with a country; `None` unless the
/// article names both.
///
/// Decisive contexts for the region: a city of it before the name, "state" or "governor of", another region
/// beside it. For the country: a name that belongs to it in the same sentence or a neighbouring one. A
/// decision holds until the next.
#[inline(never)]
pub(crate) fn regions(article: &Article, names: &[Name], keys: &[&str], kb: &CachedKb) -> Vec<Option<bool>> {
    let mut shared: FxHashMap<&str, Option<(CountryId, String)>> = FxHashMap::default();
    for (name, key) in names.iter().zip(keys).filter(|(name, _)| name.kind != EntityKind::Norp) {
        shared.entry(key).or_insert_with(|| priors::country_and_region(kb, name.span.of(article.text)));
    }
    let shown: Vec<Option<bool>> = keys
        .iter()
        .enumerate()
        .map(|(at, key)| {
            let (country, region) = shared.get(key)?.as_ref()?;
            if is_state_in_context(article, names, at, region, kb) {
                return Some(true);
            }
            let sentence = article.sentence_of(names[at].tokens.start);
            let is_near = |other: &usize| {
                keys[*other] != *key
                    && article.sentence_of(names[*other].tokens.start).abs_diff(sentence) <= 1
            };
            let neighbours = at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS + 1).min(names.len());
            let mut others = neighbours.filter(is_near);
            others.any(|o| priors::country_of(kb, keys[o]) == Some(*country)).then_some(false)
        })
        .collect();
    let names_both = |key: &str| {
        let of_key = || shown.iter().zip(keys).filter(move |(_, k)| **k == key).map(|(s, _)| *s);
        of_key().any(|s| s == Some(true)) && of_key().any(|s| s == Some(false))
    };
    let mut latest: FxHashMap<&str, bool> = shared
        .iter()
        .filter(|(key, ids)| ids.is_some() && names_both(key))
        .map(|(key, _)| (*key, false))
        .collect();
    keys.iter()
        .zip(&shown)
        .map(|(key, shown)| {
            let latest = latest.get_mut(key)?;
            *latest = shown.unwrap_or(*latest);
            Some(*latest)
        })
        .collect()
}

/// Number of names before and after a name that are checked for their country.
const NEIGHBOURS: usize = 6;

/// Whether the words beside a name show that it is a state: "Atlanta, Georgia", "the governor of Georgia",
/// "Alabama and Georgia".
#[inline(never)]
fn is_state_in_context(article: &Article, names: &[Name], at: usize, region: &str, kb: &CachedKb) -> bool {
    let tokens = &names[at].tokens;
    let before = |n: usize| tokens.start.checked_sub(n).map_or("", |i| article.word(i));
    let beside = |other: &Name, separator: usize| {
        let word = article.word(separator);
        let name = normalize::trim(other.span.of(article.text));
        (word == "," && other.tokens.end == separator && priors::is_city_of(kb, name, region))
            || (word == "and" && priors::is_region(kb, name))
    };
    let left = at.checked_sub(1).map(|o| &names[o]);
    let left = left.filter(|o| o.tokens.end + 1 == tokens.start).is_some_and(|o| beside(o, o.tokens.end));
    let right = names.get(at + 1).filter(|o| tokens.end + 1 == o.tokens.start);
    let right = right.is_some_and(|o| article.word(tokens.end) == "and" && beside(o, tokens.end));
    (before(1) == "of" && is_state_office(before(2))) || left || right
}

/// Whether a word before "of" shows that a state follows.
pub(crate) fn is_state_office(word: &str) -> bool {
    lexicon::has(&word.to_lowercase(), Flag::OfficeOfState)
}

fn is_country(kb: &CachedKb, key: &str) -> bool {
    priors::dominant_kind(kb, key).is_some_and(|(.., country)| country)
}

/// Whether a name occurs where only a place can: "in Liverpool", "the city of Liverpool".
pub(crate) fn follows_place_context(article: &Article, name: &Name) -> bool {
    let before = |n: usize| name.tokens.start.checked_sub(n).map_or("", |i| article.word(i));
    match before(1) {
        word if lexicon::has(word, Flag::InPlacePreposition) => true,
        "of" => lexicon::has(before(2), Flag::PartOfTown),
        _ => false,
    }
}

/// Whether a name is that of a team: it beats another name, or is beaten by one, in a sentence with a score.
pub(crate) fn is_team(article: &Article, name: &Name) -> bool {
    // The name after the verb need not be recognised: the recogniser misses many teams.
    let is_name = |token: usize| article.word(token).starts_with(char::is_uppercase);
    let (start, end) = (name.tokens.start, name.tokens.end);
    let word = |i: usize| article.word(i);
    let before = |n: usize| start.checked_sub(n).map_or("", word);
    let beats = lexicon::has(word(end), Flag::BeatingVerb) && is_name(end + 1);
    let loses = is_result(word(end), word(end + 1)) && is_name(end + 2);
    let beaten = lexicon::has(before(1), Flag::BeatingVerb) && start.checked_sub(2).is_some_and(is_name);
    let drawn = is_result(before(2), before(1)) && start.checked_sub(3).is_some_and(is_name);
    (beats || loses || beaten || drawn) && has_score(article, start)
}

/// Whether two words state the result of a game for the team named beside them: "lost to", "drew with".
fn is_result(verb: &str, preposition: &str) -> bool {
    matches!((verb, preposition), ("lost" | "lose", "to") | ("drew" | "draw", "with"))
}

/// Whether the sentence contains the score of a game: "2-1".
fn has_score(article: &Article, token: usize) -> bool {
    let sentence = article.sentences.get(article.sentence_of(token)).map_or(0..0, |s| s.tokens.clone());
    let number = |word: &str| !word.is_empty() && word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    sentence.clone().any(|i| {
        let dash = |c: char| matches!(c, '-' | '–');
        let one = article.word(i).split_once(dash).is_some_and(|(a, b)| number(a) && number(b));
        let three =
            number(article.word(i)) && article.word(i + 1).starts_with(dash) && number(article.word(i + 2));
        one || three
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::testing::{empty_kb, marked, read};
    use crate::kb::Cache;
    use crate::text::normalize;

    /// Compares the decision for every name: "o" an organisation, "-" something else, "." no decisive
    /// context.
    fn check(text: &str, expected: &str) {
        let (plain, names) = marked(text);
        let keys: Vec<String> = names.iter().map(|n| normalize::words(n.span.of(&plain)).join(" ")).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let found = organizations(&read(&plain), &names, &keys, &empty_kb(&Cache::default()));
        let found: String = found
            .iter()
            .map(|f| match f {
                Some(true) => 'o',
                Some(false) => '-',
                None => '.',
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn latest_decisive_context_holds() {
        check(
            "{G Dorn} beat {G Hale} 2-1. {G Dorn} sang. Police in {G Dorn} slept. {G Dorn} was dark.",
            "ooo--",
        );
        check(
            "{P Ann Tolk} left. {P Tolk}, the carmaker, sank. {P Tolk} shrank. {P Ann Tolk} slept. {P Tolk} too.",
            ".oo.-",
        );
        check("{G Dorn} beat {G Hale} in a cave. {P Tolk}, the singer, left.", "...");
    }
}
