//! Who a source is: the entity that its words name, and whether it is kept unnamed.
//!
//! A source is the entity whose mention heads it: "State Department spokesperson Tammy Bruce" is Tammy Bruce, "a
//! statement from the Élysée Palace" the palace, "Trump's lawyer" not Trump. A pronoun that the entities leave
//! open is the person who spoke last near by. Nothing here finds sources or changes entities.

use std::ops::Range;

use crate::article::Article;
use crate::document::{Entity, EntityKind, MentionKind, Source};
use crate::tagger::pos::Pos;
use crate::text::Span;

/// The mentions of all entities, in order of place.
pub struct Mentions {
    list: Vec<Known>,
}

#[derive(Clone, Copy)]
struct Known {
    span: Span,
    entity: usize,
    kind: MentionKind,
    person: bool,
}

/// How far back, in bytes, a pronoun looks for a person who has not spoken.
const PRONOUN_REACH: u32 = 400;

impl Mentions {
    /// Lists the mentions once.
    pub fn new(entities: &[Entity]) -> Self {
        let mut list: Vec<Known> = entities
            .iter()
            .enumerate()
            .flat_map(|(entity, e)| {
                let person = e.kind == EntityKind::Person;
                e.mentions.iter().map(move |m| Known { span: m.span, entity, kind: m.kind, person })
            })
            .collect();
        list.sort_by_key(|k| (k.span.start, k.span.end));
        Self { list }
    }

    /// The mentions that lie in `span`, or that hold it.
    fn within(&self, span: Span) -> &[Known] {
        let from = self.list.partition_point(|k| k.span.end <= span.start);
        let to = self.list.partition_point(|k| k.span.start < span.end);
        self.list.get(from..to.max(from)).unwrap_or(&[])
    }

    /// The last person named before `at`, within reach.
    fn person_before(&self, at: u32) -> Option<usize> {
        let to = self.list.partition_point(|k| k.span.end <= at);
        let before = self.list.get(..to).unwrap_or(&[]);
        let near = before.iter().rev().take_while(|k| k.span.end + PRONOUN_REACH >= at);
        near.filter(|k| k.person && k.kind == MentionKind::Name).map(|k| k.entity).next()
    }
}

/// Resolves the source that stands at `tokens`. `last` is the person who spoke before, when that was near by.
pub fn resolve(article: &Article, tokens: Range<usize>, mentions: &Mentions, last: Option<usize>) -> Source {
    let span = article.span(tokens.clone());
    let text = span.of(article.text);
    let known = mentions.within(span);
    let mut entity = head(article, &tokens, known);
    if entity.is_none() && is_personal(text) {
        entity = last.or_else(|| mentions.person_before(span.start));
    }
    if entity.is_none() && text.eq_ignore_ascii_case("who") {
        let before = mentions.list.partition_point(|k| k.span.end <= span.start);
        let nearest = before.checked_sub(1).and_then(|i| mentions.list.get(i));
        entity = nearest.filter(|k| k.span.end + 3 >= span.start).map(|k| k.entity);
    }
    Source { span, entity, anonymous: entity.is_none() && is_anonymous(article, tokens) }
}

/// Whether the words are a pronoun for one person.
fn is_personal(text: &str) -> bool {
    ["he", "she"].iter().any(|p| text.eq_ignore_ascii_case(p))
}

/// Things that speak for whoever made them: "a statement from the palace".
const PAPERS: &[&str] = &[
    "account",
    "ad",
    "advisory",
    "analysis",
    "announcement",
    "article",
    "blog",
    "book",
    "brief",
    "bulletin",
    "column",
    "comments",
    "data",
    "document",
    "documents",
    "draft",
    "editorial",
    "email",
    "essay",
    "estimate",
    "estimates",
    "figures",
    "filing",
    "forecast",
    "interview",
    "letter",
    "lawsuit",
    "memo",
    "message",
    "note",
    "notice",
    "op-ed",
    "paper",
    "poll",
    "post",
    "posts",
    "records",
    "release",
    "remarks",
    "report",
    "reports",
    "ruling",
    "speech",
    "statement",
    "statements",
    "story",
    "study",
    "survey",
    "testimony",
    "transcript",
    "tweet",
    "tweets",
    "video",
    "warning",
    "words",
];

