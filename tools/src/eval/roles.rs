//! Stated roles compared with `tests/gold/roles.tsv`: the person must have the exact phrase among the roles.

use anyhow::Result;
use gloss::Annotator;
use gloss::document::Entity;
use gloss::document::EntityKind;

use super::floors::Figure;
use super::table::{self, SPLITS, Split, Tally};

#[derive(serde::Deserialize)]
struct Row {
    split: Split,
    text: String,
    person: String,
    role: String,
}

/// Counts cases, people found, right roles, and people with only other roles.
fn measure(verbose: bool) -> Result<Tally> {
    let annotator = Annotator::embedded()?;
    let mut tally = Tally::default();
    for row in table::rows::<Row>("roles")? {
        let document = table::annotate(&row.text, &annotator);
        let place = table::find(&row.text, &row.person);
        let is_meant =
            |e: &&Entity| e.kind == EntityKind::Person && place.is_some_and(|p| table::is_at(e, p));
        let person = document.entities.iter().find(is_meant);
        let stated: Vec<&str> =
            person.map(|p| p.roles.iter().map(|r| bare(&r.text)).collect()).unwrap_or_default();
        let right = stated.contains(&bare(&row.role));
        tally.count(row.split, "cases", true);
        tally.count(row.split, "person found", person.is_some());
        tally.count(row.split, "right", right);
        tally.count(row.split, "another role", !right && !stated.is_empty());
        if verbose && row.split == Split::Tune && !right {
            let who = if person.is_some() { stated.join("; ") } else { "person not found".to_owned() };
            println!("{}\n    wanted: {}\n    stated: {who}", row.text, row.role);
        }
    }
    Ok(tally)
}

/// Removes a leading article or possessive pronoun from a role.
fn bare(role: &str) -> &str {
    let opens = |word: &str| {
        ["a", "an", "the", "his", "her", "its", "their", "our", "my", "your"]
            .iter()
            .any(|o| word.eq_ignore_ascii_case(o))
    };
    match role.split_once(' ') {
        Some((word, rest)) if opens(word) => rest,
        _ => role,
    }
}

/// Prints the figures of both splits.
pub fn run(verbose: bool) -> Result<()> {
    let tally = measure(verbose)?;
    for (split, name) in SPLITS {
        println!(
            "{name:6} {:4} cases: {:5.1} % right; {:5.1} % another role, {:5.1} % of the people found",
            tally.get(split, "cases"),
            tally.share(split, "right", "cases"),
            tally.share(split, "another role", "cases"),
            tally.share(split, "person found", "cases"),
        );
    }
    Ok(())
}

/// The figures that have floors.
pub fn figures() -> Result<Vec<Figure>> {
    let tally = measure(false)?;
    Ok(vec![("roles, right", SPLITS.map(|(split, _)| tally.share(split, "right", "cases")))])
}
