//! Who a source is: the entities that its words name.
//!
//! A source is the entity whose mention heads it: "State Department spokesperson Tammy Bruce" is Tammy Bruce, "a
//! statement from the Élysée Palace" the palace, "Trump's lawyer" not Trump. "A and B" are both. A pronoun that the
//! entities leave open is the person who spoke last near by; one that follows an unnamed speaker stays unnamed.
//! Nothing here finds sources or changes entities.

use std::ops::Range;
use std::rc::Rc;

use crate::article::Article;
use crate::attribution::SourceSpan;
use crate::attribution::anonymity::{self, Number, Unnamed};
use crate::corrections::CORRECTED_BY_HAND;
use crate::document::{CueKind, Entity, EntityKind, Mention, MentionKind, Source};
use crate::lexicon::lists::is_role;
use crate::pos::Pos;
use crate::text::Span;
use rustc_hash::FxHashSet;

/// A mention of an entity.
#[derive(Clone, Copy)]
struct Known {
    span: Span,
    entity: usize,
    kind: MentionKind,
    of: EntityKind,
    /// Whether a reader says so.
    by_hand: bool,
}

/// How far back, in bytes, a pronoun looks for a person who has not spoken.
const PRONOUN_REACH: u32 = 400;

/// And how many sentences back one looks for somebody unnamed, or for two, who have spoken.
const PRONOUN_SENTENCES: usize = 2;

/// How many sentences back "both" and "they" look for two who are named together.
const PAIR_REACH: usize = 2;

/// And how many tokens.
const PAIR_TOKENS: usize = 150;

/// Who spoke last.
#[derive(Clone, Copy)]
struct Heard {
    /// The entity; `None` for somebody unnamed.
    entity: Option<usize>,
    anonymous: bool,
    /// Whether "he" or "they" can stand for it.
    number: Number,
    /// The last token of the source.
    token: usize,
}

/// Resolves the sources of one article, from the first to the last.
pub(crate) struct Resolver<'a> {
    article: &'a Article<'a>,
    /// The mentions of all entities, in order of place.
    mentions: Vec<Known>,
    /// Of every entity, whether it is a person.
    people: Vec<bool>,
    /// Of every entity, the pronouns that stand for it: "he" or "his", "she" or "her".
    he_or_she: Vec<(bool, bool)>,
    heard: Option<Heard>,
    /// The nouns of those who were kept unnamed.
    unnamed: FxHashSet<Rc<str>>,
    /// Who spoke before, if somebody else.
    earlier: Option<Heard>,
    /// Those who spoke last together, with the last token of that source.
    together: Option<(Vec<usize>, usize)>,
}

impl<'a> Resolver<'a> {
    /// Lists the mentions once.
    #[inline(never)]
    pub(crate) fn new(article: &'a Article<'a>, entities: &[Entity]) -> Self {
        let mut mentions: Vec<Known> = entities
            .iter()
            .enumerate()
            .flat_map(|(entity, e)| {
                e.mentions.iter().map(move |m| Known {
                    span: m.span,
                    entity,
                    kind: m.kind,
                    of: e.kind,
                    by_hand: m.why == CORRECTED_BY_HAND,
                })
            })
            .collect();
        mentions.sort_by_key(|k| (k.span.start, k.span.end));
        let people = entities.iter().map(|e| e.kind == EntityKind::Person).collect();
        let said = |e: &Entity, of: &[&str]| {
            let pronoun = |m: &&Mention| m.kind == MentionKind::Pronoun;
            e.mentions
                .iter()
                .filter(pronoun)
                .any(|m| of.iter().any(|p| m.span.of(article.text).eq_ignore_ascii_case(p)))
        };
        let he_or_she = entities.iter().map(|e| (said(e, &["he", "his", "him"]), said(e, &["she", "her"])));
        let he_or_she = he_or_she.collect();
        Self {
            article,
            mentions,
            people,
            he_or_she,
            unnamed: FxHashSet::default(),
            heard: None,
            earlier: None,
            together: None,
        }
    }

