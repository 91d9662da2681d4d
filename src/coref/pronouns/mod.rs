//! Resolves personal and possessive pronouns: whom "she", "his" and "it" refer to.
//!
//! A candidate must not be known to have the other gender; titles, role nouns, first names and earlier
//! pronouns show it. Among the candidates that agree, the most salient is chosen: recent, subject of its
//! sentence, frequent. A name inside a quotation is less salient outside it, and the speaker of a quotation
//! is seldom "he" inside it. "Its" is resolved only to the subject of its sentence; "it" and "they" only as
//! subjects of speech verbs ([`organization`]). "I" in a quotation is resolved to its speaker
//! ([`first_person`]).
//!
//! Never resolves "we".

pub(crate) mod first_person;
pub(crate) mod organization;

use std::cell::Cell;
use std::ops::Range;

use self::first_person::{OpenQuotation, SpeakerCandidate};
use self::organization::RecentActors;
use crate::coref::nominals::NominalMention;
use crate::coref::people;
use crate::document::{Entity, EntityKind};
use crate::incremental::{Fingerprint, StageCache};
use crate::kb::priors;
use crate::lexicon::{Flag, Gender, given_names};
use crate::pos::Pos;
use crate::syntax::traits::Traits;
use crate::syntax::view::{self, SyntaxView};
use crate::text::normalize;
use crate::tokens::TokenKind;

/// Maximum number of people remembered.
const MAX_REMEMBERED: usize = 10;
/// Maximum distance of an antecedent, in sentences.
const MAX_SENTENCES_BACK: usize = 4;

/// A pronoun with its antecedent.
pub(crate) struct ResolvedPronoun {
    /// The index of the antecedent's entity.
    pub entity: usize,
    /// The token of the pronoun.
    pub token: usize,
    /// Confidence, 0 to 1.
    pub score: f32,
    /// The reason, shown to readers.
    pub why: &'static str,
}

/// The latest mention of a person.
#[derive(Clone, Copy)]
struct PersonMention {
    entity: usize,
    sentence: usize,
    token: usize,
    subject: bool,
    quoted: bool,
    count: u32,
}

/// Grammatical case of a personal pronoun.
#[derive(Clone, Copy, PartialEq)]
enum Case {
    Subject,
    Object,
    Possessive,
    Reflexive,
}

/// The state carried from block to block: recent mentions, latest last.
#[derive(Clone, Default)]
pub(crate) struct PronounState {
    people: Vec<PersonMention>,
    actors: RecentActors,
    /// The quotation left open at the end of the last paragraph.
    open_quotation: Option<OpenQuotation>,
}

impl PronounState {
    /// Extends `key` with everything that a block starting at this sentence reads. The distance of mentions
    /// out of reach does not matter, their order does.
    pub(crate) fn fingerprint(
        &self,
        key: Fingerprint,
        sentence: usize,
        gender: &[Cell<Option<Gender>>],
    ) -> Fingerprint {
        let key = self.people.iter().fold(key, |key, mention| {
            let back = sentence.wrapping_sub(mention.sentence).min(MAX_SENTENCES_BACK + 1) as u64;
            let packed = u64::from(mention.subject) << 1
                | u64::from(mention.quoted)
                | u64::from(mention.count.min(5)) << 2;
            let gender = gender.get(mention.entity).and_then(Cell::get).map_or(0, |g| g as u64 + 1);
            key.with((mention.entity as u64) << 16 | back << 8 | packed).with(gender)
        });
        let open_quotation = self
            .open_quotation
            .map_or(0, |OpenQuotation(speaker)| speaker.map_or(1, |speaker| speaker as u64 + 2));
        self.actors.fingerprint(key.with(self.people.len() as u64).with(open_quotation), sentence)
    }

    /// Moves all positions by a number of sentences and tokens (wrapping).
    pub(crate) fn shift(&mut self, sentences: usize, tokens: usize) {
        for mention in &mut self.people {
            mention.sentence = mention.sentence.wrapping_add(sentences);
            mention.token = mention.token.wrapping_add(tokens);
        }
        self.actors.shift(sentences);
    }
}

