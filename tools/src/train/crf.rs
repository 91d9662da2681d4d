//! Trains a linear-chain conditional random field over hashed features, with or without a hidden layer.
//!
//! Give [`train`] sequences (the rows of features that the running code will make, and the gold labels), a
//! [`LabelSet`] and [`Settings`]; it returns the bytes of a model file for `gloss::internal::model::crf::Model::load`:
//!
//! ```ignore
//! let labels = LabelSet::bioes(&["cue", "source"]);
//! let bytes = crf::train(&labels, &sequences, &Settings { hidden: 32, ..Settings::default() }, |epoch, model| {
//!     println!("{epoch}: {}", score_on_dev(model));
//! });
//! ```
//!
//! Stochastic gradient ascent on the log-likelihood with AdaGrad (Duchi et al. 2011), a rate that falls to zero, and
//! dropout of features, which spreads what is learnt over features that can stand in for each other. With
//! `hidden > 0` the features' rows are embeddings, summed into a rectified layer. The same sequences and settings
//! give the same bytes: one thread, one seed, no maths that differs between machines.

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

/// One training sequence: usually a sentence.
#[derive(Clone, Debug, Default)]
pub struct Sequence {
    /// The features, one row a token.
    pub rows: Rows,
    /// More features, of a second pass say, that running may lack: training leaves them out of a whole sequence at
    /// random. Empty, or one row a token.
    pub extra: Rows,
    /// The labels that each token may have, by what the corpus says.
    pub gold: Vec<Choice>,
    /// How likely each label of each token is in the eyes of teachers, `[token * labels + label]`; empty where none
    /// was asked.
    pub taught: Vec<f32>,
    /// The corpus, where it is not the one whose habits the model is to have; 0 for that.
    pub style: usize,
    /// How much the sequence counts; 1 is usual.
    pub weight: f32,
}

/// A set of labels, one bit each, so that a corpus teaches only what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice(pub u64);

impl Choice {
    /// Any label: the corpus does not say.
    pub const ANY: Self = Self(u64::MAX);

    /// This label.
    pub fn only(label: u16) -> Self {
        Self(1 << label)
    }

    /// Whether a label is among them.
    pub fn has(self, label: usize) -> bool {
        self.0 >> label & 1 == 1
    }

    fn is_sure(self) -> bool {
        self.0.is_power_of_two()
    }
}

/// How to train.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Seed of everything random.
    pub seed: u64,
    /// Passes over the sequences.
    pub epochs: usize,
    /// Units of the hidden layer; 0 for a linear model.
    pub hidden: usize,
    /// A feature must occur this often to get a row.
    pub min_count: u32,
    /// At most this many features get a row, the most frequent first.
    pub max_rows: usize,
    /// The share of features left out at random, token by token.
    pub dropout: f32,
    /// How often the extra features of a sequence are left out altogether.
    pub extra_dropout: f32,
    /// The share of hidden units left out at random, token by token.
    pub hidden_dropout: f32,
    /// Learning rate at the start; it falls to zero.
    pub rate: f32,
    /// Quantisation step of the rows, as a share of their root mean square: 0.05 is fine, 0.5 small.
    pub grain: f32,
    /// For so many of the last passes the rows are read as they will be written, so that the rest of the model
    /// learns to live with it (straight-through estimation; Bengio et al. 2013).
    pub coarse_epochs: usize,
    /// How strongly the weights of a touched row are pulled to zero.
    pub decay: f32,
    /// How much the teachers' word counts against the gold, where there are both.
    pub trust: f32,
}

