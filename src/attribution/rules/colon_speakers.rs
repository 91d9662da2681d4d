//! Speakers before a colon: headlines ("Diaz: no new taxes") and transcripts ("WALLACE: Let us begin.", "ANNA
//! KELLER, SENATOR: It is not.").
//!
//! The source of a paragraph that opens with a short name, or a word such as "Poll", and a colon. A place
//! before a colon speaks only in a headline; elsewhere it is a dateline. Never looks inside a paragraph.

use std::ops::Range;

use crate::article::{Article, MAX_HEADLINE_TOKENS};
use crate::attribution::candidates::Candidate;
use crate::document::EntityKind;
use crate::lexicon::{self, Flag};
use crate::pos::Pos;
use crate::recognizer::Name;

/// Longest speaker, in tokens.
const LONGEST: usize = 6;
/// Longest label of a turn: a speaker with a role or a remark in brackets.
const LONGEST_LABEL: usize = 14;

/// Finds the claims of speakers before colons, in order.
#[inline(never)]
pub(crate) fn find_colon_speakers(article: &Article, names: &[Name]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut before = None;
    for (s, sentence) in article.sentences.iter().enumerate() {
        if before.replace(sentence.paragraph) == Some(sentence.paragraph) {
            continue;
        }
        let start = sentence.tokens.start;
        let reach = sentence.tokens.end.min(start + LONGEST + 1);
        let short = || (start + 1..reach).find(|&i| article.word(i) == ":");
        let label = label_end(article, names, sentence.tokens.clone());
        let Some(colon) = label.or_else(short) else { continue };
        // "Q: Why did you resign?" asks, "A: I was tired." answers.
        let letter = article.word(start).as_bytes();
        if colon == start + 1 && letter == b"Q" {
            continue;
        }
        let answers = colon == start + 1 && letter == b"A";
        let ends_paragraph = article.sentences.get(s + 1).is_none_or(|n| n.paragraph != sentence.paragraph);
        let headline = ends_paragraph
            && sentence.tokens.len() <= MAX_HEADLINE_TOKENS
            && !article.word(sentence.tokens.end - 1).ends_with('.');
        let next = names.partition_point(|n| n.tokens.end < colon);
        let can_speak = |n: &Name| match n.kind {
            EntityKind::Person => true,
            EntityKind::Organization | EntityKind::Norp | EntityKind::Gpe => headline,
            _ => false,
        };
        // "I told Ann Hale: …" addresses her.
        let speaks = |i: usize| article.tag(i).is_finite();
        let named = names.get(next).is_some_and(|n| n.tokens.end == colon && can_speak(n))
            && !(start..colon).any(speaks);
        let last = article.word(colon - 1).to_lowercase();
        let capital = article.word(colon - 1).starts_with(char::is_uppercase);
        let noun = matches!(article.tag(colon - 1), Pos::Propn | Pos::Noun);
        let proper = capital && noun && !lexicon::has(&last, Flag::HeadlineLabel);
        let common =
            headline && !(start..colon).any(speaks) && (proper || lexicon::has(&last, Flag::HeadlineSpeaker));
        // End of the paragraph, or of its twelfth sentence.
        let end = article.sentences[s..]
            .iter()
            .take(12)
            .take_while(|n| n.paragraph == sentence.paragraph)
            .last()
            .map_or(sentence.tokens.end, |n| n.tokens.end);
        if (label.is_some() || named || common || answers) && colon + 1 < end {
            let content = std::iter::once(colon + 1..end).collect();
            let source_end = if label.is_some() { label_name_end(article, names, start) } else { colon };
            found.push(Candidate::by_rule(colon, colon..colon + 1, start..source_end, content));
        }
    }
    found
}

/// The end of the speaker at the start of a paragraph: a person's name, or a word in capitals.
fn label_name_end(article: &Article, names: &[Name], start: usize) -> usize {
    let next = names.partition_point(|n| n.tokens.start < start);
    let named = names.get(next).filter(|n| n.tokens.start == start && n.kind == EntityKind::Person);
    let capitals =
        article.word(start).len() > 2 && article.word(start).chars().all(|c| c.is_ascii_uppercase());
    match named {
        Some(name) => name.tokens.end,
        None => start + usize::from(capitals),
    }
}

/// The colon of a label with a role or a remark: "ANNA KELLER, SENATOR|:|", "HOLTZER (voice-over)|:|".
fn label_end(article: &Article, names: &[Name], sentence: Range<usize>) -> Option<usize> {
    let end = label_name_end(article, names, sentence.start);
    let limit = sentence.end.min(sentence.start + LONGEST_LABEL);
    let colon = (end..limit).find(|&i| article.word(i) == ":")?;
    let rest = end..colon;
    let verb = |i: usize| article.tag(i).is_verb() || article.tag(i) == Pos::Aux;
    let in_brackets = article.word(end) == "(" && article.word(colon - 1) == ")";
    let with_role = article.word(end) == "," && !rest.clone().any(verb);
    (end > sentence.start && rest.len() > 1 && (in_brackets || with_role)).then_some(colon)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;

    fn speakers(text: &str) -> Vec<String> {
        let resources = Resources::embedded().unwrap();
        let article = Article::read(text, &resources.parser);
        let names = crate::recognizer::find(&article, &resources.recognizer);
        let source = |r: Candidate| r.source.map(|s| article.span(s).of(text).to_owned());
        find_colon_speakers(&article, &names).into_iter().filter_map(source).collect()
    }

    #[test]
    fn name_before_the_colon_of_a_headline_is_the_speaker() {
        assert_eq!(speakers("Okafor: no truce before winter\n\nThe talks ended late."), ["Okafor"]);
        assert_eq!(speakers("Poll: most voters want the bridge\n\nIt was held in May."), ["Poll"]);
        assert_eq!(speakers("Analysis: what the vote means\n\nIt is over."), Vec::<String>::new());
    }

    #[test]
    fn only_people_speak_before_colons_of_paragraphs() {
        let text = "Two guests came.\n\nJohn Okafor: Let us begin. I have a question about the dam.";
        assert_eq!(speakers(text), ["John Okafor"]);
        let text = "It rained.\n\nParis: The market opened higher. Traders were calm about it.";
        assert_eq!(speakers(text), Vec::<String>::new());
    }
}
