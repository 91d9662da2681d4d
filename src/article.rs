//! The article: the text with its tokens, sentences and parts of speech.
//!
//! The text is analysed block by block, so that after an edit only changed blocks are analysed. Never finds
//! names, values or claims.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use crate::incremental::{Fingerprint, StageCache};
use crate::lexicon::{Entry, Flag};
use crate::model::crf::runs;
use crate::parser::network::Buffers;
use crate::parser::relation::Relation;
use crate::parser::trees::Trees;
use crate::parser::{Dependency, Parser, Tagged};
use crate::pos::Pos;
use crate::sentences::{self, Sentence};
use crate::text::Span;
use crate::tokens::words::{self, Spellings, Word};
use crate::tokens::{self, Token};

/// Maximum number of tokens of a headline.
pub(crate) const MAX_HEADLINE_TOKENS: usize = 25;

/// The text and the results of the first stages. Later stages only read it.
pub struct Article<'t> {
    /// The text exactly as it was pasted.
    pub text: &'t str,
    /// Its tokens, in order.
    pub tokens: Vec<Token>,
    /// Its sentences, in order; every token belongs to one.
    pub sentences: Vec<Sentence>,
    /// The hashed word of each token, for the features of the models.
    pub words: Vec<Word>,
    /// The distinct spellings of the words.
    pub spellings: Spellings,
    /// The part of speech of each token.
    pub tags: Vec<Pos>,
    /// The syntax of the sentences of the whole article.
    trees: Rc<Trees>,
    /// The first token of this article in `trees`.
    first_in_trees: usize,
    /// The blocks that contain tokens, in order.
    pub blocks: Vec<Block>,
    /// Whether the text starts with the start of the article; false for a later [part](Article::part) of one.
    pub is_start: bool,
}

/// A range of an article whose tokens, sentences and tags do not depend on the rest: mostly a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its tokens, as indices into the article's tokens.
    pub tokens: Range<usize>,
    /// Its sentences, as indices into the article's sentences.
    pub sentences: Range<usize>,
    /// Fingerprint of its text and of whether lines are hard-wrapped.
    pub(crate) fingerprint: Fingerprint,
}

/// The analyses of the blocks of the last run.
#[derive(Default)]
pub struct Cache {
    blocks: StageCache<Rc<BlockAnalysis>>,
    words: words::WordHasher,
}

/// Lower bound, in most texts, of the mean number of bytes per token including the space before it.
const BYTES_PER_TOKEN: usize = 5;

impl Cache {
    /// Starts caching.
    pub(crate) fn enable(&mut self) {
        self.blocks.enable();
    }

    /// Whether results are cached.
    pub(crate) fn is_enabled(&self) -> bool {
        self.blocks.is_enabled()
    }
}

/// The analysis of a block; spans and indices are relative to its start.
struct BlockAnalysis {
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    words: Vec<Word>,
    tagged: Tagged,
}

impl<'t> Article<'t> {
    /// Analyses `text`: tokens, sentences, parts of speech, dependencies.
    pub fn read(text: &'t str, parser: &Arc<Parser<'static>>) -> Self {
        Self::read_incremental(text, parser, &mut Cache::default())
    }

    /// Does the same as [`read`](Self::read), reusing cached blocks.
    #[inline(never)]
    pub fn read_incremental(text: &'t str, parser: &Arc<Parser<'static>>, cache: &mut Cache) -> Self {
        let mut buffers = Buffers::default();
        let tag = |words: &[Word], spellings: &Spellings, sentences: &[Sentence]| {
            parser.tag(&mut buffers, words, spellings, sentences)
        };
        let (mut article, vectors) = Self::read_with(text, tag, cache);
        article.trees = Rc::new(Trees::new(Arc::clone(parser), vectors, article.tokens.len()));
        article
    }

    /// Analyses `text` without a parser; every tag is [`Pos::Other`].
    pub fn untagged(text: &'t str) -> Self {
        let tag = |words: &[Word], _: &Spellings, _: &[Sentence]| Tagged {
            tags: vec![Pos::Other; words.len()],
            vectors: Vec::new(),
        };
        Self::read_with(text, tag, &mut Cache::default()).0
    }

