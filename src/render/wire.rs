//! The wire form of a document: serde counterparts of [`crate::document`] with the field names and units of
//! the published schema.
//!
//! The same types serve the command line (code points) and the JavaScript boundary (UTF-16 code units).
//! Offsets are converted once per document. Scores are rounded to four digits, more than is significant.
//! Never decides anything about the article.

use serde::{Serialize, Serializer};

use crate::document::delta;
use crate::document::{
    self, CueKind, EntityKind, MentionKind, Mode, Polarity, PublishedFrom, Quote, Tense, ValueKind,
};
use crate::text::{Positions, Span, Unit};

/// Version of the schema; it increases when a field is added or renamed, or changes its meaning.
pub(crate) const SCHEMA: u32 = 2;

/// One annotated article, with offsets in the unit named by `offsets`.
#[derive(Debug, Serialize)]
pub struct Document<'d> {
    /// Version of the schema.
    pub schema: u32,
    /// The unit of every `start` and `end`: `codepoint` or `utf16`.
    pub offsets: Word,
    /// Publication date, against which relative dates are resolved, as `YYYY-MM-DD`.
    pub published: Option<String>,
    /// Origin of that date: `given`, `dateline` or `none`.
    pub published_from: Word,
    /// The sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Entities, in order of first mention; `id` is the index in this list.
    pub entities: Vec<Entity<'d>>,
    /// People and groups without a name, in order of first mention; `id` is the index in this list.
    pub unnamed: Vec<Unnamed<'d>>,
    /// Dates, times, amounts and numbers, in order.
    pub values: Vec<Value<'d>>,
    /// Claims, in order; `id` is the index in this list.
    pub claims: Vec<Claim<'d>>,
    /// Credit lines, which state where the article comes from.
    pub credits: Vec<Place>,
}

/// The changes since a known document. Items that differ only by offsets and indices are left out.
#[derive(Debug, Serialize)]
pub struct Changes<'d> {
    /// Version of the schema.
    pub schema: u32,
    /// See [`Document`].
    pub offsets: Word,
    /// See [`Document`].
    pub published: Option<String>,
    /// See [`Document`].
    pub published_from: Word,
    /// The edit of the text.
    pub edit: Edit,
    /// Changes of the sentences.
    pub sentences: Splice<Sentence>,
    /// Changes of the entities.
    pub entities: Splice<Entity<'d>>,
    /// Changes of those without a name.
    pub unnamed: Splice<Unnamed<'d>>,
    /// Changes of the values.
    pub values: Splice<Value<'d>>,
    /// Changes of the claims.
    pub claims: Splice<Claim<'d>>,
    /// Changes of the credit lines.
    pub credits: Splice<Place>,
}

/// The replacement of a range of the text.
#[derive(Debug, Serialize)]
pub struct Edit {
    /// First removed unit.
    pub start: u32,
    /// One past the last removed unit.
    pub end: u32,
    /// Number of units by which the following text has moved.
    pub by: i64,
}

/// The change of a list.
#[derive(Debug, Serialize)]
pub struct Splice<T> {
    /// Index of the first removed item.
    pub at: usize,
    /// Number of removed items.
    pub gone: usize,
    /// The items inserted in their place.
    pub come: Vec<T>,
    /// The other items that have changed, with their indices in the new list.
    pub changed: Vec<(usize, T)>,
}

/// A string constant of the schema or of a stage. Serialised as a unit variant, it crosses to JavaScript once
/// rather than at every use.
#[derive(Clone, Copy, Debug)]
pub struct Word(&'static str);

impl Serialize for Word {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_unit_variant("Word", 0, self.0)
    }
}

/// A half-open range of the text.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Place {
    /// First unit.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
}

/// One sentence of the article.
#[derive(Debug, Serialize)]
pub struct Sentence {
    /// First unit.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
    /// How worthwhile it is to fact-check it, 0 to 1.
    pub check_worthiness: f64,
    /// The reason, for a reader.
    pub reasons: Vec<Reason>,
    /// Voice: `attributed`, `unsourced`, `comment`, `prediction` or `other`.
    pub voice: Word,
}

/// A reason for a check-worthiness score, and the words it is based on.
#[derive(Debug, Serialize)]
pub struct Reason {
    /// The reason.
    pub what: Word,
    /// First unit.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
    /// Its contribution to the score.
    pub weight: f64,
}

