//! Corrects sources by the syntax of their verbs: the speaker is the subject, not a name inside its phrase
//! or a date beside the verb.
//!
//! "The man accused of murdering | Ida Brook | has admitted the charge" takes the whole subject, "The palace
//! on Sunday, | Jan. 11,| brushed aside rumours" loses the date, "| Last night Karim Mahdi | said" loses the
//! adverbial. Never finds the source of a verb that has none.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::attribution::rules::{rejections, subject};
use crate::lexicon::{self, Flag, speech_acts};
use crate::parser::relation::Relation;
use crate::pos::Pos;
use crate::syntax::{lemma, quotations, tree, view};

/// Corrects sources that are a date or the object of the verb, and cuts dates from their ends, once all sources are
/// known.
pub(crate) fn without_dates(article: &Article, candidates: &mut [Candidate]) {
    for candidate in candidates {
        let Some(source) = candidate.source.clone() else { continue };
        if is_date(article, source.clone()) || is_object_behind(article, &source, candidate.head) {
            correct(article, candidate);
        } else if !source.clone().any(|i| article.tag(i).is_finite()) {
            candidate.source = Some(without_date(article, source.clone(), source.start));
        }
    }
}

/// Longest distance from a participle of accusation to a source, in tokens.
const ACCUSED_REACH: usize = 12;

/// Corrects the sources of all candidates, and drops those that are left without content.
pub(crate) fn correct_all(article: &Article, candidates: &mut Vec<Candidate>) {
    candidates.iter_mut().for_each(|candidate| correct(article, candidate));
    candidates.retain(|candidate| !candidate.content.is_empty());
}

/// Replaces a source that is part of the subject or an adverbial by the subject of the verb, and cuts
/// adverbials before the subject.
fn correct(article: &Article, candidate: &mut Candidate) {
    let (head, Some(source)) = (candidate.head, candidate.source.clone()) else { return };
    // "|I told Ann Hale|: …".
    if let Some(verb) = verb_before_colon(article, candidate.cue.clone(), &source) {
        candidate.source = Some(source.start..verb);
        (candidate.head, candidate.cue) = (verb, verb..verb + 1);
        return;
    }
    // "According to" is no verb with a subject.
    let verb = article.tag(head).is_verb()
        && !matches!(article.relation(head), Relation::CaseMarker | Relation::Fixed | Relation::Marker);
    if !verb || article.word(head).eq_ignore_ascii_case("according") {
        return;
    }
    if is_date(article, source.clone()) {
        let own =
            tree::subject(article, head).filter(|s| !s.passive && !source.contains(&s.head)).map(|s| s.head);
        let subject = own.or_else(|| subject_of_sentence(article, head));
        candidate.source = subject.map(|subject| subject_range(article, subject, head));
        return;
    }
    // "Comments from |Mark Zandi| projecting that": the noun right before a participle is its subject.
    let progressive = || tree::dependent(article, head, &[Relation::Auxiliary]).is_some();
    let apposed = source.clone().any(|i| article.word(i) == ",") && article.word(source.end) == ",";
    if article.tag(head) == Pos::VerbIng
        && candidate.cue.start == head
        && source.end + usize::from(apposed) == head
        && !progressive()
    {
        return;
    }
    // "|His| family said".
    let noun = candidate.cue.start;
    if source.end == noun && noun + 1 < candidate.cue.end && noun < head && article.tag(noun) == Pos::Noun {
        candidate.source = Some(source.start..noun + 1);
        candidate.cue.start = noun + 1;
        return;
    }
    if let Some(start) = accused_before(article, &source) {
        candidate.source = Some(start..source.end);
        return;
    }
    let source = after_time(article, source);
    candidate.source = Some(source.clone());
    if !may_be_wrong(article, &source) {
        return;
    }
    let Some(found) = tree::subject(article, head).filter(|s| !s.passive) else { return };
    if !can_speak(article, found.head) || candidate.cue.contains(&found.head) {
        return;
    }
    if source.contains(&found.head) {
        let source = without_adverbial(article, source, found.head, head);
        candidate.source = Some(before_other_verb(article, source, found.head));
        return;
    }
    let mut phrase = subject_range(article, found.head, head);
    let is_part = is_part_of_subject(article, &source, found.head, head);
    let longer = phrase.start..phrase.end.max(source.end);
    if is_part && !has_other_verb(article, &longer) {
        phrase = longer;
    }
    // "Regarding the cattle, | Sandoval | said": the parser takes another noun for the subject.
    let set_off = subject::verb_group_start(article, head) == source.end
        && article.word(source.start.wrapping_sub(1)) == ",";
    if set_off || article.tag(phrase.start) == Pos::Punct {
        return;
    }
    let in_content = || candidate.content.iter().any(|content| is_inside(&phrase, content));
    // "“Then nothing,” said a man": the parser may take a word of the quotation for the subject.
    let after_quotation = || (phrase.start..head).any(|i| quotations::is_mark(article.word(i)));
    let meets = || candidate.content.iter().any(|c| c.start < phrase.end && phrase.start < c.end);
    let swapped = is_content(article, &source, head)
        || is_object_behind(article, &source, head) && meets() && !after_quotation();
    let beside = || is_inside(&source, &phrase) || is_adverbial(article, &source, head) || is_part;
    if !swapped && (in_content() || has_other_verb(article, &phrase) || !beside()) {
        return;
    }
    for content in &mut candidate.content {
        subject::cut_source(article, content, &phrase);
    }
    candidate.content.retain(|content| !content.is_empty());
    if swapped {
        candidate.content.retain(|content| !is_inside(content, &phrase));
        candidate.add_content(source);
    }
    // "|By| the mayor's lawyer, who stated".
    let start = phrase.start + usize::from(article.word(phrase.start) == "by");
    candidate.source = Some(start..phrase.end);
}

