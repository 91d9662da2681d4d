//! CoNLL columns, one token a line, a blank line after each sentence.
//!
//! Word, start and end in code points, the entity (`e3`) also of roles and pronouns, the part of a claim it
//! belongs to, and last, where readers of CoNLL-2003 look for it, the kind of name or value. The last two are in
//! IOB2; of marks that overlap the outermost counts.

use std::fmt::Write;

use crate::document::Document;
use crate::render::Choices;
use crate::render::flat::{self, Flat};
use crate::sentences;
use crate::text::{Positions, Span, Unit};
use crate::tokens;

/// The tokens of an article with their columns.
pub(crate) fn render(document: &Document, text: &str, _: &Choices) -> String {
    let tokens = tokens::tokenize(text);
    let at = Positions::new(text, Unit::CodePoint);
    let mut names = Column::new(flat::kinds(document));
    let mut entities = Column::new(flat::entities(document));
    let mut claims = Column::new(flat::claims(document));
    let mut out = String::new();
    for sentence in sentences::split(text, &tokens) {
        for token in tokens.get(sentence.tokens).unwrap_or_default() {
            let (start, end) = at.span(token.span);
            let (name, claim) = (names.iob(token.span), claims.iob(token.span));
            let entity = entities.at(token.span).map_or_else(|| "_".to_owned(), |(_, id)| format!("e{id}"));
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{}\t{start}\t{end}\t{entity}\t{claim}\t{name}", token.span.of(text));
        }
        out.push('\n');
    }
    out
}

/// Marks that do not overlap, read from left to right.
struct Column<T> {
    marks: Flat<T>,
    next: usize,
    /// The mark of the last token.
    before: Option<Span>,
}

impl<T: Copy> Column<T> {
    fn new(marks: Flat<T>) -> Self {
        Self { marks, next: 0, before: None }
    }

    /// The mark that covers a token; tokens are asked for in order.
    fn at(&mut self, token: Span) -> Option<(Span, T)> {
        while self.marks.get(self.next).is_some_and(|(span, _)| span.end <= token.start) {
            self.next += 1;
        }
        self.marks.get(self.next).copied().filter(|(span, _)| span.overlaps(token))
    }
}

impl Column<&'static str> {
    fn iob(&mut self, token: Span) -> String {
        let found = self.at(token);
        let begins = self.before != found.map(|(span, _)| span);
        self.before = found.map(|(span, _)| span);
        match found {
            None => "O".to_owned(),
            Some((_, kind)) => format!("{}-{kind}", if begins { 'B' } else { 'I' }),
        }
    }
}
