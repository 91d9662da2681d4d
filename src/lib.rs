//! Gloss reads a news article and marks who is who and who claims what.
//!
//! The modules are the pipeline, in reading order; `docs/architecture.md` draws the flow and gives the rules.

pub mod article;
pub mod claims;
pub mod corrections;
pub mod document;
pub mod entities;
mod inside;
pub mod kb;
pub mod lexicon;
pub mod mentions;
pub mod render;
pub mod resources;
pub mod segments;
pub mod sentences;
pub mod tagger;
pub mod text;
pub mod tokens;
pub mod values;
#[cfg(target_arch = "wasm32")]
mod wasm;
pub mod worth;

use article::Article;
use corrections::{Correction, Fixes};
use document::{Date, Document};
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
    let article = Article::read(text, resources);
    let fixes = Fixes::place(&article, options.corrections);
    let names = fixes.names(&article, mentions::find(&article, resources));
    let (published, published_from) = values::published(&article, options.published);
    let values = fixes.values(values::find(&article, &names, published));
    let entities = entities::build_with(&article, &names, &fixes, resources);
    let mut claims = claims::find(&article, &names, &entities, &values, resources);
    let mut assessor = worth::Assessor::new(&article, resources, &names, &values);
    let sentences = assessor.sentences(&claims);
    assessor.claims(&mut claims);
    let credits = claims::credits(&article);
    let corrected = fixes.places;
    Document { published, published_from, sentences, entities, values, claims, credits, corrected }
}
