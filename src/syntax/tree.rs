//! Dependencies of a sentence as rules use them: subjects, agents, phrases.
//!
//! The parser errs in one head of eight, so that rules use it where a wrong head does little harm: to
//! correct what a model found, seldom to find something. Never looks further than [`WINDOW`] tokens.

use std::ops::Range;

use crate::article::Article;
use crate::lexicon::Flag;
use crate::parser::relation::Relation;
use crate::pos::Pos;

/// Maximum distance of a dependent, in tokens.
const WINDOW: usize = 60;
/// Maximum number of heads that are followed from a word.
const DEPTH: usize = 24;

/// The subject of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Subject {
    /// The head of its noun phrase.
    pub head: usize,
    /// Whether the verb is a passive.
    pub passive: bool,
}

/// The tokens of a sentence around token `i`.
fn around(article: &Article, i: usize) -> Range<usize> {
    let sentence = article.sentences.get(article.sentence_of(i)).map_or(i..i, |s| s.tokens.clone());
    sentence.start.max(i.saturating_sub(WINDOW))..sentence.end.min(i + WINDOW + 1)
}

/// Returns the dependents of token `i`, in order.
pub(crate) fn dependents<'a>(article: &'a Article, i: usize) -> impl Iterator<Item = usize> + 'a {
    around(article, i).filter(move |&k| article.head(k) == Some(i))
}

/// Returns the dependent of token `i` with one of these relations; of several, the nearest one.
pub(crate) fn dependent(article: &Article, i: usize, relations: &[Relation]) -> Option<usize> {
    let found = dependents(article, i).filter(|&k| relations.contains(&article.relation(k)));
    found.min_by_key(|k| k.abs_diff(i))
}

/// Returns token `i`, its head, the head of that, and so on to the root, [`DEPTH`] tokens at most.
pub(crate) fn chain<'a>(article: &'a Article, i: usize) -> impl Iterator<Item = usize> + 'a {
    std::iter::successors(Some(i), |&k| article.head(k)).take(DEPTH)
}

/// Whether token `i` is `head` or depends on it, directly or not.
pub(crate) fn is_below(article: &Article, i: usize, head: usize) -> bool {
    chain(article, i).any(|k| k == head)
}

/// Returns the phrase of token `head`: itself with all that depends on it, up to the first gap on either
/// side.
pub(crate) fn phrase(article: &Article, head: usize) -> Range<usize> {
    let limits = around(article, head);
    let inside = |&i: &usize| is_below(article, i, head);
    let end = (head..limits.end).take_while(inside).last().map_or(head, |last| last + 1);
    let start = (limits.start..head).rev().take_while(inside).last().unwrap_or(head);
    start..end
}

/// Returns the token of a phrase whose head lies outside; `None` if there are several.
pub(crate) fn head_of(article: &Article, tokens: Range<usize>) -> Option<usize> {
    let outside = |&i: &usize| {
        !matches!(article.relation(i), Relation::Punctuation)
            && article.head(i).is_none_or(|head| !tokens.contains(&head))
    };
    let mut found = tokens.clone().filter(outside);
    found.next().filter(|_| found.next().is_none())
}

/// Returns the subject of a verb: its own, that of the verb that it is coordinated with or complements, or
/// the noun that a relative clause describes. A participle behind a noun has none.
pub(crate) fn subject(article: &Article, verb: usize) -> Option<Subject> {
    let mut at = verb;
    for _ in 0..DEPTH {
        let found = dependent(article, at, &[Relation::Subject, Relation::PassiveSubject]);
        if let Some(head) = found {
            let passive = at == verb && article.relation(head) == Relation::PassiveSubject;
            let noun = article.head(at).filter(|_| {
                article.relation(at) == Relation::RelativeClause
                    && article.has_lower(head, Flag::RelativePronoun)
            });
            return Some(Subject { head: noun.unwrap_or(head), passive });
        }
        let above = article.head(at)?;
        let goes_on = match article.relation(at) {
            Relation::Conjunct => is_predicate(article, above),
            Relation::OpenComplement | Relation::AdverbialClause => true,
            _ => false,
        };
        if !goes_on {
            return None;
        }
        at = above;
    }
    None
}

/// Whether token `i` can have a subject: a verb, or a noun or adjective with a copula.
fn is_predicate(article: &Article, i: usize) -> bool {
    article.tag(i).is_verb()
        || article.tag(i) == Pos::Aux
        || dependent(article, i, &[Relation::Copula, Relation::Subject]).is_some()
}

/// Returns the noun that the relative clause of a pronoun describes: "the |man| who left".
pub(crate) fn described(article: &Article, pronoun: usize) -> Option<usize> {
    let verb = article.head(pronoun)?;
    article.head(verb).filter(|_| article.relation(verb) == Relation::RelativeClause)
}

/// Returns the token that heads a sentence.
pub(crate) fn main_verb(article: &Article, sentence: Range<usize>) -> Option<usize> {
    sentence.take(4 * WINDOW).find(|&i| article.head(i).is_none())
}

/// Whether a verb is a participle that describes a noun, without an auxiliary: "the man |accused| of theft".
pub(crate) fn is_reduced_participle(article: &Article, verb: usize) -> bool {
    article.tag(verb) == Pos::VerbPart
        && matches!(article.relation(verb), Relation::AdnominalClause | Relation::AdverbialClause)
        && dependent(article, verb, &[Relation::Auxiliary, Relation::PassiveAuxiliary, Relation::Object])
            .is_none()
}

/// Returns the head of the agent of a passive: "by the mayor".
pub(crate) fn agent(article: &Article, verb: usize) -> Option<usize> {
    dependent(article, verb, &[Relation::Agent])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;

    fn subject_of(text: &str, verb: &str) -> Option<String> {
        let article = Article::read(text, &Resources::embedded().unwrap().parser);
        let at = (0..article.tokens.len()).find(|&i| article.word(i) == verb).unwrap();
        subject(&article, at).map(|s| article.span(phrase(&article, s.head)).of(text).to_owned())
    }

    #[test]
    fn subject_is_the_whole_phrase_of_its_head() {
        let text = "The man accused of murdering Ida Brook has admitted the charge.";
        assert_eq!(subject_of(text, "admitted").as_deref(), Some("The man accused of murdering Ida Brook"));
        assert_eq!(subject_of("“It is late,” said Ann Hale.", "said").as_deref(), Some("Ann Hale"));
    }

    #[test]
    fn coordinated_and_embedded_verbs_share_the_subject() {
        for (text, verb) in [
            ("Ann Hale closed the dam on Sunday, saying that it leaked.", "saying"),
            ("Ann Hale closed the dam and vowed to resign.", "vowed"),
            ("Ann Hale closed the dam and vowed to resign.", "resign"),
        ] {
            assert_eq!(subject_of(text, verb).as_deref(), Some("Ann Hale"), "{verb}");
        }
    }

    #[test]
    fn participle_behind_a_noun_has_no_subject() {
        let text = "The man accused of murdering Ida Brook has admitted the charge.";
        assert_eq!(subject_of(text, "accused"), None);
    }
}
