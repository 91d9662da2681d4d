//! Independent readers of the export formats that panic at malformed output, shared by the tests of the
//! renderers and the fuzz targets.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::HashMap;

use serde_json::Value;

/// Returns the text between two offsets in code points.
fn cut(text: &str, start: &str, end: &str) -> String {
    let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse().unwrap());
    text.chars().skip(start).take(end - start).collect()
}

/// Reads the JSON document: every offset lies in the text, every index of an entity, of somebody without
/// a name, of a value or a claim exists.
pub fn json(text: &str, form: &str) -> Value {
    let document: Value = serde_json::from_str(form).unwrap();
    let length = text.chars().count() as u64;
    let count = |list: &str| document[list].as_array().unwrap().len() as u64;
    let (entities, values, claims) = (count("entities"), count("values"), count("claims"));
    let unnamed = count("unnamed");
    visit(&document, &mut |fields| {
        if let (Some(start), Some(end)) = (fields.get("start"), fields.get("end")) {
            let (start, end) = (start.as_u64().unwrap(), end.as_u64().unwrap());
            assert!(start <= end && end <= length, "{fields:?} in {text:?}");
        }
        for (field, value) in fields {
            let names = match field.as_str() {
                "of" | "entity" | "entities" | "candidates" | "named" => entities,
                "unnamed" => unnamed,
                "values" => values,
                "parent" => claims,
                _ => continue,
            };
            let numbers = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            assert!(numbers.iter().filter_map(Value::as_u64).all(|n| n < names), "{field} of {fields:?}");
        }
    });
    document
}

/// Visits every object in a value.
fn visit(json: &Value, see: &mut impl FnMut(&serde_json::Map<String, Value>)) {
    match json {
        Value::Object(fields) => {
            see(fields);
            fields.values().for_each(|inner| visit(inner, see));
        }
        Value::Array(items) => items.iter().for_each(|inner| visit(inner, see)),
        _ => {}
    }
}

/// Reads brat's standoff format: offsets give the words beside them, and annotations refer to spans that
/// exist. Returns the words of every span, its pieces joined.
pub fn brat(text: &str, standoff: &str) -> Vec<String> {
    let (mut spans, mut referred) = (HashMap::new(), Vec::new());
    for line in standoff.lines() {
        let (id, rest) = line.split_once('\t').unwrap();
        if let Some(number) = id.strip_prefix('T') {
            let (what, words) = rest.split_once('\t').unwrap();
            let (kind, places) = what.split_once(' ').unwrap();
            assert!(kind.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "{kind}");
            let pieces: Vec<String> = places
                .split(';')
                .map(|place| place.split_once(' ').map(|(start, end)| cut(text, start, end)).unwrap())
                .collect();
            assert_eq!(pieces.join(" "), words);
            spans.insert(number.parse::<usize>().unwrap(), pieces.concat());
        } else {
            assert!(["*", "R", "A", "N", "#"].iter().any(|k| id.starts_with(k)), "{line}");
            let numbers = rest.split(['\t']).next().unwrap().split([' ', ':']);
            referred.extend(numbers.filter_map(|word| word.strip_prefix('T')?.parse::<usize>().ok()));
        }
    }
    assert!(referred.iter().all(|id| spans.contains_key(id)), "{standoff}");
    spans.into_values().collect()
}

/// Reads CoNLL columns: offsets give the words beside them. Returns start, end and kind of every name.
pub fn conll(text: &str, columns: &str) -> Vec<(u32, u32, String)> {
    let mut names: Vec<(u32, u32, String)> = Vec::new();
    for line in columns.split('\n').filter(|line| !line.is_empty()) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [word, start, end, _, _, tag] = columns[..] else { panic!("{line:?}") };
        assert_eq!(cut(text, start, end), word);
        let (start, end) = (start.parse().unwrap(), end.parse().unwrap());
        match (tag.split_once('-'), names.last_mut()) {
            (Some(("B", kind)), _) => names.push((start, end, kind.to_owned())),
            (Some(("I", kind)), Some(last)) => {
                assert_eq!(last.2, kind);
                last.1 = end;
            }
            (found, _) => assert!(found.is_none(), "{line:?}"),
        }
    }
    names
}

/// Reads spaCy's document: its tokens make the text, and every span starts and ends at a token.
pub fn spacy(text: &str, form: &str) -> Value {
    let doc: Value = serde_json::from_str(form).unwrap();
    assert_eq!(doc["text"], text);
    let points: Vec<char> = text.chars().collect();
    let tokens: Vec<_> = doc["tokens"].as_array().unwrap().iter().map(place).collect();
    // spaCy joins tokens with at most one space.
    let mut joined = String::new();
    for (i, &(start, end)) in tokens.iter().enumerate() {
        joined.extend(&points[start..end]);
        let next = tokens.get(i + 1).map_or(points.len(), |t| t.0);
        joined.push_str(if end < next { " " } else { "" });
    }
    assert_eq!(joined, text);
    let groups = doc["spans"].as_object().unwrap().values().chain([&doc["ents"], &doc["sents"]]);
    for span in groups.flat_map(|group| group.as_array().unwrap()) {
        let (start, end) = place(span);
        assert!(tokens.iter().any(|t| t.0 == start) && tokens.iter().any(|t| t.1 == end), "{span}");
    }
    let ents: Vec<_> = doc["ents"].as_array().unwrap().iter().map(place).collect();
    assert!(ents.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{ents:?}");
    doc
}

/// Returns the `start` and `end` of an object, in code points.
pub fn place(of: &Value) -> (usize, usize) {
    (of["start"].as_u64().unwrap() as usize, of["end"].as_u64().unwrap() as usize)
}

/// Reads a table: rows of one length, and no cell that a spreadsheet takes for a formula. Returns the rows as
/// cells by column.
pub fn table(table: &str, delimiter: u8) -> Vec<HashMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(table.as_bytes());
    let columns = reader.headers().unwrap().clone();
    assert_eq!(columns.get(0), Some("claim"));
    let read = |row: csv::StringRecord| {
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{row:?}");
        columns.iter().zip(&row).map(|(column, cell)| (column.to_owned(), cell.to_owned())).collect()
    };
    reader.records().map(|row| read(row.unwrap())).collect()
}

/// Reads drafts of claim reviews: each reviews a claim with words, without a rating.
pub fn drafts(form: &str) {
    let parsed: Value = serde_json::from_str(form).unwrap();
    for draft in parsed["@graph"].as_array().unwrap() {
        assert_eq!(draft["creativeWorkStatus"], "Draft");
        assert!(draft["claimReviewed"].as_str().is_some_and(|words| !words.is_empty()), "{draft}");
    }
    visit(&parsed, &mut |fields| assert!(fields.keys().all(|field| !field.contains("ating")), "{fields:?}"));
}
