//! Builds `models/lists.bin`: word clusters from the texts of the corpora, and lists of names from the tables
//! of facts.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use gloss::document::EntityKind;
use gloss::internal::gazetteer;
use gloss::internal::gazetteer::GroupedWords;
use gloss::internal::gazetteer::MAX_PHRASE_TOKENS;
use gloss::internal::gazetteer::class;
use gloss::internal::kb::Class;
use gloss::internal::model::features::hash_text as hash;
use gloss::internal::tokens;
use gloss::internal::tokens::words;
use serde_json::Value;

use super::brown_clusters;
use super::corpus;
use super::embedding_clusters::TABLE;
use super::manifest::Entry;
use crate::corpora::Corpora;

/// The folder of the tables of facts, relative to the corpora.
const FACTS: &str = "../facts";
/// The folder of the tables of the knowledge base.
const KNOWLEDGE_BASE: &str = "data/kb";
/// The folder of the lists that are kept by hand.
const OWN: &str = "data/lists";

/// The corpora whose text is clustered; no score is measured on them.
const TEXTS: [&str; 8] = [
    "names/worldwide.train.ndjson",
    "attribution/polnear.train.ndjson",
    "names/crossner-politics.train.ndjson",
    "chains/re-docred.dev.ndjson",
    "chains/re-docred.test.ndjson",
    "dates/meantime.dev.ndjson",
    "syntax/gum.train.conllu",
    "syntax/ewt.conllu",
];

/// Builds the file; returns it with its manifest entry.
pub fn build(corpora: &Corpora) -> Result<(Vec<u8>, Entry)> {
    let facts = corpora.folder.join(FACTS);
    anyhow::ensure!(facts.is_dir(), "{} is missing: the lists need the tables of facts", facts.display());
    let mut phrases = Phrases::default();
    gather(&facts, &mut phrases)?;
    let entries: Vec<(u32, u8)> = phrases.0.iter().map(|(k, v)| (*k, *v)).collect();
    let texts = texts(corpora, &facts)?;
    let sentences: Vec<Vec<&str>> = texts.iter().flat_map(sentences).collect();
    eprintln!(
        "lists: {} phrases, {} tokens of text",
        entries.len(),
        sentences.iter().map(Vec::len).sum::<usize>()
    );
    let clusters = brown_clusters::cluster(&sentences);
    let words = clusters.words.iter().map(|(w, c)| (hash(w.as_bytes()), u32::from(*c))).collect();
    let clusters = GroupedWords { paths: clusters.paths, words: first_of_each_key(words) };
    let embedding_clusters = embedding_clusters()?;
    let bytes = gazetteer::write(&clusters, &embedding_clusters, &entries);
    let scores = vec![
        ("phrases".to_string(), entries.len() as f64),
        ("clustered words".to_string(), clusters.words.len() as f64),
        ("words in embedding clusters".to_string(), embedding_clusters.words.len() as f64),
    ];
    Ok((bytes, Entry { inputs: TEXTS.map(String::from).to_vec(), scores }))
}

/// Keeps the first entry of each key.
fn first_of_each_key(mut entries: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    let mut seen = std::collections::HashSet::new();
    entries.retain(|e| seen.insert(e.0));
    entries
}

/// Reads the clusters of words from word vectors.
fn embedding_clusters() -> Result<GroupedWords> {
    let table = fs::read_to_string(TABLE).with_context(|| format!("reading {TABLE}"))?;
    let mut clusters = GroupedWords::default();
    for line in table.lines().filter(|l| !l.starts_with('#')) {
        let (path, words) = line.split_once('\t').with_context(|| format!("{TABLE}: {line}"))?;
        let cluster = clusters.paths.len() as u32;
        clusters.paths.push(u32::from_str_radix(&format!("1{path}"), 2).context(TABLE)?);
        clusters.words.extend(words.split(' ').map(|w| (hash(w.as_bytes()), cluster)));
    }
    clusters.words = first_of_each_key(clusters.words);
    Ok(clusters)
}