/// A person or thing with a name.
#[derive(Debug, Serialize)]
pub struct Entity<'d> {
    /// Its index in the list of entities.
    pub id: usize,
    /// The fullest form in the article, or the label of the linked entry.
    pub name: &'d str,
    /// Its kind, by its name in OntoNotes.
    #[serde(rename = "type")]
    pub kind: Word,
    /// Confidence, 0 to 1.
    pub score: f64,
    /// The distinct names used.
    pub aliases: &'d [String],
    /// Its roles as the article states them.
    pub roles: Vec<Role<'d>>,
    /// The entry of the knowledge base, or null.
    pub link: Option<Link<'d>>,
    /// Its mentions, in order.
    pub mentions: Vec<Mention<'d>>,
}

/// Somebody whom the article does not name.
#[derive(Debug, Serialize)]
pub struct Unnamed<'d> {
    /// Its index in the list of those without a name.
    pub id: usize,
    /// The words of the first mention.
    pub label: &'d str,
    /// The id of the entity that the article identifies it as, or null.
    pub named: Option<usize>,
    /// Its mentions, in order.
    pub mentions: Vec<Mention<'d>>,
}

/// A role as the article states it.
#[derive(Debug, Serialize)]
pub struct Role<'d> {
    /// The words.
    pub text: &'d str,
    /// First unit.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
    /// The ids of the entities named in it.
    pub of: &'d [usize],
}

/// An entry of the knowledge base.
#[derive(Debug, Serialize)]
pub struct Link<'d> {
    /// Wikidata id, or null.
    pub wikidata: Option<&'d str>,
    /// Title in the English Wikipedia, or null.
    pub wikipedia: Option<&'d str>,
    /// Its name.
    pub label: &'d str,
    /// A short description.
    pub description: &'d str,
    /// ISO 3166-1 alpha-2 code of its country, or null.
    pub country: Option<&'d str>,
    /// Confidence, 0 to 1.
    pub score: f64,
    /// The reason, for a reader.
    pub why: Word,
}

/// One place where an entity is mentioned.
#[derive(Debug, Serialize)]
pub struct Mention<'d> {
    /// First unit.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
    /// `name`, `role` or `pronoun`.
    pub kind: Word,
    /// Confidence, 0 to 1.
    pub score: f64,
    /// The reason, for a reader.
    pub why: Word,
    /// The referent of a metonym, or null.
    pub stands_for: Option<StandsFor<'d>>,
}

/// The referent of a metonym.
#[derive(Debug, Serialize)]
pub struct StandsFor<'d> {
    /// The referent: "government of Russia".
    pub what: &'d str,
    /// The reason, for a reader.
    pub why: Word,
}

/// A date, time, amount or number.
#[derive(Debug, Serialize)]
pub struct Value<'d> {
    /// First unit.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
    /// Its kind, by its name in OntoNotes.
    #[serde(rename = "type")]
    pub kind: Word,
    /// ISO 8601 or TIMEX3 value of a date or time, or null.
    pub iso: Option<&'d str>,
    /// The reason, for a reader.
    pub why: &'d str,
}

/// A claim.
#[derive(Debug, Serialize)]
pub struct Claim<'d> {
    /// Its index in the list of claims.
    pub id: usize,
    /// First unit.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
    /// Confidence that it is a claim, 0 to 1.
    pub score: f64,
    /// The source, or null.
    pub source: Option<Source<'d>>,
    /// The words that express the attribution, or null.
    pub cue: Option<Cue<'d>>,
    /// The attributed words, in one or more spans.
    pub content: Vec<Place>,
    /// `direct`, `indirect` or `mixed`.
    pub quote: Word,
    /// The claim whose content contains this one, or null.
    pub parent: Option<usize>,
    /// `affirms` or `denies`.
    pub polarity: Word,
    /// Hedges.
    pub hedges: Vec<Place>,
    /// `said`, `thought` or `planned`.
    pub mode: Word,
    /// Whether the sources say it about each other.
    pub mutual: bool,
    /// `past`, `present`, `future`, or null if undetermined.
    pub tense: Option<Word>,
    /// The ids of the entities named in the content.
    pub entities: &'d [usize],
    /// The values in the content, as indices into the list of values.
    pub values: &'d [usize],
    /// How worthwhile it is to fact-check it, 0 to 1.
    pub check_worthiness: f64,
    /// The reason, for a reader.
    pub reasons: Vec<Reason>,
}

