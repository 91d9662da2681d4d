//! Finds the roles of people as the article states them, with their exact words.
//!
//! Before a name ("State Department spokesperson Tammy Bruce", "the French president, Emmanuel Macron,"),
//! after it ("Giorgia Meloni, the Italian prime minister,", "Ann Hale (prime minister of Elbonia)"), in a
//! relative clause ("who heads the bank") and after verbs of being and becoming ("was named foreign
//! minister"). A role is a noun phrase whose head is a role noun, without its article.
//!
//! Never states roles of anything but people, and never infers one.

mod syntactic;

use std::ops::Range;
use std::rc::Rc;

use crate::document::EntityKind;
use crate::incremental::StageCache;
use crate::lexicon::{self, Flag};
use crate::pos::Pos;
use crate::syntax::traits::Traits;
use crate::syntax::view::{self, REACH, SyntaxView};

/// A role stated beside a person's name.
#[derive(Clone)]
pub(crate) struct StatedRole {
    /// The index of the name.
    pub name: usize,
    /// The tokens of the role.
    pub tokens: Range<usize>,
    /// The head noun.
    pub head: usize,
}

/// Number of tokens before and after a block that the roles in it may depend on.
const CONTEXT: usize = 4;

/// Returns the roles beside every person's name, in order of the names; from the cache for blocks that have
/// not changed.
#[inline(never)]
pub(crate) fn find(view: &SyntaxView, cache: &mut StageCache<Rc<[StatedRole]>>) -> Vec<StatedRole> {
    cache.start_round();
    let mut found = Vec::new();
    for (block, names) in view.article.by_block_with(view.names, |name| name.tokens.start) {
        let tokens = &block.tokens;
        let key = || {
            let key = view.article.fingerprint_around(block, CONTEXT, CONTEXT);
            names.clone().fold(key, |key, name| {
                let name = &view.names[name];
                let place = (name.tokens.start - tokens.start) as u64;
                key.with(place << 32 | (name.tokens.len() as u64) << 8 | name.kind as u64)
            })
        };
        let moved = |role: &StatedRole, back: (usize, usize), on: (usize, usize)| StatedRole {
            name: role.name - back.0 + on.0,
            tokens: role.tokens.start - back.1 + on.1..role.tokens.end - back.1 + on.1,
            head: role.head - back.1 + on.1,
        };
        let from = (names.start, tokens.start);
        let make =
            || roles_of_names(view, names.clone()).iter().map(|role| moved(role, from, (0, 0))).collect();
        let roles = cache.get(key, make);
        found.extend(roles.iter().map(|role| moved(role, (0, 0), from)));
    }
    found
}

/// The roles beside those of these names that are of people.
fn roles_of_names(view: &SyntaxView, names: Range<usize>) -> Vec<StatedRole> {
    let people = names.map(|name| (name, &view.names[name])).filter(|(_, n)| n.kind == EntityKind::Person);
    let mut found = Vec::new();
    for (name, person) in people {
        let sentence = view.sentence(person.tokens.start);
        let mut push = |role: Option<(Range<usize>, usize)>| {
            if let Some((tokens, head)) = role {
                found.push(StatedRole { name, tokens, head });
            }
        };
        push(role_before(view, sentence.start, first_token_without_titles(view, &person.tokens)));
        push(role_before_comma(view, &sentence, &person.tokens));
        push(role_after(view, &sentence, person.tokens.end));
        push(predicative_role(view, &sentence, person.tokens.start, person.tokens.end));
        let by_syntax = syntactic::appositions(view, &person.tokens)
            .into_iter()
            .chain(syntactic::predicates(view, &person.tokens));
        for (tokens, head) in by_syntax {
            let known = |role: &StatedRole| {
                role.name == name && role.tokens.start < tokens.end && tokens.start < role.tokens.end
            };
            if !found.iter().any(known) {
                found.push(StatedRole { name, tokens, head });
            }
        }
    }
    found
}

/// Returns the roles of whoever a pronoun means, by the clause of which it is the subject.
pub(crate) fn of_pronoun(view: &SyntaxView, token: usize) -> Vec<Range<usize>> {
    let roles = syntactic::predicates(view, &(token..token + 1));
    roles.into_iter().map(|(tokens, _)| tokens).collect()
}

