//! Words that leave open whether what is said is so: "may", "reportedly", "is expected to".

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::pos::Pos;
use crate::syntax::lemma;

/// Words that leave open whether something is so.
#[rustfmt::skip]
const HEDGES: &[&str] = &[
    "alleged", "allegedly", "apparent", "apparently", "arguably", "conceivably", "could", "likely", "may", "maybe",
    "might", "perhaps", "possibly", "presumably", "probable", "probably", "purported", "purportedly", "reportedly",
    "seemingly", "supposed", "supposedly", "suspected", "unlikely",
];

/// Verbs that hedge before "to": "is expected to", "seems to".
const HEDGES_BEFORE_TO: &[&str] = &[
    "alleged", "appear", "appeared", "appears", "believed", "expected", "reported", "said", "seem", "seemed",
    "seems", "thought",
];

/// Cues that leave open what they say.
const CUES: &[&str] = &["hint", "imply", "insinuate", "suggest"];

/// The words of doubt in the cue and the content, in tokens and in order.
#[inline(never)]
pub(crate) fn find(article: &Article, candidate: &Candidate) -> Vec<Range<usize>> {
    let helper = |i: usize| i.checked_sub(1).filter(|&p| article.tag(p) == Pos::Aux).unwrap_or(i);
    let mut found = Vec::new();
    for i in candidate.content.iter().cloned().flatten().chain(candidate.cue.clone()) {
        let word = article.word(i);
        let is = |list: &[&str]| list.iter().any(|h| h.eq_ignore_ascii_case(word));
        if i == candidate.head && !word.ends_with("ly") {
            // A cue that reports is no hedge ("it was reported that"), but one that suggests is.
            let unsure = CUES.contains(&lemma::of(word, article.tag(i)).as_str())
                || (is(HEDGES_BEFORE_TO) && is_passive_to(article, i));
            if unsure {
                found.push(helper(i)..i + 1);
            }
            continue;
        }
        let month = word == "May"
            && article.sentences.get(article.sentence_of(i)).is_some_and(|s| s.tokens.start != i);
        // "Could not find" was not able to.
        let able = word == "could" && matches!(article.word(i + 1), "not" | "n't" | "n’t" | "only");
        if is(HEDGES) && !month && !able {
            found.push(i..i + 1);
        } else if is(HEDGES_BEFORE_TO) && article.word(i + 1) == "to" {
            found.push(helper(i)..i + 2);
        }
    }
    found.sort_by_key(|hedge| (hedge.start, hedge.end));
    found
}

/// Whether a participle follows a form of "be" and leads to an infinitive: "is alleged to".
fn is_passive_to(article: &Article, i: usize) -> bool {
    (i.saturating_sub(2)..i).any(|i| lemma::is_be(article.word(i))) && article.word(i + 1) == "to"
}
