//! Claims of headlines: "Ministry |blames| heat for outage", "Wine was fake, court |hears|".
//!
//! The training corpus has no headlines. A speech-act verb in the present tense with a subject before it
//! makes a claim of the words after it, or of those before the subject. Never looks past the headline or at
//! candidates found before.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::document::CueKind;
use crate::lexicon::{Flag, speech_acts};
use crate::pos::Pos;
use crate::syntax::lemma;

/// Longest subject, in tokens.
const LONGEST: usize = 6;

/// Finds the claim of the headline.
#[inline(never)]
pub(crate) fn find_headline_claim(article: &Article) -> Option<Candidate> {
    let headline = article.headline()?;
    if article.has_lower(headline.start, Flag::QuestionWord) {
        return None;
    }
    let is_speech_act = |i: usize| {
        let kind = speech_acts::known(&lemma::of(article.word(i), Pos::VerbPres));
        let court = article.word(i) == "hears";
        article.word(i).ends_with('s') && kind.is_some_and(|kind| court || kind != CueKind::Believes)
    };
    // The tagger takes many verbs of headlines for nouns; in a clause without another verb most of them are
    // verbs.
    let finite =
        |i: usize| matches!(article.tag(i), Pos::VerbPres | Pos::VerbPast | Pos::VerbPart | Pos::Aux);
    let cue = |i: &usize| {
        let start = (headline.start..*i).rev().find(|&k| article.word(k) == ",").unwrap_or(headline.start);
        let end = (*i..headline.end).find(|&k| article.word(k) == ",").unwrap_or(headline.end);
        let verb = article.tag(*i) == Pos::VerbPres && !is_speech_act(i.saturating_sub(1));
        is_speech_act(*i)
            && (verb
                || article.tag(*i) == Pos::Noun
                    && !article.has(*i, Flag::PluralNounOrVerb)
                    && !(start..end).any(finite))
    };
    let head = headline.clone().skip(1).find(cue)?;
    // The subject opens the headline, or follows the comma that ends the content.
    let comma = (headline.start..head).rev().find(|&i| article.word(i) == ",");
    let source = comma.map_or(headline.start, |comma| comma + 1)..head;
    let end = (head..headline.end).find(|&i| article.word(i) == ",").unwrap_or(headline.end);
    let content = match comma {
        Some(comma) if head + 1 == headline.end => headline.start..comma,
        None => head + 1..end,
        Some(_) => return None,
    };
    (is_noun_phrase(article, source.clone()) && !content.is_empty())
        .then(|| Candidate::by_rule(head, head..head + 1, source, std::iter::once(content).collect()))
}

/// Whether these tokens are one short noun phrase.
pub(crate) fn is_noun_phrase(article: &Article, tokens: Range<usize>) -> bool {
    let noun = |i: usize| matches!(article.tag(i), Pos::Noun | Pos::Propn);
    let inside = |i: usize| {
        noun(i)
            || matches!(article.tag(i), Pos::Adj | Pos::Det | Pos::Num | Pos::Part)
            || article.has(i, Flag::GenitiveS)
            || article.word(i) == "-"
    };
    (1..=LONGEST).contains(&tokens.len()) && noun(tokens.end - 1) && tokens.clone().all(inside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;

    /// The claim of a headline, as "source | cue | content".
    fn read(headline: &str) -> Option<String> {
        let text = format!("{headline}\n\nIt was a long day in the town.");
        let article = Article::read(&text, &Resources::embedded().unwrap().parser);
        let candidate = find_headline_claim(&article)?;
        let words = |tokens: Range<usize>| article.span(tokens).of(&text).to_owned();
        Some(format!(
            "{} | {} | {}",
            words(candidate.source?),
            words(candidate.cue),
            words(candidate.content.first()?.clone())
        ))
    }

    #[test]
    fn subject_and_verb_of_a_headline_make_a_claim() {
        for (headline, expected) in [
            ("Ministry blames heat for outage", "Ministry | blames | heat for outage"),
            ("Watchdog finds tax bot told users to lie", "Watchdog | finds | tax bot told users to lie"),
            (
                "Wine dealer relabelled table red as vintage, court hears",
                "court | hears | Wine dealer relabelled table red as vintage",
            ),
        ] {
            assert_eq!(read(headline).as_deref(), Some(expected));
        }
    }

    #[test]
    fn long_first_line_is_not_a_headline() {
        assert_eq!(read(&"Ministry blames heat for outage ".repeat(100)), None);
    }

    #[test]
    fn nouns_and_questions_are_not_claims() {
        for headline in
            ["Union demands rejected by board", "Why the ministry blames heat", "Peace talks resume in May"]
        {
            assert_eq!(read(headline), None, "{headline}");
        }
    }
}
