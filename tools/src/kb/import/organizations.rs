//! Organisations: international ones, agencies, parliaments, parties, companies, newspapers, universities,
//! and the names in entity-linking benchmarks.

use std::collections::HashSet;
use std::path::Path;

use anyhow::Result;
use gloss::internal::kb::Class;
use gloss::internal::kb::normalize::key;
use serde_json::Value;

use super::super::facts::{Facts, at, cell, id};
use super::super::table::{self, Row};
use super::countries::{Countries, Country};
use super::leaders::plain;

/// Reads the sources and writes the tables of organisations.
pub fn import(facts: &Facts, data: &Path, countries: &Countries) -> Result<()> {
    international(facts, data)?;
    agencies(facts, data, countries)?;
    politics(data, countries)?;
    companies(facts, data)?;
    newspapers(facts, data)?;
    universities(facts, data, countries)?;
    benchmark_names(facts, data)
}

fn international(facts: &Facts, data: &Path) -> Result<()> {
    let text = facts.text("supranational-orgs/data/general_list.yaml")?;
    let mut rows: Vec<Row> = Vec::new();
    let mut open: Option<Row> = None;
    for line in text.lines() {
        if !line.starts_with(' ') && line.ends_with(':') {
            rows.extend(open.take());
            let name = line.trim_end_matches(':').trim_matches(['\'', '"']);
            let mut row = Row::new(&name.replace("''", "'"), Class::International)
                .described("international organisation");
            row.rank = 90;
            open = Some(row);
        } else if let (Some(row), Some((field, value))) = (&mut open, line.trim().split_once(": ")) {
            let value = value.trim_matches(['\'', '"']);
            if value.starts_with('[') || value == "null" {
                continue;
            }
            match field {
                "Wikidata_code" => row.wikidata = id(value),
                "Abbreviation_en" => row.alias(value, 4),
                "Other_name_en" | "Former_name_en" | "Short_name_en" => row.alias(value, 8),
                "Org_family" if value.starts_with("EU ") => {
                    row.offices = Row::new("x", Class::City).described("body of the European Union").offices
                }
                "Org_family" if value.starts_with("UN ") || value.contains("United Nations") => {
                    row.offices = Row::new("x", Class::City).described("body of the United Nations").offices;
                    row.rank = 100;
                }
                "Year_established" => {}
                _ => {}
            }
        }
    }
    rows.extend(open);
    for row in &mut rows {
        let label = row.label.clone();
        if let Some((name, short)) = label.split_once(" (") {
            let (name, short) = (name.to_owned(), short.trim_end_matches(')').to_owned());
            row.alias(&name, 0);
            row.alias(&short, 8);
        }
    }
    rows.sort_by(|a, b| (&a.label, a.wikidata).cmp(&(&b.label, b.wikidata)));
    let heading = ["International bodies.", "Source: confirmordeny/supraverden of June 2026 (CC BY-SA 4.0)."];
    table::write(&data.join("international.tsv"), &heading, &rows)
}

fn agencies(facts: &Facts, data: &Path, countries: &Countries) -> Result<()> {
    let mut rows = Vec::new();
    for line in facts.text("agencies-wikidata/agencies_en.jsonl")?.lines() {
        let Ok(agency) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let code = at(&agency, &["path"]).split('/').nth(1).unwrap_or("").to_uppercase();
        let label = at(&agency, &["label"]);
        if label.is_empty() {
            continue;
        }
        let state = countries.get(&code).is_some();
        let mut row = Row::new(label, if state { Class::Agency } else { Class::International });
        row = row.described(if state { "agency of %C" } else { "international body" });
        row.wikidata = id(at(&agency, &["qid"]));
        row.wikipedia = at(&agency, &["enwiki"]).to_owned();
        if state {
            row.country = code;
        }
        row.rank = if row.wikipedia.is_empty() { 70 } else { 100 };
        for alias in
            agency.get("aliases").and_then(|a| a.as_array()).into_iter().flatten().filter_map(|a| a.as_str())
        {
            row.alias(alias, if alias.len() < 4 { 24 } else { 8 });
        }
        rows.push(row);
    }
    rows.sort_by(|a, b| (&a.label, a.wikidata).cmp(&(&b.label, b.wikidata)));
    let heading = ["Agencies.", "Source: Wikidata (CC0) by integrateddatasvc/agency-registry."];
    table::write(&data.join("agencies.tsv"), &heading, &rows)
}

