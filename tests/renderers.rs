//! What leaves is read again by independent readers, and every offset cuts back to the same words.

#![expect(clippy::unwrap_used, reason = "a test may stop at what cannot be")]

use std::collections::HashMap;

use gloss::document::Document;
use gloss::render::{self, Choices, Family};
use gloss::resources::Resources;
use gloss::text::{Positions, Span, Unit};
use gloss::{Options, annotate};
use serde_json::Value;

const ARTICLE: &str = "Harbour talks fail in Lisbon\n\nLISBON, March 3, 2025 🚢 — Portugal’s prime minister, Marta Vieira, said on \
Monday that the “old harbour” would open again in June.\n\n“We have waited long enough,” Vieira told reporters 🚢. “The first \
ship may come in May,” she added, “and the last one in 2031.”\r\n\r\nThe European Commission denied that it had blocked the \
€3.5 billion plan. According to Rui Sá, a union leader, 40% of the dockers, perhaps more, are against it.\n";

const HOSTILE: &str = "<script>alert(1)</script> =1+1, \"Ana <b>Ruiz</b>\" said: “=HYPERLINK(\"//evil.example\")\t| cmd” in \
Lisbon.\u{2028}@Ruiz,\u{85}who is \u{202E}mayor\u{202C} of <img src=x onerror=alert(1)>, denied that \0 -- ]]> *it* [was](x) \
&lt;so&gt;.\n\n-3 T1\tPERSON 0 1\tx\n#1 \"Rui\nSá\" told reporters, “'); DROP TABLE claims”.\n";

/// Both texts with what was found in them.
fn read() -> Vec<(&'static str, Document)> {
    let resources = Resources::embedded();
    [ARTICLE, HOSTILE, ""].map(|text| (text, annotate(text, &resources, &Options::default()))).into()
}

fn rendered(name: &str, document: &Document, text: &str) -> String {
    render::format(name).unwrap().render(document, text, &Choices::default())
}

/// The code points of a text from one to another.
fn cut(text: &str, start: &str, end: &str) -> String {
    let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse().unwrap());
    text.chars().skip(start).take(end - start).collect()
}

/// Spans with their words, for comparing.
fn words(text: &str, spans: impl IntoIterator<Item = Span>) -> Vec<String> {
    spans.into_iter().map(|span| span.of(text).to_owned()).collect()
}

#[test]
fn the_article_has_something_of_everything() {
    let (_, document) = read().swap_remove(0);
    assert!(document.entities.len() >= 4 && document.values.len() >= 4 && document.claims.len() >= 4);
    assert!(document.claims.iter().any(|claim| claim.content.len() > 1));
}

#[test]
fn brat_cuts_back_to_the_same_words() {
    for (text, document) in read() {
        let standoff = rendered("brat", &document, text);
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
        assert!(referred.iter().all(|id| spans.contains_key(id)));
        let mentions = document.entities.iter().flat_map(|e| e.mentions.iter().map(|m| m.span));
        let flat = |words: &str| words.replace(['\n', '\r', '\u{2028}', '\u{85}'], "");
        for name in words(text, mentions) {
            assert!(spans.values().any(|found| flat(found) == flat(&name)), "{name:?}");
        }
    }
}

