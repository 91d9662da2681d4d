//! Denials in contact clauses: "a claim | Kyiv denies", "conditions | the port flatly rejects".
//!
//! A contact clause is a relative clause without a pronoun (Jespersen 1927); the training corpus has few. It
//! is recognised by a transitive verb of denial without an object after it. Where a comma or dash sets the
//! noun off, it refers to the content before it, and that content is denied too. Never looks at relative
//! clauses with a pronoun ("which he denies").

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::{self, Candidate};
use crate::attribution::rules::subject;
use crate::lexicon::{self, Flag};
use crate::pos::Pos;
use crate::recognizer::{self, Name};
use crate::syntax::lemma;
use crate::syntax::quotations::{self, Place, Quotes};
use crate::syntax::view::is_weekday;

/// Longest subject, and longest noun phrase before it, in tokens.
const LONGEST: usize = 8;

/// Longest distance to the cue of the content that is denied, in tokens.
const REACH: usize = 200;

/// Adds the denials in contact clauses, in place of candidates with the same heads. `candidates` are sorted
/// by the start of their cues before and after.
#[inline(never)]
pub(crate) fn add_contact_clauses(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    candidates: &mut Vec<Candidate>,
) {
    let verbs = (2..article.tokens.len()).filter(|&i| is_denial_without_object(article, i));
    let mut found: Vec<Candidate> = verbs.filter_map(|head| contact_clause(article, names, head)).collect();
    let same = |r: &Candidate, f: &Candidate| {
        let clause = f.content.first().map_or(f.head, |noun| noun.start)..f.head + 1;
        r.head == f.head || clause.contains(&r.head) && r.content.iter().all(|c| clause.contains(&c.start))
    };
    candidates.retain(|r| !found.iter().any(|f| same(r, f)));
    for candidate in &mut found {
        let noun = candidate.content.first().map_or(0, |c| c.start);
        let set_off =
            noun > 0 && quotations::sets_off(article.word(noun - 1)) && quotes.place(noun) == Place::Outside;
        if !set_off {
            continue;
        }
        let reaches_noun =
            |r: &Range<usize>| r.start + 1 < noun && noun <= r.end + 1 && r.end <= candidate.head + 1;
        let near =
            candidates::cues_starting_in(candidates, noun.saturating_sub(REACH)..candidate.head + REACH);
        if let Some(outer) = candidates[near].iter_mut().find(|r| r.content.iter().any(reaches_noun)) {
            outer.content.iter_mut().filter(|r| reaches_noun(r)).for_each(|r| r.end = r.end.min(noun - 1));
            outer.content.iter().cloned().for_each(|c| candidate.add_content(c));
        }
    }
    candidates.append(&mut found);
    candidates.sort_by_key(|r| r.cue.start);
}

/// Whether a token is an active verb of denial without an object after it.
fn is_denial_without_object(article: &Article, head: usize) -> bool {
    let tag = article.tag(head);
    if !(tag == Pos::Noun || tag.is_verb()) {
        return false;
    }
    let form = if tag == Pos::Noun { Pos::VerbPres } else { tag };
    if !lexicon::has(&lemma::of(article.word(head), form), Flag::DeniesObject) {
        return false;
    }
    let start = verb_group_start(article, head);
    let any = |holds: &dyn Fn(usize) -> bool| (start..head).any(holds);
    let finite = match tag {
        Pos::VerbPast | Pos::VerbPres => !(start..head).any(|i| lemma::is_be(article.word(i))),
        // The tagger takes a past without an auxiliary for a participle.
        Pos::VerbPart => {
            start == head || any(&|i| article.has(i, Flag::HaveForm)) && !any(&|i| article.word(i) == "been")
        }
        // The tagger's usual tags for such verbs in the present.
        Pos::Noun | Pos::VerbBase => true,
        _ => false,
    };
    let mut behind = head + 1;
    if article.word(behind) == "on" && is_weekday(article.word(behind + 1)) {
        behind += 1;
    }
    if is_weekday(article.word(behind)) {
        behind += 1;
    }
    let ends = matches!(article.word(behind), "" | "." | "," | ";" | ":" | "!" | "?" | ")")
        || quotations::is_dash(article.word(behind))
        || article.sentence_of(behind) != article.sentence_of(head);
    finite && ends
}

