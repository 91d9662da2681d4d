//! Finds where a role or a noun for an organisation is taken up again: "the secretary", "the Italian leader", "the
//! ministry", "the carmaker".
//!
//! Only definite phrases, only for somebody introduced before, and only when one entity fits: a phrase that fits
//! two is left alone unless just one of them was spoken of in this sentence or the one before.
//! Roles that the article does not state are never guessed.

use std::ops::Range;
use std::rc::Rc;

use crate::coref::pronouns;
use crate::coref::type_nouns::{self, Body};
use crate::document::Entity;
use crate::incremental::{Fingerprint, StageCache};
use crate::kb::Reference;
use crate::kb::priors;
use crate::roles::Found;
use crate::syntax::traits::Traits;
use crate::syntax::view::SyntaxView;
use rustc_hash::FxHashMap;

/// At most this many entities are compared for one head noun, the latest first.
const MOST: usize = 16;

/// Within how many sentences somebody was just spoken of.
const NEAR: usize = 1;

/// A phrase that refers to an entity by its role.
#[derive(Clone)]
pub(crate) struct Again {
    /// The entity, as an index.
    pub entity: usize,
    /// The words, with the article.
    pub tokens: Range<usize>,
    /// Why, for a reader.
    pub why: &'static str,
}

/// What a head noun can refer to.
struct Referent {
    entity: usize,
    /// The words of the role.
    words: Vec<String>,
    /// The token from which on the entity is known.
    from: usize,
}

/// Finds the phrases of an article that take up a role.
pub(crate) struct Finder<'a> {
    view: &'a SyntaxView<'a>,
    /// For every entity, the first tokens of its names.
    mentioned: &'a [Vec<usize>],
    /// What is known of every entity that is an organisation.
    bodies: Vec<Option<Body>>,
    /// Where they are named, in order.
    named: Vec<(usize, usize)>,
    /// By head noun, whom it can refer to.
    index: FxHashMap<String, Vec<Referent>>,
    /// Whether each token is part of a role as stated.
    taken: Vec<bool>,
}

impl<'a> Finder<'a> {
    /// Reads the roles as stated and the organisations once.
    #[inline(never)]
    pub(crate) fn new(
        view: &'a SyntaxView,
        entities: &[Entity],
        roles: &[(usize, Found)],
        mentioned: &'a [Vec<usize>],
        kept: &mut StageCache<Rc<type_nouns::Known>>,
    ) -> Self {
        kept.start_round();
        let mut taken = vec![false; view.article.tokens.len()];
        for (_, role) in roles {
            taken.get_mut(role.tokens.clone()).into_iter().flatten().for_each(|t| *t = true);
        }
        let at = |start: &usize| view.name(*start).map(|n| view.names[n].tokens.clone());
        let bodies: Vec<Option<Body>> = entities
            .iter()
            .zip(mentioned)
            .map(|(e, starts)| {
                let at: Vec<Range<usize>> = starts.iter().filter_map(at).collect();
                Body::of(view.article, e, &at, view.kb, kept)
            })
            .collect();
        let mut named: Vec<(usize, usize)> = bodies
            .iter()
            .zip(mentioned)
            .enumerate()
            .filter(|(_, (body, _))| body.is_some())
            .flat_map(|(entity, (_, starts))| starts.iter().map(move |&start| (start, entity)))
            .collect();
        named.sort_unstable();
        Self { view, mentioned, bodies, named, index: referents(view, roles), taken }
    }

