//! `kb report`: how many entries of each kind, how many with ids and titles, and what is wrong with rows.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use gloss::internal::kb::Class;
use gloss::internal::kb::normalize::key;

use super::build::{DATA, bytes, country_words, merged};
use super::facts::Facts;
use super::{hand, news};

/// Prints coverage by kind and checks every row.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the public files; where it is, coverage of names in the news is printed too.
    #[arg(long, default_value = "../shared/facts")]
    facts: PathBuf,
}

/// Runs the command; rows that break a rule are an error.
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
        "\npeople by hand: {} years that a source has, {} descriptions unchecked",
        by_hand.confirmed, by_hand.unchecked
    );

    let codes: Vec<String> = country_words(data)?.into_iter().map(|w| w.code).collect();
    let mut errors = by_hand.errors;
    let mut respelt = 0;
    let mut ids: HashMap<u32, &str> = HashMap::new();
    let mut names: HashMap<(String, &str, Class), usize> = HashMap::new();
    for row in &rows {
        if row.wikidata != 0 && ids.insert(row.wikidata, &row.label).is_some() {
            errors.push(format!("Q{} twice: {}", row.wikidata, row.label));
        }
        if !row.country.is_empty() && !codes.contains(&row.country) {
            errors.push(format!("no country {:?}: {}", row.country, row.label));
        }
        if row.offices.iter().any(|o| o.what.contains('%')) && row.country.is_empty() {
            errors.push(format!("a hole for a country and no country: {}", row.label));
        }
        let aliases: HashSet<String> = row.aliases.iter().map(|(name, _)| key(name)).collect();
        if aliases.len() < row.aliases.iter().filter(|(name, _)| !key(name).is_empty()).count() {
            respelt += 1;
        }
        if !row.class.is_person() && row.wikidata == 0 {
            *names.entry((key(&row.label), &row.country, row.class)).or_default() += 1;
        }
    }
    for ((name, country, class), n) in names.into_iter().filter(|(_, n)| *n > 1) {
        errors.push(format!("{n} rows without id are {} {name:?} of {country:?}", class.word()));
    }
    println!("{respelt} rows have another name in two spellings, stored once");
    errors.sort();
    for error in errors.iter().take(40) {
        println!("  {error}");
    }
    if errors.is_empty() {
        return Ok(());
    }
    bail!("{} rows break a rule", errors.len())
}
