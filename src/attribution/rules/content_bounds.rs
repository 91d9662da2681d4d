//! Corrects the boundaries of contents: datelines, clauses of nouns, objects and quotations that another cue
//! owns.
//!
//! Commas and quotation marks at the ends are trimmed in [`crate::attribution::content`]. Never changes
//! sources.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::attribution::rules::reporting_nouns;
use crate::syntax::quotations::is_dash;
use crate::syntax::view::is_weekday;
use rustc_hash::FxHashSet;

/// Longest dateline, in tokens.
const DATELINE: usize = 10;

/// Ends the clause of a noun of saying with an owner at a dash.
pub(crate) fn end_clause_at_dash(article: &Article, candidate: &mut Candidate) {
    if reporting_nouns::has_owner_and_clause(article, candidate) {
        end_at_dash(article, candidate);
    }
}

/// Ends the contents after the head at a dash or semicolon: "Moscow's demand that the pass be opened | — a
/// red line".
fn end_at_dash(article: &Article, candidate: &mut Candidate) {
    for range in candidate.content.iter_mut().filter(|r| r.start > candidate.head) {
        let breaks = |i: &usize| matches!(article.word(*i), "—" | "–" | "--" | ";");
        let end = range.clone().find(breaks).unwrap_or(range.end);
        range.end = end.max(range.start + 1);
    }
}

/// Gives the object back to a content that is only a day: "denied | theft on Monday".
pub(crate) fn restore_object(article: &Article, candidate: &mut Candidate) {
    let [content] = candidate.content.as_mut_slice() else { return };
    let only_day = content.len() == 1 && is_weekday(article.word(content.start));
    if only_day && content.start == candidate.cue.end && candidate.cue.end > candidate.head + 2 {
        content.start = candidate.head + 1;
        candidate.cue.end = candidate.head + 1;
    }
}

/// Drops a span of content that a cue in the same sentence has too: "“We waited,” Vieira told them. |“It
/// comes,”| she added".
pub(crate) fn drop_content_of_others(article: &Article, candidates: &mut [Candidate]) {
    let same_sentence = |candidate: &Candidate, c: &Range<usize>| {
        article.sentence_of(candidate.head) == article.sentence_of(c.start)
    };
    let owned: FxHashSet<(usize, usize)> = candidates
        .iter()
        .flat_map(|candidate| {
            candidate.content.iter().filter(|c| same_sentence(candidate, c)).map(|c| (c.start, c.end))
        })
        .collect();
    for candidate in candidates.iter_mut().filter(|candidate| candidate.content.len() > 1) {
        let kept = candidate
            .content
            .iter()
            .filter(|c| same_sentence(candidate, c) || !owned.contains(&(c.start, c.end)));
        let kept: Vec<Range<usize>> = kept.cloned().collect();
        if !kept.is_empty() {
            candidate.content = kept;
        }
    }
}

/// Starts the first content after a dateline: "PORT ELLAN (Harbour Wire) – |The ferry …".
pub(crate) fn skip_dateline(article: &Article, candidate: &mut Candidate) {
    let Some(first) = candidate.content.first_mut() else { return };
    let place = article.word(first.start);
    let opens = article
        .sentences
        .get(article.sentence_of(first.start))
        .is_some_and(|s| s.tokens.start == first.start);
    let upper_case =
        place.len() > 2 && place.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '’' | '\''));
    let dash = || {
        let mut near = first.clone().take(DATELINE);
        near.find(|&i| is_dash(article.word(i)))
    };
    if let Some(dash) = Some(()).filter(|()| opens && upper_case).and_then(|()| dash())
        && dash + 1 < first.end
    {
        first.start = dash + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{candidate, read, shown, shown_all};

    #[test]
    fn dateline_is_not_part_of_the_content() {
        let article = read("PORT ELLAN (Harbour Wire) – The ferry is back, the port said.");
        let content = ["PORT ELLAN (Harbour Wire) – The ferry is back"];
        let mut found = candidate(&article, "the port", "said", &content);
        skip_dateline(&article, &mut found);
        assert_eq!(shown(&article, &found), "the port | said | The ferry is back");
    }

    #[test]
    fn clause_of_a_noun_ends_at_a_dash() {
        let article = read("Ruritania's demand that the pass be opened — a red line — was heard.");
        let mut found = candidate(&article, "Ruritania's", "demand", &["the pass be opened — a red line"]);
        end_at_dash(&article, &mut found);
        assert_eq!(shown(&article, &found), "Ruritania's | demand | the pass be opened");
    }

    #[test]
    fn quotation_belongs_to_the_cue_of_its_own_sentence() {
        let article = read("“We waited,” Vieira told them. “It comes,” she added.");
        let mut found = [
            candidate(&article, "Vieira", "told", &["“We waited,”", "“It comes,”"]),
            candidate(&article, "she", "added", &["“It comes,”"]),
        ];
        drop_content_of_others(&article, &mut found);
        assert_eq!(
            shown_all(&article, &found),
            ["Vieira | told | “We waited,”", "she | added | “It comes,”"]
        );
    }
}
