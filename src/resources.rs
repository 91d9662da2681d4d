//! What the annotator has learnt: the trained models and the knowledge base, ready to use without parsing.

use crate::attribution::candidates::Models;
use crate::attribution::network::Network;
use crate::check_worthiness::Scorer;
use crate::error::Error;
use crate::kb::KnowledgeBase;
use crate::model::crf::Model;
use crate::recognizer;
use crate::recognizer::gazetteer::Gazetteer;

/// The trained models as they were committed, in the form that [`Model::load`] reads.
const POS: &[u8] = include_bytes!("../models/pos.bin");
const NAMES: &[u8] = include_bytes!("../models/names.bin");
const KINDS: &[u8] = include_bytes!("../models/kinds.bin");
/// The knowledge base as `cargo xtask kb build` wrote it.
const KB: &[u8] = include_bytes!("../models/kb.bin");
const LISTS: &[u8] = include_bytes!("../models/lists.bin");
const ATTRIBUTION_LAYERS: &[u8] = include_bytes!("../models/attribution-layers.bin");
const ATTRIBUTION_RANK: &[u8] = include_bytes!("../models/attribution-rank.bin");
const ATTRIBUTION_RELATIONS: &[u8] = include_bytes!("../models/attribution-relations.bin");
const ATTRIBUTION_TOKENS: &[u8] = include_bytes!("../models/attribution-tokens.bin");
/// The model of check-worthiness as a file, for measuring it.
pub const WORTH: &[u8] = include_bytes!("../models/worth.bin");

/// Everything the stages read beside the article.
pub struct Resources {
    /// The part-of-speech tagger.
    pub pos: Model<'static>,
    /// The models of the name recogniser.
    pub recognizer: recognizer::Models<'static>,
    /// Who and what is known beside the article.
    pub kb: KnowledgeBase<'static>,
    /// The models of who says what.
    pub attribution: Models<'static>,
    /// The model of check-worthiness.
    pub check_worthiness: Scorer<'static>,
}

impl Resources {
    /// The models and the knowledge base that are compiled in.
    ///
    /// # Errors
    ///
    /// [`Error::Damaged`] when one of them differs from what was committed, as after a broken download.
    pub fn embedded() -> Result<Self, Error> {
        let damaged = |file| move |source| Error::Damaged { file, source };
        let load = |file, bytes| Model::load(bytes).map_err(damaged(file));
        Ok(Self {
            pos: load("pos.bin", POS)?,
            recognizer: recognizer::Models {
                names: load("names.bin", NAMES)?,
                kinds: load("kinds.bin", KINDS)?,
                gazetteer: Gazetteer::load(LISTS).map_err(damaged("lists.bin"))?,
            },
            attribution: Models {
                network: Network::load(ATTRIBUTION_TOKENS, ATTRIBUTION_RELATIONS, ATTRIBUTION_LAYERS)
                    .map_err(damaged("attribution-*.bin"))?,
                rank: load("attribution-rank.bin", ATTRIBUTION_RANK)?,
            },
            check_worthiness: Scorer::new(load("worth.bin", WORTH)?),
            kb: KnowledgeBase::load(KB).map_err(damaged("kb.bin"))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_committed_loads() {
        assert!(Resources::embedded().unwrap().kb.len() > 40_000);
    }
}
