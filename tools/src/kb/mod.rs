//! `kb`: imports public files into the tables of the knowledge base and builds its file, which is read in
//! place.

mod build;
mod facts;
mod hand;
mod import;
mod news;
mod report;
mod table;

use anyhow::Result;
use clap::Subcommand;

/// Import, build and check the knowledge base
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    step: Step,
}

#[derive(Subcommand)]
enum Step {
    /// Read the public files and write the tables under data/kb
    Import(import::Args),
    /// Build models/kb.bin from the tables under data/kb
    Build(build::Args),
    /// Print coverage by class and check every row
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
