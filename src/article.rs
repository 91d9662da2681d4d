//! An article as the later stages read it: the text with its tokens, sentences and parts of speech.

use std::ops::Range;

use crate::resources::Resources;
use crate::sentences::{self, Sentence};
use crate::tagger::pos::{self, Pos};
use crate::tagger::words::{self, Word};
use crate::text::Span;
use crate::tokens::{self, Token};

/// How many tokens a headline may have.
pub const HEADLINE: usize = 25;

/// The text and what the first stages know of it. Later stages only read it.
pub struct Article<'t> {
    /// The text exactly as it was pasted.
    pub text: &'t str,
    /// Its tokens, in order.
    pub tokens: Vec<Token>,
    /// Its sentences, in order; together they hold every token.
    pub sentences: Vec<Sentence>,
    /// The word of each token, as the models' features see it.
    pub words: Vec<Word>,
    /// The part of speech of each token.
    pub tags: Vec<Pos>,
}

impl<'t> Article<'t> {
    /// Reads `text`: tokens, sentences, parts of speech.
    pub fn read(text: &'t str, resources: &Resources) -> Self {
        let tokens = tokens::tokenize(text);
        let sentences = sentences::split(text, &tokens);
        let words = words::read(text, &tokens);
        let tags = pos::tag(&resources.pos, &words, &sentences);
        Self { text, tokens, sentences, words, tags }
    }

    /// The words of token `i`; empty past the end.
    pub fn word(&self, i: usize) -> &'t str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    /// The span from the first to the last of these tokens; empty for an empty range.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        match (self.tokens.get(tokens.start), self.tokens.get(tokens.end.wrapping_sub(1))) {
            (Some(first), Some(last)) if !tokens.is_empty() => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// The tokens that overlap `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.end <= span.start);
        let end = self.tokens.partition_point(|t| t.span.start < span.end);
        start..end.max(start)
    }

    /// The tokens of the headline: a short first line that does not end as a sentence does, with text after it.
    pub fn headline(&self) -> Option<Range<usize>> {
        let (first, second) = (self.sentences.first()?, self.sentences.get(1)?);
        let end = self.word(first.tokens.end.checked_sub(1)?);
        let alone = first.paragraph != second.paragraph && !end.ends_with(['.', '!', '?', '”', '"']);
        (alone && first.tokens.len() <= HEADLINE).then(|| first.tokens.clone())
    }

    /// The index of the sentence that holds token `i`.
    pub fn sentence_of(&self, i: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= i)
    }
}
