//! The result of annotation: plain data with byte spans.
//!
//! A [`Document`] owns everything and borrows nothing. Entities, values and claims refer to each other by
//! index. The JSON form, with its field names and units, is written by the format "json" of
//! [`render`](crate::render).

mod date;
pub(crate) mod delta;
pub(crate) mod segments;
pub(crate) mod span_index;

use std::sync::Arc;

use crate::text::Span;

pub use date::Date;

/// All annotations of one article.
///
/// ```
/// let text = "Ruth Adams, the mayor, denied on Friday that the bridge would close.";
/// let document = gloss::Annotator::embedded()?.annotate(text, &gloss::Options::default());
///
/// let names: Vec<&str> = document.entities.iter().map(|entity| entity.name.as_str()).collect();
/// assert_eq!(names, ["Ruth Adams"]);
/// let values: Vec<&str> = document.values.iter().map(|value| value.span.of(text)).collect();
/// assert_eq!(values, ["Friday"]);
/// assert_eq!(document.claims.len(), 1);
/// # Ok::<(), gloss::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The publication date, against which relative dates are resolved.
    pub published: Option<Date>,
    /// The origin of that date.
    pub published_from: PublishedFrom,
    /// The sentences, in order.
    pub sentences: Vec<SentenceNote>,
    /// People and things with a name, in order of first mention.
    pub entities: Vec<Entity>,
    /// People and groups without a name who speak or whom pronouns mean, in order of first mention.
    pub unnamed: Vec<UnnamedReferent>,
    /// Dates, times, amounts and numbers, in order.
    pub values: Vec<Value>,
    /// The claims, in order.
    pub claims: Vec<Claim>,
    /// Credit lines, which state where the article comes from ("based on materials published by …"), in
    /// order.
    pub credits: Vec<Span>,
    /// For each correction in [`Options`](crate::Options), the places where it was applied; empty if its
    /// words were not found.
    pub corrected: Vec<Vec<Span>>,
}

/// The origin of the publication date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PublishedFrom {
    /// Given by the caller.
    Given,
    /// Read from the dateline or the first lines of the article.
    Dateline,
    /// Unknown.
    #[default]
    None,
}

/// One sentence of the article, with its check-worthiness and voice.
#[derive(Clone, Debug, PartialEq)]
pub struct SentenceNote {
    /// Its place in the text.
    pub span: Span,
    /// How worthwhile it is to fact-check the sentence, 0 to 1.
    pub check_worthiness: f32,
    /// The reasons for that score.
    pub reasons: Vec<Reason>,
    /// Whose statement the sentence is.
    pub voice: Voice,
}

/// Whose statement a sentence is, and of which type if it is the article's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The statement of a source: all or nearly all of the sentence is a claim.
    Attributed,
    /// The article's own: a checkable statement without a source.
    Unsourced,
    /// The article's own: a judgement or a wish.
    Comment,
    /// The article's own: only about the future.
    Prediction,
    /// No statement: a headline, a byline, a question.
    Other,
}

/// A reason for a check-worthiness score, and the words it is based on.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The reason, for a reader ("states a figure").
    pub what: &'static str,
    /// The words.
    pub span: Span,
    /// Its contribution to the score; may be negative.
    pub weight: f32,
}

/// The kinds of names, after OntoNotes 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum EntityKind {
    /// People.
    Person,
    /// Nationalities, religious and political groups.
    Norp,
    /// Buildings, airports, roads.
    Facility,
    /// Companies, agencies, institutions.
    Organization,
    /// Countries, cities, states.
    Gpe,
    /// Other places: mountains, seas, regions.
    Location,
    /// Manufactured things: vehicles, weapons, software.
    Product,
    /// Wars, storms, summits, competitions.
    Event,
    /// Titles of books, songs, films, reports.
    WorkOfArt,
    /// Named laws, treaties, agreements.
    Law,
    /// Languages.
    Language,
}

