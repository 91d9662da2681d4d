//! Tests of the runner of the cases: its parser, its updates and its diff.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cases_runner;

use std::fs;
use std::path::{Path, PathBuf};

use cases_runner::{diff, page, update};
use libtest_mimic::{Arguments, Conclusion};

const PAGE: &str = "# Title

Introduction.

## The name of a person

```text
Ana Ruiz left.
```

```names
PERSON Ana Ruiz
```

```entities
PERSON Ana Ruiz | Ana Ruiz
```

## No name

published: 2025-04-16

```text
Nobody left on Monday.
```

```names

```

```values
DATE Monday = 2025-04-14
```
";

/// An empty folder for the pages of one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cases_runner").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Outcome of running the page `page.md` of a folder: conclusion, rewritten blocks and what was printed.
fn run(folder: &Path, update: bool, filter: Option<&str>) -> (Conclusion, Vec<String>, String) {
    let log = folder.join("log.txt");
    let arguments = Arguments {
        logfile: Some(log.display().to_string()),
        filter: filter.map(str::to_owned),
        test_threads: Some(8),
        ..Arguments::default()
    };
    let (conclusion, rewritten) = cases_runner::run(folder, &arguments, update).unwrap();
    (conclusion, rewritten, fs::read_to_string(log).unwrap())
}

#[test]
fn slug_is_the_heading_without_article_case_and_signs() {
    assert_eq!(page::slug("The agent of a passive is the speaker"), "agent_of_a_passive_is_the_speaker");
    assert_eq!(page::slug("“I” is the speaker’s pronoun, 1.2bn too"), "i_is_the_speakers_pronoun_1_2bn_too");
    assert_eq!(page::slug("Theatres"), "theatres");
}

#[test]
fn page_is_parsed_with_lines() {
    let cases = page::parse(PAGE).unwrap();
    let blocks = |case: &page::Case| case.blocks.iter().map(|b| (b.kind, b.line)).collect::<Vec<_>>();
    assert_eq!(cases.len(), 2);
    assert_eq!((cases[0].slug.as_str(), cases[0].line), ("name_of_a_person", 5));
    assert_eq!(cases[0].text, "Ana Ruiz left.");
    assert_eq!(blocks(&cases[0]), [("names", 11), ("entities", 15)]);
    assert_eq!(cases[0].published, None);
    assert_eq!(cases[1].published.map(|d| (d.year, d.month, d.day)), Some((2025, 4, 16)));
    assert_eq!(blocks(&cases[1]), [("names", 27), ("values", 31)]);
    assert_eq!(cases[1].blocks[0].body, "\n");
}

#[test]
fn dictionary_block_gives_corrections() {
    let entry = "```dictionary\n{\"words\": [\"Ana\"], \"is\": \"none\"}\n```\n";
    let cases = page::parse(&format!("## One\n{entry}```text\nx\n```\n```names\n```\n")).unwrap();
    assert_eq!(cases[0].corrections[0].words, ["Ana"]);
}

#[test]
fn faulty_page_is_refused_with_line_and_reason() {
    let good = "## One\n```text\nx\n```\n```names\n```\n";
    for (source, line, reason) in [
        ("# Title\n".to_owned(), 1, "a page without cases"),
        (format!("```names\n```\n{good}"), 1, "a block under no heading"),
        (format!("{good}{good}"), 7, "a second case named one; the first is on line 1"),
        (format!("{good}## The one!\n"), 7, "a second case named one; the first is on line 1"),
        (format!("{good}```nouns\n```\n"), 7, "unknown block \"nouns\""),
        (format!("{good}```names\n```\n"), 7, "a second `names` block"),
        (format!("{good}```text\ny\n```\n"), 7, "a second `text` block"),
        (format!("{good}```roles\n"), 7, "a block \"roles\" that never ends"),
        (format!("{good}## Two\n```text\ny\n```\n"), 7, "a case without an expected block"),
        (format!("## Two\n```names\n```\n{good}"), 1, "a case without a `text` block"),
        (format!("{good}published: yesterday\n"), 7, "no date"),
        (format!("{good}```dictionary\nwords\n```\n"), 7, ""),
    ] {
        let (at, message) = page::parse(&source).unwrap_err();
        assert_eq!(at, line, "{message} in {source}");
        assert!(message.contains(reason), "{message} in {source}");
    }
}

