//! `kb import`: extracts facts from the public files into the tables under `data/kb`. Never copies their
//! prose.

mod congress;
mod countries;
mod leaders;
mod offices;
mod organizations;
mod people;
mod places;

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::build::DATA;
use super::facts::Facts;

/// Read the public files and write the tables under data/kb
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the public files
    #[arg(long, default_value = "../shared/facts")]
    facts: PathBuf,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let facts = Facts::open(&args.facts)?;
    let data = Path::new(DATA);
    let countries = countries::Countries::import(&facts, data)?;
    places::import(&facts, data, &countries)?;
    organizations::import(&facts, data, &countries)?;
    leaders::import(&facts, data, &countries)?;
    congress::import(&facts, data)?;
    people::import(&facts, data, &countries)
}
