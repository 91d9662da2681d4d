//! Writes an annotated article as an HTML page, to standard output or to a file.
//!
//! ```sh
//! cargo run --example export_html > article.html
//! cargo run --example export_html -- article.html
//! ```

use std::error::Error;
use std::{env, fs};

use gloss::render::{self, ExportOptions, KindFamily};
use gloss::{Annotator, Options};

const TEXT: &str = "\
Ferry strike ends

OSLO, March 3, 2025 — Norway’s transport minister, Ann Hale, said on Monday that the ferry strike was over.

“The boats sail again tomorrow,” Hale told reporters in Bergen.";

fn main() -> Result<(), Box<dyn Error>> {
    let document = Annotator::embedded()?.annotate(TEXT, &Options::default());

    // All formats by name: json, html, rich, markdown, citation, annotations, brat, conll, spacy, csv, tsv,
    // claimreview …
    let html = render::format("html").ok_or("there is no such format")?;
    let options = ExportOptions {
        url: Some("https://example.org/ferries".to_owned()),
        exclude: vec![KindFamily::Date],
        ..ExportOptions::default()
    };
    let page = html.render(&document, TEXT, &options);

    match env::args().nth(1) {
        Some(file) => fs::write(file, page)?,
        None => println!("{page}"),
    }
    Ok(())
}
