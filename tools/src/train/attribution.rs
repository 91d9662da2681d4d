//! Trains the attribution models on PolNeAR: the heads of cues, then what is around each head.
//!
//! The second model sees where the first one finds heads; so that it sees them as they will be in new text, the
//! heads of each half of the training articles come from a model trained on the other half.

pub mod score;

use std::collections::HashSet;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};
use gloss::article::Article;
use gloss::claims::features::View;
use gloss::claims::quotes;
use gloss::claims::spans::{self, HEAD_LABELS, Models, SPAN_KINDS, THRESHOLD};
use gloss::resources::Resources;
use gloss::tagger::features::Rows;
use gloss::tagger::model::Model;
use gloss::tagger::pos::Pos;
use serde::Deserialize;

use super::corpus;
use super::crf::{self, Sequence, Settings};
use super::labels::LabelSet;
use super::manifest::Entry;
use score::Score;

const TRAIN: &str = "attribution/polnear.train.ndjson";
const DEV: &str = "attribution/polnear.dev.ndjson";

/// An article of the corpus.
#[derive(Deserialize)]
pub struct Record {
    /// Its text.
    pub text: String,
    /// Who says what in it.
    pub attributions: Vec<Attribution>,
}

/// One attribution; spans in code points.
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

/// An attribution projected on tokens, each list in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Gold {
    /// The token that the models take for the head of the cue.
    pub head: Option<usize>,
    /// Tokens of the source.
    pub source: Vec<usize>,
    /// Tokens of the cue.
    pub cue: Vec<usize>,
    /// Tokens of the content.
    pub content: Vec<usize>,
}

/// Trains both models and scores them together; returns the files and what the manifest says of them.
pub fn train(corpora: &Path, tune: &super::Tune) -> Result<Vec<super::Trained>> {
    let resources = Resources::embedded();
    let records = read(&corpus::path(corpora, TRAIN)?)?;
    let dev = read(&corpus::path(corpora, DEV)?)?;

    let mut settings = head_settings();
    tune(&mut settings)?;
    let fit = |keep: &dyn Fn(usize) -> bool| {
        let mut sequences = Vec::new();
        for (_, record) in records.iter().enumerate().filter(|(i, _)| keep(*i)) {
            let article = Article::read(&record.text, &resources);
            let quotes = quotes::find(&article);
            head_sequences(
                &article,
                &View::new(&article, &quotes),
                &project(record, &article),
                &mut sequences,
            );
        }
        crf::train(&LabelSet::free(HEAD_LABELS), &sequences, &settings, |_, _| {})
    };
    eprintln!("attribution: the heads of cues");
    let heads = fit(&|_| true);
    let halves = [fit(&|i| i % 2 == 1), fit(&|i| i % 2 == 0)];

    let mut sequences = Vec::new();
    for (i, record) in records.iter().enumerate() {
        let article = Article::read(&record.text, &resources);
        let quotes = quotes::find(&article);
        let mut view = View::new(&article, &quotes);
        let scores = spans::head_scores(&article, &view, &Model::load(&halves[i % 2])?);
        view.set_heads(&spans::heads(&scores, THRESHOLD));
        span_sequences(&view, &project(record, &article), &mut sequences);
    }
    let mut settings = span_settings();
    tune(&mut settings)?;
    let mut last = Score::default();
    let spans = crf::train(&LabelSet::bioes(SPAN_KINDS), &sequences, &settings, |epoch, model| {
        if let Ok(heads) = Model::load(&heads) {
            last = evaluate(&dev, &resources, &heads, model);
            eprintln!("attribution, pass {epoch}: {}", last.line());
        }
    });
    let scores = || {
        vec![
            ("polnear.dev found, F1".to_owned(), last.found.f1()),
            ("polnear.dev all three parts at least half, F1".to_owned(), last.whole.f1()),
        ]
    };
    let entry = || Entry { inputs: [TRAIN, DEV].map(String::from).to_vec(), scores: scores() };
    Ok(vec![("attribution-heads", (heads, entry())), ("attribution-spans", (spans, entry()))])
}

/// How the first model is trained.
pub fn head_settings() -> Settings {
    Settings { epochs: 5, dropout: 0.5, max_rows: 60_000, grain: 0.3, ..Settings::default() }
}

/// How the second model is trained.
pub fn span_settings() -> Settings {
    Settings { epochs: 4, hidden: 32, dropout: 0.3, max_rows: 40_000, grain: 0.3, ..Settings::default() }
}

