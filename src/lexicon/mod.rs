//! The lexicon: one table of words and short phrases, compiled from `data/lexicon`.
//!
//! It contains the closed classes of news English and the vocabulary of the rules: function words, titles,
//! speech verbs and nouns, words of time and measure. A word has flags ([`Flag`]) and fields ([`Field`]);
//! `data/lexicon/README.md` defines them and lists the modules that use them. A look-up matches the spelling
//! in the sources exactly, so the caller decides whether to look up a word as written, in lower case or by
//! its lemma. Open classes (names, places) come from trained models or the knowledge base. Never looks at the
//! context of a word.

pub mod flags;
pub(crate) mod given_names;
pub(crate) mod holidays;
pub mod speech_acts;
pub mod table;

pub(crate) use flags::{Field, Flag};

use crate::document::CueKind;
use crate::model::checksum;
use crate::model::format::LoadError;
use table::Table;

/// The compiled table as `cargo xtask lexicon` wrote it.
static BYTES: &[u8] = include_bytes!("../../models/lexicon.bin");

static TABLE: Table<'static> = match Table::read(BYTES) {
    Some(table) => table,
    None => Table::EMPTY,
};

/// The properties of one word in the lexicon. The default has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    class: u16,
}

/// Returns the entry of a word or phrase, matched exactly; [`Entry::NONE`] if the lexicon lacks it.
pub(crate) fn entry(word: &str) -> Entry {
    Entry { class: TABLE.class(word) }
}

/// Whether a word has a flag.
pub(crate) fn has(word: &str, flag: Flag) -> bool {
    entry(word).has(flag)
}

/// Returns the words and phrases of a flag with the form [`flags::Form::Listed`], in byte order.
pub(crate) fn listed(flag: Flag) -> impl Iterator<Item = &'static str> {
    TABLE.listed(flag as u16)
}

/// Returns every word and phrase with its entry, in unspecified order.
#[cfg(test)]
pub(crate) fn words() -> impl Iterator<Item = (&'static str, Entry)> {
    TABLE.words().map(|(word, class)| (word, Entry { class }))
}

/// Verifies the checksum of the table.
///
/// # Errors
///
/// Fails with [`LoadError::Damaged`] if the table is damaged.
pub(crate) fn verify() -> Result<(), LoadError> {
    checksum::verify(std::hint::black_box(BYTES)).map(|_| ()).ok_or(LoadError::Damaged)
}

impl Entry {
    /// The entry of a word that is not in the lexicon.
    pub const NONE: Self = Self { class: 0 };

    /// Whether the word has a flag.
    pub(crate) fn has(self, flag: Flag) -> bool {
        TABLE.has(self.class, flag as u16)
    }

    /// Returns the text of a field.
    pub(crate) fn value(self, field: Field) -> Option<&'static str> {
        TABLE.value(self.class, field as u8)
    }

    /// Returns the words of a field, which are separated by spaces.
    pub(crate) fn values(self, field: Field) -> impl Iterator<Item = &'static str> {
        self.value(field).into_iter().flat_map(|words| words.split(' '))
    }

    /// Returns the kind of speech act of a cue with this head.
    pub(crate) fn speech_act(self) -> Option<CueKind> {
        self.value(Field::SpeechAct).and_then(speech_act)
    }

    /// Returns the kind of speech act in the document, where it differs from [`Entry::speech_act`].
    pub(crate) fn reader_act(self) -> Option<CueKind> {
        self.value(Field::ReaderAct).and_then(speech_act)
    }

    /// Returns the lemma of an irregular form.
    pub(crate) fn lemma(self) -> Option<&'static str> {
        self.value(Field::Lemma)
    }
}

/// Returns the kind of speech act with this name in the sources.
fn speech_act(name: &str) -> Option<CueKind> {
    Some(match name {
        "says" => CueKind::Says,
        "denies" => CueKind::Denies,
        "asks" => CueKind::Asks,
        "demands" => CueKind::Demands,
        "promises" => CueKind::Promises,
        "predicts" => CueKind::Predicts,
        "believes" => CueKind::Believes,
        "reports" => CueKind::Reports,
        "accuses" => CueKind::Accuses,
        "declines" => CueKind::Declines,
        _ => return None,
    })
}

/// Gender of a person, as marked by pronouns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// Referred to as "he".
    Male,
    /// Referred to as "she".
    Female,
}

/// Whether `word`, without its full stop, is an abbreviation that is written with one.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    let entry = entry(word);
    entry.has(Flag::AbbreviationBeforeName) || entry.has(Flag::Abbreviation)
}

/// Whether `token`, with its full stop, is an abbreviation that never ends a sentence: "Mr.", "Gen.".
pub(crate) fn leads_on(token: &str) -> bool {
    token.strip_suffix('.').is_some_and(|word| has(word, Flag::AbbreviationBeforeName))
}

/// Whether `word`, in lower case without a full stop, is a title before a person's name.
pub(crate) fn is_title(word: &str) -> bool {
    has(word, Flag::Title)
}

/// Whether `word` commonly begins an English sentence and is rarely part of a name.
pub(crate) fn opens_sentence(word: &str) -> bool {
    has(word, Flag::SentenceOpener)
}

/// Whether `word` (lower case, singular) heads a role.
pub(crate) fn is_role(word: &str) -> bool {
    has(word, Flag::Role)
}

/// Whether `word` (lower case) is a noun for an organisation.
pub(crate) fn is_organization_noun(word: &str) -> bool {
    let entry = entry(word);
    entry.has(Flag::FirmNoun) || entry.has(Flag::TypeNoun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_words_have_flags_and_others_none() {
        assert!(opens_sentence("The") && opens_sentence("You") && !opens_sentence("Rubio"));
        assert!(leads_on("Mr.") && !leads_on("Inc.") && is_abbreviation("Inc"));
        assert!(is_title("mr") && !is_title("Mr") && !is_title("table"));
        assert!(is_role("spokesperson") && !is_role("table") && !is_role("minist"));
        assert_eq!(entry("deny").speech_act(), Some(CueKind::Denies));
        assert_eq!((entry("zebra"), entry("")), (Entry::NONE, Entry::NONE));
    }

    #[test]
    fn every_speech_act_name_is_valid() {
        for (word, entry) in words() {
            assert_eq!(entry.speech_act().is_some(), entry.value(Field::SpeechAct).is_some(), "{word}");
            assert_eq!(entry.reader_act().is_some(), entry.value(Field::ReaderAct).is_some(), "{word}");
        }
    }
}
