//! Convolutional network of the parser.
//!
//! 1. The embeddings of a token's features are summed and projected; convolution blocks ([`crate::model::cnn`])
//!    add context. A linear layer scores parts of speech.
//! 2. A first parse: a biaffine layer scores the heads of each token (Dozat & Manning 2017), with a vector for
//!    each distance. By the probabilities of the heads, every token receives the mean vector of its heads and
//!    the sum of those of its dependents; another block follows.
//! 3. A second biaffine layer scores the heads that make the tree. A layer over a token, its head and their
//!    distance scores the relation.
//!
//! The file `syntax-layers.bin` stores the layers in the order of the fields of [`Network`].

use std::ops::Range;

use crate::gazetteer::Gazetteer;
use crate::model::cnn::{ConvBlock, LayerReader, Linear, Scratch, dequantize, layer_norm, quantize, relu};
use crate::model::crf::Model;
use crate::model::crf::viterbi::{argmax, exp_all, largest};
use crate::model::format::LoadError;
use crate::parser::inputs::Inputs;
use crate::parser::relation::Relation;
use crate::parser::tree::{self, Scores};
use crate::parser::{Dependency, Tagged};
use crate::pos::Pos;
use crate::tokens::words::{Spellings, Word};

/// Maximum distance of a head in tokens.
const REACH: usize = 40;
/// Number of distances up to [`REACH`] to either side.
const DISTANCES: usize = 2 * REACH + 1;
/// Minimum probability of a head in the first parse that passes anything on.
const MIN_SHARE: f32 = 0.01;
/// Distances of a head that the relation is told by: up to this far before and behind, and the root.
const NEAR: usize = 6;
/// Largest number that a token receives from its dependents, before and after zero.
const MOST: f32 = 20.0;

/// A layer that scores heads.
struct Arcs {
    dependent: Linear,
    head: Linear,
    /// Scores the distances from -[`REACH`] to [`REACH`] by the vector of the dependent.
    distances: Linear,
    /// Scores the root: a weight for each number of the vector, then a bias.
    root: Vec<f32>,
}

impl Arcs {
    fn read(reader: &mut LayerReader, width: usize) -> Result<Self, LoadError> {
        let size = reader.integer()?;
        let dependent = reader.linear(width, size)?;
        let head = reader.linear(width, size)?;
        let (distances, bias) = (reader.floats(DISTANCES * size)?, reader.floats(DISTANCES)?);
        let distances = Linear::rounded(&distances, bias);
        Ok(Self { dependent, head, distances, root: reader.floats(width + 1)? })
    }

    /// Scores the heads of tokens with these normalised vectors, also in quantised form.
    #[inline(never)]
    fn score(&self, normal: &[f32], quantized: &[i16], len: usize) -> Scores {
        let size = self.dependent.outputs();
        let width = normal.len() / len.max(1);
        let (mut dependents, mut heads) = (vec![0.0; len * size], vec![0.0; len * size]);
        self.dependent.apply(quantized, &mut dependents);
        self.head.apply(quantized, &mut heads);
        let (mut dependents_rounded, mut heads_rounded) = (vec![0; len * size], vec![0; len * size]);
        quantize(&dependents, &mut dependents_rounded);
        quantize(&heads, &mut heads_rounded);
        let (mut scores, mut by_distance) = (vec![0.0; len * len], vec![0.0; len * DISTANCES]);
        Linear::of_vectors(&heads_rounded, size, 1.0 / (size as f32).sqrt())
            .apply(&dependents_rounded, &mut scores);
        // Only the distances to the tokens of the run are wanted.
        let possible = |i: usize| REACH.saturating_sub(i)..(REACH + len).saturating_sub(i).min(DISTANCES);
        self.distances.apply_to_some(&dependents_rounded, &mut by_distance, possible);
        let rows = scores.chunks_exact_mut(len.max(1)).zip(by_distance.chunks_exact(DISTANCES));
        for (i, (row, by_distance)) in rows.enumerate() {
            let (start, end) = (i.saturating_sub(REACH), len.min(i + REACH + 1));
            let near = by_distance.get(REACH + start - i..REACH + end - i).unwrap_or(&[]);
            add_scaled(row.get_mut(start..end).unwrap_or(&mut []), 1.0, near);
            // Too far away, or the token itself.
            for impossible in [0..start, end..len, i..i + 1] {
                row.get_mut(impossible).unwrap_or(&mut []).fill(f32::NEG_INFINITY);
            }
        }
        let (weights, bias) = self.root.split_at(width.min(self.root.len()));
        let bias = bias.first().copied().unwrap_or(0.0);
        let roots = normal.chunks_exact(width.max(1)).map(|vector| dot(vector, weights) + bias).collect();
        Scores { len, heads: scores, roots }
    }
}

