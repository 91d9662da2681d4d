//! Members of the Congress of the United States, presidents and vice presidents.

use std::path::Path;

use anyhow::Result;
use gloss::internal::kb::Class;
use gloss::internal::lexicon::Gender;
use serde_json::Value;

use super::super::facts::{Facts, at, cell, id, year};
use super::super::table::{self, Office, Row, Until};

/// Former members born before this year are left out; the file has no years of service.
const BORN_SINCE: &str = "1915";

/// Reads the sources and writes `congress.tsv`.
pub fn import(facts: &Facts, data: &Path) -> Result<()> {
    let mut rows: Vec<Row> = Vec::new();
    let executive = facts.json("congress-legislators/executive.json")?;
    for person in executive.as_array().into_iter().flatten() {
        let mut row = named(person);
        row.class = Class::Leader;
        let terms = terms(person);
        for (kind, what, rank) in
            [("prez", "president of %C", 205), ("viceprez", "vice president of %C", 180)]
        {
            let of: Vec<&&Value> = terms.iter().filter(|t| at(t, &["type"]) == kind).collect();
            let (Some(first), Some(last)) = (of.first(), of.last()) else { continue };
            let end = at(last, &["end"]);
            row.rank = row.rank.max(if end > "2025-02" {
                250
            } else if end > "1990" {
                rank + 15
            } else if end > "1930" {
                rank
            } else {
                rank - 60
            });
            let now = end > "2025-02";
            let from = if now { at(last, &["start"]) } else { at(first, &["start"]) };
            let to = if now { Until::Now } else { year(end).map_or(Until::OpenOnce, Until::Year) };
            row.offices.insert(0, Office { what: what.to_owned(), from: year(from), to });
        }
        row.offices.sort_by_key(|o| std::cmp::Reverse((o.to == Until::Now, o.what.starts_with("president"))));
        rows.push(row);
    }
    for person in
        facts.json("congress-legislators/legislators-current.json")?.as_array().into_iter().flatten()
    {
        let mut row = named(person);
        row.class = Class::Legislator;
        let terms = terms(person);
        let Some(last) = terms.last() else { continue };
        let kind = at(last, &["type"]);
        let first = terms.iter().find(|t| at(t, &["type"]) == kind).map_or("", |t| at(t, &["start"]));
        let what = office(kind, at(last, &["state"]));
        row.rank = if kind == "sen" { 165 } else { 140 };
        row.offices.push(Office { what, from: year(first), to: Until::Now });
        rows.push(row);
    }
    for person in facts.records("congress-legislators/legislators-historical.csv", b',')? {
        let born = cell(&person, "birthday");
        if born < BORN_SINCE || cell(&person, "wikipedia_id").is_empty() {
            continue;
        }
        let given = match cell(&person, "nickname") {
            "" => cell(&person, "first_name"),
            nickname => nickname,
        };
        let mut row = Row::new(&format!("{given} {}", cell(&person, "last_name")), Class::Legislator);
        row.alias(&format!("{} {}", cell(&person, "first_name"), cell(&person, "last_name")), 0);
        row.wikipedia = cell(&person, "wikipedia_id").to_owned();
        row.gender = gender(cell(&person, "gender"));
        row.country = "US".to_owned();
        let kind = cell(&person, "type");
        row.rank = if kind == "sen" { 120 } else { 90 } + if born > "1935" { 10 } else { 0 };
        row = row.described(&format!("former {}", office(kind, cell(&person, "state"))));
        rows.push(row);
    }
    rows.sort_by(|a, b| (&a.label, a.wikidata).cmp(&(&b.label, b.wikidata)));
    let heading = [
        "Members of the US Congress, presidents and vice presidents.",
        "Source: unitedstates/congress-legislators of June 2026 (CC0).",
    ];
    table::write(&data.join("congress.tsv"), &heading, &rows)
}

