//! Merges names of the same person: full name, surname, first name, initials, short forms, a misspelling.
//!
//! Two people with the same surname stay separate; a bare surname then goes to the one whom the article is
//! about at that point. Titles ("Mr.", "Dr.") do not count as part of a name, but their gender distinguishes
//! "Mr. Clinton" from "Mrs. Clinton".
//!
//! Never merges a person with anything else.

use crate::article::Article;
use crate::coref::cluster::{DisjointSets, NameNode};
use crate::document::EntityKind;
use crate::kb::CachedKb;
use crate::kb::priors;
use crate::lexicon::{self, Flag, Gender, given_names};
use crate::model::features;
use crate::recognizer::Name;
use crate::text::normalize;
use rustc_hash::FxHashMap;

/// Maximum number of people compared with one name, latest first, so that the work grows linearly with their
/// number.
const MAX_CANDIDATES: usize = 24;

/// The words of a person's name without titles, suffixes and Arabic articles; at least one word is kept.
#[inline(never)]
pub(crate) fn without_titles(mut words: Vec<String>) -> Vec<String> {
    let titles = words.iter().take_while(|w| lexicon::is_title(w)).count();
    words.drain(..titles.min(words.len().saturating_sub(1)));
    while words.len() > 1 && words.last().is_some_and(|w| lexicon::has(w, Flag::NameSuffix)) {
        words.pop();
    }
    if words.len() > 1 && words.iter().any(|w| !lexicon::has(w, Flag::ArabicArticle)) {
        words.retain(|w| !lexicon::has(w, Flag::ArabicArticle));
    }
    words
}

