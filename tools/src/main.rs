//! Everything that needs a file system.

mod train;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Builds, trains, scores, serves and runs Gloss")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Trains a model from the corpora and writes it to models/.
    Train(train::Args),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Train(args) => train::run(&args),
    }
}
