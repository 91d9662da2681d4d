//! Resolves pronouns: whom "she", "his" and "it" refer to.
//!
//! A candidate must agree in gender, known from titles, role words, first names or an earlier pronoun. Among those
//! that agree the most salient wins: recent, subject of its sentence, often spoken of; a name inside a quotation is
//! less salient outside it, and who speaks is seldom "he" in his own quotation. "Its" is resolved only where a thing
//! named first in the sentence owns it; "it" and "they" where they speak ([`crate::coref::pronouns::organization`]); "I" in a quotation
//! is its speaker ([`crate::coref::pronouns::first_person`]). "We" is left alone.

pub(crate) mod first_person;
pub(crate) mod organization;

use std::cell::Cell;
use std::ops::Range;

use self::first_person::{Heard, Open};
use self::organization::Bodies;
use crate::coref::nominals::Again;
use crate::coref::people;
use crate::document::{Entity, EntityKind};
use crate::incremental::{Fingerprint, StageCache};
use crate::kb::priors;
use crate::lexicon::{Gender, lists};
use crate::pos::Pos;
use crate::syntax::traits::Traits;
use crate::syntax::view::{self, SyntaxView};
use crate::text::normalize;
use crate::tokens::TokenKind;

/// How many of the latest people are remembered.
const MEMORY: usize = 10;
/// How many sentences back a pronoun reaches.
const BACK: usize = 4;

/// A pronoun and whom it refers to.
pub(crate) struct Resolved {
    /// The entity, as an index.
    pub entity: usize,
    /// The token of the pronoun.
    pub token: usize,
    /// How sure, 0 to 1.
    pub score: f32,
    /// Why, for a reader.
    pub why: &'static str,
}

/// The latest mention of somebody.
#[derive(Clone, Copy)]
struct Seen {
    entity: usize,
    sentence: usize,
    token: usize,
    subject: bool,
    quoted: bool,
    count: u32,
}

/// Grammatical use of a personal pronoun.
#[derive(Clone, Copy, PartialEq)]
enum Case {
    Subject,
    Object,
    Owner,
    Reflexive,
}

/// Who was spoken of before, the latest last.
#[derive(Clone, Default)]
pub(crate) struct State {
    people: Vec<Seen>,
    organised: Bodies,
    /// The quotation that is left open.
    open: Option<Open>,
}

impl State {
    /// With who can be meant after a sentence and a token. Of those out of reach only the order counts.
    pub(crate) fn fingerprint(
        &self,
        key: Fingerprint,
        sentence: usize,
        gender: &[Cell<Option<Gender>>],
    ) -> Fingerprint {
        let key = self.people.iter().fold(key, |key, seen| {
            let back = sentence.wrapping_sub(seen.sentence).min(BACK + 1) as u64;
            let look =
                u64::from(seen.subject) << 1 | u64::from(seen.quoted) | u64::from(seen.count.min(5)) << 2;
            let gender = gender.get(seen.entity).and_then(Cell::get).map_or(0, |g| g as u64 + 1);
            key.with((seen.entity as u64) << 16 | back << 8 | look).with(gender)
        });
        let open = self.open.map_or(0, |Open(speaker)| speaker.map_or(1, |speaker| speaker as u64 + 2));
        self.organised.fingerprint(key.with(self.people.len() as u64).with(open), sentence)
    }

    /// The same where everything stands so many sentences and tokens further on, or back beyond zero.
    pub(crate) fn move_on(&mut self, sentences: usize, tokens: usize) {
        for seen in &mut self.people {
            seen.sentence = seen.sentence.wrapping_add(sentences);
            seen.token = seen.token.wrapping_add(tokens);
        }
        self.organised.move_on(sentences);
    }
}

/// What pronouns are read from.
pub(crate) struct Scene<'a> {
    /// The article with its names.
    pub view: &'a SyntaxView<'a>,
    /// Its entities.
    pub entities: &'a [Entity],
    /// The entity of every name.
    pub entity_of: &'a [usize],
}

/// Whose gender is known.
pub(crate) struct Known<'a> {
    /// Of every entity.
    pub gender: &'a [Cell<Option<Gender>>],
    /// Those that pronouns have shown.
    pub shown: &'a mut Vec<(usize, Gender)>,
}

