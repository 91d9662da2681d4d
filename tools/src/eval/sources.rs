//! Anonymous sources compared with `tests/gold/sources.tsv`.

use anyhow::Result;
use gloss::Annotator;
use gloss::document::Claim;

use super::floors::Figure;
use super::table::{self, SPLITS, Split, Tally};

#[derive(serde::Deserialize)]
struct Row {
    split: Split,
    text: String,
    source: String,
    cue: String,
    anonymous: Answer,
}

#[derive(Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Yes,
    No,
}

/// Counts cases, claims found with the cue, and sources marked as anonymous. A case without a found claim
/// counts as not marked.
fn measure(verbose: bool) -> Result<Tally> {
    let annotator = Annotator::embedded()?;
    let mut tally = Tally::default();
    for row in table::rows::<Row>("sources")? {
        let document = table::annotate(&row.text, &annotator);
        let place = table::find(&row.text, &row.source);
        let is_meant = |c: &&Claim| {
            let cue = c.cue.as_ref().map_or("", |cue| cue.span.of(&row.text));
            let here = c.source.as_ref().is_some_and(|s| place.is_some_and(|p| s.span.overlaps(p)));
            here && (table::find(cue, &row.cue).is_some() || table::find(&row.cue, cue).is_some())
        };
        let claim = document.claims.iter().find(is_meant);
        let marked = claim.and_then(|c| c.source.as_ref()).is_some_and(|s| s.anonymous);
        let wanted = row.anonymous == Answer::Yes;
        tally.count(row.split, "cases", true);
        tally.count(row.split, "claims", claim.is_some());
        tally.count(row.split, "gold", wanted);
        tally.count(row.split, "found", marked);
        tally.count(row.split, "right", marked && wanted);
        tally.count(row.split, "agreed", claim.is_some() && marked == wanted);
        if verbose && row.split == Split::Tune && marked != wanted {
            let what = match (claim, wanted) {
                (None, _) => "claim not found",
                (Some(_), true) => "not marked",
                (Some(_), false) => "marked",
            };
            println!("{what}: {} | {}\n    {}", row.source, row.cue, row.text);
        }
    }
    Ok(tally)
}

/// Prints the figures of both splits.
pub fn run(verbose: bool) -> Result<()> {
    let tally = measure(verbose)?;
    for (split, name) in SPLITS {
        println!(
            "{name:6} {:4} sources, {} unnamed: precision {:5.1}, recall {:5.1}, F1 {:5.1}; claim found in {:5.1} %, of these {:5.1} % right",
            tally.get(split, "cases"),
            tally.get(split, "gold"),
            tally.share(split, "right", "found"),
            tally.share(split, "right", "gold"),
            tally.f1(split),
            tally.share(split, "claims", "cases"),
            tally.share(split, "agreed", "claims"),
        );
    }
    Ok(())
}

/// The figures that have floors.
pub fn figures() -> Result<Vec<Figure>> {
    let tally = measure(false)?;
    Ok(vec![("anonymous sources, F1", SPLITS.map(|(split, _)| tally.f1(split)))])
}
