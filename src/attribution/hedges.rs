//! Hedges: words that limit the commitment to a content, "may", "reportedly", "is expected to".
//!
//! Never looks outside the cue and the content.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::lexicon::{self, Flag};
use crate::pos::Pos;
use crate::syntax::lemma;

/// Finds the hedges in the cue and the content, in tokens and in order.
#[inline(never)]
pub(crate) fn find_hedges(article: &Article, candidate: &Candidate) -> Vec<Range<usize>> {
    let helper = |i: usize| i.checked_sub(1).filter(|&p| article.tag(p) == Pos::Aux).unwrap_or(i);
    let mut found = Vec::new();
    for i in candidate.content.iter().cloned().flatten().chain(candidate.cue.clone()) {
        let word = article.word(i);
        if i == candidate.head && !word.ends_with("ly") {
            // "It was reported that" is a cue and not a hedge; "suggests" is both.
            let hedges = lexicon::has(&lemma::of(word, article.tag(i)), Flag::HedgesAsCue)
                || (article.has_lower(i, Flag::HedgeBeforeTo) && is_passive_to(article, i));
            if hedges {
                found.push(helper(i)..i + 1);
            }
            continue;
        }
        let month = word == "May"
            && article.sentences.get(article.sentence_of(i)).is_some_and(|s| s.tokens.start != i);
        // "Could not find" denies an ability.
        let ability = word == "could" && (article.has(i + 1, Flag::Negator) || article.word(i + 1) == "only");
        if article.has_lower(i, Flag::Hedge) && !month && !ability {
            found.push(i..i + 1);
        } else if article.has_lower(i, Flag::HedgeBeforeTo) && article.word(i + 1) == "to" {
            found.push(helper(i)..i + 2);
        }
    }
    found.sort_by_key(|hedge| (hedge.start, hedge.end));
    found
}

/// Whether a participle follows a form of "be" and leads to an infinitive: "is alleged to".
fn is_passive_to(article: &Article, i: usize) -> bool {
    (i.saturating_sub(2)..i).any(|i| lemma::is_be(article.word(i))) && article.word(i + 1) == "to"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;

    /// Hedges of a sentence that starts with a one-word source and a one-word cue.
    fn hedges(text: &str) -> Vec<String> {
        let article = Article::read(text, &Resources::embedded().unwrap().parser);
        let candidate = Candidate::by_rule(1, 1..2, 0..1, std::iter::once(2..article.tokens.len()).collect());
        let words = |tokens: Range<usize>| article.span(tokens).of(text).to_owned();
        find_hedges(&article, &candidate).into_iter().map(words).collect()
    }

    #[test]
    fn modals_and_passives_before_to_hedge() {
        assert_eq!(hedges("Hale said the dam may leak."), ["may"]);
        assert_eq!(hedges("Hale said the dam is expected to leak."), ["is expected to"]);
        assert_eq!(hedges("Hale suggested it leaked."), ["suggested"]);
    }

    #[test]
    fn month_and_inability_are_not_hedges() {
        assert_eq!(hedges("Hale said it opened in May."), Vec::<String>::new());
        assert_eq!(hedges("Hale said they could not find it."), Vec::<String>::new());
    }
}
