//! Articles with names marked by hand, for the tests of this folder.

use crate::article::Article;
use crate::document::EntityKind;
use crate::kb::{Cache, KnowledgeBase, Reference};
use crate::recognizer::Name;
use crate::resources::Resources;
use crate::text::Span;

/// Reads `plain` with the resources that are compiled in.
pub(crate) fn read(plain: &str) -> Article<'_> {
    Article::read(plain, &Resources::embedded().unwrap().pos)
}

/// The knowledge base that is compiled in.
pub(crate) fn known(cache: &Cache) -> Reference<'_> {
    Reference::new(Resources::embedded().unwrap().kb, cache)
}

/// One that knows nothing.
pub(crate) fn unknown(cache: &Cache) -> Reference<'_> {
    Reference::new(KnowledgeBase::default(), cache)
}

/// The text without its marks, and the names: `{P …}` a person, O organisation, G place, N group, F building.
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
