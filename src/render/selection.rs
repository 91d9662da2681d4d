//! Selects the part of a document to export: without excluded families, or only a passage.
//!
//! The result is a document like any other, whose text is the passage. Never annotates text.

use crate::document::{Claim, Cue, Document, Entity, Mention, Reason, Source, UnnamedReferent, Value};
use crate::render::ExportOptions;
use crate::render::phrases::KindFamily;
use crate::text::Span;

/// Returns the selected part of a document and its text.
///
/// Names and claims must lie entirely in the passage. A role is kept even if its words lie outside the
/// passage; its span is then empty.
pub(crate) fn select<'t>(document: &Document, text: &'t str, options: &ExportOptions) -> (Document, &'t str) {
    let everything = Span::new(0, text.len() as u32);
    let passage = options.passage.filter(|span| text.get(span.range()).is_some()).unwrap_or(everything);
    let included = |family| !options.exclude.contains(&family);
    let relative = |span: Span| {
        passage.contains(span).then(|| Span::new(span.start - passage.start, span.end - passage.start))
    };
    let mention = |m: &Mention| relative(m.span).map(|span| Mention { span, ..m.clone() });
    let mut entity_indices = Vec::with_capacity(document.entities.len());
    let mut entities = Vec::new();
    for entity in document.entities.iter() {
        let mentions: Vec<Mention> = entity.mentions.iter().filter_map(mention).collect();
        let kept = included(KindFamily::of_entity(entity.kind)) && !mentions.is_empty();
        entity_indices.push(kept.then_some(entities.len()));
        if kept {
            entities.push(Entity { mentions, ..entity.clone() });
        }
    }
    let inside = |claim: &&Claim| !options.exclude_claims && passage.contains(claim.span);
    let mut claim_indices = vec![None; document.claims.len()];
    let kept = document.claims.iter().enumerate().filter(|(_, claim)| inside(claim)).map(|(i, _)| i);
    for (to, from) in kept.enumerate() {
        claim_indices[from] = Some(to);
    }
    let mut value_indices = Vec::with_capacity(document.values.len());
    let mut values = Vec::new();
    for value in &document.values {
        let span = relative(value.span).filter(|_| included(KindFamily::of_value(value.kind)));
        value_indices.push(span.map(|_| values.len()));
        values.extend(span.map(|span| Value { span, ..value.clone() }));
    }
    let renumbered = |old: &[usize], new: &[Option<usize>]| -> Vec<usize> {
        old.iter().filter_map(|&index| new.get(index).copied().flatten()).collect()
    };
    for role in entities.iter_mut().flat_map(|entity| &mut entity.roles) {
        role.span = relative(role.span).unwrap_or_default();
        role.of = renumbered(&role.of, &entity_indices);
    }
    let mut unnamed_indices = Vec::with_capacity(document.unnamed.len());
    let mut unnamed = Vec::new();
    for referent in &document.unnamed {
        let mentions: Vec<Mention> = referent.mentions.iter().filter_map(mention).collect();
        unnamed_indices.push((!mentions.is_empty()).then_some(unnamed.len()));
        if !mentions.is_empty() {
            let named = referent.named.and_then(|entity| entity_indices.get(entity).copied().flatten());
            unnamed.push(UnnamedReferent { mentions, named, ..referent.clone() });
        }
    }
    let spans = |list: &[Span]| list.iter().filter_map(|&span| relative(span)).collect::<Vec<_>>();
    let claims = document.claims.iter().filter(inside).map(|claim| Claim {
        span: relative(claim.span).unwrap_or_default(),
        source: claim.source.as_ref().and_then(|source| {
            let entities = renumbered(&source.entities, &entity_indices);
            let entity = entities.first().copied();
            let score = if entity.is_some() { source.score } else { 0.0 };
            Some(Source {
                span: relative(source.span)?,
                score,
                entity,
                entities,
                candidates: renumbered(&source.candidates, &entity_indices),
                unnamed: source.unnamed.and_then(|number| unnamed_indices.get(number).copied().flatten()),
                anonymous: source.anonymous,
            })
        }),
        cue: claim.cue.as_ref().and_then(|cue| Some(Cue { span: relative(cue.span)?, ..cue.clone() })),
        content: spans(&claim.content),
        parent: claim.parent.and_then(|parent| claim_indices.get(parent).copied().flatten()),
        hedges: spans(&claim.hedges),
        entities: renumbered(&claim.entities, &entity_indices),
        values: renumbered(&claim.values, &value_indices),
        reasons: claim
            .reasons
            .iter()
            .filter_map(|reason| relative(reason.span).map(|span| Reason { span, ..reason.clone() }))
            .collect(),
        ..claim.clone()
    });
    let selected = Document {
        published: document.published,
        published_from: document.published_from,
        sentences: Vec::new(),
        claims: claims.collect(),
        values,
        credits: spans(&document.credits),
        corrected: Vec::new(),
        entities,
        unnamed,
    };
    (selected, passage.of(text))
}