/// The verb of saying inside a source before a colon.
fn verb_before_colon(article: &Article, cue: Range<usize>, source: &Range<usize>) -> Option<usize> {
    let says =
        |i: &usize| article.tag(*i).is_finite() && speech_acts::known(&lemma::at(article, *i)).is_some();
    let verb = (source.start + 1..source.end).find(says)?;
    (source.end == cue.start && article.word(cue.start) == ":").then_some(verb)
}

/// Whether a source may be the wrong phrase or hold too much, by the words around its start: parsing takes time.
fn may_be_wrong(article: &Article, source: &Range<usize>) -> bool {
    let before = source.start.wrapping_sub(1);
    let opens = article.sentence_of(before) != article.sentence_of(source.start);
    let apart = || matches!(article.tag(before), Pos::Punct | Pos::Cconj) || article.word(before) == "that";
    let adverbial = || {
        matches!(
            article.tag(source.start),
            Pos::Adv | Pos::Adp | Pos::Adj | Pos::Sconj | Pos::Noun | Pos::Num
        )
    };
    let verb = |i: usize| matches!(article.tag(i), Pos::VerbPast | Pos::VerbPres);
    source.end > source.start && (!(opens || apart()) || adverbial() || source.clone().any(verb))
}

/// Whether a source is the clause that a verb of saying has for an object.
fn is_content(article: &Article, source: &Range<usize>, verb: usize) -> bool {
    tree::head_of(article, source.clone()).is_some_and(|top| {
        article.relation(top) == Relation::ClausalComplement && article.head(top) == Some(verb)
    })
}

/// Whether a source is the object right behind the verb and nobody who can speak: "Ann Hale has admitted |the
/// charge|".
fn is_object_behind(article: &Article, source: &Range<usize>, verb: usize) -> bool {
    let is_thing = |top: usize| {
        let noun = article.word(top).to_lowercase();
        article.tag(top) == Pos::Noun
            && !lexicon::is_role(&noun)
            && !lexicon::is_organization_noun(&noun)
            && !article.has_lower(top, Flag::OrdinaryPerson)
    };
    source.start == verb + 1
        && tree::head_of(article, source.clone()).is_some_and(|top| {
            article.relation(top) == Relation::Object && article.head(top) == Some(verb) && is_thing(top)
        })
}

/// A source without what follows from another verb on: "Voltarra AG, the maker of lamps|, shut a mine|".
fn before_other_verb(article: &Article, source: Range<usize>, subject: usize) -> Range<usize> {
    let Some(verb) = (subject + 1..source.end).find(|&i| is_other_verb(article, &source, i)) else {
        return source;
    };
    let mark = |&i: &usize| article.tag(i) == Pos::Punct;
    let end = (subject + 1..verb).rev().take_while(mark).last().unwrap_or(verb);
    source.start..end
}

