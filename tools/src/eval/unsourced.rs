//! Sentences that state facts in the article's own voice, compared with the project's own annotated articles.

use anyhow::Result;
use gloss::Annotator;
use gloss::document::Voice;

use super::floors::Figure;
use super::gold;
use super::table::{self, SPLITS, Split, Tally};

fn measure(verbose: bool) -> Result<Tally> {
    let annotator = Annotator::embedded()?;
    let mut tally = Tally::default();
    for article in gold::articles()? {
        for sentence in table::annotate(&article.text, &annotator).sentences {
            let inside = |at: &u32| (sentence.span.start..sentence.span.end).contains(at);
            let gold = article.unsourced.iter().any(inside);
            let found = sentence.voice == Voice::Unsourced;
            tally.count(article.split, "sentences", true);
            tally.count(article.split, "gold", gold);
            tally.count(article.split, "found", found);
            tally.count(article.split, "right", gold && found);
            if verbose && article.split == Split::Tune && gold != found {
                let (what, voice) = (if gold { "missed" } else { "false" }, sentence.voice.label());
                println!("{what:6} {} {voice}: {}", article.id, sentence.span.of(&article.text));
            }
        }
    }
    Ok(tally)
}

/// Prints the figures of both splits.
pub fn run(verbose: bool) -> Result<()> {
    let tally = measure(verbose)?;
    for (split, name) in SPLITS {
        println!(
            "{name:6} {:4} sentences, {:3} unsourced: precision {:5.1}, recall {:5.1}, F1 {:5.1}",
            tally.get(split, "sentences"),
            tally.get(split, "gold"),
            tally.share(split, "right", "found"),
            tally.share(split, "right", "gold"),
            tally.f1(split),
        );
    }
    Ok(())
}

/// The figures that have floors.
pub fn figures() -> Result<Vec<Figure>> {
    let tally = measure(false)?;
    Ok(vec![("unsourced sentences, F1", SPLITS.map(|(split, _)| tally.f1(split)))])
}