/// A person or thing with a name, and all its mentions in the article.
///
/// ```
/// use gloss::document::{EntityKind, MentionKind};
///
/// let text = "Ruth Adams, the mayor, spoke on Friday. She said the bridge was safe.";
/// let document = gloss::Annotator::embedded()?.annotate(text, &gloss::Options::default());
/// let mayor = &document.entities[0];
///
/// assert_eq!((mayor.name.as_str(), mayor.kind), ("Ruth Adams", EntityKind::Person));
/// assert_eq!(mayor.roles[0].text, "mayor");
/// let pronouns = mayor.mentions.iter().filter(|mention| mention.kind == MentionKind::Pronoun);
/// assert_eq!(pronouns.map(|mention| mention.span.of(text)).collect::<Vec<_>>(), ["She"]);
/// # Ok::<(), gloss::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// The fullest form in the article, or the label of the linked entry.
    pub name: String,
    /// Its kind.
    pub kind: EntityKind,
    /// Confidence that it is a name of this kind, 0 to 1.
    pub score: f32,
    /// The distinct names used, in order of first use.
    pub aliases: Arc<[String]>,
    /// Its roles as the article states them, in order.
    pub roles: Vec<Role>,
    /// The entry of the knowledge base that it refers to, if known.
    pub link: Option<Arc<Link>>,
    /// Its mentions, in order; never empty.
    pub mentions: Vec<Mention>,
}

/// Somebody whom the article does not name: a person, a group, a body or a document that speaks.
///
/// ```
/// let text = "A nurse gave evidence on Friday. She said the ward had been full.";
/// let document = gloss::Annotator::embedded()?.annotate(text, &gloss::Options::default());
/// let nurse = &document.unnamed[0];
///
/// assert_eq!(nurse.label, "A nurse");
/// assert_eq!(nurse.mentions.iter().map(|m| m.span.of(text)).collect::<Vec<_>>(), ["A nurse", "She"]);
/// assert_eq!(document.claims[0].source.as_ref().and_then(|source| source.unnamed), Some(0));
/// # Ok::<(), gloss::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct UnnamedReferent {
    /// The words of the first mention, with white space collapsed.
    pub label: String,
    /// Its mentions, in order; never empty. None is a name.
    pub mentions: Vec<Mention>,
    /// The entity that the article identifies it as ("the man was later named as Ted Cole"), as an index into
    /// the document's entities.
    pub named: Option<usize>,
}

/// A role as the article states it ("State Department spokesperson").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The words, with white space collapsed.
    pub text: String,
    /// Their place in the text.
    pub span: Span,
    /// The entities named in the role, as indices into the document's entities: the country of "Iranian
    /// foreign minister", the organisation of "head of the World Bank".
    pub of: Vec<usize>,
}

/// An entry of the knowledge base.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Wikidata id, if known.
    pub wikidata: Option<String>,
    /// Title in the English Wikipedia, with underscores.
    pub wikipedia: Option<String>,
    /// Its name.
    pub label: String,
    /// A short description.
    pub description: String,
    /// ISO 3166-1 alpha-2 code of the country it is of or in; "EU" for the European Union.
    pub country: Option<String>,
    /// Confidence that the entry is meant, 0 to 1.
    pub score: f32,
    /// The reason, for a reader.
    pub why: &'static str,
}

/// One place where an entity is mentioned.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Its place in the text.
    pub span: Span,
    /// By name, role or pronoun.
    pub kind: MentionKind,
    /// Confidence that the entity is meant, 0 to 1.
    pub score: f32,
    /// The reason, for a reader.
    pub why: &'static str,
    /// The referent of a metonym ("Kyiv flatly rejects").
    pub stands_for: Option<StandsFor>,
}

/// The form of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionKind {
    /// A name: "Marco Rubio", "Rubio".
    Name,
    /// Another phrase: "the secretary", "a nurse".
    Role,
    /// A pronoun: "she".
    Pronoun,
}

/// The referent of a metonym: a place name used for its government or the like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandsFor {
    /// The referent: "government of Russia".
    pub what: String,
    /// The reason, for a reader.
    pub why: &'static str,
}

/// A date, time, amount or number.
///
/// ```
/// use gloss::document::ValueKind;
///
/// let options = gloss::Options { published: Some("2025-04-16".parse()?), ..Default::default() };
/// let text = "The port paid €1.2 million on Monday.";
/// let document = gloss::Annotator::embedded()?.annotate(text, &options);
///
/// let [amount, day] = &document.values[..] else { panic!() };
/// assert_eq!((amount.kind, amount.span.of(text)), (ValueKind::Money, "€1.2 million"));
/// assert_eq!((day.kind, day.iso.as_deref()), (ValueKind::Date, Some("2025-04-14")));
/// # Ok::<(), gloss::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Its place in the text.
    pub span: Span,
    /// Its kind.
    pub kind: ValueKind,
    /// ISO 8601 or TIMEX3 value of a date or time, if it can be determined.
    pub iso: Option<String>,
    /// The reason, for a reader.
    pub why: String,
}