#[test]
fn faulty_page_stops_the_run_and_is_named() {
    let folder = folder("faulty");
    fs::write(folder.join("good.md"), PAGE).unwrap();
    fs::write(folder.join("bad.md"), "# Title\n\n## One\n").unwrap();
    let errors = cases_runner::run(&folder, &Arguments::default(), false).map(|_| ()).unwrap_err();
    assert_eq!(errors.len(), 1);
    assert!(errors[0].ends_with("bad.md:3: a case without a `text` block"), "{errors:?}");
}

#[test]
fn folder_without_pages_is_refused() {
    assert!(page::load(&folder("empty")).is_err());
}

#[test]
fn case_that_holds_passes_and_a_filter_selects_it() {
    let folder = folder("passing");
    fs::write(folder.join("page.md"), PAGE).unwrap();
    let (conclusion, rewritten, _) = run(&folder, true, Some("page::no_name"));
    assert_eq!((conclusion.num_passed, conclusion.num_failed, conclusion.num_filtered_out), (1, 0, 1));
    assert!(rewritten.is_empty());
    assert_eq!(fs::read_to_string(folder.join("page.md")).unwrap(), PAGE);
}

#[test]
fn failing_case_shows_a_diff_its_place_and_how_to_update() {
    let folder = folder("failing");
    let source = PAGE.replace("PERSON Ana Ruiz\n", "PERSON Ana\nGPE Ruiz\n");
    fs::write(folder.join("page.md"), &source).unwrap();
    let (conclusion, _, log) = run(&folder, false, None);
    assert_eq!((conclusion.num_passed, conclusion.num_failed), (1, 1));
    for part in [
        "page.md:11: `names` differs",
        "- PERSON Ana\n- GPE Ruiz\n+ PERSON Ana Ruiz\n",
        "UPDATE_EXPECT=1 cargo test --test cases -- --exact page::name_of_a_person",
    ] {
        assert!(log.contains(part), "{part} in {log}");
    }
    assert_eq!(fs::read_to_string(folder.join("page.md")).unwrap(), source);
}

#[test]
fn update_rewrites_every_block_that_differs_and_nothing_else() {
    let folder = folder("update");
    let path = folder.join("page.md");
    let cases = &PAGE[PAGE.find("\n## ").unwrap()..];
    let right: String = (0..40).map(|i| cases.replace("\n## ", &format!("\n## {i} "))).collect();
    let wrong =
        right.replace("PERSON Ana Ruiz\n", "ORG a\nORG b\n").replace("```names\n\n", "```names\nGPE c\n");
    let right = right.replace("```names\n\n", "```names\n");
    fs::write(&path, &wrong).unwrap();
    let (conclusion, rewritten, _) = run(&folder, true, None);
    assert_eq!((conclusion.num_passed, conclusion.num_failed), (80, 0));
    assert_eq!(rewritten.len(), 80);
    assert!(
        rewritten.iter().any(|line| line.ends_with("`names` of page::7_the_name_of_a_person")),
        "{rewritten:?}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), right);
    let (conclusion, rewritten, _) = run(&folder, true, None);
    assert_eq!((conclusion.num_passed, rewritten.len()), (80, 0));
}

#[test]
fn update_replaces_one_body_in_place() {
    let path = folder("rewrite").join("page.md");
    fs::write(&path, PAGE).unwrap();
    update::rewrite(&path, "name_of_a_person", "entities", "").unwrap();
    update::rewrite(&path, "no_name", "names", "GPE a\nGPE b\n").unwrap();
    let expected = PAGE
        .replace("```entities\nPERSON Ana Ruiz | Ana Ruiz\n", "```entities\n")
        .replace("```names\n\n", "```names\nGPE a\nGPE b\n");
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);
    assert!(update::rewrite(&path, "no_name", "roles", "").is_err());
    assert!(update::rewrite(&path, "another_name", "names", "").is_err());
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);
}

#[test]
fn diff_marks_lines_that_only_one_side_has() {
    assert_eq!(diff::lines("a\nb\nc\n", "a\nc\nd\n"), "  a\n- b\n  c\n+ d\n");
    assert_eq!(diff::lines("", "a\n"), "+ a\n");
    assert_eq!(diff::lines("a\n\n", "a\n"), "  a\n");
}
