//! The tables under `data/kb`: tab-separated, one entry per row, comments start with `#`.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};
use gloss::internal::kb::Class;
use gloss::internal::lexicon::Gender;

/// The header of every table: the names of the columns.
pub const COLUMNS: &str = "label\tclass\twikidata\twikipedia\tcountry\trank\tgender\taliases\toffices";

/// The tables, the most trusted first: rows about one entity are merged, and the first one takes precedence.
pub const TABLES: &[&str] = &[
    "countries.tsv",
    "demonyms.tsv",
    "hand-people.tsv",
    "hand-places.tsv",
    "hand-bodies.tsv",
    "hand-events.tsv",
    "leaders.tsv",
    "congress.tsv",
    "office-holders.tsv",
    "capitals.tsv",
    "us-states.tsv",
    "cities.tsv",
    "us-towns.tsv",
    "regions.tsv",
    "international.tsv",
    "agencies.tsv",
    "bodies.tsv",
    "parties.tsv",
    "companies.tsv",
    "newspapers.tsv",
    "universities.tsv",
    "benchmark-names.tsv",
];

/// One entry of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The name.
    pub label: String,
    /// The class.
    pub class: Class,
    /// The number of the Wikidata item, 0 if unknown.
    pub wikidata: u32,
    /// The title in the English Wikipedia; `=` if it is the label, empty if unknown.
    pub wikipedia: String,
    /// The ISO 3166-1 alpha-2 code, or empty.
    pub country: String,
    /// Prominence in the news, 0 to 255.
    pub rank: u8,
    /// The gender of a person.
    pub gender: Option<Gender>,
    /// The aliases, each with its loss in rank.
    pub aliases: Vec<(String, u8)>,
    /// The offices or descriptions, the most important first.
    pub offices: Vec<Office>,
    /// In hand-written rows, the tables that confirm the years, separated by "; ", or [`UNCHECKED`].
    pub source: String,
}

/// The source of general knowledge that no table confirms.
pub const UNCHECKED: &str = "general knowledge, unchecked";

/// An office or description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// The phrase, with `%A` for the adjective and `%C` for the name of the country.
    pub what: String,
    /// The first year.
    pub from: Option<u16>,
    /// The end.
    pub to: Until,
}

/// The end of an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Until {
    /// It ended in this year.
    Year(u16),
    /// It was open in a source that is out of date.
    OpenOnce,
    /// It is held today, or timeless.
    Now,
}

impl Row {
    /// Makes a row with only a label and a class.
    pub fn new(label: &str, class: Class) -> Self {
        Self {
            label: clean(label),
            class,
            wikidata: 0,
            wikipedia: String::new(),
            country: String::new(),
            rank: 0,
            gender: None,
            aliases: Vec::new(),
            offices: Vec::new(),
            source: String::new(),
        }
    }

    /// Adds a timeless description.
    pub fn described(mut self, what: &str) -> Self {
        if !what.is_empty() {
            self.offices.push(Office { what: clean(what), from: None, to: Until::Now });
        }
        self
    }

    /// Adds an alias unless it is present.
    pub fn alias(&mut self, name: &str, loss: u8) {
        let name = clean(name);
        if !name.is_empty() && name != self.label && !self.aliases.iter().any(|(known, _)| *known == name) {
            self.aliases.push((name, loss));
        }
    }

    fn line(&self) -> String {
        let id = if self.wikidata == 0 { String::new() } else { format!("Q{}", self.wikidata) };
        let gender = match self.gender {
            Some(Gender::Male) => "m",
            Some(Gender::Female) => "f",
            None => "",
        };
        let aliases: Vec<String> = self
            .aliases
            .iter()
            .map(|(name, loss)| if *loss == 0 { name.clone() } else { format!("{name}~{loss}") })
            .collect();
        let offices: Vec<String> = self.offices.iter().map(Office::text).collect();
        let (class, aliases, offices) = (self.class.word(), aliases.join("|"), offices.join("|"));
        format!(
            "{}\t{class}\t{id}\t{}\t{}\t{}\t{gender}\t{aliases}\t{offices}",
            self.label, self.wikipedia, self.country, self.rank
        )
    }

