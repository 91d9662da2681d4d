//! Speakers before a colon: headlines ("Diaz: no new taxes") and transcripts ("WALLACE: Let us begin.").
//!
//! The source of a paragraph that opens with a short name, or a word such as "Poll", and a colon. A place
//! before a colon speaks only in a headline; elsewhere it is a dateline. Never looks inside a paragraph.

use crate::article::{Article, MAX_HEADLINE_TOKENS};
use crate::attribution::candidates::Candidate;
use crate::document::EntityKind;
use crate::lexicon::{self, Flag};
use crate::pos::Pos;
use crate::recognizer::Name;

/// Longest speaker, in tokens.
const LONGEST: usize = 6;

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
        let Some(colon) = (start + 1..reach).find(|&i| article.word(i) == ":") else { continue };
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
        let named = names.get(next).is_some_and(|n| n.tokens.end == colon && can_speak(n));
        let last = article.word(colon - 1).to_lowercase();
        let capital = article.word(colon - 1).starts_with(char::is_uppercase);
        let noun = matches!(article.tag(colon - 1), Pos::Propn | Pos::Noun);
        let proper = capital && noun && !lexicon::has(&last, Flag::HeadlineLabel);
        let common = headline && (proper || lexicon::has(&last, Flag::HeadlineSpeaker));
        // End of the paragraph, or of its twelfth sentence.
        let end = article.sentences[s..]
            .iter()
            .take(12)
            .take_while(|n| n.paragraph == sentence.paragraph)
            .last()
            .map_or(sentence.tokens.end, |n| n.tokens.end);
        if (named || common) && colon + 1 < end {
            let content = std::iter::once(colon + 1..end).collect();
            found.push(Candidate::by_rule(colon, colon..colon + 1, start..colon, content));
        }
    }
    found
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
