//! Parts of the pipeline for the command-line tools, the tests and the benchmarks of this repository. No stable interface.

pub use crate::resources::{Resources, WORTH};

/// The module `article`.
pub mod article {
    pub use crate::article::Article;
}

/// The module `attribution`.
pub mod attribution {
    pub use crate::attribution::{
        Cache, UnresolvedClaim, attributions, draft, parents, resolve, settle, tidy,
    };

    pub mod candidates {
        pub use crate::attribution::candidates::{
            Candidate, HEAD_KINDS, Models, SPAN_KINDS, candidates, head, heads,
        };
    }

    pub mod credits {
        pub use crate::attribution::credits::find;
    }

    pub mod features {
        pub use crate::attribution::features::View;
    }

    pub mod interpretation {
        pub use crate::attribution::interpretation::cue;
    }

    pub mod network {
        pub use crate::attribution::network::{Network, Reading};
    }

    pub mod rank {
        pub use crate::attribution::rank::{LABELS, describe};
    }
}

pub mod check_worthiness {
    pub use crate::check_worthiness::{Assessor, Group, LABELS};
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

pub mod kb {
    pub use crate::kb::{Cache, CachedKb, Class, EntryId, KnowledgeBase, format, normalize};
}

pub mod lexicon {
    pub use crate::lexicon::{Gender, speech_acts};
}

pub mod model {
    pub use crate::model::{checksum, cnn, crf, features};
}

pub mod pos {
    pub use crate::pos::{Pos, extract, tag};
}

pub mod recognizer {
    pub use crate::recognizer::{Models, Name, find, recognise, spans};

    pub mod calibration {
        pub use crate::recognizer::calibration::{SHIFT, SLOPE};
    }

    pub mod features {
        pub use crate::recognizer::features::View;
    }

    pub mod gazetteer {
        pub use crate::recognizer::gazetteer::{Gazetteer, Grouped, LONGEST, NO_WORDS, class, phrase, write};
    }

    pub mod kind_features {
        pub use crate::recognizer::kind_features::Page;
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
    pub mod quotations {
        pub use crate::syntax::quotations::{Quotes, find};
    }
}

pub mod text {
    pub use crate::text::byte;
}

pub mod tokens {
    pub use crate::tokens::{Token, tokenize};

    pub mod words {
        pub use crate::tokens::words::{Spellings, Word, read};
    }
}

pub mod values {
    pub use crate::values::{find, published};
}
