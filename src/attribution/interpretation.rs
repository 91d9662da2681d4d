//! Interpretation of a claim: speech act, mode (said, thought or planned) and polarity (affirmed or denied).
//!
//! The speech act is the meaning of the cue; words around it count only where they change the verb ("call
//! for", "told them to leave", "a court hears"). The models read speech acts from [`speech_acts`]; for a few
//! lemmas a reader's understanding differs. Never infers a speech act from the content.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::attribution::hedges;
use crate::attribution::tense;
use crate::document::{CueKind, Mode, Polarity, Quote, Tense};
use crate::lexicon::{self, Flag, speech_acts};
use crate::pos::Pos;
use crate::syntax::lemma;
use CueKind::{Accuses, Asks, Believes, Declines, Demands, Denies, Predicts, Promises, Reports, Says};

/// The interpretation of a claim.
pub(crate) struct Interpretation {
    /// Lemma of the head of the cue.
    pub lemma: String,
    /// Speech act.
    pub kind: CueKind,
    /// Whether the source affirms or denies the content.
    pub polarity: Polarity,
    /// Whether the content is said, thought or planned.
    pub mode: Mode,
    /// Tense of the content.
    pub tense: Option<Tense>,
    /// Whether the sources say it of each other.
    pub mutual: bool,
    /// Tokens of the hedges.
    pub hedges: Vec<Range<usize>>,
}

/// Interprets a claim.
#[inline(never)]
pub(crate) fn interpret(article: &Article, candidate: &Candidate, quote: Quote) -> Interpretation {
    let (lemma, kind) = lemma_and_kind(article, candidate);
    Interpretation {
        polarity: polarity(article, candidate, &lemma, kind),
        mode: mode(article, candidate, &lemma, kind),
        tense: tense::tense(article, candidate, kind, quote),
        mutual: tense::is_mutual(article, candidate),
        hedges: hedges::find_hedges(article, candidate),
        lemma,
        kind,
    }
}

/// Lemma of the head of a cue, and its speech act in context.
#[inline(never)]
pub fn lemma_and_kind(article: &Article, candidate: &Candidate) -> (String, CueKind) {
    let lemma = lemma::at(article, candidate.head);
    let kind = kind_in_context(article, candidate, &lemma);
    (lemma, kind)
}

/// Speech act of a lemma as a reader understands it, without context.
pub(crate) fn reader_kind(lemma: &str) -> CueKind {
    let entry = lexicon::entry(lemma);
    entry.reader_act().or_else(|| entry.speech_act()).unwrap_or(CueKind::Says)
}

/// Whether the clause of a verb is a claim even inside another source's content.
pub(crate) fn embeds_claim(lemma: &str) -> bool {
    lexicon::has(lemma, Flag::EmbedsClaim)
}

/// Whether a lemma is a known speech act.
pub(crate) fn is_speech_act(lemma: &str) -> bool {
    speech_acts::known(lemma).is_some()
}

/// Speech act of a cue, given the words around its head.
#[inline(never)]
fn kind_in_context(article: &Article, candidate: &Candidate, lemma: &str) -> CueKind {
    let next = |k: usize| article.word(candidate.head + k);
    let soon = |list: &[&str]| (1..5).any(|k| list.contains(&next(k)));
    let first = candidate.content.first().map_or(0, |r| r.start);
    if (candidate.cue.clone()).any(|i| article.has(i, Flag::HearsayAdverb)) {
        return Reports;
    }
    let entry = lexicon::entry(lemma);
    match lemma {
        "call" if matches!(next(1), "for" | "on" | "upon") => Demands,
        "call" if next(1) == "into" => Asks,
        "refuse" | "decline" => Declines,
        _ if entry.has(Flag::Answers) && is_negated(article, candidate) => Declines,
        "silent" | "silence" => Declines,
        // "Would not say", "gave no comment", "said nothing".
        _ if declines_to_speak(article, candidate, lemma) => Declines,
        "say" if next(1) == "nothing" => Declines,
        "rule" if next(1) == "out" => Denies,
        "play" | "turn" if soon(&["down"]) => Denies,
        // "Told them to leave", "asked the court to rule", "asked for help".
        "ask" if soon(&["for"]) || article.word(first) == "that" => Demands,
        "tell" | "ask" if candidate.content.iter().any(|c| begins_as_order(article, c.start)) => Demands,
        "want" if article.word(first) != "to" => Demands,
        "warn" | "warning" | "caution" if !warns_of_future(article, candidate) => Says,
        _ if entry.has(Flag::ReportsElsewhere)
            && candidate.source.is_none()
            && is_passive(article, candidate) =>
        {
            Reports
        }
        _ if entry.has(Flag::Finds) && source_reports_findings(article, candidate) => Reports,
        _ => reader_kind(lemma),
    }
}