/// The embeddings and layers of the parser.
pub struct Network<'m> {
    /// Embeddings of token features; the label of the file is not used.
    tokens: Model<'m>,
    input: Linear,
    blocks: Vec<ConvBlock>,
    tags: Linear,
    first: Arcs,
    from_heads: Linear,
    from_dependents: Linear,
    more_blocks: Vec<ConvBlock>,
    arcs: Arcs,
    relation_dependent: Linear,
    relation_head: Linear,
    /// A vector for each distance from -[`NEAR`] to [`NEAR`], and one for the root.
    relation_distances: Vec<f32>,
    relations: Linear,
}

impl<'m> Network<'m> {
    /// Loads the network from the file of embeddings and the file of layers.
    ///
    /// # Errors
    ///
    /// Fails when a file is damaged or when the files do not fit together.
    pub fn load(tokens: &'m [u8], layers: &[u8]) -> Result<Self, LoadError> {
        let tokens = Model::load(tokens)?;
        if !tokens.is_hidden() {
            return Err(LoadError::Length);
        }
        let mut reader = LayerReader::open(layers)?;
        let (width, narrow) = (reader.integer()?, reader.integer()?);
        let network = Self {
            input: reader.linear(tokens.width(), width)?,
            tokens,
            blocks: reader.blocks(width)?,
            tags: reader.linear(width, Pos::ALL.len())?,
            first: Arcs::read(&mut reader, width)?,
            from_heads: reader.linear(width, width)?,
            from_dependents: reader.linear(width, width)?,
            more_blocks: reader.blocks(width)?,
            arcs: Arcs::read(&mut reader, width)?,
            relation_dependent: reader.linear(width, narrow)?,
            relation_head: reader.linear(width, narrow)?,
            relation_distances: reader.floats((2 * NEAR + 2) * narrow)?,
            relations: reader.linear(narrow, Relation::ALL.len())?,
        };
        reader.finish()?;
        Ok(network)
    }
}

/// Buffers of one reader, kept from run to run of one article.
#[derive(Default)]
pub(crate) struct Buffers {
    inputs: Inputs,
    vectors: Vec<f32>,
    normal: Vec<f32>,
    quantized: Vec<i16>,
    scratch: Scratch,
}

