//! Coverage of the names in the news of one broadcaster by the knowledge base, by kind.
//!
//! The list of names is only used for this measure. Nothing of it goes into the base.

use std::collections::{BTreeMap, HashSet};

use anyhow::Result;
use gloss::internal::kb::normalize::key;

use super::facts::{Facts, cell};
use super::table::Row;

/// The file of names with the number of articles for each.
const FILE: &str = "names-in-news/titles.tsv";

/// Prints the numbers of titles and of mentions, and the shares covered by some row, by kind.
pub fn coverage(facts: &Facts, rows: &[Row]) -> Result<()> {
    let plain = |name: &str| key(&name.split([',', '(']).next().unwrap_or("").replace('_', " "));
    let known: HashSet<String> = rows
        .iter()
        .flat_map(|r| {
            [plain(&r.label), plain(&r.wikipedia)].into_iter().chain(r.aliases.iter().map(|a| plain(&a.0)))
        })
        .collect();
    let mut counts: BTreeMap<&str, [u32; 4]> = BTreeMap::new();
    for name in facts.records(FILE, b'\t')? {
        let types = cell(&name, "types");
        let has = |t: &str| types.split(',').any(|known| known == t);
        let kind = match () {
            () if has("person") => "people",
            () if has("gpe") || has("location") => "places",
            () if has("organization") => "organisations",
            () => "other names",
        };
        let articles: u32 = cell(&name, "articles").parse().unwrap_or(0);
        let covered = known.contains(&plain(cell(&name, "wikipedia_title_2018")));
        for of in [kind, "all"] {
            let count = counts.entry(of).or_default();
            count[0] += 1;
            count[2] += articles;
            if covered {
                count[1] += 1;
                count[3] += articles;
            }
        }
    }
    if !counts.is_empty() {
        println!(
            "\n{:<16}{:>8}{:>10}{:>10}{:>10}",
            "in the news", "titles", "covered", "mentions", "covered"
        );
    }
    for (kind, [titles, covered, mentions, covered_mentions]) in counts {
        println!(
            "{kind:<16}{titles:>8}{:>9}%{mentions:>10}{:>9}%",
            covered * 100 / titles.max(1),
            covered_mentions * 100 / mentions.max(1)
        );
    }
    Ok(())
}
