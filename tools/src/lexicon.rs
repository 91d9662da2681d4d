//! `lexicon`: validates the words under data/lexicon and compiles them into models/lexicon.bin.
//!
//! Every file is a table about one concern: a word or phrase, its fields ([`Field`]) and its flags ([`Flag`]).
//! The lists of fields and flags in the README of the folder are generated from their definitions.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use gloss::internal::lexicon::flags::{Field, Flag, Form};
use gloss::internal::lexicon::table::{self, Properties};

use crate::setup::root;
use crate::train::manifest;

/// Validate the words under data/lexicon and compile them into models/lexicon.bin
#[derive(clap::Args)]
pub struct Args {
    /// Write nothing; fail if the committed files are out of date with the sources
    #[arg(long)]
    check: bool,
}

/// Represents a space at either end of a phrase.
const SPACE: char = '_';

/// The lines of the README that enclose its generated lists.
const MARKS: [&str; 2] = ["<!-- written by cargo xtask lexicon -->", "<!-- end -->"];

/// Validates the sources, then writes or compares the generated files.
pub fn run(args: &Args) -> Result<()> {
    let sources = Sources::read(&root().join("data/lexicon"))?;
    let used = flags_and_fields_in_use(&root().join("src"))?;
    let bytes = sources.compile()?;
    let (readme_path, table_path) =
        (root().join("data/lexicon/README.md"), root().join("models/lexicon.bin"));
    let readme = fs::read_to_string(&readme_path).context("reading data/lexicon/README.md")?;
    let written = with_lists(&readme, &sources, &used)?;
    sources.check_flags(&used)?;
    if args.check {
        ensure!(
            fs::read(&table_path)? == bytes,
            "models/lexicon.bin is out of date: run cargo xtask lexicon"
        );
        ensure!(readme == written, "data/lexicon/README.md is out of date: run cargo xtask lexicon");
    } else {
        fs::write(&table_path, &bytes).context("writing models/lexicon.bin")?;
        fs::write(&readme_path, written).context("writing data/lexicon/README.md")?;
        let entry = manifest::Entry { inputs: sources.files.clone(), scores: Vec::new() };
        let folder = root().join("data/lexicon");
        let path = root().join("models/MANIFEST.toml");
        manifest::update(&path, "lexicon", "lexicon", &bytes, &folder, &entry)?;
    }
    println!("{} words, {} bytes", sources.words.len(), bytes.len());
    Ok(())
}

/// Fails if the compiled table is out of date: in a program with other flags than those of the table, words
/// have wrong ones.
pub fn check() -> Result<()> {
    run(&Args { check: true })
}

/// The validated tables.
struct Sources {
    /// The names of the files, in order.
    files: Vec<String>,
    words: BTreeMap<String, Properties>,
    /// The file of each flag that has words.
    flags: BTreeMap<Flag, String>,
    /// The files of each field that has values.
    fields: BTreeMap<Field, BTreeSet<String>>,
}

