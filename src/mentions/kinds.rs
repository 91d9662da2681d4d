//! From the recogniser's kinds to the kinds of OntoNotes.
//!
//! The corpora that the recogniser learns from label fewer kinds: one for all places, one for everything that is not
//! a person, place, group, body, building or product. Head words and a list of states tell the rest apart.

use std::ops::Range;

use super::lists::{self, Lists, class};
use crate::article::Article;
use crate::document::EntityKind;

/// The kind of a name that the recogniser gave `label`, and why, for a reader.
pub fn decide(
    label: &str,
    article: &Article,
    lists: &Lists,
    tokens: Range<usize>,
) -> (EntityKind, &'static str) {
    const READING: &str = "the recogniser's reading";
    match label {
        "Person" => (EntityKind::Person, READING),
        "NORP" => (EntityKind::Norp, READING),
        "Facility" => (EntityKind::Facility, READING),
        "Organization" => (EntityKind::Organization, READING),
        "Product" => (EntityKind::Product, READING),
        "Location" => place(article, lists, tokens),
        _ => misc(article, tokens),
    }
}

/// Words that name a piece of the earth rather than a state or a town.
const LAND: &[&str] = &[
    "africa",
    "alps",
    "america",
    "americas",
    "antarctica",
    "arctic",
    "asia",
    "atlantic",
    "balkans",
    "basin",
    "bay",
    "beach",
    "canyon",
    "caribbean",
    "channel",
    "coast",
    "continent",
    "creek",
    "delta",
    "desert",
    "europe",
    "eurasia",
    "falls",
    "forest",
    "gulf",
    "himalayas",
    "hill",
    "hills",
    "horn",
    "island",
    "islands",
    "isthmus",
    "lake",
    "lakes",
    "mediterranean",
    "mount",
    "mountain",
    "mountains",
    "mt.",
    "ocean",
    "oceania",
    "pacific",
    "peninsula",
    "plain",
    "plateau",
    "reef",
    "region",
    "ridge",
    "river",
    "rivers",
    "sahara",
    "sahel",
    "sea",
    "strait",
    "straits",
    "valley",
    "volcano",
    "west",
    "east",
    "north",
    "south",
    "donbas",
    "gaza",
    "strip",
    "bank",
    "crimea",
    "sicily",
    "sardinia",
    "corsica",
    "siberia",
    "kashmir",
    "tigray",
    "earth",
    "mars",
    "moon",
];

fn place(article: &Article, lists: &Lists, tokens: Range<usize>) -> (EntityKind, &'static str) {
    let named = article.words.get(tokens.clone()).unwrap_or(&[]);
    let key = named.iter().fold(lists::NO_WORDS, |key, w| lists::phrase(key, w.low));
    if lists.classes(key) & class::COUNTRY != 0 {
        return (EntityKind::Gpe, "a state by name");
    }
    let mut words = tokens.clone().map(|i| article.word(i).to_lowercase());
    let land = words.clone().next_back().is_some_and(|w| LAND.contains(&w.as_str()))
        || words.next().is_some_and(|w| {
            tokens.len() > 1
                && matches!(
                    w.as_str(),
                    "lake"
                        | "mount"
                        | "mt."
                        | "gulf"
                        | "bay"
                        | "strait"
                        | "horn"
                        | "cape"
                        | "sea"
                        | "river"
                        | "isle"
                )
        });
    if land {
        (EntityKind::Location, "a land form or part of the world")
    } else {
        (EntityKind::Gpe, "the recogniser's reading")
    }
}

/// Whether these tokens are only words of the calendar, which the corpora now and then label as a name.
pub fn is_calendar(article: &Article, mut tokens: Range<usize>) -> bool {
    tokens.all(|i| CALENDAR.contains(&article.word(i).to_lowercase().as_str()))
}

const CALENDAR: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "morning",
    "afternoon",
    "evening",
    "night",
    "noon",
    "today",
    "tomorrow",
    "yesterday",
    "tonight",
    "next",
    "last",
    "this",
];

/// Head words that tell what a name of no other kind is.
const HEADS: &[(EntityKind, &str, &[&str])] = &[
    (
        EntityKind::Law,
        "its head word names a law or agreement",
        &[
            "act",
            "accord",
            "accords",
            "agreement",
            "amendment",
            "bill",
            "charter",
            "code",
            "constitution",
            "convention",
            "decree",
            "directive",
            "law",
            "pact",
            "protocol",
            "resolution",
            "treaty",
            "article",
        ],
    ),
    (
        EntityKind::Event,
        "its head word names an event",
        &[
            "war",
            "wars",
            "games",
            "cup",
            "olympics",
            "olympic",
            "paralympics",
            "championship",
            "championships",
            "festival",
            "revolution",
            "uprising",
            "conference",
            "summit",
            "forum",
            "election",
            "elections",
            "day",
            "holocaust",
            "crisis",
            "attack",
            "attacks",
            "hurricane",
            "typhoon",
            "cyclone",
            "storm",
            "earthquake",
            "league",
            "tournament",
            "open",
            "prix",
            "battle",
            "pandemic",
            "fair",
            "expo",
            "awards",
            "parade",
            "massacre",
            "genocide",
            "marathon",
            "congress",
            "operation",
            "ramadan",
            "christmas",
            "easter",
            "eid",
            "hajj",
            "week",
        ],
    ),
];

/// Languages that are not also the name of a people in news English often enough to be taken for one.
const LANGUAGES: &[&str] = &[
    "english",
    "mandarin",
    "cantonese",
    "arabic",
    "hindi",
    "urdu",
    "bengali",
    "swahili",
    "kiswahili",
    "farsi",
    "latin",
    "tamil",
    "telugu",
    "hebrew",
    "yiddish",
    "esperanto",
    "creole",
    "spanish",
    "french",
    "german",
    "portuguese",
];

fn misc(article: &Article, tokens: Range<usize>) -> (EntityKind, &'static str) {
    let words: Vec<String> = tokens.clone().map(|i| article.word(i).to_lowercase()).collect();
    if let [one] = &words[..]
        && LANGUAGES.contains(&one.as_str())
    {
        return (EntityKind::Language, "the name of a language");
    }
    let quoted = |i: usize| matches!(article.word(i), "\"" | "“" | "‘" | "'" | "”" | "’" | "``" | "''");
    if quoted(tokens.end) && tokens.start.checked_sub(1).is_some_and(quoted) {
        return (EntityKind::WorkOfArt, "a title in quotation marks");
    }
    // The last head word decides: "Paris Climate Agreement", "World War II".
    for word in words.iter().rev() {
        if let Some((kind, why, _)) = HEADS.iter().find(|(_, _, heads)| heads.contains(&word.as_str())) {
            return (*kind, why);
        }
    }
    (EntityKind::Event, "the recogniser's reading: a name of no other kind")
}