/// The first token of a name after titles that the recogniser included in it.
fn first_token_without_titles(view: &SyntaxView, tokens: &Range<usize>) -> usize {
    let last = tokens.end.saturating_sub(1);
    (tokens.start..last).find(|&i| !view.is_role_noun(i)).unwrap_or(tokens.start)
}

/// The role that ends directly before token `end`: "U.S. Secretary of State| Marco Rubio".
fn role_before(view: &SyntaxView, from: usize, end: usize) -> Option<(Range<usize>, usize)> {
    let end = skip_form_of_address(view, from, end);
    let low = from.max(end.saturating_sub(REACH));
    let last = end.checked_sub(1).filter(|&h| h >= low)?;
    // "Court judge Ann Hale": before a name, nouns are often mistagged.
    let is_mistagged = || last > low && view.is_role_word(last) && view.is_modifier(last - 1);
    let head = if view.is_role_noun(last) || is_mistagged() {
        last
    } else {
        match head_of_office(view, low, last) {
            Some(head) => head,
            None => return unlisted_role_before(view, from, end),
        }
    };
    let start = noun_phrase_start(view, low, head);
    (!is_imagined(view, start, head) && !is_given_name(view, start, head, end)).then_some((start..end, head))
}

/// Whether a title has an indefinite article: "can you imagine a |Prime Minister| Farage".
fn is_imagined(view: &SyntaxView, start: usize, head: usize) -> bool {
    let indefinite = start.checked_sub(1).is_some_and(|i| view.has(i, Flag::IndefiniteArticle));
    indefinite && (start..=head).all(|i| view.word(i).starts_with(char::is_uppercase))
}

/// Whether a noun of family that opens a name is part of it: "|Son| Heung-min".
fn is_given_name(view: &SyntaxView, start: usize, head: usize, end: usize) -> bool {
    let is_family = view.folded_has(head, Flag::MaleTitle) || view.folded_has(head, Flag::FemaleTitle);
    start == head
        && end == head + 1
        && is_family
        && view.is_role_noun(head)
        && view.word(head).starts_with(char::is_uppercase)
        && (view.word(end).contains('-') || view.is_hyphen(end + 1))
}

/// The end of the role before a name, without a form of address or rank in between: "leader| Col. Barry".
fn skip_form_of_address(view: &SyntaxView, from: usize, end: usize) -> usize {
    let Some(last) = end.checked_sub(1).filter(|&l| l > from) else { return end };
    let is_ranked = || view.is_role_noun(last - 1) && view.word(last - 1).starts_with(char::is_lowercase);
    let is_form_of_address = view.folded_has(last, Flag::FormOfAddress)
        || view.folded_has(last, Flag::RankAbbreviation) && is_ranked();
    if is_form_of_address { last } else { end }
}

/// The role noun before the "of …" that ends with token `last`: "Secretary of State".
fn head_of_office(view: &SyntaxView, low: usize, last: usize) -> Option<usize> {
    // "of the ministry Name" does not end a role phrase, "of State Name" does: offices are capitalised.
    if !view.word(last).starts_with(char::is_uppercase) {
        return None;
    }
    for at in (low..=last).rev() {
        if matches!(view.word(at), "of" | "for") {
            return at.checked_sub(1).filter(|&h| h >= low && view.is_role_noun(h));
        }
        let inside = view.is_modifier(at)
            || view.has(at, Flag::AndSign)
            || view.word(at) == "the"
            || view.is_hyphen(at);
        if view.in_person(at) || !inside {
            return None;
        }
    }
    None
}

