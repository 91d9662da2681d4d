//! Places and seats of government as metonyms compared with `tests/gold/metonyms.tsv`.

use anyhow::Result;
use gloss::Annotator;

use super::floors::Figure;
use super::table::{self, SPLITS, Split, Tally};

#[derive(serde::Deserialize)]
struct Row {
    split: Split,
    sentence: String,
    surface: String,
    label: String,
}

/// Counts cases, governments in the gold, governments found, and those found that are right.
fn measure(verbose: bool) -> Result<Tally> {
    let annotator = Annotator::embedded()?;
    let mut tally = Tally::default();
    for row in table::rows::<Row>("metonyms")? {
        let document = table::annotate(&row.sentence, &annotator);
        let place = table::find(&row.sentence, &row.surface);
        let mention = document
            .entities
            .iter()
            .flat_map(|e| &e.mentions)
            .find(|m| place.is_some_and(|p| m.span.overlaps(p)));
        let found = mention.and_then(|m| m.stands_for.as_ref());
        let meant = row.label == "government";
        tally.count(row.split, "cases", true);
        tally.count(row.split, "gold", meant);
        tally.count(row.split, "found", found.is_some());
        tally.count(row.split, "named", meant && mention.is_some());
        tally.count(row.split, "right", meant && found.is_some());
        if verbose && row.split == Split::Tune && meant != found.is_some() {
            let what = match (mention, found) {
                (None, _) => "no name",
                (_, Some(s)) => &format!("{} ({})", s.what, s.why),
                _ => "only a name",
            };
            println!("{:10} {}\n    {}: {what}", row.label, row.sentence, row.surface);
        }
    }
    Ok(tally)
}

/// Prints the figures of both splits.
pub fn run(verbose: bool) -> Result<()> {
    let tally = measure(verbose)?;
    for (split, name) in SPLITS {
        let gold = tally.get(split, "gold");
        println!(
            "{name:6} {:4} cases, {gold:4} governments: precision {:5.1}, recall {:5.1}, F1 {:5.1}; {:5.1} % found as names",
            tally.get(split, "cases"),
            tally.share(split, "right", "found"),
            tally.share(split, "right", "gold"),
            tally.f1(split),
            tally.share(split, "named", "gold"),
        );
    }
    Ok(())
}

/// The figures that have floors.
pub fn figures() -> Result<Vec<Figure>> {
    let tally = measure(false)?;
    Ok(vec![("metonyms, F1", SPLITS.map(|(split, _)| tally.f1(split)))])
}
