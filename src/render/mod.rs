//! The forms in which an annotated article leaves: for people, for programs, for other annotators.
//!
//! Each renderer is a function from a document and its text to a string; [`FORMATS`] is the table of all of them,
//! which the command line and the page share. No renderer decides anything about the article, and every word that
//! is not a renderer's own goes through [`escape`].

mod brat;
mod claimreview;
mod conll;
mod csv;
pub(crate) mod escape;
mod flat;
mod html;
mod json;
mod markdown;
mod rich;
mod runs;
mod select;
mod spacy;
mod webanno;
pub(crate) mod wire;
mod words;

use crate::document::Document;
use crate::text::Span;

pub use words::Family;

/// A form in which an annotated article leaves.
pub struct Format {
    /// Its name, on the command line and in the page.
    pub name: &'static str,
    render: fn(&Document, &str, &Choices) -> String,
}

/// Every format.
#[rustfmt::skip]
pub const FORMATS: &[Format] = &[
    Format { name: "json", render: json::render },
    Format { name: "html", render: html::render },
    Format { name: "rich", render: rich::render },
    Format { name: "markdown", render: markdown::render },
    Format { name: "citation", render: rich::citation },
    Format { name: "rich-citation", render: rich::rich_citation },
    Format { name: "annotations", render: webanno::render },
    Format { name: "brat", render: brat::render },
    Format { name: "conll", render: conll::render },
    Format { name: "spacy", render: spacy::render },
    Format { name: "csv", render: csv::comma },
    Format { name: "tsv", render: csv::tab },
    Format { name: "claimreview", render: claimreview::render },
];

/// What whoever takes an article out may choose.
#[derive(Clone, Debug)]
pub struct Choices {
    /// Where the article is published; only addresses of the web are used.
    pub address: Option<String>,
    /// What goes with a name where it first stands, in the forms for reading.
    pub names: Names,
    /// Whether who is who and who says what follow as lists, in the forms for reading.
    pub lists: bool,
    /// The one claim of a citation, as an index; without it every claim is cited.
    pub claim: Option<usize>,
    /// The families that are left out.
    pub without: Vec<Family>,
    /// Whether claims are left out.
    pub without_claims: bool,
    /// The passage, in bytes, that is taken alone; offsets count from its start then.
    pub within: Option<Span>,
}

/// What goes with a name where it first stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// The number of a note that says who it is.
    Footnotes,
    /// A link to Wikipedia or Wikidata, where one is known.
    Links,
    /// Nothing.
    Plain,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            address: None,
            names: Names::Footnotes,
            lists: true,
            claim: None,
            without: Vec::new(),
            without_claims: false,
            within: None,
        }
    }
}

/// The format of this name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

impl Format {
    /// The chosen part of `document`, which was read from `text`, in this form.
    pub fn render(&self, document: &Document, text: &str, choices: &Choices) -> String {
        let address = choices.address.clone().filter(|address| is_web(address));
        let choices = Choices { address, ..choices.clone() };
        if choices.without.is_empty() && !choices.without_claims && choices.within.is_none() {
            return (self.render)(document, text, &choices);
        }
        let (document, text) = select::select(document, text, &choices);
        (self.render)(&document, text, &choices)
    }
}

/// Whether this is an address of the web that can stand anywhere as it is.
fn is_web(address: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\"{}|\\^`".contains(c);
    (address.starts_with("https://") || address.starts_with("http://")) && address.chars().all(plain)
}
