//! The kind of speech act of a cue, by the lemma of its head.
//!
//! The lexicon holds the heads of cues that the training corpus shows and their near relatives. A lemma that it does
//! not hold says. Nothing here looks at the sentence around the cue.

use crate::document::CueKind;
use crate::lexicon;

/// The kind of a cue with this head.
pub fn of(lemma: &str) -> CueKind {
    known(lemma).unwrap_or(CueKind::Says)
}

/// The kind of a cue with this head, when the lexicon holds it.
pub fn known(lemma: &str) -> Option<CueKind> {
    lexicon::entry(lemma).speech_act()
}
