//! Whether a source is anonymous: "officials", "a person familiar with the matter", "a nurse, who asked not
//! to be named".
//!
//! People who speak from knowledge or authority without a name are anonymous. Organisations and their
//! spokespeople, crowds of survivors or shopkeepers, and people whom the text identifies ("Birnbaum's
//! lawyer", "the researchers") are not. Never looks for who a source is.

use std::ops::Range;
use std::rc::Rc;

use crate::article::Article;
use crate::document::CueKind;
use crate::lexicon::{self, Flag};
use crate::pos::Pos;

/// Properties of a source by its words alone. They count where the source names nobody.
#[derive(Clone, Debug)]
pub struct SourceDescription {
    /// Whether such a source is anonymous.
    pub anonymous: bool,
    /// Head noun, in the singular and in lower case.
    pub noun: Option<Rc<str>>,
    /// Whether it is one member of a group: "one Democrat".
    pub one: bool,
    /// Whether it is a handful: "two Republicans".
    pub few: bool,
    /// Number of people, as pronouns distinguish it.
    pub number: Number,
}

impl SourceDescription {
    /// Describes the source at these tokens, with a cue of this kind.
    #[inline(never)]
    pub fn new(article: &Article, tokens: Range<usize>, cue: CueKind) -> Self {
        Self {
            anonymous: is_anonymous(article, tokens.clone(), cue),
            noun: person_noun(article, tokens.clone()).map(Rc::from),
            one: is_one(&article.word(tokens.start).to_lowercase()),
            few: is_handful(article, tokens.clone()),
            number: number(article, tokens),
        }
    }
}

/// Whether the source at these tokens, with a cue of this kind, is anonymous. It must not name anybody.
pub(crate) fn is_anonymous(article: &Article, tokens: Range<usize>, cue: CueKind) -> bool {
    let with_aside = tokens.start..tokens.end + aside_length(article, tokens.end);
    let text = article.span(with_aside).of(article.text).to_lowercase();
    if requests_anonymity(&text) {
        return true;
    }
    let tokens = without_quantity(article, tokens);
    let Some(head) = phrase_head(article, &tokens) else { return false };
    let word = article.word(head).to_lowercase();
    let first = article.word(tokens.start).to_lowercase();
    let lone = singular(&word);
    let (noun, opener) = (lexicon::entry(lone), article.low_entry(tokens.start));
    // "A person close to the talks"; but not "residents close to the plant" or "anything close to it".
    let people = is_human(lone) || noun.has(Flag::GenericPerson);
    if people && !noun.has(Flag::CrowdMember) && (text.contains("close to ") || text.contains("briefed on")) {
        return true;
    }
    let owned = tokens.start..head;
    if owned.clone().any(|i| article.has(i, Flag::PossessiveMarker)) || opener.has(Flag::PossessiveDeterminer)
    {
        // "Hale's allies"; but "Hale's lawyer" is identified, and "Hale's supporters" are a crowd.
        return noun.has(Flag::AnonymousSource) && lone != word && lone != "supporter";
    }
    // "Reports", "rumours": no speaker is known.
    if matches!(word.as_str(), "reports" | "rumors" | "rumours") && tokens.len() <= 3 {
        return true;
    }
    let polled = (head + 1..tokens.end).any(|i| article.has(i, Flag::PolledParticiple));
    // "Sanders supporters", "supporters of Trump": a crowd.
    if lone == "supporter" && tokens.clone().any(|i| article.tag(i) == Pos::Propn) {
        return false;
    }
    let named = || (head + 1..tokens.end).any(|i| article.tag(i) == Pos::Propn);
    if noun.has(Flag::AnonymousSource) {
        // "The experts" were introduced before; "the officials" stay anonymous.
        let introduced = opener.has(Flag::DefiniteDeterminer) && !noun.has(Flag::UnnamedWhenDefinite);
        // "Witnesses said": a crowd; "a witness" is anonymous.
        let crowd = lone.ends_with("witness") && lone != word && tokens.len() == 1;
        // "Analysts at Kessler Voigt" speak for the firm; "an analyst" there is anonymous.
        let house = lone != word && noun.has(Flag::VoiceOfHouse) && named();
        return !polled && !introduced && !crowd && !house;
    }
    if first == "those" && article.has(tokens.start + 1, Flag::AfterThose) {
        return true;
    }
    if opener.has(Flag::LoneIndefinite) && head == tokens.start {
        return true;
    }
    let (one, few) = (is_one(&first), is_few(&first));
    let counted = one || few || first == "some" || first.bytes().all(|b| b.is_ascii_digit());
    // "One of them", "some in the party".
    if head == tokens.start && counted && !opener.has(Flag::IndefiniteArticle) {
        let next = article.word(head + 1).to_lowercase();
        let of_few = one || few || next != "of" || !partitive_of_crowd(article, head + 2..tokens.end);
        // "Two in three": a share of the people polled.
        let share = next == "in" && article.tag(head + 2) == Pos::Num;
        // Digits alone may count votes; "one of her ads" is not a person.
        let alone =
            tokens.len() == 1 && first != "several" && !first.starts_with(|c: char| c.is_ascii_digit());
        let somebody = next != "of" && in_circle(article, head + 2..tokens.end)
            || partitive_of_people(article, head + 2..tokens.end);
        let who = one && next == "who";
        return alone
            || who
            || (matches!(next.as_str(), "of" | "in" | "within") && of_few && somebody && !share);
    }
    if noun.has(Flag::Spokesperson) {
        return false;
    }
    // "Doctors say": nobody in particular, and so are doctors "not involved in the study", "treating the
    // burned" or "in the county". "Doctors at the clinic" are identified, and so are those who report their
    // own findings.
    let doing =
        matches!(article.word(head + 1), "in" | "involved" | "not") || article.tag(head + 1) == Pos::VerbIng;
    let unaffiliated = head + 1 == tokens.end || doing && !named();
    if noun.has(Flag::ProfessionInGeneral) && lone != word && unaffiliated && cue != CueKind::Reports {
        return !(first == "both" || opener.has(Flag::DefiniteDeterminer));
    }
    if first == "some"
        && lone != word
        && lexicon::is_role(lone)
        && !lexicon::is_organization_noun(lone)
        && !noun.has(Flag::CrowdMember)
    {
        return true;
    }
    if counted && lone == "member" {
        return word != "member" || first != "some";
    }
    // "A third said."
    if opener.has(Flag::IndefiniteArticle) && noun.has(Flag::NextOrdinal) {
        return tokens.len() == 2;
    }
    if lone == "people" || lone == "person" {
        let described = article.has(head + 1, Flag::AfterPeople);
        return one || few || (described && first != "the");
    }
    // "A paediatrician", "one juror", "two guards", "another resident".
    let counted = one || (few && first != "several") || (few && !noun.has(Flag::CrowdMember));
    counted && (is_human(lone) || (one && ends_human(lone))) && !noun.has(Flag::OfficeKnownByName)
}

