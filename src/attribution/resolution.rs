//! Resolves sources to the entities that their words refer to.
//!
//! A source refers to the entity whose mention heads it: "State Department spokesperson Tammy Bruce" to Tammy
//! Bruce, "a statement from the Élysée Palace" to the palace, "Trump's lawyer" not to Trump. "A and B" refers
//! to both. A pronoun that coreference leaves open refers to the person who spoke last near it; after an
//! unnamed speaker it stays unnamed. Never finds sources or changes entities.

use std::ops::Range;
use std::rc::Rc;

use crate::article::Article;
use crate::attribution::SourceSpan;
use crate::attribution::anonymity::{self, Number, SourceDescription};
use crate::attribution::documents;
use crate::attribution::speakers::{self, Evidence, Route};
use crate::corrections::CORRECTED_BY_HAND;
use crate::document::{Claim, CueKind, Entity, EntityKind, Mention, MentionKind, Source};
use crate::lexicon::{self, Flag};
use crate::parser::relation::Relation;
use crate::pos::Pos;
use crate::syntax::tree;
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// A mention with its entity.
#[derive(Clone, Copy)]
struct EntityMention {
    span: Span,
    entity: usize,
    kind: MentionKind,
    entity_kind: EntityKind,
    /// Confidence that the entity is meant.
    score: f32,
    /// Whether a reader's correction made it.
    by_hand: bool,
}

/// Longest distance back from a pronoun to a person who has not spoken, in bytes.
const PRONOUN_REACH: u32 = 400;

/// Longest distance back from a pronoun to an unnamed speaker, or to two speakers, in sentences.
const PRONOUN_SENTENCES: usize = 2;

/// Number of mentions before a source that count as evidence for its speaker.
const EVIDENCE_REACH: usize = 60;

/// Longest distance back to somebody who may be meant, in sentences.
const CANDIDATE_SENTENCES: usize = 2;

/// Maximum number of entities that may be meant.
const MAX_CANDIDATES: usize = 3;

/// Longest distance back from "both" or "they" to two names joined by "and", in sentences.
const PAIR_REACH: usize = 2;

/// The same in tokens.
const PAIR_TOKENS: usize = 150;

/// A speaker before the current source.
#[derive(Clone, Copy)]
struct Speaker {
    /// The entity; `None` for somebody unnamed.
    entity: Option<usize>,
    anonymous: bool,
    /// Number of people, as pronouns distinguish it.
    number: Number,
    /// Last token of the source.
    token: usize,
}

/// Resolves the sources of one article in order, with the speakers before each as context.
pub(crate) struct Resolver<'a> {
    article: &'a Article<'a>,
    /// Mentions of all entities, sorted by position.
    mentions: Vec<EntityMention>,
    /// For every entity, whether it is a person.
    people: Vec<bool>,
    /// The people that bear a surname, with whether the article calls each by the first name alone.
    bearers: FxHashMap<String, Vec<(usize, bool)>>,
    /// For every entity, whether a masculine and whether a feminine pronoun refers to it.
    he_or_she: Vec<(bool, bool)>,
    last_speaker: Option<Speaker>,
    /// Nouns of the anonymous sources so far.
    anonymous_nouns: FxHashSet<Rc<str>>,
    /// The last speaker before the current one with another entity.
    earlier_speaker: Option<Speaker>,
    /// Entities of the last source with several of them, and its last token.
    last_group: Option<(Vec<usize>, usize)>,
}