/// Whether a subject holds a finite verb outside a relative clause, so that it is hardly one.
fn has_other_verb(article: &Article, phrase: &Range<usize>) -> bool {
    phrase.clone().any(|i| is_other_verb(article, phrase, i))
}

/// Whether a token of a phrase is a finite verb outside its relative clauses and participles.
fn is_other_verb(article: &Article, phrase: &Range<usize>, i: usize) -> bool {
    let relative = |verb: usize| {
        (phrase.start..verb).any(|i| article.has_lower(i, Flag::RelativePronoun))
            || rejections::is_accused(article, verb)
            || article.word(verb).ends_with("ed")
    };
    matches!(article.tag(i), Pos::VerbPast | Pos::VerbPres) && !relative(i)
}

/// The phrase of the subject of a verb, without the verb.
pub(super) fn subject_range(article: &Article, subject: usize, verb: usize) -> Range<usize> {
    let phrase = tree::phrase(article, subject);
    let start = if subject > verb { phrase.start.max(verb + 1) } else { phrase.start };
    let end =
        if subject < verb { phrase.end.min(subject::verb_group_start(article, verb)) } else { phrase.end };
    without_date(article, start.min(subject)..end.max(subject + 1), subject)
}

/// Whether a token belongs to a date: a day, a month, a number, a mark between them.
fn in_date(article: &Article, i: usize) -> bool {
    // "Jan. 11".
    let abbreviated = || article.word(i).ends_with('.') && article.tag(i + 1) == Pos::Num;
    matches!(article.tag(i), Pos::Num | Pos::Punct)
        || is_time(article, i)
        || article.tag(i) == Pos::Propn && abbreviated()
}

fn is_time(article: &Article, i: usize) -> bool {
    view::is_time(article.word(i)) || view::is_weekday(article.word(i))
}

/// Whether some tokens are nothing but a date: "Jan. 11".
fn is_date(article: &Article, mut tokens: Range<usize>) -> bool {
    // "May said": a name.
    let word = article.word(tokens.start);
    if tokens.len() == 1 && word.starts_with(char::is_uppercase) && !view::is_weekday(word) {
        return false;
    }
    tokens.clone().any(|i| article.tag(i) != Pos::Punct) && tokens.all(|i| in_date(article, i))
}

/// The subject of the main verb before a participle: "The palace denied it, |saying| …".
fn subject_of_sentence(article: &Article, verb: usize) -> Option<usize> {
    let sentence = article.sentences.get(article.sentence_of(verb))?.tokens.clone();
    let root = tree::main_verb(article, sentence)?;
    let found = tree::subject(article, root)?;
    (article.tag(verb) == Pos::VerbIng && root < verb && !found.passive).then_some(found.head)
}

/// A subject without a date behind it: "The palace| on Sunday, Jan. 11,|".
fn without_date(article: &Article, tokens: Range<usize>, subject: usize) -> Range<usize> {
    let Some(date) = (subject + 1..tokens.end).find(|&i| is_time(article, i)) else { return tokens };
    let mut rest = date..tokens.end;
    if !rest.all(|i| in_date(article, i)) {
        return tokens;
    }
    let loose = |&i: &usize| matches!(article.tag(i), Pos::Adp | Pos::Punct);
    // "Theresa May" ends with a name.
    let end = (subject + 1..date).rev().take_while(loose).last().unwrap_or(tokens.end);
    tokens.start..end
}

/// A source without the time before it: "|This evening| Astor Rail".
fn after_time(article: &Article, source: Range<usize>) -> Range<usize> {
    let leads = |i: usize| matches!(article.tag(i), Pos::Det | Pos::Adj);
    let first = source.start + usize::from(leads(source.start));
    let second = article.word(first + 1);
    let name =
        matches!(article.tag(first + 1), Pos::Propn | Pos::Det) && second.starts_with(char::is_alphanumeric);
    let opens = is_time(article, first) && article.word(first).starts_with(char::is_alphabetic);
    if opens && name && first + 1 < source.end && !view::is_weekday(second) {
        first + 1..source.end
    } else {
        source
    }
}

/// The start of the noun phrase before a participle of accusation whose object or complement a source is: "|The
/// man charged over the death of| Tom Lark told".
fn accused_before(article: &Article, source: &Range<usize>) -> Option<usize> {
    let low = article.sentences.get(article.sentence_of(source.start))?.tokens.start;
    let low = low.max(source.start.saturating_sub(ACCUSED_REACH));
    let participle = (low..source.start).rev().find(|&i| rejections::is_accused(article, i))?;
    let finite = |i: usize| matches!(article.tag(i), Pos::VerbPres | Pos::Aux) || article.word(i) == ",";
    let noun = subject::noun_phrase_before(article, low, participle);
    (!noun.is_empty() && !(participle + 1..source.start).any(finite)).then_some(noun.start)
}

