//! The forms in which an annotated article leaves: for people, for programs, for other annotators.
//!
//! Each renderer is a function from a document and its text to a string; [`FORMATS`] is the table of all of them,
//! which the command line and the page share. No renderer decides anything about the article, and every word that
//! is not a renderer's own goes through [`escape`].

mod brat;
mod claimreview;
mod conll;
mod csv;
pub mod escape;
mod flat;
mod json;
mod spacy;
mod webanno;
pub mod wire;
mod words;

use crate::document::Document;

/// A form in which an annotated article leaves.
pub struct Format {
    /// Its name, on the command line and in the page.
    pub name: &'static str,
    /// How the name of a file in it ends, with the dot.
    pub extension: &'static str,
    /// Its media type.
    pub media: &'static str,
    render: fn(&Document, &str, &Choices) -> String,
}

/// What whoever takes an article out may choose.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Where the article is published; only addresses of the web are used.
    pub address: Option<String>,
}

/// Every format.
#[rustfmt::skip]
pub const FORMATS: &[Format] = &[
    Format { name: "json", extension: ".json", media: "application/json", render: json::render },
    Format { name: "annotations", extension: ".jsonld", media: "application/ld+json", render: webanno::render },
    Format { name: "brat", extension: ".ann", media: "text/plain", render: brat::render },
    Format { name: "conll", extension: ".conll", media: "text/plain", render: conll::render },
    Format { name: "spacy", extension: ".spacy.json", media: "application/json", render: spacy::render },
    Format { name: "csv", extension: ".csv", media: "text/csv", render: csv::comma },
    Format { name: "tsv", extension: ".tsv", media: "text/tab-separated-values", render: csv::tab },
    Format { name: "claimreview", extension: ".jsonld", media: "application/ld+json", render: claimreview::render },
];

/// The format of this name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

impl Format {
    /// `document`, which was read from `text`, in this form.
    pub fn render(&self, document: &Document, text: &str, choices: &Choices) -> String {
        let address = choices.address.clone().filter(|address| is_web(address));
        (self.render)(document, text, &Choices { address })
    }
}

/// Whether this is an address of the web that can stand anywhere as it is.
fn is_web(address: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\"{}|\\^`".contains(c);
    (address.starts_with("https://") || address.starts_with("http://")) && address.chars().all(plain)
}
