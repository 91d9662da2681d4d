//! Prints who says what: source, resolved speaker, cue and content of every claim.
//!
//! ```sh
//! cargo run --example who_says_what
//! ```

use std::error::Error;

use gloss::document::{Claim, Document};
use gloss::{Annotator, Options};

const TEXT: &str = "\
“The old bridge is safe,” said Ruth Adams, the mayor of Riverton, on Friday. She added that it would open in May.

Two engineers who asked not to be named denied that the repairs were finished. According to the transport ministry, \
the work will take until June.";

fn main() -> Result<(), Box<dyn Error>> {
    let document = Annotator::embedded()?.annotate(TEXT, &Options::default());
    for claim in &document.claims {
        println!("source   {}", claim.source.as_ref().map_or("-", |source| source.span.of(TEXT)));
        println!("speaker  {}", speaker(claim, &document));
        if let Some(cue) = &claim.cue {
            println!("cue      {} ({})", cue.span.of(TEXT), cue.kind.label());
        }
        // A quotation that is split by its cue has several spans.
        let content: Vec<&str> = claim.content.iter().map(|span| span.of(TEXT)).collect();
        println!("content  {}\n", content.join(" … "));
    }
    Ok(())
}

/// Returns the name of the entity that the source resolves to: "She" to "Ruth Adams".
fn speaker<'d>(claim: &Claim, document: &'d Document) -> &'d str {
    match &claim.source {
        Some(source) if source.anonymous => "(anonymous)",
        Some(source) => source.entity.map_or("(unknown)", |at| &document.entities[at].name),
        None => "(none)",
    }
}