/// Whether the source declines to speak: "would not comment", "gave no answer", "had no comment".
#[inline(never)]
fn declines_to_speak(article: &Article, candidate: &Candidate, lemma: &str) -> bool {
    let would = |i: usize| article.has(i, Flag::ModalOfRefusal);
    let helped = (candidate.cue.start.saturating_sub(3)..candidate.head).any(would);
    let nothing = |i: usize| article.word(i) == "no" && article.has(i + 1, Flag::DeclinedNoun);
    (lexicon::has(lemma, Flag::DeclinedAct) && helped && is_negated(article, candidate))
        || candidate.cue.clone().chain(candidate.cue.end..candidate.cue.end + 2).any(nothing)
}

/// Whether the source is a study, poll, court or the like.
fn source_reports_findings(article: &Article, candidate: &Candidate) -> bool {
    let Some(source) = &candidate.source else { return false };
    let end = source.clone().find(|&i| i > source.start && article.tag(i) == Pos::Adp);
    (source.start..end.unwrap_or(source.end)).any(|i| {
        let word = article.word(i).to_lowercase();
        let lone = word.strip_suffix("ies").map(|w| format!("{w}y"));
        let lone = lone.as_deref().or_else(|| word.strip_suffix('s')).unwrap_or(&word);
        lexicon::has(lone, Flag::Finder) || lexicon::has(&word, Flag::Finder)
    })
}

/// Whether the cue is a passive: "is said to".
fn is_passive(article: &Article, candidate: &Candidate) -> bool {
    (candidate.head.saturating_sub(3)..candidate.head).any(|i| lemma::is_be(article.word(i)))
}

/// Whether a warning is about the future.
#[inline(never)]
fn warns_of_future(article: &Article, candidate: &Candidate) -> bool {
    let ahead = |i: usize| article.has_lower(i, Flag::WarningWord);
    candidate.content.iter().cloned().flatten().take(40).any(ahead)
        || matches!(article.word(candidate.head + 1), "of" | "against")
}

/// Whether a content begins as an order: "to leave", "the court to rule".
#[inline(never)]
fn begins_as_order(article: &Article, first: usize) -> bool {
    let clause_mark = |i: usize| {
        matches!(
            article.tags.get(i),
            Some(Pos::VerbPast | Pos::VerbPres | Pos::Aux | Pos::Sconj | Pos::Punct) | None
        ) || article.has(i, Flag::EmbeddedQuestionWord)
    };
    (first..first + 8)
        .take_while(|&i| !clause_mark(i))
        .any(|i| article.word(i) == "to" && article.tag(i + 1) == Pos::VerbBase)
}

/// Whether the cue is negated: in it, right before it or in its source ("neither explained").
#[inline(never)]
fn is_negated(article: &Article, candidate: &Candidate) -> bool {
    // "No 10 said": an address.
    let is_number = |i: usize| article.word(i).starts_with(|c: char| c.is_ascii_digit());
    let no = |i: usize| article.has_lower(i, Flag::NegativeWord) && !is_number(i + 1);
    let from = candidate.cue.start.saturating_sub(2);
    let subject =
        candidate.source.as_ref().map(|s| s.start).filter(|&s| {
            article.has_lower(s, Flag::NegativeSubject) && !is_number(s + 1) && s < candidate.head
        });
    (from..candidate.head).any(no) || subject.is_some()
}

/// Whether the source affirms or denies the content. A negated denial affirms.
#[inline(never)]
fn polarity(article: &Article, candidate: &Candidate, lemma: &str, kind: CueKind) -> Polarity {
    let against = kind == Denies || lemma == "doubt";
    if against != (is_negated(article, candidate) && kind != Declines) {
        Polarity::Denies
    } else {
        Polarity::Affirms
    }
}

/// Whether the content is said, thought or planned.
#[inline(never)]
fn mode(article: &Article, candidate: &Candidate, lemma: &str, kind: CueKind) -> Mode {
    let to = candidate.content.first().is_some_and(|c| article.word(c.start) == "to");
    if lexicon::has(lemma, Flag::Plans) || (to && lexicon::has(lemma, Flag::PlansBeforeTo)) {
        return Mode::Planned;
    }
    let passive = candidate.source.is_none();
    match kind {
        Believes => Mode::Thought,
        Predicts if !passive && lexicon::has(lemma, Flag::Expects) => Mode::Thought,
        Asks if lemma == "wonder" => Mode::Thought,
        Says | Accuses | Denies | Demands | Promises | Predicts | Reports | Asks | Declines => Mode::Said,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_and_models_take_some_heads_differently() {
        assert_eq!(
            (reader_kind("refuse"), reader_kind("deny"), reader_kind("assure")),
            (Declines, Denies, Promises)
        );
    }
}
