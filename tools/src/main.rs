//! The command line of Gloss: everything that needs a file system.
//!
//! Each command is a module with one `run`; this file only names them.

mod annotate;
mod kb;
mod train;

use clap::{Parser, Subcommand};

/// Reads news articles and marks who is who and who claims what.
#[derive(Parser)]
#[command(name = "gloss", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Annotate(annotate::Args),
    Kb(kb::Args),
    Train(train::Args),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Annotate(args) => annotate::run(&args),
        Command::Kb(args) => kb::run(&args),
        Command::Train(args) => train::run(&args),
    }
}
