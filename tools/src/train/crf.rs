//! Trains a linear-chain conditional random field over hashed features, with or without a hidden layer.
//!
//! [`train`] takes sequences (the rows of features as the pipeline extracts them, and the gold labels), a
//! [`LabelSet`] and [`Settings`]. It returns the bytes of a model file for
//! `gloss::internal::model::crf::Model::load`:
//!
//! ```ignore
//! let labels = LabelSet::bioes(&["cue", "source"]);
//! let bytes = crf::train(&labels, &sequences, &Settings { hidden: 32, ..Settings::default() }, |epoch, model| {
//!     println!("{epoch}: {}", score_on_dev(model));
//! });
//! ```
//!
//! Training is stochastic gradient ascent on the log-likelihood with AdaGrad (Duchi et al. 2011), a learning
//! rate that falls to zero, and dropout of features, which spreads weight over redundant features. With
//! `hidden > 0` the rows of the features are embeddings, summed into a hidden layer with ReLU. The same
//! sequences and settings give the same bytes: one thread, one seed, no arithmetic that differs between
//! machines.

use gloss::internal::model::crf::Model;
use gloss::internal::model::crf::Weights;
use gloss::internal::model::crf::assign_slots;
use gloss::internal::model::crf::find_slot;
use gloss::internal::model::crf::transitions::Transitions;
use gloss::internal::model::crf::viterbi::Lattice;
use gloss::internal::model::crf::write;
use gloss::internal::model::features::Rows;
use rustc_hash::FxHashMap;

use super::labels::LabelSet;
use super::random::Random;

/// A training sequence, usually a sentence.
#[derive(Clone, Debug, Default)]
pub struct Sequence {
    /// The features, one row per token.
    pub rows: Rows,
    /// More features, for example of a second pass, that may be missing at run time: training randomly drops
    /// them for a whole sequence. Empty, or one row per token.
    pub extra: Rows,
    /// The labels that the annotation allows for each token.
    pub gold: Vec<LabelMask>,
    /// Label probabilities of the teachers, at `[token * labels + label]`; empty without teachers.
    pub soft_labels: Vec<f32>,
    /// The number of the corpus whose guidelines the annotation follows; 0 for the primary corpus.
    pub style: usize,
    /// Weight of the sequence, usually 1.
    pub weight: f32,
}

impl Sequence {
    /// Makes a sequence of one row, whose label is known.
    pub fn of_row(row: &[u32], label: u16) -> Self {
        let mut rows = Rows::default();
        row.iter().for_each(|&feature| rows.push(feature));
        rows.end_row();
        Self { rows, gold: vec![LabelMask::only(label)], weight: 1.0, ..Self::default() }
    }
}

/// A set of allowed labels, one bit each, for partial annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelMask(pub u64);

impl LabelMask {
    /// Any label: the token is not annotated.
    pub const ANY: Self = Self(u64::MAX);

    /// Only this label.
    pub fn only(label: u16) -> Self {
        Self(1 << label)
    }

    /// Whether a label is allowed.
    pub fn has(self, label: usize) -> bool {
        self.0 >> label & 1 == 1
    }

    fn is_single(self) -> bool {
        self.0.is_power_of_two()
    }
}

/// Hyperparameters of a training.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Seed of the random numbers.
    pub seed: u64,
    /// Number of passes over the sequences.
    pub epochs: usize,
    /// Number of units of the hidden layer; 0 for a linear model.
    pub hidden: usize,
    /// Minimum count of a feature with a row.
    pub min_count: u32,
    /// Maximum number of features with a row, the most frequent first.
    pub max_rows: usize,
    /// Dropout rate of features, per token.
    pub dropout: f32,
    /// Dropout rate of all extra features of a sequence together.
    pub extra_dropout: f32,
    /// Dropout rate of hidden units, per token.
    pub hidden_dropout: f32,
    /// Initial learning rate; it falls to zero.
    pub rate: f32,
    /// Quantisation step of the rows relative to their root mean square: 0.05 is fine, 0.5 gives small files.
    pub grain: f32,
    /// Number of final passes in which the rows are quantised as in the file, so that the rest of the model
    /// adapts (quantisation-aware training with the straight-through estimator; Bengio et al. 2013).
    pub coarse_epochs: usize,
    /// Weight decay of the rows that are updated.
    pub decay: f32,
    /// Weight of the soft labels relative to the gold, between 0 and 1, in sequences with both.
    pub trust: f32,
}

