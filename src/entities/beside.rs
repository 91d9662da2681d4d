//! What stands beside the names of an article, as far as grouping them asks: as a key.
//!
//! Grouping reads the whole article at once, and an edit seldom changes anything that it reads: the names with their
//! kinds and scores, how near each other they stand, and of the words beside them the few things that are noted here.

use super::called;
use super::lists::Gender;
use super::names::follows_place_word;
use super::people::{acts, gender_of_title};
use super::readings;
use crate::article::Article;
use crate::memory::{Kept, Key};
use crate::mentions::Name;

/// How many tokens before and behind a block what is noted of a name in it may read.
const BEFORE: usize = 6;
const BEHIND: usize = 12;

/// The farthest that names can stand apart and still have to do with each other, in tokens and in sentences.
const APART: usize = 2;

/// A key of all that is read of the names when they are grouped.
#[inline(never)]
pub(super) fn key(article: &Article, names: &[Name], kept: &mut Kept<Key>) -> Key {
    kept.begin();
    let mut key = Key::NEW;
    for (block, here) in article.by_block_with(names, |name| name.tokens.start) {
        let here = &names[here];
        let start = block.tokens.start;
        let read = || {
            let key = article.key_around(block, BEFORE, BEHIND);
            here.iter().fold(key, |key, name| with_name(key.with((name.tokens.start - start) as u64), name))
        };
        let note = || here.iter().fold(Key::NEW, |key, name| of(with_name(key, name), article, name));
        key = key.with_key(kept.get(read, note));
    }
    let mut sentence = 0;
    names.windows(2).fold(key.with(names.len() as u64), |key, pair| {
        let [a, b] = [pair[0].tokens.end, pair[1].tokens.start];
        let first = sentence;
        while article.sentences.get(sentence).is_some_and(|s| s.tokens.end <= b) {
            sentence += 1;
        }
        let apart = [b.saturating_sub(a), sentence - first].map(|n| n.min(APART) as u64);
        key.with(apart[0] << 8 | apart[1])
    })
}

/// With what the recogniser says of a name.
fn with_name(key: Key, name: &Name) -> Key {
    let look = u64::from(name.score.to_bits()) << 32 | (name.kind as u64) << 16 | name.tokens.len() as u64;
    key.with(look).with_static(name.why)
}

/// With how a name is spelt and what stands beside it.
#[inline(never)]
fn of(key: Key, article: &Article, name: &Name) -> Key {
    let before = |n: usize| name.tokens.start.checked_sub(n).map_or("", |i| article.word(i));
    let signs = [
        follows_place_word(article, name),
        readings::in_place(article, name),
        readings::plays(article, name),
        called::beside(article, &name.tokens).is_some(),
        readings::is_somebody(article, name),
        readings::is_office(before(2)) && before(1) == "of",
        acts(article, name),
    ];
    let signs = signs.into_iter().fold(0, |all, sign| all << 1 | u64::from(sign));
    let gender = match gender_of_title(article, name) {
        None => 0,
        Some(Gender::Male) => 1,
        Some(Gender::Female) => 2,
    };
    let next = match article.word(name.tokens.end) {
        "," => 1,
        "and" => 2,
        "(" => 3,
        ")" => 4,
        _ => 0,
    };
    key.with(signs << 16 | gender << 8 | next).with_text(name.span.of(article.text))
}