/// The article, its names and its entities: the input of all anaphora rules.
pub(crate) struct AnaphoraContext<'a> {
    /// The article with its names and their grammar.
    pub view: &'a SyntaxView<'a>,
    /// The entities of the article.
    pub entities: &'a [Entity],
    /// The index of the entity of every name.
    pub entity_of: &'a [usize],
}

/// The known genders of entities, and those that pronouns reveal.
pub(crate) struct GenderKnowledge<'a> {
    /// The gender of every entity, if known.
    pub gender: &'a [Cell<Option<Gender>>],
    /// Entities whose gender a pronoun revealed.
    pub revealed: &'a mut Vec<(usize, Gender)>,
}

/// Resolves the pronouns in some sentences. `nominals` holds the nominal mentions, those in these sentences
/// from index `first_here` on. The known genders and `state` are read and updated.
#[inline(never)]
pub(crate) fn resolve(
    &AnaphoraContext { view, entities, entity_of }: &AnaphoraContext,
    sentences: Range<usize>,
    nominals: &[NominalMention],
    first_here: usize,
    GenderKnowledge { gender: genders, revealed }: GenderKnowledge,
    state: &mut PronounState,
) -> Vec<ResolvedPronoun> {
    let tokens = view.article.sentences[sentences.start].tokens.start
        ..view.article.sentences[sentences.end - 1].tokens.end;
    let quoted_tokens = in_quotation(view, sentences.clone());
    let quoted = |token: usize| quoted_tokens.get(token - tokens.start) == Some(&true);
    let PronounState { people, actors, open_quotation } = state;
    let mut candidates: Vec<SpeakerCandidate> = Vec::new();
    let mut found = Vec::new();
    let first = view.names.partition_point(|n| n.tokens.start < tokens.start);
    let mut names = view.names[first..].iter().zip(&entity_of[first..]).peekable();
    let mut mentions = nominals[first_here..].iter().peekable();
    for sentence in sentences {
        let range = view.article.sentences[sentence].tokens.clone();
        let mut possessor: Option<(usize, bool)> = None;
        for token in range.clone() {
            while let Some((name, &entity)) = names.next_if(|(n, _)| n.tokens.start <= token) {
                let subject = is_subject(view, name.tokens.start, name.tokens.end);
                let Some(referent) = entities.get(entity) else { continue };
                if !quoted(token) {
                    let is_actor = subject || organization::follows_members_of(view, name.tokens.start);
                    actors.record(entity, referent.kind, sentence, is_actor);
                }
                if referent.kind == EntityKind::Person {
                    record_mention(people, entity, sentence, token, subject, quoted(token));
                    candidates.extend((!quoted(token)).then_some(SpeakerCandidate { entity, token }));
                } else if matches!(referent.kind, EntityKind::Organization | EntityKind::Gpe)
                    && !quoted(token)
                {
                    // Only one possessor: a second name makes "its" ambiguous, unless the first is a subject.
                    possessor = match possessor {
                        None => Some((entity, subject)),
                        Some((first, true)) => Some((first, true)),
                        Some((first, _)) if first == entity => Some((first, subject)),
                        Some(_) => Some((entity, subject)),
                    };
                }
            }
            while let Some(mention) = mentions.next_if(|r| r.tokens.start <= token) {
                let subject = is_subject(view, mention.tokens.start, mention.tokens.end);
                let Some(kind) = entities.get(mention.entity).map(|e| e.kind) else { continue };
                if !quoted(token) {
                    actors.record(mention.entity, kind, sentence, subject);
                }
                if kind == EntityKind::Person {
                    record_mention(people, mention.entity, sentence, token, subject, quoted(token));
                    candidates.extend(
                        (!quoted(token)).then_some(SpeakerCandidate { entity: mention.entity, token }),
                    );
                }
            }
            // "It" can be part of a name.
            if !view.has_trait(token, Traits::PRONOUN) || view.name(token).is_some() {
                continue;
            }
            if let Some(entity) = relative_antecedent(view, entities, entity_of, token) {
                found.push(ResolvedPronoun { entity, token, score: 0.9, why: "right after the name" });
                continue;
            }
            let Some((gender, case)) = gender_and_case(view, token) else {
                let is_possessive = matches!(view.word(token), "its" | "Its");
                if let Some((entity, true)) = possessor.filter(|_| is_possessive && !quoted(token)) {
                    let why = "belongs to the one that acts in this sentence";
                    found.push(ResolvedPronoun { entity, token, score: 0.6, why });
                } else if !quoted(token)
                    && let Some((entity, score, why)) = actors.antecedent(view, nominals, sentence, token)
                {
                    found.push(ResolvedPronoun { entity, token, score, why });
                }
                continue;
            };
            if case == Case::Subject && refers_to_unnamed_speaker(view, nominals, token) {
                continue;
            }
            let pronoun = PronounUse { sentence, token, quoted: quoted(token), case };
            if let Some((best, score, why)) = most_salient(view, people, genders, gender, pronoun) {
                found.push(ResolvedPronoun { entity: best, token, score, why });
                if let Some(known) = genders.get(best).filter(|known| known.get().is_none()) {
                    known.set(Some(gender));
                    revealed.push((best, gender));
                }
                record_mention(people, best, sentence, token, case == Case::Subject, quoted(token));
                candidates.extend((!quoted(token)).then_some(SpeakerCandidate { entity: best, token }));
            }
        }
    }
    for (token, entity) in
        first_person::resolve(view, tokens.start, &quoted_tokens, &candidates, open_quotation)
    {
        found.push(ResolvedPronoun { entity, token, score: 0.8, why: "the speaker of this quotation" });
    }
    found
}

