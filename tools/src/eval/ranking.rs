//! How well scores put what is wanted before what is not.

use crate::train::random::Random;

/// Scores of the same cases by one system, with what is wanted among them.
pub struct Ranking {
    /// The cases from the highest score to the lowest.
    order: Vec<usize>,
    wanted: Vec<bool>,
}

/// So many times the cases are drawn anew for an interval.
const DRAWS: usize = 1000;

impl Ranking {
    /// Ranks cases by their scores; among equals the first comes first.
    pub fn new(cases: impl IntoIterator<Item = (f32, bool)>) -> Self {
        let (scores, wanted): (Vec<f32>, Vec<bool>) = cases.into_iter().unzip();
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
        Self { order, wanted }
    }

    /// Average precision in percent: the mean, over the wanted cases, of the precision down to each.
    pub fn average_precision(&self) -> f64 {
        self.weighted(&vec![1; self.order.len()])
    }

    /// The same where each case counts so many times.
    fn weighted(&self, counts: &[u32]) -> f64 {
        let (mut hits, mut all, mut sum) = (0.0, 0.0, 0.0);
        for &case in &self.order {
            for _ in 0..counts[case] {
                all += 1.0;
                if self.wanted[case] {
                    hits += 1.0;
                    sum += hits / all;
                }
            }
        }
        100.0 * sum / f64::max(hits, 1.0)
    }

    /// The middle 95 % of the average precision over cases drawn anew with replacement.
    pub fn interval(&self) -> (f64, f64) {
        draws(self.order.len(), |counts| self.weighted(counts))
    }

    /// The middle 95 % of the difference to another system on the same cases, each draw the same for both.
    pub fn lead_over(&self, other: &Self) -> (f64, f64) {
        draws(self.order.len(), |counts| self.weighted(counts) - other.weighted(counts))
    }
}

fn draws(cases: usize, measure: impl Fn(&[u32]) -> f64) -> (f64, f64) {
    let mut random = Random::new(1);
    let mut figures: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let mut counts = vec![0; cases];
            for _ in 0..cases {
                counts[((u64::from(random.bits()) * cases as u64) >> 32) as usize] += 1;
            }
            measure(&counts)
        })
        .collect();
    figures.sort_by(f64::total_cmp);
    (figures[DRAWS / 40], figures[DRAWS - 1 - DRAWS / 40])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn average_precision_of_a_known_ranking() {
        let ranking = Ranking::new([(0.9, true), (0.1, true), (0.5, false)]);
        assert!((ranking.average_precision() - 100.0 * (1.0 + 2.0 / 3.0) / 2.0).abs() < 1e-9);
        let (low, high) = ranking.interval();
        assert!(low < high && high <= 100.0);
        assert_eq!(ranking.lead_over(&ranking), (0.0, 0.0));
    }
}
