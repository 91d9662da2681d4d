//! Office-holders of about 70 countries up to 2022–23, from every-politician-scrapers.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::Result;
use gloss::internal::kb::Class;
use gloss::internal::lexicon::Gender;

use super::super::facts::{Facts, Record, cell, id, year};
use super::super::table::{self, Office, Row, Until};
use super::countries::Countries;
use super::leaders::surname;
use super::offices::{Description, describe};

const FOLDER: &str = "every-politician-scrapers";
/// Legislators who left before this year are kept only if they held another office.
const SINCE: u16 = 1995;

/// Minimum score of a person, which keeps the base small.
const MIN_SCORE: i32 = 112;

struct Person {
    label: String,
    title: String,
    gender: Option<Gender>,
    country: String,
    /// The offices with their ranks and classes.
    offices: Vec<(u8, Class, Office)>,
}

/// Reads the sources and writes `office-holders.tsv`.
pub fn import(facts: &Facts, data: &Path, countries: &Countries) -> Result<()> {
    let mut people: BTreeMap<u32, Person> = BTreeMap::new();
    let mut titles: HashMap<u32, (String, Option<Gender>)> = HashMap::new();
    for repository in facts.list(FOLDER)? {
        if !facts.path(&format!("{FOLDER}/{repository}")).is_dir() {
            continue;
        }
        for bio in facts.records(&format!("{FOLDER}/{repository}/bio.csv"), b',')? {
            titles.insert(
                id(cell(&bio, "id")),
                (cell(&bio, "enwiki").to_owned(), gender(cell(&bio, "gender"))),
            );
        }
        let code = country_of(facts, &repository, countries)?;
        for file in ["holders21", "current", "legislators"] {
            for record in facts.records(&format!("{FOLDER}/{repository}/{file}.csv"), b',')? {
                add(&mut people, &record, &code, countries);
            }
        }
    }
    for record in facts.records(&format!("{FOLDER}/us-governors/wikidata.csv"), b',')? {
        let person = person(&mut people, id(cell(&record, "item")), cell(&record, "name"), "US");
        person.gender = person.gender.or(gender(cell(&record, "gender")));
        let what = format!("governor of {}", cell(&record, "state"));
        person.offices.push((100, Class::Official, Office { what, from: None, to: Until::OpenOnce }));
    }
    for record in facts.records(&format!("{FOLDER}/european-parliament/wikidata.csv"), b',')? {
        let code = countries.code_named(cell(&record, "country")).unwrap_or("").to_owned();
        let person = person(&mut people, id(cell(&record, "item")), cell(&record, "name"), &code);
        let office =
            Office { what: "%A member of the European Parliament".into(), from: None, to: Until::OpenOnce };
        person.offices.push((74, Class::Legislator, office));
    }
    for record in facts.records(&format!("{FOLDER}/world-leaders-2021/wikidata.csv"), b',')? {
        let code = countries.code_of(id(cell(&record, "countryid"))).unwrap_or("").to_owned();
        let described = describe(cell(&record, "positionLabel"), countries.get(&code));
        let person =
            person(&mut people, id(cell(&record, "officeholder")), cell(&record, "officeholderLabel"), &code);
        let to = year(cell(&record, "end_year")).map_or(Until::OpenOnce, Until::Year);
        let office = Office { what: described.what, from: year(cell(&record, "start_year")), to };
        person.offices.push((described.rank.max(140), Class::Leader, office));
    }

    let mut rows = Vec::new();
    for (wikidata, mut person) in people {
        let (title, gender) = titles.get(&wikidata).cloned().unwrap_or_default();
        if person.title.is_empty() {
            person.title = title;
        }
        person.gender = person.gender.or(gender);
        if let Some(row) = row(wikidata, person, countries) {
            rows.push(row);
        }
    }
    let heading = [
        "Office-holders of about 70 countries.",
        "Source: every-politician-scrapers, exported from Wikidata (CC0), as of 2022 and 2023.",
        "An office that was open then has ? as its last year: it may have ended since.",
    ];
    table::write(&data.join("office-holders.tsv"), &heading, &rows)
}

