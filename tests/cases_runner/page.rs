//! Pages of cases: Markdown with one case under every second-level heading.
//!
//! ````text
//! # Title and introduction, which are not read
//!
//! ## Statement of one behaviour
//!
//! published: 2025-04-16
//!
//! ```text
//! The article.
//! ```
//!
//! ```names
//! KIND surface
//! ```
//! ````
//!
//! A case has one `text` block and one or more expected blocks; their kinds are listed in [`KINDS`]. The line
//! `published:` (the publication date) and a block `dictionary` (corrections to apply, one dictionary entry a line)
//! are optional.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use gloss::corrections::{self, Correction};
use gloss::document::Date;

/// Kinds of expected blocks.
pub const KINDS: [&str; 19] = [
    "names",
    "entities",
    "unnamed",
    "candidates",
    "links",
    "roles",
    "metonyms",
    "values",
    "claims",
    "speakers",
    "anonymous",
    "speech-acts",
    "hedges",
    "content-mentions",
    "voices",
    "check-worthiness",
    "sentences",
    "tokens",
    "credits",
];

/// Name, path and cases of a Markdown file.
pub struct Page {
    /// File name without extension.
    pub name: String,
    pub path: PathBuf,
    pub cases: Vec<Case>,
}

/// A heading with its blocks.
#[derive(Debug, Default)]
pub struct Case {
    /// Heading in lower case, its words joined by underscores; unique within a page.
    pub slug: String,
    /// Line of the heading, from 1.
    pub line: usize,
    pub published: Option<Date>,
    pub text: String,
    pub corrections: Vec<Correction>,
    pub blocks: Vec<Block>,
}

/// An expected block.
#[derive(Debug)]
pub struct Block {
    pub kind: &'static str,
    /// Line of the opening fence, from 1.
    pub line: usize,
    /// Lines between the fences, each with its line break.
    pub body: String,
}

/// Loads every page of a folder, in the order of their names.
///
/// # Errors
///
/// One message a faulty page, with path and line, or one for a folder that cannot be read or has no page.
pub fn load(folder: &Path) -> Result<Vec<Page>, Vec<String>> {
    let entries = std::fs::read_dir(folder).map_err(|e| vec![format!("{}: {e}", folder.display())])?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    if paths.is_empty() {
        return Err(vec![format!("{}: no page (*.md)", folder.display())]);
    }
    let (mut pages, mut errors) = (Vec::new(), Vec::new());
    for path in paths {
        match read(&path).map_err(|e| format!("{}: {e}", path.display())) {
            Ok(source) => match parse(&source) {
                Ok(cases) => {
                    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                    pages.push(Page { name, path, cases });
                }
                Err((line, message)) => errors.push(format!("{}:{line}: {message}", path.display())),
            },
            Err(message) => errors.push(message),
        }
    }
    if errors.is_empty() { Ok(pages) } else { Err(errors) }
}

/// Reads a page under a shared lock, so that no half-written update is seen.
fn read(path: &Path) -> std::io::Result<String> {
    let mut file = File::open(path)?;
    file.lock_shared()?;
    let mut source = String::new();
    file.read_to_string(&mut source)?;
    Ok(source)
}

/// Parses the cases of a page.
///
/// # Errors
///
/// Line and message of the first fault.
pub fn parse(source: &str) -> Result<Vec<Case>, (usize, String)> {
    let mut cases: Vec<Case> = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut open: Option<(&str, usize, String)> = None;
    for (line, words) in source.lines().enumerate().map(|(index, words)| (index + 1, words)) {
        let fault = |message: String| Err((line, message));
        if let Some((fence, start, body)) = &mut open {
            if words.trim_end() == "```" {
                let case = cases.last_mut().ok_or((*start, "a block under no heading".to_owned()))?;
                case.add(fence, *start, std::mem::take(body)).map_err(|message| (*start, message))?;
                open = None;
            } else {
                body.extend([words, "\n"]);
            }
        } else if let Some(heading) = words.strip_prefix("## ") {
            complete(cases.last())?;
            let slug = slug(heading);
            if slug.is_empty() {
                return fault(format!("a heading without words: {heading:?}"));
            }
            if let Some(first) = seen.insert(slug.clone(), line) {
                return fault(format!("a second case named {slug}; the first is on line {first}"));
            }
            cases.push(Case { slug, line, ..Case::default() });
        } else if let Some(fence) = words.strip_prefix("```") {
            open = Some((fence.trim(), line, String::new()));
        } else if let Some(date) = words.strip_prefix("published: ") {
            let case = cases.last_mut().ok_or((line, "a date under no heading".to_owned()))?;
            case.published = Some(parse_date(date.trim()).ok_or((line, format!("no date: {date:?}")))?);
        }
    }
    if let Some((fence, start, _)) = open {
        return Err((start, format!("a block {fence:?} that never ends")));
    }
    complete(cases.last())?;
    if cases.is_empty() { Err((1, "a page without cases".to_owned())) } else { Ok(cases) }
}

/// Checks that a case has something to read and something to expect.
fn complete(case: Option<&Case>) -> Result<(), (usize, String)> {
    let Some(case) = case else { return Ok(()) };
    if case.text.is_empty() {
        Err((case.line, "a case without a `text` block".to_owned()))
    } else if case.blocks.is_empty() {
        Err((case.line, "a case without an expected block".to_owned()))
    } else {
        Ok(())
    }
}

impl Case {
    fn add(&mut self, fence: &str, line: usize, body: String) -> Result<(), String> {
        match fence {
            "text" if self.text.is_empty() => body.trim_end_matches('\n').clone_into(&mut self.text),
            "text" => return Err("a second `text` block in one case".to_owned()),
            "dictionary" => {
                let entries = body.lines().collect::<Vec<_>>().join(",");
                let file = format!("{{\"gloss\": \"dictionary\", \"version\": 1, \"entries\": [{entries}]}}");
                self.corrections = corrections::dictionary(&file).map_err(|e| e.to_string())?;
            }
            _ => {
                let known = KINDS.into_iter().find(|&kind| kind == fence);
                let kind = known.ok_or_else(|| {
                    format!("unknown block {fence:?}; known are text, dictionary, {}", KINDS.join(", "))
                })?;
                if self.blocks.iter().any(|block| block.kind == kind) {
                    return Err(format!("a second `{kind}` block in one case"));
                }
                self.blocks.push(Block { kind, line, body });
            }
        }
        Ok(())
    }
}

/// Returns a heading as the last part of a test's name: without a leading article and apostrophes, in lower
/// case, runs of other signs as one underscore.
pub fn slug(heading: &str) -> String {
    let lower = heading.trim().to_lowercase().replace(['\'', '’'], "");
    let rest = ["the ", "a ", "an "].iter().find_map(|article| lower.strip_prefix(article)).unwrap_or(&lower);
    let words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_")
}

/// Parses a date such as 2025-04-16.
fn parse_date(date: &str) -> Option<Date> {
    let mut parts = date.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    Some(Date { year, month, day })
}
