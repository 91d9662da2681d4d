//! Merges names of the same organisation, place, event or group: acronyms, short forms, words in another
//! order.
//!
//! "Sexual Minorities Uganda (SMUG)", "the Associated Press" and "AP", "Department of State" and "the U.S.
//! State Department", "Bayern Munich" and "Bayern".
//!
//! Never merges names of different categories (people, groups of people, places, organisations and other
//! things).

use crate::article::Article;
use crate::coref::cluster::{DisjointSets, NameNode};
use crate::document::EntityKind;
use crate::lexicon::{self, Flag};
use crate::recognizer::Name;
use crate::text::normalize;
use rustc_hash::{FxHashMap, FxHashSet};

/// Maximum number of candidates examined for one key.
const MAX_CANDIDATES: usize = 8;

/// Whether the last of several words is unambiguously the legal form of a company: "Bauer AG".
pub(crate) fn is_company(words: &[String]) -> bool {
    words.len() > 1 && words.last().is_some_and(|w| is_legal_form(w))
}

/// Whether a normalised word is a legal form of companies and has no other meaning.
pub(crate) fn is_legal_form(word: &str) -> bool {
    lexicon::has(word, Flag::OnlyLegalForm)
}

/// Groups of kinds within which names may be merged.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Category {
    Person,
    People,
    Place,
    Organized,
}

fn category(kind: EntityKind) -> Category {
    match kind {
        EntityKind::Person => Category::Person,
        EntityKind::Norp | EntityKind::Language => Category::People,
        EntityKind::Gpe | EntityKind::Location => Category::Place,
        _ => Category::Organized,
    }
}

/// Merges nodes that name the same thing.
pub(crate) fn merge(article: &Article, names: &[Name], nodes: &[NameNode], sets: &mut DisjointSets) {
    merge_bracketed_acronyms(article, names, nodes, sets);
    merge_acronyms(nodes, sets);
    merge_plurals(nodes, sets);
    merge_reordered(nodes, sets);
    merge_short_forms(nodes, sets);
}

/// Merges an acronym with the name that introduces it: "Sexual Minorities Uganda (SMUG)", "SMUG (Sexual
/// Minorities Uganda)".
fn merge_bracketed_acronyms(article: &Article, names: &[Name], nodes: &[NameNode], sets: &mut DisjointSets) {
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
        let is_acronym = [outer, inner].map(|n| normalize::is_acronym(&n.surface));
        let same_category =
            category(outer.kind) == category(inner.kind) && category(outer.kind) != Category::Person;
        if is_acronym[0] != is_acronym[1] && (same_category || spells(inner, outer) || spells(outer, inner)) {
            let (short, full) = if is_acronym[0] { (a, b) } else { (b, a) };
            sets.merge(short, full, "acronym introduced in brackets");
        }
    }
}

/// Whether the acronym consists of the first letters of a name's words, in order.
fn spells(short: &NameNode, full: &NameNode) -> bool {
    let letters: String = short.words.concat();
    full.words.len() > 1 && acronyms_of(&full.words).contains(&letters)
}

/// The acronyms that a name can have: with and without its small words.
fn acronyms_of(words: &[String]) -> Vec<String> {
    let first_letter = |w: &String| w.chars().next();
    let with_small: String = words.iter().filter_map(first_letter).collect();
    let without_small: String =
        words.iter().filter(|w| !lexicon::has(w, Flag::SmallWord)).filter_map(first_letter).collect();
    if with_small == without_small { vec![with_small] } else { vec![with_small, without_small] }
}

/// Merges an acronym with its full name: "Associated Press" and "AP", "United States" and "U.S.".
fn merge_acronyms(nodes: &[NameNode], sets: &mut DisjointSets) {
    let mut index: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, node) in nodes.iter().enumerate().filter(|(_, n)| n.words.len() > 1 && n.words.len() < 12) {
        for acronym in acronyms_of(&node.words).into_iter().filter(|a| a.chars().count() > 1) {
            index.entry(acronym).or_default().push(at);
        }
    }
    for (at, node) in nodes.iter().enumerate().filter(|(_, n)| normalize::is_acronym(&n.surface)) {
        let candidates = index.get(&node.words.concat()).map_or(&[][..], Vec::as_slice);
        let fits = |n: &&usize| {
            category(nodes[**n].kind) == category(node.kind) && category(node.kind) != Category::Person
        };
        merge_if_unambiguous(at, candidates.iter().filter(fits).copied(), sets, "initials of the full name");
    }
}

