//! Rich text for mail and documents, and claims as citations.
//!
//! The colours are those of the light theme. Never uses classes or scripts, only inline styles.

use std::fmt::Write;

use crate::document::{Claim, Document, Entity, Quote};
use crate::render::phrases::{self, KindFamily};
use crate::render::text_runs::{self, Mentioned, Notes, TextRun};
use crate::render::{ExportOptions, NameStyle, escape};

/// Style of the content of claims.
const CLAIM_STYLE: &str = "background-color:#f7efd9";

/// Renders an article with coloured names and highlighted claims, followed by notes or lists.
pub(crate) fn render(document: &Document, text: &str, options: &ExportOptions) -> String {
    let mut out = String::from("<div>");
    let mut notes = Notes::new(document);
    for (paragraph, runs) in text_runs::paragraphs(document, text) {
        out += if paragraph.is_headline { "<h2 style=\"font-size:1.3em\">" } else { "<p>" };
        for group in text_runs::groups(&runs) {
            let words: String = group.iter().map(|run| styled(text, run)).collect();
            match text_runs::named_entity(document, group).and_then(|i| Some((i, document.entities.get(i)?)))
            {
                Some((i, entity)) => {
                    write_name(&mut out, entity, &words, notes.number_for(i), options.name_style)
                }
                None => match date_color(document, group) {
                    Some(color) => out += &format!("<span style=\"color:{color}\">{words}</span>"),
                    None => out += &words,
                },
            }
        }
        out += if paragraph.is_headline { "</h2>\n" } else { "</p>\n" };
    }
    let entities =
        |order: &[usize]| order.iter().filter_map(|&i| document.entities.get(i)).collect::<Vec<_>>();
    match options.name_style {
        NameStyle::Footnotes => {
            let rows = entities(&notes.order).into_iter().enumerate();
            let rows: String = rows.map(|(i, e)| format!("<p>[{}] {}</p>\n", i + 1, describe(e))).collect();
            section(&mut out, "Notes", "", &rows, "");
        }
        _ if options.lists => {
            let rows = phrases::entities_by_family(document)
                .into_iter()
                .map(|e| format!("<li>{}</li>\n", describe(e)));
            section(&mut out, "Who is who", "<ul>", &rows.collect::<String>(), "</ul>");
        }
        _ => {}
    }
    if options.lists {
        let rows = document
            .claims
            .iter()
            .map(|claim| format!("<li>{}</li>\n", describe_claim(document, text, claim)));
        section(&mut out, "Who says what", "<ul>", &rows.collect::<String>(), "</ul>");
    }
    out + "</div>\n"
}

fn section(out: &mut String, title: &str, open: &str, rows: &str, close: &str) {
    if !rows.is_empty() {
        *out += &format!("<h3 style=\"font-size:1.05em\">{title}</h3>\n{open}{rows}{close}");
    }
}

/// Renders the words of a run in the style of its claim.
fn styled(text: &str, run: &TextRun) -> String {
    let words = escape::html(&text_runs::without_line_breaks(text, run));
    let style = match (run.content.is_some(), run.cue.is_some()) {
        (false, false) => return words,
        (true, false) => CLAIM_STYLE.to_owned(),
        (false, true) => "font-style:italic".to_owned(),
        (true, true) => format!("{CLAIM_STYLE};font-style:italic"),
    };
    format!("<span style=\"{style}\">{words}</span>")
}

/// Writes a name; the first name of an entity has a link or the number of its note.
fn write_name(out: &mut String, entity: &Entity, words: &str, first: Option<usize>, names: NameStyle) {
    let color = KindFamily::of_entity(entity.kind).color();
    let link = entity.link.as_deref().and_then(phrases::reference_url);
    // Writing to a string cannot fail.
    let _ = match (names, first, link) {
        (NameStyle::Links, Some(_), Some(address)) => {
            write!(out, "<a href=\"{}\" style=\"color:{color}\"><b>{words}</b></a>", escape::html(&address))
        }
        (NameStyle::Footnotes, Some(number), _) => {
            write!(out, "<b style=\"color:{color}\">{words}</b><sup>[{number}]</sup>")
        }
        _ => write!(out, "<b style=\"color:{color}\">{words}</b>"),
    };
}

