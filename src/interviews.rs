//! Interviews in questions and answers, without the names of the speakers before their turns.
//!
//! An article is an interview if several of its paragraphs are questions to a reader or partner ("How did you
//! meet?") and others follow them. Never tells who answers.

use crate::article::{Article, Block};
use crate::lexicon::Flag;

/// Minimum number of questions that are answered.
const MIN_QUESTIONS: usize = 3;
/// Minimum share of questions among the paragraphs from the first one on.
const MIN_SHARE: f32 = 0.15;
/// Maximum number of tokens of a heading.
const MAX_HEADING_TOKENS: usize = 12;

/// Returns for each block of an article whether it is an answer of an interview.
pub(crate) fn answers(article: &Article) -> Vec<bool> {
    let is_question: Vec<bool> = article.blocks.iter().map(|block| is_question(article, block)).collect();
    let mut answers = vec![false; article.blocks.len()];
    let Some(first) = is_question.iter().position(|&is| is) else { return answers };
    let addressed = |at: usize| {
        let mut tokens = article.blocks[at].tokens.clone();
        tokens.any(|i| article.has_lower(i, Flag::ReaderPronoun))
    };
    let answered = is_question.windows(2).filter(|pair| pair[0] && !pair[1]).count();
    let to_partner = (first..is_question.len()).filter(|&at| is_question[at] && addressed(at)).count();
    let turns = (is_question.len() - first) as f32;
    if answered < MIN_QUESTIONS || 3 * to_partner < answered || (answered as f32) < MIN_SHARE * turns {
        return answers;
    }
    for at in first..answers.len() {
        answers[at] = !is_question[at] && !is_heading(article, &article.blocks[at]);
    }
    answers
}

/// Whether a block is a question outside quotation marks.
fn is_question(article: &Article, block: &Block) -> bool {
    article.word(block.tokens.end.wrapping_sub(1)) == "?"
}

/// Whether a block is a short line that does not end like a sentence.
fn is_heading(article: &Article, block: &Block) -> bool {
    let last = article.word(block.tokens.end.wrapping_sub(1));
    block.tokens.len() <= MAX_HEADING_TOKENS && last.ends_with(|c: char| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;

    /// The paragraphs that are answers.
    fn answers_of(text: &str) -> Vec<&str> {
        let article = Article::read(text, &Resources::embedded().unwrap().parser);
        let blocks = article.blocks.iter().zip(answers(&article)).filter(|(_, is)| *is);
        blocks.map(|(block, _)| article.span(block.tokens.clone()).of(text)).collect()
    }

    #[test]
    fn paragraphs_behind_questions_are_answers() {
        let text = "Early days\n\nHow did you meet?\n\nAt school.\n\nIt was cold.\n\nWhat do you sell?\n\nBread.\n\n\
                    Plans\n\nWhat is your plan?\n\nNone.";
        assert_eq!(answers_of(text), ["At school.", "It was cold.", "Bread.", "None."]);
    }

    #[test]
    fn reports_with_a_question_are_no_interviews() {
        let text =
            "Will the dam hold?\n\nEngineers say so.\n\nThe town is afraid.\n\nWho pays?\n\nNobody knows.";
        assert_eq!(answers_of(text), Vec::<&str>::new());
    }
}
