//! The kinds of names: from the labels of the recogniser to the kinds of OntoNotes.
//!
//! The corpora on which the recogniser is trained label fewer kinds: one for all places, one for everything
//! that is not a person, place, group, organisation, building or product. A small model that sees a name as a
//! whole, with all its occurrences, separates the others; if it is confident enough, it also overrules the
//! recogniser ("Hamburg won again"). States and landforms are separated by head words only, since no
//! available corpus labels them better. Never changes the boundaries of a name.

use std::cell::OnceCell;
use std::ops::Range;

use crate::document::EntityKind;
use crate::incremental::{Fingerprint, StageCache};
use crate::model::crf::Model;
use crate::model::crf::viterbi::Decoder;
use crate::model::features::Rows;
use crate::recognizer::kind_features::NamedArticle;
use crate::recognizer::kind_rules;

/// All kinds, in the order of the model's labels.
pub const KINDS: [EntityKind; 11] = [
    EntityKind::Person,
    EntityKind::Norp,
    EntityKind::Facility,
    EntityKind::Organization,
    EntityKind::Gpe,
    EntityKind::Location,
    EntityKind::Product,
    EntityKind::Event,
    EntityKind::WorkOfArt,
    EntityKind::Law,
    EntityKind::Language,
];

/// Returns the set of kinds, as bits, that a label of the recogniser allows.
pub(crate) fn kinds_of_label(label: &str) -> u16 {
    match label {
        "Person" => bit(EntityKind::Person),
        "NORP" => bit(EntityKind::Norp),
        "Facility" => bit(EntityKind::Facility),
        "Organization" => bit(EntityKind::Organization),
        "Product" => bit(EntityKind::Product),
        "Location" => bit(EntityKind::Gpe) | bit(EntityKind::Location),
        "Misc" => {
            bit(EntityKind::Event)
                | bit(EntityKind::WorkOfArt)
                | bit(EntityKind::Law)
                | bit(EntityKind::Language)
        }
        _ => 0,
    }
}

/// Returns the bit of a kind in a set of kinds.
pub const fn bit(kind: EntityKind) -> u16 {
    1 << kind as u16
}

/// A name found by the recogniser, before its kind is decided.
#[derive(Clone, Debug)]
pub(crate) struct NameCandidate {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The kinds that its label allows, as bits.
    pub possible: u16,
    /// The recogniser's probability of each kind, independent of the boundaries of the name.
    pub probabilities: [f32; KINDS.len()],
    /// The recogniser's probability of these tokens with this label, 0 to 1.
    pub score: f32,
}

impl NameCandidate {
    /// Sets the kind, with probability one.
    pub(crate) fn set_kind(&mut self, kind: EntityKind) {
        self.possible = bit(kind);
        self.probabilities = [0.0; KINDS.len()];
        self.probabilities[kind as usize] = 1.0;
    }
}

/// Returns the mean probability of each kind over some tokens of the last decoded run. `possible` has the
/// kinds of each label.
pub(crate) fn kind_probabilities(
    decoder: &Decoder,
    tokens: Range<usize>,
    possible: &[u16],
) -> [f32; KINDS.len()] {
    let mut probabilities = [0.0; KINDS.len()];
    let share = 1.0 / tokens.len().max(1) as f32;
    for i in tokens {
        for (label, &possible) in possible.iter().enumerate().filter(|(_, possible)| **possible != 0) {
            let mass = decoder.marginal(i, label) * share;
            KINDS
                .iter()
                .zip(&mut probabilities)
                .filter(|(k, _)| possible & bit(**k) != 0)
                .for_each(|(_, l)| *l += mass);
        }
    }
    probabilities
}

