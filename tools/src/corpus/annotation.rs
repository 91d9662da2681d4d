//! One annotated article: its layers, and the file that keeps them as offsets.
//!
//! A file has one record a line, fields parted by tabs, spans as `start-end` in code points, half open. It never
//! holds text, apart from the names of entities.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context, Result, bail, ensure};

/// A place in a text, in code points, half open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Place {
    /// Returns the words at this place.
    pub fn of(self, characters: &[char]) -> String {
        characters[self.start..self.end].iter().collect()
    }

    /// Returns whether two places share a character.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    fn parse(text: &str) -> Result<Self> {
        let (start, end) = text.split_once('-').with_context(|| format!("{text:?} is not a span"))?;
        let place = Self { start: start.parse()?, end: end.parse()? };
        ensure!(place.start < place.end, "the span {text} is empty");
        Ok(place)
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.start, self.end)
    }
}

/// Parses a list of spans, parted by commas; `-` is none.
fn places(text: &str) -> Result<Vec<Place>> {
    if text == "-" {
        return Ok(Vec::new());
    }
    text.split(',').map(Place::parse).collect()
}

/// Writes a list of spans, parted by commas; `-` is none.
fn list(places: &[Place]) -> String {
    if places.is_empty() {
        return "-".into();
    }
    places.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// A person or thing with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Its key in the article.
    pub key: String,
    /// Its kind, of OntoNotes.
    pub kind: String,
    /// Its fullest name.
    pub name: String,
    /// Its article in the English Wikipedia, `NIL` if it has none, `?` if unsure.
    pub link: String,
    /// Its roles.
    pub roles: Vec<Place>,
}

/// A mention by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// Its place.
    pub place: Place,
    /// The key of its entity.
    pub entity: String,
    /// Whether it is a place that stands for its government.
    pub government: bool,
}

/// A referent: an entity, or somebody without a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Referent {
    /// The entity with this key.
    Entity(String),
    /// A person, group or body without a name, described.
    Unnamed(String),
}

impl Referent {
    /// Parses `key` or `?description`.
    pub fn parse(text: &str) -> Self {
        match text.trim().strip_prefix('?') {
            Some(description) => Self::Unnamed(description.trim().to_lowercase()),
            None => Self::Entity(text.trim().to_owned()),
        }
    }
}

impl std::fmt::Display for Referent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Entity(key) => f.write_str(key),
            Self::Unnamed(description) => write!(f, "?{description}"),
        }
    }
}

/// Parses referents joined by `&`; `-` is nobody.
pub fn referents(text: &str) -> Vec<Referent> {
    if text.trim() == "-" {
        return Vec::new();
    }
    text.split('&').map(Referent::parse).collect()
}

/// Writes referents joined by `&`; `-` is nobody.
pub fn join(referents: &[Referent]) -> String {
    if referents.is_empty() {
        return "-".into();
    }
    referents.iter().map(ToString::to_string).collect::<Vec<_>>().join(" & ")
}

/// A pronoun or a noun phrase without a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// Its place.
    pub place: Place,
    /// Who is meant; nobody if it is pleonastic, generic or a thing.
    pub referents: Vec<Referent>,
}

/// A date, a time, an amount of money or a percentage.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Its place.
    pub place: Place,
    /// Its kind.
    pub kind: String,
    /// Its ISO 8601 value, where certain.
    pub iso: Option<String>,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct SentenceNote {
    /// Its place.
    pub place: Place,
    /// Whose statement it is: one of [`VOICES`].
    pub voice: String,
    /// Reasons to check it, each of [`CHECKS`].
    pub checks: Vec<String>,
}

/// One claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its number in the article.
    pub number: usize,
    /// Its source, if the article gives one.
    pub source: Option<Place>,
    /// Its cue; empty without one.
    pub cue: Vec<Place>,
    /// Its content.
    pub content: Vec<Place>,
    /// The meaning of its cue: one of [`CLAIM_KINDS`].
    pub kind: String,
    /// Who speaks.
    pub speakers: Vec<Referent>,
    /// How it is quoted: one of [`QUOTES`].
    pub quote: String,
    /// Whether the source denies the content.
    pub denies: bool,
    /// Whether the source is an unnamed person with knowledge or authority.
    pub anonymous: bool,
    /// Whether cue or content hedge.
    pub hedged: bool,
    /// The number of the claim in whose content it stands.
    pub parent: Option<usize>,
}

/// The kinds of names.
pub const KINDS: [&str; 11] =
    ["PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"];
/// Whose statement a sentence is.
pub const VOICES: [&str; 5] = ["reported", "fact", "comment", "prediction", "other"];
/// Reasons to check a sentence.
pub const CHECKS: [&str; 5] = ["figure", "date", "record", "quotation", "event"];
/// The meanings of cues.
pub const CLAIM_KINDS: [&str; 10] = [
    "says", "accuses", "denies", "demands", "promises", "believes", "predicts", "reports", "asks", "declines",
];
/// How a claim is quoted.
pub const QUOTES: [&str; 3] = ["direct", "indirect", "mixed"];
/// The kinds of values.
pub const VALUES: [&str; 4] = ["DATE", "TIME", "MONEY", "PERCENT"];

/// All layers of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotation {
    /// The entities, in order of first mention.
    pub entities: Vec<Entity>,
    /// The mentions by name, in order.
    pub names: Vec<Name>,
    /// The pronouns and noun phrases, in order.
    pub references: Vec<Reference>,
    /// The values, in order.
    pub values: Vec<Value>,
    /// The sentences, in order.
    pub sentences: Vec<SentenceNote>,
    /// The claims, by number.
    pub claims: Vec<Claim>,
}

