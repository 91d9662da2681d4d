//! Checksums of the documents of all corpora and of the project's own gold articles.
//!
//! A refactoring must not change a document: a run before it saves a table with one checksum a corpus
//! (`--save`), a run after it compares (`--against`). A checksum covers every byte that `annotate --ndjson`
//! prints for the corpus. Never measures whether a document is right.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use gloss::{Annotator, Options};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::gold;
use crate::annotate::{cores, stream};

/// Hexadecimal digits of a checksum that are printed.
const DIGITS: usize = 16;

/// The name under which the project's own gold articles are listed.
const GOLD: &str = "tests/gold/articles";

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    /// The path of the corpus below the folder of the corpora.
    corpus: String,
    documents: usize,
    /// The first [`DIGITS`] digits of the SHA-256 of the documents.
    checksum: String,
}

/// Annotates every corpus and prints the table, saves it to the file `save` and compares it with the file
/// `against`.
///
/// # Errors
///
/// Fails when a corpus or a table cannot be read, and when the tables differ.
pub fn run(corpora: &Path, save: Option<&Path>, against: Option<&Path>) -> Result<()> {
    let earlier = against.map(read_table).transpose()?;
    let annotator = Annotator::embedded()?;
    let mut rows = Vec::new();
    for corpus in [Ok((GOLD.to_owned(), gold_jobs()?))].into_iter().chain(corpora_jobs(corpora)?) {
        let (corpus, jobs) = corpus?;
        let row = checksum(corpus, &jobs, &annotator)?;
        println!("{}", row.line());
        rows.push(row);
    }
    if let Some(file) = save {
        let table: String = rows.iter().map(|row| row.line() + "\n").collect();
        fs::write(file, table).with_context(|| format!("cannot write {}", file.display()))?;
    }
    let Some(earlier) = earlier else { return Ok(()) };
    let differing = differences(&earlier, &rows);
    if !differing.is_empty() {
        bail!("documents differ:\n  {}", differing.join("\n  "));
    }
    println!("no document differs");
    Ok(())
}

/// Annotates lines of NDJSON and takes the checksum of the output.
fn checksum(corpus: String, jobs: &str, annotator: &Annotator) -> Result<Row> {
    let mut output = Output::default();
    let bad = stream(jobs.as_bytes(), &mut output, annotator, &Options::default(), cores())?;
    if bad > 0 {
        bail!("{bad} lines of {corpus} are not articles");
    }
    let mut checksum = format!("{:x}", output.hash.finalize());
    checksum.truncate(DIGITS);
    Ok(Row { corpus, documents: output.lines, checksum })
}

/// A writer that hashes what is written and counts its lines.
#[derive(Default)]
struct Output {
    hash: Sha256,
    lines: usize,
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.hash.update(bytes);
        self.lines += bytes.iter().filter(|&&byte| byte == b'\n').count();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The project's own articles as NDJSON.
fn gold_jobs() -> Result<String> {
    let job = |a: gold::Article| json!({ "id": a.id, "text": a.text, "published": a.published });
    Ok(gold::articles()?.into_iter().map(|article| format!("{}\n", job(article))).collect())
}

/// Every corpus below `folder` that has texts: its path below `folder`, and its articles as NDJSON.
fn corpora_jobs(folder: &Path) -> Result<impl Iterator<Item = Result<(String, String)>>> {
    let mut files = Vec::new();
    ndjson_files(folder, &mut files).with_context(|| format!("cannot list {}", folder.display()))?;
    files.sort();
    let folder = folder.to_owned();
    let jobs = move |file: PathBuf| {
        let lines = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let jobs = jobs(&lines).with_context(|| file.display().to_string())?;
        Ok(jobs.map(|jobs| (file.strip_prefix(&folder).unwrap_or(&file).display().to_string(), jobs)))
    };
    Ok(files.into_iter().filter_map(move |file| jobs(file).transpose()))
}

fn ndjson_files(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            ndjson_files(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "ndjson") {
            files.push(path);
        }
    }
    Ok(())
}

