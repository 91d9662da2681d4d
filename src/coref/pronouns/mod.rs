//! Resolves personal and possessive pronouns: whom "she", "his" and "it" refer to.
//!
//! A candidate must not be known to have the other gender; titles, role nouns, first names and earlier
//! pronouns show it. Among the candidates that agree, with a name or without, a model chooses
//! ([`antecedent`]). "Its" is resolved only to the subject of its sentence; "it" and "they" only as
//! subjects of speech verbs ([`organization`]). "I" in a quotation is resolved to its speaker
//! ([`first_person`]).
//!
//! Never resolves "we".

pub(crate) mod antecedent;
pub(crate) mod first_person;
pub(crate) mod organization;
mod syntactic;

use std::cell::Cell;
use std::ops::Range;

use self::antecedent::{Case, Chooser, Form, Person, PersonMention, PronounUse};
use self::first_person::{OpenQuotation, SpeakerCandidate};
use self::organization::RecentActors;
use self::syntactic::Mentions;
use crate::coref::nominals::NominalMention;
use crate::coref::people;
use crate::document::{Entity, EntityKind};
use crate::incremental::{Fingerprint, StageCache};
use crate::kb::priors;
use crate::lexicon::{Flag, Gender, given_names};
use crate::model::crf::MAX_RUN_TOKENS;
use crate::pos::Pos;
use crate::syntax::quotations::{Place, Quotes};
use crate::syntax::traits::Traits;
use crate::syntax::tree;
use crate::syntax::view::{self, SyntaxView};
use crate::text::normalize;

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

/// A pronoun that means somebody without a name.
#[derive(Clone, Copy)]
pub(crate) struct UnnamedPronoun {
    /// The token of the pronoun.
    pub token: usize,
    /// The sentence of the mention before.
    pub sentence: usize,
    /// Place of that mention's first token in its sentence.
    pub place: usize,
}

