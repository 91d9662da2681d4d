//! The pipeline: every stage called once, in order, and the caches of the stages.
//!
//! Never decides anything about the article.

use crate::article::Article;
use crate::attribution::Evidence;
use crate::coref::pronouns::antecedent::AntecedentModel;
use crate::corrections::{Correction, PlacedCorrections};
use crate::document::{Date, Document};
use crate::entities::Entities;
use crate::passages::Passages;
use crate::resources::Resources;
use crate::syntax::quotations;
use crate::{article, attribution, entities, passages, recognizer, unnamed, values};

/// Information that the caller has besides the text.
///
/// ```
/// let options = gloss::Options { published: Some("2025-04-16".parse()?), ..Default::default() };
/// let document = gloss::Annotator::embedded()?.annotate("The ministry closed on Monday.", &options);
/// assert_eq!(document.values[0].iso.as_deref(), Some("2025-04-14"));
/// # Ok::<(), gloss::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The day of publication, against which "Monday" and "last week" are resolved. Without it the dateline
    /// of the article is used, if it has one.
    pub published: Option<Date>,
    /// A reader's corrections. If two contradict each other, the later one holds.
    pub corrections: &'a [Correction],
}

/// Annotates `text` with these models.
pub(crate) fn annotate(text: &str, resources: &Resources, options: &Options) -> Document {
    annotate_incremental(text, resources, options, &mut EditCache::default())
}

/// Annotates a text that has been edited since the cache was filled. The document equals that of [`annotate`].
pub(crate) fn annotate_incremental(
    text: &str,
    resources: &Resources,
    options: &Options,
    cache: &mut EditCache,
) -> Document {
    let article = Article::read_incremental(text, &resources.parser, &mut cache.article);
    let corrections = PlacedCorrections::place(&article, options.corrections);
    let names = corrections
        .apply_to_names(&article, recognizer::read(&article, &resources.recognizer, &mut cache.names).names);
    let (published, published_from) = values::published(&article, options.published);
    let values = corrections.apply_to_values(values::find(&article, &names, published, &mut cache.values));
    let antecedents = AntecedentModel::new(&resources.antecedents);
    let quotes = quotations::find(&article);
    let Entities { entities, unnamed_pronouns } = entities::build_incremental(
        &article,
        &names,
        &quotes,
        &corrections,
        resources.kb,
        &antecedents,
        &mut cache.entities,
    );
    let credits = attribution::credits::find_credits(&article);
    let models = passages::Models {
        attribution: &resources.attribution,
        check_worthiness: &resources.check_worthiness,
        gazetteer: &resources.recognizer.gazetteer,
    };
    let passages = Passages::read(&article, &names, &quotes, &values, &credits, models, &mut cache.passages);
    let speakers = &resources.attribution.speakers;
    let score = |evidence: &Evidence| attribution::speakers::probability(evidence, speakers);
    let mut claims = attribution::resolve(&article, passages.unresolved(), &entities, &values, score);
    let unnamed = unnamed::find(&article, &entities, &unnamed_pronouns, &mut claims);
    let sentences = passages.sentences(&resources.check_worthiness);
    let corrected = corrections.places;
    cache.reset_if_stale(&article);
    Document { published, published_from, sentences, entities, unnamed, values, claims, credits, corrected }
}

/// Results of the stages for one article that is being edited, for
/// [`Annotator::annotate_incremental`](crate::Annotator::annotate_incremental).
///
/// Entries that the last run did not use are evicted, except those about single words. A cache serves one
/// article and one annotator.
#[derive(Default)]
pub struct EditCache {
    pub(crate) article: article::Cache,
    pub(crate) names: recognizer::Cache,
    pub(crate) values: values::Cache,
    pub(crate) entities: entities::Cache,
    pub(crate) passages: passages::Cache,
}

/// Maximum number of numbered spellings per token of the article before the cache is cleared.
const MAX_SPELLINGS_PER_TOKEN: usize = 2;

impl EditCache {
    /// Creates an empty cache, which each run fills for the next one.
    pub fn new() -> Self {
        let mut cache = Self::default();
        cache.article.enable();
        cache.names.enable();
        cache.values.enable();
        cache.entities.enable();
        cache.passages.enable();
        cache
    }

    /// Clears the cache if most of the numbered spellings no longer occur in the article.
    pub(crate) fn reset_if_stale(&mut self, article: &Article) {
        if article.spellings.len() > MAX_SPELLINGS_PER_TOKEN * article.tokens.len() + 1000 {
            *self = if self.article.is_enabled() { Self::new() } else { Self::default() };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_no_longer_occur_are_evicted() {
        let resources = Resources::embedded().unwrap();
        let options = Options::default();
        let mut cache = EditCache::new();
        for round in 0..12 {
            let text: String = (0..400).map(|n| format!("Ruiz{round}x{n} spoke. ")).collect();
            let document = annotate_incremental(&text, &resources, &options, &mut cache);
            assert_eq!(document, annotate(&text, &resources, &options));
            let article = Article::read_incremental(&text, &resources.parser, &mut cache.article);
            assert!(article.spellings.len() <= (MAX_SPELLINGS_PER_TOKEN + 1) * article.tokens.len() + 1000);
        }
    }
}
