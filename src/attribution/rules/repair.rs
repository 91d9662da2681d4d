//! Order of the rules that correct a candidate before it is ranked.
//!
//! The ranking model is trained on candidates as these rules leave them, so that a change here calls for
//! training it again. Rejects candidates that are left without content. Never adds candidates.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::attribution::content;
use crate::attribution::rules::{
    content_bounds, cue_bounds, passives, rejections, reporting_nouns, source_bounds,
};
use crate::syntax::quotations::Quotes;

/// Corrects the boundaries of every candidate, and drops those that are no attribution by form or have no
/// content left.
#[inline(never)]
pub fn repair_candidates(article: &Article, quotes: &Quotes, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let repair = |mut candidate: Candidate| {
        if rejections::is_part_of_compound(article, candidate.head)
            || rejections::is_attributive_participle(article, &candidate)
            || rejections::is_accusation_behind_noun(article, &candidate)
        {
            return None;
        }
        reporting_nouns::take_owner_as_source(article, &mut candidate);
        cue_bounds::take_words_from_source(article, &mut candidate);
        passives::move_subject_of_infinitive_passive(article, &mut candidate);
        source_bounds::take_names_before_verb(article, &mut candidate);
        passives::end_noun_clause(article, &mut candidate);
        candidate.source = candidate.source.filter(|s| {
            !source_bounds::is_expletive_it(article, s, candidate.head)
                && !source_bounds::ends_with_conjunction(article, s)
        });
        candidate.source = candidate.source.map(|s| source_bounds::correct(article, s, candidate.head));
        let cue = cue_bounds::without_infinitive_to(article, candidate.cue.clone(), candidate.head);
        let cue = cue_bounds::without_leading_it(article, cue, candidate.head);
        match candidate.content.first_mut() {
            Some(first) if cue.end < candidate.cue.end && first.start == candidate.cue.end => {
                first.start = cue.end
            }
            _ => {}
        }
        let cue = cue_bounds::with_as_and_by(article, cue);
        candidate.cue = cue_bounds::without_day(article, cue, candidate.head);
        let before_cue = |r: Range<usize>| match candidate.cue.contains(&r.end.wrapping_sub(1)) {
            true => r.start..candidate.cue.start.max(r.start),
            false => r,
        };
        candidate.content =
            candidate.content.into_iter().map(|r| content::trim(article, quotes, before_cue(r))).collect();
        candidate.content.retain(|r| !r.is_empty());
        // A span that was extended to a quotation mark may overlap the next one.
        candidate.content.dedup_by(|next, last| {
            let meet = next.start < last.end;
            if meet {
                last.end = last.end.max(next.end);
            }
            meet
        });
        if reporting_nouns::has_owner_and_clause(article, &candidate) {
            content_bounds::end_at_dash(article, &mut candidate);
        }
        (!candidate.content.is_empty()).then_some(candidate)
    };
    candidates.into_iter().filter_map(repair).collect()
}