/// The pronouns of some sentences, in two lists in order of place.
#[derive(Default)]
pub(crate) struct Pronouns {
    /// Those with an entity as antecedent.
    pub resolved: Vec<ResolvedPronoun>,
    /// Those that mean somebody without a name.
    pub unnamed: Vec<UnnamedPronoun>,
    /// The roles that clauses with a resolved pronoun state, each with the entity.
    pub roles: Vec<(usize, Range<usize>)>,
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
            let back = sentence.wrapping_sub(mention.sentence).min(antecedent::MAX_SENTENCES_BACK + 1) as u64;
            let (entity, gender) = match mention.person {
                Person::Named(entity) => (entity as u64, gender.get(entity).and_then(Cell::get)),
                Person::Unnamed(_) => (u64::MAX, None),
            };
            mention.fingerprint(key.with(entity).with(back << 8 | gender.map_or(0, |g| g as u64 + 1)))
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
            let Range { start, end } = mention.tokens;
            mention.tokens = start.wrapping_add(tokens)..end.wrapping_add(tokens);
            mention.first = mention.first.wrapping_add(tokens);
            mention.name = mention.name.map(|name| name.wrapping_add(tokens));
            if let Person::Unnamed(first) = &mut mention.person {
                *first = first.wrapping_add(tokens);
            }
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
    /// Its quotations.
    pub quotes: &'a Quotes,
    /// Chooses the antecedents of pronouns.
    pub chooser: &'a dyn Chooser,
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
    &AnaphoraContext { view, entities, entity_of, quotes, chooser }: &AnaphoraContext,
    sentences: Range<usize>,
    nominals: &[NominalMention],
    first_here: usize,
    GenderKnowledge { gender: genders, revealed }: GenderKnowledge,
    state: &mut PronounState,
) -> Pronouns {
    let tokens = view.article.sentences[sentences.start].tokens.start
        ..view.article.sentences[sentences.end - 1].tokens.end;
    let quoted = |token: usize| matches!(quotes.place(token), Place::Open | Place::Inside);
    let quoted_tokens: Vec<bool> = tokens.clone().map(quoted).collect();
    let PronounState { people, actors, open_quotation } = state;
    let mut candidates: Vec<SpeakerCandidate> = Vec::new();
    let (mut found, mut unnamed) = (Vec::new(), Vec::new());
    let first = view.names.partition_point(|n| n.tokens.start < tokens.start);
    let mut names = view.names[first..].iter().zip(&entity_of[first..]).peekable();
    let mut mentions = nominals[first_here..].iter().peekable();
    let paragraph = sentences.start;
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
                    let person = Person::Named(entity);
                    let mention =
                        mention(view, person, sentence, name.tokens.clone(), Form::Name, quoted(token));
                    let has_role = !referent.roles.is_empty();
                    antecedent::record(
                        people,
                        PersonMention { name: Some(name.tokens.start), has_role, ..mention },
                    );
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
                    let (person, tokens) = (Person::Named(mention.entity), mention.tokens.clone());
                    antecedent::record(
                        people,
                        self::mention(view, person, sentence, tokens, Form::Nominal, quoted(token)),
                    );
                    candidates.extend(
                        (!quoted(token)).then_some(SpeakerCandidate { entity: mention.entity, token }),
                    );
                }
            }
            if let Some(noun) = unnamed_person(view, token)
                && !is_nominal_mention(nominals, token)
            {
                let here = token..token + 1;
                let mention =
                    mention(view, Person::Unnamed(token), sentence, here, Form::Unnamed, quoted(token));
                antecedent::record(
                    people,
                    PersonMention { gender: noun.gender, article: noun.article, ..mention },
                );
            }
            // "It" can be part of a name.
            if !view.has_trait(token, Traits::PRONOUN) || view.name(token).is_some() {
                continue;
            }
            let syntactic = Mentions { view, entities, entity_of, nominals };
            if matches!(view.word(token), "who" | "whom" | "whose") {
                let adjacent = relative_antecedent(view, entities, entity_of, token);
                if let Some(entity) = adjacent.or_else(|| syntactic.described(token)) {
                    found.push(ResolvedPronoun { entity, token, score: 0.9, why: "right after the name" });
                }
                continue;
            }
            let Some((gender, case)) = gender_and_case(view, token) else {
                let is_possessive = matches!(view.word(token), "its" | "Its");
                let is_it = view.word(token).eq_ignore_ascii_case("it");
                let told = match quoted(token) {
                    false if is_possessive => syntactic.owner(token),
                    false if is_it => syntactic.speaker_above(token),
                    _ => None,
                };
                if let Some(entity) = told {
                    let why = "belongs to the one that acts in this sentence";
                    let why = if is_possessive { why } else { "the one that says so of itself" };
                    found.push(ResolvedPronoun { entity, token, score: 0.7, why });
                } else if let Some((entity, true)) = possessor.filter(|_| is_possessive && !quoted(token)) {
                    let why = "belongs to the one that acts in this sentence";
                    found.push(ResolvedPronoun { entity, token, score: 0.6, why });
                } else if !quoted(token)
                    && let Some((entity, score, why)) = actors.antecedent(view, nominals, sentence, token)
                {
                    found.push(ResolvedPronoun { entity, token, score, why });
                }
                continue;
            };
            if case == Case::Subject
                && let Some(speaker) = unnamed_speaker(view, nominals, token)
            {
                // "A witness said he had run": or whoever was mentioned before.
                let other = |p: &PersonMention| {
                    let same = p.form == Form::Unnamed && view.folded(p.tokens.start) == view.folded(speaker);
                    !same && p.known_gender(genders).is_none_or(|known| known == gender)
                };
                if !people.iter().any(other) {
                    unnamed.push(UnnamedPronoun { token, sentence, place: speaker - range.start });
                }
                continue;
            }
            let agrees =
                |entity: &usize| genders.get(*entity).and_then(Cell::get).is_none_or(|known| known == gender);
            let behind = || syntactic.subject_behind(token).filter(agrees);
            // "In her speech, Ann Hale said": nobody else is meant.
            if case == Case::Possessive
                && let Some(entity) = behind()
            {
                found.push(ResolvedPronoun { entity, token, score: 0.8, why: "named in the same sentence" });
                continue;
            }
            let named_below = match case {
                Case::Subject => named_in_clause(view, entity_of, token, range.end),
                _ => Vec::new(),
            };
            let here = PronounUse {
                sentence,
                token,
                quoted: quoted(token),
                case,
                paragraph,
                named_below: &named_below,
            };
            let Some((best, score, why)) =
                antecedent::antecedent(view, people, genders, gender, here, chooser)
            else {
                if case == Case::Subject
                    && let Some(entity) = behind()
                {
                    found.push(ResolvedPronoun {
                        entity,
                        token,
                        score: 0.7,
                        why: "named in the same sentence",
                    });
                }
                continue;
            };
            let tokens = token..token + 1;
            let pronoun = mention(view, best.person, sentence, tokens, Form::Pronoun, quoted(token));
            antecedent::record(
                people,
                PersonMention { gender: Some(gender), article: best.article, ..pronoun },
            );
            let Person::Named(entity) = best.person else {
                let start = view.sentence(best.tokens.start).start;
                let place = best.tokens.start - start;
                unnamed.push(UnnamedPronoun { token, sentence: best.sentence, place });
                continue;
            };
            found.push(ResolvedPronoun { entity, token, score, why });
            if let Some(known) = genders.get(entity).filter(|known| known.get().is_none()) {
                known.set(Some(gender));
                revealed.push((entity, gender));
            }
            candidates.extend((!quoted(token)).then_some(SpeakerCandidate { entity, token }));
        }
    }
    for (token, entity) in
        first_person::resolve(view, tokens.start, &quoted_tokens, &candidates, open_quotation)
    {
        found.push(ResolvedPronoun { entity, token, score: 0.8, why: "the speaker of this quotation" });
    }
    Pronouns { resolved: found, unnamed, roles: Vec::new() }
}

