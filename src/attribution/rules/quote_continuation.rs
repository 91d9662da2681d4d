//! Carries a speaker's words on: quotations that have no cue of their own and follow on from one that has.
//!
//! “…,” she said. “…” is one statement in two pieces; so is a quote that runs over paragraphs, each opened anew and
//! only the last one closed. Nothing here finds a speaker for a quote that nothing leads up to.

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::syntax::quotations::{Place, Quotes, SHORTEST};
use crate::tokens::TokenKind;

/// How many marks may stand between the end of an attribution and the quote that goes on.
const MARKS: usize = 4;

/// Adds every quote that goes on to the content of the attribution it goes on from.
#[inline(never)]
pub(crate) fn on(article: &Article, quotes: &Quotes, candidates: &mut [Candidate]) {
    let mut owner: Vec<Option<usize>> = vec![None; article.tokens.len()];
    // Later attributions are made inside earlier ones, so the outer one is written last.
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
        let leads = if quote.continues {
            before
        } else {
            leader(article, quotes, &owner, candidates, quote.tokens.start)
        };
        before = match (owned, leads) {
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

/// The attribution that ends right before token `start`, in the same paragraph, when it quotes.
fn leader(
    article: &Article,
    quotes: &Quotes,
    owner: &[Option<usize>],
    candidates: &[Candidate],
    start: usize,
) -> Option<usize> {
    let paragraph = |i: usize| article.sentences.get(article.sentence_of(i)).map(|s| s.paragraph);
    let last = (start.saturating_sub(MARKS + 1)..start)
        .rev()
        .find(|&i| article.tokens.get(i).is_some_and(|t| t.kind != TokenKind::Mark))?;
    let at = (*owner.get(last)?)?;
    let quoted = candidates.get(at)?.content.iter().any(|r| quotes.place(r.start) != Place::Outside);
    (quoted && paragraph(last) == paragraph(start)).then_some(at)
}