    /// Analyses `text` with this tagger; returns the vectors of all tokens beside it.
    fn read_with(
        text: &'t str,
        mut tag: impl FnMut(&[Word], &Spellings, &[Sentence]) -> Tagged,
        cache: &mut Cache,
    ) -> (Self, Vec<i16>) {
        let wrapped = sentences::is_hard_wrapped(text);
        let capacity = text.len() / BYTES_PER_TOKEN;
        let mut article = Self {
            text,
            tokens: Vec::with_capacity(capacity),
            sentences: Vec::new(),
            words: Vec::with_capacity(capacity),
            spellings: Spellings::default(),
            tags: Vec::with_capacity(capacity),
            trees: Rc::default(),
            first_in_trees: 0,
            blocks: Vec::new(),
            is_start: true,
        };
        let mut vectors = Vec::new();
        cache.blocks.start_round();
        let hasher = &mut cache.words;
        for range in sentences::blocks(text, wrapped) {
            let block = &text[range.clone()];
            let analyse = || {
                let tokens = tokens::tokenize(block);
                let sentences = sentences::split_block(block, &tokens, wrapped);
                let words = hasher.hash(block, &tokens);
                let tagged = tag(&words, hasher.spellings(), &sentences);
                Rc::new(BlockAnalysis { tokens, sentences, words, tagged })
            };
            let fingerprint = Fingerprint::NEW.with(u64::from(wrapped)).with_text(block);
            let analysis = cache.blocks.get(|| fingerprint, analyse);
            article.append(&analysis, fingerprint, range.start as u32);
            vectors.extend_from_slice(&analysis.tagged.vectors);
        }
        article.spellings = hasher.spellings().clone();
        (article, vectors)
    }

    /// Appends the analysis of a block that starts at byte `start`.
    #[inline(never)]
    fn append(&mut self, block: &BlockAnalysis, fingerprint: Fingerprint, start: u32) {
        let (first, sentences) = (self.tokens.len(), self.sentences.len());
        let paragraph = self.sentences.last().map_or(0, |last| last.paragraph + 1);
        self.tokens.extend(block.tokens.iter().map(|t| Token { span: t.span.shifted(start), ..*t }));
        self.sentences.extend(block.sentences.iter().map(|s| Sentence {
            span: s.span.shifted(start),
            tokens: s.tokens.start + first..s.tokens.end + first,
            paragraph: s.paragraph + paragraph,
        }));
        self.words.extend_from_slice(&block.words);
        self.tags.extend_from_slice(&block.tagged.tags);
        if !block.tokens.is_empty() {
            let (tokens, sentences) = (first..self.tokens.len(), sentences..self.sentences.len());
            self.blocks.push(Block { tokens, sentences, fingerprint });
        }
    }

    /// Fingerprint of a block with up to `before` tokens before it and `behind` tokens after it.
    pub(crate) fn fingerprint_around(&self, block: &Block, before: usize, behind: usize) -> Fingerprint {
        let Range { start, end } = block.tokens;
        let sides = [start.saturating_sub(before)..start, end..(end + behind).min(self.tokens.len())];
        sides.into_iter().fold(block.fingerprint, |all, side| all.with_fingerprint(self.fingerprint(side)))
    }

    /// Pairs every block with the range of `items` that start in it. `first` returns the first token of an
    /// item; the items must be in order.
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

    /// Does the same as [`by_block`](Self::by_block), without blocks that contain no item.
    pub(crate) fn by_block_with<T>(
        &self,
        items: &[T],
        first: impl Fn(&T) -> usize,
    ) -> impl Iterator<Item = (&Block, Range<usize>)> {
        self.by_block(items, first).filter(|(_, here)| !here.is_empty())
    }

