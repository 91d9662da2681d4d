//! The kind of speech act of a cue, determined by the lemma of its head.
//!
//! The lexicon contains the cue heads of the training corpora and closely related words. A lemma that it
//! lacks counts as [`CueKind::Says`]. Never looks at the sentence around the cue.

use crate::document::CueKind;
use crate::lexicon;

/// Returns the kind of a cue with this head; [`CueKind::Says`] if the lexicon lacks it.
pub fn of(lemma: &str) -> CueKind {
    known(lemma).unwrap_or(CueKind::Says)
}

/// Returns the kind of a cue with this head, if the lexicon contains it.
pub fn known(lemma: &str) -> Option<CueKind> {
    lexicon::entry(lemma).speech_act()
}