/// The person whose name directly precedes the relative pronoun at `token`: "Ann Hale, |who| runs the shop,".
#[inline(never)]
fn relative_antecedent(
    view: &SyntaxView,
    entities: &[Entity],
    entity_of: &[usize],
    token: usize,
) -> Option<usize> {
    if !matches!(view.word(token), "who" | "whom" | "whose") {
        return None;
    }
    let before = token.checked_sub(1)?;
    let last = if view.word(before) == "," { before.checked_sub(1)? } else { before };
    let entity = *entity_of.get(view.name(last)?)?;
    (entities.get(entity)?.kind == EntityKind::Person).then_some(entity)
}

/// Whether the pronoun refers to an unnamed person who speaks: "the runner-up said |she| was robbed". Phrases
/// in `nominals` refer to named people.
#[inline(never)]
fn refers_to_unnamed_speaker(view: &SyntaxView, nominals: &[NominalMention], token: usize) -> bool {
    let Some(before) = token.checked_sub(1) else { return false };
    let verb = if view.word(before) == "that" { before.checked_sub(1) } else { Some(before) };
    let Some(verb) = verb.filter(|&v| v > 1 && view.is_finite(v)) else { return false };
    let last = verb - 1;
    // "The runner-up": the head comes before the hyphen.
    let head = if view.is_hyphen(last.saturating_sub(1)) { last.saturating_sub(2) } else { last };
    view.has_trait(verb, Traits::SPEECH)
        && view.name(head).is_none()
        && view.is_role_noun(head)
        && !nominals.iter().rev().take_while(|a| a.tokens.end >= last).any(|a| a.tokens.end == last + 1)
        && (verb.saturating_sub(5)..head).any(|i| view.is_determiner(i))
}

/// A pronoun with its position and case.
#[derive(Clone, Copy)]
struct PronounUse {
    sentence: usize,
    token: usize,
    quoted: bool,
    case: Case,
}

/// Records a mention as the latest one.
#[inline(never)]
fn record_mention(
    people: &mut Vec<PersonMention>,
    entity: usize,
    sentence: usize,
    token: usize,
    subject: bool,
    quoted: bool,
) {
    let previous = people.iter().position(|p| p.entity == entity).map(|at| people.remove(at));
    let in_sentence = previous.filter(|b| b.sentence == sentence);
    // Within a sentence, a subject stays a subject, and a mention outside quotations stays outside.
    let subject = subject || in_sentence.is_some_and(|b| b.subject);
    let quoted = quoted && in_sentence.is_none_or(|b| b.quoted);
    let count = previous.map_or(0, |b| b.count) + 1;
    if people.len() >= MAX_REMEMBERED {
        people.remove(0);
    }
    people.push(PersonMention { entity, sentence, token, subject, quoted, count });
}

