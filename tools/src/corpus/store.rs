//! Where the corpus lies: the table of articles, their annotations and their texts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use gloss::internal::{sentences, tokens};
use gloss::text::{Positions, Unit};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::annotation::{Annotation, Place};
use crate::corpora::Corpora;
use crate::setup::root;

/// The folder of the annotations of sentences alone.
pub const SENTENCES: &str = "sentences";

/// The folder of the annotations.
pub const ANNOTATIONS: &str = "annotations";

/// A row of `data/news/articles.tsv`.
#[derive(Clone, Deserialize)]
pub struct Article {
    /// Its id in this corpus, which is also the name of its files.
    pub id: String,
    /// The file of the corpus that its text is from, without extension.
    pub corpus: String,
    /// Its id in that corpus.
    pub document: String,
    /// The part that it belongs to: train, dev or test.
    pub split: String,
    /// Its genre: report, business, sport, court, interview, live, opinion.
    pub genre: String,
    /// The date of publication, where the corpus gives it.
    pub published: Option<String>,
    /// Whether it was annotated twice.
    pub twice: String,
    /// The licence of its text.
    pub licence: String,
    /// SHA-256 of its text, UTF-8.
    pub sha256: String,
}

/// The articles of the corpus and where to find their texts.
pub struct Store {
    /// The articles, in the order of the table.
    pub articles: Vec<Article>,
    corpora: PathBuf,
    loaded: std::cell::RefCell<BTreeMap<String, BTreeMap<String, String>>>,
}

#[derive(Deserialize)]
struct TextLine {
    id: String,
    text: String,
}

impl Store {
    /// Opens the corpus; texts that are not part of it are read from the folder of the corpora.
    pub fn open(corpora: &Path) -> Result<Self> {
        Self::open_table(corpora, "articles.tsv")
    }

    /// Opens the further articles of which only the sentences are annotated.
    pub fn open_sentences(corpora: &Path) -> Result<Self> {
        Self::open_table(corpora, "sentences.tsv")
    }

    fn open_table(corpora: &Path, table: &str) -> Result<Self> {
        let path = folder().join(table);
        let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').quoting(false).from_path(&path)?;
        let articles =
            reader.deserialize().collect::<Result<_, _>>().with_context(|| format!("reading {table}"))?;
        Ok(Self { articles, corpora: corpora.to_owned(), loaded: Default::default() })
    }

    /// Keeps only so many of the articles to learn from, evenly spread over the table; all for `None`.
    pub fn with_training_articles(mut self, number: Option<usize>) -> Self {
        let Some(number) = number else { return self };
        let all = self.articles.iter().filter(|a| a.split == "train").count();
        let mut seen = 0;
        self.articles.retain(|article| {
            if article.split != "train" {
                return true;
            }
            seen += 1;
            seen * number / all.max(1) > (seen - 1) * number / all.max(1)
        });
        self
    }

    /// Returns the articles whose id contains any of the words; all articles for none.
    pub fn matching<'a>(&'a self, words: &'a [String]) -> impl Iterator<Item = &'a Article> {
        self.articles
            .iter()
            .filter(move |a| words.is_empty() || words.iter().any(|w| a.id.contains(w.as_str())))
    }

    /// Returns the ids, in their own corpora, of the articles that are kept for measuring.
    pub fn kept_for_measuring(&self) -> BTreeSet<String> {
        self.articles.iter().filter(|a| a.split != "train").map(|a| a.document.clone()).collect()
    }

    /// Returns the text of an article.
    pub fn text(&self, article: &Article) -> Result<String> {
        let own = folder().join("texts").join(format!("{}.txt", article.id));
        let text = if own.exists() { fs::read_to_string(&own)? } else { self.corpus_text(article)? };
        let sha256 = format!("{:x}", Sha256::digest(text.as_bytes()));
        ensure!(sha256 == article.sha256, "{}: another text than was annotated", article.id);
        Ok(text)
    }

    /// Returns the text of an article in the corpus that it is from.
    fn corpus_text(&self, article: &Article) -> Result<String> {
        let mut loaded = self.loaded.borrow_mut();
        if !loaded.contains_key(&article.corpus) {
            let path = crate::train::corpus::path(&self.corpora, &format!("{}.ndjson", article.corpus))?;
            let lines = crate::train::corpus::read_lines(&path, |line: TextLine| (line.id, line.text))?;
            loaded.insert(article.corpus.clone(), lines.into_iter().collect());
        }
        let text = loaded[&article.corpus].get(&article.document);
        text.cloned().with_context(|| format!("{} has no document {}", article.corpus, article.document))
    }

    /// Reads the annotation of an article in a folder of annotations.
    pub fn annotation(&self, article: &Article, kept: &str) -> Result<Annotation> {
        let path = folder().join(kept).join(format!("{}.tsv", article.id));
        let file = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        Annotation::parse(&file).with_context(|| article.id.clone())
    }
}

/// Returns text and annotation of the wanted articles whose sentences are annotated: those of the corpus, and those
/// of which only the sentences are.
pub fn with_sentences(
    corpora: &Corpora,
    is_wanted: impl Fn(&Article) -> bool,
) -> Result<Vec<(String, Annotation)>> {
    let mut read = Vec::new();
    for (store, kept) in [(corpora.news()?, ANNOTATIONS), (corpora.news_sentences()?, SENTENCES)] {
        for article in store.articles.iter().filter(|a| is_wanted(a)) {
            read.push((store.text(article)?, store.annotation(article, kept)?));
        }
    }
    Ok(read)
}

/// Returns the folder of the corpus.
pub fn folder() -> PathBuf {
    root().join("data/news")
}

/// Splits a text into the sentences that annotators are shown.
pub fn split_sentences(text: &str) -> Vec<Place> {
    let tokens = tokens::tokenize(text);
    let points = Positions::new(text, Unit::CodePoint);
    let place = |s: sentences::Sentence| {
        let (start, end) = points.span(s.span);
        Place { start: start as usize, end: end as usize }
    };
    sentences::split(text, &tokens).into_iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::check::faults;

    #[test]
    fn committed_annotations_keep_the_rules() {
        // Elsewhere there are no other corpora: only texts under an open licence are read.
        let store = Store::open(Path::new("no corpora here")).unwrap();
        let mut with_text = 0;
        for article in &store.articles {
            let annotation = store.annotation(article, ANNOTATIONS).unwrap();
            let path = folder().join(ANNOTATIONS).join(format!("{}.tsv", article.id));
            assert_eq!(annotation.write(), fs::read_to_string(path).unwrap(), "{}", article.id);
            assert!(["train", "dev", "test"].contains(&article.split.as_str()), "{}", article.id);
            let Ok(text) = store.text(article) else { continue };
            let sentences: Vec<Place> = annotation.sentences.iter().map(|s| s.place).collect();
            assert_eq!(faults(&annotation, &text, &sentences), Vec::<String>::new(), "{}", article.id);
            with_text += 1;
        }
        assert!(store.articles.len() >= 240 && with_text >= 40);
    }

    #[test]
    fn only_texts_under_an_open_licence_are_here() {
        let store = Store::open(Path::new("no corpora here")).unwrap();
        for article in &store.articles {
            let here = folder().join("texts").join(format!("{}.txt", article.id)).exists();
            assert_eq!(here, article.licence.starts_with("CC BY"), "{}", article.id);
        }
    }
}
