//! Check-worthiness: how worthwhile it is to fact-check a sentence or claim, and why.
//!
//! A sparse linear model over words, kinds of names and values, and a few properties that a reader
//! understands (a figure, a comparison, an accusation, a question), trained on the ClaimBuster sentences
//! (Arslan et al. 2020). It runs in the CRF engine as a sequence of one token. The properties are also shown
//! as [`reasons`]. Never judges whether anything is true.

pub(crate) mod features;
pub(crate) mod reasons;
pub(crate) mod voice;

use std::ops::Range;

pub use features::FeatureGroup;

use crate::article::Article;
use crate::attribution::UnresolvedClaim;
use crate::document::{EntityKind, Reason, SentenceNote, Value, ValueKind, Voice};
use crate::gazetteer::Gazetteer;
use crate::model::crf::Model;
use crate::model::crf::viterbi::Decoder;
use crate::model::features::Rows;
use crate::recognizer::Name;
use crate::sentences::Sentence;
use crate::syntax::quotations::Quotes;
use crate::text::Span;
use reasons::ReasonKind;
pub use voice::SentenceVoice;
use voice::Voices;
pub(crate) use voice::voices;
pub use voice::{LABELS as VOICE_LABELS, Signals, add_context as add_voice_context, label as label_voices};

/// The labels of the model, in order.
pub const LABELS: [&str; 2] = ["other", "check-worthy"];

/// The model with the weight of each reason.
pub struct Scorer<'m> {
    /// The linear model.
    pub model: Model<'m>,
    /// The model of voices.
    pub voices: Model<'m>,
    /// Change of the log-odds by each reason, in the order of [`ReasonKind::ALL`].
    weights: [f32; ReasonKind::ALL.len()],
}

impl<'m> Scorer<'m> {
    /// Looks up the weight of each reason in the model.
    pub fn new(model: Model<'m>, voices: Model<'m>) -> Self {
        let weights =
            ReasonKind::ALL.map(|kind| weight(&model, &[FeatureGroup::Reasons.feature(kind as u32)]));
        Self { model, voices, weights }
    }
}

/// Assesses any tokens of one article. Holds the kinds of names and values over each token.
pub struct Assessor<'a> {
    article: &'a Article<'a>,
    scorer: &'a Scorer<'a>,
    gazetteer: &'a Gazetteer<'a>,
    names: Vec<Option<EntityKind>>,
    values: Vec<Option<ValueKind>>,
    rows: Rows,
    decoder: Decoder,
    /// Reasons found in the tokens that are assessed, with their words.
    reasons: Vec<(ReasonKind, Span)>,
}

impl<'a> Assessor<'a> {
    /// Maps names and values to the tokens of `article`.
    #[inline(never)]
    pub fn new(
        article: &'a Article<'a>,
        scorer: &'a Scorer<'a>,
        gazetteer: &'a Gazetteer<'a>,
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
        for (i, value) in value_at.iter_mut().enumerate() {
            if value.is_some() && reasons::is_no_figure(article, &name_at, i) {
                *value = None;
            }
        }
        Self {
            article,
            scorer,
            gazetteer,
            names: name_at,
            values: value_at,
            rows: Rows::default(),
            decoder: Decoder::default(),
            reasons: Vec::new(),
        }
    }

    /// Returns score and reasons of every sentence, and the evidence of its voice.
    #[inline(never)]
    pub fn sentences(
        &mut self,
        unresolved: &[UnresolvedClaim],
        quotes: &Quotes,
    ) -> (Vec<SentenceNote>, Vec<SentenceVoice>) {
        let article = self.article;
        let names = std::mem::take(&mut self.names);
        let found = Voices::new(article, self.gazetteer, &names, unresolved, quotes);
        let describe = |s: usize| found.describe(s, &self.scorer.voices);
        let voices = (0..article.sentences.len()).map(describe).collect();
        self.names = names;
        let note = |s: &Sentence| {
            let (check_worthiness, reasons) = self.assess(s.tokens.clone(), None);
            SentenceNote { span: s.span, check_worthiness, reasons, voice: Voice::Other }
        };
        (article.sentences.iter().map(note).collect(), voices)
    }

    /// Returns the features of the voice of every sentence by itself, and its signals, for training.
    pub fn voice_features(&self, unresolved: &[UnresolvedClaim], quotes: &Quotes) -> (Rows, Vec<Signals>) {
        let found = Voices::new(self.article, self.gazetteer, &self.names, unresolved, quotes);
        let mut rows = Rows::default();
        let sentences = 0..self.article.sentences.len();
        sentences.clone().for_each(|s| found.add_features(s, &mut rows));
        (rows, sentences.map(|s| found.signals(s)).collect())
    }