    /// A key of all that is known of roles and organisations, and of where it is known from.
    #[inline(never)]
    pub(crate) fn fingerprint(&self, entities: &[Entity], roles: &[(usize, Found)]) -> Fingerprint {
        let view = self.view;
        let mut blocks = view.article.blocks.iter().enumerate().peekable();
        let mut key = Fingerprint::NEW;
        for (entity, role) in roles {
            while blocks.next_if(|(_, b)| b.tokens.end <= role.tokens.start).is_some() {}
            let Some(&(at, block)) = blocks.peek() else { break };
            let start = role.tokens.start - block.tokens.start;
            let head = role.head.wrapping_sub(role.tokens.start) as u64;
            key = key.with((*entity as u64) << 32 | at as u64).with((start as u64) << 32 | head);
            key = key.with_fingerprint(view.article.fingerprint(role.tokens.clone()));
        }
        for (entity, body) in entities.iter().zip(&self.bodies) {
            let Some(body) = body else { continue };
            key = key.with_text(&entity.name);
            for (noun, from) in body.called() {
                let at = view.article.blocks.partition_point(|b| b.tokens.end <= *from);
                let start = view.article.blocks.get(at).map_or(0, |b| from - b.tokens.start);
                key = key.with_text(noun).with((at as u64) << 32 | start as u64);
            }
        }
        key
    }

    /// The phrases among some tokens, in order. `recent` are the organisations spoken of before.
    #[inline(never)]
    pub(crate) fn find(&self, tokens: Range<usize>, recent: &mut Recent) -> Vec<Again> {
        let (view, kb) = (self.view, self.view.kb);
        let mut found = if tokens.start == 0 { self.in_headline() } else { Vec::new() };
        let first = self.named.partition_point(|&(start, _)| start < tokens.start);
        let mut named = self.named[first..].iter().peekable();
        for at in tokens {
            while let Some(&(start, entity)) = named.next_if(|(start, _)| *start <= at) {
                let end = view.name(start).map_or(start + 1, |n| view.names[n].tokens.end);
                recent.see(view, entity, start..end, String::new());
            }
            let the = view.determines(at) && matches!(view.word(at), "the" | "The");
            if !the || view.name(at).is_some() {
                continue;
            }
            let Some(head) = head_of(view, at + 1, &self.taken) else { continue };
            let noun = view.folded(head);
            let modifiers: Vec<String> =
                (at + 1..head).map(|i| view.folded(i)).filter(|w| !w.is_empty()).collect();
            let fits = |r: &&Referent| r.from < at && agrees(kb, &r.words, &noun, &modifiers);
            let mut who: Vec<usize> = Vec::new();
            for referent in self.index.get(noun.as_str()).into_iter().flatten().rev().take(MOST).filter(fits)
            {
                if !who.contains(&referent.entity) {
                    who.push(referent.entity);
                }
            }
            let meant = match who.as_slice() {
                [] => self.called(recent, &noun, &modifiers, at..head + 1),
                [only] => Some((*only, "the only one with this role before")),
                several => {
                    let near = |&&e: &&usize| was_near(view, &self.mentioned[e], at);
                    let mut close = several.iter().filter(near);
                    match (close.next(), close.next()) {
                        (Some(one), None) => Some((*one, "the one with this role just spoken of")),
                        _ => None,
                    }
                }
            };
            let Some((entity, why)) = meant else { continue };
            found.push(Again { entity, tokens: at..head + 1, why });
        }
        found
    }

    /// The roles that speak in a headline, which has no articles, before the text says who they are: "Ferry late, says
    /// |minister|".
    #[inline(never)]
    fn in_headline(&self) -> Vec<Again> {
        let view = self.view;
        let Some(headline) = view.article.headline() else { return Vec::new() };
        let mut found = Vec::new();
        for at in headline.clone() {
            let before = at.checked_sub(1).filter(|b| headline.contains(b));
            let opens = before.is_none_or(|b| matches!(view.word(b), "," | ":" | "-" | "–" | "—"));
            let follows = before.is_some_and(|b| view.is(b, Traits::SPEECH));
            let head = head_of(view, at, &self.taken).filter(|_| opens || follows);
            let Some(head) = head.filter(|h| follows || view.is(h + 1, Traits::SPEECH)) else {
                continue;
            };
            let noun = view.folded(head);
            let modifiers: Vec<String> =
                (at..head).map(|i| view.folded(i)).filter(|w| !w.is_empty()).collect();
            let fitting = self.index.get(noun.as_str()).into_iter().flatten().take(MOST);
            let mut who = fitting.filter(|r| agrees(view.kb, &r.words, &noun, &modifiers)).map(|r| r.entity);
            if let Some(entity) = who.next().filter(|first| who.all(|other| other == *first)) {
                found.push(Again {
                    entity,
                    tokens: at..head + 1,
                    why: "the only one with this role in the article",
                });
            }
        }
        found
    }

