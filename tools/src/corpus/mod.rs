//! `corpus`: the corpus of real news under data/news, annotated in full.

mod agreement;
mod annotation;
mod check;
mod export;
mod sheet;
mod show;
mod stats;
mod store;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::train::corpus::CORPORA;
pub use annotation::{Annotation, Place, Referent, SentenceNote, VOICES};
use store::SENTENCES;
pub use store::{ANNOTATIONS, Article, Store, with_sentences};

/// Check, show and export the corpus of annotated news
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    task: Task,
    /// Folder of the corpora, for texts that are not under an open licence
    #[arg(long, default_value = CORPORA, global = true)]
    corpora: PathBuf,
}

#[derive(clap::Subcommand)]
enum Task {
    /// Check that every annotation keeps the rules of the guide; without the texts, only what needs none
    Check {
        /// Only articles whose id contains one of these
        ids: Vec<String>,
        /// Check the sheets in this folder instead
        #[arg(long)]
        sheets: Option<PathBuf>,
    },
    /// Print articles with their annotation
    Show {
        /// Only articles whose id contains one of these
        ids: Vec<String>,
    },
    /// Count articles, words and annotations by split and layer
    Stats,
    /// Compare the articles that were annotated twice
    Agreement {
        /// Folder of the first annotations, within data/news
        #[arg(long, default_value = "first")]
        first: String,
        /// Folder of the second annotations, within data/news
        #[arg(long, default_value = "second")]
        second: String,
        /// List the differences
        #[arg(long)]
        verbose: bool,
    },
    /// Write texts, annotation and references as NDJSON
    Export {
        /// Folder for texts.ndjson, gold.ndjson and refs.ndjson
        folder: PathBuf,
        /// Only this split
        #[arg(long)]
        split: Option<String>,
    },
    /// Write empty sheets for annotators
    Sheets {
        /// Folder for the sheets
        folder: PathBuf,
        /// Only articles whose id contains one of these
        ids: Vec<String>,
        /// Of the articles of which only the sentences are annotated
        #[arg(long)]
        sentences: bool,
    },
    /// Turn sheets of sentences alone into annotations
    ImportSentences {
        /// Folder of the sheets
        sheets: PathBuf,
    },
    /// Turn filled sheets into annotations
    Import {
        /// Folder of the sheets
        sheets: PathBuf,
        /// Folder of the annotations, within data/news
        #[arg(long, default_value = "annotations")]
        into: String,
    },
}

/// Runs a task on the corpus.
pub fn run(args: &Args) -> Result<()> {
    let store = Store::open(&args.corpora)?;
    match &args.task {
        Task::Check { ids, sheets: None } => check_annotations(&store, ids),
        Task::Check { ids, sheets: Some(sheets) } => check_sheets(&store, ids, sheets),
        Task::Show { ids } => show::run(&store, ids),
        Task::Stats => stats::run(&store),
        Task::Agreement { first, second, verbose } => agreement::run(&store, first, second, *verbose),
        Task::Export { folder, split } => export::run(&store, folder, split.as_deref()),
        Task::Sheets { folder, ids, sentences: false } => write_sheets(&store, folder, ids),
        Task::Sheets { folder, ids, sentences: true } => {
            write_sheets(&Store::open_sentences(&args.corpora)?, folder, ids)
        }
        Task::ImportSentences { sheets } => import_sentences(&Store::open_sentences(&args.corpora)?, sheets),
        Task::Import { sheets, into } => import(&store, sheets, into),
    }
}

/// Writes an empty sheet for each article.
fn write_sheets(store: &Store, folder: &Path, ids: &[String]) -> Result<()> {
    fs::create_dir_all(folder)?;
    for article in store.matching(ids) {
        let text = store.text(article)?;
        let sheet =
            sheet::empty(&article.id, article.published.as_deref(), &text, &store::split_sentences(&text));
        fs::write(folder.join(format!("{}.md", article.id)), sheet)?;
    }
    Ok(())
}

/// Checks the sheets in a folder.
fn check_sheets(store: &Store, ids: &[String], sheets: &Path) -> Result<()> {
    let (mut checked, mut bad) = (0, 0);
    for article in store.matching(ids) {
        let Ok(sheet) = fs::read_to_string(sheets.join(format!("{}.md", article.id))) else { continue };
        let text = store.text(article)?;
        let sentences = store::split_sentences(&text);
        let (annotation, mut faults) = sheet::read(&sheet, &text, &sentences);
        faults.extend(check::faults(&annotation, &text, &sentences));
        checked += 1;
        bad += usize::from(!faults.is_empty());
        if faults.is_empty() {
            println!("{}: no fault", article.id);
        }
        for fault in faults {
            println!("{}: {fault}", article.id);
        }
    }
    if bad > 0 {
        bail!("{bad} of {checked} sheets have faults");
    }
    println!("{checked} sheets checked");
    Ok(())
}

/// Checks the annotations of the corpus.
fn check_annotations(store: &Store, ids: &[String]) -> Result<()> {
    let (mut checked, mut without_text, mut bad) = (0, 0, 0);
    for article in store.matching(ids) {
        let annotation = store.annotation(article, ANNOTATIONS)?;
        let Ok(text) = store.text(article) else {
            without_text += 1;
            continue;
        };
        let sentences: Vec<_> = annotation.sentences.iter().map(|s| s.place).collect();
        let faults = check::faults(&annotation, &text, &sentences);
        checked += 1;
        bad += usize::from(!faults.is_empty());
        for fault in faults {
            println!("{}: {fault}", article.id);
        }
    }
    if bad > 0 {
        bail!("{bad} of {checked} annotations have faults");
    }
    println!("{checked} annotations checked, {without_text} read without their text");
    Ok(())
}

/// Turns the sheets of a folder into annotations of sentences alone.
fn import_sentences(store: &Store, sheets: &Path) -> Result<()> {
    let target = store::folder().join(SENTENCES);
    fs::create_dir_all(&target)?;
    let mut imported = 0;
    for article in &store.articles {
        let Ok(sheet) = fs::read_to_string(sheets.join(format!("{}.md", article.id))) else { continue };
        let text = store.text(article)?;
        let sentences = store::split_sentences(&text);
        let (annotation, mut faults) = sheet::read(&sheet, &text, &sentences);
        faults.extend(check::sentence_faults(&annotation, &text, &sentences));
        if let Some(fault) = faults.first() {
            bail!("{}: {fault}", article.id);
        }
        fs::write(target.join(format!("{}.tsv", article.id)), annotation.write())?;
        imported += 1;
    }
    println!("{imported} imported");
    Ok(())
}

/// Turns the sheets of a folder into annotations.
fn import(store: &Store, sheets: &Path, into: &str) -> Result<()> {
    let target = store::folder().join(into);
    fs::create_dir_all(&target)?;
    let (mut imported, mut refused) = (0, 0);
    for article in store.matching(&[]) {
        let Ok(sheet) = fs::read_to_string(sheets.join(format!("{}.md", article.id))) else { continue };
        let text = store.text(article)?;
        let sentences = store::split_sentences(&text);
        let (annotation, mut faults) = sheet::read(&sheet, &text, &sentences);
        faults.extend(check::faults(&annotation, &text, &sentences));
        if !faults.is_empty() {
            println!("{}: {} faults, the first: {}", article.id, faults.len(), faults[0]);
            refused += 1;
            continue;
        }
        let path = target.join(format!("{}.tsv", article.id));
        fs::write(&path, annotation.write()).with_context(|| format!("writing {}", path.display()))?;
        imported += 1;
    }
    println!("{imported} imported, {refused} refused");
    Ok(())
}
