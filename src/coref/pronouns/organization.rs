//! Resolves "it" and "they" as subjects of speech verbs: to the organisation or country mentioned last.
//!
//! Only subjects of verbs of saying, thinking and deciding outside quotations are resolved. The organisation
//! must be the only one mentioned within reach, or the only subject of the last sentence that mentions any.
//! No unnamed person or organisation that could have spoken may come in between.
//!
//! Never resolves any other "it".

use std::ops::Range;

use crate::coref::nominals::NominalMention;
use crate::document::EntityKind;
use crate::incremental::Fingerprint;
use crate::lexicon::{self, Flag, speech_acts};
use crate::pos::Pos;
use crate::syntax::lemma;
use crate::syntax::traits::Traits;
use crate::syntax::view::SyntaxView;

/// Maximum distance of the antecedent, in sentences.
const MAX_SENTENCES_BACK: usize = 2;
/// Maximum number of mentions remembered.
const MAX_REMEMBERED: usize = 8;
/// Maximum distance at which a subject or a verb is looked for, in tokens.
const REACH: usize = 12;

/// The most recent mentions of organisations and other non-persons that act, latest last.
#[derive(Clone, Default)]
pub(crate) struct RecentActors(Vec<ActorMention>);

#[derive(Clone)]
struct ActorMention {
    entity: usize,
    sentence: usize,
    subject: bool,
    place: bool,
}

impl RecentActors {
    /// Records a mention outside quotations. The recogniser may have mistaken the kind of an organisation, so
    /// every subject but a person, language, law or location counts.
    #[inline(never)]
    pub(crate) fn record(&mut self, entity: usize, kind: EntityKind, sentence: usize, subject: bool) {
        let place = kind == EntityKind::Gpe;
        let can_act = match kind {
            EntityKind::Organization => true,
            EntityKind::Person | EntityKind::Language | EntityKind::Law | EntityKind::Location => false,
            _ => subject,
        };
        if !can_act {
            return;
        }
        if self.0.len() >= MAX_REMEMBERED {
            self.0.remove(0);
        }
        self.0.push(ActorMention { entity, sentence, subject, place });
    }

    /// Extends `key` with everything that a block starting at this sentence reads.
    pub(crate) fn fingerprint(&self, key: Fingerprint, sentence: usize) -> Fingerprint {
        self.0.iter().fold(key.with(self.0.len() as u64), |key, mention| {
            let back = sentence.wrapping_sub(mention.sentence).min(MAX_SENTENCES_BACK + 1) as u64;
            let packed = u64::from(mention.subject) << 1 | u64::from(mention.place);
            key.with((mention.entity as u64) << 16 | back << 8 | packed)
        })
    }

    /// Moves all positions by a number of sentences (wrapping).
    pub(crate) fn shift(&mut self, sentences: usize) {
        self.0.iter_mut().for_each(|mention| mention.sentence = mention.sentence.wrapping_add(sentences));
    }

    /// The antecedent of the pronoun at `token`, with a score and the reason.
    #[inline(never)]
    pub(crate) fn antecedent(
        &self,
        view: &SyntaxView,
        nominals: &[NominalMention],
        sentence: usize,
        token: usize,
    ) -> Option<(usize, f32, &'static str)> {
        let plural = match view.word(token) {
            "it" | "It" => false,
            "they" | "They" => true,
            _ => return None,
        };
        if !is_speech_subject(view, token) || has_unnamed_rival(view, nominals, sentence, token, plural) {
            return None;
        }
        let nearby: Vec<&ActorMention> = self
            .0
            .iter()
            .filter(|s| sentence.wrapping_sub(s.sentence) <= MAX_SENTENCES_BACK && !(plural && s.place))
            .collect();
        let first = nearby.first()?;
        if nearby.iter().all(|s| s.entity == first.entity) {
            return Some((first.entity, 0.7, "the only body named before"));
        }
        let acting: Vec<&ActorMention> = nearby.into_iter().filter(|s| s.subject).collect();
        let last = acting.last()?;
        let rivals = acting.iter().any(|s| s.sentence == last.sentence && s.entity != last.entity);
        (!rivals).then_some((last.entity, 0.6, "who the sentence before is about"))
    }
}

/// Whether the pronoun at `token` is the subject of a verb of saying, thinking or deciding.
fn is_speech_subject(view: &SyntaxView, token: usize) -> bool {
    let high = view.sentence(token).end.min(token + 5);
    let at = (token + 1..high)
        .find(|&i| !matches!(view.tag(i), Pos::Adv | Pos::Aux | Pos::Part) && !view.word(i).ends_with("ly"));
    at.is_some_and(|i| view.has_trait(i, Traits::SPEECH) || is_speech_act_verb(view, i))
}

/// Whether the phrase from token `start` completes a "members of …" that acts for it: "|members of the Tea
/// Union| marched".
pub(crate) fn follows_members_of(view: &SyntaxView, start: usize) -> bool {
    let the = usize::from(start > 0 && view.has(start - 1, Flag::DefiniteArticle));
    let of = start.wrapping_sub(1 + the);
    view.word(of) == "of" && of > 0 && is_members_noun(&view.folded(of - 1))
}

fn is_members_noun(word: &str) -> bool {
    lexicon::has(word, Flag::MembersNoun)
}

/// Whether token `i` is a verb of the speech act lexicon.
fn is_speech_act_verb(view: &SyntaxView, i: usize) -> bool {
    speech_acts::known(&lemma::of(view.word(i), view.tag(i))).is_some()
}

/// Whether an unnamed person or organisation that could be meant is the subject of the preceding sentence, or
/// of this one up to the pronoun.
fn has_unnamed_rival(
    view: &SyntaxView,
    nominals: &[NominalMention],
    sentence: usize,
    token: usize,
    plural: bool,
) -> bool {
    let here = view.sentence(token);
    let before =
        sentence.checked_sub(1).and_then(|s| view.article.sentences.get(s)).map(|s| s.tokens.clone());
    let parts = [before, Some(here.start..token)];
    parts.into_iter().flatten().any(|part| has_unnamed_speaker(view, nominals, part, plural))
}

/// Whether the first noun of a clause is an unnamed person or organisation of this number that could speak.
fn has_unnamed_speaker(
    view: &SyntaxView,
    nominals: &[NominalMention],
    clause: Range<usize>,
    plural: bool,
) -> bool {
    let high = clause.end.min(clause.start + REACH);
    let stop = (clause.start..high)
        .find(|&i| view.is_finite(i) || view.tag(i) == Pos::Adp || view.word(i) == ",")
        .unwrap_or(high);
    // The subject of a sentence that opens with a preposition comes later and is not examined.
    let Some(head) = stop.checked_sub(1).filter(|&h| h >= clause.start) else { return false };
    if (clause.start..stop).any(|i| view.word(i) == "and" && i > 0 && view.in_person(i - 1)) {
        return true;
    }
    let is_resolved = nominals
        .get(nominals.partition_point(|a| a.tokens.end <= head))
        .is_some_and(|a| a.tokens.contains(&head));
    if is_resolved || view.name(head).is_some() || view.tag(head) != Pos::Noun {
        return false;
    }
    let word = view.folded(head);
    let is_members = is_members_noun(&word);
    if plural {
        let is_human = word.strip_suffix('s').is_some_and(lexicon::is_role)
            || lexicon::has(&word, Flag::PeopleOrAuthorities);
        is_human && !is_members
    } else {
        lexicon::is_organization_noun(&word) || word == "government"
    }
}