    /// Sets score and reasons of each claim, from its content and its speech act: an accusation weighs more
    /// than a promise.
    #[inline(never)]
    pub fn claims(&mut self, unresolved: &mut [UnresolvedClaim]) {
        for claim in unresolved.iter_mut().map(|unresolved| &mut unresolved.claim) {
            let kind =
                claim.cue.as_ref().and_then(|cue| Some((reasons::reason_of_speech_act(cue.kind)?, cue.span)));
            let assess = |&span: &Span| self.assess(self.article.tokens_in(span), kind);
            let parts: Vec<_> = claim.content.iter().map(assess).collect();
            let best = parts.into_iter().max_by(|a, b| a.0.total_cmp(&b.0));
            (claim.check_worthiness, claim.reasons) = best.unwrap_or_default();
        }
    }

    /// Check-worthiness of these tokens, 0 to 1, and the reasons, sorted by weight. `more` is a reason
    /// outside the tokens.
    #[inline(never)]
    fn assess(&mut self, tokens: Range<usize>, more: Option<(ReasonKind, Span)>) -> (f32, Vec<Reason>) {
        let tokens = self.find_reasons(tokens);
        self.reasons.extend(more);
        let mut rows = std::mem::take(&mut self.rows);
        rows.clear();
        self.add_features(tokens, |group, feature| {
            if group != FeatureGroup::Persons {
                rows.push(feature);
            }
        });
        rows.end_row();
        let score = self.decoder.row_probability(&self.scorer.model, &rows, 0);
        self.rows = rows;
        let mut reasons: Vec<Reason> = Vec::new();
        for &(kind, span) in &self.reasons {
            let weight = self.scorer.weights[kind as usize - 1] + self.weight_of(span);
            // A weight with the opposite sign would puzzle a reader and is not shown.
            let expected = if kind.is_for() { weight } else { -weight };
            if kind.is_shown() && expected >= MIN_WEIGHT && !reasons.iter().any(|r| r.what == kind.text()) {
                reasons.push(Reason { what: kind.text(), span, weight });
            }
        }
        reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
        (score, reasons)
    }

    /// Features of these tokens, each with its group, for training.
    pub fn features(&mut self, tokens: Range<usize>) -> Vec<(FeatureGroup, u32)> {
        let tokens = self.find_reasons(tokens);
        let mut features = Vec::new();
        self.add_features(tokens, |group, feature| features.push((group, feature)));
        features
    }

    /// Change of the log-odds by the words in this span alone.
    fn weight_of(&self, span: Span) -> f32 {
        let mut features = Vec::new();
        for i in self.article.tokens_in(span) {
            self.add_word_features(i, |_, feature| features.push(feature));
        }
        weight(&self.scorer.model, &features)
    }

    /// Finds the reasons in these tokens; returns the tokens, clipped to the article and to what is said.
    fn find_reasons(&mut self, tokens: Range<usize>) -> Range<usize> {
        let tokens = tokens.start..tokens.end.min(self.article.tokens.len());
        let tokens = reasons::without_hypothetical(self.article, tokens);
        self.reasons = reasons::find_reasons(self.article, &self.names, &self.values, tokens.clone());
        tokens
    }
}

/// Minimum change of the log-odds by a reason that is shown.
const MIN_WEIGHT: f32 = 0.05;

/// Change of the log-odds of "check-worthy" by these features.
fn weight(model: &Model, features: &[u32]) -> f32 {
    let mut sum = [0; LABELS.len()];
    model.add_rows(features, sum.get_mut(..model.width()).unwrap_or(&mut []));
    let mut scores = [0.0; LABELS.len()];
    let mut baseline = [0.0; LABELS.len()];
    model.score_sum(&sum, &mut scores);
    model.score_sum(&[0; LABELS.len()], &mut baseline);
    (scores[1] - baseline[1]) - (scores[0] - baseline[0])
}

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::pipeline::annotate;
    use crate::resources::Resources;

    #[test]
    fn figures_score_higher_than_wishes_and_show_their_reason() {
        let text = "Unemployment in Velmora rose by 12 percent to 48,000 people last year. I hope we can all be friends. Why not?";
        let document = annotate(text, &Resources::embedded().unwrap(), &Options::default());
        let [figure, wish, question] = &document.sentences[..] else { panic!("three sentences") };
        assert!(figure.check_worthiness > 0.5);
        assert!(wish.check_worthiness < 0.3 && question.check_worthiness < 0.3);
        let reason = figure.reasons.iter().find(|r| r.what == "states a figure").unwrap();
        assert!(reason.weight > 0.0 && ["12", "12 percent"].contains(&reason.span.of(text)));
    }
}
