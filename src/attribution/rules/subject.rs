//! Finds the missing source of a verb: the subject of its clause, or the agent of a passive.
//!
//! The noun phrase right before the verb group is its subject; relative clauses, fronted participles ("While
//! insisting …, Salame said") and inversions ("“…,” said the port's new director") are looked through.
//! Conjoined verbs share a source ([`conjoined_verbs`]), and a passive takes its agent ([`passives`]). Never
//! finds cues.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::{self, Candidate};
use crate::attribution::content::CONTENT_REACH;
use crate::attribution::rules::{conjoined_verbs, passives};
use crate::lexicon::{self, Flag};
use crate::pos::Pos;
use crate::syntax::quotations;

/// Longest distance from a verb to the start of its subject, in tokens.
pub(super) const REACH: usize = 24;

/// Longest name in quotation marks inside a subject, in tokens and with its marks.
const QUOTED: usize = 7;

/// Gives every verb without a source the subject of its clause, and corrects sources that belong to a
/// relative clause or are the subject of a passive. `candidates` are sorted by head.
#[inline(never)]
pub(crate) fn assign_sources(article: &Article, candidates: &mut [Candidate]) {
    for at in 0..candidates.len() {
        let (before, rest) = candidates.split_at_mut(at);
        let Some(candidate) = rest.first_mut() else { continue };
        if let Some(source) = noun_of_relative_source(article, candidate) {
            candidate.source = Some(source);
        }
        if let Some(source) = subject_with_relative_clause(article, candidate) {
            candidate.content.iter_mut().for_each(|c| cut_source(article, c, &source));
            candidate.content.retain(|c| !c.is_empty());
            candidate.source = Some(source);
        }
        passives::drop_subject_from_source(article, candidate);
        passives::move_reason_to_content(article, candidate);
        if candidate.source.is_some() || conjoined_verbs::leave_content(article, before, candidate) {
            continue;
        }
        let Some(group) = VerbGroup::of(article, candidate) else { continue };
        let sentence =
            article.sentences.get(article.sentence_of(candidate.head)).map_or(0..0, |s| s.tokens.clone());
        let found = leading_quantifier(article, candidate).or_else(|| {
            if group.passive {
                passives::agent(article, candidate.head, sentence.end)
            } else {
                conjoined_verbs::shared_source(article, before, candidate, group.start)
                    .or_else(|| subject_after_participle(article, candidate, &sentence))
                    .or_else(|| inverted_subject(article, candidate, sentence.end))
                    .or_else(|| {
                        subject_before(article, sentence.start, group.start).filter(|s| {
                            can_speak(article, s) || is_referential_it(article, s, candidate.head)
                        })
                    })
            }
        });
        let Some(source) = found else { continue };
        if source.start <= candidate.cue.start && candidate.cue.start < source.end {
            candidate.cue.start = source.end.min(candidate.head);
        }
        if source.start < candidate.cue.end && candidate.cue.start < source.end {
            continue;
        }
        let mut content = candidate.content.clone();
        content.iter_mut().for_each(|c| cut_source(article, c, &source));
        content.retain(|c| !c.is_empty());
        if content.is_empty() && source.start >= candidate.cue.end {
            // "Prices will fall, argues Hale": the only content was the source; the content precedes the cue.
            let low = sentence.start.max(candidate.cue.start.saturating_sub(CONTENT_REACH));
            content.extend(clause_before_mark(article, low, candidate.cue.start));
        }
        if !content.is_empty() {
            (candidate.source, candidate.content) = (Some(source), content);
        }
    }
}

/// Cuts a source from the end or the beginning of a content that overlaps it, with the "by" before it.
pub(super) fn cut_source(article: &Article, content: &mut Range<usize>, source: &Range<usize>) {
    if content.start < source.start && content.end > source.start {
        let by = article.word(source.start - 1) == "by";
        content.end = source.start - usize::from(by && content.start + 1 < source.start);
    } else if source.contains(&content.start) {
        content.start = source.end.min(content.end);
    }
}

