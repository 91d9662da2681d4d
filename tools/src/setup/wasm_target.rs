//! The compiler for WebAssembly: that of rustup or that of Debian.
//!
//! The target of rustup is used if it is installed or can be added. If rustup cannot reach its server, the
//! compiler of Debian is used. It supports the target but has no standard library for it, so the library is
//! compiled once from the Debian source package. Such a library fits no other compiler, so each compiler has
//! its own target folder.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::bail;

use super::{apt, first_line, on_path, progress, root, run_within, version};

/// The name of the target.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The Debian packages of the compiler, cargo, the source of the standard library, and the linker.
const PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

/// The minimum version of the compiler: `rust-version` of `Cargo.toml`.
const MIN_VERSION: (u32, u32) = (1, 90);

/// Time limit for rustup to download some 20 MB.
const TIME_LIMIT: Duration = Duration::from_secs(180);

/// A compiler that can make WebAssembly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compiler {
    /// The compiler of these tools, with the standard library of the target installed.
    Own,
    /// The compiler of Debian in `/usr/bin`, which also compiles the standard library.
    Debian,
}

/// Finds or installs a compiler for WebAssembly.
pub fn compiler() -> anyhow::Result<Compiler> {
    if own() {
        return Ok(Compiler::Own);
    }
    if debian() {
        return Ok(Compiler::Debian);
    }
    if on_path("rustup").is_some() {
        progress(&format!("adding the target {TARGET} with rustup"));
        if run_within(Command::new("rustup").args(["target", "add", TARGET]).current_dir(root()), TIME_LIMIT)
            && own()
        {
            return Ok(Compiler::Own);
        }
        progress("rustup could not add it");
    }
    if apt::usable() && apt::install(&PACKAGES).is_ok() && debian() {
        return Ok(Compiler::Debian);
    }
    bail!(
        "there is no compiler for WebAssembly and none could be installed. Run one of:\n  \
         rustup target add {TARGET}\n  \
         apt-get install --no-install-recommends {}    (Debian, as root)",
        PACKAGES.join(" ")
    )
}

impl Compiler {
    /// Returns a command that runs a subcommand of cargo with this compiler for [`TARGET`].
    pub fn cargo(self, subcommand: &str) -> Command {
        let target_dir = root().join(match self {
            Self::Own => "target/wasm",
            Self::Debian => "target/wasm-debian",
        });
        let mut command = match self {
            Self::Own => Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())),
            Self::Debian => {
                let path = std::env::var_os("PATH").unwrap_or_default();
                let folders = std::iter::once(PathBuf::from("/usr/bin")).chain(std::env::split_paths(&path));
                let mut command = Command::new("/usr/bin/cargo");
                // Building the standard library is an unstable feature; this enables it in a release
                // compiler.
                command.env("RUSTC_BOOTSTRAP", "1").env("RUSTC", "/usr/bin/rustc");
                if let Ok(path) = std::env::join_paths(folders) {
                    command.env("PATH", path);
                }
                command
            }
        };
        command
            .current_dir(root())
            .arg(subcommand)
            .args(["--target", TARGET, "--target-dir"])
            .arg(target_dir);
        if let Some(remap) = remap() {
            command.args(["--config", &remap]);
        }
        if self == Self::Debian {
            command.arg("-Zbuild-std=std,panic_abort");
        }
        command
    }

    /// Returns the path of the release build of the module.
    pub fn output(self) -> PathBuf {
        let folder = match self {
            Self::Own => "target/wasm",
            Self::Debian => "target/wasm-debian",
        };
        root().join(folder).join(TARGET).join("release/gloss.wasm")
    }
}

/// Returns the folder of the registry of cargo.
pub fn cargo_home() -> Option<PathBuf> {
    let set = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    set.or_else(|| Some(std::env::home_dir()?.join(".cargo")))
}

/// Returns a setting of cargo that removes the path of the registry from the module, which makes builds
/// reproducible.
fn remap() -> Option<String> {
    let home = cargo_home()?;
    Some(format!("target.{TARGET}.rustflags=['--remap-path-prefix={}=cargo']", home.display()))
}

fn own() -> bool {
    first_line("rustc", &["--print", "sysroot"])
        .is_some_and(|sysroot| Path::new(&sysroot).join("lib/rustlib").join(TARGET).join("lib").is_dir())
}

fn debian() -> bool {
    let new_enough =
        |program| first_line(program, &["--version"]).and_then(|line| version(&line)) >= Some(MIN_VERSION);
    new_enough("/usr/bin/rustc")
        && new_enough("/usr/bin/cargo")
        && Path::new("/usr/lib/rustlib/src/rust/library/std").is_dir()
        && (Path::new("/usr/bin/wasm-ld-22").is_file() || Path::new("/usr/bin/rust-lld").is_file())
}
