//! Rules for what the models get wrong in ways that grammar can tell.
//!
//! "X promised to leave and warned that …": what is promised ends before the second verb of the same source.
//! "The issue remains Moscow's demand that …": the source of a noun is its possessor, no more, and such a noun is
//! a cue however unsure the models are. "Conditions Kyiv rejects": the name right before the verb is the source.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::anonymity::opens_aside;
use crate::attribution::candidates::Candidate;
use crate::attribution::cover;
use crate::attribution::rules::saying_nouns;
use crate::attribution::rules::subject;
use crate::document::CueKind;
use crate::lexicon::speech_acts;
use crate::pos::Pos;
use crate::syntax::lemma;
use crate::syntax::quotations;

/// Gives a verb that follows "and" the source of the verb before it in the same sentence: "X promised to leave and
/// warned that …". `candidates` stand in the order of their heads.
pub(crate) fn share_sources(article: &Article, candidates: &mut [Candidate]) {
    for i in 1..candidates.len() {
        let (before, rest) = candidates.split_at_mut(i);
        let (Some(first), Some(second)) = (before.last(), rest.first_mut()) else { continue };
        let joined = second.cue.start.checked_sub(1).map(|at| article.word(at));
        let finite = |head: usize| matches!(article.tag(head), Pos::VerbPast | Pos::VerbPres | Pos::VerbPart);
        let ahead = first.source.as_ref().is_some_and(|s| s.end <= first.head);
        if second.source.is_none()
            && matches!(joined, Some("and" | "but"))
            && finite(first.head)
            && finite(second.head)
            && ahead
            && article.sentence_of(first.head) == article.sentence_of(second.head)
        {
            second.source = first.source.clone();
        }
    }
}

/// Cuts contents that run into the next verb of their own source.
pub(crate) fn split_pairs(article: &Article, candidates: &mut [Candidate]) {
    let cover = cover(article, candidates);
    for i in 0..candidates.len() {
        let Some(second) = candidates.get(i).cloned() else { continue };
        let outer = cover.get(second.head).and_then(|&c| (c as usize).checked_sub(1));
        let Some(outer) = outer.and_then(|at| candidates.get_mut(at)) else { continue };
        if outer.source.is_none() || second.source != outer.source || outer.cue.start >= second.cue.start {
            continue;
        }
        if let Some(last) = outer.content.iter_mut().find(|r| r.contains(&second.head)) {
            let joins = |i: usize| matches!(article.word(i), "and" | "but" | "," | "then" | "also" | "or");
            let mut end = second.cue.start.max(last.start);
            while end > last.start && joins(end - 1) {
                end -= 1;
            }
            if end > last.start {
                last.end = end;
            }
        }
    }
}

/// "Stated | on Wednesday": the day on which it was said is no part of how it was said.
pub(crate) fn without_day(article: &Article, cue: Range<usize>, head: usize) -> Range<usize> {
    let mut end = cue.end;
    let last = |end: usize| article.word(end.saturating_sub(1));
    if end > head + 1 && is_day(last(end)) {
        end -= 1;
        if end > head + 1 && last(end) == "on" {
            end -= 1;
        }
    }
    // "Agreed on | Monday": the day was left out, not what leads to it.
    if end == head + 2 && last(end) == "on" && is_day(article.word(end)) {
        end -= 1;
    }
    cue.start..end
}

/// Whether a word names a day of the week.
pub(crate) fn is_day(word: &str) -> bool {
    word.ends_with("day") && word.starts_with(char::is_uppercase)
}

/// Whether the cue is a noun of saying with its possessor and its clause: "Moscow's demand that".
pub(crate) fn is_possessed(article: &Article, candidate: &Candidate) -> bool {
    let before = candidate.head.checked_sub(1).map_or("", |i| article.word(i));
    let saying = || {
        let kind = speech_acts::known(&lemma::of(article.word(candidate.head), Pos::Noun));
        kind.is_some_and(|k| k != CueKind::Believes)
    };
    may_be_noun(article, candidate.head)
        && matches!(before, "'s" | "’s" | "'" | "’" | "its" | "their" | "his" | "her")
        && article.word(candidate.head + 1) == "that"
        && saying()
}

/// After a possessor a base form is a noun, whatever its tag: "its demand that".
fn may_be_noun(article: &Article, head: usize) -> bool {
    matches!(article.tag(head), Pos::Noun | Pos::VerbBase | Pos::VerbPres)
}