/// A verb with its auxiliaries, adverbs and negation.
struct VerbGroup {
    /// First token.
    start: usize,
    passive: bool,
}

impl VerbGroup {
    /// The verb group of a cue; `None` where its head is not a verb that has a subject of its own to speak.
    fn of(article: &Article, candidate: &Candidate) -> Option<Self> {
        let verb = article.tag(candidate.head);
        if !matches!(verb, Pos::VerbPast | Pos::VerbPres | Pos::VerbPart | Pos::VerbIng | Pos::VerbBase) {
            return None;
        }
        let start = verb_group_start(article, candidate.cue.start.min(candidate.head));
        let passive = passives::is_passive(article, start, candidate.head);
        // The subject of "seem" does not speak.
        let seems =
            lexicon::has(&crate::syntax::lemma::of(article.word(candidate.head), verb), Flag::SeemingVerb);
        // A participle or base form without auxiliary has no subject.
        let bare = verb == Pos::VerbPart && start == candidate.head;
        let order = verb == Pos::VerbBase && !(start..candidate.head).any(|i| article.tag(i) == Pos::Aux);
        (!bare && !order && !seems).then_some(Self { start, passive })
    }
}

/// First token of the auxiliaries, adverbs and negations that end right before token `start`.
pub(crate) fn verb_group_start(article: &Article, mut start: usize) -> usize {
    while let Some(before) = start.checked_sub(1) {
        let inside = matches!(article.tag(before), Pos::Aux | Pos::Adv)
            || article.has(before, Flag::Negator)
            || article.word(before) == "never";
        if !inside {
            break;
        }
        start = before;
    }
    start
}

/// The noun before a relative clause whose pronoun is the source, with the clause: "|A nurse, who asked not
/// to be named,| said".
fn noun_of_relative_source(article: &Article, candidate: &Candidate) -> Option<Range<usize>> {
    let who =
        candidate.source.as_ref().filter(|s| s.len() == 1 && article.has(s.start, Flag::WhoOrWhich))?.start;
    let start = verb_group_start(article, candidate.cue.start.min(candidate.head));
    let comma = who.checked_sub(1).filter(|&i| article.word(i) == ",")?;
    let closes = start > who + 1 && article.word(start - 1) == ",";
    let low = article.sentences.get(article.sentence_of(who))?.tokens.start.max(who.saturating_sub(REACH));
    let from = phrase_start(article, low, comma);
    (closes && from < comma).then_some(from..start)
}

/// The subject of the main verb where the source is the object of a relative clause: "Two engineers who have
/// left |the company| told".
fn subject_with_relative_clause(article: &Article, candidate: &Candidate) -> Option<Range<usize>> {
    let source = candidate.source.as_ref().filter(|s| s.end <= candidate.cue.start)?;
    let verb = source.start.checked_sub(1).and_then(|i| article.tags.get(i));
    let follows_content = candidate.content.iter().any(|c| c.end == source.start);
    if !follows_content || !matches!(verb, Some(Pos::VerbPast | Pos::VerbPres | Pos::VerbPart)) {
        return None;
    }
    let low = article.sentences.get(article.sentence_of(candidate.head))?.tokens.start;
    subject_before(article, low, source.end).filter(|s| s.start < source.start)
}

/// The subject of the main clause after a participle that opens the sentence: "While | insisting | that it
/// was safe,
/// |Salame| said".
fn subject_after_participle(
    article: &Article,
    candidate: &Candidate,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let opens = sentence.start + 1 == candidate.cue.start && article.tag(candidate.head) == Pos::VerbIng;
    let leads = article.has(sentence.start, Flag::FrontedClauseOpener);
    let comma =
        candidate.content.last().map(|c| c.end).filter(|&i| opens && leads && article.word(i) == ",")?;
    // The tagger often takes the main verb for a participle.
    let verb =
        |i: &usize| matches!(article.tag(*i), Pos::VerbPast | Pos::VerbPres | Pos::VerbPart | Pos::Aux);
    let verb = (comma + 1..sentence.end).take(REACH).find(verb)?;
    let subject = subject_before(article, comma + 1, verb_group_start(article, verb))?;
    (subject.start == comma + 1 && can_speak(article, &subject)).then_some(subject)
}

