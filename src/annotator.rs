//! The annotator: models and knowledge base, loaded once, for any number of articles.

use crate::document::{Document, Link};
use crate::error::Error;
use crate::kb::{self, CachedKb};
use crate::linking;
use crate::pipeline::{self, EditCache, Options};
use crate::resources::Resources;

/// Annotates news articles with the models and the knowledge base that are compiled in.
///
/// Loading takes a few milliseconds and no parsing; load once and share it.
///
/// ```
/// use gloss::{Annotator, Options};
///
/// let annotator = Annotator::embedded()?;
/// let text = "Ann Hale, the Norwegian foreign minister, said on Monday that talks had failed.";
/// let document = annotator.annotate(text, &Options::default());
///
/// let claim = &document.claims[0];
/// let speaker = claim.source.as_ref().and_then(|source| source.entities.first());
/// assert_eq!(speaker.map(|&at| document.entities[at].name.as_str()), Some("Ann Hale"));
/// assert_eq!(claim.cue.as_ref().map(|cue| cue.span.of(text)), Some("said"));
/// # Ok::<(), gloss::Error>(())
/// ```
pub struct Annotator {
    resources: Resources,
}

impl Annotator {
    /// Loads the models and the knowledge base that are compiled in.
    ///
    /// # Errors
    ///
    /// [`Error::Damaged`] when one of them differs from what was committed, as after a broken download.
    ///
    /// # Examples
    ///
    /// ```
    /// let annotator = gloss::Annotator::embedded()?;
    /// # let _ = annotator;
    /// # Ok::<(), gloss::Error>(())
    /// ```
    pub fn embedded() -> Result<Self, Error> {
        Ok(Self { resources: Resources::embedded()? })
    }

    /// Annotates an article. Every text gives a document; no text makes this fail or panic.
    ///
    /// Spans in the document are half-open ranges of bytes of `text`;
    /// [`Positions`](crate::text::Positions) converts them to code points or UTF-16 code units.
    ///
    /// # Examples
    ///
    /// ```
    /// # let annotator = gloss::Annotator::embedded()?;
    /// let document = annotator.annotate("Norway and Kenya signed.", &gloss::Options::default());
    /// let names: Vec<&str> = document.entities.iter().map(|entity| entity.name.as_str()).collect();
    /// assert_eq!(names, ["Norway", "Kenya"]);
    /// # Ok::<(), gloss::Error>(())
    /// ```
    pub fn annotate(&self, text: &str, options: &Options) -> Document {
        pipeline::annotate(text, &self.resources, options)
    }

    /// Annotates an article that is being edited, in a fraction of the time of [`annotate`](Self::annotate).
    ///
    /// The document equals that of a full run; the cache holds the results of the stages for the next call.
    ///
    /// # Examples
    ///
    /// ```
    /// # let annotator = gloss::Annotator::embedded()?;
    /// let options = gloss::Options::default();
    /// let mut cache = gloss::EditCache::new();
    /// annotator.annotate_incremental("Ann Hale spok", &options, &mut cache);
    /// let document = annotator.annotate_incremental("Ann Hale spoke.", &options, &mut cache);
    /// assert_eq!(document, annotator.annotate("Ann Hale spoke.", &options));
    /// # Ok::<(), gloss::Error>(())
    /// ```
    pub fn annotate_incremental(&self, text: &str, options: &Options, cache: &mut EditCache) -> Document {
        pipeline::annotate_incremental(text, &self.resources, options, cache)
    }

    /// Returns the entries of the knowledge base that these names of one entity may mean, the likeliest first.
    ///
    /// # Examples
    ///
    /// ```
    /// # let annotator = gloss::Annotator::embedded()?;
    /// let entries = annotator.candidates(&["Geneva".to_owned()]);
    /// assert!(entries.len() > 1 && entries.iter().all(|entry| entry.label.contains("Geneva")));
    /// # Ok::<(), gloss::Error>(())
    /// ```
    pub fn candidates(&self, names: &[String]) -> Vec<Link> {
        linking::entries(names, &CachedKb::new(self.resources.kb, &kb::Cache::default()))
    }
}
