//! What is done with somebody's words, told in the passive: "|The claim that the bridge was unsafe| was rejected |by the
//! ministry|." And of whom: "|The minister| was slammed |by the union|."
//!
//! The models run a clause of such a noun over its end, since they see no subject as long as a sentence. Here a noun of saying,
//! its "that" clause with a verb of its own, and a passive behind it are cut apart; a passive that the table of kinds knows is a
//! claim. And they take the subject of a passive for who speaks, as that of any verb; here it becomes what is spoken of.

use std::ops::Range;

use super::spans::Raw;
use super::{kinds, lemma, nouns, subject};
use crate::article::Article;
use crate::document::CueKind;
use crate::tagger::pos::Pos;

/// A clause of a noun of saying and the passive behind it, in tokens.
struct Passive {
    /// The noun with what stands before it.
    phrase: Range<usize>,
    noun: usize,
    /// The passive with its helpers.
    cue: Range<usize>,
    head: usize,
    /// Whether it says something: "was denied", but not "was forgotten".
    says: bool,
}

/// How long the clause may be.
const REACH: usize = 60;

/// How many helpers and adverbs may stand before the participle.
const HELPERS: usize = 4;

/// Cuts clauses of nouns of saying from the passives behind them, which become claims of their own. `raws` may stand in any
/// order.
#[inline(never)]
pub fn settle(article: &Article, raws: &mut Vec<Raw>) {
    let found: Vec<Passive> = (0..article.tokens.len()).filter_map(|i| passive(article, i)).collect();
    raws.retain_mut(|raw| {
        let next = found.partition_point(|p| p.noun <= raw.head);
        let Some(Passive { noun, cue, .. }) = next.checked_sub(1).and_then(|at| found.get(at)) else {
            return true;
        };
        let is_noun = raw.head == *noun;
        if raw.head < cue.start {
            raw.source = raw.source.take().filter(|s| s.end <= cue.start);
            raw.content = match is_noun {
                true => std::iter::once(noun + 1..cue.start).collect(),
                false => cut(&raw.content, cue.start),
            };
        }
        let rival = raw.cue.start < cue.end && cue.start < raw.cue.end;
        !raw.content.is_empty() && (is_noun || !rival)
    });
    raws.extend(found.into_iter().filter(|p| p.says).map(|Passive { phrase, cue, head, .. }| {
        let content = phrase.start..cue.start;
        let source = subject::agent(article, head, article.tokens.len());
        Raw { source, ..Raw::by_rule(head, cue, content.clone(), vec![content]) }
    }));
}

/// Verbs whose passive is told of a speaker ("was quoted as saying") or of a state of mind ("is opposed to").
const HOLDERS: &[&str] = &["cite", "determine", "hear", "oppose", "quote", "record", "see"];

/// Verbs with which somebody is spoken to.
#[rustfmt::skip]
pub const ADDRESSED: &[&str] = &[
    "advise", "ask", "assure", "brief", "inform", "invite", "notify", "persuade", "question", "quiz", "remind", "tell", "warn",
];

/// Verbs that need somebody to whom they are done: "…, minister |blamed|" at the end of a headline is a passive.
#[rustfmt::skip]
const DONE_TO: &[&str] = &[
    "accuse", "ask", "attack", "blame", "blast", "condemn", "criticise", "criticize", "fault", "praise", "question", "slam",
    "sue", "tell", "urge",
];

/// "|The minister| was slammed for it |by the union|": takes the subject of a passive from the sources. Unless it is spoken to,
/// it is part of what is said.
pub fn spoken_of(article: &Article, raw: &mut Raw) {
    // "|The minister| is opposed to | any cut": a state of mind, whatever its form.
    let opposed = article.word(raw.head) == "opposed" && article.word(raw.head + 1) == "to";
    let before = raw.content.len() > 1 && raw.content.first().is_some_and(|c| c.end <= raw.head);
    if opposed && before && raw.source.is_none() {
        raw.source = Some(raw.content.remove(0));
    }
    let participle = matches!(article.tag(raw.head), Pos::VerbPart | Pos::VerbPast);
    let Some(end) = raw.source.as_ref().map(|s| s.end).filter(|&end| participle && end <= raw.head) else {
        return;
    };
    let lemma = lemma::of(article.word(raw.head), Pos::VerbPart);
    let lemma = lemma.as_str();
    let says = kinds::known(lemma).is_some_and(|k| !matches!(k, CueKind::Believes | CueKind::Promises));
    let helpers = subject::verb_group(article, raw.head).max(end);
    let ends_headline =
        || DONE_TO.contains(&lemma) && article.headline().is_some_and(|h| h.end == raw.head + 1);
    if !says
        || HOLDERS.contains(&lemma)
        || !(subject::is_passive(article, helpers, raw.head) || ends_headline())
    {
        return;
    }
    let Some(subject) = raw.source.take().filter(|s| !ADDRESSED.contains(&lemma) && !s.is_empty()) else {
        return;
    };
    raw.content.retain(|c| c.start >= subject.end);
    match raw.content.first_mut().filter(|c| c.start == subject.end) {
        Some(first) => first.start = subject.start,
        None => raw.add_content(subject),
    }
}

