//! Reasons for or against checking a text, in words that a reader understands.
//!
//! Never weighs them: the model's weights are in [`Scorer`](crate::check_worthiness::Scorer).

use std::ops::Range;

use crate::article::Article;
use crate::document::{CueKind, EntityKind, ValueKind};
use crate::lexicon::{self, Entry, Field, Flag};
use crate::pos::Pos;
use crate::syntax::{lemma, quotations};
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
    /// A vote, a ruling, a contract: something that a register or document has.
    Record,
    /// Words in quotation marks.
    Quotation,
}

impl ReasonKind {
    /// All kinds, in order.
    pub(crate) const ALL: [Self; 15] = [
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
        Self::Record,
        Self::Quotation,
    ];

    /// Whether a reader expects it to speak for checking.
    pub(crate) const fn is_for(self) -> bool {
        !matches!(self, Self::Prediction | Self::Opinion | Self::Question)
    }

    /// Whether a reader is shown it. That somebody or something is named is no reason to check.
    pub(crate) const fn is_shown(self) -> bool {
        !matches!(self, Self::NamedSomebody | Self::NamedBody | Self::NamedPlace)
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
            Self::Record => "states a matter of record",
            Self::Quotation => "quotes somebody word for word",
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
    for i in tokens.clone() {
        let span = a.tokens[i].span;
        if let Some(kind) = names[i].and_then(reason_of_name) {
            reasons.push((kind, span));
            continue;
        }
        if let Some(kind) = values[i].and_then(reason_of_value) {
            reasons.push((kind, span));
        }
        reasons.extend(reason_of_word(a, i).map(|kind| (kind, span)));
        if is_quoted_feeling(a, i) {
            reasons.push((ReasonKind::Opinion, span));
        }
    }
    reasons.extend(quotation(a, tokens).map(|span| (ReasonKind::Quotation, span)));
    reasons
}

/// Whether a number is nothing to check: an age, or "the two" for people who were named.
pub(crate) fn is_no_figure(a: &Article, names: &[Option<EntityKind>], i: usize) -> bool {
    is_age(a, names, i) || stands_for_people(a, i)
}

/// Whether a number is an age: "Ann Hale, 31,", "Ann Hale (31)", "a 31-year-old".
fn is_age(a: &Article, names: &[Option<EntityKind>], i: usize) -> bool {
    let before = i.checked_sub(1).map_or("", |at| a.word(at));
    let after = a.word(i + 1);
    let of_person = i.checked_sub(2).is_some_and(|at| names.get(at) == Some(&Some(EntityKind::Person)));
    let is_apposition = before == "," && !after.starts_with(char::is_alphanumeric);
    of_person && (is_apposition || before == "(" && after == ")") || after == "-" && a.word(i + 2) == "year"
}

/// Whether a number with an article stands for people or things that were named before: "the two sneered".
fn stands_for_people(a: &Article, i: usize) -> bool {
    let definite = i.checked_sub(1).is_some_and(|at| a.has_lower(at, Flag::DefiniteArticle));
    let counts = matches!(a.tags.get(i + 1), Some(Pos::Noun | Pos::Adj | Pos::Num | Pos::Propn | Pos::Sym));
    definite && !counts && a.word(i).bytes().all(|b| b.is_ascii_alphabetic())
}

/// Returns the tokens of a sentence up to what somebody could only have said: "Critics could say |it failed|".
pub(crate) fn without_hypothetical(a: &Article, tokens: Range<usize>) -> Range<usize> {
    let end = tokens.clone().find(|&i| is_hypothetical_saying(a, i)).map_or(tokens.end, |verb| verb + 1);
    tokens.start..end
}

/// Whether one word in quotation marks says how somebody feels or judges: "left “broken” by the news".
fn is_quoted_feeling(a: &Article, i: usize) -> bool {
    let quoted = i.checked_sub(1).is_some_and(|at| quotations::is_mark(a.word(at)));
    quoted && quotations::is_mark(a.word(i + 1)) && matches!(a.tags[i], Pos::Adj | Pos::VerbPart)
}

/// Whether a verb of saying follows an auxiliary of possibility: "could say".
fn is_hypothetical_saying(a: &Article, i: usize) -> bool {
    let possible = |at: usize| {
        a.tags.get(at) == Some(&Pos::Aux)
            && lexicon::has(a.word(at), Flag::FutureOrPossible)
            && !lexicon::has(a.word(at), Flag::FutureAuxiliary)
    };
    is_saying(a, i) && i.checked_sub(1).is_some_and(possible)
}

/// Whether a token is a verb of saying.
pub(crate) fn is_saying(a: &Article, i: usize) -> bool {
    let tag = a.tags[i];
    tag.is_verb() && lemma::as_verb(&lemma::of(a.word(i), tag)).is_some()
}

/// Minimum number of words of a quotation, as opposed to a term in quotation marks.
const MIN_QUOTED: usize = 4;

/// The first quotation in these tokens, up to their end if it goes on.
fn quotation(a: &Article, tokens: Range<usize>) -> Option<Span> {
    let mark = |i: &usize| quotations::is_mark(a.word(*i));
    let open = tokens.clone().find(mark)?;
    let close = (open + 1..tokens.end).find(mark).unwrap_or(tokens.end);
    (close - open > MIN_QUOTED).then(|| a.span(open..close))
}

/// The reason that a word gives, with its part of speech.
#[inline(never)]
fn reason_of_word(a: &Article, i: usize) -> Option<ReasonKind> {
    let (word, next) = (a.word(i), a.word(i + 1));
    match a.tags[i] {
        _ if word == "?" => Some(ReasonKind::Question),
        Pos::Aux if is_future(a, i) => Some(ReasonKind::Prediction),
        Pos::Aux if a.has_lower(i, Flag::Obligation) => Some(ReasonKind::Opinion),
        tag => listed(a.low_entry(i)).or_else(|| match tag {
            Pos::Adj | Pos::Adv if a.has_lower(i, Flag::ComparativeQuantifier) || next == "than" => {
                Some(ReasonKind::Comparison)
            }
            Pos::Adj if word.len() > 5 && word.to_ascii_lowercase().ends_with("est") => {
                Some(ReasonKind::Superlative)
            }
            Pos::VerbPast if !is_saying(a, i) => Some(ReasonKind::PastEvent),
            _ => None,
        }),
    }
}

/// Whether an auxiliary is about the future or a possibility: "will", "could".
pub(crate) fn is_future(a: &Article, i: usize) -> bool {
    a.has_lower(i, Flag::FutureOrPossible)
}

/// Returns the reason that the lexicon gives in the entry of a word in lower case.
fn listed(low: Entry) -> Option<ReasonKind> {
    low.value(Field::Reason).and_then(|name| match name {
        "accusation" => Some(ReasonKind::Accusation),
        "change" => Some(ReasonKind::Change),
        "opinion" => Some(ReasonKind::Opinion),
        "prediction" => Some(ReasonKind::Prediction),
        "record" => Some(ReasonKind::Record),
        "superlative" => Some(ReasonKind::Superlative),
        _ => None,
    })
}

/// Whether the entry of a word in lower case says that it expresses an opinion or a wish.
pub(crate) fn is_opinion(low: Entry) -> bool {
    listed(low) == Some(ReasonKind::Opinion)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_of_the_lexicon_is_read() {
        for (word, entry) in lexicon::words() {
            assert_eq!(listed(entry).is_some(), entry.value(Field::Reason).is_some(), "{word}");
        }
    }
}
