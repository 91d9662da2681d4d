//! Paragraphs split into text runs, over which the formats for readers iterate.

use crate::document::segments::{self, Mark};
use crate::document::{Document, MentionKind};
use crate::render::phrases::{self, Paragraph};
use crate::text::Span;

/// A part of a paragraph covered by the same marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TextRun {
    /// Its place in the text.
    pub span: Span,
    /// The innermost mention or value.
    pub named: Option<Mentioned>,
    /// The innermost claim whose content contains it.
    pub content: Option<u32>,
    /// Number of claims whose content contains it, at most three.
    pub depth: usize,
    /// The innermost claim whose source contains it.
    pub source: Option<u32>,
    /// The innermost claim whose cue contains it.
    pub cue: Option<u32>,
    /// Whether it is part of a hedge.
    pub hedge: bool,
}

/// The entity or value that a run mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mentioned {
    /// The entity and the index of the mention.
    Entity(u32, u32),
    /// The index of the value.
    Value(u32),
}

/// Splits an article into paragraphs with their runs.
pub(crate) fn paragraphs(document: &Document, text: &str) -> Vec<(Paragraph, Vec<TextRun>)> {
    let mut out: Vec<(Paragraph, Vec<TextRun>)> =
        phrases::paragraphs(text).into_iter().map(|b| (b, Vec::new())).collect();
    let mut first = 0;
    for (span, marks) in segments::flatten(document, text).iter() {
        while out.get(first).is_some_and(|(paragraph, _)| paragraph.span.end <= span.start) {
            first += 1;
        }
        for (paragraph, runs) in
            out.iter_mut().skip(first).take_while(|(paragraph, _)| paragraph.span.start < span.end)
        {
            let inside = Span::new(span.start.max(paragraph.span.start), span.end.min(paragraph.span.end));
            runs.push(run(inside, marks));
        }
    }
    out
}

fn run(span: Span, marks: &[Mark]) -> TextRun {
    let mut run = TextRun { span, ..TextRun::default() };
    for &mark in marks {
        match mark {
            Mark::Mention(entity, mention) => run.named = Some(Mentioned::Entity(entity, mention)),
            Mark::Value(value) => run.named = Some(Mentioned::Value(value)),
            Mark::Content(claim, _) => {
                run.content = Some(claim);
                run.depth = (run.depth + 1).min(3);
            }
            Mark::Source(claim) => run.source = Some(claim),
            Mark::Cue(claim) => run.cue = Some(claim),
            Mark::Hedge(..) => run.hedge = true,
            Mark::Credit(_) => {}
        }
    }
    run
}

/// Groups adjacent runs of the same mention or value; every other run is a group of its own.
pub(crate) fn groups(runs: &[TextRun]) -> impl Iterator<Item = &[TextRun]> {
    runs.chunk_by(|a, b| a.named.is_some() && a.named == b.named)
}

/// Returns the entity that a group mentions by name, not by role or pronoun.
pub(crate) fn named_entity(document: &Document, group: &[TextRun]) -> Option<usize> {
    let Some(Mentioned::Entity(entity, mention)) = group.first()?.named else { return None };
    let mention = document.entities.get(entity as usize)?.mentions.get(mention as usize)?;
    (mention.kind == MentionKind::Name).then_some(entity as usize)
}

/// Returns the text of a run with line breaks replaced by spaces.
pub(crate) fn without_line_breaks(text: &str, run: &TextRun) -> String {
    let ends_line = |c: char| matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    run.span.of(text).replace("\r\n", " ").replace(ends_line, " ")
}

/// Numbers of notes, assigned to entities in order of their first name.
pub(crate) struct Notes {
    numbers: Vec<usize>,
    /// Entities with a note, in order of their numbers.
    pub order: Vec<usize>,
}

impl Notes {
    /// Creates an empty list of notes.
    pub(crate) fn new(document: &Document) -> Self {
        Self { numbers: vec![0; document.entities.len()], order: Vec::new() }
    }

    /// Assigns the next number to an entity; `None` if it already has one.
    pub(crate) fn number_for(&mut self, entity: usize) -> Option<usize> {
        let number = self.numbers.get_mut(entity).filter(|number| **number == 0)?;
        self.order.push(entity);
        *number = self.order.len();
        Some(*number)
    }
}
