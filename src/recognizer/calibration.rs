//! What a score of the recogniser is worth: how often names with that score are right.
//!
//! The recogniser is too sure of itself, as such models are. Two numbers on the log-odds (Platt 1999) set that right;
//! `gloss eval names` measures and prints them. Decisions inside read the recogniser's own scores; readers are shown
//! these.

/// Log-odds are stretched by this.
pub const SLOPE: f32 = 0.714;
/// And shifted by this.
pub const SHIFT: f32 = -0.045;

/// How often names with this score of the recogniser are right, 0 to 1.
pub(crate) fn worth(score: f32) -> f32 {
    let p = score.clamp(1e-4, 1.0 - 1e-4);
    let odds = (p / (1.0 - p)).ln();
    1.0 / (1.0 + (-(SLOPE * odds + SHIFT)).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surer_stays_surer() {
        let worths: Vec<f32> = (0..=10).map(|tenth| worth(tenth as f32 / 10.0)).collect();
        assert!(worths.is_sorted() && worths.iter().all(|w| (0.0..=1.0).contains(w)), "{worths:?}");
    }
}