/// A noun phrase directly before a name whose head is not a listed role noun: "|hockey wizard| Ann Hale
/// scored". It must open the sentence or follow a punctuation mark or a verb of saying; elsewhere the pattern
/// is too ambiguous.
fn unlisted_role_before(view: &SyntaxView, from: usize, end: usize) -> Option<(Range<usize>, usize)> {
    let head = end.checked_sub(1).filter(|&h| h > from)?;
    let word = view.word(head);
    let singular = !word.ends_with('s') || word.ends_with("ss");
    let noun =
        matches!(view.tag(head), Pos::Noun | Pos::Propn) && word.starts_with(char::is_lowercase) && singular;
    if !noun || view::is_time(word) || lexicon::has(word, Flag::SeasonNoun) {
        return None;
    }
    let start = noun_phrase_start(view, from.max(end.saturating_sub(REACH)), head);
    let can_open =
        start == from || view.tag(start - 1) == Pos::Punct || view.has_trait(start - 1, Traits::SPEECH);
    let is_date = view.folded_has(start, Flag::DatingDeterminer);
    (can_open && !is_date && start < head).then_some((start..end, head))
}

/// The first token of the noun phrase with this head, without its article.
fn noun_phrase_start(view: &SyntaxView, low: usize, head: usize) -> usize {
    let mut start = head;
    while start > low {
        let at = start - 1;
        let belongs = if start < head && view.is_hyphen(start) {
            // The first half of a compound: "|co|-founder".
            !view.in_person(at) && view.tag(at) != Pos::Punct
        } else if view.is_possessive(at) {
            at > low && (view.is_modifier(at - 1) || view.name(at - 1).is_some())
        } else if view.is_hyphen(at) {
            at > low && (view.is_modifier(at - 1) || view.has(at - 1, Flag::RolePrefix))
        } else if view.has(at, Flag::AndSign) {
            let joins_role = || view.is_role_noun(at - 1) && !view.in_person(at - 1);
            at > low && (joins_role() || is_inside_ministry(view, at, head))
        } else if view.in_person(at) {
            view.is_possessive(at + 1) || (start < head && view.in_person(start))
        } else {
            let capital = |i: usize| view.word(i).starts_with(char::is_uppercase);
            // "A leading member", "Managing Director".
            let is_enclosed = view.tag(at) == Pos::VerbIng
                && (at > low && view.is_determiner(at - 1) || capital(at) && capital(head));
            (view.is_modifier(at) || is_enclosed || is_compound_end(view, at) || view.is_country_word(at))
                && !is_in_place_phrase(view, low, at)
        };
        if !belongs {
            break;
        }
        start = at;
    }
    // Fragments of a year or an age at the left edge are not part of the role.
    while start < head
        && (view.is_hyphen(start) || view.is_possessive(start) || view.folded_has(start, Flag::NotRoleEdge))
    {
        start += 1;
    }
    if start < head && view.folded(start) == "year" { head } else { start }
}

/// Whether "and" at token `at` is part of the name of a ministry before a role: "Health |and| Human Services
/// Secretary".
fn is_inside_ministry(view: &SyntaxView, at: usize, head: usize) -> bool {
    let capital = |i: usize| view.word(i).starts_with(char::is_uppercase) && !view.in_person(i);
    at + 1 < head && (at - 1..=head).filter(|&i| i != at).all(capital) && !view.is_country_word(at - 1)
}

/// Whether token `at` is the end of a compound adjective: "Nobel-|winning|", "London-|based|".
fn is_compound_end(view: &SyntaxView, at: usize) -> bool {
    at > 0 && view.is_hyphen(at - 1) && matches!(view.tag(at), Pos::VerbIng | Pos::VerbPart | Pos::VerbPast)
}

/// Whether token `at` belongs to a phrase of place that happens to precede a role: "in Paris President X".
fn is_in_place_phrase(view: &SyntaxView, low: usize, at: usize) -> bool {
    let Some(name) = view.name(at) else { return false };
    let place = matches!(view.names[name].kind, EntityKind::Gpe | EntityKind::Location);
    let first = view.names[name].tokens.start;
    place && first > low && view.folded_has(first - 1, Flag::BeforeLocalRole)
}

