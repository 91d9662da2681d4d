//! Markdown: names in bold with a footnote or link at the first mention, and lists of entities and claims.

use crate::document::{Document, Entity};
use crate::render::text_runs::{self, Notes};
use crate::render::{ExportOptions, NameStyle, escape, phrases};

/// Renders an article as Markdown.
pub(crate) fn render(document: &Document, text: &str, options: &ExportOptions) -> String {
    let mut parts = Vec::new();
    let mut notes = Notes::new(document);
    for (paragraph, runs) in text_runs::paragraphs(document, text) {
        let mut body = String::new();
        for group in text_runs::groups(&runs) {
            let words: String = group
                .iter()
                .map(|run| escape::markdown(&text_runs::without_line_breaks(text, run)))
                .collect();
            match text_runs::named_entity(document, group).and_then(|i| Some((i, document.entities.get(i)?)))
            {
                Some((i, entity)) => {
                    body += &write_name(entity, &words, notes.number_for(i), options.name_style)
                }
                None => body += &words,
            }
        }
        let body = escape::markdown_start(&body);
        parts.push(if paragraph.is_headline { format!("# {body}") } else { body });
    }
    if options.lists && options.name_style != NameStyle::Footnotes && !document.entities.is_empty() {
        parts.push("## Who is who".to_owned());
        parts.push(
            phrases::entities_by_family(document)
                .into_iter()
                .map(|e| format!("- {}", describe(e)))
                .collect::<Vec<_>>()
                .join("\n"),
        );
    }
    if options.lists && !document.claims.is_empty() {
        parts.push("## Who says what".to_owned());
        let rows = document.claims.iter().map(|claim| {
            let role = phrases::role(phrases::speaker(document, claim));
            let role = role.map(|role| format!(" ({})", escape::markdown(&role))).unwrap_or_default();
            let verb = match phrases::verb(claim) {
                "" => String::new(),
                verb => format!(" *{verb}*"),
            };
            let speaker = escape::markdown(&phrases::speaker_name(document, text, claim));
            format!("- **{speaker}**{role}{verb}: {}", escape::markdown(&phrases::content(text, claim)))
        });
        parts.push(rows.collect::<Vec<_>>().join("\n"));
    }
    if options.name_style == NameStyle::Footnotes && !notes.order.is_empty() {
        let entities = notes.order.iter().filter_map(|&i| document.entities.get(i));
        let rows = entities.enumerate().map(|(i, entity)| format!("[^{}]: {}", i + 1, describe(entity)));
        parts.push(rows.collect::<Vec<_>>().join("\n"));
    }
    parts.join("\n\n") + "\n"
}

/// Writes a name with the note or link of its first mention.
fn write_name(entity: &Entity, words: &str, first: Option<usize>, names: NameStyle) -> String {
    match (names, first, entity.link.as_deref().and_then(phrases::reference_url)) {
        (NameStyle::Footnotes, Some(number), _) => format!("**{words}**[^{number}]"),
        (NameStyle::Links, Some(_), Some(address)) => format!("[**{words}**]({address})"),
        _ => format!("**{words}**"),
    }
}

/// Describes an entity in one line.
fn describe(entity: &Entity) -> String {
    let name = escape::markdown(&escape::line(&entity.name));
    let about = escape::markdown(&phrases::about(entity));
    match entity.link.as_deref().and_then(phrases::reference_url) {
        Some(address) => format!("[{name}]({address}): {about}"),
        None => format!("{name}: {about}"),
    }
}
