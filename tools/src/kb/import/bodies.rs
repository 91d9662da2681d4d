//! Bodies: international ones, agencies, parliaments, parties, companies, newspapers, universities, and the names
//! that entity-linking benchmarks label.

use std::collections::HashSet;
use std::path::Path;

use anyhow::Result;
use gloss::kb::Class;
use gloss::kb::normalize::key;

use super::super::facts::{Facts, at, cell, id};
use super::super::table::{self, Row};
use super::countries::Countries;

/// Reads the sources and writes the tables of bodies.
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

/// Parliaments, parties, governments, and ministries by rule: every state has the same ones.
fn politics(data: &Path, countries: &Countries) -> Result<()> {
    let (mut parliaments, mut parties) = (Vec::new(), Vec::new());
    for (code, country) in countries.iter().filter(|(code, c)| c.independent && *code != "US") {
        let rank = country.rank;
        let mut push = |label: String, class, what: &str, minus: u8, aliases: Vec<String>| {
            let mut row = Row::new(&label, class).described(what);
            (row.country, row.rank) = (code.to_owned(), rank.saturating_sub(minus));
            for alias in aliases {
                row.alias(&alias, 4);
            }
            parliaments.push(row);
        };
        if country.adjective.is_empty() {
            continue;
        }
        let (a, phrase) = (&country.adjective, &country.phrase);
        push(
            format!("government of {phrase}"),
            Class::Government,
            "government of %C",
            40,
            vec![format!("{a} government")],
        );
        push(
            format!("{a} parliament"),
            Class::Parliament,
            "parliament of %C",
            45,
            vec![format!("parliament of {phrase}")],
        );
        push(
            format!("{a} armed forces"),
            Class::Military,
            "armed forces of %C",
            45,
            vec![format!("{a} army"), format!("{a} military"), format!("armed forces of {phrase}")],
        );
        for (name, what, alias) in [
            ("Foreign Ministry", "foreign ministry of %C", "Ministry of Foreign Affairs"),
            ("Defense Ministry", "defense ministry of %C", "Ministry of Defense"),
            ("Interior Ministry", "interior ministry of %C", "Interior Ministry"),
            ("Finance Ministry", "finance ministry of %C", "Ministry of Finance"),
            ("Health Ministry", "health ministry of %C", "Ministry of Health"),
            ("Justice Ministry", "justice ministry of %C", "Ministry of Justice"),
        ] {
            let aliases = vec![
                format!("{a} {alias}"),
                format!("{alias} of {phrase}"),
                format!("{} {name}", country.label),
                format!("{a} {}", name.replace("Defense", "Defence")),
            ];
            push(format!("{a} {name}"), Class::Ministry, what, 50, aliases);
        }
        let Some(book) = countries.factbook.get(code) else { continue };
        let legislature = at(book, &["Government", "Legislative branch", "legislature name", "text"]);
        let legislature = legislature.split(['(', ';']).next().unwrap_or("").trim();
        if legislature.split(' ').count() > 1 && legislature.len() < 50 && !legislature.contains('<') {
            push(legislature.to_owned(), Class::Parliament, "parliament of %C", 60, Vec::new());
        }
        let text = at(book, &["Government", "Political parties", "text"])
            .replace("<br>", "\n")
            .replace("<br />", "\n");
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
            (row.country, row.rank) = (code.to_owned(), 40 + rank / 3);
            for alias in names {
                row.alias(alias.trim().trim_matches(['[', ']']), if alias.len() < 5 { 20 } else { 8 });
            }
            if !parties.contains(&row) {
                parties.push(row);
            }
        }
    }
    parliaments.dedup_by(|a, b| a.label == b.label && a.country == b.country);
    let rule =
        "Names by rule from the adjectives of countries; parliaments from the factbook of May 2026 (CC0).";
    table::write(
        &data.join("parliaments.tsv"),
        &["Governments, parliaments, ministries, armed forces.", rule],
        &parliaments,
    )?;
    table::write(
        &data.join("parties.tsv"),
        &["Political parties.", "Source: factbook of May 2026 (CC0)."],
        &parties,
    )
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
        // A listed paper without an item of its own has no article either.
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

fn universities(facts: &Facts, data: &Path, countries: &Countries) -> Result<()> {
    let mut rows = Vec::new();
    let mut seen = HashSet::new();
    for school in
        facts.json("universities/world_universities_and_domains.json")?.as_array().into_iter().flatten()
    {
        let (name, code) = (table::clean(at(school, &["name"])), at(school, &["alpha_two_code"]));
        let known =
            ["University", "Universit", "Universidad", "Institute of Technology", "College", "School of"];
        if name.len() > 70
            || !known.iter().any(|w| name.contains(w))
            || !seen.insert((key(&name), code.to_owned()))
        {
            continue;
        }
        let university = name.contains("Universi");
        if countries.get(code).is_none() || (!university && !matches!(code, "US" | "GB")) {
            continue;
        }
        let mut row = Row::new(&name, Class::University).described(if name.contains("Universit") {
            "university in %C"
        } else {
            "school in %C"
        });
        (row.country, row.rank) = (code.to_owned(), if code == "US" || code == "GB" { 90 } else { 75 });
        rows.push(row);
    }
    rows.sort_by(|a, b| (&a.label, &a.country).cmp(&(&b.label, &b.country)));
    let heading = ["Universities.", "Source: Hipo/university-domains-list of June 2026 (MIT)."];
    table::write(&data.join("universities.tsv"), &heading, &rows)
}

/// Ids, labels and types only; the texts' own wordings and counts stay behind.
fn benchmark_names(facts: &Facts, data: &Path) -> Result<()> {
    const TYPES: &[(&str, Class)] = &[
        ("Q215627", Class::Person),
        ("Q1656682", Class::Event),
        ("Q17376908", Class::Language),
        ("Q33829", Class::Demonym),
        ("Q27096213", Class::Place),
        ("Q43229", Class::Organization),
        ("Q2424752", Class::Product),
    ];
    let mut rows = Vec::new();
    for name in facts.records("names-in-benchmarks/names.tsv", b'\t')? {
        let label = table::clean(cell(&name, "label"));
        let types: Vec<&str> = cell(&name, "type_qids").split('|').collect();
        let Some(class) = TYPES.iter().find(|(t, _)| types.contains(t)).map(|&(_, class)| class) else {
            continue;
        };
        // Peoples and religions need more than an id; a word without a capital is not a name.
        if class == Class::Demonym || label.len() < 3 || !label.chars().any(char::is_uppercase) {
            continue;
        }
        let class = if class == Class::Place && types.contains(&"Q43229") { Class::Town } else { class };
        let mut row = Row::new(label.split(" (").next().unwrap_or(""), class);
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
