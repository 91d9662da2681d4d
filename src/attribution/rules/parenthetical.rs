//! Speakers set off by commas inside what they say, or behind it: "The alarm, |he testified|, had been off."
//!
//! The models know the common verbs there; this knows that a subject and a finite verb of the table of kinds, between a
//! comma and a comma or the end of the sentence, are never anything else. Nothing here looks at cues already found.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::attribution::content::SAID;
use crate::attribution::rules::headlines;
use crate::document::EntityKind;
use crate::lexicon::speech_acts;
use crate::pos::Pos;
use crate::recognizer::Name;
use crate::syntax::lemma;

/// How many tokens may stand between the verb and the comma or the end: "she countered |in a letter|,".
const BEHIND: usize = 6;

/// The attributions that are set off by commas, in order.
#[inline(never)]
pub(crate) fn find(article: &Article, names: &[Name]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for sentence in &article.sentences {
        let tokens = sentence.tokens.clone();
        for comma in tokens.clone().skip(2).filter(|&i| article.word(i) == ",") {
            found.extend(at(article, names, &tokens, comma));
        }
    }
    found
}

/// Words that make another verb of the one before them.
const PARTICLES: &[&str] = &["away", "back", "down", "off", "on", "out", "over", "through", "up"];

/// The attribution whose subject follows the comma at this token.
fn at(article: &Article, names: &[Name], sentence: &Range<usize>, comma: usize) -> Option<Candidate> {
    let finite = |i: usize| matches!(article.tag(i), Pos::VerbPast | Pos::VerbPres);
    let source = speaker(article, names, comma + 1)?;
    // "A court |has heard|".
    let helped = matches!(article.word(source.end), "has" | "have" | "had");
    let head = source.end + usize::from(helped && article.tag(source.end + 1) == Pos::VerbPart);
    let finite = |i: usize| finite(i) || i == head && head > source.end;
    if head >= sentence.end || !finite(head) || speech_acts::known(&lemma::at(article, head)).is_none() {
        return None;
    }
    let stop = end(article, head, sentence.end)?;
    let says = |tokens: Range<usize>| tokens.clone().any(|i| finite(i) || article.tag(i) == Pos::Aux);
    let low = sentence.start.max(comma.saturating_sub(SAID));
    let (before, after) = (low..comma, stop + 1..sentence.end.min(stop + 1 + SAID));
    let goes_on = article.word(stop) == ",";
    if !(says(before.clone()) || goes_on && says(after.clone())) {
        return None;
    }
    let content =
        [Some(before), Some(after).filter(|a| goes_on && !a.is_empty())].into_iter().flatten().collect();
    Some(Candidate::by_rule(head, source.end..head + 1, source, content))
}

/// The mark that ends what is set off, where nothing but when, where and how it was said stands behind the verb: "she
/// countered |in a letter|,", but not "she backed out" or "she invited him".
fn end(article: &Article, head: usize, limit: usize) -> Option<usize> {
    let next = head + 1;
    let plain = matches!(article.tag(next), Pos::Adp | Pos::Adv | Pos::Punct)
        && !PARTICLES.contains(&article.word(next));
    let stop = (next..limit.min(next + 1 + BEHIND))
        .find(|&i| matches!(article.word(i), "," | "." | "!" | "?" | "”" | "\""))?;
    let clause = |i: usize| {
        matches!(article.tag(i), Pos::VerbPast | Pos::VerbPres)
            || matches!(article.word(i), "that" | "to" | "if" | "whether" | ":")
    };
    (plain && !(next..stop).any(clause)).then_some(stop)
}

/// The pronoun, the name or the noun phrase that starts at a token, before a finite verb.
fn speaker(article: &Article, names: &[Name], start: usize) -> Option<Range<usize>> {
    if matches!(article.word(start), "he" | "she" | "they" | "it") {
        return Some(start..start + 1);
    }
    let next = names.partition_point(|n| n.tokens.start < start);
    let speaks = |n: &&Name| {
        n.tokens.start == start
            && matches!(n.kind, EntityKind::Person | EntityKind::Organization | EntityKind::Gpe)
    };
    let name = names.get(next).filter(speaks).map(|n| n.tokens.clone());
    name.or_else(|| {
        let verb = |i: &usize| article.tag(*i).is_finite();
        let end = (start + 1..start + 6).find(verb)?;
        headlines::is_subject(article, start..end).then_some(start..end)
    })
}
