//! The document as JSON, as the schema has it; and the one way in which JSON is written for files.

use serde::Serialize;

use crate::document::Document;
use crate::render::{Choices, wire};
use crate::text::Unit;

/// The whole document; offsets count code points.
pub(crate) fn render(document: &Document, text: &str, _: &Choices) -> String {
    pretty(&wire::document(document, text, Unit::CodePoint))
}

/// A value on many lines, for people and programs.
pub(crate) fn pretty(value: &impl Serialize) -> String {
    // Only maps with odd keys and writers that fail can go wrong, and there are none.
    let mut json = serde_json::to_string_pretty(value).unwrap_or_default();
    json.push('\n');
    json
}
