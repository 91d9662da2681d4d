//! `kb report`: numbers of entries by class, with ids and titles, and errors in rows.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use gloss::internal::kb::Class;
use gloss::internal::kb::normalize::key;

use super::build::{DATA, bytes, country_words, merged};
use super::facts::Facts;
use super::{hand, news};

/// Print coverage by class and check every row
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the public files; if present, the coverage of names in the news is printed too
    #[arg(long, default_value = "../shared/facts")]
    facts: PathBuf,
}

/// Runs the command; invalid rows are an error.
pub fn run(args: &Args) -> Result<()> {
    let data = Path::new(DATA);
    let rows = merged(data)?;
    let mut kinds: BTreeMap<Class, [usize; 4]> = BTreeMap::new();
    for row in &rows {
        let count = kinds.entry(row.class).or_default();
        count[0] += 1;
        count[1] += usize::from(row.wikidata != 0);
        count[2] += usize::from(!row.wikipedia.is_empty());
        count[3] += row.aliases.len();
    }
    println!("{:<16}{:>8}{:>10}{:>10}{:>10}", "class", "entries", "Wikidata", "Wikipedia", "aliases");
    let mut total = [0; 4];
    for (class, count) in &kinds {
        println!("{:<16}{:>8}{:>10}{:>10}{:>10}", class.word(), count[0], count[1], count[2], count[3]);
        total.iter_mut().zip(count).for_each(|(t, c)| *t += c);
    }
    println!("{:<16}{:>8}{:>10}{:>10}{:>10}", "all", total[0], total[1], total[2], total[3]);
    println!("{:<16}{:>8} bytes", "file", bytes(data)?.len());
    if let Ok(facts) = Facts::open(&args.facts) {
        news::coverage(&facts, &rows)?;
    }
    let by_hand = hand::check(data)?;
    println!(
        "\nhand-written people: {} years confirmed by a source, {} unchecked descriptions",
        by_hand.confirmed, by_hand.unchecked
    );

    let codes: Vec<String> = country_words(data)?.into_iter().map(|w| w.code).collect();
    let mut errors = by_hand.errors;
    let mut with_variants = 0;
    let mut ids: HashMap<u32, &str> = HashMap::new();
    let mut names: HashMap<(String, &str, Class), usize> = HashMap::new();
    for row in &rows {
        if row.wikidata != 0 && ids.insert(row.wikidata, &row.label).is_some() {
            errors.push(format!("duplicate id Q{}: {}", row.wikidata, row.label));
        }
        if !row.country.is_empty() && !codes.contains(&row.country) {
            errors.push(format!("unknown country {:?}: {}", row.country, row.label));
        }
        if row.offices.iter().any(|o| o.what.contains('%')) && row.country.is_empty() {
            errors.push(format!("placeholder for a country, but no country: {}", row.label));
        }
        let aliases: HashSet<String> = row.aliases.iter().map(|(name, _)| key(name)).collect();
        if aliases.len() < row.aliases.iter().filter(|(name, _)| !key(name).is_empty()).count() {
            with_variants += 1;
        }
        if !row.class.is_person() && row.wikidata == 0 {
            *names.entry((key(&row.label), &row.country, row.class)).or_default() += 1;
        }
    }
    for ((name, country, class), n) in names.into_iter().filter(|(_, n)| *n > 1) {
        errors.push(format!("{n} rows without id: {} {name:?} of {country:?}", class.word()));
    }
    println!("{with_variants} rows have an alias in several spellings, stored once");
    errors.sort();
    for error in errors.iter().take(40) {
        println!("  {error}");
    }
    if errors.is_empty() {
        return Ok(());
    }
    bail!("{} errors", errors.len())
}
