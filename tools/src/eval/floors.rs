//! Floors of the measures on the project's own gold.
//!
//! Every floor was set half a point below the value of that day. A change that takes a value below its floor
//! makes the annotator worse: correct it, or justify a lower floor in its commit. The measures read only
//! `tests/gold` and need no corpora.

use anyhow::{Result, bail};

use super::{check_worthiness, claims, metonyms, names, pronouns, roles, sources, unsourced};

/// A measure with its values in the splits `tune` and `report`, in percent.
pub type Figure = (&'static str, [f64; 2]);

/// A stage that has measures with floors.
type Stage = fn() -> Result<Vec<Figure>>;

const STAGES: [Stage; 8] = [
    names::figures,
    claims::figures,
    sources::figures,
    pronouns::figures,
    roles::figures,
    metonyms::figures,
    unsourced::figures,
    check_worthiness::figures,
];

// When claims got a confidence, check-worthiness and voice were learnt from real news, and offices were cut
// from names, recall on these written articles fell for precision: real news was the measure. When attribution
// learnt from real news, "they" as a source stayed open more often: in news it seldom means one body.

/// The floors in the splits `tune` and `report`, in percent.
const FLOORS: [Figure; 14] = [
    ("names, exact F1", [88.4, 87.0]),
    ("names, kind right", [92.6, 91.2]),
    ("names in capitals, exact F1", [74.6, 76.6]),
    ("claims, precision", [93.2, 95.2]),
    ("claims, recall", [89.5, 84.6]),
    ("claims, source right, of those found", [91.0, 84.7]),
    ("claims, source right, of all with one", [81.2, 70.9]),
    ("claims, kind right, of those found", [97.8, 97.0]),
    ("anonymous sources, F1", [93.4, 91.5]),
    ("pronouns as sources, right", [77.7, 79.8]),
    ("roles, right", [97.6, 87.1]),
    ("metonyms, F1", [93.6, 90.1]),
    ("unsourced sentences, F1", [68.7, 75.9]),
    ("check-worthiness of news, average precision", [93.4, 90.3]),
];

/// Prints every measure with its floors.
///
/// # Errors
///
/// Fails when a value lies below its floor.
pub fn run() -> Result<()> {
    println!("{:44} {:>6} {:>6}   {:>6} {:>6}", "", "tune", "floor", "report", "floor");
    let mut below = Vec::new();
    for stage in STAGES {
        for figure in stage()? {
            let floor = floor(figure.0);
            let (measure, [tune, report]) = figure;
            println!("{measure:44} {tune:6.1} {:6.1}   {report:6.1} {:6.1}", floor[0], floor[1]);
            below.extend(complaint(figure, floor));
        }
    }
    if !below.is_empty() {
        bail!("below their floors:\n  {}", below.join("\n  "));
    }
    Ok(())
}

/// Returns the floors of a measure. A measure without an entry gets infinite floors, so that it cannot be
/// forgotten.
fn floor(measure: &str) -> [f64; 2] {
    FLOORS.iter().find(|(name, _)| *name == measure).map_or([f64::INFINITY; 2], |(_, floor)| *floor)
}

/// Describes a measure that lies below its floor in one of the splits.
fn complaint((measure, values): Figure, floors: [f64; 2]) -> Option<String> {
    let is_below = values.iter().zip(floors).any(|(value, floor)| *value < floor);
    is_below.then(|| format!("{measure}: {values:.1?}, the floors are {floors:.1?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stage: Stage) {
        let below: Vec<_> = stage().unwrap().into_iter().filter_map(|f| complaint(f, floor(f.0))).collect();
        assert!(below.is_empty(), "{below:#?}");
    }

    #[test]
    fn names_reach_their_floors() {
        check(names::figures);
    }

    #[test]
    fn claims_reach_their_floors() {
        check(claims::figures);
    }

    #[test]
    fn anonymous_sources_reach_their_floors() {
        check(sources::figures);
    }

    #[test]
    fn pronouns_reach_their_floors() {
        check(pronouns::figures);
    }

    #[test]
    fn roles_reach_their_floors() {
        check(roles::figures);
    }

    #[test]
    fn metonyms_reach_their_floors() {
        check(metonyms::figures);
    }

    #[test]
    fn unsourced_sentences_reach_their_floors() {
        check(unsourced::figures);
    }

    #[test]
    fn check_worthiness_reaches_its_floors() {
        check(check_worthiness::figures);
    }

    #[test]
    fn value_below_its_floor_is_reported() {
        assert!(complaint(("measure", [80.0, 70.0]), [80.0, 70.5]).is_some_and(|text| text.contains("70.5")));
        assert!(complaint(("measure", [80.0, 71.0]), [80.0, 70.5]).is_none());
    }
}
