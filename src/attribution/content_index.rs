//! Index from tokens to the candidate whose content they belong to.
//!
//! Contents overlap where one claim is nested in another; the shortest content counts. Never changes
//! candidates.

use crate::article::Article;
use crate::attribution::candidates::Candidate;

/// For every token, the candidate with the shortest content that contains it.
pub(crate) struct ContentIndex {
    /// Index of the candidate plus one; 0 for none.
    of_token: Vec<u32>,
}

impl ContentIndex {
    /// Indexes the contents of `candidates`.
    pub(crate) fn new(article: &Article, candidates: &[Candidate]) -> Self {
        let mut longest_first: Vec<usize> = (0..candidates.len()).collect();
        longest_first
            .sort_by_key(|&i| std::cmp::Reverse(candidates.get(i).map_or(0, Candidate::content_length)));
        let mut of_token = vec![0u32; article.tokens.len()];
        for i in longest_first {
            for range in candidates.get(i).map_or(&[][..], |r| &r.content) {
                if let Some(tokens) = of_token.get_mut(range.clone()) {
                    tokens.fill(i as u32 + 1);
                }
            }
        }
        Self { of_token }
    }

    /// Index of the candidate with the shortest content that contains `token`.
    pub(crate) fn innermost(&self, token: usize) -> Option<usize> {
        (*self.of_token.get(token)? as usize).checked_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortest_content_around_a_token_counts() {
        let article = Article::untagged("Hale said Diaz claimed the dam leaked.");
        let candidates = [
            Candidate::by_rule(1, 1..2, 0..1, std::iter::once(2..7).collect()),
            Candidate::by_rule(3, 3..4, 2..3, std::iter::once(4..7).collect()),
        ];
        let index = ContentIndex::new(&article, &candidates);
        assert_eq!([0, 3, 5, 99].map(|token| index.innermost(token)), [None, Some(0), Some(1), None]);
    }
}
