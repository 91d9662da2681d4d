//! Parts of the pipeline for the command-line tools, the tests and the benchmarks of this repository. No stable interface.

pub use crate::resources::{CHECK_WORTHINESS, Resources};

/// The module `article`.
pub mod article {
    pub use crate::article::Article;
}

/// The module `attribution`.
pub mod attribution {
    pub use crate::attribution::{
        Cache, UnresolvedClaim, all_attributions, attributions, claims, find_claims, parents,
        repair_candidates, resolve, select_attributions,
    };

    pub mod candidates {
        pub use crate::attribution::candidates::{
            Candidate, HEAD_KINDS, Models, SPAN_KINDS, candidates, head, heads,
        };
    }

    pub mod confidence {
        pub use crate::attribution::confidence::describe;
    }

    pub mod speakers {
        pub use crate::attribution::speakers::{Evidence, describe, probability};
    }

    pub mod credits {
        pub use crate::attribution::credits::find_credits;
    }

    pub mod features {
        pub use crate::attribution::features::View;
    }

    pub mod interpretation {
        pub use crate::attribution::interpretation::lemma_and_kind;
    }

    pub mod network {
        pub use crate::attribution::network::{Inference, Network};
    }

    pub mod rules {
        pub use crate::attribution::rules::rule::{Context, Phase, Rule};
        pub use crate::attribution::rules::run::Rules;
        pub use crate::attribution::rules::table::RULES;
    }

    pub mod rank {
        pub use crate::attribution::rank::{LABELS, describe};
    }
}

pub mod check_worthiness {
    pub use crate::check_worthiness::{
        Assessor, FeatureGroup, LABELS, SentenceVoice, Signals, VOICE_LABELS, add_voice_context, label_voices,
    };
}

pub mod antecedents {
    pub use crate::coref::pronouns::antecedent::{AntecedentModel, Candidate, Chooser};
}

pub mod corrections {
    pub use crate::corrections::wire::corrections;
}

pub mod document {
    pub mod delta {
        pub use crate::document::delta::Changes;
    }

    pub mod segments {
        pub use crate::document::segments::{Mark, Segments, flatten};
    }
}

pub mod entities {
    pub use crate::entities::build;
}

pub mod gazetteer {
    pub use crate::gazetteer::{
        EMPTY_PHRASE, Gazetteer, GroupedWords, MAX_PHRASE_TOKENS, class, extend_phrase, write,
    };
}

pub mod kb {
    pub use crate::kb::{Cache, CachedKb, Class, EntryId, KnowledgeBase, format, normalize};
}

pub mod lexicon {
    pub use crate::lexicon::{Gender, flags, speech_acts, table};
}

pub mod model {
    pub use crate::model::{checksum, cnn, crf, features};
}

pub mod parser {
    pub use crate::parser::features::token_rows;
    pub use crate::parser::network::Network;
    pub use crate::parser::relation::Relation;
    pub use crate::parser::{Dependency, Parse, Parser, parse};
}

pub mod pos {
    pub use crate::pos::Pos;
}

pub mod recognizer {
    pub use crate::recognizer::{Models, Name, find, for_each_stretch, spans};

    pub mod calibration {
        pub use crate::recognizer::calibration::{SHIFT, SLOPE};
    }

    pub mod features {
        pub use crate::recognizer::features::DocumentView;
    }

    pub mod kind_features {
        pub use crate::recognizer::kind_features::NamedArticle;
    }

    pub mod kinds {
        pub use crate::recognizer::kinds::{KINDS, bit, by_rule};
    }

    pub mod second_pass {
        pub use crate::recognizer::second_pass::FirstPass;
    }
}

pub mod render {
    pub mod wire {
        pub use crate::render::wire::{Changes, Document, changes, document};
    }
}

pub mod sentences {
    pub use crate::sentences::{Sentence, split};
}

pub mod syntax {
    pub mod lemma {
        pub use crate::syntax::lemma::of;
    }

    pub mod quotations {
        pub use crate::syntax::quotations::{Quotes, find};
    }
}

pub mod text {
    pub use crate::text::utf16_to_byte;
}

pub mod tokens {
    pub use crate::tokens::{Token, tokenize};

    pub mod words {
        pub use crate::tokens::words::{Spellings, Word, hash_words};
    }
}

pub mod values {
    pub use crate::values::{find, published};
}
