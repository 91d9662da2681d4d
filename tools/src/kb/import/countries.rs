//! Countries, their adjectives and their peoples, from country-codes, countries-wikidata and the factbook.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::{Context, Result};
use gloss::internal::kb::Class;
use serde_json::Value;

use super::super::facts::{Facts, at, cell, id};
use super::super::table::{self, Row};

/// The countries, for the other imports.
pub struct Countries {
    list: BTreeMap<String, Country>,
    by_id: HashMap<u32, String>,
    by_name: HashMap<String, String>,
    /// The factbook by ISO code.
    pub factbook: BTreeMap<String, Value>,
}

/// A country.
pub struct Country {
    /// The name.
    pub label: String,
    /// "the United States".
    pub phrase: String,
    /// "American".
    pub adjective: String,
    /// The names of the capital.
    pub capitals: Vec<String>,
    /// Prominence in the news, 0 to 255.
    pub rank: u8,
    /// Whether it is an independent state.
    pub independent: bool,
}

impl Countries {
    /// Returns the country with this ISO code.
    pub fn get(&self, code: &str) -> Option<&Country> {
        self.list.get(code)
    }

    /// Returns all countries by ISO code.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Country)> {
        self.list.iter().map(|(code, c)| (code.as_str(), c))
    }

    /// Returns the ISO code for the number of a Wikidata item.
    pub fn code_of(&self, wikidata: u32) -> Option<&str> {
        self.by_id.get(&wikidata).map(String::as_str)
    }

    /// Returns the ISO code for a name.
    pub fn code_named(&self, name: &str) -> Option<&str> {
        self.by_name.get(&gloss::internal::kb::normalize::key(name)).map(String::as_str)
    }

    /// Reads the sources and writes `countries.tsv`, `demonyms.tsv` and `country-words.tsv`.
    pub fn import(facts: &Facts, data: &Path) -> Result<Self> {
        let records = facts.records("country-codes/data/country-codes.csv", b',')?;
        let labels: HashMap<u32, String> = facts
            .records("countries-wikidata/countries.tsv", b'\t')?
            .iter()
            .map(|r| (id(cell(r, "qid")), cell(r, "label").to_owned()))
            .collect();
        let by_label: HashMap<&str, u32> = labels.iter().map(|(&id, l)| (l.as_str(), id)).collect();
        let hand = hand(&data.join("hand-countries.tsv"))?;
        let demonyms = hand_words(&data.join("hand-demonyms.tsv"))?;
        let mut this = Self {
            list: BTreeMap::new(),
            by_id: HashMap::new(),
            by_name: HashMap::new(),
            factbook: factbook(facts, &records)?,
        };
        let (mut rows, mut people) = (Vec::new(), Vec::new());
        let sources: Vec<(String, String, u32, String, bool)> = records
            .iter()
            .map(|r| {
                let name = cell(r, "CLDR display name").replace(" & ", " and ").replace("St. ", "Saint ");
                let state = cell(r, "is_independent") == "Yes" || cell(r, "ISO3166-1-Alpha-2") == "PS";
                let code = cell(r, "ISO3166-1-Alpha-2").to_owned();
                (code, name, id(cell(r, "wikidata_id")), cell(r, "Capital").to_owned(), state)
            })
            .chain([
                (
                    "XK".into(),
                    "Kosovo".into(),
                    by_label.get("Kosovo").copied().unwrap_or(0),
                    "Pristina".into(),
                    true,
                ),
                (
                    "EU".into(),
                    "European Union".into(),
                    by_label.get("European Union").copied().unwrap_or(0),
                    String::new(),
                    false,
                ),
            ])
            .collect();
        for (code, name, wikidata, capital, independent) in sources {
            if code.len() != 2 {
                continue;
            }
            let wikidata =
                if wikidata == 0 { by_label.get(name.as_str()).copied().unwrap_or(0) } else { wikidata };
            let class = if code == "EU" {
                Class::International
            } else if independent {
                Class::Country
            } else {
                Class::Territory
            };
            let own = hand.get(code.as_str());
            let source = labels.get(&wikidata).cloned().unwrap_or_else(|| name.clone());
            let label = own.map_or(source.clone(), |h| h.label.clone());
            let (noun, adjective) = nationality(this.factbook.get(&code));
            let adjective = own.map_or(adjective, |h| h.adjective.clone());
            let mut row = Row::new(&label, class);
            row.wikidata = wikidata;
            row.wikipedia = own.map_or("=".to_owned(), |h| h.title.clone());
            row.country = code.clone();
            row.rank = own.map_or(if independent { 170 } else { 130 }, |h| h.rank);
            for (alias, loss) in own.map_or(&[][..], |h| &h.aliases) {
                row.alias(alias, *loss);
            }
            row.alias(&name, 4);
            row.alias(&source, 4);
            row = row.described(match class {
                Class::Country => "country",
                Class::International => "union of European states",
                _ => "territory",
            });
            let phrase = own.map_or(label.clone(), |h| h.phrase.clone());
            let factbook = this.factbook.get(&code);
            let second = factbook.map_or("", |f| at(f, &["Government", "Capital", "name", "text"]));
            let capitals = [&capital, second.split(['(', ';']).next().unwrap_or("")]
                .iter()
                .map(|c| table::clean(c))
                .filter(|c| !c.is_empty() && c.len() < 40)
                .collect();
            for name in
                std::iter::once(&row.label).chain(row.aliases.iter().filter(|a| a.1 < 10).map(|a| &a.0))
            {
                this.by_name.entry(gloss::internal::kb::normalize::key(name)).or_insert(code.clone());
            }
            this.by_id.insert(wikidata, code.clone());
            if !adjective.is_empty() && class != Class::International {
                let mut demonym = Row::new(&adjective, Class::Demonym).described("people or things of %C");
                demonym.country = code.clone();
                demonym.rank = row.rank.saturating_sub(if independent { 4 } else { 40 });
                for word in noun {
                    demonym.alias(&word, 0);
                }
                if adjective.ends_with('n') || adjective.ends_with('i') {
                    demonym.alias(&format!("{adjective}s"), 0);
                }
                for (word, loss) in demonyms.get(&code).into_iter().flatten() {
                    demonym.alias(word, *loss);
                }
                people.push(demonym);
            }
            let rank = row.rank;
            rows.push(row);
            this.list.insert(code, Country { label, phrase, adjective, capitals, rank, independent });
        }
        rows.sort_by(|a, b| a.country.cmp(&b.country));
        people.sort_by(|a, b| a.country.cmp(&b.country));
        let from = "Sources: datasets/country-codes (PDDL), usc-isi-i2/t2wml countries (MIT), factbook (CC0), hand-countries.tsv.";
        table::write(
            &data.join("countries.tsv"),
            &["Countries and territories.", from, "As of May 2026."],
            &rows,
        )?;
        table::write(&data.join("demonyms.tsv"), &["The people and things of a country.", from], &people)?;
        let mut text = String::from("# Code, adjective and name in a sentence of every country.\n");
        for (code, c) in &this.list {
            text.push_str(&format!("{code}\t{}\t{}\n", c.adjective, c.phrase));
        }
        std::fs::write(data.join("country-words.tsv"), text)?;
        Ok(this)
    }
}

