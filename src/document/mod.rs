//! What the annotator returns: plain data with byte spans, nothing borrowed, nothing to call.
//!
//! The JSON form, its field names and its units are the business of [`crate::render::wire`].

mod date;
pub(crate) mod delta;
pub(crate) mod segments;
pub(crate) mod span_index;

use std::sync::Arc;

use crate::text::Span;

pub use date::Date;

/// Everything found in one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The date that relative dates were resolved against.
    pub published: Option<Date>,
    /// How that date was known.
    pub published_from: PublishedFrom,
    /// The sentences, in order.
    pub sentences: Vec<SentenceNote>,
    /// Everybody and everything that has a name, in order of first mention.
    pub entities: Vec<Entity>,
    /// Dates, times, amounts and numbers, in order.
    pub values: Vec<Value>,
    /// Who says what, in order.
    pub claims: Vec<Claim>,
    /// Lines that state where the article comes from ("based on materials published by …"), in order.
    pub credits: Vec<Span>,
    /// Of each correction that was given, where its words were found; nowhere when its place is gone.
    pub corrected: Vec<Vec<Span>>,
}

/// Where the publication date comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PublishedFrom {
    /// The caller gave it.
    Given,
    /// Read from the dateline or the first lines.
    Dateline,
    /// Not known.
    #[default]
    None,
}

/// One sentence of the article.
#[derive(Clone, Debug, PartialEq)]
pub struct SentenceNote {
    /// Where it stands.
    pub span: Span,
    /// How much it pays to check it, 0 to 1.
    pub check_worthiness: f32,
    /// Why.
    pub reasons: Vec<Reason>,
    /// In whose voice it speaks.
    pub voice: Voice,
}

/// In whose voice a sentence speaks, and what it does there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Somebody's whom the article names or hints at: it is a claim, or nearly all of it.
    Attributed,
    /// The article's own, without a source: it states something that could be looked up.
    Unsourced,
    /// The article's own: it judges or wishes.
    Comment,
    /// The article's own: it only says what will or may be.
    Prediction,
    /// It states nothing: a headline, a byline, a question.
    Other,
}

/// A reason a reader understands, and the words that give it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The reason ("states a figure").
    pub what: &'static str,
    /// The words.
    pub span: Span,
    /// What it adds to the score; negative when it takes away.
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
    /// Things one makes: vehicles, weapons, software.
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

/// Somebody or something with a name, and every place where the article speaks of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// The fullest form in the article, or the label of the linked entry.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// How sure that it is a name of this kind, 0 to 1.
    pub score: f32,
    /// The distinct names used, in order of first use.
    pub aliases: Arc<[String]>,
    /// Its roles as the article states them, in order.
    pub roles: Vec<Role>,
    /// The entry of the knowledge base, when it is known.
    pub link: Option<Arc<Link>>,
    /// Where it is mentioned, in order; never empty.
    pub mentions: Vec<Mention>,
}

/// A role as the article states it ("State Department spokesperson").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The words, white space evened out.
    pub text: String,
    /// Where they stand.
    pub span: Span,
    /// The entities that it names, as indices into the document's entities: the people or country and the body of
    /// "Iranian foreign minister", "head of the World Bank".
    pub of: Vec<usize>,
}

/// An entry of the knowledge base.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Wikidata id, when a source states it.
    pub wikidata: Option<String>,
    /// Title in the English Wikipedia, with underscores.
    pub wikipedia: Option<String>,
    /// Its name.
    pub label: String,
    /// What it is, in a few words.
    pub description: String,
    /// ISO 3166-1 alpha-2 code of the country it is of or in; "EU" for the European Union.
    pub country: Option<String>,
    /// How sure, 0 to 1.
    pub score: f32,
    /// Why, for a reader.
    pub why: &'static str,
}

/// One place where an entity is mentioned.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// By name, role or pronoun.
    pub kind: MentionKind,
    /// How sure, 0 to 1.
    pub score: f32,
    /// Why, for a reader.
    pub why: &'static str,
    /// What a metonym stands for ("Kyiv flatly rejects").
    pub stands_for: Option<StandsFor>,
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionKind {
    /// "Marco Rubio", "Rubio".
    Name,
    /// "the secretary".
    Role,
    /// "she".
    Pronoun,
}

/// What a place name stands for where it acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandsFor {
    /// "government of Russia".
    pub what: String,
    /// Why, for a reader.
    pub why: &'static str,
}

/// A date, time, amount or number.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Where it stands.
    pub span: Span,
    /// What it measures.
    pub kind: ValueKind,
    /// ISO 8601 / TIMEX3 value of a date or time, when it can be worked out.
    pub iso: Option<String>,
    /// Why, for a reader.
    pub why: String,
}

