//! Validation of the hand-written people against the tables imported from sources.
//!
//! A hand-written row has a year only if a row of a source about the same person has the same first year. Its
//! `source` names that table. A description that no source covers is marked [`UNCHECKED`] and has no year.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Result;
use gloss::internal::kb::normalize::key;

use super::table::{self, Row, UNCHECKED};

/// The validated table.
const TABLE: &str = "hand-people.tsv";
/// The tables of the sources.
const SOURCES: &[&str] = &["leaders.tsv", "congress.tsv", "office-holders.tsv"];

/// The result of the validation.
#[derive(Default)]
pub struct Outcome {
    /// Number of offices whose years a source confirms.
    pub confirmed: usize,
    /// Number of descriptions without years that no source covers.
    pub unchecked: usize,
    /// Violations of the rule.
    pub errors: Vec<String>,
}

/// Compares every row with the sources.
pub fn check(data: &Path) -> Result<Outcome> {
    let mut witnesses: HashMap<String, Vec<(&str, Row)>> = HashMap::new();
    for table in SOURCES {
        for row in table::read(&data.join(table))? {
            for name in names(&row) {
                witnesses.entry(name).or_default().push((table, row.clone()));
            }
        }
    }
    let mut outcome = Outcome::default();
    for row in table::read(&data.join(TABLE))? {
        let of: Vec<&(&str, Row)> =
            names(&row).iter().filter_map(|name| witnesses.get(name)).flatten().collect();
        for office in &row.offices {
            let Some(year) = office.from else {
                outcome.unchecked += 1;
                if !row.source.contains(UNCHECKED) {
                    outcome.errors.push(format!("not marked as unchecked: {}, {}", row.label, office.what));
                }
                continue;
            };
            let same = |(_, known): &&&(&str, Row)| known.offices.iter().any(|o| o.from == Some(year));
            match of.iter().find(same) {
                Some((table, _)) if row.source.split("; ").any(|s| s == *table) => outcome.confirmed += 1,
                Some((table, _)) => {
                    outcome.errors.push(format!("{} does not name its source {table}", row.label));
                }
                None => {
                    outcome.errors.push(format!("no source has {year}: {}, {}", row.label, office.what));
                }
            }
        }
    }
    Ok(outcome)
}

/// Returns the normal forms of the full names of a row.
fn names(row: &Row) -> Vec<String> {
    let title = row.wikipedia.split(" (").next().unwrap_or("");
    let full = row.aliases.iter().filter(|(name, _)| name.contains(' ')).map(|(name, _)| name.as_str());
    let mut all: Vec<String> = [row.label.as_str(), title].into_iter().chain(full).map(key).collect();
    all.retain(|name| name.contains(' '));
    all.sort();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hand_written_year_is_confirmed_by_a_source() {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/kb");
        let outcome = check(&data).unwrap();
        assert!(outcome.errors.is_empty(), "{:#?}", outcome.errors);
    }
}
