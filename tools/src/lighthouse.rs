//! `lighthouse`: scores the packed site with Google Lighthouse, as a mobile and as a desktop browser.

use std::process::Command;

use crate::pack;
use crate::serve::Site;
use crate::setup::{browser, progress, root, run as run_command};

/// Packs and serves the site and runs Lighthouse on it; fails when a score is below its minimum.
pub fn run() -> anyhow::Result<()> {
    let dist = pack::make()?;
    let chrome = browser::chromium()?;
    let site = Site::start(&dist, 0)?;
    progress("running Lighthouse on the packed site");
    let script = root().join("tools/bench/lighthouse.js");
    run_command(Command::new("node").arg(script).arg(chrome).arg(&site.address))
}
