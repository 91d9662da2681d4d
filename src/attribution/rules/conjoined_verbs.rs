//! Conjoined verbs: "Ann Hale confirmed the hit but did not say by whom".
//!
//! A verb that "and", "but" or a comma joins to another shares its source, and the content of the first verb
//! ends before the second. Never adds or rejects candidates.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::attribution::content_index::ContentIndex;
use crate::attribution::rules::subject::{self, REACH};
use crate::lexicon::{self, Flag};
use crate::pos::Pos;

/// Maximum number of candidates between two conjoined verbs.
const PARTNER_REACH: usize = 8;

/// Gives a verb after "and" or "but" the source of the candidate before it in the same sentence: "X promised
/// to leave and warned that …". `candidates` are sorted by head.
pub(crate) fn share_sources(article: &Article, candidates: &mut [Candidate]) {
    for i in 1..candidates.len() {
        let (before, rest) = candidates.split_at_mut(i);
        let (Some(first), Some(second)) = (before.last(), rest.first_mut()) else { continue };
        let joined = second.cue.start.checked_sub(1).map(|at| article.word(at));
        let finite = |head: usize| matches!(article.tag(head), Pos::VerbPast | Pos::VerbPres | Pos::VerbPart);
        let ahead = first.source.as_ref().is_some_and(|s| s.end <= first.head);
        if second.source.is_none()
            && joined.is_some_and(|joined| lexicon::has(joined, Flag::AndOrBut))
            && finite(first.head)
            && finite(second.head)
            && ahead
            && article.sentence_of(first.head) == article.sentence_of(second.head)
        {
            second.source = first.source.clone();
        }
    }
}

/// Ends a content before the next verb of the same source that it runs into: "promised to leave by noon | and
/// warned".
pub(crate) fn split_contents(article: &Article, candidates: &mut [Candidate]) {
    let contents = ContentIndex::new(article, candidates);
    for i in 0..candidates.len() {
        let Some(second) = candidates.get(i).cloned() else { continue };
        let outer = contents.innermost(second.head);
        let Some(outer) = outer.and_then(|at| candidates.get_mut(at)) else { continue };
        if outer.source.is_none() || second.source != outer.source || outer.cue.start >= second.cue.start {
            continue;
        }
        if let Some(last) = outer.content.iter_mut().find(|r| r.contains(&second.head)) {
            let joins = |i: usize| article.has(i, Flag::VerbJoiner);
            let mut end = second.cue.start.max(last.start);
            while end > last.start && joins(end - 1) {
                end -= 1;
            }
            if end > last.start {
                last.end = end;
            }
        }
    }
}

/// The source of the verb that a conjunction, comma or dash right before the verb group at `start` joins to
/// this one. `before` are the candidates before it.
pub(super) fn shared_source(
    article: &Article,
    before: &[Candidate],
    candidate: &Candidate,
    start: usize,
) -> Option<Range<usize>> {
    let joins = start.checked_sub(1).map(|i| article.word(i))?;
    let participle = article.tag(candidate.head) == Pos::VerbIng;
    if !lexicon::has(joins, Flag::ConjoinedVerbJoiner) {
        return None;
    }
    let sentence = article.sentence_of(candidate.head);
    let mut in_sentence =
        before.iter().rev().take(PARTNER_REACH).take_while(|r| article.sentence_of(r.head) == sentence);
    let partner = in_sentence.find(|r| {
        r.source.as_ref().is_some_and(|s| s.end <= r.cue.start && s.end <= start)
            && !r.content_contains(candidate.head)
    });
    if let Some(partner) = partner {
        return partner.source.clone();
    }
    // No claim precedes in this sentence: take the subject of its first verb, if that opens the sentence.
    let tokens = article.sentences.get(sentence)?.tokens.clone();
    let finite = |i: &usize| article.tag(*i).is_finite();
    // "It cut its forecast and said why".
    let joined = participle || lexicon::has(joins, Flag::AndOrBut);
    let first = (tokens.start..start).take(REACH).find(finite).filter(|_| joined)?;
    let verb_group = subject::verb_group_start(article, first);
    let subject = subject::subject_before(article, tokens.start, verb_group)?;
    let opens =
        (tokens.start..subject.start).all(|i| matches!(article.tag(i), Pos::Cconj | Pos::Adv | Pos::Punct));
    (opens && subject::can_speak(article, &subject)).then_some(subject)
}

