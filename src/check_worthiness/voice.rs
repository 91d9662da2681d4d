//! In whose voice a sentence speaks: somebody's whom the article names, or the article's own; and of the article's own,
//! whether it states what could be looked up, comments, or looks ahead.

use crate::article::Article;
use crate::attribution::UnresolvedClaim;
use crate::check_worthiness::reasons;
use crate::document::Voice;
use crate::pos::Pos;
use crate::sentences::Sentence;
use crate::syntax::lemma;
use crate::syntax::quotations::{self, Quotes};
use crate::tokens::TokenKind;

/// Tells the voices of the sentences of an article whose claims are known.
pub(crate) struct Voices<'a> {
    article: &'a Article<'a>,
    /// Whether each token stands in a claim, or between quotation marks.
    told: Vec<bool>,
}

/// So many words that no claim covers can state something.
const FEWEST: usize = 4;

impl<'a> Voices<'a> {
    /// Lays the claims and the quotes over the tokens.
    pub(crate) fn new(article: &'a Article<'a>, unresolved: &[UnresolvedClaim], quotes: &Quotes) -> Self {
        let mut told = vec![false; article.tokens.len()];
        for UnresolvedClaim { claim, source } in unresolved {
            let source = source.as_ref().map(|source| article.span(source.tokens.clone()));
            let cue = claim.cue.as_ref().map(|c| c.span);
            for span in claim.content.iter().copied().chain(source).chain(cue) {
                if let Some(tokens) = told.get_mut(article.tokens_in(span)) {
                    tokens.fill(true);
                }
            }
        }
        for quote in quotes.quotes.iter().filter(|q| !quotations::is_scare(article, q)) {
            if let Some(tokens) = told.get_mut(quote.tokens.clone()) {
                tokens.fill(true);
            }
        }
        Self { article, told }
    }

    /// The voice of one sentence.
    pub(crate) fn of(&self, sentence: &Sentence) -> Voice {
        let a = self.article;
        let words = || sentence.tokens.clone().filter(|&i| a.tokens[i].kind == TokenKind::Word);
        let own = || words().filter(|&i| !self.told[i]);
        let (all, rest) = (words().count(), own().count());
        let says = own().any(|i| self.is_finite(i) || self.is_ahead(i));
        let reports = own().any(|i| self.is_saying(i));
        if reports || rest < all && (!says || rest < FEWEST || rest * 3 < all) {
            return Voice::Attributed;
        }
        let closing = |i: &usize| a.tokens[*i].kind != TokenKind::Word;
        let ends = |marks: &[&str]| {
            sentence.tokens.clone().rev().take_while(closing).any(|i| marks.contains(&a.word(i)))
        };
        // The tagger takes a plain past for a participle now and then; without an auxiliary it hardly is one.
        let past = own().any(|i| a.tags[i] == Pos::VerbPart) && !own().any(|i| a.tags[i] == Pos::Aux);
        if !(says || past) || ends(&["?"]) || !ends(&[".", "!", "…"]) {
            return Voice::Other;
        }
        if !past && !own().any(|i| self.is_finite(i)) {
            return Voice::Prediction;
        }
        let judges = |i: usize| {
            let low = a.word(i).to_ascii_lowercase();
            reasons::is_opinion(&low) || matches!(low.as_str(), "should" | "must" | "we" | "i")
        };
        if own().any(judges) { Voice::Comment } else { Voice::Unsourced }
    }

    /// Whether a token is a verb that says how things are or were.
    fn is_finite(&self, i: usize) -> bool {
        let a = self.article;
        let word = a.word(i).to_ascii_lowercase();
        match a.tags[i] {
            Pos::VerbPast | Pos::VerbPres => true,
            Pos::Aux => FINITE.contains(&word.as_str()) && !(i > 0 && self.is_ahead(i - 1)),
            _ => false,
        }
    }

    /// Whether a token is a verb of saying that stands in no claim that was found: what it tells is somebody's.
    fn is_saying(&self, i: usize) -> bool {
        let tag = self.article.tags[i];
        matches!(tag, Pos::VerbPast | Pos::VerbPres)
            && lemma::as_verb(&lemma::of(self.article.word(i), tag)).is_some()
    }

    /// Whether a token speaks of what is to come or only may be.
    fn is_ahead(&self, i: usize) -> bool {
        self.article.tags[i] == Pos::Aux && reasons::is_future(&self.article.word(i).to_ascii_lowercase())
    }
}

/// Auxiliaries that say how things are or were.
const FINITE: &[&str] =
    &["is", "are", "was", "were", "has", "have", "had", "does", "do", "did", "'s", "’s", "'re", "’re"];