/// Resolves the pronouns in some sentences. `again` are the roles taken up so far, from `here` on in these sentences; `known`
/// and `state` are what is known before, and then after.
#[inline(never)]
pub(crate) fn find(
    &Scene { view, entities, entity_of }: &Scene,
    sentences: Range<usize>,
    again: &[Again],
    here: usize,
    Known { gender, shown }: Known,
    state: &mut State,
) -> Vec<Resolved> {
    let tokens = view.article.sentences[sentences.start].tokens.start
        ..view.article.sentences[sentences.end - 1].tokens.end;
    let inside = quotations(view, sentences.clone());
    let quoted = |token: usize| inside.get(token - tokens.start) == Some(&true);
    let State { people, organised, open } = state;
    let mut heard: Vec<Heard> = Vec::new();
    let mut found = Vec::new();
    let first = view.names.partition_point(|n| n.tokens.start < tokens.start);
    let mut names = view.names[first..].iter().zip(&entity_of[first..]).peekable();
    let mut roles = again[here..].iter().peekable();
    for sentence in sentences {
        let range = view.article.sentences[sentence].tokens.clone();
        let mut thing: Option<(usize, bool)> = None;
        for token in range.clone() {
            while let Some((name, &entity)) = names.next_if(|(n, _)| n.tokens.start <= token) {
                let subject = is_subject(view, name.tokens.start, name.tokens.end);
                let Some(known) = entities.get(entity) else { continue };
                if !quoted(token) {
                    let acts = subject || organization::is_part(view, name.tokens.start);
                    organised.see(entity, known.kind, sentence, acts);
                }
                if known.kind == EntityKind::Person {
                    see(people, entity, sentence, token, subject, quoted(token));
                    heard.extend((!quoted(token)).then_some(Heard { entity, token }));
                } else if matches!(known.kind, EntityKind::Organization | EntityKind::Gpe) && !quoted(token) {
                    // One thing only: a second one named makes "its" unclear, unless the first acts.
                    thing = match thing {
                        None => Some((entity, subject)),
                        Some((first, true)) => Some((first, true)),
                        Some((first, _)) if first == entity => Some((first, subject)),
                        Some(_) => Some((entity, subject)),
                    };
                }
            }
            while let Some(role) = roles.next_if(|r| r.tokens.start <= token) {
                let subject = is_subject(view, role.tokens.start, role.tokens.end);
                let Some(kind) = entities.get(role.entity).map(|e| e.kind) else { continue };
                if !quoted(token) {
                    organised.see(role.entity, kind, sentence, subject);
                }
                if kind == EntityKind::Person {
                    see(people, role.entity, sentence, token, subject, quoted(token));
                    heard.extend((!quoted(token)).then_some(Heard { entity: role.entity, token }));
                }
            }
            // "It" may be part of a name.
            if !view.is(token, Traits::PRONOUN) || view.name(token).is_some() {
                continue;
            }
            if let Some(entity) = before_who(view, entities, entity_of, token) {
                found.push(Resolved { entity, token, score: 0.9, why: "right after the name" });
                continue;
            }
            let Some((wanted, case)) = personal(view, token) else {
                let owner = matches!(view.word(token), "its" | "Its");
                if let Some((entity, true)) = thing.filter(|_| owner && !quoted(token)) {
                    let why = "belongs to the one that acts in this sentence";
                    found.push(Resolved { entity, token, score: 0.6, why });
                } else if !quoted(token)
                    && let Some((entity, score, why)) = organised.speaker(view, again, sentence, token)
                {
                    found.push(Resolved { entity, token, score, why });
                }
                continue;
            };
            if case == Case::Subject && is_of_unnamed(view, again, token) {
                continue;
            }
            let place = Place { sentence, token, quoted: quoted(token), case };
            if let Some((best, score, why)) = choose(view, people, gender, wanted, place) {
                found.push(Resolved { entity: best, token, score, why });
                if let Some(known) = gender.get(best).filter(|known| known.get().is_none()) {
                    known.set(Some(wanted));
                    shown.push((best, wanted));
                }
                see(people, best, sentence, token, case == Case::Subject, quoted(token));
                heard.extend((!quoted(token)).then_some(Heard { entity: best, token }));
            }
        }
    }
    for (token, entity) in first_person::find(view, tokens.start, &inside, &heard, open) {
        found.push(Resolved { entity, token, score: 0.8, why: "the speaker of this quotation" });
    }
    found
}

