//! `lighthouse`: what Google's Lighthouse says of the packed site, as the browser of a telephone and of a desk.

use std::process::Command;

use crate::pack;
use crate::serve::Site;
use crate::setup::{browser, root, run as run_command, say};

/// Packs the site, serves it and has it looked at; fails when a score is below what the page must keep.
pub fn run() -> anyhow::Result<()> {
    let dist = pack::make()?;
    let chrome = browser::chromium()?;
    let site = Site::start(&dist, 0)?;
    say("opening the packed site in Lighthouse");
    let script = root().join("tools/bench/lighthouse.js");
    run_command(Command::new("node").arg(script).arg(chrome).arg(&site.address))
}
