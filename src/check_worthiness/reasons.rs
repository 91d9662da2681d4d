//! Reasons for or against checking a text, in words that a reader understands.
//!
//! Never weighs them: the model's weights are in [`Scorer`](crate::check_worthiness::Scorer).

use std::ops::Range;

use crate::article::Article;
use crate::document::{CueKind, EntityKind, ValueKind};
use crate::lexicon;
use crate::pos::Pos;
use crate::text::Span;

/// Property of a text that speaks for or against checking it. The numbers are part of the trained model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum ReasonKind {
    /// A number, an amount, a share.
    Figure = 1,
    /// A day, month or year.
    Date,
    /// Something rose, fell or changed.
    Change,
    /// More, less, than.
    Comparison,
    /// First, most, always.
    Superlative,
    /// An accusation or its denial.
    Accusation,
    /// A person by name.
    NamedSomebody,
    /// An organisation by name.
    NamedBody,
    /// A place by name.
    NamedPlace,
    /// A verb in the past tense.
    PastEvent,
    /// The future.
    Prediction,
    /// An opinion or a wish.
    Opinion,
    /// A question.
    Question,
}

impl ReasonKind {
    /// All kinds, in order.
    pub(crate) const ALL: [Self; 13] = [
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

    /// Whether a reader expects it to speak for checking.
    pub(crate) const fn is_for(self) -> bool {
        !matches!(self, Self::Prediction | Self::Opinion | Self::Question)
    }

    /// Text for a reader.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Figure => "states a figure",
            Self::Date => "gives a date",
            Self::Change => "says that something rose, fell or changed",
            Self::Comparison => "compares",
            Self::Superlative => "says that something is first, most or always so",
            Self::Accusation => "accuses somebody or denies it",
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

/// Finds the reasons in these tokens with their words, in order. `names` and `values` have an entry for every
/// token of the article.
#[inline(never)]
pub(crate) fn find_reasons(
    a: &Article,
    names: &[Option<EntityKind>],
    values: &[Option<ValueKind>],
    tokens: Range<usize>,
) -> Vec<(ReasonKind, Span)> {
    let mut reasons = Vec::new();
    for i in tokens {
        let span = a.tokens[i].span;
        if let Some(kind) = names[i].and_then(reason_of_name) {
            reasons.push((kind, span));
            continue;
        }
        if let Some(kind) = values[i].and_then(reason_of_value) {
            reasons.push((kind, span));
        }
        reasons.extend(reason_of_word(a, i).map(|kind| (kind, span)));
    }
    reasons
}

/// The reason that a word gives, with its part of speech.
#[inline(never)]
fn reason_of_word(a: &Article, i: usize) -> Option<ReasonKind> {
    let low = a.word(i).to_ascii_lowercase();
    let low = low.as_str();
    let next = a.word(i + 1);
    match a.tags[i] {
        _ if low == "?" => Some(ReasonKind::Question),
        Pos::Aux if is_future(low) => Some(ReasonKind::Prediction),
        Pos::Aux if matches!(low, "should" | "must" | "ought") => Some(ReasonKind::Opinion),
        tag => lexicon::look_up(LISTED, low).or_else(|| match tag {
            Pos::Adj | Pos::Adv if matches!(low, "more" | "less" | "fewer") || next == "than" => {
                Some(ReasonKind::Comparison)
            }
            Pos::Adj if low.len() > 5 && low.ends_with("est") => Some(ReasonKind::Superlative),
            Pos::VerbPast => Some(ReasonKind::PastEvent),
            _ => None,
        }),
    }
}

/// Whether an auxiliary in lower case is about the future or a possibility: "will", "could".
pub(crate) fn is_future(low: &str) -> bool {
    matches!(low, "will" | "would" | "'ll" | "’ll" | "wo" | "shall" | "could" | "may" | "might")
}

/// Whether a word in lower case expresses an opinion or a wish.
pub(crate) fn is_opinion(low: &str) -> bool {
    lexicon::look_up(LISTED, low) == Some(ReasonKind::Opinion)
}

/// The reason that a speech act gives, whatever the content.
pub(crate) fn reason_of_speech_act(kind: CueKind) -> Option<ReasonKind> {
    match kind {
        CueKind::Accuses | CueKind::Denies => Some(ReasonKind::Accusation),
        CueKind::Predicts | CueKind::Promises => Some(ReasonKind::Prediction),
        CueKind::Demands | CueKind::Believes => Some(ReasonKind::Opinion),
        CueKind::Asks => Some(ReasonKind::Question),
        CueKind::Says | CueKind::Reports | CueKind::Declines => None,
    }
}

/// The reason that a name gives.
fn reason_of_name(kind: EntityKind) -> Option<ReasonKind> {
    match kind {
        EntityKind::Person => Some(ReasonKind::NamedSomebody),
        EntityKind::Organization | EntityKind::Norp => Some(ReasonKind::NamedBody),
        EntityKind::Gpe | EntityKind::Location | EntityKind::Facility => Some(ReasonKind::NamedPlace),
        _ => None,
    }
}

/// The reason that a value gives.
fn reason_of_value(kind: ValueKind) -> Option<ReasonKind> {
    match kind {
        ValueKind::Money | ValueKind::Percent | ValueKind::Quantity | ValueKind::Cardinal => {
            Some(ReasonKind::Figure)
        }
        ValueKind::Date => Some(ReasonKind::Date),
        ValueKind::Time | ValueKind::Ordinal => None,
    }
}

/// Words and the reasons that they give, sorted.
#[rustfmt::skip]
const LISTED: &[(&str, ReasonKind)] = &[
    ("absurd", ReasonKind::Opinion), ("abuse", ReasonKind::Accusation), ("abused", ReasonKind::Accusation),
    ("accusation", ReasonKind::Accusation), ("accusations", ReasonKind::Accusation), ("accuse", ReasonKind::Accusation),
    ("accused", ReasonKind::Accusation), ("accuses", ReasonKind::Accusation), ("accusing", ReasonKind::Accusation),
    ("admitted", ReasonKind::Accusation), ("all", ReasonKind::Superlative), ("alleged", ReasonKind::Accusation),
    ("allegedly", ReasonKind::Accusation), ("alleging", ReasonKind::Accusation), ("always", ReasonKind::Superlative),
    ("appealed", ReasonKind::Opinion), ("beaten", ReasonKind::Accusation), ("beautiful", ReasonKind::Opinion),
    ("believe", ReasonKind::Opinion), ("believes", ReasonKind::Opinion), ("best", ReasonKind::Superlative),
    ("blame", ReasonKind::Accusation), ("blamed", ReasonKind::Accusation), ("blames", ReasonKind::Accusation),
    ("blaming", ReasonKind::Accusation), ("blow", ReasonKind::Opinion), ("bold", ReasonKind::Opinion),
    ("breach", ReasonKind::Accusation), ("bribed", ReasonKind::Accusation), ("bribery", ReasonKind::Accusation),
    ("bribes", ReasonKind::Accusation), ("brilliant", ReasonKind::Opinion), ("called", ReasonKind::Opinion),
    ("calls", ReasonKind::Opinion), ("cheated", ReasonKind::Accusation), ("clever", ReasonKind::Opinion),
    ("convicted", ReasonKind::Accusation), ("corrupt", ReasonKind::Accusation), ("corruption", ReasonKind::Accusation),
    ("crucial", ReasonKind::Opinion), ("cruel", ReasonKind::Opinion), ("cut", ReasonKind::Change), ("cuts", ReasonKind::Change),
    ("cynical", ReasonKind::Opinion), ("decline", ReasonKind::Change), ("declined", ReasonKind::Change),
    ("demanded", ReasonKind::Opinion), ("demands", ReasonKind::Opinion), ("denied", ReasonKind::Accusation),
    ("denies", ReasonKind::Accusation), ("deserve", ReasonKind::Opinion), ("deserves", ReasonKind::Opinion),
    ("difficult", ReasonKind::Opinion), ("disappointing", ReasonKind::Opinion), ("disgrace", ReasonKind::Opinion),
    ("dishonest", ReasonKind::Opinion), ("doubled", ReasonKind::Change), ("drop", ReasonKind::Change), ("dropped", ReasonKind::Change),
    ("every", ReasonKind::Superlative), ("expect", ReasonKind::Prediction), ("expected", ReasonKind::Prediction),
    ("expects", ReasonKind::Prediction), ("failed", ReasonKind::Accusation), ("fallen", ReasonKind::Change),
    ("fear", ReasonKind::Opinion), ("fears", ReasonKind::Opinion), ("feel", ReasonKind::Opinion), ("feels", ReasonKind::Opinion),
    ("fell", ReasonKind::Change), ("fined", ReasonKind::Accusation), ("first", ReasonKind::Superlative),
    ("forecast", ReasonKind::Prediction), ("forecasts", ReasonKind::Prediction), ("fraud", ReasonKind::Accusation),
    ("gained", ReasonKind::Change), ("grew", ReasonKind::Change), ("grown", ReasonKind::Change), ("growth", ReasonKind::Change),
    ("guess", ReasonKind::Opinion), ("halved", ReasonKind::Change), ("hardly", ReasonKind::Opinion), ("hope", ReasonKind::Opinion),
    ("hopes", ReasonKind::Opinion), ("illegal", ReasonKind::Accusation), ("illegally", ReasonKind::Accusation),
    ("important", ReasonKind::Opinion), ("impressive", ReasonKind::Opinion), ("increase", ReasonKind::Change),
    ("increased", ReasonKind::Change), ("increases", ReasonKind::Change), ("increasing", ReasonKind::Change),
    ("inevitable", ReasonKind::Prediction), ("intend", ReasonKind::Prediction), ("intends", ReasonKind::Prediction),
    ("least", ReasonKind::Superlative), ("lied", ReasonKind::Accusation), ("lies", ReasonKind::Accusation),
    ("likely", ReasonKind::Prediction), ("lost", ReasonKind::Change), ("lowered", ReasonKind::Change),
    ("lying", ReasonKind::Accusation), ("major", ReasonKind::Opinion), ("maybe", ReasonKind::Opinion),
    ("most", ReasonKind::Superlative), ("naive", ReasonKind::Opinion), ("need", ReasonKind::Opinion), ("needs", ReasonKind::Opinion),
    ("never", ReasonKind::Superlative), ("nobody", ReasonKind::Superlative), ("none", ReasonKind::Superlative),
    ("only", ReasonKind::Superlative), ("perhaps", ReasonKind::Opinion), ("plans", ReasonKind::Prediction),
    ("pledged", ReasonKind::Prediction), ("pledges", ReasonKind::Prediction), ("plunged", ReasonKind::Change),
    ("pointless", ReasonKind::Opinion), ("predict", ReasonKind::Prediction), ("predicted", ReasonKind::Prediction),
    ("predicts", ReasonKind::Prediction), ("prefer", ReasonKind::Opinion), ("probably", ReasonKind::Prediction),
    ("promised", ReasonKind::Prediction), ("promises", ReasonKind::Prediction), ("raised", ReasonKind::Change),
    ("reduced", ReasonKind::Change), ("reduction", ReasonKind::Change), ("remarkable", ReasonKind::Opinion),
    ("retreated", ReasonKind::Change), ("rise", ReasonKind::Change), ("risen", ReasonKind::Change), ("rising", ReasonKind::Change),
    ("rose", ReasonKind::Change), ("sad", ReasonKind::Opinion), ("secret", ReasonKind::Accusation),
    ("secretly", ReasonKind::Accusation), ("seem", ReasonKind::Opinion), ("seems", ReasonKind::Opinion),
    ("sentenced", ReasonKind::Accusation), ("shame", ReasonKind::Opinion), ("shrank", ReasonKind::Change),
    ("shrunk", ReasonKind::Change), ("signal", ReasonKind::Opinion), ("soared", ReasonKind::Change), ("stole", ReasonKind::Accusation),
    ("stolen", ReasonKind::Accusation), ("suppose", ReasonKind::Opinion), ("surprise", ReasonKind::Opinion),
    ("surprising", ReasonKind::Opinion), ("telling", ReasonKind::Opinion), ("terrible", ReasonKind::Opinion),
    ("think", ReasonKind::Opinion), ("thinks", ReasonKind::Opinion), ("threatened", ReasonKind::Prediction),
    ("tomorrow", ReasonKind::Prediction), ("tortured", ReasonKind::Accusation), ("trebled", ReasonKind::Change),
    ("tripled", ReasonKind::Change), ("triumph", ReasonKind::Opinion), ("unlawful", ReasonKind::Accusation),
    ("unlawfully", ReasonKind::Accusation), ("unlikely", ReasonKind::Prediction), ("urged", ReasonKind::Opinion),
    ("urges", ReasonKind::Opinion), ("violate", ReasonKind::Accusation), ("violated", ReasonKind::Accusation),
    ("violates", ReasonKind::Accusation), ("violating", ReasonKind::Accusation), ("violation", ReasonKind::Accusation),
    ("vowed", ReasonKind::Prediction), ("vows", ReasonKind::Prediction), ("want", ReasonKind::Opinion), ("wants", ReasonKind::Opinion),
    ("welcome", ReasonKind::Opinion), ("wish", ReasonKind::Opinion), ("wonderful", ReasonKind::Opinion),
    ("worst", ReasonKind::Superlative), ("worth", ReasonKind::Opinion),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_sorted() {
        assert!(LISTED.windows(2).all(|w| w[0].0 < w[1].0));
    }
}
