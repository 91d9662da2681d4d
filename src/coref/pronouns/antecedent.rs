//! Chooses the antecedent of "he" or "she": people named before, and people without a name.
//!
//! A linear model scores each person that agrees in gender, by where and how the person was last mentioned
//! and by the syntax between mention and pronoun. The most probable one is the antecedent, if probable enough;
//! if somebody without a name is the most probable, nobody is named.

use std::cell::{Cell, RefCell};

use crate::lexicon::{Flag, Gender};
use crate::model::crf::Model;
use crate::model::crf::viterbi::Decoder;
use crate::model::features::Rows;
use crate::parser::relation::Relation;
use crate::syntax::traits::Traits;
use crate::syntax::tree;
use crate::syntax::view::SyntaxView;

/// Labels of the model.
pub const LABELS: &[&str] = &["wrong", "right"];

/// Maximum distance of an antecedent, in sentences.
pub(crate) const MAX_SENTENCES_BACK: usize = 4;
/// Maximum number of people remembered.
const MAX_REMEMBERED: usize = 12;
/// Number of the first feature template. AntecedentModel models refer to templates by number.
const FIRST_TEMPLATE: u16 = 321;

/// Minimum probability of an antecedent.
const MIN_PROBABILITY: f32 = 0.4;

/// Somebody who can be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Person {
    /// An entity, by its index.
    Named(usize),
    /// Somebody without a name, by the token of the first mention.
    Unnamed(usize),
}

/// The form of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Name,
    /// Noun phrase that means somebody with a name: "the minister".
    Nominal,
    Pronoun,
    /// Noun phrase that means somebody without a name.
    Unnamed,
}

/// Place of a mention in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    /// Subject of the sentence.
    MainSubject,
    /// Subject of another clause.
    Subject,
    Object,
    Oblique,
    /// Modifier of a noun.
    Modifier,
    Possessive,
    Other,
}

/// The latest mention of a person.
#[derive(Clone, Copy)]
pub(crate) struct PersonMention {
    pub person: Person,
    pub sentence: usize,
    /// The head of the mention.
    pub token: usize,
    pub form: Form,
    pub function: Function,
    /// Whether it is the subject of a verb of saying.
    pub speaks: bool,
    pub quoted: bool,
    /// Number of mentions so far.
    pub count: u32,
    /// Gender that the noun of somebody without a name tells.
    pub gender: Option<Gender>,
    /// Whether the phrase of somebody without a name has an article: 0 for none, 1 for "a", 2 for "the".
    pub article: u32,
    /// Whether the mention is in the content of a verb of saying: "said the |suspect| ran".
    pub told: bool,
    /// Whether the article states a role of the person.
    pub has_role: bool,
    /// First token of the last name, for training.
    pub name: Option<usize>,
}

impl PersonMention {
    /// Everything that a rule reads of the mention from a later block, as one number, without the person and
    /// the sentence.
    pub(crate) fn packed(&self) -> u64 {
        let unnamed = u64::from(matches!(self.person, Person::Unnamed(_)));
        let gender = self.gender.map_or(0, |gender| gender as u64 + 1);
        let flags = u64::from(self.speaks) | u64::from(self.quoted) << 1;
        let places = (self.form as u64) << 4 | (self.function as u64) << 6 | u64::from(self.count.min(4)) << 9;
        let more = u64::from(self.told) << 15 | u64::from(self.has_role) << 16;
        flags | gender << 2 | places | u64::from(self.article) << 12 | unnamed << 14 | more
    }
}

/// Records a mention as the latest one of its person.
#[inline(never)]
pub(crate) fn record(people: &mut Vec<PersonMention>, mention: PersonMention) {
    let previous = people.iter().position(|p| p.person == mention.person).map(|at| people.remove(at));
    let count = previous.map_or(0, |b| b.count) + 1;
    let in_sentence = previous.filter(|b| b.sentence == mention.sentence);
    // Within a sentence, a mention outside quotations stays outside, and the subject stays the subject for
    // what follows.
    let quoted = mention.quoted && in_sentence.is_none_or(|b| b.quoted);
    let kept = in_sentence.filter(|b| b.function == Function::MainSubject);
    let gender = mention.gender.or(previous.and_then(|b| b.gender));
    let name = mention.name.or(previous.and_then(|b| b.name));
    let has_role = mention.has_role || previous.is_some_and(|b| b.has_role);
    let function = kept.map_or(mention.function, |b| b.function);
    let speaks = mention.speaks || in_sentence.is_some_and(|b| b.speaks);
    if people.len() >= MAX_REMEMBERED {
        people.remove(0);
    }
    people.push(PersonMention { count, quoted, gender, has_role, name, function, speaks, ..mention });
}

