//! Rewrites an expected block in its page.

use std::fs::OpenOptions;
use std::io::{Error, ErrorKind, Read, Result, Seek, Write};
use std::path::Path;

use super::page;

/// Replaces the body of one expected block and leaves every other byte of the page as it is.
///
/// The page is read again under an exclusive lock and the block found by its case and kind, so that cases that
/// update blocks of one page at the same time, in threads or processes, do not undo each other's changes.
///
/// # Errors
///
/// A page that cannot be read, parsed or written, or that no longer has the block.
pub fn rewrite(path: &Path, slug: &str, kind: &str, body: &str) -> Result<()> {
    let invalid = |message: String| Error::new(ErrorKind::InvalidData, message);
    let mut file = OpenOptions::new().read(true).write(true).open(path)?;
    file.lock()?;
    let mut source = String::new();
    file.read_to_string(&mut source)?;
    let updated = replaced(&source, slug, kind, body).map_err(invalid)?;
    file.rewind()?;
    file.write_all(updated.as_bytes())?;
    file.set_len(updated.len() as u64)
}

/// Returns the page with another body in one expected block.
fn replaced(source: &str, slug: &str, kind: &str, body: &str) -> std::result::Result<String, String> {
    let cases = page::parse(source).map_err(|(line, message)| format!("line {line}: {message}"))?;
    let case = cases.iter().find(|case| case.slug == slug);
    let block = case.and_then(|case| case.blocks.iter().find(|block| block.kind == kind));
    let block = block.ok_or_else(|| format!("no block `{kind}` of {slug}"))?;
    // The fence is line `block.line`, from 1: the body begins after as many line breaks.
    let start = source.split_inclusive('\n').take(block.line).map(str::len).sum::<usize>();
    let end = start
        + source[start..].split_inclusive('\n').take(block.body.lines().count()).map(str::len).sum::<usize>();
    let body = body.trim_end();
    let line_break = if body.is_empty() { "" } else { "\n" };
    Ok([&source[..start], body, line_break, &source[end..]].concat())
}