/// Whether a text in lower case says that somebody would not be named.
pub(crate) fn requests_anonymity(text: &str) -> bool {
    lexicon::listed(Flag::AnonymityPhrase).any(|phrase| text.contains(phrase))
}

/// Whether a noun in the singular is listed as one for people.
fn is_human(lone: &str) -> bool {
    let entry = lexicon::entry(lone);
    let people = [Flag::CrowdMember, Flag::OrdinaryPerson, Flag::AnonymousSource, Flag::Role];
    let known = people.into_iter().any(|flag| entry.has(flag));
    known && (lone == "guard" || !lexicon::is_organization_noun(lone))
}

/// Whether a noun is one for people, a body or a document, which can speak.
pub(crate) fn can_speak(noun: &str) -> bool {
    let lone = singular(noun);
    let entry = lexicon::entry(lone);
    is_human(lone)
        || lexicon::is_organization_noun(lone)
        || [Flag::Document, Flag::GenericPerson, Flag::PluralPeople].into_iter().any(|flag| entry.has(flag))
        || lexicon::has(noun, Flag::PluralPeople)
        || ends_human(lone)
}

/// Whether a noun has an ending of nouns for people: "one camper".
fn ends_human(lone: &str) -> bool {
    const ENDINGS: &[&str] = &["er", "or", "ist", "ian", "man", "woman", "goer", "mum", "mate", "ee"];
    lone.len() > 4
        && !lexicon::is_organization_noun(lone)
        && !lexicon::has(lone, Flag::HumanLookingThing)
        && ENDINGS.iter().any(|end| lone.ends_with(end))
}

/// Whether a word in lower case opens a phrase for one of many.
pub(crate) fn is_one(first: &str) -> bool {
    lexicon::has(first, Flag::OneOfMany)
}

