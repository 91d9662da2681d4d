//! A token as the features of the attribution models read it.

use crate::article::Article;
use crate::lexicon::speech_acts;
use crate::model::features::join;
use crate::pos::Pos;
use crate::syntax::lemma;
use crate::syntax::quotations::{self, Place, Quotes};

/// A token as the features read it, worked out once per article.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    /// Hash of the lower-case word; digits fold into one.
    pub word: u32,
    /// Hash of its base form, for verbs, nouns and adjectives; of the word otherwise.
    pub lemma: u32,
    /// What kind of speech act its base form names, from 1; 0 for none.
    pub kind: u8,
    /// What kind of name it belongs to, from 1; 0 for none.
    pub name: u8,
    /// Hash of its last three letters.
    pub suffix: u32,
    /// Hash of its first four letters.
    pub prefix: u32,
    /// Capitals and digits, roughly.
    pub shape: u8,
    /// Part of speech.
    pub tag: u8,
    /// What it is to the quote around it.
    pub place: u8,
    /// What it is to the clause: see [`Edge`].
    pub edge: Edge,
    /// Quote it stands in, from 1; 0 outside.
    pub quote: u32,
    /// Sentence.
    pub sentence: u32,
    /// Whether it is a quotation mark, or an apostrophe by itself.
    pub mark: bool,
}

/// What a token does to the clause that runs into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Edge {
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

/// What stands beyond the ends.
pub(crate) const PAD: Seen = Seen {
    word: 1,
    lemma: 1,
    kind: 0,
    name: 0,
    suffix: 1,
    prefix: 1,
    shape: 9,
    tag: 63,
    place: 0,
    edge: Edge::None,
    quote: 0,
    sentence: u32::MAX,
    mark: false,
};

fn is_verb(tag: Pos) -> bool {
    matches!(tag, Pos::VerbBase | Pos::VerbIng | Pos::VerbPart | Pos::VerbPast | Pos::VerbPres)
}

/// What a word is by itself, wherever it stands.
#[inline(never)]
pub(crate) fn read(word: &str, tag: Pos) -> Seen {
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
    Seen {
        word: lower,
        lemma: base.as_ref().map_or(lower, |b| hash(&mut b.chars())),
        kind: base.and_then(|b| speech_acts::known(&b)).map_or(0, |k| k as u8 + 1),
        suffix,
        prefix,
        shape,
        tag: tag as u8,
        edge: edge(word, tag),
        mark: quotations::is_mark(word),
        ..PAD
    }
}

/// The word of token `i`, in its quote and sentence.
#[inline(never)]
pub(crate) fn place(word: Seen, quotes: &Quotes, i: usize, sentence: usize) -> Seen {
    let place = quotes.place(i);
    // Quotation marks of every kind read alike.
    let is_mark = place != Place::Inside && word.mark;
    Seen {
        word: if is_mark { 3 + place as u32 } else { word.word },
        place: place as u8,
        quote: quotes.at(i).map_or(0, |q| q as u32 + 1),
        sentence: sentence as u32,
        ..word
    }
}

fn edge(word: &str, tag: Pos) -> Edge {
    match word {
        "," => Edge::Comma,
        "." | "!" | "?" | ";" | "…" => Edge::Stop,
        ":" => Edge::Colon,
        _ if quotations::is_dash(word) => Edge::Dash,
        "(" | ")" | "[" | "]" => Edge::Bracket,
        "that" => Edge::That,
        "who" | "which" | "whose" | "whom" | "where" | "when" => Edge::Relative,
        "but" | "while" | "though" | "although" | "whereas" | "even" | "yet" => Edge::But,
        "and" | "or" => Edge::And,
        "because" | "as" | "if" | "after" | "before" | "since" | "unless" | "until" => Edge::Because,
        _ => match tag {
            Pos::VerbPast | Pos::VerbPres | Pos::Aux => Edge::Verb,
            _ => Edge::None,
        },
    }
}

/// A quote's length and standing, as a number below 8: a multiple of four only for what is no speech by itself.
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
