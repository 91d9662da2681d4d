//! Parentheticals: a speaker and a verb set off by commas inside or after the content, "The alarm, |he
//! testified|, had been off."
//!
//! The models find the common verbs there. A subject and a finite speech-act verb between a comma and a
//! comma, or the end of the sentence, are always a parenthetical. Never looks at candidates found before.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::attribution::content::CONTENT_REACH;
use crate::attribution::rules::headlines;
use crate::document::EntityKind;
use crate::lexicon::{Flag, speech_acts};
use crate::pos::Pos;
use crate::recognizer::Name;
use crate::syntax::{lemma, quotations};

/// Longest adverbial between the verb and the mark after it, in tokens: "she countered |in a letter|,".
const ADVERBIAL: usize = 6;

/// Finds the claims of parentheticals, in order.
#[inline(never)]
pub(crate) fn find_parentheticals(article: &Article, names: &[Name]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for sentence in &article.sentences {
        let tokens = sentence.tokens.clone();
        for comma in tokens.clone().skip(2).filter(|&i| article.word(i) == ",") {
            found.extend(parenthetical_after(article, names, &tokens, comma));
        }
    }
    found
}

/// The claim whose subject follows the comma at this token.
fn parenthetical_after(
    article: &Article,
    names: &[Name],
    sentence: &Range<usize>,
    comma: usize,
) -> Option<Candidate> {
    let finite = |i: usize| matches!(article.tag(i), Pos::VerbPast | Pos::VerbPres);
    let source = speaker(article, names, comma + 1)?;
    // "A court |has heard|".
    let helped = article.has(source.end, Flag::HaveForm);
    let head = source.end + usize::from(helped && article.tag(source.end + 1) == Pos::VerbPart);
    let finite = |i: usize| finite(i) || i == head && head > source.end;
    if head >= sentence.end || !finite(head) || speech_acts::known(&lemma::at(article, head)).is_none() {
        return None;
    }
    let stop = closing_mark(article, head, sentence.end)?;
    let has_verb = |tokens: Range<usize>| tokens.clone().any(|i| finite(i) || article.tag(i) == Pos::Aux);
    let low = sentence.start.max(comma.saturating_sub(CONTENT_REACH));
    let (before, after) = (low..comma, stop + 1..sentence.end.min(stop + 1 + CONTENT_REACH));
    let resumes = article.word(stop) == ",";
    if !(has_verb(before.clone()) || resumes && has_verb(after.clone())) {
        return None;
    }
    let content =
        [Some(before), Some(after).filter(|a| resumes && !a.is_empty())].into_iter().flatten().collect();
    Some(Candidate::by_rule(head, source.end..head + 1, source, content))
}

/// The mark that ends the parenthetical, where only an adverbial follows the verb: "she countered |in a
/// letter|,", but not "she backed out" or "she invited him".
fn closing_mark(article: &Article, head: usize, limit: usize) -> Option<usize> {
    let next = head + 1;
    let adverbial = matches!(article.tag(next), Pos::Adp | Pos::Adv | Pos::Punct)
        && !article.has(next, Flag::VerbParticle);
    let stop = (next..limit.min(next + 1 + ADVERBIAL)).find(|&i| {
        matches!(article.word(i), "," | "." | "!" | "?") || quotations::is_mark(article.word(i))
    })?;
    let clause = |i: usize| {
        matches!(article.tag(i), Pos::VerbPast | Pos::VerbPres)
            || article.has(i, Flag::Complementizer)
            || article.word(i) == ":"
    };
    (adverbial && !(next..stop).any(clause)).then_some(stop)
}

/// The pronoun, the name or the noun phrase that starts at a token, before a finite verb.
fn speaker(article: &Article, names: &[Name], start: usize) -> Option<Range<usize>> {
    if article.has(start, Flag::ThirdPersonSubject) {
        return Some(start..start + 1);
    }
    let next = names.partition_point(|n| n.tokens.start < start);
    let can_speak = |n: &&Name| {
        n.tokens.start == start
            && matches!(n.kind, EntityKind::Person | EntityKind::Organization | EntityKind::Gpe)
    };
    let name = names.get(next).filter(can_speak).map(|n| n.tokens.clone());
    name.or_else(|| {
        let verb = |i: &usize| article.tag(*i).is_finite();
        let end = (start + 1..start + 6).find(verb)?;
        headlines::is_noun_phrase(article, start..end).then_some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{read, shown_all};

    fn parentheticals(text: &str) -> Vec<String> {
        let article = read(text);
        shown_all(&article, &find_parentheticals(&article, &[]))
    }

    #[test]
    fn speaker_between_commas_says_both_sides() {
        assert_eq!(
            parentheticals("The alarm, he testified, had been off."),
            ["he | testified | The alarm | had been off."]
        );
    }

    #[test]
    fn phrasal_verb_is_not_a_parenthetical() {
        assert_eq!(parentheticals("The deal was done, she backed out, and it failed."), Vec::<String>::new());
    }
}
