//! Gloss reads a news article and marks who is who and who claims what.
//!
//! The modules are the pipeline, in reading order; `docs/architecture.md` draws the flow and gives the rules.

pub mod article;
pub mod changes;
pub mod claims;
pub mod corrections;
pub mod document;
pub mod entities;
mod inside;
pub mod kb;
pub mod lexicon;
pub mod maps;
pub mod memory;
pub mod mentions;
pub mod passages;
pub mod render;
pub mod resources;
pub mod seal;
pub mod segments;
pub mod sentences;
pub mod tagger;
pub mod text;
pub mod tokens;
pub mod tower;
pub mod values;
#[cfg(target_arch = "wasm32")]
mod wasm;
pub mod weights;
pub mod worth;

use article::Article;
use corrections::{Correction, Fixes};
use document::{Date, Document};
use memory::Memory;
use passages::Passages;
use resources::Resources;

/// What the caller knows beside the text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The day the article was published; without it, the article's own dateline is read.
    pub published: Option<Date>,
    /// What a reader has put right, later ones before earlier ones.
    pub corrections: &'a [Correction],
}

/// Reads an article. Any text gives a document; nothing in it can make this fail.
pub fn annotate(text: &str, resources: &Resources, options: &Options) -> Document {
    annotate_again(text, resources, options, &mut Memory::default())
}

/// Reads an article again that has changed a little: the same document as [`annotate`] gives, sooner.
///
/// Of what the memory keeps only what an edit can change is worked out again. A memory serves one article and one set
/// of resources.
pub fn annotate_again(text: &str, resources: &Resources, options: &Options, memory: &mut Memory) -> Document {
    let article = Article::read_again(text, resources, &mut memory.article);
    let fixes = Fixes::place(&article, options.corrections);
    let names = fixes.names(&article, mentions::read(&article, resources, &mut memory.names).names);
    let (published, published_from) = values::published(&article, options.published);
    let values = fixes.values(values::find(&article, &names, published, &mut memory.values));
    let entities = entities::build_with(&article, &names, &fixes, resources, &mut memory.entities);
    let credits = claims::credits::find(&article);
    let passages = Passages::read(&article, &names, &values, &credits, resources, &mut memory.passages);
    let claims = claims::resolve(&article, passages.drafts(), &entities, &values);
    let sentences = passages.sentences();
    let corrected = fixes.places;
    memory.tidy(&article);
    Document { published, published_from, sentences, entities, values, claims, credits, corrected }
}
