//! A self-contained HTML page: the marked article, cards, lists and a style sheet.
//!
//! Cards open by URL fragment and, with a pointer, on hover, by style rules only. The content security policy
//! of the page forbids loading and running anything. In print it is the article with its lists. Never
//! contains a script.

use std::fmt::Write;

use crate::document::{Claim, Document, Entity, MentionKind, Value};
use crate::render::phrases::{self, KindFamily};
use crate::render::text_runs::{self, Mentioned, TextRun};
use crate::render::{ExportOptions, escape};
use rustc_hash::FxHashSet;

const STYLE: &str = include_str!("reader.css");

/// Maximum number of cards that open on hover. With more, the style rules would slow the page down; all open
/// on click.
const MAX_HOVER_CARDS: usize = 300;

/// Renders an article as a page.
pub(crate) fn render(document: &Document, text: &str, options: &ExportOptions) -> String {
    let title = phrases::headline(text).unwrap_or_else(|| "Article".to_owned());
    let mut page = Page {
        document,
        text,
        out: String::with_capacity(4 * text.len() + 8192),
        seen: FxHashSet::default(),
    };
    page.out += &format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"Gloss\">\n\
         <title>{}</title>\n<style>\n{STYLE}{}</style>\n</head>\n<body>\n<main>\n<article>\n",
        escape::html(&title),
        hovers(document)
    );
    page.origin(options);
    for (paragraph, runs) in text_runs::paragraphs(document, text) {
        page.out += if paragraph.is_headline { "<h1 dir=\"auto\">" } else { "<p dir=\"auto\">" };
        for group in text_runs::groups(&runs) {
            page.group(group);
        }
        page.out += if paragraph.is_headline { "</h1>\n" } else { "</p>\n" };
    }
    page.out += "</article>\n";
    if options.lists {
        page.lists();
    }
    page.out += "<footer>Marked by Gloss, which shows who is who and who says what. It does not say what is true.</footer>\n</main>\n<div class=\"cards\">\n";
    page.cards();
    page.out + "</div>\n</body>\n</html>\n"
}

/// Returns the style rules that open a card and highlight all mentions while the pointer is on one of them.
fn hovers(document: &Document) -> String {
    let ids = [("e", document.entities.len()), ("v", document.values.len()), ("c", document.claims.len())];
    let ids: Vec<String> =
        ids.into_iter().flat_map(|(letter, count)| (0..count).map(move |i| format!("{letter}{i}"))).collect();
    if ids.is_empty() || ids.len() > MAX_HOVER_CARDS {
        return String::new();
    }
    let rule = |shape: fn(&str) -> String| ids.iter().map(|id| shape(id)).collect::<Vec<_>>().join(",");
    format!(
        "@media(hover:hover){{{}{{visibility:visible;transition-delay:.12s}}{}{{background:var(--lit)}}}}\n",
        rule(|id| format!("main:has(.{id}:is(:hover,:focus-visible))~.cards #{id}")),
        rule(|id| format!("main:has(.{id}:hover) .{id}")),
    )
}

struct Page<'d> {
    document: &'d Document,
    text: &'d str,
    out: String,
    /// Ids whose first mention is already in the tab order.
    seen: FxHashSet<String>,
}

