//! Makes names whole whose particles the recogniser left out: "von der |Meer|", "Ludwig van der |Berg|".
//!
//! Only what stands right before a name and cannot be anything else is taken in. Nothing here finds names.

use crate::article::Article;
use crate::document::EntityKind;
use crate::lexicon;
use crate::recognizer::Name;

/// Particles of surnames, in lower case.
const PARTICLES: &[&str] = &[
    "af", "av", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du", "ibn", "la", "le",
    "ter", "van", "von", "zu", "zum",
];

/// The longest of them, in bytes.
const LONGEST: usize = 5;

/// Particles that stand before nothing but surnames.
const SURE: &[&str] = &["van", "von"];

/// The names, with particles and the first name before them taken in.
#[inline(never)]
pub(crate) fn whole(article: &Article, mut names: Vec<Name>) -> Vec<Name> {
    let mut free_from = 0;
    for name in &mut names {
        let start = begin(article, name, free_from);
        if start < name.tokens.start {
            if name.kind != EntityKind::Person && !is_sure(article, start, name.tokens.start) {
                free_from = name.tokens.end;
                continue;
            }
            name.kind = EntityKind::Person;
            name.tokens.start = start;
            name.span = article.span(name.tokens.clone());
        }
        free_from = name.tokens.end;
    }
    names
}

/// Whether a token is a particle of surnames.
fn is_particle(article: &Article, i: usize) -> bool {
    let word = article.word(i);
    word.len() <= LONGEST && PARTICLES.contains(&word.to_lowercase().as_str())
}

/// Whether one of the tokens is a particle of surnames alone.
fn is_sure(article: &Article, start: usize, end: usize) -> bool {
    (start..end).any(|i| SURE.contains(&article.word(i)))
}

/// The first token of the name with its particles; tokens before `free_from` are another name's.
fn begin(article: &Article, name: &Name, free_from: usize) -> usize {
    let may_grow = match name.kind {
        EntityKind::Person => true,
        EntityKind::Gpe | EntityKind::Organization | EntityKind::Location => name.tokens.len() == 1,
        _ => false,
    };
    let follows = |start: usize| start.checked_sub(1).is_some_and(|before| is_particle(article, before));
    if !may_grow || !follows(name.tokens.start) || is_particle(article, name.tokens.start) {
        return name.tokens.start;
    }
    let low = free_from
        .max(article.sentences.get(article.sentence_of(name.tokens.start)).map_or(0, |s| s.tokens.start));
    let mut start = name.tokens.start;
    while start > low && start + 3 > name.tokens.start && follows(start) {
        start -= 1;
    }
    if start == name.tokens.start {
        return start;
    }
    // "Ludwig van der Berg": the first name before the particles.
    let first = start.checked_sub(1).filter(|&i| i >= low).map_or("", |i| article.word(i));
    let named = article.word(start).starts_with(char::is_lowercase)
        && first.starts_with(char::is_uppercase)
        && first.chars().skip(1).all(|c| c.is_lowercase() || c == '.')
        && !lexicon::opens_sentence(first)
        && !lexicon::leads_on(first)
        && !crate::lexicon::lists::is_role(&crate::text::normalize::fold(first));
    let known = named && crate::lexicon::lists::is_first_name(&crate::text::normalize::fold(first));
    if known { start - 1 } else { start }
}