/// The kinds of values, by the names of OntoNotes 5.
///
/// The use differs from OntoNotes in one point: a date is a calendar name or number ("Wednesday", "16 April",
/// "2025"), as in news corpora; every other time is a time, whether relative to the article's date ("last
/// week") or a duration ("30 days").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// A day, month, year or longer, by its calendar name or number.
    Date,
    /// Any other time: a time of day, a time relative to the article's date, or a duration.
    Time,
    /// A percentage: "30 percent".
    Percent,
    /// An amount of money: "$3.5bn".
    Money,
    /// A measurement: "80 km".
    Quantity,
    /// An ordinal: "third".
    Ordinal,
    /// Any other number: "1,200".
    Cardinal,
}

/// A claim: something that the article attributes to a source, or reports as said.
///
/// ```
/// use gloss::document::{CueKind, Polarity, Quote};
///
/// let text = "Ruth Adams, the mayor, denied on Friday that the bridge would close.";
/// let document = gloss::Annotator::embedded()?.annotate(text, &gloss::Options::default());
/// let claim = &document.claims[0];
///
/// let source = claim.source.as_ref().unwrap();
/// assert_eq!(document.entities[source.entity.unwrap()].name, "Ruth Adams");
/// assert_eq!(claim.cue.as_ref().map(|cue| (cue.lemma.as_str(), cue.kind)), Some(("deny", CueKind::Denies)));
/// assert_eq!(claim.content[0].of(text), "that the bridge would close");
/// assert_eq!((claim.quote, claim.polarity), (Quote::Indirect, Polarity::Denies));
/// # Ok::<(), gloss::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The span of source, cue and content together.
    pub span: Span,
    /// Confidence that it is a claim, 0 to 1.
    pub score: f32,
    /// The source, if the article gives one.
    pub source: Option<Source>,
    /// The words that express the attribution, if any.
    pub cue: Option<Cue>,
    /// The attributed words; a quotation split by its cue has two spans.
    pub content: Vec<Span>,
    /// Whether the content is quoted directly.
    pub quote: Quote,
    /// The claim whose content contains this one, as an index into the document's claims.
    pub parent: Option<usize>,
    /// Whether the source affirms or denies the content.
    pub polarity: Polarity,
    /// Hedges: words of doubt in the claim.
    pub hedges: Vec<Span>,
    /// Whether the content is said, thought or planned.
    pub mode: Mode,
    /// Whether several sources say it about each other ("both sides accuse each other").
    pub mutual: bool,
    /// When the content happens, seen from the article; `None` if the grammar leaves that open.
    pub tense: Option<Tense>,
    /// The entities named in the content, as indices into the document's entities, in order of first mention.
    pub entities: Vec<usize>,
    /// The values in the content, as indices into the document's values, in order.
    pub values: Vec<usize>,
    /// How worthwhile it is to fact-check the claim, 0 to 1.
    pub check_worthiness: f32,
    /// The reasons for that score.
    pub reasons: Vec<Reason>,
}

/// The source of a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The words that name the source.
    pub span: Span,
    /// Confidence that `entities` are who is meant, 0 to 1; 0 without any.
    pub score: f32,
    /// The entity, as an index into the document's entities; the first or main one of several.
    pub entity: Option<usize>,
    /// All entities that it refers to, starting with `entity`: two for "Ann Hale and the port authority".
    pub entities: Vec<usize>,
    /// Where nobody is given or it is uncertain who is meant, the entities that may be, the likeliest first.
    pub candidates: Vec<usize>,
    /// Somebody without a name, as an index into the document's list of them.
    pub unnamed: Option<usize>,
    /// Whether the article keeps the source unnamed ("officials", "a person familiar with the matter").
    pub anonymous: bool,
}

/// The words that express the attribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Their place in the text.
    pub span: Span,
    /// The lemma of their head.
    pub lemma: String,
    /// The kind of speech act.
    pub kind: CueKind,
}

/// The speech act: what the source does with the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CueKind {
    /// States it.
    Says,
    /// Accuses somebody of it.
    Accuses,
    /// Denies or rejects it.
    Denies,
    /// Demands or urges it.
    Demands,
    /// Promises or threatens it.
    Promises,
    /// Believes, wants or plans it.
    Believes,
    /// Predicts it.
    Predicts,
    /// Passes it on as a report or finding.
    Reports,
    /// Asks it.
    Asks,
    /// Declines to comment on it.
    Declines,
}

/// Whether the content is said, thought or planned; articles attribute all three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Said, written, shown or refused.
    Said,
    /// Believed, felt, feared or expected.
    Thought,
    /// Intended.
    Planned,
}

