//! Small pieces of grammar over tags that roles, pronouns and metonyms share: noun phrases, determiners, clauses.
//!
//! Everything looks at most [`REACH`] tokens to either side of a name, inside its sentence.
//! Nothing here decides who anybody is.

use std::ops::Range;

use crate::article::Article;
use crate::document::EntityKind;
use crate::incremental::{Fingerprint, WordTable};
use crate::kb::Reference;
use crate::kb::priors;
use crate::lexicon::lists::holds;
use crate::lexicon::metonymy;
use crate::pos::Pos;
use crate::recognizer::Name;
use crate::syntax::traits::Traits;
use crate::text::normalize;

/// How far a phrase is followed, in tokens.
pub(crate) const REACH: usize = 18;

/// The article with an index from tokens to names.
pub(crate) struct SyntaxView<'a> {
    /// The article.
    pub article: &'a Article<'a>,
    /// Its names.
    pub names: &'a [Name],
    /// What is known of names by themselves.
    pub kb: &'a Reference<'a>,
    /// For every token the name it is part of, or `u32::MAX`.
    name_at: Vec<u32>,
    /// What the lists say of every token's word.
    traits: Vec<Traits>,
}

impl<'a> SyntaxView<'a> {
    /// Indexes `names` by token.
    pub(crate) fn new(
        article: &'a Article<'a>,
        names: &'a [Name],
        kb: &'a Reference<'a>,
        known: &mut WordTable<Traits>,
    ) -> Self {
        let mut name_at = vec![u32::MAX; article.tokens.len()];
        for (at, name) in names.iter().enumerate() {
            for slot in name_at.get_mut(name.tokens.clone()).into_iter().flatten() {
                *slot = at as u32;
            }
        }
        Self { article, names, kb, name_at, traits: Traits::of_all(article, known) }
    }

    /// Whether the word of token `i` has a trait.
    pub(crate) fn is(&self, i: usize, one: Traits) -> bool {
        self.traits.get(i).is_some_and(|all| all.has(one))
    }

    /// A key of all that a rule reads that looks at these tokens and at the names in them.
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

    /// The name that token `i` is part of.
    pub(crate) fn name(&self, i: usize) -> Option<usize> {
        self.name_at.get(i).filter(|&&n| n != u32::MAX).map(|&n| n as usize)
    }

    /// Whether token `i` is part of a person's name.
    pub(crate) fn in_person(&self, i: usize) -> bool {
        self.name(i).is_some_and(|n| self.names[n].kind == EntityKind::Person)
    }

