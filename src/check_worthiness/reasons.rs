//! What in a stretch of text speaks for or against checking it, in words that a reader understands.

use std::ops::Range;

use crate::article::Article;
use crate::document::{CueKind, EntityKind, ValueKind};
use crate::lexicon;
use crate::pos::Pos;
use crate::text::Span;

/// Something in a stretch of text that speaks for or against checking it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Sign {
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

    /// Whether it speaks for checking, in the eyes of a reader.
    pub(crate) const fn is_for(self) -> bool {
        !matches!(self, Self::Prediction | Self::Opinion | Self::Question)
    }

    /// The reason, for a reader.
    pub(crate) const fn reason(self) -> &'static str {
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
#[inline(never)]
pub(crate) fn find(
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

#[inline(never)]
fn word_sign(a: &Article, i: usize) -> Option<Sign> {
    let low = a.word(i).to_ascii_lowercase();
    let low = low.as_str();
    let next = a.word(i + 1);
    match a.tags[i] {
        _ if low == "?" => Some(Sign::Question),
        Pos::Aux if is_future(low) => Some(Sign::Prediction),
        Pos::Aux if matches!(low, "should" | "must" | "ought") => Some(Sign::Opinion),
        tag => lexicon::look_up(LISTED, low).or_else(|| match tag {
            Pos::Adj | Pos::Adv if matches!(low, "more" | "less" | "fewer") || next == "than" => {
                Some(Sign::Comparison)
            }
            Pos::Adj if low.len() > 5 && low.ends_with("est") => Some(Sign::Superlative),
            Pos::VerbPast => Some(Sign::PastEvent),
            _ => None,
        }),
    }
}

/// Whether an auxiliary speaks of what is to come or only may be, "will", "could".
pub(crate) fn is_future(low: &str) -> bool {
    matches!(low, "will" | "would" | "'ll" | "’ll" | "wo" | "shall" | "could" | "may" | "might")
}

/// Whether it is a word of judgement or wish.
pub(crate) fn is_opinion(low: &str) -> bool {
    lexicon::look_up(LISTED, low) == Some(Sign::Opinion)
}

/// What a claim of this kind is a sign of, whatever its content.
pub(crate) fn of_kind(kind: CueKind) -> Option<Sign> {
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

/// Words and what they are a sign of.
#[rustfmt::skip]
const LISTED: &[(&str, Sign)] = &[
    ("absurd", Sign::Opinion), ("abuse", Sign::Accusation), ("abused", Sign::Accusation),
    ("accusation", Sign::Accusation), ("accusations", Sign::Accusation), ("accuse", Sign::Accusation),
    ("accused", Sign::Accusation), ("accuses", Sign::Accusation), ("accusing", Sign::Accusation),
    ("admitted", Sign::Accusation), ("all", Sign::Superlative), ("alleged", Sign::Accusation),
    ("allegedly", Sign::Accusation), ("alleging", Sign::Accusation), ("always", Sign::Superlative),
    ("appealed", Sign::Opinion), ("beaten", Sign::Accusation), ("beautiful", Sign::Opinion),
    ("believe", Sign::Opinion), ("believes", Sign::Opinion), ("best", Sign::Superlative),
    ("blame", Sign::Accusation), ("blamed", Sign::Accusation), ("blames", Sign::Accusation),
    ("blaming", Sign::Accusation), ("blow", Sign::Opinion), ("bold", Sign::Opinion),
    ("breach", Sign::Accusation), ("bribed", Sign::Accusation), ("bribery", Sign::Accusation),
    ("bribes", Sign::Accusation), ("brilliant", Sign::Opinion), ("called", Sign::Opinion),
    ("calls", Sign::Opinion), ("cheated", Sign::Accusation), ("clever", Sign::Opinion),
    ("convicted", Sign::Accusation), ("corrupt", Sign::Accusation), ("corruption", Sign::Accusation),
    ("crucial", Sign::Opinion), ("cruel", Sign::Opinion), ("cut", Sign::Change), ("cuts", Sign::Change),
    ("cynical", Sign::Opinion), ("decline", Sign::Change), ("declined", Sign::Change),
    ("demanded", Sign::Opinion), ("demands", Sign::Opinion), ("denied", Sign::Accusation),
    ("denies", Sign::Accusation), ("deserve", Sign::Opinion), ("deserves", Sign::Opinion),
    ("difficult", Sign::Opinion), ("disappointing", Sign::Opinion), ("disgrace", Sign::Opinion),
    ("dishonest", Sign::Opinion), ("doubled", Sign::Change), ("drop", Sign::Change), ("dropped", Sign::Change),
    ("every", Sign::Superlative), ("expect", Sign::Prediction), ("expected", Sign::Prediction),
    ("expects", Sign::Prediction), ("failed", Sign::Accusation), ("fallen", Sign::Change),
    ("fear", Sign::Opinion), ("fears", Sign::Opinion), ("feel", Sign::Opinion), ("feels", Sign::Opinion),
    ("fell", Sign::Change), ("fined", Sign::Accusation), ("first", Sign::Superlative),
    ("forecast", Sign::Prediction), ("forecasts", Sign::Prediction), ("fraud", Sign::Accusation),
    ("gained", Sign::Change), ("grew", Sign::Change), ("grown", Sign::Change), ("growth", Sign::Change),
    ("guess", Sign::Opinion), ("halved", Sign::Change), ("hardly", Sign::Opinion), ("hope", Sign::Opinion),
    ("hopes", Sign::Opinion), ("illegal", Sign::Accusation), ("illegally", Sign::Accusation),
    ("important", Sign::Opinion), ("impressive", Sign::Opinion), ("increase", Sign::Change),
    ("increased", Sign::Change), ("increases", Sign::Change), ("increasing", Sign::Change),
    ("inevitable", Sign::Prediction), ("intend", Sign::Prediction), ("intends", Sign::Prediction),
    ("least", Sign::Superlative), ("lied", Sign::Accusation), ("lies", Sign::Accusation),
    ("likely", Sign::Prediction), ("lost", Sign::Change), ("lowered", Sign::Change),
    ("lying", Sign::Accusation), ("major", Sign::Opinion), ("maybe", Sign::Opinion),
    ("most", Sign::Superlative), ("naive", Sign::Opinion), ("need", Sign::Opinion), ("needs", Sign::Opinion),
    ("never", Sign::Superlative), ("nobody", Sign::Superlative), ("none", Sign::Superlative),
    ("only", Sign::Superlative), ("perhaps", Sign::Opinion), ("plans", Sign::Prediction),
    ("pledged", Sign::Prediction), ("pledges", Sign::Prediction), ("plunged", Sign::Change),
    ("pointless", Sign::Opinion), ("predict", Sign::Prediction), ("predicted", Sign::Prediction),
    ("predicts", Sign::Prediction), ("prefer", Sign::Opinion), ("probably", Sign::Prediction),
    ("promised", Sign::Prediction), ("promises", Sign::Prediction), ("raised", Sign::Change),
    ("reduced", Sign::Change), ("reduction", Sign::Change), ("remarkable", Sign::Opinion),
    ("retreated", Sign::Change), ("rise", Sign::Change), ("risen", Sign::Change), ("rising", Sign::Change),
    ("rose", Sign::Change), ("sad", Sign::Opinion), ("secret", Sign::Accusation),
    ("secretly", Sign::Accusation), ("seem", Sign::Opinion), ("seems", Sign::Opinion),
    ("sentenced", Sign::Accusation), ("shame", Sign::Opinion), ("shrank", Sign::Change),
    ("shrunk", Sign::Change), ("signal", Sign::Opinion), ("soared", Sign::Change), ("stole", Sign::Accusation),
    ("stolen", Sign::Accusation), ("suppose", Sign::Opinion), ("surprise", Sign::Opinion),
    ("surprising", Sign::Opinion), ("telling", Sign::Opinion), ("terrible", Sign::Opinion),
    ("think", Sign::Opinion), ("thinks", Sign::Opinion), ("threatened", Sign::Prediction),
    ("tomorrow", Sign::Prediction), ("tortured", Sign::Accusation), ("trebled", Sign::Change),
    ("tripled", Sign::Change), ("triumph", Sign::Opinion), ("unlawful", Sign::Accusation),
    ("unlawfully", Sign::Accusation), ("unlikely", Sign::Prediction), ("urged", Sign::Opinion),
    ("urges", Sign::Opinion), ("violate", Sign::Accusation), ("violated", Sign::Accusation),
    ("violates", Sign::Accusation), ("violating", Sign::Accusation), ("violation", Sign::Accusation),
    ("vowed", Sign::Prediction), ("vows", Sign::Prediction), ("want", Sign::Opinion), ("wants", Sign::Opinion),
    ("welcome", Sign::Opinion), ("wish", Sign::Opinion), ("wonderful", Sign::Opinion),
    ("worst", Sign::Superlative), ("worth", Sign::Opinion),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(LISTED.windows(2).all(|w| w[0].0 < w[1].0));
    }
}
