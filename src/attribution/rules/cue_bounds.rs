//! Corrects the boundaries of cues: days, particles, and words between cue and source.
//!
//! "Stated | on Wednesday" loses its day, "promised | to leave" its particle; "As noted | by" takes its "by".
//! Never changes the head of a cue.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::attribution::rules::reporting_nouns;
use crate::document::CueKind;
use crate::lexicon::speech_acts;
use crate::pos::Pos;
use crate::syntax::lemma;
use crate::syntax::view::is_weekday;

/// The cue without the day on which something was said: "stated | on Wednesday".
pub(crate) fn without_day(article: &Article, cue: Range<usize>, head: usize) -> Range<usize> {
    let mut end = cue.end;
    let last = |end: usize| article.word(end.saturating_sub(1));
    if end > head + 1 && is_weekday(last(end)) {
        end -= 1;
        if end > head + 1 && last(end) == "on" {
            end -= 1;
        }
    }
    // "Agreed on | Monday": the cue ends between the preposition and the day.
    if end == head + 2 && last(end) == "on" && is_weekday(article.word(end)) {
        end -= 1;
    }
    cue.start..end
}

/// The cue without the "to" of an infinitive that belongs to the content: "promised | to leave", "refused |
/// to open".
fn without_infinitive_to(article: &Article, cue: Range<usize>, head: usize) -> Range<usize> {
    let to = (head + 1..cue.end).find(|&i| article.word(i) == "to");
    let leads = || {
        use CueKind::{Believes, Declines, Demands, Predicts, Promises};
        let kind = speech_acts::known(&lemma::at(article, head));
        matches!(kind, Some(Believes | Declines | Demands | Predicts | Promises))
    };
    match to {
        Some(to) if leads() => cue.start..to,
        _ => cue,
    }
}

/// Moves the "to" of an infinitive from the cue to the content.
pub(crate) fn leave_infinitive(article: &Article, candidate: &mut Candidate) {
    let cue = without_infinitive_to(article, candidate.cue.clone(), candidate.head);
    match candidate.content.first_mut() {
        Some(first) if cue.end < candidate.cue.end && first.start == candidate.cue.end => {
            first.start = cue.end
        }
        _ => {}
    }
    candidate.cue = cue;
}

/// The cue without a leading "it": "it | was also reported".
pub(crate) fn without_leading_it(article: &Article, cue: Range<usize>, head: usize) -> Range<usize> {
    let it = cue.start < head && article.word(cue.start).eq_ignore_ascii_case("it");
    cue.start + usize::from(it)..cue.end
}

/// The cue with both ends of "as … by": "As noted by" is one cue, as "according to" is.
pub(crate) fn with_as_and_by(article: &Article, cue: Range<usize>) -> Range<usize> {
    let is_as = |i: &usize| article.word(*i).eq_ignore_ascii_case("as");
    let start = [cue.start, cue.start.wrapping_sub(1)].into_iter().find(is_as);
    match start {
        Some(start) if article.word(cue.end) == "by" => start..cue.end + 1,
        _ => cue,
    }
}

/// Moves the last word of a source right before the cue into the cue: the adverb of "Copenhagen flatly |
/// rejects", and the article of "the | claim", which is not a source by itself.
pub(crate) fn take_words_from_source(article: &Article, candidate: &mut Candidate) {
    let Some(source) = candidate.source.clone().filter(|s| s.end == candidate.cue.start && !s.is_empty())
    else {
        return;
    };
    let last = source.end - 1;
    match article.tags.get(last) {
        Some(Pos::Det) if source.len() == 1 && reporting_nouns::may_be_noun(article, candidate.head) => {
            candidate.source = None
        }
        _ if source.len() > 1
            && article.word(last).ends_with("ly")
            && !article.word(last).starts_with(char::is_uppercase) =>
        {
            candidate.source = Some(source.start..last)
        }
        _ => return,
    }
    candidate.cue.start = last;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{candidate, read, shown, tokens, words};

    #[test]
    fn day_is_not_part_of_the_cue() {
        let article = read("The harbour office stated on Wednesday that the pier is shut.");
        let cue = tokens(&article, "stated on Wednesday");
        assert_eq!(words(&article, &without_day(&article, cue.clone(), cue.start)), "stated");
    }

    #[test]
    fn as_and_by_belong_to_the_cue() {
        let article = read("As noted by the council, the pier is shut.");
        assert_eq!(words(&article, &with_as_and_by(&article, 1..2)), "As noted by");
    }

    #[test]
    fn adverb_before_the_verb_belongs_to_the_cue() {
        let article = read("Copenhagen flatly rejects the plan.");
        let mut found = candidate(&article, "Copenhagen flatly", "rejects", &["the plan"]);
        take_words_from_source(&article, &mut found);
        assert_eq!(shown(&article, &found), "Copenhagen | flatly rejects | the plan");
    }
}