    /// The words of token `i` as they stand.
    pub(crate) fn word(&self, i: usize) -> &'a str {
        self.article.word(i)
    }

    /// The word in lower case without diacritics.
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
    pub(crate) fn is_role(&self, i: usize) -> bool {
        // Some nouns look like verbs to the tagger; those with the ending of a noun are none.
        let noun = matches!(self.tag(i), Pos::Noun | Pos::Propn | Pos::Adj | Pos::Other)
            || self.is(i, Traits::PERSONAL);
        noun && self.is_listed(i)
    }

    /// Whether token `i` is spelt like a noun that names a role, whatever the tagger made of it.
    pub(crate) fn is_listed(&self, i: usize) -> bool {
        self.is(i, Traits::ROLE)
    }

    /// Whether token `i` can be a word of a noun phrase where nothing else can stand: the tagger is often wrong
    /// about rare words in appositions.
    pub(crate) fn modifies_loosely(&self, i: usize) -> bool {
        let word = self.word(i);
        let loose = matches!(
            self.tag(i),
            Pos::Adv | Pos::Intj | Pos::VerbIng | Pos::VerbPart | Pos::VerbBase | Pos::Num
        );
        self.modifies(i)
            || (loose
                && !self.in_person(i)
                && !self.is(i, Traits::TIME)
                && word.starts_with(char::is_alphanumeric)
                && word != "according")
    }

    /// Whether token `i` is a capitalised word for a country or its people.
    pub(crate) fn is_national(&self, i: usize) -> bool {
        self.word(i).starts_with(char::is_uppercase) && priors::country(self.kb, self.word(i)).is_some()
    }

    /// Whether token `i` can stand before a noun in its phrase: adjectives, nouns, names but people's.
    pub(crate) fn modifies(&self, i: usize) -> bool {
        let word = self.word(i);
        if let Some(name) = self.name(i) {
            return self.names[name].kind != EntityKind::Person;
        }
        match self.tag(i) {
            // "Ann Hale met Prime Minister Bo Lane": the tagger takes a verb among capitals for a name.
            Pos::Propn if word.starts_with(char::is_lowercase) && self.follows_somebody(i) => false,
            Pos::Adj | Pos::Noun | Pos::Propn | Pos::Other => {
                !self.is(i, Traits::TIME) && word != "according"
            }
            Pos::VerbIng => matches!(
                word,
                "acting"
                    | "outgoing"
                    | "incoming"
                    | "ruling"
                    | "sitting"
                    | "leading"
                    | "visiting"
                    | "rising"
                    | "commanding"
                    | "managing"
                    | "Acting"
                    | "Outgoing"
                    | "Incoming"
                    | "managing-"
            ),
            Pos::VerbPart | Pos::VerbPast => matches!(
                word,
                "retired"
                    | "elected"
                    | "appointed"
                    | "disgraced"
                    | "exiled"
                    | "jailed"
                    | "ousted"
                    | "Retired"
                    | "disputed"
                    | "embattled"
                    | "deposed"
                    | "imprisoned"
                    | "detained"
                    | "convicted"
                    | "newly-elected"
            ),
            Pos::Adv => {
                matches!(word, "then" | "newly" | "recently" | "Then" | "once" | "long-time" | "most")
            }
            _ => false,
        }
    }

    /// Whether a person's name stands right before token `i`, or before the comma there.
    fn follows_somebody(&self, i: usize) -> bool {
        let before = i.wrapping_sub(1);
        self.in_person(before)
            || self.is_listed(before)
            || (self.word(before) == "," && self.in_person(i.wrapping_sub(2)))
    }

    /// Whether token `i` is the "'s" of a possessive.
    pub(crate) fn is_possessive(&self, i: usize) -> bool {
        matches!(self.word(i), "'s" | "’s" | "'" | "’" | "`s") && self.glued(i)
    }

    /// Whether token `i` is a hyphen inside a word.
    pub(crate) fn is_hyphen(&self, i: usize) -> bool {
        matches!(self.word(i), "-" | "–" | "‑" | "/") && self.glued(i) && self.glued(i + 1)
    }

    /// Whether no space stands before token `i`.
    fn glued(&self, i: usize) -> bool {
        self.article.tokens.get(i).is_some_and(|t| !t.spaced)
    }

    /// Whether token `i` opens a noun phrase: "the", "a", "his".
    pub(crate) fn determines(&self, i: usize) -> bool {
        self.is(i, Traits::DETERMINER)
    }

    /// Whether token `i` can be who acts: a name, a noun or a personal pronoun.
    pub(crate) fn is_agent(&self, i: usize) -> bool {
        matches!(self.tag(i), Pos::Noun | Pos::Propn | Pos::Pron | Pos::Aux | Pos::Part)
            || self.name(i).is_some()
    }

    /// Whether token `i` is a verb form that can carry a clause.
    pub(crate) fn is_finite(&self, i: usize) -> bool {
        self.tag(i).is_finite()
    }
}

/// Whether a word in lower case opens a noun phrase: "the", "a", "his".
pub(crate) fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "my"
            | "this"
            | "that"
            | "another"
            | "one"
    )
}

/// Words for days, months and parts of days that stand beside noun phrases without being part of them.
pub(crate) fn is_time(word: &str) -> bool {
    matches!(
        word,
        "Monday"
            | "Tuesday"
            | "Wednesday"
            | "Thursday"
            | "Friday"
            | "Saturday"
            | "Sunday"
            | "January"
            | "February"
            | "March"
            | "April"
            | "May"
            | "June"
            | "July"
            | "August"
            | "September"
            | "October"
            | "November"
            | "December"
            | "yesterday"
            | "Yesterday"
            | "today"
            | "Today"
            | "tomorrow"
            | "week"
            | "month"
            | "year"
            | "night"
            | "morning"
            | "afternoon"
            | "evening"
            | "weekend"
    )
}

/// Whether `verb` (lower case) is a verb of saying, thinking, asking or deciding: what people and governments do.
pub(crate) fn is_speech_verb(verb: &str) -> bool {
    is_form_of(verb, |stem| holds(metonymy::SPEECH, stem))
}

/// Whether `verb` (lower case) is a form of a verb whose stem is known.
pub(crate) fn is_form_of(verb: &str, knows: impl Fn(&str) -> bool) -> bool {
    let endings = ["", "s", "es", "ed", "ies", "ied", "ing", "e", "d"];
    endings.iter().any(|end| verb.strip_suffix(end).is_some_and(&knows))
}
