//! Chooses the antecedent of "he" or "she": people named before, and people without a name.
//!
//! A linear model scores each person that agrees in gender, by where and how the person was last mentioned
//! and by the syntax between mention and pronoun. The most probable one is the antecedent, if probable enough;
//! if somebody without a name is the most probable, nobody is named.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use crate::document::CueKind;
use crate::incremental::Fingerprint;
use crate::lexicon::{Flag, Gender, speech_acts};
use crate::model::crf::Model;
use crate::model::crf::viterbi::Decoder;
use crate::model::features::Rows;
use crate::parser::relation::Relation;
use crate::pos::Pos;
use crate::syntax::lemma;
use crate::syntax::traits::Traits;
use crate::syntax::tree;
use crate::syntax::view::SyntaxView;

/// Maximum distance of an antecedent, in sentences.
pub(crate) const MAX_SENTENCES_BACK: usize = 4;
/// Maximum distance of a mention whose syntax counts, in sentences.
const SYNTAX_SENTENCES_BACK: usize = 1;
/// Maximum number of people remembered.
const MAX_REMEMBERED: usize = 12;
/// Number of the first feature template. AntecedentModel models refer to templates by number.
const FIRST_TEMPLATE: u16 = 321;

/// Minimum probability of an antecedent.
const MIN_PROBABILITY: f32 = 0.45;

/// Minimum difference to the probability of the next candidate.
const MIN_MARGIN: f32 = 0.1;

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
#[derive(Clone)]
pub(crate) struct PersonMention {
    pub person: Person,
    pub sentence: usize,
    /// The tokens of the mention.
    pub tokens: Range<usize>,
    pub form: Form,
    pub quoted: bool,
    /// Number of mentions so far.
    pub count: u32,
    /// Gender that the noun of somebody without a name tells.
    pub gender: Option<Gender>,
    /// Whether the phrase of somebody without a name has an article: 0 for none, 1 for "a", 2 for "the".
    pub article: u32,
    /// Whether the article states a role of the person.
    pub has_role: bool,
    /// First token of the last name, for training.
    pub name: Option<usize>,
    /// First token of the first mention in the same sentence.
    pub first: usize,
    /// Fingerprint of the sentence, whose syntax is read when the person is a candidate, and of the place in it.
    pub context: Fingerprint,
}

impl PersonMention {
    /// Returns the gender of the person, if known; `genders` are those of the entities.
    pub(crate) fn known_gender(&self, genders: &[Cell<Option<Gender>>]) -> Option<Gender> {
        match self.person {
            Person::Named(entity) => genders.get(entity).and_then(Cell::get),
            Person::Unnamed(_) => self.gender,
        }
    }

    /// Extends `key` with everything that a rule reads of the mention from a later block, without the person
    /// and the sentence.
    pub(crate) fn fingerprint(&self, key: Fingerprint) -> Fingerprint {
        let gender = self.gender.map_or(0, |gender| gender as u64 + 1);
        let flags =
            u64::from(self.quoted) | gender << 2 | (self.form as u64) << 4 | u64::from(self.has_role) << 7;
        let places = u64::from(self.count.min(4)) << 8 | u64::from(self.article) << 12;
        let unnamed = u64::from(matches!(self.person, Person::Unnamed(_))) << 16;
        let back = (self.tokens.start.wrapping_sub(self.first) as u64) << 32;
        key.with_fingerprint(self.context).with(flags | places | unnamed | back)
    }
}

/// Records a mention as the latest one of its person.
#[inline(never)]
pub(crate) fn record(people: &mut Vec<PersonMention>, mut mention: PersonMention) {
    let previous = people.iter().position(|p| p.person == mention.person).map(|at| people.remove(at));
    mention.count = 1;
    if let Some(previous) = previous {
        mention.count += previous.count;
        if previous.sentence == mention.sentence {
            // Within a sentence, a mention outside quotations stays outside, and the subject stays the
            // subject for what follows.
            mention.quoted &= previous.quoted;
            mention.first = previous.first;
        }
        mention.gender = mention.gender.or(previous.gender);
        mention.name = mention.name.or(previous.name);
        mention.has_role |= previous.has_role;
    }
    if people.len() >= MAX_REMEMBERED {
        people.remove(0);
    }
    people.push(mention);
}

/// The syntax of a mention.
#[derive(Clone, Copy)]
struct Syntax {
    /// Its head.
    head: usize,
    function: Function,
    /// Whether it is the subject of a verb of saying.
    speaks: bool,
    /// Whether it is in the content of a verb of saying: "said the |suspect| ran".
    told: bool,
}

