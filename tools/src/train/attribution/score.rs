//! Scores attributions as the project's scorer does: found at all, each part at least half right, all three.

use std::collections::HashSet;

use gloss::article::Article;
use gloss::claims::spans::Raw;

use super::Gold;

/// Found and missed, counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Prf {
    right: f64,
    found: f64,
    gold: f64,
}

impl Prf {
    /// The harmonic mean of precision and recall, in percent.
    pub fn f1(&self) -> f64 {
        200.0 * self.right / (self.found + self.gold).max(1.0)
    }

    /// Precision in percent.
    pub fn precision(&self) -> f64 {
        100.0 * self.right / self.found.max(1.0)
    }

    /// Recall in percent.
    pub fn recall(&self) -> f64 {
        100.0 * self.right / self.gold.max(1.0)
    }
}

/// How found attributions agree with the gold ones: found at all; source, cue and content at least half; all three.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    /// Found at all.
    pub found: Prf,
    /// Source, cue, content.
    pub parts: [Prf; 3],
    /// All three.
    pub whole: Prf,
}

/// A source, a cue and a content as sorted tokens that are no punctuation.
pub type Parts = [Vec<usize>; 3];

/// Keeps the tokens that have letters or digits, as the scorer counts those only.
pub fn wordy(article: &Article, tokens: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let mut kept: Vec<usize> =
        tokens.into_iter().filter(|&i| article.word(i).chars().any(char::is_alphanumeric)).collect();
    kept.sort_unstable();
    kept
}

fn weigh(article: &Article, a: &[usize], b: &[usize]) -> (f64, f64) {
    let size = |i: &usize| article.word(*i).chars().filter(|c| c.is_alphanumeric()).count() as f64;
    let common: f64 = a.iter().filter(|i| b.binary_search(i).is_ok()).map(size).sum();
    let all: f64 = a.iter().map(size).sum::<f64>() + b.iter().map(size).sum::<f64>() - common;
    (common, all)
}

impl Score {
    /// Adds one article; for each attribution found, whether it is one.
    pub fn add(&mut self, article: &Article, gold: &[Parts], found: &[Parts]) -> Vec<bool> {
        let mut pairs = Vec::new();
        for (g, want) in gold.iter().enumerate() {
            for (f, have) in found.iter().enumerate() {
                let agree: Vec<(f64, f64)> = (0..3).map(|k| weigh(article, &want[k], &have[k])).collect();
                if agree[1].0 > 0.0 || agree[2].0 * 2.0 > agree[2].1 {
                    let total: f64 = agree.iter().map(|(c, a)| c / a.max(1.0)).sum();
                    pairs.push((total, g, f, agree));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (mut gold_used, mut found_used) = (HashSet::new(), HashSet::new());
        for (_, g, f, agree) in pairs {
            if gold_used.contains(&g) || found_used.contains(&f) {
                continue;
            }
            gold_used.insert(g);
            found_used.insert(f);
            self.found.right += 1.0;
            let half = |k: usize| !found[f][k].is_empty() && agree[k].0 * 2.0 >= agree[k].1;
            for (k, part) in self.parts.iter_mut().enumerate() {
                part.right += f64::from(u8::from(!gold[g][k].is_empty() && half(k)));
            }
            let whole = (0..3).all(|k| gold[g][k].is_empty() || half(k));
            self.whole.right += f64::from(u8::from(whole));
        }
        for prf in [&mut self.found, &mut self.whole] {
            prf.gold += gold.len() as f64;
            prf.found += found.len() as f64;
        }
        for (k, part) in self.parts.iter_mut().enumerate() {
            part.gold += gold.iter().filter(|g| !g[k].is_empty()).count() as f64;
            part.found += found.iter().filter(|g| !g[k].is_empty()).count() as f64;
        }
        (0..found.len()).map(|f| found_used.contains(&f)).collect()
    }

    /// The figures in one line.
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

/// The parts of a gold attribution that the score compares.
pub fn gold_parts(article: &Article, g: &Gold) -> Parts {
    [&g.source, &g.cue, &g.content].map(|list| wordy(article, list.iter().copied()))
}

/// The parts of a found one.
pub fn raw_parts(article: &Article, r: &Raw) -> Parts {
    [
        wordy(article, r.source.iter().cloned().flatten()),
        wordy(article, r.cue.clone()),
        wordy(article, r.content.iter().cloned().flatten()),
    ]
}