/// "Both", "neither" and similar words at the beginning of a cue or right before it.
fn leading_quantifier(article: &Article, candidate: &Candidate) -> Option<Range<usize>> {
    let first = candidate.cue.start;
    let at = if article.has(first, Flag::LoneQuantifier) && first < candidate.head {
        first
    } else {
        first.checked_sub(1)?
    };
    (article.has(at, Flag::LoneQuantifier) && at < candidate.head).then_some(at..at + 1)
}

/// The noun phrase after a verb that follows the content: "“…,” said the port's new director, Ann Hale."
fn inverted_subject(article: &Article, candidate: &Candidate, limit: usize) -> Option<Range<usize>> {
    let opens = candidate.cue.start.checked_sub(1).is_none_or(|i| article.tag(i) == Pos::Punct);
    let start = candidate.cue.end;
    let inside =
        |i: usize| article.tag(i).is_nominal() || article.has(i, Flag::GenitiveS) || article.word(i) == "of";
    let end = (start..limit).find(|&i| !inside(i)).unwrap_or(limit);
    let noun = |i: usize| matches!(article.tag(i), Pos::Noun | Pos::Propn);
    let here = candidate.content.iter().find(|c| c.contains(&start));
    let closes = end == limit || end + 1 == limit && article.tag(end) == Pos::Punct;
    let free = match here {
        None => candidate.content.iter().any(|c| c.end <= candidate.cue.start),
        Some(content) => {
            content.end <= end
                && closes
                && clause_before_mark(article, start.saturating_sub(REACH), candidate.cue.start).is_some()
        }
    };
    (free && opens && end > start && noun(end - 1)).then_some(start..end)
}

/// The tokens before the comma or closing quotation mark right before a cue.
fn clause_before_mark(article: &Article, start: usize, cue: usize) -> Option<Range<usize>> {
    let mark =
        cue.checked_sub(1).filter(|&i| article.word(i) == "," || quotations::is_mark(article.word(i)))?;
    let end = if article.word(mark) == "," { mark } else { cue };
    (start < end).then_some(start..end)
}

/// Whether a subject can speak: neither a relative pronoun nor an expletive "it".
pub(super) fn can_speak(article: &Article, source: &Range<usize>) -> bool {
    let lone = article.word(source.start).to_lowercase();
    !(source.len() == 1 && lexicon::has(&lone, Flag::EmptySubject))
}

/// Whether "it" refers to somebody: the subject of an active speech-act verb ("|It| warned").
fn is_referential_it(article: &Article, source: &Range<usize>, head: usize) -> bool {
    let be = |i: usize| crate::syntax::lemma::is_be(article.word(i)) || article.has(i, Flag::GenitiveS);
    source.len() == 1
        && article.word(source.start).eq_ignore_ascii_case("it")
        && candidates::is_speech_act_verb(article, head)
        && !(source.end..head).any(be)
}

