//! Prints the syntax of a text: a line for each token with its number, word, part of speech, head and relation.

use std::io::{self, Read, Write};

use anyhow::Result;
use gloss::internal::Resources;
use gloss::internal::article::Article;

/// Reads a text from standard input and prints its syntax; a blank line separates sentences.
pub fn run() -> Result<()> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let article = Article::read(&text, &Resources::embedded()?.parser);
    let mut out = io::stdout().lock();
    for sentence in &article.sentences {
        for i in sentence.tokens.clone() {
            let at = |i: usize| i - sentence.tokens.start + 1;
            let (tag, relation) = (article.tag(i).name(), article.relation(i).name());
            match article.head(i) {
                Some(head) => {
                    writeln!(out, "{}\t{}\t{tag}\t{}\t{relation}", at(i), article.word(i), at(head))?
                }
                None => writeln!(out, "{}\t{}\t{tag}\t0\troot", at(i), article.word(i))?,
            }
        }
        writeln!(out)?;
    }
    Ok(())
}
