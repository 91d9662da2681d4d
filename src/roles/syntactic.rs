//! Roles by syntax: appositions, predicates and "as", where the words beside the name do not tell.
//!
//! "Ann Wagner of Missouri, an |ambassador|, left", "Hale resigned as |mayor of Leeds|", "he was a |member of the
//! board|". A sentence is parsed only where its words can state a role.

use std::ops::Range;

use crate::lexicon::{Flag, speech_acts};
use crate::parser::relation::Relation;
use crate::pos::Pos;
use crate::syntax::view::{self, SyntaxView};
use crate::syntax::{lemma, tree};

/// Longest role, in tokens.
const LONGEST: usize = 16;
/// Maximum distance from a name to a comma or dash that may open an apposition, in tokens.
const COMMA_REACH: usize = 8;
/// Maximum distance of "as" from the verb whose subject has the role, in tokens.
const AS_REACH: usize = 12;

/// Returns the appositions to a name that state a role.
pub(super) fn appositions(view: &SyntaxView, name: &Range<usize>) -> Vec<(Range<usize>, usize)> {
    let article = view.article;
    let is_mark = |i: usize| matches!(view.word(i), "," | "—" | "–" | "--");
    let sentence = view.sentence(name.start);
    let behind = name.end..sentence.end.min(name.end + COMMA_REACH);
    let opens = behind.clone().any(is_mark) && !view.has(name.end, Flag::PossessiveMarker);
    let closes = name.start > sentence.start && is_mark(name.start - 1);
    if !opens && !closes {
        return Vec::new();
    }
    let Some(head) = tree::head_of(article, name.clone()) else { return Vec::new() };
    let mut nouns: Vec<usize> = tree::dependents(article, head)
        .filter(|&noun| article.relation(noun) == Relation::Apposition && noun > head)
        .collect();
    // "Her accomplice, Wang Zouya".
    if article.relation(head) == Relation::Apposition && closes {
        // "Speaking in her defence, Wang Zouya".
        let plain = |&noun: &usize| {
            is_role(view, noun) || tree::dependent(article, noun, &[Relation::CaseMarker]).is_none()
        };
        nouns.extend(article.head(head).filter(plain));
    }
    let more: Vec<usize> = nouns.iter().flat_map(|&noun| conjuncts(view, noun)).collect();
    nouns.extend(more);
    nouns.retain(|&noun| is_noun_for_person(view, noun));
    // "Macron, the chancellor, and the pope": a list of people.
    let in_list = |role: &Range<usize>| {
        let next = role.end + 1;
        view.word(role.end) == ","
            && view.has(next, Flag::AndOrBut)
            && !(next..next + 4).any(|i| view.in_person(i))
    };
    let found = nouns.into_iter().filter_map(|noun| role(view, noun));
    found.filter(|(role, _)| !overlap(role, name) && !in_list(role)).collect()
}

/// Returns the roles of whoever the tokens of a name or pronoun mean, by the clause of which they are the subject.
pub(super) fn predicates(view: &SyntaxView, tokens: &Range<usize>) -> Vec<(Range<usize>, usize)> {
    let article = view.article;
    let sentence = view.sentence(tokens.start);
    let behind = tokens.end..sentence.end.min(tokens.end + 2 * AS_REACH);
    let says_as = behind.clone().any(|i| view.word(i) == "as" && states_role(view, i + 1..i + 6));
    let is_be = |i: usize| lemma::is_be(view.word(i)) || view.word(i) == "became";
    let says_be =
        behind.clone().take(4).any(is_be) && states_role(view, behind.clone().start..behind.start + 9);
    // "As director of the zoo, she".
    let fronted = view.word(sentence.start) == "As"
        && tokens.start < sentence.start + LONGEST
        && states_role(view, sentence.start..tokens.start);
    if !says_as && !says_be && !fronted {
        return Vec::new();
    }
    let Some(head) = tree::head_of(article, tokens.clone()) else { return Vec::new() };
    let Some(above) = article.head(head) else { return Vec::new() };
    let is_as = |noun: usize| {
        tree::dependent(article, noun, &[Relation::CaseMarker])
            .is_some_and(|case| view.word(case).eq_ignore_ascii_case("as"))
    };
    let mut nouns = Vec::new();
    match article.relation(head) {
        // "His term as mayor".
        Relation::Possessive => nouns.extend(tree::dependents(article, above).filter(|&noun| is_as(noun))),
        Relation::Subject | Relation::PassiveSubject if is_stated(view, above) => {
            if tree::dependent(article, above, &[Relation::Copula]).is_some() {
                nouns.push(above);
                nouns.extend(conjuncts(view, above));
            }
            // "Is seen as a leader", "was described as a fool": what others think.
            let lemma = lemma::at(article, above);
            let holds = view.tag(above).is_verb() && speech_acts::known(&lemma).is_none() && lemma != "know";
            let of_verb = |&noun: &usize| tree::chain(article, noun).skip(1).take(3).any(|i| i == above);
            let before = if fronted { sentence.start..tokens.start } else { 0..0 };
            let near = before.chain(behind);
            nouns.extend(
                near.filter(|&noun| (holds || fronted && noun < head) && is_as(noun)).filter(of_verb),
            );
            let becomes = lemma == "become";
            let complement = [Relation::OpenComplement, Relation::Object];
            nouns.extend(tree::dependent(article, above, &complement).filter(|_| becomes));
        }
        _ => return Vec::new(),
    }
    nouns.retain(|&noun| view.tag(noun) == Pos::Noun && is_role(view, noun) && is_stated(view, noun));
    nouns.into_iter().filter_map(|noun| role(view, noun)).collect()
}

