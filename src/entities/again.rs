//! Finds where a role or the head of a name is taken up again: "the secretary", "the Italian leader", "the ministry".
//!
//! Only definite phrases, only for somebody introduced before, and only when one entity fits: a phrase that fits
//! two is left alone unless just one of them was spoken of in this sentence or the one before.
//! Roles that the article does not state are never guessed.

use std::collections::HashMap;
use std::ops::Range;

use super::forms;
use super::known;
use super::phrases::Ground;
use super::roles::Found;
use crate::document::{Entity, EntityKind};
use crate::kb::KnowledgeBase;

/// At most this many entities are compared for one head noun, the latest first.
const MOST: usize = 16;

/// Nouns that head the names of organisations and stand for them.
const HEADS: &[&str] = &[
    "agency",
    "airline",
    "alliance",
    "army",
    "association",
    "authority",
    "bank",
    "board",
    "broadcaster",
    "bureau",
    "cabinet",
    "church",
    "club",
    "coalition",
    "college",
    "commission",
    "committee",
    "congress",
    "council",
    "court",
    "department",
    "federation",
    "foundation",
    "fund",
    "guard",
    "institute",
    "league",
    "ministry",
    "museum",
    "network",
    "office",
    "organisation",
    "organization",
    "parliament",
    "party",
    "senate",
    "service",
    "society",
    "union",
    "university",
];

/// Whether `word` (lower case) is a noun for an organisation.
pub(super) fn is_body(word: &str) -> bool {
    HEADS.contains(&word)
        || matches!(word, "company" | "firm" | "group" | "government" | "team" | "regulator")
}

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
    /// The words of the role, or of the organisation's name.
    words: Vec<String>,
    /// The token from which on the entity is known.
    from: usize,
}

/// The phrases that take up a role, in order. `mentioned` holds, for every entity, the first tokens of its names.
pub fn find(
    ground: &Ground,
    entities: &[Entity],
    roles: &[(usize, Found)],
    mentioned: &[Vec<usize>],
    kb: &KnowledgeBase,
) -> Vec<Again> {
    let index = referents(ground, entities, roles, mentioned);
    let mut taken = vec![false; ground.article.tokens.len()];
    for (_, role) in roles {
        taken.get_mut(role.tokens.clone()).into_iter().flatten().for_each(|t| *t = true);
    }
    let mut found: Vec<Again> = Vec::new();
    for at in 0..ground.article.tokens.len() {
        if !matches!(ground.word(at), "the" | "The") || ground.name(at).is_some() {
            continue;
        }
        let Some(head) = head_of(ground, at, &taken) else { continue };
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
        let (entity, why) = match who.as_slice() {
            [] => continue,
            [only] => (*only, "the only one with this role before"),
            several => {
                let near = |&&e: &&usize| was_near(ground, &mentioned[e], at);
                let mut close = several.iter().filter(near);
                match (close.next(), close.next()) {
                    (Some(one), None) => (*one, "the one with this role just spoken of"),
                    _ => continue,
                }
            }
        };
        found.push(Again { entity, tokens: at..head + 1, why });
    }
    found
}

/// Whether an entity is named in the sentence of token `at`, before it, or in the sentence before.
fn was_near(ground: &Ground, mentions: &[usize], at: usize) -> bool {
    let last = mentions.partition_point(|&m| m < at).checked_sub(1).and_then(|k| mentions.get(k));
    last.is_some_and(|&m| ground.article.sentence_of(m) + 1 >= ground.article.sentence_of(at))
}

/// Every head noun with what it can refer to, in order of the article.
fn referents(
    ground: &Ground,
    entities: &[Entity],
    roles: &[(usize, Found)],
    mentioned: &[Vec<usize>],
) -> HashMap<String, Vec<Referent>> {
    let mut index: HashMap<String, Vec<Referent>> = HashMap::new();
    for (entity, role) in roles {
        let words: Vec<String> =
            role.tokens.clone().map(|i| ground.folded(i)).filter(|w| !w.is_empty()).collect();
        let noun = ground.folded(role.head);
        let from = role.tokens.start;
        if matches!(
            noun.as_str(),
            "president" | "minister" | "premier" | "chancellor" | "king" | "leader" | "pm" | "emir"
        ) {
            let words = words.clone();
            index.entry("leader".to_owned()).or_default().push(Referent { entity: *entity, words, from });
        }
        if noun != "leader" {
            index.entry(noun).or_default().push(Referent { entity: *entity, words, from });
        }
    }
    for (at, entity) in entities.iter().enumerate().filter(|(_, e)| e.kind == EntityKind::Organization) {
        let words = forms::words(&entity.name);
        let from = mentioned.get(at).and_then(|m| m.first()).copied().unwrap_or(usize::MAX);
        for head in words.iter().filter(|w| words.len() > 1 && HEADS.contains(&w.as_str())) {
            let referent = Referent { entity: at, words: words.clone(), from };
            index.entry(head.clone()).or_default().push(referent);
        }
    }
    index
}

/// The head of the definite phrase that starts at token `the`, when it can stand for somebody by itself.
fn head_of(ground: &Ground, the: usize, taken: &[bool]) -> Option<usize> {
    let high = ground.sentence(the).end.min(the + 5);
    let mut head = None;
    for i in the + 1..high {
        let person = ground.in_person(i);
        if person {
            return None;
        }
        let word = ground.folded(i);
        if (ground.is_role(i) && !taken.get(i).copied().unwrap_or(false))
            || (HEADS.contains(&word.as_str()) && ground.name(i).is_none())
        {
            head = Some(i);
        } else if !ground.modifies(i) && !ground.is_hyphen(i) {
            break;
        } else if head.is_some() {
            // "the president palace": the noun was only a modifier.
            head = None;
        }
    }
    let head = head?;
    let next = ground.word(head + 1);
    let names_another = ground.in_person(head + 1) || (next == "," && ground.in_person(head + 2));
    let specified = matches!(next, "of" | "for") || ground.is_hyphen(head + 1);
    (!names_another && !specified).then_some(head)
}

/// Whether a phrase can take up a role with these words: all its modifiers are in it, and what makes the role
/// another one ("vice president", "former president") is not left out.
fn agrees(kb: &KnowledgeBase, words: &[String], noun: &str, modifiers: &[String]) -> bool {
    // "The Georgian leader" is "Georgia's president".
    let of_one_country = |m: &String| {
        let country = known::country(kb, m);
        country.is_some() && words.iter().any(|w| known::country(kb, w) == country)
    };
    let all = modifiers.iter().all(|m| words.contains(m) || of_one_country(m));
    let essential = ["vice", "deputy", "former", "ex", "assistant", "acting", "shadow", "prime"];
    let leader = noun == "leader";
    all && words
        .iter()
        .filter(|w| essential.contains(&w.as_str()))
        .all(|w| modifiers.contains(w) || (leader && w == "prime"))
}
