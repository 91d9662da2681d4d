//! Sources behind "as per": "As per |port officials|, the ship was empty", "the ship was empty, as per officials".
//!
//! The corpora have none; it is common in the English of South Asia. Never looks at other prepositions.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::pos::Pos;

/// Longest source, in tokens.
const LONGEST: usize = 10;

/// Finds such claims, in order.
pub(crate) fn find(article: &Article) -> Vec<Candidate> {
    let found = |sentence: &crate::sentences::Sentence| as_per(article, sentence.tokens.clone());
    article.sentences.iter().filter_map(found).collect()
}

fn as_per(article: &Article, sentence: Range<usize>) -> Option<Candidate> {
    let is_cue = |i: &usize| {
        article.word(*i).eq_ignore_ascii_case("as") && article.word(i + 1).eq_ignore_ascii_case("per")
    };
    let at = sentence.clone().find(is_cue)?;
    let inside = |&i: &usize| article.tag(i).is_nominal() || matches!(article.tag(i), Pos::Adp | Pos::Cconj);
    let start = at + 2;
    let end = start + (start..sentence.end.min(start + LONGEST)).take_while(inside).count();
    let closes = article.word(end) == "," || end + 1 >= sentence.end;
    let content = match at == sentence.start {
        true => end + 1..sentence.end.saturating_sub(1),
        // "Paid as per the contract" tells how.
        false if article.word(at - 1) == "," => sentence.start..at - 1,
        false => return None,
    };
    let says = content.clone().any(|i| article.tag(i).is_finite());
    (closes && end > start && says).then(|| Candidate::by_rule(at + 1, at..start, start..end, vec![content]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{read, shown_all};

    #[test]
    fn phrase_behind_as_per_is_the_source() {
        for (text, expected) in [
            ("As per port officials, the ship was empty.", "port officials | As per | the ship was empty"),
            ("The ship was empty, as per the port.", "the port | as per | The ship was empty"),
        ] {
            let article = read(text);
            assert_eq!(shown_all(&article, &find(&article)), [expected]);
        }
        let article = read("They were paid as per the contract.");
        assert!(find(&article).is_empty());
    }
}