/// The clause of such a noun ends where the sentence breaks off.
pub(crate) fn cut_clause(article: &Article, candidate: &mut Candidate) {
    for range in candidate.content.iter_mut().filter(|r| r.start > candidate.head) {
        let breaks = |i: &usize| matches!(article.word(*i), "—" | "–" | "--" | ";");
        let end = range.clone().find(breaks).unwrap_or(range.end);
        range.end = end.max(range.start + 1);
    }
}

/// "|Its| forecast for": who owns what a noun tells is who tells it. `candidate` without a source gets it.
pub(crate) fn give_owner(article: &Article, candidate: &mut Candidate) {
    if candidate.source.is_some() || !may_be_noun(article, candidate.head) {
        return;
    }
    let owner = [candidate.cue.start, candidate.cue.start.wrapping_sub(1)]
        .into_iter()
        .find(|&i| saying_nouns::is_own(article.word(i)));
    if let Some(owner) = owner.filter(|&owner| owner < candidate.head) {
        candidate.source = Some(owner..owner + 1);
        candidate.cue.start = owner + 1;
    }
}

/// "|A| promised | 30 million", "|Another| promising | example": a participle that only says which thing is no cue.
pub(crate) fn is_attribute(article: &Article, candidate: &Candidate) -> bool {
    let (word, next) = (article.word(candidate.head), article.tags.get(candidate.head + 1));
    let alone = candidate.cue.len() == 1
        && candidate.source.as_ref().is_none_or(|s| s.len() == 1 && s.end == candidate.head);
    alone
        && (word.ends_with("ed") || word.ends_with("ing"))
        && matches!(next, Some(Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num))
        && candidate.head.checked_sub(1).is_some_and(|i| {
            let before = article.word(i).to_lowercase();
            matches!(before.as_str(), "a" | "an" | "another" | "the" | "this" | "these" | "those")
        })
}

/// "The | claim": an article is nobody's name, it belongs to the noun. "Copenhagen flatly | rejects": how it is done is told
/// by the cue.
pub(crate) fn share_words(article: &Article, candidate: &mut Candidate) {
    let Some(source) = candidate.source.clone().filter(|s| s.end == candidate.cue.start && !s.is_empty())
    else {
        return;
    };
    let last = source.end - 1;
    match article.tags.get(last) {
        Some(Pos::Det) if source.len() == 1 && may_be_noun(article, candidate.head) => {
            candidate.source = None
        }
        _ if source.len() > 1
            && article.word(last).ends_with("ly")
            && !article.word(last).starts_with(char::is_uppercase) =>
        {
            candidate.source = Some(source.start..last)
        }
        _ => return,
    }
    candidate.cue.start = last;
}

/// Verbs of the table that, with things behind them, tell what was done or spoken of as often as what was said.
#[rustfmt::skip]
const OFTEN_DEEDS: &[&str] = &[
    "add", "address", "appear", "charge", "debate", "decide", "decline", "disclose", "discuss", "find", "focus", "go",
    "hail", "identify", "know", "list", "make", "name", "offer", "paint", "post", "project", "pronounce", "push", "record", "refer",
    "release", "reveal", "review", "see", "seek", "show", "speak", "swear", "talk", "tell", "unveil",
];

/// "Met with | the envoy", "stirred | tensions", "to discuss | the dam": a verb that is no verb of saying, or one of [`OFTEN_DEEDS`],
/// and only things or people behind it.
pub(crate) fn is_deed(article: &Article, candidate: &Candidate) -> bool {
    use Pos::{Aux, VerbBase, VerbIng, VerbPart, VerbPast, VerbPres};
    let verb = |i: usize| matches!(article.tag(i), Aux | VerbBase | VerbIng | VerbPart | VerbPast | VerbPres);
    // A gerund is one more thing: "ideas such as buying an island".
    let says = |i: usize| {
        verb(i) && article.tag(i) != VerbIng
            || quotations::is_mark(article.word(i))
            || article.word(i) == "that"
    };
    let tells_none = || {
        let lemma = lemma::at(article, candidate.head);
        speech_acts::known(&lemma).is_none() || OFTEN_DEEDS.contains(&lemma.as_str())
    };
    verb(candidate.head) && tells_none() && !candidate.content.iter().cloned().flatten().any(says)
}

/// "A tide-|warning| pact": the end of a word with a hyphen in it says nothing.
pub(crate) fn is_glued(article: &Article, head: usize) -> bool {
    let Some(start) = head.checked_sub(2) else { return false };
    let [before, hyphen, this] = [start, start + 1, start + 2].map(|i| article.span(i..i + 1));
    article.word(start + 1) == "-" && before.end == hyphen.start && hyphen.end == this.start
}