/// The articles of a corpus, reduced to id, text and day of publication; `None` when its first line has no
/// text. An article without an id gets the number of its line.
fn jobs(lines: &str) -> Result<Option<String>> {
    let mut jobs = String::new();
    for (number, line) in (1..).zip(lines.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let article: Json = serde_json::from_str(line).with_context(|| format!("line {number}"))?;
        if jobs.is_empty() && !article["text"].is_string() {
            return Ok(None);
        }
        let id = article.get("id").cloned().unwrap_or(Json::from(number));
        let job = json!({ "id": id, "text": article["text"], "published": article["published"] });
        jobs += &format!("{job}\n");
    }
    Ok((!jobs.is_empty()).then_some(jobs))
}

/// Reads a table as [`run`] saves it.
fn read_table(file: &Path) -> Result<Vec<Row>> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let rows = text.lines().map(|line| Row::read(line).with_context(|| format!("not a row: {line:?}")));
    rows.collect::<Result<_>>().with_context(|| format!("cannot use {}", file.display()))
}

impl Row {
    fn line(&self) -> String {
        format!("{:<40} {:>6} {}", self.corpus, self.documents, self.checksum)
    }

    fn read(line: &str) -> Option<Self> {
        let [corpus, documents, checksum] = line.split_whitespace().collect::<Vec<_>>().try_into().ok()?;
        Some(Self {
            corpus: corpus.to_owned(),
            documents: documents.parse().ok()?,
            checksum: checksum.to_owned(),
        })
    }
}

/// One line for every corpus whose row is not the same in both tables.
fn differences(earlier: &[Row], now: &[Row]) -> Vec<String> {
    let find = |rows: &[Row], corpus: &str| rows.iter().find(|row| row.corpus == corpus).cloned();
    let mut lines = Vec::new();
    for row in now {
        match find(earlier, &row.corpus) {
            None => lines.push(format!("{}: not in the earlier table", row.corpus)),
            Some(old) if old.documents != row.documents => {
                lines.push(format!("{}: {} documents, earlier {}", row.corpus, row.documents, old.documents));
            }
            Some(old) if old != *row => {
                lines.push(format!("{}: checksum {}, earlier {}", row.corpus, row.checksum, old.checksum));
            }
            Some(_) => {}
        }
    }
    let gone = earlier.iter().filter(|row| find(now, &row.corpus).is_none());
    lines.extend(gone.map(|row| format!("{}: only in the earlier table", row.corpus)));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(corpus: &str, documents: usize, checksum: &str) -> Row {
        Row { corpus: corpus.to_owned(), documents, checksum: checksum.to_owned() }
    }

    #[test]
    fn checksum_is_stable_and_covers_every_document() {
        let annotator = Annotator::embedded().unwrap();
        let jobs =
            jobs("{\"text\":\"Ana Ruiz left.\"}\n\n{\"id\":7,\"text\":\"\",\"published\":\"2025-03-03\"}\n");
        let jobs = jobs.unwrap().unwrap();
        let first = checksum("a".to_owned(), &jobs, &annotator).unwrap();
        assert_eq!((first.documents, first.checksum.len()), (2, DIGITS));
        assert_eq!(first, checksum("a".to_owned(), &jobs, &annotator).unwrap());
        let other = checksum("a".to_owned(), &jobs.replace("left", "came"), &annotator).unwrap();
        assert_ne!(first, other);
    }

    #[test]
    fn corpus_without_texts_is_skipped() {
        assert!(jobs("{\"id\":1,\"words\":[]}\n").unwrap().is_none());
    }

    #[test]
    fn rows_are_read_back_and_differences_are_listed() {
        let earlier = [row("a/b.ndjson", 3, "0f"), row("c", 1, "aa"), row("d", 1, "ab"), row("f", 1, "ac")];
        assert_eq!(Row::read(&earlier[0].line()), Some(earlier[0].clone()));
        let now = [row("a/b.ndjson", 3, "0f"), row("c", 2, "aa"), row("d", 1, "ff"), row("e", 1, "ad")];
        assert_eq!(
            differences(&earlier, &now),
            [
                "c: 2 documents, earlier 1",
                "d: checksum ff, earlier ab",
                "e: not in the earlier table",
                "f: only in the earlier table",
            ]
        );
    }
}
