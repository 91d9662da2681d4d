//! Lexical traits: lexicon facts about a word by itself, computed once for each distinct word of an article.

use crate::article::Article;
use crate::coref::type_nouns;
use crate::incremental::WordTable;
use crate::lexicon::lists;
use crate::lexicon::metonymy;
use crate::syntax::view;
use crate::text::normalize;
use crate::tokens::words::Word;

/// A set of lexical traits of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traits(u8);

/// Pronouns that [`crate::coref::pronouns`] resolves.
#[rustfmt::skip]
const PRONOUNS: &[&str] = &[
    "he", "her", "hers", "herself", "him", "himself", "his", "it", "its", "she", "they", "who", "whom", "whose",
];

impl Traits {
    /// Names a role or occupation.
    pub(crate) const ROLE: Self = Self(1);
    /// Ends like a noun for people ("-er", "-ist").
    pub(crate) const PERSONAL: Self = Self(2);
    /// Is a form of a verb of saying, thinking, asking or deciding.
    pub(crate) const SPEECH: Self = Self(4);
    /// Is a type noun of organisations.
    pub(crate) const TYPE_NOUN: Self = Self(8);
    /// Opens a noun phrase.
    pub(crate) const DETERMINER: Self = Self(16);
    /// Is an adjunct of time (a day, a month, a part of the day) and so not part of a noun phrase beside it.
    pub(crate) const TIME: Self = Self(32);
    /// Belongs to the vocabulary of games and markets.
    pub(crate) const GAME: Self = Self(64);

    /// Is a pronoun that can refer to a named entity.
    pub(crate) const PRONOUN: Self = Self(128);

    /// The traits of a word.
    fn of(word: &str) -> Self {
        let folded = normalize::fold(word);
        let has_ending = |endings: &[&str]| endings.iter().any(|end| folded.ends_with(end));
        let all = [
            (Self::ROLE, lists::is_role(&folded)),
            (Self::PERSONAL, has_ending(&["man", "woman", "person", "er", "or", "ist", "ent", "ary"])),
            (Self::SPEECH, view::is_speech_verb(&folded)),
            (Self::TYPE_NOUN, type_nouns::is_noun(&folded)),
            (Self::DETERMINER, view::is_determiner(&folded)),
            (Self::TIME, view::is_time(word)),
            (Self::GAME, lists::holds(metonymy::GAME, &folded)),
            (Self::PRONOUN, PRONOUNS.contains(&word.to_ascii_lowercase().as_str())),
        ];
        Self(all.into_iter().filter(|(_, applies)| *applies).fold(0, |set, (one, _)| set | one.0))
    }

    /// Whether the set contains a trait.
    pub(crate) fn has(self, one: Self) -> bool {
        self.0 & one.0 != 0
    }

    /// The traits of every token of the article.
    #[inline(never)]
    pub(crate) fn of_all(article: &Article, table: &mut WordTable<Self>) -> Vec<Self> {
        let traits = |(i, word): (usize, &Word)| table.get(word, || Self::of(article.word(i)));
        article.words.iter().enumerate().map(traits).collect()
    }
}
