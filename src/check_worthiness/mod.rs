//! How much it pays to check a sentence or a claim, and why.
//!
//! A sparse linear model over words, kinds of names and values, and a few signs that a reader understands (a figure,
//! a comparison, an accusation, a question), learnt from the ClaimBuster sentences (Arslan et al. 2020) with the
//! project's own engine: a chain of one token. The signs double as the reasons that are shown. Nothing here judges
//! whether anything is true.

pub(crate) mod features;
pub(crate) mod reasons;
pub(crate) mod voice;

use std::ops::Range;

pub use features::Group;

use crate::article::Article;
use crate::attribution::UnresolvedClaim;
use crate::document::{EntityKind, Reason, SentenceNote, Value, ValueKind};
use crate::model::crf::Model;
use crate::model::crf::viterbi::Decoder;
use crate::model::features::Rows;
use crate::recognizer::Name;
use crate::recognizer::gazetteer::Gazetteer;
use crate::sentences::Sentence;
use crate::syntax::quotations::Quotes;
use crate::text::Span;
use reasons::Sign;
use voice::Voices;

/// The labels of the model, in order.
pub const LABELS: [&str; 2] = ["other", "check-worthy"];

/// The model, and what each sign adds to the log-odds by it.
pub struct Scorer<'m> {
    /// The chain of one token.
    pub model: Model<'m>,
    /// In the order of [`Sign::ALL`].
    weights: [f32; Sign::ALL.len()],
}

impl<'m> Scorer<'m> {
    /// Asks the model once for each sign.
    pub fn new(model: Model<'m>) -> Self {
        let weights = Sign::ALL.map(|sign| weight(&model, &[Group::Signs.feature(sign as u32)]));
        Self { model, weights }
    }
}

/// What the article holds at each token, so that any stretch of it can be assessed.
pub struct Assessor<'a> {
    article: &'a Article<'a>,
    worth: &'a Scorer<'a>,
    lists: &'a Gazetteer<'a>,
    names: Vec<Option<EntityKind>>,
    values: Vec<Option<ValueKind>>,
    rows: Rows,
    decoder: Decoder,
    signs: Vec<(Sign, Span)>,
}

impl<'a> Assessor<'a> {
    /// Lays names and values over the tokens.
    #[inline(never)]
    pub fn new(
        article: &'a Article<'a>,
        worth: &'a Scorer<'a>,
        lists: &'a Gazetteer<'a>,
        names: &[Name],
        values: &[Value],
    ) -> Self {
        let mut name_at = vec![None; article.tokens.len()];
        for name in names {
            if let Some(tokens) = name_at.get_mut(name.tokens.clone()) {
                tokens.fill(Some(name.kind));
            }
        }
        let mut value_at = vec![None; article.tokens.len()];
        for value in values {
            if let Some(tokens) = value_at.get_mut(article.tokens_in(value.span)) {
                tokens.fill(Some(value.kind));
            }
        }
        Self {
            article,
            worth,
            lists,
            names: name_at,
            values: value_at,
            rows: Rows::default(),
            decoder: Decoder::default(),
            signs: Vec::new(),
        }
    }

    /// Every sentence of the article with its score, its reasons and its voice.
    #[inline(never)]
    pub fn sentences(&mut self, unresolved: &[UnresolvedClaim], quotes: &Quotes) -> Vec<SentenceNote> {
        let article = self.article;
        let voices = Voices::new(article, unresolved, quotes);
        let note = |s: &Sentence| {
            let (check_worthiness, reasons) = self.assess(s.tokens.clone(), None);
            SentenceNote { span: s.span, check_worthiness, reasons, voice: voices.of(s) }
        };
        article.sentences.iter().map(note).collect()
    }

    /// Fills in the score and the reasons of each claim, from its content and from what its source does with it: a
    /// charge weighs more than a promise.
    #[inline(never)]
    pub fn claims(&mut self, unresolved: &mut [UnresolvedClaim]) {
        for claim in unresolved.iter_mut().map(|draft| &mut draft.claim) {
            let kind = claim.cue.as_ref().and_then(|cue| Some((reasons::of_kind(cue.kind)?, cue.span)));
            let assess = |&span: &Span| self.assess(self.article.tokens_in(span), kind);
            let parts: Vec<_> = claim.content.iter().map(assess).collect();
            let best = parts.into_iter().max_by(|a, b| a.0.total_cmp(&b.0));
            (claim.check_worthiness, claim.reasons) = best.unwrap_or_default();
        }
    }

