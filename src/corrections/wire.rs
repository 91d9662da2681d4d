//! JSON form of corrections, and the dictionary: a file of corrections that apply to every article.
//!
//! ```json
//! {"gloss": "dictionary", "version": 1, "entries": [
//!   {"words": ["Quorr Group", "QG"], "is": "ORG", "name": "Quorr Group",
//!    "link": {"label": "Quorr Group", "description": "maker of lamps", "wikidata": "Q1"}},
//!   {"words": ["Harbour Master"], "is": "none"}
//! ]}
//! ```
//!
//! Errors name the entry by its number, counted from 1. Never repairs a malformed entry.

use serde::Deserialize;

use crate::corrections::{Anchor, CORRECTED_BY_HAND, CorrectedKind, CorrectedLink};
use crate::document::{self, EntityKind};
use crate::error::Error;
use crate::recognizer::kinds::KINDS;

/// Version of the dictionary format.
pub(crate) const VERSION: u32 = 1;

/// Maximum length of the words of an entry, in bytes.
const MAX_WORDS_LEN: usize = 300;

/// A correction in its JSON form.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The words, or several spellings of one name.
    pub words: Vec<String>,
    /// The one place that is corrected.
    pub at: Option<At>,
    /// A kind by its name in OntoNotes, or `none`.
    pub is: Option<String>,
    /// The name of the entity that the words refer to.
    pub name: Option<String>,
    /// The entry that the entity is linked to.
    pub link: Option<Link>,
    /// Whether the entity has no entry in any knowledge base.
    #[serde(default)]
    pub unlinked: bool,
}

/// A place with its context.
#[derive(Debug, Deserialize)]
pub struct At {
    /// The start of the words, in UTF-16 code units.
    pub start: u32,
    /// Some text before the words.
    pub before: String,
    /// Some text after the words.
    pub after: String,
}

/// An entry of a knowledge base.
#[derive(Debug, Deserialize)]
pub struct Link {
    /// The name.
    pub label: String,
    /// A short description.
    #[serde(default)]
    pub description: String,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Title in the English Wikipedia, with underscores.
    pub wikipedia: Option<String>,
    /// ISO 3166-1 alpha-2 code of the country.
    pub country: Option<String>,
}

/// A file of corrections that apply to every article.
#[derive(Deserialize)]
struct Dictionary {
    gloss: String,
    version: u32,
    entries: Vec<Correction>,
}

/// Reads the corrections in a dictionary file, which is JSON.
///
/// An entry has `words` (one or several spellings) and at least one of `is` (a kind, or `none` for words that
/// are not a name), `name` and either `link` or `unlinked`.
///
/// # Errors
///
/// [`Error::Corrections`] if the text is not a dictionary of this version or an entry is malformed.
///
/// # Examples
///
/// ```
/// use gloss::corrections::{CorrectedKind, CorrectedLink, dictionary};
/// use gloss::document::EntityKind;
///
/// let corrections = dictionary(
///     r#"{"gloss": "dictionary", "version": 1, "entries": [
///         {"words": ["Quorr Group", "QG"], "is": "ORG", "link": {"label": "Quorr Group"}},
///         {"words": ["Harbour Master"], "is": "none"}
///     ]}"#,
/// )?;
/// assert_eq!(corrections[0].kind, Some(CorrectedKind::Name(EntityKind::Organization)));
/// assert!(matches!(&corrections[0].link, Some(CorrectedLink::Entry(e)) if e.label == "Quorr Group"));
/// assert_eq!(corrections[1].kind, Some(CorrectedKind::NotAName));
///
/// let error = dictionary(r#"{"gloss": "dictionary", "version": 2, "entries": []}"#).unwrap_err();
/// assert!(error.to_string().starts_with("version 2 "));
/// # Ok::<(), gloss::Error>(())
/// ```
pub fn dictionary(json: &str) -> Result<Vec<crate::corrections::Correction>, Error> {
    let file: Dictionary = serde_json::from_str(json).map_err(|e| Error::Corrections {
        message: "this is not a dictionary".to_owned(),
        source: Some(e.into()),
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

/// Converts corrections from their JSON form. `byte` converts the start of a place from UTF-16 code units to
/// bytes.
///
/// # Errors
///
/// [`Error::Corrections`] if one of them is malformed, with its number and the fault.
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
    if given.words.is_empty() || given.words.iter().any(|w| w.trim().is_empty() || w.len() > MAX_WORDS_LEN) {
        return Err("its words are missing or too long");
    }
    if given.name.as_ref().is_some_and(|n| n.trim().is_empty() || n.len() > MAX_WORDS_LEN) {
        return Err("its name is empty or too long");
    }
    let kind = match given.is.as_deref() {
        None => None,
        Some("none") => Some(CorrectedKind::NotAName),
        Some(kind) => Some(CorrectedKind::Name(kind_named(kind).ok_or("its kind is not known")?)),
    };
    let link = match given.link {
        Some(_) if given.unlinked => return Err("it is linked and not linked"),
        Some(link) => Some(CorrectedLink::Entry(entry(link))),
        None => given.unlinked.then_some(CorrectedLink::Unlinked),
    };
    if kind.is_none() && given.name.is_none() && link.is_none() {
        return Err("it says nothing of its words");
    }
    let anchor = given.at.map(|at| Anchor { start: byte(at.start), before: at.before, after: at.after });
    Ok(crate::corrections::Correction { words: given.words, anchor, kind, name: given.name, link })
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
        why: CORRECTED_BY_HAND,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn malformed_dictionary_is_refused_with_the_fault() {
        let file = |entries: &str| {
            format!("{{\"gloss\": \"dictionary\", \"version\": 1, \"entries\": [{entries}]}}")
        };
        let good = r#"{"words": ["Quorr"], "is": "ORG", "link": {"label": "Quorr"}}, {"words": ["Q"], "is": "none"}"#;
        let read = dictionary(&file(good)).unwrap();
        assert_eq!(read[0].kind, Some(CorrectedKind::Name(EntityKind::Organization)));
        assert!(matches!(&read[0].link, Some(CorrectedLink::Entry(link)) if link.label == "Quorr"));
        assert_eq!(read[1].kind, Some(CorrectedKind::NotAName));
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
            let error = dictionary(wrong).unwrap_err();
            let cause = std::error::Error::source(&error).map_or(String::new(), |cause| format!(": {cause}"));
            let error = format!("{error}{cause}");
            assert!(error.starts_with(why), "{wrong}: {error}");
        }
    }
}
