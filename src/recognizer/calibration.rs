//! Calibration: turns a score of the recogniser into the frequency with which names with that score are
//! right.
//!
//! The recogniser is overconfident, as such models are. Platt scaling (Platt 1999) corrects the log-odds by a
//! slope and a shift; `gloss eval names` measures and prints both. Never affects a decision: stages use the
//! scores of the recogniser, and only documents contain calibrated ones.

/// Factor of the log-odds.
pub const SLOPE: f32 = 0.714;
/// Shift of the log-odds after scaling.
pub const SHIFT: f32 = -0.045;

/// Returns how often names with this score of the recogniser are right, 0 to 1.
pub(crate) fn calibrate(score: f32) -> f32 {
    let p = score.clamp(1e-4, 1.0 - 1e-4);
    let odds = (p / (1.0 - p)).ln();
    1.0 / (1.0 + (-(SLOPE * odds + SHIFT)).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calibration_keeps_the_order_of_scores() {
        let calibrated: Vec<f32> = (0..=10).map(|tenth| calibrate(tenth as f32 / 10.0)).collect();
        assert!(
            calibrated.is_sorted() && calibrated.iter().all(|p| (0.0..=1.0).contains(p)),
            "{calibrated:?}"
        );
    }
}
