//! CoNLL columns: one token per line, a blank line after each sentence.
//!
//! The columns are the word, its start and end in code points, its entity (`e3`, also for roles and
//! pronouns), the part of a claim it belongs to, and last, as in CoNLL-2003, the kind of name or value. The
//! last two use IOB2. Of overlapping marks only the outermost is written.

use std::fmt::Write;

use crate::document::Document;
use crate::render::ExportOptions;
use crate::render::outermost::{self, FlatSpans};
use crate::sentences;
use crate::text::{Positions, Span, Unit};
use crate::tokens;

/// Renders the tokens of an article with their columns.
pub(crate) fn render(document: &Document, text: &str, _: &ExportOptions) -> String {
    let tokens = tokens::tokenize(text);
    let at = Positions::new(text, Unit::CodePoint);
    let mut names = Column::new(outermost::kinds(document));
    let mut entities = Column::new(outermost::entities(document));
    let mut claims = Column::new(outermost::claims(document));
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

/// Marks without overlaps, read from left to right.
struct Column<T> {
    marks: FlatSpans<T>,
    next: usize,
    /// The mark of the previous token.
    before: Option<Span>,
}

impl<T: Copy> Column<T> {
    fn new(marks: FlatSpans<T>) -> Self {
        Self { marks, next: 0, before: None }
    }

    /// Returns the mark that covers a token. Tokens must be queried in order.
    fn at(&mut self, token: Span) -> Option<(Span, T)> {
        while self.marks.get(self.next).is_some_and(|(span, _)| span.end <= token.start) {
            self.next += 1;
        }
        self.marks.get(self.next).copied().filter(|(span, _)| span.overlaps(token))
    }
}

impl Column<&'static str> {
    /// Returns the IOB2 label of a token. Tokens must be queried in order.
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
