//! Any article in every export format.

use gloss::Options;
use gloss::render::ExportOptions;
use gloss::render::FORMATS;
use gloss::render::KindFamily;
use gloss::render::NameStyle;
use gloss::text::Span;
use serde_json::Value;

use super::{ANNOTATOR, parts, read_back};

/// Elements of the HTML formats.
const ELEMENTS: [&str; 32] = [
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "article",
    "h1",
    "h2",
    "h3",
    "p",
    "a",
    "span",
    "b",
    "i",
    "sup",
    "bdi",
    "ul",
    "ol",
    "li",
    "section",
    "aside",
    "div",
    "footer",
    "blockquote",
    "br",
    "strong",
    "em",
    "cite",
    "header",
    "details",
];

/// Renders any text in every format with any options.
pub fn exports(data: &[u8]) {
    let [text, options, address] = parts(data);
    let document = ANNOTATOR.annotate(&text, &Options::default());
    let options = export_options(&text, options.as_bytes(), &address);
    let passage = options.passage.map_or(text.as_str(), |passage| passage.of(&text));
    for format in FORMATS {
        let form = format.render(&document, &text, &options);
        match format.name {
            "json" => drop(read_back::json(passage, &form)),
            "html" | "rich" | "rich-citation" => check_html(&form),
            "annotations" => assert!(serde_json::from_str::<Value>(&form).is_ok(), "{form}"),
            "brat" => drop(read_back::brat(passage, &form)),
            "conll" => drop(read_back::conll(passage, &form)),
            "spacy" => drop(read_back::spacy(passage, &form)),
            "csv" => drop(read_back::table(&form, b',')),
            "tsv" => drop(read_back::table(&form, b'\t')),
            "claimreview" => read_back::drafts(&form),
            _ => {}
        }
    }
}

/// Returns export options made from bytes.
fn export_options(text: &str, bytes: &[u8], address: &str) -> ExportOptions {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let boundary = |byte: u8| {
        let at = text.len() * usize::from(byte.min(127)) / 127;
        (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0) as u32
    };
    let (start, end) = (boundary(byte(3)), boundary(byte(4)));
    let excluded = |at: usize| byte(2) >> at & 1 == 1;
    ExportOptions {
        url: (!address.is_empty()).then(|| address.to_owned()),
        name_style: [NameStyle::Footnotes, NameStyle::Links, NameStyle::Plain][usize::from(byte(0)) % 3],
        lists: byte(1) & 1 == 0,
        claim: (byte(1) & 2 != 0).then_some(usize::from(byte(1) >> 2)),
        exclude: KindFamily::ALL
            .into_iter()
            .enumerate()
            .filter(|(at, _)| excluded(*at))
            .map(|(_, f)| f)
            .collect(),
        exclude_claims: byte(1) & 64 != 0,
        passage: (start < end).then(|| Span::new(start, end)),
    }
}

/// Checks that only [`ELEMENTS`] occur and that they nest.
fn check_html(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html.strip_prefix("<!doctype html>").unwrap_or(html);
    while let Some(at) = rest.find('<') {
        let end = rest[at..].find('>').map(|end| at + end);
        let Some(tag) = end.and_then(|end| rest.get(at + 1..end)) else { panic!("an unclosed tag: {html}") };
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        assert!(ELEMENTS.contains(&name), "<{tag}> in {html}");
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{html}");
        } else if !matches!(name, "meta" | "br") {
            open.push(name);
        }
        rest = &rest[at + tag.len() + 2..];
    }
    assert!(open.is_empty(), "{open:?} in {html}");
}
