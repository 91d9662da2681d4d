//! Appositions that are denied: in "The port wants a lease — conditions Kyiv rejects", Kyiv rejects the
//! lease.
//!
//! The noun of the apposition refers to the content of the claim before it, so that this content is denied
//! too. Never changes cues or sources.

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::pos::Pos;
use crate::syntax::quotations::sets_off;

/// Adds the content that a denied apposition refers to. `candidates` are sorted
/// by head.
pub(crate) fn add_denied_content(article: &Article, candidates: &mut [Candidate]) {
    for at in 1..candidates.len() {
        let (before, rest) = candidates.split_at_mut(at);
        let (Some(last), Some(candidate)) = (before.last(), rest.first_mut()) else { continue };
        let (Some(referent), Some(first)) = (last.content.last(), candidate.content.first()) else {
            continue;
        };
        let noun = |i: usize| matches!(article.tag(i), Pos::Det | Pos::Adj | Pos::Noun);
        // The apposition starts after the mark that ends the content before it.
        let mark = referent.end;
        let speaker = candidate.source.as_ref().map_or(0, |s| s.start);
        let apposition = mark + 1..if first.end == mark { speaker } else { first.end };
        let set_off = sets_off(article.word(mark));
        let covers = first.start <= apposition.start && candidate.content.len() == 1;
        let contact = speaker == apposition.end;
        let short = (1..=3).contains(&apposition.len());
        if set_off && covers && contact && short && apposition.clone().all(noun) {
            candidate.content = vec![referent.clone(), apposition];
        } else if set_off && contact && candidate.content.len() == 1 && first.start == mark + 1 && short {
            candidate.add_content(referent.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{candidate, read, shown_all};

    #[test]
    fn denied_apposition_takes_the_content_that_it_refers_to() {
        let article = read("Moscow demands a new lease — conditions Kyiv rejects.");
        let mut found = [
            candidate(&article, "Moscow", "demands", &["a new lease"]),
            candidate(&article, "Kyiv", "rejects", &["conditions"]),
        ];
        add_denied_content(&article, &mut found);
        assert_eq!(
            shown_all(&article, &found),
            ["Moscow | demands | a new lease", "Kyiv | rejects | a new lease | conditions"]
        );
    }
}
