//! The command line of Gloss: every task that needs a file system.
//!
//! Each command is a module with a function `run`. This file only lists them.

mod annotate;
mod audit;
mod bench;
mod corpus;

mod corpora;
mod eval;
mod fuzz;
mod kb;
mod lexicon;
mod lighthouse;
mod module;
mod pack;
mod report;
mod rules;
mod serve;
mod setup;
mod test;
mod train;

use clap::{Parser, Subcommand};

/// Reads news articles and marks who is who and who claims what
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
    Lexicon(lexicon::Args),
    /// Check licences, sources and known vulnerabilities of the dependencies, and list those that ship
    Audit,
    Bench(bench::Args),
    Corpus(corpus::Args),
    /// Build the wasm module and its bindings into www/pkg
    Build,
    /// Score the packed site with Lighthouse: performance, accessibility, best practices
    Lighthouse,
    Pack(pack::Args),
    Report(report::Args),
    Rules(rules::Args),
    Serve(serve::Args),
    Test(test::Args),
    Eval(eval::Args),
    Fuzz(fuzz::Args),
    Train(train::Args),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Annotate(args) => annotate::run(&args),
        Command::Kb(args) => kb::run(&args),
        Command::Lexicon(args) => lexicon::run(&args),
        Command::Audit => audit::run(),
        Command::Bench(args) => bench::run(&args),
        Command::Corpus(args) => corpus::run(&args),
        Command::Build => module::build(),
        Command::Lighthouse => lighthouse::run(),
        Command::Pack(args) => pack::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Fuzz(args) => fuzz::run(&args),
        Command::Train(args) => train::run(&args),
    }
}
