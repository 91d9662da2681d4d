//! Denials in a clause that leans on a noun: "a claim | Kyiv denies", "conditions | the port flatly rejects".
//!
//! No pronoun shows such a clause (a contact clause; Jespersen 1927), and the corpus has few. Its verb needs an object and
//! has none behind it, which tells it. The noun, set off by a comma or a dash, stands for what was said before it and is no
//! part of that. Nothing here looks at "which he denies".

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::{self, Candidate};
use crate::attribution::rules::repair::is_day;
use crate::attribution::rules::subject;
use crate::pos::Pos;
use crate::recognizer::{self, Name};
use crate::syntax::lemma;
use crate::syntax::quotations::{self, Place, Quotes};

/// Verbs of denying that need an object, sorted.
const DENY: &[&str] = &["contest", "deny", "dismiss", "dispute", "rebut", "refute", "reject", "repudiate"];

/// How many tokens a subject or the noun with what belongs to it may have.
const LONGEST: usize = 8;

/// How many tokens away the verb of whoever is denied may be.
const REACH: usize = 200;

/// Adds the denials in such clauses to the attributions of an article, in place of what was taken from the same verbs.
/// `candidates` stand in the order of their cues.
#[inline(never)]
pub(crate) fn settle(article: &Article, names: &[Name], quotes: &Quotes, candidates: &mut Vec<Candidate>) {
    let verbs = (2..article.tokens.len()).filter(|&i| is_verb(article, i));
    let mut found: Vec<Candidate> = verbs.filter_map(|head| clause(article, names, head)).collect();
    candidates.retain(|r| found.binary_search_by_key(&r.head, |f| f.head).is_err());
    for candidate in &mut found {
        let noun = candidate.content.first().map_or(0, |c| c.start);
        let set_off =
            noun > 0 && quotations::sets_off(article.word(noun - 1)) && quotes.place(noun) == Place::Outside;
        if !set_off {
            continue;
        }
        let inside = |r: &Range<usize>| r.start + 1 < noun && noun < r.end && r.end <= candidate.head + 1;
        let near = candidates::within(candidates, noun.saturating_sub(REACH)..candidate.head + REACH);
        if let Some(outer) = candidates[near].iter_mut().find(|r| r.content.iter().any(inside)) {
            outer.content.iter_mut().filter(|r| inside(r)).for_each(|r| r.end = noun - 1);
            outer.content.iter().cloned().for_each(|c| candidate.add_content(c));
        }
    }
    candidates.append(&mut found);
    candidates.sort_by_key(|r| r.cue.start);
}

/// Whether an active verb of denying has nothing behind it that could be denied.
fn is_verb(article: &Article, head: usize) -> bool {
    let tag = article.tag(head);
    if !(tag == Pos::Noun || tag.is_verb()) {
        return false;
    }
    let form = if tag == Pos::Noun { Pos::VerbPres } else { tag };
    if DENY.binary_search(&lemma::of(article.word(head), form).as_str()).is_err() {
        return false;
    }
    let start = group(article, head);
    let helper = |words: &[&str]| (start..head).any(|i| words.contains(&article.word(i)));
    let finite = match tag {
        Pos::VerbPast | Pos::VerbPres => !(start..head).any(|i| lemma::is_be(article.word(i))),
        Pos::VerbPart => helper(&["has", "have", "had"]) && !helper(&["been"]),
        // What the tagger mostly takes such verbs for, in the present.
        Pos::Noun | Pos::VerbBase => true,
        _ => false,
    };
    let mut behind = head + 1;
    if article.word(behind) == "on" && is_day(article.word(behind + 1)) {
        behind += 1;
    }
    if is_day(article.word(behind)) {
        behind += 1;
    }
    let ends = matches!(article.word(behind), "" | "." | "," | ";" | ":" | "!" | "?" | ")")
        || quotations::is_dash(article.word(behind))
        || article.sentence_of(behind) != article.sentence_of(head);
    finite && ends
}

/// Where the verb with its helpers and adverbs begins; before such a verb the tagger takes adverbs for adjectives, too.
fn group(article: &Article, head: usize) -> usize {
    let adverb = |i: usize| article.word(i).ends_with("ly") && article.tag(i) == Pos::Adj;
    let start = (0..head).rev().take_while(|&i| adverb(i)).last().unwrap_or(head);
    subject::verb_group(article, start)
}

/// The denial with its verb at `head`, where a noun and then a subject stand right before the verb.
fn clause(article: &Article, names: &[Name], head: usize) -> Option<Candidate> {
    let low = article.sentences.get(article.sentence_of(head))?.tokens.start;
    let start = group(article, head);
    let source = before(article, names, low, start)?;
    let end = source.start;
    let is_noun = |i: usize| article.tag(i) == Pos::Noun && article.word(i).starts_with(char::is_lowercase);
    if end <= low || !is_noun(end - 1) {
        return None;
    }
    let belongs = |i: &usize| matches!(article.tag(*i), Pos::Noun | Pos::Adj | Pos::Num);
    let mut noun = (low.max(end.saturating_sub(LONGEST))..end).rev().take_while(belongs).last()?;
    if noun > low && article.tag(noun - 1) == Pos::Det {
        noun -= 1;
    }
    Some(Candidate::by_rule(head, start..head + 1, source, std::iter::once(noun..end).collect()))
}

/// The subject that ends before a verb: a pronoun, a name, or a noun behind its article or owner.
fn before(article: &Article, names: &[Name], low: usize, verb: usize) -> Option<Range<usize>> {
    let last = verb.checked_sub(1).filter(|&i| i > low)?;
    if matches!(article.word(last), "he" | "she" | "they" | "it" | "we" | "I" | "you") {
        return Some(last..verb);
    }
    let determines = |i: usize| {
        matches!(article.tag(i), Pos::Det)
            || matches!(article.word(i), "his" | "her" | "their" | "its" | "both")
    };
    if let Some(name) = recognizer::ending_at(names, verb) {
        let start = name.tokens.start;
        return Some(if start > low && determines(start - 1) { start - 1..verb } else { start..verb });
    }
    let inside = |i: &usize| matches!(article.tag(*i), Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num);
    let first = (low.max(verb.saturating_sub(LONGEST))..verb).rev().take_while(inside).last()?;
    (first > low && article.tag(last) != Pos::Adj && determines(first - 1)).then(|| first - 1..verb)
}