/// Returns the country of a repository: the one in its name, or else that of most of its positions.
fn country_of(facts: &Facts, repository: &str, countries: &Countries) -> Result<String> {
    match repository {
        "scotland-cabinet" => return Ok("GB".to_owned()),
        "hong-kong" => return Ok("HK".to_owned()),
        "world" => return Ok(String::new()),
        _ => {}
    }
    let mut votes: BTreeMap<String, usize> = BTreeMap::new();
    for position in facts.records(&format!("{FOLDER}/{repository}/positions.csv"), b',')? {
        if let Some(code) = countries.code_of(id(cell(&position, "country"))) {
            *votes.entry(code.to_owned()).or_default() += 1;
        }
    }
    let voted = votes.into_iter().max_by_key(|(_, n)| *n).map(|(code, _)| code);
    let name = ["-ministers", "-cabinet", "-federal-council"]
        .iter()
        .fold(repository.to_owned(), |n, end| n.replace(end, ""));
    let named = || countries.code_named(&name.replace('-', " ")).map(str::to_owned);
    Ok(named().or(voted).unwrap_or_default())
}

fn person<'p>(
    people: &'p mut BTreeMap<u32, Person>,
    wikidata: u32,
    label: &str,
    country: &str,
) -> &'p mut Person {
    people.entry(wikidata).or_insert_with(|| Person {
        label: table::clean(label),
        title: String::new(),
        gender: None,
        country: country.to_owned(),
        offices: Vec::new(),
    })
}

fn add(people: &mut BTreeMap<u32, Person>, record: &Record, code: &str, countries: &Countries) {
    let position = cell(record, "position");
    let Description { what, class, rank } = describe(position, countries.get(code));
    let person = person(people, id(cell(record, "personID")), cell(record, "person"), code);
    if person.country.is_empty() {
        person.country = code.to_owned();
    }
    if person.title.is_empty() {
        person.title = cell(record, "enwiki").to_owned();
    }
    person.gender = person.gender.or(gender(cell(record, "gender")));
    let to = year(cell(record, "end")).map_or(Until::OpenOnce, Until::Year);
    let office = Office { what, from: year(cell(record, "start")), to };
    match person.offices.iter_mut().find(|(_, _, o)| o.what == office.what) {
        Some((_, _, known)) => {
            known.from = known.from.min(office.from).or(known.from).or(office.from);
            known.to = known.to.max(office.to);
        }
        None => person.offices.push((rank, class, office)),
    }
}

fn row(wikidata: u32, mut person: Person, countries: &Countries) -> Option<Row> {
    let last = |o: &Office| match o.to {
        Until::Year(y) => y,
        _ => 2022,
    };
    let latest = person.offices.iter().map(|(_, _, o)| last(o)).max()?;
    let highest = person.offices.iter().map(|o| o.0).max()?;
    let titled = !person.title.is_empty();
    let odd = person.label.len() < 3
        || !person.label.contains(' ') && highest < 100
        || person.label.starts_with('Q');
    if wikidata == 0
        || odd
        || (highest < 80 && (latest < SINCE || !titled))
        || (!titled && highest < 84)
        || latest < 1945
    {
        return None;
    }
    let country = countries.get(&person.country).map_or(150, |c| c.rank);
    // Sort by the rank of the office plus its recency.
    person.offices.sort_by_key(|(rank, _, o)| std::cmp::Reverse(i32::from(*rank) + recency(last(o))));
    let (rank, class, _) = person.offices.first()?;
    let many = (person.offices.len() as i32 - 1).min(5) * 3;
    let score = i32::from(*rank)
        + recency(latest)
        + (i32::from(country) - 190) / 2
        + many
        + if titled { 8 } else { -8 };
    if score < MIN_SCORE {
        return None;
    }
    let mut row = Row::new(&person.label, *class);
    row.wikidata = wikidata;
    row.wikipedia = if person.title == row.label { "=".to_owned() } else { person.title };
    row.country = person.country;
    row.gender = person.gender;
    row.rank = score.clamp(20, 220) as u8;
    row.offices = person.offices.into_iter().map(|(_, _, o)| o).take(3).collect();
    if row.country.is_empty() {
        for office in &mut row.offices {
            office.what = office.what.replace("%A ", "").replace(" of %C", "");
        }
    }
    if score >= 120 {
        surname(&mut row, 48);
    }
    Some(row)
}

fn recency(last: u16) -> i32 {
    match last {
        2015.. => 12,
        2000.. => 4,
        1980.. => -8,
        _ => -25,
    }
}

fn gender(word: &str) -> Option<Gender> {
    match word {
        "male" | "transgender male" => Some(Gender::Male),
        "female" | "transgender female" => Some(Gender::Female),
        _ => None,
    }
}
