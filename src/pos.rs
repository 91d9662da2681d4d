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

impl Pos {
    /// All tags, in the order of the model's labels.
    pub const ALL: [Self; 21] = [
        Self::Adj,
        Self::Adp,
        Self::Adv,
        Self::Aux,
        Self::Cconj,
        Self::Det,
        Self::Intj,
        Self::Noun,
        Self::Num,
        Self::Part,
        Self::Pron,
        Self::Propn,
        Self::Punct,
        Self::Sconj,
        Self::Sym,
        Self::VerbBase,
        Self::VerbPast,
        Self::VerbIng,
        Self::VerbPart,
        Self::VerbPres,
        Self::Other,
    ];

    /// Returns the name of the tag in the model file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Adj => "ADJ",
            Self::Adp => "ADP",
            Self::Adv => "ADV",
            Self::Aux => "AUX",
            Self::Cconj => "CCONJ",
            Self::Det => "DET",
            Self::Intj => "INTJ",
            Self::Noun => "NOUN",
            Self::Num => "NUM",
            Self::Part => "PART",
            Self::Pron => "PRON",
            Self::Propn => "PROPN",
            Self::Punct => "PUNCT",
            Self::Sconj => "SCONJ",
            Self::Sym => "SYM",
            Self::VerbBase => "VB",
            Self::VerbPast => "VBD",
            Self::VerbIng => "VBG",
            Self::VerbPart => "VBN",
            Self::VerbPres => "VBP",
            Self::Other => "X",
        }
    }

    /// Whether a verb with this tag may be finite: past, present or auxiliary.
    pub fn is_finite(self) -> bool {
        matches!(self, Self::VerbPast | Self::VerbPres | Self::Aux)
    }

    /// Whether the tag can occur in a noun phrase, pronouns excepted.
    pub fn is_nominal(self) -> bool {
        matches!(self, Self::Det | Self::Adj | Self::Num | Self::Noun | Self::Propn)
    }

    /// Whether the tag is a verb other than an auxiliary.
    pub fn is_verb(self) -> bool {
        matches!(self, Self::VerbBase | Self::VerbPast | Self::VerbIng | Self::VerbPart | Self::VerbPres)
    }
}
