//! Debian packages, for machines where the tools run as root and may install them.

use std::process::Command;

use super::{first_line, on_path, progress, run};

/// Whether packages can be installed without asking: apt-get is present and the user is root.
pub fn usable() -> bool {
    on_path("apt-get").is_some() && first_line("id", &["-u"]).as_deref() == Some("0")
}

/// Updates the package lists and installs `packages`.
pub fn install(packages: &[&str]) -> anyhow::Result<()> {
    progress(&format!("installing {} with apt-get", packages.join(", ")));
    run(apt_get().arg("update"))?;
    run(apt_get().args(["install", "--yes", "--no-install-recommends"]).args(packages))
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.arg("-qq").env("DEBIAN_FRONTEND", "noninteractive");
    command
}
