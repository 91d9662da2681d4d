//! The transitions of the conditional random field, laid out for vectorised Viterbi and forward–backward
//! passes.
//!
//! Most pairs of labels of a span scheme such as BIOES are forbidden. Labels with the same allowed
//! predecessors are grouped in blocks, and a block lists the predecessors of any of its labels; both
//! algorithms iterate over blocks, eight labels at a time, and skip most forbidden pairs. Never changes which
//! transitions are allowed.

use wide::f32x8;

use crate::model::crf::viterbi::exp_all;

/// Number of labels per block.
const LANES: usize = 8;

/// The weights of the transitions between labels, and their exponentials (factors).
#[derive(Clone, Debug, Default)]
pub struct Transitions {
    /// Exponential of the weight of each label at the start.
    pub start: Vec<f32>,
    /// Exponential of the weight of each label at the end.
    pub end: Vec<f32>,
    /// Exponential of the weight of each transition, `[from * labels + to]`; 0 where forbidden.
    pub factors: Vec<f32>,
    /// Transitions to the next token.
    pub forward: TransitionBlocks,
    /// Transitions to the previous token.
    pub backward: TransitionBlocks,
}

/// A buffer for one step, reused for the next.
pub type Scratch = Vec<f32x8>;

/// The transitions in one direction, in blocks of eight target labels.
#[derive(Clone, Debug, Default)]
pub struct TransitionBlocks {
    /// For each label, its index among the lanes of all blocks.
    lane_of_label: Vec<u16>,
    /// The label of each lane; `None` in unused lanes.
    lanes: Vec<Option<u16>>,
    /// For each block, the end of its source labels in `sources`.
    ends: Vec<u32>,
    /// The source labels of each block, in order.
    sources: Vec<u16>,
    /// For each source, its weights to the lanes of the block; minus infinity where forbidden.
    weights: Vec<f32x8>,
    /// Exponentials of the weights.
    factors: Vec<f32x8>,
}

impl Transitions {
    /// Lays out the transitions of a model.
    pub fn new(start: &[f32], end: &[f32], transition: &[f32]) -> Self {
        let n = start.len();
        let allowed =
            |from: usize, to: usize| transition.get(from * n + to).is_some_and(|&w| w > f32::NEG_INFINITY);
        let mut transitions = Self {
            forward: TransitionBlocks::new(n, allowed),
            backward: TransitionBlocks::new(n, |from, to| allowed(to, from)),
            ..Self::default()
        };
        transitions.set_weights(start, end, transition);
        transitions
    }

    /// Replaces the weights. The forbidden transitions must stay the same.
    #[inline(never)]
    pub fn set_weights(&mut self, start: &[f32], end: &[f32], transition: &[f32]) {
        let n = start.len();
        for (factors, weights) in
            [(&mut self.start, start), (&mut self.end, end), (&mut self.factors, transition)]
        {
            factors.clear();
            factors.extend_from_slice(weights);
            exp_all(factors);
        }
        let factors = &self.factors;
        let at =
            |from: usize, to: usize| Some((*transition.get(from * n + to)?, *factors.get(from * n + to)?));
        self.forward.fill(at);
        self.backward.fill(|from, to| at(to, from));
    }
}

impl TransitionBlocks {
    #[inline(never)]
    fn new(labels: usize, allowed: impl Fn(usize, usize) -> bool) -> Self {
        let sources = |to: usize| (0..labels).filter(|&from| allowed(from, to)).collect::<Vec<_>>();
        let mut order: Vec<(Vec<usize>, usize)> = (0..labels).map(|to| (sources(to), to)).collect();
        order.sort_unstable();
        let mut blocks = Self { lane_of_label: vec![0; labels], ..Self::default() };
        for block in order.chunks(LANES) {
            for (k, (_, to)) in block.iter().enumerate() {
                blocks.lane_of_label[*to] = (blocks.lanes.len() + k) as u16;
            }
            let lanes = (0..LANES).map(|k| block.get(k).map(|(_, to)| *to as u16));
            blocks.lanes.extend(lanes);
            let mut all: Vec<usize> = block.iter().flat_map(|(sources, _)| sources).copied().collect();
            all.sort_unstable();
            all.dedup();
            blocks.sources.extend(all.into_iter().map(|from| from as u16));
            blocks.ends.push(blocks.sources.len() as u32);
        }
        blocks
    }

    #[inline(never)]
    fn fill(&mut self, at: impl Fn(usize, usize) -> Option<(f32, f32)>) {
        self.weights.clear();
        self.factors.clear();
        let mut start = 0;
        for (&end, lanes) in self.ends.iter().zip(self.lanes.chunks_exact(LANES)) {
            for &from in self.sources.get(start..end as usize).unwrap_or(&[]) {
                let (mut weights, mut factors) = ([f32::NEG_INFINITY; LANES], [0.0; LANES]);
                for (k, lane) in lanes.iter().enumerate() {
                    if let Some(found) = lane.and_then(|to| at(from as usize, to as usize)) {
                        (weights[k], factors[k]) = found;
                    }
                }
                self.weights.push(f32x8::new(weights));
                self.factors.push(f32x8::new(factors));
            }
            start = end as usize;
        }
    }

