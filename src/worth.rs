//! How much it pays to check a sentence or a claim, and why.
//!
//! A sparse linear model over words, kinds of names and values, and a few signs that a reader understands (a figure,
//! a comparison, an accusation, a question), learnt from the ClaimBuster sentences (Arslan et al. 2020) with the
//! project's own engine: a chain of one token. The signs double as the reasons that are shown. Nothing here judges
//! whether anything is true.

use std::ops::Range;

use crate::article::Article;
use crate::document::{Claim, EntityKind, Reason, SentenceNote, Value, ValueKind};
use crate::mentions::Name;
use crate::sentences::Sentence;
use crate::tagger::features::{Rows, feature, join};
use crate::tagger::model::Model;
use crate::tagger::pos::Pos;
use crate::tagger::viterbi::Decoder;
use crate::text::Span;
use crate::tokens::TokenKind;

/// The labels of the model, in order.
pub const LABELS: [&str; 2] = ["other", "check-worthy"];

/// Something in a stretch of text that speaks for or against checking it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Sign {
    Figure = 1,
    Date,
    Change,
    Comparison,
    Superlative,
    Accusation,
    NamedSomebody,
    NamedBody,
    NamedPlace,
    PastEvent,
    Prediction,
    Opinion,
    Question,
}

impl Sign {
    const ALL: [Self; 13] = [
        Self::Figure,
        Self::Date,
        Self::Change,
        Self::Comparison,
        Self::Superlative,
        Self::Accusation,
        Self::NamedSomebody,
        Self::NamedBody,
        Self::NamedPlace,
        Self::PastEvent,
        Self::Prediction,
        Self::Opinion,
        Self::Question,
    ];

    /// The reason, for a reader.
    fn reason(self) -> &'static str {
        match self {
            Self::Figure => "states a figure",
            Self::Date => "gives a date",
            Self::Change => "says that something rose, fell or changed",
            Self::Comparison => "compares",
            Self::Superlative => "says that something is first, most or always so",
            Self::Accusation => "accuses",
            Self::NamedSomebody => "is about a named person",
            Self::NamedBody => "is about a named organisation",
            Self::NamedPlace => "is about a named place",
            Self::PastEvent => "says that something happened",
            Self::Prediction => "is about the future",
            Self::Opinion => "is an opinion or a wish",
            Self::Question => "is a question",
        }
    }
}

/// What the article holds at each token, so that any stretch of it can be assessed.
pub struct Assessor<'a> {
    article: &'a Article<'a>,
    model: &'a Model<'static>,
    names: Vec<Option<EntityKind>>,
    values: Vec<Option<ValueKind>>,
    rows: Rows,
    decoder: Decoder,
    signs: Vec<(Sign, Span)>,
    /// What each sign adds to the log-odds, in the order of [`Sign::ALL`].
    weights: [f32; Sign::ALL.len()],
}

