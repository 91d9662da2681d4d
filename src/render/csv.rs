//! A table of claims, one per row, as comma-separated (RFC 4180) or tab-separated values.
//!
//! Offsets count code points. The comma-separated form begins with a byte order mark, by which Excel
//! recognises UTF-8. Never writes a cell that a spreadsheet would evaluate as a formula.

use crate::document::{Document, Polarity, Quote};
use crate::render::{ExportOptions, escape, phrases};
use crate::text::{Positions, Unit};

const COLUMNS: [&str; 17] = [
    "claim",
    "start",
    "end",
    "speaker",
    "role",
    "source",
    "anonymous",
    "cue",
    "act",
    "quote",
    "stance",
    "content",
    "hedges",
    "check_worthiness",
    "reasons",
    "inside",
    "wikidata",
];

/// Renders the claims as comma-separated values.
pub(crate) fn comma(document: &Document, text: &str, _: &ExportOptions) -> String {
    format!("\u{FEFF}{}", table(document, text, ',', "\r\n"))
}

/// Renders the claims as tab-separated values.
pub(crate) fn tab(document: &Document, text: &str, _: &ExportOptions) -> String {
    table(document, text, '\t', "\n")
}

fn table(document: &Document, text: &str, comma: char, end: &str) -> String {
    let at = Positions::new(text, Unit::CodePoint);
    let between = comma.to_string();
    let mut out = COLUMNS.join(&between) + end;
    for (i, claim) in document.claims.iter().enumerate() {
        let (start, stop) = at.span(claim.span);
        let speaker = phrases::speaker(document, claim);
        let source = claim.source.as_ref();
        let row: [String; COLUMNS.len()] = [
            i.to_string(),
            start.to_string(),
            stop.to_string(),
            source.map(|_| phrases::speaker_name(document, text, claim).into_owned()).unwrap_or_default(),
            phrases::role(speaker).unwrap_or_default(),
            source.map(|s| s.span.of(text).to_owned()).unwrap_or_default(),
            source.is_some_and(|s| s.anonymous).to_string(),
            claim.cue.as_ref().map(|cue| cue.span.of(text).to_owned()).unwrap_or_default(),
            claim.cue.as_ref().map(|cue| cue.kind.label().to_owned()).unwrap_or_default(),
            quote(claim.quote).to_owned(),
            stance(claim.polarity).to_owned(),
            phrases::content(text, claim),
            phrases::join(text, &claim.hedges, "; "),
            format!("{:.2}", claim.check_worthiness),
            phrases::reasons(claim),
            claim.parent.map(|parent| parent.to_string()).unwrap_or_default(),
            speaker
                .and_then(|e| e.link.as_deref())
                .and_then(phrases::wikidata)
                .unwrap_or_default()
                .to_owned(),
        ];
        out += &row.map(|value| escape::quoted(&value, comma)).join(&between);
        out += end;
    }
    out
}

/// Returns the name of a kind of quotation in the schema.
pub(crate) const fn quote(quote: Quote) -> &'static str {
    match quote {
        Quote::Direct => "direct",
        Quote::Indirect => "indirect",
        Quote::Mixed => "mixed",
    }
}

/// Returns the name of a polarity in the schema.
pub(crate) const fn stance(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Affirms => "affirms",
        Polarity::Denies => "denies",
    }
}
