//! `kb build`: merges the tables under `data/kb` into `models/kb.bin`. The same tables give the same bytes.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::{Context, Result, bail};
use gloss::document::EntityKind;
use gloss::internal::kb::Class;
use gloss::internal::kb::format::Draft;
use gloss::internal::kb::format::FIRST_YEAR;
use gloss::internal::kb::format::OPEN_ONCE;
use gloss::internal::kb::format::TITLE_IS_LABEL;
use gloss::internal::kb::normalize::key;
use gloss::internal::lexicon::Gender;

use crate::train::manifest::{self, Entry};

use super::table::{self, Office, Row, Until};

/// Build models/kb.bin
#[derive(clap::Args)]
pub struct Args {
    /// Only check whether the file is up to date with the tables
    #[arg(long)]
    check: bool,
}

/// The folder of the tables.
pub const DATA: &str = "data/kb";
/// The table of names from benchmarks, whose classes are coarse.
const BENCHMARKS: &str = "benchmark-names.tsv";
/// Minimum rank of a row that its plain name refers to by default.
const FAMOUS: u8 = 150;
/// The same for people, who share names more often.
const VERY_FAMOUS: u8 = 180;
/// The table of the adjectives and names of countries.
const WORDS: &str = "country-words.tsv";
/// The file that is built.
const FILE: &str = "models/kb.bin";

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let bytes = bytes(Path::new(DATA))?;
    if args.check {
        if std::fs::read(FILE).ok().as_deref() != Some(&bytes) {
            bail!("{FILE} is out of date with {DATA}: run `cargo xtask kb build`");
        }
        println!("{FILE} is up to date with {DATA}");
        return Ok(());
    }
    std::fs::write(FILE, &bytes).context(FILE)?;
    let inputs = present(Path::new(DATA)).chain([WORDS]).map(str::to_owned).collect();
    let entry = Entry { inputs, scores: Vec::new() };
    manifest::update(Path::new("models/MANIFEST.toml"), "kb", "kb build", &bytes, Path::new(DATA), &entry)?;
    println!("{FILE}: {} bytes", bytes.len());
    Ok(())
}

/// The code of a country, its adjective, and its name within a sentence.
pub struct CountryWords {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    /// "French".
    pub adjective: String,
    /// "the United States".
    pub phrase: String,
}

/// Reads `country-words.tsv`.
pub fn country_words(data: &Path) -> Result<Vec<CountryWords>> {
    let path = data.join(WORDS);
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut words = Vec::new();
    for line in text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [code, adjective, phrase] = cells[..] else { bail!("{}: bad line {line:?}", path.display()) };
        let own = str::to_owned;
        words.push(CountryWords { code: own(code), adjective: own(adjective), phrase: own(phrase) });
    }
    Ok(words)
}

/// Maximum rank of universities and newspapers that are left out of the base, which every reader downloads.
/// The lists of the recogniser have their names.
const OBSCURE: u8 = 80;

/// Reads and merges the rows of all tables.
pub fn merged(data: &Path) -> Result<Vec<Row>> {
    let mut rows: Vec<Row> = Vec::new();
    let mut by_id: HashMap<u32, usize> = HashMap::new();
    let mut by_name: HashMap<(String, bool), Vec<usize>> = HashMap::new();
    for table in present(data) {
        for row in table::read(&data.join(table))? {
            let person = row.class.is_person();
            let name = (key(&row.label), person);
            let rough = table == BENCHMARKS;
            let same = |known: &Row| {
                (known.wikidata == 0 || row.wikidata == 0)
                    && compatible_kinds(known, &row, rough)
                    && (known.country == row.country || compatible_countries(known, &row))
            };
            let twin = match by_id.get(&row.wikidata).filter(|_| row.wikidata != 0) {
                Some(&at) => Some(at),
                None => by_name.get(&name).and_then(|at| at.iter().copied().find(|&at| same(&rows[at]))),
            };
            let at = match twin {
                Some(at) => {
                    merge(&mut rows[at], row);
                    at
                }
                None => {
                    by_name.entry(name).or_default().push(rows.len());
                    // A later row also matches a full alias: "Kiev" in a later source is this row's "Kyiv".
                    for (alias, _) in row.aliases.iter().filter(|(_, loss)| *loss == 0) {
                        by_name.entry((key(alias), person)).or_default().push(rows.len());
                    }
                    rows.push(row);
                    rows.len() - 1
                }
            };
            if rows[at].wikidata != 0 {
                by_id.insert(rows[at].wikidata, at);
            }
        }
    }
    rows.sort_by(|a, b| {
        let order = |r: &Row| (key(&r.label), std::cmp::Reverse(r.rank), r.wikidata);
        order(a).cmp(&order(b))
    });
    let obscure = |r: &Row| matches!(r.class, Class::University | Class::Newspaper) && r.rank <= OBSCURE;
    rows.retain(|r| !key(&r.label).is_empty() && !obscure(r));
    Ok(rows)
}