impl Settings {
    /// Changes one setting by name, to measure its effect.
    pub fn set(&mut self, name: &str, value: &str) -> anyhow::Result<()> {
        match name {
            "seed" => self.seed = value.parse()?,
            "epochs" => self.epochs = value.parse()?,
            "hidden" => self.hidden = value.parse()?,
            "min-count" => self.min_count = value.parse()?,
            "max-rows" => self.max_rows = value.parse()?,
            "dropout" => self.dropout = value.parse()?,
            "extra-dropout" => self.extra_dropout = value.parse()?,
            "hidden-dropout" => self.hidden_dropout = value.parse()?,
            "rate" => self.rate = value.parse()?,
            "grain" => self.grain = value.parse()?,
            "coarse-epochs" => self.coarse_epochs = value.parse()?,
            "decay" => self.decay = value.parse()?,
            "trust" => self.trust = value.parse()?,
            _ => anyhow::bail!("there is no setting {name:?}"),
        }
        Ok(())
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 1,
            epochs: 12,
            hidden: 0,
            min_count: 2,
            max_rows: 1 << 17,
            dropout: 0.5,
            extra_dropout: 0.5,
            hidden_dropout: 0.0,
            rate: 0.1,
            grain: 0.1,
            coarse_epochs: 0,
            decay: 0.0,
            trust: 0.5,
        }
    }
}

/// The features that have a row, and the numbers of the rows.
struct Dictionary {
    marks: Vec<u8>,
    rows: FxHashMap<u32, u32>,
}

impl Dictionary {
    /// Chooses the features that get a row: the most important ones for which a bucket has a free slot.
    fn build<'r>(
        all: impl Iterator<Item = &'r Rows>,
        settings: &Settings,
        importance: &dyn Fn(u32) -> f32,
    ) -> Self {
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        for rows in all {
            for &f in (0..rows.len()).flat_map(|i| rows.row(i)) {
                *counts.entry(f).or_default() += 1;
            }
        }
        let often = counts.into_iter().filter(|&(_, n)| n >= settings.min_count);
        let mut ranked: Vec<(f32, u32)> = often.map(|(f, n)| (n as f32 * importance(f), f)).collect();
        ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.truncate(settings.max_rows);
        let chosen: Vec<u32> = ranked.into_iter().map(|(_, f)| f).collect();
        let marks = assign_slots(&chosen);
        let rows = chosen.iter().filter_map(|&f| find_slot(&marks, f).map(|row| (f, row as u32))).collect();
        Self { marks, rows }
    }
}

/// A sequence with its features as numbers of rows.
struct Compiled<'q> {
    features: Vec<u32>,
    /// For each token, the index of its first extra feature and the end of its features.
    ends: Vec<(u32, u32)>,
    gold: &'q [LabelMask],
    style: usize,
    soft_labels: &'q [f32],
    weight: f32,
}

/// Parameters with the sums of their squared gradients (AdaGrad).
struct Parameters {
    values: Vec<f32>,
    squares: Vec<f32>,
}

impl Parameters {
    fn new(values: Vec<f32>) -> Self {
        let squares = vec![0.0; values.len()];
        Self { values, squares }
    }

    fn update(&mut self, at: usize, gradient: &[f32], factor: f32, rate: f32, decay: f32) {
        let range = at..at + gradient.len();
        let (values, squares) = (&mut self.values[range.clone()], &mut self.squares[range]);
        for ((v, s), g) in values.iter_mut().zip(squares).zip(gradient) {
            let g = g * factor - decay * *v;
            *s += g * g;
            *v += rate * g / (*s + 1e-6).sqrt();
        }
    }
}

