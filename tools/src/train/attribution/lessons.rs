//! What articles teach the network, and the files in which it is put before it.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::Range;
use std::path::Path;

use anyhow::Result;
use gloss::internal::attribution::features::View;
use gloss::internal::model::features::Rows;

/// What an article teaches: how likely each label is of each token, of its units and around the heads of its cues.
#[derive(Default)]
pub struct Lesson {
    units: Vec<Range<usize>>,
    /// The features and labels of the units' tokens, in order.
    tokens: Rows,
    cues: Vec<f32>,
    /// The windows around heads.
    windows: Vec<(Range<usize>, usize)>,
    /// The features and labels of the windows' tokens, in order.
    relations: Rows,
    parts: Vec<f32>,
}

impl Lesson {
    /// Of an article: how likely each of its tokens is of a cue, and for some heads how likely each is of the cue, the
    /// source and the content.
    pub fn new(view: &View, cues: &[[f32; 1]], around: impl Iterator<Item = (usize, Vec<[f32; 3]>)>) -> Self {
        let mut lesson = Self { units: view.units(), ..Self::default() };
        for unit in lesson.units.clone() {
            unit.clone().for_each(|i| view.token_row(i, &mut lesson.tokens));
            lesson.cues.extend(bioes(&cues[unit]));
        }
        for (head, kinds) in around {
            let unit = lesson.units.partition_point(|unit| unit.end <= head);
            let window = view.window(head, &lesson.units[unit]);
            view.relation_rows(head, window.clone(), &mut lesson.relations);
            lesson.parts.extend(bioes(&kinds[window.clone()]));
            lesson.windows.push((window, head));
        }
        lesson
    }
}

/// Writes what some articles teach to files that begin with `name`, for `tools/teacher/student.py`: numbers of four
/// bytes, probabilities as one byte in parts of 255.
pub fn write(folder: &Path, name: &str, lessons: impl Iterator<Item = Lesson>) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let file = |kind| File::create(folder.join(format!("{name}.{kind}"))).map(BufWriter::new);
    let (mut units, mut rows, mut cues) = (file("units")?, file("rows")?, file("cues")?);
    let (mut windows, mut relations, mut parts) = (file("windows")?, file("relations")?, file("parts")?);
    for (article, lesson) in lessons.enumerate() {
        for unit in &lesson.units {
            numbers(&mut units, [article, unit.start, unit.end].map(|x| x as u32))?;
        }
        for (window, head) in &lesson.windows {
            numbers(&mut windows, [article, window.start, window.len(), *head].map(|x| x as u32))?;
        }
        for (table, file) in [(&lesson.tokens, &mut rows), (&lesson.relations, &mut relations)] {
            for i in 0..table.len() {
                numbers(file, table.row(i).iter().copied())?;
            }
        }
        for (labels, file) in [(&lesson.cues, &mut cues), (&lesson.parts, &mut parts)] {
            file.write_all(&labels.iter().map(|p| (p * 255.0).round() as u8).collect::<Vec<_>>())?;
        }
    }
    for mut file in [units, rows, cues, windows, relations, parts] {
        file.flush()?;
    }
    Ok(())
}

fn numbers(file: &mut impl Write, numbers: impl IntoIterator<Item = u32>) -> Result<()> {
    numbers.into_iter().try_for_each(|x| file.write_all(&x.to_le_bytes()))?;
    Ok(())
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
