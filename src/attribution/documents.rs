//! Finds who speaks in a document that was mentioned before: "the statement" is that of whoever issued it.
//!
//! The nearest earlier mention of the same noun tells it: "the palace's statement", "a Treasury release", "a letter from Diaz",
//! "said in a statement", "published a report", "a report published by the ministry". A new document without
//! an author ends the search.

use crate::article::Article;
use crate::lexicon::{self, Flag};
use crate::parser::relation::Relation;
use crate::pos::Pos;
use crate::syntax::{lemma, tree, view};

/// Longest distance back to the mention that tells the author, in tokens.
const REACH: usize = 400;

/// Returns the token that heads the author's noun phrase, for a source headed by the noun at token `noun`.
pub(crate) fn author(article: &Article, noun: usize) -> Option<usize> {
    let word = article.word(noun);
    let definite = tree::dependent(article, noun, &[Relation::Determiner]).is_some_and(|i| {
        article.has_lower(i, Flag::DefiniteArticle) || article.word(i).eq_ignore_ascii_case("this")
    });
    if !article.has_lower(noun, Flag::Document) {
        return None;
    }
    // "The council published |a report| suggesting that".
    if !definite {
        return author_told_at(article, noun);
    }
    let same = |&i: &usize| article.word(i).eq_ignore_ascii_case(word);
    for mention in (noun.saturating_sub(REACH)..noun).rev().filter(same) {
        if let Some(author) = author_told_at(article, mention) {
            return Some(author);
        }
        let new = tree::dependent(article, mention, &[Relation::Determiner]).is_some_and(|i| {
            article.has_lower(i, Flag::Article) && !article.has_lower(i, Flag::DefiniteArticle)
        });
        if new {
            return None;
        }
    }
    None
}

/// The head of the author's noun phrase, where the words around a mention of a document tell it.
fn author_told_at(article: &Article, document: usize) -> Option<usize> {
    let is_name = |&i: &usize| article.relation(i) == Relation::Compound && article.tag(i) == Pos::Propn;
    let owner = tree::dependent(article, document, &[Relation::Possessive]);
    // "A Defense Department news release".
    let named = || tree::dependents(article, document).filter(is_name).last();
    if let Some(owner) = owner.or_else(named) {
        return Some(owner);
    }
    // "Read a letter from Kijani": the parser may take the verb for the head of the phrase.
    let preposition = document + 1;
    let follows = |word: &str| article.word(preposition) == word;
    if (follows("by") || follows("from")) && article.relation(preposition) == Relation::CaseMarker {
        return article.head(preposition);
    }
    let issued = |i: usize| {
        matches!(article.relation(i), Relation::AdnominalClause | Relation::RelativeClause)
            .then(|| tree::agent(article, i))
            .flatten()
    };
    if let Some(author) = tree::dependents(article, document).find_map(issued) {
        return Some(author);
    }
    let verb = article.head(document).filter(|&i| article.tag(i).is_verb())?;
    let lemma = lemma::of(article.word(verb), article.tag(verb));
    let says_in = || {
        article.relation(document) == Relation::Oblique
            && view::is_speech_verb(&article.word(verb).to_lowercase())
            && tree::dependent(article, document, &[Relation::CaseMarker])
                .is_some_and(|case| article.word(case).eq_ignore_ascii_case("in"))
    };
    let issues = || article.relation(document) == Relation::Object && lexicon::has(&lemma, Flag::IssuingVerb);
    let subject = tree::subject(article, verb).filter(|s| !s.passive)?;
    (says_in() || issues()).then_some(subject.head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;

    /// The author of the document that the last sentence of a text is about.
    fn author_of(text: &str, noun: &str) -> Option<String> {
        let article = Article::read(text, &Resources::embedded().unwrap().parser);
        let at = (0..article.tokens.len()).rev().find(|&i| article.word(i) == noun).unwrap();
        author(&article, at).map(|i| article.word(i).to_owned())
    }

    #[test]
    fn author_is_told_by_an_earlier_mention() {
        let found = |text: &str, noun: &str| author_of(text, noun);
        assert_eq!(
            found("The ministry published a report. The report says it leaked.", "report").as_deref(),
            Some("ministry")
        );
        assert_eq!(
            found("Diaz read a letter from Kijani. The letter says no.", "letter").as_deref(),
            Some("Kijani")
        );
        assert_eq!(
            found("They met, a Kijani Ministry release said. The release added more.", "release").as_deref(),
            Some("Ministry")
        );
        assert_eq!(
            found("The palace said in a statement that it rained. The statement added more.", "statement")
                .as_deref(),
            Some("palace")
        );
    }

    #[test]
    fn document_without_an_author_has_none() {
        assert_eq!(author_of("Diaz saw a report. The report says it leaked.", "report"), None);
        assert_eq!(author_of("A report says it leaked.", "report"), None);
    }
}
