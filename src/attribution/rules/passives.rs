//! Passives: their agent is the speaker, their subject is not.
//!
//! - "|The minister| was slammed |by the union|": the models take the subject of a passive for the source, as
//!   that of any verb. It becomes content, or the addressee, and the agent the source ([`subject`] asks for
//!   it).
//! - "|The owner| is said to have left": the subject belongs to the content.
//! - "|The claim that the bridge was unsafe| was rejected |by the ministry|": the models run the clause of
//!   the noun over its end. The noun with its clause and the passive after it become two claims.
//!
//! Never looks at active verbs.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::attribution::rules::reporting_nouns;
use crate::attribution::rules::subject;
use crate::document::CueKind;
use crate::lexicon::{self, Flag, speech_acts};
use crate::pos::Pos;
use crate::syntax::lemma;
use crate::syntax::view::is_time;

/// Longest distance from a passive to its "by", in tokens.
const AGENT_REACH: usize = 8;

/// Longest clause of a reporting noun, in tokens.
const CLAUSE_REACH: usize = 60;

/// Maximum number of auxiliaries and adverbs before the participle.
const HELPERS: usize = 4;

/// Whether a verb at `head` whose verb group starts at `start` is passive.
pub(crate) fn is_passive(article: &Article, start: usize, head: usize) -> bool {
    matches!(article.tag(head), Pos::VerbPart | Pos::VerbPast)
        && (start..head).any(|i| crate::syntax::lemma::is_be(article.word(i)) || article.word(i) == "am")
}

/// The agent of a passive: the noun phrase after "by", except times ("by Friday") and nouns with
/// [`Flag::NotAgent`].
pub(crate) fn agent(article: &Article, head: usize, limit: usize) -> Option<Range<usize>> {
    let high = limit.min(head + AGENT_REACH);
    let by = (head + 1..high).find(|&i| article.word(i) == "by")?;
    // "Is said | to have survived an attack by rebels", "is seen as undermining a choice made by all": the
    // agent of another verb.
    let other = |i: usize| match article.word(i) {
        "to" => true,
        "as" => article.tag(i + 1) == Pos::VerbIng,
        _ => false,
    };
    if (head + 1..by).any(other) {
        return None;
    }
    let inside = |i: usize| {
        article.tag(i).is_nominal() || article.has(i, Flag::PossessiveMarker) || article.word(i) == "of"
    };
    let end = (by + 1..limit).find(|&i| !inside(i)).unwrap_or(limit);
    let noun = |i: usize| matches!(article.tag(i), Pos::Noun | Pos::Propn);
    let acts = |i: usize| !is_time(article.word(i)) && !article.has(i, Flag::NotAgent);
    (end > by + 1 && noun(end - 1) && acts(end - 1)).then_some(by + 1..end)
}

/// Takes the subject of a passive from the source: "|The minister| was slammed for it |by the union|". It
/// becomes content unless it is an addressee.
pub(crate) fn drop_subject_from_source(article: &Article, candidate: &mut Candidate) {
    // "|The minister| is opposed to | any cut": a state of mind in passive form.
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
    let is_speech_act =
        speech_acts::known(lemma).is_some_and(|k| !matches!(k, CueKind::Believes | CueKind::Promises));
    let helpers = subject::verb_group_start(article, candidate.head).max(end);
    let ends_headline = || {
        lexicon::has(lemma, Flag::NeedsPersonObject)
            && article.headline().is_some_and(|h| h.end == candidate.head + 1)
    };
    if !is_speech_act
        || lexicon::has(lemma, Flag::PassiveWithHolder)
        || !(is_passive(article, helpers, candidate.head) || ends_headline())
    {
        return;
    }
    let Some(subject) =
        candidate.source.take().filter(|s| !lexicon::has(lemma, Flag::AddresseeObject) && !s.is_empty())
    else {
        return;
    };
    candidate.content.retain(|c| c.start >= subject.end);
    match candidate.content.first_mut().filter(|c| c.start == subject.end) {
        Some(first) => first.start = subject.start,
        None => candidate.add_content(subject),
    }
}