impl Sources {
    fn read(folder: &Path) -> Result<Self> {
        let mut sources = Self {
            files: Vec::new(),
            words: BTreeMap::new(),
            flags: BTreeMap::new(),
            fields: BTreeMap::new(),
        };
        let paths = fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
        let mut paths: Vec<PathBuf> = paths.flatten().map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|end| end == "tsv"));
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path)?;
            sources.add(&name, &text)?;
            sources.files.push(name);
        }
        Ok(sources)
    }

    /// Adds the rows of one file. An error is one line that begins with the file and the line of its fault.
    fn add(&mut self, file: &str, text: &str) -> Result<()> {
        let mut lines = text.lines();
        let columns: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
        let Some((&"word", columns)) = columns.split_first() else {
            bail!("data/lexicon/{file}:1: the first column is not \"word\"")
        };
        let mut last = "";
        for (number, line) in lines.enumerate() {
            self.add_row(file, columns, line, &mut last)
                .map_err(|fault| anyhow::anyhow!("data/lexicon/{file}:{}: {fault}", number + 2))?;
        }
        Ok(())
    }

    fn add_row<'t>(&mut self, file: &str, columns: &[&str], line: &'t str, last: &mut &'t str) -> Result<()> {
        let (word, cells) = line.split_once('\t').context("there is no tab behind the word")?;
        let cells: Vec<&str> = cells.split('\t').collect();
        ensure!(!word.is_empty() && word.trim() == word, "the word is empty or has spaces around it");
        ensure!(*last != word, "{word:?} is in the file twice");
        ensure!(*last < word, "{word:?} does not come after {last:?}, by bytes");
        ensure!(cells.len() == columns.len(), "{} cells for {} columns", cells.len() + 1, columns.len() + 1);
        ensure!(cells.iter().any(|cell| !cell.is_empty()), "{word:?} has no fields and no flags");
        *last = word;
        let properties = self.words.entry(word.replace(SPACE, " ")).or_default();
        for (column, cell) in columns.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            if *column == "flags" {
                let names: Vec<&str> = cell.split(' ').collect();
                ensure!(!names.contains(&""), "there are extra spaces in the flags of {word:?}");
                ensure!(names.is_sorted_by(|a, b| a < b), "the flags of {word:?} are not in order");
                for name in names {
                    let flag = Flag::ALL.iter().find(|flag| flag.name() == name);
                    let flag = *flag.with_context(|| format!("unknown flag {name:?}"))?;
                    let home = self.flags.entry(flag).or_insert_with(|| file.to_owned());
                    ensure!(home == file, "the flag {name:?} has words in two files, {home} and {file}");
                    ensure!(
                        flag.form() == Form::Written || !word.contains(char::is_uppercase),
                        "{word:?} has a capital, but the flag {name:?} is compared in lower case"
                    );
                    properties.flags.insert(flag as u16);
                }
            } else {
                let field = Field::ALL.iter().find(|field| field.name() == *column);
                let field = *field.with_context(|| format!("unknown column {column:?}"))?;
                let before = properties.values.insert(field as u8, cell.to_owned());
                ensure!(before.is_none(), "{word:?} has another {column} in another file");
                self.fields.entry(field).or_default().insert(file.to_owned());
            }
        }
        Ok(())
    }

    /// Fails if a flag or field has no words, or if no module uses it.
    fn check_flags(&self, used: &BTreeMap<String, BTreeSet<String>>) -> Result<()> {
        for flag in Flag::ALL {
            ensure!(self.flags.contains_key(flag), "no word has the flag {:?}", flag.name());
            ensure!(
                used.contains_key(&format!("Flag::{flag:?}")),
                "no module uses the flag {:?}",
                flag.name()
            );
        }
        for field in Field::ALL {
            ensure!(self.fields.contains_key(field), "no word has the field {:?}", field.name());
            ensure!(
                used.contains_key(&format!("Field::{field:?}")),
                "no module uses the field {:?}",
                field.name()
            );
        }
        Ok(())
    }

    fn compile(&self) -> Result<Vec<u8>> {
        let listed = Flag::ALL.iter().filter(|flag| flag.form() == Form::Listed).map(|flag| *flag as u16);
        table::write(&self.words, Flag::ALL.len() as u16, &listed.collect::<Vec<_>>())
            .map_err(|e| anyhow::anyhow!("the lexicon does not fit its table: {e}"))
    }
}

/// Finds the modules of the library that use each flag and field, by "Flag::Name" and "Field::Name".
fn flags_and_fields_in_use(src: &Path) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut folders = vec![src.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder)?.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let module = path.strip_prefix(src)?.components().next();
                let module = module.map_or(String::new(), |m| m.as_os_str().to_string_lossy().into_owned());
                for name in mentioned(&fs::read_to_string(&path)?) {
                    used.entry(name).or_default().insert(module.trim_end_matches(".rs").to_owned());
                }
            }
        }
    }
    Ok(used)
}

