//! Every export format is parsed by an independent reader, and every offset gives back the same words.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod read_back;

use gloss::document::Document;
use gloss::render;
use gloss::render::ExportOptions;
use gloss::render::KindFamily;
use gloss::text::Positions;
use gloss::text::Span;
use gloss::text::Unit;
use gloss::{Annotator, Options};

const ARTICLE: &str = "Harbour talks fail in Lisbon\n\nLISBON, March 3, 2025 🚢 — Portugal’s prime minister, Marta Vieira, said on \
Monday that the “old harbour” would open again in June.\n\n“We have waited long enough,” Vieira told reporters 🚢. “The first \
ship may come in May,” she added, “and the last one in 2031.”\r\n\r\nThe European Commission denied that it had blocked the \
€3.5 billion plan. According to Rui Sá, a union leader, 40% of the dockers, perhaps more, are against it.\n";

const HOSTILE: &str = "<script>alert(1)</script> =1+1, \"Ana <b>Ruiz</b>\" said: “=HYPERLINK(\"//evil.example\")\t| cmd” in \
Lisbon.\u{2028}@Ruiz,\u{85}who is \u{202E}mayor\u{202C} of <img src=x onerror=alert(1)>, denied that \0 -- ]]> *it* [was](x) \
&lt;so&gt;.\n\n-3 T1\tPERSON 0 1\tx\n#1 \"Rui\nSá\" told reporters, “'); DROP TABLE claims”.\n";

/// An article, a text full of markup and an empty one, with their documents.
fn read() -> Vec<(&'static str, Document)> {
    let annotator = Annotator::embedded().unwrap();
    [ARTICLE, HOSTILE, ""].map(|text| (text, annotator.annotate(text, &Options::default()))).into()
}

fn rendered(name: &str, document: &Document, text: &str) -> String {
    render::format(name).unwrap().render(document, text, &ExportOptions::default())
}

/// Words of spans.
fn words(text: &str, spans: impl IntoIterator<Item = Span>) -> Vec<String> {
    spans.into_iter().map(|span| span.of(text).to_owned()).collect()
}

#[test]
fn article_has_entities_values_and_split_claims() {
    let (_, document) = read().swap_remove(0);
    assert!(document.entities.len() >= 4 && document.values.len() >= 4 && document.claims.len() >= 4);
    assert!(document.claims.iter().any(|claim| claim.content.len() > 1));
}

#[test]
fn brat_offsets_give_back_every_mention() {
    for (text, document) in read() {
        let spans = read_back::brat(text, &rendered("brat", &document, text));
        let mentions = document.entities.iter().flat_map(|e| e.mentions.iter().map(|m| m.span));
        let flat = |words: &str| words.replace(['\n', '\r', '\u{2028}', '\u{85}'], "");
        for name in words(text, mentions) {
            assert!(spans.iter().any(|found| flat(found) == flat(&name)), "{name:?}");
        }
    }
}

#[test]
fn conll_columns_contain_every_value() {
    for (text, document) in read() {
        let names = read_back::conll(text, &rendered("conll", &document, text));
        let at = Positions::new(text, Unit::CodePoint);
        for value in &document.values {
            let (start, end) = at.span(value.span);
            let name = names.iter().find(|name| name.0 < end && start < name.1).unwrap();
            assert!(name.0 <= start && end <= name.1, "{value:?}");
        }
    }
}

#[test]
fn spacy_tokens_make_the_text_and_spans_align_with_them() {
    for (text, document) in read() {
        let doc = read_back::spacy(text, &rendered("spacy", &document, text));
        let points: Vec<char> = text.chars().collect();
        let cues = doc["spans"]["cues"].as_array().unwrap().iter().map(read_back::place);
        let cues: Vec<String> = cues.map(|(start, end)| points[start..end].iter().collect()).collect();
        assert_eq!(cues, words(text, document.claims.iter().filter_map(|c| Some(c.cue.as_ref()?.span))));
    }
}