impl Network<'_> {
    /// Number of dimensions of the vector of a token.
    pub fn width(&self) -> usize {
        self.input.outputs()
    }

    /// Tags a run of tokens, which begins a sentence, and appends their parts of speech and vectors.
    #[inline(never)]
    pub(crate) fn tag(
        &self,
        buffers: &mut Buffers,
        words: &[Word],
        spellings: &Spellings,
        gazetteer: &Gazetteer,
        run: Range<usize>,
        tagged: &mut Tagged,
    ) {
        let len = run.len();
        let first_layer = (&self.tokens, &self.input);
        buffers.inputs.read(first_layer, words, spellings, gazetteer, run, &mut buffers.vectors);
        for block in &self.blocks {
            block.run(&mut buffers.vectors, &mut buffers.scratch);
        }
        self.normalize(buffers, len);
        self.add_tags(buffers, len, &mut tagged.tags);
        let first = tagged.vectors.len();
        tagged.vectors.resize(first + len * self.width(), 0);
        quantize(&buffers.vectors, tagged.vectors.get_mut(first..).unwrap_or(&mut []));
    }

    /// Parses tokens with these rounded vectors, which are a run.
    #[inline(never)]
    pub(crate) fn parse(&self, buffers: &mut Buffers, vectors: &[i16]) -> Vec<Dependency> {
        let len = vectors.len() / self.width().max(1);
        buffers.vectors.resize(vectors.len(), 0.0);
        dequantize(vectors, &mut buffers.vectors);
        self.normalize(buffers, len);
        let first = self.first.score(&buffers.normal, &buffers.quantized, len);
        self.exchange(buffers, &first, len);
        for block in &self.more_blocks {
            block.run(&mut buffers.vectors, &mut buffers.scratch);
        }
        self.normalize(buffers, len);
        let heads = tree::heads(&self.arcs.score(&buffers.normal, &buffers.quantized, len));
        let relations = self.relations(buffers, &heads).into_iter().zip(heads).enumerate();
        relations.map(|(i, (relation, head))| Dependency::new(i, head, relation)).collect()
    }

    /// Normalises the vectors, and quantises them.
    #[inline(never)]
    fn normalize(&self, buffers: &mut Buffers, len: usize) {
        let width = self.input.outputs();
        buffers.normal.resize(len * width, 0.0);
        buffers.quantized.resize(len * width, 0);
        for (vector, normal) in
            buffers.vectors.chunks_exact(width).zip(buffers.normal.chunks_exact_mut(width))
        {
            layer_norm(vector, normal);
        }
        quantize(&buffers.normal, &mut buffers.quantized);
    }

    /// Appends the likeliest part of speech of each token.
    fn add_tags(&self, buffers: &Buffers, len: usize, tags: &mut Vec<Pos>) {
        let mut scores = vec![0.0; len * Pos::ALL.len()];
        self.tags.apply(&buffers.quantized, &mut scores);
        let tag =
            |scores: &[f32]| Pos::ALL.get(argmax(scores.iter().copied())).copied().unwrap_or(Pos::Other);
        tags.extend(scores.chunks_exact(Pos::ALL.len()).map(tag));
    }

    /// Adds to the vector of each token what it receives from its heads and dependents in the first parse.
    #[inline(never)]
    fn exchange(&self, buffers: &mut Buffers, first: &Scores, len: usize) {
        let width = self.input.outputs();
        let (mut from_heads, mut from_dependents) = (vec![0.0; len * width], vec![0.0; len * width]);
        let mut probabilities = Vec::new();
        for (i, root) in first.roots.iter().enumerate() {
            let (start, end) = (i.saturating_sub(REACH), len.min(i + REACH + 1));
            probabilities.clear();
            probabilities.extend(first.heads.get(i * len + start..i * len + end).unwrap_or(&[]));
            probabilities.push(*root);
            let top = largest(&probabilities);
            probabilities.iter_mut().for_each(|x| *x -= top);
            exp_all(&mut probabilities);
            let total: f32 = probabilities.iter().sum();
            let shares = (start..end).zip(&probabilities).map(|(j, p)| (j, p / total));
            for (j, p) in shares.filter(|&(_, p)| p >= MIN_SHARE) {
                add_scaled(vector_mut(&mut from_heads, i, width), p, vector(&buffers.normal, j, width));
                add_scaled(vector_mut(&mut from_dependents, j, width), p, vector(&buffers.normal, i, width));
            }
        }
        from_dependents.iter_mut().for_each(|x| *x = x.clamp(-MOST, MOST));
        let (mut received, mut more) = (vec![0.0; len * width], vec![0.0; len * width]);
        quantize(&from_heads, &mut buffers.quantized);
        self.from_heads.apply(&buffers.quantized, &mut received);
        quantize(&from_dependents, &mut buffers.quantized);
        self.from_dependents.apply(&buffers.quantized, &mut more);
        add_scaled(&mut received, 1.0, &more);
        relu(&mut received);
        add_scaled(&mut buffers.vectors, 1.0, &received);
    }

    /// Returns the likeliest relation of each token to its head.
    #[inline(never)]
    fn relations(&self, buffers: &Buffers, heads: &[Option<usize>]) -> Vec<Relation> {
        let Network { relation_dependent, relation_head, relation_distances, relations, .. } = self;
        let (len, narrow) = (heads.len(), relation_dependent.outputs());
        let mut units = vec![0.0; len * narrow];
        let mut of_heads = vec![0.0; len * narrow];
        relation_dependent.apply(&buffers.quantized, &mut units);
        relation_head.apply(&buffers.quantized, &mut of_heads);
        for (i, (unit, head)) in units.chunks_exact_mut(narrow).zip(heads).enumerate() {
            let distance = head.map_or(2 * NEAR + 1, |head| (head + NEAR).saturating_sub(i).min(2 * NEAR));
            add_scaled(unit, 1.0, vector(relation_distances, distance, narrow));
            if let Some(head) = head {
                add_scaled(unit, 1.0, vector(&of_heads, *head, narrow));
            }
            relu(unit);
        }
        let mut quantized = vec![0; len * narrow];
        quantize(&units, &mut quantized);
        let mut scores = vec![0.0; len * Relation::ALL.len()];
        relations.apply(&quantized, &mut scores);
        let relation = |scores: &[f32]| {
            Relation::ALL.get(argmax(scores.iter().copied())).copied().unwrap_or(Relation::Unspecified)
        };
        scores.chunks_exact(Relation::ALL.len()).map(relation).collect()
    }
}

