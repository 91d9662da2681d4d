//! W3C Web Annotations as JSON-LD: a page of annotations, each with a quote and a position selector.
//!
//! Positions count code points. The source is the URL of the article if given, otherwise the hash of its
//! text. A linked name has its Wikidata entry as an identifying body. The source and the cue of a claim link
//! to the annotation of its content. Never embeds the whole text.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::document::Document;
use crate::render::{ExportOptions, escape, json, phrases};
use crate::text::{Positions, Span, Unit};

/// Number of characters before and after the quote in a selector.
const CONTEXT: usize = 32;

#[derive(Serialize)]
struct Page {
    #[serde(rename = "@context")]
    context: &'static str,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    items: Vec<Annotation>,
}

#[derive(Serialize)]
struct Annotation {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    body: Vec<Body>,
    target: Vec<Target>,
}

#[derive(Serialize)]
struct Body {
    #[serde(rename = "type")]
    kind: &'static str,
    purpose: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

#[derive(Serialize)]
struct Target {
    source: String,
    selector: (Quote, Position),
}

#[derive(Serialize)]
struct Quote {
    #[serde(rename = "type")]
    kind: &'static str,
    exact: String,
    prefix: String,
    suffix: String,
}

#[derive(Serialize)]
struct Position {
    #[serde(rename = "type")]
    kind: &'static str,
    start: u32,
    end: u32,
}

/// Renders the annotations of an article.
pub(crate) fn render(document: &Document, text: &str, options: &ExportOptions) -> String {
    let hash = || format!("urn:sha256:{:x}", Sha256::digest(text));
    let source = options.url.clone().unwrap_or_else(hash);
    let at = Positions::new(text, Unit::CodePoint);
    let mut page = Collector { source, text, at, items: Vec::new() };
    for (e, entity) in document.entities.iter().enumerate() {
        for (m, mention) in entity.mentions.iter().enumerate() {
            let mut body = vec![
                text_body("tagging", entity.kind.label()),
                text_body("describing", &format!("{}: {}", entity.name, phrases::about(entity))),
            ];
            if let Some(id) = entity.link.as_deref().and_then(phrases::wikidata) {
                body.push(resource_body("identifying", format!("http://www.wikidata.org/entity/{id}")));
            }
            if let Some(stands_for) = &mention.stands_for {
                body.push(text_body("describing", &format!("stands for the {}", stands_for.what)));
            }
            page.add(format!("e{e}-{m}"), "identifying", body, &[mention.span]);
        }
    }
    for (v, value) in document.values.iter().enumerate() {
        let mut body = vec![text_body("tagging", value.kind.label())];
        body.extend(value.iso.iter().map(|iso| text_body("describing", iso)));
        page.add(format!("v{v}"), "tagging", body, &[value.span]);
    }
    for (c, claim) in document.claims.iter().enumerate() {
        let speaker = phrases::speaker_name(document, text, claim);
        let attribution = format!("{speaker} {}", phrases::verb(claim));
        let body = vec![text_body("tagging", "content"), text_body("describing", attribution.trim_end())];
        page.add(format!("c{c}"), "describing", body, &claim.content);
        let content = format!("{}#c{c}", page.source);
        let part = |tag| vec![text_body("tagging", tag), resource_body("linking", content.clone())];
        if let Some(from) = &claim.source {
            page.add(format!("c{c}-source"), "linking", part("source"), &[from.span]);
        }
        if let Some(cue) = &claim.cue {
            page.add(format!("c{c}-cue"), "linking", part("cue"), &[cue.span]);
        }
    }
    json::pretty(&Page {
        context: "http://www.w3.org/ns/anno.jsonld",
        id: format!("{}#annotations", page.source),
        kind: "AnnotationPage",
        items: page.items,
    })
}

/// Collects annotations.
struct Collector<'t> {
    source: String,
    text: &'t str,
    at: Positions,
    items: Vec<Annotation>,
}

impl Collector<'_> {
    // Called from many places: one copy is smaller, and speed does not matter.
    #[inline(never)]
    fn add(&mut self, name: String, motivation: &'static str, body: Vec<Body>, spans: &[Span]) {
        let id = format!("{}#{name}", self.source);
        let target = spans.iter().map(|&span| target(&self.source, self.text, &self.at, span)).collect();
        self.items.push(Annotation { id, kind: "Annotation", motivation, body, target });
    }
}

#[inline(never)]
fn text_body(purpose: &'static str, value: &str) -> Body {
    Body { kind: "TextualBody", purpose, value: Some(escape::line(value)), source: None }
}

fn resource_body(purpose: &'static str, source: String) -> Body {
    Body { kind: "SpecificResource", purpose, value: None, source: Some(source) }
}

fn target(source: &str, text: &str, at: &Positions, span: Span) -> Target {
    let (start, end) = at.span(span);
    let before = text.get(..span.start as usize).unwrap_or_default();
    let after = text.get(span.end as usize..).unwrap_or_default();
    let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(i, _)| i);
    let quote = Quote {
        kind: "TextQuoteSelector",
        exact: span.of(text).to_owned(),
        prefix: before[from..].to_owned(),
        suffix: after.chars().take(CONTEXT).collect(),
    };
    Target {
        source: source.to_owned(),
        selector: (quote, Position { kind: "TextPositionSelector", start, end }),
    }
}