impl Annotation {
    /// Reads the file of an article.
    pub fn parse(file: &str) -> Result<Self> {
        let mut annotation = Self::default();
        for (number, line) in file.lines().enumerate() {
            annotation.record(line).with_context(|| format!("line {}", number + 1))?;
        }
        Ok(annotation)
    }

    fn record(&mut self, line: &str) -> Result<()> {
        let fields: Vec<&str> = line.split('\t').collect();
        match fields[..] {
            ["entity", key, kind, name, link, roles] => self.entities.push(Entity {
                key: key.into(),
                kind: kind.into(),
                name: name.into(),
                link: link.into(),
                roles: places(roles)?,
            }),
            ["name", place, entity, ref flags @ ..] => self.names.push(Name {
                place: Place::parse(place)?,
                entity: entity.into(),
                government: flags == ["government"],
            }),
            ["reference", place, meant] => {
                self.references.push(Reference { place: Place::parse(place)?, referents: referents(meant) });
            }
            ["value", place, kind, iso] => self.values.push(Value {
                place: Place::parse(place)?,
                kind: kind.into(),
                iso: (iso != "-").then(|| iso.into()),
            }),
            ["sentence", place, voice, checks] => self.sentences.push(SentenceNote {
                place: Place::parse(place)?,
                voice: voice.into(),
                checks: if checks == "-" { Vec::new() } else { checks.split(',').map(Into::into).collect() },
            }),
            ["claim", number, source, cue, content, kind, who, flags] => {
                let source = places(source)?.first().copied();
                let parts = (source, places(cue)?, places(content)?);
                self.claims.push(Claim::new(number, parts, kind, who, flags)?);
            }
            _ => bail!("{:?} with {} fields is no record", fields[0], fields.len()),
        }
        Ok(())
    }

    /// Writes the file of an article.
    pub fn write(&self) -> String {
        let mut out = String::new();
        for e in &self.entities {
            let roles = list(&e.roles);
            let _ = writeln!(out, "entity\t{}\t{}\t{}\t{}\t{roles}", e.key, e.kind, e.name, e.link);
        }
        for n in &self.names {
            let government = if n.government { "\tgovernment" } else { "" };
            let _ = writeln!(out, "name\t{}\t{}{government}", n.place, n.entity);
        }
        for r in &self.references {
            let _ = writeln!(out, "reference\t{}\t{}", r.place, join(&r.referents));
        }
        for v in &self.values {
            let _ = writeln!(out, "value\t{}\t{}\t{}", v.place, v.kind, v.iso.as_deref().unwrap_or("-"));
        }
        for s in &self.sentences {
            let checks = if s.checks.is_empty() { "-".into() } else { s.checks.join(",") };
            let _ = writeln!(out, "sentence\t{}\t{}\t{checks}", s.place, s.voice);
        }
        for c in &self.claims {
            let source = c.source.map_or("-".into(), |s| s.to_string());
            let (cue, content) = (list(&c.cue), list(&c.content));
            let (who, flags) = (join(&c.speakers), c.flags());
            let _ =
                writeln!(out, "claim\t{}\t{source}\t{cue}\t{content}\t{}\t{who}\t{flags}", c.number, c.kind);
        }
        out
    }

    /// Returns the entities by key.
    pub fn by_key(&self) -> BTreeMap<&str, &Entity> {
        self.entities.iter().map(|e| (e.key.as_str(), e)).collect()
    }
}

impl Claim {
    /// Makes a claim of its source, cue and content, and of fields as a file or a sheet writes them.
    pub fn new(
        number: &str,
        (source, cue, content): (Option<Place>, Vec<Place>, Vec<Place>),
        kind: &str,
        who: &str,
        flags: &str,
    ) -> Result<Self> {
        let mut claim = Self {
            number: number.parse().context("the first field is the number of the claim")?,
            source,
            cue,
            content,
            kind: kind.into(),
            speakers: referents(who),
            quote: String::new(),
            denies: false,
            anonymous: false,
            hedged: false,
            parent: None,
        };
        claim.set_flags(flags)?;
        Ok(claim)
    }

    /// Sets the flags from a list parted by commas.
    fn set_flags(&mut self, flags: &str) -> Result<()> {
        for flag in flags.split(',').map(str::trim).filter(|f| !f.is_empty()) {
            match flag {
                "denies" => self.denies = true,
                "anonymous" => self.anonymous = true,
                "hedged" => self.hedged = true,
                _ if QUOTES.contains(&flag) => self.quote = flag.into(),
                _ => match flag.strip_prefix("parent=") {
                    Some(number) => self.parent = Some(number.parse().context("parent= needs a number")?),
                    None => bail!("{flag:?} is no flag"),
                },
            }
        }
        ensure!(!self.quote.is_empty(), "the flags lack one of direct, indirect, mixed");
        Ok(())
    }

    /// Returns the flags as a list parted by commas.
    pub fn flags(&self) -> String {
        let mut flags = vec![self.quote.clone()];
        flags.extend(self.denies.then(|| "denies".into()));
        flags.extend(self.anonymous.then(|| "anonymous".into()));
        flags.extend(self.hedged.then(|| "hedged".into()));
        flags.extend(self.parent.map(|p| format!("parent={p}")));
        flags.join(",")
    }
}
