//! What only looks like a claim, and what stands for one: cues inside sources, talks that are held, and "— conditions
//! Kyiv rejects", where the apposition stands for what was claimed before it.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::anonymity;
use crate::attribution::candidates::Candidate;
use crate::attribution::interpretation;
use crate::attribution::rules::repair;
use crate::attribution::rules::subject;
use crate::pos::Pos;
use crate::syntax::lemma;
use crate::syntax::quotations::{is_dash, sets_off};
use rustc_hash::FxHashSet;

/// Things that are held without anybody holding that something is so.
const HELD: &[&str] = &[
    "briefing",
    "ceremony",
    "conference",
    "conversation",
    "conversations",
    "discussions",
    "election",
    "elections",
    "hearing",
    "hearings",
    "meeting",
    "meetings",
    "negotiations",
    "rally",
    "referendum",
    "summit",
    "talks",
    "vote",
];

/// Leaves out what is no claim, and gives an apposition that is rejected the words it stands for. `candidates` stand in the
/// order of their cues.
#[inline(never)]
pub(crate) fn settle(article: &Article, candidates: &mut Vec<Candidate>) {
    for candidate in candidates.iter_mut() {
        beyond_shy(article, candidate);
        behind_verb(article, candidate);
        who_hides(article, candidate);
        repair::with_object(article, candidate);
    }
    // The verb may have been found by itself, too.
    candidates.sort_by_key(|r| (r.head, r.source.is_none()));
    candidates.dedup_by_key(|r| r.head);
    let mut in_source = vec![false; article.tokens.len()];
    for source in candidates.iter().filter_map(|r| r.source.as_ref()) {
        if let Some(tokens) = in_source.get_mut(source.clone()) {
            tokens.fill(true);
        }
    }
    // "A nurse, who asked not to be named,": how the source is told of.
    candidates.retain(|r| {
        let no_claim = is_held(article, r) || is_shy(article, r) || repair::is_only_when(article, r);
        !in_source.get(r.head).copied().unwrap_or(false) && !no_claim
    });
    without_others(article, candidates);
    for candidate in candidates.iter_mut() {
        without_dateline(article, candidate);
    }
    for at in 1..candidates.len() {
        let (before, rest) = candidates.split_at_mut(at);
        let (Some(last), Some(candidate)) = (before.last(), rest.first_mut()) else { continue };
        let (Some(stands_for), Some(first)) = (last.content.last(), candidate.content.first()) else {
            continue;
        };
        let noun = |i: usize| matches!(article.tag(i), Pos::Det | Pos::Adj | Pos::Noun);
        // The apposition: after the mark where the words that it stands for end.
        let mark = stands_for.end;
        let speaker = candidate.source.as_ref().map_or(0, |s| s.start);
        let apposition = mark + 1..if first.end == mark { speaker } else { first.end };
        let set_off = sets_off(article.word(mark));
        let whole = first.start <= apposition.start && candidate.content.len() == 1;
        let contact = speaker == apposition.end;
        let short = (1..=3).contains(&apposition.len());
        if set_off && whole && contact && short && apposition.clone().all(noun) {
            candidate.content = vec![stands_for.clone(), apposition];
        } else if set_off && contact && candidate.content.len() == 1 && first.start == mark + 1 && short {
            candidate.add_content(stands_for.clone());
        }
    }
}

/// "Asked not to be named": that is how the source is told of.
fn is_shy(article: &Article, candidate: &Candidate) -> bool {
    let Some(last) = candidate.content.last() else { return false };
    candidate.source.as_ref().is_some_and(|s| article.word(s.end.saturating_sub(1)) == "who")
        && matches!(article.word(last.end.saturating_sub(1)), "named" | "identified")
        && last.len() <= 5
}

/// "The roof leaked, said |a nurse who asked not to be named|": who hides behind the verb is the source, and no second content.
fn behind_verb(article: &Article, candidate: &mut Candidate) {
    let [said, behind] = candidate.content.as_slice() else { return };
    let plain =
        candidate.source.is_none() && said.end <= candidate.cue.start && behind.start == candidate.cue.end;
    let text = || article.span(behind.clone()).of(article.text).to_lowercase();
    if plain && anonymity::hides(&text()) {
        candidate.source = candidate.content.pop();
    }
}

