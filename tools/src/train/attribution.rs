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
use gloss::claims::quotes::{self, Quotes};
use gloss::claims::spans::{self, HEAD_LABELS, Models, SPAN_KINDS, THRESHOLD};
use gloss::mentions::Name;
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

/// An article of the corpus as the stages before this one read it.
pub struct Prepared<'r> {
    /// The article.
    pub article: Article<'r>,
    /// Its names.
    pub names: Vec<Name>,
    /// Its quotes.
    pub quotes: Quotes,
    /// Who says what in it.
    pub gold: Vec<Gold>,
}

impl Prepared<'_> {
    /// What the features see.
    pub fn view(&self) -> View<'_> {
        View::new(&self.article, &self.names, &self.quotes)
    }
}

/// Runs the stages before this one.
pub fn prepare<'r>(records: &'r [Record], resources: &Resources) -> Vec<Prepared<'r>> {
    let prepare = |record: &'r Record| {
        let article = Article::read(&record.text, resources);
        let (names, quotes) = (gloss::mentions::find(&article, resources), quotes::find(&article));
        let gold = project(record, &article);
        Prepared { article, names, quotes, gold }
    };
    records.iter().map(prepare).collect()
}

/// Trains both models and scores them together; returns the files and what the manifest says of them.
pub fn train(corpora: &Path, tune: &super::Tune) -> Result<Vec<super::Trained>> {
    let resources = Resources::embedded();
    let (records, dev) = (read(&corpus::path(corpora, TRAIN)?)?, read(&corpus::path(corpora, DEV)?)?);
    let (articles, dev) = (prepare(&records, &resources), prepare(&dev, &resources));

    let (mut head_settings, mut span_settings) = (head_settings(), span_settings());
    tune(&mut head_settings)?;
    tune(&mut span_settings)?;
    eprintln!("attribution: the heads of cues");
    let heads = train_heads(articles.iter(), &head_settings);
    let halves = halves(&articles, &head_settings);
    let sequences = span_sequences(&articles, &halves)?;
    let mut last = Score::default();
    let spans = crf::train(&LabelSet::bioes(SPAN_KINDS), &sequences, &span_settings, |epoch, model| {
        if let Ok(heads) = Model::load(&heads) {
            last = evaluate(&dev, &heads, model, THRESHOLD);
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
    Settings { epochs: 5, dropout: 0.5, max_rows: 80_000, grain: 0.3, ..Settings::default() }
}

/// How the second model is trained.
pub fn span_settings() -> Settings {
    Settings { epochs: 4, hidden: 32, dropout: 0.3, max_rows: 40_000, grain: 0.3, ..Settings::default() }
}

/// Trains the first model.
pub fn train_heads<'p>(articles: impl Iterator<Item = &'p Prepared<'p>>, settings: &Settings) -> Vec<u8> {
    let mut sequences = Vec::new();
    articles.for_each(|a| head_sequences(a, &mut sequences));
    crf::train(&LabelSet::free(HEAD_LABELS), &sequences, settings, |_, _| {})
}

/// The first model twice: for the articles of even and of odd number, each trained on the others.
pub fn halves(articles: &[Prepared], settings: &Settings) -> [Vec<u8>; 2] {
    [1, 0].map(|keep| train_heads(articles.iter().skip(keep).step_by(2), settings))
}

/// The sequences of the second model.
pub fn span_sequences(articles: &[Prepared], halves: &[Vec<u8>; 2]) -> Result<Vec<Sequence>> {
    let mut sequences = Vec::new();
    for (i, article) in articles.iter().enumerate() {
        let mut view = article.view();
        let scores = spans::head_scores(&article.article, &view, &Model::load(&halves[i % 2])?);
        view.set_heads(&spans::heads(&scores, THRESHOLD));
        add_spans(&view, &article.gold, &mut sequences);
    }
    Ok(sequences)
}

/// Scores the models on articles that they have not seen.
pub fn evaluate(dev: &[Prepared], heads: &Model, spans: &Model, threshold: f32) -> Score {
    let mut score = Score::default();
    let models = Models { heads: heads.clone(), spans: spans.clone() };
    for Prepared { article, names, quotes, gold } in dev {
        let raws = spans::find(article, names, quotes, &models, threshold);
        let raws = gloss::claims::tidy(article, quotes, raws);
        let parents = gloss::claims::parents(article, &raws);
        let top = raws.iter().zip(parents).filter(|(_, p)| p.is_none());
        let top: Vec<_> = top.map(|(r, _)| score::raw_parts(article, r)).collect();
        let gold: Vec<_> = gold.iter().map(|g| score::gold_parts(article, g)).collect();
        score.add(article, &gold, &top);
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
fn head_sequences(prepared: &Prepared, out: &mut Vec<Sequence>) {
    let view = prepared.view();
    let heads: HashSet<usize> = prepared.gold.iter().filter_map(|g| g.head).collect();
    for range in prepared.article.sentences.iter().flat_map(|s| gloss::tagger::runs(s.tokens.clone())) {
        let mut rows = Rows::default();
        range.clone().for_each(|i| view.head_row(i, &mut rows));
        out.push(Sequence { rows, gold: range.map(|i| u16::from(heads.contains(&i))).collect(), weight: 1.0 });
    }
}

/// An article's attributions for the second model.
fn add_spans(view: &View, gold: &[Gold], out: &mut Vec<Sequence>) {
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