    /// Computes for every label the sum over its sources of their value times the factor of the transition.
    /// `scratch` is a reusable buffer.
    pub fn sum(&self, from: &[f32], to: &mut [f32], scratch: &mut Scratch) {
        self.run(&self.factors, 0.0, from, to, scratch, |sum, value, factors| sum + value * factors);
    }

    /// Computes for every label the maximum over its sources of their value plus the weight of the
    /// transition.
    pub fn max(&self, from: &[f32], to: &mut [f32], scratch: &mut Scratch) {
        self.run(&self.weights, f32::NEG_INFINITY, from, to, scratch, |largest, value, weight| {
            let sum = value + weight;
            sum.simd_gt(largest).select(sum, largest)
        });
    }

    fn run(
        &self,
        weights: &[f32x8],
        initial: f32,
        from: &[f32],
        to: &mut [f32],
        scratch: &mut Scratch,
        combine: impl Fn(f32x8, f32x8, f32x8) -> f32x8,
    ) {
        scratch.clear();
        let mut start = 0;
        for &end in &self.ends {
            let range = start..end as usize;
            let (Some(sources), Some(weights)) = (self.sources.get(range.clone()), weights.get(range)) else {
                return;
            };
            let mut lanes = f32x8::splat(initial);
            for (&source, &weights) in sources.iter().zip(weights) {
                let value = from.get(source as usize).copied().unwrap_or(initial);
                lanes = combine(lanes, f32x8::splat(value), weights);
            }
            scratch.push(lanes);
            start = end as usize;
        }
        let lanes: &[f32] = bytemuck::cast_slice(scratch);
        for (x, &place) in to.iter_mut().zip(&self.lane_of_label) {
            *x = lanes.get(place as usize).copied().unwrap_or(initial);
        }
    }

    /// Returns the label before `label` on the best path: the source with the largest sum of value and
    /// weight, the first among equals.
    pub fn best_source(&self, label: usize, from: &[f32]) -> usize {
        let place = self.lane_of_label.get(label).copied().unwrap_or(0) as usize;
        let (block, lane) = (place / LANES, place % LANES);
        let end = self.ends.get(block).copied().unwrap_or(0) as usize;
        let start = block.checked_sub(1).and_then(|b| self.ends.get(b)).copied().unwrap_or(0) as usize;
        let (Some(sources), Some(weights)) = (self.sources.get(start..end), self.weights.get(start..end))
        else {
            return 0;
        };
        let mut best = (0, f32::NEG_INFINITY);
        for (&source, weights) in sources.iter().zip(weights) {
            let x =
                from.get(source as usize).copied().unwrap_or(f32::NEG_INFINITY) + weights.as_array()[lane];
            if x > best.1 {
                best = (source as usize, x);
            }
        }
        best.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::crf::viterbi::exp;

    /// Transitions of the labels O, B, I, E and S of two kinds.
    fn spans() -> Vec<f32> {
        let part = |l: usize| if l == 0 { 0 } else { (l - 1) % 4 + 1 };
        let kind = |l: usize| (l.max(1) - 1) / 4;
        let allowed = |a: usize, b: usize| match (part(a), part(b)) {
            (1 | 2, 2 | 3) => kind(a) == kind(b),
            (1 | 2, _) | (_, 2 | 3) => false,
            _ => true,
        };
        let weight = |a: usize, b: usize| (a * 7 + b * 3) as f32 * 0.01 - 0.4;
        (0..81)
            .map(|k| (k / 9, k % 9))
            .map(|(a, b)| if allowed(a, b) { weight(a, b) } else { f32::NEG_INFINITY })
            .collect()
    }

    #[test]
    fn blocks_give_the_same_result_as_the_matrix() {
        let transition = spans();
        let transitions = Transitions::new(&[0.0; 9], &[0.0; 9], &transition);
        let from: Vec<f32> = (0..9).map(|k| 0.1 + (k * 5 % 9) as f32).collect();
        let (mut to, mut scratch) = ([9.0; 9], Vec::new());
        let step = |from: usize, to: usize| transition[from * 9 + to];
        transitions.forward.sum(&from, &mut to, &mut scratch);
        for (l, x) in to.iter().enumerate() {
            assert_eq!(*x, (0..9).map(|k| from[k] * exp(step(k, l))).sum::<f32>());
        }
        transitions.backward.sum(&from, &mut to, &mut scratch);
        for (l, x) in to.iter().enumerate() {
            assert_eq!(*x, (0..9).map(|k| from[k] * exp(step(l, k))).sum::<f32>());
        }
        transitions.forward.max(&from, &mut to, &mut scratch);
        for (l, x) in to.iter().enumerate() {
            let best = (0..9).map(|k| from[k] + step(k, l)).fold(f32::NEG_INFINITY, f32::max);
            let source = transitions.forward.best_source(l, &from);
            assert_eq!((*x, from[source] + step(source, l)), (best, best));
        }
    }
}
