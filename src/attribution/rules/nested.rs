//! Finds nested claims: "Bruce said | Kyiv had rejected the plan |".
//!
//! The training corpus marks no claims inside contents, so that the models find few of them. A finite verb of
//! saying, thinking or denying with a subject of its own, inside the content of a claim, makes one that
//! reaches to the end of its clause. Outside contents only a verb of saying before "that" makes one; the
//! models miss one in a hundred of those. Never changes the claim around it.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::{self, Candidate};
use crate::attribution::content_index::ContentIndex;
use crate::attribution::interpretation;
use crate::attribution::rules::subject;
use crate::document::CueKind;
use crate::lexicon::{self, Flag, speech_acts};
use crate::pos::Pos;
use crate::syntax::{lemma, quotations};

/// Longest distance between two conjoined verbs, in tokens.
const CONJOINED_REACH: usize = 20;

/// Longest content after a verb, in tokens.
const LONGEST: usize = 100;

/// Finds claims inside the contents of `candidates`, and verbs of saying before "that" outside them, sorted
/// by head.
#[inline(never)]
fn find_nested_claims(article: &Article, candidates: &[Candidate]) -> Vec<Candidate> {
    let contents = ContentIndex::new(article, candidates);
    let mut taken = vec![false; article.tokens.len()];
    for range in candidates.iter().flat_map(|r| r.source.iter().chain([&r.cue])) {
        if let Some(tokens) = taken.get_mut(range.clone()) {
            tokens.fill(true);
        }
    }
    let mut found: Vec<Candidate> = Vec::new();
    for head in 0..article.tokens.len() {
        let in_source = found.last().and_then(|r| r.source.as_ref()).is_some_and(|s| s.contains(&head));
        if taken.get(head) == Some(&true) || in_source || !is_claim_verb(article, head) {
            continue;
        }
        let limit = match contents.innermost(head).and_then(|outer| candidates.get(outer)) {
            Some(outer) => outer.content.iter().find(|c| c.contains(&head)).cloned(),
            None if article.word(head + 1) == "that" && candidates::is_speech_act_verb(article, head) => {
                article.sentences.get(article.sentence_of(head)).map(|s| s.tokens.clone())
            }
            None => None,
        };
        found.extend(limit.and_then(|limit| nested_claim(article, &limit, head)));
    }
    found
}

/// Adds the claims inside the contents of others; sorts candidates by the start of their cues.
pub(crate) fn add_nested_claims(article: &Article, candidates: &mut Vec<Candidate>) {
    let nested = find_nested_claims(article, candidates);
    candidates.extend(nested);
    candidates.sort_by_key(|candidate| candidate.cue.start);
}

/// Rejects infinitives without a source inside another's content, which somebody is asked to say: "asked the
/// government | to explain | how".
#[inline(never)]
pub(crate) fn reject_requested_speech(article: &Article, candidates: &mut Vec<Candidate>) {
    let contents = ContentIndex::new(article, candidates);
    candidates.retain(|candidate| {
        let inside = contents.innermost(candidate.head).is_some();
        let to = (candidate.cue.start.saturating_sub(1)..candidate.head).any(|i| article.word(i) == "to");
        !(inside && to && candidate.source.is_none() && article.tag(candidate.head) == Pos::VerbBase)
    });
}

/// Whether a token is a finite, active verb whose clause is a claim.
fn is_claim_verb(article: &Article, i: usize) -> bool {
    if !matches!(article.tag(i), Pos::VerbPast | Pos::VerbPres | Pos::VerbPart | Pos::VerbBase) {
        return false;
    }
    let start = subject::verb_group_start(article, i);
    let helper = |flag: Flag| (start..i).any(|i| article.has(i, flag));
    let finite = match article.tag(i) {
        Pos::VerbPast | Pos::VerbPres => true,
        Pos::VerbPart => helper(Flag::HaveFormOrClitic),
        Pos::VerbBase => helper(Flag::DoForm),
        _ => false,
    };
    let passive = (start..i).any(|i| lemma::is_be(article.word(i)));
    let lemma = lemma::at(article, i);
    let leads = || (i + 1..i + 4).any(|k| article.word(k) == "that" || quotations::is_mark(article.word(k)));
    finite
        && !passive
        && (interpretation::embeds_claim(&lemma) || (leads() && interpretation::is_speech_act(&lemma)))
}