    fn parse(line: &str) -> Result<Self> {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().unwrap_or("");
        let label = cell();
        let word = cell();
        let class = Class::from_word(word).with_context(|| format!("no class {word:?}"))?;
        let mut row = Self::new(label, class);
        if label.is_empty() || row.label != label {
            bail!("label {label:?} is empty or has irregular white space");
        }
        let id = cell();
        if !id.is_empty() {
            row.wikidata = id.strip_prefix('Q').and_then(|n| n.parse().ok()).context("bad Wikidata id")?;
        }
        row.wikipedia = cell().to_owned();
        row.country = cell().to_owned();
        row.rank = match cell() {
            "" => 60,
            rank => rank.parse().context("bad rank")?,
        };
        row.gender = match cell() {
            "m" => Some(Gender::Male),
            "f" => Some(Gender::Female),
            "" => None,
            other => bail!("bad gender {other:?}"),
        };
        for alias in cell().split('|').filter(|a| !a.is_empty()) {
            match alias.rsplit_once('~') {
                Some((name, loss)) => row.aliases.push((name.to_owned(), loss.parse().context("bad loss")?)),
                None => row.aliases.push((alias.to_owned(), 0)),
            }
        }
        row.offices =
            cell().split('|').filter(|o| !o.is_empty()).map(Office::parse).collect::<Result<Vec<_>>>()?;
        row.source = cell().to_owned();
        Ok(row)
    }
}

impl Office {
    fn text(&self) -> String {
        match (self.from, self.to) {
            (None, Until::Now) => self.what.clone(),
            (from, to) => {
                let from = from.map(|y| y.to_string()).unwrap_or_default();
                let to = match to {
                    Until::Year(year) => year.to_string(),
                    Until::OpenOnce => "?".to_owned(),
                    Until::Now => String::new(),
                };
                format!("{}@{from}-{to}", self.what)
            }
        }
    }

    fn parse(text: &str) -> Result<Self> {
        let Some((what, years)) = text.rsplit_once('@') else {
            return Ok(Self { what: text.to_owned(), from: None, to: Until::Now });
        };
        let (from, to) = years.split_once('-').with_context(|| format!("bad years in {text:?}"))?;
        let from = if from.is_empty() { None } else { Some(from.parse().context("bad year")?) };
        let to = match to {
            "" => Until::Now,
            "?" => Until::OpenOnce,
            year => Until::Year(year.parse().context("bad year")?),
        };
        Ok(Self { what: what.to_owned(), from, to })
    }
}

/// Reads a table; an invalid line is an error with its number.
pub fn read(path: &Path) -> Result<Vec<Row>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#') && !line.starts_with(COLUMNS))
        .map(|(at, line)| Row::parse(line).with_context(|| format!("{}:{}", path.display(), at + 1)))
        .collect()
}

/// Writes a table after a heading of comment lines (source, licence, date).
pub fn write(path: &Path, heading: &[&str], rows: &[Row]) -> Result<()> {
    let mut text = String::new();
    for line in heading {
        writeln!(text, "# {line}")?;
    }
    writeln!(text, "{COLUMNS}")?;
    for row in rows.iter().filter(|r| !r.label.is_empty()) {
        writeln!(text, "{}", row.line())?;
    }
    std::fs::write(path, text).with_context(|| path.display().to_string())?;
    println!("{:>6} rows  {}", rows.len(), path.display());
    Ok(())
}

/// Normalises the white space of a cell and replaces the separators of the tables.
pub fn clean(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| match c {
            '|' => '/',
            '~' => '-',
            '@' => ' ',
            c if c.is_control() || c == '\u{a0}' => ' ',
            c => c,
        })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_back_as_written() {
        let mut row = Row::new("Ann  Example", Class::Minister);
        (row.wikidata, row.rank, row.gender) = (42, 99, Some(Gender::Female));
        (row.wikipedia, row.country) = ("=".to_owned(), "FR".to_owned());
        row.alias("A. Example", 0);
        row.alias("Example", 64);
        row.alias("Ann Example", 0);
        row.offices.push(Office { what: "%A foreign minister".into(), from: Some(2024), to: Until::Now });
        row.offices.push(Office { what: "mayor".into(), from: None, to: Until::Year(2001) });
        row.offices.push(Office { what: "singer".into(), from: None, to: Until::Now });
        assert_eq!(Row::parse(&row.line()).unwrap(), row);
        assert!(Row::parse("x\tnonsense").is_err() && Row::parse("\tcity").is_err());
    }
}
