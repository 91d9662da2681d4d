//! Predicates over tags and names that roles, pronouns and metonyms share: noun phrases, determiners,
//! clauses.
//!
//! Rules look at most [`REACH`] tokens to either side of a name, inside its sentence. Never decides who is
//! meant.

use std::ops::Range;

use crate::article::Article;
use crate::document::EntityKind;
use crate::incremental::{Fingerprint, WordTable};
use crate::kb::CachedKb;
use crate::kb::priors;
use crate::lexicon::{self, Flag};
use crate::pos::Pos;
use crate::recognizer::Name;
use crate::syntax::traits::Traits;
use crate::text::normalize;

/// Maximum length of a phrase, in tokens.
pub(crate) const REACH: usize = 18;

/// An article with its names, indexed by token, and the traits of its words.
pub(crate) struct SyntaxView<'a> {
    /// The article.
    pub article: &'a Article<'a>,
    /// The names of the article, in order.
    pub names: &'a [Name],
    /// The knowledge base.
    pub kb: &'a CachedKb<'a>,
    /// For every token, the index of the name it is part of, or `u32::MAX`.
    name_at: Vec<u32>,
    /// The traits of every token's word.
    traits: Vec<Traits>,
}

impl<'a> SyntaxView<'a> {
    /// Indexes `names` by token.
    pub(crate) fn new(
        article: &'a Article<'a>,
        names: &'a [Name],
        kb: &'a CachedKb<'a>,
        table: &mut WordTable<Traits>,
    ) -> Self {
        let mut name_at = vec![u32::MAX; article.tokens.len()];
        for (at, name) in names.iter().enumerate() {
            for slot in name_at.get_mut(name.tokens.clone()).into_iter().flatten() {
                *slot = at as u32;
            }
        }
        Self { article, names, kb, name_at, traits: Traits::of_all(article, table) }
    }

    /// Whether the word of token `i` has a trait.
    pub(crate) fn has_trait(&self, i: usize, wanted: Traits) -> bool {
        self.traits.get(i).is_some_and(|traits| traits.has(wanted))
    }

    /// Whether token `i`, as written, has a flag of the lexicon.
    pub(crate) fn has(&self, i: usize, flag: Flag) -> bool {
        self.article.has(i, flag)
    }

    /// Whether token `i`, in lower case without diacritics, has a flag of the lexicon.
    pub(crate) fn folded_has(&self, i: usize, flag: Flag) -> bool {
        self.traits.get(i).is_some_and(|all| all.folded.has(flag))
    }

    /// Fingerprint of everything that a rule reads of these tokens and of the names in them.
    pub(crate) fn fingerprint(&self, tokens: Range<usize>) -> Fingerprint {
        let name = |key: Fingerprint, i: usize| match self.name(i) {
            Some(n) => {
                let name = &self.names[n];
                let place = name.tokens.start.wrapping_sub(i) as u64;
                key.with(((i - tokens.start) as u64) << 32 | (name.kind as u64) << 16).with(place)
            }
            None => key,
        };
        tokens.clone().fold(self.article.fingerprint(tokens.clone()), name)
    }

    /// The index of the name that token `i` is part of.
    pub(crate) fn name(&self, i: usize) -> Option<usize> {
        self.name_at.get(i).filter(|&&n| n != u32::MAX).map(|&n| n as usize)
    }

    /// Whether token `i` is part of a person's name.
    pub(crate) fn in_person(&self, i: usize) -> bool {
        self.name(i).is_some_and(|n| self.names[n].kind == EntityKind::Person)
    }

