//! Parts of speech.

/// A part of speech: the Universal Dependencies tags, with the verb forms of the Penn Treebank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Pos {
    /// Adjective.
    Adj,
    /// Preposition.
    Adp,
    /// Adverb.
    Adv,
    /// Auxiliary: be, have, do as helpers, and modal verbs.
    Aux,
    /// Coordinating conjunction.
    Cconj,
    /// Determiner.
    Det,
    /// Interjection.
    Intj,
    /// Common noun.
    Noun,
    /// Number.
    Num,
    /// Particle: "to" before a verb, "not", the possessive "'s".
    Part,
    /// Pronoun.
    Pron,
    /// Proper noun.
    Propn,
    /// Punctuation.
    Punct,
    /// Subordinating conjunction.
    Sconj,
    /// Symbol.
    Sym,
    /// Verb, base form (VB).
    VerbBase,
    /// Verb, past tense (VBD).
    VerbPast,
    /// Verb, present participle or gerund (VBG).
    VerbIng,
    /// Verb, past participle (VBN).
    VerbPart,
    /// Verb, present tense (VBP, VBZ).
    VerbPres,
    /// Anything else.
    Other,
}
