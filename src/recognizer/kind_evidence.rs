//! Corrects the kind of a name where its head word or the words beside it state what it is.
//!
//! "Elm Street" is a road, "United" a club, and what "is a small bank" is an organisation, however the models
//! read the name. Looks at most [`REACH`] tokens beyond the name, in its sentence. Never finds a name.

use std::ops::Range;

use crate::article::Article;
use crate::document::EntityKind;
use crate::gazetteer::{self, Gazetteer, class};
use crate::lexicon::{self, Flag, given_names};
use crate::pos::Pos;
use crate::text::normalize;

/// Maximum number of words before the head of the phrase that says what something is.
const REACH: usize = 5;

/// The kind that the words in and beside a name state, and the reason, if it is another one than `kind`.
pub(super) fn overrule(
    article: &Article,
    gazetteer: &Gazetteer,
    tokens: &Range<usize>,
    kind: EntityKind,
) -> Option<(EntityKind, &'static str)> {
    use EntityKind::{Event, Facility, Gpe, Location, Organization, Person, Product, WorkOfArt};
    let word = |i: usize| article.word(i);
    let last = word(tokens.end - 1).to_lowercase();
    let is_place = matches!(kind, Gpe | Location);
    if is_place && tokens.len() > 1 && lexicon::has(&last, Flag::RoadOrHall) {
        return Some((Facility, "the last word of its name"));
    }
    let is_road = last != "hall" && last != "lane" && lexicon::has(&last, Flag::RoadOrHall);
    let can_be_surname = tokens.len() == 2 && (last == "street" || last == "square");
    if kind == Person && is_road && tokens.len() > 1 && !can_be_surname {
        return Some((Facility, "the last word of its name"));
    }
    let before = tokens.start.checked_sub(1).map_or("", word);
    let may_be_body = is_place || matches!(kind, Event | Product | WorkOfArt | Facility);
    if may_be_body
        && tokens.len() == 1
        && lexicon::has(word(tokens.start), Flag::ClubName)
        && !before.eq_ignore_ascii_case("the")
        && !(word(tokens.start) == "City" && matches!(article.tag(tokens.end), Pos::Noun | Pos::Propn))
    {
        return Some((Organization, "the short name of a club"));
    }
    if may_be_body && tokens.len() > 1 && lexicon::has(&last, Flag::CompanyNameEnd) {
        return Some((Organization, "the last word of its name"));
    }
    let key = |tokens: Range<usize>| gazetteer::phrase_key(article.words.get(tokens).unwrap_or(&[]));
    let first = tokens.start..tokens.start + 1;
    let is_listed_place =
        is_place && gazetteer.classes(key(tokens.clone())) & (class::COUNTRY | class::PLACE) != 0;
    let can_be_person = || {
        given_names::is_given_name(&normalize::fold(word(tokens.start)))
            || gazetteer.classes(key(first.clone())) & class::FIRST != 0
    };
    let is_led = before == "of"
        && tokens.start.checked_sub(2).is_some_and(|i| lexicon::has(word(i), Flag::OfficeAbbreviation));
    let can_change = may_be_body && !is_listed_place || kind == Person && (is_led || !can_be_person());
    (can_change && (is_led || is_called_body(article, tokens) || is_described_as_body(article, tokens)))
        .then_some((Organization, "what the article says it is"))
}

/// Whether a noun for an organisation introduces a name: "a firm called |Quilo7|", "her company was |Quilo7|".
fn is_called_body(article: &Article, name: &Range<usize>) -> bool {
    let Some(verb) = name.start.checked_sub(1) else { return false };
    let names = article.has(verb, Flag::BeForm)
        || article.has(verb, Flag::NamingParticiple)
        || article.word(verb) == "called";
    names && verb.checked_sub(1).is_some_and(|noun| lexicon::is_organization_noun(article.word(noun)))
}

/// Whether a phrase after a name says that it is an organisation: "|Quilo7| is a small bank", "|Quilo7|, a
/// software company, closed".
pub(crate) fn is_described_as_body(article: &Article, name: &Range<usize>) -> bool {
    let linked = article.has(name.end, Flag::BeForm) || article.word(name.end) == ",";
    let indefinite = article.has(name.end + 1, Flag::IndefiniteArticle);
    let definite = article.has(name.end + 1, Flag::DefiniteArticle) && article.word(name.end) == ",";
    if !linked || !(indefinite || definite) {
        return false;
    }
    let start = name.end + 2;
    let in_phrase = |i: usize| {
        matches!(article.tag(i), Pos::Adj | Pos::Noun | Pos::Propn | Pos::VerbPart | Pos::VerbIng | Pos::Adv)
            || article.word(i) == "-"
    };
    let end = (start..start + REACH).take_while(|&i| in_phrase(i)).last().map_or(start, |i| i + 1);
    let possessive = article.has(end, Flag::PossessiveMarker);
    // "The town has Amor Park, a football club, and a school": a list.
    let is_list = article.word(name.end) == ","
        && article.word(end) == ","
        && (article.has(end + 1, Flag::IndefiniteArticle) || article.has(end + 1, Flag::AndOrSign));
    let is_noun = || lexicon::is_organization_noun(article.word(end - 1));
    end > start && !in_phrase(end) && !possessive && !is_list && is_noun()
}