/// Reads the texts for clustering.
fn texts(corpora: &Corpora, facts: &Path) -> Result<Vec<corpus::Text>> {
    let mut texts = Vec::new();
    for file in TEXTS {
        let path = corpora.path(file)?;
        if file.ends_with(".conllu") {
            texts.extend(corpus::treebank(&path)?.into_iter().map(|t| t.text));
            continue;
        }
        for line in fs::read_to_string(&path)?.lines() {
            let line: Value = serde_json::from_str(line).with_context(|| file.to_string())?;
            texts.extend(line["text"].as_str().map(|t| corpus::Text::read(t.to_string())));
        }
    }
    // The prose of the factbook has places and peoples in plain sentences.
    for path in files(&facts.join("factbook"), "json")? {
        let mut prose = Vec::new();
        collect_prose(&serde_json::from_str(&fs::read_to_string(path)?)?, &mut prose);
        texts.extend(prose.into_iter().map(corpus::Text::read));
    }
    Ok(texts)
}

fn sentences(text: &corpus::Text) -> impl Iterator<Item = Vec<&str>> {
    text.sentences
        .iter()
        .map(|s| text.tokens[s.tokens.clone()].iter().map(|t| t.span.of(&text.text)).collect())
}

fn collect_prose(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::String(s) if s.len() > 200 => out.push(plain(s)),
        Value::Array(all) => all.iter().for_each(|v| collect_prose(v, out)),
        Value::Object(all) => all.values().for_each(|v| collect_prose(v, out)),
        _ => {}
    }
}

/// Removes the markup from a text of the factbook.
fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    out.replace("&amp;", "&").replace("&rsquo;", "’").replace("&nbsp;", " ").replace("&eacute;", "é")
}

/// Lists the files below a folder with this extension, in order.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, ending)?);
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The classes of phrases, by key.
#[derive(Default)]
struct Phrases(BTreeMap<u32, u8>);

impl Phrases {
    fn add(&mut self, phrase: &str, class: u8) {
        let phrase = phrase.trim().trim_start_matches("the ").trim_start_matches("The ");
        let tokens = tokens::tokenize(phrase);
        let letters = phrase.chars().filter(|c| c.is_alphabetic()).count();
        if tokens.is_empty() || tokens.len() > MAX_PHRASE_TOKENS || letters < 2 {
            return;
        }
        let key = words::hash_words(phrase, &tokens)
            .0
            .iter()
            .fold(gazetteer::EMPTY_PHRASE, |k, w| gazetteer::extend_phrase(k, w.low));
        *self.0.entry(key).or_default() |= class;
    }

    /// Adds every line of a list.
    fn lines(&mut self, path: &Path, class: u8) -> Result<()> {
        let lines = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        for line in lines.trim_start_matches('\u{FEFF}').lines().filter(|l| !l.starts_with('#')) {
            self.add(line, class);
        }
        Ok(())
    }

    /// Adds the cells of some columns of a table with a header.
    fn table(&mut self, path: &Path, delimiter: u8, columns: &[&str], class: u8) -> Result<()> {
        for row in table(path, delimiter)? {
            for column in columns {
                self.add(row.get(*column).map_or("", String::as_str), class);
            }
        }
        Ok(())
    }
}

/// Reads a table with a header as one map per row.
fn table(path: &Path, delimiter: u8) -> Result<Vec<BTreeMap<String, String>>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(delimiter == b',')
        .flexible(true)
        .from_path(path)
        .with_context(|| format!("reading {}", path.display()))?;
    reader.deserialize().map(|row| row.with_context(|| path.display().to_string())).collect()
}

/// Adds the names of every source.
fn gather(facts: &Path, phrases: &mut Phrases) -> Result<()> {
    let at = |file: &str| facts.join(file);
    phrases.table(&at("countries-wikidata/countries.tsv"), b'\t', &["label"], class::COUNTRY)?;
    let names = ["UNTERM English Short", "official_name_en", "CLDR display name", "UNTERM English Formal"];
    phrases.table(&at("country-codes/data/country-codes.csv"), b',', &names, class::COUNTRY)?;
    phrases.table(&at("country-codes/data/country-codes.csv"), b',', &["Capital"], class::PLACE)?;
    phrases.lines(&Path::new(OWN).join("countries.txt"), class::COUNTRY)?;
    phrases.lines(&Path::new(OWN).join("peoples.txt"), class::PEOPLE)?;
    phrases.table(&at("cities-wikidata/cities.tsv"), b'\t', &["label"], class::PLACE)?;
    phrases.table(
        &at("us-newspapers-wikidata/data/wikidata-us-states.tsv"),
        b'\t',
        &["state", "AP"],
        class::PLACE,
    )?;
    regions(&at("geonames-admin/admin1.json"), phrases)?;
    countries(&at("factbook"), phrases)?;
    organizations(facts, phrases)?;
    benchmarks(&at("names-in-benchmarks/names.tsv"), phrases)?;
    knowledge_base(phrases)?;
    people(facts, phrases)
}