/// The kinds of values, by the names of OntoNotes 5.
///
/// They differ from it in one point: a date is what a calendar names ("Wednesday", "16 April", "2025"), as news
/// corpora mark them; every other time is a time, be it told from the article's date ("last week") or a length
/// ("30 days").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// A day, month, year or longer, by its calendar name or number.
    Date,
    /// Any other time: of the day, told from the article's date, or a length of time.
    Time,
    /// "30 percent".
    Percent,
    /// "$3.5bn".
    Money,
    /// "80 km".
    Quantity,
    /// "third".
    Ordinal,
    /// "1,200".
    Cardinal,
}

/// Who says what.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// From its first word to its last.
    pub span: Span,
    /// Who says it.
    pub source: Option<Source>,
    /// The words that say that it is said.
    pub cue: Option<Cue>,
    /// What is said; a quote that its cue splits has two spans.
    pub content: Vec<Span>,
    /// Whether in the speaker's own words.
    pub quote: Quote,
    /// The claim inside which this one is made, as an index into the document's claims.
    pub parent: Option<usize>,
    /// Whether the source affirms or denies the content.
    pub polarity: Polarity,
    /// Words of doubt in it.
    pub hedges: Vec<Span>,
    /// Whether it is said, thought or planned.
    pub mode: Mode,
    /// Whether the sources say it of each other ("both sides accuse each other").
    pub mutual: bool,
    /// When the content is to have happened; `None` where its grammar leaves that open.
    pub tense: Option<Tense>,
    /// The entities that the content names, as indices into the document's entities, in order of first mention.
    pub entities: Vec<usize>,
    /// The values in the content, as indices into the document's values, in order.
    pub values: Vec<usize>,
    /// How much it pays to check it, 0 to 1.
    pub check_worthiness: f32,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// Who says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The words for the source.
    pub span: Span,
    /// The entity, as an index into the document's entities; the first or main one of several.
    pub entity: Option<usize>,
    /// All entities that it stands for, the one above first: two for "Ann Hale and the port authority".
    pub entities: Vec<usize>,
    /// Whether the source is kept unnamed ("officials", "a person familiar with the matter").
    pub anonymous: bool,
}

/// The words that say that something is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Where they stand.
    pub span: Span,
    /// The base form of their head word.
    pub lemma: String,
    /// The kind of speech act.
    pub kind: CueKind,
}

/// What the source does with the content.
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

/// What the source does beside speaking: not all that an article attributes is said aloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Said, written, shown or refused.
    Said,
    /// Believed, felt, feared or expected.
    Thought,
    /// Meant to be done.
    Planned,
}

/// When what is claimed happens, seen from the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// It happened.
    Past,
    /// It is happening, or holds.
    Present,
    /// It will happen, or shall.
    Future,
}

/// Whether the words are the speaker's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quote {
    /// All in quotation marks.
    Direct,
    /// None in quotation marks.
    Indirect,
    /// Partly in quotation marks.
    Mixed,
}

/// Whether the source stands behind the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polarity {
    /// Says that it is so.
    Affirms,
    /// Says that it is not so.
    Denies,
}

impl Document {
    /// All its places but those of the corrections.
    pub(crate) fn spans(&mut self) -> impl Iterator<Item = &mut Span> {
        let sentences = self.sentences.iter_mut().flat_map(SentenceNote::spans);
        let entities = self.entities.iter_mut().flat_map(Entity::spans);
        let values = self.values.iter_mut().map(|v| &mut v.span);
        let claims = self.claims.iter_mut().flat_map(Claim::spans);
        sentences.chain(entities).chain(values).chain(claims).chain(&mut self.credits)
    }
}

impl Entity {
    /// All its places.
    fn spans(&mut self) -> impl Iterator<Item = &mut Span> {
        let roles = self.roles.iter_mut().map(|r| &mut r.span);
        roles.chain(self.mentions.iter_mut().map(|m| &mut m.span))
    }
}

impl SentenceNote {
    /// All its places.
    pub(crate) fn spans(&mut self) -> impl Iterator<Item = &mut Span> {
        std::iter::once(&mut self.span).chain(self.reasons.iter_mut().map(|r| &mut r.span))
    }
}

impl Claim {
    /// All its places.
    pub(crate) fn spans(&mut self) -> impl Iterator<Item = &mut Span> {
        let source = self.source.iter_mut().map(|s| &mut s.span);
        let cue = self.cue.iter_mut().map(|c| &mut c.span);
        let lists = self.content.iter_mut().chain(&mut self.hedges);
        let reasons = self.reasons.iter_mut().map(|r| &mut r.span);
        std::iter::once(&mut self.span).chain(source).chain(cue).chain(lists).chain(reasons)
    }
}

impl EntityKind {
    /// The name that the JSON form uses.
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
    /// The name that the JSON form uses.
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
    /// The name that the JSON form uses.
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
    /// The name that the JSON form uses.
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