    /// Returns some whole blocks as an article of their own. Its spans and indices are relative to their
    /// first token; of the rest of the article it records only whether anything precedes them.
    pub fn part(&self, blocks: Range<usize>) -> Self {
        let is_start = self.is_start && blocks.start == 0;
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
                .map(|t| Token { span: t.span.shifted_back(span.start), ..*t })
                .collect(),
            sentences: sentences
                .iter()
                .map(|s| Sentence {
                    span: s.span.shifted_back(span.start),
                    tokens: back(&s.tokens, first),
                    paragraph: s.paragraph - paragraph,
                })
                .collect(),
            words: self.words[tokens.clone()].to_vec(),
            spellings: self.spellings.clone(),
            tags: self.tags[tokens].to_vec(),
            trees: Rc::clone(&self.trees),
            first_in_trees: self.first_in_trees + first,
            blocks: blocks
                .iter()
                .map(|b| Block {
                    tokens: back(&b.tokens, first),
                    sentences: back(&b.sentences, before),
                    fingerprint: b.fingerprint,
                })
                .collect(),
            is_start,
        }
    }

    /// Returns the text of token `i`; empty past the end.
    pub fn word(&self, i: usize) -> &'t str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    /// Returns the lexicon entry of token `i` as written; [`Entry::NONE`] past the end.
    pub fn entry(&self, i: usize) -> Entry {
        self.words.get(i).map_or(Entry::NONE, |word| word.entry)
    }

    /// Whether token `i`, as written, has a flag.
    pub fn has(&self, i: usize, flag: Flag) -> bool {
        self.entry(i).has(flag)
    }

    /// Returns the lexicon entry of token `i` in lower case; [`Entry::NONE`] past the end.
    pub fn low_entry(&self, i: usize) -> Entry {
        self.words.get(i).map_or(Entry::NONE, |word| word.low_entry)
    }

    /// Whether token `i`, in lower case, has a flag.
    pub fn has_lower(&self, i: usize, flag: Flag) -> bool {
        self.low_entry(i).has(flag)
    }

    /// Returns the part of speech of token `i`; [`Pos::Other`] past the end.
    pub fn tag(&self, i: usize) -> Pos {
        self.tags.get(i).copied().unwrap_or(Pos::Other)
    }

    /// Returns the head of token `i` in its sentence; `None` for the root and past the end.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.dependency(i).head(i)
    }

    /// Writes the vectors of some tokens, normalised and rounded for the layers of other networks.
    pub fn vectors(&self, tokens: Range<usize>, out: &mut Vec<i16>) {
        let first = self.first_in_trees;
        self.trees.normalized(first + tokens.start..first + tokens.end, out);
    }

    #[inline]
    fn dependency(&self, i: usize) -> Dependency {
        let first = self.first_in_trees;
        let run = || {
            let sentence = self.sentences.get(self.sentence_of(i)).map_or(i..i, |s| s.tokens.clone());
            let run = runs(sentence).find(|run| run.contains(&i)).unwrap_or(i..i);
            first + run.start..first + run.end
        };
        self.trees.dependency(first + i, run)
    }

    /// Returns the relation of token `i` to its head; [`Relation::Unspecified`] past the end.
    pub fn relation(&self, i: usize) -> Relation {
        self.dependency(i).relation
    }

    /// Returns the span from the first to the last of these tokens; empty for an empty range.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        match (self.tokens.get(tokens.start), self.tokens.get(tokens.end.wrapping_sub(1))) {
            (Some(first), Some(last)) if !tokens.is_empty() => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// Returns the tokens that overlap `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.end <= span.start);
        let end = self.tokens.partition_point(|t| t.span.start < span.end);
        start..end.max(start)
    }

    /// Fingerprint of some tokens: their words, parts of speech, and offsets from the first one.
    pub(crate) fn fingerprint(&self, tokens: Range<usize>) -> Fingerprint {
        let first = self.tokens.get(tokens.start).map_or(0, |t| t.span.start);
        tokens.fold(Fingerprint::NEW, |all, i| {
            let Some(token) = self.tokens.get(i) else { return all.with(0) };
            let raw = self.words.get(i).map_or(0, |w| w.raw);
            let tag = self.tags.get(i).map_or(Pos::ALL.len(), |&tag| tag as usize);
            let form = tag << 4 | (token.kind as usize) << 1 | usize::from(token.spaced);
            all.with((u64::from(raw) << 32 | u64::from(token.span.start - first)) ^ (form as u64) << 20)
        })
    }

    /// Returns the tokens of the headline: a short first line that does not end like a sentence, with text
    /// after it.
    pub fn headline(&self) -> Option<Range<usize>> {
        let (first, second) = (self.sentences.first().filter(|_| self.is_start)?, self.sentences.get(1)?);
        let end = self.word(first.tokens.end.checked_sub(1)?);
        let alone = first.paragraph != second.paragraph && !end.ends_with(['.', '!', '?', '”', '"']);
        (alone && first.tokens.len() <= MAX_HEADLINE_TOKENS).then(|| first.tokens.clone())
    }

    /// Returns the index of the sentence that contains token `i`.
    pub fn sentence_of(&self, i: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= i)
    }
}