fn regions(path: &Path, phrases: &mut Phrases) -> Result<()> {
    let rows: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
    for row in rows.as_array().into_iter().flatten() {
        let name = row["name"].as_str().unwrap_or("");
        phrases.add(name, class::PLACE);
        for tail in [" Province", " Region", " District", " State", " County", " Governorate", " Oblast"] {
            phrases.add(name.strip_suffix(tail).unwrap_or(""), class::PLACE);
        }
    }
    Ok(())
}

/// Adds names, capitals and peoples from the factbook.
fn countries(folder: &Path, phrases: &mut Phrases) -> Result<()> {
    for path in files(folder, "json")? {
        let page: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
        let field = |path: &str| page.pointer(path).and_then(Value::as_str).map(plain).unwrap_or_default();
        phrases.add(&field("/Government/Country name/conventional short form/text"), class::COUNTRY);
        phrases.add(&field("/Government/Country name/conventional long form/text"), class::COUNTRY);
        phrases.add(&field("/Government/Capital/name/text"), class::PLACE);
        // "Frenchman(men), Frenchwoman(women)", "Thai (singular and plural)", "Afghan(s)".
        for form in ["noun", "adjective"] {
            let text = field(&format!("/People and Society/Nationality/{form}/text"));
            for word in text.split([',', ';', '/']).flat_map(|w| w.split(" or ")) {
                let stem = word.split('(').next().unwrap_or("").trim();
                if !stem.starts_with(char::is_uppercase) {
                    continue;
                }
                phrases.add(stem, class::PEOPLE);
                if word.contains("(s)") {
                    phrases.add(&format!("{stem}s"), class::PEOPLE);
                }
                if let Some(man) = stem.strip_suffix("man") {
                    phrases.add(&format!("{man}men"), class::PEOPLE);
                }
            }
        }
    }
    Ok(())
}

fn organizations(facts: &Path, phrases: &mut Phrases) -> Result<()> {
    for row in table(&facts.join("sp500/data/constituents.csv"), b',')? {
        let name = row.get("Security").map_or("", String::as_str);
        phrases.add(name, class::ORGANIZATION);
        let short = name.split(" (").next().unwrap_or(name);
        for tail in [" Inc.", " Corp.", " Corporation", " Company", " Group", " plc", " Ltd."] {
            phrases.add(short.strip_suffix(tail).unwrap_or(short), class::ORGANIZATION);
        }
    }
    for line in fs::read_to_string(facts.join("agencies-wikidata/agencies_en.jsonl"))?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let aliases = row["aliases"].as_array().into_iter().flatten();
        aliases
            .chain([&row["label"]])
            .filter_map(Value::as_str)
            .for_each(|a| phrases.add(a, class::ORGANIZATION));
    }
    // A flat YAML file of which two fields are used.
    for line in fs::read_to_string(facts.join("supranational-orgs/data/general_list.yaml"))?.lines() {
        let field = line.trim();
        for key in ["Name_en: ", "Abbreviation_en: "] {
            phrases.add(field.strip_prefix(key).unwrap_or("").trim_matches(['"', '\'']), class::ORGANIZATION);
        }
    }
    let rows: Value = serde_json::from_str(&fs::read_to_string(
        facts.join("universities/world_universities_and_domains.json"),
    )?)?;
    for row in rows.as_array().into_iter().flatten() {
        phrases.add(row["name"].as_str().unwrap_or(""), class::ORGANIZATION);
    }
    for row in table(&facts.join("us-newspapers-wikidata/data/wikipedia-us-newspapers.tsv"), b'\t')? {
        let title = row.get("WP-title").map_or("", |t| t.split(" (").next().unwrap_or(""));
        if title.contains(' ') {
            phrases.add(title, class::ORGANIZATION);
        }
    }
    Ok(())
}

