//! Export formats for annotated articles: for readers, for programs and for other annotation tools.
//!
//! Each renderer is a function from a document and its text to a string. [`FORMATS`] lists all of them, for
//! the command line and the page. Everything that a renderer did not write itself is escaped for its context.
//! Never changes what was found in the article.
//!
//! ```
//! use gloss::render::{ExportOptions, format};
//!
//! let text = "Ruth Adams, the mayor, denied that the bridge would close.";
//! let document = gloss::Annotator::embedded()?.annotate(text, &gloss::Options::default());
//! let markdown = format("markdown").unwrap().render(&document, text, &ExportOptions::default());
//! assert!(markdown.starts_with("**Ruth Adams**[^1], the mayor, denied that the bridge would close."));
//! # Ok::<(), gloss::Error>(())
//! ```

mod brat;
mod claimreview;
mod conll;
mod csv;
pub(crate) mod escape;
mod html;
mod json;
mod markdown;
mod outermost;
mod phrases;
mod rich;
mod selection;
mod spacy;
mod text_runs;
mod webanno;
pub(crate) mod wire;

use crate::document::Document;
use crate::text::Span;

pub use phrases::KindFamily;

/// An export format.
///
/// ```
/// use gloss::render::{ExportOptions, format};
///
/// let text = "Ruth Adams, the mayor, denied that the bridge would close.";
/// let document = gloss::Annotator::embedded()?.annotate(text, &gloss::Options::default());
///
/// let page = format("html").unwrap().render(&document, text, &ExportOptions::default());
/// assert!(page.starts_with("<!doctype html>") && page.contains("Ruth Adams"));
///
/// let table = format("csv").unwrap().render(&document, text, &ExportOptions::default());
/// let claim = table.lines().nth(1).unwrap();
/// assert!(claim.contains("Ruth Adams,mayor,") && claim.contains(",denies,"));
/// # Ok::<(), gloss::Error>(())
/// ```
pub struct Format {
    /// Its name on the command line and in the page.
    pub name: &'static str,
    render: fn(&Document, &str, &ExportOptions) -> String,
}

/// All export formats.
///
/// | name | form |
/// |---|---|
/// | `json` | the whole document; offsets in code points |
/// | `html` | a web page with cards, without a script |
/// | `rich` | HTML for documents and mail |
/// | `markdown` | Markdown |
/// | `citation`, `rich-citation` | one claim, or every claim, as a citation in plain text or HTML |
/// | `annotations` | W3C Web Annotation, JSON-LD |
/// | `brat`, `conll`, `spacy` | formats of annotation tools and NLP libraries |
/// | `csv`, `tsv` | a claim a row, with a header; offsets in code points, `csv` with a byte order mark and CRLF |
/// | `claimreview` | drafts of ClaimReview without a rating |
///
/// ```
/// let names: Vec<&str> = gloss::render::FORMATS.iter().map(|format| format.name).collect();
/// assert!(names.contains(&"json") && names.contains(&"html") && names.contains(&"brat"));
/// ```
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

/// Options of an export. Formats ignore those that do not concern them.
///
/// ```
/// use gloss::render::{ExportOptions, KindFamily, NameStyle, format};
///
/// let text = "Ruth Adams, the mayor, denied on Friday that the bridge would close.";
/// let document = gloss::Annotator::embedded()?.annotate(text, &gloss::Options::default());
/// let options = ExportOptions {
///     name_style: NameStyle::Plain,
///     lists: false,
///     exclude: vec![KindFamily::Date],
///     ..ExportOptions::default()
/// };
/// let markdown = format("markdown").unwrap().render(&document, text, &options);
/// assert_eq!(markdown, "**Ruth Adams**, the mayor, denied on Friday that the bridge would close.\n");
/// # Ok::<(), gloss::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct ExportOptions {
    /// The address at which the article is published. Only `http` and `https` URLs are used.
    pub url: Option<String>,
    /// How the first mention of a name is annotated, in the formats for readers.
    pub name_style: NameStyle,
    /// Whether lists of entities and claims follow the article, in the formats for readers.
    pub lists: bool,
    /// The claim to cite, as an index into the document's claims; without it every claim is cited.
    pub claim: Option<usize>,
    /// Families of names and values to leave out.
    pub exclude: Vec<KindFamily>,
    /// Whether to leave out claims.
    pub exclude_claims: bool,
    /// The passage to export, in bytes of the text, instead of the whole article. Offsets then count from its
    /// start.
    pub passage: Option<Span>,
}

/// How the first mention of a name is annotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameStyle {
    /// With the number of a note that describes the entity.
    Footnotes,
    /// With a link to Wikipedia or Wikidata, if known.
    Links,
    /// Not at all.
    Plain,
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self {
            url: None,
            name_style: NameStyle::Footnotes,
            lists: true,
            claim: None,
            exclude: Vec::new(),
            exclude_claims: false,
            passage: None,
        }
    }
}

/// Returns the format with a name, or `None` if there is no such format.
///
/// ```
/// assert_eq!(gloss::render::format("markdown").map(|format| format.name), Some("markdown"));
/// assert!(gloss::render::format("docx").is_none());
/// ```
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

impl Format {
    /// Exports `document`, which must be the annotation of `text`.
    ///
    /// # Examples
    ///
    /// ```
    /// use gloss::render::{ExportOptions, format};
    ///
    /// let text = "Norway and Kenya signed.";
    /// let document = gloss::Annotator::embedded()?.annotate(text, &gloss::Options::default());
    /// let conll = format("conll").unwrap().render(&document, text, &ExportOptions::default());
    /// assert!(conll.starts_with("Norway\t0\t6\te0\tO\tB-GPE\n"));
    /// # Ok::<(), gloss::Error>(())
    /// ```
    pub fn render(&self, document: &Document, text: &str, options: &ExportOptions) -> String {
        let url = options.url.clone().filter(|url| is_web_url(url));
        let options = ExportOptions { url, ..options.clone() };
        if options.exclude.is_empty() && !options.exclude_claims && options.passage.is_none() {
            return (self.render)(document, text, &options);
        }
        let (document, text) = selection::select(document, text, &options);
        (self.render)(&document, text, &options)
    }
}

/// Whether a string is a web address without characters that need escaping.
fn is_web_url(url: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\"{}|\\^`".contains(c);
    (url.starts_with("https://") || url.starts_with("http://")) && url.chars().all(plain)
}
