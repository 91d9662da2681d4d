//! Calibration of scores: of the names with a score of 0.8, four in five should be right.

use std::fmt;

/// Scores with their outcomes.
#[derive(Clone, Debug, Default)]
pub struct Reliability(Vec<(f32, bool)>);

const BINS: usize = 10;

impl Reliability {
    /// Adds a score and whether the case is right.
    pub fn count(&mut self, score: f32, right: bool) {
        self.0.push((score.clamp(0.0, 1.0), right));
    }

    /// Adds the scores of another.
    pub fn add(&mut self, other: &Self) {
        self.0.extend_from_slice(&other.0);
    }

    /// Returns for each tenth of the scale: the number of cases, their mean score, the share that is right.
    fn bins(&self) -> [(usize, f64, f64); BINS] {
        let mut bins = [(0, 0.0, 0.0); BINS];
        for &(score, right) in &self.0 {
            let bin = &mut bins[((score * BINS as f32) as usize).min(BINS - 1)];
            bin.0 += 1;
            bin.1 += f64::from(score);
            bin.2 += f64::from(u8::from(right));
        }
        bins.map(|(n, score, right)| (n, score / n.max(1) as f64, right / n.max(1) as f64))
    }

    /// Returns the expected calibration error: the mean distance between score and share of right cases in
    /// each tenth of the scale, weighted by the number of cases in it.
    pub fn error(&self) -> f64 {
        let distance = |(n, score, right): (usize, f64, f64)| n as f64 * (score - right).abs();
        self.bins().into_iter().map(distance).sum::<f64>() / self.0.len().max(1) as f64
    }

    /// Fits the slope and shift of the log-odds that make the outcomes likeliest (Platt 1999), by Newton's
    /// method.
    pub fn fit(&self) -> (f64, f64) {
        let (mut slope, mut shift) = (1.0, 0.0);
        for _ in 0..30 {
            // Gradient and Hessian of the log-likelihood, with weak regularisation towards no change.
            let (mut g, mut h) = ([1e-3 * (1.0 - slope), -1e-3 * shift], [1e-3, 0.0, 1e-3]);
            for &(score, right) in &self.0 {
                let x = log_odds(score);
                let p = 1.0 / (1.0 + (-(slope * x + shift)).exp());
                let (d, w) = (f64::from(u8::from(right)) - p, p * (1.0 - p));
                g = [g[0] + d * x, g[1] + d];
                h = [h[0] + w * x * x, h[1] + w * x, h[2] + w];
            }
            let det = h[0] * h[2] - h[1] * h[1];
            slope += (h[2] * g[0] - h[1] * g[1]) / det;
            shift += (h[0] * g[1] - h[1] * g[0]) / det;
        }
        (slope, shift)
    }
}

fn log_odds(score: f32) -> f64 {
    let p = f64::from(score).clamp(1e-4, 1.0 - 1e-4);
    (p / (1.0 - p)).ln()
}

impl fmt::Display for Reliability {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        writeln!(f, "  score      cases  mean score  right")?;
        for (at, (n, score, right)) in self.bins().into_iter().enumerate().filter(|(_, bin)| bin.0 > 0) {
            let (from, to) = (at as f64 / BINS as f64, (at + 1) as f64 / BINS as f64);
            let bar = "#".repeat((right * 40.0).round() as usize);
            writeln!(f, "  {from:.1}–{to:.1} {n:8} {score:11.2} {right:6.2} {bar}")?;
        }
        write!(f, "  expected calibration error {:.3}", self.error())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overconfident_scores_are_measured_and_corrected() {
        let mut all = Reliability::default();
        for i in 0..1000 {
            all.count(0.95, i % 4 != 0);
            all.count(0.2, i % 5 == 0);
        }
        assert!((all.error() - 0.1).abs() < 1e-6);
        let (slope, shift) = all.fit();
        let corrected = |p: f32| 1.0 / (1.0 + (-(slope * log_odds(p) + shift)).exp());
        assert!((corrected(0.95) - 0.75).abs() < 0.01 && (corrected(0.2) - 0.2).abs() < 0.01);
    }
}
