//! Which names are the same organisation, place, event or group: acronyms, short forms, words in another order.
//!
//! "Sexual Minorities Uganda (SMUG)", "the Associated Press" and "AP", "Department of State" and "the U.S. State
//! Department", "Bayern Munich" and "Bayern". Names of different classes (a group of people, a place, something
//! organised) are never joined.

use crate::article::Article;
use crate::coref::cluster::{Node, Sets};
use crate::document::EntityKind;
use crate::recognizer::Name;
use crate::text::normalize;
use rustc_hash::{FxHashMap, FxHashSet};

/// At most this many candidates are looked at for one key.
const MOST: usize = 8;

/// Words that an acronym and a rearranged name leave out.
const SMALL: &[&str] = &[
    "of", "the", "for", "and", "in", "on", "at", "to", "de", "du", "des", "la", "le", "del", "der", "fur",
    "und", "&",
];

/// Legal forms at the end of a company's name.
const LEGAL: &[&str] = &[
    "inc",
    "corp",
    "corporation",
    "co",
    "company",
    "ltd",
    "limited",
    "plc",
    "llc",
    "llp",
    "ag",
    "gmbh",
    "sa",
    "se",
    "nv",
    "spa",
    "group",
    "holdings",
];

/// Whether the last word of a name of several is the legal form of a company and nothing else: "Bauer AG".
pub(crate) fn is_company(words: &[String]) -> bool {
    words.len() > 1 && words.last().is_some_and(|w| is_legal_form(w))
}

/// Whether a word, as names are compared, is the legal form of a company and nothing else.
pub(crate) fn is_legal_form(word: &str) -> bool {
    const SURE: &[&str] = &[
        "inc",
        "corp",
        "corporation",
        "ltd",
        "plc",
        "llc",
        "llp",
        "ag",
        "gmbh",
        "spa",
        "oyj",
        "asa",
        "holdings",
    ];
    SURE.contains(&word)
}

/// Words that alone stand for no organisation, though many names begin or end with them.
const VAGUE: &[&str] = &[
    "national",
    "international",
    "united",
    "european",
    "new",
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "first",
    "world",
    "royal",
    "federal",
    "general",
    "central",
    "great",
    "saint",
    "st",
    "san",
    "american",
    "social",
    "democratic",
    "republican",
    "free",
    "real",
    "city",
    "state",
    "public",
    "global",
    "big",
    "red",
];

/// Kinds whose names may be joined.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Class {
    Person,
    People,
    Place,
    Organised,
}

fn class(kind: EntityKind) -> Class {
    match kind {
        EntityKind::Person => Class::Person,
        EntityKind::Norp | EntityKind::Language => Class::People,
        EntityKind::Gpe | EntityKind::Location => Class::Place,
        _ => Class::Organised,
    }
}

/// Joins nodes that name one thing.
pub(crate) fn join(article: &Article, names: &[Name], nodes: &[Node], sets: &mut Sets) {
    brackets(article, names, nodes, sets);
    initials(nodes, sets);
    plurals(nodes, sets);
    rearranged(nodes, sets);
    short_forms(nodes, sets);
}

/// "Sexual Minorities Uganda (SMUG)", "SMUG (Sexual Minorities Uganda)".
fn brackets(article: &Article, names: &[Name], nodes: &[Node], sets: &mut Sets) {
    let mut node_of = vec![0; names.len()];
    for (at, node) in nodes.iter().enumerate() {
        for &name in &node.members {
            node_of[name] = at;
        }
    }
    for (i, pair) in names.windows(2).enumerate() {
        let [outer, inner] = pair else { continue };
        let bracketed = outer.tokens.end + 1 == inner.tokens.start
            && article.word(outer.tokens.end) == "("
            && article.word(inner.tokens.end) == ")";
        if !bracketed {
            continue;
        }
        let (a, b) = (node_of[i], node_of[i + 1]);
        let (outer, inner) = (&nodes[a], &nodes[b]);
        let short = [outer, inner].map(|n| normalize::is_acronym(&n.surface));
        let same = class(outer.kind) == class(inner.kind) && class(outer.kind) != Class::Person;
        if short[0] != short[1] && (same || spells(inner, outer) || spells(outer, inner)) {
            let (short, full) = if short[0] { (a, b) } else { (b, a) };
            sets.join(short, full, "acronym introduced in brackets");
        }
    }
}

/// Whether the letters of an acronym stand in order at the beginnings of a name's words.
fn spells(short: &Node, full: &Node) -> bool {
    let letters: String = short.words.concat();
    full.words.len() > 1 && acronyms_of(&full.words).contains(&letters)
}

/// The acronyms a name can have: with and without its small words.
fn acronyms_of(words: &[String]) -> Vec<String> {
    let first = |w: &String| w.chars().next();
    let full: String = words.iter().filter_map(first).collect();
    let large: String = words.iter().filter(|w| !SMALL.contains(&w.as_str())).filter_map(first).collect();
    if full == large { vec![full] } else { vec![full, large] }
}