/// "|A teacher, |who did not want to give her name|, said": how the source is told of is part of it, and no content.
fn who_hides(article: &Article, candidate: &mut Candidate) {
    let Some(source) = candidate.source.as_mut().filter(|_| candidate.content.len() > 1) else { return };
    let hides = |c: &Range<usize>| {
        let told = article.word(c.start) == "who" && c.start == source.end;
        told && anonymity::hides(&article.span(c.clone()).of(article.text).to_lowercase())
    };
    if let Some(at) = candidate.content.iter().position(hides) {
        source.end = candidate.content.remove(at).end;
    }
}

/// "A driver who declined to be identified | said": what is said is said by the verb after the relative.
fn beyond_shy(article: &Article, candidate: &mut Candidate) {
    let [content] = candidate.content.as_slice() else { return };
    let Some(who) = candidate.source.as_ref().map(|s| s.end.saturating_sub(1)) else { return };
    let end = content.end;
    let hidden = |&i: &usize| matches!(article.word(i), "named" | "identified" | "quoted" | "name");
    let Some(hidden) = content.clone().take(SHY).find(hidden) else { return };
    let head = hidden + 1;
    let says = interpretation::holds_claims(&lemma::at(article, head));
    let source = subject::phrase(article, 0, who);
    if article.word(who) != "who" || !says || source.is_empty() || head + 1 >= end {
        return;
    }
    // The person told is no part of it.
    let that = (head + 1..end.min(head + SHY)).find(|&i| article.word(i) == "that").unwrap_or(head + 1);
    candidate.source = Some(source.start..head);
    (candidate.head, candidate.cue) = (head, head..head + 1);
    candidate.content = Some(that..end).into_iter().filter(|c| !c.is_empty()).collect();
}

/// Within how many tokens it stands what somebody would not give.
const SHY: usize = 6;

/// "“We waited,” Vieira told them. |“It comes,”| she added": what a cue in its own sentence says is not said by one in another.
fn without_others(article: &Article, candidates: &mut [Candidate]) {
    let near = |candidate: &Candidate, c: &Range<usize>| {
        article.sentence_of(candidate.head) == article.sentence_of(c.start)
    };
    let own: FxHashSet<(usize, usize)> = candidates
        .iter()
        .flat_map(|candidate| {
            candidate.content.iter().filter(|c| near(candidate, c)).map(|c| (c.start, c.end))
        })
        .collect();
    for candidate in candidates.iter_mut().filter(|candidate| candidate.content.len() > 1) {
        let kept =
            candidate.content.iter().filter(|c| near(candidate, c) || !own.contains(&(c.start, c.end)));
        let kept: Vec<Range<usize>> = kept.cloned().collect();
        if !kept.is_empty() {
            candidate.content = kept;
        }
    }
}

/// How many tokens a dateline may have.
const DATELINE: usize = 10;

/// "PORT ELLAN (Harbour Wire) – |The ferry …": where it was written is not what is said.
fn without_dateline(article: &Article, candidate: &mut Candidate) {
    let Some(first) = candidate.content.first_mut() else { return };
    let place = article.word(first.start);
    let opens = article
        .sentences
        .get(article.sentence_of(first.start))
        .is_some_and(|s| s.tokens.start == first.start);
    let shouted =
        place.len() > 2 && place.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '’' | '\''));
    let dash = || {
        let mut near = first.clone().take(DATELINE);
        near.find(|&i| is_dash(article.word(i)))
    };
    if let Some(dash) = Some(()).filter(|()| opens && shouted).and_then(|()| dash())
        && dash + 1 < first.end
    {
        first.start = dash + 1;
    }
}

/// "Held talks": nobody holds that anything is so.
fn is_held(article: &Article, candidate: &Candidate) -> bool {
    let mut near = candidate.content.iter().flat_map(|c| c.clone().take(4)).chain(candidate.cue.clone());
    candidate.cue.clone().any(|i| matches!(article.word(i), "held" | "hold" | "holds" | "holding"))
        && near.any(|i| HELD.contains(&article.word(i)))
}