impl Syntax {
    /// That of a mention in a sentence that is not parsed.
    fn unknown(mention: &PersonMention) -> Self {
        Self { head: mention.tokens.start, function: Function::Other, speaks: false, told: false }
    }

    fn of(view: &SyntaxView, mention: &PersonMention) -> Self {
        let head = tree::head_of(view.article, mention.tokens.clone()).unwrap_or(mention.tokens.start);
        let (mut function, mut speaks) = function(view, head);
        if mention.first != mention.tokens.start {
            let (before, spoke) = self::function(view, mention.first);
            speaks |= spoke;
            if before == Function::MainSubject {
                function = before;
            }
        }
        Self { head, function, speaks, told: is_told(view, head) }
    }
}

/// Whether a token is in the clause that is the content of a verb of saying.
fn is_told(view: &SyntaxView, token: usize) -> bool {
    let article = view.article;
    let says = |verb: usize| says(view, verb);
    // "Told reporters that the suspect ran": the parser may take the clause for one about the reporters.
    let is_addressee = |noun: usize| {
        matches!(article.relation(noun), Relation::Object | Relation::IndirectObject)
            && article.head(noun).is_some_and(says)
    };
    tree::chain(article, token).take(8).any(|i| match article.relation(i) {
        Relation::ClausalComplement => article.head(i).is_some_and(says),
        Relation::RelativeClause => {
            article.head(i).is_some_and(|noun| is_addressee(noun) && view.word(noun + 1) == "that")
        }
        _ => false,
    })
}