/// Parliaments, parties, governments, ministries, courts and central banks by rule: every state has the same
/// ones.
fn politics(data: &Path, countries: &Countries) -> Result<()> {
    let (mut bodies, mut parties) = (Vec::new(), Vec::new());
    for (code, country) in countries.iter().filter(|(code, c)| c.independent && *code != "US") {
        if country.adjective.is_empty() {
            continue;
        }
        let book = countries.factbook.get(code);
        bodies.extend(public_bodies(code, country, book));
        if let Some(book) = book {
            for row in parties_of(code, country, book) {
                if !parties.contains(&row) {
                    parties.push(row);
                }
            }
        }
    }
    let rule = "Names by rule from the adjectives of countries; names of parliaments, courts and armed forces from the factbook of May 2026 (CC0).";
    table::write(
        &data.join("bodies.tsv"),
        &["Governments, parliaments, ministries, courts, central banks, armed forces.", rule],
        &bodies,
    )?;
    table::write(
        &data.join("parties.tsv"),
        &["Political parties.", "Source: factbook of May 2026 (CC0)."],
        &parties,
    )
}

/// Returns the public bodies that every state has, such as its government and its parliament.
fn public_bodies(code: &str, country: &Country, book: Option<&Value>) -> Vec<Row> {
    let (a, phrase) = (&country.adjective, &country.phrase);
    let mut rows: Vec<Row> = Vec::new();
    let mut push = |label: &str, class, what: &str, minus: u8, aliases: &[(String, u8)]| {
        let mut row = Row::new(label, class).described(what);
        (row.country, row.rank) = (code.to_owned(), country.rank.saturating_sub(minus));
        for (alias, loss) in aliases {
            row.alias(alias, *loss);
        }
        if !rows.iter().any(|r| key(&r.label) == key(label)) {
            rows.push(row);
        }
    };
    let both = |name: &str| {
        if name.starts_with(a.as_str()) || name.ends_with(phrase.as_str()) {
            vec![(name.to_owned(), 4)]
        } else {
            vec![(format!("{a} {name}"), 4), (format!("{name} of {phrase}"), 4)]
        }
    };
    push(&format!("government of {phrase}"), Class::Government, "government of %C", 40, &both("government"));

    let own = |path: [&str; 3]| book.map(|b| proper(at(b, &["Government", path[0], path[1], path[2]])));
    let mut parliament = both("parliament");
    let (name, native) = own(["Legislative branch", "legislature name", "text"]).unwrap_or_default();
    if !name.is_empty() {
        parliament.extend(both(&name));
        parliament.push((name, 20));
    }
    parliament.extend(native.map(|n| (n, 8)));
    push(&format!("{a} parliament"), Class::Parliament, "parliament of %C", 45, &parliament);
    for (branch, what) in [
        ("Legislative branch - lower chamber", "lower chamber of the parliament of %C"),
        ("Legislative branch - upper chamber", "upper chamber of the parliament of %C"),
    ] {
        let (name, native) = own([branch, "chamber name", "text"]).unwrap_or_default();
        if !name.is_empty() {
            let mut aliases = both(&name);
            aliases.push((name.clone(), 20));
            aliases.extend(native.map(|n| (n, 8)));
            push(&format!("{a} {name}"), Class::Parliament, what, 50, &aliases);
        }
    }

    let mut forces = vec![
        (format!("{a} army"), 4),
        (format!("{a} military"), 4),
        (format!("armed forces of {phrase}"), 4),
    ];
    let text = book.map_or("", |b| at(b, &["Military and Security", "Military and security forces", "text"]));
    let (name, short) = proper(text.split(':').next().unwrap_or(""));
    if ["Force", "Army", "Guard"].iter().any(|w| name.contains(w)) {
        forces.push((name, 4));
        forces.extend(short.filter(|s| is_letters(s)).map(|s| (s, 16)));
    }
    push(&format!("{a} armed forces"), Class::Military, "armed forces of %C", 45, &forces);

    push(&format!("{a} central bank"), Class::CentralBank, "central bank of %C", 50, &both("central bank"));

    let courts = book.map_or("", |b| at(b, &["Government", "Judicial branch", "highest court(s)", "text"]));
    for court in courts.split(';') {
        let (name, _) = proper(court);
        let name = name
            .split(" of ")
            .next()
            .filter(|n| name.ends_with(phrase.as_str()) && n.contains("Court"))
            .map_or(name.clone(), str::to_owned);
        if !(name.contains("Court") || name.contains("Tribunal")) || name.starts_with("the ") {
            continue;
        }
        let what = if name.contains("Constitutional") {
            "constitutional court of %C"
        } else {
            "highest court of %C"
        };
        push(&format!("{a} {name}"), Class::Court, what, 50, &both(&name));
    }

    for (name, what, alias) in [
        ("Foreign Ministry", "foreign ministry of %C", "Ministry of Foreign Affairs"),
        ("Defense Ministry", "defense ministry of %C", "Ministry of Defense"),
        ("Interior Ministry", "interior ministry of %C", "Ministry of the Interior"),
        ("Finance Ministry", "finance ministry of %C", "Ministry of Finance"),
        ("Health Ministry", "health ministry of %C", "Ministry of Health"),
        ("Justice Ministry", "justice ministry of %C", "Ministry of Justice"),
        ("Economy Ministry", "economy ministry of %C", "Ministry of Economy"),
        ("Energy Ministry", "energy ministry of %C", "Ministry of Energy"),
        ("Education Ministry", "education ministry of %C", "Ministry of Education"),
    ] {
        let aliases = [
            (format!("{a} {alias}"), 4),
            (format!("{alias} of {phrase}"), 4),
            (format!("{} {name}", country.label), 4),
            (format!("{a} {}", name.replace("Defense", "Defence")), 4),
        ];
        push(&format!("{a} {name}"), Class::Ministry, what, 50, &aliases);
    }
    rows
}

