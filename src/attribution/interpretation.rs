//! What the speaker does with the content: the kind of speech act, whether it is said, thought or planned, and whether it is affirmed.
//!
//! The kind is the cue's own meaning, never guessed from the content; the words around it count only where they
//! change the verb ("call for", "told them to leave", "a court hears"). The table of [`kinds`] is what the models
//! know of cues; [`READ`] holds what a reader takes differently.

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

/// What the words of a claim and those beside it say of it.
pub(crate) struct Meaning {
    /// The base form of the head of its cue.
    pub lemma: String,
    /// The kind of speech act.
    pub kind: CueKind,
    /// Whether the source stands behind the content.
    pub polarity: Polarity,
    /// Whether it is said, thought or planned.
    pub mode: Mode,
    /// When the content is to have happened.
    pub tense: Option<Tense>,
    /// Whether those who speak do it to each other.
    pub mutual: bool,
    /// The words of doubt.
    pub hedges: Vec<Range<usize>>,
}

/// Reads the meaning of a claim.
#[inline(never)]
pub(crate) fn read(article: &Article, candidate: &Candidate, quote: Quote) -> Meaning {
    let (lemma, kind) = cue(article, candidate);
    Meaning {
        polarity: polarity(article, candidate, &lemma, kind),
        mode: mode(article, candidate, &lemma, kind),
        tense: tense::tense(article, candidate, kind, quote),
        mutual: tense::is_mutual(article, candidate),
        hedges: hedges::find(article, candidate),
        lemma,
        kind,
    }
}

/// The base form of the head of a cue, and its kind.
#[inline(never)]
pub fn cue(article: &Article, candidate: &Candidate) -> (String, CueKind) {
    let lemma = lemma::at(article, candidate.head);
    let kind = kind(article, candidate, &lemma);
    (lemma, kind)
}

/// The kind of a cue with this head, as a reader takes it, whatever stands around it.
pub(crate) fn kind_of(lemma: &str) -> CueKind {
    lexicon::look_up(READ, lemma).unwrap_or_else(|| speech_acts::of(lemma))
}

/// Heads whose kind for a reader is another than [`kinds`] tells the models, by lemma.
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

/// Verbs that make a claim also inside another's words.
pub(crate) fn holds_claims(lemma: &str) -> bool {
    INNER.binary_search(&lemma).is_ok()
}

/// Verbs that make a claim inside another's words when "that" or a quotation follows.
pub(crate) fn leads_clause(lemma: &str) -> bool {
    speech_acts::known(lemma).is_some()
}

/// Verbs whose clause is a claim wherever they stand, sorted.
#[rustfmt::skip]
const INNER: &[&str] = &[
    "accuse", "acknowledge", "admit", "allege", "announce", "argue", "assert", "assure", "believe", "blame",
    "claim", "complain", "concede", "condemn", "confirm", "contend", "declare", "decline", "demand", "deny",
    "dismiss", "dispute", "estimate", "expect", "fear", "forecast", "insist", "maintain", "offer", "pledge",
    "predict", "promise", "propose", "refuse", "reject", "report", "say", "state", "suggest", "suspect",
    "tell", "testify", "think", "threaten", "urge", "vow", "warn",
];

/// Things one declines to do.
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

/// Heads of sources that find or give rather than say.
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

#[inline(never)]
fn kind(article: &Article, candidate: &Candidate, lemma: &str) -> CueKind {
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
        _ if is_silent(article, candidate, lemma) => Declines,
        "say" if next(1) == "nothing" => Declines,
        "rule" if next(1) == "out" => Denies,
        "play" | "turn" if soon(&["down"]) => Denies,
        // "Told them to leave", "asked the court to rule", "asked for help".
        "ask" if soon(&["for"]) || article.word(first) == "that" => Demands,
        "tell" | "ask" if candidate.content.iter().any(|c| orders(article, c.start)) => Demands,
        "want" if article.word(first) != "to" => Demands,
        "warn" | "warning" | "caution" if !is_of_future(article, candidate) => Says,
        "say" | "allege" | "believe" | "think" | "understand" | "report" | "estimate" | "know"
            if candidate.source.is_none() && is_passive(article, candidate) =>
        {
            Reports
        }
        "suggest" | "indicate" | "put" | "give" | "hear" if finds(article, candidate) => Reports,
        _ => kind_of(lemma),
    }
}

/// Whether the cue says that nothing is said: "would not comment", "gave no answer", "had no comment".
#[inline(never)]
fn is_silent(article: &Article, candidate: &Candidate, lemma: &str) -> bool {
    let would = |i: usize| matches!(article.word(i), "would" | "will" | "wo" | "could" | "can" | "ca");
    let helped = (candidate.cue.start.saturating_sub(3)..candidate.head).any(would);
    let nothing = |i: usize| {
        article.word(i) == "no" && matches!(article.word(i + 1), "comment" | "answer" | "reply" | "response")
    };
    (SILENT.contains(&lemma) && helped && is_negated(article, candidate))
        || candidate.cue.clone().chain(candidate.cue.end..candidate.cue.end + 2).any(nothing)
}

/// Whether the source is a study, a poll, a court or the like.
fn finds(article: &Article, candidate: &Candidate) -> bool {
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

/// Whether what is warned of lies ahead.
#[inline(never)]
fn is_of_future(article: &Article, candidate: &Candidate) -> bool {
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

/// Whether the content begins as an order does: "to leave", "the court to rule".
#[inline(never)]
fn orders(article: &Article, first: usize) -> bool {
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

/// Whether a negation stands in the cue, right before it, or in its source ("neither explained").
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

/// Whether the source stands behind the content: a denial denied affirms.
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

/// Heads of cues that tell what somebody means to do.
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
    fn the_tables_are_in_order() {
        assert!(READ.windows(2).all(|w| w[0].0 < w[1].0));
        assert!(INNER.windows(2).all(|w| w[0] < w[1]));
        assert_eq!((kind_of("refuse"), kind_of("deny"), kind_of("assure")), (Declines, Denies, Promises));
    }
}
