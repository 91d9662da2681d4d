//! Parts of speech and dependencies compared with the treebanks, on our own tokens and sentences.
//!
//! Tokens that the treebank cuts differently are left out, as are heads outside our own sentence. A relation is
//! right without its subtype. Universal parts of speech count, not the forms of verbs.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use gloss::internal::gazetteer::Gazetteer;
use gloss::internal::lexicon::speech_acts;
use gloss::internal::model::crf::runs;
use gloss::internal::parser::{self, Network, Relation};
use gloss::internal::pos::Pos;
use gloss::internal::syntax::lemma;

use super::spans::Count;
use crate::train::corpus::{self, Tagged};
use crate::train::names::LISTS;
use crate::train::syntax::label;

/// The treebanks for scoring.
pub const DEV: [&str; 2] = ["syntax/gum.dev.conllu", "syntax/ewt.conllu"];

/// Prints the scores of the committed parser.
pub fn run(folder: &Path) -> Result<()> {
    let read = |file: &str| fs::read(file).with_context(|| format!("reading {file}"));
    let (tokens, layers) = (read("models/syntax-tokens.bin")?, read("models/syntax-layers.bin")?);
    for (what, score) in score(folder, &tokens, &layers, &Gazetteer::load(&read(LISTS)?)?)? {
        println!("{what:60} {score:6.2}");
    }
    Ok(())
}

/// Scores a parser on the treebanks for scoring; returns each measure with its name, in percent.
pub fn score(folder: &Path, tokens: &[u8], layers: &[u8], lists: &Gazetteer) -> Result<Vec<(String, f64)>> {
    let network = Network::load(tokens, layers)?;
    let mut scores = Vec::new();
    for file in DEV {
        let counts = count(&corpus::treebank(&corpus::path(folder, file)?)?, &network, lists);
        let Counts { tags, heads, labelled, subjects } = counts;
        let name = file.trim_start_matches("syntax/").trim_end_matches(".conllu");
        scores.extend([
            (format!("{name}, parts of speech"), tags.percent()),
            (format!("{name}, heads (UAS)"), heads.percent()),
            (format!("{name}, heads and relations (LAS)"), labelled.percent()),
            (format!("{name}, subjects of verbs of saying, F1"), subjects.f1()),
        ]);
    }
    Ok(scores)
}

/// A number of right decisions among all.
#[derive(Default)]
struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn add(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.all += 1;
    }

    /// Adds the tags of consecutive tokens from `first` on.
    fn add_tags(&mut self, document: &Tagged, first: usize, tags: &[Pos]) {
        for (found, gold) in tags.iter().zip(&document.tags[first..]) {
            if let Some((upos, xpos)) = gold {
                let gold = label(upos, xpos);
                self.add(*found == gold || found.is_verb() && gold.is_verb());
            }
        }
    }

    fn percent(&self) -> f64 {
        100.0 * self.right as f64 / self.all.max(1) as f64
    }
}

#[derive(Default)]
struct Counts {
    tags: Share,
    heads: Share,
    labelled: Share,
    /// The subjects as pairs of a verb and the head of its subject.
    subjects: Count,
}

fn count(documents: &[Tagged], network: &Network, lists: &Gazetteer) -> Counts {
    let mut counts = Counts::default();
    for document in documents {
        let text = &document.text;
        for run in text.sentences.iter().flat_map(|s| runs(s.tokens.clone())) {
            let parse = parser::parse(network, &text.words, &text.spellings, lists, run.clone());
            counts.tags.add_tags(document, run.start, &parse.tags);
            let (mut found, mut gold) = (HashSet::new(), HashSet::new());
            let says = |i: usize| {
                let tag = document.tags[i].as_ref().map(|(upos, xpos)| label(upos, xpos));
                let tag = tag.filter(|tag| tag.is_verb());
                let word = text.tokens[i].span.of(&text.text);
                tag.is_some_and(|tag| speech_acts::known(&lemma::of(word, tag)).is_some())
            };
            for (at, i) in run.clone().enumerate() {
                let Some(arc) = &document.arcs[i] else { continue };
                if arc.head.is_some_and(|head| !run.contains(&head)) {
                    continue;
                }
                let relation = parse.dependencies[at].relation;
                let head = parse.dependencies[at].head(i);
                counts.heads.add(head == arc.head);
                counts.labelled.add(
                    head == arc.head
                        && (head.is_none()
                            || Relation::of_name(&arc.relation)
                                .is_some_and(|gold| gold.base_name() == relation.base_name())),
                );
                found.extend(
                    head.filter(|&head| relation == Relation::Subject && says(head)).map(|head| (head, i)),
                );
                gold.extend(
                    arc.head
                        .filter(|&head| arc.relation == Relation::Subject.name() && says(head))
                        .map(|head| (head, i)),
                );
            }
            counts.subjects.add(Count {
                right: found.intersection(&gold).count(),
                found: found.len(),
                gold: gold.len(),
            });
        }
    }
    counts
}