impl<'a> Assessor<'a> {
    /// Lays names and values over the tokens.
    pub fn new(article: &'a Article, model: &'a Model<'static>, names: &[Name], values: &[Value]) -> Self {
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
            model,
            names: name_at,
            values: value_at,
            rows: Rows::default(),
            decoder: Decoder::default(),
            signs: Vec::new(),
            weights: Sign::ALL.map(|sign| weight(model, sign)),
        }
    }

    /// Every sentence of the article with its score and reasons.
    pub fn sentences(&mut self) -> Vec<SentenceNote> {
        let article = self.article;
        let note = |s: &Sentence| {
            let (check_worthiness, reasons) = self.assess(s.tokens.clone());
            SentenceNote { span: s.span, check_worthiness, reasons }
        };
        article.sentences.iter().map(note).collect()
    }

    /// Fills in the score and the reasons of each claim, from its content alone: the cue says nothing of its worth.
    pub fn claims(&mut self, claims: &mut [Claim]) {
        for claim in claims {
            let parts = claim.content.iter().map(|&span| self.assess(self.article.tokens_in(span)));
            let best = parts.collect::<Vec<_>>().into_iter().max_by(|a, b| a.0.total_cmp(&b.0));
            (claim.check_worthiness, claim.reasons) = best.unwrap_or_default();
        }
    }

    /// How much it pays to check these tokens, 0 to 1, and the reasons, the weightiest first.
    pub fn assess(&mut self, tokens: Range<usize>) -> (f32, Vec<Reason>) {
        self.extract(tokens);
        self.decoder.run(self.model, &self.rows, 0..1);
        self.decoder.posteriors(self.model);
        let score = self.decoder.marginal(0, 1);
        let mut reasons: Vec<Reason> = Vec::new();
        for &(sign, span) in &self.signs {
            let weight = self.weights[sign as usize - 1];
            if weight.abs() >= 0.05 && !reasons.iter().any(|r| r.what == sign.reason()) {
                reasons.push(Reason { what: sign.reason(), span, weight });
            }
        }
        reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
        (score, reasons)
    }

    /// The features of these tokens, as the one row of a chain, for training.
    pub fn features(&mut self, tokens: Range<usize>) -> Rows {
        self.extract(tokens);
        self.rows.clone()
    }

    fn extract(&mut self, tokens: Range<usize>) {
        self.rows.clear();
        self.signs.clear();
        let tokens = tokens.start..tokens.end.min(self.article.tokens.len());
        self.find_signs(tokens.clone());
        for sign in Sign::ALL {
            let count = self.signs.iter().filter(|(s, _)| *s == sign).count() as u32;
            if count > 0 {
                self.rows.push(feature(SIGN, sign as u32));
            }
            if count > 1 {
                self.rows.push(feature(SIGN_TWICE, sign as u32));
            }
        }
        let words = tokens.clone().filter(|&i| self.article.tokens[i].kind == TokenKind::Word).count();
        for limit in [4, 6, 8, 11, 15, 20, 30].iter().filter(|&&limit| words >= limit) {
            self.rows.push(feature(LENGTH, *limit as u32));
        }
        let mut before = 0;
        for i in tokens {
            let value = self.stand_in(i);
            self.rows.push(feature(WORD, value));
            self.rows.push(feature(PAIR, join(before, value)));
            self.rows.push(feature(TAG, self.article.tags[i] as u32));
            before = value;
        }
        self.rows.end_row();
    }

    /// A token's word; for a name or a value only its kind, so that no particular name decides.
    fn stand_in(&self, i: usize) -> u32 {
        match (self.names[i], self.values[i]) {
            (Some(kind), _) => 1 + kind as u32,
            (None, Some(kind)) => 101 + kind as u32,
            (None, None) => self.article.words[i].low,
        }
    }

    fn find_signs(&mut self, tokens: Range<usize>) {
        let a = self.article;
        for i in tokens {
            let span = a.tokens[i].span;
            let low = a.word(i).to_ascii_lowercase();
            let low = low.as_str();
            if let Some(sign) = self.names[i].and_then(name_sign) {
                self.signs.push((sign, span));
                continue;
            }
            if let Some(sign) = self.values[i].and_then(value_sign) {
                self.signs.push((sign, span));
            }
            let next = a.word(i + 1);
            let sign = match a.tags[i] {
                _ if low == "?" => Some(Sign::Question),
                _ if ACCUSATIONS.contains(&low) => Some(Sign::Accusation),
                _ if CHANGES.contains(&low) => Some(Sign::Change),
                _ if SUPERLATIVES.contains(&low) => Some(Sign::Superlative),
                Pos::Aux if matches!(low, "will" | "would" | "'ll" | "’ll" | "wo" | "shall") => {
                    Some(Sign::Prediction)
                }
                Pos::Aux if matches!(low, "should" | "must" | "ought") => Some(Sign::Opinion),
                _ if OPINIONS.contains(&low) => Some(Sign::Opinion),
                Pos::Adj | Pos::Adv if matches!(low, "more" | "less" | "fewer") || next == "than" => {
                    Some(Sign::Comparison)
                }
                Pos::Adj if low.len() > 5 && low.ends_with("est") => Some(Sign::Superlative),
                Pos::VerbPast => Some(Sign::PastEvent),
                _ => None,
            };
            self.signs.extend(sign.map(|s| (s, span)));
        }
    }
}

