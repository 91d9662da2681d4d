//! Debian's packages, for a machine where we are root and may install them.

use std::process::Command;

use super::{first_line, on_path, run, say};

/// Whether packages can be installed here without asking anybody: Debian's tools, run as root.
pub fn usable() -> bool {
    on_path("apt-get").is_some() && first_line("id", &["-u"]).as_deref() == Some("0")
}

/// Installs `packages`, the list of what there is brought up to date first.
pub fn install(packages: &[&str]) -> anyhow::Result<()> {
    say(&format!("installing {} by apt-get", packages.join(", ")));
    run(apt_get().arg("update"))?;
    run(apt_get().args(["install", "--yes", "--no-install-recommends"]).args(packages))
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.arg("-qq").env("DEBIAN_FRONTEND", "noninteractive");
    command
}
