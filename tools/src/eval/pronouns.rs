//! Pronouns as sources of claims compared with `tests/gold/pronouns.tsv`: the source must resolve to the
//! antecedent.

use anyhow::Result;
use gloss::Annotator;
use gloss::document::Claim;
use gloss::text::Span;

use super::floors::Figure;
use super::table::{self, SPLITS, Split, Tally};

#[derive(serde::Deserialize)]
struct Row {
    split: Split,
    text: String,
    pronoun: String,
    cue: String,
    entity: String,
}

/// Counts cases, claims found that have this cue and source, and sources resolved to the right entity.
fn measure(verbose: bool) -> Result<Tally> {
    let annotator = Annotator::embedded()?;
    let mut tally = Tally::default();
    for row in table::rows::<Row>("pronouns")? {
        let document = table::annotate(&row.text, &annotator);
        let of = |span: Option<Span>| span.map_or("-", |s| s.of(&row.text));
        let is_meant = |c: &&Claim| {
            let cue = of(c.cue.as_ref().map(|cue| cue.span));
            let source = of(c.source.as_ref().map(|s| s.span));
            table::find(cue, &row.cue).is_some() && source == row.pronoun
        };
        let claim = document.claims.iter().find(is_meant);
        let entity = claim.and_then(|c| c.source.as_ref()?.entity).and_then(|at| document.entities.get(at));
        let place = table::find(&row.text, &row.entity);
        // A name with wrong boundaries still counts; "A and B" may be resolved to either.
        let right = entity.is_some_and(|e| place.is_some_and(|p| table::is_at(e, p)));
        tally.count(row.split, "cases", true);
        tally.count(row.split, "claim found", claim.is_some());
        tally.count(row.split, "right", right);
        tally.count(row.split, "another", !right && entity.is_some());
        if verbose && row.split == Split::Tune && !right {
            let found = match claim {
                None => "claim not found",
                Some(_) => entity.map_or("no entity", |e| &e.name),
            };
            println!("{}\n    {} {}: {}\n    found: {found}", row.text, row.pronoun, row.cue, row.entity);
        }
    }
    Ok(tally)
}

/// Prints the figures of both splits.
pub fn run(verbose: bool) -> Result<()> {
    let tally = measure(verbose)?;
    for (split, name) in SPLITS {
        println!(
            "{name:6} {:4} cases: {:5.1} % right, {:5.1} % another entity; claim found in {:5.1} %, of these {:5.1} % right",
            tally.get(split, "cases"),
            tally.share(split, "right", "cases"),
            tally.share(split, "another", "cases"),
            tally.share(split, "claim found", "cases"),
            tally.share(split, "right", "claim found"),
        );
    }
    Ok(())
}

/// The figures that have floors.
pub fn figures() -> Result<Vec<Figure>> {
    let tally = measure(false)?;
    Ok(vec![("pronouns as sources, right", SPLITS.map(|(split, _)| tally.share(split, "right", "cases")))])
}
