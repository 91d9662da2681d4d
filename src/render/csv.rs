//! The claims as a table, one a row: comma-separated (RFC 4180) or tab-separated values.
//!
//! Offsets count code points. No cell is read as a formula by a spreadsheet. The comma-separated form begins
//! with the mark by which Excel knows UTF-8.

use crate::document::{Document, Polarity, Quote};
use crate::render::{Choices, escape, words};
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

/// The claims, separated by commas.
pub(crate) fn comma(document: &Document, text: &str, _: &Choices) -> String {
    format!("\u{FEFF}{}", table(document, text, ',', "\r\n"))
}

/// The claims, separated by tabs.
pub(crate) fn tab(document: &Document, text: &str, _: &Choices) -> String {
    table(document, text, '\t', "\n")
}

fn table(document: &Document, text: &str, comma: char, end: &str) -> String {
    let at = Positions::new(text, Unit::CodePoint);
    let between = comma.to_string();
    let mut out = COLUMNS.join(&between) + end;
    for (i, claim) in document.claims.iter().enumerate() {
        let (start, stop) = at.span(claim.span);
        let speaker = words::speaker(document, claim);
        let source = claim.source.as_ref();
        let row: [String; COLUMNS.len()] = [
            i.to_string(),
            start.to_string(),
            stop.to_string(),
            source.map(|_| words::speaker_name(document, text, claim).into_owned()).unwrap_or_default(),
            words::role(speaker).unwrap_or_default(),
            source.map(|s| s.span.of(text).to_owned()).unwrap_or_default(),
            source.is_some_and(|s| s.anonymous).to_string(),
            claim.cue.as_ref().map(|cue| cue.span.of(text).to_owned()).unwrap_or_default(),
            claim.cue.as_ref().map(|cue| cue.kind.label().to_owned()).unwrap_or_default(),
            quote(claim.quote).to_owned(),
            stance(claim.polarity).to_owned(),
            words::content(text, claim),
            words::join(text, &claim.hedges, "; "),
            format!("{:.2}", claim.check_worthiness),
            words::reasons(claim),
            claim.parent.map(|parent| parent.to_string()).unwrap_or_default(),
            speaker.and_then(|e| e.link.as_deref()).and_then(words::wikidata).unwrap_or_default().to_owned(),
        ];
        out += &row.map(|value| escape::quoted(&value, comma)).join(&between);
        out += end;
    }
    out
}

/// How a claim is quoted, as the schema names it.
pub(crate) const fn quote(quote: Quote) -> &'static str {
    match quote {
        Quote::Direct => "direct",
        Quote::Indirect => "indirect",
        Quote::Mixed => "mixed",
    }
}

/// Whether the source stands behind it, as the schema names it.
pub(crate) const fn stance(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Affirms => "affirms",
        Polarity::Denies => "denies",
    }
}
