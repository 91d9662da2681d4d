//! Scores attributions as the external scorer does: found at all, each part at least half right, all three
//! parts.

use std::collections::HashSet;

use gloss::internal::article::Article;
use gloss::internal::attribution::candidates::Candidate;

use super::gold::Gold;

/// Counts for precision, recall and F1.
#[derive(Clone, Copy, Debug, Default)]
pub struct Prf {
    right: f64,
    found: f64,
    gold: f64,
}

impl Prf {
    /// Returns the harmonic mean of precision and recall, in percent.
    pub fn f1(&self) -> f64 {
        200.0 * self.right / (self.found + self.gold).max(1.0)
    }

    /// Returns precision in percent.
    pub fn precision(&self) -> f64 {
        100.0 * self.right / self.found.max(1.0)
    }

    /// Returns recall in percent.
    pub fn recall(&self) -> f64 {
        100.0 * self.right / self.gold.max(1.0)
    }
}

/// Agreement of found attributions with gold attributions.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    /// Attributions found at all.
    pub found: Prf,
    /// Source, cue and content that overlap by at least half.
    pub parts: [Prf; 3],
    /// Attributions with all three parts right by half.
    pub whole: Prf,
}

/// Source, cue and content as sorted indices of tokens that are not punctuation.
pub type Parts = [Vec<usize>; 3];

/// Keeps the tokens with letters or digits; the scorer counts no others.
pub fn wordy(article: &Article, tokens: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let mut kept: Vec<usize> =
        tokens.into_iter().filter(|&i| article.word(i).chars().any(char::is_alphanumeric)).collect();
    kept.sort_unstable();
    kept
}

/// Returns the numbers of letters and digits in the intersection and in the union of two lists of tokens.
fn overlap(article: &Article, a: &[usize], b: &[usize]) -> (f64, f64) {
    let size = |i: &usize| article.word(*i).chars().filter(|c| c.is_alphanumeric()).count() as f64;
    let common: f64 = a.iter().filter(|i| b.binary_search(i).is_ok()).map(size).sum();
    let all: f64 = a.iter().map(size).sum::<f64>() + b.iter().map(size).sum::<f64>() - common;
    (common, all)
}

/// A gold attribution aligned with a found one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Index of the gold attribution.
    pub gold: usize,
    /// Index of the found attribution.
    pub found: usize,
    /// Whether source, cue and content each overlap by half.
    pub half: [bool; 3],
}

/// Aligns gold attributions with found ones, the pairs that agree best first.
pub fn pair(article: &Article, gold: &[Parts], found: &[Parts]) -> Vec<Pair> {
    let mut candidates = Vec::new();
    for (g, want) in gold.iter().enumerate() {
        for (f, have) in found.iter().enumerate() {
            let agree: Vec<(f64, f64)> = (0..3).map(|k| overlap(article, &want[k], &have[k])).collect();
            if agree[1].0 > 0.0 || agree[2].0 * 2.0 > agree[2].1 {
                let total: f64 = agree.iter().map(|(c, a)| c / a.max(1.0)).sum();
                let half = [0, 1, 2].map(|k| !have[k].is_empty() && agree[k].0 * 2.0 >= agree[k].1);
                candidates.push((total, Pair { gold: g, found: f, half }));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut gold_used, mut found_used) = (HashSet::new(), HashSet::new());
    let free = |(_, p): (f64, Pair)| {
        let free = !gold_used.contains(&p.gold) && !found_used.contains(&p.found);
        if free {
            gold_used.insert(p.gold);
            found_used.insert(p.found);
        }
        free.then_some(p)
    };
    candidates.into_iter().filter_map(free).collect()
}

/// Whether every part of the gold attribution overlaps by half.
pub fn is_whole(gold: &Parts, pair: &Pair) -> bool {
    (0..3).all(|k| gold[k].is_empty() || pair.half[k])
}

impl Score {
    /// Adds one article; returns its aligned pairs.
    pub fn add(&mut self, article: &Article, gold: &[Parts], found: &[Parts]) -> Vec<Pair> {
        let pairs = pair(article, gold, found);
        for p in &pairs {
            self.found.right += 1.0;
            for (k, part) in self.parts.iter_mut().enumerate() {
                part.right += f64::from(u8::from(!gold[p.gold][k].is_empty() && p.half[k]));
            }
            self.whole.right += f64::from(u8::from(is_whole(&gold[p.gold], p)));
        }
        for prf in [&mut self.found, &mut self.whole] {
            prf.gold += gold.len() as f64;
            prf.found += found.len() as f64;
        }
        for (k, part) in self.parts.iter_mut().enumerate() {
            part.gold += gold.iter().filter(|g| !g[k].is_empty()).count() as f64;
            part.found += found.iter().filter(|g| !g[k].is_empty()).count() as f64;
        }
        pairs
    }

    /// Formats the figures in one line.
    pub fn line(&self) -> String {
        format!(
            "found {:.1} (P {:.1} R {:.1})  source {:.1}  cue {:.1}  content {:.1}  whole {:.1}",
            self.found.f1(),
            self.found.precision(),
            self.found.recall(),
            self.parts[0].f1(),
            self.parts[1].f1(),
            self.parts[2].f1(),
            self.whole.f1()
        )
    }
}

/// Returns the parts of a gold attribution for the comparison.
pub fn gold_parts(article: &Article, g: &Gold) -> Parts {
    [&g.source, &g.cue, &g.content].map(|list| wordy(article, list.iter().copied()))
}

/// Returns the parts of a candidate for the comparison.
pub fn candidate_parts(article: &Article, r: &Candidate) -> Parts {
    [
        wordy(article, r.source.iter().cloned().flatten()),
        wordy(article, r.cue.clone()),
        wordy(article, r.content.iter().cloned().flatten()),
    ]
}
