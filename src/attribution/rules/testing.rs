//! Candidates of short texts for the tests of the rules.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::resources::Resources;
use crate::text::Span;

/// Tokens and tags of a text.
pub(super) fn read(text: &str) -> Article<'_> {
    Article::read(text, &Resources::embedded().unwrap().parser)
}

/// Tokens of the first occurrence of some words.
pub(super) fn tokens(article: &Article, words: &str) -> Range<usize> {
    let start = article.text.find(words).unwrap() as u32;
    article.tokens_in(Span::new(start, start + words.len() as u32))
}

/// A candidate of these words, each at its first occurrence; no source or content where the words are empty.
/// The head is the last word of the cue that is a verb, or its first word.
pub(super) fn candidate(article: &Article, source: &str, cue: &str, content: &[&str]) -> Candidate {
    let cue = tokens(article, cue);
    let head = cue.clone().rev().find(|&i| article.tag(i).is_verb()).unwrap_or(cue.start);
    Candidate {
        head,
        cue,
        source: (!source.is_empty()).then(|| tokens(article, source)),
        content: content.iter().map(|words| tokens(article, words)).collect(),
        confidence: 0.9,
        boundary_confidence: [0.9; 3],
    }
}

/// The words of some tokens.
pub(super) fn words<'t>(article: &Article<'t>, tokens: &Range<usize>) -> &'t str {
    article.span(tokens.clone()).of(article.text)
}

/// A candidate as "source | cue | content | content".
pub(super) fn shown(article: &Article, candidate: &Candidate) -> String {
    let source = candidate.source.as_ref().map_or("", |source| words(article, source));
    let content = candidate.content.iter().map(|c| words(article, c));
    [source, words(article, &candidate.cue)].into_iter().chain(content).collect::<Vec<_>>().join(" | ")
}

/// All candidates, shown.
pub(super) fn shown_all(article: &Article, candidates: &[Candidate]) -> Vec<String> {
    candidates.iter().map(|c| shown(article, c)).collect()
}
