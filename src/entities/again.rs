//! Finds where a role or a noun for an organisation is taken up again: "the secretary", "the Italian leader", "the
//! ministry", "the carmaker".
//!
//! Only definite phrases, only for somebody introduced before, and only when one entity fits: a phrase that fits
//! two is left alone unless just one of them was spoken of in this sentence or the one before.
//! Roles that the article does not state are never guessed.

use std::ops::Range;
use std::rc::Rc;

use super::called::{self, Body};
use super::known;
use super::phrases::Ground;
use super::pronouns;
use super::roles::Found;
use super::traits::Traits;
use crate::document::Entity;
use crate::kb::Reference;
use crate::maps::Map;
use crate::memory::Kept;

/// At most this many entities are compared for one head noun, the latest first.
const MOST: usize = 16;

/// A phrase that refers to an entity by its role.
pub struct Again {
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

/// The phrases that take up a role, in order. `mentioned` holds, for every entity, the first tokens of its names.
#[inline(never)]
pub fn find(
    ground: &Ground,
    entities: &[Entity],
    roles: &[(usize, Found)],
    mentioned: &[Vec<usize>],
    kept: &mut Kept<Rc<called::Known>>,
) -> Vec<Again> {
    let kb = ground.kb;
    let index = referents(ground, roles);
    let mut bodies = Bodies::new(ground, entities, mentioned, kept);
    let mut taken = vec![false; ground.article.tokens.len()];
    for (_, role) in roles {
        taken.get_mut(role.tokens.clone()).into_iter().flatten().for_each(|t| *t = true);
    }
    let mut found = in_headline(ground, &index, &taken, kb);
    for at in 0..ground.article.tokens.len() {
        bodies.pass(ground, at);
        let the = ground.determines(at) && matches!(ground.word(at), "the" | "The");
        if !the || ground.name(at).is_some() {
            continue;
        }
        let Some(head) = head_of(ground, at + 1, &taken) else { continue };
        let noun = ground.folded(head);
        let modifiers: Vec<String> =
            (at + 1..head).map(|i| ground.folded(i)).filter(|w| !w.is_empty()).collect();
        let fits = |r: &&Referent| r.from < at && agrees(kb, &r.words, &noun, &modifiers);
        let mut who: Vec<usize> = Vec::new();
        for referent in index.get(noun.as_str()).into_iter().flatten().rev().take(MOST).filter(fits) {
            if !who.contains(&referent.entity) {
                who.push(referent.entity);
            }
        }
        let meant = match who.as_slice() {
            [] => bodies.called(ground, &noun, &modifiers, at..head + 1),
            [only] => Some((*only, "the only one with this role before")),
            several => {
                let near = |&&e: &&usize| was_near(ground, &mentioned[e], at);
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
fn in_headline(
    ground: &Ground,
    index: &Map<String, Vec<Referent>>,
    taken: &[bool],
    kb: &Reference,
) -> Vec<Again> {
    let Some(headline) = ground.article.headline() else { return Vec::new() };
    let mut found = Vec::new();
    for at in headline.clone() {
        let before = at.checked_sub(1).filter(|b| headline.contains(b));
        let opens = before.is_none_or(|b| matches!(ground.word(b), "," | ":" | "-" | "–" | "—"));
        let follows = before.is_some_and(|b| ground.is(b, Traits::SPEECH));
        let head = head_of(ground, at, taken).filter(|_| opens || follows);
        let Some(head) = head.filter(|h| follows || ground.is(h + 1, Traits::SPEECH)) else {
            continue;
        };
        let noun = ground.folded(head);
        let modifiers: Vec<String> = (at..head).map(|i| ground.folded(i)).filter(|w| !w.is_empty()).collect();
        let fitting = index.get(noun.as_str()).into_iter().flatten().take(MOST);
        let mut who = fitting.filter(|r| agrees(kb, &r.words, &noun, &modifiers)).map(|r| r.entity);
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

/// The organisations of the article, and which of them were spoken of last.
struct Bodies<'a> {
    kb: &'a Reference<'a>,
    /// What is known of every entity that is an organisation.
    known: Vec<Option<Body>>,
    /// Where they are named, in order, and how far that is read.
    named: Vec<(usize, usize)>,
    read: usize,
    /// The latest mentions, one an organisation.
    recent: Vec<Seen>,
}

/// A mention of an organisation.
struct Seen {
    entity: usize,
    sentence: usize,
    subject: bool,
    /// The noun, where it was called by one.
    noun: String,
}

impl<'a> Bodies<'a> {
    fn new(
        ground: &'a Ground,
        entities: &[Entity],
        mentioned: &[Vec<usize>],
        kept: &mut Kept<Rc<called::Known>>,
    ) -> Self {
        kept.begin();
        let kb = ground.kb;
        let at = |start: &usize| ground.name(*start).map(|n| ground.names[n].tokens.clone());
        let known: Vec<Option<Body>> = entities
            .iter()
            .zip(mentioned)
            .map(|(e, starts)| {
                let at: Vec<Range<usize>> = starts.iter().filter_map(at).collect();
                Body::of(ground.article, e, &at, kb, kept)
            })
            .collect();
        let mut named: Vec<(usize, usize)> = known
            .iter()
            .zip(mentioned)
            .enumerate()
            .filter(|(_, (body, _))| body.is_some())
            .flat_map(|(entity, (_, starts))| starts.iter().map(move |&start| (start, entity)))
            .collect();
        named.sort_unstable();
        Self { kb, known, named, read: 0, recent: Vec::new() }
    }

    /// Reads on to token `at`.
    #[inline(never)]
    fn pass(&mut self, ground: &Ground, at: usize) {
        while let Some(&(start, entity)) = self.named.get(self.read).filter(|(start, _)| *start <= at) {
            self.read += 1;
            let end = ground.name(start).map_or(start + 1, |n| ground.names[n].tokens.end);
            self.see(ground, entity, start..end, String::new());
        }
    }

    fn see(&mut self, ground: &Ground, entity: usize, tokens: Range<usize>, noun: String) {
        let sentence = ground.article.sentence_of(tokens.start);
        let before = self.recent.iter().position(|s| s.entity == entity).map(|at| self.recent.remove(at));
        let same = before.is_some_and(|b| b.sentence == sentence && b.subject);
        // "Norvik and Halden Motors": neither of them alone.
        let joined = ground.word(tokens.end) == "and";
        let subject = same || (!joined && pronouns::is_subject(ground, tokens.start, tokens.end));
        if self.recent.len() >= MOST {
            self.recent.remove(0);
        }
        self.recent.push(Seen { entity, sentence, subject, noun });
    }

    /// The organisation that a phrase with this noun calls, and why.
    #[inline(never)]
    fn called(
        &mut self,
        ground: &Ground,
        noun: &str,
        modifiers: &[String],
        tokens: Range<usize>,
    ) -> Option<(usize, &'static str)> {
        if !called::is_noun(noun) {
            return None;
        }
        let sentence = ground.article.sentence_of(tokens.start);
        let fits = |s: &&Seen| {
            let otherwise = s.sentence == sentence && !s.noun.is_empty() && s.noun != noun;
            let body = self.known.get(s.entity).and_then(Option::as_ref);
            !otherwise && body.is_some_and(|b| b.fits(self.kb, noun, modifiers, tokens.start))
        };
        let fitting: Vec<&Seen> = self.recent.iter().filter(fits).collect();
        let near: Vec<&&Seen> = fitting.iter().filter(|s| s.sentence + 1 >= sentence).collect();
        let subjects = || near.iter().filter(|s| s.subject).collect::<Vec<_>>();
        let (entity, why) = match (fitting.as_slice(), near.as_slice()) {
            ([only], _) => (only.entity, "the only one before that is called so"),
            (_, [one]) => (one.entity, "the one called so that was just spoken of"),
            _ => match subjects().as_slice() {
                [one] => (one.entity, "the one called so that the sentence before is about"),
                _ => return None,
            },
        };
        self.see(ground, entity, tokens, noun.to_owned());
        Some((entity, why))
    }
}

/// Whether an entity is named in the sentence of token `at`, before it, or in the sentence before.
fn was_near(ground: &Ground, mentions: &[usize], at: usize) -> bool {
    let last = mentions.partition_point(|&m| m < at).checked_sub(1).and_then(|k| mentions.get(k));
    last.is_some_and(|&m| ground.article.sentence_of(m) + 1 >= ground.article.sentence_of(at))
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
fn referents(ground: &Ground, roles: &[(usize, Found)]) -> Map<String, Vec<Referent>> {
    let mut index: Map<String, Vec<Referent>> = Map::default();
    for (entity, role) in roles {
        let words: Vec<String> =
            role.tokens.clone().map(|i| ground.folded(i)).filter(|w| !w.is_empty()).collect();
        let noun = ground.folded(role.head);
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
fn head_of(ground: &Ground, first: usize, taken: &[bool]) -> Option<usize> {
    let high = ground.sentence(first).end.min(first + 4);
    let mut head = None;
    for i in first..high {
        let person = ground.in_person(i);
        if person {
            return None;
        }
        // "The Coast Guard" is a name, whatever its last word can be called.
        let role = ground.is_role(i) && !taken.get(i).copied().unwrap_or(false);
        if (role || ground.is(i, Traits::BODY)) && ground.name(i).is_none() {
            head = Some(i);
        } else if !ground.modifies(i) && !ground.is_hyphen(i) {
            break;
        } else if head.is_some() {
            // "the president palace": the noun was only a modifier.
            head = None;
        }
    }
    let head = head?;
    let end = ground.sentence(first).end;
    let next = if head + 1 < end { ground.word(head + 1) } else { "" };
    let in_person = |i: usize| i < end && ground.in_person(i);
    let names_another = in_person(head + 1) || (next == "," && in_person(head + 2));
    let specified = matches!(next, "of" | "for" | "from") || ground.is_hyphen(head + 1);
    (!names_another && !specified).then_some(head)
}

/// Whether a phrase can take up a role with these words: all its modifiers are in it, and what makes the role
/// another one ("vice president", "former president") is not left out.
#[inline(never)]
fn agrees(kb: &Reference, words: &[String], noun: &str, modifiers: &[String]) -> bool {
    // "The Georgian leader" is "Georgia's president".
    let of_one_country = |m: &String| {
        let country = known::country(kb, m);
        country.is_some() && words.iter().any(|w| known::country(kb, w) == country)
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
