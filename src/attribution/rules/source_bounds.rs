//! Corrects the boundaries of sources: articles, asides, possessors, whole names and lists of names.
//!
//! "The | Finance Ministry" takes its article, "A nurse|, who asked not to be named,| said" its aside, "The
//! core issue remains | Moscow's demand that …" loses what does not belong to the possessor. Never looks for
//! the source of a verb that has none, except names right beside it.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::anonymity::opens_relative_aside;
use crate::attribution::candidates::Candidate;
use crate::attribution::rules::{passives, reporting_nouns, subject};
use crate::document::EntityKind;
use crate::lexicon::Flag;
use crate::pos::Pos;
use crate::recognizer::{self, Name};
use crate::syntax::lemma;
use crate::syntax::quotations;

/// Longest aside between a source and its verb, in tokens.
const ASIDE: usize = 16;

/// The source with corrected boundaries; `head` is the head of its cue.
pub(crate) fn correct(article: &Article, mut source: Range<usize>, head: usize) -> Range<usize> {
    let possessive = |i: usize| article.has(i, Flag::PossessiveMarker);
    // "… by June, and | analysts": the conjunction before the clause.
    if source.len() > 1 && article.has(source.start, Flag::AndOrBut) {
        source.start += 1;
    }
    let low = article.sentences.get(article.sentence_of(head)).map_or(source.start, |s| s.tokens.start);
    // "London | 's appeal court": the possessor is missing.
    if article.has(source.start, Flag::GenitiveS) {
        source.start = subject::noun_phrase_before(article, low, source.start).start;
    }
    // "At the station | a man in a cap": the adverbial before the subject.
    let after_noun =
        |&i: &usize| article.has(i, Flag::OneOfMany) && matches!(article.tag(i - 1), Pos::Noun | Pos::Propn);
    if article.tag(source.start.wrapping_sub(1)) == Pos::Adp
        && let Some(second) = (source.start + 1..source.end).find(after_noun)
    {
        source.start = second;
    }
    // "A critic in the row after | me": the last word of the subject.
    if source.len() == 1 && article.has(source.start, Flag::ObjectPronoun) && source.end <= head {
        source = subject::subject_before(article, low, source.end).unwrap_or(source);
    }
    // "The | Finance Ministry": the article is missing.
    if article.has(source.start.wrapping_sub(1), Flag::Article)
        && matches!(article.tag(source.start), Pos::Noun | Pos::Propn | Pos::Adj)
    {
        source.start -= 1;
    }
    // "Two engineers who | have left": the noun before the relative clause is missing.
    let clause =
        article.tag(source.start).is_finite() && article.has(source.start.wrapping_sub(1), Flag::WhoOrWhich);
    if clause {
        let noun = subject::noun_phrase_before(article, low, source.start - 1);
        if !noun.is_empty() {
            source.start = noun.start;
        }
    }
    let mut end = source.end;
    if reporting_nouns::may_be_noun(article, head) && possessive(end) && end < head {
        end += 1;
    }
    // "A nurse, who | …": an aside is taken whole or not at all.
    if end > source.start + 2 && article.word(end - 1) == "who" && article.word(end - 2) == "," {
        end -= 2;
    }
    // "The core issue remains Moscow's demand": only the noun phrase of the possessor.
    let last = if possessive(end.saturating_sub(1)) { end.saturating_sub(1) } else { end };
    if reporting_nouns::may_be_noun(article, head) && possessive(last) && last < head {
        let noun =
            |i: usize| matches!(article.tag(i), Pos::Noun | Pos::Propn | Pos::Adj | Pos::Det | Pos::Num);
        let verb = |i: usize| {
            matches!(article.tag(i), Pos::VerbPres | Pos::VerbPast | Pos::Aux | Pos::VerbBase | Pos::VerbIng)
        };
        if source.clone().any(verb) {
            let start = (source.start..last).rev().take_while(|&i| noun(i)).last().unwrap_or(source.start);
            return start..end;
        }
    }
    // "— conditions Kyiv rejects": a plural noun that is set off, then the name that speaks.
    let set_off = source.start.checked_sub(1).map(|i| article.word(i));
    if source.len() == 2
        && set_off.is_some_and(quotations::sets_off)
        && article.word(source.start).ends_with('s')
        && article.tag(source.start) == Pos::Noun
        && article.tag(source.start + 1) == Pos::Propn
    {
        return source.start + 1..end;
    }
    source.start..aside_end(article, end, head).unwrap_or(end)
}

/// End of an aside between the source and its verb: "A nurse|, who asked not to be named,| said".
fn aside_end(article: &Article, end: usize, head: usize) -> Option<usize> {
    let helper = |i: usize| matches!(article.tag(i), Pos::Aux | Pos::Adv);
    if !opens_relative_aside(article, end) || head > end + ASIDE {
        return None;
    }
    let before = (end + 2..head).rev().find(|&i| !helper(i))?;
    (article.word(before) == ",").then_some(before + 1)
}

/// Drops a source that is none by form.
pub(crate) fn drop_impossible(article: &Article, candidate: &mut Candidate) {
    let head = candidate.head;
    candidate.source.take_if(|s| is_expletive_it(article, s, head) || ends_with_conjunction(article, s));
}

/// Corrects the boundaries of the source.
pub(crate) fn correct_source(article: &Article, candidate: &mut Candidate) {
    candidate.source = candidate.source.take().map(|source| correct(article, source, candidate.head));
}

/// Whether a source is the expletive of a passive: "it was also reported".
fn is_expletive_it(article: &Article, source: &Range<usize>, head: usize) -> bool {
    let be = |i: usize| lemma::is_be(article.word(i)) || article.has(i, Flag::GenitiveS);
    source.len() == 1
        && article.word(source.start).eq_ignore_ascii_case("it")
        && (source.end..head).any(be)
        && matches!(article.tag(head), Pos::VerbPart | Pos::VerbPast)
}

