//! Runs the large teacher of the name recogniser, a Python program of `tools/teacher`, and reads its labels of
//! unannotated news.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::corpus::{Named, write_lines};
use super::crf::LabelMask;
use super::distillation::Example;
use super::python;
use crate::setup::{root, run};

/// Returns the file of the teacher's labels.
fn labels_file() -> PathBuf {
    root().join("target/teacher/names.labels")
}

/// An article for the teacher.
pub struct Article<'d> {
    /// The article.
    pub document: &'d Named,
    /// The labels that the annotation allows for each token, and the half of the annotated articles that this
    /// one belongs to; `None` if it is not annotated.
    pub annotation: Option<(Vec<LabelMask>, usize)>,
}

/// Trains the teachers on the annotated articles and has them label all.
pub fn teach(articles: &[Article], labels: usize) -> Result<()> {
    let folder = root().join("target/teacher");
    fs::create_dir_all(&folder)?;
    let record = |article: &Article| {
        let tokens: Vec<_> = article.document.points().collect();
        let mut line = json!({ "text": article.document.text.text, "tokens": tokens });
        if let Some((allowed, half)) = &article.annotation {
            line["allowed"] = allowed.iter().map(|mask| mask.0 & ((1 << labels) - 1)).collect();
            line["half"] = json!(half);
        }
        line
    };
    write_lines(&folder.join("names.ndjson"), articles.iter().map(record))?;
    let mut command = python::program("names.py")?;
    command.arg(labels_file()).arg(folder.join("names.ndjson"));
    run(command.arg(format!("--labels={labels}")))
}

/// Adds to each example the probability of each label of each token, in units of 1/255.
pub fn read<'e, 'd: 'e>(examples: impl Iterator<Item = &'e mut Example<'d>>, labels: usize) -> Result<()> {
    let bytes = fs::read(labels_file()).context("`cargo xtask train names-teacher` writes the labels")?;
    let mut rest = bytes.as_slice();
    for example in examples {
        let size = example.document.text.tokens.len() * labels;
        ensure!(size <= rest.len(), "the labels are those of other articles: train the teacher again");
        let (reading, after) = rest.split_at(size);
        example.reading = reading.to_vec();
        rest = after;
    }
    ensure!(rest.is_empty(), "the labels are those of other articles: train the teacher again");
    Ok(())
}