/// Returns a proper name in the factbook and the other name in brackets: "Parliament (Knesset)".
fn proper(text: &str) -> (String, Option<String>) {
    let text = plain(text);
    let (name, rest) = text.split_once('(').unwrap_or((&text, ""));
    let name = name.split([',', ';']).next().unwrap_or("").split(" or ").next().unwrap_or("").trim();
    let fits =
        |n: &str| (3..60).contains(&n.len()) && n.starts_with(char::is_uppercase) && n.split(' ').count() < 9;
    let other = rest.split([')', ';', ',']).next().unwrap_or("").trim();
    let other = fits(other).then(|| table::clean(other));
    if fits(name) { (table::clean(name), other) } else { (String::new(), None) }
}

fn is_letters(name: &str) -> bool {
    (2..7).contains(&name.len()) && name.chars().all(|c| c.is_ascii_uppercase())
}

fn parties_of(code: &str, country: &Country, book: &Value) -> Vec<Row> {
    let text =
        at(book, &["Government", "Political parties", "text"]).replace("<br>", "\n").replace("<br />", "\n");
    let mut rows = Vec::new();
    for line in text.lines().flat_map(|l| l.split(';')) {
        let line = table::clean(line);
        let line = line.split(" (").next().unwrap_or("").trim();
        let mut names = line.split(" or ");
        let name = names.next().unwrap_or("").trim();
        if name.len() < 4
            || name.len() > 60
            || name.contains(['<', '&', ':', '['])
            || !name.starts_with(char::is_uppercase)
            || name.split(' ').count() > 9
        {
            continue;
        }
        let mut row = Row::new(name, Class::Party).described("political party in %C");
        (row.country, row.rank) = (code.to_owned(), 40 + country.rank / 3);
        for alias in names {
            row.alias(alias.trim().trim_matches(['[', ']']), if alias.len() < 5 { 20 } else { 8 });
        }
        rows.push(row);
    }
    rows
}

