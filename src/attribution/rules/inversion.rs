//! Long speakers without a name behind what they say: "The roof leaked, |a nurse who asked not to be named| said", "The sample is
//! tiny, cautioned |a chemist who was not involved|, and old".
//!
//! The models take the verb of the relative for the cue, or what was said for the speaker. What stands between the last comma,
//! or the end of a quotation, and a verb of saying that ends the sentence is its subject when it begins as people without a
//! name do; so is what stands between such a verb behind a mark and the next comma, or the end. Nothing here looks at speakers
//! with commas inside.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::anonymity::{self, Number};
use crate::attribution::candidates::{self, Candidate};
use crate::attribution::content::SAID;
use crate::pos::Pos;
use crate::syntax::lemma;
use crate::syntax::quotations;
use crate::syntax::view::is_time;

/// How many tokens such a speaker may have.
const LONGEST: usize = 18;

/// How many tokens whoever is told may have.
const TOLD: usize = 5;

/// Verbs that whoever speaks stands behind, and whom nobody is the object of.
#[rustfmt::skip]
const TURNED: &[&str] = &[
    "add", "admit", "argue", "boast", "caution", "claim", "complain", "concede", "confess", "exclaim", "explain", "gasp", "groan",
    "grumble", "insist", "joke", "lament", "mutter", "note", "observe", "quip", "recall", "remark", "reply", "report", "say", "shout", "shrug",
    "sigh", "suggest", "warn", "whisper", "write",
];

/// Adds such attributions in place of what was taken from the same words, where none has their verb for its speaker. `candidates`
/// stand in the order of their cues.
#[inline(never)]
pub(crate) fn settle(article: &Article, candidates: &mut Vec<Candidate>) {
    let in_sentence = |tokens: &Range<usize>| {
        let turned = tokens.clone().skip(1).filter_map(|head| turned(article, tokens, head));
        turned.chain(at_end(article, tokens)).collect::<Vec<_>>()
    };
    let found: Vec<Candidate> = article.sentences.iter().flat_map(|s| in_sentence(&s.tokens)).collect();
    candidates.retain(|r| !near(&found, r.head).any(|i| makes_wrong(&found[i], r)));
    let mut added = Vec::new();
    for found in found {
        match near(candidates, found.head).find(|&i| candidates[i].head == found.head) {
            Some(i) => replace(article, &mut candidates[i], found),
            None => added.push(found),
        }
    }
    candidates.append(&mut added);
    candidates.sort_by_key(|r| r.cue.start);
}

/// Which of these, in the order of their cues, stand so near to a token that they may have words in common.
fn near(candidates: &[Candidate], token: usize) -> Range<usize> {
    candidates::within(candidates, token.saturating_sub(2 * LONGEST)..token + 2 * LONGEST)
}

/// Whether an attribution found here shows that another is none.
fn makes_wrong(found: &Candidate, other: &Candidate) -> bool {
    let speaks = found.source.as_ref().is_some_and(|s| s.contains(&other.head));
    other.head != found.head && (speaks || other.cue.contains(&found.head))
}

/// Puts an attribution in the place of the one with its verb, or of that one's speaker.
fn replace(article: &Article, candidate: &mut Candidate, found: Candidate) {
    let (head, source) = (found.head, found.source.clone().unwrap_or_default());
    let Some(own) = candidate.source.as_mut().filter(|own| own.contains(&source.start)) else {
        // Names behind the verb the models know well: only where they have nobody.
        if candidate.source.is_none() || is_somebody(article, source) {
            *candidate = found;
        }
        return;
    };
    // "Nivesh Karki, the firm's director told": what the models find before the comma is part of the speaker. "Recalls a judge |
    // who shared her room": so is what stands behind.
    if own.end < source.end {
        own.end = source.end;
        if source.end <= head {
            candidate.cue.start = candidate.cue.start.max(source.end);
        }
        candidate.content.retain(|c| !source.contains(&c.start));
        if candidate.content.is_empty() {
            candidate.content = found.content;
        }
    }
}

