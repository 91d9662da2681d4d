//! Comparison of found spans with gold spans: normalised boundaries, precision, recall and F1.

use gloss::text::Span;

/// Normalises the boundaries of a span as the external scorer does: removes white space, quotation
/// marks, a leading article, and a trailing possessive or comma, on which corpora disagree.
pub fn trim(text: &str, span: Span) -> Span {
    let whole = span.of(text);
    let mut s = whole.trim_start_matches(|c: char| c.is_whitespace() || "“”\"‘’'([,".contains(c));
    let word = s.split(char::is_whitespace).next().unwrap_or("");
    if ["the", "The", "THE", "a", "A", "an", "An"].contains(&word) && word.len() < s.len() {
        s = s[word.len()..].trim_start();
    }
    let start = span.start + (whole.len() - s.len()) as u32;
    s = s.trim_end_matches(|c: char| c.is_whitespace() || "“”\"‘)],;:".contains(c));
    let tail = ["'s", "’s", "'", "’"].iter().find_map(|tail| s.strip_suffix(tail));
    Span::new(start, start + tail.unwrap_or(s).len() as u32)
}

/// Numbers of spans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Number that are found and in the gold.
    pub right: usize,
    /// Number found.
    pub found: usize,
    /// Number in the gold.
    pub gold: usize,
}

impl Count {
    /// Adds another count.
    pub fn add(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
    }

    /// Returns the share of the found spans that is right, in percent.
    pub fn precision(self) -> f64 {
        100.0 * self.right as f64 / self.found.max(1) as f64
    }

    /// Returns the share of the gold spans that was found, in percent.
    pub fn recall(self) -> f64 {
        100.0 * self.right as f64 / self.gold.max(1) as f64
    }

    /// Returns the harmonic mean of both, in percent.
    pub fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.gold).max(1) as f64
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let (p, r, f1) = (self.precision(), self.recall(), self.f1());
        write!(f, "P {p:5.1}  R {r:5.1}  F1 {f1:5.1}   ({} gold)", self.gold)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries_are_normalized() {
        for (whole, expected) in [
            ("the Hague", "Hague"),
            ("“The Times”,", "Times"),
            ("Anna’s", "Anna"),
            ("workers'", "workers"),
            ("A", "A"),
            ("(NATO)", "NATO"),
            ("Andes", "Andes"),
            ("  the", "the"),
        ] {
            let span = Span::new(0, whole.len() as u32);
            assert_eq!(trim(whole, span).of(whole), expected, "{whole}");
        }
        let count = Count { right: 1, found: 2, gold: 4 };
        assert_eq!((count.precision(), count.recall()), (50.0, 25.0));
    }
}