/// Whether a source ends with the conjunction after the object of the verb before: "Lane met | officials and
/// | discussed".
fn ends_with_conjunction(article: &Article, source: &Range<usize>) -> bool {
    source.len() > 1 && article.has(source.end - 1, Flag::AndOrBut)
}

/// Takes names labelled as content right before an active verb as its missing source: "|Kenya and Portugal|
/// said | they would build it".
pub(crate) fn take_names_before_verb(article: &Article, candidate: &mut Candidate) {
    let start = subject::verb_group_start(article, candidate.head).min(candidate.cue.start);
    let listed =
        |i: usize| article.tag(i) == Pos::Propn || article.word(i) == "," || article.has(i, Flag::AndSign);
    let [first, _, ..] = candidate.content.as_slice() else { return };
    let names = first.end == start && first.clone().all(listed) && article.tag(first.start) == Pos::Propn;
    let active = !passives::is_passive(article, start, candidate.head);
    if candidate.source.is_none()
        && names
        && active
        && matches!(article.tag(candidate.head), Pos::VerbPast | Pos::VerbPres)
    {
        candidate.source = Some(candidate.content.remove(0));
    }
}

/// Takes the name right after a finite verb as its missing source: "said | Ann Hale".
pub(crate) fn take_name_after_verb(article: &Article, names: &[Name], candidates: &mut [Candidate]) {
    for candidate in candidates.iter_mut().filter(|r| r.source.is_none()) {
        let next = names.partition_point(|n| n.tokens.start < candidate.cue.end);
        let can_speak = |n: &&Name| {
            n.tokens.start == candidate.cue.end
                && !candidate.content_contains(n.tokens.start)
                && matches!(n.kind, EntityKind::Person | EntityKind::Organization | EntityKind::Gpe)
        };
        if matches!(article.tag(candidate.head), Pos::VerbPast | Pos::VerbPres) {
            candidate.source = names.get(next).filter(can_speak).map(|n| n.tokens.clone());
        }
    }
}

/// Extends every source to whole names and to the beginning of a list of names.
pub(crate) fn extend_to_names(article: &Article, names: &[Name], candidates: &mut [Candidate]) {
    for candidate in candidates {
        let extend = |source| list_from_start(article, names, whole_names(names, source, &candidate.cue));
        candidate.source = candidate.source.take().map(extend);
    }
}

/// Extends a source that begins or ends within a name to the whole name, but not into the cue.
fn whole_names(names: &[Name], source: Range<usize>, cue: &Range<usize>) -> Range<usize> {
    let name_at = |i: usize| {
        let next = names.partition_point(|n| n.tokens.end <= i);
        names
            .get(next)
            .map(|n| n.tokens.clone())
            .filter(|name| name.contains(&i) && (name.end <= cue.start || cue.end <= name.start))
    };
    let start = name_at(source.start).map_or(source.start, |name| name.start);
    let end = name_at(source.end.saturating_sub(1)).map_or(source.end, |name| name.end);
    start..end
}

/// Extends a source to the start of the list that it ends, where the list opens the sentence: "Norway, |
/// Kenya and Portugal".
fn list_from_start(article: &Article, names: &[Name], source: Range<usize>) -> Range<usize> {
    let name_from = |at: usize| {
        names.get(names.partition_point(|n| n.tokens.start < at)).filter(|n| n.tokens.start == at)
    };
    let Some(first) = name_from(source.start)
        .filter(|n| article.word(n.tokens.end) == "," || article.has(n.tokens.end, Flag::AndSign))
    else {
        return source;
    };
    let mut start = source.start;
    let comma = |at: usize| at.checked_sub(1).filter(|&i| article.word(i) == ",");
    while let Some(before) = comma(start).and_then(|at| recognizer::ending_at(names, at)) {
        if before.kind != first.kind {
            break;
        }
        start = before.tokens.start;
    }
    let before = start.wrapping_sub(1);
    let opens = article.sentence_of(start) != article.sentence_of(before)
        || article.word(before) == ":"
        || quotations::is_dash(article.word(before));
    let joined = source.clone().any(|i| article.has(i, Flag::AndSign));
    if opens && joined { start..source.end } else { source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{read, tokens, words};
    use crate::resources::Resources;

    #[test]
    fn aside_before_the_verb_belongs_to_the_source() {
        let corrected = |text: &str| {
            let article = read(text);
            let head = tokens(&article, "said").start;
            words(&article, &correct(&article, tokens(&article, "A nurse"), head)).to_owned()
        };
        assert_eq!(
            corrected("A nurse, who would not be named, also said it leaked."),
            "A nurse, who would not be named,"
        );
        assert_eq!(corrected("A nurse, in the hall, said it leaked."), "A nurse");
        assert_eq!(corrected("A nurse, who left, denied what her ward said: it leaked."), "A nurse");
    }

    #[test]
    fn article_belongs_to_the_source() {
        let article = read("The Finance Ministry said it had paid.");
        let source = correct(&article, tokens(&article, "Finance Ministry"), 3);
        assert_eq!(words(&article, &source), "The Finance Ministry");
    }

    #[test]
    fn source_is_extended_to_the_whole_list_of_names() {
        let article = read("Norway, Kenya and Portugal said they would build it.");
        let names = crate::recognizer::find(&article, &Resources::embedded().unwrap().recognizer);
        let source = list_from_start(&article, &names, tokens(&article, "Kenya and Portugal"));
        assert_eq!(words(&article, &source), "Norway, Kenya and Portugal");
    }
}
