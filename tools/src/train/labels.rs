//! The labels of a tagging task, and the BIOES scheme that encodes spans as labels.

use std::ops::Range;

use super::crf::LabelMask;

/// Labels with their constraints.
#[derive(Clone, Debug)]
pub struct LabelSet {
    /// The names; those of BIOES are "O", "B-kind", "I-kind", "E-kind", "S-kind".
    pub names: Vec<String>,
    /// Whether a label may follow another, at `[from * labels + to]`.
    pub allowed: Vec<bool>,
    /// Whether a label may come first.
    pub opens: Vec<bool>,
    /// Whether a label may come last.
    pub closes: Vec<bool>,
}

impl LabelSet {
    /// Makes a set of labels without constraints.
    pub fn free(names: &[&str]) -> Self {
        let n = names.len();
        let names = names.iter().map(|s| s.to_string()).collect();
        Self { names, allowed: vec![true; n * n], opens: vec![true; n], closes: vec![true; n] }
    }

    /// Makes the labels of BIOES: O, then B, I, E and S of every kind.
    pub fn bioes(kinds: &[&str]) -> Self {
        let names = std::iter::once("O".to_string())
            .chain(kinds.iter().flat_map(|k| ["B", "I", "E", "S"].map(|p| format!("{p}-{k}"))))
            .collect();
        Self::spans(names, |from, to| match (from, to) {
            ("B" | "I", "I" | "E") => Some(true),
            ("B" | "I", _) | (_, "I" | "E") => Some(false),
            _ => None,
        })
    }

    /// Makes labels from names with prefixes; `rule` says whether the second of two prefixes may follow the
    /// first: only with the same kind (`Some(true)`), never (`Some(false)`), or always (`None`).
    fn spans(names: Vec<String>, rule: impl Fn(&str, &str) -> Option<bool>) -> Self {
        let n = names.len();
        let part = |name: &str| {
            name.split_once('-').map_or((name.to_string(), String::new()), |(p, k)| (p.into(), k.into()))
        };
        let parts: Vec<(String, String)> = names.iter().map(|s| part(s)).collect();
        let mut allowed = vec![false; n * n];
        for (i, (p, k)) in parts.iter().enumerate() {
            for (j, (q, l)) in parts.iter().enumerate() {
                allowed[i * n + j] = rule(p, q).is_none_or(|same| same && k == l);
            }
        }
        let opens = parts.iter().map(|(p, _)| rule("O", p).is_none()).collect();
        let closes = parts.iter().map(|(p, _)| rule(p, "O").is_none()).collect();
        Self { names, allowed, opens, closes }
    }

    /// Returns the likeliest allowed path, given independent label probabilities for each token.
    pub fn best_path(&self, probabilities: &[f32]) -> Vec<u16> {
        let n = self.names.len();
        let mut best: Vec<f32> = Vec::new();
        let mut from: Vec<u16> = Vec::new();
        for token in probabilities.chunks_exact(n) {
            let mut now = vec![f32::NEG_INFINITY; n];
            for (label, p) in token.iter().enumerate() {
                let before = (0..n).filter(|&b| !best.is_empty() && self.allowed[b * n + label]);
                let top = before.max_by(|&a, &b| best[a].total_cmp(&best[b]));
                from.push(top.unwrap_or(0) as u16);
                let path_score = match top {
                    Some(b) => best[b],
                    None if best.is_empty() && self.opens[label] => 0.0,
                    None => f32::NEG_INFINITY,
                };
                now[label] = path_score + p.max(1e-9).ln();
            }
            best = now;
        }
        let last = (0..n).filter(|&l| self.closes[l]).max_by(|&a, &b| {
            let at = |l: usize| best.get(l).copied().unwrap_or(f32::NEG_INFINITY);
            at(a).total_cmp(&at(b))
        });
        let mut path = vec![last.unwrap_or(0) as u16; probabilities.len() / n];
        for i in (1..path.len()).rev() {
            path[i - 1] = from[i * n + path[i] as usize];
        }
        path
    }

    /// Encodes spans (ranges of tokens, with the index of the kind) as the gold labels of `tokens` tokens.
    /// Spans that overlap an earlier one are skipped.
    #[cfg(test)]
    pub fn encode(&self, tokens: usize, spans: &[(Range<usize>, usize)]) -> Vec<LabelMask> {
        let spans: Vec<_> = spans.iter().map(|(range, kind)| (range.clone(), vec![*kind])).collect();
        self.masks(tokens, &spans, &[])
    }

    /// Encodes spans that may each be of several kinds; tokens outside of spans may also be of the kinds
    /// `unannotated`.
    pub fn masks(
        &self,
        tokens: usize,
        spans: &[(Range<usize>, Vec<usize>)],
        unannotated: &[usize],
    ) -> Vec<LabelMask> {
        let outside = unannotated.iter().fold(1, |bits, kind| bits | 0b1111 << (1 + kind * 4));
        let mut gold = vec![LabelMask(outside); tokens];
        let mut free = 0;
        for (range, kinds) in spans {
            let range = range.start..range.end.min(tokens);
            if range.is_empty() || range.start < free {
                continue;
            }
            free = range.end;
            let last = range.end - 1;
            for i in range.clone() {
                let part = match (i == range.start, i == last) {
                    (true, true) => 3,
                    (true, false) => 0,
                    (false, true) => 2,
                    (false, false) => 1,
                };
                gold[i] = LabelMask(kinds.iter().fold(0, |bits, kind| bits | 1 << (1 + kind * 4 + part)));
            }
        }
        gold
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_encoded_as_bioes() {
        let labels = LabelSet::bioes(&["a", "b"]);
        let names = |gold: Vec<LabelMask>| {
            gold.iter().map(|c| labels.names[c.0.trailing_zeros() as usize].clone()).collect::<Vec<_>>()
        };
        let gold = labels.encode(6, &[(0..3, 1), (2..4, 0), (4..5, 0), (5..9, 0)]);
        assert_eq!(names(gold), ["B-b", "I-b", "E-b", "O", "S-a", "S-a"]);
        let gold = labels.masks(2, &[(0..1, vec![0, 1])], &[1]);
        let allowed = |c: LabelMask| {
            (0..labels.names.len()).filter(move |&l| c.has(l)).map(|l| labels.names[l].as_str())
        };
        assert_eq!(allowed(gold[0]).collect::<Vec<_>>(), ["S-a", "S-b"]);
        assert_eq!(allowed(gold[1]).collect::<Vec<_>>(), ["O", "B-b", "I-b", "E-b", "S-b"]);
    }
}
