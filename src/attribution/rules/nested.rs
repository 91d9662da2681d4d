//! Finds claims inside what somebody says: "Bruce said | Kyiv had rejected the plan |".
//!
//! The corpus marks none there, so that the models hardly see them. Here a finite verb of saying, thinking or
//! denying with a subject of its own, inside the content of a claim, makes one that reaches to the end of its clause.
//! Outside of contents only a verb of saying before "that", which the models miss once in a hundred times, makes one.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::{self, Candidate};
use crate::attribution::cover;
use crate::attribution::interpretation;
use crate::attribution::rules::passives;
use crate::attribution::rules::subject;
use crate::document::CueKind;
use crate::lexicon::speech_acts;
use crate::pos::Pos;
use crate::syntax::lemma;

/// How far back the verb that "and" joins another to may stand, in tokens.
const REACH: usize = 20;

/// How far a claim reaches behind its verb, in tokens.
const LONGEST: usize = 100;

/// Claims that are made inside the contents of `candidates`, and with "that" outside of them, in order of their cues.
#[inline(never)]
pub(crate) fn find(article: &Article, candidates: &[Candidate]) -> Vec<Candidate> {
    let cover = cover(article, candidates);
    let mut taken = vec![false; article.tokens.len()];
    for range in candidates.iter().flat_map(|r| r.source.iter().chain([&r.cue])) {
        if let Some(tokens) = taken.get_mut(range.clone()) {
            tokens.fill(true);
        }
    }
    let mut found: Vec<Candidate> = Vec::new();
    for (head, &outer) in cover.iter().enumerate() {
        let in_source = found.last().and_then(|r| r.source.as_ref()).is_some_and(|s| s.contains(&head));
        if taken.get(head) == Some(&true) || in_source || !is_verb(article, head) {
            continue;
        }
        let limit = match candidates.get((outer as usize).wrapping_sub(1)) {
            Some(outer) => outer.content.iter().find(|c| c.contains(&head)).cloned(),
            None if article.word(head + 1) == "that" && candidates::says(article, head) => {
                article.sentences.get(article.sentence_of(head)).map(|s| s.tokens.clone())
            }
            None => None,
        };
        found.extend(limit.and_then(|limit| claim(article, &limit, head)));
    }
    found
}

/// "Asked the government | to explain | how": leaves out what somebody is to say, inside what another says.
#[inline(never)]
pub(crate) fn leave_out_bidden(article: &Article, candidates: &mut Vec<Candidate>) {
    let cover = cover(article, candidates);
    candidates.retain(|candidate| {
        let inside = cover.get(candidate.head).is_some_and(|&c| c > 0);
        let to = (candidate.cue.start.saturating_sub(1)..candidate.head).any(|i| article.word(i) == "to");
        !(inside && to && candidate.source.is_none() && article.tag(candidate.head) == Pos::VerbBase)
    });
}

/// Whether the token is a finite, active verb that can hold a claim.
fn is_verb(article: &Article, i: usize) -> bool {
    if !matches!(article.tag(i), Pos::VerbPast | Pos::VerbPres | Pos::VerbPart | Pos::VerbBase) {
        return false;
    }
    let start = subject::verb_group(article, i);
    let helper = |words: &[&str]| (start..i).any(|i| words.contains(&article.word(i)));
    let finite = match article.tag(i) {
        Pos::VerbPast | Pos::VerbPres => true,
        Pos::VerbPart => helper(&["has", "have", "had", "'ve", "’ve"]),
        Pos::VerbBase => helper(&["did", "does", "do"]),
        _ => false,
    };
    let passive = (start..i).any(|i| lemma::is_be(article.word(i)));
    let lemma = lemma::at(article, i);
    let leads = || (i + 1..i + 4).any(|k| matches!(article.word(k), "that" | "“" | "\""));
    finite
        && !passive
        && (interpretation::holds_claims(&lemma) || (leads() && interpretation::leads_clause(&lemma)))
}

