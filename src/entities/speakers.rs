//! Whom "I" stands for in a quotation: the person who is said, right beside it, to speak.
//!
//! “I was lucky,” she said. Only where one person stands beside a verb of saying that touches the quotation;
//! "we" is left alone, for it says no more than that there are others.

use std::ops::Range;

use super::phrases::Ground;
use super::traits::Traits;
use crate::tagger::pos::Pos;

/// How far from the quotation its speaker is looked for, in tokens.
const REACH: usize = 10;

/// A mention of a person outside quotations.
#[derive(Clone, Copy)]
pub struct Heard {
    /// The person, as an index of an entity.
    pub entity: usize,
    /// The first token of the mention.
    pub token: usize,
}

/// The tokens of "I", "me", "my" and the like, each with its speaker. `heard` is in order of tokens.
#[inline(never)]
pub fn find(ground: &Ground, quoted: &[bool], heard: &[Heard]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < quoted.len() {
        if !quoted[at] {
            at += 1;
            continue;
        }
        let start = at;
        while at < quoted.len() && quoted[at] {
            at += 1;
        }
        let own = |i: &usize| is_own(ground.word(*i));
        if let Some(first) = (start..at).find(|i| own(i))
            && let Some(entity) = speaker(ground, start..at, heard)
        {
            found.extend((first..at).filter(own).map(|i| (i, entity)));
        }
    }
    found
}

fn is_own(word: &str) -> bool {
    matches!(word, "I" | "me" | "my" | "My" | "mine" | "myself" | "Me")
}

/// Who speaks the quotation in these tokens.
fn speaker(ground: &Ground, quote: Range<usize>, heard: &[Heard]) -> Option<usize> {
    // The closing mark is the first token that is not quoted any more.
    let after = (quote.end + 1)..ground.sentence(quote.end).end.min(quote.end + REACH);
    let before = ground.sentence(quote.start).start.max(quote.start.saturating_sub(REACH))..quote.start;
    [after, before].into_iter().find_map(|side| {
        let says = |i: usize| ground.is(i, Traits::SPEECH) && ground.tag(i) != Pos::Noun;
        let verb = side.clone().find(|&i| says(i))?;
        let from = heard.partition_point(|h| h.token < side.start);
        let inside: Vec<&Heard> = heard[from..].iter().take_while(|h| h.token < side.end).collect();
        // "She told Hale": who stands nearest before the verb speaks; after it, the first.
        let speaks = inside.iter().rev().find(|h| h.token < verb).or(inside.first());
        speaks.map(|h| h.entity)
    })
}
