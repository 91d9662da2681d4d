//! What stands beside the names of an article, as far as grouping them asks: as a key.
//!
//! Grouping reads the whole article at once, and an edit seldom changes anything that it reads: the names with their
//! kinds and scores, how near each other they stand, and of the words beside them the few things that are noted here.

use crate::article::Article;
use crate::coref::cluster::follows_place_word;
use crate::coref::namesakes;
use crate::coref::people::{acts, gender_of_title};
use crate::coref::type_nouns;
use crate::incremental::{Fingerprint, StageCache};
use crate::lexicon::Gender;
use crate::recognizer::Name;

/// How many tokens before and behind a block what is noted of a name in it may read.
const BEFORE: usize = 6;
const BEHIND: usize = 12;

/// The farthest that names can stand apart and still have to do with each other, in tokens and in sentences.
const APART: usize = 2;

/// A key of all that is read of the names when they are grouped.
#[inline(never)]
pub(crate) fn fingerprint(
    article: &Article,
    names: &[Name],
    kept: &mut StageCache<Fingerprint>,
) -> Fingerprint {
    kept.start_round();
    let mut key = Fingerprint::NEW;
    for (block, here) in article.by_block_with(names, |name| name.tokens.start) {
        let here = &names[here];
        let start = block.tokens.start;
        let read = || {
            let key = article.fingerprint_around(block, BEFORE, BEHIND);
            here.iter().fold(key, |key, name| with_name(key.with((name.tokens.start - start) as u64), name))
        };
        let note = || here.iter().fold(Fingerprint::NEW, |key, name| of(with_name(key, name), article, name));
        key = key.with_fingerprint(kept.get(read, note));
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
fn with_name(key: Fingerprint, name: &Name) -> Fingerprint {
    let look = u64::from(name.score.to_bits()) << 32 | (name.kind as u64) << 16 | name.tokens.len() as u64;
    key.with(look).with_static(name.why)
}

/// With how a name is spelt and what stands beside it.
#[inline(never)]
fn of(key: Fingerprint, article: &Article, name: &Name) -> Fingerprint {
    let before = |n: usize| name.tokens.start.checked_sub(n).map_or("", |i| article.word(i));
    let signs = [
        follows_place_word(article, name),
        namesakes::in_place(article, name),
        namesakes::plays(article, name),
        type_nouns::beside(article, &name.tokens).is_some(),
        namesakes::is_somebody(article, name),
        namesakes::is_office(before(2)) && before(1) == "of",
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
