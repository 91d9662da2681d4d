//! The pipeline: every stage called once, in order, and the caches of the stages.

use crate::article::Article;
use crate::corrections::{Correction, Fixes};
use crate::document::{Date, Document};
use crate::passages::Passages;
use crate::resources::Resources;
use crate::{article, attribution, entities, passages, recognizer, values};

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
    annotate_incremental(text, resources, options, &mut Caches::default())
}

/// Reads an article again that has changed a little: the same document as [`annotate`] gives, sooner.
///
/// Of what the memory keeps only what an edit can change is worked out again. A memory serves one article and one set
/// of resources.
pub fn annotate_incremental(
    text: &str,
    resources: &Resources,
    options: &Options,
    cache: &mut Caches,
) -> Document {
    let article = Article::read_incremental(text, &resources.pos, &mut cache.article);
    let fixes = Fixes::place(&article, options.corrections);
    let names =
        fixes.names(&article, recognizer::read(&article, &resources.recognizer, &mut cache.names).names);
    let (published, published_from) = values::published(&article, options.published);
    let values = fixes.values(values::find(&article, &names, published, &mut cache.values));
    let entities = entities::build_with(&article, &names, &fixes, resources.kb, &mut cache.entities);
    let credits = attribution::credits::find(&article);
    let models = passages::Models {
        attribution: &resources.attribution,
        check_worthiness: &resources.check_worthiness,
        gazetteer: &resources.recognizer.gazetteer,
    };
    let passages = Passages::read(&article, &names, &values, &credits, models, &mut cache.passages);
    let claims = attribution::resolve(&article, passages.unresolved(), &entities, &values);
    let sentences = passages.sentences();
    let corrected = fixes.places;
    cache.tidy(&article);
    Document { published, published_from, sentences, entities, values, claims, credits, corrected }
}

/// The memory of every stage.
///
/// The one by [`Default`] keeps nothing, for an article that is read once.
#[derive(Default)]
pub struct Caches {
    pub(crate) article: article::Cache,
    pub(crate) names: recognizer::Cache,
    pub(crate) values: values::Cache,
    pub(crate) entities: entities::Cache,
    pub(crate) passages: passages::Cache,
}

/// At most so many spellings for each token of an article have a number.
const SPELLINGS: usize = 2;

impl Caches {
    /// A memory that keeps what a reading works out, for the next one.
    pub fn keeping() -> Self {
        let mut cache = Self::default();
        cache.article.keep();
        cache.names.keep();
        cache.values.keep();
        cache.entities.keep();
        cache.passages.keep();
        cache
    }

    /// Forgets everything where most of the words that have numbers are gone.
    pub(crate) fn tidy(&mut self, article: &Article) {
        if article.spellings.len() > SPELLINGS * article.tokens.len() + 1000 {
            *self = if self.article.keeps() { Self::keeping() } else { Self::default() };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_gone_are_forgotten() {
        let resources = Resources::embedded().unwrap();
        let options = Options::default();
        let mut cache = Caches::keeping();
        for round in 0..12 {
            let text: String = (0..400).map(|n| format!("Ruiz{round}x{n} spoke. ")).collect();
            let read = annotate_incremental(&text, &resources, &options, &mut cache);
            assert_eq!(read, annotate(&text, &resources, &options));
            let article = Article::read_incremental(&text, &resources.pos, &mut cache.article);
            assert!(article.spellings.len() <= (SPELLINGS + 1) * article.tokens.len() + 1000);
        }
    }
}