/// The source of a claim.
#[derive(Debug, Serialize)]
pub struct Source<'d> {
    /// First unit.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
    /// The id of the entity, the main one of several, or null.
    pub entity: Option<usize>,
    /// Confidence that these entities are who is meant, 0 to 1; 0 without any.
    pub score: f64,
    /// The ids of all entities that it refers to.
    pub entities: &'d [usize],
    /// The ids of the entities that may be meant where nobody is given or it is uncertain, the likeliest first.
    pub candidates: &'d [usize],
    /// The id of somebody without a name, or null.
    pub unnamed: Option<usize>,
    /// Whether the article keeps the source unnamed.
    pub anonymous: bool,
}

/// The words that express the attribution.
#[derive(Debug, Serialize)]
pub struct Cue<'d> {
    /// First unit.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
    /// The lemma of their head.
    pub lemma: &'d str,
    /// The kind of speech act.
    pub kind: Word,
}

/// Converts `document`, the annotation of `text`, to its wire form, with offsets in `unit`.
pub fn document<'d>(document: &'d document::Document, text: &str, unit: Unit) -> Document<'d> {
    let at = &Positions::new(text, unit);
    Document {
        schema: SCHEMA,
        offsets: offsets(unit),
        published: document.published.map(|day| day.to_string()),
        published_from: published_from(document.published_from),
        sentences: document.sentences.iter().map(|s| sentence(s, at)).collect(),
        entities: document.entities.iter().enumerate().map(|(id, e)| entity(id, e, at)).collect(),
        unnamed: document.unnamed.iter().enumerate().map(|(id, u)| unnamed(id, u, at)).collect(),
        values: document.values.iter().map(|v| value(v, at)).collect(),
        claims: document.claims.iter().enumerate().map(|(id, c)| claim(id, c, at)).collect(),
        credits: places(&document.credits, at),
    }
}

/// Converts the changes that lead to `document` to their wire form. `before` and `at` convert offsets of the
/// old and the new text to `unit`.
pub fn changes<'d>(
    changed: &delta::Changes,
    document: &'d document::Document,
    at: &Positions,
    before: &Positions,
    unit: Unit,
) -> Changes<'d> {
    let (start, end) = before.span(changed.edit.removed);
    let by = i64::from(at.offset(changed.edit.inserted.end)) - i64::from(end);
    Changes {
        schema: SCHEMA,
        offsets: offsets(unit),
        published: document.published.map(|day| day.to_string()),
        published_from: published_from(document.published_from),
        edit: Edit { start, end, by },
        sentences: splice(&changed.sentences, &document.sentences, |_, s| sentence(s, at)),
        entities: splice(&changed.entities, &document.entities, |id, e| entity(id, e, at)),
        unnamed: splice(&changed.unnamed, &document.unnamed, |id, u| unnamed(id, u, at)),
        values: splice(&changed.values, &document.values, |_, v| value(v, at)),
        claims: splice(&changed.claims, &document.claims, |id, c| claim(id, c, at)),
        credits: splice(&changed.credits, &document.credits, |_, &c| place(c, at)),
    }
}

/// Converts the change of a list to its wire form.
fn splice<'d, S, T>(
    changed: &delta::Splice,
    list: &'d [S],
    convert: impl Fn(usize, &'d S) -> T,
) -> Splice<T> {
    let &delta::Splice { at, removed, inserted, .. } = changed;
    let item = |index: usize| Some((index, convert(index, list.get(index)?)));
    Splice {
        at,
        gone: removed,
        come: (at..at + inserted).filter_map(item).map(|(_, item)| item).collect(),
        changed: changed.changed.iter().filter_map(|&index| item(index)).collect(),
    }
}

fn offsets(unit: Unit) -> Word {
    Word(match unit {
        Unit::CodePoint => "codepoint",
        Unit::Utf16 => "utf16",
    })
}

fn published_from(from: PublishedFrom) -> Word {
    Word(match from {
        PublishedFrom::Given => "given",
        PublishedFrom::Dateline => "dateline",
        PublishedFrom::None => "none",
    })
}

fn sentence(s: &document::SentenceNote, at: &Positions) -> Sentence {
    let (start, end) = at.span(s.span);
    Sentence {
        start,
        end,
        check_worthiness: score(s.check_worthiness),
        reasons: reasons(&s.reasons, at),
        voice: Word(s.voice.label()),
    }
}

fn entity<'d>(id: usize, e: &'d document::Entity, at: &Positions) -> Entity<'d> {
    Entity {
        id,
        name: &e.name,
        kind: Word(entity_kind(e.kind)),
        score: score(e.score),
        aliases: &e.aliases,
        roles: e.roles.iter().map(|r| role(r, at)).collect(),
        link: e.link.as_deref().map(link),
        mentions: e.mentions.iter().map(|m| mention(m, at)).collect(),
    }
}

