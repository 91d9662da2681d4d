//! An article as the later stages read it: the text with its tokens, sentences and parts of speech.

use std::ops::Range;
use std::rc::Rc;

use crate::incremental::{Fingerprint, StageCache};
use crate::model::crf::Model;
use crate::pos::{self, Pos};
use crate::sentences::{self, Sentence};
use crate::text::Span;
use crate::tokens::words::{self, Spellings, Word};
use crate::tokens::{self, Token};

/// How many tokens a headline may have.
pub(crate) const HEADLINE: usize = 25;

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
    /// What the words look like.
    pub spellings: Spellings,
    /// The part of speech of each token.
    pub tags: Vec<Pos>,
    /// The blocks that have tokens, in order.
    pub blocks: Vec<Block>,
    /// Whether it is a text from its beginning, and no later [part](Article::part) of one.
    pub begins: bool,
}

/// A stretch of an article that is read by itself, whatever stands around it: a paragraph, mostly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its tokens, as indices into the article's.
    pub tokens: Range<usize>,
    /// Its sentences, as indices into the article's.
    pub sentences: Range<usize>,
    /// A key of its text and of how that was read.
    pub(crate) key: Fingerprint,
}

/// The blocks that the last reading has read.
#[derive(Default)]
pub struct Cache {
    blocks: StageCache<Rc<Read>>,
    words: words::Reader,
}

/// A token with what stands before it has at least so many bytes, in most texts.
const SHORTEST: usize = 5;

impl Cache {
    /// Keeps from now on.
    pub(crate) fn enable(&mut self) {
        self.blocks.enable();
    }

    /// Whether it keeps anything.
    pub(crate) fn is_enabled(&self) -> bool {
        self.blocks.is_enabled()
    }
}

/// What was read of a block; places count from its beginning.
struct Read {
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    words: Vec<Word>,
    tags: Vec<Pos>,
}

impl<'t> Article<'t> {
    /// Reads `text`: tokens, sentences, parts of speech.
    pub fn read(text: &'t str, pos: &Model) -> Self {
        Self::read_incremental(text, pos, &mut Cache::default())
    }

    /// The same, where blocks of it may have been read before.
    #[inline(never)]
    pub fn read_incremental(text: &'t str, model: &Model, cache: &mut Cache) -> Self {
        let tag = |words: &[Word], spellings: &Spellings, sentences: &[Sentence]| {
            pos::tag(model, words, spellings, sentences)
        };
        Self::read_with(text, tag, cache)
    }

    /// Reads `text` without parts of speech: none is known.
    pub fn untagged(text: &'t str) -> Self {
        Self::read_with(text, |words, _, _| vec![Pos::Other; words.len()], &mut Cache::default())
    }

    fn read_with(
        text: &'t str,
        tag: impl Fn(&[Word], &Spellings, &[Sentence]) -> Vec<Pos>,
        cache: &mut Cache,
    ) -> Self {
        let wrapped = sentences::is_hard_wrapped(text);
        let most = text.len() / SHORTEST;
        let mut article = Self {
            text,
            tokens: Vec::with_capacity(most),
            sentences: Vec::new(),
            words: Vec::with_capacity(most),
            spellings: Spellings::default(),
            tags: Vec::with_capacity(most),
            blocks: Vec::new(),
            begins: true,
        };
        cache.blocks.start_round();
        let reader = &mut cache.words;
        for range in sentences::blocks(text, wrapped) {
            let block = &text[range.clone()];
            let read = || {
                let tokens = tokens::tokenize(block);
                let sentences = sentences::split_block(block, &tokens, wrapped);
                let words = reader.read(block, &tokens);
                let tags = tag(&words, reader.spellings(), &sentences);
                Rc::new(Read { tokens, sentences, words, tags })
            };
            let key = Fingerprint::NEW.with(u64::from(wrapped)).with_text(block);
            article.append(&cache.blocks.get(|| key, read), key, range.start as u32);
        }
        article.spellings = reader.spellings().clone();
        article
    }

    /// Adds a block that starts at this byte.
    #[inline(never)]
    fn append(&mut self, block: &Read, key: Fingerprint, start: u32) {
        let (first, sentences) = (self.tokens.len(), self.sentences.len());
        let paragraph = self.sentences.last().map_or(0, |last| last.paragraph + 1);
        self.tokens.extend(block.tokens.iter().map(|t| Token { span: t.span.moved(start), ..*t }));
        self.sentences.extend(block.sentences.iter().map(|s| Sentence {
            span: s.span.moved(start),
            tokens: s.tokens.start + first..s.tokens.end + first,
            paragraph: s.paragraph + paragraph,
        }));
        self.words.extend_from_slice(&block.words);
        self.tags.extend_from_slice(&block.tags);
        if !block.tokens.is_empty() {
            let (tokens, sentences) = (first..self.tokens.len(), sentences..self.sentences.len());
            self.blocks.push(Block { tokens, sentences, key });
        }
    }