/// First token of the verb group. Before a verb tagged as a noun the tagger takes adverbs for adjectives.
fn verb_group_start(article: &Article, head: usize) -> usize {
    let adverb = |i: usize| article.word(i).ends_with("ly") && article.tag(i) == Pos::Adj;
    let start = (0..head).rev().take_while(|&i| adverb(i)).last().unwrap_or(head);
    subject::verb_group_start(article, start)
}

/// The denial with its verb at `head`, where a noun and then a subject precede the verb.
fn contact_clause(article: &Article, names: &[Name], head: usize) -> Option<Candidate> {
    let low = article.sentences.get(article.sentence_of(head))?.tokens.start;
    let start = verb_group_start(article, head);
    let source = subject_before(article, names, low, start)?;
    let end = source.start;
    let is_noun = |i: usize| article.tag(i) == Pos::Noun && article.word(i).starts_with(char::is_lowercase);
    if end <= low || !is_noun(end - 1) {
        return None;
    }
    let in_phrase = |i: &usize| matches!(article.tag(*i), Pos::Noun | Pos::Adj | Pos::Num);
    let mut noun = (low.max(end.saturating_sub(LONGEST))..end).rev().take_while(in_phrase).last()?;
    if noun > low && article.tag(noun - 1) == Pos::Det {
        noun -= 1;
    }
    Some(Candidate::by_rule(head, start..head + 1, source, std::iter::once(noun..end).collect()))
}

/// The subject that ends right before a verb: a pronoun, a name, or a noun with a determiner.
fn subject_before(article: &Article, names: &[Name], low: usize, verb: usize) -> Option<Range<usize>> {
    let last = verb.checked_sub(1).filter(|&i| i > low)?;
    if article.has(last, Flag::SubjectPronoun) {
        return Some(last..verb);
    }
    let determines = |i: usize| {
        matches!(article.tag(i), Pos::Det)
            || article.has(i, Flag::ThirdPersonPossessive)
            || article.word(i) == "both"
    };
    if let Some(name) = recognizer::ending_at(names, verb) {
        let start = name.tokens.start;
        return Some(if start > low && determines(start - 1) { start - 1..verb } else { start..verb });
    }
    let inside = |i: &usize| matches!(article.tag(*i), Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num);
    let first = (low.max(verb.saturating_sub(LONGEST))..verb).rev().take_while(inside).last()?;
    (first > low && article.tag(last) != Pos::Adj && determines(first - 1)).then(|| first - 1..verb)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{candidate, read, shown_all};
    use crate::resources::Resources;

    /// The candidates after the rule.
    fn with_contact_clauses(article: &Article, mut found: Vec<Candidate>) -> Vec<String> {
        let names = recognizer::find(article, &Resources::embedded().unwrap().recognizer);
        add_contact_clauses(article, &names, &quotations::find(article), &mut found);
        shown_all(article, &found)
    }

    #[test]
    fn subject_of_a_contact_clause_is_the_speaker() {
        let article = read("The report repeats a claim the port denies.");
        assert_eq!(with_contact_clauses(&article, Vec::new()), ["the port | denies | a claim"]);
    }

    #[test]
    fn denied_apposition_refers_to_the_content_before_it() {
        let article = read("Moscow says the port was shelled, a claim Kyiv denies.");
        let content = ["the port was shelled, a claim Kyiv denies"];
        assert_eq!(
            with_contact_clauses(&article, vec![candidate(&article, "Moscow", "says", &content)]),
            ["Moscow | says | the port was shelled", "Kyiv | denies | the port was shelled | a claim"]
        );
    }

    #[test]
    fn verb_with_an_object_is_not_a_contact_clause() {
        let article = read("A man Kyiv denies visas spoke.");
        assert_eq!(with_contact_clauses(&article, Vec::new()), Vec::<String>::new());
    }
}
