//! Part-of-speech tagging: the tag set, the features and the tagger.
//!
//! The model is trained on the treebanks GUM and EWT of Universal Dependencies, aligned to our tokens. The
//! tags of a sentence are its Viterbi path. Never gives a confidence.

use crate::model::crf::Model;
use crate::model::crf::runs;
use crate::model::crf::viterbi::Decoder;
use crate::model::features::{Rows, feature, join};
use crate::sentences::Sentence;
use crate::tokens::shape::Case;
use crate::tokens::words::{Spellings, Word, near};

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

/// Tags every token. `words` must hold a word for every token of `sentences`.
#[inline(never)]
pub fn tag(model: &Model, words: &[Word], spellings: &Spellings, sentences: &[Sentence]) -> Vec<Pos> {
    let mut tags = vec![Pos::Other; words.len()];
    let (mut rows, mut decoder) = (Rows::default(), Decoder::default());
    for sentence in sentences {
        for run in runs(sentence.tokens.clone()) {
            rows.clear();
            let Some(here) = words.get(run.clone()) else { continue };
            extract(here, spellings, &mut rows);
            let path = decoder.run(model, &rows, 0..here.len());
            for (tag, &label) in tags[run].iter_mut().zip(path) {
                *tag = Pos::ALL.get(label as usize).copied().unwrap_or(Pos::Other);
            }
        }
    }
    tags
}

/// Adds one row of features for each word of a sentence.
#[inline(never)]
pub fn extract(words: &[Word], spellings: &Spellings, rows: &mut Rows) {
    for i in 0..words.len() {
        let w = |offset| near(words, i, offset);
        let here = w(0);
        let spelling = spellings.get(here);
        let mut template = 0;
        let mut add = |value: u32| {
            template += 1;
            rows.push(feature(template, value));
        };
        add(0);
        add(here.low);
        add(here.raw);
        add(spelling.shape);
        add(here.case as u32 + if i == 0 { 16 } else { 0 });
        spelling.suffixes.iter().for_each(|&s| add(s));
        spelling.prefixes.iter().for_each(|&p| add(p));
        for offset in [-2, -1, 1, 2] {
            add(w(offset).low);
        }
        for offset in [-1, 1] {
            let spelling = spellings.get(w(offset));
            add(spelling.suffixes[1]);
            add(spelling.suffixes[2]);
            add(spelling.shape);
        }
        add(join(w(-1).low, here.low));
        add(join(here.low, w(1).low));
        add(join(w(-1).low, w(1).low));
        add(join(w(-2).low, w(-1).low));
        add(join(w(1).low, w(2).low));
        add(join(spelling.suffixes[2], w(-1).low));
        add(join(spelling.suffixes[2], w(1).low));
        add(u32::from(here.case == Case::Title) + 2 * u32::from(w(1).case == Case::Title));
        rows.end_row();
    }
}
