//! Lets what a reader has put right hold among the entities: who is whom, of which kind, and which entry.
//!
//! Grouping has read the corrected names already, so that chains follow by its own rules; what it decides otherwise
//! is overruled here. A name corrected at one place leaves its group alone; corrected wherever it stands, it takes
//! with it the names that were grouped with it because of it. Nothing here places corrections.

use std::rc::Rc;
use std::sync::Arc;

use crate::article::Article;
use crate::coref::cluster::{Group, Member};
use crate::corrections::{BY_HAND, Fixes, Is, Linked, place::Fix};
use crate::document::{Entity, EntityKind, Mention, MentionKind};
use crate::recognizer::Name;
use crate::text::normalize;
use rustc_hash::FxHashMap;

/// At most this many names that are other names are followed to the last.
const LONGEST_CHAIN: usize = 8;

/// Where a name belongs.
#[derive(PartialEq)]
enum Home<'c> {
    /// To a group as found.
    Group(usize),
    /// To the entity of this name, which none of the groups has.
    Called(&'c str),
    /// By itself, out of a group, with all that the same was said of.
    Apart(usize, EntityKind, Option<String>),
}

/// The groups as they are with the corrections, and what each is called if a reader said so.
#[inline(never)]
pub(crate) fn regroup<'c>(
    article: &Article,
    found: &[Name],
    groups: Rc<[Group]>,
    fixes: &Fixes<'c>,
) -> (Rc<[Group]>, Vec<Option<&'c str>>) {
    if fixes.is_empty() {
        let called = vec![None; groups.len()];
        return (groups, called);
    }
    let sorter = Sorter::new(article, found, &groups, fixes);
    let mut regrouped: Vec<(Vec<Member>, EntityKind)> = Vec::new();
    let mut called: Vec<Option<&str>> = Vec::new();
    let mut of_group = vec![None; groups.len()];
    let mut others: Vec<(Home, usize)> = Vec::new();
    for (name, &(group, why)) in sorter.of.iter().enumerate() {
        let (home, kind, given) = sorter.home(name, group);
        let known = match home {
            Home::Group(group) => of_group[group],
            _ => others.iter().find(|(other, _)| *other == home).map(|(_, at)| *at),
        };
        let at = known.unwrap_or(regrouped.len());
        if known.is_none() {
            match home {
                Home::Group(group) => of_group[group] = Some(at),
                _ => others.push((home, at)),
            }
            regrouped.push((Vec::new(), kind));
            called.push(None);
        }
        called[at] = called[at].or(given);
        let why = if sorter.fix(name).is_some() { BY_HAND } else { why };
        regrouped[at].0.push((name, why));
    }
    let group = |(members, kind)| Group::new(article, found, members, kind, None);
    (regrouped.into_iter().map(group).collect(), called)
}

/// Knows where every name belongs.
struct Sorter<'a, 'c> {
    found: &'a [Name],
    groups: &'a [Group],
    fixes: &'a Fixes<'c>,
    /// Of each name, its group, and why it is in it.
    of: Vec<(usize, &'static str)>,
    /// Of each group, the name that says most.
    leads: Vec<usize>,
    /// The first name with these words.
    by_words: FxHashMap<String, usize>,
}

impl<'a, 'c> Sorter<'a, 'c> {
    fn new(article: &Article, found: &'a [Name], groups: &'a [Group], fixes: &'a Fixes<'c>) -> Self {
        let surface = |name: usize| normalize::trim(found[name].span.of(article.text));
        let mut by_words = FxHashMap::default();
        let mut of = vec![(0, ""); found.len()];
        for (group, known) in groups.iter().enumerate() {
            for &(name, why) in &known.members {
                of[name] = (group, why);
                // A name that is corrected alone does not speak for the others.
                let alone = fixes.at(found[name].span).is_some_and(|f| f.here && f.name.is_some());
                if !alone {
                    by_words.entry(normalize::words(surface(name)).join(" ")).or_insert(name);
                }
            }
        }
        let lead = |group: &Group| {
            let names = group.members.iter().map(|&(name, _)| name).rev();
            names.max_by_key(|&name| crate::entities::says(surface(name))).unwrap_or_default()
        };
        Self { found, groups, fixes, of, leads: groups.iter().map(lead).collect(), by_words }
    }