/// Moves the reason after an agent from the source to the content: "was slammed by |the union| for the
/// delay".
pub(crate) fn move_reason_to_content(article: &Article, candidate: &mut Candidate) {
    let Some(source) = candidate.source.clone().filter(|s| s.start > candidate.head) else { return };
    let agent = agent(article, candidate.head, source.end).filter(|a| a.start == source.start);
    let reason =
        |a: &Range<usize>| a.end < source.end && matches!(article.word(a.end), "for" | "over" | "after");
    if let Some(agent) = agent.filter(reason).filter(|a| article.tag(a.end - 1) == Pos::Noun) {
        candidate.add_content(agent.end..source.end);
        candidate.source = Some(agent);
    }
}

/// Moves the subject of a passive before an infinitive from the source to the content: "|The owner| is said |
/// to have left".
pub(crate) fn move_subject_of_infinitive_passive(article: &Article, candidate: &mut Candidate) {
    let be = |i: usize| lemma::is_be(article.word(i));
    let reports = article.has(candidate.head, Flag::UnclearParticiple);
    let Some(source) = candidate.source.clone().filter(|s| s.end < candidate.head) else { return };
    if reports && article.word(candidate.head + 1) == "to" && (source.end..candidate.head).any(be) {
        candidate.source = None;
        candidate.add_content(source);
    }
}

/// Whether the passive of a cue implies a speaker, named or not: "was |accused| of fraud", "the |claim| that
/// the bridge was unsafe was rejected".
pub(crate) fn implies_speaker(article: &Article, head: usize) -> bool {
    let accused = article.word(head) == "accused" && article.word(head + 1) == "of";
    accused && is_passive(article, subject::verb_group_start(article, head), head)
        || noun_clause(article, head).is_some()
}

/// A reporting noun with its clause and the passive after it.
struct NounClause {
    /// The noun with the words of its phrase before it.
    phrase: Range<usize>,
    noun: usize,
    /// The passive with its auxiliaries.
    cue: Range<usize>,
    head: usize,
    /// Whether the passive is a speech act: "was denied", but not "was forgotten".
    is_speech_act: bool,
}

/// Separates reporting nouns with their clauses from the passives after them, which become claims of their
/// own. `candidates` may be in any order.
#[inline(never)]
pub(crate) fn separate_noun_clauses(article: &Article, candidates: &mut Vec<Candidate>) {
    let found: Vec<NounClause> = (0..article.tokens.len()).filter_map(|i| noun_clause(article, i)).collect();
    candidates.retain_mut(|candidate| {
        let next = found.partition_point(|p| p.noun <= candidate.head);
        let Some(NounClause { noun, cue, .. }) = next.checked_sub(1).and_then(|at| found.get(at)) else {
            return true;
        };
        let is_noun = candidate.head == *noun;
        if candidate.head < cue.start {
            candidate.source = candidate.source.take().filter(|s| s.end <= cue.start);
            candidate.content = match is_noun {
                true => std::iter::once(noun + 1..cue.start).collect(),
                false => content_before(&candidate.content, cue.start),
            };
        }
        let rival = candidate.cue.start < cue.end && cue.start < candidate.cue.end;
        !candidate.content.is_empty() && (is_noun || !rival)
    });
    let passives = found.into_iter().filter(|p| p.is_speech_act);
    candidates.extend(passives.map(|NounClause { phrase, cue, head, .. }| {
        let content = phrase.start..cue.start;
        let source = agent(article, head, article.tokens.len());
        Candidate { source, ..Candidate::by_rule(head, cue, content.clone(), vec![content]) }
    }));
}

/// Ends the content of a reporting noun before the passive after it: "The claim | that the bridge was unsafe
/// | was rejected".
pub(crate) fn end_noun_clause(article: &Article, candidate: &mut Candidate) {
    if let Some(clause) = noun_clause(article, candidate.head) {
        candidate.content = content_before(&candidate.content, clause.cue.start);
    }
}