fn companies(facts: &Facts, data: &Path) -> Result<()> {
    const ENDINGS: &[&str] = &[
        " Inc.",
        " Inc",
        " Corp.",
        " Corporation",
        " Company",
        " Co.",
        " plc",
        " Group",
        " Holdings",
        " & Co.",
        " Companies",
        " International",
    ];
    let mut rows = Vec::new();
    for company in facts.records("sp500/data/constituents.csv", b',')? {
        let name = cell(&company, "Security").split(" (").next().unwrap_or("").to_owned();
        let sector = cell(&company, "GICS Sector").to_lowercase();
        let seat = cell(&company, "Headquarters Location").split(';').next().unwrap_or("").to_owned();
        let mut row = Row::new(&name, Class::Company).described(&format!("{sector} company based in {seat}"));
        row.country = "US".to_owned();
        row.rank = 110;
        for ending in ENDINGS {
            if let Some(short) =
                name.strip_suffix(ending).map(|s| s.trim_end_matches([',', ' '])).filter(|s| s.len() > 3)
            {
                row.alias(short, 12);
            }
        }
        if !ENDINGS.iter().any(|e| name.ends_with(e)) {
            row.alias(&format!("{name} Inc."), 0);
            row.alias(&format!("{name} Corp."), 0);
        }
        rows.push(row);
    }
    let heading =
        ["Companies of the S&P 500.", "Source: datasets/s-and-p-500-companies of August 2026 (PDDL)."];
    table::write(&data.join("companies.tsv"), &heading, &rows)
}

fn newspapers(facts: &Facts, data: &Path) -> Result<()> {
    let mut rows = Vec::new();
    for paper in facts.records("us-newspapers-wikidata/data/wikipedia-us-newspapers.tsv", b'\t')? {
        let title = cell(&paper, "WP-title");
        let (label, state) = (title.split(" (").next().unwrap_or(""), cell(&paper, "state"));
        let wikidata = id(cell(&paper, "qid"));
        // A listed newspaper without a Wikidata item has no article either.
        if wikidata == 0 || label.len() < 4 || (!label.contains(' ') && !label.contains('-')) {
            continue;
        }
        let mut row = Row::new(label, Class::Newspaper).described(&format!("newspaper in {state}"));
        row.wikidata = wikidata;
        row.wikipedia = if title == label { "=".to_owned() } else { title.to_owned() };
        row.country = "US".to_owned();
        row.rank = 80;
        rows.push(row);
    }
    rows.sort_by(|a, b| (&a.label, a.wikidata).cmp(&(&b.label, b.wikidata)));
    rows.dedup_by(|a, b| a.label == b.label && a.wikidata == b.wikidata);
    let heading = [
        "Newspapers of the United States.",
        "Source: hearvox/wiki-media-cred of February 2025, from Wikidata and Wikipedia titles (CC0).",
    ];
    table::write(&data.join("newspapers.tsv"), &heading, &rows)
}

/// Maximum number of words in the name of a university; longer names are rare in news and self-explanatory.
const MAX_WORDS: usize = 3;

fn universities(facts: &Facts, data: &Path, countries: &Countries) -> Result<()> {
    let mut rows = Vec::new();
    let mut seen = HashSet::new();
    for school in
        facts.json("universities/world_universities_and_domains.json")?.as_array().into_iter().flatten()
    {
        let (name, code) = (table::clean(at(school, &["name"])), at(school, &["alpha_two_code"]));
        if name.len() > 70
            || !name.contains("Universi")
            || name.split(' ').count() > MAX_WORDS
            || countries.get(code).is_none()
            || !seen.insert((key(&name), code.to_owned()))
        {
            continue;
        }
        let mut row = Row::new(&name, Class::University).described("university in %C");
        (row.country, row.rank) = (code.to_owned(), if code == "US" || code == "GB" { 90 } else { 75 });
        rows.push(row);
    }
    rows.sort_by(|a, b| (&a.label, &a.country).cmp(&(&b.label, &b.country)));
    let heading = ["Universities.", "Source: Hipo/university-domains-list of June 2026 (MIT)."];
    table::write(&data.join("universities.tsv"), &heading, &rows)
}

