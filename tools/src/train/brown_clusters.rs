//! Brown clusters of words from plain text.
//!
//! The classes maximise the likelihood of a class bigram model (Brown et al. 1992). They are found by
//! exchange (Kneser and Ney 1993): every word moves to the class where it raises the likelihood most, until
//! few words move. Then classes are merged in pairs, those with the smallest loss first, into a binary tree;
//! prefixes of the path of a class from the root give coarser clusters.

use std::collections::HashMap;

/// Words with their class, the most frequent first, and the path of every class in the tree (a 1 bit, then
/// the path).
pub struct Clusters {
    /// Each clustered word and its class.
    pub words: Vec<(String, u16)>,
    /// The path of each class.
    pub paths: Vec<u32>,
}

/// Number of classes.
pub const CLASSES: usize = 320;
/// Minimum count of a clustered word.
const MIN_COUNT: u32 = 4;
/// Maximum number of passes over the words.
const PASSES: usize = 12;

/// Clusters the words of sentences.
pub fn cluster(sentences: &[Vec<&str>]) -> Clusters {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for word in sentences.iter().flatten() {
        *counts.entry(word).or_default() += 1;
    }
    let mut words: Vec<(&str, u32)> = counts.into_iter().filter(|&(_, n)| n >= MIN_COUNT).collect();
    words.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let ids: HashMap<&str, u32> = words.iter().enumerate().map(|(i, &(w, _))| (w, i as u32)).collect();
    // Two artificial words: the boundary of a sentence, and all rare words.
    let (boundary, rare) = (words.len() as u32, words.len() as u32 + 1);
    let mut pairs: HashMap<(u32, u32), u32> = HashMap::new();
    for s in sentences {
        let mut before = boundary;
        for id in s.iter().map(|w| ids.get(w).copied().unwrap_or(rare)).chain([boundary]) {
            *pairs.entry((before, id)).or_default() += 1;
            before = id;
        }
    }
    let mut model = Model::new(words.len(), &pairs);
    for pass in 1..=PASSES {
        let moved = model.pass(words.len());
        eprintln!("clusters, pass {pass}: {moved} of {} words moved", words.len());
        if moved * 200 < words.len() {
            break;
        }
    }
    let paths = model.tree();
    let classes = &model.class;
    Clusters { words: words.iter().zip(classes).map(|(&(w, _), &c)| (w.to_string(), c)).collect(), paths }
}

/// Class bigram counts. The last two classes are those of the boundary and of rare words.
struct Model {
    n: usize,
    class: Vec<u16>,
    /// The followers and the predecessors of each word with their counts, without the word itself.
    after: Vec<Vec<(u32, u32)>>,
    before: Vec<Vec<(u32, u32)>>,
    /// How often each word follows itself.
    itself: Vec<u32>,
    /// Bigram counts of classes, at `[from * n + to]`.
    pairs: Vec<i64>,
    left: Vec<i64>,
    right: Vec<i64>,
    /// n log n of small n.
    table: Vec<f64>,
}

impl Model {
    fn new(words: usize, counts: &HashMap<(u32, u32), u32>) -> Self {
        let n = CLASSES + 2;
        let mut class: Vec<u16> = (0..words).map(|i| (i % CLASSES) as u16).collect();
        class.extend([CLASSES as u16, CLASSES as u16 + 1]);
        let mut after = vec![Vec::new(); words + 2];
        let mut before = vec![Vec::new(); words + 2];
        let mut itself = vec![0; words + 2];
        let mut sorted: Vec<_> = counts.iter().map(|(&p, &c)| (p, c)).collect();
        sorted.sort_unstable();
        let mut pairs = vec![0i64; n * n];
        let (mut left, mut right) = (vec![0; n], vec![0; n]);
        for ((a, b), c) in sorted {
            let (x, y) = (class[a as usize] as usize, class[b as usize] as usize);
            pairs[x * n + y] += i64::from(c);
            left[x] += i64::from(c);
            right[y] += i64::from(c);
            if a == b {
                itself[a as usize] = c;
            } else {
                after[a as usize].push((b, c));
                before[b as usize].push((a, c));
            }
        }
        let table = (0..1 << 16).map(|i| f64::from(i) * f64::from(i.max(1)).ln()).collect();
        Self { n, class, after, before, itself, pairs, left, right, table }
    }

    /// Returns n log n.
    fn h(&self, n: i64) -> f64 {
        self.table.get(n as usize).copied().unwrap_or_else(|| n as f64 * (n as f64).ln())
    }

    /// Moves every word to its best class; returns the number of words that moved.
    fn pass(&mut self, words: usize) -> usize {
        let n = self.n;
        let mut moved = 0;
        let (mut to, mut from) = (vec![0i64; n], vec![0i64; n]);
        for w in 0..words {
            to.fill(0);
            from.fill(0);
            for &(v, c) in &self.after[w] {
                to[self.class[v as usize] as usize] += i64::from(c);
            }
            for &(v, c) in &self.before[w] {
                from[self.class[v as usize] as usize] += i64::from(c);
            }
            let own = i64::from(self.itself[w]);
            let list = |x: &[i64]| {
                x.iter().enumerate().filter(|&(_, &c)| c > 0).map(|(k, &c)| (k, c)).collect::<Vec<_>>()
            };
            let (tos, froms) = (list(&to), list(&from));
            let old = self.class[w] as usize;
            self.shift(old, &tos, &froms, own, -1);
            let mut best = (f64::NEG_INFINITY, old);
            for c in 0..CLASSES {
                let gain = self.gain(c, &tos, &froms, &to, &from, own);
                if gain > best.0 + 1e-9 || (c == old && gain >= best.0 - 1e-9) {
                    best = (gain, c);
                }
            }
            self.shift(best.1, &tos, &froms, own, 1);
            self.class[w] = best.1 as u16;
            moved += usize::from(best.1 != old);
        }
        moved
    }

