//! Annotated articles after the stages that precede attribution, with the gold attributions as tokens.

use std::path::Path;

use anyhow::Result;
use gloss::internal::Resources;
use gloss::internal::article::Article;
use gloss::internal::attribution::candidates;
use gloss::internal::attribution::candidates::Candidate;
use gloss::internal::attribution::features::View;
use gloss::internal::attribution::rules::Context;
use gloss::internal::recognizer::Name;
use gloss::internal::syntax::quotations;
use gloss::internal::syntax::quotations::Quotes;
use gloss::text::{Positions, Span, Unit};
use serde::{Deserialize, Serialize};

use super::examples::Example;
use crate::corpora::Corpora;
use crate::corpus::{self as corpus_of_news, ANNOTATIONS, Place};
use crate::eval::{self, table::Split};
use crate::train::corpus::{self, CodePoints};

/// The number of our own corpus, whose guidelines the models follow.
pub const OWN: u8 = 0;
/// The number of PolNeAR, which marks intentions too, and no attribution inside another.
pub const POLNEAR: u8 = 1;

/// An annotated article.
#[derive(Deserialize, Serialize)]
pub struct Record {
    /// The text.
    pub text: String,
    /// The gold attributions.
    pub attributions: Vec<Attribution>,
    /// The number of its corpus.
    #[serde(default = "polnear")]
    pub style: u8,
}

fn polnear() -> u8 {
    POLNEAR
}

/// A gold attribution; spans are in code points.
#[derive(Deserialize, Serialize)]
pub struct Attribution {
    source: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
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
    /// The number of its corpus.
    pub style: u8,
}

impl Prepared<'_> {
    /// Returns what the rules of attribution read.
    pub fn context(&self) -> Context<'_> {
        Context { article: &self.article, names: &self.names, quotes: &self.quotes }
    }

    /// Returns the view that features are extracted from.
    pub fn view(&self) -> View<'_> {
        View::new(&self.article, &self.names, &self.quotes)
    }
}

/// Runs the stages that precede attribution.
pub fn prepare<'r>(records: &'r [Record], resources: &Resources) -> Vec<Prepared<'r>> {
    let prepare = |record: &'r Record| {
        let article = Article::read(&record.text, &resources.parser);
        let (names, quotes) =
            (gloss::internal::recognizer::find(&article, &resources.recognizer), quotations::find(&article));
        let gold = project(record, &article);
        Prepared { article, names, quotes, gold, style: record.style }
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
    let example = Example::new(&prepared.view(), &cues, around);
    if prepared.style == OWN {
        return example;
    }
    let mut inside = vec![false; tokens];
    prepared.gold.iter().flat_map(|g| &g.content).for_each(|&i| inside[i] = true);
    example.in_style(prepared.style, |i| inside[i] && cues[i] == [0.0])
}

/// Reads a file of the corpus.
pub fn read(path: &Path) -> Result<Vec<Record>> {
    corpus::read_lines(path, |record| record)
}

/// Returns the annotated articles of a part of our own corpus.
pub fn own(corpora: &Corpora, split: &str) -> Result<Vec<Record>> {
    let store = corpora.news()?;
    let places = |places: &[Place]| places.iter().map(|p| (p.start, p.end)).collect();
    let record = |article: &corpus_of_news::Article| {
        let claims = store.annotation(article, ANNOTATIONS)?.claims;
        let attributions = claims.iter().map(|c| Attribution {
            source: places(c.source.as_slice()),
            cue: places(&c.cue),
            content: places(&c.content),
        });
        let attributions = attributions.collect();
        Ok(Record { text: store.text(article)?, attributions, style: OWN })
    };
    store.articles.iter().filter(|a| a.split == split).map(record).collect()
}

/// Returns the articles written for the project, those for tuning: they have constructions that are rare in news.
pub fn written() -> Result<Vec<Record>> {
    let articles = eval::gold::articles()?.into_iter().filter(|a| a.split == Split::Tune);
    let record = |article: eval::gold::Article| {
        let text = article.text;
        let points = Positions::new(&text, Unit::CodePoint);
        let place = |&span: &Span| {
            let (start, end) = points.span(span);
            (start as usize, end as usize)
        };
        let places = |spans: &[Span]| spans.iter().map(place).collect();
        let attributions = article.claims.iter().map(|c| Attribution {
            source: places(c.source.as_slice()),
            cue: places(&c.cue),
            content: places(&c.content),
        });
        let attributions = attributions.collect();
        Record { text, attributions, style: OWN }
    };
    Ok(articles.map(record).collect())
}

/// Converts the attributions of a record to tokens of the article.
pub fn project(record: &Record, article: &Article) -> Vec<Gold> {
    let points = CodePoints::new(&record.text);
    let tokens = |places: &[(usize, usize)]| -> Vec<usize> {
        let mut all: Vec<usize> =
            places.iter().flat_map(|&(start, end)| article.tokens_in(points.span(start, end))).collect();
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
