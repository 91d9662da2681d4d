//! Current heads of state and government, from world-leaders-2026 and the factbook.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Result;
use gloss::internal::kb::Class;
use gloss::internal::kb::normalize::key;

use super::super::facts::{Facts, at, id, year};
use super::super::table::{self, Office, Row, Until};
use super::countries::Countries;

/// Reads the sources and writes `leaders.tsv`.
pub fn import(facts: &Facts, data: &Path, countries: &Countries) -> Result<()> {
    let mut rows: Vec<Row> = Vec::new();
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    let folder = "world-leaders-2026/data/countries";
    for place in facts.list(folder)? {
        let file = facts.json(&format!("{folder}/{place}/current.json"))?;
        let name = at(&file, &["country", "name_en"]);
        let code = countries.code_named(name).unwrap_or("");
        for position in ["head_of_state", "head_of_government"] {
            let Some(position) = file.get("positions").and_then(|p| p.get(position)) else { continue };
            let Some(holder) = position.get("current_holder") else { continue };
            let (who, title) = (at(holder, &["name_en"]), at(position, &["title_en"]));
            if who.is_empty() || title.is_empty() {
                continue;
            }
            let mut row = Row::new(who, Class::Leader);
            row.wikidata = id(at(holder, &["wikidata_id"]));
            let page = at(holder, &["wikipedia_en"]).rsplit("/wiki/").next().unwrap_or("");
            row.wikipedia = decoded(page);
            row.country = code.to_owned();
            let what = if code.is_empty() || code == "EU" {
                format!("{} of the {name}", low(title))
            } else {
                format!("{} of %C", low(title))
            };
            row.offices.push(Office { what, from: year(at(holder, &["since"])), to: Until::Now });
            row.rank = countries.get(code).map_or(170, |c| c.rank.saturating_sub(20)).max(150);
            add(&mut rows, &mut known, row);
        }
    }
    for (code, book) in &countries.factbook {
        for office in ["chief of state", "head of government"] {
            let text = at(book, &["Government", "Executive branch", office, "text"]);
            for part in text.split(';').take(1) {
                let Some((who, since)) = part.split_once("(since") else { continue };
                let Some((title, name, given)) = titled(&plain(who)) else { continue };
                let rank = countries.get(code).map_or(150, |c| c.rank.saturating_sub(20)).max(110);
                let mut row = Row::new(&name, Class::Leader);
                for name in given {
                    row.alias(&name, 0);
                }
                row.country = code.clone();
                row.rank = rank;
                let title = match (title.as_str(), office) {
                    ("", "head of government") => "prime minister".to_owned(),
                    ("", _) => "head of state".to_owned(),
                    (title, _) => low(title),
                };
                let from = since.split(')').next().and_then(|s| s.split_whitespace().last()).and_then(year);
                row.offices.push(Office { what: format!("{title} of %C"), from, to: Until::Now });
                add(&mut rows, &mut known, row);
            }
        }
    }
    for row in &mut rows {
        surname(row, 44);
    }
    rows.sort_by(|a, b| (&a.country, &a.label).cmp(&(&b.country, &b.label)));
    let heading = [
        "Heads of state and government.",
        "Sources: open-data-archive/world-leaders-current of August 2026 (CC BY-SA 4.0), factbook of May 2026 (CC0).",
    ];
    table::write(&data.join("leaders.tsv"), &heading, &rows)
}

