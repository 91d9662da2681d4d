//! Corrections in their JSON form, and the dictionary: a file of corrections that hold in every article.
//!
//! ```json
//! {"gloss": "dictionary", "version": 1, "entries": [
//!   {"words": ["Quorr Group", "QG"], "is": "ORG", "name": "Quorr Group",
//!    "link": {"label": "Quorr Group", "description": "maker of lamps", "wikidata": "Q1"}},
//!   {"words": ["Harbour Master"], "is": "none"}
//! ]}
//! ```
//!
//! What is wrong with an entry is said with its number, counted from 1. Nothing is mended in silence.

use serde::Deserialize;

use crate::corrections::{Anchor, BY_HAND, Is, Linked};
use crate::document::{self, EntityKind};
use crate::error::Error;
use crate::recognizer::kinds::KINDS;

/// The version of the dictionary's form.
pub(crate) const VERSION: u32 = 1;

/// The most bytes that the words of an entry may have.
const LONGEST: usize = 300;

/// A correction as callers write it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The words, or several spellings of one name.
    pub words: Vec<String>,
    /// The one place that is meant.
    pub at: Option<At>,
    /// A kind by its name in OntoNotes, or `none`.
    pub is: Option<String>,
    /// The name of the entity that they name.
    pub name: Option<String>,
    /// The entry that the entity is.
    pub link: Option<Link>,
    /// Whether the entity is in no reference.
    #[serde(default)]
    pub unlinked: bool,
}

/// A place, with what stands around it.
#[derive(Debug, Deserialize)]
pub struct At {
    /// Where the words start, in UTF-16 code units.
    pub start: u32,
    /// Some text before them.
    pub before: String,
    /// Some text after them.
    pub after: String,
}

/// An entry of a reference.
#[derive(Debug, Deserialize)]
pub struct Link {
    /// Its name.
    pub label: String,
    /// What it is.
    #[serde(default)]
    pub description: String,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Title in the English Wikipedia, with underscores.
    pub wikipedia: Option<String>,
    /// ISO 3166-1 alpha-2 code of its country.
    pub country: Option<String>,
}

/// A file of corrections that hold in every article.
#[derive(Deserialize)]
struct Dictionary {
    gloss: String,
    version: u32,
    entries: Vec<Correction>,
}

/// The corrections that a dictionary file holds.
///
/// # Errors
///
/// [`Error::Corrections`] when it is no dictionary of this version, or an entry is wrong.
pub fn dictionary(json: &str) -> Result<Vec<crate::corrections::Correction>, Error> {
    let file: Dictionary = serde_json::from_str(json).map_err(|e| Error::Corrections {
        message: "this is not a dictionary".to_owned(),
        source: Some(e),
    })?;
    if file.gloss != "dictionary" {
        return Err(Error::corrections("this is not a dictionary"));
    }
    if file.version != VERSION {
        return Err(Error::corrections(format!(
            "version {} of the dictionary is not known here",
            file.version
        )));
    }
    if let Some(at) = file.entries.iter().position(|e| e.at.is_some()) {
        return Err(Error::corrections(format!("entry {}: a dictionary has no places", at + 1)));
    }
    corrections(file.entries, |at| at)
}

/// Corrections as the stages read them. `byte` turns the start of a place into bytes of the text.
///
/// # Errors
///
/// [`Error::Corrections`] when one of them is wrong; it says which and why.
pub fn corrections(
    given: Vec<Correction>,
    byte: impl Fn(u32) -> u32,
) -> Result<Vec<crate::corrections::Correction>, Error> {
    let read = |(at, entry)| {
        correction(entry, &byte).map_err(|why: &str| Error::corrections(format!("entry {}: {why}", at + 1)))
    };
    given.into_iter().enumerate().map(read).collect()
}

fn correction(
    given: Correction,
    byte: impl Fn(u32) -> u32,
) -> Result<crate::corrections::Correction, &'static str> {
    if given.words.is_empty() || given.words.iter().any(|w| w.trim().is_empty() || w.len() > LONGEST) {
        return Err("its words are missing or too long");
    }
    if given.name.as_ref().is_some_and(|n| n.trim().is_empty() || n.len() > LONGEST) {
        return Err("its name is empty or too long");
    }
    let is = match given.is.as_deref() {
        None => None,
        Some("none") => Some(Is::Nothing),
        Some(kind) => Some(Is::Name(kind_named(kind).ok_or("its kind is not known")?)),
    };
    let link = match given.link {
        Some(_) if given.unlinked => return Err("it is linked and not linked"),
        Some(link) => Some(Linked::To(entry(link))),
        None => given.unlinked.then_some(Linked::Nowhere),
    };
    if is.is_none() && given.name.is_none() && link.is_none() {
        return Err("it says nothing of its words");
    }
    let at = given.at.map(|at| Anchor { start: byte(at.start), before: at.before, after: at.after });
    Ok(crate::corrections::Correction { words: given.words, at, is, name: given.name, link })
}

fn kind_named(name: &str) -> Option<EntityKind> {
    KINDS.into_iter().find(|kind| kind.label() == name)
}

fn entry(link: Link) -> document::Link {
    document::Link {
        wikidata: link.wikidata,
        wikipedia: link.wikipedia,
        label: link.label,
        description: link.description,
        country: link.country,
        score: 1.0,
        why: BY_HAND,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dictionary_says_what_is_wrong_with_it() {
        let file = |entries: &str| {
            format!("{{\"gloss\": \"dictionary\", \"version\": 1, \"entries\": [{entries}]}}")
        };
        let good = r#"{"words": ["Quorr"], "is": "ORG", "link": {"label": "Quorr"}}, {"words": ["Q"], "is": "none"}"#;
        let read = dictionary(&file(good)).unwrap();
        assert_eq!(read[0].is, Some(Is::Name(EntityKind::Organization)));
        assert!(matches!(&read[0].link, Some(Linked::To(link)) if link.label == "Quorr"));
        assert_eq!(read[1].is, Some(Is::Nothing));
        for (wrong, why) in [
            ("", "this is not a dictionary: "),
            ("{}", "this is not a dictionary: missing field `gloss`"),
            ("{\"gloss\": \"x\", \"version\": 1, \"entries\": []}", "this is not a dictionary"),
            ("{\"gloss\": \"dictionary\", \"version\": 2, \"entries\": []}", "version 2 "),
            (&file(r#"{"words": ["Q"], "is": "none"}, {"words": [], "is": "ORG"}"#), "entry 2: its words"),
            (&file(r#"{"words": ["Q"], "is": "CAT"}"#), "entry 1: its kind"),
            (&file(r#"{"words": ["Q"]}"#), "entry 1: it says nothing"),
            (&file(r#"{"words": ["Q"], "name": " "}"#), "entry 1: its name"),
            (&file(r#"{"words": ["Q"], "unlinked": true, "link": {"label": "Q"}}"#), "entry 1: it is linked"),
            (&file(r#"{"words": ["Q"], "si": "ORG"}"#), "this is not a dictionary: unknown field `si`"),
            (
                &file(r#"{"words": ["Q"], "is": "ORG", "at": {"start": 0, "before": "", "after": ""}}"#),
                "entry 1: a dictionary has no places",
            ),
        ] {
            let error = dictionary(wrong).unwrap_err().to_string();
            assert!(error.starts_with(why), "{wrong}: {error}");
        }
    }
}
