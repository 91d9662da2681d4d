//! `eval`: measures the stages of the pipeline that the external scorer does not cover.

mod attribution;
mod check_worthiness;
mod claims;
mod documents;
mod floors;
pub mod gold;
mod kinds;
mod metonyms;
pub mod names;
mod pronouns;
pub mod ranking;
pub mod reliability;
mod roles;
mod sources;
mod spans;
pub mod syntax;
pub mod table;
mod text;
mod trees;
mod unsourced;

use std::path::PathBuf;

use anyhow::Result;

use crate::train::corpus::CORPORA;

/// Measure a stage on the corpora or on the project's own gold
#[derive(clap::Args)]
pub struct Args {
    /// The stage to measure
    #[arg(value_enum)]
    stage: Stage,
    /// Folder of the corpora
    #[arg(long, default_value = CORPORA)]
    corpora: PathBuf,
    /// `text`: maximum number of differences from the treebanks to print
    #[arg(long, default_value_t = 0)]
    errors: usize,
    /// `text`: only documents of this genre ("news", "weblog")
    #[arg(long)]
    genre: Option<String>,
    /// List the errors of the split `tune`
    #[arg(long)]
    verbose: bool,
    /// `documents`: save the table of checksums in this file
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// `documents`: compare with the table in this file, and fail when a document differs
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Stage {
    /// Tokens and sentences, on the treebanks
    Text,
    /// Parts of speech and dependencies, on the treebanks
    Syntax,
    /// Print the parts of speech and dependencies of a text from standard input
    Trees,
    /// Names by kind, letter case and region, and the calibration of their scores
    Names,
    /// Kinds of names, with the trained model and with the rules alone
    Kinds,
    /// Attributions on held-out news: all, speech only, and the classes of error
    Attribution,
    /// Print the project's own annotated articles as NDJSON with offsets
    Gold,
    /// Claims found, their sources and kinds, on the project's own annotated articles
    Claims,
    /// Stated roles, on the project's own gold sentences
    Roles,
    /// Pronouns as sources of claims, on the project's own gold sentences
    Pronouns,
    /// Anonymous sources, on the project's own gold sentences
    Sources,
    /// Places as metonyms of governments, on the project's own gold sentences
    Metonyms,
    /// Check-worthiness, on held-out debates and on the project's own news sentences
    #[value(alias = "worth")]
    CheckWorthiness,
    /// Sentences that state facts without a source, on the project's own annotated articles
    Unsourced,
    /// Checksums of the documents of every corpus, to show that a refactoring changed none
    Documents,
    /// The measures on the project's own gold that have a floor; fails when one is below it
    Floors,
}

/// Measures the stage and prints the figures.
pub fn run(args: &Args) -> Result<()> {
    match args.stage {
        Stage::Text => text::run(&args.corpora, args.errors, args.genre.as_deref()),
        Stage::Trees => trees::run(),
        Stage::Syntax => syntax::run(&args.corpora),
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
        Stage::CheckWorthiness => check_worthiness::run(&args.corpora, args.verbose),
        Stage::Documents => documents::run(&args.corpora, args.save.as_deref(), args.against.as_deref()),
        Stage::Floors => floors::run(),
    }
}