impl<'a> Resolver<'a> {
    /// Indexes the mentions of `entities`.
    #[inline(never)]
    pub(crate) fn new(article: &'a Article<'a>, entities: &[Entity]) -> Self {
        let mut mentions: Vec<EntityMention> = entities
            .iter()
            .enumerate()
            .flat_map(|(entity, e)| {
                e.mentions.iter().map(move |m| EntityMention {
                    span: m.span,
                    entity,
                    kind: m.kind,
                    entity_kind: e.kind,
                    score: m.score,
                    by_hand: m.why == CORRECTED_BY_HAND,
                })
            })
            .collect();
        mentions.sort_by_key(|k| (k.span.start, k.span.end));
        let people = entities.iter().map(|e| e.kind == EntityKind::Person).collect();
        let has_pronoun = |e: &Entity, forms: &[&str]| {
            let pronoun = |m: &&Mention| m.kind == MentionKind::Pronoun;
            e.mentions
                .iter()
                .filter(pronoun)
                .any(|m| forms.iter().any(|p| m.span.of(article.text).eq_ignore_ascii_case(p)))
        };
        let genders = |e: &Entity| (has_pronoun(e, &["he", "his", "him"]), has_pronoun(e, &["she", "her"]));
        let mut bearers: FxHashMap<String, Vec<(usize, bool)>> = FxHashMap::default();
        for (entity, e) in entities.iter().enumerate().filter(|(_, e)| e.kind == EntityKind::Person) {
            if let Some((first, _)) = e.name.split_once(' ')
                && let Some((_, last)) = e.name.rsplit_once(' ')
            {
                let by_first = e.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(first));
                bearers.entry(last.to_lowercase()).or_default().push((entity, by_first));
            }
        }
        let he_or_she = entities.iter().map(genders);
        let he_or_she = he_or_she.collect();
        Self {
            article,
            mentions,
            people,
            bearers,
            he_or_she,
            anonymous_nouns: FxHashSet::default(),
            last_speaker: None,
            earlier_speaker: None,
            last_group: None,
        }
    }

    /// Resolves the source of a cue of this kind. It becomes the last speaker, to whom pronouns may refer,
    /// unless its claim is `nested` or a question: the answer is somebody else's.
    #[inline(never)]
    pub(crate) fn resolve(
        &mut self,
        SourceSpan { tokens, description }: SourceSpan,
        claim: &Claim,
        mut score: impl FnMut(&Evidence) -> f32,
    ) -> Source {
        let kind = claim.cue.as_ref().map_or(CueKind::Says, |cue| cue.kind);
        let nested = claim.parent.is_some();
        let becomes_speaker = !nested && kind != CueKind::Asks;
        let span = self.article.span(tokens.clone());
        let (mut entities, route) = self.entities_of(&tokens);
        // "The officer said the man had hit her. He denies it": who accuses does not deny.
        if kind == CueKind::Denies && route == Route::LastSpeaker {
            entities.clear();
        }
        // "One Democrat" is not the party.
        let one_of = self.is_member_of_group(&tokens, &description, &entities);
        if one_of {
            entities.clear();
        }
        let namesakes = self.namesakes(&tokens, &entities, claim);
        if !namesakes.is_empty() {
            entities.clear();
        }
        let unnamed = entities.is_empty();
        let refers_back = unnamed
            && (one_of
                || self.refers_to_anonymous(&tokens, &description)
                || self.unnamed_antecedent(&tokens).is_some_and(|s| s.anonymous));
        let anonymous = unnamed && (refers_back || description.anonymous);
        // "She said … she added": the antecedent moves on to the last pronoun.
        if becomes_speaker
            && refers_back
            && let Some(before) = self.unnamed_antecedent(&tokens)
        {
            self.last_speaker = Some(Speaker { token: tokens.end.saturating_sub(1), ..before });
        }
        let first = entities.first().copied();
        let probability = first.map_or(0.0, |entity| {
            let several = entities.len();
            score(&self.evidence(&tokens, route, entity, several, description.anonymous, claim))
        });
        if anonymous {
            self.anonymous_nouns.extend(description.noun);
        }
        if becomes_speaker && pronoun_number(span.of(self.article.text)).is_none() {
            let number = match first {
                Some(entity) if self.people.get(entity) == Some(&true) => Number::One,
                Some(_) => Number::Thing,
                None => description.number,
            };
            let speaker = Speaker { entity: first, anonymous, number, token: tokens.end.saturating_sub(1) };
            if self.last_speaker.is_some_and(|s| s.entity != first) {
                self.earlier_speaker = self.last_speaker;
            }
            self.last_speaker = Some(speaker);
            if entities.len() > 1 {
                self.last_group = Some((entities.clone(), speaker.token));
            } else if number != Number::Thing {
                self.last_group = None;
            }
        }
        let certain = anonymous || entities.len() > 1 || speakers::is_certain(probability);
        let candidates = match certain {
            _ if !namesakes.is_empty() => namesakes,
            true => Vec::new(),
            false => self.candidates(&tokens, first),
        };
        let unnamed = None;
        if !speakers::is_given(probability) {
            let entities = Vec::new();
            return Source { span, score: 0.0, entity: None, entities, candidates, unnamed, anonymous };
        }
        let candidates = if candidates.len() > 1 { candidates } else { Vec::new() };
        Source { span, score: probability, entity: first, entities, candidates, unnamed, anonymous }
    }

    /// The bearers of a surname alone, where it is open which of several it means: one of them is called by the
    /// first name, or has the turn before in a transcript.
    fn namesakes(&self, tokens: &Range<usize>, entities: &[usize], claim: &Claim) -> Vec<usize> {
        let [entity] = entities else { return Vec::new() };
        let article = self.article;
        let last = article.word(tokens.end.saturating_sub(1));
        let bearers = self.bearers.get(&last.to_lowercase()).filter(|_| tokens.len() == 1);
        let bearers = bearers.map_or(&[][..], Vec::as_slice);
        let by_first = bearers.iter().any(|&(bearer, by_first)| bearer == *entity && by_first);
        let is_turn = claim.cue.as_ref().is_some_and(|cue| cue.span.of(article.text) == ":");
        let spoke = self.last_speaker.is_some_and(|s| s.entity == Some(*entity));
        if bearers.len() < 2 || !(by_first || is_turn && spoke) {
            return Vec::new();
        }
        let others = bearers.iter().map(|&(bearer, _)| bearer).filter(|bearer| bearer != entity);
        others.chain([*entity]).take(MAX_CANDIDATES).collect()
    }

    /// Whether the other pronouns for an entity agree with "he" or "she".
    fn agrees(&self, entity: usize, pronoun: &str) -> bool {
        match self.he_or_she.get(entity) {
            Some((he, she)) => he == she || *she == pronoun.eq_ignore_ascii_case("she"),
            None => true,
        }
    }

    /// The entities that a source may mean, the likeliest first: `best`, if there is one, and those of its kind
    /// that are mentioned shortly before; people for "he" and "she", organisations for "the company".
    fn candidates(&self, tokens: &Range<usize>, best: Option<usize>) -> Vec<usize> {
        let article = self.article;
        let text = article.span(tokens.clone()).of(article.text);
        let one = pronoun_number(text) == Some(Number::One);
        let end = self.mentions.partition_point(|k| k.span.start < self.start_of(tokens.start));
        let before = self.mentions.get(..end).unwrap_or(&[]).iter().rev();
        let low = article.sentence_of(tokens.start).saturating_sub(CANDIDATE_SENTENCES);
        let low = article.sentences.get(low).map_or(0, |s| self.start_of(s.tokens.start));
        let of_best = best.and_then(|best| self.mentions.iter().find(|k| k.entity == best));
        // "The company".
        let is_organization = |noun: usize| {
            article.has_lower(tokens.start, Flag::DefiniteArticle)
                && lexicon::is_organization_noun(&article.word(noun).to_lowercase())
        };
        let organization = || anonymity::head_noun(article, tokens.clone()).is_some_and(is_organization);
        let kind = of_best
            .map(|k| k.entity_kind)
            .or_else(|| one.then_some(EntityKind::Person))
            .or_else(|| organization().then_some(EntityKind::Organization));
        let agrees = |entity: usize| !one || self.agrees(entity, text);
        let near = before.take(EVIDENCE_REACH).take_while(|k| k.span.start >= low);
        let rivals = near.filter(|k| Some(k.entity_kind) == kind && agrees(k.entity)).map(|k| k.entity);
        let mut found: Vec<usize> = Vec::new();
        for entity in best.into_iter().chain(rivals) {
            if found.len() < MAX_CANDIDATES && !found.contains(&entity) {
                found.push(entity);
            }
        }
        found
    }

    /// Evidence for and against an entity as the speaker of a claim.
    fn evidence(
        &self,
        tokens: &Range<usize>,
        route: Route,
        entity: usize,
        entities: usize,
        reads_anonymous: bool,
        claim: &Claim,
    ) -> Evidence {
        let article = self.article;
        let span = article.span(tokens.clone());
        let known = self.mentions_in(span);
        let mention = known.iter().rev().find(|k| k.entity == entity);
        let sentence = article.sentence_of(tokens.start);
        let before = self.mentions.partition_point(|k| k.span.start < span.end);
        // A text without sentences has any number of mentions in one.
        let before = self.mentions.get(before.saturating_sub(EVIDENCE_REACH)..before).unwrap_or(&[]);
        let name = |k: &&EntityMention| k.kind == MentionKind::Name;
        let sentence_at = |k: &EntityMention| {
            article.sentence_of(article.tokens.partition_point(|t| t.span.end <= k.span.start))
        };
        let last_name = before.iter().rev().filter(name).find(|k| k.entity == entity);
        let distance = last_name.map_or(usize::MAX, |k| sentence.saturating_sub(sentence_at(k)));
        let near = before.iter().rev().take_while(|k| sentence_at(k) + 2 >= sentence).filter(name);
        let rivals: FxHashSet<usize> = near
            .filter(|k| k.entity_kind == EntityKind::Person && k.entity != entity)
            .map(|k| k.entity)
            .collect();
        Evidence {
            route,
            entity: mention.or(last_name).map_or(EntityKind::Person, |k| k.entity_kind),
            mention: mention.map(|k| (k.kind, k.score)),
            entities,
            words: tokens.len(),
            distance,
            rivals: rivals.len(),
            spoke_last: self.last_speaker.is_some_and(|s| s.entity == Some(entity)),
            reads_anonymous,
            nested: claim.parent.is_some(),
            kind: claim.cue.as_ref().map_or(CueKind::Says, |cue| cue.kind),
            quote: claim.quote,
        }
    }

    /// The entities that a source refers to, the main one first, and how they were found.
    fn entities_of(&self, tokens: &Range<usize>) -> (Vec<usize>, Route) {
        let text = self.article.span(tokens.clone()).of(self.article.text);
        let known = self.mentions_in(self.article.span(tokens.clone()));
        if let Some(k) = known.iter().find(|k| k.by_hand && k.span.of(self.article.text) == text) {
            return (vec![k.entity], Route::ByHand);
        }
        if lexicon::has(text, Flag::WhoOrWhich) {
            return (self.entity_described(tokens.start).into_iter().collect(), Route::Relative);
        }
        match pronoun_number(text) {
            Some(_) if self.unnamed_antecedent(tokens).is_some() => return (Vec::new(), Route::Pronoun),
            Some(Number::One) => {
                let entity = known.last().filter(|k| k.entity_kind == EntityKind::Person).map(|k| k.entity);
                let before = || self.person_before(tokens.start).filter(|&e| self.agrees(e, text));
                return match entity {
                    Some(entity) => (vec![entity], Route::Pronoun),
                    None => (before().into_iter().collect(), Route::LastSpeaker),
                };
            }
            Some(_) => {
                let they = text.eq_ignore_ascii_case("they");
                let near = |&&(_, at): &&(Vec<usize>, usize)| {
                    self.article.sentence_of(at) + PRONOUN_SENTENCES >= self.article.sentence_of(tokens.start)
                };
                return match (self.last_group.as_ref().filter(near), known.last()) {
                    (Some((both, _)), _) => (both.clone(), Route::LastGroup),
                    (None, Some(k)) => (vec![k.entity], Route::Pronouns),
                    (None, None) => (self.pair_before(tokens.start, they), Route::Pair),
                };
            }
            None => {}
        }
        let (mut found, mut first_route) = (Vec::new(), Route::Apposition);
        for part in self.conjuncts(tokens.clone(), known) {
            if let Some((entity, route)) = self.head_entity(&part, known)
                && !found.contains(&entity)
            {
                if found.is_empty() {
                    first_route = route;
                }
                found.push(entity);
            }
        }
        if found.is_empty() {
            found.extend(self.person_in_apposition(tokens.end));
        }
        (found, first_route)
    }

    /// The person in an apposition right after a source that was cut short: "her deputy|, Tom Field, said".
    fn person_in_apposition(&self, comma: usize) -> Option<usize> {
        let article = self.article;
        let close = (comma + 1..comma + 9).find(|&i| is_break(article, i))?;
        let segment = comma + 1..close;
        if article.word(comma) != "," || article.word(close) != "," || segment.is_empty() {
            return None;
        }
        let last = article.span(close - 1..close);
        let known = self.mentions_in(article.span(segment.clone()));
        let k = known.iter().rev().find(|k| k.kind == MentionKind::Name && k.span.overlaps(last))?;
        let lead = article.tokens.partition_point(|t| t.span.end <= k.span.start);
        (k.entity_kind == EntityKind::Person && (segment.start..lead).all(|i| is_modifier(article, i)))
            .then_some(k.entity)
    }

    /// The mentions that overlap `span`.
    fn mentions_in(&self, span: Span) -> &[EntityMention] {
        let from = self.mentions.partition_point(|k| k.span.end <= span.start);
        let to = self.mentions.partition_point(|k| k.span.start < span.end);
        self.mentions.get(from..to.max(from)).unwrap_or(&[])
    }

    /// First byte of a token.
    fn start_of(&self, token: usize) -> u32 {
        self.article.span(token..token + 1).start
    }

    /// Whether a source is one or a handful of a group that the entity names: "one senior Democrat".
    fn is_member_of_group(
        &self,
        tokens: &Range<usize>,
        description: &SourceDescription,
        entities: &[usize],
    ) -> bool {
        let last = || self.article.word(tokens.end.saturating_sub(1)).to_lowercase();
        // "A Mexican", but not "a poll of Mexicans".
        let head = || anonymity::head_noun(self.article, tokens.clone()).map(|i| self.article.span(i..i + 1));
        let heads = |k: &EntityMention| {
            k.entity_kind == EntityKind::Norp && head().is_some_and(|head| k.span.contains(head))
        };
        let group = |e: &usize| {
            lexicon::has(&last(), Flag::Partisan)
                || self
                    .mentions_in(self.article.span(tokens.clone()))
                    .iter()
                    .any(|k| k.entity == *e && heads(k))
        };
        // "Two Republicans", "a handful of Democrats who know him".
        let few = description.few
            && description.noun.as_ref().is_some_and(|noun| lexicon::has(noun, Flag::Partisan));
        description.one && matches!(entities, [only] if group(only)) || few
    }

    /// Whether a source refers to an anonymous speaker before: "the doctor said".
    fn refers_to_anonymous(&self, tokens: &Range<usize>, description: &SourceDescription) -> bool {
        let the = self.article.has(tokens.start, Flag::DefiniteArticle);
        // "The man in the cap".
        let short = tokens.len() <= 3
            || tokens.len() <= 6
                && (1..3).any(|k| matches!(self.article.word(tokens.start + k + 1), "in" | "with"));
        let Some(noun) = description.noun.as_ref().filter(|_| the && short) else {
            return false;
        };
        // "A shopper had watched it. The woman said …".
        let any = tokens.len() == 2 && matches!(&**noun, "man" | "woman");
        self.anonymous_nouns.contains(noun)
            || anonymity::was_introduced(self.article, noun, tokens.start)
            || any && self.unnamed_speaker_before(Number::One, tokens).is_some_and(|s| s.anonymous)
    }

    /// The unnamed person or handful that is the subject of the sentence of a token, or of the sentence
    /// before: "A nurse gave another account."
    fn unnamed_subject(&self, token: usize) -> Option<Speaker> {
        let article = self.article;
        let here = article.sentence_of(token);
        let subject = |sentence: usize| {
            let all = article.sentences.get(sentence)?.tokens.clone();
            let verb = |i: &usize| {
                let tag = article.tags.get(*i);
                matches!(tag, Some(Pos::VerbPast | Pos::VerbPres | Pos::VerbBase | Pos::VerbPart | Pos::Aux))
            };
            let end = all.clone().find(verb)?;
            let phrase = all.start..end;
            let number = anonymity::number(article, phrase.clone());
            let counted = match number {
                Number::One => anonymity::is_one(&article.word(all.start).to_lowercase()),
                Number::Many => anonymity::is_handful(article, phrase.clone()),
                Number::Thing => false,
            };
            let here = article.span(phrase.clone());
            let person = |k: &EntityMention| k.entity_kind == EntityKind::Person && here.contains(k.span);
            let named = self.mentions_in(here).iter().any(person);
            let unnamed =
                counted && !named && end < token && anonymity::is_anonymous(article, phrase, CueKind::Says);
            let last = end.checked_sub(1)?;
            unnamed.then_some(Speaker { entity: None, anonymous: true, number, token: last })
        };
        subject(here).or_else(|| here.checked_sub(1).and_then(subject))
    }

    /// The unnamed speaker that a pronoun refers to.
    fn unnamed_antecedent(&self, tokens: &Range<usize>) -> Option<Speaker> {
        let number = pronoun_number(self.article.span(tokens.clone()).of(self.article.text))?;
        self.unnamed_speaker_before(number, tokens)
    }

    /// The last unnamed speaker or subject of this number near these tokens, if no person is named in
    /// between.
    fn unnamed_speaker_before(&self, number: Number, tokens: &Range<usize>) -> Option<Speaker> {
        let speaker =
            self.last_speaker.filter(|s| s.entity.is_none() && s.number == number && s.token < tokens.start);
        let subject = || self.unnamed_subject(tokens.start).filter(|s| s.number == number);
        let speaker = speaker.or_else(subject)?;
        let near = self.article.sentence_of(tokens.start)
            <= self.article.sentence_of(speaker.token) + PRONOUN_SENTENCES;
        let between = Span::new(self.start_of(speaker.token + 1), self.start_of(tokens.start));
        // "The guard, he said, had been polite": the guard is the topic and not the speaker.
        let back = |n: usize| tokens.start.checked_sub(n).map_or("", |i| self.article.word(i));
        if back(1) == ","
            && back(2) == self.article.word(speaker.token)
            && lexicon::has(back(3), Flag::DefiniteArticle)
        {
            return None;
        }
        let person = |k: &EntityMention| k.entity_kind == EntityKind::Person && k.kind == MentionKind::Name;
        let named = self.mentions_in(between).iter().any(person);
        (near && !named).then_some(speaker)
    }

    /// The last person before a token who spoke, or else who was named, within reach.
    fn person_before(&self, token: usize) -> Option<usize> {
        let paragraph =
            |i: usize| self.article.sentences.get(self.article.sentence_of(i)).map_or(0, |s| s.paragraph);
        let near = |s: &Speaker| s.number == Number::One && paragraph(s.token) + 1 >= paragraph(token);
        if let Some(entity) = self.last_speaker.filter(near).and_then(|s| s.entity) {
            return Some(entity);
        }
        let at = self.start_of(token);
        let to = self.mentions.partition_point(|k| k.span.end <= at);
        let before = self.mentions.get(..to).unwrap_or(&[]);
        let mut near = before.iter().rev().take_while(|k| k.span.end + PRONOUN_REACH >= at);
        near.find(|k| k.entity_kind == EntityKind::Person && k.kind == MentionKind::Name).map(|k| k.entity)
    }

    /// The entity that a relative clause with this pronoun describes: "|Ann Hale| of Leeds, who".
    fn entity_described(&self, pronoun: usize) -> Option<usize> {
        let article = self.article;
        let nearest = self.entity_before(pronoun);
        let noun = tree::described(article, pronoun)
            .filter(|&noun| article.tag(noun) == Pos::Propn && noun + 2 < pronoun);
        let known = noun.map(|noun| self.mentions_in(article.span(noun..noun + 1)));
        known
            .and_then(|known| known.iter().find(|k| k.kind == MentionKind::Name))
            .map(|k| k.entity)
            .or(nearest)
    }

    /// The entity whose mention ends right before a token, or before the comma there.
    fn entity_before(&self, token: usize) -> Option<usize> {
        let at = self.start_of(token);
        let nearest = self.mentions.partition_point(|k| k.span.end <= at).checked_sub(1)?;
        self.mentions.get(nearest).filter(|k| k.span.end + 3 >= at).map(|k| k.entity)
    }

    /// The last two entities that are named together ("A and B") before a token, only people with `people`;
    /// else the last two speakers.
    fn pair_before(&self, token: usize, people: bool) -> Vec<usize> {
        let article = self.article;
        let low = article.sentence_of(token).saturating_sub(PAIR_REACH);
        let low =
            article.sentences.get(low).map_or(0, |s| s.tokens.start).max(token.saturating_sub(PAIR_TOKENS));
        let low = self.start_of(low);
        let known: Vec<&EntityMention> = self
            .mentions_in(Span::new(low, self.start_of(token)))
            .iter()
            .filter(|k| k.kind == MentionKind::Name && !matches!(k.entity_kind, EntityKind::Norp))
            .collect();
        for pair in known.windows(2).rev() {
            let [a, b] = pair else { continue };
            let same = a.entity_kind == b.entity_kind && (!people || a.entity_kind == EntityKind::Person);
            let between = article.tokens_in(Span::new(a.span.end, b.span.start.max(a.span.end)));
            let joins = |i: usize| article.has(i, Flag::AndSign);
            let plain = between.clone().all(|i| joins(i) || is_modifier(article, i));
            if same && a.entity != b.entity && between.len() <= 6 && plain && between.clone().any(joins) {
                return vec![a.entity, b.entity];
            }
        }
        // No two are named together: the last two speakers, if both are people.
        let near = |s: &Speaker| {
            s.number == Number::One && article.sentence_of(s.token) + 4 >= article.sentence_of(token)
        };
        let two = self.earlier_speaker.filter(near).zip(self.last_speaker.filter(near)).filter(|_| !people);
        two.and_then(|(a, b)| a.entity.zip(b.entity)).map_or_else(Vec::new, |(a, b)| vec![a, b])
    }

    /// The only organisation named in the last sentences before a token, or the one of several that spoke
    /// last: "the company".
    fn organization_before(&self, token: usize) -> Option<usize> {
        let article = self.article;
        let low = article.sentence_of(token).saturating_sub(PAIR_REACH);
        let low =
            article.sentences.get(low).map_or(0, |s| s.tokens.start).max(token.saturating_sub(PAIR_TOKENS));
        let known = self.mentions_in(Span::new(self.start_of(low), self.start_of(token)));
        let mut organizations = known
            .iter()
            .filter(|k| k.entity_kind == EntityKind::Organization && k.kind == MentionKind::Name)
            .map(|k| k.entity);
        let first = organizations.next()?;
        if organizations.clone().all(|o| o == first) {
            return Some(first);
        }
        let last = self.last_speaker.and_then(|s| s.entity)?;
        (first == last || organizations.any(|o| o == last)).then_some(last)
    }

    /// Splits "A and B" into parts where both can be heads.
    fn conjuncts(&self, tokens: Range<usize>, known: &[EntityMention]) -> Vec<Range<usize>> {
        let article = self.article;
        let end = self.noun_phrase_end(&tokens, known);
        let at = tokens.clone().find(|&i| {
            (article.has(i, Flag::AndSign) || matches!(article.word(i), "nor" | "or"))
                && !self.is_in_name(i, known)
        });
        let Some(at) = at.filter(|&at| at > tokens.start && at + 1 < tokens.end) else { return vec![tokens] };
        let first = tokens.start..at;
        if let Some(mut all) = self.listed_names(&first, known) {
            all.push(at + 1..tokens.end);
            return all;
        }
        // "The ministers of France and Spain", "Ann Hale, who met France and Spain": the names are not heads.
        let relative = |i: usize| article.has(i, Flag::RelativePronoun);
        if at > end && (first.clone().any(relative) || self.head_entity(&first, known).is_none()) {
            return vec![tokens];
        }
        vec![first, at + 1..tokens.end]
    }

    /// The names before the "and" of "Norway, Kenya and Portugal", if there are several and only names.
    fn listed_names(&self, tokens: &Range<usize>, known: &[EntityMention]) -> Option<Vec<Range<usize>>> {
        let article = self.article;
        let name = |piece: &Range<usize>| {
            !piece.is_empty() && {
                let span = article.span(piece.clone());
                known.iter().any(|k| k.kind == MentionKind::Name && k.span == span)
            }
        };
        let mut pieces = Vec::new();
        let mut start = tokens.start;
        for i in tokens.clone().filter(|&i| article.word(i) == ",").chain([tokens.end]) {
            if start < i || i < tokens.end {
                pieces.push(start..i);
            }
            start = i + 1;
        }
        (pieces.len() > 1 && pieces.iter().all(name)).then_some(pieces)
    }

    /// Whether a token is part of a name.
    fn is_in_name(&self, token: usize, known: &[EntityMention]) -> bool {
        let span = self.article.span(token..token + 1);
        known.iter().any(|k| k.kind == MentionKind::Name && k.span.contains(span))
    }

    /// End of the noun phrase at the start of a source: before its first preposition, comma, relative pronoun
    /// or participle.
    fn noun_phrase_end(&self, part: &Range<usize>, known: &[EntityMention]) -> usize {
        let article = self.article;
        // The tagger takes some nouns for people for prepositions or verbs: "opposition councillor".
        let is_role = |i: usize| lexicon::is_role(&article.word(i).to_lowercase());
        let stop = |&i: &usize| {
            let participle = || {
                matches!(article.tag(i), Pos::VerbIng | Pos::VerbPart | Pos::VerbPast)
                    && matches!(article.tag(i - 1), Pos::Noun | Pos::Propn)
            };
            i > part.start
                && !self.is_in_name(i, known)
                && (is_break(article, i)
                    || article.has(i, Flag::RelativeSubject)
                    || article.word(i) == "whose"
                    || ((article.tag(i) == Pos::Adp || participle()) && !is_role(i)))
        };
        part.clone().find(stop).unwrap_or(part.end)
    }

    /// The entity whose mention heads a part of a source.
    fn head_entity(&self, part: &Range<usize>, known: &[EntityMention]) -> Option<(usize, Route)> {
        let article = self.article;
        if let Some(person) = self.person_behind_role(part, known) {
            return Some((person, Route::Head));
        }
        let end = self.noun_phrase_end(part, known);
        let mut last = end.checked_sub(1).filter(|i| *i >= part.start)?;
        // "Ana Ruiz's", "Ana Ruiz 🤔".
        let is_word = |i: usize| article.word(i).starts_with(char::is_alphanumeric);
        while last > part.start && (is_possessive(article.word(last)) || !is_word(last)) {
            last -= 1;
        }
        let last_span = article.span(last..last + 1);
        let named = known.iter().rev().find(|k| k.span.overlaps(last_span));
        let apposed = self.apposed_name(part, end, last, known);
        match named {
            // "Springfield, Ohio, mayor Ann Hale" is not the town.
            Some(k) if k.entity_kind != EntityKind::Gpe => Some((k.entity, Route::Head)),
            Some(k) => {
                let person = apposed.filter(|s| s.entity_kind == EntityKind::Person);
                Some(person.map_or((k.entity, Route::Head), |s| (s.entity, Route::Apposition)))
            }
            None => {
                let before = || {
                    self.organization_before(part.start).filter(|_| self.is_definite_organization(part, end))
                };
                let represented = || self.represented_entity(part, end, last, known);
                apposed
                    .map(|k| (k.entity, Route::Apposition))
                    .or_else(|| represented().map(|entity| (entity, Route::Represented)))
                    .or_else(|| before().map(|entity| (entity, Route::OrganizationBefore)))
                    .or_else(|| self.author_of_document(last).map(|entity| (entity, Route::Document)))
            }
        }
    }

    /// The person whose name ends a part, behind a role with a preposition: "Minister for the Middle East |Tobias
    /// Ellwood|", not "a spokesman for Minister Tobias Ellwood".
    fn person_behind_role(&self, part: &Range<usize>, known: &[EntityMention]) -> Option<usize> {
        let article = self.article;
        let end =
            part.clone().find(|&i| is_break(article, i) && !self.is_in_name(i, known)).unwrap_or(part.end);
        let whole = article.span(part.start..end);
        let person = known.iter().rev().find(|k| {
            let named = k.entity_kind == EntityKind::Person && k.kind == MentionKind::Name;
            named && k.span.end == whole.end && k.span.start > whole.start
        })?;
        let first = article.tokens.partition_point(|t| t.span.end <= person.span.start);
        let preposition = (part.start..first).find(|&i| article.tag(i) == Pos::Adp)?;
        let is_role = |i: usize| lexicon::is_role(&article.word(i).to_lowercase());
        let is_person = |i: usize| is_role(i) || article.has_lower(i, Flag::OrdinaryPerson);
        let between = preposition + 1..first;
        (preposition > part.start
            && is_role(preposition - 1)
            && !between.is_empty()
            && article.tag(first - 1) != Pos::Adp
            && !between.clone().any(is_person)
            && between.clone().all(|i| is_modifier(article, i) || article.tag(i) == Pos::Adp))
        .then_some(person.entity)
    }

    /// The entity that issued the document that a noun refers back to.
    fn author_of_document(&self, noun: usize) -> Option<usize> {
        let article = self.article;
        let author = documents::author(article, noun)?;
        let named = |i: usize| {
            let known = self.mentions_in(article.span(i..i + 1));
            known.iter().find(|k| k.entity_kind != EntityKind::Norp).map(|k| k.entity)
        };
        // "A letter from Representative Ann Hale": the parser takes the title or the name for the head.
        let is_name = |i: &usize| matches!(article.relation(*i), Relation::Flat | Relation::Apposition);
        named(author).or_else(|| tree::dependents(article, author).filter(is_name).find_map(named))
    }

    /// Whether a part is only a definite noun for an organisation: "the company".
    fn is_definite_organization(&self, part: &Range<usize>, end: usize) -> bool {
        part.len() == 2
            && end == part.end
            && self.article.word(part.start).eq_ignore_ascii_case("the")
            && self.article.has(part.start + 1, Flag::OrganizationNounBeforeName)
    }

    /// The name in an apposition: "the mayor, Rosa Diaz,", "the agency's head in Bonn, Dr. Amara Reyes", "the
    /// watchdog, Datawatch,".
    fn apposed_name(
        &self,
        part: &Range<usize>,
        end: usize,
        last: usize,
        known: &[EntityMention],
    ) -> Option<EntityMention> {
        let article = self.article;
        let mut start = end;
        while start < part.end {
            let next = (start + 1..part.end).find(|&i| is_break(article, i) && !self.is_in_name(i, known));
            let segment = start + 1..next.unwrap_or(part.end);
            if is_break(article, start) && !segment.is_empty() {
                let close = self.noun_phrase_end(&segment, known);
                let heads = article.span(close - 1..close);
                let lead = |k: &EntityMention| article.tokens.partition_point(|t| t.span.end <= k.span.start);
                let found =
                    known.iter().rev().find(|k| k.kind == MentionKind::Name && k.span.overlaps(heads));
                if let Some(k) = found
                    && (segment.start..lead(k)).all(|i| is_modifier(article, i))
                {
                    let exact = lead(k) <= segment.start + 1 && close == segment.end && start == end;
                    let thing = exact && !is_plural(article, last) && k.entity_kind != EntityKind::Norp;
                    if (k.entity_kind == EntityKind::Person && !is_plural(article, last)) || thing {
                        return Some(*k);
                    }
                }
            }
            start = next.unwrap_or(part.end);
        }
        None
    }

    /// The entity that a document or a spokesperson speaks for: "a statement from the palace", "a spokesman
    /// for the agency".
    fn represented_entity(
        &self,
        part: &Range<usize>,
        end: usize,
        last: usize,
        known: &[EntityMention],
    ) -> Option<usize> {
        let article = self.article;
        let noun = article.word(last).to_lowercase();
        let paper = lexicon::has(&noun, Flag::Document);
        let voice = lexicon::has(&noun, Flag::Spokesperson);
        let named = |k: &&EntityMention| k.kind != MentionKind::Pronoun;
        if lexicon::has(&noun, Flag::NamedMedium) {
            let medium = known.iter().filter(named).find(|k| {
                k.entity_kind == EntityKind::Organization
                    && article.tokens.partition_point(|t| t.span.start < k.span.end) == last
            });
            return medium.map(|k| k.entity);
        }
        if !paper && !voice && !lexicon::has(&noun, Flag::SeatOfGovernment) {
            return None;
        }
        let core = article.span(part.start..end);
        // "Data from Germany" are about it.
        let about_place = |k: &&EntityMention| {
            k.entity_kind == EntityKind::Gpe && (is_plural(article, last) || noun == "data")
        };
        let links = match article.word(end) {
            "of" => true,
            "for" => voice,
            _ if article.has(end, Flag::SourcePreposition) => paper,
            _ => false,
        };
        // Only a mention that heads the noun phrase right after the preposition.
        let limit = end + 1..part.end;
        let after = known.iter().filter(named).find(|k| k.span.start >= core.end).filter(|k| {
            let at = article.tokens.partition_point(|t| t.span.end <= k.span.start);
            let reach = (limit.start..at).all(|i| is_modifier(article, i) || article.word(i) == "by");
            let next = article.tokens.partition_point(|t| t.span.start < k.span.end);
            links && reach && !about_place(k) && !(is_possessive(article.word(next)) && next < part.end)
        });
        let before = || {
            known.iter().rev().filter(named).find(|k| {
                let next = article.tokens.partition_point(|t| t.span.start < k.span.end);
                k.span.end <= core.end
                    && (next == last
                        || (next + 1 == last && is_possessive(article.word(next)))
                        || (next < last && is_modifier(article, next)))
            })
        };
        let can_be_represented = |k: &&EntityMention| paper || k.entity_kind != EntityKind::Person;
        let found = if lexicon::has(&noun, Flag::SeatOfGovernment) { after } else { after.or_else(before) };
        found.filter(can_be_represented).map(|k| k.entity)
    }
}

