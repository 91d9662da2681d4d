//! Reporting nouns with their speaker: "Moscow's demand that …", "her claim that …", "the claim by Hale that
//! …".
//!
//! The models find few of them. Never looks at verbs.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::attribution::rules::subject;
use crate::document::CueKind;
use crate::lexicon::speech_acts;
use crate::lexicon::{self, Flag};
use crate::parser::relation::Relation;
use crate::pos::Pos;
use crate::syntax::lemma;
use crate::syntax::{quotations, tree};

/// Adds the claims of reporting nouns.
pub(crate) fn add_noun_claims(
    article: &Article,
    quotes: &quotations::Quotes,
    candidates: &mut Vec<Candidate>,
) {
    let found = find_noun_claims(article, quotes, candidates);
    candidates.extend(found);
}

/// Finds claims by reporting nouns outside the cues of `candidates`, in order.
#[inline(never)]
fn find_noun_claims(
    article: &Article,
    quotes: &quotations::Quotes,
    candidates: &[Candidate],
) -> Vec<Candidate> {
    let mut in_cue = vec![false; article.tokens.len()];
    for candidate in candidates {
        if let Some(cue) = in_cue.get_mut(candidate.cue.clone()) {
            cue.fill(true);
        }
    }
    let taken = |i: usize| in_cue.get(i) == Some(&true);
    let free = (1..article.tokens.len()).filter(|&i| !taken(i));
    free.filter_map(|i| noun_claim(article, quotes, i)).collect()
}

/// The claim of the reporting noun at a token.
fn noun_claim(article: &Article, quotes: &quotations::Quotes, head: usize) -> Option<Candidate> {
    let next = article.word(head + 1);
    let by_somebody = article.has(head + 1, Flag::BeforeHolder);
    if !(next == "that" || by_somebody) || !is_reporting_noun(article, head) {
        return None;
    }
    let sentence = article.sentences.get(article.sentence_of(head))?.tokens.clone();
    let that = (head + 1..sentence.end).find(|&i| article.word(i) == "that" || is_punctuation(article, i))?;
    let source = if by_somebody && article.tag(head) == Pos::Noun && that > head + 2 {
        Some(Some(head + 2..that).filter(|s| s.len() <= 8)?)
    } else {
        let owner = possessor(article, sentence.start, head).filter(|_| that == head + 1);
        // "Allegations that he lied": said by somebody.
        let is_content =
            || tree::dependent(article, head, &[Relation::AdnominalClause]).is_some_and(|c| c > that);
        if owner.is_none() && !(that == head + 1 && article.tag(head) == Pos::Noun && is_content()) {
            return None;
        }
        owner
    };
    // "The promise that was made" is a relative clause.
    let mut content = that..clause_end(article, quotes, that, sentence.end);
    // "A claim by the ministry that it was safe |has been withdrawn|".
    if let Some(clause) = tree::dependent(article, head, &[Relation::AdnominalClause]).filter(|&c| c > that) {
        content.end = content.end.min(tree::phrase(article, clause).end.max(clause + 1));
    }
    let own_subject = !article.tag(that + 1).is_finite();
    (article.word(that) == "that" && content.len() > 3 && own_subject)
        .then(|| Candidate { source, ..Candidate::by_rule(head, head..head + 1, 0..0, vec![content]) })
}

/// Whether a token is a reporting noun by its form. Its tag does not count: after a possessor the tagger
/// takes some of them for verbs.
pub(crate) fn is_reporting_noun(article: &Article, i: usize) -> bool {
    lexicon::has(&lemma::of(article.word(i), Pos::Noun), Flag::ReportingNoun)
}

/// The possessor of the noun: "|Moscow|'s latest demand", "|her| claim".
fn possessor(article: &Article, low: usize, head: usize) -> Option<Range<usize>> {
    let modifies = |i: usize| matches!(article.tag(i), Pos::Adj | Pos::Num | Pos::Noun | Pos::Adv);
    let mut at = head;
    while at > low && modifies(at - 1) && !is_possessive_determiner(article.word(at - 1)) && head - at < 3 {
        at -= 1;
    }
    let before = at.checked_sub(1).filter(|&b| b >= low)?;
    if is_possessive_determiner(article.word(before)) {
        return Some(before..before + 1);
    }
    article
        .has(before, Flag::PossessiveMarker)
        .then(|| subject::noun_phrase_before(article, low, before))
        .filter(|s| !s.is_empty())
}