/// A hand-written row.
struct HandWritten {
    label: String,
    title: String,
    phrase: String,
    adjective: String,
    rank: u8,
    aliases: Vec<(String, u8)>,
}

fn hand(path: &Path) -> Result<HashMap<String, HandWritten>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut all = HashMap::new();
    for line in text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let c: Vec<&str> = line.split('\t').collect();
        let [code, label, title, phrase, adjective, rank, aliases] = c[..] else {
            anyhow::bail!("{}: bad line {line:?}", path.display())
        };
        all.insert(code.to_owned(), hand_written_row(label, title, phrase, adjective, rank, aliases)?);
    }
    Ok(all)
}

fn hand_written_row(
    label: &str,
    title: &str,
    phrase: &str,
    adjective: &str,
    rank: &str,
    aliases: &str,
) -> Result<HandWritten> {
    Ok(HandWritten {
        label: label.to_owned(),
        title: title.to_owned(),
        phrase: phrase.to_owned(),
        adjective: adjective.to_owned(),
        rank: rank.parse().with_context(|| format!("bad rank {rank:?} of {label}"))?,
        aliases: words(aliases)?,
    })
}

fn hand_words(path: &Path) -> Result<HashMap<String, Vec<(String, u8)>>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let lines = text.lines().filter(|l| !l.starts_with('#'));
    lines.filter_map(|l| l.split_once('\t')).map(|(code, list)| Ok((code.to_owned(), words(list)?))).collect()
}

