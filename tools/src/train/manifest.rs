//! `models/MANIFEST.toml`: the command, the inputs and the scores of every committed model.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The inputs and scores of a model.
pub struct Entry {
    /// The input files, relative to their folder.
    pub inputs: Vec<String>,
    /// The scores by name.
    pub scores: Vec<(String, f64)>,
}

/// Writes the entry of the file `name`, made by `cargo xtask` with `command` from inputs in `folder`. The
/// other entries stay as they are.
pub fn update(
    manifest: &Path,
    name: &str,
    command: &str,
    bytes: &[u8],
    folder: &Path,
    entry: &Entry,
) -> Result<()> {
    let mut section = format!(
        "[{name}]\nfile = \"{name}.bin\"\nsha256 = \"{}\"\nbytes = {}\ncommand = \"cargo xtask {command}\"\n",
        digest(bytes),
        bytes.len(),
    );
    section.push_str("inputs = [\n");
    for file in &entry.inputs {
        let content = fs::read(folder.join(file)).with_context(|| format!("reading {file}"))?;
        section.push_str(&format!("  {{ file = \"{file}\", sha256 = \"{}\" }},\n", digest(&content)));
    }
    section.push_str("]\n");
    for (what, score) in &entry.scores {
        section.push_str(&format!("score.\"{what}\" = {score:.2}\n"));
    }
    let before = fs::read_to_string(manifest).unwrap_or_default();
    fs::write(manifest, replaced(&before, name, &section))
        .with_context(|| format!("writing {}", manifest.display()))
}

/// Replaces or adds a section; sections are in alphabetical order.
fn replaced(manifest: &str, name: &str, section: &str) -> String {
    let mut sections: Vec<&str> =
        manifest.split("\n\n").map(str::trim).filter(|s| s.starts_with('[')).collect();
    let head = format!("[{name}]");
    sections.retain(|s| s.lines().next() != Some(&head));
    sections.push(section.trim_end());
    sections.sort_unstable();
    format!(
        "# Written by `cargo xtask train`, `cargo xtask kb build` and `cargo xtask lexicon`; see the sections' commands.\n\n{}\n",
        sections.join("\n\n")
    )
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_replaced_in_place() {
        let one = replaced("", "pos", "[pos]\nbytes = 1\n");
        let two = replaced(&one, "names", "[names]\nbytes = 2\ninputs = [\n]\n");
        let three = replaced(&two, "pos", "[pos]\nbytes = 3\n");
        let (names, pos) = (three.find("[names]").unwrap(), three.find("[pos]\nbytes = 3").unwrap());
        assert!(names < pos && !three.contains("bytes = 1"));
    }
}