    /// Resolves a source before a cue of this kind. Who speaks to the reader can be meant by a pronoun after it; who speaks
    /// `inside` another's words cannot, nor who asks: the answer is somebody else's.
    #[inline(never)]
    pub(crate) fn resolve(
        &mut self,
        SourceSpan { tokens, unnamed: words }: SourceSpan,
        cue: CueKind,
        inside: bool,
    ) -> Source {
        let heard = !inside && cue != CueKind::Asks;
        let span = self.article.span(tokens.clone());
        let mut entities = self.entities(&tokens);
        // "One Democrat" is no party.
        let one_of = self.is_one_of(&tokens, &words, &entities);
        if one_of {
            entities.clear();
        }
        let unnamed = entities.is_empty();
        let echo = unnamed
            && (one_of
                || self.is_echo(&tokens, &words)
                || self.unnamed_before(&tokens).is_some_and(|h| h.anonymous));
        let anonymous = unnamed && (echo || words.anonymous);
        // Whoever speaks on is still heard: "she said … she added".
        if heard
            && echo
            && let Some(before) = self.unnamed_before(&tokens)
        {
            self.heard = Some(Heard { token: tokens.end.saturating_sub(1), ..before });
        }
        let first = entities.first().copied();
        if anonymous {
            self.unnamed.extend(words.noun);
        }
        if heard && pronoun(span.of(self.article.text)).is_none() {
            let number = match first {
                Some(entity) if self.people.get(entity) == Some(&true) => Number::One,
                Some(_) => Number::Thing,
                None => words.number,
            };
            let now = Heard { entity: first, anonymous, number, token: tokens.end.saturating_sub(1) };
            if self.heard.is_some_and(|h| h.entity != first) {
                self.earlier = self.heard;
            }
            self.heard = Some(now);
            if entities.len() > 1 {
                self.together = Some((entities.clone(), now.token));
            } else if number != Number::Thing {
                self.together = None;
            }
        }
        Source { span, entity: first, entities, anonymous }
    }

    /// The entities that the source stands for, the first or main one first.
    fn entities(&self, tokens: &Range<usize>) -> Vec<usize> {
        let text = self.article.span(tokens.clone()).of(self.article.text);
        let known = self.within(self.article.span(tokens.clone()));
        if let Some(k) = known.iter().find(|k| k.by_hand && k.span.of(self.article.text) == text) {
            return vec![k.entity];
        }
        if matches!(text, "who" | "which") {
            return self.right_before(tokens.start).into_iter().collect();
        }
        match pronoun(text) {
            Some(_) if self.unnamed_before(tokens).is_some() => return Vec::new(),
            Some(Number::One) => {
                let entity = known.last().filter(|k| k.of == EntityKind::Person).map(|k| k.entity);
                let agrees = |e: &usize| match self.he_or_she.get(*e) {
                    Some((he, she)) => he == she || *she == text.eq_ignore_ascii_case("she"),
                    None => true,
                };
                let before = || self.person_before(tokens.start).filter(agrees);
                return entity.or_else(before).into_iter().collect();
            }
            Some(_) => {
                let they = text.eq_ignore_ascii_case("they");
                let near = |&&(_, at): &&(Vec<usize>, usize)| {
                    self.article.sentence_of(at) + PRONOUN_SENTENCES >= self.article.sentence_of(tokens.start)
                };
                return match (self.together.as_ref().filter(near), known.last()) {
                    (Some((both, _)), _) => both.clone(),
                    (None, Some(k)) => vec![k.entity],
                    (None, None) => self.pair_before(tokens.start, they),
                };
            }
            None => {}
        }
        let mut found: Vec<usize> = Vec::new();
        for part in self.conjuncts(tokens.clone(), known) {
            if let Some(entity) = self.head(&part, known)
                && !found.contains(&entity)
            {
                found.push(entity);
            }
        }
        if found.is_empty() {
            found.extend(self.after_comma(tokens.end));
        }
        found
    }