/// Number of a source that is a pronoun or other phrase that needs an antecedent; `None` for any other text.
fn pronoun_number(text: &str) -> Option<Number> {
    let low = text.to_ascii_lowercase();
    if low == "he" || low == "she" {
        Some(Number::One)
    } else if lexicon::has(&low, Flag::PairReference) {
        Some(Number::Many)
    } else {
        None
    }
}

/// Whether a noun is plural by its ending.
fn is_plural(article: &Article, i: usize) -> bool {
    let word = article.word(i);
    word.ends_with('s') && !word.ends_with("ss") && article.tag(i) == Pos::Noun
}

/// Whether a token is a comma, bracket, dash or colon. The hyphen of "the London-based bank" is not one.
fn is_break(article: &Article, i: usize) -> bool {
    let end = |i: usize| article.tokens.get(i).map(|t| t.span.end);
    let glued = || i > 0 && end(i - 1) == article.tokens.get(i).map(|t| t.span.start);
    matches!(article.word(i), "," | "(" | ")" | "—" | "–" | "--" | ":")
        || (article.word(i) == "-" && !glued())
}

/// Whether a word is a possessive clitic.
fn is_possessive(word: &str) -> bool {
    lexicon::has(word, Flag::PossessiveMarker)
}

/// Whether a token can precede the head of a noun phrase.
fn is_modifier(article: &Article, i: usize) -> bool {
    article.tag(i).is_nominal() || article.word(i) == "-"
}

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::pipeline::annotate;
    use crate::resources::Resources;

    /// Names of the entities of each source, in order; "anonymous" for an anonymous one.
    fn sources(text: &str) -> Vec<String> {
        let document = annotate(text, &Resources::embedded().unwrap(), &Options::default());
        let sources = document.claims.iter().filter_map(|claim| claim.source.as_ref());
        let name = |e: &usize| document.entities[*e].name.clone();
        let shown = sources.map(|source| match source.anonymous {
            true => "anonymous".to_owned(),
            false => source.entities.iter().map(name).collect::<Vec<_>>().join(" + "),
        });
        shown.collect()
    }

    #[test]
    fn pronoun_refers_to_the_last_speaker() {
        let text = "“The dam leaked,” Ann Hale said. “It has to be rebuilt,” she said.";
        assert_eq!(sources(text), ["Ann Hale", "Ann Hale"]);
    }

    #[test]
    fn pronoun_after_an_anonymous_speaker_is_anonymous() {
        let text = "“The roof leaked,” a nurse said. “It was cold in there,” she said.";
        assert_eq!(sources(text), ["anonymous", "anonymous"]);
    }
}
