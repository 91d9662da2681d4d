//! What a name by itself is shown to be where it could be several things: a man or his firm, a city or its team, a country
//! or a state.
//!
//! Some places show it: "Ford, the carmaker,", "Liverpool lost to", "in Liverpool", a full name that holds it. What is
//! shown last holds until something else is. Names that nothing shows to be an organisation are left to the votes,
//! and so are countries, which news calls by one name on the pitch and off it.

use crate::article::Article;
use crate::coref::cluster;
use crate::coref::type_nouns;
use crate::document::EntityKind;
use crate::kb::priors;
use crate::kb::{CountryId, Reference};
use crate::lexicon::lists;
use crate::pos::Pos;
use crate::recognizer::Name;
use crate::text::normalize;
use rustc_hash::{FxHashMap, FxHashSet};

/// For every name whether it is an organisation, going by what was shown last; `None` where nothing says so.
/// `keys` are the words of the names, joined.
#[inline(never)]
pub(crate) fn bodies(article: &Article, names: &[Name], keys: &[&str], kb: &Reference) -> Vec<Option<bool>> {
    let shown: Vec<Option<bool>> = names
        .iter()
        .zip(keys)
        .map(|(name, key)| {
            if in_place(article, name) {
                Some(false)
            } else if !is_country(kb, key)
                && (plays(article, name)
                    || (single(name, key) && type_nouns::beside(article, &name.tokens).is_some()))
            {
                Some(true)
            } else {
                None
            }
        })
        .collect();
    let mut last: FxHashMap<&str, bool> = shown
        .iter()
        .zip(keys)
        .filter(|(shown, _)| **shown == Some(true))
        .map(|(_, key)| (*key, true))
        .collect();
    let mut found = Vec::with_capacity(names.len());
    for ((name, key), shown) in names.iter().zip(keys).zip(shown) {
        if let (EntityKind::Person, Some((_, surname))) = (name.kind, key.rsplit_once(' '))
            && let Some(last) = last.get_mut(surname)
        {
            *last = false;
        }
        found.push(last.get_mut(key).map(|last| {
            *last = shown.unwrap_or(*last);
            *last
        }));
    }
    found
}

/// Whether a name can be an organisation's though it was read as a person's: it has one word.
fn single(name: &Name, key: &str) -> bool {
    name.kind != EntityKind::Person || !key.contains(' ')
}

/// The countries that the article speaks of: by their people and towns, by their
/// own name in a place, or before anybody with that name for a surname is met.
#[inline(never)]
pub(crate) fn countries(
    article: &Article,
    names: &[Name],
    keys: &[&str],
    kb: &Reference,
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

/// Whether what stands in apposition to a name of one word shows somebody: "Jordan, the former basketball player,".
#[inline(never)]
pub(crate) fn is_somebody(article: &Article, name: &Name) -> bool {
    let person = |noun: usize| {
        let word = article.word(noun).to_lowercase();
        // "China, a major player": only the kind of player says that it is somebody.
        let player = word != "player" || article.tag(noun - 1) == Pos::Noun;
        player
            && lists::is_role(&word)
            && !type_nouns::is_noun(&word)
            && !OF_COUNTRIES.contains(&word.as_str())
    };
    name.tokens.len() == 1 && type_nouns::apposition(article, name.tokens.end).is_some_and(person)
}

/// What a country, too, is called that plays, trades or rules.
const OF_COUNTRIES: &[&str] = &[
    "ally",
    "buyer",
    "champion",
    "chair",
    "donor",
    "employer",
    "founder",
    "giant",
    "guarantor",
    "holder",
    "host",
    "leader",
    "lender",
    "maker",
    "mediator",
    "member",
    "neighbor",
    "neighbour",
    "owner",
    "partner",
    "producer",
    "rival",
    "sponsor",
    "supplier",
    "supporter",
    "user",
    "winner",
];

/// For every name whether it is the region that shares its name with a country; `None` unless the article names both.
///
/// A city of the region before it, "state" or "governor of", or another region beside it show the region; what belongs
/// to the country, in the sentence or the one before, shows the country. What is shown last holds.
#[inline(never)]
pub(crate) fn regions(article: &Article, names: &[Name], keys: &[&str], kb: &Reference) -> Vec<Option<bool>> {
    let mut double: FxHashMap<&str, Option<(CountryId, String)>> = FxHashMap::default();
    for (name, key) in names.iter().zip(keys).filter(|(name, _)| name.kind != EntityKind::Norp) {
        double.entry(key).or_insert_with(|| priors::country_and_region(kb, name.span.of(article.text)));
    }
    let shown: Vec<Option<bool>> = keys
        .iter()
        .enumerate()
        .map(|(at, key)| {
            let (country, region) = double.get(key)?.as_ref()?;
            if is_in_state(article, names, at, region, kb) {
                return Some(true);
            }
            let sentence = article.sentence_of(names[at].tokens.start);
            let near = |other: &usize| {
                keys[*other] != *key
                    && article.sentence_of(names[*other].tokens.start).abs_diff(sentence) <= 1
            };
            let around = at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS + 1).min(names.len());
            let mut others = around.filter(near);
            others.any(|o| priors::country_of(kb, keys[o]) == Some(*country)).then_some(false)
        })
        .collect();
    let both = |key: &str| {
        let of_key = || shown.iter().zip(keys).filter(move |(_, k)| **k == key).map(|(s, _)| *s);
        of_key().any(|s| s == Some(true)) && of_key().any(|s| s == Some(false))
    };
    let mut last: FxHashMap<&str, bool> = double
        .iter()
        .filter(|(key, rows)| rows.is_some() && both(key))
        .map(|(key, _)| (*key, false))
        .collect();
    keys.iter()
        .zip(&shown)
        .map(|(key, shown)| {
            let last = last.get_mut(key)?;
            *last = shown.unwrap_or(*last);
            Some(*last)
        })
        .collect()
}

