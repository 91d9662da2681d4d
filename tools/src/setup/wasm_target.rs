//! A compiler for WebAssembly: rustup's, or Debian's.
//!
//! rustup's own target is taken where it is installed or can be added. Where rustup cannot reach its server,
//! Debian has a compiler that knows the target but has no library for it; the library is then compiled from
//! Debian's source package, once. A library so made fits no other compiler, so that each has its own folder.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::bail;

use super::{apt, first_line, on_path, root, run_within, say, version};

/// The target's name.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// What Debian calls the compiler, its cargo, the library's source, and the linker.
const PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

/// The oldest compiler that the workspace builds with: `rust-version` of `Cargo.toml`.
const OLDEST: (u32, u32) = (1, 90);

/// How long rustup may take to bring some 20 MB.
const PATIENCE: Duration = Duration::from_secs(180);

/// A compiler that can make WebAssembly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compiler {
    /// The one that is building these tools, with the target's library installed.
    Own,
    /// Debian's in `/usr/bin`, which compiles the library too.
    Debian,
}

/// Finds a compiler for WebAssembly, or gets one.
pub fn compiler() -> anyhow::Result<Compiler> {
    if own() {
        return Ok(Compiler::Own);
    }
    if debian() {
        return Ok(Compiler::Debian);
    }
    if on_path("rustup").is_some() {
        say(&format!("adding the target {TARGET} by rustup"));
        if run_within(Command::new("rustup").args(["target", "add", TARGET]).current_dir(root()), PATIENCE)
            && own()
        {
            return Ok(Compiler::Own);
        }
        say("rustup could not add it");
    }
    if apt::usable() && apt::install(&PACKAGES).is_ok() && debian() {
        return Ok(Compiler::Debian);
    }
    bail!(
        "no compiler for WebAssembly is here and none could be installed. One of these is needed:\n  \
         rustup target add {TARGET}\n  \
         apt-get install --no-install-recommends {}    (Debian, as root)",
        PACKAGES.join(" ")
    )
}

impl Compiler {
    /// `cargo` set up for this compiler, with the subcommand `what` for [`TARGET`].
    pub fn cargo(self, what: &str) -> Command {
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
                // The compiler is a release, and building its library is for unreleased ones.
                command.env("RUSTC_BOOTSTRAP", "1").env("RUSTC", "/usr/bin/rustc");
                if let Ok(path) = std::env::join_paths(folders) {
                    command.env("PATH", path);
                }
                command
            }
        };
        command.current_dir(root()).arg(what).args(["--target", TARGET, "--target-dir"]).arg(target_dir);
        if let Some(remap) = remap() {
            command.args(["--config", &remap]);
        }
        if self == Self::Debian {
            command.arg("-Zbuild-std=std,panic_abort");
        }
        command
    }

    /// Where the release build of the library ends up.
    pub fn output(self) -> PathBuf {
        let folder = match self {
            Self::Own => "target/wasm",
            Self::Debian => "target/wasm-debian",
        };
        root().join(folder).join(TARGET).join("release/gloss.wasm")
    }
}

/// The folder that cargo keeps its registry in.
pub fn cargo_home() -> Option<PathBuf> {
    let told = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    told.or_else(|| Some(std::env::home_dir()?.join(".cargo")))
}

/// A setting for cargo that keeps the place of its registry out of the module, which is then the same wherever it is built.
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
        |program| first_line(program, &["--version"]).and_then(|line| version(&line)) >= Some(OLDEST);
    new_enough("/usr/bin/rustc")
        && new_enough("/usr/bin/cargo")
        && Path::new("/usr/lib/rustlib/src/rust/library/std").is_dir()
        && (Path::new("/usr/bin/wasm-ld-22").is_file() || Path::new("/usr/bin/rust-lld").is_file())
}