/// Trains a model and returns the bytes of its file. `report` is called after every pass with the number of
/// the pass, from 1, and the model.
pub fn train<'q>(
    labels: &LabelSet,
    sequences: impl IntoIterator<Item = &'q Sequence>,
    settings: &Settings,
    report: impl FnMut(usize, &Model),
) -> Vec<u8> {
    train_important(labels, sequences, settings, &|_| 1.0, report)
}

/// Trains like [`train`], but where there are more features than rows, those with the largest product of
/// count and `importance` get one.
pub fn train_important<'q>(
    labels: &LabelSet,
    sequences: impl IntoIterator<Item = &'q Sequence>,
    settings: &Settings,
    importance: &dyn Fn(u32) -> f32,
    mut report: impl FnMut(usize, &Model),
) -> Vec<u8> {
    let sequences: Vec<&Sequence> = sequences.into_iter().collect();
    let rows = sequences.iter().flat_map(|s| [&s.rows, &s.extra]);
    let dictionary = Dictionary::build(rows, settings, importance);
    let compiled: Vec<Compiled> = sequences.into_iter().map(|s| compile(s, &dictionary)).collect();
    let styles = compiled.iter().map(|s| s.style).max().unwrap_or(0);
    let mut trainer = Trainer::new(labels, dictionary.marks.len(), styles, settings);
    let mut order: Vec<usize> = (0..compiled.len()).collect();
    let steps = settings.epochs * order.len();
    let mut bytes = Vec::new();
    for epoch in 0..settings.epochs {
        if epoch > 0 && epoch + settings.coarse_epochs == settings.epochs {
            trainer.quantize_rows(&dictionary.marks);
        }
        trainer.random.shuffle(&mut order);
        for (k, &i) in order.iter().enumerate() {
            let done = (epoch * order.len() + k) as f32 / steps as f32;
            trainer.learn(&compiled[i], settings.rate * (1.0 - done));
        }
        bytes = trainer.model(labels, &dictionary.marks);
        if let Ok(model) = Model::load(&bytes) {
            report(epoch + 1, &model);
        }
    }
    bytes
}

fn compile<'q>(s: &'q Sequence, dictionary: &Dictionary) -> Compiled<'q> {
    let mut features = Vec::new();
    let mut ends = Vec::with_capacity(s.rows.len());
    for i in 0..s.rows.len() {
        features.extend(s.rows.row(i).iter().filter_map(|f| dictionary.rows.get(f)));
        let extra = features.len() as u32;
        features.extend(s.extra.row(i).iter().filter_map(|f| dictionary.rows.get(f)));
        ends.push((extra, features.len() as u32));
    }
    Compiled { features, ends, gold: &s.gold, style: s.style, soft_labels: &s.soft_labels, weight: s.weight }
}

struct Trainer<'s> {
    settings: &'s Settings,
    random: Random,
    labels: usize,
    width: usize,
    rows: Parameters,
    /// The quantised rows, and the quantisation step; empty before quantisation-aware training starts.
    quantized: Vec<f32>,
    step: f32,
    start: Parameters,
    end: Parameters,
    transition: Parameters,
    bias: Parameters,
    /// The additions to the bias for each corpus except the primary one.
    styles: Parameters,
    dense: Parameters,
    out: Parameters,
    /// The current transition weights, for the lattice.
    steps: Transitions,
    lattice: Lattice,
    /// The lattice restricted to the paths that the gold allows.
    constrained: Lattice,
    kept: Vec<u32>,
    kept_ends: Vec<usize>,
    units: Vec<f32>,
    scores: Vec<f32>,
}

