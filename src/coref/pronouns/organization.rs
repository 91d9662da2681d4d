//! Whom "it" and "they" stand for where they speak: the organisation or country just spoken of.
//!
//! Only subjects of verbs of saying, thinking and deciding, outside quotations; everything else that "it" can be is
//! left alone. One body must be the only one named in reach, or the only one that acted in the last sentence that
//! named any; and nobody without a name may stand between who could have spoken as well.

use std::ops::Range;

use crate::coref::nominals::Again;
use crate::coref::type_nouns;
use crate::document::EntityKind;
use crate::incremental::Fingerprint;
use crate::lexicon::lists;
use crate::lexicon::speech_acts;
use crate::pos::Pos;
use crate::syntax::lemma;
use crate::syntax::traits::Traits;
use crate::syntax::view::SyntaxView;

/// How many sentences back "it" and "they" reach.
const BACK: usize = 2;
/// How many of the latest mentions are remembered.
const MEMORY: usize = 8;
/// How far a subject or a verb is looked for, in tokens.
const REACH: usize = 12;

/// The latest mentions of bodies.
#[derive(Clone, Default)]
pub(crate) struct Bodies(Vec<Seen>);

#[derive(Clone)]
struct Seen {
    entity: usize,
    sentence: usize,
    subject: bool,
    place: bool,
}

impl Bodies {
    /// Remembers a mention outside quotations. What speaks is an organisation, whatever the recogniser took it for;
    /// so anything that acts is remembered, people apart.
    #[inline(never)]
    pub(crate) fn see(&mut self, entity: usize, kind: EntityKind, sentence: usize, subject: bool) {
        let place = kind == EntityKind::Gpe;
        let body = match kind {
            EntityKind::Organization => true,
            EntityKind::Person | EntityKind::Language | EntityKind::Law | EntityKind::Location => false,
            _ => subject,
        };
        if !body {
            return;
        }
        if self.0.len() >= MEMORY {
            self.0.remove(0);
        }
        self.0.push(Seen { entity, sentence, subject, place });
    }

    /// With what can be meant after a sentence.
    pub(crate) fn fingerprint(&self, key: Fingerprint, sentence: usize) -> Fingerprint {
        self.0.iter().fold(key.with(self.0.len() as u64), |key, seen| {
            let back = sentence.wrapping_sub(seen.sentence).min(BACK + 1) as u64;
            let look = u64::from(seen.subject) << 1 | u64::from(seen.place);
            key.with((seen.entity as u64) << 16 | back << 8 | look)
        })
    }

    /// The same so many sentences further on, or back beyond zero.
    pub(crate) fn move_on(&mut self, sentences: usize) {
        self.0.iter_mut().for_each(|seen| seen.sentence = seen.sentence.wrapping_add(sentences));
    }

    /// Whom the pronoun at `token` stands for, how sure, and why.
    #[inline(never)]
    pub(crate) fn speaker(
        &self,
        view: &SyntaxView,
        again: &[Again],
        sentence: usize,
        token: usize,
    ) -> Option<(usize, f32, &'static str)> {
        let many = match view.word(token) {
            "it" | "It" => false,
            "they" | "They" => true,
            _ => return None,
        };
        if !speaks(view, token) || is_unnamed_between(view, again, sentence, token, many) {
            return None;
        }
        let near: Vec<&Seen> = self
            .0
            .iter()
            .filter(|s| sentence.wrapping_sub(s.sentence) <= BACK && !(many && s.place))
            .collect();
        let first = near.first()?;
        if near.iter().all(|s| s.entity == first.entity) {
            return Some((first.entity, 0.7, "the only body named before"));
        }
        let acting: Vec<&Seen> = near.into_iter().filter(|s| s.subject).collect();
        let last = acting.last()?;
        let rivals = acting.iter().any(|s| s.sentence == last.sentence && s.entity != last.entity);
        (!rivals).then_some((last.entity, 0.6, "who the sentence before is about"))
    }
}

/// Whether the pronoun at `token` is the subject of a verb of saying, thinking or deciding.
fn speaks(view: &SyntaxView, token: usize) -> bool {
    let high = view.sentence(token).end.min(token + 5);
    let at = (token + 1..high)
        .find(|&i| !matches!(view.tag(i), Pos::Adv | Pos::Aux | Pos::Part) && !view.word(i).ends_with("ly"));
    at.is_some_and(|i| view.is(i, Traits::SPEECH) || is_cue(view, i))
}

/// Whether the phrase from token `start` stands for a body whose part acts: "|members of the Tea Union| marched".
pub(crate) fn is_part(view: &SyntaxView, start: usize) -> bool {
    let the = usize::from(start > 0 && matches!(view.word(start - 1), "the" | "The"));
    let of = start.wrapping_sub(1 + the);
    view.word(of) == "of" && of > 0 && is_of_body(&view.folded(of - 1))
}

fn is_of_body(word: &str) -> bool {
    matches!(word, "members" | "leaders" | "representatives" | "delegates" | "staff")
}

/// Whether token `i` is a verb that says what kind of claim follows.
fn is_cue(view: &SyntaxView, i: usize) -> bool {
    speech_acts::known(&lemma::of(view.word(i), view.tag(i))).is_some()
}

/// Whether somebody without a name is the subject of the sentence before, or of this one up to the pronoun, and
/// could be meant.
fn is_unnamed_between(view: &SyntaxView, again: &[Again], sentence: usize, token: usize, many: bool) -> bool {
    let here = view.sentence(token);
    let before =
        sentence.checked_sub(1).and_then(|s| view.article.sentences.get(s)).map(|s| s.tokens.clone());
    let parts = [before, Some(here.start..token)];
    parts.into_iter().flatten().any(|part| could_speak(view, again, part, many))
}

/// Whether the first noun of a clause is an unnamed person or body, of this number, that could speak.
fn could_speak(view: &SyntaxView, again: &[Again], clause: Range<usize>, many: bool) -> bool {
    let high = clause.end.min(clause.start + REACH);
    let stop = (clause.start..high)
        .find(|&i| view.is_finite(i) || view.tag(i) == Pos::Adp || view.word(i) == ",")
        .unwrap_or(high);
    // A sentence that opens with a preposition has its subject later; nothing is known of it then.
    let Some(head) = stop.checked_sub(1).filter(|&h| h >= clause.start) else { return false };
    if (clause.start..stop).any(|i| view.word(i) == "and" && i > 0 && view.in_person(i - 1)) {
        return true;
    }
    let taken_up =
        again.get(again.partition_point(|a| a.tokens.end <= head)).is_some_and(|a| a.tokens.contains(&head));
    if taken_up || view.name(head).is_some() || view.tag(head) != Pos::Noun {
        return false;
    }
    let word = view.folded(head);
    let of_body = is_of_body(&word);
    if many {
        let human = word.strip_suffix('s').is_some_and(lists::is_role)
            || matches!(
                word.as_str(),
                "people" | "police" | "families" | "authorities" | "officials" | "men" | "women"
            );
        human && !of_body
    } else {
        type_nouns::is_noun(&word) || word == "government"
    }
}