    /// A key of a block and of so many tokens before and behind it.
    pub(crate) fn fingerprint_around(&self, block: &Block, before: usize, behind: usize) -> Fingerprint {
        let Range { start, end } = block.tokens;
        let sides = [start.saturating_sub(before)..start, end..(end + behind).min(self.tokens.len())];
        sides.into_iter().fold(block.key, |key, side| key.with_fingerprint(self.fingerprint(side)))
    }

    /// The blocks, each with which of these items it holds; `first` is the first token of an item, and they are in order.
    pub(crate) fn by_block<T>(
        &self,
        items: &[T],
        first: impl Fn(&T) -> usize,
    ) -> impl Iterator<Item = (&Block, Range<usize>)> {
        let mut next = 0;
        self.blocks.iter().map(move |block| {
            let start = next;
            next += items[start..].iter().take_while(|item| first(item) < block.tokens.end).count();
            (block, start..next)
        })
    }

    /// The same, without the blocks that hold none.
    pub(crate) fn by_block_with<T>(
        &self,
        items: &[T],
        first: impl Fn(&T) -> usize,
    ) -> impl Iterator<Item = (&Block, Range<usize>)> {
        self.by_block(items, first).filter(|(_, here)| !here.is_empty())
    }

    /// Some whole blocks as an article of their own: its places count from their first token, and nothing is known of what
    /// stands around them but whether that is nothing.
    pub fn part(&self, blocks: Range<usize>) -> Self {
        let begins = self.begins && blocks.start == 0;
        let blocks = self.blocks.get(blocks).unwrap_or(&[]);
        let first = blocks.first().map_or(0, |b| b.tokens.start);
        let tokens = first..blocks.last().map_or(first, |b| b.tokens.end);
        let span = self.span(tokens.clone());
        let before = blocks.first().map_or(0, |b| b.sentences.start);
        let sentences = &self.sentences[before..blocks.last().map_or(before, |b| b.sentences.end)];
        let paragraph = sentences.first().map_or(0, |s| s.paragraph);
        let back = |range: &Range<usize>, by: usize| range.start - by..range.end - by;
        Self {
            text: span.of(self.text),
            tokens: self.tokens[tokens.clone()]
                .iter()
                .map(|t| Token { span: t.span.back(span.start), ..*t })
                .collect(),
            sentences: sentences
                .iter()
                .map(|s| Sentence {
                    span: s.span.back(span.start),
                    tokens: back(&s.tokens, first),
                    paragraph: s.paragraph - paragraph,
                })
                .collect(),
            words: self.words[tokens.clone()].to_vec(),
            spellings: self.spellings.clone(),
            tags: self.tags[tokens].to_vec(),
            blocks: blocks
                .iter()
                .map(|b| Block {
                    tokens: back(&b.tokens, first),
                    sentences: back(&b.sentences, before),
                    key: b.key,
                })
                .collect(),
            begins,
        }
    }

    /// The words of token `i`; empty past the end.
    pub fn word(&self, i: usize) -> &'t str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    /// The part of speech of token `i`; none that is known past the end.
    pub fn tag(&self, i: usize) -> Pos {
        self.tags.get(i).copied().unwrap_or(Pos::Other)
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

    /// A key of some tokens: their words, parts of speech, and where they stand from the first one on.
    pub(crate) fn fingerprint(&self, tokens: Range<usize>) -> Fingerprint {
        let first = self.tokens.get(tokens.start).map_or(0, |t| t.span.start);
        tokens.fold(Fingerprint::NEW, |key, i| {
            let Some(token) = self.tokens.get(i) else { return key.with(0) };
            let raw = self.words.get(i).map_or(0, |w| w.raw);
            let tag = self.tags.get(i).map_or(Pos::ALL.len(), |&tag| tag as usize);
            let look = tag << 4 | (token.kind as usize) << 1 | usize::from(token.spaced);
            key.with((u64::from(raw) << 32 | u64::from(token.span.start - first)) ^ (look as u64) << 20)
        })
    }

    /// The tokens of the headline: a short first line that does not end as a sentence does, with text after it.
    pub fn headline(&self) -> Option<Range<usize>> {
        let (first, second) = (self.sentences.first().filter(|_| self.begins)?, self.sentences.get(1)?);
        let end = self.word(first.tokens.end.checked_sub(1)?);
        let alone = first.paragraph != second.paragraph && !end.ends_with(['.', '!', '?', '”', '"']);
        (alone && first.tokens.len() <= HEADLINE).then(|| first.tokens.clone())
    }

    /// The index of the sentence that holds token `i`.
    pub fn sentence_of(&self, i: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= i)
    }
}