/// The role before a name between commas: "The French president|, Emmanuel Macron, said".
fn role_before_comma(
    view: &SyntaxView,
    sentence: &Range<usize>,
    name: &Range<usize>,
) -> Option<(Range<usize>, usize)> {
    let before = skip_form_of_address(view, sentence.start, name.start);
    let end = before.checked_sub(1).filter(|&c| c > sentence.start && view.word(c) == ",")?;
    // "As director, Ann Hale runs the zoo": no second comma is needed.
    let after_as = (sentence.start..end).rev().take(4).any(|i| matches!(view.word(i), "as" | "As"));
    let after = skip_bracket(view, sentence, name.end);
    if !(after_as || can_close_apposition(view, sentence, after))
        || matches!(view.word(after + 1), "and" | "or")
    {
        return None;
    }
    // "The head of the National Police (PNC), Ann Hale".
    let opens = |&i: &usize| view.word(i) == "(";
    let bracket = (sentence.start.max(end.saturating_sub(4))..end).rev().find(opens);
    let end = bracket.filter(|_| view.word(end - 1) == ")").unwrap_or(end);
    let low = sentence.start.max(end.saturating_sub(REACH));
    // The head, from the left of the phrase: a determiner or possessive, modifiers, the head, "of …".
    // "Commissioner for Justice": the noun before "for" is the head.
    let is_complement =
        |h: usize| h > low + 1 && matches!(view.word(h - 1), "of" | "for") && view.is_role_noun(h - 2);
    let head =
        (low..end).rev().find(|&h| view.is_role_noun(h) && !view.is_role_noun(h + 1) && !is_complement(h))?;
    let rest_is_complement = head + 1 == end
        || (view.has(head + 1, Flag::RoleComplementPreposition)
            && (head + 2..end).all(|i| {
                !view.in_person(i)
                    && (view.is_modifier(i)
                        || view.is_determiner(i)
                        || view.is_possessive(i)
                        || view.is_hyphen(i)
                        || view.has(i, Flag::AndSign)
                        || matches!(view.word(i), "of" | "for"))
            }));
    if !rest_is_complement {
        return None;
    }
    let start = noun_phrase_start(view, low, head);
    let is_opened =
        start > low && (view.is_determiner(start - 1) || matches!(view.word(start - 1), "as" | "As"));
    let has_possessive = (start..head).any(|i| view.is_possessive(i));
    // "Kogi State Governor, Ann Hale, said".
    let is_title = start == sentence.start
        && start < head
        && (start..=head).all(|i| view.word(i).starts_with(char::is_uppercase));
    (is_opened || has_possessive || is_title).then_some((start..end, head))
}

/// The token after a short bracket at token `i`: "Ann Hale |(KC)|, said".
fn skip_bracket(view: &SyntaxView, sentence: &Range<usize>, i: usize) -> usize {
    let is_bracket = i + 2 < sentence.end && view.word(i) == "(" && view.word(i + 2) == ")";
    if is_bracket { i + 3 } else { i }
}

/// Whether an apposition can end before token `i`.
fn can_close_apposition(view: &SyntaxView, sentence: &Range<usize>, i: usize) -> bool {
    i >= sentence.end || view.has(i, Flag::AppositionEnd)
}

/// The role after a comma, dash or bracket: "Giorgia Meloni, the |Italian prime minister|,".
fn role_after(view: &SyntaxView, sentence: &Range<usize>, end: usize) -> Option<(Range<usize>, usize)> {
    let mut at = end;
    let in_brackets = view.word(at) == "(";
    if at >= sentence.end || !(in_brackets || matches!(view.word(at), "," | "—" | "–" | "--")) {
        return None;
    }
    at += 1;
    // An age: "Ann Hale, 45, a teacher".
    if view.tag(at) == Pos::Num && view.word(at + 1) == "," {
        at += 2;
    }
    if view.has(at, Flag::WhoOrWhich) {
        return None;
    }
    let at = skip_duration(view, at);
    let (tokens, head) =
        noun_phrase(view, sentence, at, true).or_else(|| unlisted_apposition(view, sentence, at))?;
    let next = tokens.end;
    // "A shopkeeper known to all".
    let is_reduced_relative = view.has(at, Flag::IndefiniteArticle) && view.tag(next) == Pos::VerbPart;
    let is_closed = if in_brackets {
        view.word(next) == ")"
    } else {
        is_reduced_relative || can_close_apposition(view, sentence, next)
    };
    // "Macron, the chancellor, and the pope": a list of people.
    let is_list =
        view.word(next) == "," && (view.has(next + 1, Flag::AndSign) || view.word(next + 1) == "or");
    (is_closed && !is_list).then_some((tokens, head))
}

