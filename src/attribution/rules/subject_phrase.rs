//! Corrects sources by the syntax of their verbs: the speaker is the subject, not a name inside its phrase
//! or a date beside the verb.
//!
//! "The man accused of murdering | Ida Brook | has admitted the charge" takes the whole subject, "The palace
//! on Sunday, | Jan. 11,| brushed aside rumours" loses the date, "| Last night Karim Mahdi | said" loses the
//! adverbial. Never finds the source of a verb that has none.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::attribution::rules::subject;
use crate::lexicon::Flag;
use crate::parser::relation::Relation;
use crate::pos::Pos;
use crate::syntax::tree;

/// Replaces a source that is part of the subject or an adverbial by the subject of the verb, and cuts
/// adverbials before the subject.
pub(crate) fn correct(article: &Article, candidate: &mut Candidate) {
    let (head, Some(source)) = (candidate.head, candidate.source.clone()) else { return };
    if !article.tag(head).is_verb() {
        return;
    }
    let Some(found) = tree::subject(article, head).filter(|s| !s.passive) else { return };
    if !can_speak(article, found.head) || candidate.cue.contains(&found.head) {
        return;
    }
    if source.contains(&found.head) {
        candidate.source = Some(without_adverbial(article, source, found.head, head));
        return;
    }
    let phrase = subject_range(article, found.head, head);
    if candidate.content.iter().any(|content| content.start <= phrase.start && phrase.end <= content.end) {
        return;
    }
    if is_inside(&source, &phrase) || is_adverbial(article, &source, head) {
        for content in &mut candidate.content {
            subject::cut_source(article, content, &phrase);
        }
        candidate.content.retain(|content| !content.is_empty());
        candidate.source = Some(phrase);
    }
}

/// The phrase of the subject of a verb, without the verb.
fn subject_range(article: &Article, subject: usize, verb: usize) -> Range<usize> {
    let phrase = tree::phrase(article, subject);
    let start = if subject > verb { phrase.start.max(verb + 1) } else { phrase.start };
    let end = if subject < verb { phrase.end.min(subject::verb_group_start(article, verb)) } else { phrase.end };
    start.min(subject)..end.max(subject + 1)
}

fn is_inside(source: &Range<usize>, phrase: &Range<usize>) -> bool {
    phrase.start <= source.start && source.end <= phrase.end
}

/// Whether a token can head a source: a noun, a name or a pronoun that stands for somebody.
fn can_speak(article: &Article, i: usize) -> bool {
    matches!(article.tag(i), Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num | Pos::Adj | Pos::Det)
        && !article.has_lower(i, Flag::RelativePronoun)
}

/// Whether a source is an adverbial of the verb or of a verb above it: "on Sunday, Jan. 11", "yesterday".
fn is_adverbial(article: &Article, source: &Range<usize>, verb: usize) -> bool {
    let Some(top) = tree::head_of(article, source.clone()) else { return false };
    let adverbial = |i: usize| {
        matches!(article.relation(i), Relation::Oblique | Relation::AdverbialModifier)
            && article.head(i).is_some_and(|above| article.tag(above).is_verb() && tree::is_below(article, verb, above))
    };
    adverbial(top)
        || article.has_lower(top, Flag::TimeNoun)
            && article.head(top).is_some_and(adverbial)
}

/// A source without an adverbial before its noun phrase: "|Last night| Karim Mahdi", "|If| the mayor".
fn without_adverbial(article: &Article, source: Range<usize>, subject: usize, verb: usize) -> Range<usize> {
    let aside = |&i: &usize| !tree::is_below(article, i, subject);
    let Some(last) = (source.start..subject).rev().find(aside) else { return source };
    let tops = (source.start..=last).filter(|&i| {
        article.head(i).is_none_or(|above| !(source.start..=last).contains(&above))
    });
    let mut all = tops.filter(|&i| article.relation(i) != Relation::Punctuation);
    let belongs_to_verb = |i: usize| {
        article.head(i).is_some_and(|above| tree::is_below(article, verb, above))
            && matches!(
                article.relation(i),
                Relation::Oblique | Relation::AdverbialModifier | Relation::Marker | Relation::CoordinatingConjunction
            )
    };
    if all.all(belongs_to_verb) { last + 1..source.end } else { source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{candidate, read, shown};

    fn corrected(text: &str, source: &str, cue: &str, content: &str) -> String {
        let article = read(text);
        let mut found = candidate(&article, source, cue, &[content]);
        correct(&article, &mut found);
        shown(&article, &found)
    }

    #[test]
    fn name_inside_the_subject_does_not_speak() {
        assert_eq!(
            corrected("The man accused of murdering Ida Brook has admitted the charge.", "Ida Brook", "has admitted", "the charge"),
            "The man accused of murdering Ida Brook | has admitted | the charge"
        );
        assert_eq!(
            corrected("The surgeon who operated on Leo Crane admitted that he drank.", "Leo Crane", "admitted", "that he drank"),
            "The surgeon who operated on Leo Crane | admitted | that he drank"
        );
    }

    #[test]
    fn adverbial_is_no_part_of_the_source() {
        assert_eq!(
            corrected("Last night Karim Mahdi said he was worried.", "Last night Karim Mahdi", "said", "he was worried"),
            "Karim Mahdi | said | he was worried"
        );
    }
}
