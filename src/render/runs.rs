//! Paragraphs cut into runs: what a form for reading is a loop over.

use crate::document::segments::{self, Mark};
use crate::document::{Document, MentionKind};
use crate::render::words::{self, Block};
use crate::text::Span;

/// A piece of a paragraph on which the same marks lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Run {
    /// Where it stands.
    pub span: Span,
    /// The inmost mention or value.
    pub named: Option<Named>,
    /// The inmost claim whose words these are.
    pub content: Option<u32>,
    /// In how many claims at once, at most three.
    pub depth: usize,
    /// The inmost claim whose source this is.
    pub source: Option<u32>,
    /// The inmost claim whose cue this is.
    pub cue: Option<u32>,
    /// Whether it is a word of doubt.
    pub hedge: bool,
}

/// What is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// The entity and which of its mentions.
    Entity(u32, u32),
    /// The value.
    Value(u32),
}

/// The paragraphs of an article with their runs.
pub(crate) fn paragraphs(document: &Document, text: &str) -> Vec<(Block, Vec<Run>)> {
    let mut out: Vec<(Block, Vec<Run>)> = words::blocks(text).into_iter().map(|b| (b, Vec::new())).collect();
    let mut first = 0;
    for (span, marks) in segments::flatten(document, text).iter() {
        while out.get(first).is_some_and(|(block, _)| block.span.end <= span.start) {
            first += 1;
        }
        for (block, runs) in out.iter_mut().skip(first).take_while(|(block, _)| block.span.start < span.end) {
            let inside = Span::new(span.start.max(block.span.start), span.end.min(block.span.end));
            runs.push(run(inside, marks));
        }
    }
    out
}

fn run(span: Span, marks: &[Mark]) -> Run {
    let mut run = Run { span, ..Run::default() };
    for &mark in marks {
        match mark {
            Mark::Mention(entity, mention) => run.named = Some(Named::Entity(entity, mention)),
            Mark::Value(value) => run.named = Some(Named::Value(value)),
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

/// Neighbouring runs of one mention or value together; every other run by itself.
pub(crate) fn groups(runs: &[Run]) -> impl Iterator<Item = &[Run]> {
    runs.chunk_by(|a, b| a.named.is_some() && a.named == b.named)
}

/// The entity that a group names by its name, not by a role or a pronoun.
pub(crate) fn name(document: &Document, group: &[Run]) -> Option<usize> {
    let Some(Named::Entity(entity, mention)) = group.first()?.named else { return None };
    let mention = document.entities.get(entity as usize)?.mentions.get(mention as usize)?;
    (mention.kind == MentionKind::Name).then_some(entity as usize)
}

/// The words of a run on one line.
pub(crate) fn flow(text: &str, run: &Run) -> String {
    let ends_line = |c: char| matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    run.span.of(text).replace("\r\n", " ").replace(ends_line, " ")
}

/// The numbers of notes, given to entities in the order in which they are first named.
pub(crate) struct Notes {
    numbers: Vec<usize>,
    /// The entities that have a note, by number from 1.
    pub order: Vec<usize>,
}

impl Notes {
    /// No note yet.
    pub(crate) fn new(document: &Document) -> Self {
        Self { numbers: vec![0; document.entities.len()], order: Vec::new() }
    }

    /// The number for an entity that is named here for the first time.
    pub(crate) fn first(&mut self, entity: usize) -> Option<usize> {
        let number = self.numbers.get_mut(entity).filter(|number| **number == 0)?;
        self.order.push(entity);
        *number = self.order.len();
        Some(*number)
    }
}
