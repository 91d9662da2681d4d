//! Which names are the same person: full name, surname, first name, initials, short forms, a slip of the pen.
//!
//! Two people with one surname stay two; a bare surname then goes to the one the article is speaking of.
//! Titles ("Mr.", "Dr.") are no part of a name here, but they tell the two Clintons apart.
//! Nothing here joins a person with anything that is not one.

use crate::article::Article;
use crate::coref::cluster::{Node, Sets};
use crate::document::EntityKind;
use crate::kb::Reference;
use crate::kb::priors;
use crate::lexicon;
use crate::lexicon::given_names;
use crate::lexicon::{Gender, lists};
use crate::model::features;
use crate::recognizer::Name;
use crate::text::normalize;
use rustc_hash::FxHashMap;

/// At most this many people are compared with one name, the latest first: keeps crowds linear.
const MOST: usize = 24;

/// Words after a name that are no part of the surname.
const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

/// Particles that are left out or spelt in several ways ("al-Sisi", "el-Sisi", "Sisi").
const ARTICLES: &[&str] = &["al", "el", "ul", "ar", "as", "ad", "an", "ash"];

/// The words of a person's name without titles, suffixes and Arabic articles; never nothing.
#[inline(never)]
pub(crate) fn without_titles(mut words: Vec<String>) -> Vec<String> {
    let titles = words.iter().take_while(|w| lexicon::is_title(w)).count();
    words.drain(..titles.min(words.len().saturating_sub(1)));
    while words.len() > 1 && words.last().is_some_and(|w| SUFFIXES.contains(&w.as_str())) {
        words.pop();
    }
    if words.len() > 1 && words.iter().any(|w| !ARTICLES.contains(&w.as_str())) {
        words.retain(|w| !ARTICLES.contains(&w.as_str()));
    }
    words
}

