//! What is done with somebody's words, told in the passive: "|The claim that the bridge was unsafe| was rejected |by the
//! ministry|." And of whom: "|The minister| was slammed |by the union|."
//!
//! The models run a clause of such a noun over its end, since they see no subject as long as a sentence. Here a noun of saying,
//! its "that" clause with a verb of its own, and a passive behind it are cut apart; a passive that the table of kinds knows is a
//! claim. And they take the subject of a passive for who speaks, as that of any verb; here it becomes what is spoken of.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::attribution::rules::saying_nouns;
use crate::attribution::rules::subject;
use crate::document::CueKind;
use crate::lexicon::speech_acts;
use crate::pos::Pos;
use crate::syntax::lemma;

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

/// Cuts clauses of nouns of saying from the passives behind them, which become claims of their own. `candidates` may stand in any
/// order.
#[inline(never)]
pub(crate) fn settle(article: &Article, candidates: &mut Vec<Candidate>) {
    let found: Vec<Passive> = (0..article.tokens.len()).filter_map(|i| passive(article, i)).collect();
    candidates.retain_mut(|candidate| {
        let next = found.partition_point(|p| p.noun <= candidate.head);
        let Some(Passive { noun, cue, .. }) = next.checked_sub(1).and_then(|at| found.get(at)) else {
            return true;
        };
        let is_noun = candidate.head == *noun;
        if candidate.head < cue.start {
            candidate.source = candidate.source.take().filter(|s| s.end <= cue.start);
            candidate.content = match is_noun {
                true => std::iter::once(noun + 1..cue.start).collect(),
                false => cut(&candidate.content, cue.start),
            };
        }
        let rival = candidate.cue.start < cue.end && cue.start < candidate.cue.end;
        !candidate.content.is_empty() && (is_noun || !rival)
    });
    candidates.extend(found.into_iter().filter(|p| p.says).map(|Passive { phrase, cue, head, .. }| {
        let content = phrase.start..cue.start;
        let source = subject::agent(article, head, article.tokens.len());
        Candidate { source, ..Candidate::by_rule(head, cue, content.clone(), vec![content]) }
    }));
}

/// Verbs whose passive is told of a speaker ("was quoted as saying") or of a state of mind ("is opposed to").
const HOLDERS: &[&str] = &["cite", "determine", "hear", "oppose", "quote", "record", "see"];

/// Verbs with which somebody is spoken to.
#[rustfmt::skip]
pub(crate) const ADDRESSED: &[&str] = &[
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
pub(crate) fn spoken_of(article: &Article, candidate: &mut Candidate) {
    // "|The minister| is opposed to | any cut": a state of mind, whatever its form.
    let opposed = article.word(candidate.head) == "opposed" && article.word(candidate.head + 1) == "to";
    let before =
        candidate.content.len() > 1 && candidate.content.first().is_some_and(|c| c.end <= candidate.head);
    if opposed && before && candidate.source.is_none() {
        candidate.source = Some(candidate.content.remove(0));
    }
    let participle = matches!(article.tag(candidate.head), Pos::VerbPart | Pos::VerbPast);
    let Some(end) =
        candidate.source.as_ref().map(|s| s.end).filter(|&end| participle && end <= candidate.head)
    else {
        return;
    };
    let lemma = lemma::of(article.word(candidate.head), Pos::VerbPart);
    let lemma = lemma.as_str();
    let says = speech_acts::known(lemma).is_some_and(|k| !matches!(k, CueKind::Believes | CueKind::Promises));
    let helpers = subject::verb_group(article, candidate.head).max(end);
    let ends_headline =
        || DONE_TO.contains(&lemma) && article.headline().is_some_and(|h| h.end == candidate.head + 1);
    if !says
        || HOLDERS.contains(&lemma)
        || !(subject::is_passive(article, helpers, candidate.head) || ends_headline())
    {
        return;
    }
    let Some(subject) = candidate.source.take().filter(|s| !ADDRESSED.contains(&lemma) && !s.is_empty())
    else {
        return;
    };
    candidate.content.retain(|c| c.start >= subject.end);
    match candidate.content.first_mut().filter(|c| c.start == subject.end) {
        Some(first) => first.start = subject.start,
        None => candidate.add_content(subject),
    }
}

/// "Was slammed by |the union| for the delay": what somebody is spoken of for is no part of who speaks.
pub(crate) fn without_reason(article: &Article, candidate: &mut Candidate) {
    let Some(source) = candidate.source.clone().filter(|s| s.start > candidate.head) else { return };
    let agent = subject::agent(article, candidate.head, source.end).filter(|a| a.start == source.start);
    let reason =
        |a: &Range<usize>| a.end < source.end && matches!(article.word(a.end), "for" | "over" | "after");
    if let Some(agent) = agent.filter(reason).filter(|a| article.tag(a.end - 1) == Pos::Noun) {
        candidate.add_content(agent.end..source.end);
        candidate.source = Some(agent);
    }
}

/// "Was |accused| of fraud", "the |claim| that the bridge was unsafe was rejected": somebody told it, named or not.
pub(crate) fn is_told(article: &Article, head: usize) -> bool {
    let accused = article.word(head) == "accused" && article.word(head + 1) == "of";
    accused && subject::is_passive(article, subject::verb_group(article, head), head)
        || passive(article, head).is_some()
}

/// "The claim | that the bridge was unsafe | was rejected": the clause of a noun of saying ends before the passive.
pub(crate) fn end_clause(article: &Article, candidate: &mut Candidate) {
    if let Some(passive) = passive(article, candidate.head) {
        candidate.content = cut(&candidate.content, passive.cue.start);
    }
}

/// What stands before a token.
fn cut(content: &[Range<usize>], end: usize) -> Vec<Range<usize>> {
    content.iter().map(|c| c.start..c.end.min(end)).filter(|c| !c.is_empty()).collect()
}

/// The passive behind the clause of a noun of saying.
fn passive(article: &Article, noun: usize) -> Option<Passive> {
    if article.word(noun + 1) != "that" || !saying_nouns::is_saying(article, noun) {
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
        own if saying_nouns::is_own(own) => phrase.start - 1..phrase.end,
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
    let known = speech_acts::known(&lemma::of(article.word(head), Pos::VerbPart)).is_some();
    let ends =
        matches!(article.word(head + 1), "by" | "as" | "on" | "in" | "at" | "." | "," | "when" | "after");
    (verb && ends).then_some((start..head + 1, known))
}