    /// Adds the counts of a word to a class (`sign` 1) or subtracts them (-1).
    fn shift(&mut self, class: usize, tos: &[(usize, i64)], froms: &[(usize, i64)], own: i64, sign: i64) {
        let n = self.n;
        let (mut out, mut into) = (own, own);
        for &(k, c) in tos {
            self.pairs[class * n + k] += sign * c;
            self.right[k] += 0;
            out += c;
        }
        for &(k, c) in froms {
            self.pairs[k * n + class] += sign * c;
            into += c;
        }
        self.pairs[class * n + class] += sign * own;
        self.left[class] += sign * out;
        self.right[class] += sign * into;
    }

    /// Returns the gain in log-likelihood when the word joins `class`.
    fn gain(
        &self,
        class: usize,
        tos: &[(usize, i64)],
        froms: &[(usize, i64)],
        to: &[i64],
        from: &[i64],
        own: i64,
    ) -> f64 {
        let n = self.n;
        let (mut sum, mut out, mut into) = (0.0, own, own);
        for &(k, c) in tos {
            out += c;
            if k != class {
                let x = self.pairs[class * n + k];
                sum += self.h(x + c) - self.h(x);
            }
        }
        for &(k, c) in froms {
            into += c;
            if k != class {
                let x = self.pairs[k * n + class];
                sum += self.h(x + c) - self.h(x);
            }
        }
        let x = self.pairs[class * n + class];
        sum += self.h(x + to[class] + from[class] + own) - self.h(x);
        let (l, r) = (self.left[class], self.right[class]);
        sum - (self.h(l + out) - self.h(l)) - (self.h(r + into) - self.h(r))
    }

    /// Merges the classes into a binary tree and returns their paths.
    fn tree(&self) -> Vec<u32> {
        let n = self.n;
        let mut pairs: Vec<f64> = self.pairs.iter().map(|&x| x as f64).collect();
        let mut alive: Vec<usize> = (0..CLASSES).collect();
        let mut members: Vec<Vec<usize>> = (0..n).map(|c| vec![c]).collect();
        let mut bits: Vec<Vec<u8>> = vec![Vec::new(); n];
        let h = |x: f64| if x > 0.0 { x * x.ln() } else { 0.0 };
        while alive.len() > 1 {
            let live: Vec<usize> = alive.iter().copied().chain([CLASSES, CLASSES + 1]).collect();
            let row: Vec<f64> = (0..n).map(|a| live.iter().map(|&k| pairs[a * n + k]).sum()).collect();
            let col: Vec<f64> = (0..n).map(|a| live.iter().map(|&k| pairs[k * n + a]).sum()).collect();
            let mut best = (f64::INFINITY, 0, 1);
            // The cheapest merge is nearly always among small classes: consider pairs of the 48 smallest.
            let mut small = alive.clone();
            small.sort_by(|&a, &b| row[a].total_cmp(&row[b]).then(a.cmp(&b)));
            small.truncate(48);
            for (i, &a) in small.iter().enumerate() {
                for &b in &small[i + 1..] {
                    let mut loss = 0.0;
                    for &k in live.iter().filter(|&&k| k != a && k != b) {
                        for (x, y) in
                            [(pairs[a * n + k], pairs[b * n + k]), (pairs[k * n + a], pairs[k * n + b])]
                        {
                            if x > 0.0 && y > 0.0 {
                                loss += h(x) + h(y) - h(x + y);
                            }
                        }
                    }
                    let inner = [pairs[a * n + a], pairs[a * n + b], pairs[b * n + a], pairs[b * n + b]];
                    loss += inner.iter().map(|&x| h(x)).sum::<f64>() - h(inner.iter().sum());
                    loss += h(row[a] + row[b]) - h(row[a]) - h(row[b]) + h(col[a] + col[b])
                        - h(col[a])
                        - h(col[b]);
                    if loss < best.0 {
                        best = (loss, a, b);
                    }
                }
            }
            let (_, a, b) = best;
            members[a].clone().iter().for_each(|&c| bits[c].push(0));
            members[b].clone().iter().for_each(|&c| bits[c].push(1));
            let moved = std::mem::take(&mut members[b]);
            members[a].extend(moved);
            for k in 0..n {
                pairs[a * n + k] += pairs[b * n + k];
                pairs[b * n + k] = 0.0;
            }
            for k in 0..n {
                pairs[k * n + a] += pairs[k * n + b];
                pairs[k * n + b] = 0.0;
            }
            alive.retain(|&c| c != b);
        }
        bits.iter()
            .take(CLASSES)
            .map(|b| b.iter().rev().take(24).fold(1u32, |path, &bit| path << 1 | u32::from(bit)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_different_contexts_have_different_classes() {
        let (people, towns) = (["Ann", "Bob", "Eve", "Tom"], ["Rome", "Bonn", "Oslo", "Lima"]);
        let sentences: Vec<Vec<&str>> = (0..200)
            .map(|i| {
                vec![people[i % 4], "lives", "in", towns[i / 4 % 4], "and", "likes", people[(i + 1) % 4]]
            })
            .collect();
        let found = cluster(&sentences);
        let class = |w: &str| found.words.iter().find(|(x, _)| x == w).unwrap().1;
        assert_ne!(class("Ann"), class("Rome"));
        assert_eq!(found.paths.len(), CLASSES);
    }
}
