//! `eval`: measures stages of the core that no scorer outside measures.

mod attribution;
mod claims;
mod gold;
mod kinds;
mod metonyms;
pub mod names;
mod pronouns;
pub mod ranking;
pub mod reliability;
mod roles;
mod sources;
mod spans;
pub mod table;
mod text;
mod unsourced;
mod worth;

use std::path::PathBuf;

use anyhow::Result;

use crate::train::corpus::CORPORA;

/// Measures a stage against the corpora, or against the gold of our own.
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
    /// List what is wrong in the split that may be looked at.
    #[arg(long)]
    verbose: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Stage {
    /// Tokens and sentences, against the treebanks.
    Text,
    /// Names: by kind, in capitals, by region, and whether their scores mean what they say.
    Names,
    /// The kinds of names, with the trained decision and with the rules alone.
    Kinds,
    /// Who says what, on news that the models have not learnt from: all, speech alone, and the classes of error.
    Attribution,
    /// The annotated articles of our own as NDJSON, everything brought to offsets.
    Gold,
    /// Claims: found, whose they are and what kind, against the annotated articles of our own.
    Claims,
    /// Roles as stated, against gold sentences of our own.
    Roles,
    /// Pronouns that are the source of a claim, against gold sentences of our own.
    Pronouns,
    /// Sources without a name, against gold sentences of our own.
    Sources,
    /// Places that stand for governments, against gold sentences of our own.
    Metonyms,
    /// Check-worthiness, on debates kept out and on news sentences of our own.
    Worth,
    /// Sentences that state facts in the article's own voice, against the annotated articles of our own.
    Unsourced,
}

/// Measures the stage and prints the figures.
pub fn run(args: &Args) -> Result<()> {
    match args.stage {
        Stage::Text => text::run(&args.corpora, args.errors, args.genre.as_deref()),
        Stage::Names => names::run(&args.corpora),
        Stage::Kinds => kinds::run(&args.corpora),
        Stage::Attribution => attribution::run(&args.corpora),
        Stage::Gold => gold::run(),
        Stage::Claims => claims::run(args.verbose),
        Stage::Roles => roles::run(args.verbose),
        Stage::Pronouns => pronouns::run(args.verbose),
        Stage::Sources => sources::run(args.verbose),
        Stage::Metonyms => metonyms::run(args.verbose),
        Stage::Unsourced => unsourced::run(args.verbose),
        Stage::Worth => worth::run(&args.corpora, args.verbose),
    }
}
