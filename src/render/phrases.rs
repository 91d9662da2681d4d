//! Phrases shared by the renderers: descriptions of entities, speakers and verbs of claims, headlines, dates.
//!
//! Every phrase consists of words of the article, of the knowledge base, or of fixed words. Never escapes for
//! a format.

use std::borrow::Cow;

use crate::document::{Claim, CueKind, Date, Document, Entity, EntityKind, Link, ValueKind};
use crate::render::escape;
use crate::sentences;
use crate::text::Span;
use crate::tokens;

/// Families of kinds of names and values: each has one colour and can be left out of an export.
///
/// ```
/// use gloss::document::{EntityKind, ValueKind};
/// use gloss::render::KindFamily;
///
/// assert_eq!(KindFamily::of_entity(EntityKind::Gpe), KindFamily::Place);
/// assert_eq!(KindFamily::of_value(ValueKind::Money).name(), "figure");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KindFamily {
    /// People.
    Person,
    /// Companies, agencies, institutions.
    Org,
    /// Countries, cities, buildings, seas.
    Place,
    /// Nationalities, religious and political groups, languages.
    Group,
    /// Products, events, works, laws.
    Thing,
    /// Dates and times.
    Date,
    /// Amounts and numbers.
    Figure,
}

impl KindFamily {
    /// All families, in the order of listings.
    pub const ALL: [Self; 7] =
        [Self::Person, Self::Org, Self::Place, Self::Group, Self::Thing, Self::Date, Self::Figure];

    /// Returns the family of a kind of entity.
    pub const fn of_entity(kind: EntityKind) -> Self {
        match kind {
            EntityKind::Person => Self::Person,
            EntityKind::Organization => Self::Org,
            EntityKind::Gpe | EntityKind::Location | EntityKind::Facility => Self::Place,
            EntityKind::Norp | EntityKind::Language => Self::Group,
            EntityKind::Product | EntityKind::Event | EntityKind::WorkOfArt | EntityKind::Law => Self::Thing,
        }
    }

    /// Returns the family of a kind of value.
    pub const fn of_value(kind: ValueKind) -> Self {
        match kind {
            ValueKind::Date | ValueKind::Time => Self::Date,
            _ => Self::Figure,
        }
    }

    /// Returns its name in the page and in exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Org => "org",
            Self::Place => "place",
            Self::Group => "group",
            Self::Thing => "thing",
            Self::Date => "date",
            Self::Figure => "figure",
        }
    }

    /// Returns its CSS colour on a white background.
    ///
    /// ```
    /// assert!(gloss::render::KindFamily::ALL.iter().all(|family| family.color().starts_with('#')));
    /// ```
    pub const fn color(self) -> &'static str {
        match self {
            Self::Person => "#9f1c44",
            Self::Org => "#1c4e96",
            Self::Place => "#17653a",
            Self::Group => "#69399c",
            Self::Thing => "#84470d",
            Self::Date => "#0b5f6d",
            Self::Figure => "#524d46",
        }
    }
}

/// Returns the name of a kind of entity, for a reader.
pub(crate) const fn kind_word(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "organisation",
        EntityKind::Gpe => "country, region or city",
        EntityKind::Location => "place",
        EntityKind::Facility => "building or site",
        EntityKind::Norp => "nationality or group",
        EntityKind::Language => "language",
        EntityKind::Product => "product",
        EntityKind::Event => "event",
        EntityKind::WorkOfArt => "title of a work",
        EntityKind::Law => "law or treaty",
    }
}

/// Returns the name of a kind of value, for a reader.
pub(crate) const fn value_word(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Date => "date",
        ValueKind::Time => "time",
        ValueKind::Percent => "percentage",
        ValueKind::Money => "amount of money",
        ValueKind::Quantity => "measure",
        ValueKind::Ordinal => "place in an order",
        ValueKind::Cardinal => "number",
    }
}

/// Returns the entities ordered by family, then by first mention.
pub(crate) fn entities_by_family(document: &Document) -> Vec<&Entity> {
    let mut entities: Vec<&Entity> = document.entities.iter().collect();
    entities.sort_by_key(|entity| KindFamily::of_entity(entity.kind) as usize);
    entities
}

/// Describes an entity: the role stated by the article, the description of the knowledge base, or else only
/// the kind.
pub(crate) fn about(entity: &Entity) -> String {
    let role = role(Some(entity));
    let known = entity.link.as_deref().map(|link| escape::line(&link.description)).filter(|d| !d.is_empty());
    let parts: Vec<String> = role.into_iter().chain(known).collect();
    if parts.is_empty() { kind_word(entity.kind).to_owned() } else { parts.join("; ") }
}

/// Returns the first role that the article states.
pub(crate) fn role(entity: Option<&Entity>) -> Option<String> {
    entity.and_then(|e| e.roles.first()).map(|role| escape::line(&role.text)).filter(|role| !role.is_empty())
}

/// Returns the URL of an entity in the English Wikipedia, or else in Wikidata.
pub(crate) fn reference_url(link: &Link) -> Option<String> {
    let title =
        link.wikipedia.as_ref().map(|t| format!("https://en.wikipedia.org/wiki/{}", escape::url_segment(t)));
    title.or_else(|| wikidata(link).map(|id| format!("https://www.wikidata.org/wiki/{id}")))
}