/// "The owner is said | to have left": who is told of is no source, but belongs to what is said.
pub(crate) fn told_of(article: &Article, candidate: &mut Candidate) {
    let be = |i: usize| lemma::is_be(article.word(i));
    let says = matches!(
        article.word(candidate.head),
        "said" | "alleged" | "believed" | "reported" | "thought" | "rumoured"
    );
    let Some(source) = candidate.source.clone().filter(|s| s.end < candidate.head) else { return };
    if says && article.word(candidate.head + 1) == "to" && (source.end..candidate.head).any(be) {
        candidate.source = None;
        candidate.add_content(source);
    }
}

/// "|Kenya and Portugal| said | they would build it": names that stand before an active verb are no content but who speaks.
pub(crate) fn who_speaks(article: &Article, candidate: &mut Candidate) {
    let start = subject::verb_group(article, candidate.head).min(candidate.cue.start);
    let listed = |i: usize| article.tag(i) == Pos::Propn || matches!(article.word(i), "," | "and" | "&");
    let [first, _, ..] = candidate.content.as_slice() else { return };
    let names = first.end == start && first.clone().all(listed) && article.tag(first.start) == Pos::Propn;
    let active = !subject::is_passive(article, start, candidate.head);
    if candidate.source.is_none()
        && names
        && active
        && matches!(article.tag(candidate.head), Pos::VerbPast | Pos::VerbPres)
    {
        candidate.source = Some(candidate.content.remove(0));
    }
}

/// "Denied theft on | Monday": a day alone is not what somebody says.
pub(crate) fn with_object(article: &Article, candidate: &mut Candidate) {
    let [content] = candidate.content.as_mut_slice() else { return };
    let alone = content.len() == 1 && is_day(article.word(content.start));
    if alone && content.start == candidate.cue.end && candidate.cue.end > candidate.head + 2 {
        content.start = candidate.head + 1;
        candidate.cue.end = candidate.head + 1;
    }
}

/// "Cut its forecast | on Wednesday": a day or a year alone is not what somebody says.
pub(crate) fn is_only_when(article: &Article, candidate: &Candidate) -> bool {
    let when = |i: usize| {
        let word = article.word(i);
        is_day(word)
            || matches!(word, "on" | "in" | "for" | "last" | "next" | ".")
            || word.len() == 4 && word.chars().all(|c| c.is_ascii_digit())
    };
    candidate.content.iter().cloned().flatten().all(when)
}

