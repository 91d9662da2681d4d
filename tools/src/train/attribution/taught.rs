//! What a large teacher makes of articles: how likely each word is part of a cue, and source, cue and content around each.
//!
//! The teacher is a transformer of 22 million weights (`tools/teacher`), which has learnt from the same corpus and knows
//! English beforehand. What it says of news that nobody has annotated is what the small models learn from beside the gold
//! (knowledge distillation; Hinton et al. 2015). It reads words, these become probabilities of our tokens' labels.

use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};
use gloss::article::Article;
use gloss::claims::features::View;
use gloss::claims::quotes;
use gloss::claims::spans;
use gloss::resources::Resources;
use gloss::tagger::features::Rows;
use serde::Deserialize;

use crate::train::corpus::{self, Places};
use crate::train::crf::{Choice, Sequence};

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

/// What an article teaches: sequences of the first and of the second model.
#[derive(Default)]
pub struct Lesson {
    /// Its sentences, for the first model.
    pub heads: Vec<Sequence>,
    /// What is around each cue, for the second.
    pub around: Vec<Sequence>,
}

/// What the teacher's opinion of an article teaches.
pub fn lesson(opinion: &Opinion, resources: &Resources) -> Lesson {
    let article = Article::read(&opinion.text, resources);
    let (names, quotes) = (gloss::mentions::find(&article, resources), quotes::find(&article));
    let mut view = View::new(&article, &names, &quotes);
    let places = Places::new(&opinion.text);
    let cues = spread(&article, &places, opinion.cues.iter().map(|&(start, end, p)| (start, end, [p])));
    let mut lesson = Lesson::default();
    for range in article.sentences.iter().flat_map(|s| gloss::tagger::runs(s.tokens.clone())) {
        let mut rows = Rows::default();
        range.clone().for_each(|i| view.head_row(i, &mut rows));
        lesson.heads.push(taught(rows, &cues[range]));
    }
    let scores: Vec<f32> = cues.iter().map(|p| p[0]).collect();
    let heads = spans::heads(&article, &scores, CUE);
    view.set_heads(&heads);
    for part in &opinion.around {
        let run = article.tokens_in(places.span(part.head.0, part.head.1));
        let Some(&head) = heads.iter().find(|&&h| in_run(&scores, h, &run)) else { continue };
        let window = view.window(head);
        let words = spread(&article, &places, part.words.iter().copied());
        let mut rows = Rows::default();
        view.span_rows(head, window.clone(), &mut rows);
        lesson.around.push(taught(rows, &words[window]));
    }
    lesson
}

/// Whether a head belongs to the run of cue words that the teacher looked at.
fn in_run(scores: &[f32], head: usize, run: &Range<usize>) -> bool {
    let (low, high) = (head.min(run.start), head.max(run.start));
    scores[low..=high].iter().all(|&s| s >= CUE)
}

/// A sequence without gold, taught how likely each kind is for each token.
fn taught<const K: usize>(rows: Rows, kinds: &[[f32; K]]) -> Sequence {
    Sequence {
        rows,
        gold: vec![Choice::ANY; kinds.len()],
        taught: bioes(kinds),
        weight: 1.0,
        ..Sequence::default()
    }
}

/// The probabilities of the labels O, then B, I, E and S of each kind, from those of the kinds token by token: tokens
/// beside each other are of one stretch as far as their probabilities allow it.
fn bioes<const K: usize>(kinds: &[[f32; K]]) -> Vec<f32> {
    let mut labels = Vec::with_capacity(kinds.len() * (1 + 4 * K));
    for (i, now) in kinds.iter().enumerate() {
        let none = [0.0; K];
        let before = i.checked_sub(1).map_or(&none, |b| &kinds[b]);
        let after = kinds.get(i + 1).unwrap_or(&none);
        labels.push((1.0 - now.iter().sum::<f32>()).max(0.0));
        for ((&p, &b), &a) in now.iter().zip(before).zip(after) {
            let (with_before, with_after) = (p.min(b), p.min(a));
            let inside = with_before.min(with_after);
            labels.extend([
                with_after - inside,
                inside,
                with_before - inside,
                p - with_before.max(with_after),
            ]);
        }
    }
    labels
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_hold_together_what_words_are_likely_to_be() {
        let sure = bioes(&[[0.0], [1.0], [1.0], [1.0], [0.0], [1.0]]);
        let path = |labels: &[f32]| -> Vec<usize> {
            labels.chunks(5).map(|token| token.iter().position(|&p| p == 1.0).unwrap()).collect()
        };
        assert_eq!(path(&sure), [0, 1, 2, 3, 0, 4]);
        let doubt = bioes(&[[0.25, 0.5], [0.75, 0.25]]);
        assert!(
            doubt.chunks(9).all(
                |token| (token.iter().sum::<f32>() - 1.0).abs() < 1e-6 && token.iter().all(|&p| p >= 0.0)
            )
        );
        // The first token begins a stretch of the first kind as far as it is one.
        assert_eq!((doubt[1], doubt[4]), (0.25, 0.0));
    }
}