/// The most salient person that agrees in gender, with a confidence and the reason.
#[inline(never)]
fn most_salient(
    view: &SyntaxView,
    people: &[PersonMention],
    gender: &[Cell<Option<Gender>>],
    wanted: Gender,
    here: PronounUse,
) -> Option<(usize, f32, &'static str)> {
    let agrees = |p: &&PersonMention| {
        here.sentence.wrapping_sub(p.sentence) <= MAX_SENTENCES_BACK
            && gender.get(p.entity).and_then(Cell::get).is_none_or(|g| g == wanted)
    };
    let mut ranked: Vec<(f32, &PersonMention)> = people
        .iter()
        .filter(agrees)
        .map(|p| (salience(view, p, gender.get(p.entity).and_then(Cell::get).is_some(), here), p))
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (&(first, best), second) = (ranked.first()?, ranked.get(1));
    if first < 0.0 {
        return None;
    }
    let margin = second.map_or(2.0, |s| first - s.0).clamp(0.0, 2.0);
    let why = match (second, wanted) {
        (None, Gender::Male) => "the only man named before",
        (None, Gender::Female) => "the only woman named before",
        _ if best.sentence == here.sentence => "named in the same sentence",
        _ if best.subject => "who the sentence before is about",
        _ => "the last one named who fits",
    };
    Some((best.entity, 0.5 + 0.2 * margin, why))
}

/// Salience of a person as the antecedent of a pronoun. `gender_known` is whether the person's gender is
/// known.
#[inline(never)]
fn salience(view: &SyntaxView, person: &PersonMention, gender_known: bool, here: PronounUse) -> f32 {
    let back = here.sentence.wrapping_sub(person.sentence);
    let mut score = match back {
        0 => 2.6,
        1 => 2.2,
        2 => 1.0,
        3 => 0.4,
        _ => 0.1,
    };
    if person.subject {
        score += if here.case == Case::Subject || here.case == Case::Reflexive { 1.5 } else { 1.0 };
    }
    score += person.count.min(5) as f32 * 0.12;
    score += if gender_known { 0.9 } else { 0.0 };
    if person.quoted && !here.quoted {
        score -= 1.3;
    }
    if here.quoted && !person.quoted && back == 0 && person.subject {
        score -= 3.0;
    }
    // "Hale told him": the subject of a clause is not the antecedent of its object.
    if here.case == Case::Object && back == 0 && person.subject {
        let verbs = (person.token..here.token).filter(|&i| view.is_finite(i)).count();
        if verbs <= 1 {
            score -= 3.0;
        }
    }
    score
}