/// Merges singular and plural of a group of people: "Haitian" and "Haitians".
fn merge_plurals(nodes: &[NameNode], sets: &mut DisjointSets) {
    let people: FxHashMap<String, usize> = nodes
        .iter()
        .enumerate()
        .filter(|(_, n)| category(n.kind) == Category::People)
        .map(|(at, n)| (n.words.join(" "), at))
        .collect();
    for (words, &at) in &people {
        if let Some(&one) = words.strip_suffix('s').and_then(|one| people.get(one)) {
            sets.merge(at, one, "plural of the same name");
        }
    }
}

/// Merges names with the same words in another order: "Department of State", "State Department", "U.S. State
/// Department".
fn merge_reordered(nodes: &[NameNode], sets: &mut DisjointSets) {
    let places: FxHashSet<String> = nodes
        .iter()
        .filter(|n| matches!(category(n.kind), Category::People | Category::Place))
        .map(|n| n.words.join(" "))
        .chain(["us", "uk", "eu", "american", "british"].map(str::to_owned))
        .collect();
    let mut index: FxHashMap<String, Vec<(usize, String)>> = FxHashMap::default();
    for (at, node) in nodes.iter().enumerate().filter(|(_, n)| n.kind == EntityKind::Organization) {
        let mut words: Vec<&str> = node.words.iter().map(String::as_str).collect();
        let place_len =
            (1..words.len().min(4)).rev().find(|&n| places.contains(&words[..n].join(" "))).unwrap_or(0);
        let place = words.drain(..place_len).collect::<Vec<_>>().join(" ");
        while words.len() > 1 && words.last().is_some_and(|w| lexicon::has(w, Flag::LegalForm)) {
            words.pop();
        }
        words.retain(|w| !lexicon::has(w, Flag::SmallWord));
        for word in &mut words {
            // English-language news uses these words for the same office.
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
        for (k, (at, place)) in found.iter().enumerate().take(MAX_CANDIDATES) {
            let fits = |other: &&(usize, String)| other.1 == *place || other.1.is_empty() || place.is_empty();
            let earlier: Vec<usize> = found[..k].iter().filter(fits).map(|(n, _)| *n).collect();
            merge_if_unambiguous(*at, earlier.into_iter(), sets, "the same words");
        }
    }
}

/// Merges short and full forms: "Bayern" and "Bayern Munich", "Amnesty" and "Amnesty International", "World
/// Cup" and "2010 World Cup".
fn merge_short_forms(nodes: &[NameNode], sets: &mut DisjointSets) {
    let mut index: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, node) in nodes.iter().enumerate() {
        let n = node.words.len();
        if !(2..=8).contains(&n)
            || category(node.kind) == Category::Person
            || category(node.kind) == Category::People
        {
            continue;
        }
        for k in 1..n {
            // "Europe" is not a short form of "Council of Europe".
            let complement = lexicon::has(&node.words[n - k - 1], Flag::SmallWord);
            let parts = [(&node.words[..k], true), (&node.words[n - k..], !complement)];
            for part in parts.into_iter().filter(|&(_, fits)| fits).map(|(words, _)| words.join(" ")) {
                let found = index.entry(part).or_default();
                if found.len() < MAX_CANDIDATES && found.last() != Some(&at) {
                    found.push(at);
                }
            }
        }
    }
    for (at, node) in nodes.iter().enumerate() {
        let [word, rest @ ..] = node.words.as_slice() else { continue };
        let vague = rest.is_empty() && (lexicon::has(word, Flag::VagueNameWord) || word.chars().count() < 3);
        if vague || matches!(category(node.kind), Category::Person | Category::People) {
            continue;
        }
        let candidates = index.get(&node.words.join(" ")).map_or(&[][..], Vec::as_slice);
        let fits = |n: &&usize| {
            let full = &nodes[**n];
            match category(node.kind) {
                // Few words can follow the name of a place without making it another place.
                Category::Place => {
                    category(full.kind) == Category::Place
                        && full.words.starts_with(&node.words)
                        && full.words[node.words.len()..].iter().all(|w| matches!(w.as_str(), "dc" | "strip"))
                }
                _ => {
                    category(full.kind) == Category::Organized && (full.kind == node.kind || !rest.is_empty())
                }
            }
        };
        merge_if_unambiguous(at, candidates.iter().filter(fits).copied(), sets, "short for the full name");
    }
}

/// Merges `short` with the set of `candidates` if all are in the same set; does nothing otherwise.
fn merge_if_unambiguous(
    short: usize,
    candidates: impl Iterator<Item = usize>,
    sets: &mut DisjointSets,
    why: &'static str,
) {
    let mut only: Option<(usize, usize)> = None;
    for full in candidates.take(MAX_CANDIDATES) {
        let root = sets.root(full);
        match only {
            Some((first_root, _)) if first_root != root => return,
            _ => only = Some((root, full)),
        }
    }
    if let Some((_, full)) = only {
        sets.merge(short, full, why);
    }
}