/// The claim with its cue at `head` within the tokens `limit` of a content.
#[inline(never)]
fn nested_claim(article: &Article, limit: &Range<usize>, head: usize) -> Option<Candidate> {
    let start = subject::verb_group_start(article, head).max(limit.start);
    let sentence = article.sentences.get(article.sentence_of(head))?.tokens.clone();
    let low = limit.start.max(sentence.start);
    let source = match article.word(start.saturating_sub(1)) {
        // "Told officers he heard a lorry and thought it was the milk".
        "and" | "but" | "or" if start > low => subject_of_conjoined_verb(article, low, start)?,
        _ => subject::subject_before(article, low, start)?,
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
    let addressed = lexicon::has(&lemma::at(article, head), Flag::AddresseeObject);
    let that = (first..close.min(first + 6)).find(|&i| article.word(i) == "that");
    let first = that.filter(|_| addressed).unwrap_or(first);
    // "I think" is not a claim of its own inside the speaker's words; "I told him" reports an earlier one.
    let reported = article.tag(head) == Pos::VerbPast
        && speech_acts::known(&lemma::at(article, head))
            .is_some_and(|kind| !matches!(kind, CueKind::Believes | CueKind::Predicts | CueKind::Reports));
    let own = article.has_lower(source.start, Flag::GenericSubject)
        || !reported && article.word(source.start).eq_ignore_ascii_case("i");
    let long = close >= first + 2
        || (close > first && matches!(article.tag(first), Pos::Noun | Pos::Propn | Pos::Pron));
    (long && !(own && source.len() <= 2))
        .then(|| Candidate::by_rule(head, start..end, source, std::iter::once(first..close).collect()))
}

/// The subject of the last finite verb before a conjoined verb group at `start`.
fn subject_of_conjoined_verb(article: &Article, low: usize, start: usize) -> Option<Range<usize>> {
    let low = low.max(start.saturating_sub(CONJOINED_REACH));
    let finite = |i: &usize| matches!(article.tag(*i), Pos::VerbPast | Pos::VerbPres);
    let verb = (low..start).rev().find(finite)?;
    subject::subject_before(article, low, subject::verb_group_start(article, verb).max(low))
}

/// Whether a clause ends before this token.
fn ends_clause(article: &Article, i: usize) -> bool {
    let word = article.word(i);
    let next = article.word(i + 1);
    matches!(word, ";" | "—" | "–" | ":" | "." | "?" | "!")
        || quotations::is_mark(word)
        || (word == "," && (next == "though" || lexicon::has(next, Flag::ClauseBreak)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{candidate, read, shown_all};
    use crate::resources::Resources;

    #[test]
    fn verb_of_saying_before_that_makes_a_claim() {
        for (text, expected) in [
            ("The opposition claims that a hundred people died.", Some("The opposition | claims")),
            ("She further adds that a girl got away.", Some("She | further adds")),
            ("No one had reported that a girl got away.", None),
            ("The opposition claims the harbour.", None),
        ] {
            let article = Article::read(text, &Resources::embedded().unwrap().parser);
            let words = |tokens: &Range<usize>| article.span(tokens.clone()).of(text);
            let found = find_nested_claims(&article, &[]);
            let found =
                found.first().and_then(|r| Some([words(r.source.as_ref()?), words(&r.cue)].join(" | ")));
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn verb_with_its_own_subject_inside_a_content_makes_a_nested_claim() {
        let article = read("Bruce said Kyiv had rejected the plan.");
        let outer = candidate(&article, "Bruce", "said", &["Kyiv had rejected the plan"]);
        assert_eq!(
            shown_all(&article, &find_nested_claims(&article, &[outer])),
            ["Kyiv | had rejected | the plan"]
        );
    }

    #[test]
    fn requested_speech_is_not_a_claim() {
        let article = read("Hale asked the government to explain how it had paid.");
        let content = ["the government to explain how it had paid"];
        let mut found = vec![
            candidate(&article, "Hale", "asked", &content),
            candidate(&article, "", "explain", &["how it had paid"]),
        ];
        reject_requested_speech(&article, &mut found);
        assert_eq!(found.len(), 1);
    }
}