impl<'s> Trainer<'s> {
    fn new(labels: &LabelSet, slots: usize, styles: usize, settings: &'s Settings) -> Self {
        let n = labels.names.len();
        let mut random = Random::new(settings.seed);
        let hidden = settings.hidden;
        let width = if hidden > 0 { hidden } else { n };
        let mut spread = |len: usize, reach: f32| {
            (0..len).map(|_| (random.unit() * 2.0 - 1.0) * reach).collect::<Vec<_>>()
        };
        let rows = if hidden > 0 { spread(slots * width, 0.1) } else { vec![0.0; slots * width] };
        let dense = spread(hidden * n, (6.0 / (hidden + n) as f32).sqrt());
        let constrained_weights = |ok: &[bool]| {
            let weight = |&ok: &bool| if ok { 0.0 } else { f32::NEG_INFINITY };
            ok.iter().map(weight).collect::<Vec<f32>>()
        };
        let (start, end) = (constrained_weights(&labels.opens), constrained_weights(&labels.closes));
        let transition = constrained_weights(&labels.allowed);
        let steps = Transitions::new(&start, &end, &transition);
        Self {
            settings,
            random,
            labels: n,
            width,
            rows: Parameters::new(rows),
            quantized: Vec::new(),
            step: 0.0,
            start: Parameters::new(start),
            end: Parameters::new(end),
            transition: Parameters::new(transition),
            bias: Parameters::new(vec![0.0; width]),
            styles: Parameters::new(vec![0.0; width * styles]),
            dense: Parameters::new(dense),
            out: Parameters::new(vec![0.0; if hidden > 0 { n } else { 0 }]),
            steps,
            lattice: Lattice::default(),
            constrained: Lattice::default(),
            kept: Vec::new(),
            kept_ends: Vec::new(),
            units: Vec::new(),
            scores: Vec::new(),
        }
    }

    /// Forward pass with dropout: computes the label scores of a sequence.
    fn forward(&mut self, s: &Compiled) {
        let (n, width, hidden) = (self.labels, self.width, self.settings.hidden > 0);
        let len = s.ends.len();
        let drop = self.settings.dropout;
        let limit = (drop * u32::MAX as f32) as u32;
        let factor = 1.0 / (1.0 - drop);
        self.kept.clear();
        self.kept_ends.clear();
        self.units.clear();
        self.units.resize(len * width, 0.0);
        let mut from = 0;
        let without = self.random.unit() < self.settings.extra_dropout;
        let rows = if self.quantized.is_empty() { &self.rows.values } else { &self.quantized };
        for (&(extra, end), unit) in s.ends.iter().zip(self.units.chunks_exact_mut(width)) {
            let to = if without { extra } else { end };
            for &f in &s.features[from..to as usize] {
                if drop > 0.0 && self.random.bits() < limit {
                    continue;
                }
                self.kept.push(f);
                let row = &rows[f as usize * width..(f as usize + 1) * width];
                for (u, w) in unit.iter_mut().zip(row) {
                    *u += w;
                }
            }
            from = end as usize;
            self.kept_ends.push(self.kept.len());
            for (u, b) in unit.iter_mut().zip(&self.bias.values) {
                *u = *u * factor + b;
            }
            if let Some(style) = style_of(s) {
                unit.iter_mut().zip(&self.styles.values[style * width..]).for_each(|(u, b)| *u += b);
            }
        }
        if !hidden {
            self.scores.clear();
            self.scores.extend(&self.units);
            return;
        }
        let (drop, limit) =
            (self.settings.hidden_dropout, (self.settings.hidden_dropout * u32::MAX as f32) as u32);
        for u in &mut self.units {
            let lost = drop > 0.0 && self.random.bits() < limit;
            *u = if lost { 0.0 } else { u.max(0.0) / (1.0 - drop) };
        }
        self.scores.clear();
        self.scores.resize(len * n, 0.0);
        for (scores, unit) in self.scores.chunks_exact_mut(n).zip(self.units.chunks_exact(width)) {
            scores.copy_from_slice(&self.out.values);
            for (&u, row) in unit.iter().zip(self.dense.values.chunks_exact(n)) {
                if u > 0.0 {
                    for (x, w) in scores.iter_mut().zip(row) {
                        *x += u * w;
                    }
                }
            }
        }
    }

