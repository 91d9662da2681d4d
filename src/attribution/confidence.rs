//! Confidence of a claim: the calibrated probability that a reader would call it one.
//!
//! A small linear model reads each claim once all rules have had their say: what the ranking read, and how
//! the claim is meant. It is trained on news annotated in full and calibrated on other articles of it. Claims
//! below a minimum are dropped. Never changes a claim.

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::attribution::interpretation::Interpretation;
use crate::attribution::rules::spoken_clause;
use crate::attribution::{content, interpretation, rank};
use crate::document::{CueKind, Polarity, Quote};
use crate::lexicon::Flag;
use crate::model::crf::Model;
use crate::model::crf::viterbi::Decoder;
use crate::model::features::{Rows, hash_text};
use crate::pos::Pos;
use crate::recognizer::Name;
use crate::syntax::lemma;
use crate::syntax::quotations::Quotes;

/// Minimum probability of a claim that is kept.
const MIN_CONFIDENCE: f32 = 0.35;

/// The same for what is rare in the articles learnt from: claims that a rule adds, and speech acts that are
/// no statement.
const MIN_CONFIDENCE_OF_RARE: f32 = 0.15;

/// A claim with its interpretation.
pub(crate) struct Interpreted {
    /// Whether it is quoted.
    pub quote: Quote,
    /// How it is meant.
    pub meaning: Interpretation,
}

/// Interprets candidates.
pub(crate) fn interpret(article: &Article, quotes: &Quotes, candidates: &[Candidate]) -> Vec<Interpreted> {
    let interpret = |candidate: &Candidate| {
        let quote = content::quote_kind(article, quotes, candidate);
        Interpreted { quote, meaning: interpretation::interpret(article, candidate, quote) }
    };
    candidates.iter().map(interpret).collect()
}

/// Replaces the confidence of each candidate by its probability of being a claim, drops the improbable ones
/// and interprets the others.
#[inline(never)]
pub(crate) fn keep_probable(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    candidates: Vec<Candidate>,
    model: &Model,
) -> Vec<(Candidate, Interpreted)> {
    let interpreted = interpret(article, quotes, &candidates);
    let (mut rows, mut decoder) = (Rows::default(), Decoder::default());
    add_rows(article, names, quotes, &candidates, &interpreted, &mut rows);
    let scored = candidates.into_iter().zip(interpreted).enumerate().map(|(row, (candidate, meant))| {
        let confidence = decoder.row_probability(model, &rows, row);
        (Candidate { confidence, ..candidate }, meant)
    });
    scored.filter(|(candidate, meant)| candidate.confidence >= minimum(article, candidate, meant)).collect()
}

/// The minimum probability with which a claim is kept. A quotation whose speaker a rule finds, a clause with
/// "that", and words with a colon or a signature are always one.
fn minimum(article: &Article, candidate: &Candidate, Interpreted { quote, meaning }: &Interpreted) -> f32 {
    use CueKind::{Accuses, Declines, Demands, Denies};
    let is_mark = || !article.word(candidate.head).chars().any(char::is_alphanumeric);
    let says_that = || {
        let content = candidate.content.first().map_or(0, |content| content.start);
        candidate.source.is_some() && article.tag(content) == Pos::Sconj
    };
    match candidate.is_by_rule() {
        true if *quote == Quote::Direct || is_mark() || says_that() => 0.0,
        true => MIN_CONFIDENCE_OF_RARE,
        false if says_that() && spoken_clause::spoken_clause(article, candidate.head).is_some() => {
            MIN_CONFIDENCE_OF_RARE
        }
        false if matches!(meaning.kind, Accuses | Declines | Demands | Denies) => MIN_CONFIDENCE_OF_RARE,
        false => MIN_CONFIDENCE,
    }
}

/// Writes a row of features for every candidate, for training.
pub fn describe(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    candidates: &[Candidate],
    rows: &mut Rows,
) {
    let interpreted = interpret(article, quotes, candidates);
    add_rows(article, names, quotes, candidates, &interpreted, rows);
}

/// Writes the rows of features of candidates.
fn add_rows(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    candidates: &[Candidate],
    interpreted: &[Interpreted],
    rows: &mut Rows,
) {
    rank::describe_with(article, names, quotes, candidates, rows, |at, rows| {
        if let (Some(candidate), Some(interpreted)) = (candidates.get(at), interpreted.get(at)) {
            add_features(article, candidate, interpreted, rows);
        }
    });
}

/// Adds the features of one candidate besides those of the ranking.
fn add_features(article: &Article, candidate: &Candidate, interpreted: &Interpreted, rows: &mut Rows) {
    let Interpreted { quote, meaning } = interpreted;
    let tag = |i: usize| article.tags.get(i).map_or(99, |&t| t as u32);
    let word = |i: usize| hash_text(article.word(i).to_ascii_lowercase().as_bytes());
    let lemma = hash_text(meaning.lemma.as_bytes());
    let (kind, quote) = (meaning.kind as u32, *quote as u32);
    let by_rule = u32::from(candidate.is_by_rule());
    let mode = meaning.mode as u32;
    let denies = u32::from(meaning.polarity == Polarity::Denies);
    let first = candidate.content.first().map_or(0, |r| r.start);
    let content = || candidate.content.iter().cloned().flatten();
    let finite = |i: usize| matches!(article.tags.get(i), Some(Pos::VerbPast | Pos::VerbPres | Pos::Aux));
    let clause = u32::from(content().any(finite)) + 2 * u32::from(article.word(first) == "to");
    let parts = candidate.content.len().min(3) as u32;
    let sentence = article.sentence_of(candidate.head);
    let ends = article.sentences.get(sentence).map_or(0, |s| s.tokens.end);
    let headline =
        u32::from(!matches!(article.word(ends.wrapping_sub(1)), "." | "!" | "?" | "”" | "\"" | "…"));
    let before = candidate.cue.start.checked_sub(1).map_or(0, word);
    let source = candidate.source.as_ref().map_or(0, |s| {
        let pronoun = u32::from(s.len() == 1 && article.tag(s.start) == Pos::Pron);
        let plural = u32::from(article.word(s.end - 1).ends_with('s'));
        let definite = u32::from(article.has(s.start, Flag::DefiniteArticle));
        1 + pronoun + 2 * plural + 4 * definite + 8 * (s.len().min(4) as u32)
    });
    let head = candidate.source.as_ref().map_or(0, |s| word(s.end - 1));
    let modal = candidate.cue.clone().find(|&i| article.tag(i) == Pos::Aux).map_or(0, word);
    let object = hash_text(lemma::of(article.word(first), article.tag(first)).as_bytes());
    rows.push_all(
        241,
        &[
            &[kind, mode, quote],
            &[by_rule, kind],
            &[by_rule, lemma],
            &[lemma, clause],
            &[lemma, quote],
            &[kind, clause, quote],
            &[kind, denies, clause],
            &[parts, quote],
            &[headline, kind],
            &[headline, by_rule, quote],
            &[before, kind],
            &[source, kind],
            &[source, lemma],
            &[head],
            &[head, kind],
            &[modal, kind],
            &[modal, lemma],
            &[lemma, tag(first)],
            &[object, kind],
            &[clause, by_rule],
        ],
    );
}
