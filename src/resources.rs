//! The resources of the annotator: the trained models and the knowledge base, compiled in and read in place.
//!
//! Never reads a file.

use std::sync::Arc;

use crate::attribution::candidates::Models;
use crate::attribution::network::Network;
use crate::check_worthiness::Scorer;
use crate::error::Error;
use crate::gazetteer::Gazetteer;
use crate::kb::KnowledgeBase;
use crate::lexicon;
use crate::model::crf::Model;
use crate::parser::{self, Parser};
use crate::recognizer;

/// The trained models as committed, in the format that [`Model::load`] reads.
const SYNTAX_TOKENS: &[u8] = include_bytes!("../models/syntax-tokens.bin");
const SYNTAX_LAYERS: &[u8] = include_bytes!("../models/syntax-layers.bin");
const NAMES: &[u8] = include_bytes!("../models/names.bin");
const KINDS: &[u8] = include_bytes!("../models/kinds.bin");
/// The knowledge base as written by `cargo xtask kb build`.
const KB: &[u8] = include_bytes!("../models/kb.bin");
const LISTS: &[u8] = include_bytes!("../models/lists.bin");
const ATTRIBUTION_LAYERS: &[u8] = include_bytes!("../models/attribution-layers.bin");
const ATTRIBUTION_CONFIDENCE: &[u8] = include_bytes!("../models/attribution-confidence.bin");
const ATTRIBUTION_SPEAKERS: &[u8] = include_bytes!("../models/attribution-speakers.bin");
const ATTRIBUTION_RANK: &[u8] = include_bytes!("../models/attribution-rank.bin");
const ATTRIBUTION_RELATIONS: &[u8] = include_bytes!("../models/attribution-relations.bin");
const ATTRIBUTION_TOKENS: &[u8] = include_bytes!("../models/attribution-tokens.bin");
/// The file of the check-worthiness model, for evaluation.
pub const CHECK_WORTHINESS: &[u8] = include_bytes!("../models/check-worthiness.bin");

const ANTECEDENTS: &[u8] = include_bytes!("../models/antecedents.bin");
const VOICE: &[u8] = include_bytes!("../models/voice.bin");

/// The models and tables that the stages read besides the article.
pub struct Resources {
    /// The tagger and parser.
    pub parser: Arc<Parser<'static>>,
    /// The models of the name recogniser.
    pub recognizer: recognizer::Models<'static>,
    /// The knowledge base.
    pub kb: KnowledgeBase<'static>,
    /// The model that chooses the antecedents of pronouns.
    pub antecedents: Model<'static>,
    /// The models of attribution.
    pub attribution: Models<'static>,
    /// The model of check-worthiness.
    pub check_worthiness: Scorer<'static>,
}

impl Resources {
    /// Loads the models and the knowledge base that are compiled in.
    ///
    /// # Errors
    ///
    /// [`Error::Damaged`] if one of them differs from the committed file, as after an incomplete download.
    pub fn embedded() -> Result<Self, Error> {
        let damaged = |file| move |source| Error::Damaged { file, source };
        let load = |file, bytes| Model::load(bytes).map_err(damaged(file));
        lexicon::verify().map_err(damaged("lexicon.bin"))?;
        let gazetteer = Gazetteer::load(LISTS).map_err(damaged("lists.bin"))?;
        let syntax = parser::network::Network::load(SYNTAX_TOKENS, SYNTAX_LAYERS);
        Ok(Self {
            parser: Arc::new(Parser {
                network: syntax.map_err(damaged("syntax-*.bin"))?,
                gazetteer: gazetteer.clone(),
            }),
            recognizer: recognizer::Models {
                names: load("names.bin", NAMES)?,
                kinds: load("kinds.bin", KINDS)?,
                gazetteer,
            },
            antecedents: load("antecedents.bin", ANTECEDENTS)?,
            attribution: Models {
                network: Network::load(ATTRIBUTION_TOKENS, ATTRIBUTION_RELATIONS, ATTRIBUTION_LAYERS)
                    .map_err(damaged("attribution-*.bin"))?,
                rank: load("attribution-rank.bin", ATTRIBUTION_RANK)?,
                confidence: load("attribution-confidence.bin", ATTRIBUTION_CONFIDENCE)?,
                speakers: load("attribution-speakers.bin", ATTRIBUTION_SPEAKERS)?,
            },
            check_worthiness: Scorer::new(
                load("check-worthiness.bin", CHECK_WORTHINESS)?,
                load("voice.bin", VOICE)?,
            ),
            kb: KnowledgeBase::load(KB).map_err(damaged("kb.bin"))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn committed_models_load() {
        assert!(Resources::embedded().unwrap().kb.len() > 40_000);
    }
}