/// "Was slammed by |the union| for the delay": what somebody is spoken of for is no part of who speaks.
pub fn without_reason(article: &Article, raw: &mut Raw) {
    let Some(source) = raw.source.clone().filter(|s| s.start > raw.head) else { return };
    let agent = subject::agent(article, raw.head, source.end).filter(|a| a.start == source.start);
    let reason =
        |a: &Range<usize>| a.end < source.end && matches!(article.word(a.end), "for" | "over" | "after");
    if let Some(agent) = agent.filter(reason).filter(|a| article.tag(a.end - 1) == Pos::Noun) {
        raw.add_content(agent.end..source.end);
        raw.source = Some(agent);
    }
}

/// "Was |accused| of fraud", "the |claim| that the bridge was unsafe was rejected": somebody told it, named or not.
pub fn is_told(article: &Article, head: usize) -> bool {
    let accused = article.word(head) == "accused" && article.word(head + 1) == "of";
    accused && subject::is_passive(article, subject::verb_group(article, head), head)
        || passive(article, head).is_some()
}

/// "The claim | that the bridge was unsafe | was rejected": the clause of a noun of saying ends before the passive.
pub fn end_clause(article: &Article, raw: &mut Raw) {
    if let Some(passive) = passive(article, raw.head) {
        raw.content = cut(&raw.content, passive.cue.start);
    }
}

/// What stands before a token.
fn cut(content: &[Range<usize>], end: usize) -> Vec<Range<usize>> {
    content.iter().map(|c| c.start..c.end.min(end)).filter(|c| !c.is_empty()).collect()
}

/// The passive behind the clause of a noun of saying.
fn passive(article: &Article, noun: usize) -> Option<Passive> {
    if article.word(noun + 1) != "that" || !nouns::is_saying(article, noun) {
        return None;
    }
    let sentence = article.sentences.get(article.sentence_of(noun))?.tokens.clone();
    let high = sentence.end.min(noun + REACH);
    let says = |i: usize| matches!(article.tag(i), Pos::VerbPast | Pos::VerbPres | Pos::VerbBase | Pos::Aux);
    let own = (noun + 3..high).find(|&i| says(i))?;
    let (cue, says) = (own + 1..high).find_map(|i| passive_at(article, i, high))?;
    // The tagger takes some of these nouns for verbs.
    let phrase = subject::phrase(article, sentence.start, noun).start..noun + 1;
    let phrase = match article.word(phrase.start.wrapping_sub(1)) {
        "'s" | "’s" => subject::phrase(article, sentence.start, phrase.start - 1).start..phrase.end,
        own if nouns::is_own(own) => phrase.start - 1..phrase.end,
        _ => phrase,
    };
    let opens = phrase.start == sentence.start || article.word(phrase.start - 1) == ",";
    opens.then(|| Passive { phrase, noun, head: cue.end - 1, cue, says })
}

/// The passive that starts at a token, and whether the table of kinds knows its verb: "|was later denied| by".
fn passive_at(article: &Article, start: usize, high: usize) -> Option<(Range<usize>, bool)> {
    let be = |i: usize| lemma::is_be(article.word(i));
    if article.tag(start) != Pos::Aux || article.tag(start - 1) == Pos::Aux {
        return None;
    }
    let inside = |i: &usize| matches!(article.tag(*i), Pos::Aux | Pos::Adv | Pos::Part);
    let head = (start..high.min(start + HELPERS)).find(|i| !inside(i))?;
    let verb = matches!(article.tag(head), Pos::VerbPart | Pos::VerbPast) && (start..head).any(be);
    let known = kinds::known(&lemma::of(article.word(head), Pos::VerbPart)).is_some();
    let ends =
        matches!(article.word(head + 1), "by" | "as" | "on" | "in" | "at" | "." | "," | "when" | "after");
    (verb && ends).then_some((start..head + 1, known))
}
