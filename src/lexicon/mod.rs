//! What is known of single words and short phrases beforehand: one table, compiled from `data/lexicon`.
//!
//! Closed classes of news English and the vocabulary of the rules: function words, titles, verbs and nouns of saying,
//! words of time and measure. A word has flags ([`Flag`]) and fields ([`Field`]); who asks for which, and what they
//! mean, is in `data/lexicon/README.md`. Words are found exactly as they are written in the sources, so that callers
//! choose whether they ask for a word as written, in lower case or by its lemma. Open classes (names, places) are
//! learnt or come from the knowledge base. Nothing here looks at more than one word or phrase.

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

/// What the lexicon says of one word. The default says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    class: u16,
}

/// The entry of a word or phrase, exactly as it is written in the sources.
pub(crate) fn entry(word: &str) -> Entry {
    Entry { class: TABLE.class(word) }
}

/// Whether a word has a flag.
pub(crate) fn has(word: &str, flag: Flag) -> bool {
    entry(word).has(flag)
}

/// The phrases of a flag whose words are listed ([`flags::Form::Listed`]), in the order of their bytes.
pub(crate) fn listed(flag: Flag) -> impl Iterator<Item = &'static str> {
    TABLE.listed(flag as u16)
}

/// Every word and phrase with its entry, in no order that means anything.
#[cfg(test)]
pub(crate) fn words() -> impl Iterator<Item = (&'static str, Entry)> {
    TABLE.words().map(|(word, class)| (word, Entry { class }))
}

/// Checks that the table is as it was committed.
pub(crate) fn verify() -> Result<(), LoadError> {
    checksum::verify(std::hint::black_box(BYTES)).map(|_| ()).ok_or(LoadError::Damaged)
}

impl Entry {
    /// The entry of a word that the lexicon does not know.
    pub const NONE: Self = Self { class: 0 };

    /// Whether the word has a flag.
    pub(crate) fn has(self, flag: Flag) -> bool {
        TABLE.has(self.class, flag as u16)
    }

    /// The text of a field.
    pub(crate) fn value(self, field: Field) -> Option<&'static str> {
        TABLE.value(self.class, field as u8)
    }

    /// The words of a field that has several.
    pub(crate) fn values(self, field: Field) -> impl Iterator<Item = &'static str> {
        self.value(field).into_iter().flat_map(|words| words.split(' '))
    }

    /// The kind of speech act of a cue with this head.
    pub(crate) fn speech_act(self) -> Option<CueKind> {
        self.value(Field::SpeechAct).and_then(speech_act)
    }

    /// The kind of speech act that a reader is told, where it is another one.
    pub(crate) fn reader_act(self) -> Option<CueKind> {
        self.value(Field::ReaderAct).and_then(speech_act)
    }

    /// The base form of an irregular form.
    pub(crate) fn lemma(self) -> Option<&'static str> {
        self.value(Field::Lemma)
    }
}

/// The kind of speech act with this name in the sources.
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

/// Grammatical gender of a person, as far as a pronoun shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// He.
    Male,
    /// She.
    Female,
}

/// Whether `word`, written without its full stop, is an abbreviation that keeps it.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    let entry = entry(word);
    entry.has(Flag::AbbreviationBeforeName) || entry.has(Flag::Abbreviation)
}

/// Whether `token`, with its full stop, is an abbreviation that something always follows ("Mr.", "Gen.").
pub(crate) fn leads_on(token: &str) -> bool {
    token.strip_suffix('.').is_some_and(|word| has(word, Flag::AbbreviationBeforeName))
}

/// Whether `word`, in lower case without a full stop, is a title that stands before a person's name.
pub(crate) fn is_title(word: &str) -> bool {
    has(word, Flag::Title)
}

/// Whether `word` commonly opens an English sentence and is rarely part of a name.
pub(crate) fn opens_sentence(word: &str) -> bool {
    has(word, Flag::SentenceOpener)
}

/// Whether `word` (lower case, singular) heads a role.
pub(crate) fn is_role(word: &str) -> bool {
    has(word, Flag::Role)
}

/// Whether `word` (lower case) is a noun that an organisation can be called by.
pub(crate) fn is_organization_noun(word: &str) -> bool {
    let entry = entry(word);
    entry.has(Flag::FirmNoun) || entry.has(Flag::TypeNoun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_properties() {
        assert!(opens_sentence("The") && opens_sentence("You") && !opens_sentence("Rubio"));
        assert!(leads_on("Mr.") && !leads_on("Inc.") && is_abbreviation("Inc"));
        assert!(is_title("mr") && !is_title("Mr") && !is_title("table"));
        assert!(is_role("spokesperson") && !is_role("table") && !is_role("minist"));
        assert_eq!(entry("deny").speech_act(), Some(CueKind::Denies));
        assert_eq!((entry("zebra"), entry("")), (Entry::NONE, Entry::NONE));
    }

    #[test]
    fn every_speech_act_is_known() {
        for (word, entry) in words() {
            assert_eq!(entry.speech_act().is_some(), entry.value(Field::SpeechAct).is_some(), "{word}");
            assert_eq!(entry.reader_act().is_some(), entry.value(Field::ReaderAct).is_some(), "{word}");
        }
    }
}