    /// The person set off right after a source that was cut too short: "her deputy|, Tom Field, said".
    fn after_comma(&self, comma: usize) -> Option<usize> {
        let article = self.article;
        let close = (comma + 1..comma + 9).find(|&i| is_break(article, i))?;
        let segment = comma + 1..close;
        if article.word(comma) != "," || article.word(close) != "," || segment.is_empty() {
            return None;
        }
        let last = article.span(close - 1..close);
        let known = self.within(article.span(segment.clone()));
        let k = known.iter().rev().find(|k| k.kind == MentionKind::Name && k.span.overlaps(last))?;
        let lead = article.tokens.partition_point(|t| t.span.end <= k.span.start);
        (k.of == EntityKind::Person && (segment.start..lead).all(|i| is_modifier(article, i)))
            .then_some(k.entity)
    }

    /// The mentions that lie in `span`, or that hold it.
    fn within(&self, span: Span) -> &[Known] {
        let from = self.mentions.partition_point(|k| k.span.end <= span.start);
        let to = self.mentions.partition_point(|k| k.span.start < span.end);
        self.mentions.get(from..to.max(from)).unwrap_or(&[])
    }

    fn start_of(&self, token: usize) -> u32 {
        self.article.span(token..token + 1).start
    }

    /// Whether a source is one or a handful of a people or a party: "one senior Democrat".
    fn is_one_of(&self, tokens: &Range<usize>, words: &Unnamed, entities: &[usize]) -> bool {
        let last = || self.article.word(tokens.end.saturating_sub(1)).to_lowercase();
        // "A Mexican", but not "a poll of Mexicans".
        let head = || anonymity::head_of(self.article, tokens.clone()).map(|i| self.article.span(i..i + 1));
        let heads = |k: &Known| k.of == EntityKind::Norp && head().is_some_and(|head| k.span.contains(head));
        let group = |e: &usize| {
            PARTISANS.contains(&last().as_str())
                || self.within(self.article.span(tokens.clone())).iter().any(|k| k.entity == *e && heads(k))
        };
        // "Two Republicans", "a handful of Democrats who know him".
        let few = words.few && words.noun.as_ref().is_some_and(|noun| PARTISANS.contains(&&**noun));
        words.one && matches!(entities, [only] if group(only)) || few
    }

    /// Whether a source takes up somebody who was kept unnamed: "the doctor said".
    fn is_echo(&self, tokens: &Range<usize>, words: &Unnamed) -> bool {
        let the = matches!(self.article.word(tokens.start), "the" | "The");
        // "The man in the cap".
        let short = tokens.len() <= 3
            || tokens.len() <= 6
                && (1..3).any(|k| matches!(self.article.word(tokens.start + k + 1), "in" | "with"));
        let Some(noun) = words.noun.as_ref().filter(|_| the && short) else {
            return false;
        };
        // "A shopper had watched it. The woman said …".
        let any = tokens.len() == 2 && matches!(&**noun, "man" | "woman");
        self.unnamed.contains(noun)
            || anonymity::was_met(self.article, noun, tokens.start)
            || any && self.unnamed_near(Number::One, tokens).is_some_and(|h| h.anonymous)
    }

