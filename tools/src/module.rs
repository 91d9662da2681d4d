//! `build`: the wasm module and its bindings, in `www/pkg/`.
//!
//! cargo makes the module, wasm-bindgen's own library its bindings, and binaryen makes it small. The last two
//! are done again only when what they read has changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, anyhow};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::setup::{node, root, run, say, wasm_target};

/// How the module is optimised.
const WASM_OPT: [&str; 10] = [
    "-O3",
    // Whatever is called in one place only would else end up in one function of 250 kB. A browser compiles a function when it
    // is first called, and one of that size takes it four times as long as its parts.
    "--one-caller-inline-max-function-size=500",
    // Cutting the models apart at their zeros makes tens of thousands of segments, which compress worse.
    "--skip-pass=memory-packing",
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The folder that the page loads the module from.
pub fn folder() -> PathBuf {
    root().join("www/pkg")
}

/// Builds the module and its bindings, or finds that they are up to date.
pub fn build() -> anyhow::Result<()> {
    let compiler = wasm_target::compiler()?;
    node::modules()?;
    if !compiler.output().exists() {
        say("building the wasm module; the first time takes some minutes");
    }
    let mut cargo = compiler.cargo("rustc");
    run(cargo.args(["--package", "gloss", "--release", "--lib", "--crate-type", "cdylib"]))?;

    let module = compiler.output();
    let bytes = fs::read(&module).with_context(|| format!("cannot read {}", module.display()))?;
    let print = fingerprint(&bytes)?;
    let stamp = folder().join(".made-from");
    if fs::read_to_string(&stamp).is_ok_and(|old| old == print) {
        return Ok(());
    }
    bind(&module, &folder())?;
    optimise(&folder().join("gloss_bg.wasm"))?;
    fs::write(&stamp, print).with_context(|| format!("cannot write {}", stamp.display()))
}

/// What the bindings and the optimised module are made from: the module, these tools, and binaryen.
fn fingerprint(module: &[u8]) -> anyhow::Result<String> {
    let mut hash = Sha256::new();
    hash.update(module);
    hash.update(WASM_OPT.join(" "));
    for file in ["package-lock.json", "Cargo.lock"] {
        hash.update(fs::read(root().join(file)).with_context(|| format!("cannot read {file}"))?);
    }
    Ok(format!("{:x}", hash.finalize()))
}

fn bind(module: &Path, out: &Path) -> anyhow::Result<()> {
    say("making the bindings");
    if out.exists() {
        fs::remove_dir_all(out).with_context(|| format!("cannot empty {}", out.display()))?;
    }
    let mut bindgen = Bindgen::new();
    let bound = bindgen
        .input_path(module)
        .out_name("gloss")
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .omit_default_module_path(false)
        .web(true)
        .and_then(|bindgen| bindgen.generate(out));
    bound.map_err(|e| anyhow!("cannot make the bindings: {e:#}"))
}

fn optimise(module: &Path) -> anyhow::Result<()> {
    say("optimising the module");
    let began = Instant::now();
    let before = fs::metadata(module)?.len();
    let small = module.with_extension("opt");
    run(node::part("wasm-opt").args(WASM_OPT).arg(module).arg("-o").arg(&small))?;
    fs::rename(&small, module).with_context(|| format!("cannot replace {}", module.display()))?;
    let after = fs::metadata(module)?.len();
    say(&format!("{before} bytes became {after} in {:.1} s", began.elapsed().as_secs_f64()));
    Ok(())
}