    /// The organisation that a phrase with this noun calls, and why.
    #[inline(never)]
    fn called(
        &self,
        recent: &mut Recent,
        noun: &str,
        modifiers: &[String],
        tokens: Range<usize>,
    ) -> Option<(usize, &'static str)> {
        if !type_nouns::is_noun(noun) {
            return None;
        }
        let sentence = self.view.article.sentence_of(tokens.start);
        let fits = |s: &&Seen| {
            let otherwise = s.sentence == sentence && !s.noun.is_empty() && s.noun != noun;
            let body = self.bodies.get(s.entity).and_then(Option::as_ref);
            !otherwise && body.is_some_and(|b| b.fits(self.view.kb, noun, modifiers, tokens.start))
        };
        let fitting: Vec<&Seen> = recent.0.iter().filter(fits).collect();
        let near: Vec<&&Seen> =
            fitting.iter().filter(|s| sentence.wrapping_sub(s.sentence) <= NEAR).collect();
        let subjects = || near.iter().filter(|s| s.subject).collect::<Vec<_>>();
        let (entity, why) = match (fitting.as_slice(), near.as_slice()) {
            ([only], _) => (only.entity, "the only one before that is called so"),
            (_, [one]) => (one.entity, "the one called so that was just spoken of"),
            _ => match subjects().as_slice() {
                [one] => (one.entity, "the one called so that the sentence before is about"),
                _ => return None,
            },
        };
        recent.see(self.view, entity, tokens, noun.to_owned());
        Some((entity, why))
    }
}

/// The organisations that were spoken of last, each once.
#[derive(Clone, Default)]
pub(crate) struct Recent(Vec<Seen>);

/// A mention of an organisation.
#[derive(Clone)]
struct Seen {
    entity: usize,
    sentence: usize,
    subject: bool,
    /// The noun, where it was called by one.
    noun: String,
}

impl Recent {
    /// With what can be called by a noun after a sentence.
    pub(crate) fn fingerprint(&self, key: Fingerprint, sentence: usize) -> Fingerprint {
        self.0.iter().fold(key.with(self.0.len() as u64), |key, seen| {
            let back = sentence.wrapping_sub(seen.sentence).min(NEAR + 1) as u64;
            key.with((seen.entity as u64) << 16 | back << 8 | u64::from(seen.subject))
        })
    }

    /// The same so many sentences further on, or back beyond zero.
    pub(crate) fn move_on(&mut self, sentences: usize) {
        self.0.iter_mut().for_each(|seen| seen.sentence = seen.sentence.wrapping_add(sentences));
    }

    fn see(&mut self, view: &SyntaxView, entity: usize, tokens: Range<usize>, noun: String) {
        let sentence = view.article.sentence_of(tokens.start);
        let before = self.0.iter().position(|s| s.entity == entity).map(|at| self.0.remove(at));
        let same = before.is_some_and(|b| b.sentence == sentence && b.subject);
        // "Norvik and Halden Motors": neither of them alone.
        let joined = view.word(tokens.end) == "and";
        let subject = same || (!joined && pronouns::is_subject(view, tokens.start, tokens.end));
        if self.0.len() >= MOST {
            self.0.remove(0);
        }
        self.0.push(Seen { entity, sentence, subject, noun });
    }
}

/// Whether an entity is named in the sentence of token `at`, before it, or in the sentence before.
fn was_near(view: &SyntaxView, mentions: &[usize], at: usize) -> bool {
    let last = mentions.partition_point(|&m| m < at).checked_sub(1).and_then(|k| mentions.get(k));
    last.is_some_and(|&m| view.article.sentence_of(m) + NEAR >= view.article.sentence_of(at))
}

