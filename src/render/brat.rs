//! brat standoff: the `.ann` file for the article as `.txt`.
//!
//! Offsets count code points. A span over a line break is written in fragments, as in brat. Mentions of one
//! entity are related by `Alias`, links are normalisations to Wikidata, and the parts of a claim are related
//! to its content by `SourceOf`, `CueOf`, `HedgeOf` and `InsideOf`.

use std::fmt::Write;

use crate::document::Document;
use crate::render::{ExportOptions, csv, escape, phrases};
use crate::text::{Positions, Span, Unit};

/// Renders the annotations of an article.
pub(crate) fn render(document: &Document, text: &str, _: &ExportOptions) -> String {
    let mut out =
        Standoff { text, at: Positions::new(text, Unit::CodePoint), out: String::new(), last: [0; 5] };
    for entity in &document.entities {
        let mut ids = Vec::new();
        for mention in &entity.mentions {
            let id = out.span(entity.kind.label(), &[mention.span]);
            if let Some((link, wikidata)) =
                entity.link.as_deref().and_then(|l| Some((l, phrases::wikidata(l)?)))
            {
                let label = escape::line(&link.label);
                out.line(Kind::Normal, &format!("Reference T{id} Wikidata:{wikidata}\t{label}"));
            }
            if let Some(stands_for) = &mention.stands_for {
                out.note(id, &format!("stands for the {}", stands_for.what));
            }
            ids.push(format!(" T{id}"));
        }
        if ids.len() > 1 {
            out.out += &format!("*\tAlias{}\n", ids.concat());
        }
    }
    for value in &document.values {
        let id = out.span(value.kind.label(), &[value.span]);
        if let Some(iso) = &value.iso {
            out.note(id, iso);
        }
    }
    let mut contents = Vec::new();
    for claim in &document.claims {
        let content = out.span("Content", &claim.content);
        contents.push(content);
        out.line(Kind::Attribute, &format!("Quote T{content} {}", csv::quote(claim.quote)));
        out.line(Kind::Attribute, &format!("Stance T{content} {}", csv::stance(claim.polarity)));
        if let Some(source) = &claim.source {
            let id = out.span("Source", &[source.span]);
            out.relation("SourceOf", id, content);
        }
        if let Some(cue) = &claim.cue {
            let id = out.span("Cue", &[cue.span]);
            out.line(Kind::Attribute, &format!("Act T{id} {}", cue.kind.label()));
            out.relation("CueOf", id, content);
        }
        for hedge in &claim.hedges {
            let id = out.span("Hedge", &[*hedge]);
            out.relation("HedgeOf", id, content);
        }
    }
    for (claim, &content) in document.claims.iter().zip(&contents) {
        if let Some(&parent) = claim.parent.and_then(|parent| contents.get(parent)) {
            out.relation("InsideOf", content, parent);
        }
    }
    out.out
}

#[derive(Clone, Copy)]
enum Kind {
    Span,
    Relation,
    Attribute,
    Normal,
    Note,
}

struct Standoff<'t> {
    text: &'t str,
    at: Positions,
    out: String,
    /// The last id of each kind.
    last: [usize; 5],
}

impl Standoff<'_> {
    fn line(&mut self, kind: Kind, rest: &str) -> usize {
        let id = self.last[kind as usize] + 1;
        self.last[kind as usize] = id;
        let letter = ['T', 'R', 'A', 'N', '#'][kind as usize];
        // Writing to a string cannot fail.
        let _ = writeln!(self.out, "{letter}{id}\t{rest}");
        id
    }

    fn span(&mut self, kind: &str, spans: &[Span]) -> usize {
        let pieces: Vec<Span> = spans.iter().flat_map(|&span| fragments(self.text, span)).collect();
        let places: Vec<String> = pieces
            .iter()
            .map(|&piece| {
                let (start, end) = self.at.span(piece);
                format!("{start} {end}")
            })
            .collect();
        let words: Vec<&str> = pieces.iter().map(|piece| piece.of(self.text)).collect();
        self.line(Kind::Span, &format!("{kind} {}\t{}", places.join(";"), words.join(" ")))
    }

    fn relation(&mut self, name: &str, from: usize, to: usize) {
        self.line(Kind::Relation, &format!("{name} Arg1:T{from} Arg2:T{to}"));
    }

    fn note(&mut self, id: usize, words: &str) {
        self.line(Kind::Note, &format!("AnnotatorNotes T{id}\t{}", escape::line(words)));
    }
}

/// Splits a span at its line breaks, as defined by Python's `str.splitlines`, since brat is written in
/// Python.
fn fragments(text: &str, span: Span) -> Vec<Span> {
    let ends_line =
        |c: char| matches!(c, '\n'..='\r' | '\u{1C}'..='\u{1E}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let mut pieces = Vec::new();
    let mut at = span.start;
    for piece in span.of(text).split(ends_line) {
        let end = at + piece.len() as u32;
        if !piece.trim().is_empty() {
            pieces.push(Span::new(at, end));
        }
        at = end
            + text
                .get(end as usize..)
                .and_then(|rest| rest.chars().next())
                .map_or(0, |c| c.len_utf8() as u32);
    }
    pieces
}
