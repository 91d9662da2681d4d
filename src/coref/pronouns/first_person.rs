//! Whom "I" stands for in a quotation: the person who is said, right beside it, to speak.
//!
//! “I was lucky,” she said. Only where one person stands beside a verb of saying that touches the quotation;
//! "we" is left alone, for it says no more than that there are others.

use std::ops::Range;

use crate::pos::Pos;
use crate::syntax::traits::Traits;
use crate::syntax::view::SyntaxView;

/// How far from the quotation its speaker is looked for, in tokens.
const REACH: usize = 10;

/// A mention of a person outside quotations.
#[derive(Clone, Copy)]
pub(crate) struct Heard {
    /// The person, as an index of an entity.
    pub entity: usize,
    /// The first token of the mention.
    pub token: usize,
}

/// A quotation that a paragraph leaves open, with its speaker where one is known.
#[derive(Clone, Copy)]
pub(crate) struct Open(pub Option<usize>);

/// The tokens of "I", "me", "my" and the like, each with its speaker. `quoted` says of the tokens of a paragraph, from `first`
/// on, whether they stand in a quotation; `heard` is in order of tokens; `open` is the quotation that may go on, and then the
/// one that is left open.
#[inline(never)]
pub(crate) fn find(
    view: &SyntaxView,
    first: usize,
    quoted: &[bool],
    heard: &[Heard],
    open: &mut Option<Open>,
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut left_open = None;
    let mut end = 0;
    while let Some(start) = quoted[end..].iter().position(|&quoted| quoted).map(|next| end + next) {
        end = quoted[start..].iter().position(|&quoted| !quoted).map_or(quoted.len(), |next| start + next);
        let closed = end < quoted.len();
        let quote = first + start..first + end;
        let after = || speaker_after(view, quote.end, heard).filter(|_| closed);
        let before = || match *open {
            Some(Open(speaker)) if start == 0 => speaker,
            _ => speaker_before(view, quote.start, heard),
        };
        let speaker = after().or_else(before);
        let own = quote.clone().filter(|&i| is_own(view.word(i)));
        found.extend(own.filter_map(|i| Some((i, speaker?))));
        left_open = (!closed).then_some(Open(speaker));
    }
    *open = left_open;
    found
}

fn is_own(word: &str) -> bool {
    matches!(word, "I" | "me" | "my" | "My" | "mine" | "myself" | "Me")
}

/// Who is said to speak behind a quotation that ends before this token, which is its closing mark.
fn speaker_after(view: &SyntaxView, end: usize, heard: &[Heard]) -> Option<usize> {
    speaker(view, (end + 1)..view.sentence(end).end.min(end + REACH), heard)
}

/// Who is said to speak before a quotation that starts at this token.
fn speaker_before(view: &SyntaxView, start: usize, heard: &[Heard]) -> Option<usize> {
    speaker(view, view.sentence(start).start.max(start.saturating_sub(REACH))..start, heard)
}

/// Who speaks by a verb of saying among these tokens.
fn speaker(view: &SyntaxView, side: Range<usize>, heard: &[Heard]) -> Option<usize> {
    let says = |i: usize| view.is(i, Traits::SPEECH) && view.tag(i) != Pos::Noun;
    let verb = side.clone().find(|&i| says(i))?;
    let from = heard.partition_point(|h| h.token < side.start);
    let inside: Vec<&Heard> = heard[from..].iter().take_while(|h| h.token < side.end).collect();
    // "She told Hale": who stands nearest before the verb speaks; after it, the first.
    let speaks = inside.iter().rev().find(|h| h.token < verb).or(inside.first());
    speaks.map(|h| h.entity)
}
