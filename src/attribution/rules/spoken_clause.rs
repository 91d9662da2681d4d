//! Plain statements that the models miss: a verb of saying with a subject and a clause, by syntax.
//!
//! "A doctor who asked not to be named | said | the beds were short". Only finite verbs that are nothing but verbs
//! of saying, without an auxiliary. Never looks at quotations.

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::attribution::rules::subject_phrase;
use crate::lexicon::{self, Flag};
use crate::parser::relation::Relation;
use crate::pos::Pos;
use crate::syntax::{lemma, tree};

/// Finds statements whose verb is in no cue yet; `in_cue` says that of every token.
pub(crate) fn find_spoken_clauses(article: &Article, in_cue: &[bool]) -> Vec<Candidate> {
    let says = |&i: &usize| {
        in_cue.get(i) == Some(&false)
            && matches!(article.tag(i), Pos::VerbPast | Pos::VerbPres | Pos::VerbPart)
            && lexicon::has(&lemma::of(article.word(i), article.tag(i)), Flag::SpeechVerbOnly)
    };
    (0..article.tokens.len()).filter(says).filter_map(|verb| spoken_clause(article, verb)).collect()
}

fn spoken_clause(article: &Article, verb: usize) -> Option<Candidate> {
    if tree::dependent(article, verb, &[Relation::Auxiliary, Relation::PassiveAuxiliary]).is_some() {
        return None;
    }
    let subject = tree::dependent(article, verb, &[Relation::Subject])?;
    let clause = tree::dependent(article, verb, &[Relation::ClausalComplement])?;
    let speaks = matches!(article.tag(subject), Pos::Noun | Pos::Propn | Pos::Pron)
        && !article.has_lower(subject, Flag::RelativePronoun);
    let source = subject_phrase::subject_range(article, subject, verb);
    let content = tree::phrase(article, clause);
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
        assert!(find_spoken_clauses(&article, &vec![true; article.tokens.len()]).is_empty());
    }
}
