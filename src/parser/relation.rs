//! The relations between a word and its head.

/// A relation of Universal Dependencies, with the subtypes that Gloss needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Relation {
    /// Clause that modifies a noun, other than a relative clause: "accused of theft".
    AdnominalClause,
    /// Relative clause.
    RelativeClause,
    /// Clause that modifies a verb or an adjective.
    AdverbialClause,
    /// Adverb.
    AdverbialModifier,
    /// Adjective before or behind its noun.
    AdjectivalModifier,
    /// Second noun phrase for the same: "Ida Brook, the mayor".
    Apposition,
    /// Auxiliary verb.
    Auxiliary,
    /// Auxiliary of a passive.
    PassiveAuxiliary,
    /// Preposition, or the possessive clitic.
    CaseMarker,
    /// Coordinating conjunction.
    CoordinatingConjunction,
    /// Clause that is the object of a verb.
    ClausalComplement,
    /// Classifier.
    Classifier,
    /// Noun before a noun, or the particle of a verb.
    Compound,
    /// Second and later parts of a coordination.
    Conjunct,
    /// The verb "be" before a predicate.
    Copula,
    /// Clause that is the subject.
    ClausalSubject,
    /// Clause that is the subject of a passive.
    PassiveClausalSubject,
    /// Relation that cannot be determined.
    Unspecified,
    /// Determiner.
    Determiner,
    /// Interjection.
    Discourse,
    /// Phrase that is taken up again by a pronoun.
    Dislocated,
    /// The "there" or "it" of a verb, without meaning.
    Expletive,
    /// Second and later words of a fixed expression: "because of".
    Fixed,
    /// Second and later words of a name.
    Flat,
    /// Rest of a word that was written apart.
    GoesWith,
    /// Indirect object.
    IndirectObject,
    /// Second and later items of a list.
    ListItem,
    /// Subordinating conjunction, or "to" before a verb.
    Marker,
    /// Noun phrase that modifies a noun.
    NominalModifier,
    /// Possessor.
    Possessive,
    /// Subject.
    Subject,
    /// Subject of a passive.
    PassiveSubject,
    /// Number before a noun.
    NumericModifier,
    /// Direct object.
    Object,
    /// Noun phrase that modifies a verb.
    Oblique,
    /// Agent of a passive: "by the mayor".
    Agent,
    /// Part of a clause whose verb is left out.
    Orphan,
    /// Clause beside another without a conjunction, as a verb of saying in a quotation.
    Parataxis,
    /// Punctuation mark.
    Punctuation,
    /// Word that the speaker corrected.
    Reparandum,
    /// Person who is addressed.
    Vocative,
    /// Clause that is the object of a verb and has no subject of its own: "vowed to resign".
    OpenComplement,
}

impl Relation {
    /// All relations, in the order of the network's labels.
    pub const ALL: [Self; 42] = [
        Self::AdnominalClause,
        Self::RelativeClause,
        Self::AdverbialClause,
        Self::AdverbialModifier,
        Self::AdjectivalModifier,
        Self::Apposition,
        Self::Auxiliary,
        Self::PassiveAuxiliary,
        Self::CaseMarker,
        Self::CoordinatingConjunction,
        Self::ClausalComplement,
        Self::Classifier,
        Self::Compound,
        Self::Conjunct,
        Self::Copula,
        Self::ClausalSubject,
        Self::PassiveClausalSubject,
        Self::Unspecified,
        Self::Determiner,
        Self::Discourse,
        Self::Dislocated,
        Self::Expletive,
        Self::Fixed,
        Self::Flat,
        Self::GoesWith,
        Self::IndirectObject,
        Self::ListItem,
        Self::Marker,
        Self::NominalModifier,
        Self::Possessive,
        Self::Subject,
        Self::PassiveSubject,
        Self::NumericModifier,
        Self::Object,
        Self::Oblique,
        Self::Agent,
        Self::Orphan,
        Self::Parataxis,
        Self::Punctuation,
        Self::Reparandum,
        Self::Vocative,
        Self::OpenComplement,
    ];

    /// Returns the name in the treebanks, such as "nsubj:pass".
    pub fn name(self) -> &'static str {
        match self {
            Self::AdnominalClause => "acl",
            Self::RelativeClause => "acl:relcl",
            Self::AdverbialClause => "advcl",
            Self::AdverbialModifier => "advmod",
            Self::AdjectivalModifier => "amod",
            Self::Apposition => "appos",
            Self::Auxiliary => "aux",
            Self::PassiveAuxiliary => "aux:pass",
            Self::CaseMarker => "case",
            Self::CoordinatingConjunction => "cc",
            Self::ClausalComplement => "ccomp",
            Self::Classifier => "clf",
            Self::Compound => "compound",
            Self::Conjunct => "conj",
            Self::Copula => "cop",
            Self::ClausalSubject => "csubj",
            Self::PassiveClausalSubject => "csubj:pass",
            Self::Unspecified => "dep",
            Self::Determiner => "det",
            Self::Discourse => "discourse",
            Self::Dislocated => "dislocated",
            Self::Expletive => "expl",
            Self::Fixed => "fixed",
            Self::Flat => "flat",
            Self::GoesWith => "goeswith",
            Self::IndirectObject => "iobj",
            Self::ListItem => "list",
            Self::Marker => "mark",
            Self::NominalModifier => "nmod",
            Self::Possessive => "nmod:poss",
            Self::Subject => "nsubj",
            Self::PassiveSubject => "nsubj:pass",
            Self::NumericModifier => "nummod",
            Self::Object => "obj",
            Self::Oblique => "obl",
            Self::Agent => "obl:agent",
            Self::Orphan => "orphan",
            Self::Parataxis => "parataxis",
            Self::Punctuation => "punct",
            Self::Reparandum => "reparandum",
            Self::Vocative => "vocative",
            Self::OpenComplement => "xcomp",
        }
    }

    /// Returns the relation of a name in the treebanks, without its subtype if there is none for that.
    pub fn of_name(name: &str) -> Option<Self> {
        let find = |name: &str| Self::ALL.into_iter().find(|relation| relation.name() == name);
        find(name).or_else(|| find(name.split(':').next()?))
    }

    /// Returns the name without its subtype, such as "nsubj".
    pub fn base_name(self) -> &'static str {
        self.name().split(':').next().unwrap_or_default()
    }
}
