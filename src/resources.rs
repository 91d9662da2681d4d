//! What the annotator has learnt: the trained models and the knowledge base, ready to use without parsing.

/// Everything the stages read beside the article.
pub struct Resources {}

impl Resources {
    /// The models and the knowledge base that are compiled in.
    pub fn embedded() -> Self {
        Self {}
    }
}
