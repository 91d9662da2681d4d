//! Who quotes whom: "the newspaper quoted Ann Hale as saying that the dam leaked" is a claim of hers in one of the
//! newspaper's.
//!
//! So is "Ann Hale was quoted by the newspaper as saying". The models take all before "as saying" for the source.

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::attribution::rules::subject;
use crate::lexicon::{self, Flag};
use crate::pos::Pos;
use crate::syntax::lemma;

/// Cuts the sources of such claims, and adds the claims of whoever quotes.
pub(crate) fn separate(article: &Article, candidates: &mut Vec<Candidate>) {
    let mut outer = Vec::new();
    for candidate in candidates.iter_mut() {
        let Some(source) = candidate.source.clone() else { continue };
        let quotes = |&i: &usize| {
            article.tag(i).is_verb() && lexicon::has(&lemma::at(article, i), Flag::QuotesSomebody)
        };
        let follows_as = article.word(candidate.head.wrapping_sub(1)) == "as";
        let as_saying = follows_as && article.tag(candidate.head) == Pos::VerbIng;
        let Some(verb) =
            source.clone().skip(1).find(quotes).filter(|verb| as_saying && verb + 1 < source.end)
        else {
            continue;
        };
        let as_or_comma = |i: &usize| matches!(article.word(*i), "as" | ",");
        let end = (verb + 1..source.end).rev().take_while(as_or_comma).last().unwrap_or(source.end);
        let group = subject::verb_group_start(article, verb);
        let is_passive = group < verb && article.word(verb + 1) == "by";
        let (quoted, by) = match is_passive {
            true => (source.start..group, verb + 2..end),
            false => (verb + 1..end, source.start..group),
        };
        if quoted.is_empty() || by.is_empty() {
            continue;
        }
        candidate.source = Some(quoted);
        candidate.cue.start = candidate.head - 1;
        let content = candidate.content.clone();
        outer.push(Candidate {
            confidence: candidate.confidence,
            ..Candidate::by_rule(verb, verb..verb + 1, by, content)
        });
    }
    outer.retain(|new| candidates.iter().all(|c| !c.cue.contains(&new.head)));
    candidates.extend(outer);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{candidate, read, shown_all};

    #[test]
    fn whoever_quotes_and_whoever_is_quoted_both_speak() {
        let article = read("The Astor Times quoted Ann Hale as saying the dam leaked.");
        let source = "The Astor Times quoted Ann Hale";
        let mut found = vec![candidate(&article, source, "as saying", &["the dam leaked"])];
        separate(&article, &mut found);
        assert_eq!(
            shown_all(&article, &found),
            ["Ann Hale | as saying | the dam leaked", "The Astor Times | quoted | the dam leaked"]
        );
        let article = read("Ann Hale was quoted by the Astor Times as saying the dam leaked.");
        let source = "Ann Hale was quoted by the Astor Times";
        let mut found = vec![candidate(&article, source, "as saying", &["the dam leaked"])];
        separate(&article, &mut found);
        assert_eq!(
            shown_all(&article, &found),
            ["Ann Hale | as saying | the dam leaked", "the Astor Times | quoted | the dam leaked"]
        );
    }
}
