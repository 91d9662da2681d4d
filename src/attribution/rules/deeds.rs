//! Acts and possibilities that only look like statements: decisions, phone calls, appeals of rulings, and what
//! somebody could say.
//!
//! "The council decided that she would stay", "called the police at noon", "appealed the ruling", "the Greens
//! could say". Never rejects words in quotation marks after a verb of saying.

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::attribution::rules::rejections;
use crate::lexicon::{self, Flag};
use crate::parser::relation::Relation;
use crate::pos::Pos;
use crate::syntax::{lemma, tree};

/// Whether a candidate is an act or a possibility.
pub(crate) fn is_deed(article: &Article, candidate: &Candidate) -> bool {
    let head = candidate.head;
    if !article.tag(head).is_verb() || is_quoted(article, candidate) {
        return false;
    }
    let lemma = lemma::at(article, head);
    lexicon::has(&lemma, Flag::Decision)
        || lexicon::has(&lemma, Flag::DeedWithObject) && has_plain_object(article, candidate)
        || is_possible(article, candidate)
}

/// Whether part of the content is quoted.
fn is_quoted(article: &Article, candidate: &Candidate) -> bool {
    candidate.content.iter().any(|content| rejections::holds_quotation(article, content))
}

/// Whether the content is the object of the verb and nothing else is said of it: "called | the police", not
/// "called | the plan a mistake".
fn has_plain_object(article: &Article, candidate: &Candidate) -> bool {
    let head = candidate.head;
    let is_object = |i: usize| article.head(i) == Some(head) && article.relation(i) == Relation::Object;
    let [content] = candidate.content.as_slice() else { return false };
    let about = [
        Relation::OpenComplement,
        Relation::ClausalComplement,
        Relation::IndirectObject,
        Relation::AdverbialClause,
    ];
    let preposition = matches!(article.tag(content.start), Pos::Adp | Pos::Sconj | Pos::Part);
    let objects = content.clone().filter(|&i| is_object(i)).count();
    let described = tree::dependent(article, head, &about).is_some();
    // "Called the fall of the town |a tragedy|".
    let indefinite = |i: usize| article.has(i, Flag::IndefiniteArticle) && article.tag(i - 1).is_nominal();
    let predicate = matches!(article.tag(content.end - 1), Pos::Adj | Pos::VerbPart)
        || content.clone().skip(1).any(indefinite);
    !preposition && objects == 1 && !described && !predicate
}

/// Whether the verb is only possible: "could say", "might argue". What somebody could not say is a refusal.
fn is_possible(article: &Article, candidate: &Candidate) -> bool {
    let before = candidate.head.saturating_sub(MODAL_REACH)..candidate.head;
    let mut group = before.rev().take_while(|&i| matches!(article.tag(i), Pos::Aux | Pos::Adv));
    candidate.source.is_some() && group.any(|i| article.has_lower(i, Flag::PossibilityModal))
}

/// Maximum distance of a modal from its verb, in tokens.
const MODAL_REACH: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{candidate, read};

    fn rejected(text: &str, source: &str, cue: &str, content: &str) -> bool {
        let article = read(text);
        is_deed(&article, &candidate(&article, source, cue, &[content]))
    }

    #[test]
    fn decisions_and_calls_are_deeds() {
        for (text, source, cue, content) in [
            ("Leo Watford called the police at noon.", "Leo Watford", "called", "the police at noon"),
            ("The union appealed a ruling.", "The union", "appealed", "a ruling"),
            ("The board decided that she would stay.", "The board", "decided", "she would stay"),
            ("The Greens could say it began early.", "The Greens", "say", "it began early"),
        ] {
            assert!(rejected(text, source, cue, content), "{text}");
        }
    }

    #[test]
    fn names_for_things_and_appeals_to_people_are_statements() {
        for (text, source, cue, content) in [
            ("Leo Watford called the plan a mistake.", "Leo Watford", "called", "the plan a mistake"),
            ("Leo Watford called for calm.", "Leo Watford", "called", "for calm"),
            ("The union appealed to workers to stay.", "The union", "appealed", "to workers to stay"),
            ("The judge said she could stay.", "The judge", "said", "she could stay"),
        ] {
            assert!(!rejected(text, source, cue, content), "{text}");
        }
    }
}
