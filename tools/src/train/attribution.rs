//! Trains the attribution models from PolNeAR, and scores them on its development part.

use std::collections::HashSet;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};
use gloss::article::Article;
use gloss::claims::features::View;
use gloss::claims::spans::{Raw, SPAN_KINDS};
use gloss::tagger::features::Rows;
use gloss::tagger::pos::Pos;
use serde::Deserialize;

use super::crf::{LabelSet, Sequence};

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

/// Reads a file of the corpus.
pub fn read(path: &Path) -> Result<Vec<Record>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read the corpus file {}", path.display()))?;
    text.lines().map(|line| serde_json::from_str(line).context("a line of the corpus cannot be read")).collect()
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
        out.push(Sequence { rows, gold: range.map(|i| u16::from(heads.contains(&i))).collect(), weight: 1.0 });
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

/// Found and missed, counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Prf {
    right: f64,
    found: f64,
    gold: f64,
}

impl Prf {
    /// The harmonic mean of precision and recall, in percent.
    pub fn f1(&self) -> f64 {
        200.0 * self.right / (self.found + self.gold).max(1.0)
    }

    /// Precision in percent.
    pub fn precision(&self) -> f64 {
        100.0 * self.right / self.found.max(1.0)
    }

    /// Recall in percent.
    pub fn recall(&self) -> f64 {
        100.0 * self.right / self.gold.max(1.0)
    }
}

/// How found attributions agree with the gold ones: found at all; source, cue and content at least half; all three.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    /// Found at all.
    pub found: Prf,
    /// Source, cue, content.
    pub parts: [Prf; 3],
    /// All three.
    pub whole: Prf,
}

/// A source, a cue and a content as sorted tokens that are no punctuation.
pub type Parts = [Vec<usize>; 3];

/// Keeps the tokens that have letters or digits, as the scorer counts those only.
pub fn wordy(article: &Article, tokens: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let mut kept: Vec<usize> =
        tokens.into_iter().filter(|&i| article.word(i).chars().any(char::is_alphanumeric)).collect();
    kept.sort_unstable();
    kept
}

fn weigh(article: &Article, a: &[usize], b: &[usize]) -> (f64, f64) {
    let size = |i: &usize| article.word(*i).chars().filter(|c| c.is_alphanumeric()).count() as f64;
    let common: f64 = a.iter().filter(|i| b.binary_search(i).is_ok()).map(size).sum();
    let all: f64 = a.iter().map(size).sum::<f64>() + b.iter().map(size).sum::<f64>() - common;
    (common, all)
}

impl Score {
    /// Adds one article. `found` may hold any number of attributions.
    pub fn add(&mut self, article: &Article, gold: &[Parts], found: &[Parts]) {
        let mut pairs = Vec::new();
        for (g, want) in gold.iter().enumerate() {
            for (f, have) in found.iter().enumerate() {
                let agree: Vec<(f64, f64)> = (0..3).map(|k| weigh(article, &want[k], &have[k])).collect();
                if agree[1].0 > 0.0 || agree[2].0 * 2.0 > agree[2].1 {
                    let total: f64 = agree.iter().map(|(c, a)| c / a.max(1.0)).sum();
                    pairs.push((total, g, f, agree));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (mut gold_used, mut found_used) = (HashSet::new(), HashSet::new());
        for (_, g, f, agree) in pairs {
            if gold_used.contains(&g) || found_used.contains(&f) {
                continue;
            }
            gold_used.insert(g);
            found_used.insert(f);
            self.found.right += 1.0;
            let half = |k: usize| !found[f][k].is_empty() && agree[k].0 * 2.0 >= agree[k].1;
            for k in 0..3 {
                self.parts[k].right += f64::from(u8::from(!gold[g][k].is_empty() && half(k)));
            }
            let whole = (0..3).all(|k| gold[g][k].is_empty() || half(k));
            self.whole.right += f64::from(u8::from(whole));
        }
        for prf in [&mut self.found, &mut self.whole] {
            prf.gold += gold.len() as f64;
            prf.found += found.len() as f64;
        }
        for k in 0..3 {
            self.parts[k].gold += gold.iter().filter(|g| !g[k].is_empty()).count() as f64;
            self.parts[k].found += found.iter().filter(|g| !g[k].is_empty()).count() as f64;
        }
    }

    /// The figures in one line.
    pub fn line(&self) -> String {
        format!(
            "found {:.1} (P {:.1} R {:.1})  source {:.1}  cue {:.1}  content {:.1}  whole {:.1}",
            self.found.f1(),
            self.found.precision(),
            self.found.recall(),
            self.parts[0].f1(),
            self.parts[1].f1(),
            self.parts[2].f1(),
            self.whole.f1()
        )
    }
}

/// The parts of a gold attribution that the score compares.
pub fn gold_parts(article: &Article, g: &Gold) -> Parts {
    [&g.source, &g.cue, &g.content].map(|list| wordy(article, list.iter().copied()))
}

/// The parts of a found one.
pub fn raw_parts(article: &Article, r: &Raw) -> Parts {
    [
        wordy(article, r.source.iter().cloned().flatten()),
        wordy(article, r.cue.clone()),
        wordy(article, r.content.iter().cloned().flatten()),
    ]
}
