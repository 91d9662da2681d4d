//! Test helpers: articles with names marked by hand.

use crate::article::Article;
use crate::document::EntityKind;
use crate::kb::{Cache, CachedKb, KnowledgeBase};
use crate::recognizer::Name;
use crate::resources::Resources;
use crate::text::Span;

/// Reads `plain` with the embedded models.
pub(crate) fn read(plain: &str) -> Article<'_> {
    Article::read(plain, &Resources::embedded().unwrap().parser)
}

/// The embedded knowledge base.
pub(crate) fn embedded_kb(cache: &Cache) -> CachedKb<'_> {
    CachedKb::new(Resources::embedded().unwrap().kb, cache)
}

/// A knowledge base without entries.
pub(crate) fn empty_kb(cache: &Cache) -> CachedKb<'_> {
    CachedKb::new(KnowledgeBase::default(), cache)
}

/// The text without its marks, and the names: `{P …}` person, `{O …}` organisation, `{G …}` GPE, `{N …}`
/// NORP, `{F …}` facility.
pub(crate) fn marked(text: &str) -> (String, Vec<Name>) {
    let mut plain = String::new();
    let mut spans = Vec::new();
    for (k, part) in text.split('{').enumerate() {
        let Some((name, rest)) = part.split_once('}').filter(|_| k > 0) else {
            plain.push_str(part);
            continue;
        };
        let (kind, surface) = name.split_once(' ').expect("a kind and a name");
        let start = plain.len() as u32;
        plain.push_str(surface);
        let kind = match kind {
            "P" => EntityKind::Person,
            "O" => EntityKind::Organization,
            "G" => EntityKind::Gpe,
            "N" => EntityKind::Norp,
            "F" => EntityKind::Facility,
            _ => panic!("no kind {kind:?}"),
        };
        spans.push((Span::new(start, plain.len() as u32), kind));
        plain.push_str(rest);
    }
    let article = read(&plain);
    let names = spans
        .into_iter()
        .map(|(span, kind)| Name { span, tokens: article.tokens_in(span), kind, score: 0.9, why: "marked" })
        .collect();
    drop(article);
    (plain, names)
}