impl Settings {
    /// Changes one setting, for measuring what it brings.
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

/// Which features have a row, and where.
struct Dictionary {
    marks: Vec<u8>,
    rows: FxHashMap<u32, u32>,
}

impl Dictionary {
    /// Chooses the features that get a row: the most important, as long as a bucket has a slot left.
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

/// A sequence with its features as row numbers.
struct Compiled<'q> {
    features: Vec<u32>,
    /// Of each token: where its extra features start, and where its features end.
    ends: Vec<(u32, u32)>,
    gold: &'q [Choice],
    style: usize,
    taught: &'q [f32],
    weight: f32,
}

/// Parameters with the sums of their squared gradients.
struct Parameters {
    values: Vec<f32>,
    squares: Vec<f32>,
}

impl Parameters {
    fn new(values: Vec<f32>) -> Self {
        let squares = vec![0.0; values.len()];
        Self { values, squares }
    }

    fn climb(&mut self, at: usize, gradient: &[f32], factor: f32, rate: f32, decay: f32) {
        let range = at..at + gradient.len();
        let (values, squares) = (&mut self.values[range.clone()], &mut self.squares[range]);
        for ((v, s), g) in values.iter_mut().zip(squares).zip(gradient) {
            let g = g * factor - decay * *v;
            *s += g * g;
            *v += rate * g / (*s + 1e-6).sqrt();
        }
    }
}

/// Trains and returns the bytes of the model file. `report` gets the number of every pass, from 1, and the model as
/// it is after it.
pub fn train<'q>(
    labels: &LabelSet,
    sequences: impl IntoIterator<Item = &'q Sequence>,
    settings: &Settings,
    report: impl FnMut(usize, &Model),
) -> Vec<u8> {
    train_important(labels, sequences, settings, &|_| 1.0, report)
}

/// As [`train`]; where there is no room for all features, those with the largest `importance`, taken as often as
/// they occur, get a row.
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
            trainer.coarsen(&dictionary.marks);
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
    Compiled { features, ends, gold: &s.gold, style: s.style, taught: &s.taught, weight: s.weight }
}

