//! The browsers for the page tests: those that are installed, or Debian's.

use std::path::PathBuf;

use anyhow::bail;

use super::{apt, on_path};

/// A browser, and how to find or get it.
struct Browser {
    /// What it is called in a message.
    called: &'static str,
    /// The variable that names its program.
    variable: &'static str,
    /// What its program is called.
    names: &'static [&'static str],
    /// Where it is when it is not on the search path.
    places: &'static [&'static str],
    /// Debian's package.
    package: &'static str,
}

const CHROMIUM: Browser = Browser {
    called: "Chromium or Chrome",
    variable: "CHROME",
    names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
    places: &[
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ],
    package: "chromium",
};

const FIREFOX: Browser = Browser {
    called: "Firefox",
    variable: "FIREFOX",
    names: &["firefox-esr", "firefox"],
    places: &["/Applications/Firefox.app/Contents/MacOS/firefox"],
    package: "firefox-esr",
};

/// The program file of a Chromium: `$CHROME`, one that is installed, or one installed now where that is possible.
pub fn chromium() -> anyhow::Result<PathBuf> {
    CHROMIUM.program()
}

/// The program file of a Firefox, found in the same way; the variable is `$FIREFOX`.
pub fn firefox() -> anyhow::Result<PathBuf> {
    FIREFOX.program()
}

impl Browser {
    fn program(&self) -> anyhow::Result<PathBuf> {
        let Self { called, variable, package, .. } = self;
        if let Some(named) = std::env::var_os(variable).filter(|name| !name.is_empty()) {
            let file = PathBuf::from(named);
            if !file.is_file() {
                bail!("{variable} names {}, where there is no program", file.display());
            }
            return Ok(file);
        }
        if let Some(file) = self.installed() {
            return Ok(file);
        }
        if apt::usable() {
            apt::install(&[package])?;
            if let Some(file) = self.installed() {
                return Ok(file);
            }
        }
        bail!(
            "the page tests need {called}, and none is installed here.\n\
             Install one (Debian: `apt-get install {package}`), or name its program in the variable {variable}."
        )
    }

    fn installed(&self) -> Option<PathBuf> {
        let places = self.places.iter().map(PathBuf::from).find(|file| file.is_file());
        self.names.iter().find_map(|name| on_path(name)).or(places)
    }
}