/// From this loss on, an alias of a row of the knowledge base mostly means something else: "Leeds" is rarely
/// the club.
const MAX_LOSS: u32 = 40;

/// Adds the names of the rows of the knowledge base, and their aliases except those of people.
fn knowledge_base(phrases: &mut Phrases) -> Result<()> {
    for path in files(Path::new(KNOWLEDGE_BASE), "tsv")? {
        for line in fs::read_to_string(&path)?.lines().filter(|l| !l.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [label, class, _, _, _, _, _, aliases, ..] = cells[..] else { continue };
            let Some(class) = Class::from_word(class).and_then(class_of) else { continue };
            phrases.add(label, class);
            if class == class::PERSON {
                continue;
            }
            for alias in aliases.split('|') {
                // The number after the tilde is the loss: high when the alias rarely means this row.
                let (alias, loss) = alias.split_once('~').unwrap_or((alias, "0"));
                if alias.len() > 2 && loss.parse::<u32>().is_ok_and(|loss| loss < MAX_LOSS) {
                    phrases.add(alias, class);
                }
            }
        }
    }
    Ok(())
}

/// Returns the class for a row of the knowledge base; `None` for the many people with lesser offices.
fn class_of(class: Class) -> Option<u8> {
    Some(match class {
        Class::Leader | Class::Minister => class::PERSON,
        other => match other.kind() {
            _ if other == Class::Country => class::COUNTRY,
            EntityKind::Gpe | EntityKind::Location | EntityKind::Facility => class::PLACE,
            EntityKind::Norp => class::PEOPLE,
            EntityKind::Organization => class::ORGANIZATION,
            EntityKind::Person => return None,
            _ => class::OTHER,
        },
    })
}

/// Adds the items that linking benchmarks name, by their broad types.
fn benchmarks(path: &Path, phrases: &mut Phrases) -> Result<()> {
    for row in table(path, b'\t')? {
        let types = row.get("type_qids").map_or("", String::as_str);
        let has = |qid: &str| types.split('|').any(|t| t == qid);
        let found = match () {
            () if has("Q215627") => class::PERSON,
            () if has("Q27096213") => class::PLACE,
            () if has("Q43229") => class::ORGANIZATION,
            () if has("Q2424752") || has("Q17537576") || has("Q1656682") => class::OTHER,
            () => continue,
        };
        phrases.add(row.get("label").map_or("", String::as_str), found);
    }
    Ok(())
}

/// Adds first names and surnames from lists of names and from the names of office-holders.
fn people(facts: &Path, phrases: &mut Phrases) -> Result<()> {
    phrases.lines(&facts.join("names-smashew/NamesDatabases/first names/all.txt"), class::FIRST)?;
    let surnames = fs::read_to_string(facts.join("names-smashew/NamesDatabases/surnames/all.txt"))?;
    let surnames: std::collections::HashSet<String> =
        surnames.lines().map(|l| l.trim().to_lowercase()).collect();
    let mut people = std::collections::BTreeSet::new();
    for path in files(&facts.join("every-politician-scrapers"), "csv")? {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(&path)?;
        let Some(column) = reader.headers()?.iter().position(|h| h == "person") else { continue };
        for row in reader.records() {
            people.insert(row?.get(column).unwrap_or("").to_string());
        }
    }
    for row in table(&facts.join("congress-legislators/legislators-historical.csv"), b',')? {
        let part = |column: &str| row.get(column).map_or("", String::as_str);
        people.insert(format!("{} {}", part("first_name"), part("last_name")));
    }
    let (mut first, mut last) = (BTreeMap::<&str, u32>::new(), BTreeMap::<&str, u32>::new());
    for (given, family) in people.iter().filter_map(|p| Some((p.split_once(' ')?.0, p.rsplit_once(' ')?.1))) {
        *first.entry(given).or_default() += 1;
        *last.entry(family).or_default() += 1;
    }
    first.into_iter().filter(|&(_, n)| n > 1).for_each(|(w, _)| phrases.add(w, class::FIRST));
    let known = |w: &str, n: u32| n > 1 || surnames.contains(&w.to_lowercase());
    last.into_iter().filter(|&(w, n)| known(w, n)).for_each(|(w, _)| phrases.add(w, class::LAST));
    Ok(())
}
