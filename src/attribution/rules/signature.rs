//! Signatures: a name after a dash, under a quotation ("“…” — Ruth Adams") or a post ("… — Ruth Adams
//! (@mayor) May 1").
//!
//! The signature ends its line; the quotation or post has a line of its own or begins the signature's line.
//! Never looks at dashes inside a sentence that continues.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::recognizer::Name;
use crate::syntax::quotations::{Place, Quotes, SHORTEST, is_dash};

/// Longest signature, in tokens: name, role, handle and date.
const LONGEST: usize = 16;
/// Maximum number of tokens before the name, plus one: "Mayor Ruth Adams".
const TITLE: usize = 4;
/// Maximum number of sentences in the line of a post.
const POST: usize = 64;

/// Finds the claims of signatures, in order.
#[inline(never)]
pub(crate) fn find_signatures(article: &Article, names: &[Name], quotes: &Quotes) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (s, sentence) in article.sentences.iter().enumerate() {
        let Range { start, end } = sentence.tokens;
        let dash = (start..end.min(start + 1))
            .chain(end.saturating_sub(LONGEST + 1).max(start + 1)..end)
            .find(|&i| is_dash(article.word(i)) && (i == start || quotes.place(i - 1) == Place::Close));
        let Some(dash) = dash.filter(|_| ends_line(article, s)) else { continue };
        let Some(source) = signer(article, names, dash + 1..end) else { continue };
        let content = quoted(article, quotes, dash).or_else(|| post(article, s, dash, source.end));
        if let Some(content) = content {
            found.push(Candidate::by_rule(dash, dash..dash + 1, source, content));
        }
    }
    found
}

/// Whether a sentence ends its line.
fn ends_line(article: &Article, sentence: usize) -> bool {
    let Some([this, next]) = article.sentences.get(sentence..sentence + 2) else { return true };
    this.paragraph != next.paragraph || between(article, this.span.end, next.span.start).contains('\n')
}

/// The text between two bytes.
fn between<'t>(article: &Article<'t>, start: u32, end: u32) -> &'t str {
    article.text.get(start as usize..end as usize).unwrap_or("")
}

/// The name of a signature, with the title before it; other capitalised words where no name was recognised.
fn signer(article: &Article, names: &[Name], tokens: Range<usize>) -> Option<Range<usize>> {
    let finite = |i| article.tag(i).is_finite();
    if tokens.is_empty() || tokens.len() > LONGEST || tokens.clone().any(finite) {
        return None;
    }
    let capital = |i: &usize| article.word(*i).starts_with(char::is_uppercase);
    let name = names.get(names.partition_point(|n| n.tokens.start < tokens.start));
    let named = name.map(|n| n.tokens.clone()).filter(|name| {
        name.start < tokens.end.min(tokens.start + TITLE) && (tokens.start..name.start).all(|i| capital(&i))
    });
    let end =
        named.map_or_else(|| tokens.clone().find(|i| !capital(i)).unwrap_or(tokens.end), |name| name.end);
    let ends = end >= tokens.end || matches!(article.word(end), "," | "." | "(" | "|" | "/");
    (end > tokens.start && end <= tokens.end && ends).then_some(tokens.start..end)
}

/// The quotation that ends before a dash and begins its line, with the paragraphs that it runs over.
fn quoted(article: &Article, quotes: &Quotes, dash: usize) -> Option<Vec<Range<usize>>> {
    let stop = usize::from(article.word(dash.checked_sub(1)?) == ".");
    let last = dash.checked_sub(1 + stop).filter(|&i| quotes.place(i) == Place::Close)?;
    let at = quotes.at(last)?;
    let first = (0..=at).rev().find(|&q| quotes.quotes.get(q).is_some_and(|q| !q.continues))?;
    let all: Vec<_> = quotes.quotes.get(first..=at)?.iter().map(|q| q.tokens.clone()).collect();
    let opens = all.iter().all(|q| begins_line(article, q.start));
    (opens && all.iter().map(|q| q.len()).sum::<usize>() >= SHORTEST).then_some(all)
}

/// Whether a token begins its line.
fn begins_line(article: &Article, token: usize) -> bool {
    let Some(before) = token.checked_sub(1) else { return true };
    let (before, this) = (article.span(before..before + 1), article.span(token..token + 1));
    between(article, before.end, this.start).contains('\n')
}

/// The line before a dash, where a handle follows the name: "(@mayor)".
fn post(article: &Article, sentence: usize, dash: usize, end: usize) -> Option<Vec<Range<usize>>> {
    if article.word(end) != "(" || !article.word(end + 1).starts_with('@') {
        return None;
    }
    let of_line = article.sentences.get(..=sentence)?.iter().rev().map(|s| s.tokens.start);
    let start = of_line.take(POST).find(|&start| begins_line(article, start))?;
    (start < dash).then(|| std::iter::once(start..dash).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;
    use crate::syntax::quotations;

    /// Sources and contents of the signatures.
    fn signed(text: &str) -> Vec<(String, String)> {
        let article = Article::read(text, &Resources::embedded().unwrap().parser);
        let names = crate::recognizer::find(&article, &Resources::embedded().unwrap().recognizer);
        let words = |tokens: Range<usize>| article.span(tokens).of(text).to_owned();
        let pair =
            |candidate: Candidate| (words(candidate.source.unwrap()), words(candidate.content[0].clone()));
        find_signatures(&article, &names, &quotations::find(&article)).into_iter().map(pair).collect()
    }

    fn pair(source: &str, content: &str) -> (String, String) {
        (source.to_owned(), content.to_owned())
    }

    #[test]
    fn name_under_a_quotation_is_its_speaker() {
        let quote = "“The dam should have been rebuilt ten years ago.”";
        for dash in [" — ", "― ", "\n- ", "\n\n-- "] {
            let text =
                format!("Readers wrote in.\n\n{quote}{dash}Mayor Ruth Adams, in a letter.\n\nIt rained.");
            assert_eq!(signed(&text), [pair("Mayor Ruth Adams", quote)], "{dash:?}");
        }
    }

    #[test]
    fn line_with_a_handle_is_a_post() {
        let text =
            "It rained.\n\nThe ferry is back. We cheered. — Ruth Adams (@mayoradams) September 1, 2025";
        assert_eq!(signed(text), [pair("Ruth Adams", "The ferry is back. We cheered.")]);
    }

    #[test]
    fn dash_inside_a_sentence_is_not_a_signature() {
        for text in [
            "It “will never again sail under this flag and crew” — Adams's promise — and sank.",
            "“We will never again sail under this flag,” he said — Ruth Adams",
            "The list:\n\n- Ruth Adams, mayor\n- Lena Fischer, clerk",
            "“The dam should have been rebuilt ten years ago.” — Ruth Adams waved it away.",
        ] {
            assert_eq!(signed(text), [], "{text}");
        }
    }
}