    /// How much it pays to check these tokens, 0 to 1, and the reasons, the weightiest first. `more` is a sign that
    /// stands elsewhere.
    #[inline(never)]
    fn assess(&mut self, tokens: Range<usize>, more: Option<(Sign, Span)>) -> (f32, Vec<Reason>) {
        let tokens = self.read(tokens);
        self.signs.extend(more);
        let mut rows = std::mem::take(&mut self.rows);
        rows.clear();
        self.describe(tokens, |group, feature| {
            if group != Group::Persons {
                rows.push(feature);
            }
        });
        rows.end_row();
        self.decoder.run(&self.worth.model, &rows, 0..1);
        self.rows = rows;
        self.decoder.compute_posteriors(&self.worth.model);
        let score = self.decoder.marginal(0, 1);
        let mut reasons: Vec<Reason> = Vec::new();
        for &(sign, span) in &self.signs {
            let weight = self.worth.weights[sign as usize - 1] + self.weight_of(span);
            // What the model has learnt the other way round is no reason that a reader would understand.
            let clear = if sign.is_for() { weight } else { -weight };
            if clear >= LEAST && !reasons.iter().any(|r| r.what == sign.reason()) {
                reasons.push(Reason { what: sign.reason(), span, weight });
            }
        }
        reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
        (score, reasons)
    }

    /// The features of these tokens, each with its group, for training.
    pub fn features(&mut self, tokens: Range<usize>) -> Vec<(Group, u32)> {
        let tokens = self.read(tokens);
        let mut features = Vec::new();
        self.describe(tokens, |group, feature| features.push((group, feature)));
        features
    }

    /// By how much the word at this place changes the log-odds by itself.
    fn weight_of(&self, span: Span) -> f32 {
        let mut features = Vec::new();
        for i in self.article.tokens_in(span) {
            self.describe_word(i, |_, feature| features.push(feature));
        }
        weight(&self.worth.model, &features)
    }

    /// Finds the signs in these tokens, as far as there are so many.
    fn read(&mut self, tokens: Range<usize>) -> Range<usize> {
        let tokens = tokens.start..tokens.end.min(self.article.tokens.len());
        self.signs = reasons::find(self.article, &self.names, &self.values, tokens.clone());
        tokens
    }
}

/// A reason adds at least so much to the log-odds, or takes so much away.
const LEAST: f32 = 0.05;

/// By how much the log-odds of "check-worthy" change with these features.
fn weight(model: &Model, features: &[u32]) -> f32 {
    let mut sum = [0; LABELS.len()];
    model.add_rows(features, sum.get_mut(..model.width()).unwrap_or(&mut []));
    let mut scores = [0.0; LABELS.len()];
    let mut none = [0.0; LABELS.len()];
    model.score_sum(&sum, &mut scores);
    model.score_sum(&[0; LABELS.len()], &mut none);
    (scores[1] - none[1]) - (scores[0] - none[0])
}

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::pipeline::annotate;
    use crate::resources::Resources;

    #[test]
    fn figures_are_worth_more_than_wishes_and_the_reason_is_shown() {
        let text = "Unemployment in Velmora rose by 12 percent to 48,000 people last year. I hope we can all be friends. Why not?";
        let document = annotate(text, &Resources::embedded().unwrap(), &Options::default());
        let [figure, wish, question] = &document.sentences[..] else { panic!("three sentences") };
        assert!(figure.check_worthiness > 0.5);
        assert!(wish.check_worthiness < 0.3 && question.check_worthiness < 0.3);
        let reason = figure.reasons.iter().find(|r| r.what == "states a figure").unwrap();
        assert!(reason.weight > 0.0 && ["12", "12 percent"].contains(&reason.span.of(text)));
    }
}