/// Whether a word in lower case opens a phrase for a handful.
fn is_few(first: &str) -> bool {
    lexicon::has(first, Flag::SmallNumber)
}

/// A phrase without its leading words of quantity: "at least |five officials", "a handful of |lawmakers".
fn without_quantity(article: &Article, tokens: Range<usize>) -> Range<usize> {
    let word = |i: usize| article.word(i).to_lowercase();
    let mut start = tokens.start;
    let pair = (word(start), word(start + 1));
    if pair.1 == "than" && lexicon::has(&pair.0, Flag::ComparativeQuantifier)
        || pair.0 == "at" && pair.1 == "least"
    {
        start += 2;
    }
    let counts = |i: usize| article.has(i, Flag::QuantityNoun);
    if let Some(at) = (start..tokens.end.min(start + 3)).find(|&i| counts(i)) {
        let of = usize::from(article.word(at + 1) == "of");
        let next = at + 1 + of;
        // "A group of lawmakers", but "a lobby group".
        if next < tokens.end && (of == 1 || matches!(article.word(at), "dozen" | "couple")) {
            start = next;
        }
    }
    start..tokens.end
}

/// Whether an unnamed person with this noun was introduced before token `at`: "a doctor" before "the doctor".
pub(crate) fn was_introduced(article: &Article, noun: &str, at: usize) -> bool {
    let low = at.saturating_sub(INTRODUCTION_REACH);
    let is = |i: usize| article.tag(i) == Pos::Noun && singular(&article.word(i).to_lowercase()) == noun;
    let one = |i: usize| {
        let word = article.word(i).to_lowercase();
        is_one(&word) || is_few(&word)
    };
    let named = |i: usize| article.tag(i) == Pos::Propn;
    is_human(noun)
        && !lexicon::has(noun, Flag::OfficeKnownByName)
        && !lexicon::has(noun, Flag::Spokesperson)
        && (low + 1..at).filter(|&i| is(i)).any(|i| {
            // Neither "a doctor, Ann Hale," nor "Ann Hale, a doctor,".
            let start = (i.saturating_sub(3)..i).rev().find(|&k| one(k));
            let apart = |start: usize| {
                !(article.word(start.saturating_sub(1)) == "," && start > 1 && named(start - 2))
            };
            let called = named(i + 1) || (article.word(i + 1) == "," && named(i + 2));
            start.is_some_and(apart) && !called
        })
}

/// Longest distance back to the introduction of an unnamed person, in tokens.
const INTRODUCTION_REACH: usize = 200;

/// Token of the noun that heads a phrase, after its words of quantity.
pub(crate) fn head_noun(article: &Article, tokens: Range<usize>) -> Option<usize> {
    phrase_head(article, &without_quantity(article, tokens))
}

/// Head noun of a phrase, in the singular and in lower case: "doctor" of "a doctor who would not give her
/// name".
fn person_noun(article: &Article, tokens: Range<usize>) -> Option<String> {
    let head = head_noun(article, tokens)?;
    Some(singular(&article.word(head).to_lowercase()).to_owned())
}

/// Whether a phrase is about a handful: "two Republicans", "a handful of lawmakers".
pub(crate) fn is_handful(article: &Article, tokens: Range<usize>) -> bool {
    let counted = without_quantity(article, tokens.clone());
    let handful =
        (tokens.start..counted.start).any(|i| matches!(article.word(i), "handful" | "couple" | "group"));
    handful || is_few(&article.word(counted.start).to_lowercase())
}

/// Whether an aside opens at token `end`, right after a source: "a doctor|, who …", "a doctor|, speaking …".
pub(crate) fn opens_relative_aside(article: &Article, end: usize) -> bool {
    article.word(end) == "," && matches!(article.word(end + 1), "who" | "speaking")
}

/// Number of tokens of the aside right after a source, without its closing comma: "a doctor|, who declined to
/// be named|,".
fn aside_length(article: &Article, end: usize) -> usize {
    let opens = opens_relative_aside(article, end);
    let close = (end + 2..end + ASIDE).find(|&i| article.tag(i) == Pos::Punct);
    close.filter(|_| opens).map_or(0, |close| close - end)
}

/// Longest aside, in tokens.
const ASIDE: usize = 14;