fn words(list: &str) -> Result<Vec<(String, u8)>> {
    list.split('|')
        .filter(|w| !w.is_empty())
        .map(|w| match w.rsplit_once('~') {
            Some((word, loss)) => Ok((word.to_owned(), loss.parse().context("bad loss")?)),
            None => Ok((w.to_owned(), 0)),
        })
        .collect()
}

/// Reads the files of the factbook by ISO code; their names are FIPS codes.
fn factbook(facts: &Facts, records: &[super::super::facts::Record]) -> Result<BTreeMap<String, Value>> {
    let mut iso: HashMap<String, String> = records
        .iter()
        .filter(|r| cell(r, "FIPS").len() == 2)
        .map(|r| (cell(r, "FIPS").to_lowercase(), cell(r, "ISO3166-1-Alpha-2").to_owned()))
        .collect();
    for (fips, code) in [("kv", "XK"), ("ri", "RS"), ("nl", "NL"), ("gz", "PS"), ("sv", "SJ"), ("ee", "EU")] {
        iso.insert(fips.to_owned(), code.to_owned());
    }
    let mut all = BTreeMap::new();
    for region in facts.list("factbook")? {
        if !facts.path(&format!("factbook/{region}")).is_dir() {
            continue;
        }
        for file in facts.list(&format!("factbook/{region}"))? {
            if let Some(code) = file.strip_suffix(".json").and_then(|fips| iso.get(fips)) {
                all.insert(code.clone(), facts.json(&format!("factbook/{region}/{file}"))?);
            }
        }
    }
    Ok(all)
}

/// Returns the nouns and the adjective of a nationality: "Frenchman(men), Frenchwoman(women)", "French".
fn nationality(country: Option<&Value>) -> (Vec<String>, String) {
    let Some(country) = country else { return (Vec::new(), String::new()) };
    let text = |what| at(country, &["People and Society", "Nationality", what, "text"]);
    let mut nouns = Vec::new();
    for part in text("noun").split(';').next().unwrap_or("").split([',']).flat_map(|p| p.split(" or ")) {
        let part = part.trim();
        let (word, ending) =
            part.split_once('(').map_or((part, ""), |(w, e)| (w.trim(), e.trim_end_matches(')')));
        if word.is_empty()
            || word == "none"
            || word.split(' ').count() > 3
            || !word.starts_with(char::is_uppercase)
        {
            continue;
        }
        nouns.push(word.to_owned());
        match ending {
            "s" | "es" => nouns.push(format!("{word}{ending}")),
            "men" | "women" => nouns.push(word.replace("man", "men")),
            _ => {}
        }
    }
    let adjective = text("adjective").split([',', ';', '(']).next().unwrap_or("");
    let adjective = adjective.split(" or ").next().unwrap_or("").trim();
    (nouns, if adjective == "none" { String::new() } else { adjective.to_owned() })
}