/// Whether two rows with one name may be the same entity by their classes; a `rough` source has coarse
/// classes.
fn compatible_kinds(known: &Row, row: &Row, rough: bool) -> bool {
    let (a, b) = (known.class.kind(), row.class.kind());
    let apart = |kind| matches!(kind, EntityKind::Person | EntityKind::Norp | EntityKind::Language);
    let place = |kind| matches!(kind, EntityKind::Gpe | EntityKind::Location);
    // "New York" is a city and a state; a region with exactly the name of its city shares a row with it.
    let extent = |class| match class {
        Class::Capital | Class::City | Class::Town => Some("city"),
        Class::Region => Some("region"),
        Class::Country | Class::Territory => Some("country"),
        _ => None,
    };
    let other_extent = extent(known.class).zip(extent(row.class)).is_some_and(|(known, row)| known != row);
    if other_extent && !rough && key(&known.label) != key(&row.label) {
        return false;
    }
    a == b
        || (rough
            && !apart(a)
            && !apart(b)
            && known.class != Class::University
            && ((place(a) && place(b)) || known.rank >= FAMOUS))
}

/// Whether one of two rows has no country and they may still be the same entity: a place or an organisation,
/// or a person who is the default meaning of the name, by rank or by having the plain title in the English
/// Wikipedia.
fn compatible_countries(known: &Row, row: &Row) -> bool {
    let nowhere = known.country.is_empty() || row.country.is_empty();
    let foremost = |r: &Row| r.wikipedia == "=" || (r.wikipedia == row.label && !r.wikipedia.is_empty());
    nowhere && (!row.class.is_person() || known.rank >= VERY_FAMOUS || foremost(known))
}

fn present(data: &Path) -> impl Iterator<Item = &'static str> + '_ {
    table::TABLES.iter().copied().filter(|t| data.join(t).exists())
}

/// Fills the gaps of `row` from `other`.
fn merge(row: &mut Row, other: Row) {
    row.rank = row.rank.max(other.rank);
    row.gender = row.gender.or(other.gender);
    if row.wikidata == 0 {
        row.wikidata = other.wikidata;
    }
    if row.wikipedia.is_empty() {
        row.wikipedia = if other.wikipedia == "=" { other.label.clone() } else { other.wikipedia };
    }
    if row.country.is_empty() {
        row.country = other.country;
    }
    if key(&other.label) != key(&row.label) {
        row.alias(&other.label, 0);
    }
    for (alias, loss) in other.aliases {
        row.alias(&alias, loss);
    }
    for office in other.offices {
        if !row.offices.iter().any(|known| known.what == office.what) {
            row.offices.push(office);
        }
    }
    row.offices.truncate(4);
}

