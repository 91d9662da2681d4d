//! The articles of PolNeAR after the stages that precede attribution, with the gold attributions as tokens.

use std::path::Path;

use anyhow::Result;
use gloss::internal::Resources;
use gloss::internal::article::Article;
use gloss::internal::attribution::candidates;
use gloss::internal::attribution::candidates::Candidate;
use gloss::internal::attribution::features::View;
use gloss::internal::recognizer::Name;
use gloss::internal::syntax::quotations;
use gloss::internal::syntax::quotations::Quotes;
use serde::Deserialize;

use super::examples::Example;
use crate::train::corpus::{self, CodePoints};

/// An article of the corpus.
#[derive(Deserialize)]
pub struct Record {
    /// The text.
    pub text: String,
    /// The gold attributions.
    pub attributions: Vec<Attribution>,
}

/// A gold attribution; spans are in code points.
#[derive(Deserialize)]
pub struct Attribution {
    source: Vec<Place>,
    cue: Vec<Place>,
    content: Vec<Place>,
}

#[derive(Deserialize, Clone, Copy)]
struct Place {
    start: usize,
    end: usize,
}

/// A gold attribution as sorted indices of tokens.
#[derive(Clone, Debug, PartialEq)]
pub struct Gold {
    /// The token that the models treat as the head of the cue.
    pub head: Option<usize>,
    /// Tokens of the source.
    pub source: Vec<usize>,
    /// Tokens of the cue.
    pub cue: Vec<usize>,
    /// Tokens of the content.
    pub content: Vec<usize>,
}

/// An article of the corpus with the results of the stages that precede attribution.
pub struct Prepared<'r> {
    /// The article.
    pub article: Article<'r>,
    /// The names.
    pub names: Vec<Name>,
    /// The quotations.
    pub quotes: Quotes,
    /// The gold attributions.
    pub gold: Vec<Gold>,
}

impl Prepared<'_> {
    /// Returns the view that features are extracted from.
    pub fn view(&self) -> View<'_> {
        View::new(&self.article, &self.names, &self.quotes)
    }
}

/// Runs the stages that precede attribution.
pub fn prepare<'r>(records: &'r [Record], resources: &Resources) -> Vec<Prepared<'r>> {
    let prepare = |record: &'r Record| {
        let article = Article::read(&record.text, &resources.pos);
        let (names, quotes) =
            (gloss::internal::recognizer::find(&article, &resources.recognizer), quotations::find(&article));
        let gold = project(record, &article);
        Prepared { article, names, quotes, gold }
    };
    records.iter().map(prepare).collect()
}

impl Gold {
    /// Returns the attribution as a candidate, to determine its kind; `None` without a cue.
    pub fn candidate(&self) -> Option<Candidate> {
        let around = |list: &[usize]| Some(*list.first()?..*list.last()? + 1);
        Some(Candidate {
            head: self.head?,
            cue: around(&self.cue)?,
            source: around(&self.source),
            content: around(&self.content).into_iter().collect(),
            confidence: 1.0,
            boundary_confidence: [1.0; 3],
        })
    }
}

/// Returns an annotated article as a training example.
pub fn example(prepared: &Prepared) -> Example {
    let tokens = prepared.article.tokens.len();
    let mut cues = vec![[0.0]; tokens];
    prepared.gold.iter().flat_map(|g| &g.cue).for_each(|&i| cues[i] = [1.0]);
    let around = prepared.gold.iter().filter_map(|g| {
        let head = g.head?;
        let mut kinds = vec![[0.0; 3]; tokens];
        // Where parts overlap, the later one in this list counts.
        for (kind, part) in [(2, &g.content), (0, &g.cue), (1, &g.source), (0, &vec![head])] {
            for &i in part {
                kinds[i] = [0.0; 3];
                kinds[i][kind] = 1.0;
            }
        }
        Some((head, kinds))
    });
    Example::new(&prepared.view(), &cues, around)
}

/// Reads a file of the corpus.
pub fn read(path: &Path) -> Result<Vec<Record>> {
    corpus::read_lines(path, |record| record)
}

/// Converts the attributions of a record to tokens of the article.
pub fn project(record: &Record, article: &Article) -> Vec<Gold> {
    let points = CodePoints::new(&record.text);
    let tokens = |places: &[Place]| -> Vec<usize> {
        let mut all: Vec<usize> =
            places.iter().flat_map(|p| article.tokens_in(points.span(p.start, p.end))).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    record
        .attributions
        .iter()
        .filter(|a| !a.content.is_empty())
        .map(|a| {
            let cue = tokens(&a.cue);
            Gold {
                head: candidates::head(article, &cue),
                source: tokens(&a.source),
                content: tokens(&a.content),
                cue,
            }
        })
        .collect()
}
