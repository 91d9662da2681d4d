//! What in a stretch of text speaks for or against checking it, in words that a reader understands.

use std::ops::Range;

use crate::article::Article;
use crate::document::{CueKind, EntityKind, ValueKind};
use crate::tagger::pos::Pos;
use crate::text::Span;

/// Something in a stretch of text that speaks for or against checking it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Sign {
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
    /// Somebody is blamed.
    Accusation,
    /// A person by name.
    NamedSomebody,
    /// An organisation by name.
    NamedBody,
    /// A place by name.
    NamedPlace,
    /// A verb in the past.
    PastEvent,
    /// The future.
    Prediction,
    /// An opinion or a wish.
    Opinion,
    /// A question.
    Question,
}

impl Sign {
    /// All signs, in order.
    pub const ALL: [Self; 13] = [
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

    /// Whether it speaks for checking, in the eyes of a reader.
    pub const fn is_for(self) -> bool {
        !matches!(self, Self::Prediction | Self::Opinion | Self::Question)
    }

    /// The reason, for a reader.
    pub const fn reason(self) -> &'static str {
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

/// The signs in these tokens with the words that give them, in order. `names` and `values` say what lies over each token
/// of the article.
pub fn find(
    a: &Article,
    names: &[Option<EntityKind>],
    values: &[Option<ValueKind>],
    tokens: Range<usize>,
) -> Vec<(Sign, Span)> {
    let mut signs = Vec::new();
    for i in tokens {
        let span = a.tokens[i].span;
        if let Some(sign) = names[i].and_then(name_sign) {
            signs.push((sign, span));
            continue;
        }
        if let Some(sign) = values[i].and_then(value_sign) {
            signs.push((sign, span));
        }
        signs.extend(word_sign(a, i).map(|sign| (sign, span)));
    }
    signs
}

fn word_sign(a: &Article, i: usize) -> Option<Sign> {
    let low = a.word(i).to_ascii_lowercase();
    let low = low.as_str();
    let next = a.word(i + 1);
    match a.tags[i] {
        _ if low == "?" => Some(Sign::Question),
        _ if ACCUSATIONS.contains(&low) => Some(Sign::Accusation),
        _ if CHANGES.contains(&low) => Some(Sign::Change),
        _ if SUPERLATIVES.contains(&low) => Some(Sign::Superlative),
        Pos::Aux if is_future(low) => Some(Sign::Prediction),
        _ if FUTURE.contains(&low) => Some(Sign::Prediction),
        Pos::Aux if matches!(low, "should" | "must" | "ought") => Some(Sign::Opinion),
        _ if OPINIONS.contains(&low) => Some(Sign::Opinion),
        Pos::Adj | Pos::Adv if matches!(low, "more" | "less" | "fewer") || next == "than" => {
            Some(Sign::Comparison)
        }
        Pos::Adj if low.len() > 5 && low.ends_with("est") => Some(Sign::Superlative),
        Pos::VerbPast => Some(Sign::PastEvent),
        _ => None,
    }
}

/// Whether an auxiliary speaks of what is to come or only may be, "will", "could".
pub fn is_future(low: &str) -> bool {
    matches!(low, "will" | "would" | "'ll" | "’ll" | "wo" | "shall" | "could" | "may" | "might")
}

/// Whether it is a word of judgement or wish.
pub fn is_opinion(low: &str) -> bool {
    OPINIONS.contains(&low)
}

/// What a claim of this kind is a sign of, whatever its content.
pub fn of_kind(kind: CueKind) -> Option<Sign> {
    match kind {
        CueKind::Accuses | CueKind::Denies => Some(Sign::Accusation),
        CueKind::Predicts | CueKind::Promises => Some(Sign::Prediction),
        CueKind::Demands | CueKind::Believes => Some(Sign::Opinion),
        CueKind::Asks => Some(Sign::Question),
        CueKind::Says | CueKind::Reports | CueKind::Declines => None,
    }
}

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
    "bribery",
    "convicted",
    "sentenced",
    "breach",
    "violation",
    "unlawful",
    "unlawfully",
    "fined",
    "abuse",
    "abused",
    "beaten",
    "tortured",
    "denied",
    "denies",
    "admitted",
    "failed",
    "secret",
    "secretly",
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
    "shrunk",
    "trebled",
    "retreated",
];

const SUPERLATIVES: &[&str] =
    &["most", "least", "first", "only", "never", "always", "every", "all", "none", "nobody", "worst", "best"];

const FUTURE: &[&str] = &[
    "expected",
    "expects",
    "expect",
    "forecast",
    "forecasts",
    "predicts",
    "predict",
    "predicted",
    "plans",
    "intends",
    "intend",
    "vowed",
    "vows",
    "pledged",
    "pledges",
    "promised",
    "promises",
    "threatened",
    "likely",
    "unlikely",
    "probably",
    "inevitable",
    "tomorrow",
];

const OPINIONS: &[&str] = &[
    "think",
    "thinks",
    "believe",
    "believes",
    "hope",
    "hopes",
    "feel",
    "feels",
    "wish",
    "guess",
    "suppose",
    "want",
    "wants",
    "need",
    "needs",
    "prefer",
    "deserve",
    "deserves",
    "perhaps",
    "maybe",
    "urged",
    "urges",
    "demanded",
    "demands",
    "appealed",
    "called",
    "calls",
    "fear",
    "fears",
    "seems",
    "seem",
    "signal",
    "blow",
    "disgrace",
    "shame",
    "surprise",
    "triumph",
    "wonderful",
    "terrible",
    "beautiful",
    "absurd",
    "crucial",
    "major",
    "naive",
    "cruel",
    "dishonest",
    "remarkable",
    "impressive",
    "clever",
    "brilliant",
    "pointless",
    "hardly",
    "surprising",
    "disappointing",
    "worth",
    "cynical",
    "sad",
    "difficult",
    "important",
    "telling",
    "bold",
    "welcome",
];
