//! The labels of a tagging task, and the span scheme BIOES that turns spans into labels.

use std::ops::Range;

use super::crf::Choice;

/// The labels, and which may follow which.
#[derive(Clone, Debug)]
pub struct LabelSet {
    /// Their names; those of a span scheme are "O", "B-kind", "I-kind", "E-kind", "S-kind".
    pub names: Vec<String>,
    /// Whether a label may follow another, `[from * labels + to]`.
    pub allowed: Vec<bool>,
    /// Whether a label may stand first.
    pub opens: Vec<bool>,
    /// Whether a label may stand last.
    pub closes: Vec<bool>,
}

impl LabelSet {
    /// Labels that may follow each other in any order.
    pub fn free(names: &[&str]) -> Self {
        let n = names.len();
        let names = names.iter().map(|s| s.to_string()).collect();
        Self { names, allowed: vec![true; n * n], opens: vec![true; n], closes: vec![true; n] }
    }

    /// Spans in the BIOES scheme: O, then B, I, E and S of every kind.
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

    /// `rule` says of two prefixes whether they may follow each other: with the same kind, never, or always.
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

    /// The likeliest path that is allowed, given the probability of each label of each token by itself.
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
                let so_far = match top {
                    Some(b) => best[b],
                    None if best.is_empty() && self.opens[label] => 0.0,
                    None => f32::NEG_INFINITY,
                };
                now[label] = so_far + p.max(1e-9).ln();
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

    /// The gold labels of `tokens` tokens with these spans (token ranges, index of the kind) in a span scheme.
    /// Spans that overlap an earlier one are left out.
    #[cfg(test)]
    pub fn encode(&self, tokens: usize, spans: &[(Range<usize>, usize)]) -> Vec<Choice> {
        let spans: Vec<_> = spans.iter().map(|(range, kind)| (range.clone(), vec![*kind])).collect();
        self.choices(tokens, &spans, &[])
    }

    /// The same where each span has one of several kinds, and the tokens outside may be of the kinds `unsaid`.
    pub fn choices(
        &self,
        tokens: usize,
        spans: &[(Range<usize>, Vec<usize>)],
        unsaid: &[usize],
    ) -> Vec<Choice> {
        let outside = unsaid.iter().fold(1, |bits, kind| bits | 0b1111 << (1 + kind * 4));
        let mut gold = vec![Choice(outside); tokens];
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
                gold[i] = Choice(kinds.iter().fold(0, |bits, kind| bits | 1 << (1 + kind * 4 + part)));
            }
        }
        gold
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_spans() {
        let labels = LabelSet::bioes(&["a", "b"]);
        let names = |gold: Vec<Choice>| {
            gold.iter().map(|c| labels.names[c.0.trailing_zeros() as usize].clone()).collect::<Vec<_>>()
        };
        let gold = labels.encode(6, &[(0..3, 1), (2..4, 0), (4..5, 0), (5..9, 0)]);
        assert_eq!(names(gold), ["B-b", "I-b", "E-b", "O", "S-a", "S-a"]);
        let gold = labels.choices(2, &[(0..1, vec![0, 1])], &[1]);
        let allowed =
            |c: Choice| (0..labels.names.len()).filter(move |&l| c.has(l)).map(|l| labels.names[l].as_str());
        assert_eq!(allowed(gold[0]).collect::<Vec<_>>(), ["S-a", "S-b"]);
        assert_eq!(allowed(gold[1]).collect::<Vec<_>>(), ["O", "B-b", "I-b", "E-b", "S-b"]);
    }
}