/// The entity whose mention heads the source.
fn head(article: &Article, tokens: &Range<usize>, known: &[Known]) -> Option<usize> {
    // The head noun of the phrase: the last noun before its first preposition, comma or relative.
    let stop = |i: &usize| {
        let tag = article.tags.get(*i).copied().unwrap_or(Pos::Other);
        matches!(article.word(*i), "," | "(" | "who" | "which" | "that" | "whose" | "—" | "–" | "-" | ":")
            || (tag == Pos::Adp && *i > tokens.start)
            || tag == Pos::VerbIng
    };
    let end = tokens.clone().find(stop).unwrap_or(tokens.end);
    let core = article.span(tokens.start..end.max(tokens.start + 1).min(tokens.end));
    let last = end.checked_sub(1).filter(|i| *i >= tokens.start).unwrap_or(tokens.start);
    let last_span = article.span(last..last + 1);
    let heads = |k: &&Known| k.span.overlaps(last_span);
    if let Some(k) = known.iter().rev().find(heads) {
        return Some(k.entity);
    }
    // "The mayor, Rosa Diaz," and "Rosa Diaz, the mayor": a person set off by commas is the head.
    let after = known.iter().find(|k| {
        let at = article.tokens.partition_point(|t| t.span.end <= k.span.start);
        k.person
            && k.span.start >= core.end
            && at == end + 1
            && matches!(article.word(end), "," | "—" | "–" | "-" | "(")
    });
    if let Some(k) = after {
        return Some(k.entity);
    }
    // "The agency's director for oceans, Amara Reyes,": a person whom a comma sets off at the end is the head.
    let close = tokens.clone().rev().find(|&i| !matches!(article.word(i), "," | "—" | "–" | ")"));
    let set_off = known.last().filter(|k| {
        let at = article.tokens.partition_point(|t| t.span.end <= k.span.start);
        k.person
            && close.is_some_and(|i| article.span(i..i + 1).overlaps(k.span))
            && at.checked_sub(1).is_some_and(|i| tokens.contains(&i) && article.word(i) == ",")
    });
    if let Some(k) = set_off {
        return Some(k.entity);
    }
    // What a paper says, its maker says.
    let noun = article.word(last).to_lowercase();
    if PAPERS.contains(&noun.as_str()) {
        let made_by =
            matches!(article.word(end), "by" | "from" | "of" | "issued" | "at" | "in" | "on" | "with");
        let after = known.iter().find(|k| k.span.start >= core.end).filter(|_| made_by);
        let before = || {
            known.iter().rev().find(|k| {
                let next = article.tokens.partition_point(|t| t.span.start < k.span.end);
                k.span.end <= core.end
                    && (next == last
                        || (next + 1 == last && matches!(article.word(next), "'s" | "’s" | "'" | "’"))
                        || article.tags.get(next).is_some_and(|t| matches!(t, Pos::Noun | Pos::Adj)))
            })
        };
        return after.or_else(before).map(|k| k.entity);
    }
    None
}

/// Words for people, and papers, whose names are kept back.
const UNNAMED: &[&str] = &[
    "activist",
    "activists",
    "adviser",
    "advisers",
    "advisor",
    "advisors",
    "aide",
    "aides",
    "allies",
    "ally",
    "analyst",
    "analysts",
    "attendee",
    "attendees",
    "backers",
    "bystander",
    "bystanders",
    "colleague",
    "colleagues",
    "commentators",
    "critic",
    "critics",
    "detractors",
    "diplomat",
    "diplomats",
    "economists",
    "employee",
    "employees",
    "executive",
    "executives",
    "expert",
    "experts",
    "eyewitness",
    "eyewitnesses",
    "friend",
    "friends",
    "insider",
    "insiders",
    "investigators",
    "investors",
    "lawmakers",
    "many",
    "most",
    "neighbor",
    "neighbors",
    "neighbour",
    "neighbours",
    "observer",
    "observers",
    "official",
    "officials",
    "officer",
    "officers",
    "one",
    "operative",
    "operatives",
    "opponent",
    "opponents",
    "others",
    "people",
    "person",
    "pundits",
    "reports",
    "researchers",
    "resident",
    "residents",
    "rumors",
    "rumours",
    "scholars",
    "several",
    "skeptics",
    "some",
    "source",
    "sources",
    "staffer",
    "staffers",
    "strategist",
    "strategists",
    "supporter",
    "supporters",
    "traders",
    "witness",
    "witnesses",
    "workers",
];

/// Whether the phrase speaks of people without naming them.
fn is_anonymous(article: &Article, tokens: Range<usize>) -> bool {
    let stop = |i: &usize| {
        *i > tokens.start
            && (article.tags.get(*i) == Some(&Pos::Adp)
                || matches!(
                    article.word(*i),
                    "," | "who" | "which" | "that" | "familiar" | "close" | "briefed"
                ))
    };
    let end = tokens.clone().find(stop).unwrap_or(tokens.end);
    let last = end.saturating_sub(1).max(tokens.start);
    let unnamed = |i: usize| UNNAMED.contains(&article.word(i).to_lowercase().as_str());
    unnamed(last) || (unnamed(tokens.start) && tokens.end > tokens.start)
}