/// The time of the content, seen from the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// It has happened.
    Past,
    /// It is happening, or is generally so.
    Present,
    /// It will or shall happen.
    Future,
}

/// How much of the content is in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quote {
    /// All of it.
    Direct,
    /// None of it.
    Indirect,
    /// Part of it.
    Mixed,
}

/// Whether the source affirms the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polarity {
    /// The source says that it is so.
    Affirms,
    /// The source says that it is not so.
    Denies,
}

impl Document {
    /// Iterates over all spans except those of the corrections.
    pub(crate) fn spans(&mut self) -> impl Iterator<Item = &mut Span> {
        let sentences = self.sentences.iter_mut().flat_map(SentenceNote::spans);
        let entities = self.entities.iter_mut().flat_map(Entity::spans);
        let unnamed = self.unnamed.iter_mut().flat_map(|u| &mut u.mentions).map(|m| &mut m.span);
        let values = self.values.iter_mut().map(|v| &mut v.span);
        let claims = self.claims.iter_mut().flat_map(Claim::spans);
        sentences.chain(entities).chain(unnamed).chain(values).chain(claims).chain(&mut self.credits)
    }
}

impl Entity {
    /// Iterates over all spans.
    fn spans(&mut self) -> impl Iterator<Item = &mut Span> {
        let roles = self.roles.iter_mut().map(|r| &mut r.span);
        roles.chain(self.mentions.iter_mut().map(|m| &mut m.span))
    }
}

impl SentenceNote {
    /// Iterates over all spans.
    pub(crate) fn spans(&mut self) -> impl Iterator<Item = &mut Span> {
        std::iter::once(&mut self.span).chain(self.reasons.iter_mut().map(|r| &mut r.span))
    }
}

impl Claim {
    /// Iterates over all spans.
    pub(crate) fn spans(&mut self) -> impl Iterator<Item = &mut Span> {
        let source = self.source.iter_mut().map(|s| &mut s.span);
        let cue = self.cue.iter_mut().map(|c| &mut c.span);
        let lists = self.content.iter_mut().chain(&mut self.hedges);
        let reasons = self.reasons.iter_mut().map(|r| &mut r.span);
        std::iter::once(&mut self.span).chain(source).chain(cue).chain(lists).chain(reasons)
    }
}

impl EntityKind {
    /// Returns the name in the JSON form.
    ///
    /// ```
    /// assert_eq!(gloss::document::EntityKind::Organization.label(), "ORG");
    /// ```
    pub const fn label(self) -> &'static str {
        match self {
            Self::Person => "PERSON",
            Self::Norp => "NORP",
            Self::Facility => "FAC",
            Self::Organization => "ORG",
            Self::Gpe => "GPE",
            Self::Location => "LOC",
            Self::Product => "PRODUCT",
            Self::Event => "EVENT",
            Self::WorkOfArt => "WORK_OF_ART",
            Self::Law => "LAW",
            Self::Language => "LANGUAGE",
        }
    }
}

impl ValueKind {
    /// Returns the name in the JSON form.
    ///
    /// ```
    /// assert_eq!(gloss::document::ValueKind::Money.label(), "MONEY");
    /// ```
    pub const fn label(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Percent => "PERCENT",
            Self::Money => "MONEY",
            Self::Quantity => "QUANTITY",
            Self::Ordinal => "ORDINAL",
            Self::Cardinal => "CARDINAL",
        }
    }
}

impl Voice {
    /// Returns the name in the JSON form.
    ///
    /// ```
    /// assert_eq!(gloss::document::Voice::Unsourced.label(), "unsourced");
    /// ```
    pub const fn label(self) -> &'static str {
        match self {
            Self::Attributed => "attributed",
            Self::Unsourced => "unsourced",
            Self::Comment => "comment",
            Self::Prediction => "prediction",
            Self::Other => "other",
        }
    }
}

impl CueKind {
    /// Returns the name in the JSON form.
    ///
    /// ```
    /// assert_eq!(gloss::document::CueKind::Denies.label(), "denies");
    /// ```
    pub const fn label(self) -> &'static str {
        match self {
            Self::Says => "says",
            Self::Accuses => "accuses",
            Self::Denies => "denies",
            Self::Demands => "demands",
            Self::Promises => "promises",
            Self::Believes => "believes",
            Self::Predicts => "predicts",
            Self::Reports => "reports",
            Self::Asks => "asks",
            Self::Declines => "declines",
        }
    }
}