/// The attribution whose verb ends the sentence.
fn at_end(article: &Article, sentence: &Range<usize>) -> Option<Candidate> {
    let stop = sentence.end.checked_sub(1).filter(|&i| article.word(i) == ".")?;
    let told = |i: &usize| {
        let object = |k: usize| {
            matches!(article.tag(k), Pos::Adj | Pos::Det | Pos::Noun | Pos::Num | Pos::Pron | Pos::Propn)
        };
        article.word(*i) == "told" && (i + 1..stop).all(object)
    };
    let low = sentence.start.max(stop.saturating_sub(TOLD + 1));
    let head = (low..stop).rev().find(told).or_else(|| stop.checked_sub(1))?;
    if !candidates::says(article, head) {
        return None;
    }
    let low = sentence.start.max(head.saturating_sub(LONGEST));
    let mark = (low..head).rev().find(|&i| sets_apart(article, i))?;
    let (source, said) = (mark + 1..head, said_before(article, sentence, mark));
    (is_somebody(article, source.clone()) && has_verb(article, said.clone()))
        .then(|| Candidate::by_rule(head, head..head + 1, source, std::iter::once(said).collect()))
}

/// The attribution whose verb, at `head`, stands behind a mark and before its speaker.
fn turned(article: &Article, sentence: &Range<usize>, head: usize) -> Option<Candidate> {
    let tag = article.tags.get(head).copied()?;
    let mark = head.checked_sub(1).filter(|&i| sets_apart(article, i))?;
    let lemma = lemma::of(article.word(head), tag);
    let points = lemma == "point" && article.word(head + 1) == "out";
    let finite = matches!(tag, Pos::VerbPast | Pos::VerbPres | Pos::VerbBase);
    if !finite || !(points || TURNED.contains(&lemma.as_str())) {
        return None;
    }
    let cue = head..head + 1 + usize::from(points);
    let high = sentence.end.min(cue.end + LONGEST);
    let close = (cue.end..high).find(|&i| article.tag(i) == Pos::Punct)?;
    let (source, before) = (cue.end..close, said_before(article, sentence, mark));
    let end = sentence.end.saturating_sub(1).min(close + 1 + SAID);
    let after = close + 1..end.max(close + 1);
    let goes_on = article.word(close) == "," && has_verb(article, after.clone());
    let ends = goes_on || matches!(article.word(close), "." | ",");
    let says = has_verb(article, before.clone()) || goes_on;
    let speaks = is_somebody(article, source.clone()) || is_named(article, source.clone());
    (ends && says && speaks).then(|| {
        let content = [Some(before).filter(|b| b.len() > 1), Some(after).filter(|_| goes_on)]
            .into_iter()
            .flatten()
            .collect();
        Candidate::by_rule(head, cue, source, content)
    })
}

/// Whether a mark ends what somebody says.
fn sets_apart(article: &Article, i: usize) -> bool {
    article.word(i) == "," || quotations::is_mark(article.word(i))
}

/// What stands before the mark that ends what is said; a quotation with its mark.
fn said_before(article: &Article, sentence: &Range<usize>, mark: usize) -> Range<usize> {
    sentence.start.max(mark.saturating_sub(SAID))..mark + usize::from(article.word(mark) != ",")
}

fn has_verb(article: &Article, mut tokens: Range<usize>) -> bool {
    tokens.any(|i| article.tag(i).is_finite())
}

/// Whether these tokens are people without a name, with whatever a relative tells of them.
fn is_somebody(article: &Article, tokens: Range<usize>) -> bool {
    let opens = matches!(article.tag(tokens.start), Pos::Adj | Pos::Det | Pos::Noun | Pos::Num);
    let relative = tokens.clone().find(|&i| article.word(i) == "who").unwrap_or(tokens.end);
    opens && !has_verb(article, tokens.start..relative) && anonymity::number(article, tokens) != Number::Thing
}

/// Whether these tokens are one phrase that ends with a name; no day does.
fn is_named(article: &Article, mut tokens: Range<usize>) -> bool {
    let last = tokens.end.checked_sub(1).filter(|i| tokens.contains(i));
    article.tag(tokens.start) != Pos::Adp
        && last.is_some_and(|i| article.tag(i) == Pos::Propn && !is_time(article.word(i)))
        && tokens.all(|i| article.tag(i).is_nominal() || article.tag(i) == Pos::Adp)
}