struct Trainer<'s> {
    settings: &'s Settings,
    random: Random,
    labels: usize,
    width: usize,
    rows: Parameters,
    /// The rows as they will be written, and the step between their values; empty until they are read so.
    coarse: Vec<f32>,
    step: f32,
    start: Parameters,
    end: Parameters,
    transition: Parameters,
    bias: Parameters,
    /// What each other corpus adds to the bias.
    styles: Parameters,
    dense: Parameters,
    out: Parameters,
    /// What the lattice reads: the current weights of the steps.
    steps: Transitions,
    lattice: Lattice,
    /// The lattice of the paths that the gold allows, where there are several.
    wanted: Lattice,
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
        let barred = |ok: &[bool]| {
            let weight = |&ok: &bool| if ok { 0.0 } else { f32::NEG_INFINITY };
            ok.iter().map(weight).collect::<Vec<f32>>()
        };
        let (start, end) = (barred(&labels.opens), barred(&labels.closes));
        let transition = barred(&labels.allowed);
        let steps = Transitions::new(&start, &end, &transition);
        Self {
            settings,
            random,
            labels: n,
            width,
            rows: Parameters::new(rows),
            coarse: Vec::new(),
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
            wanted: Lattice::default(),
            kept: Vec::new(),
            kept_ends: Vec::new(),
            units: Vec::new(),
            scores: Vec::new(),
        }
    }

    /// Draws the features to keep and works out the scores of a sequence.
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
        let rows = if self.coarse.is_empty() { &self.rows.values } else { &self.coarse };
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

    /// One step up the log-likelihood of one sequence.
    fn learn(&mut self, s: &Compiled, rate: f32) {
        let (n, width, len) = (self.labels, self.width, s.ends.len());
        let unsaid = s.gold.iter().all(|g| *g == Choice::ANY);
        if len == 0 || s.taught.is_empty() && unsaid {
            return;
        }
        self.forward(s);
        self.steps.set_weights(&self.start.values, &self.end.values, &self.transition.values);
        self.lattice.run(&self.scores, &self.steps);

        let sure = s.gold.iter().all(|g| g.is_sure());
        if !sure {
            for (scores, gold) in self.scores.chunks_exact_mut(n).zip(s.gold) {
                let out = scores.iter_mut().enumerate().filter(|(label, _)| !gold.has(*label));
                out.for_each(|(_, score)| *score = f32::NEG_INFINITY);
            }
            self.wanted.run(&self.scores, &self.steps);
        }

        // The gradient of every token's scores: wanted minus expected.
        let trust = match (s.taught.is_empty(), unsaid) {
            (true, _) => 0.0,
            (_, true) => 1.0,
            _ => self.settings.trust,
        };
        let mut slopes = vec![0.0f32; len * n];
        for (i, slope) in slopes.chunks_exact_mut(n).enumerate() {
            let taught = s.taught.get(i * n..(i + 1) * n).unwrap_or(&[]);
            for (label, x) in slope.iter_mut().enumerate() {
                let gold =
                    if sure { f32::from(s.gold[i].has(label)) } else { self.wanted.marginal(i, label) };
                let wanted = gold * (1.0 - trust) + taught.get(label).map_or(0.0, |t| t * trust);
                *x = (wanted - self.lattice.marginal(i, label)) * s.weight;
            }
        }
        let mut steps = vec![0.0f32; n * n];
        for i in (0..len - 1).filter(|_| !unsaid) {
            self.lattice.add_pairs(&self.steps, i, -s.weight, &mut steps);
            if sure {
                let label = |i: usize| s.gold[i].0.trailing_zeros() as usize;
                steps[label(i) * n + label(i + 1)] += s.weight;
            } else {
                self.wanted.add_pairs(&self.steps, i, s.weight, &mut steps);
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
            // A token that the model already reads right teaches next to nothing: skip its rows.
            if below.iter().any(|g| g.abs() > 1e-4) {
                for &f in &self.kept[from..end] {
                    let at = f as usize * width;
                    self.rows.climb(at, &below, factor, rate, self.settings.decay);
                    if !self.coarse.is_empty() {
                        let row = &self.rows.values[at..at + width];
                        let step = self.step;
                        self.coarse[at..at + width]
                            .iter_mut()
                            .zip(row)
                            .for_each(|(c, w)| *c = coarse(*w, step));
                    }
                }
            }
            from = end;
        }
        self.bias.climb(0, &bias, 1.0, rate, 0.0);
        if let Some(style) = style_of(s) {
            self.styles.climb(style * width, &bias, 1.0, rate, 0.0);
        }
        self.dense.climb(0, &dense, 1.0, rate * 0.3, 0.0);
        self.out.climb(0, &out, 1.0, rate, 0.0);
        climb_allowed(&mut self.transition, &steps, rate);
        if !unsaid {
            climb_allowed(&mut self.start, &slopes[..n], rate);
            climb_allowed(&mut self.end, &slopes[(len - 1) * n..], rate);
        }
    }

    /// The step of quantisation that suits the rows as they are.
    fn fitting_step(&self, marks: &[u8]) -> f32 {
        let used = self.rows.values.chunks_exact(self.width).zip(marks).filter(|&(_, &m)| m != 0);
        let (mut squares, mut count) = (0.0f64, 0u64);
        for (row, _) in used {
            squares += row.iter().map(|w| f64::from(w * w)).sum::<f64>();
            count += row.len() as u64;
        }
        ((squares / count.max(1) as f64).sqrt() as f32 * self.settings.grain).max(1e-9)
    }

    /// From now on the rows are read as they will be written.
    fn coarsen(&mut self, marks: &[u8]) {
        self.step = self.fitting_step(marks);
        self.coarse = self.rows.values.iter().map(|&w| coarse(w, self.step)).collect();
    }

    /// The model file as things stand.
    fn model(&self, labels: &LabelSet, marks: &[u8]) -> Vec<u8> {
        let width = self.width;
        let step = if self.coarse.is_empty() { self.fitting_step(marks) } else { self.step };
        let mut marks = marks.to_vec();
        let mut rows = vec![0i8; self.rows.values.len()];
        for ((mark, from), to) in
            marks.iter_mut().zip(self.rows.values.chunks_exact(width)).zip(rows.chunks_exact_mut(width))
        {
            if *mark == 0 {
                continue;
            }
            for (q, w) in to.iter_mut().zip(from) {
                *q = steps(*w, step) as i8;
            }
            // A row of zeros says nothing: its slot is free, and compresses to nothing.
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

/// How long the row of a feature is: how much it says.
pub fn length(row: &[u8]) -> f32 {
    row.iter().map(|&w| f32::from(w as i8).powi(2)).sum::<f32>().sqrt()
}

/// A weight of a row in whole steps. Between half a step and two thirds of one it is nothing: zeros compress best.
fn steps(weight: f32, step: f32) -> f32 {
    let x = weight / step;
    if x.abs() < DEAD { 0.0 } else { x.round().clamp(-127.0, 127.0) }
}

/// Up to this share of a step a weight is taken for nothing.
const DEAD: f32 = 0.65;

/// A weight of a row as it will be read back.
fn coarse(weight: f32, step: f32) -> f32 {
    steps(weight, step) * step
}

/// The row of a sequence's corpus among the styles.
fn style_of(s: &Compiled) -> Option<usize> {
    s.style.checked_sub(1)
}

/// Moves the parameters that are not barred.
fn climb_allowed(p: &mut Parameters, gradient: &[f32], rate: f32) {
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

    /// Words 1 and 2 make a span, 3 alone makes one of another kind, 2 without 1 before it makes none.
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

    /// The share of tokens in percent that a model labels as the gold allows.
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
    fn learns_a_toy_language_in_every_form() {
        let labels = LabelSet::bioes(&["pair", "one"]);
        let sequences = toy(&labels);
        let settings = Settings { epochs: 20, dropout: 0.0, grain: 0.02, ..Settings::default() };
        let coarse = Settings { hidden: 8, grain: 1.2, coarse_epochs: 10, ..settings.clone() };
        for settings in [settings.clone(), Settings { hidden: 8, ..settings }, coarse] {
            let bytes = train(&labels, &sequences[..150], &settings, |_, _| {});
            assert_eq!(bytes, train(&labels, &sequences[..150], &settings, |_, _| {}));
            assert!(right(&bytes, &sequences[150..]) >= 99, "{settings:?}");
        }
    }

    /// A third of the sequences come from a corpus that never marks "one" and calls a pair either.
    #[test]
    fn a_corpus_teaches_only_what_it_says() {
        let labels = LabelSet::bioes(&["pair", "one"]);
        let mut sequences = toy(&labels);
        let plain = labels.choices(1, &[], &[1])[0];
        for s in &mut sequences[..50] {
            s.style = 1;
            for gold in &mut s.gold {
                let label = gold.0.trailing_zeros() as usize;
                let either = |part: usize| Choice(1 << (1 + part) | 1 << (5 + part));
                *gold = if matches!(label, 1..=4) { either(label - 1) } else { plain };
            }
        }
        let settings = Settings { hidden: 8, epochs: 60, dropout: 0.0, grain: 0.02, ..Settings::default() };
        let bytes = train(&labels, &sequences[..150], &settings, |_, _| {});
        let right = right(&bytes, &sequences[150..]);
        assert!(right >= 98, "{right} %");
    }

    #[test]
    fn learns_from_teachers_alone() {
        let labels = LabelSet::bioes(&["pair", "one"]);
        let mut sequences = toy(&labels);
        for s in &mut sequences[..150] {
            let sure = |c: &Choice| (0..labels.names.len()).map(|l| f32::from(c.has(l))).collect::<Vec<_>>();
            s.taught = s.gold.iter().flat_map(sure).collect();
            s.gold.fill(Choice::ANY);
        }
        let settings = Settings { hidden: 8, epochs: 20, dropout: 0.0, grain: 0.02, ..Settings::default() };
        let bytes = train(&labels, &sequences[..150], &settings, |_, _| {});
        let right = right(&bytes, &sequences[150..]);
        assert!(right >= 98, "{right} %");
    }
}
