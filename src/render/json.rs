//! The document as JSON, following the published schema.

use serde::Serialize;

use crate::document::Document;
use crate::render::{ExportOptions, wire};
use crate::text::Unit;

/// Renders the document. Offsets count code points.
pub(crate) fn render(document: &Document, text: &str, _: &ExportOptions) -> String {
    pretty(&wire::document(document, text, Unit::CodePoint))
}

/// Serialises a value as indented JSON with a final line feed.
pub(crate) fn pretty(value: &impl Serialize) -> String {
    // Only maps with non-string keys and failing writers give errors; neither occurs here.
    let mut json = serde_json::to_string_pretty(value).unwrap_or_default();
    json.push('\n');
    json
}
