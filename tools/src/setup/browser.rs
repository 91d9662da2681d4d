//! A browser for the page tests: one that is installed, or Debian's Chromium.

use std::path::{Path, PathBuf};

use anyhow::bail;

use super::{apt, on_path};

const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// Where browsers are that are not on the search path.
const PLACES: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// The program file of a Chromium: `$CHROME`, one that is installed, or one installed now where that is possible.
pub fn chromium() -> anyhow::Result<PathBuf> {
    if let Some(named) = std::env::var_os("CHROME").filter(|name| !name.is_empty()) {
        let file = PathBuf::from(named);
        if !file.is_file() {
            bail!("CHROME names {}, where there is no program", file.display());
        }
        return Ok(file);
    }
    if let Some(file) = installed() {
        return Ok(file);
    }
    if apt::usable() {
        apt::install(&["chromium"])?;
        if let Some(file) = installed() {
            return Ok(file);
        }
    }
    bail!(
        "the page tests need Chromium or Chrome, and none is installed here.\n\
         Install one (Debian: `apt-get install chromium`), or name its program in the variable CHROME."
    )
}

fn installed() -> Option<PathBuf> {
    let places = PLACES.iter().map(PathBuf::from).find(|file| Path::is_file(file));
    NAMES.iter().find_map(|name| on_path(name)).or(places)
}
