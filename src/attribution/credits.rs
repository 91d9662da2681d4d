//! Credit lines: who reported, wrote, edited or owns the article.
//!
//! They are at the very start or end of an article and make no claims. Found by their first words and by
//! their words about "this article". Never takes a line in the middle of the text for one.

use crate::article::Article;
use crate::lexicon::{self, Flag};
use crate::text::Span;

/// Number of paragraphs at the end of an article that may hold credit lines; half as many at the start.
const REACH: usize = 6;

/// Finds the credit lines, in order.
#[inline(never)]
pub fn find_credits(article: &Article) -> Vec<Span> {
    let sentences = &article.sentences;
    let last = sentences.last().map_or(0, |s| s.paragraph) as usize;
    let paragraphs = last + 1;
    let mut found = Vec::new();
    let near_start = sentences.partition_point(|s| (s.paragraph as usize) < REACH.min(paragraphs) / 2);
    let near_end = sentences.partition_point(|s| (s.paragraph as usize + REACH) < paragraphs);
    let mut of_paragraph = None;
    for (i, sentence) in sentences.iter().enumerate() {
        if i >= near_start && i < near_end {
            continue;
        }
        let text = sentence.span.of(article.text);
        // The rest of a closing paragraph after a credit line belongs to it.
        let continues = of_paragraph == Some(sentence.paragraph) && i >= near_end;
        if continues || is_credit(text) {
            of_paragraph = Some(sentence.paragraph);
            found.push(sentence.span);
        }
    }
    found
}

/// Whether a line is a credit line.
fn is_credit(line: &str) -> bool {
    // Credit lines are short; skip the cost of lower-casing a long one.
    if line.len() > 600 {
        return false;
    }
    let line = line.trim_start_matches(['(', '[', '*', '_', '-', '—', '–', ' ', '“', '"']).to_lowercase();
    let says = |phrases: Flag| lexicon::listed(phrases).any(|phrase| line.contains(phrase));
    lexicon::listed(Flag::CreditOpening).any(|opening| line.starts_with(opening))
        || says(Flag::SelfReference) && says(Flag::MadeFrom)
        || says(Flag::RightsNote)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;

    #[test]
    fn credit_lines_are_found_only_at_the_ends() {
        let body = "The council met on Monday.\n\n".repeat(20);
        let text = format!(
            "{body}This article was prepared from material published by the Harbour Gazette.\n\nReporting by Ana Reyes; editing by Tom Field"
        );
        let found = find_credits(&Article::read(&text, &Resources::embedded().unwrap().parser));
        assert_eq!(found.len(), 2);
        let text = format!("{body}Reporting by the bank shows a loss.\n\n{body}");
        assert!(find_credits(&Article::read(&text, &Resources::embedded().unwrap().parser)).is_empty());
    }
}
