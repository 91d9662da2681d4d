//! `eval`: measures stages of the core that no scorer outside measures.

mod text;

use std::path::PathBuf;

use anyhow::Result;

use crate::train::corpus::CORPORA;

/// Measures a stage against the corpora.
#[derive(clap::Args)]
pub struct Args {
    /// What to measure.
    #[arg(value_enum)]
    stage: Stage,
    /// The folder of the corpora.
    #[arg(long, default_value = CORPORA)]
    corpora: PathBuf,
    /// Print so many places where ours and theirs part.
    #[arg(long, default_value_t = 0)]
    errors: usize,
    /// Only documents of this genre ("news", "weblog").
    #[arg(long)]
    genre: Option<String>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Stage {
    /// Tokens and sentences, against the treebanks.
    Text,
}

/// Measures the stage and prints the figures.
pub fn run(args: &Args) -> Result<()> {
    match args.stage {
        Stage::Text => text::run(&args.corpora, args.errors, args.genre.as_deref()),
    }
}
