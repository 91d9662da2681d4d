//! Rules for the kind of a name by head words and short lists.
//!
//! The rules are features of the model of kinds ([`crate::recognizer::kinds`]), separate kinds that no corpus
//! labels, and replace the model where it is not loaded. Never finds a name.

use crate::document::EntityKind;
use crate::recognizer::gazetteer::{self, class};
use crate::recognizer::kind_features::NamedArticle;
use std::ops::Range;

/// Decides whether a place is a state or town, a building, or a landform.
pub(crate) fn place(page: &NamedArticle, tokens: Range<usize>) -> EntityKind {
    if is_building(page, tokens.clone()) {
        return EntityKind::Facility;
    }
    let key = page
        .words(tokens.clone())
        .iter()
        .fold(gazetteer::EMPTY_PHRASE, |key, w| gazetteer::extend_phrase(key, w.low));
    if page.gazetteer.classes(key) & class::COUNTRY != 0 {
        return EntityKind::Gpe;
    }
    let mut words = tokens.clone().map(|i| page.word(i).to_lowercase());
    let land = words.clone().next_back().is_some_and(|w| LAND.contains(&w.as_str()))
        || words.next().is_some_and(|w| tokens.len() > 1 && LAND_FIRST.contains(&w.as_str()));
    if land { EntityKind::Location } else { EntityKind::Gpe }
}

/// Words for landforms that precede a name.
const LAND_FIRST: &[&str] =
    &["lake", "mount", "mt.", "gulf", "bay", "strait", "horn", "cape", "sea", "river", "isle"];

/// Words for landforms and regions rather than a state or town.
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

/// Whether all these tokens are calendar words, which the corpora occasionally label as names.
pub(crate) fn is_calendar(page: &NamedArticle, mut tokens: Range<usize>) -> bool {
    tokens.all(|i| holds(CALENDAR, page.word(i)))
}

/// Whether a list contains a word, ignoring case.
fn holds(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
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

/// Head words that decide the kind of a name that fits no other.
const HEADS: &[(EntityKind, &[&str])] = &[
    (
        EntityKind::Law,
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

/// Whether the head word is one of a building: "Heathrow Airport".
pub(crate) fn is_building(page: &NamedArticle, tokens: Range<usize>) -> bool {
    tokens.len() > 1 && BUILDINGS.contains(&page.word(tokens.end - 1).to_lowercase().as_str())
}

const BUILDINGS: &[&str] = &[
    "airfield",
    "airport",
    "arena",
    "basilica",
    "bridge",
    "cathedral",
    "jail",
    "lighthouse",
    "mosque",
    "palace",
    "prison",
    "seaport",
    "stadium",
    "synagogue",
    "tower",
    "viaduct",
];

/// Whether a word is used as the name of a language, spoken or written, not as the adjective of a people.
pub(crate) fn is_language(page: &NamedArticle, tokens: Range<usize>) -> bool {
    let word = |i: usize| page.word(i).to_lowercase();
    let language = |i: usize| holds(LANGUAGES, page.word(i));
    if tokens.len() != 1 || !language(tokens.start) {
        return false;
    }
    let next = word(tokens.end);
    if matches!(next.as_str(), "language" | "dialect") {
        return true;
    }
    if next.starts_with(char::is_alphabetic) && !AFTER_LANGUAGE.contains(&next.as_str()) {
        return false;
    }
    // Skip languages listed with it: "in English, French and Arabic".
    let mut first = tokens.start;
    while first >= 2 && matches!(word(first - 1).as_str(), "and" | "or" | ",") && language(first - 2) {
        first -= 2;
    }
    let Some(before) = first.checked_sub(1) else { return false };
    let spoken = |i: usize| SPEAKING.contains(&word(i).as_str());
    spoken(before)
        || matches!(word(before).as_str(), "in" | "into" | "from")
            && (before.saturating_sub(MAX_WORDS_BETWEEN)..before).any(spoken)
}

/// Maximum number of words between "wrote" and "in English".
const MAX_WORDS_BETWEEN: usize = 5;

const SPEAKING: &[&str] = &[
    "broadcast",
    "fluent",
    "learn",
    "learned",
    "learning",
    "posted",
    "printed",
    "published",
    "read",
    "said",
    "sang",
    "sing",
    "sings",
    "speak",
    "speaking",
    "speaks",
    "spoke",
    "spoken",
    "taught",
    "teach",
    "teaches",
    "translated",
    "translation",
    "tweeted",
    "understand",
    "understands",
    "write",
    "writes",
    "writing",
    "written",
    "wrote",
];

const AFTER_LANGUAGE: &[&str] = &[
    "and", "as", "at", "but", "by", "for", "from", "in", "instead", "on", "only", "or", "rather", "than",
    "that", "then", "through", "to", "when", "while", "with",
];

/// Languages, most of them also the adjective of a people.
const LANGUAGES: &[&str] = &[
    "afrikaans",
    "albanian",
    "amharic",
    "arabic",
    "armenian",
    "basque",
    "belarusian",
    "bengali",
    "bulgarian",
    "burmese",
    "cantonese",
    "catalan",
    "chinese",
    "creole",
    "croatian",
    "czech",
    "danish",
    "dari",
    "dutch",
    "english",
    "esperanto",
    "estonian",
    "farsi",
    "finnish",
    "french",
    "gaelic",
    "georgian",
    "german",
    "greek",
    "gujarati",
    "hausa",
    "hebrew",
    "hindi",
    "hungarian",
    "icelandic",
    "igbo",
    "indonesian",
    "irish",
    "italian",
    "japanese",
    "kannada",
    "kazakh",
    "khmer",
    "kinyarwanda",
    "kiswahili",
    "korean",
    "kurdish",
    "lao",
    "latin",
    "latvian",
    "lithuanian",
    "malay",
    "malayalam",
    "mandarin",
    "marathi",
    "maori",
    "mongolian",
    "nepali",
    "norwegian",
    "pashto",
    "persian",
    "polish",
    "portuguese",
    "punjabi",
    "quechua",
    "romanian",
    "russian",
    "serbian",
    "sinhala",
    "slovak",
    "slovenian",
    "somali",
    "spanish",
    "swahili",
    "swedish",
    "tagalog",
    "tamil",
    "telugu",
    "thai",
    "tibetan",
    "turkish",
    "ukrainian",
    "urdu",
    "uyghur",
    "uzbek",
    "vietnamese",
    "welsh",
    "xhosa",
    "yiddish",
    "yoruba",
    "zulu",
];

/// Languages that news English rarely uses as the name of a people.
const ONLY_LANGUAGES: &[&str] = &[
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

/// Decides the kind of a name that is not a person, place, group, organisation, building or product.
pub(crate) fn misc(page: &NamedArticle, tokens: Range<usize>) -> EntityKind {
    let words: Vec<String> = tokens.clone().map(|i| page.word(i).to_lowercase()).collect();
    if let [one] = &words[..]
        && ONLY_LANGUAGES.contains(&one.as_str())
    {
        return EntityKind::Language;
    }
    if page.is_quoted(tokens) {
        return EntityKind::WorkOfArt;
    }
    // The last head word decides: "Paris Climate Agreement", "World War II".
    let head = |word: &String| HEADS.iter().find(|(_, heads)| heads.contains(&word.as_str()));
    words.iter().rev().find_map(head).map_or(EntityKind::Event, |(kind, _)| *kind)
}