/// Merges nodes that name the same person. Returns the node chosen for each name that fits several people,
/// with the reason.
#[inline(never)]
pub(crate) fn merge(
    article: &Article,
    names: &[Name],
    nodes: &[NameNode],
    sets: &mut DisjointSets,
    kb: &CachedKb,
) -> FxHashMap<usize, (usize, &'static str)> {
    let people = || nodes.iter().enumerate().filter(|(_, n)| n.kind == EntityKind::Person);
    let mut by_surname: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    let mut by_first_name: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    let mut by_middle_name: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    let mut by_deletion: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    let mut ambiguous = Vec::new();
    // Fullest names first: "J. Hale" comes after John and James Hale, so that it cannot merge the two.
    let mut full: Vec<(usize, &NameNode)> = people().filter(|(_, n)| n.words.len() > 1).collect();
    full.sort_by_key(|(_, n)| {
        std::cmp::Reverse((n.words.len(), n.words.first().map_or(0, |given| given.chars().count())))
    });
    for (at, node) in full {
        let [head, middle @ .., tail] = node.words.as_slice() else { continue };
        let mut matches: Vec<(usize, &'static str)> = Vec::new();
        for &other in by_surname.get(tail.as_str()).into_iter().flatten().rev().take(MAX_CANDIDATES) {
            if given_names_agree(&nodes[other].words, &node.words) {
                matches.push((other, "same surname and first name"));
            } else if nodes[other].words.ends_with(&node.words) {
                matches.push((other, "same surname"));
            }
        }
        for &other in by_first_name.get(head.as_str()).into_iter().flatten().rev().take(MAX_CANDIDATES) {
            let (a, b) = (&nodes[other].words, &node.words);
            if a.starts_with(b) || b.starts_with(a) {
                matches.push((other, "beginning of the full name"));
            } else if a.len() == b.len() && similar_surnames(a, b) {
                matches.push((other, "spelt almost alike"));
            }
        }
        let mut roots: Vec<usize> = matches.iter().map(|&(other, _)| sets.root(other)).collect();
        roots.sort_unstable();
        roots.dedup();
        if roots.len() > 1 {
            ambiguous.push((at, roots));
            continue;
        }
        if let Some(&(other, why)) = matches.first() {
            sets.merge(at, other, why);
        }
        by_surname.entry(tail).or_default().push(at);
        by_first_name.entry(head).or_default().push(at);
        for word in middle.iter().filter(|w| w.chars().count() > 3) {
            by_middle_name.entry(word).or_default().push(at);
        }
        for hash in deletion_hashes(tail) {
            by_deletion.entry(hash).or_default().push(at);
        }
    }
    for (at, node) in people().filter(|(_, n)| n.words.len() == 1) {
        let Some(word) = node.words.first() else { continue };
        let (found, why) = [
            (&by_surname, "same surname"),
            (&by_first_name, "same first name"),
            (&by_middle_name, "part of the full name"),
        ]
        .into_iter()
        .find_map(|(index, why)| index.get(word.as_str()).map(|found| (found.clone(), why)))
        .unwrap_or_else(|| (people_with_similar_surname(word, nodes, &by_deletion), "spelt almost alike"));
        let mut roots: Vec<(usize, usize)> = Vec::new();
        for &full in found.iter().take(MAX_CANDIDATES) {
            let root = sets.root(full);
            if roots.iter().all(|&(known, _)| known != root) {
                roots.push((root, full));
            }
        }
        match roots.as_slice() {
            [] => {}
            [(_, full)] => sets.merge(at, *full, why),
            _ => ambiguous.push((at, roots.into_iter().map(|(root, _)| root).collect::<Vec<_>>())),
        }
    }
    assign_ambiguous(article, names, nodes, sets, &ambiguous, kb)
}

/// Whether two names with the same last word can be one person's: the words before it must agree.
fn given_names_agree(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (short, long) = (&short[..short.len() - 1], &long[..long.len() - 1]);
    let mut remaining = long.iter();
    if short.iter().all(|s| remaining.any(|l| same_given_name(s, l))) {
        return true;
    }
    // "JD Vance" and "James David Vance".
    let initials: String = long.iter().filter_map(|w| w.chars().next()).collect();
    short.len() == 1 && short[0] == initials
}

/// Whether two given names can be the same: equal, an initial, a prefix, a common short form, or one edit
/// apart.
fn same_given_name(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let count = short.chars().count();
    a == b
        || (count == 1 && long.starts_with(short))
        || (count >= 3 && long.starts_with(short) && !genders_differ(short, long))
        || given_names::long_forms(a).any(|long| long == b)
        || given_names::long_forms(b).any(|long| long == a)
        || (count >= 5 && normalize::within_one_edit(a, b) && !genders_differ(a, b))
}

/// Whether two given names have different genders ("Paul", "Paula").
fn genders_differ(a: &str, b: &str) -> bool {
    matches!((given_names::gender(a), given_names::gender(b)), (Some(x), Some(y)) if x != y)
}

/// Whether two full names with equal given names end in surnames one edit apart.
fn similar_surnames(a: &[String], b: &[String]) -> bool {
    let n = a.len() - 1;
    a[..n] == b[..n]
        && a[n].chars().count().min(b[n].chars().count()) >= 4
        && normalize::within_one_edit(&a[n], &b[n])
}

/// Hashes of the word and of the word with each letter deleted. Two words one edit apart share at least one
/// of them, as in symmetric-delete spelling correction. Empty for words of fewer than 5 or more than 20
/// letters.
pub(crate) fn deletion_hashes(word: &str) -> impl Iterator<Item = u32> {
    let letters = word.chars().count();
    let slips = if (5..=20).contains(&letters) { 0..letters + 1 } else { 0..0 };
    slips.map(|left_out| {
        let rest = word.chars().enumerate().filter(move |(at, _)| at + 1 != left_out);
        rest.fold(0, |hash, (_, letter)| features::join(hash, letter as u32))
    })
}

/// People whose surname is one edit apart from this word.
fn people_with_similar_surname(
    word: &str,
    nodes: &[NameNode],
    by_deletion: &FxHashMap<u32, Vec<usize>>,
) -> Vec<usize> {
    let mut found: Vec<usize> = deletion_hashes(word)
        .filter_map(|hash| by_deletion.get(&hash))
        .flat_map(|found| found.iter().take(MAX_CANDIDATES))
        .copied()
        .filter(|&n| nodes[n].words.last().is_some_and(|tail| normalize::within_one_edit(word, tail)))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Assigns every bare surname that fits several people to one of them.
#[inline(never)]
fn assign_ambiguous(
    article: &Article,
    names: &[Name],
    nodes: &[NameNode],
    sets: &mut DisjointSets,
    ambiguous: &[(usize, Vec<usize>)],
    kb: &CachedKb,
) -> FxHashMap<usize, (usize, &'static str)> {
    let mut full_names: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    if !ambiguous.is_empty() {
        for (at, node) in nodes.iter().enumerate().filter(|(_, n)| n.words.len() > 1) {
            full_names.entry(sets.root(at)).or_default().extend(&node.members);
        }
    }
    for members in full_names.values_mut() {
        members.sort_unstable();
    }
    let mut chosen = FxHashMap::default();
    for (at, roots) in ambiguous {
        let no_names = Vec::new();
        let people: Vec<&[usize]> =
            roots.iter().map(|r| full_names.get(r).unwrap_or(&no_names).as_slice()).collect();
        let full_name = |k: usize| {
            people
                .get(k)
                .and_then(|p: &&[usize]| p.first())
                .map_or("", |&n| normalize::trim(names[n].span.of(article.text)))
        };
        let gender: Vec<_> = (0..roots.len())
            .map(|k| {
                let words = without_titles(normalize::words(full_name(k)));
                let by_name = words.first().and_then(|w| given_names::gender(w));
                by_name.or_else(|| priors::gender(kb, full_name(k)))
            })
            .collect();
        let best_known = priors::likeliest(kb, &nodes[*at].surface);
        let best_known = (0..roots.len())
            .find(|&k| best_known.is_some() && priors::likeliest(kb, full_name(k)) == best_known);
        let mut assigned = vec![0u32; roots.len()];
        for &name in &nodes[*at].members {
            let wanted = gender_of_title(article, &names[name]);
            let sentence = article.sentence_of(names[name].tokens.start);
            let score = |k: usize| {
                let before = people[k].partition_point(|&m| m < name);
                let is_near = before > 0
                    && article.sentence_of(names[people[k][before - 1]].tokens.start) + 1 >= sentence;
                let gender_clashes = matches!((wanted, gender[k]), (Some(w), Some(g)) if w != g);
                let gender_fits = wanted.is_some() && wanted == gender[k];
                let was_agent = before > 0 && precedes_finite_verb(article, &names[people[k][before - 1]]);
                let mentioned_before = if before > 0 { 0.5 } else { 0.0 };
                let frequency = (people[k].len() as f32).min(4.0) * 0.25;
                mentioned_before
                    + frequency
                    + (assigned[k] as f32).min(2.0) * 0.75
                    + f32::from(u8::from(is_near))
                    + if was_agent { AGENT_BONUS } else { 0.0 }
                    + if gender_fits { 2.0 } else { 0.0 }
                    + if best_known == Some(k) { 1.0 } else { 0.0 }
                    - if gender_clashes { 10.0 } else { 0.0 }
            };
            let best = (0..roots.len()).fold(0, |best, k| if score(k) > score(best) { k } else { best });
            assigned[best] += 1;
            chosen.insert(name, (roots[best], "same surname, and the one spoken of here"));
        }
    }
    chosen
}

/// Bonus of a person whose preceding mention was the subject of a verb.
const AGENT_BONUS: f32 = 0.6;

/// Whether a name is followed by a finite verb and so is its subject: "Ann Hale met her brother, Ben Hale".
pub(crate) fn precedes_finite_verb(article: &Article, name: &Name) -> bool {
    article.tag(name.tokens.end).is_finite()
}

/// The gender shown by a title in or before a name.
pub(crate) fn gender_of_title(article: &Article, name: &Name) -> Option<Gender> {
    let inside = name.tokens.clone().take(1);
    let before = name.tokens.start.checked_sub(1);
    before.into_iter().chain(inside).find_map(|i| gender_of_title_word(&normalize::fold(article.word(i))))
}

/// The gender shown by a title or a role noun.
pub(crate) fn gender_of_title_word(word: &str) -> Option<Gender> {
    let entry = lexicon::entry(word);
    match word {
        _ if entry.has(Flag::MaleTitle) => Some(Gender::Male),
        _ if entry.has(Flag::FemaleTitle) => Some(Gender::Female),
        _ if word.ends_with("woman") => Some(Gender::Female),
        _ if word.len() > 5 && word.ends_with("man") && entry.has(Flag::Role) => Some(Gender::Male),
        _ => None,
    }
}