/// Whether a word is a possessive determiner of the third person.
pub(crate) fn is_possessive_determiner(word: &str) -> bool {
    lexicon::has(word, Flag::PossessiveAnyCase)
}

fn is_punctuation(article: &Article, i: usize) -> bool {
    article.tag(i) == Pos::Punct
}

/// End of the clause that starts at `from`: before the next dash, stop or conjunction after a comma, outside
/// quotations.
fn clause_end(article: &Article, quotes: &quotations::Quotes, from: usize, limit: usize) -> usize {
    let breaks = |i: usize| {
        quotes.at(i).is_none()
            && (matches!(article.word(i), "—" | "–" | "--" | ";" | "." | "?" | "!")
                || (article.word(i) == "," && article.has(i + 1, Flag::ClauseBreak)))
    };
    (from..limit).find(|&i| breaks(i)).unwrap_or(limit)
}

/// Takes the possessive determiner of a noun as its missing source: "|Its| forecast for".
pub(crate) fn take_owner_as_source(article: &Article, candidate: &mut Candidate) {
    if candidate.source.is_some() || !may_be_noun(article, candidate.head) {
        return;
    }
    // "Speculation among |traders| that".
    let next = candidate.head + 1;
    let content = candidate.content.first().map_or(0, |content| content.start);
    if article.has(next, Flag::BeforeHolder) && (next + 2..next + 8).contains(&content) {
        candidate.source = Some(next + 1..content);
        return;
    }
    let owner = [candidate.cue.start, candidate.cue.start.wrapping_sub(1)]
        .into_iter()
        .find(|&i| is_possessive_determiner(article.word(i)));
    if let Some(owner) = owner.filter(|&owner| owner < candidate.head) {
        candidate.source = Some(owner..owner + 1);
        candidate.cue.start = owner + 1;
    }
}

/// Whether the cue is a reporting noun between its possessor and its clause: "Moscow's demand that".
pub(crate) fn has_owner_and_clause(article: &Article, candidate: &Candidate) -> bool {
    let before = article.entry(candidate.head.wrapping_sub(1));
    let saying = || {
        let kind = speech_acts::known(&lemma::of(article.word(candidate.head), Pos::Noun));
        kind.is_some_and(|k| k != CueKind::Believes)
    };
    may_be_noun(article, candidate.head)
        && (before.has(Flag::PossessiveMarker) || before.has(Flag::ThirdPersonPossessive))
        && article.word(candidate.head + 1) == "that"
        && saying()
}

/// Whether a token may be a noun: after a possessor the tagger takes some nouns for verbs ("its demand
/// that").
pub(crate) fn may_be_noun(article: &Article, head: usize) -> bool {
    matches!(article.tag(head), Pos::Noun | Pos::VerbBase | Pos::VerbPres)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::source_bounds;
    use crate::attribution::rules::testing::{candidate, read, shown, shown_all};

    #[test]
    fn possessor_of_a_reporting_noun_is_the_speaker() {
        let article = read("The port dismissed Moscow's latest demand that the pier be shut.");
        let found = find_noun_claims(&article, &quotations::find(&article), &[]);
        assert_eq!(shown_all(&article, &found), ["Moscow | demand | that the pier be shut"]);
    }

    #[test]
    fn relative_clause_of_a_noun_is_not_a_claim() {
        let article = read("Her promise that was made in May was kept.");
        assert!(find_noun_claims(&article, &quotations::find(&article), &[]).is_empty());
    }

    #[test]
    fn source_of_a_reporting_noun_is_its_possessor() {
        let article = read("The core issue remains Ruritania's demand that the pass be opened — a red line.");
        let source = "The core issue remains Ruritania's";
        let mut found = candidate(&article, source, "demand", &["the pass be opened"]);
        assert!(has_owner_and_clause(&article, &found));
        found.source = found.source.map(|s| source_bounds::correct(&article, s, found.head));
        assert_eq!(shown(&article, &found), "Ruritania's | demand | the pass be opened");
    }
}
