//! Fingerprint of everything that name clustering reads.
//!
//! Clustering reads the whole article at once, but an edit seldom changes what it reads: the names with their
//! kinds and scores, how close together they are, and a few facts about the words beside them, listed here. A
//! clustering rule that reads anything else must add it here.

use crate::article::Article;
use crate::coref::cluster::follows_place_word;
use crate::coref::namesakes;
use crate::coref::people::{gender_of_title, precedes_finite_verb};
use crate::coref::type_nouns;
use crate::incremental::{Fingerprint, StageCache};
use crate::lexicon::Gender;
use crate::recognizer::Name;

/// Number of tokens before and after a block that the context of a name in it may read.
const BEFORE: usize = 6;
const BEHIND: usize = 12;

/// Distances between neighbouring names are capped at this, in tokens and in sentences.
const MAX_DISTANCE: usize = 2;

/// Returns the fingerprint of everything that clustering reads of the names and their contexts.
#[inline(never)]
pub(crate) fn fingerprint(
    article: &Article,
    names: &[Name],
    cache: &mut StageCache<Fingerprint>,
) -> Fingerprint {
    cache.start_round();
    let mut key = Fingerprint::NEW;
    for (block, here) in article.by_block_with(names, |name| name.tokens.start) {
        let here = &names[here];
        let start = block.tokens.start;
        let block_key = || {
            let key = article.fingerprint_around(block, BEFORE, BEHIND);
            here.iter().fold(key, |key, name| with_name(key.with((name.tokens.start - start) as u64), name))
        };
        let compute = || {
            here.iter().fold(Fingerprint::NEW, |key, name| with_context(with_name(key, name), article, name))
        };
        key = key.with_fingerprint(cache.get(block_key, compute));
    }
    let mut sentence = 0;
    names.windows(2).fold(key.with(names.len() as u64), |key, pair| {
        let [a, b] = [pair[0].tokens.end, pair[1].tokens.start];
        let first = sentence;
        while article.sentences.get(sentence).is_some_and(|s| s.tokens.end <= b) {
            sentence += 1;
        }
        let distance = [b.saturating_sub(a), sentence - first].map(|n| n.min(MAX_DISTANCE) as u64);
        key.with(distance[0] << 8 | distance[1])
    })
}

/// Extends `key` with the recogniser's result for a name.
fn with_name(key: Fingerprint, name: &Name) -> Fingerprint {
    let packed = u64::from(name.score.to_bits()) << 32 | (name.kind as u64) << 16 | name.tokens.len() as u64;
    key.with(packed).with_static(name.why)
}

/// Extends `key` with the spelling of a name and facts about the words beside it.
#[inline(never)]
fn with_context(key: Fingerprint, article: &Article, name: &Name) -> Fingerprint {
    let before = |n: usize| name.tokens.start.checked_sub(n).map_or("", |i| article.word(i));
    let flags = [
        follows_place_word(article, name),
        namesakes::follows_place_context(article, name),
        namesakes::is_team(article, name),
        type_nouns::noun_beside(article, &name.tokens).is_some(),
        namesakes::is_described_as_person(article, name),
        namesakes::is_state_office(before(2)) && before(1) == "of",
        precedes_finite_verb(article, name),
    ];
    let flags = flags.into_iter().fold(0, |all, flag| all << 1 | u64::from(flag));
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
    key.with(flags << 16 | gender << 8 | next).with_text(name.span.of(article.text))
}
