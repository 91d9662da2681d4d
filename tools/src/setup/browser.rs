//! The browsers for the tests of the page: installed ones, or Debian packages.

use std::path::PathBuf;

use anyhow::bail;

use super::{apt, on_path};

/// A browser, and how to find or install it.
struct Browser {
    /// The name in messages.
    name: &'static str,
    /// The environment variable with the path of the program.
    variable: &'static str,
    /// The names of the program on the search path.
    programs: &'static [&'static str],
    /// Other paths of the program.
    paths: &'static [&'static str],
    /// The Debian package.
    package: &'static str,
}

const CHROMIUM: Browser = Browser {
    name: "Chromium or Chrome",
    variable: "CHROME",
    programs: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
    paths: &[
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ],
    package: "chromium",
};

const FIREFOX: Browser = Browser {
    name: "Firefox",
    variable: "FIREFOX",
    programs: &["firefox-esr", "firefox"],
    paths: &["/Applications/Firefox.app/Contents/MacOS/firefox"],
    package: "firefox-esr",
};

/// Returns the program of Chromium: `$CHROME`, an installed one, or one that is installed now if possible.
pub fn chromium() -> anyhow::Result<PathBuf> {
    CHROMIUM.program()
}

/// Returns the program of Firefox, found in the same way; the variable is `$FIREFOX`.
pub fn firefox() -> anyhow::Result<PathBuf> {
    FIREFOX.program()
}

impl Browser {
    fn program(&self) -> anyhow::Result<PathBuf> {
        let Self { name, variable, package, .. } = self;
        if let Some(path) = std::env::var_os(variable).filter(|path| !path.is_empty()) {
            let file = PathBuf::from(path);
            if !file.is_file() {
                bail!("{variable} is set to {}, which is not a file", file.display());
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
            "the tests of the page need {name}, which is not installed.\n\
             Install it (Debian: `apt-get install {package}`), or set the variable {variable} to the path of its program."
        )
    }

    fn installed(&self) -> Option<PathBuf> {
        let path = self.paths.iter().map(PathBuf::from).find(|file| file.is_file());
        self.programs.iter().find_map(|name| on_path(name)).or(path)
    }
}