/// The spans of content, cut off at token `end`.
fn content_before(content: &[Range<usize>], end: usize) -> Vec<Range<usize>> {
    content.iter().map(|c| c.start..c.end.min(end)).filter(|c| !c.is_empty()).collect()
}

/// The clause of the reporting noun at a token, where a passive follows it.
fn noun_clause(article: &Article, noun: usize) -> Option<NounClause> {
    if article.word(noun + 1) != "that" || !reporting_nouns::is_reporting_noun(article, noun) {
        return None;
    }
    let sentence = article.sentences.get(article.sentence_of(noun))?.tokens.clone();
    let high = sentence.end.min(noun + CLAUSE_REACH);
    let verb = |i: usize| matches!(article.tag(i), Pos::VerbPast | Pos::VerbPres | Pos::VerbBase | Pos::Aux);
    let own = (noun + 3..high).find(|&i| verb(i))?;
    let (cue, is_speech_act) = (own + 1..high).find_map(|i| passive_at(article, i, high))?;
    let phrase = subject::noun_phrase_before(article, sentence.start, noun).start..noun + 1;
    let phrase = match article.word(phrase.start.wrapping_sub(1)) {
        "'s" | "’s" => {
            subject::noun_phrase_before(article, sentence.start, phrase.start - 1).start..phrase.end
        }
        own if reporting_nouns::is_possessive_determiner(own) => phrase.start - 1..phrase.end,
        _ => phrase,
    };
    let opens = phrase.start == sentence.start || article.word(phrase.start - 1) == ",";
    opens.then(|| NounClause { phrase, noun, head: cue.end - 1, cue, is_speech_act })
}

/// The passive that starts at a token, and whether its verb is a known speech act: "|was later denied| by".
fn passive_at(article: &Article, start: usize, high: usize) -> Option<(Range<usize>, bool)> {
    let be = |i: usize| lemma::is_be(article.word(i));
    if article.tag(start) != Pos::Aux || article.tag(start - 1) == Pos::Aux {
        return None;
    }
    let inside = |i: &usize| matches!(article.tag(*i), Pos::Aux | Pos::Adv | Pos::Part);
    let head = (start..high.min(start + HELPERS)).find(|i| !inside(i))?;
    let verb = matches!(article.tag(head), Pos::VerbPart | Pos::VerbPast) && (start..head).any(be);
    let known = speech_acts::known(&lemma::of(article.word(head), Pos::VerbPart)).is_some();
    let ends = article.has(head + 1, Flag::AfterPassive);
    (verb && ends).then_some((start..head + 1, known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{candidate, read, shown, shown_all, tokens, words};

    #[test]
    fn phrase_after_by_is_the_agent() {
        let agent_of = |text: &str| {
            let article = read(text);
            let head = tokens(&article, "rejected").start;
            agent(&article, head, article.tokens.len()).map(|a| words(&article, &a).to_owned())
        };
        assert_eq!(
            agent_of("The plan was rejected by the port's owners.").as_deref(),
            Some("the port's owners")
        );
        assert_eq!(agent_of("The plan was rejected by Friday."), None);
        assert_eq!(agent_of("The plan was rejected by email."), None);
    }

    #[test]
    fn subject_of_a_passive_is_content_rather_than_source() {
        let article = read("The minister was slammed for the delay by the union.");
        let mut found = candidate(&article, "The minister", "was slammed", &["for the delay"]);
        drop_subject_from_source(&article, &mut found);
        assert_eq!(shown(&article, &found), " | was slammed | The minister | for the delay");
    }

    #[test]
    fn noun_clause_and_the_passive_behind_it_are_two_claims() {
        let article = read("The claim that the bridge was unsafe was rejected by the ministry.");
        let content = ["that the bridge was unsafe was rejected by the ministry"];
        let mut found = vec![candidate(&article, "", "claim", &content)];
        separate_noun_clauses(&article, &mut found);
        assert_eq!(
            shown_all(&article, &found),
            [
                " | claim | that the bridge was unsafe",
                "the ministry | was rejected | The claim that the bridge was unsafe"
            ]
        );
    }
}