/// The person whose name directly precedes the relative pronoun at `token`: "Ann Hale, |who| runs the shop,".
#[inline(never)]
fn relative_antecedent(
    view: &SyntaxView,
    entities: &[Entity],
    entity_of: &[usize],
    token: usize,
) -> Option<usize> {
    let before = token.checked_sub(1)?;
    let last = if view.word(before) == "," { before.checked_sub(1)? } else { before };
    let entity = *entity_of.get(view.name(last)?)?;
    (entities.get(entity)?.kind == EntityKind::Person).then_some(entity)
}

/// A mention in these tokens.
fn mention(
    view: &SyntaxView,
    person: Person,
    sentence: usize,
    tokens: Range<usize>,
    form: Form,
    quoted: bool,
) -> PersonMention {
    // A sentence is parsed in runs of this many tokens.
    let (whole, reach) = (view.sentence(tokens.start), MAX_RUN_TOKENS);
    let start = whole.start.max(tokens.start.saturating_sub(reach));
    let around = start..whole.end.min(tokens.end + reach);
    PersonMention {
        person,
        sentence,
        form,
        quoted,
        count: 0,
        gender: None,
        article: 0,
        has_role: false,
        name: None,
        first: tokens.start,
        context: view.fingerprint(around).with((tokens.start - whole.start) as u64),
        tokens,
    }
}

/// The entities that are named behind a pronoun in the clause of which it is the subject.
fn named_in_clause(view: &SyntaxView, entity_of: &[usize], token: usize, end: usize) -> Vec<usize> {
    let article = view.article;
    let Some(verb) = article.head(token) else { return Vec::new() };
    let first = view.names.partition_point(|n| n.tokens.start < token);
    let here = view.names[first..].iter().zip(&entity_of[first..]);
    here.take_while(|(name, _)| name.tokens.start < end)
        .filter(|(name, _)| tree::is_below(article, name.tokens.start, verb))
        .map(|(_, &entity)| entity)
        .collect()
}

/// The properties of a noun phrase for somebody without a name.
struct UnnamedPerson {
    gender: Option<Gender>,
    /// 0 without an article, 1 for "a", 2 for "the".
    article: u32,
}

/// Describes the noun at a token if it heads a noun phrase for one person without a name: "a man", "the
/// suspect", "her sister".
#[inline(never)]
fn unnamed_person(view: &SyntaxView, token: usize) -> Option<UnnamedPerson> {
    if view.tag(token) != Pos::Noun || view.name(token).is_some() || !is_person_noun(view, token) {
        return None;
    }
    let word = view.word(token);
    let plural = word.ends_with('s') && !word.ends_with("ss");
    if plural || view.name(token + 1).is_some() {
        return None;
    }
    let before = (token.saturating_sub(4)..token).rev();
    let mut inside = before.take_while(|&i| view.tag(i).is_nominal() && view.name(i).is_none());
    let article = match inside.find(|&i| view.article.has_lower(i, Flag::Article)) {
        Some(i) => 1 + u32::from(view.word(i).eq_ignore_ascii_case("the")),
        None => 0,
    };
    Some(UnnamedPerson { gender: people::gender_of_title_word(&view.folded(token)), article })
}

/// Whether the word of a token is a noun for a person.
fn is_person_noun(view: &SyntaxView, token: usize) -> bool {
    view.is_role_word(token) || view.folded_has(token, Flag::OrdinaryPerson)
}

/// Whether a token is part of a noun phrase that means somebody with a name.
fn is_nominal_mention(nominals: &[NominalMention], token: usize) -> bool {
    nominals.iter().rev().take_while(|n| n.tokens.end + 20 > token).any(|n| n.tokens.contains(&token))
}

/// The head of the phrase for an unnamed person who speaks, if the pronoun means that person: "the |runner|-up
/// said she was robbed". Phrases in `nominals` refer to named people.
#[inline(never)]
fn unnamed_speaker(view: &SyntaxView, nominals: &[NominalMention], token: usize) -> Option<usize> {
    let before = token.checked_sub(1)?;
    let verb = if view.word(before) == "that" { before.checked_sub(1) } else { Some(before) };
    let verb = verb.filter(|&v| v > 1 && view.is_finite(v))?;
    let last = verb - 1;
    // "The runner-up": the head comes before the hyphen.
    let head = if view.is_hyphen(last.saturating_sub(1)) { last.saturating_sub(2) } else { last };
    let speaks = view.has_trait(verb, Traits::SPEECH)
        && view.name(head).is_none()
        && view.is_role_noun(head)
        && !nominals.iter().rev().take_while(|a| a.tokens.end >= last).any(|a| a.tokens.end == last + 1)
        && (verb.saturating_sub(5)..head).any(|i| view.is_determiner(i));
    speaks.then_some(head).filter(|&head| head >= view.sentence(token).start)
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