/// Takes a verb out of the content of the candidate that it is conjoined with, and gives it the same source:
/// "confirmed that the crane had fallen | but did not say why", "admitted that it may have burnt | and called
/// for a review". Returns whether it did.
pub(super) fn leave_content(article: &Article, before: &mut [Candidate], candidate: &mut Candidate) -> bool {
    let start = subject::verb_group_start(article, candidate.cue.start.min(candidate.head));
    let Some(joins) = start.checked_sub(1) else { return false };
    let negated = (start..candidate.head).any(|i| article.has(i, Flag::Negator));
    let contains = |r: &&mut Candidate| {
        r.source.as_ref().is_some_and(|s| s.end <= r.cue.start) && r.content_contains(candidate.head)
    };
    let Some(partner) = before.iter_mut().rev().take(PARTNER_REACH).find(contains) else { return false };
    let leaves = match article.word(joins) {
        "but" => negated,
        "and" => joins_main_verb(article, partner, candidate.head, joins),
        _ => false,
    };
    if !leaves {
        return false;
    }
    for content in &mut partner.content {
        if content.contains(&joins) && content.start < joins {
            content.end = joins - usize::from(article.word(joins - 1) == "," && content.start + 1 < joins);
        }
    }
    candidate.source = partner.source.clone();
    true
}

/// Whether "and" joins a verb to the partner's own verb rather than to one in its content: a comma precedes
/// it, or the verb in the content has an auxiliary that this one cannot share. Further clauses in between
/// leave that open.
fn joins_main_verb(article: &Article, partner: &Candidate, head: usize, and: usize) -> bool {
    // The tagger often takes such a verb for a participle.
    let form = |i: usize| if article.tag(i) == Pos::VerbPart { Pos::VerbPast } else { article.tag(i) };
    let alike =
        form(head) == article.tag(partner.head) && matches!(form(head), Pos::VerbPast | Pos::VerbPres);
    let bare = (and + 1..head).all(|i| article.tag(i) != Pos::Aux);
    let finite = |i: &usize| article.tag(*i).is_finite();
    let clause = |i: usize| matches!(article.tag(i), Pos::Sconj) || article.has(i, Flag::ClauseOpener);
    let Some(content) = partner.content.iter().find(|c| c.contains(&and)) else { return false };
    let Some(verb) = (content.start..and).find(finite) else { return false };
    let helper = article.tag(verb) == Pos::Aux && !article.has(verb, Flag::HaveForm);
    let comma = article.word(and - 1) == ",";
    alike && bare && partner.head < content.start && (helper || comma) && !(verb + 1..and).any(clause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{candidate, read, shown, shown_all};

    #[test]
    fn conjoined_verbs_share_their_source_and_split_their_contents() {
        let article = read("Okafor promised to leave by noon and warned that the dam would break.");
        let content = ["to leave by noon and warned that the dam would break"];
        let mut found = [
            candidate(&article, "Okafor", "promised", &content),
            candidate(&article, "", "warned", &["that the dam would break"]),
        ];
        share_sources(&article, &mut found);
        split_contents(&article, &mut found);
        assert_eq!(
            shown_all(&article, &found),
            ["Okafor | promised | to leave by noon", "Okafor | warned | that the dam would break"]
        );
    }

    #[test]
    fn negated_verb_after_but_leaves_the_content_before_it() {
        let article = read("Hale confirmed that the crane had fallen but did not say why.");
        let content = ["that the crane had fallen but did not say why"];
        let mut before = [candidate(&article, "Hale", "confirmed", &content)];
        let mut say = candidate(&article, "", "say", &["why"]);
        assert!(leave_content(&article, &mut before, &mut say));
        assert_eq!(shown(&article, &before[0]), "Hale | confirmed | that the crane had fallen");
        assert_eq!(shown(&article, &say), "Hale | say | why");
    }
}
