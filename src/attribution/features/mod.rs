//! Features of the attribution network, shared by training and inference.
//!
//! Two kinds of rows: features of a token by itself ([`units`]), and features that relate a token to a cue
//! head ("said", "according", "claim") near it ([`relations`]). A feature is a 32-bit hash; a row is the list
//! of features of one token. Never knows weights or labels.

pub(crate) mod relations;
pub(crate) mod token;
pub(crate) mod units;

use crate::article::Article;
use crate::model::features::{Rows, feature, join};
use crate::recognizer::Name;
use crate::syntax::quotations::Quotes;
use rustc_hash::FxHashMap;

use token::{ClauseEdge, PAD, TokenFeatures, in_context, quote_kind, word_features};

/// Cache of the features of words without context, by hash of word and tag.
#[derive(Default)]
pub(crate) struct WordFeatures {
    known: FxHashMap<u32, TokenFeatures>,
}

/// An article with everything that the features read.
pub struct View<'a> {
    /// The article.
    pub article: &'a Article<'a>,
    /// Its quotations.
    pub quotes: &'a Quotes,
    tokens: Vec<TokenFeatures>,
    /// Hash of the word and tag of each token.
    word_keys: Vec<u32>,
    /// Length and position class of each quotation: see [`quote_kind`].
    quote_kinds: Vec<u8>,
    /// Prefix sums of the commas and stops before each token.
    commas: Vec<u32>,
    /// Prefix sums of the finite verbs before each token.
    verbs: Vec<u32>,
}

impl<'a> View<'a> {
    /// Computes the features of all tokens.
    pub fn new(article: &'a Article<'a>, names: &[Name], quotes: &'a Quotes) -> Self {
        Self::with(article, names, quotes, &mut WordFeatures::default())
    }

    /// Computes the features of all tokens with a cache of word features.
    #[inline(never)]
    pub(crate) fn with(
        article: &'a Article<'a>,
        names: &[Name],
        quotes: &'a Quotes,
        words: &mut WordFeatures,
    ) -> Self {
        let mut tokens = Vec::with_capacity(article.tokens.len());
        let mut word_keys = Vec::with_capacity(article.tokens.len());
        for (s, sentence) in article.sentences.iter().enumerate() {
            for i in sentence.tokens.clone() {
                let tag = article.tag(i);
                let raw = article.words.get(i).map_or(0, |w| w.raw);
                let key = join(raw, tag as u32);
                let word = *words.known.entry(key).or_insert_with(|| word_features(article.word(i), tag));
                tokens.push(in_context(word, quotes, i, s));
                word_keys.push(key);
            }
        }
        for name in names {
            for token in tokens.get_mut(name.tokens.clone()).unwrap_or_default() {
                token.name = name.kind as u8 + 1;
            }
        }
        let quote_kinds = quotes.quotes.iter().map(|q| quote_kind(article, q)).collect();
        let commas =
            prefix_sums(tokens.iter().map(|t| matches!(t.edge, ClauseEdge::Comma | ClauseEdge::Stop)));
        let verbs = prefix_sums(tokens.iter().map(|t| t.edge == ClauseEdge::Verb));
        Self { article, quotes, tokens, word_keys, quote_kinds, commas, verbs }
    }

    /// Everything that the network reads of token `i`, as one number.
    #[inline(never)]
    fn token_key(&self, i: usize) -> u64 {
        let (Some(t), Some(&word)) = (self.tokens.get(i), self.word_keys.get(i)) else { return 0 };
        let quote = u64::from(self.quote_kind(*t));
        let before = i.checked_sub(1).and_then(|k| self.tokens.get(k));
        let opens = before.is_none_or(|p| p.sentence != t.sentence);
        let context = quote << 20 | u64::from(t.place) << 16 | u64::from(t.name) << 8;
        u64::from(word) << 32 | context | u64::from(opens)
    }

    /// Kind of the quotation around a token, from 1; 0 outside.
    fn quote_kind(&self, t: TokenFeatures) -> u32 {
        let kind = t.quote.checked_sub(1).and_then(|q| self.quote_kinds.get(q as usize));
        kind.map_or(0, |&kind| u32::from(kind) + 1)
    }

    fn at(&self, i: usize, offset: isize) -> TokenFeatures {
        i.checked_add_signed(offset).and_then(|k| self.tokens.get(k)).copied().unwrap_or(PAD)
    }

    fn commas_between(&self, a: usize, b: usize) -> u32 {
        sum_between(&self.commas, a, b)
    }

    fn verbs_between(&self, a: usize, b: usize) -> u32 {
        sum_between(&self.verbs, a, b)
    }
}

/// Collects the features of one token; each template is hashed with its own number.
struct Row<'r> {
    rows: &'r mut Rows,
    kind: u16,
}

impl Row<'_> {
    fn add(&mut self, parts: &[u32]) {
        self.kind += 1;
        self.rows.push(feature(self.kind, parts.iter().fold(0, |h, &p| join(h, p))));
    }
}

/// Bucket of a distance; buckets grow with the distance.
fn bucket(distance: usize) -> u32 {
    match distance {
        0..=4 => distance as u32,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=49 => 9,
        _ => 10,
    }
}

/// Number of marks before each position.
fn prefix_sums(marks: impl Iterator<Item = bool>) -> Vec<u32> {
    let mut total = 0;
    let mut sums = vec![0];
    sums.extend(marks.map(|m| {
        total += u32::from(m);
        total
    }));
    sums
}

/// Number of marks in `a..b`, from their prefix sums.
fn sum_between(sums: &[u32], a: usize, b: usize) -> u32 {
    let at = |i: usize| sums.get(i).copied().unwrap_or(0);
    at(b.max(a)).saturating_sub(at(a))
}