/// Joins nodes that name one person. Returns, for names that fit several people, the node each was given to.
#[inline(never)]
pub(crate) fn join(
    article: &Article,
    names: &[Name],
    nodes: &[Node],
    sets: &mut Sets,
    kb: &Reference,
) -> FxHashMap<usize, (usize, &'static str)> {
    let people = || nodes.iter().enumerate().filter(|(_, n)| n.kind == EntityKind::Person);
    let mut last: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    let mut first: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    let mut inner: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    let mut slips: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    let mut several = Vec::new();
    // The fullest names first: "J. Hale" after John and James Hale, so that it cannot make one man of both.
    let mut full: Vec<(usize, &Node)> = people().filter(|(_, n)| n.words.len() > 1).collect();
    full.sort_by_key(|(_, n)| {
        std::cmp::Reverse((n.words.len(), n.words.first().map_or(0, |given| given.chars().count())))
    });
    for (at, node) in full {
        let [head, middle @ .., tail] = node.words.as_slice() else { continue };
        let mut matches: Vec<(usize, &'static str)> = Vec::new();
        for &other in last.get(tail.as_str()).into_iter().flatten().rev().take(MOST) {
            if same_given(&nodes[other].words, &node.words) {
                matches.push((other, "same surname and first name"));
            } else if nodes[other].words.ends_with(&node.words) {
                matches.push((other, "same surname"));
            }
        }
        for &other in first.get(head.as_str()).into_iter().flatten().rev().take(MOST) {
            let (a, b) = (&nodes[other].words, &node.words);
            if a.starts_with(b) || b.starts_with(a) {
                matches.push((other, "beginning of the full name"));
            } else if a.len() == b.len() && near_surname(a, b) {
                matches.push((other, "spelt almost alike"));
            }
        }
        let mut roots: Vec<usize> = matches.iter().map(|&(other, _)| sets.root(other)).collect();
        roots.sort_unstable();
        roots.dedup();
        if roots.len() > 1 {
            several.push((at, roots));
            continue;
        }
        if let Some(&(other, why)) = matches.first() {
            sets.join(at, other, why);
        }
        last.entry(tail).or_default().push(at);
        first.entry(head).or_default().push(at);
        for word in middle.iter().filter(|w| w.chars().count() > 3) {
            inner.entry(word).or_default().push(at);
        }
        for slip in slips_of(tail) {
            slips.entry(slip).or_default().push(at);
        }
    }
    for (at, node) in people().filter(|(_, n)| n.words.len() == 1) {
        let Some(word) = node.words.first() else { continue };
        let (found, why) =
            [(&last, "same surname"), (&first, "same first name"), (&inner, "part of the full name")]
                .into_iter()
                .find_map(|(index, why)| index.get(word.as_str()).map(|found| (found.clone(), why)))
                .unwrap_or_else(|| (near(word, nodes, &slips), "spelt almost alike"));
        let mut roots: Vec<(usize, usize)> = Vec::new();
        for &full in found.iter().take(MOST) {
            let root = sets.root(full);
            if roots.iter().all(|&(known, _)| known != root) {
                roots.push((root, full));
            }
        }
        match roots.as_slice() {
            [] => {}
            [(_, full)] => sets.join(at, *full, why),
            _ => several.push((at, roots.into_iter().map(|(root, _)| root).collect::<Vec<_>>())),
        }
    }
    share_out(article, names, nodes, sets, &several, kb)
}

/// Whether two names with the same last word can be one person's: what stands before it must agree.
fn same_given(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (short, long) = (&short[..short.len() - 1], &long[..long.len() - 1]);
    let mut rest = long.iter();
    if short.iter().all(|s| rest.any(|l| same_first(s, l))) {
        return true;
    }
    // "JD Vance" and "James David Vance".
    let initials: String = long.iter().filter_map(|w| w.chars().next()).collect();
    short.len() == 1 && short[0] == initials
}

/// Whether two first names can be one: equal, an initial, the beginning, a usual short form, one slip.
fn same_first(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let count = short.chars().count();
    a == b
        || (count == 1 && long.starts_with(short))
        || (count >= 3 && long.starts_with(short) && !differ(short, long))
        || given_names::long_forms(a).any(|long| long == b)
        || given_names::long_forms(b).any(|long| long == a)
        || (count >= 5 && normalize::nearly(a, b) && !differ(a, b))
}

/// Whether two first names are known to be given to different genders ("Paul", "Paula").
fn differ(a: &str, b: &str) -> bool {
    matches!((lists::gender_of_first_name(a), lists::gender_of_first_name(b)), (Some(x), Some(y)) if x != y)
}

/// Whether two full names that begin alike end in surnames one slip apart.
fn near_surname(a: &[String], b: &[String]) -> bool {
    let n = a.len() - 1;
    a[..n] == b[..n] && a[n].chars().count().min(b[n].chars().count()) >= 4 && normalize::nearly(&a[n], &b[n])
}

/// Hashes of the word and of the word with each of its letters left out: two words one slip apart share one of these.
pub(crate) fn slips_of(word: &str) -> impl Iterator<Item = u32> {
    let letters = word.chars().count();
    let slips = if (5..=20).contains(&letters) { 0..letters + 1 } else { 0..0 };
    slips.map(|left_out| {
        let rest = word.chars().enumerate().filter(move |(at, _)| at + 1 != left_out);
        rest.fold(0, |hash, (_, letter)| features::join(hash, letter as u32))
    })
}

/// People whose surname is one slip away from a bare surname that is long enough to tell.
fn near(word: &str, nodes: &[Node], slips: &FxHashMap<u32, Vec<usize>>) -> Vec<usize> {
    let mut found: Vec<usize> = slips_of(word)
        .filter_map(|slip| slips.get(&slip))
        .flat_map(|found| found.iter().take(MOST))
        .copied()
        .filter(|&n| nodes[n].words.last().is_some_and(|tail| normalize::nearly(word, tail)))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Gives every bare surname that fits several people to one of them.
#[inline(never)]
fn share_out(
    article: &Article,
    names: &[Name],
    nodes: &[Node],
    sets: &mut Sets,
    several: &[(usize, Vec<usize>)],
    kb: &Reference,
) -> FxHashMap<usize, (usize, &'static str)> {
    let mut full: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    if !several.is_empty() {
        for (at, node) in nodes.iter().enumerate().filter(|(_, n)| n.words.len() > 1) {
            full.entry(sets.root(at)).or_default().extend(&node.members);
        }
    }
    for members in full.values_mut() {
        members.sort_unstable();
    }
    let mut chosen = FxHashMap::default();
    for (at, roots) in several {
        let none = Vec::new();
        let people: Vec<&[usize]> = roots.iter().map(|r| full.get(r).unwrap_or(&none).as_slice()).collect();
        let full_name = |k: usize| {
            people
                .get(k)
                .and_then(|p: &&[usize]| p.first())
                .map_or("", |&n| normalize::trim(names[n].span.of(article.text)))
        };
        let gender: Vec<_> = (0..roots.len())
            .map(|k| {
                let words = without_titles(normalize::words(full_name(k)));
                let by_name = words.first().and_then(|w| lists::gender_of_first_name(w));
                by_name.or_else(|| priors::gender(kb, full_name(k)))
            })
            .collect();
        let best_known = priors::likeliest(kb, &nodes[*at].surface);
        let best_known = (0..roots.len())
            .find(|&k| best_known.is_some() && priors::likeliest(kb, full_name(k)) == best_known);
        let mut bare = vec![0u32; roots.len()];
        for &name in &nodes[*at].members {
            let wanted = gender_of_title(article, &names[name]);
            let sentence = article.sentence_of(names[name].tokens.start);
            let score = |k: usize| {
                let before = people[k].partition_point(|&m| m < name);
                let near = before > 0
                    && article.sentence_of(names[people[k][before - 1]].tokens.start) + 1 >= sentence;
                let clash = matches!((wanted, gender[k]), (Some(w), Some(g)) if w != g);
                let fits = wanted.is_some() && wanted == gender[k];
                let acted = before > 0 && acts(article, &names[people[k][before - 1]]);
                let told = if before > 0 { 0.5 } else { 0.0 };
                let usual = (people[k].len() as f32).min(4.0) * 0.25;
                told + usual
                    + (bare[k] as f32).min(2.0) * 0.75
                    + f32::from(u8::from(near))
                    + if acted { ACTED } else { 0.0 }
                    + if fits { 2.0 } else { 0.0 }
                    + if best_known == Some(k) { 1.0 } else { 0.0 }
                    - if clash { 10.0 } else { 0.0 }
            };
            let best = (0..roots.len()).fold(0, |best, k| if score(k) > score(best) { k } else { best });
            bare[best] += 1;
            chosen.insert(name, (roots[best], "same surname, and the one spoken of here"));
        }
    }
    chosen
}

/// How much more a bare surname is likely to be whoever did something where last named.
const ACTED: f32 = 0.6;

/// Whether a name is the subject of the verb after it: "Ann Hale met her brother, Ben Hale".
pub(crate) fn acts(article: &Article, name: &Name) -> bool {
    article.tag(name.tokens.end).is_finite()
}

/// The gender that a title in or before a name shows.
pub(crate) fn gender_of_title(article: &Article, name: &Name) -> Option<Gender> {
    let inside = name.tokens.clone().take(1);
    let before = name.tokens.start.checked_sub(1);
    before.into_iter().chain(inside).find_map(|i| gender_of_title_word(&normalize::fold(article.word(i))))
}

/// The gender that a title or a role noun shows.
pub(crate) fn gender_of_title_word(word: &str) -> Option<Gender> {
    match word {
        "mr" | "sir" | "lord" | "king" | "prince" | "pope" | "father" | "brother" | "sheikh" | "sheik"
        | "imam" | "ayatollah" | "herr" | "monsieur" | "emperor" | "sultan" | "emir" | "rabbi" | "duke"
        | "baron" | "count" | "actor" | "son" | "husband" | "uncle" | "nephew" | "grandfather" => {
            Some(Gender::Male)
        }
        "mrs" | "ms" | "miss" | "madam" | "madame" | "mme" | "mlle" | "frau" | "lady" | "dame" | "queen"
        | "princess" | "empress" | "duchess" | "baroness" | "countess" | "sister" | "mother" | "actress"
        | "wife" | "daughter" | "aunt" | "niece" | "grandmother" | "nun" | "heiress" | "hostess"
        | "widow" => Some(Gender::Female),
        _ if word.ends_with("woman") => Some(Gender::Female),
        _ if word.len() > 5 && word.ends_with("man") && lists::is_role(word) => Some(Gender::Male),
        _ => None,
    }
}