/// The person whose name stands right before the "who" at `token`: "Ann Hale, |who| runs the shop,".
#[inline(never)]
fn before_who(view: &SyntaxView, entities: &[Entity], entity_of: &[usize], token: usize) -> Option<usize> {
    if !matches!(view.word(token), "who" | "whom" | "whose") {
        return None;
    }
    let before = token.checked_sub(1)?;
    let last = if view.word(before) == "," { before.checked_sub(1)? } else { before };
    let entity = *entity_of.get(view.name(last)?)?;
    (entities.get(entity)?.kind == EntityKind::Person).then_some(entity)
}

/// Whether the pronoun is the subject of what somebody without a name says: "the runner-up said |she| was robbed".
/// `again` holds phrases that stand for somebody named.
#[inline(never)]
fn is_of_unnamed(view: &SyntaxView, again: &[Again], token: usize) -> bool {
    let Some(before) = token.checked_sub(1) else { return false };
    let verb = if view.word(before) == "that" { before.checked_sub(1) } else { Some(before) };
    let Some(verb) = verb.filter(|&v| v > 1 && view.is_finite(v)) else { return false };
    let last = verb - 1;
    // "The runner-up".
    let who = if view.is_hyphen(last.saturating_sub(1)) { last.saturating_sub(2) } else { last };
    view.is(verb, Traits::SPEECH)
        && view.name(who).is_none()
        && view.is_role(who)
        && !again.iter().rev().take_while(|a| a.tokens.end >= last).any(|a| a.tokens.end == last + 1)
        && (verb.saturating_sub(5)..who).any(|i| view.determines(i))
}

/// Where a pronoun stands.
#[derive(Clone, Copy)]
struct Place {
    sentence: usize,
    token: usize,
    quoted: bool,
    case: Case,
}

/// Remembers a mention, the latest last.
#[inline(never)]
fn see(people: &mut Vec<Seen>, entity: usize, sentence: usize, token: usize, subject: bool, quoted: bool) {
    let before = people.iter().position(|p| p.entity == entity).map(|at| people.remove(at));
    let same = before.filter(|b| b.sentence == sentence);
    // Who acted in this sentence stays its subject, and the mention outside the quotation counts.
    let subject = subject || same.is_some_and(|b| b.subject);
    let quoted = quoted && same.is_none_or(|b| b.quoted);
    let count = before.map_or(0, |b| b.count) + 1;
    if people.len() >= MEMORY {
        people.remove(0);
    }
    people.push(Seen { entity, sentence, token, subject, quoted, count });
}

