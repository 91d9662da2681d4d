//! The JSON of a spaCy `Doc` (`Doc.from_json`, version 3): tokens, sentences, entities without overlaps, and
//! all marks as span groups.
//!
//! Offsets count code points. Never writes a span that does not start and end with a token, which spaCy
//! refuses.

use serde::Serialize;

use crate::document::Document;
use crate::render::{ExportOptions, json, outermost, phrases};
use crate::sentences;
use crate::text::{Positions, Span, Unit};
use crate::tokens::{self, Token};

#[derive(Serialize)]
struct Doc<'d> {
    text: &'d str,
    ents: Vec<Ent>,
    sents: Vec<Place>,
    tokens: Vec<TokenPlace>,
    spans: Groups<'d>,
}

#[derive(Serialize)]
struct Groups<'d> {
    mentions: Vec<Group<'d>>,
    values: Vec<Group<'d>>,
    sources: Vec<Group<'d>>,
    cues: Vec<Group<'d>>,
    content: Vec<Group<'d>>,
}

#[derive(Serialize)]
struct Ent {
    start: u32,
    end: u32,
    label: &'static str,
}

#[derive(Serialize)]
struct Group<'d> {
    start: u32,
    end: u32,
    label: &'static str,
    kb_id: &'d str,
}

#[derive(Serialize)]
struct Place {
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct TokenPlace {
    id: usize,
    start: u32,
    end: u32,
}

/// Renders a document for spaCy.
pub(crate) fn render(document: &Document, text: &str, _: &ExportOptions) -> String {
    let tokens = tokens::tokenize(text);
    let at = Positions::new(text, Unit::CodePoint);
    // spaCy refuses a span that does not start and end with a token.
    let fits = |span: Span| {
        let starts = tokens.binary_search_by_key(&span.start, |t| t.span.start).is_ok();
        starts && tokens.binary_search_by_key(&span.end, |t| t.span.end).is_ok()
    };
    let group = |span: Span, label, kb_id| {
        let (start, end) = at.span(span);
        fits(span).then_some(Group { start, end, label, kb_id })
    };
    let place = |span: Span| {
        let (start, end) = at.span(span);
        Place { start, end }
    };
    let claims = &document.claims;
    let mentions = document.entities.iter().flat_map(|entity| {
        let id = entity.link.as_deref().and_then(phrases::wikidata).unwrap_or_default();
        entity.mentions.iter().filter_map(move |m| group(m.span, entity.kind.label(), id))
    });
    let ents = outermost::kinds(document).into_iter().filter(|(span, _)| fits(*span)).map(|(span, label)| {
        let (start, end) = at.span(span);
        Ent { start, end, label }
    });
    let act = |claim: &crate::document::Claim| claim.cue.as_ref().map_or("says", |cue| cue.kind.label());
    let doc = Doc {
        text,
        ents: ents.collect(),
        sents: sentences::split(text, &tokens).into_iter().map(|s| place(s.span)).collect(),
        tokens: spaced(text, &tokens)
            .into_iter()
            .enumerate()
            .map(|(id, span)| {
                let (start, end) = at.span(span);
                TokenPlace { id, start, end }
            })
            .collect(),
        spans: Groups {
            mentions: mentions.collect(),
            values: document.values.iter().filter_map(|v| group(v.span, v.kind.label(), "")).collect(),
            sources: claims
                .iter()
                .filter_map(|c| {
                    let link = phrases::speaker(document, c).and_then(|e| e.link.as_deref());
                    group(
                        c.source.as_ref()?.span,
                        act(c),
                        link.and_then(phrases::wikidata).unwrap_or_default(),
                    )
                })
                .collect(),
            cues: claims.iter().filter_map(|c| group(c.cue.as_ref()?.span, act(c), "")).collect(),
            content: claims
                .iter()
                .flat_map(|c| c.content.iter().filter_map(move |&span| group(span, act(c), "")))
                .collect(),
        },
    };
    json::pretty(&doc)
}

/// Returns the tokens as spaCy counts them: one space after a token belongs to it, other white space is a
/// token.
fn spaced(text: &str, tokens: &[Token]) -> Vec<Span> {
    let mut out = Vec::with_capacity(tokens.len() + tokens.len() / 8);
    let mut end = 0;
    let gap = |from: u32, to: u32, out: &mut Vec<Span>| {
        let after_token = from > 0 && text.as_bytes().get(from as usize) == Some(&b' ');
        let from = from + u32::from(after_token);
        if from < to {
            out.push(Span::new(from, to));
        }
    };
    for token in tokens {
        gap(end, token.span.start, &mut out);
        out.push(token.span);
        end = token.span.end;
    }
    gap(end, text.len() as u32, &mut out);
    out
}
