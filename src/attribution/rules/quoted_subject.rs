//! Speakers between a quotation that goes on and a verb that is none of saying: "“We cannot pick a judge,”
//! |Mehta, appearing for the agency,| submitted before the bench".
//!
//! A comma inside the marks says that the sentence goes on with whoever speaks. Never looks at quotations that
//! belong to a claim.

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::pos::Pos;
use crate::syntax::quotations::{self, Quotes};

/// Maximum distance from a quotation to the verb behind it, in tokens.
const REACH: usize = 16;

/// Finds the speakers of quotations that are in no claim yet; `in_claim` says that of every token.
pub(crate) fn find(article: &Article, quotes: &Quotes, in_claim: &[bool]) -> Vec<Candidate> {
    let is_free = |q: &&quotations::Quoted| {
        let goes_on = q.closed && q.tokens.len() >= quotations::SHORTEST;
        goes_on && article.word(q.tokens.end - 2) == "," && !in_claim[q.tokens.clone()].contains(&true)
    };
    quotes.quotes.iter().filter(is_free).filter_map(|quote| speaker_behind(article, quote)).collect()
}

fn speaker_behind(article: &Article, quote: &quotations::Quoted) -> Option<Candidate> {
    let first = quote.tokens.end;
    let sentence = article.sentences.get(article.sentence_of(first))?.tokens.clone();
    let low = sentence.end.min(first + REACH);
    let inside = |&i: &usize| article.tag(i).is_nominal() || i == first && article.tag(i) == Pos::Pron;
    let mut verb = (first..low).find(|i| !inside(i)).filter(|&end| end > first)?;
    if article.word(verb) == "," {
        let close = (verb + 1..low).find(|&i| article.word(i) == ",")?;
        verb = close + 1;
    }
    // Behind an apposition, a form in the past is often tagged as a participle.
    let is_verb = matches!(article.tag(verb), Pos::VerbPast | Pos::VerbPres | Pos::VerbPart);
    (is_verb && verb < sentence.end)
        .then(|| Candidate::by_rule(verb, verb..verb + 1, first..verb, vec![quote.tokens.clone()]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{read, shown_all};

    #[test]
    fn subject_behind_a_quotation_that_goes_on_speaks() {
        let article = read("“We cannot pick a judge for them,” Ann Mehta submitted on Friday.");
        let quotes = quotations::find(&article);
        let found = find(&article, &quotes, &vec![false; article.tokens.len()]);
        assert_eq!(
            shown_all(&article, &found),
            ["Ann Mehta | submitted | “We cannot pick a judge for them,”"]
        );
        assert!(find(&article, &quotes, &vec![true; article.tokens.len()]).is_empty());
        let article = read("“We cannot pick a judge,” Mehta, appearing for the agency, submitted on Friday.");
        let found = find(&article, &quotations::find(&article), &vec![false; article.tokens.len()]);
        assert_eq!(
            shown_all(&article, &found),
            ["Mehta, appearing for the agency, | submitted | “We cannot pick a judge,”"]
        );
        let article = read("“We cannot pick a judge for them.” Ann Mehta sat down.");
        assert!(find(&article, &quotations::find(&article), &vec![false; article.tokens.len()]).is_empty());
    }
}
