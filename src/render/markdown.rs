//! Markdown: names in bold with a footnote or a link where each is first named, who says what as a list.

use crate::document::{Document, Entity};
use crate::render::runs::{self, Notes};
use crate::render::{Choices, Names, escape, words};

/// The article as Markdown.
pub(crate) fn render(document: &Document, text: &str, choices: &Choices) -> String {
    let mut parts = Vec::new();
    let mut notes = Notes::new(document);
    for (block, runs) in runs::paragraphs(document, text) {
        let mut body = String::new();
        for group in runs::groups(&runs) {
            let words: String = group.iter().map(|run| escape::markdown(&runs::flow(text, run))).collect();
            match runs::name(document, group).and_then(|i| Some((i, document.entities.get(i)?))) {
                Some((i, entity)) => body += &named(entity, &words, notes.first(i), choices.names),
                None => body += &words,
            }
        }
        let body = escape::markdown_start(&body);
        parts.push(if block.head { format!("# {body}") } else { body });
    }
    if choices.lists && choices.names != Names::Footnotes && !document.entities.is_empty() {
        parts.push("## Who is who".to_owned());
        parts.push(
            words::in_order(document)
                .into_iter()
                .map(|e| format!("- {}", who(e)))
                .collect::<Vec<_>>()
                .join("\n"),
        );
    }
    if choices.lists && !document.claims.is_empty() {
        parts.push("## Who says what".to_owned());
        let rows = document.claims.iter().map(|claim| {
            let role = words::role(words::speaker(document, claim));
            let role = role.map(|role| format!(" ({})", escape::markdown(&role))).unwrap_or_default();
            let verb = match words::verb(claim) {
                "" => String::new(),
                verb => format!(" *{verb}*"),
            };
            let speaker = escape::markdown(&words::speaker_name(document, text, claim));
            format!("- **{speaker}**{role}{verb}: {}", escape::markdown(&words::content(text, claim)))
        });
        parts.push(rows.collect::<Vec<_>>().join("\n"));
    }
    if choices.names == Names::Footnotes && !notes.order.is_empty() {
        let entities = notes.order.iter().filter_map(|&i| document.entities.get(i));
        let rows = entities.enumerate().map(|(i, entity)| format!("[^{}]: {}", i + 1, who(entity)));
        parts.push(rows.collect::<Vec<_>>().join("\n"));
    }
    parts.join("\n\n") + "\n"
}

fn named(entity: &Entity, words: &str, first: Option<usize>, names: Names) -> String {
    match (names, first, entity.link.as_deref().and_then(words::reference)) {
        (Names::Footnotes, Some(number), _) => format!("**{words}**[^{number}]"),
        (Names::Links, Some(_), Some(address)) => format!("[**{words}**]({address})"),
        _ => format!("**{words}**"),
    }
}

/// A line about an entity.
fn who(entity: &Entity) -> String {
    let name = escape::markdown(&escape::line(&entity.name));
    let about = escape::markdown(&words::about(entity));
    match entity.link.as_deref().and_then(words::reference) {
        Some(address) => format!("[{name}]({address}): {about}"),
        None => format!("{name}: {about}"),
    }
}
