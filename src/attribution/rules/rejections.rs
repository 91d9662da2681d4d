//! Rejects what only looks like a claim: action verbs, held events, attributive participles, cues inside
//! sources.
//!
//! "Held talks", "another promising example", "a tide-warning pact", "cut its forecast on Wednesday". Never
//! changes the candidates that it keeps.

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::attribution::rules::subject;
use crate::document::CueKind;
use crate::lexicon::speech_acts;
use crate::lexicon::{self, Flag};
use crate::pos::Pos;
use crate::syntax::lemma;
use crate::syntax::view::is_weekday;
use crate::syntax::{quotations, tree};

/// Keeps one candidate for every head, with a source if one of them has one. Sorts `candidates` by head.
pub(crate) fn keep_one_per_head(candidates: &mut Vec<Candidate>) {
    candidates.sort_by_key(|r| (r.head, r.source.is_none()));
    candidates.dedup_by_key(|r| r.head);
}

/// Rejects candidates whose cue is inside the source of another one.
pub(crate) fn reject_inside_sources(article: &Article, candidates: &mut Vec<Candidate>) {
    let mut in_source = vec![false; article.tokens.len()];
    for source in candidates.iter().filter_map(|r| r.source.as_ref()) {
        if let Some(tokens) = in_source.get_mut(source.clone()) {
            tokens.fill(true);
        }
    }
    candidates.retain(|r| in_source.get(r.head) != Some(&true));
}

/// Whether a verb that is none of saying stands in the sentence after a quotation: "“It is lost.” Oduya
/// |nodded|".
pub(crate) fn is_deed_after_quotation(article: &Article, candidate: &Candidate) -> bool {
    let head = candidate.head;
    let apart = |content: &std::ops::Range<usize>| {
        content.end <= head
            && quotations::is_mark(article.word(content.end - 1))
            && article.sentence_of(content.end - 1) != article.sentence_of(head)
    };
    article.tag(head).is_verb()
        && speech_acts::known(&lemma::at(article, head)).is_none()
        && candidate.content.iter().all(apart)
}

/// Whether the quotation begins with the verb: "the council “|declined| to act”" quotes words about the council.
pub(crate) fn is_quoted_deed(article: &Article, candidate: &Candidate) -> bool {
    candidate.cue.start < candidate.head && quotations::is_mark(article.word(candidate.cue.start))
}

/// Whether a candidate says that an event was held: "held talks".
pub(crate) fn is_held_event(article: &Article, candidate: &Candidate) -> bool {
    let mut near = candidate.content.iter().flat_map(|c| c.clone().take(4)).chain(candidate.cue.clone());
    candidate.cue.clone().any(|i| article.has(i, Flag::HoldForm))
        && near.any(|i| article.has(i, Flag::HeldEvent))
}

/// Whether the content is only a day or a year: "cut its forecast | on Wednesday".
pub(crate) fn is_only_date(article: &Article, candidate: &Candidate) -> bool {
    let date = |i: usize| {
        let word = article.word(i);
        is_weekday(word)
            || lexicon::has(word, Flag::DatePreposition)
            || word.len() == 4 && word.chars().all(|c| c.is_ascii_digit())
    };
    candidate.content.iter().cloned().flatten().all(date)
}

/// Whether the head is the last part of a hyphenated compound: "a tide-|warning| pact".
pub(crate) fn is_part_of_compound(article: &Article, head: usize) -> bool {
    let Some(start) = head.checked_sub(2) else { return false };
    let [before, hyphen, this] = [start, start + 1, start + 2].map(|i| article.span(i..i + 1));
    article.word(start + 1) == "-" && before.end == hyphen.start && hyphen.end == this.start
}

/// Whether the cue is a participle that modifies a noun: "|A| promised | 30 million", "|Another| promising |
/// example".
pub(crate) fn is_attributive_participle(article: &Article, candidate: &Candidate) -> bool {
    let (word, next) = (article.word(candidate.head), article.tags.get(candidate.head + 1));
    let alone = candidate.cue.len() == 1
        && candidate.source.as_ref().is_none_or(|s| s.len() == 1 && s.end == candidate.head);
    alone
        && (word.ends_with("ed") || word.ends_with("ing"))
        && matches!(next, Some(Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num))
        && candidate.head.checked_sub(1).is_some_and(|i| {
            let before = article.word(i).to_lowercase();
            lexicon::has(&before, Flag::KnownDeterminer)
        })
}

/// Whether the cue is a participle that says what somebody is accused of, without saying by whom: "the man
/// |accused of| theft".
pub(crate) fn is_accusation_behind_noun(article: &Article, candidate: &Candidate) -> bool {
    is_accused(article, candidate.head) && tree::agent(article, candidate.head).is_none()
}

/// Whether a token is a participle of accusation that describes a noun.
pub(crate) fn is_accused(article: &Article, head: usize) -> bool {
    // Whoever accuses accuses somebody: without an object the verb is a participle.
    let no_object = || {
        matches!(article.tag(head + 1), Pos::Adp | Pos::Sconj)
            && subject::verb_group_start(article, head) == head
    };
    article.word(head).ends_with("ed")
        && speech_acts::known(&lemma::at(article, head)) == Some(CueKind::Accuses)
        && (no_object() || tree::is_reduced_participle(article, head))
}

/// Whether the cue is probably an action: "met with | the envoy", "stirred | tensions", "to discuss | the
/// dam". It is a verb without a speech act, or one of [`OFTEN_DEEDS`], and its content has no clause and no
/// quotation.
pub(crate) fn is_action(article: &Article, candidate: &Candidate) -> bool {
    use Pos::{Aux, VerbBase, VerbIng, VerbPart, VerbPast, VerbPres};
    let verb = |i: usize| matches!(article.tag(i), Aux | VerbBase | VerbIng | VerbPart | VerbPast | VerbPres);
    // A gerund is a noun here: "ideas such as buying an island".
    let clause = |i: usize| verb(i) && article.tag(i) != VerbIng || article.word(i) == "that";

    let action_verb = || {
        let lemma = lemma::at(article, candidate.head);
        speech_acts::known(&lemma).is_none() || lexicon::has(&lemma, Flag::DeedProne)
    };
    let says = || {
        candidate
            .content
            .iter()
            .any(|content| holds_quotation(article, content) || content.clone().any(clause))
    };
    verb(candidate.head) && action_verb() && !says()
}

/// Whether some tokens hold a quotation mark other than one at their end, which belongs to a quotation around verb and
/// object: "“We told |all our staff,”|".
pub(crate) fn holds_quotation(article: &Article, tokens: &std::ops::Range<usize>) -> bool {
    let mut marks = tokens.clone().filter(|&i| quotations::is_mark(article.word(i)));
    marks.next().is_some_and(|first| first + 1 < tokens.end || first == tokens.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{candidate, read};

    #[test]
    fn attributive_participle_is_not_a_cue() {
        let article = read("Another promising example came from Oslo.");
        let found = candidate(&article, "Another", "promising", &["example"]);
        assert!(is_attributive_participle(&article, &found));
    }

    #[test]
    fn verb_with_only_things_behind_it_is_an_action() {
        let article = read("They discussed the dam. They discussed whether it would hold.");
        assert!(is_action(&article, &candidate(&article, "They", "discussed", &["the dam"])));
        let clause = candidate(&article, "They", "discussed", &["whether it would hold"]);
        assert!(!is_action(&article, &clause));
    }
}