/// Whether a source stands between the subject and its verb in another function: "The man charged over the
/// death of |Tom Lark| told the court".
fn is_part_of_subject(article: &Article, source: &Range<usize>, subject: usize, verb: usize) -> bool {
    let part = |mut i: usize| {
        // "Lane met ministers and |officials| and discussed the dam".
        while article.relation(i) == Relation::Conjunct && article.head(i).is_some() {
            i = article.head(i).unwrap_or(i);
        }
        matches!(
            article.relation(i),
            Relation::NominalModifier
                | Relation::Object
                | Relation::Oblique
                | Relation::Agent
                | Relation::Possessive
        )
    };
    subject < source.start && source.end <= verb && tree::head_of(article, source.clone()).is_some_and(part)
}

fn is_inside(source: &Range<usize>, phrase: &Range<usize>) -> bool {
    phrase.start <= source.start && source.end <= phrase.end
}

/// Whether a token can head a source: a noun, a name or a pronoun that stands for somebody.
fn can_speak(article: &Article, i: usize) -> bool {
    matches!(article.tag(i), Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num | Pos::Adj | Pos::Det)
        && !article.has_lower(i, Flag::RelativePronoun)
}

/// Whether a source is an adverbial of the verb or of a verb above it: "on Sunday, Jan. 11", "yesterday".
fn is_adverbial(article: &Article, source: &Range<usize>, verb: usize) -> bool {
    let Some(top) = tree::head_of(article, source.clone()) else { return false };
    let adverbial = |i: usize| {
        matches!(article.relation(i), Relation::Oblique | Relation::AdverbialModifier)
            && article
                .head(i)
                .is_some_and(|above| article.tag(above).is_verb() && tree::is_below(article, verb, above))
    };
    adverbial(top) || article.has_lower(top, Flag::TimeNoun) && article.head(top).is_some_and(adverbial)
}

/// A source without an adverbial before its noun phrase: "|Last night| Karim Mahdi", "|If| the mayor".
fn without_adverbial(article: &Article, source: Range<usize>, subject: usize, verb: usize) -> Range<usize> {
    let aside = |&i: &usize| !tree::is_below(article, i, subject);
    let Some(last) = (source.start..subject).rev().find(aside) else { return source };
    let tops = (source.start..=last)
        .filter(|&i| article.head(i).is_none_or(|above| !(source.start..=last).contains(&above)));
    let mut all = tops.filter(|&i| article.relation(i) != Relation::Punctuation);
    let belongs_to_verb = |i: usize| {
        article.head(i).is_some_and(|above| tree::is_below(article, verb, above))
            && matches!(
                article.relation(i),
                Relation::Oblique
                    | Relation::AdverbialModifier
                    | Relation::Marker
                    | Relation::CoordinatingConjunction
            )
    };
    if all.all(belongs_to_verb) { last + 1..source.end } else { source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{candidate, read, shown};

    fn corrected(text: &str, source: &str, cue: &str, content: &str) -> String {
        let article = read(text);
        let mut found = candidate(&article, source, cue, &[content]);
        correct(&article, &mut found);
        shown(&article, &found)
    }

    #[test]
    fn name_inside_the_subject_does_not_speak() {
        assert_eq!(
            corrected(
                "The man accused of murdering Ida Brook has admitted the charge.",
                "Ida Brook",
                "has admitted",
                "the charge"
            ),
            "The man accused of murdering Ida Brook | has admitted | the charge"
        );
        assert_eq!(
            corrected(
                "The surgeon who operated on Leo Crane admitted that he drank.",
                "Leo Crane",
                "admitted",
                "that he drank"
            ),
            "The surgeon who operated on Leo Crane | admitted | that he drank"
        );
    }

    #[test]
    fn adverbial_is_no_part_of_the_source() {
        assert_eq!(
            corrected(
                "Last night Karim Mahdi said he was worried.",
                "Last night Karim Mahdi",
                "said",
                "he was worried"
            ),
            "Karim Mahdi | said | he was worried"
        );
    }
}