/// Gender and case of a personal pronoun of the third person.
#[inline(never)]
fn gender_and_case(view: &SyntaxView, token: usize) -> Option<(Gender, Case)> {
    let word = view.word(token);
    if word.len() > 7 || !word.starts_with(['h', 'H', 's', 'S']) || view.name(token).is_some() {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let before_noun =
        || matches!(view.tag(token + 1), Pos::Noun | Pos::Adj | Pos::Propn | Pos::Num | Pos::VerbIng);
    Some(match lower.as_str() {
        "he" => (Gender::Male, Case::Subject),
        "him" => (Gender::Male, Case::Object),
        "his" => (Gender::Male, Case::Possessive),
        "himself" => (Gender::Male, Case::Reflexive),
        "she" => (Gender::Female, Case::Subject),
        "her" if before_noun() => (Gender::Female, Case::Possessive),
        "her" => (Gender::Female, Case::Object),
        "hers" => (Gender::Female, Case::Possessive),
        "herself" => (Gender::Female, Case::Reflexive),
        _ => return None,
    })
}

/// The gender of every person, as known from titles, role nouns and names.
#[inline(never)]
pub(crate) fn known_genders(
    view: &SyntaxView,
    entities: &[Entity],
    entity_of: &[usize],
    cache: &mut StageCache<Option<Gender>>,
) -> Vec<Option<Gender>> {
    let mut titled: Vec<Option<Gender>> = vec![None; entities.len()];
    for (name, &entity) in view.names.iter().zip(entity_of) {
        if let (EntityKind::Person, Some(slot)) = (name.kind, titled.get_mut(entity)) {
            *slot = slot.or_else(|| people::gender_of_title(view.article, name));
        }
    }
    let by_role = |e: &Entity| {
        e.roles
            .iter()
            .flat_map(|r| r.text.split([' ', '-']))
            .find_map(|w| people::gender_of_title_word(&normalize::fold(w)))
    };
    let by_name = |e: &Entity| {
        let words = people::without_titles(normalize::words(&e.name));
        let first = words.first().and_then(|first| given_names::gender(first));
        first.or_else(|| priors::gender(view.kb, &e.name))
    };
    cache.start_round();
    let mut gender = |(e, titled): (&Entity, Option<Gender>)| {
        let mut from_name = || cache.get(|| Fingerprint::NEW.with_text(&e.name), || by_name(e));
        let person = e.kind == EntityKind::Person;
        person.then(|| titled.or_else(|| by_role(e)).or_else(&mut from_name)).flatten()
    };
    entities.iter().zip(titled).map(&mut gender).collect()
}

/// For every token of some sentences, whether it is in a quotation. A quotation ends with its paragraph at
/// the latest.
#[inline(never)]
fn in_quotation(view: &SyntaxView, sentences: Range<usize>) -> Vec<bool> {
    let mut quoted = Vec::new();
    let (mut is_open, mut paragraph) = (false, None);
    for sentence in &view.article.sentences[sentences] {
        if paragraph.replace(sentence.paragraph) != Some(sentence.paragraph) {
            is_open = false;
        }
        for i in sentence.tokens.clone() {
            let mark = view.article.tokens[i].kind == TokenKind::Mark;
            match if mark { view.word(i) } else { "" } {
                "“" | "«" | "„" => is_open = true,
                "”" | "»" => is_open = false,
                "\"" | "''" | "``" => is_open = !is_open,
                _ => {}
            }
            quoted.push(is_open);
        }
    }
    quoted
}

/// Whether the phrase in these tokens is the subject of a verb, or a speaker after "said".
pub(crate) fn is_subject(view: &SyntaxView, start: usize, end: usize) -> bool {
    let sentence = view.sentence(start);
    let first = phrase_start(view, sentence.start, start);
    if first > sentence.start {
        let before = first - 1;
        if view.has_trait(before, Traits::SPEECH) && view.tag(before) != Pos::Noun {
            // "…, said Hale"; but in "he told Hale" another person speaks.
            let is_speaker = before == sentence.start || !view.can_be_agent(before - 1);
            return is_speaker && !view.has(before, Flag::AddressesObject);
        }
        if view.tag(before) == Pos::Adp {
            return false;
        }
    }
    let mut at = end;
    if view.word(at) == "," {
        let closing_comma = (at + 1..sentence.end.min(at + view::REACH)).find(|&i| view.word(i) == ",");
        // However long the apposition: a name that opens the sentence is its subject.
        if first == sentence.start && closing_comma.is_some() {
            return true;
        }
        at = if view.is_finite(at + 1) {
            at + 1
        } else {
            closing_comma.map_or(at, |closing_comma| closing_comma + 1)
        };
    } else if view.word(at) == "of" && view.name(at + 1).is_some() {
        // "Ann Hale of Kenya finished".
        at = view.name(at + 1).map_or(at, |n| view.names[n].tokens.end);
    }
    while at < sentence.end && matches!(view.tag(at), Pos::Adv) {
        at += 1;
    }
    at < sentence.end && (view.is_finite(at) || matches!(view.word(at), "who" | "and"))
}

/// The first token of the noun phrase that ends in a name, including role and article.
fn phrase_start(view: &SyntaxView, low: usize, start: usize) -> usize {
    let low = low.max(start.saturating_sub(8));
    let mut first = start;
    while first > low {
        let at = first - 1;
        let inside =
            (view.is_modifier(at) && !view.in_person(at)) || view.is_determiner(at) || view.is_possessive(at);
        if !inside {
            break;
        }
        first = at;
    }
    first
}
