//! Speakers after their content, before or after the verb: "The roof leaked, |a nurse who asked not to be
//! named| said", "The sample is tiny, cautioned |a chemist who was not involved|, and old".
//!
//! The models take the verb of the relative clause for the cue, or the content for the source. Two forms are
//! certain:
//!
//! - a verb of saying ends the sentence, and a phrase for unnamed people lies between the last comma or
//!   closing quotation mark and the verb;
//! - a verb that inverts, or any verb behind a quotation that ends in a comma, follows right after a comma or
//!   quotation mark, and such a phrase or a name between it and the next comma or the end.
//!
//! Never looks at speakers with commas inside.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::anonymity::{self, Number};
use crate::attribution::candidates::{self, Candidate};
use crate::attribution::content::CONTENT_REACH;
use crate::lexicon::{self, Flag};
use crate::pos::Pos;
use crate::syntax::lemma;
use crate::syntax::quotations;
use crate::syntax::view::is_time;

/// Longest speaker, in tokens.
const LONGEST: usize = 18;

/// Longest addressee of "told", in tokens.
const ADDRESSEE: usize = 5;

/// Adds such attributions, and drops or replaces candidates that contradict them. `candidates` are sorted by
/// the start of their cues before and after.
#[inline(never)]
pub(crate) fn add_inversions(article: &Article, candidates: &mut Vec<Candidate>) {
    let in_sentence = |tokens: &Range<usize>| {
        let inverted = tokens.clone().skip(1).filter_map(|head| inverted_verb(article, tokens, head));
        inverted.chain(final_verb(article, tokens)).collect::<Vec<_>>()
    };
    let found: Vec<Candidate> = article.sentences.iter().flat_map(|s| in_sentence(&s.tokens)).collect();
    candidates.retain(|r| !near(&found, r.head).any(|i| contradicts(&found[i], r)));
    let mut added = Vec::new();
    for found in found {
        match near(candidates, found.head).find(|&i| candidates[i].head == found.head) {
            Some(i) => merge(article, &mut candidates[i], found),
            None => added.push(found),
        }
    }
    candidates.append(&mut added);
    candidates.sort_by_key(|r| r.cue.start);
}

/// Indices of the candidates that may overlap a speaker or cue at a token.
fn near(candidates: &[Candidate], token: usize) -> Range<usize> {
    candidates::cues_starting_in(candidates, token.saturating_sub(2 * LONGEST)..token + 2 * LONGEST)
}

/// Whether an attribution found here shows that a candidate is wrong: its head lies in the source, or its cue
/// covers the verb.
fn contradicts(found: &Candidate, other: &Candidate) -> bool {
    let in_source = found.source.as_ref().is_some_and(|s| s.contains(&other.head));
    other.head != found.head && (in_source || other.cue.contains(&found.head))
}

