//! Average precision of a ranking, with bootstrap intervals.

use crate::train::random::Random;

/// The cases of a data set, ranked by the scores of one system.
pub struct Ranking {
    /// The cases from the highest score to the lowest.
    order: Vec<usize>,
    /// Whether each case is positive.
    positive: Vec<bool>,
}

/// Number of bootstrap samples.
const SAMPLES: usize = 1000;

impl Ranking {
    /// Ranks cases, given as score and whether positive; equal scores keep their order.
    pub fn new(cases: impl IntoIterator<Item = (f32, bool)>) -> Self {
        let (scores, positive): (Vec<f32>, Vec<bool>) = cases.into_iter().unzip();
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
        Self { order, positive }
    }

    /// Returns the average precision in percent: the mean, over the positive cases, of the precision down to
    /// each.
    pub fn average_precision(&self) -> f64 {
        self.weighted(&vec![1; self.order.len()])
    }

    /// The average precision where each case counts as often as `counts` says.
    fn weighted(&self, counts: &[u32]) -> f64 {
        let (mut hits, mut all, mut sum) = (0.0, 0.0, 0.0);
        for &case in &self.order {
            for _ in 0..counts[case] {
                all += 1.0;
                if self.positive[case] {
                    hits += 1.0;
                    sum += hits / all;
                }
            }
        }
        100.0 * sum / f64::max(hits, 1.0)
    }

    /// Returns the 95 % bootstrap interval of the average precision.
    pub fn interval(&self) -> (f64, f64) {
        bootstrap(self.order.len(), |counts| self.weighted(counts))
    }

    /// Returns the 95 % paired bootstrap interval of the difference to another system on the same cases.
    pub fn lead_over(&self, other: &Self) -> (f64, f64) {
        bootstrap(self.order.len(), |counts| self.weighted(counts) - other.weighted(counts))
    }
}

/// The middle 95 % of `measure` over samples of the cases, drawn with replacement.
fn bootstrap(cases: usize, measure: impl Fn(&[u32]) -> f64) -> (f64, f64) {
    let mut random = Random::new(1);
    let mut figures: Vec<f64> = (0..SAMPLES)
        .map(|_| {
            let mut counts = vec![0; cases];
            for _ in 0..cases {
                counts[((u64::from(random.bits()) * cases as u64) >> 32) as usize] += 1;
            }
            measure(&counts)
        })
        .collect();
    figures.sort_by(f64::total_cmp);
    (figures[SAMPLES / 40], figures[SAMPLES - 1 - SAMPLES / 40])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn average_precision_matches_a_ranking_computed_by_hand() {
        let ranking = Ranking::new([(0.9, true), (0.1, true), (0.5, false)]);
        assert!((ranking.average_precision() - 100.0 * (1.0 + 2.0 / 3.0) / 2.0).abs() < 1e-9);
        let (low, high) = ranking.interval();
        assert!(low < high && high <= 100.0);
        assert_eq!(ranking.lead_over(&ranking), (0.0, 0.0));
    }
}
