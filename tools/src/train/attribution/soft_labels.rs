//! Soft labels of a large teacher model: how likely each word is part of a cue, and of the source, cue and
//! content around each cue.
//!
//! The teacher consists of two pretrained transformers of 110 and 22 million weights (`tools/teacher`),
//! fine-tuned on the same corpus. The small models learn from its labels of unannotated news besides the gold
//! (knowledge distillation; Hinton et al. 2015). The labels of its words are converted to label probabilities
//! of our tokens.

use std::path::Path;

use anyhow::{Context, Result};
use gloss::internal::Resources;
use gloss::internal::article::Article;
use gloss::internal::attribution::candidates;
use gloss::internal::attribution::features::View;
use gloss::internal::syntax::quotations;
use serde::Deserialize;

use super::examples::Example;
use crate::train::corpus::{self, CodePoints};

/// The soft labels of an article; offsets are in code points.
#[derive(Deserialize)]
pub struct SoftLabels {
    text: String,
    /// Words with the probability that each is part of a cue; it is 0 for all others.
    cues: Vec<(usize, usize, f32)>,
    /// The parts around each found cue.
    around: Vec<Around>,
}

/// The parts around one cue.
#[derive(Deserialize)]
struct Around {
    head: (usize, usize),
    /// Words with the probabilities of cue, source and content; they are 0 for all others.
    words: Vec<(usize, usize, [f32; 3])>,
}

/// Minimum probability for a word to count as part of a cue.
const CUE: f32 = 0.3;

/// Reads the file that the teacher wrote.
pub fn read(path: &Path) -> Result<Vec<SoftLabels>> {
    corpus::read_lines(path, |labels| labels).context("`cargo xtask train teacher` writes the soft labels")
}

/// Returns the article as a training example.
pub fn example(labels: &SoftLabels, resources: &Resources) -> Example {
    let article = Article::read(&labels.text, &resources.parser);
    let (names, quotes) =
        (gloss::internal::recognizer::find(&article, &resources.recognizer), quotations::find(&article));
    let view = View::new(&article, &names, &quotes);
    let points = CodePoints::new(&labels.text);
    let cues = spread(&article, &points, labels.cues.iter().map(|&(start, end, p)| (start, end, [p])));
    let score = |i: usize| cues.get(i).map_or(0.0, |p| p[0]);
    let heads = candidates::heads(&article, 0..article.tokens.len(), score, CUE);
    let around = labels.around.iter().filter_map(|part| {
        let run = article.tokens_in(points.span(part.head.0, part.head.1));
        // The head, by our own rule, of the run of cue words that the teacher chose a head of.
        let in_run = |&&head: &&usize| (head.min(run.start)..=head.max(run.start)).all(|i| score(i) >= CUE);
        Some((*heads.iter().find(in_run)?, spread(&article, &points, part.words.iter().copied())))
    });
    Example::new(&view, &cues, around)
}

/// Converts the probabilities of words to probabilities of all tokens of the article.
fn spread<const K: usize>(
    article: &Article,
    points: &CodePoints,
    words: impl Iterator<Item = (usize, usize, [f32; K])>,
) -> Vec<[f32; K]> {
    let mut tokens = vec![[0.0; K]; article.tokens.len()];
    for (start, end, p) in words {
        tokens[article.tokens_in(points.span(start, end))].fill(p);
    }
    tokens
}
