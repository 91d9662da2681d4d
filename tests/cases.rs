//! Language behaviour as readable pages: every heading of `tests/cases/*.md` is a test of its own.
//!
//! A test is named after its page and heading: "## The agent of a passive is the speaker" in
//! `claims-sources.md` is `claims-sources::agent_of_a_passive_is_the_speaker`.
//! Filters and options are those of libtest:
//!
//! ```text
//! cargo test --test cases                                  every case
//! cargo test --test cases claims-sources                   every case of a page
//! cargo test --test cases surname -- --list                names that contain "surname"
//! UPDATE_EXPECT=1 cargo test --test cases claims-sources   rewrites expected blocks that differ
//! ```
//!
//! The format of a page is described in `cases_runner/page.rs`, the expected blocks in
//! `cases_runner/observed.rs`.

mod cases_runner;

use std::path::Path;
use std::process::ExitCode;

use libtest_mimic::Arguments;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let update = std::env::var_os(cases_runner::UPDATE).is_some();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    match cases_runner::run(&folder, &arguments, update) {
        Ok((conclusion, rewritten)) => {
            rewritten.iter().for_each(|block| println!("rewrote {block}"));
            conclusion.exit_code()
        }
        Err(errors) => {
            errors.iter().for_each(|error| eprintln!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}
