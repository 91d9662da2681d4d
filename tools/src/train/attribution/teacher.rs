//! Runs the teacher of `tools/teacher`: Python, in an environment of its own under `target/`.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::TRAIN;
use crate::setup::{root, run, say};

/// What the teacher writes of news that nobody has annotated, in the folder of the workspace.
pub const OPINIONS: &str = "target/teacher/opinions.ndjson";

/// The news that it reads.
pub const NEWS: [&str; 7] = [
    "names/worldwide.train.ndjson",
    "names/re3d.ndjson",
    "names/uner-ewt.dev.ndjson",
    "names/uner-ewt.test.ndjson",
    "names/wikigold.ndjson",
    "dates/meantime.dev.ndjson",
    "links/msnbc.ndjson",
];

/// Has the teacher learn from the corpora and read the news; about two hours on two cores.
pub fn teach(corpora: &Path) -> Result<()> {
    let files = [TRAIN].iter().chain(&NEWS).map(|file| corpora.join(file).canonicalize());
    let files: Vec<_> = files.collect::<std::io::Result<_>>().context("the teacher needs the corpora")?;
    run(python("teacher.py")?.arg(root().join(OPINIONS)).args(files))
}

/// A command that runs a program of `tools/teacher`, with its libraries.
pub fn python(program: &str) -> Result<Command> {
    let tools = root().join("tools/teacher");
    let environment = root().join("target/teacher/environment");
    let python = environment.join("bin/python");
    if !python.exists() {
        say("getting the libraries of the teacher");
        run(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
        let install = ["-m", "pip", "install", "--quiet", "--requirement"];
        run(Command::new(&python).args(install).arg(tools.join("requirements.txt")))?;
    }
    let mut command = Command::new(python);
    command.arg(tools.join(program));
    Ok(command)
}
