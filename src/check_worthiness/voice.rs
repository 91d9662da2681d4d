//! Voice of a sentence: attributed to a source, or the article's own, which is unsourced, a comment, a
//! prediction or other.
//!
//! A small linear model reads how much of the sentence the claims and quotations cover, its words outside
//! them, and what a few rules would say. It is trained on news annotated in full. Never judges whether a
//! sentence is true.

use crate::article::Article;
use crate::attribution::UnresolvedClaim;
use crate::check_worthiness::reasons;
use crate::document::{EntityKind, Voice};
use crate::lexicon::{self, Flag};
use crate::model::crf::Model;
use crate::model::crf::viterbi::Decoder;
use crate::model::features::{Rows, feature, hash_text, join};
use crate::pos::Pos;
use crate::recognizer::gazetteer::{Gazetteer, prefix};
use crate::sentences::Sentence;
use crate::syntax::lemma;
use crate::syntax::quotations::{self, Quotes};
use crate::tokens::TokenKind;

/// The labels of the model, in order.
pub const LABELS: [&str; 5] = ["attributed", "unsourced", "comment", "prediction", "other"];

/// The voices in the order of the labels.
const VOICES: [Voice; LABELS.len()] =
    [Voice::Attributed, Voice::Unsourced, Voice::Comment, Voice::Prediction, Voice::Other];

/// Determines the voices of sentences, given the claims of the article.
pub(crate) struct Voices<'a> {
    article: &'a Article<'a>,
    gazetteer: &'a Gazetteer<'a>,
    /// Whether each token belongs to a claim, and to a quotation.
    attributed: Vec<(bool, bool)>,
    /// The kind of the name over each token.
    names: &'a [Option<EntityKind>],
}

/// Minimum number of unattributed words for a sentence with attributed ones to have the article's own voice.
const MIN_OWN_WORDS: usize = 4;

impl<'a> Voices<'a> {
    /// Marks the tokens of claims and quotations.
    pub(crate) fn new(
        article: &'a Article<'a>,
        gazetteer: &'a Gazetteer<'a>,
        names: &'a [Option<EntityKind>],
        unresolved: &[UnresolvedClaim],
        quotes: &Quotes,
    ) -> Self {
        let mut attributed = vec![(false, false); article.tokens.len()];
        for UnresolvedClaim { claim, source } in unresolved {
            let source = source.as_ref().map(|source| article.span(source.tokens.clone()));
            let cue = claim.cue.as_ref().map(|c| c.span);
            for span in claim.content.iter().copied().chain(source).chain(cue) {
                if let Some(tokens) = attributed.get_mut(article.tokens_in(span)) {
                    tokens.iter_mut().for_each(|(claimed, _)| *claimed = true);
                }
            }
        }
        for quote in quotes.quotes.iter().filter(|q| !quotations::is_scare(article, q)) {
            if let Some(tokens) = attributed.get_mut(quote.tokens.clone()) {
                tokens.iter_mut().for_each(|(_, quoted)| *quoted = true);
            }
        }
        Self { article, gazetteer, attributed, names }
    }

    /// The most probable voice of a sentence; the index is that of the sentence in the article.
    #[inline(never)]
    pub(crate) fn voice(&self, sentence: usize, model: &Model, decoder: &mut Decoder) -> Voice {
        let mut rows = Rows::default();
        self.add_features(sentence, &mut rows);
        let best = decoder.run(model, &rows, 0..1).first();
        best.and_then(|&label| VOICES.get(usize::from(label))).copied().unwrap_or(Voice::Other)
    }

    /// Adds the row of features of a sentence.
    pub(crate) fn add_features(&self, sentence: usize, rows: &mut Rows) {
        let a = self.article;
        let Some(s) = a.sentences.get(sentence) else { return rows.end_row() };
        let words = || s.tokens.clone().filter(|&i| a.tokens[i].kind == TokenKind::Word);
        let own = || words().filter(|&i| !self.is_attributed(i));
        let share = |count: usize| (count * 6 / words().count().max(1)) as u32;
        let claimed = share(words().filter(|&i| self.attributed[i].0).count());
        let quoted = share(words().filter(|&i| self.attributed[i].1).count());
        let rest = share(own().count());
        let few = own().count().min(8) as u32;
        let length = words().count().min(40) as u32 / 5;
        let by_rule = self.by_rule(s) as u32;
        let low = |i: usize| hash_text(a.word(i).to_ascii_lowercase().as_bytes());
        let last = s.tokens.end.saturating_sub(1);
        let capitals = share(words().filter(|&i| a.word(i).starts_with(char::is_uppercase)).count());
        let finite = u32::from(own().any(|i| self.is_finite(i)));
        let future = u32::from(own().any(|i| self.is_future_auxiliary(i)));
        let says = u32::from(own().any(|i| self.is_verb_of_saying(i)));
        let opinions = own().filter(|&i| self.is_comment(i)).count().min(3) as u32;
        let here = s.paragraph;
        let same = |other: Option<&Sentence>| u32::from(other.is_some_and(|o| o.paragraph == here));
        let before = sentence.checked_sub(1).and_then(|i| a.sentences.get(i));
        let place = same(before) + 2 * same(a.sentences.get(sentence + 1));
        let begins = u32::from(sentence == 0 && a.is_start);
        rows.push_all(
            321,
            &[
                &[by_rule],
                &[claimed, quoted],
                &[claimed, rest, by_rule],
                &[few, claimed],
                &[few, quoted],
                &[length, by_rule],
                &[low(last), by_rule],
                &[low(last), capitals],
                &[low(s.tokens.start), by_rule],
                &[finite, future, says, by_rule],
                &[opinions, by_rule],
                &[place, begins, capitals],
                &[begins, low(last)],
                &[a.tags.get(s.tokens.start).map_or(99, |&t| t as u32), finite],
            ],
        );
        let mut previous = 0;
        for i in own() {
            let value = match self.names.get(i).copied().flatten() {
                Some(kind) => 1 + kind as u32,
                None => a.words[i].low,
            };
            rows.push(feature(340, value));
            rows.push(feature(341, join(previous, value)));
            let path = if value > 100 { self.gazetteer.cluster(value) } else { 0 };
            if path != 0 {
                rows.push(feature(342, prefix(path, 8)));
            }
            rows.push(feature(343, a.tags.get(i).map_or(99, |&t| t as u32)));
            previous = value;
        }
        rows.end_row();
    }

    /// Whether a token belongs to a claim or a quotation.
    fn is_attributed(&self, i: usize) -> bool {
        self.attributed.get(i).is_some_and(|&(claimed, quoted)| claimed || quoted)
    }

    /// The voice that simple rules give.
    fn by_rule(&self, sentence: &Sentence) -> Voice {
        let a = self.article;
        let words = || sentence.tokens.clone().filter(|&i| a.tokens[i].kind == TokenKind::Word);
        let own = || words().filter(|&i| !self.is_attributed(i));
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
        if own().any(|i| self.is_comment(i)) { Voice::Comment } else { Voice::Unsourced }
    }

    /// Whether a token judges or wishes.
    fn is_comment(&self, i: usize) -> bool {
        let low = self.article.word(i).to_ascii_lowercase();
        reasons::is_opinion(&low) || lexicon::has(&low, Flag::JudgementMarker)
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