/// At most this many names before and after one are asked what country they are of.
const NEIGHBOURS: usize = 6;

/// Whether the words beside a name show that it is a state: "Atlanta, Georgia", "the governor of Georgia", "Alabama and
/// Georgia".
#[inline(never)]
fn is_in_state(article: &Article, names: &[Name], at: usize, region: &str, kb: &Reference) -> bool {
    let tokens = &names[at].tokens;
    let before = |n: usize| tokens.start.checked_sub(n).map_or("", |i| article.word(i));
    let beside = |other: &Name, between: usize| {
        let word = article.word(between);
        let name = normalize::trim(other.span.of(article.text));
        (word == "," && other.tokens.end == between && priors::is_city_of(kb, name, region))
            || (word == "and" && priors::is_region(kb, name))
    };
    let left = at.checked_sub(1).map(|o| &names[o]);
    let left = left.filter(|o| o.tokens.end + 1 == tokens.start).is_some_and(|o| beside(o, o.tokens.end));
    let right = names.get(at + 1).filter(|o| tokens.end + 1 == o.tokens.start);
    let right = right.is_some_and(|o| article.word(tokens.end) == "and" && beside(o, tokens.end));
    (before(1) == "of" && is_office(before(2))) || left || right
}

/// Whether a word before "of" shows that what follows is a state.
pub(crate) fn is_office(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "state" | "governor" | "gov." | "gov" | "legislature" | "senator" | "congressman"
    )
}

fn is_country(kb: &Reference, key: &str) -> bool {
    priors::kind(kb, key).is_some_and(|(.., country)| country)
}

/// Whether a name stands where only a place can: "in Liverpool", "the city of Liverpool".
pub(crate) fn in_place(article: &Article, name: &Name) -> bool {
    let before = |n: usize| name.tokens.start.checked_sub(n).map_or("", |i| article.word(i));
    match before(1) {
        "in" | "In" | "near" | "Near" | "across" | "Across" | "throughout" => true,
        "of" => matches!(before(2), "city" | "town" | "streets" | "port" | "mayor" | "outskirts" | "people"),
        _ => false,
    }
}

/// What teams do to each other.
const BEAT: &[&str] = &[
    "beat",
    "beats",
    "beaten",
    "defeat",
    "defeated",
    "defeats",
    "edged",
    "hammered",
    "outplayed",
    "routed",
    "thrashed",
    "trounced",
];

/// Whether a name is that of a team: it beats another with a name, or is beaten, where a score stands.
pub(crate) fn plays(article: &Article, name: &Name) -> bool {
    // The recogniser misses many of the other teams.
    let is_name = |token: usize| article.word(token).starts_with(char::is_uppercase);
    let (start, end) = (name.tokens.start, name.tokens.end);
    let word = |i: usize| article.word(i);
    let before = |n: usize| start.checked_sub(n).map_or("", word);
    let beats = BEAT.contains(&word(end)) && is_name(end + 1);
    let loses = matches!((word(end), word(end + 1)), ("lost" | "lose", "to") | ("drew" | "draw", "with"))
        && is_name(end + 2);
    let beaten = BEAT.contains(&before(1)) && start.checked_sub(2).is_some_and(is_name);
    let drawn = matches!((before(2), before(1)), ("lost" | "lose", "to") | ("drew" | "draw", "with"))
        && start.checked_sub(3).is_some_and(is_name);
    (beats || loses || beaten || drawn) && has_score(article, start)
}

/// Whether a sentence gives the score of a game: "2-1".
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
    use crate::entities::testing::{marked, read, unknown};
    use crate::kb::Cache;
    use crate::text::normalize;

    /// What every name is held to be: "o" an organisation, "-" something else, "." for nothing shown.
    fn check(text: &str, expected: &str) {
        let (plain, names) = marked(text);
        let keys: Vec<String> = names.iter().map(|n| normalize::words(n.span.of(&plain)).join(" ")).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let found = bodies(&read(&plain), &names, &keys, &unknown(&Cache::default()));
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
    fn what_is_shown_last_holds() {
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