/// Adds the surname of a person as an alias with a loss in rank.
pub fn surname(row: &mut Row, loss: u8) {
    let family_first = matches!(row.country.as_str(), "CN" | "KR" | "KP" | "VN" | "TW" | "HK" | "KH");
    let words: Vec<&str> = row.label.split(' ').collect();
    let suffix = |w: &&&str| {
        !matches!(w.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV" | "V" | "VI" | "X" | "XIV")
    };
    let word = if family_first { words.first() } else { words.iter().rev().find(suffix) };
    if let Some(word) = word.filter(|w| words.len() > 1 && w.len() > 1) {
        let word = (*word).to_owned();
        row.alias(&word, loss);
    }
}

fn add(rows: &mut Vec<Row>, known: &mut HashMap<(String, String), usize>, row: Row) {
    let name = (key(&row.label), row.country.clone());
    match known.get(&name).and_then(|&at| rows.get_mut(at)) {
        Some(same) => {
            for (alias, loss) in row.aliases {
                same.alias(&alias, loss);
            }
            for office in row.offices {
                if !same.offices.iter().any(|o| o.what == office.what || o.from == office.from) {
                    same.offices.push(office);
                }
            }
        }
        None => {
            known.insert(name, rows.len());
            rows.push(row);
        }
    }
}

/// Splits "President Vladimir Vladimirovich PUTIN", with the surname in capitals, into title, name and full
/// names.
fn titled(text: &str) -> Option<(String, String, Vec<String>)> {
    let words: Vec<&str> =
        text.split_whitespace().filter(|w| !matches!(*w, "(Acting)" | "Acting" | "Interim")).collect();
    const TITLES: &[&str] = &[
        "President",
        "Premier",
        "Prime",
        "Minister",
        "King",
        "Queen",
        "Chancellor",
        "Supreme",
        "Leader",
        "Sultan",
        "Amir",
        "Emperor",
        "Grand",
        "Duke",
        "Prince",
        "Pope",
        "Captain",
        "Crown",
        "Chief",
        "Executive",
        "Taoiseach",
        "State",
        "General",
        "Dr.",
        "Gen.",
        "of",
        "the",
        "Council",
        "Chairman",
        "Chairperson",
        "Transitional",
        "Administration",
        "Governor",
        "Governor-General",
        "Bailiff",
        "Minister-President",
        "Secretary",
        "Cardinal",
        "Archbishop",
        "Federal",
        "and",
        "Transition",
        "Head",
        "Government",
        "Counselor",
        "Sheikh",
        "Ulu-o-Tonga",
        "Ajaw",
        "Sir",
        "Dame",
        "Lieutenant",
        "Colonel",
        "Brig.",
        "Lt.",
        "Col.",
        "Maj.",
        "Military",
    ];
    let split = words.iter().position(|w| !TITLES.contains(w))?;
    let (title, name) = words.split_at(split);
    let in_capitals =
        |w: &str| w.chars().filter(|c| c.is_alphabetic()).count() > 1 && !w.chars().any(char::is_lowercase);
    if !name.iter().any(|w| in_capitals(w)) || name.len() > 6 {
        return None;
    }
    let recased =
        |w: &&str| if in_capitals(w) && !w.ends_with('.') { capitalised(w) } else { (*w).to_owned() };
    let whole: Vec<String> = name.iter().map(recased).collect();
    let surnames: Vec<String> =
        name.iter().filter(|w| in_capitals(w) && !w.contains('.')).map(recased).collect();
    let family_first = name.first().is_some_and(|w| in_capitals(w) && !w.contains('.'));
    let short =
        if family_first { whole.join(" ") } else { format!("{} {}", whole.first()?, surnames.join(" ")) };
    let title: Vec<&str> = title
        .iter()
        .copied()
        .filter(|t| !matches!(*t, "Dr." | "Gen." | "Sir" | "Dame" | "General"))
        .collect();
    let full = whole.join(" ");
    Some((title.join(" "), short.clone(), if full == short { Vec::new() } else { vec![full] }))
}

fn capitalised(word: &str) -> String {
    let mut start = true;
    word.chars()
        .map(|c| {
            let out = if start { c.to_string() } else { c.to_lowercase().to_string() };
            start = matches!(c, '-' | '\'' | '’');
            out
        })
        .collect()
}

fn low(title: &str) -> String {
    title.to_lowercase()
}

/// Removes tags and decodes character entities.
pub fn plain(text: &str) -> String {
    let mut out = text.to_owned();
    for (entity, letter) in [
        ("&eacute;", "é"),
        ("&ccedil;", "ç"),
        ("&atilde;", "ã"),
        ("&aacute;", "á"),
        ("&iacute;", "í"),
        ("&oacute;", "ó"),
        ("&uuml;", "ü"),
        ("&ouml;", "ö"),
        ("&auml;", "ä"),
        ("&ntilde;", "ñ"),
        ("&uacute;", "ú"),
        ("&egrave;", "è"),
        ("&rsquo;", "'"),
        ("&nbsp;", " "),
        ("&Eacute;", "É"),
        ("&ocirc;", "ô"),
        ("&euml;", "ë"),
        ("&iuml;", "ï"),
        ("&amp;", "&"),
        ("&lsquo;", "'"),
    ] {
        out = out.replace(entity, letter);
    }
    while let (Some(open), Some(close)) = (out.find('<'), out.find('>')) {
        if open > close {
            break;
        }
        out.replace_range(open..=close, "");
    }
    out
}

/// Decodes a title in a URL: percent-encoding, and underscores for spaces.
fn decoded(page: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = page.bytes();
    while let Some(b) = rest.next() {
        let hex = (b == b'%').then(|| {
            let digits = [rest.next()?, rest.next()?];
            u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()
        });
        bytes.push(hex.flatten().unwrap_or(b));
    }
    String::from_utf8_lossy(&bytes).replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_in_capitals_are_recognized() {
        let (title, name, full) = titled("President Vladimir Vladimirovich PUTIN").unwrap();
        assert_eq!(
            (title.as_str(), name.as_str(), full[0].as_str()),
            ("President", "Vladimir Putin", "Vladimir Vladimirovich Putin")
        );
        assert_eq!(titled("Premier LI Qiang").unwrap().1, "Li Qiang");
        assert_eq!(decoded("Jos%C3%A9_X"), "José X");
    }
}
