//! Which label may follow which, laid out so that all labels of a token are reached in few operations.
//!
//! Of the pairs of labels of a span scheme most are not allowed. Labels that are reached from the same labels stand
//! side by side in a block, and a block lists the labels that any of its own is reached from: both the best path and
//! the probabilities run over the blocks, some labels at once, and pass over what is not allowed.

use wide::f32x8;

use crate::model::crf::viterbi::exp_all;

/// How many labels stand in a block.
const LANES: usize = 8;

/// The weights of the steps from label to label, and their exponentials.
#[derive(Clone, Debug, Default)]
pub struct Transitions {
    /// e to the power of the weight of a label at the start.
    pub start: Vec<f32>,
    /// The same at the end.
    pub end: Vec<f32>,
    /// The same of a label after another, `[from * labels + to]`; 0 where not allowed.
    pub odds: Vec<f32>,
    /// From the labels of a token to those of the next.
    pub forth: Blocks,
    /// From the labels of a token to those of the one before.
    pub back: Blocks,
}

/// Cache for one step, to be used again for the next.
pub type Room = Vec<f32x8>;

/// The steps in one direction.
#[derive(Clone, Debug, Default)]
pub struct Blocks {
    /// Where each label stands among the lanes of all blocks.
    places: Vec<u16>,
    /// The label of each lane; none in lanes that are left over.
    lanes: Vec<Option<u16>>,
    /// Where the sources of each block end.
    ends: Vec<u32>,
    /// The labels that each block is reached from, in order.
    sources: Vec<u16>,
    /// For each source its weights to the lanes of the block; minus infinity where not allowed.
    weights: Vec<f32x8>,
    /// Their exponentials.
    odds: Vec<f32x8>,
}

impl Transitions {
    /// Lays out the steps of a model.
    pub fn new(start: &[f32], end: &[f32], transition: &[f32]) -> Self {
        let n = start.len();
        let allowed =
            |from: usize, to: usize| transition.get(from * n + to).is_some_and(|&w| w > f32::NEG_INFINITY);
        let mut steps = Self {
            forth: Blocks::new(n, allowed),
            back: Blocks::new(n, |from, to| allowed(to, from)),
            ..Self::default()
        };
        steps.set(start, end, transition);
        steps
    }

    /// Takes on other weights; what is allowed must be the same.
    #[inline(never)]
    pub fn set(&mut self, start: &[f32], end: &[f32], transition: &[f32]) {
        let n = start.len();
        for (odds, weights) in [(&mut self.start, start), (&mut self.end, end), (&mut self.odds, transition)]
        {
            odds.clear();
            odds.extend_from_slice(weights);
            exp_all(odds);
        }
        let odds = &self.odds;
        let at = |from: usize, to: usize| Some((*transition.get(from * n + to)?, *odds.get(from * n + to)?));
        self.forth.fill(at);
        self.back.fill(|from, to| at(to, from));
    }
}

impl Blocks {
    #[inline(never)]
    fn new(labels: usize, allowed: impl Fn(usize, usize) -> bool) -> Self {
        let sources = |to: usize| (0..labels).filter(|&from| allowed(from, to)).collect::<Vec<_>>();
        let mut order: Vec<(Vec<usize>, usize)> = (0..labels).map(|to| (sources(to), to)).collect();
        order.sort_unstable();
        let mut blocks = Self { places: vec![0; labels], ..Self::default() };
        for block in order.chunks(LANES) {
            for (k, (_, to)) in block.iter().enumerate() {
                blocks.places[*to] = (blocks.lanes.len() + k) as u16;
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
        self.odds.clear();
        let mut start = 0;
        for (&end, lanes) in self.ends.iter().zip(self.lanes.chunks_exact(LANES)) {
            for &from in self.sources.get(start..end as usize).unwrap_or(&[]) {
                let (mut weights, mut odds) = ([f32::NEG_INFINITY; LANES], [0.0; LANES]);
                for (k, lane) in lanes.iter().enumerate() {
                    if let Some(found) = lane.and_then(|to| at(from as usize, to as usize)) {
                        (weights[k], odds[k]) = found;
                    }
                }
                self.weights.push(f32x8::new(weights));
                self.odds.push(f32x8::new(odds));
            }
            start = end as usize;
        }
    }

    /// For every label, the sum over the labels it is reached from of their value times the odds of the step.
    /// `room` is for use between.
    pub fn sum(&self, from: &[f32], to: &mut [f32], room: &mut Room) {
        self.run(&self.odds, 0.0, from, to, room, |sum, value, odds| sum + value * odds);
    }

    /// For every label, the largest value of a label it is reached from with the weight of the step added.
    pub fn max(&self, from: &[f32], to: &mut [f32], room: &mut Room) {
        self.run(&self.weights, f32::NEG_INFINITY, from, to, room, |most, value, weight| {
            let now = value + weight;
            now.simd_gt(most).select(now, most)
        });
    }

    fn run(
        &self,
        weights: &[f32x8],
        none: f32,
        from: &[f32],
        to: &mut [f32],
        room: &mut Room,
        join: impl Fn(f32x8, f32x8, f32x8) -> f32x8,
    ) {
        room.clear();
        let mut start = 0;
        for &end in &self.ends {
            let range = start..end as usize;
            let (Some(sources), Some(weights)) = (self.sources.get(range.clone()), weights.get(range)) else {
                return;
            };
            let mut lanes = f32x8::splat(none);
            for (&source, &weights) in sources.iter().zip(weights) {
                let value = from.get(source as usize).copied().unwrap_or(none);
                lanes = join(lanes, f32x8::splat(value), weights);
            }
            room.push(lanes);
            start = end as usize;
        }
        let lanes: &[f32] = bytemuck::cast_slice(room);
        for (x, &place) in to.iter_mut().zip(&self.places) {
            *x = lanes.get(place as usize).copied().unwrap_or(none);
        }
    }

    /// The label before `label` on the best path: that with the largest value and weight of the step, the first among
    /// equals.
    pub fn best_source(&self, label: usize, from: &[f32]) -> usize {
        let place = self.places.get(label).copied().unwrap_or(0) as usize;
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

    /// The labels O, B, I, E and S of two kinds.
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
    fn blocks_reach_what_the_matrix_reaches() {
        let transition = spans();
        let steps = Transitions::new(&[0.0; 9], &[0.0; 9], &transition);
        let from: Vec<f32> = (0..9).map(|k| 0.1 + (k * 5 % 9) as f32).collect();
        let (mut to, mut room) = ([9.0; 9], Vec::new());
        let step = |from: usize, to: usize| transition[from * 9 + to];
        steps.forth.sum(&from, &mut to, &mut room);
        for (l, x) in to.iter().enumerate() {
            assert_eq!(*x, (0..9).map(|k| from[k] * exp(step(k, l))).sum::<f32>());
        }
        steps.back.sum(&from, &mut to, &mut room);
        for (l, x) in to.iter().enumerate() {
            assert_eq!(*x, (0..9).map(|k| from[k] * exp(step(l, k))).sum::<f32>());
        }
        steps.forth.max(&from, &mut to, &mut room);
        for (l, x) in to.iter().enumerate() {
            let best = (0..9).map(|k| from[k] + step(k, l)).fold(f32::NEG_INFINITY, f32::max);
            let source = steps.forth.best_source(l, &from);
            assert_eq!((*x, from[source] + step(source, l)), (best, best));
        }
    }
}
