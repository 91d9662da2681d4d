//! Statements whose speaker the words around them do not tell: quotations that no attribution claims, and the
//! answers of an interview.
//!
//! Such a statement is a claim without cue and source. Never guesses who speaks.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::UnresolvedClaim;
use crate::document::{Claim, Mode, Polarity, Quote};
use crate::syntax::quotations::{self, Quoted, Quotes};
use crate::text::Span;

/// Confidence that an open quotation is a claim: about the share of those in annotated news that are one.
const CONFIDENCE: f32 = 0.6;

/// Adds the open statements of a passage to its claims, which stay in the order of their text. `is_answer` says
/// whether the passage is an answer of an interview.
#[inline(never)]
pub(crate) fn add(article: &Article, quotes: &Quotes, is_answer: bool, claims: &mut Vec<UnresolvedClaim>) {
    if is_answer && let Some(claim) = answer(article, claims) {
        for other in claims.iter_mut() {
            other.claim.parent = Some(other.claim.parent.map_or(0, |parent| parent + 1));
        }
        claims.insert(0, UnresolvedClaim { claim, source: None });
    }
    if !is_answer {
        insert(claims, open_quotations(article, quotes, claims));
    }
}

/// Returns the quotations that overlap no claim, in order; one that goes on in the next paragraph is one statement.
fn open_quotations(article: &Article, quotes: &Quotes, claims: &[UnresolvedClaim]) -> Vec<Claim> {
    let mut taken = vec![false; article.tokens.len()];
    for claim in claims {
        taken.get_mut(article.tokens_in(claim.claim.span)).into_iter().flatten().for_each(|t| *t = true);
    }
    let is_free = |quote: &&Quoted| !taken[quote.tokens.clone()].contains(&true);
    let mut open: Vec<Claim> = Vec::new();
    for quote in quotes.quotes.iter().filter(is_free) {
        let span = article.span(quote.tokens.clone());
        match open.last_mut() {
            Some(last) if quote.continues => {
                last.span = last.span.cover(span);
                last.content.push(span);
            }
            _ if is_sentence(article, quote) => open.push(statement(span)),
            _ => {}
        }
    }
    open
}

/// Inserts statements, in order, before the first claim that starts behind them.
fn insert(claims: &mut Vec<UnresolvedClaim>, open: Vec<Claim>) {
    if open.is_empty() {
        return;
    }
    let mut open = open.into_iter().peekable();
    let mut merged = Vec::with_capacity(claims.len());
    let mut places = Vec::with_capacity(claims.len());
    for claim in claims.drain(..) {
        while let Some(claim) = open.next_if(|new| new.span.start <= claim.claim.span.start) {
            merged.push(UnresolvedClaim { claim, source: None });
        }
        places.push(merged.len());
        merged.push(claim);
    }
    for &place in &places {
        let parent = &mut merged[place].claim.parent;
        *parent = parent.and_then(|parent| places.get(parent).copied());
    }
    merged.extend(open.map(|claim| UnresolvedClaim { claim, source: None }));
    *claims = merged;
}

/// Returns the claim of an answer, unless the words name the speaker of all of it.
fn answer(article: &Article, claims: &[UnresolvedClaim]) -> Option<Claim> {
    let tokens = 0..article.tokens.len();
    let all = article.span(tokens);
    let is_claimed = claims.iter().any(|c| 10 * c.claim.span.len() > 9 * all.len());
    (!is_claimed && !all.is_empty()).then(|| statement(all))
}

/// Whether a quotation is one or more whole sentences, and speech by its length.
fn is_sentence(article: &Article, quote: &Quoted) -> bool {
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
