//! The programs of `tools/teacher` and their libraries.

use std::process::Command;

use anyhow::Result;

use crate::setup::{progress, root, run};

/// Returns a command that runs a program of `tools/teacher` with its libraries.
pub fn program(name: &str) -> Result<Command> {
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
    command.arg(tools.join(name));
    Ok(command)
}
