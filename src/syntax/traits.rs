//! What the lists say of a word by itself, worked out once for each distinct word of an article.

use crate::article::Article;
use crate::coref::type_nouns;
use crate::incremental::WordTable;
use crate::lexicon::lists;
use crate::lexicon::metonymy;
use crate::syntax::view;
use crate::text::normalize;
use crate::tokens::words::Word;

/// A set of traits of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traits(u8);

/// Pronouns that [`crate::coref::pronouns`] and [`crate::coref::pronouns::organization`] resolve.
#[rustfmt::skip]
const PRONOUNS: &[&str] = &[
    "he", "her", "hers", "herself", "him", "himself", "his", "it", "its", "she", "they", "who", "whom", "whose",
];

impl Traits {
    /// Names what somebody is or does.
    pub(crate) const ROLE: Self = Self(1);
    /// Ends like a noun for people.
    pub(crate) const PERSONAL: Self = Self(2);
    /// Is a form of a verb of saying, thinking, asking or deciding.
    pub(crate) const SPEECH: Self = Self(4);
    /// Is a noun for organisations.
    pub(crate) const BODY: Self = Self(8);
    /// Opens a noun phrase.
    pub(crate) const DETERMINER: Self = Self(16);
    /// Stands beside noun phrases without being part of them: a day, a month, a part of the day.
    pub(crate) const TIME: Self = Self(32);
    /// Belongs to games and markets.
    pub(crate) const GAME: Self = Self(64);

    /// Is a pronoun that may stand for somebody or something named.
    pub(crate) const PRONOUN: Self = Self(128);

    /// The traits of a word.
    fn of(word: &str) -> Self {
        let folded = normalize::fold(word);
        let ends = |ends: &[&str]| ends.iter().any(|end| folded.ends_with(end));
        let all = [
            (Self::ROLE, lists::is_role(&folded)),
            (Self::PERSONAL, ends(&["man", "woman", "person", "er", "or", "ist", "ent", "ary"])),
            (Self::SPEECH, view::is_speech_verb(&folded)),
            (Self::BODY, type_nouns::is_noun(&folded)),
            (Self::DETERMINER, view::is_determiner(&folded)),
            (Self::TIME, view::is_time(word)),
            (Self::GAME, lists::holds(metonymy::GAME, &folded)),
            (Self::PRONOUN, PRONOUNS.contains(&word.to_ascii_lowercase().as_str())),
        ];
        Self(all.into_iter().filter(|(_, holds)| *holds).fold(0, |set, (one, _)| set | one.0))
    }

    /// Whether it is among them.
    pub(crate) fn has(self, one: Self) -> bool {
        self.0 & one.0 != 0
    }

    /// The traits of every token.
    #[inline(never)]
    pub(crate) fn of_all(article: &Article, known: &mut WordTable<Self>) -> Vec<Self> {
        let of = |(i, word): (usize, &Word)| known.get(word, || Self::of(article.word(i)));
        article.words.iter().enumerate().map(of).collect()
    }
}