/// "Associated Press" and "AP", "United States" and "U.S.".
fn initials(nodes: &[Node], sets: &mut Sets) {
    let mut index: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, node) in nodes.iter().enumerate().filter(|(_, n)| n.words.len() > 1 && n.words.len() < 12) {
        for acronym in acronyms_of(&node.words).into_iter().filter(|a| a.chars().count() > 1) {
            index.entry(acronym).or_default().push(at);
        }
    }
    for (at, node) in nodes.iter().enumerate().filter(|(_, n)| normalize::is_acronym(&n.surface)) {
        let candidates = index.get(&node.words.concat()).map_or(&[][..], Vec::as_slice);
        let fits =
            |n: &&usize| class(nodes[**n].kind) == class(node.kind) && class(node.kind) != Class::Person;
        join_if_one(at, candidates.iter().filter(fits).copied(), sets, "initials of the full name");
    }
}

/// "Haitian" and "Haitians": one group of people.
fn plurals(nodes: &[Node], sets: &mut Sets) {
    let people: FxHashMap<String, usize> = nodes
        .iter()
        .enumerate()
        .filter(|(_, n)| class(n.kind) == Class::People)
        .map(|(at, n)| (n.words.join(" "), at))
        .collect();
    for (words, &at) in &people {
        if let Some(&one) = words.strip_suffix('s').and_then(|one| people.get(one)) {
            sets.join(at, one, "plural of the same name");
        }
    }
}

/// "Department of State", "State Department", "U.S. State Department": the same words in another order.
fn rearranged(nodes: &[Node], sets: &mut Sets) {
    let places: FxHashSet<String> = nodes
        .iter()
        .filter(|n| matches!(class(n.kind), Class::People | Class::Place))
        .map(|n| n.words.join(" "))
        .chain(["us", "uk", "eu", "american", "british"].map(str::to_owned))
        .collect();
    let mut index: FxHashMap<String, Vec<(usize, String)>> = FxHashMap::default();
    for (at, node) in nodes.iter().enumerate().filter(|(_, n)| n.kind == EntityKind::Organization) {
        let mut words: Vec<&str> = node.words.iter().map(String::as_str).collect();
        let of = (1..words.len().min(4)).rev().find(|&n| places.contains(&words[..n].join(" "))).unwrap_or(0);
        let place = words.drain(..of).collect::<Vec<_>>().join(" ");
        while words.len() > 1 && words.last().is_some_and(|w| LEGAL.contains(w)) {
            words.pop();
        }
        words.retain(|w| !SMALL.contains(w));
        for word in &mut words {
            // One and the same office in two namings, as English-language news has them.
            *word = match *word {
                "department" => "ministry",
                "defence" => "defense",
                "centre" => "center",
                "organisation" => "organization",
                other => other,
            };
        }
        words.sort_unstable();
        if !words.is_empty() {
            index.entry(words.join(" ")).or_default().push((at, place));
        }
    }
    for found in index.values().filter(|f| f.len() > 1) {
        for (k, (at, place)) in found.iter().enumerate().take(MOST) {
            let fits = |other: &&(usize, String)| other.1 == *place || other.1.is_empty() || place.is_empty();
            let earlier: Vec<usize> = found[..k].iter().filter(fits).map(|(n, _)| *n).collect();
            join_if_one(*at, earlier.into_iter(), sets, "the same words");
        }
    }
}

/// "Bayern" and "Bayern Munich", "Amnesty" and "Amnesty International", "World Cup" and "2010 World Cup".
fn short_forms(nodes: &[Node], sets: &mut Sets) {
    let mut index: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, node) in nodes.iter().enumerate() {
        let n = node.words.len();
        if !(2..=8).contains(&n) || class(node.kind) == Class::Person || class(node.kind) == Class::People {
            continue;
        }
        for k in 1..n {
            // "Europe" is no short form of "Council of Europe".
            let complement = SMALL.contains(&node.words[n - k - 1].as_str());
            let parts = [(&node.words[..k], true), (&node.words[n - k..], !complement)];
            for part in parts.into_iter().filter(|&(_, fits)| fits).map(|(words, _)| words.join(" ")) {
                let found = index.entry(part).or_default();
                if found.len() < MOST && found.last() != Some(&at) {
                    found.push(at);
                }
            }
        }
    }
    for (at, node) in nodes.iter().enumerate() {
        let [word, rest @ ..] = node.words.as_slice() else { continue };
        let vague = rest.is_empty() && (VAGUE.contains(&word.as_str()) || word.chars().count() < 3);
        if vague || matches!(class(node.kind), Class::Person | Class::People) {
            continue;
        }
        let candidates = index.get(&node.words.join(" ")).map_or(&[][..], Vec::as_slice);
        let fits = |n: &&usize| {
            let full = &nodes[**n];
            match class(node.kind) {
                // Few words can follow a place's name without naming another place.
                Class::Place => {
                    class(full.kind) == Class::Place
                        && full.words.starts_with(&node.words)
                        && full.words[node.words.len()..].iter().all(|w| matches!(w.as_str(), "dc" | "strip"))
                }
                _ => class(full.kind) == Class::Organised && (full.kind == node.kind || !rest.is_empty()),
            }
        };
        join_if_one(at, candidates.iter().filter(fits).copied(), sets, "short for the full name");
    }
}

/// Joins `short` with the one set all `candidates` are in; with none when there are several.
fn join_if_one(short: usize, candidates: impl Iterator<Item = usize>, sets: &mut Sets, why: &'static str) {
    let mut only: Option<(usize, usize)> = None;
    for full in candidates.take(MOST) {
        let root = sets.root(full);
        match only {
            Some((known, _)) if known != root => return,
            _ => only = Some((root, full)),
        }
    }
    if let Some((_, full)) = only {
        sets.join(short, full, why);
    }
}