/// Builds the bytes of the file.
pub fn bytes(data: &Path) -> Result<Vec<u8>> {
    let rows = merged(data)?;
    let words = country_words(data)?;
    if words.len() >= usize::from(u8::MAX) {
        bail!("there are more than 254 countries");
    }
    let country: HashMap<&str, u8> =
        words.iter().enumerate().map(|(at, w)| (w.code.as_str(), at as u8)).collect();
    let phrases = phrases(&rows);
    if phrases.len() > usize::from(u16::MAX) {
        bail!("there are more than 65,535 phrases");
    }
    let phrase_at: HashMap<&str, u32> =
        phrases.iter().enumerate().map(|(at, p)| (p.as_str(), at as u32)).collect();
    let mut draft = Draft { phrases: phrases.clone(), ..Draft::default() };
    let mut aliases: BTreeMap<(String, u32), u8> = BTreeMap::new();
    let mut country_rows: HashMap<&str, u32> = HashMap::new();

    for (at, row) in rows.iter().enumerate() {
        let at = at as u32;
        let title = row.wikipedia == "=" || row.wikipedia.replace('_', " ") == row.label;
        let gender = match row.gender {
            None => 0,
            Some(Gender::Male) => 1,
            Some(Gender::Female) => 2,
        };
        draft.labels.push(row.label.clone());
        draft.wikidata.push(row.wikidata);
        draft.class.push(row.class as u8);
        draft.flags.push(gender | if title { TITLE_IS_LABEL } else { 0 });
        draft.rank.push(row.rank);
        draft.country.push(country.get(row.country.as_str()).copied().unwrap_or(u8::MAX));
        let none = Office { what: String::new(), from: None, to: Until::Now };
        let (first, more) = row.offices.split_first().unwrap_or((&none, &[]));
        draft.phrase.push(phrase_at[first.what.as_str()]);
        draft.from.push(first.from.map_or(0, year));
        draft.to.push(until(first.to));
        for office in more {
            draft.office_entry.push(at);
            draft.office_phrase.push(phrase_at[office.what.as_str()]);
            draft.office_from.push(office.from.map_or(0, year));
            draft.office_to.push(until(office.to));
        }
        if !title && !row.wikipedia.is_empty() {
            draft.title_entry.push(at);
            draft.titles.push(row.wikipedia.replace('_', " "));
        }
        if matches!(row.class, Class::Country | Class::Territory)
            || (row.country == "EU" && row.class == Class::International)
        {
            country_rows.entry(row.country.as_str()).or_insert(at);
        }
        let own = key(&row.label);
        for (alias, loss) in &row.aliases {
            let alias = key(alias);
            if !alias.is_empty() && alias != own {
                let known = aliases.entry((alias, at)).or_insert(*loss);
                *known = (*known).min(*loss);
            }
        }
    }
    for ((alias, at), loss) in aliases {
        draft.aliases.push(alias);
        draft.alias_entry.push(at);
        draft.alias_loss.push(loss);
    }
    for word in &words {
        let Some(&row) = country_rows.get(word.code.as_str()) else {
            bail!("no row for the country {}", word.code);
        };
        draft.country_code.extend(word.code.bytes().take(2));
        draft.country_entry.push(row);
        draft.country_adjective.push(word.adjective.clone());
        draft.country_phrase.push(word.phrase.clone());
    }
    Ok(draft.write())
}

/// Returns the distinct phrases in byte order, including the empty one.
fn phrases(rows: &[Row]) -> Vec<String> {
    let mut phrases: Vec<String> = rows.iter().flat_map(|r| &r.offices).map(|o| o.what.clone()).collect();
    phrases.push(String::new());
    phrases.sort();
    phrases.dedup();
    phrases
}

fn year(year: u16) -> u8 {
    year.saturating_sub(FIRST_YEAR).clamp(1, u16::from(OPEN_ONCE) - 1) as u8
}

fn until(to: Until) -> u8 {
    match to {
        Until::Year(y) => year(y),
        Until::OpenOnce => OPEN_ONCE,
        Until::Now => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn committed_file_is_up_to_date_with_the_tables() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let built = bytes(&root.join(DATA)).unwrap();
        assert!(built == std::fs::read(root.join(FILE)).unwrap(), "run `cargo xtask kb build`");
    }
}