fn terms(person: &Value) -> Vec<&Value> {
    person.get("terms").and_then(Value::as_array).into_iter().flatten().collect()
}

fn named(person: &Value) -> Row {
    let name = |part| at(person, &["name", part]);
    let title = at(person, &["id", "wikipedia"]);
    let short = title.split(" (").next().unwrap_or("");
    let plain = format!("{} {}", name("first"), name("last"));
    // People without a title are presidents or vice presidents, known by their short name: "Jimmy Carter".
    let label = match (short, name("nickname")) {
        ("", "") => plain.clone(),
        ("", nickname) => format!("{nickname} {}", name("last")),
        (short, _) => short.to_owned(),
    };
    let mut row = Row::new(&label, Class::Person);
    row.alias(&plain, 0);
    if !name("nickname").is_empty() {
        row.alias(&format!("{} {}", name("nickname"), name("last")), 0);
    }
    row.alias(name("official_full"), 0);
    if !name("middle").is_empty() {
        row.alias(&format!("{} {} {}", name("first"), name("middle"), name("last")), 0);
    }
    row.wikidata = id(at(person, &["id", "wikidata"]));
    row.wikipedia = title.to_owned();
    row.gender = gender(at(person, &["bio", "gender"]));
    row.country = "US".to_owned();
    row
}

fn gender(letter: &str) -> Option<Gender> {
    match letter {
        "M" => Some(Gender::Male),
        "F" => Some(Gender::Female),
        _ => None,
    }
}

fn office(kind: &str, state: &str) -> String {
    let state = STATES.iter().find(|(code, _)| *code == state).map_or(state, |(_, name)| name);
    match kind {
        "sen" => format!("United States senator for {state}"),
        _ => format!("member of the US House of Representatives for {state}"),
    }
}

const STATES: &[(&str, &str)] = &[
    ("AL", "Alabama"),
    ("AK", "Alaska"),
    ("AZ", "Arizona"),
    ("AR", "Arkansas"),
    ("CA", "California"),
    ("CO", "Colorado"),
    ("CT", "Connecticut"),
    ("DE", "Delaware"),
    ("FL", "Florida"),
    ("GA", "Georgia"),
    ("HI", "Hawaii"),
    ("ID", "Idaho"),
    ("IL", "Illinois"),
    ("IN", "Indiana"),
    ("IA", "Iowa"),
    ("KS", "Kansas"),
    ("KY", "Kentucky"),
    ("LA", "Louisiana"),
    ("ME", "Maine"),
    ("MD", "Maryland"),
    ("MA", "Massachusetts"),
    ("MI", "Michigan"),
    ("MN", "Minnesota"),
    ("MS", "Mississippi"),
    ("MO", "Missouri"),
    ("MT", "Montana"),
    ("NE", "Nebraska"),
    ("NV", "Nevada"),
    ("NH", "New Hampshire"),
    ("NJ", "New Jersey"),
    ("NM", "New Mexico"),
    ("NY", "New York"),
    ("NC", "North Carolina"),
    ("ND", "North Dakota"),
    ("OH", "Ohio"),
    ("OK", "Oklahoma"),
    ("OR", "Oregon"),
    ("PA", "Pennsylvania"),
    ("RI", "Rhode Island"),
    ("SC", "South Carolina"),
    ("SD", "South Dakota"),
    ("TN", "Tennessee"),
    ("TX", "Texas"),
    ("UT", "Utah"),
    ("VT", "Vermont"),
    ("VA", "Virginia"),
    ("WA", "Washington"),
    ("WV", "West Virginia"),
    ("WI", "Wisconsin"),
    ("WY", "Wyoming"),
    ("DC", "the District of Columbia"),
    ("PR", "Puerto Rico"),
    ("GU", "Guam"),
    ("VI", "the US Virgin Islands"),
    ("AS", "American Samoa"),
    ("MP", "the Northern Mariana Islands"),
];