    /// The unnamed person or handful whom the sentence before a token is about, or the same sentence up to there: "A nurse gave
    /// another account."
    fn unnamed_subject(&self, token: usize) -> Option<Heard> {
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
            let named = self.within(here).iter().any(|k| k.of == EntityKind::Person && here.contains(k.span));
            let unnamed =
                counted && !named && end < token && anonymity::is_anonymous(article, phrase, CueKind::Says);
            let last = end.checked_sub(1)?;
            unnamed.then_some(Heard { entity: None, anonymous: true, number, token: last })
        };
        subject(here).or_else(|| here.checked_sub(1).and_then(subject))
    }

    /// The unnamed speaker whom a pronoun means: heard just before, with nobody named since.
    fn unnamed_before(&self, tokens: &Range<usize>) -> Option<Heard> {
        let number = pronoun(self.article.span(tokens.clone()).of(self.article.text))?;
        self.unnamed_near(number, tokens)
    }

    /// The unnamed speaker, one or a handful, who is meant when somebody is taken up at these tokens.
    fn unnamed_near(&self, number: Number, tokens: &Range<usize>) -> Option<Heard> {
        let speaker =
            self.heard.filter(|h| h.entity.is_none() && h.number == number && h.token < tokens.start);
        let subject = || self.unnamed_subject(tokens.start).filter(|h| h.number == number);
        let heard = speaker.or_else(subject)?;
        let near = self.article.sentence_of(tokens.start)
            <= self.article.sentence_of(heard.token) + PRONOUN_SENTENCES;
        let between = Span::new(self.start_of(heard.token + 1), self.start_of(tokens.start));
        // "The guard, he said, had been polite": it is not the guard who says so.
        let back = |n: usize| tokens.start.checked_sub(n).map_or("", |i| self.article.word(i));
        if back(1) == "," && back(2) == self.article.word(heard.token) && matches!(back(3), "The" | "the") {
            return None;
        }
        let named =
            self.within(between).iter().any(|k| k.of == EntityKind::Person && k.kind == MentionKind::Name);
        (near && !named).then_some(heard)
    }

    /// The person who spoke last, or else was named last, within reach before a token.
    fn person_before(&self, token: usize) -> Option<usize> {
        let paragraph =
            |i: usize| self.article.sentences.get(self.article.sentence_of(i)).map_or(0, |s| s.paragraph);
        let near = |h: &Heard| h.number == Number::One && paragraph(h.token) + 1 >= paragraph(token);
        if let Some(entity) = self.heard.filter(near).and_then(|h| h.entity) {
            return Some(entity);
        }
        let at = self.start_of(token);
        let to = self.mentions.partition_point(|k| k.span.end <= at);
        let before = self.mentions.get(..to).unwrap_or(&[]);
        let mut near = before.iter().rev().take_while(|k| k.span.end + PRONOUN_REACH >= at);
        near.find(|k| k.of == EntityKind::Person && k.kind == MentionKind::Name).map(|k| k.entity)
    }

    /// The entity whose mention ends right before a token, a comma apart.
    fn right_before(&self, token: usize) -> Option<usize> {
        let at = self.start_of(token);
        let nearest = self.mentions.partition_point(|k| k.span.end <= at).checked_sub(1)?;
        self.mentions.get(nearest).filter(|k| k.span.end + 3 >= at).map(|k| k.entity)
    }

    /// The last two who are named together ("A and B") before a token; `people` only when asked for.
    fn pair_before(&self, token: usize, people: bool) -> Vec<usize> {
        let article = self.article;
        let low = article.sentence_of(token).saturating_sub(PAIR_REACH);
        let low =
            article.sentences.get(low).map_or(0, |s| s.tokens.start).max(token.saturating_sub(PAIR_TOKENS));
        let low = self.start_of(low);
        let known: Vec<&Known> = self
            .within(Span::new(low, self.start_of(token)))
            .iter()
            .filter(|k| k.kind == MentionKind::Name && !matches!(k.of, EntityKind::Norp))
            .collect();
        for pair in known.windows(2).rev() {
            let [a, b] = pair else { continue };
            let same = a.of == b.of && (!people || a.of == EntityKind::Person);
            let between = article.tokens_in(Span::new(a.span.end, b.span.start.max(a.span.end)));
            let joins = |i: usize| matches!(article.word(i), "and" | "&");
            let plain = between.clone().all(|i| joins(i) || is_modifier(article, i));
            if same && a.entity != b.entity && between.len() <= 6 && plain && between.clone().any(joins) {
                return vec![a.entity, b.entity];
            }
        }
        // Nobody is named together: the two who spoke last, when both are people.
        let near = |h: &Heard| {
            h.number == Number::One && article.sentence_of(h.token) + 4 >= article.sentence_of(token)
        };
        let two = self.earlier.filter(near).zip(self.heard.filter(near)).filter(|_| !people);
        two.and_then(|(a, b)| a.entity.zip(b.entity)).map_or_else(Vec::new, |(a, b)| vec![a, b])
    }

    /// The only organisation named in the last sentences before a token, or the one of them that spoke last: "the company".
    fn body_before(&self, token: usize) -> Option<usize> {
        let article = self.article;
        let low = article.sentence_of(token).saturating_sub(PAIR_REACH);
        let low =
            article.sentences.get(low).map_or(0, |s| s.tokens.start).max(token.saturating_sub(PAIR_TOKENS));
        let known = self.within(Span::new(self.start_of(low), self.start_of(token)));
        let mut bodies = known
            .iter()
            .filter(|k| k.of == EntityKind::Organization && k.kind == MentionKind::Name)
            .map(|k| k.entity);
        let first = bodies.next()?;
        if bodies.clone().all(|b| b == first) {
            return Some(first);
        }
        let last = self.heard.and_then(|h| h.entity)?;
        (first == last || bodies.any(|b| b == last)).then_some(last)
    }

    /// Cuts "A and B" apart where both can be heads.
    fn conjuncts(&self, tokens: Range<usize>, known: &[Known]) -> Vec<Range<usize>> {
        let article = self.article;
        let end = self.core_end(&tokens, known);
        let at = tokens
            .clone()
            .find(|&i| matches!(article.word(i), "and" | "&" | "nor" | "or") && !self.is_in_name(i, known));
        let Some(at) = at.filter(|&at| at > tokens.start && at + 1 < tokens.end) else { return vec![tokens] };
        let first = tokens.start..at;
        if let Some(mut all) = self.listed(&first, known) {
            all.push(at + 1..tokens.end);
            return all;
        }
        // "The ministers of France and Spain" are no part of either, "Ann Hale, who met France and Spain" neither.
        let relative = |i: usize| matches!(article.word(i), "who" | "which" | "that" | "whose" | "whom");
        if at > end && (first.clone().any(relative) || self.head(&first, known).is_none()) {
            return vec![tokens];
        }
        vec![first, at + 1..tokens.end]
    }

    /// The names before the "and" of "Norway, Kenya and Portugal", where there are several and nothing but names.
    fn listed(&self, tokens: &Range<usize>, known: &[Known]) -> Option<Vec<Range<usize>>> {
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

    fn is_in_name(&self, token: usize, known: &[Known]) -> bool {
        let span = self.article.span(token..token + 1);
        known.iter().any(|k| k.kind == MentionKind::Name && k.span.contains(span))
    }

    /// Where the noun phrase that heads a source ends: before its first preposition, comma, relative or participle.
    fn core_end(&self, part: &Range<usize>, known: &[Known]) -> usize {
        let article = self.article;
        // Some nouns for people look like prepositions or verbs to the tagger: "opposition councillor".
        let is_role = |i: usize| is_role(&article.word(i).to_lowercase());
        let stop = |&i: &usize| {
            let participle = || {
                matches!(article.tag(i), Pos::VerbIng | Pos::VerbPart | Pos::VerbPast)
                    && matches!(article.tag(i - 1), Pos::Noun | Pos::Propn)
            };
            i > part.start
                && !self.is_in_name(i, known)
                && (is_break(article, i)
                    || matches!(article.word(i), "who" | "which" | "that" | "whose")
                    || ((article.tag(i) == Pos::Adp || participle()) && !is_role(i)))
        };
        part.clone().find(stop).unwrap_or(part.end)
    }

    /// The entity whose mention heads a part of a source.
    fn head(&self, part: &Range<usize>, known: &[Known]) -> Option<usize> {
        let article = self.article;
        let end = self.core_end(part, known);
        let mut last = end.checked_sub(1).filter(|i| *i >= part.start)?;
        if last > part.start && is_possessive(article.word(last)) {
            last -= 1;
        }
        let last_span = article.span(last..last + 1);
        let named = known.iter().rev().find(|k| k.span.overlaps(last_span));
        let set_off = self.set_off(part, end, last, known);
        match named {
            // "Springfield, Ohio, mayor Ann Hale" is not the town.
            Some(k) if k.of != EntityKind::Gpe => Some(k.entity),
            Some(k) => Some(set_off.filter(|s| s.of == EntityKind::Person).map_or(k.entity, |s| s.entity)),
            None => set_off
                .map(|k| k.entity)
                .or_else(|| self.behind(part, end, last, known))
                .or_else(|| self.body_before(part.start).filter(|_| self.is_body(part, end))),
        }
    }

    /// Whether a part is no more than "the company".
    fn is_body(&self, part: &Range<usize>, end: usize) -> bool {
        part.len() == 2
            && end == part.end
            && self.article.word(part.start).eq_ignore_ascii_case("the")
            && BODIES.contains(&self.article.word(part.start + 1))
    }

    /// The name that commas set off: "the mayor, Rosa Diaz,", "the agency's head in Bonn, Dr. Amara Reyes", "the
    /// watchdog, Datawatch,".
    fn set_off(&self, part: &Range<usize>, end: usize, last: usize, known: &[Known]) -> Option<Known> {
        let article = self.article;
        let mut start = end;
        while start < part.end {
            let next = (start + 1..part.end).find(|&i| is_break(article, i) && !self.is_in_name(i, known));
            let segment = start + 1..next.unwrap_or(part.end);
            if is_break(article, start) && !segment.is_empty() {
                let close = self.core_end(&segment, known);
                let heads = article.span(close - 1..close);
                let lead = |k: &Known| article.tokens.partition_point(|t| t.span.end <= k.span.start);
                let found =
                    known.iter().rev().find(|k| k.kind == MentionKind::Name && k.span.overlaps(heads));
                if let Some(k) = found
                    && (segment.start..lead(k)).all(|i| is_modifier(article, i))
                {
                    let exact = lead(k) <= segment.start + 1 && close == segment.end && start == end;
                    let thing = exact && !is_plural(article, last) && k.of != EntityKind::Norp;
                    if (k.of == EntityKind::Person && !is_plural(article, last)) || thing {
                        return Some(*k);
                    }
                }
            }
            start = next.unwrap_or(part.end);
        }
        None
    }

    /// Whom a paper or a spokesperson speaks for: "a statement from the palace", "a spokesman for the agency".
    fn behind(&self, part: &Range<usize>, end: usize, last: usize, known: &[Known]) -> Option<usize> {
        let article = self.article;
        let noun = article.word(last).to_lowercase();
        let paper = PAPERS.contains(&noun.as_str());
        let voice = VOICES.contains(&noun.as_str());
        if !paper && !voice && !SEATS.contains(&noun.as_str()) {
            return None;
        }
        let named = |k: &&Known| k.kind != MentionKind::Pronoun;
        let core = article.span(part.start..end);
        let links = match article.word(end) {
            "of" => true,
            "for" => voice,
            "by" | "from" | "issued" | "at" | "in" | "on" | "with" | "published" | "released" => paper,
            _ => false,
        };
        // Only the noun phrase right after the preposition, and only if the mention heads it.
        let limit = end + 1..part.end;
        let after = known.iter().filter(named).find(|k| k.span.start >= core.end).filter(|k| {
            let at = article.tokens.partition_point(|t| t.span.end <= k.span.start);
            let reach = (limit.start..at).all(|i| is_modifier(article, i) || article.word(i) == "by");
            let next = article.tokens.partition_point(|t| t.span.start < k.span.end);
            links && reach && !(is_possessive(article.word(next)) && next < part.end)
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
        let body = |k: &&Known| paper || k.of != EntityKind::Person;
        let found = if SEATS.contains(&noun.as_str()) { after } else { after.or_else(before) };
        found.filter(body).map(|k| k.entity)
    }
}

/// Whom the words stand for, when they are a pronoun that needs somebody before it.
fn pronoun(text: &str) -> Option<Number> {
    let is = |list: &[&str]| list.iter().any(|p| text.eq_ignore_ascii_case(p));
    if is(&["he", "she"]) {
        Some(Number::One)
    } else if is(&[
        "they",
        "both",
        "neither",
        "both sides",
        "both men",
        "both women",
        "the two",
        "the two sides",
        "the pair",
    ]) {
        Some(Number::Many)
    } else {
        None
    }
}

/// Whether a noun is plural, as far as its ending shows it.
fn is_plural(article: &Article, i: usize) -> bool {
    let word = article.word(i);
    word.ends_with('s') && !word.ends_with("ss") && article.tag(i) == Pos::Noun
}

fn is_break(article: &Article, i: usize) -> bool {
    // The hyphen of "the London-based bank" is none.
    let end = |i: usize| article.tokens.get(i).map(|t| t.span.end);
    let glued = || i > 0 && end(i - 1) == article.tokens.get(i).map(|t| t.span.start);
    matches!(article.word(i), "," | "(" | ")" | "—" | "–" | "--" | ":")
        || (article.word(i) == "-" && !glued())
}

fn is_possessive(word: &str) -> bool {
    matches!(word, "'s" | "’s" | "'" | "’")
}

/// Whether a token can stand between the beginning of a noun phrase and its head.
fn is_modifier(article: &Article, i: usize) -> bool {
    article.tag(i).is_nominal() || article.word(i) == "-"
}

/// Members of a party whose name is theirs.
const PARTISANS: &[&str] = &["conservative", "democrat", "liberal", "republican", "tory"];

/// Nouns for an organisation that its name need not hold.
#[rustfmt::skip]
const BODIES: &[&str] = &[
    "agency", "airline", "bank", "broadcaster", "carmaker", "charity", "club", "company", "firm", "group", "maker",
    "manufacturer", "newspaper", "operator", "organisation", "organization", "publisher", "regulator", "retailer",
    "start-up", "startup", "supplier", "watchdog",
];

/// Those who speak for a body.
const VOICES: &[&str] = &[
    "representative",
    "representatives",
    "spokesman",
    "spokesmen",
    "spokespeople",
    "spokesperson",
    "spokespersons",
    "spokeswoman",
    "spokeswomen",
];

/// What is governed from a place: "the city of Phoenix".
const SEATS: &[&str] = &["city", "government", "kingdom", "republic", "state", "town"];

/// Things that speak for whoever made them: "a statement from the palace".
#[rustfmt::skip]
const PAPERS: &[&str] = &[
    "account", "ad", "advisory", "analysis", "announcement", "article", "blog", "book", "brief",
    "bulletin", "column", "comments", "communique", "communiqué", "data", "declaration", "decree",
    "dispatch", "document", "documents", "draft", "editorial", "email", "essay", "estimate", "estimates",
    "figures", "filing", "findings", "forecast", "indictment", "interview", "lawsuit", "leaflet",
    "letter", "memo", "message", "newsletter", "note", "notice", "op-ed", "paper", "petition", "poll",
    "post", "posts", "presentation", "profile", "readout", "records", "release", "remarks", "report",
    "reports", "research", "review", "ruling", "speech", "statement", "statements", "story", "study",
    "survey", "testimony", "transcript", "tweet", "tweets", "verdict", "video", "warning", "words",
];