    /// Backward pass: one gradient step on one sequence.
    fn learn(&mut self, s: &Compiled, rate: f32) {
        let (n, width, len) = (self.labels, self.width, s.ends.len());
        let unannotated = s.gold.iter().all(|g| *g == LabelMask::ANY);
        if len == 0 || s.soft_labels.is_empty() && unannotated {
            return;
        }
        self.forward(s);
        self.steps.set_weights(&self.start.values, &self.end.values, &self.transition.values);
        self.lattice.run(&self.scores, &self.steps);

        let single = s.gold.iter().all(|g| g.is_single());
        if !single {
            for (scores, gold) in self.scores.chunks_exact_mut(n).zip(s.gold) {
                let out = scores.iter_mut().enumerate().filter(|(label, _)| !gold.has(*label));
                out.for_each(|(_, score)| *score = f32::NEG_INFINITY);
            }
            self.constrained.run(&self.scores, &self.steps);
        }

        // The gradient of the label scores of every token: target minus expected probability.
        let trust = match (s.soft_labels.is_empty(), unannotated) {
            (true, _) => 0.0,
            (_, true) => 1.0,
            _ => self.settings.trust,
        };
        let mut slopes = vec![0.0f32; len * n];
        for (i, slope) in slopes.chunks_exact_mut(n).enumerate() {
            let soft = s.soft_labels.get(i * n..(i + 1) * n).unwrap_or(&[]);
            for (label, x) in slope.iter_mut().enumerate() {
                let gold = if single {
                    f32::from(s.gold[i].has(label))
                } else {
                    self.constrained.marginal(i, label)
                };
                let target = gold * (1.0 - trust) + soft.get(label).map_or(0.0, |p| p * trust);
                *x = (target - self.lattice.marginal(i, label)) * s.weight;
            }
        }
        let mut steps = vec![0.0f32; n * n];
        for i in (0..len - 1).filter(|_| !unannotated) {
            self.lattice.add_pairs(&self.steps, i, -s.weight, &mut steps);
            if single {
                let label = |i: usize| s.gold[i].0.trailing_zeros() as usize;
                steps[label(i) * n + label(i + 1)] += s.weight;
            } else {
                self.constrained.add_pairs(&self.steps, i, s.weight, &mut steps);
            }
        }

        let mut from = 0;
        let mut dense = vec![0.0f32; self.dense.values.len()];
        let mut out = vec![0.0f32; self.out.values.len()];
        let mut bias = vec![0.0f32; width];
        let mut below = vec![0.0f32; width];
        let factor = 1.0 / (1.0 - self.settings.dropout);
        for (i, slope) in slopes.chunks_exact(n).enumerate() {
            let end = self.kept_ends[i];
            if self.settings.hidden > 0 {
                let unit = &self.units[i * width..(i + 1) * width];
                let up = 1.0 / (1.0 - self.settings.hidden_dropout);
                for (((b, &u), row), d) in below
                    .iter_mut()
                    .zip(unit)
                    .zip(self.dense.values.chunks_exact(n))
                    .zip(dense.chunks_exact_mut(n))
                {
                    *b = 0.0;
                    if u > 0.0 {
                        *b = row.iter().zip(slope).map(|(w, g)| w * g).sum::<f32>() * up;
                        for (d, g) in d.iter_mut().zip(slope) {
                            *d += u * g;
                        }
                    }
                }
                for (o, g) in out.iter_mut().zip(slope) {
                    *o += g;
                }
            } else {
                below.copy_from_slice(slope);
            }
            for (b, g) in bias.iter_mut().zip(&below) {
                *b += g;
            }
            // Tokens with nearly zero gradient are skipped.
            if below.iter().any(|g| g.abs() > 1e-4) {
                for &f in &self.kept[from..end] {
                    let at = f as usize * width;
                    self.rows.update(at, &below, factor, rate, self.settings.decay);
                    if !self.quantized.is_empty() {
                        let row = &self.rows.values[at..at + width];
                        let step = self.step;
                        self.quantized[at..at + width]
                            .iter_mut()
                            .zip(row)
                            .for_each(|(c, w)| *c = quantized(*w, step));
                    }
                }
            }
            from = end;
        }
        self.bias.update(0, &bias, 1.0, rate, 0.0);
        if let Some(style) = style_of(s) {
            self.styles.update(style * width, &bias, 1.0, rate, 0.0);
        }
        self.dense.update(0, &dense, 1.0, rate * 0.3, 0.0);
        self.out.update(0, &out, 1.0, rate, 0.0);
        update_allowed(&mut self.transition, &steps, rate);
        if !unannotated {
            update_allowed(&mut self.start, &slopes[..n], rate);
            update_allowed(&mut self.end, &slopes[(len - 1) * n..], rate);
        }
    }