/// By how much the log-odds of "check-worthy" change with this sign.
fn weight(model: &Model, sign: Sign) -> f32 {
    let mut sum = [0; LABELS.len()];
    model.add_rows(&[feature(SIGN, sign as u32)], sum.get_mut(..model.width()).unwrap_or(&mut []));
    let mut scores = [0.0; LABELS.len()];
    let mut none = [0.0; LABELS.len()];
    model.finish(&sum, &mut scores);
    model.finish(&[0; LABELS.len()], &mut none);
    (scores[1] - none[1]) - (scores[0] - none[0])
}

/// Templates of the features.
const SIGN: u16 = 1;
const SIGN_TWICE: u16 = 2;
const LENGTH: u16 = 3;
const WORD: u16 = 4;
const PAIR: u16 = 5;
const TAG: u16 = 6;

fn name_sign(kind: EntityKind) -> Option<Sign> {
    match kind {
        EntityKind::Person => Some(Sign::NamedSomebody),
        EntityKind::Organization | EntityKind::Norp => Some(Sign::NamedBody),
        EntityKind::Gpe | EntityKind::Location | EntityKind::Facility => Some(Sign::NamedPlace),
        _ => None,
    }
}

fn value_sign(kind: ValueKind) -> Option<Sign> {
    match kind {
        ValueKind::Money | ValueKind::Percent | ValueKind::Quantity | ValueKind::Cardinal => {
            Some(Sign::Figure)
        }
        ValueKind::Date => Some(Sign::Date),
        ValueKind::Time | ValueKind::Ordinal => None,
    }
}

const ACCUSATIONS: &[&str] = &[
    "accused",
    "accuse",
    "accuses",
    "accusing",
    "accusation",
    "accusations",
    "blamed",
    "blame",
    "blames",
    "blaming",
    "lied",
    "lying",
    "lies",
    "violated",
    "violating",
    "violate",
    "violates",
    "corrupt",
    "corruption",
    "fraud",
    "illegal",
    "illegally",
    "alleged",
    "allegedly",
    "alleging",
    "stole",
    "stolen",
    "cheated",
    "bribed",
    "bribes",
];

const CHANGES: &[&str] = &[
    "increased",
    "increase",
    "increases",
    "increasing",
    "rose",
    "risen",
    "rise",
    "rising",
    "fell",
    "fallen",
    "drop",
    "dropped",
    "decline",
    "declined",
    "grew",
    "grown",
    "growth",
    "cut",
    "cuts",
    "doubled",
    "tripled",
    "halved",
    "reduced",
    "reduction",
    "lost",
    "gained",
    "raised",
    "lowered",
    "shrank",
    "soared",
    "plunged",
];

const SUPERLATIVES: &[&str] =
    &["most", "least", "first", "only", "never", "always", "every", "all", "none", "nobody", "worst", "best"];

const OPINIONS: &[&str] = &[
    "think", "thinks", "believe", "believes", "hope", "hopes", "feel", "feels", "wish", "guess", "suppose",
    "want", "wants", "need", "needs", "prefer", "deserve", "deserves", "perhaps", "maybe",
];

#[cfg(test)]
mod tests {
    use crate::resources::Resources;
    use crate::{Options, annotate};

    #[test]
    fn figures_are_worth_more_than_wishes_and_the_reason_is_shown() {
        let text = "Unemployment in Velmora rose by 12 percent to 48,000 people last year. I hope we can all be friends. Why not?";
        let document = annotate(text, &Resources::embedded(), &Options::default());
        let [figure, wish, question] = &document.sentences[..] else { panic!("three sentences") };
        assert!(figure.check_worthiness > 0.5);
        assert!(wish.check_worthiness < 0.3 && question.check_worthiness < 0.3);
        let reason = figure.reasons.iter().find(|r| r.what == "states a figure").unwrap();
        assert!(reason.weight > 0.0 && ["12", "12 percent"].contains(&reason.span.of(text)));
    }
}