/// The most salient person that agrees, how sure, and why.
#[inline(never)]
fn choose(
    view: &SyntaxView,
    people: &[Seen],
    gender: &[Cell<Option<Gender>>],
    wanted: Gender,
    here: Place,
) -> Option<(usize, f32, &'static str)> {
    let agrees = |p: &&Seen| {
        here.sentence.wrapping_sub(p.sentence) <= BACK
            && gender.get(p.entity).and_then(Cell::get).is_none_or(|g| g == wanted)
    };
    let mut ranked: Vec<(f32, &Seen)> = people
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

/// How much a person is on the reader's mind where a pronoun stands.
#[inline(never)]
fn salience(view: &SyntaxView, seen: &Seen, known: bool, here: Place) -> f32 {
    let back = here.sentence.wrapping_sub(seen.sentence);
    let mut score = match back {
        0 => 2.6,
        1 => 2.2,
        2 => 1.0,
        3 => 0.4,
        _ => 0.1,
    };
    if seen.subject {
        score += if here.case == Case::Subject || here.case == Case::Reflexive { 1.5 } else { 1.0 };
    }
    score += seen.count.min(5) as f32 * 0.12;
    score += if known { 0.9 } else { 0.0 };
    if seen.quoted && !here.quoted {
        score -= 1.3;
    }
    if here.quoted && !seen.quoted && back == 0 && seen.subject {
        score -= 3.0;
    }
    // "Hale told him": the subject of a clause is not its object.
    if here.case == Case::Object && back == 0 && seen.subject {
        let verbs = (seen.token..here.token).filter(|&i| view.is_finite(i)).count();
        if verbs <= 1 {
            score -= 3.0;
        }
    }
    score
}

/// Gender and use of a personal pronoun of the third person.
#[inline(never)]
fn personal(view: &SyntaxView, token: usize) -> Option<(Gender, Case)> {
    let word = view.word(token);
    if word.len() > 7 || !word.starts_with(['h', 'H', 's', 'S']) || view.name(token).is_some() {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let owned = || matches!(view.tag(token + 1), Pos::Noun | Pos::Adj | Pos::Propn | Pos::Num | Pos::VerbIng);
    Some(match lower.as_str() {
        "he" => (Gender::Male, Case::Subject),
        "him" => (Gender::Male, Case::Object),
        "his" => (Gender::Male, Case::Owner),
        "himself" => (Gender::Male, Case::Reflexive),
        "she" => (Gender::Female, Case::Subject),
        "her" if owned() => (Gender::Female, Case::Owner),
        "her" => (Gender::Female, Case::Object),
        "hers" => (Gender::Female, Case::Owner),
        "herself" => (Gender::Female, Case::Reflexive),
        _ => return None,
    })
}

/// What titles, role words and names tell of the gender of every person.
#[inline(never)]
pub(crate) fn genders(
    view: &SyntaxView,
    entities: &[Entity],
    entity_of: &[usize],
    kept: &mut StageCache<Option<Gender>>,
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
        let first = words.first().and_then(|first| lists::gender_of_first_name(first));
        first.or_else(|| priors::gender(view.kb, &e.name))
    };
    kept.start_round();
    let mut of = |(e, titled): (&Entity, Option<Gender>)| {
        let mut named = || kept.get(|| Fingerprint::NEW.with_text(&e.name), || by_name(e));
        let person = e.kind == EntityKind::Person;
        person.then(|| titled.or_else(|| by_role(e)).or_else(&mut named)).flatten()
    };
    entities.iter().zip(titled).map(&mut of).collect()
}

/// For every token of some sentences whether it stands in a quotation; a quotation ends with its paragraph at the latest.
#[inline(never)]
fn quotations(view: &SyntaxView, sentences: Range<usize>) -> Vec<bool> {
    let mut quoted = Vec::new();
    let (mut inside, mut paragraph) = (false, None);
    for sentence in &view.article.sentences[sentences] {
        if paragraph.replace(sentence.paragraph) != Some(sentence.paragraph) {
            inside = false;
        }
        for i in sentence.tokens.clone() {
            let mark = view.article.tokens[i].kind == TokenKind::Mark;
            match if mark { view.word(i) } else { "" } {
                "“" | "«" | "„" => inside = true,
                "”" | "»" => inside = false,
                "\"" | "''" | "``" => inside = !inside,
                _ => {}
            }
            quoted.push(inside);
        }
    }
    quoted
}

/// Whether the phrase in these tokens is the subject of a verb, or who speaks after "said".
pub(crate) fn is_subject(view: &SyntaxView, start: usize, end: usize) -> bool {
    let sentence = view.sentence(start);
    let first = phrase_start(view, sentence.start, start);
    if first > sentence.start {
        let before = first - 1;
        if view.is(before, Traits::SPEECH) && view.tag(before) != Pos::Noun {
            // "…, said Hale", but not "told Hale": there somebody else speaks.
            let speaks = before == sentence.start || !view.is_agent(before - 1);
            return speaks && !matches!(view.word(before), "told" | "tells" | "asked" | "urged" | "accused");
        }
        if view.tag(before) == Pos::Adp {
            return false;
        }
    }
    let mut at = end;
    if view.word(at) == "," {
        let close = (at + 1..sentence.end.min(at + view::REACH)).find(|&i| view.word(i) == ",");
        // However long what is said of it between the commas: who opens a sentence is its subject.
        if first == sentence.start && close.is_some() {
            return true;
        }
        at = if view.is_finite(at + 1) { at + 1 } else { close.map_or(at, |close| close + 1) };
    } else if view.word(at) == "of" && view.name(at + 1).is_some() {
        // "Ann Hale of Kenya finished".
        at = view.name(at + 1).map_or(at, |n| view.names[n].tokens.end);
    }
    while at < sentence.end && matches!(view.tag(at), Pos::Adv) {
        at += 1;
    }
    at < sentence.end && (view.is_finite(at) || matches!(view.word(at), "who" | "and"))
}

/// The first token of the noun phrase that leads up to a name: its role and article.
fn phrase_start(view: &SyntaxView, low: usize, start: usize) -> usize {
    let low = low.max(start.saturating_sub(8));
    let mut first = start;
    while first > low {
        let at = first - 1;
        let inside =
            (view.modifies(at) && !view.in_person(at)) || view.determines(at) || view.is_possessive(at);
        if !inside {
            break;
        }
        first = at;
    }
    first
}