/// Number of people in a source, as pronouns distinguish it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// "He" or "she" can refer to it.
    One,
    /// "They" or "both" can refer to it.
    Many,
    /// Not a person.
    Thing,
}

/// Number of people in a source without a name.
pub(crate) fn number(article: &Article, tokens: Range<usize>) -> Number {
    let Some(head) = head_noun(article, tokens) else { return Number::Thing };
    let word = article.word(head).to_lowercase();
    let lone = singular(&word);
    let human = is_human(lone) || lexicon::has(lone, Flag::PluralPeople);
    match (human, lone == word && !lexicon::has(lone, Flag::PluralPeople)) {
        (false, _) => Number::Thing,
        (true, true) => Number::One,
        (true, false) => Number::Many,
    }
}

/// Last token of a phrase before its first preposition, comma, relative pronoun or participle.
fn phrase_head(article: &Article, tokens: &Range<usize>) -> Option<usize> {
    let stop = |i: &usize| {
        *i > tokens.start
            && (article.tag(*i) == Pos::Adp
                || (article.tag(*i) == Pos::Punct && !is_hyphen(article, *i))
                || (matches!(article.tag(*i), Pos::VerbIng | Pos::VerbPart | Pos::VerbPast | Pos::Adj)
                    && article.tag(*i - 1) == Pos::Noun
                    && !article.has(*i, Flag::AnonymousSource))
                || article.has(*i, Flag::HeadEnd))
    };
    let end = tokens.clone().find(stop).unwrap_or(tokens.end);
    end.checked_sub(1).filter(|h| *h >= tokens.start)
}

/// Whether a token is the hyphen of a compound: "well|-|placed".
fn is_hyphen(article: &Article, i: usize) -> bool {
    let end = i.checked_sub(1).and_then(|i| article.tokens.get(i)).map(|t| t.span.end);
    article.word(i) == "-" && end == article.tokens.get(i).map(|t| t.span.start)
}

/// Whether "some of …" is about a crowd rather than people with knowledge.
fn partitive_of_crowd(article: &Article, mut rest: Range<usize>) -> bool {
    rest.any(|i| {
        let word = article.word(i).to_lowercase();
        article.tag(i) == Pos::Noun
            && !lexicon::has(singular(&word), Flag::AnonymousSource)
            && word != "party"
    })
}

/// Whether "one of …" is about people, by its first noun.
fn partitive_of_people(article: &Article, mut rest: Range<usize>) -> bool {
    let noun = rest.find(|&i| article.tag(i) == Pos::Noun);
    noun.is_none_or(|i| {
        let word = article.word(i).to_lowercase();
        let lone = singular(&word);
        is_human(lone)
            || ends_human(lone)
            || lexicon::is_organization_noun(lone)
            || lone == "member"
            || lexicon::has(lone, Flag::PluralPeople)
    })
}

/// Whether "some in …" is about a trade or a camp: "some in the industry".
fn in_circle(article: &Article, mut rest: Range<usize>) -> bool {
    rest.any(|i| article.has(i, Flag::CircleNoun))
}

/// Singular of a noun in lower case, by its ending.
fn singular(word: &str) -> &str {
    match word {
        "allies" => "ally",
        "deputies" => "deputy",
        "eyewitnesses" | "witnesses" => word.strip_suffix("es").unwrap_or(word),
        "spokesmen" => "spokesman",
        "spokeswomen" => "spokeswoman",
        "eyewitness" | "witness" => word,
        _ => word.strip_suffix('s').unwrap_or(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;

    /// Whether the words before "said" are an anonymous source.
    fn is_anonymous_source(text: &str) -> bool {
        let article = Article::read(text, &Resources::embedded().unwrap().parser);
        let said = (0..article.tokens.len()).find(|&i| article.word(i) == "said").unwrap();
        is_anonymous(&article, 0..said, CueKind::Says)
    }

    #[test]
    fn people_who_speak_from_knowledge_are_anonymous() {
        for source in ["Officials", "A nurse", "Two people familiar with the matter", "One of her aides"] {
            assert!(is_anonymous_source(&format!("{source} said it leaked.")), "{source}");
        }
    }

    #[test]
    fn spokespeople_crowds_and_identified_people_are_not_anonymous() {
        for source in ["A spokeswoman", "Residents", "Birnbaum's lawyer", "The researchers", "The agency"] {
            assert!(!is_anonymous_source(&format!("{source} said it leaked.")), "{source}");
        }
    }
}
