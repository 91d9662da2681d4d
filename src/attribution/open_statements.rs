//! Statements whose speaker the words around them do not tell: quotations that no attribution claims, and the
//! answers of an interview.
//!
//! Such a statement is a claim without cue and source. Never guesses who speaks.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::UnresolvedClaim;
use crate::document::{Claim, Mode, Polarity, Quote};
use crate::syntax::quotations::{self, Quotes};
use crate::text::Span;

/// Confidence that an open quotation is a claim: about the share of those in annotated news that are one.
const CONFIDENCE: f32 = 0.6;

/// Adds the open statements of a passage to its claims, which stay in the order of their text. `is_answer` says
/// whether the passage is an answer of an interview.
#[inline(never)]
pub(crate) fn add(article: &Article, quotes: &Quotes, is_answer: bool, claims: &mut Vec<UnresolvedClaim>) {
    let taken = |span: Span| claims.iter().any(|c| c.claim.span.overlaps(span));
    let open: Vec<Claim> = if is_answer {
        answer(article, claims).into_iter().collect()
    } else {
        let mut open: Vec<Claim> = Vec::new();
        for quote in &quotes.quotes {
            let span = article.span(quote.tokens.clone());
            let is_free = !taken(span);
            match open.last_mut() {
                Some(last) if quote.continues && is_free => {
                    last.span = last.span.cover(span);
                    last.content.push(span);
                }
                _ if is_free && is_sentence(article, quote) => open.push(statement(span)),
                _ => {}
            }
        }
        open
    };
    for claim in open {
        let behind = claims.iter().position(|c| c.claim.span.start >= claim.span.start);
        let at = behind.unwrap_or(claims.len());
        for other in claims.iter_mut() {
            other.claim.parent = other.claim.parent.map(|parent| parent + usize::from(parent >= at));
        }
        for other in claims.iter_mut().filter(|c| claim.span.contains(c.claim.span)) {
            other.claim.parent.get_or_insert(at);
        }
        claims.insert(at, UnresolvedClaim { claim, source: None });
    }
}

/// Returns the claim of an answer, unless the words name the speaker of all of it.
fn answer(article: &Article, claims: &[UnresolvedClaim]) -> Option<Claim> {
    let tokens = 0..article.tokens.len();
    let all = article.span(tokens);
    let is_claimed = claims.iter().any(|c| 10 * c.claim.span.len() > 9 * all.len());
    (!is_claimed && !all.is_empty()).then(|| statement(all))
}

/// Whether a quotation is one or more whole sentences, and speech by its length.
fn is_sentence(article: &Article, quote: &quotations::Quoted) -> bool {
    let Range { start, end } = quote.tokens;
    let opens = article.sentences.get(article.sentence_of(start)).is_some_and(|s| s.tokens.start == start);
    let last = end.checked_sub(1 + usize::from(quote.closed));
    let ends = last.is_some_and(|last| matches!(article.word(last), "." | "!" | "?" | "…" | "..."));
    opens && ends && quote.tokens.len() >= quotations::SHORTEST
}

/// The claim of a statement without cue and source.
fn statement(span: Span) -> Claim {
    Claim {
        span,
        score: CONFIDENCE,
        source: None,
        cue: None,
        content: vec![span],
        quote: Quote::Direct,
        parent: None,
        polarity: Polarity::Affirms,
        hedges: Vec::new(),
        mode: Mode::Said,
        tense: None,
        mutual: false,
        entities: Vec::new(),
        values: Vec::new(),
        check_worthiness: 0.0,
        reasons: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::pipeline::annotate;
    use crate::resources::Resources;

    /// The contents of the claims without a cue.
    fn open(text: &str) -> Vec<String> {
        let document = annotate(text, &Resources::embedded().unwrap(), &Options::default());
        let claims = document.claims.iter().filter(|claim| claim.cue.is_none());
        let words = |span: &super::Span| span.of(text).to_owned();
        claims.map(|claim| claim.content.iter().map(words).collect::<Vec<_>>().join(" … ")).collect()
    }

    #[test]
    fn quotation_that_nobody_claims_is_open() {
        assert_eq!(
            open("Ann Hale turned to Ben Oduya. “The vote is lost for us.” Oduya nodded."),
            ["“The vote is lost for us.”"]
        );
        assert_eq!(open("“The vote is lost for us,” Ann Hale said."), Vec::<String>::new());
        assert_eq!(open("Ann Hale wrote “The Long Road to the Sea” in 1999."), Vec::<String>::new());
    }

    #[test]
    fn answers_of_an_interview_are_open() {
        let text = "How did you start?\n\nWe had a van.\n\nWhat do you sell?\n\nBread. Rolls.\n\nWho helps you?\n\nNobody.";
        assert_eq!(open(text), ["We had a van.", "Bread. Rolls.", "Nobody."]);
    }
}
