//! Annotating incrementally after every edit gives the document of a fresh run.

use std::fs;
use std::path::PathBuf;

use gloss::{Annotator, EditCache, Options};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngSeed};

/// Texts that an edit inserts.
const PIECES: [&str; 20] = [
    "",
    " ",
    "\n",
    "\n\n",
    "s",
    ".",
    ", ",
    "“",
    "”",
    "Georgia",
    " Ana Ruiz, the mayor of Porto, ",
    "the minister",
    " said",
    " denied that ",
    "She",
    "march",
    "MARCH",
    " on Tuesday",
    "March 3, 2025",
    "é🇵🇹",
];

/// Gold articles, joined in pairs.
fn texts() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/gold/articles");
    let mut paths: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|f| f.path()).collect();
    paths.sort();
    let text = |path: &PathBuf| {
        let page = fs::read_to_string(path).ok()?;
        let (_, rest) = page.split_once("```text\n")?;
        Some(rest.split_once("\n```")?.0.to_owned())
    };
    let articles: Vec<String> = paths.iter().filter_map(text).collect();
    assert_eq!(articles.len(), 44);
    articles.chunks(2).map(|two| two.join("\n\n")).collect()
}

/// An edit: position, number of deleted characters and inserted text.
fn edit() -> impl Strategy<Value = (Index, usize, &'static str)> {
    let gone = prop_oneof![4 => Just(0), 2 => 1..4usize, 1 => 4..200usize];
    (any::<Index>(), gone, select(PIECES.as_slice()))
}

/// Returns the text after an edit.
fn edited(text: &str, at: Index, gone: usize, piece: &str) -> String {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let at = at.index(places.len());
    let end = places[(at + gone).min(places.len() - 1)];
    [&text[..places[at]], piece, &text[end..]].concat()
}

proptest! {
    #![proptest_config(Config { cases: 40, rng_seed: RngSeed::Fixed(20261123), failure_persistence: None, ..Config::default() })]

    #[test]
    fn incremental_documents_equal_fresh_documents(
        text in select(texts()),
        edits in proptest::collection::vec(edit(), 1..8),
    ) {
        let (annotator, options) = (Annotator::embedded().unwrap(), Options::default());
        let mut cache = EditCache::new();
        let mut text = text;
        annotator.annotate_incremental(&text, &options, &mut cache);
        for (at, gone, piece) in edits {
            text = edited(&text, at, gone, piece);
            let incremental = annotator.annotate_incremental(&text, &options, &mut cache);
            prop_assert_eq!(incremental, annotator.annotate(&text, &options), "after {:?} in {:?}", piece, text);
        }
    }
}

/// Replaces a cue by another of the same length, outside the words that its claim is about.
#[test]
fn replaced_cue_updates_the_reasons_of_its_claim() {
    let (annotator, options) = (Annotator::embedded().unwrap(), Options::default());
    let mut cache = EditCache::new();
    for cue in ["denied", "denies", "blames"] {
        let text = format!("Ana Ruiz {cue} rumours that Rui Teles would take over.");
        let incremental = annotator.annotate_incremental(&text, &options, &mut cache);
        assert_eq!(incremental, annotator.annotate(&text, &options), "{text}");
    }
}