/// Finds every "Flag::Name" and "Field::Name" in a source file.
fn mentioned(source: &str) -> impl Iterator<Item = String> {
    ["Flag::", "Field::"].into_iter().flat_map(move |kind| {
        source.split(kind).skip(1).map(move |rest| {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            format!("{kind}{}", &rest[..end])
        })
    })
}

/// Replaces the lists of fields and flags in the README.
fn with_lists(readme: &str, sources: &Sources, used: &BTreeMap<String, BTreeSet<String>>) -> Result<String> {
    let [open, close] = MARKS;
    let (before, rest) = readme.split_once(open).context("the README lacks its first marker")?;
    let (_, after) = rest.split_once(close).context("the README lacks its second marker")?;
    let by = |name: String| {
        used.get(&name).map_or(String::new(), |modules| Vec::from_iter(modules.iter().cloned()).join(", "))
    };
    let mut lists =
        String::from("\n\n### Fields\n\n| column | files | used by | definition |\n|---|---|---|---|\n");
    for field in Field::ALL {
        let files: Vec<&str> = sources.fields.get(field).into_iter().flatten().map(|f| stem(f)).collect();
        lists.push_str(&format!(
            "| `{}` | {} | {} | {} |\n",
            field.name(),
            files.join(", "),
            by(format!("Field::{field:?}")),
            field.definition().trim()
        ));
    }
    for file in &sources.files {
        let flags =
            Vec::from_iter(sources.flags.iter().filter(|(_, home)| *home == file).map(|(flag, _)| *flag));
        if flags.is_empty() {
            continue;
        }
        lists.push_str(&format!(
            "\n### Flags of {file}\n\n| flag | words | compared | used by | definition |\n"
        ));
        lists.push_str("|---|--:|---|---|---|\n");
        for flag in flags {
            let words = sources.words.values().filter(|p| p.flags.contains(&(flag as u16))).count();
            let form = match flag.form() {
                Form::Written => "as written",
                Form::Lower => "lower case",
                Form::Lemma => "lemma",
                Form::Stem => "stem",
                Form::Listed => "searched for",
            };
            lists.push_str(&format!(
                "| `{}` | {words} | {form} | {} | {} |\n",
                flag.name(),
                by(format!("Flag::{flag:?}")),
                flag.definition().trim()
            ));
        }
    }
    Ok(format!("{before}{open}{lists}\n{close}{after}"))
}

fn stem(file: &str) -> &str {
    file.strip_suffix(".tsv").unwrap_or(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn committed_table_and_readme_are_up_to_date() {
        run(&Args { check: true }).unwrap();
    }

    fn error_of(rows: &str) -> String {
        let mut sources = Sources {
            files: Vec::new(),
            words: BTreeMap::new(),
            flags: BTreeMap::new(),
            fields: BTreeMap::new(),
        };
        format!("{:#}", sources.add("titles.tsv", rows).unwrap_err())
    }

    #[test]
    fn invalid_rows_are_refused() {
        for (rows, why) in [
            ("form\tflags\n", "first column"),
            ("word\tflags\nmr\ttitle\ncol\ttitle\n", "does not come after"),
            ("word\tflags\nmr\ttitle\nmr\ttitle\n", "titles.tsv:3: \"mr\" is in the file twice"),
            ("word\tflags\nMr\ttitle\n", "compared in lower case"),
            ("word\tflags\nmr\ttitle \n", "extra spaces"),
            ("word\tflags\nmr title\n", "no tab"),
            ("word\tflags\nmr\ttitel\n", "unknown flag"),
            ("word\tflags\nmr\ttitle male_title\n", "not in order"),
            ("word\tbase\nmr\ttitle\n", "unknown column"),
            ("word\tlemma\tflags\nmr\ttitle\n", "2 cells for 3"),
            ("word\tflags\nmr\t\n", "no fields and no flags"),
            ("word\tflags\n mr\ttitle\n", "spaces around"),
        ] {
            let error = error_of(rows);
            assert!(error.contains(why), "{rows:?}: {error}");
        }
    }
}
