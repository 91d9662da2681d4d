//! Lexical traits: lexicon facts about a word by itself, computed once for each distinct word of an article.

use crate::article::Article;
use crate::incremental::WordTable;
use crate::lexicon::{self, Entry, Flag};
use crate::syntax::view;
use crate::text::normalize;
use crate::tokens::words::Word;

/// A set of lexical traits of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traits {
    set: u8,
    /// Lexicon entry of the word in lower case without diacritics.
    pub folded: Entry,
}

impl Traits {
    const fn one(set: u8) -> Self {
        Self { set, folded: Entry::NONE }
    }

    /// Names a role or occupation.
    pub(crate) const ROLE: Self = Self::one(1);
    /// Ends like a noun for people ("-er", "-ist").
    pub(crate) const PERSONAL: Self = Self::one(2);
    /// Is a form of a verb of saying, thinking, asking or deciding.
    pub(crate) const SPEECH: Self = Self::one(4);
    /// Is a type noun of organisations.
    pub(crate) const TYPE_NOUN: Self = Self::one(8);
    /// Opens a noun phrase.
    pub(crate) const DETERMINER: Self = Self::one(16);
    /// Is an adjunct of time (a day, a month, a part of the day) and so not part of a noun phrase beside it.
    pub(crate) const TIME: Self = Self::one(32);
    /// Belongs to the vocabulary of games and markets.
    pub(crate) const GAME: Self = Self::one(64);

    /// Is a pronoun that can refer to a named entity.
    pub(crate) const PRONOUN: Self = Self::one(128);

    /// The traits of a word.
    fn of(word: &str) -> Self {
        let folded = normalize::fold(word);
        let (entry, written) = (lexicon::entry(&folded), lexicon::entry(word));
        let low = lexicon::entry(&word.to_ascii_lowercase());
        let has_ending = |endings: &[&str]| endings.iter().any(|end| folded.ends_with(end));
        let all = [
            (Self::ROLE, entry.has(Flag::Role)),
            (Self::PERSONAL, has_ending(&["man", "woman", "person", "er", "or", "ist", "ent", "ary"])),
            (Self::SPEECH, view::is_speech_verb(&folded)),
            (Self::TYPE_NOUN, lexicon::is_organization_noun(&folded)),
            (Self::DETERMINER, entry.has(Flag::Determiner)),
            (Self::TIME, written.has(Flag::TimeNoun)),
            (Self::GAME, entry.has(Flag::GameWord)),
            (Self::PRONOUN, low.has(Flag::ResolvablePronoun)),
        ];
        let set = all.into_iter().filter(|(_, applies)| *applies).fold(0, |set, (one, _)| set | one.set);
        Self { set, folded: entry }
    }

    /// Whether the set contains a trait.
    pub(crate) fn has(self, one: Self) -> bool {
        self.set & one.set != 0
    }

    /// The traits of every token of the article.
    #[inline(never)]
    pub(crate) fn of_all(article: &Article, table: &mut WordTable<Self>) -> Vec<Self> {
        let traits = |(i, word): (usize, &Word)| table.get(word, || Self::of(article.word(i)));
        article.words.iter().enumerate().map(traits).collect()
    }
}
