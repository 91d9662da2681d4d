//! Voice of a sentence: attributed to a source, or the article's own, which is unsourced, a comment, a
//! prediction or other.
//!
//! Never judges whether a sentence is true.

use crate::article::Article;
use crate::attribution::UnresolvedClaim;
use crate::check_worthiness::reasons;
use crate::document::Voice;
use crate::lexicon::{self, Flag};
use crate::pos::Pos;
use crate::sentences::Sentence;
use crate::syntax::lemma;
use crate::syntax::quotations::{self, Quotes};
use crate::tokens::TokenKind;

/// Determines the voices of sentences, given the claims of the article.
pub(crate) struct Voices<'a> {
    article: &'a Article<'a>,
    /// Whether each token belongs to a claim or a quotation.
    attributed: Vec<bool>,
}

/// Minimum number of unattributed words for a sentence with attributed ones to have the article's own voice.
const MIN_OWN_WORDS: usize = 4;

impl<'a> Voices<'a> {
    /// Marks the tokens of claims and quotations.
    pub(crate) fn new(article: &'a Article<'a>, unresolved: &[UnresolvedClaim], quotes: &Quotes) -> Self {
        let mut attributed = vec![false; article.tokens.len()];
        for UnresolvedClaim { claim, source } in unresolved {
            let source = source.as_ref().map(|source| article.span(source.tokens.clone()));
            let cue = claim.cue.as_ref().map(|c| c.span);
            for span in claim.content.iter().copied().chain(source).chain(cue) {
                if let Some(tokens) = attributed.get_mut(article.tokens_in(span)) {
                    tokens.fill(true);
                }
            }
        }
        for quote in quotes.quotes.iter().filter(|q| !quotations::is_scare(article, q)) {
            if let Some(tokens) = attributed.get_mut(quote.tokens.clone()) {
                tokens.fill(true);
            }
        }
        Self { article, attributed }
    }

    /// The voice of one sentence.
    pub(crate) fn voice(&self, sentence: &Sentence) -> Voice {
        let a = self.article;
        let words = || sentence.tokens.clone().filter(|&i| a.tokens[i].kind == TokenKind::Word);
        let own = || words().filter(|&i| !self.attributed[i]);
        let (all, rest) = (words().count(), own().count());
        let has_verb = own().any(|i| self.is_finite(i) || self.is_future_auxiliary(i));
        let reports = own().any(|i| self.is_verb_of_saying(i));
        if reports || rest < all && (!has_verb || rest < MIN_OWN_WORDS || rest * 3 < all) {
            return Voice::Attributed;
        }
        let closing = |i: &usize| a.tokens[*i].kind != TokenKind::Word;
        let ends = |marks: &[&str]| {
            sentence.tokens.clone().rev().take_while(closing).any(|i| marks.contains(&a.word(i)))
        };
        // The tagger sometimes takes a past tense for a participle; without an auxiliary it is hardly one.
        let past = own().any(|i| a.tags[i] == Pos::VerbPart) && !own().any(|i| a.tags[i] == Pos::Aux);
        if !(has_verb || past) || ends(&["?"]) || !ends(&[".", "!", "…"]) {
            return Voice::Other;
        }
        if !past && !own().any(|i| self.is_finite(i)) {
            return Voice::Prediction;
        }
        let is_comment = |i: usize| {
            let low = a.word(i).to_ascii_lowercase();
            reasons::is_opinion(&low) || lexicon::has(&low, Flag::JudgementMarker)
        };
        if own().any(is_comment) { Voice::Comment } else { Voice::Unsourced }
    }

    /// Whether a token is a finite verb about the present or past.
    fn is_finite(&self, i: usize) -> bool {
        let a = self.article;
        let word = a.word(i).to_ascii_lowercase();
        match a.tags[i] {
            Pos::VerbPast | Pos::VerbPres => true,
            Pos::Aux => {
                lexicon::has(&word, Flag::FiniteAuxiliary) && !(i > 0 && self.is_future_auxiliary(i - 1))
            }
            _ => false,
        }
    }

    /// Whether a token is a finite verb of saying. Outside all claims it still attributes its sentence to
    /// somebody.
    fn is_verb_of_saying(&self, i: usize) -> bool {
        let tag = self.article.tags[i];
        matches!(tag, Pos::VerbPast | Pos::VerbPres)
            && lemma::as_verb(&lemma::of(self.article.word(i), tag)).is_some()
    }

    /// Whether a token is an auxiliary about the future or a possibility.
    fn is_future_auxiliary(&self, i: usize) -> bool {
        self.article.tags[i] == Pos::Aux && reasons::is_future(&self.article.word(i).to_ascii_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::document::Voice;
    use crate::pipeline::annotate;
    use crate::resources::Resources;

    #[test]
    fn sentences_without_a_source_have_the_voice_of_the_article() {
        let text = "Ann Hale said the dam had leaked. The dam was built in 1987. It will be rebuilt in May. \
                    We should have known.";
        let document = annotate(text, &Resources::embedded().unwrap(), &Options::default());
        let voices: Vec<Voice> = document.sentences.iter().map(|s| s.voice).collect();
        assert_eq!(voices, [Voice::Attributed, Voice::Unsourced, Voice::Prediction, Voice::Comment]);
    }
}