/// Scores the models on articles that they have not seen.
pub fn evaluate(dev: &[Record], resources: &Resources, heads: &Model, spans: &Model) -> Score {
    let mut score = Score::default();
    let models = Models { heads: heads.clone(), spans: spans.clone() };
    for record in dev {
        let article = Article::read(&record.text, resources);
        let quotes = quotes::find(&article);
        let raws = spans::find(&article, &quotes, &models, THRESHOLD);
        let raws = gloss::claims::tidy(&article, &quotes, raws);
        let parents = gloss::claims::parents(&article, &raws);
        let top: Vec<_> = raws
            .iter()
            .zip(parents)
            .filter(|(_, p)| p.is_none())
            .map(|(r, _)| score::raw_parts(&article, r))
            .collect();
        let gold: Vec<_> = project(record, &article).iter().map(|g| score::gold_parts(&article, g)).collect();
        score.add(&article, &gold, &top);
    }
    score
}

/// Reads a file of the corpus.
pub fn read(path: &Path) -> Result<Vec<Record>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read the corpus file {}", path.display()))?;
    text.lines()
        .map(|line| serde_json::from_str(line).context("a line of the corpus cannot be read"))
        .collect()
}

/// Projects the attributions of a record on the tokens of its article.
pub fn project(record: &Record, article: &Article) -> Vec<Gold> {
    // Code points to bytes, once for the text.
    let bytes: Vec<u32> =
        record.text.char_indices().map(|(at, _)| at as u32).chain([record.text.len() as u32]).collect();
    let tokens = |places: &[Place]| -> Vec<usize> {
        let mut all: Vec<usize> = places
            .iter()
            .flat_map(|p| {
                let span = gloss::text::Span::new(bytes[p.start], bytes[p.end]);
                article.tokens_in(span)
            })
            .collect();
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
            Gold { head: head(article, &cue), source: tokens(&a.source), content: tokens(&a.content), cue }
        })
        .collect()
}

/// The head of a cue: its first verb that is no helper, else its first noun, adjective or word, else its first mark.
pub fn head(article: &Article, cue: &[usize]) -> Option<usize> {
    use Pos::{Adj, Adv, Noun, VerbBase, VerbIng, VerbPart, VerbPast, VerbPres};
    let tag = |&&i: &&usize| article.tags[i];
    let first = |pick: &dyn Fn(Pos) -> bool| cue.iter().find(|i| pick(tag(i))).copied();
    first(&|t| matches!(t, VerbBase | VerbIng | VerbPart | VerbPast | VerbPres))
        .or_else(|| first(&|t| t == Noun))
        .or_else(|| first(&|t| t == Adj))
        .or_else(|| first(&|t| t == Adv))
        .or_else(|| cue.iter().copied().find(|&i| article.word(i).starts_with(char::is_alphanumeric)))
        .or_else(|| cue.first().copied())
}

/// An article's sentences for the first model.
pub fn head_sequences(article: &Article, view: &View, gold: &[Gold], out: &mut Vec<Sequence>) {
    let heads: HashSet<usize> = gold.iter().filter_map(|g| g.head).collect();
    for range in article.sentences.iter().flat_map(|s| gloss::tagger::runs(s.tokens.clone())) {
        let mut rows = Rows::default();
        range.clone().for_each(|i| view.head_row(i, &mut rows));
        out.push(Sequence {
            rows,
            gold: range.map(|i| u16::from(heads.contains(&i))).collect(),
            weight: 1.0,
        });
    }
}

/// An article's attributions for the second model.
pub fn span_sequences(view: &View, gold: &[Gold], out: &mut Vec<Sequence>) {
    for g in gold {
        let Some(head) = g.head else { continue };
        let window = view.window(head);
        let mut rows = Rows::default();
        view.span_rows(head, window.clone(), &mut rows);
        out.push(Sequence { rows, gold: labels(g, head, window), weight: 1.0 });
    }
}

/// The labels of a window around a cue.
fn labels(gold: &Gold, head: usize, window: Range<usize>) -> Vec<u16> {
    let mut kinds: Vec<Option<usize>> = vec![None; window.len()];
    for (kind, list) in [(2, &gold.content), (0, &gold.cue), (1, &gold.source), (0, &vec![head])] {
        for i in list.iter().filter(|i| window.contains(i)) {
            kinds[i - window.start] = Some(kind);
        }
    }
    let mut spans: Vec<(Range<usize>, usize)> = Vec::new();
    for (i, kind) in kinds.iter().enumerate() {
        match (kind, spans.last_mut()) {
            (Some(kind), Some((range, last))) if range.end == i && last == kind => range.end += 1,
            (Some(kind), _) => spans.push((i..i + 1, *kind)),
            (None, _) => {}
        }
    }
    LabelSet::bioes(SPAN_KINDS).encode(window.len(), &spans)
}