    /// Returns the quantisation step for the current rows.
    fn quantization_step(&self, marks: &[u8]) -> f32 {
        let used = self.rows.values.chunks_exact(self.width).zip(marks).filter(|&(_, &m)| m != 0);
        let (mut squares, mut count) = (0.0f64, 0u64);
        for (row, _) in used {
            squares += row.iter().map(|w| f64::from(w * w)).sum::<f64>();
            count += row.len() as u64;
        }
        ((squares / count.max(1) as f64).sqrt() as f32 * self.settings.grain).max(1e-9)
    }

    /// Starts quantisation-aware training.
    fn quantize_rows(&mut self, marks: &[u8]) {
        self.step = self.quantization_step(marks);
        self.quantized = self.rows.values.iter().map(|&w| quantized(w, self.step)).collect();
    }

    /// Writes the file of the current model.
    fn model(&self, labels: &LabelSet, marks: &[u8]) -> Vec<u8> {
        let width = self.width;
        let step = if self.quantized.is_empty() { self.quantization_step(marks) } else { self.step };
        let mut marks = marks.to_vec();
        let mut rows = vec![0i8; self.rows.values.len()];
        for ((mark, from), to) in
            marks.iter_mut().zip(self.rows.values.chunks_exact(width)).zip(rows.chunks_exact_mut(width))
        {
            if *mark == 0 {
                continue;
            }
            for (q, w) in to.iter_mut().zip(from) {
                *q = in_steps(*w, step) as i8;
            }
            // A row of zeros has no effect: its slot is marked as free, and compresses well.
            if to.iter().all(|&q| q == 0) {
                *mark = 0;
            }
        }
        let weights = Weights {
            start: self.start.values.clone(),
            end: self.end.values.clone(),
            transition: self.transition.values.clone(),
            bias: self.bias.values.clone(),
            dense: self.dense.values.clone(),
            out: self.out.values.clone(),
        };
        write(&labels.names, &weights, step, &marks, &rows)
    }
}

/// Returns the Euclidean norm of the row of a feature, as a measure of its influence.
pub fn norm(row: &[u8]) -> f32 {
    row.iter().map(|&w| f32::from(w as i8).powi(2)).sum::<f32>().sqrt()
}

/// Returns a weight in whole quantisation steps. The dead zone around 0 is wider than half a step: zeros
/// compress best.
fn in_steps(weight: f32, step: f32) -> f32 {
    let x = weight / step;
    if x.abs() < DEAD_ZONE { 0.0 } else { x.round().clamp(-127.0, 127.0) }
}

/// Weights below this share of a step become 0.
const DEAD_ZONE: f32 = 0.65;

/// Returns a weight after quantisation.
fn quantized(weight: f32, step: f32) -> f32 {
    in_steps(weight, step) * step
}

/// Returns the index of the corpus of a sequence among the additions to the bias; `None` for the primary
/// corpus.
fn style_of(s: &Compiled) -> Option<usize> {
    s.style.checked_sub(1)
}

