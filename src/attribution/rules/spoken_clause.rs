//! Plain statements that the models miss: a verb of saying with a subject and a clause, by syntax.
//!
//! "A doctor who asked not to be named | said | the beds were short", "the data | show | that exports fell". Finite
//! verbs without an auxiliary: those that are nothing but verbs of saying, and others before "that". Never looks
//! at quotations.

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::attribution::rules::subject_phrase;
use crate::document::CueKind;
use crate::lexicon::{self, Flag, speech_acts};
use crate::parser::relation::Relation;
use crate::pos::Pos;
use crate::syntax::{lemma, quotations, tree};

/// Finds statements whose verb is in no cue yet; `in_cue` says that of every token.
pub(crate) fn find_spoken_clauses(article: &Article, in_cue: &[bool]) -> Vec<Candidate> {
    let says = |&i: &usize| {
        in_cue.get(i) == Some(&false)
            && matches!(article.tag(i), Pos::VerbPast | Pos::VerbPres | Pos::VerbPart)
    };
    let found = |verb: usize| spoken_clause(article, verb).or_else(|| second_object(article, verb, in_cue));
    (0..article.tokens.len()).filter(says).filter_map(found).collect()
}

/// Returns the statement of a verb that is coordinated with a cue and has an object: "denied fraud but |admitted|
/// theft".
fn second_object(article: &Article, verb: usize, in_cue: &[bool]) -> Option<Candidate> {
    let joined = verb.checked_sub(1).is_some_and(|i| article.has_lower(i, Flag::AndOrBut));
    let lemma = lemma::of(article.word(verb), article.tag(verb));
    if !joined || !lexicon::has(&lemma, Flag::SpeechVerbOnly) {
        return None;
    }
    let first = article
        .head(verb)
        .filter(|&first| article.relation(verb) == Relation::Conjunct && in_cue.get(first) == Some(&true))?;
    let object = tree::dependent(article, verb, &[Relation::Object]).filter(|&object| object > verb)?;
    let subject = tree::dependent(article, first, &[Relation::Subject]).filter(|&subject| subject < first)?;
    let source = subject_phrase::subject_range(article, subject, first);
    Some(Candidate::by_rule(verb, verb..verb + 1, source, vec![tree::phrase(article, object)]))
}

/// Returns the statement of a verb with a subject and a clause.
pub(crate) fn spoken_clause(article: &Article, verb: usize) -> Option<Candidate> {
    let lemma = lemma::of(article.word(verb), article.tag(verb));
    let is_marked = article.word(verb + 1) == "that"
        && article.tag(verb + 1) == Pos::Sconj
        && speech_acts::known(&lemma).is_some_and(|kind| kind != CueKind::Believes);
    let only_says = lexicon::has(&lemma, Flag::SpeechVerbOnly);
    // By the words first: parsing takes time.
    if !only_says && !is_marked
        || tree::dependent(article, verb, &[Relation::Auxiliary, Relation::PassiveAuxiliary]).is_some()
    {
        return None;
    }
    let subject = tree::dependent(article, verb, &[Relation::Subject])?;
    let clause = tree::dependent(article, verb, &[Relation::ClausalComplement])?;
    if !only_says && article.tag(subject) == Pos::Pron {
        return None;
    }
    let speaks = matches!(article.tag(subject), Pos::Noun | Pos::Propn | Pos::Pron)
        && !article.has_lower(subject, Flag::RelativePronoun);
    let source = subject_phrase::subject_range(article, subject, verb);
    let content = tree::phrase(article, clause);
    // "“Then nothing,” said a man": the parser may take a word of the quotation for the subject.
    let beside = source.start.min(verb)..source.end.max(verb);
    if beside.clone().any(|i| quotations::is_mark(article.word(i))) {
        return None;
    }
    let apart = content.start > verb && source.end <= verb || content.end <= verb && source.start > verb;
    (speaks && apart && content.len() > 1)
        .then(|| Candidate::by_rule(verb, verb..verb + 1, source, vec![content]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{read, shown_all};

    #[test]
    fn verb_of_saying_with_subject_and_clause_is_a_claim() {
        let article = read("A doctor who asked not to be named said the beds were short.");
        let found = find_spoken_clauses(&article, &vec![false; article.tokens.len()]);
        assert_eq!(
            shown_all(&article, &found),
            ["A doctor who asked not to be named | said | the beds were short"]
        );
        let article = read("Ann Hale denied fraud but admitted theft in court.");
        let mut in_cue = vec![false; article.tokens.len()];
        in_cue[2] = true;
        assert_eq!(
            shown_all(&article, &find_spoken_clauses(&article, &in_cue)),
            ["Ann Hale | admitted | theft"]
        );
        assert!(find_spoken_clauses(&article, &vec![true; article.tokens.len()]).is_empty());
    }
}
