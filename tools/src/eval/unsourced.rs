//! Sentences that state facts in the article's own voice, against the annotated articles of our own.

use anyhow::Result;
use gloss::document::Voice;
use gloss::internal::Resources;

use super::gold;
use super::table::{self, SPLITS, Split, Tally};

fn measure(verbose: bool) -> Result<Tally> {
    let resources = Resources::embedded()?;
    let mut tally = Tally::default();
    for article in gold::articles()? {
        for sentence in table::annotate(&article.text, &resources).sentences {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsourced_facts_are_found_no_worse() {
        let tally = measure(false).unwrap();
        for (split, name) in SPLITS {
            let reached = tally.f1(split);
            assert!(reached >= 62.0, "{name}: {reached:.1}");
        }
    }
}
