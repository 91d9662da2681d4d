//! Selects the attributions among the ranked candidates.
//!
//! A candidate needs a minimum probability, which is higher for action verbs and lower where a passive
//! implies a speaker. Of two candidates that contradict each other the less probable one goes. Never adds a
//! candidate that the network did not find.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::{self, Candidate};
use crate::attribution::content_index::ContentIndex;
use crate::attribution::rules::rule::{Context, Phase};
use crate::attribution::rules::run::Rules;
use crate::attribution::rules::{passives, rejections, reporting_nouns};

/// Minimum probability for action verbs ("met with", "unveiled").
const ACTION_THRESHOLD: f32 = 0.6;

/// Lower minimum where a passive already implies that somebody speaks.
const IMPLIED_SPEAKER_THRESHOLD: f32 = 0.2;

/// Keeps the candidates that reach the threshold, the most probable of those with overlapping cues, and
/// speech-act verbs inside the content of a selected candidate.
#[inline(never)]
pub(crate) fn select_candidates(
    context: &Context,
    candidates: Vec<Candidate>,
    threshold: f32,
    rules: &mut Rules,
) -> Vec<Candidate> {
    let article = context.article;
    let minimum = |r: &Candidate| match () {
        () if rejections::is_action(article, r) => ACTION_THRESHOLD.max(threshold),
        () if passives::implies_speaker(article, r.head) => IMPLIED_SPEAKER_THRESHOLD.min(threshold),
        () => threshold,
    };
    let reaches =
        |r: &Candidate| r.confidence >= minimum(r) || reporting_nouns::has_owner_and_clause(article, r);
    let (kept, rest): (Vec<Candidate>, Vec<Candidate>) = candidates.into_iter().partition(reaches);
    let mut kept = drop_rivals(article, kept);
    rules.run(Phase::Share, context, &mut kept);
    let contents = ContentIndex::new(article, &kept);
    let nested = rest.into_iter().filter_map(|r| {
        let outer = kept.get(contents.innermost(r.head)?)?;
        candidates::is_speech_act_verb(article, r.head).then(|| clip_to_content(r, outer)).flatten()
    });
    let nested: Vec<Candidate> = nested.collect();
    kept.extend(nested);
    kept.sort_by_key(|r| r.cue.start);
    kept.dedup_by(|b, a| {
        let clash = b.cue.start < a.cue.end;
        if clash && b.confidence > a.confidence {
            std::mem::swap(a, b);
        }
        clash
    });
    kept
}

/// Clips a nested attribution to the span of content around its head; `None` where no cue or content is left.
fn clip_to_content(mut candidate: Candidate, outer: &Candidate) -> Option<Candidate> {
    let limit = outer.content.iter().find(|r| r.contains(&candidate.head))?;
    let clip = |r: Range<usize>| {
        let clipped = r.start.max(limit.start)..r.end.min(limit.end);
        (!clipped.is_empty()).then_some(clipped)
    };
    candidate.cue = clip(candidate.cue)?;
    candidate.source = candidate.source.and_then(clip);
    candidate.content = candidate.content.into_iter().filter_map(clip).collect();
    (!candidate.content.is_empty()).then_some(candidate)
}

/// Drops the less probable of two candidates that each have the other's cue in their content.
fn drop_rivals(article: &Article, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let contents = ContentIndex::new(article, &candidates);
    let loses: Vec<bool> = candidates
        .iter()
        .map(|candidate| {
            let rival = contents.innermost(candidate.head).and_then(|at| candidates.get(at));
            rival.is_some_and(|other| {
                candidate.content_contains(other.head) && other.confidence > candidate.confidence
            })
        })
        .collect();
    let mut loses = loses.into_iter();
    candidates.into_iter().filter(|_| !loses.next().unwrap_or(false)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(head: usize, content: Range<usize>, confidence: f32) -> Candidate {
        let source = head - 1..head;
        Candidate { confidence, ..Candidate::by_rule(head, head..head + 1, source, vec![content]) }
    }

    #[test]
    fn less_probable_of_two_rivals_is_dropped() {
        let article = Article::untagged("Hale said Diaz claimed the dam leaked.");
        let kept = drop_rivals(&article, vec![candidate(1, 2..7, 0.9), candidate(3, 0..2, 0.5)]);
        assert_eq!(kept.iter().map(|r| r.head).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn nested_candidate_is_clipped_to_the_content_around_it() {
        let outer = candidate(1, 2..5, 0.9);
        let nested = clip_to_content(candidate(3, 4..7, 0.1), &outer);
        assert_eq!(nested.map(|r| r.content), Some(std::iter::once(4..5).collect()));
    }
}
