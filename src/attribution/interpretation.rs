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
use crate::lexicon;
use crate::lexicon::speech_acts;
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
    lexicon::look_up(READ, lemma).unwrap_or_else(|| speech_acts::of(lemma))
}

/// Lemmas whose speech act for a reader differs from the one that the models read.
const READ: &[(&str, CueKind)] = &[
    ("accept", Says),
    ("agree", Says),
    ("agreement", Says),
    ("assurance", Promises),
    ("assure", Promises),
    ("claim", Says),
    ("estimate", Believes),
    ("hear", Believes),
    ("object", Denies),
    ("question", Asks),
    ("refusal", Declines),
    ("refuse", Declines),
    ("sob", Says),
];

/// Whether the clause of a verb is a claim also inside another's words.
pub(crate) fn embeds_claim(lemma: &str) -> bool {
    INNER.binary_search(&lemma).is_ok()
}

/// Whether a lemma is a known speech act.
pub(crate) fn is_speech_act(lemma: &str) -> bool {
    speech_acts::known(lemma).is_some()
}

/// Verbs whose clause is always a claim, sorted.
#[rustfmt::skip]
const INNER: &[&str] = &[
    "accuse", "acknowledge", "admit", "allege", "announce", "argue", "assert", "assure", "believe", "blame",
    "claim", "complain", "concede", "condemn", "confirm", "contend", "declare", "decline", "demand", "deny",
    "dismiss", "dispute", "estimate", "expect", "fear", "forecast", "insist", "maintain", "offer", "pledge",
    "predict", "promise", "propose", "refuse", "reject", "report", "say", "state", "suggest", "suspect",
    "tell", "testify", "think", "threaten", "urge", "vow", "warn",
];

/// Verbs for speech that is declined: "would not comment".
const SILENT: &[&str] = &[
    "answer",
    "comment",
    "confirm",
    "disclose",
    "discuss",
    "elaborate",
    "give",
    "identify",
    "name",
    "reply",
    "respond",
    "return",
    "reveal",
    "say",
    "speak",
    "specify",
];

/// Heads of sources that report findings: studies, polls, courts.
const FINDERS: &[&str] = &[
    "analysis",
    "audit",
    "census",
    "court",
    "data",
    "document",
    "evidence",
    "figure",
    "finding",
    "index",
    "inquest",
    "inquiry",
    "investigation",
    "jury",
    "log",
    "map",
    "measurement",
    "model",
    "paper",
    "poll",
    "record",
    "report",
    "research",
    "result",
    "review",
    "statistic",
    "study",
    "survey",
    "test",
    "trial",
    "tribunal",
];

/// Speech act of a cue, given the words around its head.
#[inline(never)]
fn kind_in_context(article: &Article, candidate: &Candidate, lemma: &str) -> CueKind {
    let next = |k: usize| article.word(candidate.head + k);
    let soon = |list: &[&str]| (1..5).any(|k| list.contains(&next(k)));
    let first = candidate.content.first().map_or(0, |r| r.start);
    if (candidate.cue.clone())
        .any(|i| matches!(article.word(i), "reportedly" | "allegedly" | "supposedly" | "purportedly"))
    {
        return Reports;
    }
    match lemma {
        "call" if matches!(next(1), "for" | "on" | "upon") => Demands,
        "call" if next(1) == "into" => Asks,
        "refuse" | "decline" => Declines,
        "respond" | "reply" | "comment" | "return" | "answer" | "reach" | "draw"
            if is_negated(article, candidate) =>
        {
            Declines
        }
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
        "say" | "allege" | "believe" | "think" | "understand" | "report" | "estimate" | "know"
            if candidate.source.is_none() && is_passive(article, candidate) =>
        {
            Reports
        }
        "suggest" | "indicate" | "put" | "give" | "hear" if source_reports_findings(article, candidate) => {
            Reports
        }
        _ => reader_kind(lemma),
    }
}

/// Whether the source declines to speak: "would not comment", "gave no answer", "had no comment".
#[inline(never)]
fn declines_to_speak(article: &Article, candidate: &Candidate, lemma: &str) -> bool {
    let would = |i: usize| matches!(article.word(i), "would" | "will" | "wo" | "could" | "can" | "ca");
    let helped = (candidate.cue.start.saturating_sub(3)..candidate.head).any(would);
    let nothing = |i: usize| {
        article.word(i) == "no" && matches!(article.word(i + 1), "comment" | "answer" | "reply" | "response")
    };
    (SILENT.contains(&lemma) && helped && is_negated(article, candidate))
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
        FINDERS.contains(&lone) || FINDERS.contains(&word.as_str())
    })
}

/// Whether the cue is a passive: "is said to".
fn is_passive(article: &Article, candidate: &Candidate) -> bool {
    (candidate.head.saturating_sub(3)..candidate.head).any(|i| lemma::is_be(article.word(i)))
}

/// Whether a warning is about the future.
#[inline(never)]
fn warns_of_future(article: &Article, candidate: &Candidate) -> bool {
    let ahead = |i: usize| {
        matches!(
            article.word(i).to_lowercase().as_str(),
            "will"
                | "would"
                | "'ll"
                | "’ll"
                | "could"
                | "may"
                | "might"
                | "risk"
                | "risks"
                | "wo"
                | "faces"
                | "if"
                | "unless"
                | "until"
        )
    };
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
        ) || matches!(
            article.word(i),
            "whether" | "if" | "what" | "why" | "how" | "who" | "when" | "where" | "about"
        )
    };
    (first..first + 8)
        .take_while(|&i| !clause_mark(i))
        .any(|i| article.word(i) == "to" && article.tag(i + 1) == Pos::VerbBase)
}

/// Whether the cue is negated: in it, right before it or in its source ("neither explained").
#[inline(never)]
fn is_negated(article: &Article, candidate: &Candidate) -> bool {
    let no = |i: usize| {
        matches!(
            article.word(i).to_lowercase().as_str(),
            "not"
                | "n't"
                | "n’t"
                | "never"
                | "no"
                | "neither"
                | "nor"
                | "without"
                | "nobody"
                | "none"
                | "hardly"
        )
    };
    let from = candidate.cue.start.saturating_sub(2);
    let subject = candidate.source.as_ref().map(|s| s.start).filter(|&s| {
        matches!(article.word(s).to_lowercase().as_str(), "no" | "neither" | "nobody" | "none")
            && s < candidate.head
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
    if PLANS.contains(&lemma) || (to && matches!(lemma, "hope" | "expect" | "choose" | "agree")) {
        return Mode::Planned;
    }
    let passive = candidate.source.is_none();
    match kind {
        Believes => Mode::Thought,
        Predicts if !passive && matches!(lemma, "expect" | "expectation" | "anticipate" | "foresee") => {
            Mode::Thought
        }
        Asks if lemma == "wonder" => Mode::Thought,
        Says | Accuses | Denies | Demands | Promises | Predicts | Reports | Asks | Declines => Mode::Said,
    }
}

/// Lemmas of cues whose content is a plan.
const PLANS: &[&str] = &[
    "aim",
    "attempt",
    "consider",
    "contemplate",
    "decide",
    "decision",
    "goal",
    "intend",
    "intention",
    "opt",
    "plan",
    "prepare",
    "seek",
    "strive",
    "try",
    "want",
    "wish",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(READ.windows(2).all(|w| w[0].0 < w[1].0));
        assert!(INNER.windows(2).all(|w| w[0] < w[1]));
        assert_eq!(
            (reader_kind("refuse"), reader_kind("deny"), reader_kind("assure")),
            (Declines, Denies, Promises)
        );
    }
}
