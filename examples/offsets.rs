//! Converts the byte offsets of a document to code points and to UTF-16 code units.
//!
//! Spans in a document are byte offsets. Python counts code points; JavaScript, Java and C# count UTF-16 code
//! units.
//!
//! ```sh
//! cargo run --example offsets
//! ```

use std::error::Error;

use gloss::text::{Positions, Unit};
use gloss::{Annotator, Options};

const TEXT: &str = "🚢 Zoë Fischer arrived in Köln 🇩🇪 with José Ruiz.";

fn main() -> Result<(), Box<dyn Error>> {
    let document = Annotator::embedded()?.annotate(TEXT, &Options::default());
    let code_points = Positions::new(TEXT, Unit::CodePoint);
    let utf16 = Positions::new(TEXT, Unit::Utf16);

    println!("{:<12} {:>8} {:>12} {:>8}", "mention", "bytes", "code points", "UTF-16");
    for mention in document.entities.iter().flat_map(|entity| &entity.mentions) {
        let (start, end) = code_points.span(mention.span);
        let (start16, end16) = utf16.span(mention.span);
        let bytes = format!("{}–{}", mention.span.start, mention.span.end);
        let points = format!("{start}–{end}");
        println!("{:<12} {bytes:>8} {points:>12} {:>8}", mention.span.of(TEXT), format!("{start16}–{end16}"));

        // Slicing by code points gives the same words as slicing by bytes.
        let words: String = TEXT.chars().skip(start as usize).take((end - start) as usize).collect();
        assert_eq!(words, mention.span.of(TEXT));
    }
    Ok(())
}
