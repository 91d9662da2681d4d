//! Attaches surname particles that the recogniser left outside a name: "von der |Meer|", "Ludwig van der
//! |Berg|".
//!
//! Only tokens directly before a name that can be nothing else are attached. Never finds new names.

use crate::article::Article;
use crate::document::EntityKind;
use crate::lexicon::{self, Flag, given_names};
use crate::recognizer::Name;

/// Length of the longest particle, in bytes.
const LONGEST: usize = 5;

/// Extends names by their particles and by the first name before them.
#[inline(never)]
pub(crate) fn attach(article: &Article, mut names: Vec<Name>) -> Vec<Name> {
    let mut free_from = 0;
    for name in &mut names {
        let start = start_with_particles(article, name, free_from);
        if start < name.tokens.start {
            if name.kind != EntityKind::Person
                && !has_surname_only_particle(article, start, name.tokens.start)
            {
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

/// Whether a token is a surname particle.
fn is_particle(article: &Article, i: usize) -> bool {
    let word = article.word(i);
    word.len() <= LONGEST && lexicon::has(&word.to_lowercase(), Flag::SurnameParticle)
}

/// Whether one of the tokens is a particle that occurs in surnames only.
fn has_surname_only_particle(article: &Article, start: usize, end: usize) -> bool {
    (start..end).any(|i| article.has(i, Flag::OnlySurnameParticle))
}

/// The first token of the name including its particles. Tokens before `free_from` belong to the preceding
/// name.
fn start_with_particles(article: &Article, name: &Name, free_from: usize) -> usize {
    let may_grow = match name.kind {
        EntityKind::Person => true,
        EntityKind::Gpe | EntityKind::Organization | EntityKind::Location => name.tokens.len() == 1,
        _ => false,
    };
    let preceded_by_particle =
        |start: usize| start.checked_sub(1).is_some_and(|before| is_particle(article, before));
    if !may_grow || !preceded_by_particle(name.tokens.start) || is_particle(article, name.tokens.start) {
        return name.tokens.start;
    }
    let lower_bound = free_from
        .max(article.sentences.get(article.sentence_of(name.tokens.start)).map_or(0, |s| s.tokens.start));
    let mut start = name.tokens.start;
    while start > lower_bound && start + 3 > name.tokens.start && preceded_by_particle(start) {
        start -= 1;
    }
    if start == name.tokens.start {
        return start;
    }
    // "Ludwig van der Berg": the first name before the particles.
    let first = start.checked_sub(1).filter(|&i| i >= lower_bound).map_or("", |i| article.word(i));
    let looks_like_first_name = article.word(start).starts_with(char::is_lowercase)
        && first.starts_with(char::is_uppercase)
        && first.chars().skip(1).all(|c| c.is_lowercase() || c == '.')
        && !lexicon::opens_sentence(first)
        && !lexicon::leads_on(first)
        && !crate::lexicon::is_role(&crate::text::normalize::fold(first));
    let is_first_name =
        looks_like_first_name && given_names::is_given_name(&crate::text::normalize::fold(first));
    if is_first_name { start - 1 } else { start }
}
