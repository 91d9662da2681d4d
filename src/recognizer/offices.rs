//! Separates offices from names.
//!
//! The recogniser often takes the words of an office for an organisation ("|Attorney General and Commissioner
//! for Justice|, Ann Hale", "|CFO of Norvik|") or for a part of a person's name ("|Waithaka MCA| Ann Hale").
//! The office is no name; what it belongs to may be one. Never looks beyond the names beside it.

use std::ops::Range;

use crate::article::Article;
use crate::document::EntityKind;
use crate::gazetteer::{MAX_PHRASE_TOKENS, class};
use crate::lexicon::{self, Field, Flag};
use crate::recognizer::kinds::{NameCandidate, bit};
use crate::tokens::shape::{self, Case};

/// Where the people beside a name are.
pub(super) struct Neighbours {
    /// The end of the last name before it, if that is a person.
    pub person_before: Option<usize>,
    /// The start of the next name after it, if that is a person.
    pub person_after: Option<usize>,
}

/// A name without its office.
pub(super) struct Separated {
    /// The name.
    pub name: Range<usize>,
    /// The place before the office: "Kerala" in "Kerala CM Ann Hale".
    pub place: Option<Range<usize>>,
}

/// Removes an office from the tokens of a name; `None` if nothing else is left. `classes` returns the classes
/// of some tokens in the gazetteer. The kind of the candidate changes if what is left is of another kind.
pub(super) fn separate(
    article: &Article,
    classes: impl Fn(Range<usize>) -> u8,
    candidate: &mut NameCandidate,
    tokens: Range<usize>,
    neighbours: &Neighbours,
) -> Option<Separated> {
    let word = |i: usize| article.word(i);
    let whole = |name: Range<usize>| Some(Separated { name, place: None });
    if candidate.possible == bit(EntityKind::Person) {
        return person(article, classes, candidate, tokens, neighbours);
    }
    if candidate.possible != bit(EntityKind::Organization) {
        return whole(tokens);
    }
    let first = word(tokens.start);
    if tokens.len() == 1 {
        // "Ann Hale (SAN)", "Ann Hale, OBE".
        let after_person =
            neighbours.person_before.is_some_and(|end| end <= tokens.start && tokens.start <= end + 1);
        let honour = after_person && lexicon::has(first, Flag::PostNominal);
        let listed = classes(tokens.clone()) & class::ORGANIZATION != 0;
        let office = lexicon::has(first, Flag::OfficeAbbreviation) && !listed;
        return if honour || office { None } else { whole(tokens) };
    }
    if classes(tokens.clone()) & class::ORGANIZATION != 0 {
        return whole(tokens);
    }
    let lower = |i: usize| word(i).to_lowercase();
    let is_role = |i: usize| {
        let word = lower(i);
        let royal = lexicon::has(&word, Flag::FemaleTitle) || lexicon::has(&word, Flag::MaleTitle);
        lexicon::is_role(&word) && !royal || lexicon::has(article.word(i), Flag::OfficeAbbreviation)
    };
    // "Justice" and "Education" are listed as well: one word must be a place.
    let listed = |rest: Range<usize>| {
        let wanted = class::COUNTRY | class::PLACE | if rest.len() > 1 { class::ORGANIZATION } else { 0 };
        !rest.is_empty() && classes(rest) & wanted != 0
    };
    let before_office = |mut rest: Range<usize>| {
        while !rest.is_empty() && is_role(rest.end - 1) {
            rest.end -= 1;
        }
        if listed(rest.clone()) { whole(rest) } else { None }
    };
    // "Commissioner for Justice", "CFO of Norvik".
    let link = tokens.clone().skip(1).find(|&i| matches!(word(i), "of" | "for"));
    let is_body = lexicon::is_organization_noun(&lower(tokens.end - 1));
    if let Some(link) = link.filter(|&link| is_role(link - 1) && !is_body) {
        let mut rest = link + 1..tokens.end;
        if rest.len() > 1 && word(rest.start).eq_ignore_ascii_case("the") {
            rest.start += 1;
        }
        let of_firm = lexicon::has(word(link - 1), Flag::OfficeAbbreviation);
        let belongs = of_firm || word(link) == "of" && listed(rest.clone());
        return if belongs { whole(rest) } else { before_office(tokens.start..link) };
    }
    // "Astor State Attorney General, Ann Hale".
    let head = lower(tokens.end - 1);
    let is_office =
        lexicon::has(&head, Flag::Chief) || lexicon::entry(&head).value(Field::OfficeWords).is_some();
    let beside_person = neighbours
        .person_after
        .is_some_and(|start| start == tokens.end || start == tokens.end + 1 && word(tokens.end) == ",");
    if is_office && beside_person {
        return before_office(tokens);
    }
    whole(tokens)
}

/// Removes the abbreviation of an office and what precedes it from a person's name, and a title of nobility
/// that stands for nobody else ("Ann Hale, |Duchess| of Nassau").
fn person(
    article: &Article,
    classes: impl Fn(Range<usize>) -> u8,
    candidate: &mut NameCandidate,
    mut tokens: Range<usize>,
    neighbours: &Neighbours,
) -> Option<Separated> {
    let word = |i: usize| article.word(i);
    while tokens.len() > 2 && lexicon::has(word(tokens.end - 1), Flag::PostNominal) {
        tokens.end -= 1;
    }
    let first = word(tokens.start).to_lowercase();
    let has_title =
        [Flag::Title, Flag::MaleTitle, Flag::FemaleTitle].iter().any(|&flag| lexicon::has(&first, flag));
    if has_title && tokens.len() == 1 && word(tokens.end) == "of" {
        return None;
    }
    let after_person = neighbours.person_before.is_some_and(|end| end + 1 == tokens.start);
    if has_title && tokens.len() > 2 && word(tokens.start + 1) == "of" && after_person {
        candidate.set_kind(EntityKind::Gpe);
        return Some(Separated { name: tokens.start + 2..tokens.end, place: None });
    }
    let places = class::COUNTRY | class::PLACE;
    // Three letters in capitals are rarely an office, unless a place precedes them: "Jhansi SP Ann Hale".
    let is_office = |i: usize| {
        let short = shape::case(word(i)) == Case::Upper && word(i).len() <= 4 && !word(i).contains('.');
        let after_place = || {
            (1..=MAX_PHRASE_TOKENS).contains(&(i - tokens.start))
                && tokens.end - i > 2
                && classes(tokens.start..i) & places != 0
        };
        lexicon::has(word(i), Flag::OfficeAbbreviation) || short && after_place()
    };
    let all_capitals = tokens.clone().all(|i| shape::case(word(i)) != Case::Title);
    let office = (tokens.start..tokens.end - 1).rev().find(|&i| !all_capitals && is_office(i));
    let Some(office) = office else { return Some(Separated { name: tokens, place: None }) };
    let before = tokens.start..office;
    let place = (!before.is_empty() && classes(before.clone()) & places != 0).then_some(before);
    Some(Separated { name: office + 1..tokens.end, place })
}