/// Returns the Wikidata id of a link, if it is well formed.
pub(crate) fn wikidata(link: &Link) -> Option<&str> {
    let id = link.wikidata.as_deref()?;
    let digits = id.strip_prefix('Q')?;
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then_some(id)
}

/// Returns the entity that makes a claim; `None` if several make it together.
pub(crate) fn speaker<'d>(document: &'d Document, claim: &Claim) -> Option<&'d Entity> {
    let source = claim.source.as_ref().filter(|source| source.entities.len() < 2)?;
    document.entities.get(source.entity?)
}

/// Names the source of a claim.
pub(crate) fn speaker_name<'d>(document: &'d Document, text: &str, claim: &Claim) -> Cow<'d, str> {
    match (speaker(document, claim), &claim.source) {
        (Some(entity), _) => Cow::Borrowed(&entity.name),
        (None, Some(source)) => Cow::Owned(escape::line(source.span.of(text))),
        (None, None) => Cow::Borrowed("No source named"),
    }
}

/// Returns the verb for the speech act of a claim, singular or plural; empty without a source.
pub(crate) fn verb(claim: &Claim) -> &'static str {
    let Some(source) = &claim.source else { return "" };
    let kind = claim.cue.as_ref().map_or(CueKind::Says, |cue| cue.kind);
    match (kind, source.entities.len() > 1) {
        (CueKind::Declines, false) => "declines to comment",
        (kind, false) => kind.label(),
        (CueKind::Says, true) => "say",
        (CueKind::Accuses, true) => "accuse",
        (CueKind::Denies, true) => "deny",
        (CueKind::Demands, true) => "demand",
        (CueKind::Promises, true) => "promise",
        (CueKind::Believes, true) => "believe",
        (CueKind::Predicts, true) => "predict",
        (CueKind::Reports, true) => "report",
        (CueKind::Asks, true) => "ask",
        (CueKind::Declines, true) => "decline to comment",
    }
}

/// Returns the words that introduce a claim: the cue of the article ("stated"), or a neutral verb if the cue
/// precedes a name ("according to"), needs an object ("told") or is missing.
pub(crate) fn cue(text: &str, claim: &Claim) -> String {
    let Some(cue) = &claim.cue else { return "says".to_owned() };
    let words = escape::line(cue.span.of(text));
    if cue.lemma == "tell" {
        "said".to_owned()
    } else if words.starts_with(|c: char| c.is_lowercase()) && !words.starts_with("according") {
        words
    } else {
        "says".to_owned()
    }
}

/// Returns the content of a claim in the article's words.
pub(crate) fn content(text: &str, claim: &Claim) -> String {
    join(text, &claim.content, " … ")
}

/// Returns the content of a claim as an independent statement.
pub(crate) fn statement(text: &str, claim: &Claim) -> String {
    let words = content(text, claim);
    words.strip_prefix("that ").map(str::to_owned).unwrap_or(words)
}

/// Joins the text of some spans.
pub(crate) fn join(text: &str, spans: &[Span], between: &str) -> String {
    let words: Vec<String> = spans.iter().map(|span| escape::line(span.of(text))).collect();
    words.join(between)
}

/// Lists the distinct reasons to check a claim.
pub(crate) fn reasons(claim: &Claim) -> String {
    let mut what: Vec<&str> = claim.reasons.iter().map(|reason| reason.what).collect();
    what.dedup();
    what.join("; ")
}

/// Formats a date in words ("4 March 2026").
pub(crate) fn day(date: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = MONTHS.get(usize::from(date.month).wrapping_sub(1)).copied().unwrap_or_default();
    format!("{} {month} {}", date.day, date.year)
}

/// A paragraph of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Its place in the text, without surrounding white space.
    pub span: Span,
    /// Whether it looks like a headline.
    pub is_headline: bool,
}

/// Splits a text into paragraphs, in order; only white space lies between them.
pub(crate) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::new();
    let mut paragraph = None;
    for sentence in sentences::split(text, &tokens::tokenize(text)) {
        match out.last_mut() {
            Some(last) if paragraph == Some(sentence.paragraph) => last.span = last.span.cover(sentence.span),
            _ => out.push(Paragraph { span: sentence.span, is_headline: false }),
        }
        paragraph = Some(sentence.paragraph);
    }
    let several = out.len() > 1;
    if let Some(first) = out.first_mut() {
        let words = first.span.of(text).trim_end_matches(['"', '”', '’', ')', '\'']);
        first.is_headline =
            several && first.span.len() < 160 && !words.ends_with(['.', '!', '?', '…', ',', ';', ':']);
    }
    out
}

/// Returns the headline, if the article has one.
pub(crate) fn headline(text: &str) -> Option<String> {
    // The first 2,000 bytes suffice.
    let mut end = text.len().min(2000);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let first = paragraphs(&text[..end]).into_iter().next().filter(|paragraph| paragraph.is_headline)?;
    Some(escape::line(first.span.of(text)))
}