#[test]
fn conll_cuts_back_to_the_same_words() {
    for (text, document) in read() {
        let mut names: Vec<(u32, u32, String)> = Vec::new();
        for line in rendered("conll", &document, text).split('\n').filter(|line| !line.is_empty()) {
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
        let at = Positions::new(text, Unit::CodePoint);
        for value in &document.values {
            let (start, end) = at.span(value.span);
            let overlaps = |name: &&(u32, u32, String)| name.0 < end && start < name.1;
            let name = names.iter().find(overlaps).unwrap();
            assert!(name.0 <= start && end <= name.1, "{value:?}");
        }
    }
}

#[test]
fn spacy_finds_tokens_that_make_the_text_and_spans_that_fit_them() {
    for (text, document) in read() {
        let doc: Value = serde_json::from_str(&rendered("spacy", &document, text)).unwrap();
        assert_eq!(doc["text"], text);
        let points: Vec<char> = text.chars().collect();
        let place = |v: &Value| (v["start"].as_u64().unwrap() as usize, v["end"].as_u64().unwrap() as usize);
        let tokens: Vec<_> = doc["tokens"].as_array().unwrap().iter().map(place).collect();
        // As spaCy joins them: a token, and one space where one follows.
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
        assert!(ents.windows(2).all(|pair| pair[0].1 <= pair[1].0));
        let cues = doc["spans"]["cues"].as_array().unwrap().iter().map(place);
        let cues: Vec<String> = cues.map(|(start, end)| points[start..end].iter().collect()).collect();
        assert_eq!(cues, words(text, document.claims.iter().filter_map(|c| Some(c.cue.as_ref()?.span))));
    }
}

#[test]
fn the_tables_are_read_back_and_hold_no_formula() {
    for (text, document) in read() {
        let point = Positions::new(text, Unit::CodePoint);
        for (name, comma) in [("csv", b','), ("tsv", b'\t')] {
            let table = rendered(name, &document, text);
            let mut reader = csv::ReaderBuilder::new().delimiter(comma).from_reader(table.as_bytes());
            let columns = reader.headers().unwrap().clone();
            assert_eq!(columns.get(0), Some("claim"));
            let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
            assert_eq!(rows.len(), document.claims.len());
            for (row, claim) in rows.iter().zip(&document.claims) {
                assert!(
                    row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])),
                    "{row:?}"
                );
                let of = |column| row.get(columns.iter().position(|c| c == column).unwrap()).unwrap();
                let (start, end) = point.span(claim.span);
                assert_eq!([of("start"), of("end")], [&*start.to_string(), &*end.to_string()]);
                let said = words(text, claim.content.iter().copied()).join(" … ");
                let even = |words: &str| words.replace(|c: char| c.is_whitespace() || c.is_control(), "");
                assert_eq!(even(of("content").trim_start_matches('\'')), even(said.trim_start_matches('\'')));
            }
        }
    }
}

#[test]
fn a_draft_of_a_review_never_rates() {
    for (text, document) in read() {
        let drafts = rendered("claimreview", &document, text);
        let parsed: Value = serde_json::from_str(&drafts).unwrap();
        for draft in parsed["@graph"].as_array().unwrap() {
            assert_eq!(draft["creativeWorkStatus"], "Draft");
            assert!(draft["claimReviewed"].as_str().is_some_and(|words| !words.is_empty()));
        }
        assert!(!drafts.to_lowercase().contains("rating"));
    }
}

#[test]
fn only_an_address_of_the_web_is_passed_on() {
    let (text, document) = read().swap_remove(0);
    for (given, kept) in [
        ("https://example.org/a?b=1", true),
        ("javascript:alert(1)", false),
        ("https://example.org/\"><script>", false),
        ("example.org", false),
    ] {
        let choices = Choices { address: Some(given.to_owned()), ..Choices::default() };
        let out = render::format("claimreview").unwrap().render(&document, text, &choices);
        assert_eq!(out.contains("\"url\""), kept, "{given}");
    }
}

#[test]
fn what_is_left_out_is_in_no_form_for_reading() {
    let (text, document) = read().swap_remove(0);
    let choices = Choices { without: vec![Family::Person], without_claims: true, ..Choices::default() };
    for name in ["rich", "markdown", "html"] {
        let out = render::format(name).unwrap().render(&document, text, &choices);
        assert!(!out.contains("Who says what") && !out.contains("Vieira:"), "{name}");
        assert!(out.contains("European Commission"), "{name}");
    }
    let start = text.find("“We have").unwrap() as u32;
    let within = Some(Span::new(start, text.len() as u32));
    let choices = Choices { within, ..Choices::default() };
    let out = render::format("markdown").unwrap().render(&document, text, &choices);
    assert!(out.starts_with("“We have waited") && !out.contains("old harbour"));
}

#[test]
fn a_citation_reads_as_a_sentence_and_names_the_article() {
    let (text, document) = read().swap_remove(0);
    let cited = rendered("citation", &document, text);
    assert_eq!(cited.lines().count(), document.claims.len());
    let from = " [“Harbour talks fail in Lisbon”]";
    assert!(cited.lines().all(|line| line.ends_with(from)), "{cited}");
    assert!(cited.contains("European Commission denied: it had blocked the €3.5 billion plan"), "{cited}");
    assert!(cited.contains("Marta Vieira, Portugal’s prime minister, said: the “old harbour”"), "{cited}");
    assert!(cited.contains("Marta Vieira, Portugal’s prime minister, said: “We have waited"), "{cited}");
}