fn unnamed<'d>(id: usize, u: &'d document::UnnamedReferent, at: &Positions) -> Unnamed<'d> {
    let mentions = u.mentions.iter().map(|m| mention(m, at)).collect();
    Unnamed { id, label: &u.label, named: u.named, mentions }
}

fn role<'d>(r: &'d document::Role, at: &Positions) -> Role<'d> {
    let (start, end) = at.span(r.span);
    Role { text: &r.text, start, end, of: &r.of }
}

/// Converts an entry of the knowledge base to its wire form.
pub(crate) fn link(l: &document::Link) -> Link<'_> {
    Link {
        wikidata: l.wikidata.as_deref(),
        wikipedia: l.wikipedia.as_deref(),
        label: &l.label,
        description: &l.description,
        country: l.country.as_deref(),
        score: score(l.score),
        why: Word(l.why),
    }
}

fn mention<'d>(m: &'d document::Mention, at: &Positions) -> Mention<'d> {
    let (start, end) = at.span(m.span);
    Mention {
        start,
        end,
        kind: Word(match m.kind {
            MentionKind::Name => "name",
            MentionKind::Role => "role",
            MentionKind::Pronoun => "pronoun",
        }),
        score: score(m.score),
        why: Word(m.why),
        stands_for: m.stands_for.as_ref().map(|s| StandsFor { what: &s.what, why: Word(s.why) }),
    }
}

fn value<'d>(v: &'d document::Value, at: &Positions) -> Value<'d> {
    let (start, end) = at.span(v.span);
    Value { start, end, kind: Word(value_kind(v.kind)), iso: v.iso.as_deref(), why: &v.why }
}

fn claim<'d>(id: usize, c: &'d document::Claim, at: &Positions) -> Claim<'d> {
    let (start, end) = at.span(c.span);
    Claim {
        id,
        start,
        end,
        score: score(c.score),
        source: c.source.as_ref().map(|s| source(s, at)),
        cue: c.cue.as_ref().map(|c| cue(c, at)),
        content: places(&c.content, at),
        quote: Word(match c.quote {
            Quote::Direct => "direct",
            Quote::Indirect => "indirect",
            Quote::Mixed => "mixed",
        }),
        parent: c.parent,
        polarity: Word(match c.polarity {
            Polarity::Affirms => "affirms",
            Polarity::Denies => "denies",
        }),
        hedges: places(&c.hedges, at),
        mode: Word(match c.mode {
            Mode::Said => "said",
            Mode::Thought => "thought",
            Mode::Planned => "planned",
        }),
        mutual: c.mutual,
        tense: c.tense.map(|t| {
            Word(match t {
                Tense::Past => "past",
                Tense::Present => "present",
                Tense::Future => "future",
            })
        }),
        entities: &c.entities,
        values: &c.values,
        check_worthiness: score(c.check_worthiness),
        reasons: reasons(&c.reasons, at),
    }
}

fn source<'d>(s: &'d document::Source, at: &Positions) -> Source<'d> {
    let (start, end) = at.span(s.span);
    Source {
        start,
        end,
        score: score(s.score),
        entity: s.entity,
        entities: &s.entities,
        candidates: &s.candidates,
        unnamed: s.unnamed,
        anonymous: s.anonymous,
    }
}

fn cue<'d>(c: &'d document::Cue, at: &Positions) -> Cue<'d> {
    let (start, end) = at.span(c.span);
    Cue { start, end, lemma: &c.lemma, kind: Word(cue_kind(c.kind)) }
}

fn reasons(list: &[document::Reason], at: &Positions) -> Vec<Reason> {
    let reason = |r: &document::Reason| {
        let (start, end) = at.span(r.span);
        Reason { what: Word(r.what), start, end, weight: score(r.weight) }
    };
    list.iter().map(reason).collect()
}

fn places(spans: &[Span], at: &Positions) -> Vec<Place> {
    spans.iter().map(|&s| place(s, at)).collect()
}

fn place(span: Span, at: &Positions) -> Place {
    let (start, end) = at.span(span);
    Place { start, end }
}

/// Rounds to four digits, so that a 32-bit 0.7 is not written as 0.699999988079071.
fn score(x: f32) -> f64 {
    (f64::from(x) * 1e4).round() / 1e4
}

