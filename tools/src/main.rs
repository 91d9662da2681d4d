//! The command line of Gloss: everything that needs a file system.
//!
//! Each command is a module with one `run`; this file only names them.

mod annotate;
mod audit;
mod bench;
mod check;
mod eval;
mod fuzz;
mod kb;
mod lighthouse;
mod module;
mod pack;
mod report;
mod serve;
mod setup;
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
    /// Check the licences, sources and known faults of what is not ours, and list what ships
    Audit,
    Bench(bench::Args),
    /// Build the wasm module and its bindings into www/pkg
    Build,
    /// Score the packed site by Lighthouse: performance, accessibility, best practices
    Lighthouse,
    Pack(pack::Args),
    Report(report::Args),
    Serve(serve::Args),
    Test(check::Args),
    Eval(eval::Args),
    Fuzz(fuzz::Args),
    Train(train::Args),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Annotate(args) => annotate::run(&args),
        Command::Kb(args) => kb::run(&args),
        Command::Audit => audit::run(),
        Command::Bench(args) => bench::run(&args),
        Command::Build => module::build(),
        Command::Lighthouse => lighthouse::run(),
        Command::Pack(args) => pack::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Test(args) => check::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Fuzz(args) => fuzz::run(&args),
        Command::Train(args) => train::run(&args),
    }
}
