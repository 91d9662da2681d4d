//! Annotates a text with a dictionary: corrections that apply to every article.
//!
//! A dictionary is a JSON file, as the page exports it. It states the kind, the name and the link of words,
//! or that they are not a name.
//!
//! ```sh
//! cargo run --example dictionary
//! ```

use std::error::Error;

use gloss::corrections::{self, Correction};
use gloss::{Annotator, Options};

const TEXT: &str = "Quorr said on Monday that it had bought Harbour Lights. Quorr Group makes lamps.";

const DICTIONARY: &str = r#"{
    "gloss": "dictionary",
    "version": 1,
    "entries": [
        {"words": ["Quorr Group", "Quorr"], "is": "ORG",
         "link": {"label": "Quorr Group", "description": "maker of lamps", "wikidata": "Q1"}},
        {"words": ["Harbour Lights"], "is": "PRODUCT"}
    ]
}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let annotator = Annotator::embedded()?;
    println!("without the dictionary:");
    print(&annotator, &[]);

    // An invalid dictionary is an error that names the entry.
    let corrections = corrections::dictionary(DICTIONARY)?;
    println!("\nwith the dictionary:");
    print(&annotator, &corrections);
    Ok(())
}

/// Prints the entities of the text.
fn print(annotator: &Annotator, corrections: &[Correction]) {
    let document = annotator.annotate(TEXT, &Options { corrections, ..Options::default() });
    for entity in &document.entities {
        let description = entity.link.as_ref().map_or("-", |link| link.description.as_str());
        let mentions: Vec<&str> = entity.mentions.iter().map(|mention| mention.span.of(TEXT)).collect();
        println!("  {:<8} {:<15} {description}: {}", entity.kind.label(), entity.name, mentions.join(", "));
    }
}