/// A kind, the factor for the recogniser's score, and the reason.
pub(crate) type KindDecision = (EntityKind, f32, &'static str);

/// Adds the probabilities of the kinds to a fingerprint.
pub(crate) fn with_probabilities(all: Fingerprint, probabilities: &[f32; KINDS.len()]) -> Fingerprint {
    probabilities
        .chunks(2)
        .fold(all, |all, two| all.with(two.iter().fold(0, |bits, p| bits << 32 | u64::from(p.to_bits()))))
}

/// Decides the kind of each name; `None` for calendar words, which the corpora occasionally label as names.
#[inline(never)]
pub(crate) fn decide(
    article: &NamedArticle,
    candidates: &[NameCandidate],
    model: &Model,
    cache: &mut StageCache<KindDecision>,
) -> Vec<Option<KindDecision>> {
    cache.start_round();
    let trained = model.labels().len() == KINDS.len();
    let (mut rows, mut decoder) = (Rows::default(), Decoder::default());
    let fingerprints = OnceCell::new();
    let mut decide = |(at, candidate): (usize, &NameCandidate)| {
        let NameCandidate { tokens, possible, probabilities, .. } = candidate;
        if possible & bit(EntityKind::Event) != 0 && kind_rules::is_calendar(article, tokens.clone()) {
            return None;
        }
        if kind_rules::is_language(article, tokens.clone()) {
            return Some((EntityKind::Language, 1.0, "a language that is spoken or written"));
        }
        if !trained {
            return Some((by_rule(article, tokens.clone(), *possible), 1.0, AS_RECOGNIZED));
        }
        let inputs = || {
            with_probabilities(
                fingerprints.get_or_init(|| article.fingerprints())[at].with(u64::from(*possible)),
                probabilities,
            )
        };
        Some(cache.get(inputs, || {
            rows.clear();
            article.row(tokens.clone(), false, &mut rows);
            decoder.run(model, &rows, 0..1);
            decoder.compute_posteriors(model);
            combine(article, candidate, std::array::from_fn(|at| decoder.marginal(0, at)))
        }))
    };
    candidates.iter().enumerate().map(&mut decide).collect()
}

/// Combines the probabilities of the recogniser with those of the model of kinds.
fn combine(article: &NamedArticle, candidate: &NameCandidate, model: [f32; KINDS.len()]) -> KindDecision {
    let odds: [f32; KINDS.len()] = std::array::from_fn(|at| {
        candidate.probabilities[at].max(FLOOR) * model[at].max(FLOOR).powf(MODEL_WEIGHT)
    });
    let best = (0..KINDS.len()).fold(0, |best, at| if odds[at] > odds[best] { at } else { best });
    let tokens = candidate.tokens.clone();
    let kind = match KINDS[best] {
        EntityKind::Gpe | EntityKind::Location => kind_rules::place(article, tokens),
        EntityKind::Organization if kind_rules::is_building(article, tokens.clone()) => EntityKind::Facility,
        kind => kind,
    };
    if candidate.possible & bit(KINDS[best]) != 0 {
        return (kind, 1.0, AS_RECOGNIZED);
    }
    let share = odds[best] / odds.iter().sum::<f32>();
    (kind, share, "what its words and its places in the article say")
}

const AS_RECOGNIZED: &str = "the recogniser's reading";
/// Minimum probability, so that neither side excludes a kind.
const FLOOR: f32 = 0.001;
/// Exponent that weighs the model of kinds against the recogniser.
const MODEL_WEIGHT: f32 = 0.8;

/// Decides the kind by head words and lists, among the possible kinds.
pub fn by_rule(article: &NamedArticle, tokens: Range<usize>, possible: u16) -> EntityKind {
    let among = |kind: EntityKind| (possible & bit(kind) != 0).then_some(kind);
    let only = KINDS.into_iter().find(|&k| possible == bit(k));
    only.or_else(|| among(kind_rules::place(article, tokens.clone())))
        .or_else(|| among(kind_rules::misc(article, tokens)))
        .or_else(|| KINDS.into_iter().find(|&k| possible & bit(k) != 0))
        .unwrap_or(EntityKind::Event)
}
