//! One HTML file that reads anywhere: the marked article, cards, lists, and its own style; no script at all.
//!
//! Cards open by the address bar's fragment and, where there is a pointer, on hover, with style rules alone. The
//! file's own policy lets it load and run nothing. It prints as the article with its lists.

use std::fmt::Write;

use crate::document::{Claim, Document, Entity, MentionKind, Value};
use crate::render::runs::{self, Named, Run};
use crate::render::words::{self, Family};
use crate::render::{Choices, escape};
use rustc_hash::FxHashSet;

const STYLE: &str = include_str!("reader.css");

/// With more cards than this none opens on hover, which would slow a long page down; all open on click.
const HOVERED: usize = 300;

/// The article as a page of its own.
pub(crate) fn render(document: &Document, text: &str, choices: &Choices) -> String {
    let title = words::headline(text).unwrap_or_else(|| "Article".to_owned());
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
    page.origin(choices);
    for (block, runs) in runs::paragraphs(document, text) {
        page.out += if block.head { "<h1 dir=\"auto\">" } else { "<p dir=\"auto\">" };
        for group in runs::groups(&runs) {
            page.group(group);
        }
        page.out += if block.head { "</h1>\n" } else { "</p>\n" };
    }
    page.out += "</article>\n";
    if choices.lists {
        page.lists();
    }
    page.out += "<footer>Marked by Gloss, which shows who is who and who says what. It does not say what is true.</footer>\n</main>\n<div class=\"cards\">\n";
    page.cards();
    page.out + "</div>\n</body>\n</html>\n"
}

/// The rules that open a card, and light every mention, while the pointer is on one of them.
fn hovers(document: &Document) -> String {
    let ids = [("e", document.entities.len()), ("v", document.values.len()), ("c", document.claims.len())];
    let ids: Vec<String> =
        ids.into_iter().flat_map(|(letter, count)| (0..count).map(move |i| format!("{letter}{i}"))).collect();
    if ids.is_empty() || ids.len() > HOVERED {
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
    /// What has a place in the tab order already: the first mention of everything.
    seen: FxHashSet<String>,
}

impl Page<'_> {
    fn origin(&mut self, choices: &Choices) {
        let day = self.document.published.map(|day| format!("Published {}", words::day(day)));
        let from = choices.address.as_ref().map(|address| {
            let address = escape::html(address);
            format!("<a href=\"{address}\" rel=\"noreferrer\">{address}</a>")
        });
        let parts: Vec<String> = [day, from].into_iter().flatten().collect();
        if !parts.is_empty() {
            self.out += &format!("<p class=\"from\">{}</p>\n", parts.join(" · "));
        }
    }

    /// Runs of one mention, value or nothing.
    fn group(&mut self, group: &[Run]) {
        let link = group.first().and_then(|run| run.named).and_then(|named| self.class(named));
        if let Some((id, classes)) = &link {
            let aside = if self.seen.insert(id.clone()) { "" } else { " tabindex=\"-1\"" };
            self.out += &format!("<a class=\"n {id} {classes}\" href=\"#{id}\"{aside}>");
        }
        for run in group {
            let words = escape::html(&runs::flow(self.text, run));
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

    /// The id of the card of a mention or value, and how the mark looks.
    fn class(&self, named: Named) -> Option<(String, String)> {
        match named {
            Named::Entity(e, m) => {
                let entity = self.document.entities.get(e as usize)?;
                let kind = entity.mentions.get(m as usize)?.kind;
                let how = if kind == MentionKind::Name { "name" } else { "other" };
                Some((format!("e{e}"), format!("{} {how}", Family::of(entity.kind).name())))
            }
            Named::Value(v) => {
                let value = self.document.values.get(v as usize)?;
                Some((format!("v{v}"), Family::of_value(value.kind).name().to_owned()))
            }
        }
    }

    fn lists(&mut self) {
        self.out += "<section class=\"lists\">\n";
        let entities = words::in_order(self.document);
        if !entities.is_empty() {
            self.out += "<h2>Who is who</h2>\n<ul>\n";
            for entity in entities {
                let family = Family::of(entity.kind).name();
                let (name, about) = (escape::html(&entity.name), escape::html(&words::about(entity)));
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
                let told = self.told(claim);
                let what = escape::html(&words::content(self.text, claim));
                let _ = writeln!(self.out, "<li>{told}: <bdi>{what}</bdi></li>");
            }
            self.out += "</ul>\n";
        }
        self.out += "</section>\n";
    }

    /// Who says it, in which role, and how.
    fn told(&self, claim: &Claim) -> String {
        let speaker = words::speaker(self.document, claim);
        let name = escape::html(&words::speaker_name(self.document, self.text, claim));
        let role = words::role(speaker).map(|role| format!(" ({})", escape::html(&role))).unwrap_or_default();
        let family = speaker.map_or("", |e| Family::of(e.kind).name());
        let verb = words::verb(claim);
        let told = format!("<b class=\"{family}\"><bdi>{name}</bdi></b>{role} <i>{verb}</i>");
        told.trim_end_matches(" <i></i>").to_owned()
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
            self.card(&format!("e{i}"), Family::of(entity.kind).name(), words::kind_word(entity.kind), &card);
        }
        for (i, value) in self.document.values.iter().enumerate() {
            let (family, card) = (Family::of_value(value.kind), self.value(value));
            self.card(&format!("v{i}"), family.name(), words::value_word(value.kind), &card);
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
        if let Some(role) = words::role(Some(entity)) {
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
        if let Some(address) = entity.link.as_deref().and_then(words::reference) {
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
        let what = escape::html(&words::content(self.text, claim));
        let mut out = format!("<p>{}</p><blockquote><bdi>{what}</bdi></blockquote>", self.told(claim));
        if !claim.hedges.is_empty() {
            let doubt = escape::html(&words::join(self.text, &claim.hedges, ", "));
            out += &format!("<p class=\"soft\">With doubt: {doubt}</p>");
        }
        let reasons = words::reasons(claim);
        if !reasons.is_empty() {
            out += &format!("<p class=\"soft\">Scorer checking: {reasons}</p>");
        }
        out
    }
}
