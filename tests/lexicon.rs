//! Words are data: no list of words grows in the sources.
//!
//! `data/lexicon` holds the vocabulary; what may stay in `src/` are small closed sets of alternatives. This reads the
//! sources token by token and counts the string literals in lists: the elements of an array, and the alternatives of
//! a pattern. Formats and labels that are not English (`EXEMPT`) do not count, nor do tests.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]

mod sources;

use std::fs;
use std::path::Path;

use sources::{rust_files, without_tests};

/// Maximum number of words in lists, over all files.
const MOST: usize = 300;

/// Maximum number of words in one list.
const LONGEST: usize = 12;

/// Modules whose lists are names of formats, columns and labels.
const EXEMPT: [&str; 5] = ["render", "wasm", "model", "kb", "document"];

/// The file whose lists are sentences: the examples of the rules.
const EXAMPLES: &str = "attribution/rules/table.rs";

#[test]
fn few_words_are_left_in_the_sources() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    for path in rust_files(&root) {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        let module = name.split(['/', '.']).next().unwrap_or_default();
        if EXEMPT.contains(&module) || name == EXAMPLES {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        all.extend(lists(&tokens(without_tests(&text))).into_iter().map(|list| (name.clone(), list)));
    }
    let count: usize = all.iter().map(|(_, list)| list.len()).sum();
    let long: Vec<_> = all.iter().filter(|(_, list)| list.len() > LONGEST).collect();
    assert!(long.is_empty(), "lists of more than {LONGEST} words belong in data/lexicon: {long:#?}");
    let lines: Vec<String> = all.iter().map(|(name, list)| format!("{name}: {}", list.join(" "))).collect();
    assert!(count < MOST, "{count} words are in lists of the sources:\n{}", lines.join("\n"));
    println!("{count} words are in lists of the sources");
}

/// A token of Rust, as far as lists need it.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// A string literal.
    Text(String),
    /// A name, a keyword or a number.
    Name(String),
    Mark(char),
}

/// The tokens of a source file, without comments, byte strings and characters.
fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let (mut found, mut i) = (Vec::new(), 0);
    while i < chars.len() {
        let c = at(i);
        if c == '/' && at(i + 1) == '/' {
            i += chars[i..].iter().take_while(|&&c| c != '\n').count();
        } else if c == '"' {
            let end = end_of_text(&chars, i);
            found.push(Token::Text(chars[i + 1..end].iter().collect()));
            i = end + 1;
        } else if c == 'b' && at(i + 1) == '"' {
            i = end_of_text(&chars, i + 1) + 1;
        } else if c == '\'' && at(i + 1) == '\\' {
            i += 3 + chars[i + 3..].iter().take_while(|&&c| c != '\'').count() + 1;
        } else if c == '\'' && at(i + 2) == '\'' {
            i += 3;
        } else if c.is_alphanumeric() || c == '_' {
            let len = chars[i..].iter().take_while(|&&c| c.is_alphanumeric() || c == '_').count();
            found.push(Token::Name(chars[i..i + len].iter().collect()));
            i += len;
        } else {
            if !c.is_whitespace() {
                found.push(Token::Mark(c));
            }
            i += 1;
        }
    }
    found
}

/// The place of the quotation mark that ends the text that one at `start` begins.
fn end_of_text(chars: &[char], start: usize) -> usize {
    let mut i = start + 1;
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    i
}

/// The literals with a letter in every list of at least two: in brackets without a block, or joined by bars.
fn lists(tokens: &[Token]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut counted = vec![false; tokens.len()];
    for open in (0..tokens.len()).filter(|&i| tokens[i] == Token::Mark('[')) {
        let mut depth = 0;
        let close = (open..tokens.len()).find(|&i| {
            depth += i32::from(tokens[i] == Token::Mark('[')) - i32::from(tokens[i] == Token::Mark(']'));
            depth == 0
        });
        let inside = open..close.unwrap_or(open);
        if tokens[inside.clone()].contains(&Token::Mark('{')) {
            continue;
        }
        let list: Vec<usize> = inside.filter(|&i| !counted[i] && word(&tokens[i]).is_some()).collect();
        add(&list, tokens, &mut counted, &mut found);
    }
    let mut i = 0;
    while i < tokens.len() {
        let mut list = vec![i];
        while let Token::Text(_) = tokens[i]
            && tokens.get(i + 1) == Some(&Token::Mark('|'))
            && let Some(Token::Text(_)) = tokens.get(i + 2)
        {
            i += 2;
            list.push(i);
        }
        list.retain(|&i| !counted[i] && word(&tokens[i]).is_some());
        add(&list, tokens, &mut counted, &mut found);
        i += 1;
    }
    found
}

/// Counts a list if it is one.
fn add(list: &[usize], tokens: &[Token], counted: &mut [bool], found: &mut Vec<Vec<String>>) {
    if list.len() > 1 {
        list.iter().for_each(|&i| counted[i] = true);
        found.push(list.iter().filter_map(|&i| word(&tokens[i]).map(str::to_owned)).collect());
    }
}

/// The text of a literal that has a letter.
fn word(token: &Token) -> Option<&str> {
    match token {
        Token::Text(text) => Some(text.as_str()).filter(|text| text.contains(char::is_alphabetic)),
        _ => None,
    }
}

#[test]
fn lists_are_seen() {
    let found = |source: &str| lists(&tokens(source));
    assert_eq!(found(r#"const A: &[&str] = &["a", ".", "b"]; // ["c", "d"]"#), [["a", "b"]]);
    assert_eq!(found(r#"matches!(x, "a" | "b" if y) || "c" == '"' || z("d", "e")"#), [["a", "b"]]);
    assert_eq!(found(r#"[("a", 1), ("b", 2)]; "say \"x\""; b"f" | b"g""#), [["a", "b"]]);
    assert!(found(r#"["a"]; match x { "a" => 1, "b" => 2 }"#).is_empty());
}
