//! Corrections of names by a reader, as input to the annotation of an article.
//!
//! A [`Correction`] states for some words, at one place or wherever they occur, which kind of name they are,
//! which entity they name and which entry of a knowledge base it is. Corrections are placed in the article
//! first, and the stages after the name recogniser treat them as certain, so that coreference, links, roles
//! and the sources of claims follow from them. [`Document::corrected`](crate::document::Document::corrected)
//! says where each correction was applied; a correction whose words are not found changes nothing.
//! [`dictionary`] reads corrections that apply to every article.
//!
//! Never learns from corrections and never stores them.

pub(crate) mod place;
pub(crate) mod wire;

use crate::document::{EntityKind, Link};

pub(crate) use place::PlacedCorrections;
pub use wire::dictionary;

/// The reason (`why`) of mentions and links that come from a correction.
pub const CORRECTED_BY_HAND: &str = "corrected by hand";

/// A correction of some words. Every property that is `None` is left as the annotator finds it.
///
/// # Examples
///
/// Words that are a name of a given kind, wherever they occur:
///
/// ```
/// use gloss::corrections::{CorrectedKind, Correction};
/// use gloss::document::EntityKind;
/// use gloss::{Annotator, Options};
///
/// let board = Correction {
///     words: vec!["Elm Lamp Board".to_owned(), "the Lamps".to_owned()],
///     kind: Some(CorrectedKind::Name(EntityKind::Organization)),
///     ..Correction::default()
/// };
/// let text = "The Elm Lamp Board met on Monday. Later the Lamps said that the pier would close.";
/// let options = Options { corrections: &[board], ..Options::default() };
/// let document = Annotator::embedded()?.annotate(text, &options);
///
/// assert_eq!(document.entities[0].name, "Elm Lamp Board");
/// assert_eq!(document.entities[0].kind, EntityKind::Organization);
/// assert_eq!(document.entities[0].mentions.len(), 2);
/// assert_eq!(document.corrected[0].len(), 2);
/// # Ok::<(), gloss::Error>(())
/// ```
///
/// A pronoun at one place that refers to a named person, and a name that is not in any knowledge base:
///
/// ```
/// use gloss::corrections::{Anchor, CorrectedLink, Correction};
/// use gloss::{Annotator, Options};
///
/// let text = "Tom Ettel met Ann Hale in Paris. She said that he was late.";
/// let she = Correction {
///     words: vec!["She".to_owned()],
///     anchor: Some(Anchor { start: 33, before: "in Paris. ".to_owned(), after: " said that".to_owned() }),
///     name: Some("Tom Ettel".to_owned()),
///     ..Correction::default()
/// };
/// let paris = Correction {
///     words: vec!["Paris".to_owned()],
///     link: Some(CorrectedLink::Unlinked),
///     ..Correction::default()
/// };
/// let options = Options { corrections: &[she, paris], ..Options::default() };
/// let document = Annotator::embedded()?.annotate(text, &options);
///
/// let tom = &document.entities[0];
/// assert!(tom.mentions.iter().any(|mention| mention.span.of(text) == "She"));
/// let paris = document.entities.iter().find(|entity| entity.name == "Paris");
/// assert!(paris.is_some_and(|paris| paris.link.is_none()));
/// # Ok::<(), gloss::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correction {
    /// The words, or several spellings of one name, as the article writes them. Case is significant, white
    /// space is not.
    pub words: Vec<String>,
    /// The one place that is corrected; `None` for every place where the words occur.
    pub anchor: Option<Anchor>,
    /// The kind of the words.
    pub kind: Option<CorrectedKind>,
    /// The name of the entity that the words refer to: an entity of the article or, if it has none of this
    /// name, a new one.
    pub name: Option<String>,
    /// The entry of a knowledge base that the entity is linked to.
    pub link: Option<CorrectedLink>,
}

impl Correction {
    /// The name of the entity that the words refer to: [`Self::name`], or the first of several spellings of a
    /// name.
    pub(crate) fn entity_name(&self) -> Option<&str> {
        let is_spelling = self.words.len() > 1 && self.kind != Some(CorrectedKind::NotAName);
        let spelling = self.words.first().filter(|_| is_spelling);
        self.name.as_ref().or(spelling).map(String::as_str)
    }
}

/// The kind that a correction gives to its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CorrectedKind {
    /// A name of this kind.
    Name(EntityKind),
    /// Neither a name nor a value; pronouns and noun phrases then refer to no entity.
    NotAName,
}

/// The link that a correction gives to an entity.
#[derive(Clone, Debug, PartialEq)]
pub enum CorrectedLink {
    /// This entry.
    Entry(Link),
    /// The entity has no entry in any knowledge base.
    Unlinked,
}

/// A place in a text that may have been edited since: its context and its last known position.
///
/// The context decides where the place is now, like the text quote selector of the [Web Annotation Data
/// Model](https://www.w3.org/TR/annotation-model/#text-quote-selector). At least half of the words of the
/// context must still be near. Without a context, the words must occur only once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The last known position of the words, in bytes. It only decides between places with equally similar
    /// contexts.
    pub start: u32,
    /// Some text before the words.
    pub before: String,
    /// Some text after the words.
    pub after: String,
}
