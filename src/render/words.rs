//! The words in which an annotated article is told: who somebody is, who says what, under which headline.
//!
//! Every line is the article's own words, the built-in reference's, or a fixed phrase.

use std::borrow::Cow;

use crate::document::{Claim, CueKind, Date, Document, Entity, EntityKind, Link, ValueKind};
use crate::render::escape;
use crate::sentences;
use crate::text::Span;
use crate::tokens;

/// The families into which kinds are gathered for the eye: each has one colour and can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
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

impl Family {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 7] =
        [Self::Person, Self::Org, Self::Place, Self::Group, Self::Thing, Self::Date, Self::Figure];

    /// The family of an entity.
    pub const fn of(kind: EntityKind) -> Self {
        match kind {
            EntityKind::Person => Self::Person,
            EntityKind::Organization => Self::Org,
            EntityKind::Gpe | EntityKind::Location | EntityKind::Facility => Self::Place,
            EntityKind::Norp | EntityKind::Language => Self::Group,
            EntityKind::Product | EntityKind::Event | EntityKind::WorkOfArt | EntityKind::Law => Self::Thing,
        }
    }

    /// The family of a value.
    pub const fn of_value(kind: ValueKind) -> Self {
        match kind {
            ValueKind::Date | ValueKind::Time => Self::Date,
            _ => Self::Figure,
        }
    }

    /// Its short name, as the page writes it.
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

    /// Its colour on white paper, as CSS writes it.
    pub const fn ink(self) -> &'static str {
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

/// What an entity of this kind is called.
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

/// What a value of this kind is called.
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

/// The entities by family, and in each by first mention.
pub(crate) fn in_order(document: &Document) -> Vec<&Entity> {
    let mut entities: Vec<&Entity> = document.entities.iter().collect();
    entities.sort_by_key(|entity| Family::of(entity.kind) as usize);
    entities
}

/// Who somebody is: the role as the article states it, what the reference says, or else only the kind.
pub(crate) fn about(entity: &Entity) -> String {
    let role = role(Some(entity));
    let known = entity.link.as_deref().map(|link| escape::line(&link.description)).filter(|d| !d.is_empty());
    let parts: Vec<String> = role.into_iter().chain(known).collect();
    if parts.is_empty() { kind_word(entity.kind).to_owned() } else { parts.join("; ") }
}

/// The first role that the article states.
pub(crate) fn role(entity: Option<&Entity>) -> Option<String> {
    entity.and_then(|e| e.roles.first()).map(|role| escape::line(&role.text)).filter(|role| !role.is_empty())
}

/// The address of an entity in the English Wikipedia, or else in Wikidata.
pub(crate) fn reference(link: &Link) -> Option<String> {
    let title =
        link.wikipedia.as_ref().map(|t| format!("https://en.wikipedia.org/wiki/{}", escape::address(t)));
    title.or_else(|| wikidata(link).map(|id| format!("https://www.wikidata.org/wiki/{id}")))
}

/// The Wikidata id of a link, when it is one.
pub(crate) fn wikidata(link: &Link) -> Option<&str> {
    let id = link.wikidata.as_deref()?;
    let digits = id.strip_prefix('Q')?;
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then_some(id)
}

/// The entity that makes a claim; nothing where several make it together.
pub(crate) fn speaker<'d>(document: &'d Document, claim: &Claim) -> Option<&'d Entity> {
    let source = claim.source.as_ref().filter(|source| source.entities.len() < 2)?;
    document.entities.get(source.entity?)
}

/// Who makes a claim, in words.
pub(crate) fn speaker_name<'d>(document: &'d Document, text: &str, claim: &Claim) -> Cow<'d, str> {
    match (speaker(document, claim), &claim.source) {
        (Some(entity), _) => Cow::Borrowed(&entity.name),
        (None, Some(source)) => Cow::Owned(escape::line(source.span.of(text))),
        (None, None) => Cow::Borrowed("No source named"),
    }
}

/// What a claim's source does with it, or several do; nothing when there is no source.
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

/// How a claim is introduced: the article's own word for it ("stated"), or a plain one where that word stands before
/// a name ("according to"), needs one after it ("told") or is missing.
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

/// What a claim says, in the article's words.
pub(crate) fn content(text: &str, claim: &Claim) -> String {
    join(text, &claim.content, " … ")
}

/// What a claim says, as words that can stand alone.
pub(crate) fn statement(text: &str, claim: &Claim) -> String {
    let words = content(text, claim);
    words.strip_prefix("that ").map(str::to_owned).unwrap_or(words)
}

/// The words of some spans.
pub(crate) fn join(text: &str, spans: &[Span], between: &str) -> String {
    let words: Vec<String> = spans.iter().map(|span| escape::line(span.of(text))).collect();
    words.join(between)
}

/// The distinct reasons to check a claim.
pub(crate) fn reasons(claim: &Claim) -> String {
    let mut what: Vec<&str> = claim.reasons.iter().map(|reason| reason.what).collect();
    what.dedup();
    what.join("; ")
}

/// A day in words ("4 March 2026").
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
pub(crate) struct Block {
    /// Where it stands, white space around it left out.
    pub span: Span,
    /// Whether it looks like a headline.
    pub head: bool,
}

/// The paragraphs of a text, in order; what lies between them is white space.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut paragraph = None;
    for sentence in sentences::split(text, &tokens::tokenize(text)) {
        match out.last_mut() {
            Some(last) if paragraph == Some(sentence.paragraph) => last.span = last.span.cover(sentence.span),
            _ => out.push(Block { span: sentence.span, head: false }),
        }
        paragraph = Some(sentence.paragraph);
    }
    let several = out.len() > 1;
    if let Some(first) = out.first_mut() {
        let words = first.span.of(text).trim_end_matches(['"', '”', '’', ')', '\'']);
        first.head =
            several && first.span.len() < 160 && !words.ends_with(['.', '!', '?', '…', ',', ';', ':']);
    }
    out
}

/// The headline, when the article has one.
pub(crate) fn headline(text: &str) -> Option<String> {
    // The first lines are enough to tell.
    let mut end = text.len().min(2000);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let first = blocks(&text[..end]).into_iter().next().filter(|block| block.head)?;
    Some(escape::line(first.span.of(text)))
}
