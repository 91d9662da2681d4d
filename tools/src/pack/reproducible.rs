//! A second build from a copy of the checkout in another folder, which must give the same bytes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use super::files;
use crate::setup::wasm_target::cargo_home;
use crate::setup::{MANIFEST, progress, root, run};

/// Packs a copy of the checkout and compares the result with `dist`, byte by byte.
pub fn compare(dist: &Path) -> anyhow::Result<()> {
    let copy = std::env::temp_dir().join(format!("gloss-reproducible-{}", std::process::id()));
    let compared =
        copy_checkout(&copy).and_then(|()| pack(&copy)).and_then(|()| differing(dist, &copy.join("dist")));
    fs::remove_dir_all(&copy).with_context(|| format!("cannot remove {}", copy.display()))?;
    let differing = compared?;
    if !differing.is_empty() {
        bail!(
            "two builds differ in {}",
            differing.iter().map(|file| file.display().to_string()).collect::<Vec<_>>().join(", ")
        );
    }
    println!("two builds in two folders are identical, byte by byte: {} files", files(dist)?.len());
    Ok(())
}

/// Copies every file of the checkout that git does not ignore, and links `node_modules`.
fn copy_checkout(copy: &Path) -> anyhow::Result<()> {
    let list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let listed = Command::new("git").args(list).current_dir(root()).output().context("cannot run git")?;
    for file in String::from_utf8(listed.stdout)?.split_terminator('\0') {
        let (from, to) = (root().join(file), copy.join(file));
        if from.is_file() {
            fs::create_dir_all(to.parent().unwrap_or(copy))?;
            fs::copy(&from, &to).with_context(|| format!("cannot copy {file}"))?;
        }
    }
    std::os::unix::fs::symlink(root().join("node_modules"), copy.join("node_modules"))
        .context("cannot link node_modules")
}

/// Packs the copy with these tools, as if cargo ran them there, with another path of the registry.
fn pack(copy: &Path) -> anyhow::Result<()> {
    progress("building a second time; this takes some minutes");
    let cargo_home_link = copy.join("cargo-home");
    std::os::unix::fs::symlink(cargo_home().context("no home folder")?, &cargo_home_link)
        .context("cannot link the registry")?;
    run(Command::new(std::env::current_exe()?)
        .arg("pack")
        .env(MANIFEST, copy.join("tools"))
        .env("CARGO_HOME", cargo_home_link))
}

/// Lists the files that differ between two folders or are in only one of them.
fn differing(one: &Path, other: &Path) -> anyhow::Result<BTreeSet<PathBuf>> {
    let all: BTreeSet<PathBuf> = files(one)?.into_iter().chain(files(other)?).collect();
    let same = |file: &Path| {
        fs::read(one.join(file)).ok().zip(fs::read(other.join(file)).ok()).is_some_and(|(a, b)| a == b)
    };
    Ok(all.into_iter().filter(|file| !same(file)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_differ_or_are_missing_are_listed() {
        let folder = std::env::temp_dir().join(format!("gloss-differing-{}", std::process::id()));
        let (one, other) = (folder.join("one"), folder.join("other"));
        for (place, name, text) in
            [(&one, "a", "1"), (&other, "a", "1"), (&one, "b", "1"), (&other, "b", "2"), (&other, "c", "")]
        {
            fs::create_dir_all(place).unwrap();
            fs::write(place.join(name), text).unwrap();
        }
        assert_eq!(differing(&one, &other).unwrap(), ["b", "c"].map(PathBuf::from).into());
        fs::remove_dir_all(folder).unwrap();
    }
}