/// Whether nothing denies a predicate or makes it only possible.
fn is_stated(view: &SyntaxView, predicate: usize) -> bool {
    let article = view.article;
    let denies = |k: usize| {
        article.relation(k) == Relation::Auxiliary && view.has(k, Flag::PossibilityModal)
            || view.has(k, Flag::Negator)
            || view.word(k) == "if"
    };
    !tree::dependents(article, predicate).any(denies)
}

/// Whether a word for a role is among some tokens.
fn states_role(view: &SyntaxView, mut tokens: Range<usize>) -> bool {
    tokens.any(|i| is_role(view, i))
}

fn is_role(view: &SyntaxView, noun: usize) -> bool {
    view.is_role_word(noun) || view.folded_has(noun, Flag::OrdinaryPerson)
}

/// Whether a noun beside the name of a person is for one: any in the singular but times, and those for roles.
fn is_noun_for_person(view: &SyntaxView, noun: usize) -> bool {
    let word = view.word(noun);
    let plural = word.ends_with('s') && !word.ends_with("ss");
    let plain = view.tag(noun) == Pos::Noun && word.starts_with(char::is_lowercase) && !plural;
    let partisan = view.folded_has(noun, Flag::Partisan) && !plural;
    partisan
        || view.name(noun).is_none()
            && !view::is_time(word)
            && !view.folded_has(noun, Flag::GenericPerson)
            && (plain && (is_role(view, noun) || has_article(view, noun)) || is_role(view, noun) && !plural)
}

/// Whether the noun has an article or a possessive.
fn has_article(view: &SyntaxView, noun: usize) -> bool {
    tree::dependents(view.article, noun)
        .any(|i| matches!(view.article.relation(i), Relation::Determiner | Relation::Possessive))
}

/// The nouns coordinated with a noun.
fn conjuncts(view: &SyntaxView, noun: usize) -> impl Iterator<Item = usize> {
    let article = view.article;
    tree::dependents(article, noun).filter(|&i| article.relation(i) == Relation::Conjunct)
}

/// The role with this head: its phrase without article, clauses and further roles.
fn role(view: &SyntaxView, noun: usize) -> Option<(Range<usize>, usize)> {
    let article = view.article;
    let whole = tree::phrase(article, noun);
    let opens = |&i: &usize| view.is_determiner(i) || view.has(i, Flag::PossessiveDeterminer);
    let start = (whole.start..noun).rev().find(opens).map_or(whole.start, |i| i + 1);
    let start = (start..noun)
        .rev()
        .find(|&i| article.tag(i) == Pos::Punct && !view.is_hyphen(i))
        .map_or(start, |i| i + 1);
    let start = (start..=noun).find(|&i| article.tag(i) != Pos::Adp && article.tag(i) != Pos::Punct)?;
    let second = conjuncts(view, noun).map(|i| tree::phrase(article, i).start).min().unwrap_or(whole.end);
    let ends = |&i: &usize| {
        let clause =
            matches!(article.tag(i), Pos::VerbPast | Pos::VerbPres | Pos::Aux | Pos::Sconj | Pos::Pron)
                || matches!(article.tag(i), Pos::VerbIng | Pos::VerbPart)
                    && matches!(article.relation(i), Relation::AdnominalClause | Relation::AdverbialClause);
        clause || article.tag(i) == Pos::Punct && !view.is_hyphen(i) || view.has(i, Flag::WhoOrWhich)
    };
    let limit = whole.end.min(second.max(noun + 1)).min(noun + LONGEST);
    let end = (noun + 1..limit).find(ends).unwrap_or(limit);
    let loose = |&i: &usize| !matches!(article.tag(i), Pos::Adp | Pos::Cconj | Pos::Adv);
    let end = (noun + 1..end).rev().find(loose).map_or(noun + 1, |last| last + 1);
    // "Member |Wang Mei-yu|": the title of somebody else.
    (end - start <= LONGEST && !view.in_person(end)).then_some((start..end, noun))
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
