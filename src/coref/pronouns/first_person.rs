//! Resolves "I" in a quotation to its speaker: “I was lucky,” she said.
//!
//! Only where a verb of saying beside the quotation has one person for a subject. Never resolves "we", which
//! does not name its other members.

use std::ops::Range;

use crate::lexicon::{self, Flag};
use crate::parser::relation::Relation;
use crate::pos::Pos;
use crate::syntax::traits::Traits;
use crate::syntax::tree;
use crate::syntax::view::SyntaxView;

/// Maximum distance between a quotation and its speaker, in tokens.
const REACH: usize = 10;

/// A mention of a person outside quotations, who may be the speaker of one.
#[derive(Clone, Copy)]
pub(crate) struct SpeakerCandidate {
    /// The index of the person's entity.
    pub entity: usize,
    /// The first token of the mention.
    pub token: usize,
}

/// A quotation that is still open at the end of a paragraph, with its speaker if known.
#[derive(Clone, Copy)]
pub(crate) struct OpenQuotation(pub Option<usize>);

/// Resolves the tokens "I", "me", "my" and the like to their speakers.
///
/// `quoted` says for each token of the paragraph, which starts at token `first`, whether it is in a
/// quotation; `candidates` are in order of tokens; `open` is the quotation left open before the paragraph
/// and, afterwards, the one left open by it.
#[inline(never)]
pub(crate) fn resolve(
    view: &SyntaxView,
    first: usize,
    quoted: &[bool],
    candidates: &[SpeakerCandidate],
    open: &mut Option<OpenQuotation>,
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut left_open = None;
    let mut end = 0;
    while let Some(start) = quoted[end..].iter().position(|&quoted| quoted).map(|next| end + next) {
        end = quoted[start..].iter().position(|&quoted| !quoted).map_or(quoted.len(), |next| start + next);
        let closed = end < quoted.len();
        let quote = first + start..first + end;
        let after = || speaker_after(view, quote.end, candidates).filter(|_| closed);
        let before = || match *open {
            Some(OpenQuotation(speaker)) if start == 0 => speaker,
            _ => speaker_before(view, quote.start, candidates),
        };
        let mut pronouns = quote.clone().filter(|&i| is_first_person(view.word(i))).peekable();
        if closed && pronouns.peek().is_none() {
            left_open = None;
            continue;
        }
        let speaker = after().or_else(before);
        found.extend(pronouns.filter_map(|i| Some((i, speaker?))));
        left_open = (!closed).then_some(OpenQuotation(speaker));
    }
    *open = left_open;
    found
}

fn is_first_person(word: &str) -> bool {
    lexicon::has(word, Flag::FirstPerson)
}

/// The speaker named after a quotation whose closing mark is this token.
fn speaker_after(view: &SyntaxView, end: usize, candidates: &[SpeakerCandidate]) -> Option<usize> {
    speaker(view, (end + 1)..view.sentence(end).end.min(end + REACH), candidates)
}

/// The speaker named before a quotation that starts at this token.
fn speaker_before(view: &SyntaxView, start: usize, candidates: &[SpeakerCandidate]) -> Option<usize> {
    speaker(view, view.sentence(start).start.max(start.saturating_sub(REACH))..start, candidates)
}

/// Whether the name at a token is that of the noun phrase with this head: part of it, or in apposition.
fn is_name_of(view: &SyntaxView, token: usize, head: usize) -> bool {
    let chain = tree::chain(view.article, token).take(6);
    chain.take_while(|&i| i != head).all(|i| {
        matches!(
            view.article.relation(i),
            Relation::Flat | Relation::Compound | Relation::Apposition | Relation::Conjunct
        )
    })
}

/// The subject of a verb of saying among these tokens.
fn speaker(view: &SyntaxView, side: Range<usize>, candidates: &[SpeakerCandidate]) -> Option<usize> {
    let is_saying = |i: usize| view.has_trait(i, Traits::SPEECH) && view.tag(i) != Pos::Noun;
    let verb = side.clone().find(|&i| is_saying(i))?;
    // "Said the driver accused of robbing Munn": a name inside the subject is not the speaker.
    let subject = tree::subject(view.article, verb).map(|subject| subject.head);
    let in_subject = |token: usize| {
        subject.is_some_and(|head| {
            token != head && tree::is_below(view.article, token, head) && !is_name_of(view, token, head)
        })
    };
    let from = candidates.partition_point(|h| h.token < side.start);
    let nearby: Vec<&SpeakerCandidate> = candidates[from..]
        .iter()
        .take_while(|h| h.token < side.end)
        .filter(|h| !in_subject(h.token))
        .collect();
    // "She told Hale": the last person before the verb is the subject; otherwise the first one after it.
    let speaker = nearby.iter().rev().find(|h| h.token < verb).or(nearby.first());
    speaker.map(|h| h.entity)
}
