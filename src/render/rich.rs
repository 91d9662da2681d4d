//! Rich text for mail and documents: inline styles only, no class, no script; and claims as citations.
//!
//! Colours are those of the light theme, for paper is white.

use std::fmt::Write;

use crate::document::{Claim, Document, Entity, Quote};
use crate::render::runs::{self, Named, Notes, Run};
use crate::render::words::{self, Family};
use crate::render::{Choices, Names, escape};

const WASH: &str = "background-color:#f7efd9";

/// The article with coloured names and washed claims, then the notes or lists that were asked for.
pub(crate) fn render(document: &Document, text: &str, choices: &Choices) -> String {
    let mut out = String::from("<div>");
    let mut notes = Notes::new(document);
    for (block, runs) in runs::paragraphs(document, text) {
        out += if block.head { "<h2 style=\"font-size:1.3em\">" } else { "<p>" };
        for group in runs::groups(&runs) {
            let words: String = group.iter().map(|run| spoken(text, run)).collect();
            match runs::name(document, group).and_then(|i| Some((i, document.entities.get(i)?))) {
                Some((i, entity)) => named(&mut out, entity, &words, notes.first(i), choices.names),
                None => match date(document, group) {
                    Some(ink) => out += &format!("<span style=\"color:{ink}\">{words}</span>"),
                    None => out += &words,
                },
            }
        }
        out += if block.head { "</h2>\n" } else { "</p>\n" };
    }
    let entities =
        |order: &[usize]| order.iter().filter_map(|&i| document.entities.get(i)).collect::<Vec<_>>();
    match choices.names {
        Names::Footnotes => {
            let rows = entities(&notes.order).into_iter().enumerate();
            let rows: String = rows.map(|(i, e)| format!("<p>[{}] {}</p>\n", i + 1, who(e))).collect();
            section(&mut out, "Notes", "", &rows, "");
        }
        _ if choices.lists => {
            let rows = words::in_order(document).into_iter().map(|e| format!("<li>{}</li>\n", who(e)));
            section(&mut out, "Who is who", "<ul>", &rows.collect::<String>(), "</ul>");
        }
        _ => {}
    }
    if choices.lists {
        let rows = document.claims.iter().map(|claim| format!("<li>{}</li>\n", says(document, text, claim)));
        section(&mut out, "Who says what", "<ul>", &rows.collect::<String>(), "</ul>");
    }
    out + "</div>\n"
}

fn section(out: &mut String, title: &str, open: &str, rows: &str, close: &str) {
    if !rows.is_empty() {
        *out += &format!("<h3 style=\"font-size:1.05em\">{title}</h3>\n{open}{rows}{close}");
    }
}

/// The words of a run as claims style them.
fn spoken(text: &str, run: &Run) -> String {
    let words = escape::html(&runs::flow(text, run));
    let style = match (run.content.is_some(), run.cue.is_some()) {
        (false, false) => return words,
        (true, false) => WASH.to_owned(),
        (false, true) => "font-style:italic".to_owned(),
        (true, true) => format!("{WASH};font-style:italic"),
    };
    format!("<span style=\"{style}\">{words}</span>")
}

/// A name; what goes with the first of an entity's names is a link or the number of its note.
fn named(out: &mut String, entity: &Entity, words: &str, first: Option<usize>, names: Names) {
    let ink = Family::of(entity.kind).ink();
    let link = entity.link.as_deref().and_then(words::reference);
    // Writing to a string cannot fail.
    let _ = match (names, first, link) {
        (Names::Links, Some(_), Some(address)) => {
            write!(out, "<a href=\"{}\" style=\"color:{ink}\"><b>{words}</b></a>", escape::html(&address))
        }
        (Names::Footnotes, Some(number), _) => {
            write!(out, "<b style=\"color:{ink}\">{words}</b><sup>[{number}]</sup>")
        }
        _ => write!(out, "<b style=\"color:{ink}\">{words}</b>"),
    };
}

fn date(document: &Document, group: &[Run]) -> Option<&'static str> {
    let Some(Named::Value(value)) = group.first()?.named else { return None };
    let family = Family::of_value(document.values.get(value as usize)?.kind);
    (family == Family::Date).then(|| family.ink())
}

/// A line about an entity.
fn who(entity: &Entity) -> String {
    let ink = Family::of(entity.kind).ink();
    let name = escape::html(&entity.name);
    let about = escape::html(&words::about(entity));
    match entity.link.as_deref().and_then(words::reference) {
        Some(address) => {
            format!("<a href=\"{}\" style=\"color:{ink}\"><b>{name}</b></a>: {about}", escape::html(&address))
        }
        None => format!("<b style=\"color:{ink}\">{name}</b>: {about}"),
    }
}

/// A line about a claim.
fn says(document: &Document, text: &str, claim: &Claim) -> String {
    let speaker = escape::html(&words::speaker_name(document, text, claim));
    let role = words::role(words::speaker(document, claim));
    let role = role.map(|role| format!(" ({})", escape::html(&role))).unwrap_or_default();
    let verb = match words::verb(claim) {
        "" => String::new(),
        verb => format!(" <i>{verb}</i>"),
    };
    format!("<b>{speaker}</b>{role}{verb}: {}", escape::html(&words::content(text, claim)))
}

/// One claim, or each of them, as a citation in plain words: who, what, and where it stands.
pub(crate) fn citation(document: &Document, text: &str, choices: &Choices) -> String {
    let from = origin(document, text, choices);
    chosen(document, choices).map(|claim| format!("{}{from}\n", cited(document, text, claim))).collect()
}

/// The same as rich text.
pub(crate) fn rich_citation(document: &Document, text: &str, choices: &Choices) -> String {
    let from = escape::html(&origin(document, text, choices));
    let rows = chosen(document, choices);
    rows.map(|claim| format!("<p>{}{from}</p>\n", escape::html(&cited(document, text, claim)))).collect()
}

fn chosen<'d>(document: &'d Document, choices: &Choices) -> impl Iterator<Item = &'d Claim> {
    let one = choices.claim;
    document
        .claims
        .iter()
        .enumerate()
        .filter(move |(i, _)| one.is_none_or(|one| one == *i))
        .map(|(_, claim)| claim)
}

fn cited(document: &Document, text: &str, claim: &Claim) -> String {
    let name = words::speaker_name(document, text, claim);
    let role =
        words::role(words::speaker(document, claim)).map(|role| format!(", {role}")).unwrap_or_default();
    let what = words::statement(text, claim);
    match (claim.quote, &claim.source) {
        (_, None) => format!("{what} (no source named)"),
        (Quote::Direct, _) if matches!(words::verb(claim), "says" | "say") => {
            format!("{what} — {name}{role}")
        }
        _ => {
            let comma = if role.is_empty() { "" } else { "," };
            format!("{name}{role}{comma} {}: {what}", words::cue(text, claim))
        }
    }
}

/// Where the article stands, as far as it is known.
fn origin(document: &Document, text: &str, choices: &Choices) -> String {
    let headline = words::headline(text).map(|headline| format!("“{headline}”"));
    let parts = [headline, document.published.map(words::day), choices.address.clone()];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!(" [{}]", parts.join(", ")) }
}