/// Returns vector `i` of a sequence of vectors.
fn vector(vectors: &[f32], i: usize, width: usize) -> &[f32] {
    vectors.get(i * width..(i + 1) * width).unwrap_or(&[])
}

/// Returns vector `i` of a sequence of vectors.
fn vector_mut(vectors: &mut [f32], i: usize, width: usize) -> &mut [f32] {
    vectors.get_mut(i * width..(i + 1) * width).unwrap_or(&mut [])
}

/// Adds `factor` times `from` to a vector.
fn add_scaled(to: &mut [f32], factor: f32, from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += factor * from);
}

/// Scalar product, summed in a fixed order, so that the result is the same on every machine.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 16;
    let ((chunks_a, rest_a), (chunks_b, rest_b)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut lanes = [0.0; LANES];
    for (a, b) in chunks_a.iter().zip(chunks_b) {
        lanes.iter_mut().zip(a).zip(b).for_each(|((lane, a), b)| *lane += a * b);
    }
    let rest: f32 = rest_a.iter().zip(rest_b).map(|(a, b)| a * b).sum();
    lanes.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::resources::Resources;

    /// Returns each word of a sentence with its relation and its head.
    fn parse(text: &str) -> Vec<String> {
        let resources = Resources::embedded().unwrap();
        let article = Article::read(text, &resources.parser);
        let line = |i: usize| match article.head(i) {
            Some(head) => {
                format!("{} {} {}", article.word(i), article.relation(i).name(), article.word(head))
            }
            None => format!("{} root", article.word(i)),
        };
        (0..article.tokens.len()).map(line).collect()
    }

    #[test]
    fn subject_is_told_from_a_name_beside_the_verb() {
        let found = parse("The man accused of murdering Ida Brook has admitted the charge.");
        for expected in ["man nsubj admitted", "accused acl man", "admitted root", "charge obj admitted"] {
            assert!(found.iter().any(|line| line == expected), "{expected}: {found:?}");
        }
    }

    #[test]
    fn texts_of_one_token_and_of_none_are_parsed() {
        assert_eq!(parse("Rain"), ["Rain root"]);
        assert!(parse("").is_empty());
    }

    #[test]
    fn scalar_product_counts_every_number_once() {
        for len in [0, 1, 15, 16, 17, 48, 65] {
            let numbers: Vec<f32> = (0..len).map(|x| x as f32).collect();
            let expected = (0..len).map(|x| x * x).sum::<usize>() as f32;
            assert_eq!(dot(&numbers, &vec![1.0; len]), numbers.iter().sum::<f32>());
            assert_eq!(dot(&numbers, &numbers), expected);
        }
    }
}
