//! Runs the large teacher of the name recogniser, a Python program of `tools/teacher`, and reads its labels of
//! unannotated news.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::attribution::teacher::python;
use super::corpus::{Named, write_lines};
use super::crf::LabelMask;
use crate::setup::{root, run};

/// Returns the file of the teacher's labels.
fn labels_file() -> PathBuf {
    root().join("target/teacher/names.labels")
}

/// Trains the teacher on annotated articles, each with the labels that its tokens may have, and has it label
/// others.
pub fn teach(annotated: &[(&Named, Vec<LabelMask>)], news: &[&Named], labels: usize) -> Result<()> {
    let folder = root().join("target/teacher");
    fs::create_dir_all(&folder)?;
    let record = |d: &Named| {
        let tokens: Vec<_> = d.points().collect();
        json!({ "text": d.text.text, "tokens": tokens })
    };
    let with_labels = annotated.iter().map(|(document, allowed)| {
        let mut line = record(document);
        line["allowed"] = allowed.iter().map(|mask| mask.0 & ((1 << labels) - 1)).collect();
        line
    });
    write_lines(&folder.join("names.ndjson"), with_labels)?;
    write_lines(&folder.join("names-news.ndjson"), news.iter().map(|d| record(d)))?;
    let mut command = python("names.py")?;
    command.arg(labels_file()).arg(folder.join("names.ndjson")).arg(folder.join("names-news.ndjson"));
    run(command.arg(format!("--labels={labels}")))
}

/// Reads the probability of each label of each token of each article, in units of 1/255.
pub fn read<'d>(news: impl Iterator<Item = &'d Named>, labels: usize) -> Result<Vec<Vec<u8>>> {
    let bytes = fs::read(labels_file()).context("`cargo xtask train names-teacher` writes the labels")?;
    let mut rest = bytes.as_slice();
    let mut articles = Vec::new();
    for document in news {
        let size = document.text.tokens.len() * labels;
        ensure!(size <= rest.len(), "the labels are those of other articles: train the teacher again");
        let (article, after) = rest.split_at(size);
        articles.push(article.to_vec());
        rest = after;
    }
    ensure!(rest.is_empty(), "the labels are those of other articles: train the teacher again");
    Ok(articles)
}
