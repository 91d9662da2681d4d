//! Runs the cases of a folder of pages, one test a case.

pub mod diff;
mod observed;
pub mod page;
pub mod update;

use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use gloss::{Annotator, Options};
use libtest_mimic::{Arguments, Conclusion, Failed, Trial};

use page::{Case, Page};

/// Environment variable that makes failing cases rewrite their expected blocks.
pub const UPDATE: &str = "UPDATE_EXPECT";

/// Models and knowledge base, loaded once for all cases.
static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| match Annotator::embedded() {
    Ok(annotator) => annotator,
    Err(error) => panic!("{error}"),
});

/// Rewritten blocks, each with its place and case.
type Rewritten = Arc<Mutex<Vec<String>>>;

/// Runs the cases that the arguments select. With `update`, expected blocks that differ are rewritten, and
/// returned with their places.
///
/// # Errors
///
/// One message a page that cannot be parsed; no case is run then.
pub fn run(
    folder: &Path,
    arguments: &Arguments,
    update: bool,
) -> Result<(Conclusion, Vec<String>), Vec<String>> {
    let (pages, rewritten) = (page::load(folder)?, Rewritten::default());
    let update = update.then_some(&rewritten);
    let trials = pages.into_iter().flat_map(|page| trials(page, update)).collect();
    let conclusion = libtest_mimic::run(arguments, trials);
    let mut rewritten = rewritten.lock().unwrap_or_else(PoisonError::into_inner);
    rewritten.sort();
    Ok((conclusion, std::mem::take(&mut *rewritten)))
}

fn trials(page: Page, update: Option<&Rewritten>) -> Vec<Trial> {
    let Page { name, path, cases } = page;
    let path: Arc<Path> = path.into();
    let trial = |case: Case| {
        let (id, path, update) = (format!("{name}::{}", case.slug), Arc::clone(&path), update.cloned());
        Trial::test(id.clone(), move || check(&id, &path, &case, update.as_ref()))
    };
    cases.into_iter().map(trial).collect()
}

/// Compares every expected block of a case with what the annotator finds.
fn check(id: &str, path: &Path, case: &Case, update: Option<&Rewritten>) -> Result<(), Failed> {
    let options = Options { published: case.published, corrections: &case.corrections };
    let document = ANNOTATOR.annotate(&case.text, &options);
    let mut failures = String::new();
    for block in &case.blocks {
        let found = observed::block(block.kind, &case.text, &document, &block.body);
        if found.trim_end() == block.body.trim_end() {
            continue;
        }
        let shown = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path).display();
        let place = format!("{shown}:{}", block.line);
        if let Some(rewritten) = update {
            update::rewrite(path, &case.slug, block.kind, &found)?;
            let mut rewritten = rewritten.lock().unwrap_or_else(PoisonError::into_inner);
            rewritten.push(format!("{place}: `{}` of {id}", block.kind));
        } else {
            let lines = diff::lines(&block.body, &found);
            failures += &format!("{place}: `{}` differs (- expected, + found)\n\n{lines}\n", block.kind);
        }
    }
    if failures.is_empty() {
        return Ok(());
    }
    Err(format!("{failures}To accept what was found: {UPDATE}=1 cargo test --test cases -- --exact {id}")
        .into())
}