    fn fix(&self, name: usize) -> Option<&Fix<'c>> {
        self.fixes.at(self.found[name].span)
    }

    /// What was said of the name that a group is called by, wherever it stands.
    fn of_lead(&self, group: usize) -> Option<&Fix<'c>> {
        self.fix(self.leads[group]).filter(|f| !f.here)
    }

    /// Where a name belongs, of which kind that is, and its name if a reader gave one.
    fn home(&self, name: usize, group: usize) -> (Home<'c>, EntityKind, Option<&'c str>) {
        let fix = self.fix(name);
        let given = fix.and_then(|f| f.name).or_else(|| self.of_lead(group).and_then(|f| f.name));
        if let Some((called, group)) = given.and_then(|given| self.called(given)) {
            let kind = group.map_or(self.kind_here(name), |g| self.kind(g));
            return (group.map_or(Home::Called(called), Home::Group), kind, Some(called));
        }
        let kind = self.kind(group);
        let alone = fix.filter(|f| f.here && f.link.is_some()).map(|f| label(f.link));
        let own = self.kind_given(name).unwrap_or(kind);
        if own == kind && alone.is_none() {
            return (Home::Group(group), kind, None);
        }
        (Home::Apart(group, own, alone), own, None)
    }

    /// The last of the names that a given name leads to, and the group that has it; nothing where they go in circles.
    fn called(&self, given: &'c str) -> Option<(&'c str, Option<usize>)> {
        let mut last = given;
        for _ in 0..LONGEST_CHAIN {
            let Some(&name) = self.by_words.get(&normalize::words(last).join(" ")) else {
                return Some((last, None));
            };
            let (group, _) = self.of[name];
            let further = self.fix(name).or_else(|| self.of_lead(group)).and_then(|f| f.name);
            match further.filter(|&further| further != last) {
                Some(further) => last = further,
                None => return Some((last, Some(group))),
            }
        }
        None
    }

    fn kind_given(&self, name: usize) -> Option<EntityKind> {
        match self.fix(name)?.is? {
            Is::Name(kind) => Some(kind),
            Is::Nothing => None,
        }
    }

    fn kind_here(&self, name: usize) -> EntityKind {
        self.kind_given(name).unwrap_or(self.found[name].kind)
    }

    /// The kind of a group, by what a reader says of the name that it is called by.
    fn kind(&self, group: usize) -> EntityKind {
        let said = self.of_lead(group).is_some().then(|| self.kind_given(self.leads[group])).flatten();
        said.unwrap_or(self.groups[group].kind)
    }
}

fn label(link: Option<&Linked>) -> String {
    match link {
        Some(Linked::To(link)) => link.label.clone(),
        _ => String::new(),
    }
}

/// Puts the mentions by role and pronoun right.
#[inline(never)]
pub(crate) fn refer(article: &Article, entities: &mut [Entity], found: &[Name], fixes: &Fixes) {
    for fix in fixes.iter().filter(|f| f.here) {
        let named_here = found.binary_search_by_key(&fix.tokens.start, |n| n.tokens.start);
        if named_here.is_ok_and(|at| found[at].tokens == fix.tokens) {
            // It is a name: whatever lay across it refers no more.
            for entity in entities.iter_mut() {
                entity.mentions.retain(|m| m.kind == MentionKind::Name || !m.span.overlaps(fix.span));
            }
            continue;
        }
        let mut kind = None;
        for entity in entities.iter_mut() {
            entity.mentions.retain(|m| {
                let same = m.kind != MentionKind::Name && m.span == fix.span;
                kind = kind.or(same.then_some(m.kind));
                !same
            });
        }
        let who = fix.name.and_then(|name| entities.iter_mut().find(|entity| entity.name == name));
        if let Some(who) = who {
            let one_word = fix.tokens.len() == 1 && article.word(fix.tokens.start).len() < 7;
            let kind = kind.unwrap_or(if one_word { MentionKind::Pronoun } else { MentionKind::Role });
            let mention = Mention { span: fix.span, kind, score: 1.0, why: BY_HAND, stands_for: None };
            who.mentions.push(mention);
        }
    }
}

