//! Groups the names of one article into entities, with roles, pronouns and links.
//!
//! The stages, in order: the names that the recogniser missed here but found elsewhere ([`repeats`]), groups of
//! names ([`names`]), roles as stated ([`roles`]), then the other ways to refer: roles taken up again, pronouns,
//! and places that stand for governments. Only what has a name becomes an entity.

pub(crate) mod forms;
mod lists;
mod names;
mod people;
#[cfg(test)]
mod testing;
mod things;

use crate::article::Article;
use crate::document::{Entity, Mention, MentionKind};
use crate::mentions::Name;
use crate::resources::Resources;

/// The entities of the article, in order of first mention.
pub fn build(article: &Article, found: &[Name], _resources: &Resources) -> Vec<Entity> {
    names::group(article, found).iter().map(|group| entity(article, found, group)).collect()
}

/// An entity with its mentions by name only.
fn entity(article: &Article, found: &[Name], group: &names::Group) -> Entity {
    let mut aliases: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut mentions = Vec::with_capacity(group.members.len());
    for &(name, why) in &group.members {
        let name = &found[name];
        let surface = forms::trim(name.span.of(article.text));
        if seen.insert(surface) {
            aliases.push(surface.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        mentions.push(Mention {
            span: name.span,
            kind: MentionKind::Name,
            score: name.score,
            why,
            stands_for: None,
        });
    }
    Entity {
        name: fullest(&aliases),
        kind: group.kind,
        score: group.score,
        aliases,
        roles: Vec::new(),
        link: None,
        mentions,
    }
}

/// The form that says most: the one with the most words, not shouted, the first among equals.
fn fullest(aliases: &[String]) -> String {
    let rank = |alias: &String| {
        let shouted = alias.len() > 5 && !alias.chars().any(char::is_lowercase);
        (!shouted, alias.split([' ', '-']).count(), alias.len().min(40))
    };
    aliases.iter().rev().max_by_key(|alias| rank(alias)).cloned().unwrap_or_default()
}