/// Place of the mention with this head in its clause, and whether it is the subject of a verb of saying.
pub(crate) fn function(view: &SyntaxView, mut token: usize) -> (Function, bool) {
    let article = view.article;
    for _ in 0..8 {
        let Some(above) = article.head(token) else { return (Function::Other, false) };
        let function = match article.relation(token) {
            Relation::Flat | Relation::Compound | Relation::Apposition | Relation::Conjunct | Relation::GoesWith => {
                token = above;
                continue;
            }
            Relation::Subject | Relation::PassiveSubject if is_main(view, above) => Function::MainSubject,
            Relation::Subject | Relation::PassiveSubject => Function::Subject,
            Relation::Object | Relation::IndirectObject => Function::Object,
            Relation::Oblique | Relation::Agent => Function::Oblique,
            Relation::NominalModifier => Function::Modifier,
            Relation::Possessive => Function::Possessive,
            _ => Function::Other,
        };
        let subject = matches!(function, Function::MainSubject | Function::Subject);
        return (function, subject && view.has_trait(above, Traits::SPEECH));
    }
    (Function::Other, false)
}

/// Whether a verb heads its sentence, or is coordinated with the one that does.
fn is_main(view: &SyntaxView, verb: usize) -> bool {
    let article = view.article;
    match article.head(verb) {
        None => true,
        Some(above) => {
            matches!(article.relation(verb), Relation::Conjunct | Relation::Parataxis) && article.head(above).is_none()
        }
    }
}

/// Syntax between a mention and a pronoun of the same sentence. The numbers are part of the trained model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Between {
    /// Other sentences.
    Apart = 0,
    /// Both depend on one verb: "Hale told him".
    SameVerb,
    /// The mention is the subject of a verb above the pronoun: "Hale said he left".
    SubjectAbove,
    /// The mention is an object of a verb above the pronoun: "accused Hale of selling his shares".
    ObjectAbove,
    /// The pronoun stands in a relative clause or participle about the person: "Hale, who sold his shares".
    ClauseAbout,
    /// The pronoun is part of the phrase: "Hale's view of him".
    InPhrase,
    /// The pronoun precedes the clause of the mention or stands beside it.
    Beside,
}

fn between(view: &SyntaxView, mention: &PersonMention, here: &PronounUse) -> Between {
    if mention.sentence != here.sentence {
        return Between::Apart;
    }
    let article = view.article;
    let mut token = mention.token;
    while matches!(article.relation(token), Relation::Flat | Relation::Apposition | Relation::Conjunct | Relation::Compound) {
        let Some(above) = article.head(token) else { break };
        token = above;
    }
    if tree::is_below(article, here.token, token) {
        let clause = |i: usize| {
            matches!(article.relation(i), Relation::RelativeClause | Relation::AdnominalClause)
                && article.head(i) == Some(token)
        };
        let mut chain = std::iter::successors(Some(here.token), |&i| article.head(i)).take(24);
        return if chain.any(clause) { Between::ClauseAbout } else { Between::InPhrase };
    }
    let Some(verb) = article.head(token) else { return Between::Beside };
    if article.head(here.token) == Some(verb) {
        return Between::SameVerb;
    }
    let is_subject = matches!(article.relation(token), Relation::Subject | Relation::PassiveSubject);
    if tree::is_below(article, here.token, verb) {
        return if is_subject { Between::SubjectAbove } else { Between::ObjectAbove };
    }
    Between::Beside
}

/// Grammatical case of a personal pronoun.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Case {
    Subject,
    Object,
    Possessive,
    Reflexive,
}

/// A pronoun with its position and case.
#[derive(Clone, Copy)]
pub(crate) struct PronounUse<'a> {
    pub sentence: usize,
    pub token: usize,
    pub quoted: bool,
    pub case: Case,
    /// First sentence of the paragraph.
    pub paragraph: usize,
    /// Entities named behind the pronoun in its clause.
    pub named_below: &'a [usize],
}