/// Puts the entities in the order of their first mention again: a reader may let words refer to somebody who is named
/// only later. Few are ever moved, so that each just goes before those that it precedes.
#[inline(never)]
pub(crate) fn in_order(entities: &mut [Entity]) {
    let first = |entity: &Entity| entity.mentions.first().map(|m| m.span);
    for moved in 1..entities.len() {
        let mut at = moved;
        while at > 0 && first(&entities[at - 1]) > first(&entities[at]) {
            entities.swap(at - 1, at);
            at -= 1;
        }
    }
}

/// Marks what a reader has said of names as sure, and lets the entries hold that they gave.
#[inline(never)]
pub(crate) fn confirm(entities: &mut [Entity], fixes: &Fixes) {
    for entity in entities {
        for mention in &mut entity.mentions {
            let Some(fix) = fixes.at(mention.span).filter(|_| mention.kind == MentionKind::Name) else {
                continue;
            };
            (mention.score, mention.why) = (1.0, BY_HAND);
            if fix.is.is_some() {
                entity.score = 1.0;
            }
            match fix.link {
                Some(Linked::To(link)) => entity.link = Some(Arc::new(link.clone())),
                Some(Linked::Nowhere) => entity.link = None,
                None => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corrections::{Anchor, Correction};
    use crate::entities::testing::{marked, read};
    use crate::entities::{Cache, build_with};
    use crate::resources::Resources;

    /// What a line says: "Adler, Hale" or "Adler@2" for the second place, then "= KIND", "= none", "-> name" or
    /// "^ label", "^" for none.
    fn correction(text: &str, line: &str) -> Correction {
        let (words, rest) = line.split_once(['=', '>', '^']).unwrap();
        let (words, nth) = words
            .trim_end_matches(['-', ' '])
            .split_once('@')
            .unwrap_or((words.trim_end_matches(['-', ' ']), ""));
        let at = nth.parse::<usize>().ok().map(|nth| {
            let (start, _) = text.match_indices(words).nth(nth - 1).unwrap();
            let before = text[..start].to_owned();
            Anchor { start: start as u32, before, after: text[start + words.len()..].to_owned() }
        });
        let mut correction =
            Correction { words: words.split(", ").map(str::to_owned).collect(), at, ..Correction::default() };
        let rest = rest.trim();
        if line.contains('>') {
            correction.name = Some(rest.to_owned());
        } else if line.contains('^') {
            let link = crate::document::Link {
                wikidata: None,
                wikipedia: None,
                label: rest.to_owned(),
                description: String::new(),
                country: None,
                score: 1.0,
                why: BY_HAND,
            };
            correction.link = Some(if rest.is_empty() { Linked::Nowhere } else { Linked::To(link) });
        } else {
            let kind = |k: &EntityKind| k.label() == rest;
            let kind = crate::recognizer::kinds::KINDS.into_iter().find(kind);
            correction.is = Some(kind.map_or(Is::Nothing, Is::Name));
        }
        correction
    }

    /// Entities as "KIND name | mention ; mention | link" after corrections, from a text with names marked by hand.
    fn check(text: &str, corrections: &[&str], expected: &[&str]) {
        let (plain, names) = marked(text);
        let article = read(&plain);
        let given: Vec<Correction> = corrections.iter().map(|line| correction(&plain, line)).collect();
        let fixes = Fixes::place(&article, &given);
        let names = fixes.names(&article, names);
        let found: Vec<String> =
            build_with(&article, &names, &fixes, Resources::embedded().unwrap().kb, &mut Cache::default())
                .iter()
                .map(|e| {
                    assert!(e.mentions.is_sorted_by_key(|m| m.span), "{text}");
                    let mentions: Vec<_> = e.mentions.iter().map(|m| m.span.of(&plain)).collect();
                    let link = e.link.as_deref().map_or(String::new(), |l| format!(" | {}", l.label));
                    format!("{} {} | {}{link}", e.kind.label(), e.name, mentions.join(" ; "))
                })
                .collect();
        assert_eq!(found, expected, "{text} {corrections:?}");
    }

    const TWO: &str =
        "{P Ann Quorr} met {P Tom Zibel}. {P Quorr} left. She wept. {P Zibel} stayed. {P Quorr} slept.";

    #[test]
    fn a_kind_holds_at_one_place_or_for_all_of_an_entity() {
        check(
            TWO,
            &["Ann Quorr, Quorr = ORG"],
            &["ORG Ann Quorr | Ann Quorr ; Quorr ; Quorr", "PERSON Tom Zibel | Tom Zibel ; Zibel"],
        );
        check(
            TWO,
            &["Quorr@3 = GPE"],
            &[
                "PERSON Ann Quorr | Ann Quorr ; Quorr ; She",
                "PERSON Tom Zibel | Tom Zibel ; Zibel",
                "GPE Quorr | Quorr",
            ],
        );
    }

    #[test]
    fn entities_are_merged_and_split_by_what_they_are_called() {
        check(
            TWO,
            &["Tom Zibel > Ann Quorr"],
            &["PERSON Ann Quorr | Ann Quorr ; Tom Zibel ; Quorr ; She ; Zibel ; Quorr"],
        );
        check(
            TWO,
            &["Quorr@3 > Tom Zibel"],
            &["PERSON Ann Quorr | Ann Quorr ; Quorr ; She", "PERSON Tom Zibel | Tom Zibel ; Zibel ; Quorr"],
        );
        check(
            TWO,
            &["Quorr@3 > Max Quorr"],
            &[
                "PERSON Ann Quorr | Ann Quorr ; Quorr ; She",
                "PERSON Tom Zibel | Tom Zibel ; Zibel",
                "PERSON Max Quorr | Quorr",
            ],
        );
        let three = "{P Ann Quorr} met {P Tom Zibel} and {P Bo Ettel}.";
        check(
            three,
            &["Ann Quorr > Tom Zibel", "Tom Zibel > Bo Ettel"],
            &["PERSON Bo Ettel | Ann Quorr ; Tom Zibel ; Bo Ettel"],
        );
        check(
            three,
            &["Ann Quorr > Tom Zibel", "Tom Zibel > Ann Quorr"],
            &["PERSON Ann Quorr | Ann Quorr", "PERSON Tom Zibel | Tom Zibel", "PERSON Bo Ettel | Bo Ettel"],
        );
    }

    #[test]
    fn names_are_taken_away_given_and_given_other_bounds() {
        check(
            TWO,
            &["Tom Zibel = none", "Zibel = none"],
            &["PERSON Ann Quorr | Ann Quorr ; Quorr ; She ; Quorr"],
        );
        check(
            "the Elm {O Lamp Board} met.",
            &["Elm Lamp Board@1 = ORG"],
            &["ORG Elm Lamp Board | Elm Lamp Board"],
        );
        check(
            "{O Lamp Board Elm} and the lamp men met.",
            &["Lamp Board@1 = ORG", "lamp men = NORP"],
            &["ORG Lamp Board | Lamp Board", "NORP lamp men | lamp men"],
        );
    }

    #[test]
    fn a_pronoun_refers_to_whom_the_reader_says_or_to_nobody() {
        check(
            TWO,
            &["She@1 > Tom Zibel"],
            &["PERSON Ann Quorr | Ann Quorr ; Quorr ; Quorr", "PERSON Tom Zibel | Tom Zibel ; She ; Zibel"],
        );
        check(
            TWO,
            &["She@1 = none"],
            &["PERSON Ann Quorr | Ann Quorr ; Quorr ; Quorr", "PERSON Tom Zibel | Tom Zibel ; Zibel"],
        );
    }

    #[test]
    fn an_entry_is_given_or_taken_away() {
        check("{G Paris} slept.", &["Paris ^"], &["GPE Paris | Paris"]);
        check(
            "{P Ann Quorr} slept.",
            &["Ann Quorr ^ Ann B. Quorr"],
            &["PERSON Ann Quorr | Ann Quorr | Ann B. Quorr"],
        );
        check(
            "{G Paris} woke. He left {G Paris} for {G Paris}.",
            &["Paris@2 ^ Paris, Elm County"],
            &["GPE Paris | Paris ; Paris | Paris", "GPE Paris | Paris | Paris, Elm County"],
        );
    }
}
