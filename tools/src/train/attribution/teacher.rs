//! Runs the teacher of `tools/teacher`, which labels unannotated news.

use std::collections::HashSet;
use std::fs;

use anyhow::Result;
use serde::Deserialize;
use serde_json::json;

use super::{TRAIN, gold};
use crate::corpora::Corpora;
use crate::setup::{root, run};
use crate::train::{corpus, python};

/// The soft labels that the teacher gives to unannotated news, relative to the workspace.
pub const SOFT_LABELS: &str = "target/teacher/soft-labels.ndjson";

/// The unannotated news.
pub const NEWS: [&str; 9] = [
    "names/worldwide.train.ndjson",
    "reading/te3-silver.ndjson",
    "reading/basil.ndjson",
    "names/re3d.ndjson",
    "names/uner-ewt.dev.ndjson",
    "names/uner-ewt.test.ndjson",
    "names/wikigold.ndjson",
    "dates/meantime.dev.ndjson",
    "links/msnbc.ndjson",
];

/// Trains the teacher on the corpora and has it label the news.
pub fn teach(corpora: &Corpora) -> Result<()> {
    let polnear = corpora.path(TRAIN)?.canonicalize()?;
    let folder = root().join("target/teacher");
    fs::create_dir_all(&folder)?;
    let (own, news) = (folder.join("own.ndjson"), folder.join("news.ndjson"));
    corpus::write_lines(&own, gold::own(corpora, "train")?.iter().map(|r| json!(r)))?;
    corpus::write_lines(&news, unannotated(corpora, &NEWS)?.iter().map(|text| json!({ "text": text })))?;
    run(python::program("teacher.py")?.arg(root().join(SOFT_LABELS)).args([own, polnear, news]))
}

/// Returns the texts of files of news, to label. Those of our own corpus are left out: annotated ones need no labels, and the
/// others measure.
pub fn unannotated(corpora: &Corpora, files: &[&str]) -> Result<Vec<String>> {
    let store = corpora.news()?;
    let own: HashSet<&str> = store.articles.iter().map(|a| a.document.as_str()).collect();
    let mut texts = Vec::new();
    for file in files {
        let lines = corpus::read_lines(&corpora.path(file)?, |line: Line| line)?;
        // Scores, line-ups and price lists are no news to read.
        let kept = lines.into_iter().filter(|l| !own.contains(l.id.as_str()) && l.prose >= MIN_PROSE);
        texts.extend(kept.map(|l| l.text));
    }
    Ok(texts)
}

/// A text without annotation.
#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    /// Share of the text in paragraphs that end as sentences do, where the corpus gives it.
    #[serde(default = "whole")]
    prose: f64,
}

fn whole() -> f64 {
    1.0
}

/// Minimum share of prose.
const MIN_PROSE: f64 = 0.8;