/// Writes the table of names in benchmarks: only ids, labels and types, never wording or counts of the texts.
fn benchmark_names(facts: &Facts, data: &Path) -> Result<()> {
    let mut rows = Vec::new();
    for name in facts.records("names-in-benchmarks/names.tsv", b'\t')? {
        let label = table::clean(cell(&name, "label"));
        let types: Vec<&str> = cell(&name, "type_qids").split('|').collect();
        // A label without a capital letter is not a name.
        if label.len() < 3 || !label.chars().any(char::is_uppercase) {
            continue;
        }
        let label = label.split(" (").next().unwrap_or("");
        let Some(class) = class_of(label, &types) else { continue };
        let people = label.strip_suffix(" people").filter(|_| class == Class::Group);
        let mut row = Row::new(people.unwrap_or(label), class);
        if people.is_some() {
            row.alias(label, 0);
        }
        row.wikidata = id(cell(&name, "qid"));
        row.rank = if class == Class::Person { 116 } else { 92 };
        rows.push(row);
    }
    rows.sort_by(|a, b| (&a.label, a.wikidata).cmp(&(&b.label, b.wikidata)));
    let heading = [
        "Names with ids, as entity-linking benchmarks label them.",
        "Source: Wikidata ids, labels and types (CC0) by ad-freiburg/elevant.",
    ];
    table::write(&data.join("benchmark-names.tsv"), &heading, &rows)
}

/// Returns the class of an item by its coarse types and its label; `None` if they are not enough.
fn class_of(label: &str, types: &[&str]) -> Option<Class> {
    const PEOPLE: &str = "Q33829";
    const PERSON: &str = "Q215627";
    const PLACE: &str = "Q27096213";
    const BODY: &str = "Q43229";
    const THING: &str = "Q2424752";
    const EVENT: &str = "Q1656682";
    const LANGUAGE: &str = "Q17376908";
    const FICTION: &str = "Q17537576";
    /// The coarse type of awards. Some cities have it too: a place with this type stays a city even if it is
    /// also a thing.
    const AWARD: &str = "Q618779";
    const BUILDINGS: &[&str] =
        &["Airport", "Stadium", "Arena", "Hospital", "Laboratory", "Church", "Cathedral", "Prison", "Park"];
    const BODIES: &[&str] = &["News", "Company", "Group", "Bank", "Railway", "Observatory", "Institute"];
    let has = |t: &str| types.contains(&t);
    let named = |words: &[&str]| label.split([' ', ',']).any(|w| words.contains(&w));
    let school = named(&["University", "College"]);
    Some(match () {
        () if has(PEOPLE) => Class::Group,
        () if has(PERSON) && has(BODY) => Class::Organization,
        () if has(PERSON) => Class::Person,
        // A fictional character, or a disambiguation page.
        () if has(FICTION) && has(THING) && !has(BODY) => return None,
        () if has(EVENT) && has(BODY) && !has(PLACE) => Class::Organization,
        () if has(EVENT) => Class::Event,
        () if has(LANGUAGE) => Class::Language,
        () if school && has(BODY) => Class::University,
        () if has(PLACE) && named(BUILDINGS) => Class::Facility,
        () if has(PLACE) && has(BODY) && (named(BODIES) || (has(THING) && !has(AWARD))) => {
            Class::Organization
        }
        () if has(PLACE) && has(BODY) => Class::Town,
        () if has(PLACE) => Class::Place,
        () if has(BODY) => Class::Organization,
        () if has(THING) => Class::Product,
        () => return None,
    })
}
