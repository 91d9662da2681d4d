//! The corpora that models learn from: those in a folder outside the repository, and our own articles in
//! `data/news`; all of them, or less to measure what more of them brings.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::corpus::Store;
use crate::train::corpus;

/// Where the corpora are, and which part of them is used.
#[derive(Clone, Debug, clap::Args)]
pub struct Corpora {
    /// Folder of the corpora
    #[arg(long = "corpora", value_name = "FOLDER", default_value = corpus::CORPORA)]
    pub folder: PathBuf,
    /// Learn from only this many of our own articles, to measure what more bring; nothing is written then
    #[arg(long, value_name = "NUMBER")]
    articles: Option<usize>,
    /// Learn without this file of the corpora, to measure what it brings; nothing is written then
    #[arg(long, value_name = "FILE")]
    without: Vec<String>,
}

impl Corpora {
    /// Returns all corpora in a folder.
    pub fn all(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), articles: None, without: Vec::new() }
    }

    /// Whether all of the corpora are used.
    pub fn is_complete(&self) -> bool {
        self.articles.is_none() && self.without.is_empty()
    }

    /// Whether a file of the corpora is used.
    pub fn has(&self, file: &str) -> bool {
        !self.without.iter().any(|left_out| file.starts_with(left_out.as_str()))
    }

    /// Returns the path of a file of the corpora.
    pub fn path(&self, file: &str) -> Result<PathBuf> {
        corpus::path(&self.folder, file)
    }

    /// Opens our own articles.
    pub fn news(&self) -> Result<Store> {
        Ok(Store::open(&self.folder)?.with_training_articles(self.articles))
    }

    /// Opens our own articles of which only the sentences are annotated; none if the number of articles is
    /// limited.
    pub fn news_sentences(&self) -> Result<Store> {
        Ok(Store::open_sentences(&self.folder)?.with_training_articles(self.articles.map(|_| 0)))
    }
}
