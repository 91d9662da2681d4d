//! The part of a document that was chosen: without the families that are switched off, and of a passage only.
//!
//! What comes out is a document like any other, read from the passage as if it were the text.

use crate::document::{Claim, Cue, Document, Entity, Mention, Reason, Source, Value};
use crate::render::Choices;
use crate::render::words::Family;
use crate::text::Span;

/// The chosen part of a document, and the text that it is of.
///
/// Only names and claims that lie wholly in the passage stay. A role stays with its words; where these stand
/// outside the passage its span is empty.
pub(crate) fn select<'t>(document: &Document, text: &'t str, choices: &Choices) -> (Document, &'t str) {
    let whole = Span::new(0, text.len() as u32);
    let within = choices.within.filter(|span| text.get(span.range()).is_some()).unwrap_or(whole);
    let shown = |family| !choices.without.contains(&family);
    let moved = |span: Span| {
        within.contains(span).then(|| Span::new(span.start - within.start, span.end - within.start))
    };
    let mut places = Vec::with_capacity(document.entities.len());
    let mut entities = Vec::new();
    for entity in document.entities.iter() {
        let mentions: Vec<Mention> = entity
            .mentions
            .iter()
            .filter_map(|m| moved(m.span).map(|span| Mention { span, ..m.clone() }))
            .collect();
        let stays = shown(Family::of(entity.kind)) && !mentions.is_empty();
        places.push(stays.then_some(entities.len()));
        if stays {
            entities.push(Entity { mentions, ..entity.clone() });
        }
    }
    let inside = |claim: &&Claim| !choices.without_claims && within.contains(claim.span);
    let mut claim_places = vec![None; document.claims.len()];
    let kept = document.claims.iter().enumerate().filter(|(_, claim)| inside(claim)).map(|(i, _)| i);
    for (to, from) in kept.enumerate() {
        claim_places[from] = Some(to);
    }
    let mut value_places = Vec::with_capacity(document.values.len());
    let mut values = Vec::new();
    for value in &document.values {
        let span = moved(value.span).filter(|_| shown(Family::of_value(value.kind)));
        value_places.push(span.map(|_| values.len()));
        values.extend(span.map(|span| Value { span, ..value.clone() }));
    }
    let kept = |ids: &[usize], places: &[Option<usize>]| -> Vec<usize> {
        ids.iter().filter_map(|&id| places.get(id).copied().flatten()).collect()
    };
    for role in entities.iter_mut().flat_map(|entity| &mut entity.roles) {
        role.span = moved(role.span).unwrap_or_default();
        role.of = kept(&role.of, &places);
    }
    let spans = |list: &[Span]| list.iter().filter_map(|&span| moved(span)).collect::<Vec<_>>();
    let claims = document.claims.iter().filter(inside).map(|claim| Claim {
        span: moved(claim.span).unwrap_or_default(),
        source: claim.source.as_ref().and_then(|source| {
            let entities = kept(&source.entities, &places);
            let entity = entities.first().copied();
            Some(Source { span: moved(source.span)?, entity, entities, anonymous: source.anonymous })
        }),
        cue: claim.cue.as_ref().and_then(|cue| Some(Cue { span: moved(cue.span)?, ..cue.clone() })),
        content: spans(&claim.content),
        parent: claim.parent.and_then(|parent| claim_places.get(parent).copied().flatten()),
        hedges: spans(&claim.hedges),
        entities: kept(&claim.entities, &places),
        values: kept(&claim.values, &value_places),
        reasons: claim
            .reasons
            .iter()
            .filter_map(|reason| moved(reason.span).map(|span| Reason { span, ..reason.clone() }))
            .collect(),
        ..claim.clone()
    });
    let chosen = Document {
        published: document.published,
        published_from: document.published_from,
        sentences: Vec::new(),
        claims: claims.collect(),
        values,
        credits: spans(&document.credits),
        corrected: Vec::new(),
        entities,
    };
    (chosen, within.of(text))
}