/// Updates the parameters of allowed transitions.
fn update_allowed(p: &mut Parameters, gradient: &[f32], rate: f32) {
    for ((v, s), g) in p.values.iter_mut().zip(&mut p.squares).zip(gradient) {
        if v.is_finite() && *g != 0.0 {
            *s += g * g;
            *v += rate * g / (*s + 1e-6).sqrt();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gloss::internal::model::crf::viterbi::Decoder;
    use gloss::internal::model::features::feature;

    /// Sequences in which the words 1 2 make a span, and the word 3 alone makes one of another kind.
    fn toy(labels: &LabelSet) -> Vec<Sequence> {
        let mut random = Random::new(7);
        (0..200)
            .map(|_| {
                let mut words: Vec<u32> = (0..8).map(|_| random.bits() % 6).collect();
                words.push(0);
                let mut spans = Vec::new();
                for i in 0..8 {
                    if words[i] == 1 && words[i + 1] == 2 {
                        spans.push((i..i + 2, 0));
                    } else if words[i] == 3 {
                        spans.push((i..i + 1, 1));
                    }
                }
                let mut rows = Rows::default();
                for &w in &words {
                    rows.push(feature(1, w));
                    rows.end_row();
                }
                Sequence {
                    gold: labels.encode(words.len(), &spans),
                    rows,
                    weight: 1.0,
                    ..Sequence::default()
                }
            })
            .collect()
    }

    /// Returns the share of tokens with an allowed label, in percent.
    fn right(bytes: &[u8], sequences: &[Sequence]) -> usize {
        let model = Model::load(bytes).unwrap();
        let mut decoder = Decoder::default();
        let (mut right, mut all) = (0, 0);
        for s in sequences {
            let found = decoder.run(&model, &s.rows, 0..s.rows.len());
            right += found.iter().zip(&s.gold).filter(|(f, g)| g.has(**f as usize)).count();
            all += found.len();
        }
        right * 100 / all
    }

    #[test]
    fn linear_hidden_and_quantized_models_learn_a_toy_language() {
        let labels = LabelSet::bioes(&["pair", "one"]);
        let sequences = toy(&labels);
        let settings = Settings { epochs: 20, dropout: 0.0, grain: 0.02, ..Settings::default() };
        let quantized = Settings { hidden: 8, grain: 1.2, coarse_epochs: 10, ..settings.clone() };
        for settings in [settings.clone(), Settings { hidden: 8, ..settings }, quantized] {
            let bytes = train(&labels, &sequences[..150], &settings, |_, _| {});
            assert_eq!(bytes, train(&labels, &sequences[..150], &settings, |_, _| {}));
            assert!(right(&bytes, &sequences[150..]) >= 99, "{settings:?}");
        }
    }

    /// A third of the sequences come from a corpus that does not annotate "one" and whose label of pairs is
    /// ambiguous.
    #[test]
    fn partial_annotation_does_not_harm_the_model() {
        let labels = LabelSet::bioes(&["pair", "one"]);
        let mut sequences = toy(&labels);
        let plain = labels.masks(1, &[], &[1])[0];
        for s in &mut sequences[..50] {
            s.style = 1;
            for gold in &mut s.gold {
                let label = gold.0.trailing_zeros() as usize;
                let either = |part: usize| LabelMask(1 << (1 + part) | 1 << (5 + part));
                *gold = if matches!(label, 1..=4) { either(label - 1) } else { plain };
            }
        }
        let settings = Settings { hidden: 8, epochs: 60, dropout: 0.0, grain: 0.02, ..Settings::default() };
        let bytes = train(&labels, &sequences[..150], &settings, |_, _| {});
        let right = right(&bytes, &sequences[150..]);
        assert!(right >= 98, "{right} %");
    }

    #[test]
    fn model_learns_from_soft_labels_alone() {
        let labels = LabelSet::bioes(&["pair", "one"]);
        let mut sequences = toy(&labels);
        for s in &mut sequences[..150] {
            let one_hot =
                |c: &LabelMask| (0..labels.names.len()).map(|l| f32::from(c.has(l))).collect::<Vec<_>>();
            s.soft_labels = s.gold.iter().flat_map(one_hot).collect();
            s.gold.fill(LabelMask::ANY);
        }
        let settings = Settings { hidden: 8, epochs: 20, dropout: 0.0, grain: 0.02, ..Settings::default() };
        let bytes = train(&labels, &sequences[..150], &settings, |_, _| {});
        let right = right(&bytes, &sequences[150..]);
        assert!(right >= 98, "{right} %");
    }
}