/// The subject that ends right before a verb group at `end` and starts at `low` or later, with its relative
/// clause and apposition.
pub(crate) fn subject_before(article: &Article, low: usize, end: usize) -> Option<Range<usize>> {
    let low = low.max(end.saturating_sub(REACH));
    let mut stop = end;
    if stop > low && article.has_lower(stop - 1, Flag::LoneSubject) {
        return Some(stop - 1..stop);
    }
    // "The weekly “The Anchor” reported": back over the name in quotation marks.
    if stop > low && quotations::is_mark(article.word(stop - 1)) {
        let open = (low.max(stop.saturating_sub(QUOTED))..stop - 1)
            .rev()
            .find(|&i| quotations::is_mark(article.word(i)))?;
        stop = open;
    }
    // "The lawyer, Peter Amasia, said": back over the apposition.
    if stop > low && article.word(stop - 1) == "," {
        let open = (low..stop - 1).rev().find(|&i| article.word(i) == ",")?;
        stop = open;
    }
    let mut start = phrase_start(article, low, stop);
    // "The captain of a ferry that capsized last week": back over the relative clause to its noun.
    let verb_or_preposition =
        |i: usize| matches!(article.tag(i), Pos::VerbPast | Pos::VerbPres | Pos::VerbPart | Pos::Adp);
    if start >= stop || (start > low && verb_or_preposition(start - 1)) {
        let relative = (low..stop).rev().find(|&i| article.has(i, Flag::RelativeSubject));
        if let Some(relative) =
            relative.filter(|&r| r > low && matches!(article.tag(r - 1), Pos::Noun | Pos::Propn))
        {
            start = phrase_start(article, low, relative);
        }
    }
    let nominal = |i: usize| matches!(article.tag(i), Pos::Noun | Pos::Propn | Pos::Pron);
    (start < end && (start..stop).any(nominal)).then_some(start..end)
}

/// The noun phrase that ends before `end`, without prepositional phrases; may be empty.
pub(crate) fn noun_phrase_before(article: &Article, low: usize, end: usize) -> Range<usize> {
    let inside = |i: usize| article.tag(i).is_nominal();
    let low = low.max(end.saturating_sub(REACH));
    (low..end).rev().take_while(|&i| inside(i)).last().unwrap_or(end)..end
}

/// Start of the noun phrase that ends before `end`, with its prepositional phrases.
fn phrase_start(article: &Article, low: usize, end: usize) -> usize {
    let inside = |i: usize| {
        (article.tag(i).is_nominal() || article.tag(i) == Pos::Pron)
            || article.has(i, Flag::PossessiveMarker)
            || article.word(i) == "-"
    };
    let mut start = end;
    loop {
        while start > low && inside(start - 1) {
            start -= 1;
        }
        let linked = start >= low + 2
            && start < end
            && article.has(start - 1, Flag::SubjectPreposition)
            && matches!(article.tag(start - 2), Pos::Noun | Pos::Propn | Pos::Pron | Pos::VerbPart);
        if !linked {
            return start;
        }
        start -= 1;
        if article.tag(start - 1) == Pos::VerbPart {
            start -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{candidate, read, shown_all};

    /// Candidate of a cue without source, after the rule.
    fn assigned(text: &str, cue: &str, content: &str) -> String {
        let article = read(text);
        let mut found = [candidate(&article, "", cue, &[content])];
        assign_sources(&article, &mut found);
        shown_all(&article, &found).remove(0)
    }

    #[test]
    fn subject_of_a_verb_is_the_speaker() {
        assert_eq!(
            assigned("The port's director said it was shut.", "said", "it was shut"),
            "The port's director | said | it was shut"
        );
        assert_eq!(
            assigned("The lawyer, Peter Amasia, said it was late.", "said", "it was late"),
            "The lawyer, Peter Amasia, | said | it was late"
        );
    }

    #[test]
    fn agent_of_a_passive_is_the_speaker() {
        assert_eq!(
            assigned("The plan was rejected by the ministry on Friday.", "was rejected", "The plan"),
            "the ministry | was rejected | The plan"
        );
    }

    #[test]
    fn subject_after_an_inverted_verb_is_the_speaker() {
        assert_eq!(
            assigned("The roof leaked, said the director.", "said", "The roof leaked"),
            "the director | said | The roof leaked"
        );
    }

    #[test]
    fn fronted_participle_has_the_subject_of_the_main_clause() {
        let text = "While insisting that it was safe, Salame said it would close.";
        assert_eq!(assigned(text, "insisting", "that it was safe"), "Salame | insisting | that it was safe");
    }
}