/// The source without what does not belong to it.
pub(crate) fn source(article: &Article, mut source: Range<usize>, head: usize) -> Range<usize> {
    let possessive = |i: usize| matches!(article.word(i), "'s" | "’s" | "'" | "’");
    // "… by June, and | analysts": what joins it to the clause before.
    if source.len() > 1 && matches!(article.word(source.start), "and" | "but") {
        source.start += 1;
    }
    let low = article.sentences.get(article.sentence_of(head)).map_or(source.start, |s| s.tokens.start);
    // "London | 's appeal court": nobody's name begins so.
    if matches!(article.word(source.start), "'s" | "’s") {
        source.start = subject::phrase(article, low, source.start).start;
    }
    // "At the station | a man in a cap": where it was is no part of who speaks.
    let after_noun = |&i: &usize| {
        matches!(article.word(i), "a" | "an" | "one" | "another")
            && matches!(article.tag(i - 1), Pos::Noun | Pos::Propn)
    };
    if article.tag(source.start.wrapping_sub(1)) == Pos::Adp
        && let Some(second) = (source.start + 1..source.end).find(after_noun)
    {
        source.start = second;
    }
    // "A critic in the row behind | me": no subject, but the end of one.
    if source.len() == 1
        && matches!(article.word(source.start), "him" | "me" | "them" | "us")
        && source.end <= head
    {
        source = subject::of_verb(article, low, source.end).unwrap_or(source);
    }
    // "The | Finance Ministry": the article belongs to it.
    if matches!(article.word(source.start.wrapping_sub(1)), "the" | "The" | "a" | "an" | "A" | "An")
        && matches!(article.tag(source.start), Pos::Noun | Pos::Propn | Pos::Adj)
    {
        source.start -= 1;
    }
    // "Two engineers who | have left": the clause that tells who they are is not there without them.
    let clause = article.tag(source.start).is_finite()
        && matches!(article.word(source.start.wrapping_sub(1)), "who" | "which");
    if clause {
        let noun = subject::phrase(article, low, source.start - 1);
        if !noun.is_empty() {
            source.start = noun.start;
        }
    }
    let mut end = source.end;
    if may_be_noun(article, head) && possessive(end) && end < head {
        end += 1;
    }
    // "A nurse, who | …": the aside is whole or not there.
    if end > source.start + 2 && article.word(end - 1) == "who" && article.word(end - 2) == "," {
        end -= 2;
    }
    // "The core issue remains Moscow's demand": back from the possessor to what is no noun.
    let last = if possessive(end.saturating_sub(1)) { end.saturating_sub(1) } else { end };
    if may_be_noun(article, head) && possessive(last) && last < head {
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
    // "—conditions Kyiv rejects": a plural that is set off, then the name.
    let set_off = source.start.checked_sub(1).map(|i| article.word(i));
    if source.len() == 2
        && set_off.is_some_and(quotations::sets_off)
        && article.word(source.start).ends_with('s')
        && article.tag(source.start) == Pos::Noun
        && article.tag(source.start + 1) == Pos::Propn
    {
        return source.start + 1..end;
    }
    source.start..aside(article, end, head).unwrap_or(end)
}

/// Where an aside on the source ends that stands between it and the verb: "A nurse|, who asked not to be named,| said".
fn aside(article: &Article, end: usize, head: usize) -> Option<usize> {
    let helper = |i: usize| matches!(article.tag(i), Pos::Aux | Pos::Adv);
    if !opens_aside(article, end) || head > end + ASIDE {
        return None;
    }
    let before = (end + 2..head).rev().find(|&i| !helper(i))?;
    (article.word(before) == ",").then_some(before + 1)
}

/// The longest such aside, in tokens.
const ASIDE: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;

    /// An attribution of the words given, each where it stands first; the head is the cue's first word.
    fn candidate(article: &Article, source: &str, cue: &str, content: &str) -> Candidate {
        let tokens = |words: &str| {
            let at = article.text.find(words).unwrap_or(0) as u32;
            article.tokens_in(crate::text::Span::new(at, at + words.len() as u32))
        };
        let cue = tokens(cue);
        Candidate {
            head: cue.start,
            cue,
            source: (!source.is_empty()).then(|| tokens(source)),
            content: vec![tokens(content)],
            sure: 0.9,
            edges: [0.9; 3],
        }
    }

    fn words(article: &Article, tokens: Range<usize>) -> String {
        article.span(tokens).of(article.text).to_owned()
    }

    #[test]
    fn joined_verbs_share_their_source_and_part_their_contents() {
        let text = "Okafor promised to leave by noon and warned that the dam would break.";
        let article = Article::read(text, &Resources::embedded().unwrap().pos);
        let mut candidates = [
            candidate(&article, "Okafor", "promised", "to leave by noon and warned that the dam would break"),
            candidate(&article, "", "warned", "that the dam would break"),
        ];
        share_sources(&article, &mut candidates);
        assert_eq!(candidates[1].source, candidates[0].source);
        split_pairs(&article, &mut candidates);
        assert_eq!(words(&article, candidates[0].content[0].clone()), "to leave by noon");
    }

    #[test]
    fn an_aside_before_the_verb_belongs_to_the_source() {
        let source = |text: &str| {
            let article = Article::read(text, &Resources::embedded().unwrap().pos);
            let candidate = candidate(&article, "A nurse", "said", "it leaked");
            words(&article, super::source(&article, candidate.source.unwrap_or_default(), candidate.head))
        };
        assert_eq!(
            source("A nurse, who would not be named, also said it leaked."),
            "A nurse, who would not be named,"
        );
        assert_eq!(source("A nurse, in the hall, said it leaked."), "A nurse");
        assert_eq!(source("A nurse, who left, denied what her ward said: it leaked."), "A nurse");
    }

    #[test]
    fn the_day_is_no_part_of_the_cue() {
        let text = "The harbour office stated on Wednesday that the pier is shut.";
        let article = Article::read(text, &Resources::embedded().unwrap().pos);
        let cue = candidate(&article, "", "stated on Wednesday", "that").cue;
        assert_eq!(words(&article, without_day(&article, cue.clone(), cue.start)), "stated");
    }

    #[test]
    fn a_noun_of_saying_belongs_to_its_possessor() {
        let text = "The core issue remains Ruritania's demand that the pass be opened — a red line.";
        let article = Article::read(text, &Resources::embedded().unwrap().pos);
        let mut noun = candidate(
            &article,
            "The core issue remains Ruritania's",
            "demand",
            "the pass be opened — a red line",
        );
        assert!(is_possessed(&article, &noun));
        let source = noun.source.clone().map(|s| super::source(&article, s, noun.head));
        assert_eq!(source.map(|s| words(&article, s)).as_deref(), Some("Ruritania's"));
        cut_clause(&article, &mut noun);
        assert_eq!(words(&article, noun.content[0].clone()), "the pass be opened");
    }
}