/// Returns the name of a kind in OntoNotes 5.
pub(crate) fn entity_kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "PERSON",
        EntityKind::Norp => "NORP",
        EntityKind::Facility => "FAC",
        EntityKind::Organization => "ORG",
        EntityKind::Gpe => "GPE",
        EntityKind::Location => "LOC",
        EntityKind::Product => "PRODUCT",
        EntityKind::Event => "EVENT",
        EntityKind::WorkOfArt => "WORK_OF_ART",
        EntityKind::Law => "LAW",
        EntityKind::Language => "LANGUAGE",
    }
}

/// Returns the name of a kind in OntoNotes 5.
pub(crate) fn value_kind(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Date => "DATE",
        ValueKind::Time => "TIME",
        ValueKind::Percent => "PERCENT",
        ValueKind::Money => "MONEY",
        ValueKind::Quantity => "QUANTITY",
        ValueKind::Ordinal => "ORDINAL",
        ValueKind::Cardinal => "CARDINAL",
    }
}

/// Returns the name of a speech act in the schema.
pub(crate) fn cue_kind(kind: CueKind) -> &'static str {
    match kind {
        CueKind::Says => "says",
        CueKind::Accuses => "accuses",
        CueKind::Denies => "denies",
        CueKind::Demands => "demands",
        CueKind::Promises => "promises",
        CueKind::Believes => "believes",
        CueKind::Predicts => "predicts",
        CueKind::Reports => "reports",
        CueKind::Asks => "asks",
        CueKind::Declines => "declines",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, words: &str) -> Span {
        let start = text.find(words).unwrap_or_default() as u32;
        Span::new(start, start + words.len() as u32)
    }

    fn sample(text: &str) -> document::Document {
        document::Document {
            published: "2024-02-29".parse().ok(),
            published_from: PublishedFrom::Given,
            sentences: vec![document::SentenceNote {
                span: span(text, text),
                check_worthiness: 0.7,
                reasons: vec![document::Reason {
                    what: "states a figure",
                    span: span(text, "30"),
                    weight: 0.3,
                }],
                voice: document::Voice::Attributed,
            }],
            entities: vec![document::Entity {
                name: "Ana Ruiz".into(),
                kind: EntityKind::Person,
                score: 0.98,
                aliases: vec!["Ana Ruiz".into()].into(),
                roles: vec![],
                link: None,
                mentions: vec![document::Mention {
                    span: span(text, "Ana Ruiz"),
                    kind: MentionKind::Name,
                    score: 1.0,
                    why: "model",
                    stands_for: None,
                }],
            }],
            unnamed: vec![document::UnnamedReferent {
                label: "30".into(),
                mentions: vec![document::Mention {
                    span: span(text, "30"),
                    kind: MentionKind::Role,
                    score: 0.9,
                    why: "the first mention",
                    stands_for: None,
                }],
                named: Some(0),
            }],
            values: vec![],
            claims: vec![document::Claim {
                span: span(text, text),
                score: 0.9,
                source: Some(document::Source {
                    span: span(text, "Ana Ruiz"),
                    score: 0.9,
                    entity: Some(0),
                    entities: vec![0],
                    candidates: vec![],
                    unnamed: None,
                    anonymous: false,
                }),
                cue: Some(document::Cue {
                    span: span(text, "said"),
                    lemma: "say".into(),
                    kind: CueKind::Says,
                }),
                content: vec![span(text, "30 came")],
                quote: Quote::Direct,
                parent: None,
                polarity: Polarity::Affirms,
                hedges: vec![],
                mode: Mode::Said,
                mutual: false,
                tense: Some(Tense::Past),
                entities: vec![],
                values: vec![],
                check_worthiness: 0.0,
                reasons: vec![],
            }],
            credits: vec![],
            corrected: vec![],
        }
    }

    #[test]
    fn wire_form_is_the_published_schema() {
        let text = "🇫🇷 “30 came,” Ana Ruiz said.";
        let document = sample(text);
        let json = |unit| serde_json::to_string_pretty(&super::document(&document, text, unit)).unwrap();
        let points = json(Unit::CodePoint);
        expect_test::expect_file!["wire.golden.json"].assert_eq(&format!("{points}\n"));
        let units: serde_json::Value = serde_json::from_str(&json(Unit::Utf16)).unwrap();
        assert_eq!(units["offsets"], "utf16");
        // The flag before the name is two characters, each of two units.
        assert_eq!(units["entities"][0]["mentions"][0]["start"], 16);
    }
}
