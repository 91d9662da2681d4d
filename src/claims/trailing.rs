//! Long speakers behind what they say: "The roof leaked, |a nurse who asked not to be named| said."
//!
//! The models take the verb of the relative for the cue, or none. What stands between the last comma, or the end of a
//! quotation, and a verb of saying that ends the sentence is its subject, when it begins as people without a name do. Nothing
//! here looks at speakers with commas inside.

use std::ops::Range;

use super::anonymity::{self, Number};
use super::quotes;
use super::spans::{self, Raw};
use crate::article::Article;
use crate::tagger::pos::Pos;

/// How many tokens such a speaker may have.
const LONGEST: usize = 18;

/// How many tokens whoever is told may have.
const TOLD: usize = 5;

/// Adds such attributions in place of what was taken from the same words, where none has their verb for its speaker.
pub fn settle(article: &Article, raws: &mut Vec<Raw>) {
    for sentence in &article.sentences {
        let Some(found) = at_end(article, &sentence.tokens) else { continue };
        let (head, source) = (found.head, found.source.clone().unwrap_or_default());
        // "Nivesh Karki, the firm's director told": what the models find before the comma is part of the speaker.
        let whole = |r: &Raw| r.head == head && r.source.as_ref().is_some_and(|s| s.contains(&source.start));
        if raws.iter().any(whole) {
            continue;
        }
        raws.retain(|r| !source.contains(&r.head) && !r.cue.contains(&head));
        raws.push(found);
    }
    raws.sort_by_key(|r| r.cue.start);
}

/// The attribution whose verb ends the sentence.
fn at_end(article: &Article, sentence: &Range<usize>) -> Option<Raw> {
    let tag = |i: usize| article.tags.get(i).copied().unwrap_or(Pos::Other);
    let stop = sentence.end.checked_sub(1).filter(|&i| article.word(i) == ".")?;
    let told = |i: &usize| {
        let object =
            |k: usize| matches!(tag(k), Pos::Adj | Pos::Det | Pos::Noun | Pos::Num | Pos::Pron | Pos::Propn);
        article.word(*i) == "told" && (i + 1..stop).all(object)
    };
    let low = sentence.start.max(stop.saturating_sub(TOLD + 1));
    let head = (low..stop).rev().find(told).or_else(|| stop.checked_sub(1))?;
    if !spans::says(article, head) {
        return None;
    }
    let low = sentence.start.max(head.saturating_sub(LONGEST));
    let mark = (low..head).rev().find(|&i| article.word(i) == "," || quotes::is_mark(article.word(i)))?;
    let (source, said) = (mark + 1..head, sentence.start..mark + usize::from(article.word(mark) != ","));
    let finite = |i: usize| matches!(tag(i), Pos::VerbPast | Pos::VerbPres | Pos::Aux);
    let relative = source.clone().find(|&i| article.word(i) == "who").unwrap_or(head);
    let opens = matches!(tag(source.start), Pos::Adj | Pos::Det | Pos::Noun | Pos::Num);
    let subject = opens
        && !(source.start..relative).any(finite)
        && anonymity::number(article, source.clone()) != Number::Thing;
    (subject && said.clone().any(finite))
        .then(|| Raw::by_rule(head, head..head + 1, source, std::iter::once(said).collect()))
}