/// The token after "for 30 years", "until recently", "since 2010" and the like.
fn skip_duration(view: &SyntaxView, at: usize) -> usize {
    let mut next = at;
    if view.has(at, Flag::DurationPreposition) {
        next += 1;
        while view.tag(next) == Pos::Num || view::is_time(view.word(next).trim_end_matches('s')) {
            next += 1;
        }
    }
    while view.has(next, Flag::RoleTimeAdverb) {
        next += 1;
    }
    if view.is_determiner(next) || next == at + 1 { next } else { at }
}

/// The apposition to a name whose head is not a listed role noun: "Ann Hale, a |sangoma|, threw". It must
/// have an article and be followed by a comma and a verb.
fn unlisted_apposition(
    view: &SyntaxView,
    sentence: &Range<usize>,
    at: usize,
) -> Option<(Range<usize>, usize)> {
    let comma = at.checked_sub(1).filter(|&c| view.word(c) == ",")?;
    let name = comma.checked_sub(1).and_then(|i| view.name(i)).map(|n| &view.names[n].tokens)?;
    let starts_clause = name.start == sentence.start
        || view.has_trait(name.start - 1, Traits::SPEECH)
        || view.tag(name.start - 1) == Pos::Punct;
    if !starts_clause || !(view.word(at) == "the" || view.has(at, Flag::IndefiniteArticle)) {
        return None;
    }
    let start = at + 1;
    let mut end = start;
    while end < sentence.end.min(start + 5)
        && (view.is_loose_modifier(end) || view.is_hyphen(end) || view.is_possessive(end))
    {
        end += 1;
    }
    let head = end.checked_sub(1).filter(|&h| h >= start)?;
    let word = view.word(head);
    let is_not_person =
        word.ends_with('s') || view.name(head).is_some() || word.starts_with(char::is_uppercase);
    let next = end + 1;
    let clause_continues = end >= sentence.end
        || view.word(end) == "."
        || (view.word(end) == ","
            && (view.is_finite(next) || matches!(view.tag(next), Pos::VerbPart | Pos::VerbBase)));
    (clause_continues && !is_not_person && !view::is_time(word)).then_some((start..end, head))
}

/// The noun phrase that starts at token `at` and has a role noun as its head, with its complements and
/// without its article. `between_commas` allows nearly any word in it.
fn noun_phrase(
    view: &SyntaxView,
    sentence: &Range<usize>,
    mut at: usize,
    between_commas: bool,
) -> Option<(Range<usize>, usize)> {
    let high = sentence.end.min(at + REACH);
    if view.is_determiner(at) {
        at += 1;
    }
    let start = at;
    let verb = matches!(view.tag(at), Pos::VerbPart | Pos::VerbBase | Pos::VerbIng);
    if between_commas
        && verb
        && !view.is_modifier(at)
        && !view.is_role_word(at)
        && !view.is_determiner(at.wrapping_sub(1))
    {
        return None;
    }
    let run = |mut i: usize| {
        while i < high
            && (if between_commas { view.is_loose_modifier(i) } else { view.is_modifier(i) }
                || ((view.is_hyphen(i) || view.is_possessive(i)) && i + 1 < high)
                || (between_commas && view.is_role_word(i))
                || (view.in_person(i) && (i..i + 4).any(|k| view.is_possessive(k))))
        {
            i += 1;
        }
        i
    };
    let mut end = run(at);
    let is_head = |h: usize| view.is_role_noun(h) || (between_commas && view.is_role_word(h));
    let mut head = end.checked_sub(1).filter(|&h| h >= start && is_head(h))?;
    if (start..end).any(|i| view.in_person(i)) && !(start..end).any(|i| view.is_possessive(i)) {
        return None;
    }
    if view.in_person(end) {
        return None;
    }
    // "founder and chief executive of Acme": further heads and complements.
    while end < high {
        let link = view.word(end);
        let second = link == "and" || link == "&";
        if !second && !lexicon::has(link, Flag::RolePreposition) {
            break;
        }
        let inner = end + 1 + usize::from(view.is_determiner(end + 1) && !second);
        let stop = if second { run(inner) } else { complement_end(view, link, inner, high) };
        if stop == inner || (second && (view.in_person(stop) || view.is_finite(stop))) {
            break;
        }
        if second && is_head(stop - 1) {
            head = stop - 1;
        }
        end = stop;
    }
    Some((start..end, head))
}

