//! From the recogniser's kinds to the kinds of OntoNotes.
//!
//! The corpora that the recogniser learns from label fewer kinds: one for all places, one for everything that is not
//! a person, place, group, body, building or product. A small model that sees each name as a whole, with every place
//! where it stands, tells the rest apart; where it is firm, it also outvotes the recogniser ("Hamburg won again").
//! States and land forms are told apart by head words alone: no corpus at hand teaches that better.

use std::cell::OnceCell;
use std::ops::Range;

use crate::document::EntityKind;
use crate::incremental::{Fingerprint, StageCache};
use crate::model::crf::Model;
use crate::model::crf::viterbi::Decoder;
use crate::model::features::Rows;
use crate::recognizer::kind_features::Page;
use crate::recognizer::kind_rules;

/// The kinds, in the order of the model's labels.
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

/// The kinds that a label of the recogniser leaves open, by their bits.
pub(crate) fn open(label: &str) -> u16 {
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

/// The bit of a kind in a set of kinds.
pub const fn bit(kind: EntityKind) -> u16 {
    1 << kind as u16
}

/// A name as the recogniser reads it.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The kinds that its label leaves open, by their bits.
    pub open: u16,
    /// How likely the recogniser holds each kind, whatever the name's bounds.
    pub likely: [f32; KINDS.len()],
    /// How sure the recogniser is of these tokens and this label, 0 to 1.
    pub score: f32,
}

impl Reading {
    /// Is sure of this kind from now on.
    pub(crate) fn become_kind(&mut self, kind: EntityKind) {
        self.open = bit(kind);
        self.likely = [0.0; KINDS.len()];
        self.likely[kind as usize] = 1.0;
    }
}

/// How likely the recogniser holds each kind at some tokens of its last run, `open` being the kinds of each label.
pub(crate) fn likely(decoder: &Decoder, tokens: Range<usize>, open: &[u16]) -> [f32; KINDS.len()] {
    let mut likely = [0.0; KINDS.len()];
    let share = 1.0 / tokens.len().max(1) as f32;
    for i in tokens {
        for (label, &open) in open.iter().enumerate().filter(|(_, open)| **open != 0) {
            let mass = decoder.marginal(i, label) * share;
            KINDS.iter().zip(&mut likely).filter(|(k, _)| open & bit(**k) != 0).for_each(|(_, l)| *l += mass);
        }
    }
    likely
}

/// A kind, what it leaves of the recogniser's score, and why.
pub(crate) type Decided = (EntityKind, f32, &'static str);

/// With how likely each kind is.
pub(crate) fn fingerprint_of(key: Fingerprint, likely: &[f32; KINDS.len()]) -> Fingerprint {
    likely
        .chunks(2)
        .fold(key, |key, two| key.with(two.iter().fold(0, |bits, p| bits << 32 | u64::from(p.to_bits()))))
}

/// The kind of each name of the page; none for words of the calendar, which the corpora now and then label as a name.
#[inline(never)]
pub(crate) fn decide(
    page: &Page,
    readings: &[Reading],
    model: &Model,
    kept: &mut StageCache<Decided>,
) -> Vec<Option<Decided>> {
    kept.start_round();
    let trained = model.labels().len() == KINDS.len();
    let (mut rows, mut decoder) = (Rows::default(), Decoder::default());
    let keys = OnceCell::new();
    let mut decide = |(at, reading): (usize, &Reading)| {
        let Reading { tokens, open, likely, .. } = reading;
        if open & bit(EntityKind::Event) != 0 && kind_rules::is_calendar(page, tokens.clone()) {
            return None;
        }
        if kind_rules::is_language(page, tokens.clone()) {
            return Some((EntityKind::Language, 1.0, "a language that is spoken or written"));
        }
        if !trained {
            return Some((by_rule(page, tokens.clone(), *open), 1.0, READING));
        }
        let key = || fingerprint_of(keys.get_or_init(|| page.keys())[at].with(u64::from(*open)), likely);
        Some(kept.get(key, || {
            rows.clear();
            page.row(tokens.clone(), false, &mut rows);
            decoder.run(model, &rows, 0..1);
            decoder.compute_posteriors(model);
            firm(page, reading, std::array::from_fn(|at| decoder.marginal(0, at)))
        }))
    };
    readings.iter().enumerate().map(&mut decide).collect()
}

/// The kind of a name that the model of kinds holds so likely to be of each.
fn firm(page: &Page, reading: &Reading, says: [f32; KINDS.len()]) -> Decided {
    let odds: [f32; KINDS.len()] =
        std::array::from_fn(|at| reading.likely[at].max(FAINT) * says[at].max(FAINT).powf(SAY));
    let best = (0..KINDS.len()).fold(0, |best, at| if odds[at] > odds[best] { at } else { best });
    let tokens = reading.tokens.clone();
    let kind = match KINDS[best] {
        EntityKind::Gpe | EntityKind::Location => kind_rules::place(page, tokens),
        EntityKind::Organization if kind_rules::is_building(page, tokens.clone()) => EntityKind::Facility,
        kind => kind,
    };
    if reading.open & bit(KINDS[best]) != 0 {
        return (kind, 1.0, READING);
    }
    let share = odds[best] / odds.iter().sum::<f32>();
    (kind, share, "what its words and its places in the article say")
}

const READING: &str = "the recogniser's reading";
/// Neither side rules a kind out altogether.
const FAINT: f32 = 0.001;
/// How much the model has to say beside the recogniser.
const SAY: f32 = 0.8;

/// What head words and lists make of a name, among the kinds that are open.
pub fn by_rule(page: &Page, tokens: Range<usize>, open: u16) -> EntityKind {
    let among = |kind: EntityKind| (open & bit(kind) != 0).then_some(kind);
    let only = KINDS.into_iter().find(|&k| open == bit(k));
    only.or_else(|| among(kind_rules::place(page, tokens.clone())))
        .or_else(|| among(kind_rules::misc(page, tokens)))
        .or_else(|| KINDS.into_iter().find(|&k| open & bit(k) != 0))
        .unwrap_or(EntityKind::Event)
}
