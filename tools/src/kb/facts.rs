//! Access to the public files: folders, CSV and JSON. Knows nothing of their content.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The folder of public files.
pub struct Facts(PathBuf);

/// A record of a CSV file by column name.
pub type Record = HashMap<String, String>;

impl Facts {
    /// Opens the folder, which must exist.
    pub fn open(root: &Path) -> Result<Self> {
        if !root.is_dir() {
            bail!("there is no folder {}; name the folder of the public files with --facts", root.display());
        }
        Ok(Self(root.to_owned()))
    }

    /// Returns the path of a file.
    pub fn path(&self, file: &str) -> PathBuf {
        self.0.join(file)
    }

    /// Reads a text file.
    pub fn text(&self, file: &str) -> Result<String> {
        std::fs::read_to_string(self.path(file)).with_context(|| file.to_owned())
    }

    /// Reads a JSON file.
    pub fn json(&self, file: &str) -> Result<Value> {
        serde_json::from_str(&self.text(file)?).with_context(|| file.to_owned())
    }

    /// Reads the records of a file with a header line and `delimiter`; empty if there is no such file.
    pub fn records(&self, file: &str, delimiter: u8) -> Result<Vec<Record>> {
        let path = self.path(file);
        if !path.exists() {
            return Ok(Vec::new());
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .quoting(delimiter == b',')
            .flexible(true)
            .from_path(&path)
            .with_context(|| file.to_owned())?;
        reader.deserialize().map(|r| r.with_context(|| file.to_owned())).collect()
    }

    /// Lists the names of the entries of a folder, sorted.
    pub fn list(&self, folder: &str) -> Result<Vec<String>> {
        let mut names: Vec<String> = std::fs::read_dir(self.path(folder))
            .with_context(|| folder.to_owned())?
            .filter_map(|e| e.ok()?.file_name().into_string().ok())
            .collect();
        names.sort();
        Ok(names)
    }
}

/// Returns a trimmed cell; empty if missing.
pub fn cell<'r>(record: &'r Record, column: &str) -> &'r str {
    record.get(column).map_or("", |s| s.trim())
}

/// Parses the number of a Wikidata id, given as id or URL; 0 if there is none.
pub fn id(text: &str) -> u32 {
    let tail = text.rsplit('/').next().unwrap_or("");
    tail.strip_prefix('Q').and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// Returns a string inside a JSON value by its path; empty if missing.
pub fn at<'v>(value: &'v Value, path: &[&str]) -> &'v str {
    path.iter().try_fold(value, |v, step| v.get(step)).and_then(Value::as_str).unwrap_or("")
}

/// Parses the year at the start of a date, if it is between 1800 and 2049.
pub fn year(date: &str) -> Option<u16> {
    date.get(..4).and_then(|y| y.parse().ok()).filter(|y| (1800..2050).contains(y))
}
