//! Clauses that say that a source would not be named: "A teacher, who did not want to give her name, said …".
//!
//! The models take such a clause for a claim of its own or for content. Here it becomes part of the source.
//! Never decides whether a source counts as anonymous: see [`crate::attribution::anonymity`].

use std::ops::Range;

use crate::article::Article;
use crate::attribution::anonymity;
use crate::attribution::candidates::Candidate;
use crate::attribution::interpretation;
use crate::attribution::rules::subject;
use crate::lexicon::Flag;
use crate::syntax::lemma;

/// Longest distance between the beginning of the clause and "named", "identified", "quoted" or "name", in
/// tokens.
const CLAUSE_REACH: usize = 6;

/// Makes a clause about anonymity part of the source of a candidate.
pub(crate) fn attach_to_source(article: &Article, candidate: &mut Candidate) {
    move_to_main_verb(article, candidate);
    take_source_after_verb(article, candidate);
    extend_source(article, candidate);
}

/// Whether a candidate is such a clause by itself: "A nurse, who asked not to be named,".
pub(crate) fn is_anonymity_clause(article: &Article, candidate: &Candidate) -> bool {
    let Some(last) = candidate.content.last() else { return false };
    candidate.source.as_ref().is_some_and(|s| article.word(s.end.saturating_sub(1)) == "who")
        && matches!(article.word(last.end.saturating_sub(1)), "named" | "identified")
        && last.len() <= 5
}

/// Takes a second content after the verb as the missing source: "The roof leaked, said |a nurse who asked not
/// to be named|".
fn take_source_after_verb(article: &Article, candidate: &mut Candidate) {
    let [content, after] = candidate.content.as_slice() else { return };
    let surrounds_cue =
        candidate.source.is_none() && content.end <= candidate.cue.start && after.start == candidate.cue.end;
    let text = || article.span(after.clone()).of(article.text).to_lowercase();
    if surrounds_cue && anonymity::requests_anonymity(&text()) {
        candidate.source = candidate.content.pop();
    }
}

/// Extends the source by a relative clause labelled as content: "|A teacher, |who did not want to give her
/// name|, said".
fn extend_source(article: &Article, candidate: &mut Candidate) {
    let Some(source) = candidate.source.as_mut().filter(|_| candidate.content.len() > 1) else { return };
    let is_clause = |c: &Range<usize>| {
        let follows = article.word(c.start) == "who" && c.start == source.end;
        follows && anonymity::requests_anonymity(&article.span(c.clone()).of(article.text).to_lowercase())
    };
    if let Some(at) = candidate.content.iter().position(is_clause) {
        source.end = candidate.content.remove(at).end;
    }
}

/// Moves a cue in the relative clause to the verb after the clause: "A driver who declined to be identified |
/// said".
fn move_to_main_verb(article: &Article, candidate: &mut Candidate) {
    let [content] = candidate.content.as_slice() else { return };
    let Some(who) = candidate.source.as_ref().map(|s| s.end.saturating_sub(1)) else { return };
    let end = content.end;
    let hidden = |&i: &usize| article.has(i, Flag::NamingParticiple);
    let Some(hidden) = content.clone().take(CLAUSE_REACH).find(hidden) else { return };
    let head = hidden + 1;
    let embeds_claim = interpretation::embeds_claim(&lemma::at(article, head));
    let source = subject::noun_phrase_before(article, 0, who);
    if article.word(who) != "who" || !embeds_claim || source.is_empty() || head + 1 >= end {
        return;
    }
    // The content starts at "that"; an addressee may precede it.
    let that =
        (head + 1..end.min(head + CLAUSE_REACH)).find(|&i| article.word(i) == "that").unwrap_or(head + 1);
    candidate.source = Some(source.start..head);
    (candidate.head, candidate.cue) = (head, head..head + 1);
    candidate.content = Some(that..end).into_iter().filter(|c| !c.is_empty()).collect();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{candidate, read, shown};

    #[test]
    fn clause_about_anonymity_is_part_of_the_source() {
        let article = read("The roof leaked, said a nurse who asked not to be named.");
        let content = ["The roof leaked", "a nurse who asked not to be named"];
        let mut found = candidate(&article, "", "said", &content);
        attach_to_source(&article, &mut found);
        assert_eq!(shown(&article, &found), "a nurse who asked not to be named | said | The roof leaked");
    }

    #[test]
    fn cue_moves_from_the_relative_clause_to_the_main_verb() {
        let article = read("A driver who declined to be identified said the road was shut.");
        let content = ["to be identified said the road was shut"];
        let mut found = candidate(&article, "A driver who", "declined", &content);
        attach_to_source(&article, &mut found);
        assert_eq!(
            shown(&article, &found),
            "A driver who declined to be identified | said | the road was shut"
        );
    }
}