/// The end of the complement that the preposition `link` introduces, from token `at`: "of the |Dutch farmers'
/// union|".
fn complement_end(view: &SyntaxView, link: &str, at: usize, high: usize) -> usize {
    // "in 2020", "on 3 May": a time, not a complement.
    if view.tag(at) == Pos::Num && !matches!(link, "of" | "for" | "to") {
        return at;
    }
    let mut end = at;
    while end < high
        && (view.is_modifier(end)
            || view.in_person(end)
            || view.tag(end) == Pos::Num
            || is_compound_end(view, end)
            || ((view.is_hyphen(end) || view.is_possessive(end)) && end + 1 < high)
            // "of the accused"
            || (view.tag(end) == Pos::VerbPart && view.is_determiner(end - 1)))
    {
        end += 1;
    }
    end
}

/// The role in a clause about the name: "who |heads the bank|", "was named |foreign minister|".
fn predicative_role(
    view: &SyntaxView,
    sentence: &Range<usize>,
    start: usize,
    end: usize,
) -> Option<(Range<usize>, usize)> {
    let mut at = end;
    if view.word(at) == "," && matches!(view.word(at + 1), "who" | "that") {
        at += 1;
    }
    let relative = matches!(view.word(at), "who" | "that");
    if relative {
        at += 1;
    }
    let high = sentence.end.min(at + 6);
    let mut has_copula = false;
    while at < high {
        if view.folded_has(at, Flag::RoleLinkingVerb) {
            has_copula = true;
        } else if relative && view.folded_has(at, Flag::LeadingVerb) {
            return verb_with_object(view, sentence, at);
        } else if !view.folded_has(at, Flag::RoleVerbFiller) {
            break;
        }
        at += 1;
    }
    // "They named Ann Hale foreign minister", "elected Ann Hale as mayor".
    let has_naming_verb = start > sentence.start && view.folded_has(start - 1, Flag::AppointingVerb);
    if !has_copula && !has_naming_verb {
        return None;
    }
    let (tokens, head) = noun_phrase(view, sentence, at, false)?;
    (!view.is_possessive(tokens.end)).then_some((tokens, head))
}