    /// The text of token `i`.
    pub(crate) fn word(&self, i: usize) -> &'a str {
        self.article.word(i)
    }

    /// The word of token `i` in lower case without diacritics.
    pub(crate) fn folded(&self, i: usize) -> String {
        normalize::fold(self.word(i))
    }

    /// The part of speech of token `i`.
    pub(crate) fn tag(&self, i: usize) -> Pos {
        self.article.tags.get(i).copied().unwrap_or(Pos::Punct)
    }

    /// The tokens of the sentence that holds token `i`.
    pub(crate) fn sentence(&self, i: usize) -> Range<usize> {
        self.article.sentences.get(self.article.sentence_of(i)).map_or(0..0, |s| s.tokens.clone())
    }

    /// Whether token `i` is a noun that names a role.
    pub(crate) fn is_role_noun(&self, i: usize) -> bool {
        // Some nouns are tagged as verbs; a noun ending overrules the tag.
        let noun = matches!(self.tag(i), Pos::Noun | Pos::Propn | Pos::Adj | Pos::Other)
            || self.has_trait(i, Traits::PERSONAL);
        noun && self.is_role_word(i)
    }

    /// Whether the word of token `i` is a role noun, whatever its tag.
    pub(crate) fn is_role_word(&self, i: usize) -> bool {
        self.has_trait(i, Traits::ROLE)
    }

    /// Whether token `i` can be part of a noun phrase in a position that allows nothing else. The tagger is
    /// unreliable for rare words in appositions, so more tags are allowed than by [`Self::is_modifier`].
    pub(crate) fn is_loose_modifier(&self, i: usize) -> bool {
        let word = self.word(i);
        let loose = matches!(
            self.tag(i),
            Pos::Adv | Pos::Intj | Pos::VerbIng | Pos::VerbPart | Pos::VerbBase | Pos::Num
        );
        self.is_modifier(i)
            || (loose
                && !self.in_person(i)
                && !self.has_trait(i, Traits::TIME)
                && word.starts_with(char::is_alphanumeric)
                && word != "according")
    }

    /// Whether token `i` is a capitalised word for a country or its people.
    pub(crate) fn is_country_word(&self, i: usize) -> bool {
        self.word(i).starts_with(char::is_uppercase) && priors::country(self.kb, self.word(i)).is_some()
    }

    /// Whether token `i` can precede a noun in its phrase: adjectives, nouns, and names except those of
    /// people.
    pub(crate) fn is_modifier(&self, i: usize) -> bool {
        let word = self.word(i);
        if let Some(name) = self.name(i) {
            return self.names[name].kind != EntityKind::Person;
        }
        match self.tag(i) {
            // "Ann Hale met Prime Minister Bo Lane": a verb between capitalised words is tagged as a name.
            Pos::Propn if word.starts_with(char::is_lowercase) && self.follows_person(i) => false,
            Pos::Adj | Pos::Noun | Pos::Propn | Pos::Other => {
                !self.has_trait(i, Traits::TIME) && word != "according"
            }
            Pos::VerbIng => lexicon::has(word, Flag::RoleIngModifier),
            Pos::VerbPart | Pos::VerbPast => lexicon::has(word, Flag::RoleEdModifier),
            Pos::Adv => lexicon::has(word, Flag::RoleAdverb),
            _ => false,
        }
    }

    /// Whether a person's name or a role noun directly precedes token `i`, or a person's name and a comma do.
    fn follows_person(&self, i: usize) -> bool {
        let before = i.wrapping_sub(1);
        self.in_person(before)
            || self.is_role_word(before)
            || (self.word(before) == "," && self.in_person(i.wrapping_sub(2)))
    }

    /// Whether token `i` is a possessive clitic: "'s".
    pub(crate) fn is_possessive(&self, i: usize) -> bool {
        (self.has(i, Flag::PossessiveMarker) || self.word(i) == "`s") && self.is_attached(i)
    }

    /// Whether token `i` is a hyphen inside a compound.
    pub(crate) fn is_hyphen(&self, i: usize) -> bool {
        matches!(self.word(i), "-" | "–" | "‑" | "/") && self.is_attached(i) && self.is_attached(i + 1)
    }

    /// Whether token `i` follows the preceding token without a space.
    fn is_attached(&self, i: usize) -> bool {
        self.article.tokens.get(i).is_some_and(|t| !t.spaced)
    }

    /// Whether token `i` opens a noun phrase: "the", "a", "his".
    pub(crate) fn is_determiner(&self, i: usize) -> bool {
        self.has_trait(i, Traits::DETERMINER)
    }

    /// Whether token `i` can denote an agent: a name, a noun or a personal pronoun.
    pub(crate) fn can_be_agent(&self, i: usize) -> bool {
        matches!(self.tag(i), Pos::Noun | Pos::Propn | Pos::Pron | Pos::Aux | Pos::Part)
            || self.name(i).is_some()
    }

    /// Whether token `i` is a verb form that can be the head of a clause.
    pub(crate) fn is_finite(&self, i: usize) -> bool {
        self.tag(i).is_finite()
    }
}

/// Whether a word is an adjunct of time beside noun phrases: a day, a month, a part of the day.
pub(crate) fn is_time(word: &str) -> bool {
    lexicon::has(word, Flag::TimeNoun)
}

/// Whether a word is the name of a day of the week, by its form.
pub(crate) fn is_weekday(word: &str) -> bool {
    word.ends_with("day") && word.starts_with(char::is_uppercase)
}

/// Whether `verb` (lower case) is a verb of saying, thinking, asking or deciding, whose subjects are people
/// and governments.
pub(crate) fn is_speech_verb(verb: &str) -> bool {
    is_form_of(verb, Flag::SpeechStem)
}

/// Whether `verb` (lower case) is a form of a verb whose stem has this flag.
pub(crate) fn is_form_of(verb: &str, stem: Flag) -> bool {
    let endings = ["", "s", "es", "ed", "ies", "ied", "ing", "e", "d"];
    endings.iter().any(|end| verb.strip_suffix(end).is_some_and(|rest| lexicon::has(rest, stem)))
}
