//! Prints the names in a text file with their kinds, how often they are mentioned, and their Wikipedia
//! titles.
//!
//! ```sh
//! cargo run --example annotate_file -- article.txt    # a file
//! cat article.txt | cargo run --example annotate_file -- -    # standard input
//! cargo run --example annotate_file    # a built-in text
//! ```

use std::error::Error;
use std::{env, fs, io};

use gloss::{Annotator, Options};

const TEXT: &str = "\
LISBON, March 3, 2025 — Portugal’s transport minister, Marta Vieira, met António Guterres in Geneva on Monday.

Vieira said that she had asked the United Nations for help. The World Health Organization welcomed the talks.";

fn main() -> Result<(), Box<dyn Error>> {
    let text = match env::args().nth(1).as_deref() {
        Some("-") => io::read_to_string(io::stdin())?,
        Some(file) => fs::read_to_string(file)?,
        None => TEXT.to_owned(),
    };

    // Loading takes some milliseconds: load the annotator once and use it for any number of articles.
    let annotator = Annotator::embedded()?;
    let document = annotator.annotate(&text, &Options::default());

    for entity in &document.entities {
        let title = entity.link.as_ref().and_then(|link| link.wikipedia.as_deref()).unwrap_or("-");
        println!("{:<12} {:<30} {:>2}  {title}", entity.kind.label(), entity.name, entity.mentions.len());
    }
    Ok(())
}