/// The verb at token `at` with its object: "heads the State Department".
fn verb_with_object(view: &SyntaxView, sentence: &Range<usize>, at: usize) -> Option<(Range<usize>, usize)> {
    let high = sentence.end.min(at + REACH);
    let mut end = at + 1;
    while end < high
        && (view.is_modifier(end)
            || (view.is_determiner(end) && end == at + 1)
            || view.is_hyphen(end)
            || view.is_possessive(end)
            || (matches!(view.word(end), "of" | "for" | "'s") && view.is_modifier(end + 1))
            || (view.tag(end) == Pos::VerbIng && view.is_modifier(end + 1))
            || (view.word(end) == "the" && matches!(view.word(end - 1), "of" | "for")))
    {
        end += 1;
    }
    (end > at + 1 && !view.is_determiner(end - 1)).then_some((at..end, at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::testing::{embedded_kb, marked, read};
    use crate::incremental::WordTable;
    use crate::kb::Cache;

    /// Compares the roles, each written as "name | role", of a text with names marked as `{P surface}`.
    fn check(text: &str, expected: &[&str]) {
        let (plain, names) = marked(text);
        let article = read(&plain);
        let roles: Vec<String> = find(
            &SyntaxView::new(&article, &names, &embedded_kb(&Cache::default()), &mut WordTable::default()),
            &mut StageCache::default(),
        )
        .iter()
        .map(|r| {
            let role = article.span(r.tokens.clone());
            format!("{} | {}", names[r.name].span.of(&plain), role.of(&plain))
        })
        .collect();
        assert_eq!(roles, expected, "{text}");
    }

    #[test]
    fn roles_before_names_are_found() {
        check(
            "{O State Department} spokesperson {P Tara Bell} spoke.",
            &["Tara Bell | State Department spokesperson"],
        );
        check(
            "This week, {G U.S.} Secretary of State {P Max Orwin} left.",
            &["Max Orwin | U.S. Secretary of State"],
        );
        check(
            "{N Elbonian} Foreign Minister {P Jo Barr} and President’s special envoy {P Al Witt} met.",
            &["Jo Barr | Elbonian Foreign Minister", "Al Witt | President’s special envoy"],
        );
        check("He met former Prime Minister {P Ann Hale}.", &["Ann Hale | former Prime Minister"]);
        check("{P Lee} and President {P Cole} talked.", &["Cole | President"]);
        check(
            "Secretary of Health and Human Services {P Ann Hale} resigned.",
            &["Ann Hale | Secretary of Health and Human Services"],
        );
        check(
            "{O Acme} founder and chief executive {P Ann Hale} resigned.",
            &["Ann Hale | Acme founder and chief executive"],
        );
        check("On Monday President {P Cole} flew home.", &["Cole | President"]);
        check("The table belonged to {P Cole}.", &[]);
        check("{N Elbonian} junta leader Col. {P Max Orwin} spoke.", &["Max Orwin | Elbonian junta leader"]);
        check("Ice dance wizard {P Bo Lane} fell.", &["Bo Lane | Ice dance wizard"]);
        check("The prize-winning chemist {P Ann Hale} sang.", &["Ann Hale | prize-winning chemist"]);
        check("His co-founder {P Ann Hale} sang.", &["Ann Hale | co-founder"]);
        check("Last season {P Ann Hale} sang. After dinner {P Bo Lane} slept.", &[]);
    }

    #[test]
    fn roles_in_apposition_are_found() {
        check(
            "{P Gia Moroni}, the {N Elbonian} prime minister, said no.",
            &["Gia Moroni | Elbonian prime minister"],
        );
        check("The {N Elbonian} president, {P Emil Marcon}, said no.", &["Emil Marcon | Elbonian president"]);
        check(
            "{P Ann Hale} (prime minister of {G Elbonia}) said no.",
            &["Ann Hale | prime minister of Elbonia"],
        );
        check("{P Ann Hale}, 45, a teacher from {G Elbonia}, said no.", &["Ann Hale | teacher from Elbonia"]);
        check("{P Marcon}, the chancellor, and the pope met.", &[]);
        check("{P Marcon}, Chancellor {P Merrick} and others met.", &["Merrick | Chancellor"]);
        check("{P Marcon}, a judge, and ex-mayor {P Bo Lane} met.", &["Bo Lane | ex-mayor"]);
        check("According to {P Marcon}, the president of {G Elbonia} agreed.", &[]);
        check("{P Ann Hale}, a tanner’s mate, threw it.", &["Ann Hale | tanner’s mate"]);
        check("For {P Ann Hale}, the money, was gone.", &[]);
        check(
            "{P Bo Lane}, author of three books on eels, left.",
            &["Bo Lane | author of three books on eels"],
        );
        check("{P Bo Lane}, a lawyer for {P Ann Hale}, left.", &["Bo Lane | lawyer for Ann Hale"]);
        check(
            "{P Ann Hale}, for 30 years the director of the zoo, left.",
            &["Ann Hale | director of the zoo"],
        );
        check("{P Ann Hale}, a former judge who paints, left.", &["Ann Hale | former judge"]);
        check("After ten years as director, {P Ann Hale} left the zoo.", &["Ann Hale | director"]);
    }

    #[test]
    fn roles_in_clauses_are_found() {
        check("{P Ann Hale}, who heads the Elbonian Bank, said no.", &["Ann Hale | heads the Elbonian Bank"]);
        check(
            "{P Ann Hale}, who runs a fishing cooperative near the port, said no.",
            &["Ann Hale | runs a fishing cooperative"],
        );
        check("{P Ann Hale} was named foreign minister on Monday.", &["Ann Hale | foreign minister"]);
        check(
            "{P Ann Hale} became the first president of {G Elbonia} in 2020.",
            &["Ann Hale | first president of Elbonia"],
        );
        check("{P Ann Hale} was not the president.", &[]);
    }
}