/// Place of the mention with this head in its clause, and whether it is the subject of a verb of saying.
fn function(view: &SyntaxView, mut token: usize) -> (Function, bool) {
    let article = view.article;
    for _ in 0..8 {
        let Some(above) = article.head(token) else { return (Function::Other, false) };
        let function = match article.relation(token) {
            Relation::Flat
            | Relation::Compound
            | Relation::Apposition
            | Relation::Conjunct
            | Relation::GoesWith => {
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
        return (function, subject && says(view, above));
    }
    (Function::Other, false)
}

/// Whether a token is a verb of saying, ruling or finding.
fn says(view: &SyntaxView, verb: usize) -> bool {
    let act = || speech_acts::known(&lemma::of(view.word(verb), view.tag(verb)));
    view.has_trait(verb, Traits::SPEECH)
        || view.tag(verb).is_verb() && act().is_some_and(|kind| kind != CueKind::Believes)
}

/// Whether a verb heads its sentence, or is coordinated with the one that does.
fn is_main(view: &SyntaxView, verb: usize) -> bool {
    let article = view.article;
    match article.head(verb) {
        None => true,
        Some(above) => {
            matches!(article.relation(verb), Relation::Conjunct | Relation::Parataxis)
                && article.head(above).is_none()
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

fn between(view: &SyntaxView, mention: &PersonMention, head: usize, here: &PronounUse) -> Between {
    if mention.sentence != here.sentence {
        return Between::Apart;
    }
    let article = view.article;
    let mut token = head;
    while matches!(
        article.relation(token),
        Relation::Flat | Relation::Apposition | Relation::Conjunct | Relation::Compound
    ) {
        let Some(above) = article.head(token) else { break };
        token = above;
    }
    if tree::is_below(article, here.token, token) {
        let clause = |i: usize| {
            matches!(article.relation(i), Relation::RelativeClause | Relation::AdnominalClause)
                && article.head(i) == Some(token)
        };
        return if tree::chain(article, here.token).any(clause) {
            Between::ClauseAbout
        } else {
            Between::InPhrase
        };
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
        let mut scores: Vec<(usize, f32)> = (0..candidates.len()).map(score).collect();
        scores.sort_by(|a, b| b.1.total_cmp(&a.1));
        let &best = scores.first()?;
        let next = scores.get(1).map_or(0.0, |next| next.1);
        (best.1 >= MIN_PROBABILITY && best.1 - next >= MIN_MARGIN).then_some(best)
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
    let known = |p: &PersonMention| p.known_gender(genders);
    // "He mocked Lark's sums": whoever is named in the clause of the pronoun is somebody else.
    let named_below = |p: &PersonMention| match p.person {
        Person::Named(entity) => here.named_below.contains(&entity),
        Person::Unnamed(_) => false,
    };
    let fits = |p: &&PersonMention| {
        !named_below(p)
            && here.sentence.wrapping_sub(p.sentence) <= MAX_SENTENCES_BACK
            && known(p).is_none_or(|g| g == wanted)
    };
    // Parsing takes time, and the syntax of earlier sentences tells little.
    let is_near = |p: &PersonMention| p.sentence + SYNTAX_SENTENCES_BACK >= here.sentence;
    // The latest first.
    let candidates: Vec<(&PersonMention, Syntax)> = people
        .iter()
        .rev()
        .filter(fits)
        .filter(|p| p.form != Form::Unnamed || !is_near(p) || is_referent(view, p.tokens.start))
        .map(|p| (p, if is_near(p) { Syntax::of(view, p) } else { Syntax::unknown(p) }))
        .collect();
    let mut rows = Rows::default();
    let last = |p: &PersonMention| p.sentence + 1 == here.sentence;
    let has_main = |p: &PersonMention, s: &Syntax| s.function == Function::MainSubject && last(p);
    let mains = candidates.iter().filter(|(p, s)| has_main(p, s)).count();
    let is_told = |p: &PersonMention, s: &Syntax| s.told && last(p);
    let told = candidates.iter().filter(|(p, s)| is_told(p, s)).count();
    for (order, (mention, syntax)) in candidates.iter().enumerate() {
        let rivals = Rivals {
            order,
            candidates: candidates.len(),
            mains: mains - usize::from(has_main(mention, syntax)),
            told: told - usize::from(is_told(mention, syntax)),
        };
        describe(view, mention, *syntax, &here, rivals, known(mention).is_some(), &mut rows);
    }
    let shown: Vec<Candidate> =
        candidates.iter().map(|(p, s)| Candidate { name: p.name, token: s.head }).collect();
    let (at, probability) = chooser.choose(here.token, &shown, &rows)?;
    let (best, syntax) = candidates.get(at)?;
    if is_object_of_first_verb(view, best, &candidates, &here)
        || is_told_about_another(view, best, syntax, &candidates, &here)
        || is_inside_subject(view, best, syntax, &candidates, &here)
        || is_inside_participle(view, best, &candidates)
    {
        return None;
    }
    let why = match (candidates.len(), wanted) {
        (1, Gender::Male) => "the only man named before",
        (1, Gender::Female) => "the only woman named before",
        _ if best.sentence == here.sentence => "named in the same sentence",
        _ if matches!(syntax.function, Function::MainSubject | Function::Subject) => {
            "who the sentence before is about"
        }
        _ => "the last one named who fits",
    };
    Some(((*best).clone(), probability, why))
}

/// Whether the verb that the pronoun's clause depends on is coordinated with one that has another candidate as
/// its object: in "Cole called Moss divisive and said he lacked experience" either may be meant.
fn is_object_of_first_verb(
    view: &SyntaxView,
    best: &PersonMention,
    candidates: &[(&PersonMention, Syntax)],
    here: &PronounUse,
) -> bool {
    let article = view.article;
    let coordinated = |&i: &usize| article.relation(i) == Relation::Conjunct && article.tag(i).is_verb();
    // Not the pronoun itself and the verb of its clause.
    let mut above = tree::chain(article, here.token).take(7).skip(2);
    let Some(first) = above.find(coordinated).and_then(|verb| article.head(verb)) else { return false };
    let is_object = |(p, s): &(&PersonMention, Syntax)| {
        p.person != best.person
            && p.sentence == here.sentence
            && article.head(s.head) == Some(first)
            && matches!(article.relation(s.head), Relation::Object | Relation::Subject)
            && s.head > first
    };
    here.case == Case::Subject && best.tokens.start < first && candidates.iter().any(is_object)
}

/// Whether a person who spoke in the sentence before spoke about somebody without a name, who may be meant:
/// "Judge Hale said the woman had lied. She was jailed", or about the dead: "His family said".
fn is_told_about_another(
    view: &SyntaxView,
    best: &PersonMention,
    syntax: &Syntax,
    candidates: &[(&PersonMention, Syntax)],
    here: &PronounUse,
) -> bool {
    if best.sentence + 1 != here.sentence {
        return false;
    }
    // "Orwin said Lane had lied. He …": either may be meant.
    let spoke = |(p, s): &(&PersonMention, Syntax)| {
        p.person != best.person && p.sentence == best.sentence && s.speaks && p.form != Form::Unnamed
    };
    if syntax.told && here.case == Case::Subject && candidates.iter().any(spoke) {
        return true;
    }
    if !syntax.speaks {
        return false;
    }
    let article = view.article;
    let above = article.head(here.token);
    if here.case == Case::Possessive {
        return candidates.len() > 1 && above.is_some_and(|noun| is_family(view, noun));
    }
    let told = |(p, s): &(&PersonMention, Syntax)| {
        matches!(p.person, Person::Unnamed(_))
            && p.sentence == best.sentence
            && s.told
            && matches!(s.function, Function::Subject | Function::MainSubject)
    };
    let goes_on = above.is_some_and(|verb| {
        view.has_trait(verb, Traits::SPEECH)
            && speech_acts::known(&lemma::of(view.word(verb), view.tag(verb))) != Some(CueKind::Denies)
    });
    !goes_on && candidates.iter().any(told)
}

/// Whether a person is named inside the subject, somebody without a name, of the verb that the pronoun depends
/// on: "The nurse accused of harming Quill said that she …".
fn is_inside_subject(
    view: &SyntaxView,
    best: &PersonMention,
    syntax: &Syntax,
    candidates: &[(&PersonMention, Syntax)],
    here: &PronounUse,
) -> bool {
    candidates.iter().any(|(p, s)| {
        matches!(p.person, Person::Unnamed(_))
            && best.sentence == here.sentence
            && between(view, p, s.head, here) == Between::SubjectAbove
            && tree::is_below(view.article, syntax.head, s.head)
    })
}

/// Whether a person is named behind a participle that describes somebody without a name: "the nurse charged over the
/// death of Quill". The parser often takes such participles for verbs.
fn is_inside_participle(
    view: &SyntaxView,
    best: &PersonMention,
    candidates: &[(&PersonMention, Syntax)],
) -> bool {
    if best.form != Form::Name {
        return false;
    }
    candidates.iter().any(|(p, _)| {
        let verb = p.tokens.end;
        let inside = verb + 1..best.tokens.start;
        let is_participle = matches!(view.tag(verb), Pos::VerbPart | Pos::VerbPast)
            && view.word(verb).ends_with("ed")
            && view.tag(verb + 1) == Pos::Adp;
        matches!(p.person, Person::Unnamed(_))
            && p.sentence == best.sentence
            && is_participle
            && (1..10).contains(&inside.len())
            && !inside.clone().any(|i| view.tag(i).is_finite())
    })
}

/// Whether a noun is for family: "his widow", "her parents".
fn is_family(view: &SyntaxView, i: usize) -> bool {
    view.folded_has(i, Flag::MaleTitle)
        || view.folded_has(i, Flag::FemaleTitle)
        || view.folded_has(i, Flag::FamilyNoun)
}

/// Whether a noun heads a phrase that introduces somebody: not a predicate, not part of a name or beside one.
fn is_referent(view: &SyntaxView, token: usize) -> bool {
    let article = view.article;
    let named = |i: usize| view.name(i).is_some();
    let is_part = match article.relation(token) {
        Relation::Compound | Relation::Flat | Relation::AdjectivalModifier => true,
        Relation::Apposition => article.head(token).is_some_and(named),
        _ => false,
    };
    // "Hale is a teacher" and "the mayor, Ann Hale" mean somebody with a name.
    let is_other = |i: usize| match article.relation(i) {
        Relation::Copula => true,
        Relation::Apposition | Relation::Flat => named(i),
        _ => false,
    };
    !is_part && !tree::dependents(article, token).any(is_other)
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
    syntax: Syntax,
    here: &PronounUse,
    rivals: Rivals,
    gender_known: bool,
    rows: &mut Rows,
) {
    let article = view.article;
    let back = here.sentence.wrapping_sub(mention.sentence).min(5) as u32;
    let (order, number) = (rivals.order.min(4) as u32, rivals.candidates.min(4) as u32);
    let (case, form) = (here.case as u32, mention.form as u32);
    let place = syntax.function as u32;
    let between = between(view, mention, syntax.head, here) as u32;
    let quotes = u32::from(mention.quoted) << 1 | u32::from(here.quoted);
    let verb = article.head(here.token).filter(|_| here.case == Case::Subject);
    let says = verb.is_some_and(|verb| view.has_trait(verb, Traits::SPEECH));
    let speaks = u32::from(syntax.speaks) << 1 | u32::from(says);
    let paragraph = u32::from(mention.sentence >= here.paragraph);
    let opens = u32::from(view.sentence(here.token).start == here.token);
    let verbs = match mention.sentence == here.sentence {
        true => (syntax.head..here.token).filter(|&i| view.is_finite(i)).count().min(3) as u32 + 1,
        false => 0,
    };
    let known = u32::from(gender_known);
    let count = mention.count.min(4);
    let mains = rivals.mains.min(2) as u32;
    let told = u32::from(syntax.told) << 1 | u32::from(rivals.told > 0);
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
            &[between, case],
            &[between, case, verbs],
            &[between, place, case],
            &[between, quotes],
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
            &[unnamed, between, case],
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
