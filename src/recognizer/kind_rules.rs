//! Rules for the kind of a name by head words and short lists.
//!
//! The rules are features of the model of kinds ([`crate::recognizer::kinds`]), separate kinds that no corpus
//! labels, and replace the model where it is not loaded. Never finds a name.

use crate::document::EntityKind;
use crate::gazetteer::{self, class};
use crate::lexicon::{self, Field, Flag};
use crate::recognizer::kind_features::NamedArticle;
use std::ops::Range;

/// Decides whether a place is a state or town, a building, or a landform.
pub(crate) fn place(article: &NamedArticle, tokens: Range<usize>) -> EntityKind {
    if is_building(article, tokens.clone()) {
        return EntityKind::Facility;
    }
    let key = gazetteer::phrase_key(article.words(tokens.clone()));
    if article.gazetteer.classes(key) & class::COUNTRY != 0 {
        return EntityKind::Gpe;
    }
    let mut words = tokens.clone().map(|i| article.word(i).to_lowercase());
    let land = words.clone().next_back().is_some_and(|w| lexicon::has(&w, Flag::LandForm))
        || words.next().is_some_and(|w| tokens.len() > 1 && lexicon::has(&w, Flag::LandFormBefore));
    if land { EntityKind::Location } else { EntityKind::Gpe }
}

/// Whether all these tokens are calendar words, which the corpora occasionally label as names.
pub(crate) fn is_calendar(article: &NamedArticle, mut tokens: Range<usize>) -> bool {
    tokens.all(|i| article.has_lower(i, Flag::CalendarWord))
}

/// Whether the head word is one of a building: "Heathrow Airport".
pub(crate) fn is_building(article: &NamedArticle, tokens: Range<usize>) -> bool {
    tokens.len() > 1 && lexicon::has(&article.word(tokens.end - 1).to_lowercase(), Flag::Building)
}

/// Whether a word is used as the name of a language, spoken or written, not as the adjective of a people.
pub(crate) fn is_language(article: &NamedArticle, tokens: Range<usize>) -> bool {
    let word = |i: usize| article.word(i).to_lowercase();
    let language = |i: usize| article.has_lower(i, Flag::Language);
    if tokens.len() != 1 || !language(tokens.start) {
        return false;
    }
    let next = word(tokens.end);
    if matches!(next.as_str(), "language" | "dialect") {
        return true;
    }
    if next.starts_with(char::is_alphabetic) && !lexicon::has(&next, Flag::AfterLanguage) {
        return false;
    }
    // Skip languages listed with it: "in English, French and Arabic".
    let mut first = tokens.start;
    while first >= 2 && matches!(word(first - 1).as_str(), "and" | "or" | ",") && language(first - 2) {
        first -= 2;
    }
    let Some(before) = first.checked_sub(1) else { return false };
    let spoken = |i: usize| lexicon::has(&word(i), Flag::LanguageVerb);
    spoken(before)
        || matches!(word(before).as_str(), "in" | "into" | "from")
            && (before.saturating_sub(MAX_WORDS_BETWEEN)..before).any(spoken)
}

/// Maximum number of words between "wrote" and "in English".
const MAX_WORDS_BETWEEN: usize = 5;

/// Decides the kind of a name that is not a person, place, group, organisation, building or product.
pub(crate) fn misc(article: &NamedArticle, tokens: Range<usize>) -> EntityKind {
    let words: Vec<String> = tokens.clone().map(|i| article.word(i).to_lowercase()).collect();
    if let [one] = &words[..]
        && lexicon::has(one, Flag::OnlyLanguage)
    {
        return EntityKind::Language;
    }
    if article.is_quoted(tokens) {
        return EntityKind::WorkOfArt;
    }
    // The last head word decides: "Paris Climate Agreement", "World War II".
    let head = |word: &String| lexicon::entry(word).value(Field::NameKind);
    match words.iter().rev().find_map(head) {
        Some("law") => EntityKind::Law,
        _ => EntityKind::Event,
    }
}