/// Returns the colour of a group that is a date.
fn date_color(document: &Document, group: &[TextRun]) -> Option<&'static str> {
    let Some(Mentioned::Value(value)) = group.first()?.named else { return None };
    let family = KindFamily::of_value(document.values.get(value as usize)?.kind);
    (family == KindFamily::Date).then(|| family.color())
}

/// Describes an entity in one line.
fn describe(entity: &Entity) -> String {
    let color = KindFamily::of_entity(entity.kind).color();
    let name = escape::html(&entity.name);
    let about = escape::html(&phrases::about(entity));
    match entity.link.as_deref().and_then(phrases::reference_url) {
        Some(address) => {
            format!(
                "<a href=\"{}\" style=\"color:{color}\"><b>{name}</b></a>: {about}",
                escape::html(&address)
            )
        }
        None => format!("<b style=\"color:{color}\">{name}</b>: {about}"),
    }
}

/// Describes a claim in one line.
fn describe_claim(document: &Document, text: &str, claim: &Claim) -> String {
    let speaker = escape::html(&phrases::speaker_name(document, text, claim));
    let role = phrases::role(phrases::speaker(document, claim));
    let role = role.map(|role| format!(" ({})", escape::html(&role))).unwrap_or_default();
    let verb = match phrases::verb(claim) {
        "" => String::new(),
        verb => format!(" <i>{verb}</i>"),
    };
    format!("<b>{speaker}</b>{role}{verb}: {}", escape::html(&phrases::content(text, claim)))
}

/// Renders one claim, or every claim, as a citation in plain text: source, content, and origin of the
/// article.
pub(crate) fn citation(document: &Document, text: &str, options: &ExportOptions) -> String {
    let from = origin(document, text, options);
    cited_claims(document, options).map(|claim| format!("{}{from}\n", cite(document, text, claim))).collect()
}

/// Renders citations as rich text.
pub(crate) fn rich_citation(document: &Document, text: &str, options: &ExportOptions) -> String {
    let from = escape::html(&origin(document, text, options));
    let rows = cited_claims(document, options);
    rows.map(|claim| format!("<p>{}{from}</p>\n", escape::html(&cite(document, text, claim)))).collect()
}

/// Iterates over the claims to cite.
fn cited_claims<'d>(document: &'d Document, options: &ExportOptions) -> impl Iterator<Item = &'d Claim> {
    let one = options.claim;
    document
        .claims
        .iter()
        .enumerate()
        .filter(move |(i, _)| one.is_none_or(|one| one == *i))
        .map(|(_, claim)| claim)
}

/// Cites one claim.
fn cite(document: &Document, text: &str, claim: &Claim) -> String {
    let name = phrases::speaker_name(document, text, claim);
    let role =
        phrases::role(phrases::speaker(document, claim)).map(|role| format!(", {role}")).unwrap_or_default();
    let what = phrases::statement(text, claim);
    match (claim.quote, &claim.source) {
        (_, None) => format!("{what} (no source named)"),
        (Quote::Direct, _) if matches!(phrases::verb(claim), "says" | "say") => {
            format!("{what} — {name}{role}")
        }
        _ => {
            let comma = if role.is_empty() { "" } else { "," };
            format!("{name}{role}{comma} {}: {what}", phrases::cue(text, claim))
        }
    }
}

/// Returns headline, date and URL of the article, as far as known.
fn origin(document: &Document, text: &str, options: &ExportOptions) -> String {
    let headline = phrases::headline(text).map(|headline| format!("“{headline}”"));
    let parts = [headline, document.published.map(phrases::day), options.url.clone()];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!(" [{}]", parts.join(", ")) }
}