/// Whom news calls a leader.
const LEADERS: &[&str] =
    &["president", "minister", "premier", "chancellor", "king", "leader", "pm", "emir", "chief", "head"];

/// And whom the chief of something.
const CHIEFS: &[&str] = &[
    "boss",
    "chair",
    "chairman",
    "chairwoman",
    "chief",
    "coach",
    "commander",
    "commissioner",
    "director",
    "executive",
    "general",
    "head",
    "manager",
    "president",
    "secretary",
];

/// Every head noun of a role with whom it can refer to, in order of the article.
#[inline(never)]
fn referents(view: &SyntaxView, roles: &[(usize, Found)]) -> FxHashMap<String, Vec<Referent>> {
    let mut index: FxHashMap<String, Vec<Referent>> = FxHashMap::default();
    for (entity, role) in roles {
        let words: Vec<String> =
            role.tokens.clone().map(|i| view.folded(i)).filter(|w| !w.is_empty()).collect();
        let noun = view.folded(role.head);
        let from = role.tokens.start;
        for also in [("leader", LEADERS), ("chief", CHIEFS), ("boss", CHIEFS)] {
            if also.0 != noun && also.1.contains(&noun.as_str()) {
                let words = words.clone();
                index.entry(also.0.to_owned()).or_default().push(Referent { entity: *entity, words, from });
            }
        }
        index.entry(noun).or_default().push(Referent { entity: *entity, words, from });
    }
    index
}

/// The head of the phrase whose words start at token `first`, behind its article, when it can stand for somebody by
/// itself.
#[inline(never)]
fn head_of(view: &SyntaxView, first: usize, taken: &[bool]) -> Option<usize> {
    let high = view.sentence(first).end.min(first + 4);
    let mut head = None;
    for i in first..high {
        let person = view.in_person(i);
        if person {
            return None;
        }
        // "The Coast Guard" is a name, whatever its last word can be called.
        let role = view.is_role(i) && !taken.get(i).copied().unwrap_or(false);
        if (role || view.is(i, Traits::BODY)) && view.name(i).is_none() {
            head = Some(i);
        } else if !view.modifies(i) && !view.is_hyphen(i) {
            break;
        } else if head.is_some() {
            // "the president palace": the noun was only a modifier.
            head = None;
        }
    }
    let head = head?;
    let end = view.sentence(first).end;
    let next = if head + 1 < end { view.word(head + 1) } else { "" };
    let in_person = |i: usize| i < end && view.in_person(i);
    let names_another = in_person(head + 1) || (next == "," && in_person(head + 2));
    let specified = matches!(next, "of" | "for" | "from") || view.is_hyphen(head + 1);
    (!names_another && !specified).then_some(head)
}

/// Whether a phrase can take up a role with these words: all its modifiers are in it, and what makes the role
/// another one ("vice president", "former president") is not left out.
#[inline(never)]
fn agrees(kb: &Reference, words: &[String], noun: &str, modifiers: &[String]) -> bool {
    // "The Georgian leader" is "Georgia's president".
    let of_one_country = |m: &String| {
        let country = priors::country(kb, m);
        country.is_some() && words.iter().any(|w| priors::country(kb, w) == country)
    };
    let all = modifiers.iter().all(|m| words.contains(m) || of_one_country(m));
    let essential = ["vice", "deputy", "former", "ex", "assistant", "acting", "shadow", "prime"];
    let leader = noun == "leader";
    // "The chief" alone says nothing; "the NATO chief" is its secretary-general.
    if matches!(noun, "chief" | "boss") && modifiers.is_empty() && !words.iter().any(|w| w == noun) {
        return false;
    }
    all && words
        .iter()
        .filter(|w| essential.contains(&w.as_str()))
        .all(|w| modifiers.contains(w) || (leader && w == "prime"))
}