/// Chooses among candidates.
pub trait Chooser {
    /// Returns the number of the chosen candidate with its probability, if one is probable. `pronoun` is its
    /// token; there is a row of features for each candidate.
    fn choose(&self, pronoun: usize, candidates: &[Candidate], rows: &Rows) -> Option<(usize, f32)>;
}

/// A candidate as trainers see it.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// First token of the person's last name, if there is one.
    pub name: Option<usize>,
    /// Head of the last mention.
    pub token: usize,
}

/// The trained model as a chooser.
pub struct AntecedentModel<'m> {
    model: &'m Model<'m>,
    decoder: RefCell<Decoder>,
}

impl<'m> AntecedentModel<'m> {
    /// A chooser that runs the model.
    pub fn new(model: &'m Model<'m>) -> Self {
        Self { model, decoder: RefCell::new(Decoder::default()) }
    }
}

impl Chooser for AntecedentModel<'_> {
    fn choose(&self, _: usize, candidates: &[Candidate], rows: &Rows) -> Option<(usize, f32)> {
        let mut decoder = self.decoder.borrow_mut();
        let score = |k: usize| (k, decoder.row_probability(self.model, rows, k));
        let better = |a: (usize, f32), b: (usize, f32)| if b.1 > a.1 { b } else { a };
        (0..candidates.len()).map(score).reduce(better).filter(|best| best.1 >= MIN_PROBABILITY)
    }
}

/// The antecedent of a pronoun with its probability and the reason; `None` if nobody fits or is probable.
#[inline(never)]
pub(crate) fn antecedent(
    view: &SyntaxView,
    people: &[PersonMention],
    genders: &[Cell<Option<Gender>>],
    wanted: Gender,
    here: PronounUse,
    chooser: &dyn Chooser,
) -> Option<(PersonMention, f32, &'static str)> {
    let known = |p: &PersonMention| match p.person {
        Person::Named(entity) => genders.get(entity).and_then(Cell::get),
        Person::Unnamed(_) => p.gender,
    };
    // "He mocked Lark's sums": whoever is named in the clause of the pronoun is somebody else.
    let named_below = |p: &PersonMention| match p.person {
        Person::Named(entity) => here.named_below.contains(&entity),
        Person::Unnamed(_) => false,
    };
    let fits = |p: &&PersonMention| {
        !named_below(p) && here.sentence.wrapping_sub(p.sentence) <= MAX_SENTENCES_BACK && known(p).is_none_or(|g| g == wanted)
    };
    // The latest first.
    let candidates: Vec<PersonMention> = people.iter().rev().filter(fits).copied().collect();
    let mut rows = Rows::default();
    let has_main = |p: &PersonMention| p.function == Function::MainSubject && p.sentence + 1 == here.sentence;
    let mains = candidates.iter().filter(|p| has_main(p)).count();
    let is_told = |p: &PersonMention| p.told && p.sentence + 1 == here.sentence;
    let told = candidates.iter().filter(|p| is_told(p)).count();
    for (order, mention) in candidates.iter().enumerate() {
        let rivals = Rivals {
            order,
            candidates: candidates.len(),
            mains: mains - usize::from(has_main(mention)),
            told: told - usize::from(is_told(mention)),
        };
        describe(view, mention, &here, rivals, known(mention).is_some(), &mut rows);
    }
    let shown: Vec<Candidate> = candidates.iter().map(|p| Candidate { name: p.name, token: p.token }).collect();
    let (at, probability) = chooser.choose(here.token, &shown, &rows)?;
    let best = candidates.get(at)?;
    if is_object_of_first_verb(view, best, &candidates, &here) {
        return None;
    }
    let why = match (candidates.len(), wanted) {
        (1, Gender::Male) => "the only man named before",
        (1, Gender::Female) => "the only woman named before",
        _ if best.sentence == here.sentence => "named in the same sentence",
        _ if matches!(best.function, Function::MainSubject | Function::Subject) => "who the sentence before is about",
        _ => "the last one named who fits",
    };
    Some((*best, probability, why))
}

