//! An article as the stages before the resolution of sources read it.

use gloss::document::Value;
use gloss::internal::Resources;
use gloss::internal::article::Article;
use gloss::internal::attribution::candidates::Models;
use gloss::internal::attribution::network::Inference;
use gloss::internal::attribution::{self, Cache, UnresolvedClaim, credits};
use gloss::internal::recognizer::{self, Name};
use gloss::internal::syntax::quotations::{self, Quotes};
use gloss::internal::values;

/// An article with its names, quotations, values and claims.
pub struct Reading<'t> {
    /// The article.
    pub article: Article<'t>,
    /// The names.
    pub names: Vec<Name>,
    /// The quotations.
    pub quotes: Quotes,
    /// The values.
    pub values: Vec<Value>,
    /// The claims, whose sources are not resolved.
    pub claims: Vec<UnresolvedClaim>,
}

impl<'t> Reading<'t> {
    /// Reads a text with these models of attribution.
    pub fn new(text: &'t str, resources: &Resources, models: &Models) -> Self {
        let article = Article::read(text, &resources.parser);
        let (names, quotes) = (recognizer::find(&article, &resources.recognizer), quotations::find(&article));
        let values = values::find(&article, &names, None, &mut Default::default());
        let credits = credits::find_credits(&article);
        let (mut inference, mut cache) = (Inference::new(&models.network), Cache::default());
        let claims =
            attribution::find_claims(&article, &names, &quotes, &credits, models, &mut inference, &mut cache);
        Self { article, names, quotes, values, claims }
    }
}
