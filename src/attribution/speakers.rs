//! Confidence of a resolved speaker: the calibrated probability that the source means these entities.
//!
//! A small linear model reads how the source was resolved. It is trained and calibrated on news annotated in
//! full. A speaker below a minimum is left out: no speaker is better than a wrong one. Never chooses
//! another speaker.

use crate::document::{CueKind, EntityKind, MentionKind, Quote};
use crate::model::crf::Model;
use crate::model::crf::viterbi::Decoder;
use crate::model::features::Rows;

/// Minimum probability of a speaker that is given.
const MIN_CONFIDENCE: f32 = 0.3;

/// Minimum probability of a speaker that is certain: others need not be considered.
const CERTAIN: f32 = 0.8;

/// The way from the words of a source to an entity. The numbers are part of the trained model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Route {
    /// A reader's correction.
    ByHand = 1,
    /// A relative pronoun right after the entity.
    Relative,
    /// A pronoun that coreference resolved.
    Pronoun,
    /// A pronoun, taken as the last speaker.
    LastSpeaker,
    /// A pronoun for several, taken as those who spoke together.
    LastGroup,
    /// A pronoun for several that coreference resolved.
    Pronouns,
    /// A pronoun for several, taken as the last two named together.
    Pair,
    /// A mention heads the source.
    Head,
    /// A name in apposition.
    Apposition,
    /// Whom a document or a spokesperson speaks for.
    Represented,
    /// A definite noun for an organisation, taken as the one named before.
    OrganizationBefore,
    /// Whoever issued a document that was mentioned before.
    Document,
}

/// Evidence for and against the speaker of one claim.
#[derive(Clone, Copy, Debug)]
pub struct Evidence {
    /// How it was found.
    pub(crate) route: Route,
    /// The kind of the entity.
    pub(crate) entity: EntityKind,
    /// The form of the mention that heads the source, if one does, and its confidence.
    pub(crate) mention: Option<(MentionKind, f32)>,
    /// Number of entities that the source means.
    pub(crate) entities: usize,
    /// Number of words of the source.
    pub(crate) words: usize,
    /// Number of sentences since the last mention of the entity by name.
    pub(crate) distance: usize,
    /// Number of other people named in the same sentence or the two before.
    pub(crate) rivals: usize,
    /// Whether the entity was the last speaker.
    pub(crate) spoke_last: bool,
    /// Whether the words describe an anonymous source.
    pub(crate) reads_anonymous: bool,
    /// Whether the claim stands inside another.
    pub(crate) nested: bool,
    /// The speech act of the claim.
    pub(crate) kind: CueKind,
    /// Whether it is quoted.
    pub(crate) quote: Quote,
}

/// Returns the probability that the speaker is right.
pub fn probability(evidence: &Evidence, model: &Model) -> f32 {
    if evidence.route == Route::ByHand {
        return 1.0;
    }
    let (mut rows, mut decoder) = (Rows::default(), Decoder::default());
    describe(evidence, &mut rows);
    decoder.row_probability(model, &rows, 0)
}

/// Whether a speaker with this probability is given.
pub(crate) fn is_given(probability: f32) -> bool {
    probability >= MIN_CONFIDENCE
}

/// Whether a speaker with this probability is given without doubt.
pub(crate) fn is_certain(probability: f32) -> bool {
    probability >= CERTAIN
}

/// Writes the row of features of the evidence.
pub fn describe(e: &Evidence, rows: &mut Rows) {
    let route = e.route as u32;
    let entity = e.entity as u32;
    let (form, score) = e.mention.map_or((0, 0), |(form, score)| (1 + form as u32, (score * 10.0) as u32));
    let distance = e.distance.min(5) as u32;
    let rivals = e.rivals.min(4) as u32;
    let words = e.words.min(6) as u32;
    let flags = u32::from(e.spoke_last) + 2 * u32::from(e.reads_anonymous) + 4 * u32::from(e.nested);
    let (kind, quote) = (e.kind as u32, e.quote as u32);
    let several = e.entities.min(3) as u32;
    rows.push_all(
        281,
        &[
            &[route],
            &[route, entity],
            &[route, form],
            &[route, form, score],
            &[route, several],
            &[route, words],
            &[route, distance],
            &[route, rivals],
            &[route, distance, rivals],
            &[route, flags],
            &[flags, rivals],
            &[route, kind],
            &[route, quote],
            &[form, entity, words],
        ],
    );
    rows.end_row();
}
