//! Properties of a token that the features of the attribution network are made of.
//!
//! Never reads neighbouring tokens, except for the quotation around a token.

use crate::article::Article;
use crate::lexicon::{self, Flag, speech_acts};
use crate::model::features::join;
use crate::pos::Pos;
use crate::syntax::lemma;
use crate::syntax::quotations::{self, Place, Quotes};

/// Properties of a token, computed once per article.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TokenFeatures {
    /// Hash of the word in lower case; all digits hash alike.
    pub word: u32,
    /// Hash of the lemma of verbs, nouns and adjectives; of the word otherwise.
    pub lemma: u32,
    /// Speech act of the lemma, from 1; 0 for none.
    pub kind: u8,
    /// Kind of the name that it belongs to, from 1; 0 for none.
    pub name: u8,
    /// Hash of the last three characters.
    pub suffix: u32,
    /// Hash of the first four characters.
    pub prefix: u32,
    /// Word shape: small letters, capitalised, capitals, digits, other.
    pub shape: u8,
    /// Part of speech.
    pub tag: u8,
    /// Place in the quotation around it: a [`Place`].
    pub place: u8,
    /// Kind of clause edge.
    pub edge: ClauseEdge,
    /// Quotation around it, from 1; 0 outside.
    pub quote: u32,
    /// Index of the sentence.
    pub sentence: u32,
    /// Whether it is a quotation mark, or an apostrophe by itself.
    pub mark: bool,
}

/// Kind of boundary that a token makes between clauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum ClauseEdge {
    None,
    Comma,
    Stop,
    Colon,
    Dash,
    Bracket,
    That,
    Relative,
    But,
    And,
    Because,
    Verb,
}

/// Features of a position outside the article.
pub(crate) const PAD: TokenFeatures = TokenFeatures {
    word: 1,
    lemma: 1,
    kind: 0,
    name: 0,
    suffix: 1,
    prefix: 1,
    shape: 9,
    tag: 63,
    place: 0,
    edge: ClauseEdge::None,
    quote: 0,
    sentence: u32::MAX,
    mark: false,
};

fn is_verb(tag: Pos) -> bool {
    matches!(tag, Pos::VerbBase | Pos::VerbIng | Pos::VerbPart | Pos::VerbPast | Pos::VerbPres)
}

/// Features of a word without context.
#[inline(never)]
pub(crate) fn word_features(word: &str, tag: Pos) -> TokenFeatures {
    let tag = lemma::as_verb(word).filter(|_| !is_verb(tag)).unwrap_or(tag);
    let hash = |chars: &mut dyn Iterator<Item = char>| {
        chars.fold(2u32, |h, c| join(h, if c.is_ascii_digit() { '0' as u32 } else { c as u32 }))
    };
    let lower = hash(&mut word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
    let base = match tag {
        Pos::VerbBase
        | Pos::VerbIng
        | Pos::VerbPart
        | Pos::VerbPast
        | Pos::VerbPres
        | Pos::Noun
        | Pos::Adj => Some(lemma::of(word, tag)),
        _ => None,
    };
    let suffix = hash(&mut word.chars().rev().take(3).flat_map(char::to_lowercase));
    let prefix = hash(&mut word.chars().take(4).flat_map(char::to_lowercase));
    let mut chars = word.chars();
    let shape = match (chars.next(), chars.next()) {
        (Some(c), _) if c.is_numeric() => 3,
        (Some(c), Some(d)) if c.is_uppercase() && d.is_uppercase() => 2,
        (Some(c), _) if c.is_uppercase() => 1,
        (Some(c), _) if c.is_alphabetic() => 0,
        _ => 4,
    };
    TokenFeatures {
        word: lower,
        lemma: base.as_ref().map_or(lower, |b| hash(&mut b.chars())),
        kind: base.and_then(|b| speech_acts::known(&b)).map_or(0, |k| k as u8 + 1),
        suffix,
        prefix,
        shape,
        tag: tag as u8,
        edge: clause_edge(word, tag),
        mark: quotations::is_mark(word),
        ..PAD
    }
}

/// Features of token `i`: those of its word, with its quotation and sentence.
#[inline(never)]
pub(crate) fn in_context(word: TokenFeatures, quotes: &Quotes, i: usize, sentence: usize) -> TokenFeatures {
    let place = quotes.place(i);
    // All forms of quotation marks hash alike.
    let is_mark = place != Place::Inside && word.mark;
    TokenFeatures {
        word: if is_mark { 3 + place as u32 } else { word.word },
        place: place as u8,
        quote: quotes.at(i).map_or(0, |q| q as u32 + 1),
        sentence: sentence as u32,
        ..word
    }
}

/// Kind of clause edge of a word.
fn clause_edge(word: &str, tag: Pos) -> ClauseEdge {
    let entry = lexicon::entry(word);
    match word {
        "," => ClauseEdge::Comma,
        "." | "!" | "?" | ";" | "…" => ClauseEdge::Stop,
        ":" => ClauseEdge::Colon,
        _ if quotations::is_dash(word) => ClauseEdge::Dash,
        "(" | ")" | "[" | "]" => ClauseEdge::Bracket,
        "that" => ClauseEdge::That,
        _ if entry.has(Flag::EdgeRelative) => ClauseEdge::Relative,
        _ if entry.has(Flag::EdgeContrast) => ClauseEdge::But,
        "and" | "or" => ClauseEdge::And,
        _ if entry.has(Flag::EdgeAdverbial) => ClauseEdge::Because,
        _ => match tag {
            Pos::VerbPast | Pos::VerbPres | Pos::Aux => ClauseEdge::Verb,
            _ => ClauseEdge::None,
        },
    }
}

/// Kind of a quotation, below 8: length class, plus 4 where it opens its sentence. Length class 0 is a scare
/// quote.
pub(crate) fn quote_kind(article: &Article, quote: &quotations::Quoted) -> u8 {
    let length = match quote.tokens.len() {
        _ if quotations::is_scare(article, quote) => 0,
        0..=8 => 1,
        9..=20 => 2,
        _ => 3,
    };
    let opens = article
        .sentences
        .get(article.sentence_of(quote.tokens.start))
        .is_some_and(|s| s.tokens.start == quote.tokens.start);
    length + 4 * u8::from(opens)
}