impl Page<'_> {
    fn origin(&mut self, options: &ExportOptions) {
        let day = self.document.published.map(|day| format!("Published {}", phrases::day(day)));
        let from = options.url.as_ref().map(|address| {
            let address = escape::html(address);
            format!("<a href=\"{address}\" rel=\"noreferrer\">{address}</a>")
        });
        let parts: Vec<String> = [day, from].into_iter().flatten().collect();
        if !parts.is_empty() {
            self.out += &format!("<p class=\"from\">{}</p>\n", parts.join(" · "));
        }
    }

    /// Writes the runs of one mention or value, or a run without either.
    fn group(&mut self, group: &[TextRun]) {
        let link = group.first().and_then(|run| run.named).and_then(|named| self.class(named));
        if let Some((id, classes)) = &link {
            let aside = if self.seen.insert(id.clone()) { "" } else { " tabindex=\"-1\"" };
            self.out += &format!("<a class=\"n {id} {classes}\" href=\"#{id}\"{aside}>");
        }
        for run in group {
            let words = escape::html(&text_runs::without_line_breaks(self.text, run));
            let mut classes: Vec<String> = Vec::new();
            if run.content.is_some() {
                classes.push(format!("s d{}", run.depth));
            }
            if run.hedge {
                classes.push("hedge".to_owned());
            }
            self.out += &match (run.cue, &link) {
                (Some(claim), None) => {
                    format!("<a class=\"cue c{claim} {}\" href=\"#c{claim}\">{words}</a>", classes.join(" "))
                }
                _ if classes.is_empty() => words,
                _ => format!("<span class=\"{}\">{words}</span>", classes.join(" ")),
            };
        }
        if link.is_some() {
            self.out += "</a>";
        }
    }

    /// Returns the id of the card of a mention or value, and the style classes of the mark.
    fn class(&self, named: Mentioned) -> Option<(String, String)> {
        match named {
            Mentioned::Entity(e, m) => {
                let entity = self.document.entities.get(e as usize)?;
                let kind = entity.mentions.get(m as usize)?.kind;
                let how = if kind == MentionKind::Name { "name" } else { "other" };
                Some((format!("e{e}"), format!("{} {how}", KindFamily::of_entity(entity.kind).name())))
            }
            Mentioned::Value(v) => {
                let value = self.document.values.get(v as usize)?;
                Some((format!("v{v}"), KindFamily::of_value(value.kind).name().to_owned()))
            }
        }
    }

    fn lists(&mut self) {
        self.out += "<section class=\"lists\">\n";
        let entities = phrases::entities_by_family(self.document);
        if !entities.is_empty() {
            self.out += "<h2>Who is who</h2>\n<ul>\n";
            for entity in entities {
                let family = KindFamily::of_entity(entity.kind).name();
                let (name, about) = (escape::html(&entity.name), escape::html(&phrases::about(entity)));
                // Writing to a string cannot fail.
                let _ = writeln!(
                    self.out,
                    "<li><b class=\"{family}\"><bdi>{name}</bdi></b> <span class=\"soft\"><bdi>{about}</bdi></span></li>"
                );
            }
            self.out += "</ul>\n";
        }
        if !self.document.claims.is_empty() {
            self.out += "<h2>Who says what</h2>\n<ul>\n";
            for claim in &self.document.claims {
                let attribution = self.attribution(claim);
                let what = escape::html(&phrases::content(self.text, claim));
                let _ = writeln!(self.out, "<li>{attribution}: <bdi>{what}</bdi></li>");
            }
            self.out += "</ul>\n";
        }
        self.out += "</section>\n";
    }

    /// Returns the source of a claim with role and verb.
    fn attribution(&self, claim: &Claim) -> String {
        let speaker = phrases::speaker(self.document, claim);
        let name = escape::html(&phrases::speaker_name(self.document, self.text, claim));
        let role =
            phrases::role(speaker).map(|role| format!(" ({})", escape::html(&role))).unwrap_or_default();
        let family = speaker.map_or("", |e| KindFamily::of_entity(e.kind).name());
        let verb = phrases::verb(claim);
        let attribution = format!("<b class=\"{family}\"><bdi>{name}</bdi></b>{role} <i>{verb}</i>");
        attribution.trim_end_matches(" <i></i>").to_owned()
    }

    fn cards(&mut self) {
        let mut claims = vec![0; self.document.entities.len()];
        for entity in self.document.claims.iter().filter_map(|claim| claim.source.as_ref()?.entity) {
            if let Some(count) = claims.get_mut(entity) {
                *count += 1;
            }
        }
        for ((i, entity), claims) in self.document.entities.iter().enumerate().zip(claims) {
            let card = self.entity(entity, claims);
            self.card(
                &format!("e{i}"),
                KindFamily::of_entity(entity.kind).name(),
                phrases::kind_word(entity.kind),
                &card,
            );
        }
        for (i, value) in self.document.values.iter().enumerate() {
            let (family, card) = (KindFamily::of_value(value.kind), self.value(value));
            self.card(&format!("v{i}"), family.name(), phrases::value_word(value.kind), &card);
        }
        for (i, claim) in self.document.claims.iter().enumerate() {
            let card = self.claim(claim);
            self.card(&format!("c{i}"), "claim", "who says what", &card);
        }
    }

    fn card(&mut self, id: &str, family: &str, kind: &str, body: &str) {
        self.out += &format!(
            "<aside class=\"card {family}\" id=\"{id}\"><a class=\"shut\" href=\"#_\">Close</a><p class=\"kind\">{kind}</p>{body}</aside>\n"
        );
    }

    fn entity(&self, entity: &Entity, claims: usize) -> String {
        let mut out = format!("<h3><bdi>{}</bdi></h3>", escape::html(&entity.name));
        if let Some(role) = phrases::role(Some(entity)) {
            out += &format!("<p><b><bdi>{}</bdi></b></p>", escape::html(&role));
        }
        match &entity.link {
            Some(link) => out += &format!("<p>{}</p>", escape::html(&link.description)),
            None => out += "<p class=\"soft\">Not in the built-in reference.</p>",
        }
        let others: Vec<&str> =
            entity.aliases.iter().map(String::as_str).filter(|a| *a != entity.name).collect();
        if !others.is_empty() {
            out += &format!("<p class=\"soft\">Also as <bdi>{}</bdi></p>", escape::html(&others.join(" · ")));
        }
        out += &format!("<p class=\"soft\">Mentions: {}. Claims: {claims}.</p>", entity.mentions.len());
        if let Some(address) = entity.link.as_deref().and_then(phrases::reference_url) {
            let site = if address.contains("wikipedia") { "Wikipedia" } else { "Wikidata" };
            out += &format!("<p><a href=\"{}\" rel=\"noreferrer\">{site}</a></p>", escape::html(&address));
        }
        out
    }

    fn value(&self, value: &Value) -> String {
        let mut out =
            format!("<h3><bdi>{}</bdi></h3>", escape::html(&escape::line(value.span.of(self.text))));
        if let Some(iso) = &value.iso {
            out += &format!("<p>{}</p>", escape::html(iso));
        }
        if !value.why.is_empty() {
            out += &format!("<p class=\"soft\">{}</p>", escape::html(&value.why));
        }
        out
    }

    fn claim(&self, claim: &Claim) -> String {
        let what = escape::html(&phrases::content(self.text, claim));
        let mut out = format!("<p>{}</p><blockquote><bdi>{what}</bdi></blockquote>", self.attribution(claim));
        if !claim.hedges.is_empty() {
            let hedges = escape::html(&phrases::join(self.text, &claim.hedges, ", "));
            out += &format!("<p class=\"soft\">Hedged: {hedges}</p>");
        }
        let reasons = phrases::reasons(claim);
        if !reasons.is_empty() {
            out += &format!("<p class=\"soft\">Worth checking: {reasons}</p>");
        }
        out
    }
}
