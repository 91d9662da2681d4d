//! Training examples of the attribution network, and their files for `tools/teacher/student.py`.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::Range;
use std::path::Path;

use anyhow::Result;
use gloss::internal::attribution::features::View;
use gloss::internal::model::features::Rows;

use crate::train::corpus::write_numbers;

/// An article as a training example: label probabilities of each token of its units, and of each token around
/// a cue.
#[derive(Default)]
pub struct Example {
    units: Vec<Range<usize>>,
    /// The features, the parser's vectors and the labels of the units' tokens, in order.
    tokens: Rows,
    vectors: Vec<i16>,
    cues: Vec<f32>,
    /// The windows around the heads of cues, each with its head.
    windows: Vec<(Range<usize>, usize)>,
    /// The features and labels of the windows' tokens, in order.
    relations: Rows,
    parts: Vec<f32>,
    /// The number of the corpus whose guidelines the labels follow.
    style: u8,
}

impl Example {
    /// Makes an example of an article from the probability that each token belongs to a cue and, for some
    /// heads of cues, the probabilities that each token belongs to the cue, the source and the content. The
    /// labels follow the guidelines of our own corpus.
    pub fn new(view: &View, cues: &[[f32; 1]], around: impl Iterator<Item = (usize, Vec<[f32; 3]>)>) -> Self {
        let mut example = Self { units: view.units(), ..Self::default() };
        for unit in example.units.clone() {
            unit.clone().for_each(|i| view.token_row(i, &mut example.tokens));
            let mut vectors = Vec::new();
            view.article.vectors(unit.clone(), &mut vectors);
            example.vectors.append(&mut vectors);
            example.cues.extend(bioes(&cues[unit]));
        }
        for (head, kinds) in around {
            let unit = example.units.partition_point(|unit| unit.end <= head);
            let window = view.window(head, &example.units[unit]);
            view.relation_rows(head, window.clone(), &mut example.relations);
            example.parts.extend(bioes(&kinds[window.clone()]));
            example.windows.push((window, head));
        }
        example
    }

    /// Marks the labels as those of another corpus, which says nothing of cues among some tokens.
    pub fn in_style(mut self, style: u8, is_unknown: impl Fn(usize) -> bool) -> Self {
        self.style = style;
        let tokens = self.units.iter().cloned().flatten();
        for (token, labels) in tokens.zip(self.cues.chunks_exact_mut(CUE_LABELS)) {
            if is_unknown(token) {
                labels.fill(0.0);
            }
        }
        self
    }
}

/// Number of labels of a token that may belong to a cue: O, B, I, E and S.
const CUE_LABELS: usize = 5;

/// Writes examples to files whose names begin with `name`, for `tools/teacher/student.py`: little-endian
/// numbers of four bytes (of two in vectors), and probabilities as one byte in units of 1/255.
pub fn write(folder: &Path, name: &str, examples: impl Iterator<Item = Example>) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let file = |kind| File::create(folder.join(format!("{name}.{kind}"))).map(BufWriter::new);
    let (mut units, mut rows, mut cues) = (file("units")?, file("rows")?, file("cues")?);
    let (mut windows, mut relations, mut parts) = (file("windows")?, file("relations")?, file("parts")?);
    let (mut styles, mut vectors) = (file("styles")?, file("vectors")?);
    for (article, example) in examples.enumerate() {
        styles.write_all(&[example.style])?;
        for unit in &example.units {
            write_numbers(&mut units, [article, unit.start, unit.end].map(|x| x as u32))?;
        }
        for (window, head) in &example.windows {
            write_numbers(&mut windows, [article, window.start, window.len(), *head].map(|x| x as u32))?;
        }
        for (table, file) in [(&example.tokens, &mut rows), (&example.relations, &mut relations)] {
            for i in 0..table.len() {
                write_numbers(file, table.row(i).iter().copied())?;
            }
        }
        for number in &example.vectors {
            vectors.write_all(&number.to_le_bytes())?;
        }
        for (labels, file) in [(&example.cues, &mut cues), (&example.parts, &mut parts)] {
            file.write_all(&labels.iter().map(|p| (p * 255.0).round() as u8).collect::<Vec<_>>())?;
        }
    }
    for mut file in [units, rows, cues, windows, relations, parts, styles, vectors] {
        file.flush()?;
    }
    Ok(())
}

/// Converts the kind probabilities of tokens to probabilities of the labels O, then B, I, E and S of each
/// kind. Adjacent tokens belong to one span with the highest probability that both allow.
fn bioes<const K: usize>(kinds: &[[f32; K]]) -> Vec<f32> {
    let mut labels = Vec::with_capacity(kinds.len() * (1 + 4 * K));
    for (i, current) in kinds.iter().enumerate() {
        let none = [0.0; K];
        let before = i.checked_sub(1).map_or(&none, |b| &kinds[b]);
        let after = kinds.get(i + 1).unwrap_or(&none);
        labels.push((1.0 - current.iter().sum::<f32>()).max(0.0));
        for ((&p, &b), &a) in current.iter().zip(before).zip(after) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bioes_probabilities_are_consistent_with_those_of_tokens() {
        let sure = bioes(&[[0.0], [1.0], [1.0], [1.0], [0.0], [1.0]]);
        let path = |labels: &[f32]| -> Vec<usize> {
            labels.chunks(5).map(|token| token.iter().position(|&p| p == 1.0).unwrap()).collect()
        };
        assert_eq!(path(&sure), [0, 1, 2, 3, 0, 4]);
        let uncertain = bioes(&[[0.25, 0.5], [0.75, 0.25]]);
        assert!(
            uncertain.chunks(9).all(
                |token| (token.iter().sum::<f32>() - 1.0).abs() < 1e-6 && token.iter().all(|&p| p >= 0.0)
            )
        );
        // The first token begins a span of the first kind with the whole probability of that kind.
        assert_eq!((uncertain[1], uncertain[4]), (0.25, 0.0));
    }
}