/// Whether the verb that the pronoun's clause depends on is coordinated with one that has another candidate as
/// its object: in "Cole called Moss divisive and said he lacked experience" either may be meant.
fn is_object_of_first_verb(
    view: &SyntaxView,
    best: &PersonMention,
    candidates: &[PersonMention],
    here: &PronounUse,
) -> bool {
    let article = view.article;
    let above = |i: usize| article.head(i);
    let coordinated = |&i: &usize| article.relation(i) == Relation::Conjunct && article.tag(i).is_verb();
    let chain = std::iter::successors(above(here.token), |&i| above(i)).take(6);
    let Some(first) = chain.skip(1).find(coordinated).and_then(above) else { return false };
    let is_object = |p: &&PersonMention| {
        p.person != best.person
            && p.sentence == here.sentence
            && above(p.token) == Some(first)
            && matches!(article.relation(p.token), Relation::Object | Relation::Subject)
            && p.token > first
    };
    here.case == Case::Subject && best.token < first && candidates.iter().any(|p| is_object(&p))
}

/// Whether a noun is for family: "his widow", "her parents".
fn is_family(view: &SyntaxView, i: usize) -> bool {
    view.folded_has(i, Flag::MaleTitle)
        || view.folded_has(i, Flag::FemaleTitle)
        || matches!(view.word(i), "family" | "parents" | "relatives" | "children")
}

/// A candidate among the others.
struct Rivals {
    /// Number of candidates that were mentioned later.
    order: usize,
    candidates: usize,
    /// Number of other candidates that are the subject of the sentence before.
    mains: usize,
    /// Number of other candidates that somebody spoke about in the sentence before.
    told: usize,
}

/// Writes the row of features of a candidate.
fn describe(
    view: &SyntaxView,
    mention: &PersonMention,
    here: &PronounUse,
    rivals: Rivals,
    gender_known: bool,
    rows: &mut Rows,
) {
    let article = view.article;
    let back = here.sentence.wrapping_sub(mention.sentence).min(5) as u32;
    let (order, number) = (rivals.order.min(4) as u32, rivals.candidates.min(4) as u32);
    let (case, form) = (here.case as u32, mention.form as u32);
    let place = mention.function as u32;
    let syntax = between(view, mention, here) as u32;
    let quotes = u32::from(mention.quoted) << 1 | u32::from(here.quoted);
    let verb = article.head(here.token).filter(|_| here.case == Case::Subject);
    let says = verb.is_some_and(|verb| view.has_trait(verb, Traits::SPEECH));
    let speaks = u32::from(mention.speaks) << 1 | u32::from(says);
    let paragraph = u32::from(mention.sentence >= here.paragraph);
    let opens = u32::from(view.sentence(here.token).start == here.token);
    let verbs = match mention.sentence == here.sentence {
        true => (mention.token..here.token).filter(|&i| view.is_finite(i)).count().min(3) as u32 + 1,
        false => 0,
    };
    let known = u32::from(gender_known);
    let count = mention.count.min(4);
    let mains = rivals.mains.min(2) as u32;
    let told = u32::from(mention.told) << 1 | u32::from(rivals.told > 0);
    let passive = u32::from(article.relation(here.token) == Relation::PassiveSubject);
    let role = u32::from(mention.has_role);
    // "His family", "her widow".
    let owned = article.head(here.token).filter(|_| here.case == Case::Possessive);
    let kin = u32::from(owned.is_some_and(|noun| is_family(view, noun)));
    let unnamed = match mention.person {
        Person::Named(_) => 0,
        Person::Unnamed(_) => 1 + mention.article,
    };
    rows.push_all(
        FIRST_TEMPLATE,
        &[
            &[form],
            &[back, case],
            &[back, place, case],
            &[back, order],
            &[order, number],
            &[back, order, number],
            &[place, form],
            &[place, back, mains],
            &[syntax, case],
            &[syntax, case, verbs],
            &[syntax, place, case],
            &[syntax, quotes],
            &[known, form],
            &[known, number],
            &[form, back],
            &[form, case, back],
            &[count, back],
            &[count, form, number],
            &[quotes, back],
            &[quotes, speaks],
            &[speaks, back],
            &[speaks, place, back],
            &[paragraph, back],
            &[paragraph, place],
            &[opens, place, back],
            &[opens, back, form],
            &[unnamed, back, form],
            &[unnamed, number],
            &[unnamed, place, back],
            &[unnamed, known],
            &[unnamed, syntax, case],
            &[told, speaks, back, passive],
            &[told, unnamed, back],
            &[passive, place, back],
            &[passive, speaks, unnamed],
            &[role, speaks, back],
            &[role, kin],
            &[kin, speaks, back],
        ],
    );
    rows.end_row();
}