/// Replaces a candidate with the same verb, or extends its source.
fn merge(article: &Article, candidate: &mut Candidate, found: Candidate) {
    let (head, source) = (found.head, found.source.clone().unwrap_or_default());
    let Some(own) = candidate.source.as_mut().filter(|own| own.contains(&source.start)) else {
        // The models handle names after the verb well: replace a source only by unnamed people.
        if candidate.source.is_none() || is_unnamed_people(article, source) {
            *candidate = found;
        }
        return;
    };
    // "Nivesh Karki, the firm's director told", "recalls a judge | who shared her room": the models found
    // only the first part of the speaker.
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

/// The attribution whose verb of saying ends the sentence, an addressee of "told" apart.
fn final_verb(article: &Article, sentence: &Range<usize>) -> Option<Candidate> {
    let stop = sentence.end.checked_sub(1).filter(|&i| article.word(i) == ".")?;
    let told_somebody = |i: &usize| {
        let object = |k: usize| {
            matches!(article.tag(k), Pos::Adj | Pos::Det | Pos::Noun | Pos::Num | Pos::Pron | Pos::Propn)
        };
        article.word(*i) == "told" && (i + 1..stop).all(object)
    };
    let low = sentence.start.max(stop.saturating_sub(ADDRESSEE + 1));
    let head = (low..stop).rev().find(told_somebody).or_else(|| stop.checked_sub(1))?;
    if !candidates::is_speech_act_verb(article, head) {
        return None;
    }
    let low = sentence.start.max(head.saturating_sub(LONGEST));
    let mark = (low..head).rev().find(|&i| ends_content(article, i))?;
    let (source, content) = (mark + 1..head, content_before(article, sentence, mark));
    (is_unnamed_people(article, source.clone()) && has_verb(article, content.clone()))
        .then(|| Candidate::by_rule(head, head..head + 1, source, std::iter::once(content).collect()))
}

/// The attribution whose verb, at `head`, inverts: it follows a mark and precedes its speaker.
fn inverted_verb(article: &Article, sentence: &Range<usize>, head: usize) -> Option<Candidate> {
    let tag = article.tags.get(head).copied()?;
    let mark = head.checked_sub(1).filter(|&i| ends_content(article, i))?;
    let lemma = lemma::of(article.word(head), tag);
    let points = lemma == "point" && article.word(head + 1) == "out";
    let finite = matches!(tag, Pos::VerbPast | Pos::VerbPres | Pos::VerbBase);
    // "“We are dry,” grumbled her brother Nils": any verb between a quotation that goes on and a speaker.
    let before_mark = mark.checked_sub(1).map_or("", |i| article.word(i));
    let quoted = quotations::is_mark(article.word(mark)) && matches!(before_mark, "," | "?" | "!");
    if !finite || !(points || quoted || lexicon::has(&lemma, Flag::Inverts)) {
        return None;
    }
    let cue = head..head + 1 + usize::from(points);
    let high = sentence.end.min(cue.end + LONGEST);
    let close = (cue.end..high).find(|&i| article.tag(i) == Pos::Punct)?;
    let (source, before) = (cue.end..close, content_before(article, sentence, mark));
    let end = sentence.end.saturating_sub(1).min(close + 1 + CONTENT_REACH);
    let after = close + 1..end.max(close + 1);
    let resumes = article.word(close) == "," && has_verb(article, after.clone());
    let ends = resumes || matches!(article.word(close), "." | ",");
    let has_content = has_verb(article, before.clone()) || resumes;
    let can_speak = is_unnamed_people(article, source.clone()) || is_name_phrase(article, source.clone());
    (ends && has_content && can_speak).then(|| {
        let content = [Some(before).filter(|b| b.len() > 1), Some(after).filter(|_| resumes)]
            .into_iter()
            .flatten()
            .collect();
        Candidate::by_rule(head, cue, source, content)
    })
}

/// Whether a token is a comma or quotation mark, which may end a content.
fn ends_content(article: &Article, i: usize) -> bool {
    article.word(i) == "," || quotations::is_mark(article.word(i))
}

/// The content before the mark that ends it; a closing quotation mark belongs to it.
fn content_before(article: &Article, sentence: &Range<usize>, mark: usize) -> Range<usize> {
    sentence.start.max(mark.saturating_sub(CONTENT_REACH))..mark + usize::from(article.word(mark) != ",")
}

fn has_verb(article: &Article, mut tokens: Range<usize>) -> bool {
    tokens.any(|i| article.tag(i).is_finite())
}

/// Whether these tokens are a phrase for people without a name, with or without a relative clause.
fn is_unnamed_people(article: &Article, tokens: Range<usize>) -> bool {
    let opens = matches!(article.tag(tokens.start), Pos::Adj | Pos::Det | Pos::Noun | Pos::Num);
    let relative = tokens.clone().find(|&i| article.word(i) == "who").unwrap_or(tokens.end);
    opens && !has_verb(article, tokens.start..relative) && anonymity::number(article, tokens) != Number::Thing
}

/// Whether these tokens are one phrase that ends with a name other than a day or month: "her brother Nils",
/// "Burt Dewey and Nick Hall".
fn is_name_phrase(article: &Article, mut tokens: Range<usize>) -> bool {
    let first = tokens.start;
    let inside = |i: usize| {
        let tag = article.tag(i);
        tag.is_nominal() || matches!(tag, Pos::Adp | Pos::Cconj) || i == first && tag == Pos::Pron
    };
    let last = tokens.end.checked_sub(1).filter(|i| tokens.contains(i));
    article.tag(tokens.start) != Pos::Adp
        && last.is_some_and(|i| article.tag(i) == Pos::Propn && !is_time(article.word(i)))
        && tokens.all(inside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{read, shown_all};

    fn inversions(text: &str) -> Vec<String> {
        let article = read(text);
        let mut found = Vec::new();
        add_inversions(&article, &mut found);
        shown_all(&article, &found)
    }

    #[test]
    fn phrase_after_an_inverted_verb_is_the_speaker() {
        assert_eq!(
            inversions("The sample is tiny, cautioned a chemist who was not involved."),
            ["a chemist who was not involved | cautioned | The sample is tiny"]
        );
        assert_eq!(
            inversions("The bridge may close, warned Mayor Ruth Adams."),
            ["Mayor Ruth Adams | warned | The bridge may close"]
        );
        assert_eq!(
            inversions("“We are dry,” grumbled her brother Nils."),
            ["her brother Nils | grumbled | “We are dry,”"]
        );
    }

    #[test]
    fn unnamed_people_before_a_final_verb_are_the_speaker() {
        assert_eq!(
            inversions("The roof was wet, a nurse who asked not to be named said."),
            ["a nurse who asked not to be named | said | The roof was wet"]
        );
    }
}
