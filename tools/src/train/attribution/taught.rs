//! What a large teacher makes of articles: how likely each word is part of a cue, and source, cue and content around each.
//!
//! The teacher is two transformers of 110 and 22 million weights (`tools/teacher`), which have learnt from the same corpus and
//! know English beforehand. What they say of news that nobody has annotated is what the small models learn from beside the gold
//! (knowledge distillation; Hinton et al. 2015). It reads words, these become probabilities of our tokens' labels.

use std::path::Path;

use anyhow::{Context, Result};
use gloss::internal::Resources;
use gloss::internal::article::Article;
use gloss::internal::attribution::candidates;
use gloss::internal::attribution::features::View;
use gloss::internal::syntax::quotations;
use serde::Deserialize;

use super::lessons::Lesson;
use crate::train::corpus::{self, Places};

/// What the teacher says of an article; places in code points.
#[derive(Deserialize)]
pub struct Opinion {
    text: String,
    /// Words with how likely each is part of a cue; the others are not.
    cues: Vec<(usize, usize, f32)>,
    /// What is around each cue that it finds.
    around: Vec<Around>,
}

/// What is around one cue.
#[derive(Deserialize)]
struct Around {
    head: (usize, usize),
    /// Words with how likely each is cue, source and content; the others are nothing.
    words: Vec<(usize, usize, [f32; 3])>,
}

/// Words less likely than this are taken for no part of a cue.
const CUE: f32 = 0.3;

/// Reads what the teacher wrote.
pub fn read(path: &Path) -> Result<Vec<Opinion>> {
    corpus::read_lines(path, |opinion| opinion)
        .context("`cargo xtask train teacher` writes the teacher's opinions")
}

/// What the teacher's opinion of an article teaches.
pub fn lesson(opinion: &Opinion, resources: &Resources) -> Lesson {
    let article = Article::read(&opinion.text, &resources.pos);
    let (names, quotes) =
        (gloss::internal::recognizer::find(&article, &resources.recognizer), quotations::find(&article));
    let view = View::new(&article, &names, &quotes);
    let places = Places::new(&opinion.text);
    let cues = spread(&article, &places, opinion.cues.iter().map(|&(start, end, p)| (start, end, [p])));
    let score = |i: usize| cues.get(i).map_or(0.0, |p| p[0]);
    let heads = candidates::heads(&article, 0..article.tokens.len(), score, CUE);
    let around = opinion.around.iter().filter_map(|part| {
        let run = article.tokens_in(places.span(part.head.0, part.head.1));
        // The head, as we choose it, of the run of cue words that the teacher looked at.
        let in_run = |&&head: &&usize| (head.min(run.start)..=head.max(run.start)).all(|i| score(i) >= CUE);
        Some((*heads.iter().find(in_run)?, spread(&article, &places, part.words.iter().copied())))
    });
    Lesson::new(&view, &cues, around)
}

/// What is said of words, for every token of the article.
fn spread<const K: usize>(
    article: &Article,
    places: &Places,
    words: impl Iterator<Item = (usize, usize, [f32; K])>,
) -> Vec<[f32; K]> {
    let mut tokens = vec![[0.0; K]; article.tokens.len()];
    for (start, end, p) in words {
        tokens[article.tokens_in(places.span(start, end))].fill(p);
    }
    tokens
}