#[test]
fn tables_have_a_row_per_claim_and_no_formula() {
    for (text, document) in read() {
        let point = Positions::new(text, Unit::CodePoint);
        for (name, comma) in [("csv", b','), ("tsv", b'\t')] {
            let rows = read_back::table(&rendered(name, &document, text), comma);
            assert_eq!(rows.len(), document.claims.len());
            for (row, claim) in rows.iter().zip(&document.claims) {
                let (start, end) = point.span(claim.span);
                assert_eq!([&row["start"], &row["end"]], [&*start.to_string(), &*end.to_string()]);
                let said = words(text, claim.content.iter().copied()).join(" … ");
                let even = |words: &str| words.replace(|c: char| c.is_whitespace() || c.is_control(), "");
                assert_eq!(
                    even(row["content"].trim_start_matches('\'')),
                    even(said.trim_start_matches('\''))
                );
            }
        }
    }
}

#[test]
fn claim_review_draft_has_no_rating() {
    for (text, document) in read() {
        let drafts = rendered("claimreview", &document, text);
        read_back::drafts(&drafts);
        assert!(!drafts.to_lowercase().contains("rating"));
    }
}

#[test]
fn only_a_web_url_is_exported() {
    let (text, document) = read().swap_remove(0);
    for (given, kept) in [
        ("https://example.org/a?b=1", true),
        ("javascript:alert(1)", false),
        ("https://example.org/\"><script>", false),
        ("example.org", false),
    ] {
        let options = ExportOptions { url: Some(given.to_owned()), ..ExportOptions::default() };
        let out = render::format("claimreview").unwrap().render(&document, text, &options);
        assert_eq!(out.contains("\"url\""), kept, "{given}");
    }
}

#[test]
fn readable_formats_leave_out_excluded_families_and_other_passages() {
    let (text, document) = read().swap_remove(0);
    let options =
        ExportOptions { exclude: vec![KindFamily::Person], exclude_claims: true, ..ExportOptions::default() };
    for name in ["rich", "markdown", "html"] {
        let out = render::format(name).unwrap().render(&document, text, &options);
        assert!(!out.contains("Who says what") && !out.contains("Vieira:"), "{name}");
        assert!(out.contains("European Commission"), "{name}");
    }
    let start = text.find("“We have").unwrap() as u32;
    let passage = Some(Span::new(start, text.len() as u32));
    let options = ExportOptions { passage, ..ExportOptions::default() };
    let out = render::format("markdown").unwrap().render(&document, text, &options);
    assert!(out.starts_with("“We have waited") && !out.contains("old harbour"));
}

#[test]
fn export_of_a_passage_has_offsets_within_it() {
    for (text, document) in read() {
        for claim in &document.claims {
            let options = ExportOptions {
                passage: Some(claim.span),
                exclude: vec![KindFamily::Place],
                ..ExportOptions::default()
            };
            let rendered = |name| render::format(name).unwrap().render(&document, text, &options);
            let passage = claim.span.of(text);
            let json = read_back::json(passage, &rendered("json"));
            let points: Vec<char> = passage.chars().collect();
            let chosen = json["claims"].as_array().unwrap();
            let inside: Vec<_> = document.claims.iter().filter(|c| claim.span.contains(c.span)).collect();
            assert_eq!(chosen.len(), inside.len());
            for (chosen, claim) in chosen.iter().zip(inside) {
                let places = chosen["reasons"].as_array().unwrap().iter().map(read_back::place);
                let found: Vec<String> =
                    places.map(|(start, end)| points[start..end].iter().collect()).collect();
                let given = words(text, claim.reasons.iter().map(|r| r.span));
                assert!(found.iter().all(|words| given.contains(words)), "{found:?} of {given:?}");
            }
            read_back::brat(passage, &rendered("brat"));
            read_back::conll(passage, &rendered("conll"));
            read_back::spacy(passage, &rendered("spacy"));
        }
    }
}

#[test]
fn citation_is_a_sentence_that_names_the_article() {
    let (text, document) = read().swap_remove(0);
    let cited = rendered("citation", &document, text);
    assert_eq!(cited.lines().count(), document.claims.len());
    let from = " [“Harbour talks fail in Lisbon”]";
    assert!(cited.lines().all(|line| line.ends_with(from)), "{cited}");
    assert!(cited.contains("European Commission denied: it had blocked the €3.5 billion plan"), "{cited}");
    assert!(cited.contains("Marta Vieira, Portugal’s prime minister, said: the “old harbour”"), "{cited}");
    assert!(
        cited.contains("“We have waited long enough,” — Marta Vieira, Portugal’s prime minister"),
        "{cited}"
    );
}
