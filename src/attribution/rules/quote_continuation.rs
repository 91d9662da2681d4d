//! Quote continuation: quotations without a cue of their own that follow on from one that has a cue.
//!
//! “…,” she said. “…” is one statement in two parts; so is a quotation over several paragraphs, each of which
//! opens with a mark while only the last one closes. Never finds a speaker for a quotation that follows on
//! from nothing.

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::syntax::quotations::{Place, Quotes, SHORTEST};
use crate::tokens::TokenKind;

/// Maximum number of punctuation marks between an attribution and the quotation that continues it.
const MARKS: usize = 4;

/// Adds every continuing quotation to the content of the attribution that it continues.
#[inline(never)]
pub(crate) fn continue_quotes(article: &Article, quotes: &Quotes, candidates: &mut [Candidate]) {
    let mut owner: Vec<Option<usize>> = vec![None; article.tokens.len()];
    // Nested attributions come later in order, so that the outer one is written last.
    for (at, candidate) in candidates.iter().enumerate().rev() {
        for range in candidate.content.iter().chain([&candidate.cue]).chain(&candidate.source) {
            if let Some(tokens) = owner.get_mut(range.clone()) {
                tokens.fill(Some(at));
            }
        }
    }
    let mut before: Option<usize> = None;
    for quote in &quotes.quotes {
        let owned = owner.get(quote.tokens.clone()).and_then(|t| t.iter().find_map(|o| *o));
        let continued = if quote.continues {
            before
        } else {
            attribution_before(article, quotes, &owner, candidates, quote.tokens.start)
        };
        before = match (owned, continued) {
            (None, Some(at)) if quote.tokens.len() >= SHORTEST => {
                if let Some(candidate) = candidates.get_mut(at) {
                    candidate.add_content(quote.tokens.clone());
                }
                if let Some(tokens) = owner.get_mut(quote.tokens.clone()) {
                    tokens.fill(Some(at));
                }
                Some(at)
            }
            (owned, _) => owned,
        };
    }
}

/// The attribution that ends right before token `start`: in the same paragraph, if it quotes, or in the one
/// before a paragraph that is nothing but a quotation.
fn attribution_before(
    article: &Article,
    quotes: &Quotes,
    owner: &[Option<usize>],
    candidates: &[Candidate],
    start: usize,
) -> Option<usize> {
    let paragraph = |i: usize| article.sentences.get(article.sentence_of(i)).map_or(0, |s| s.paragraph);
    let last = (start.saturating_sub(MARKS + 1)..start)
        .rev()
        .find(|&i| article.tokens.get(i).is_some_and(|t| t.kind != TokenKind::Mark))?;
    let at = (*owner.get(last)?)?;
    let quoted = candidates.get(at)?.content.iter().any(|r| quotes.place(r.start) != Place::Outside);
    let goes_on = || {
        let block = article.blocks.partition_point(|block| block.tokens.end <= start);
        let tokens = article.blocks.get(block).map_or(0..0, |block| block.tokens.clone());
        tokens.start == start && quotes.is_whole(tokens)
    };
    match paragraph(start) - paragraph(last) {
        0 => quoted,
        1 => goes_on(),
        _ => false,
    }
    .then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{candidate, read, shown};
    use crate::syntax::quotations;

    #[test]
    fn quotation_after_the_cue_continues_the_statement() {
        let article = read("“We waited for hours,” she said. “Then the water came in.”");
        let mut found = [candidate(&article, "she", "said", &["“We waited for hours,”"])];
        continue_quotes(&article, &quotations::find(&article), &mut found);
        assert_eq!(
            shown(&article, &found[0]),
            "she | said | “We waited for hours,” | “Then the water came in.”"
        );
    }
}
