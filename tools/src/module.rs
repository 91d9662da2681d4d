//! `build`: builds the wasm module and its bindings into `www/pkg/`.
//!
//! cargo builds the module, the library of wasm-bindgen generates the bindings, and binaryen optimises the
//! module for size. The last two steps run only if their inputs have changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, anyhow};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::setup::{node, progress, root, run, wasm_target};

/// The options of wasm-opt.
const WASM_OPT: [&str; 10] = [
    "-O3",
    // Without this, functions with one caller are inlined into one function of 250 kB. Browsers compile a
    // function at its first call, and compiling one of that size takes four times as long as compiling its
    // parts.
    "--one-caller-inline-max-function-size=500",
    // Splitting the models at their zeros gives tens of thousands of segments, which compress worse.
    "--skip-pass=memory-packing",
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Returns the folder that the page loads the module from.
pub fn folder() -> PathBuf {
    root().join("www/pkg")
}

/// Builds the module and its bindings unless they are up to date.
pub fn build() -> anyhow::Result<()> {
    let compiler = wasm_target::compiler()?;
    node::modules()?;
    if !compiler.output().exists() {
        progress("building the wasm module; the first time takes some minutes");
    }
    let mut cargo = compiler.cargo("rustc");
    run(cargo.args(["--package", "gloss", "--release", "--lib", "--crate-type", "cdylib"]))?;

    let module = compiler.output();
    let bytes = fs::read(&module).with_context(|| format!("cannot read {}", module.display()))?;
    let fingerprint = fingerprint(&bytes)?;
    let stamp = folder().join(".made-from");
    if fs::read_to_string(&stamp).is_ok_and(|old| old == fingerprint) {
        return Ok(());
    }
    bind(&module, &folder())?;
    optimize(&folder().join("gloss_bg.wasm"))?;
    fs::write(&stamp, fingerprint).with_context(|| format!("cannot write {}", stamp.display()))
}

/// Hashes the inputs of the bindings and of the optimised module: the built module, these tools, and
/// binaryen.
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
    progress("generating the bindings");
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
    bound.map_err(|e| anyhow!("cannot generate the bindings: {e:#}"))
}

fn optimize(module: &Path) -> anyhow::Result<()> {
    progress("optimising the module");
    let began = Instant::now();
    let before = fs::metadata(module)?.len();
    let small = module.with_extension("opt");
    run(node::program("wasm-opt").args(WASM_OPT).arg(module).arg("-o").arg(&small))?;
    fs::rename(&small, module).with_context(|| format!("cannot replace {}", module.display()))?;
    let after = fs::metadata(module)?.len();
    progress(&format!("optimised {before} bytes to {after} in {:.1} s", began.elapsed().as_secs_f64()));
    Ok(())
}
