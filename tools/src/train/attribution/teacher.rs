//! Runs the teacher of `tools/teacher`, a Python program, in its own virtual environment under `target/`.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::TRAIN;
use crate::setup::{progress, root, run};

/// The soft labels that the teacher gives to unannotated news, relative to the workspace.
pub const SOFT_LABELS: &str = "target/teacher/soft-labels.ndjson";

/// The unannotated news.
pub const NEWS: [&str; 7] = [
    "names/worldwide.train.ndjson",
    "names/re3d.ndjson",
    "names/uner-ewt.dev.ndjson",
    "names/uner-ewt.test.ndjson",
    "names/wikigold.ndjson",
    "dates/meantime.dev.ndjson",
    "links/msnbc.ndjson",
];

/// Trains the teacher on the corpora and has it label the news; takes about two hours on two cores.
pub fn teach(corpora: &Path) -> Result<()> {
    let files = [TRAIN].iter().chain(&NEWS).map(|file| corpora.join(file).canonicalize());
    let files: Vec<_> = files.collect::<std::io::Result<_>>().context("the teacher needs the corpora")?;
    run(python("teacher.py")?.arg(root().join(SOFT_LABELS)).args(files))
}

/// Returns a command that runs a program of `tools/teacher` with its libraries.
pub fn python(program: &str) -> Result<Command> {
    let tools = root().join("tools/teacher");
    let environment = root().join("target/teacher/environment");
    let python = environment.join("bin/python");
    if !python.exists() {
        progress("installing the libraries of the teacher");
        run(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
        let install = ["-m", "pip", "install", "--quiet", "--requirement"];
        run(Command::new(&python).args(install).arg(tools.join("requirements.txt")))?;
    }
    let mut command = Command::new(python);
    command.arg(tools.join(program));
    Ok(command)
}