/// The claim with its cue at `head` inside a stretch of content.
#[inline(never)]
fn claim(article: &Article, limit: &Range<usize>, head: usize) -> Option<Candidate> {
    let start = subject::verb_group(article, head).max(limit.start);
    let sentence = article.sentences.get(article.sentence_of(head))?.tokens.clone();
    let low = limit.start.max(sentence.start);
    let source = match article.word(start.saturating_sub(1)) {
        // "Told officers he heard a lorry and thought it was the milk".
        "and" | "but" | "or" if start > low => before_and(article, low, start)?,
        _ => subject::of_verb(article, low, start)?,
    };
    let end = if matches!(article.word(head + 1), "for" | "on") && article.word(head) != "said" {
        head + 2
    } else {
        head + 1
    };
    let high = limit.end.min(sentence.end).min(head + LONGEST);
    let first = (end..high).find(|&i| article.tag(i) != Pos::Punct)?;
    let close = (first..high).find(|&i| ends_clause(article, i)).unwrap_or(high);
    let close = (first..close).rev().find(|&i| article.tag(i) != Pos::Punct).map_or(close, |last| last + 1);
    // "Told the driver | that the bridge was closed".
    let addressed = passives::ADDRESSED.contains(&lemma::at(article, head).as_str());
    let that = (first..close.min(first + 6)).find(|&i| article.word(i) == "that");
    let first = that.filter(|_| addressed).unwrap_or(first);
    // "I think": whoever speaks is no source inside his own words; "I told him" tells of other words.
    let told = article.tag(head) == Pos::VerbPast
        && speech_acts::known(&lemma::at(article, head))
            .is_some_and(|kind| !matches!(kind, CueKind::Believes | CueKind::Predicts | CueKind::Reports));
    let own = [
        if told { "" } else { "i" },
        "we",
        "you",
        "that",
        "it",
        "this",
        "what",
        "who",
        "which",
        "no",
        "nobody",
        "there",
    ];
    let who = article.word(source.start).to_lowercase();
    let long = close >= first + 2
        || (close > first && matches!(article.tag(first), Pos::Noun | Pos::Propn | Pos::Pron));
    (long && !(own.contains(&who.as_str()) && source.len() <= 2))
        .then(|| Candidate::by_rule(head, start..end, source, std::iter::once(first..close).collect()))
}

/// The subject of the last finite verb before a verb that "and" joins to it.
fn before_and(article: &Article, low: usize, start: usize) -> Option<Range<usize>> {
    let low = low.max(start.saturating_sub(REACH));
    let finite = |i: &usize| matches!(article.tag(*i), Pos::VerbPast | Pos::VerbPres);
    let verb = (low..start).rev().find(finite)?;
    subject::of_verb(article, low, subject::verb_group(article, verb).max(low))
}

/// Whether a clause ends before this token.
fn ends_clause(article: &Article, i: usize) -> bool {
    let word = article.word(i);
    let next = article.word(i + 1);
    matches!(word, ";" | "—" | "–" | ":" | "”" | "\"" | "." | "?" | "!")
        || (word == "," && matches!(next, "but" | "while" | "although" | "though" | "who" | "which" | "and"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;

    #[test]
    fn a_verb_of_saying_before_that_is_found_where_the_models_see_none() {
        for (text, expected) in [
            ("The opposition claims that a hundred people died.", Some("The opposition | claims")),
            ("She further adds that a girl got away.", Some("She | further adds")),
            ("No one had reported that a girl got away.", None),
            ("The opposition claims the harbour.", None),
        ] {
            let article = Article::read(text, &Resources::embedded().unwrap().pos);
            let words = |tokens: &Range<usize>| article.span(tokens.clone()).of(text);
            let found = find(&article, &[]);
            let found =
                found.first().and_then(|r| Some([words(r.source.as_ref()?), words(&r.cue)].join(" | ")));
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
