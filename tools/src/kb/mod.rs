//! `kb`: the knowledge base, from public files to committed tables to one file read in place.

mod build;
mod facts;
mod hand;
mod import;
mod news;
mod report;
mod table;

use anyhow::Result;
use clap::Subcommand;

/// Imports, builds and checks the knowledge base.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    step: Step,
}

#[derive(Subcommand)]
enum Step {
    /// Reads the public files and writes the tables under data/kb.
    Import(import::Args),
    /// Builds models/kb.bin from the tables under data/kb.
    Build(build::Args),
    /// Prints coverage by kind and checks every row.
    Report(report::Args),
}

/// Runs one step.
pub fn run(args: &Args) -> Result<()> {
    match &args.step {
        Step::Import(args) => import::run(args),
        Step::Build(args) => build::run(args),
        Step::Report(args) => report::run(args),
    }
}
