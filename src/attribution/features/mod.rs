//! What the attribution network sees of a token: shared between training and running.
//!
//! It sees every token by itself, and what each token near the head of a cue ("said", "according", "claim") is to that
//! head. A feature is a 32-bit hash; a row is the list of the features that hold for a token. Nothing here knows weights
//! or labels.

pub(crate) mod relations;
pub(crate) mod token;
pub(crate) mod units;

use crate::article::Article;
use crate::model::features::{Rows, feature, join};
use crate::recognizer::Name;
use crate::syntax::quotations::Quotes;
use rustc_hash::FxHashMap;

use token::{Edge, PAD, Seen, place, quote_kind, read};

/// What words are by themselves: of each with its tag, worked out where it stands for the first time.
#[derive(Default)]
pub(crate) struct Words {
    known: FxHashMap<u32, Seen>,
}

/// The article as the features read it.
pub struct View<'a> {
    /// The article.
    pub article: &'a Article<'a>,
    /// Its quotes.
    pub quotes: &'a Quotes,
    seen: Vec<Seen>,
    /// A number for each token, the same for those that are the same word with the same tag.
    looks: Vec<u32>,
    /// For each quote: how long it is and how it stands, as one small number.
    quote_kinds: Vec<u8>,
    /// Running counts of commas and verbs before each token.
    commas: Vec<u32>,
    verbs: Vec<u32>,
}

impl<'a> View<'a> {
    /// Reads the article once.
    pub fn new(article: &'a Article<'a>, names: &[Name], quotes: &'a Quotes) -> Self {
        Self::with(article, names, quotes, &mut Words::default())
    }

    /// The same, where some words are known.
    #[inline(never)]
    pub(crate) fn with(
        article: &'a Article<'a>,
        names: &[Name],
        quotes: &'a Quotes,
        words: &mut Words,
    ) -> Self {
        let mut seen = Vec::with_capacity(article.tokens.len());
        let mut looks = Vec::with_capacity(article.tokens.len());
        for (s, sentence) in article.sentences.iter().enumerate() {
            for i in sentence.tokens.clone() {
                let tag = article.tag(i);
                let candidate = article.words.get(i).map_or(0, |w| w.raw);
                let look = join(candidate, tag as u32);
                let word = *words.known.entry(look).or_insert_with(|| read(article.word(i), tag));
                seen.push(place(word, quotes, i, s));
                looks.push(look);
            }
        }
        for name in names {
            for token in seen.get_mut(name.tokens.clone()).unwrap_or_default() {
                token.name = name.kind as u8 + 1;
            }
        }
        let quote_kinds = quotes.quotes.iter().map(|q| quote_kind(article, q)).collect();
        let commas = running(seen.iter().map(|t| matches!(t.edge, Edge::Comma | Edge::Stop)));
        let verbs = running(seen.iter().map(|t| t.edge == Edge::Verb));
        Self { article, quotes, seen, looks, quote_kinds, commas, verbs }
    }

    /// All that the models read of token `i`, as a number.
    #[inline(never)]
    fn look(&self, i: usize) -> u64 {
        let (Some(t), Some(&look)) = (self.seen.get(i), self.looks.get(i)) else { return 0 };
        let quote = u64::from(self.quote_kind(*t));
        let opens = i.checked_sub(1).and_then(|k| self.seen.get(k)).is_none_or(|p| p.sentence != t.sentence);
        let around = quote << 20 | u64::from(t.place) << 16 | u64::from(t.name) << 8;
        u64::from(look) << 32 | around | u64::from(opens)
    }

    /// The kind of the quote that a token stands in, from 1; 0 outside.
    fn quote_kind(&self, t: Seen) -> u32 {
        let kind = t.quote.checked_sub(1).and_then(|q| self.quote_kinds.get(q as usize));
        kind.map_or(0, |&kind| u32::from(kind) + 1)
    }

    fn at(&self, i: usize, offset: isize) -> Seen {
        i.checked_add_signed(offset).and_then(|k| self.seen.get(k)).copied().unwrap_or(PAD)
    }

    fn commas_between(&self, a: usize, b: usize) -> u32 {
        difference(&self.commas, a, b)
    }

    fn verbs_between(&self, a: usize, b: usize) -> u32 {
        difference(&self.verbs, a, b)
    }
}

/// Collects features, each hashed with its own number.
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

/// Distances, in steps that grow.
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

fn running(marks: impl Iterator<Item = bool>) -> Vec<u32> {
    let mut total = 0;
    let mut sums = vec![0];
    sums.extend(marks.map(|m| {
        total += u32::from(m);
        total
    }));
    sums
}

/// How many marks lie in `a..b`, from their running counts.
fn difference(sums: &[u32], a: usize, b: usize) -> u32 {
    let at = |i: usize| sums.get(i).copied().unwrap_or(0);
    at(b.max(a)).saturating_sub(at(a))
}
