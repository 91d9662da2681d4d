//! Kinds of names: the share of the names with the right span whose kind the gold label allows.
//!
//! Measured on the finished entities, each of one kind, with the trained model and with the rules alone.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use gloss::document::MentionKind;
use gloss::internal::Resources;
use gloss::internal::antecedents::AntecedentModel;
use gloss::internal::article::Article;
use gloss::internal::entities;
use gloss::internal::model::crf::Model;
use gloss::internal::recognizer;
use gloss::internal::recognizer::kinds::bit;
use gloss::text::Span;

use super::names::gold_names;
use super::spans::trim;
use super::table::SPLITS;
use crate::train::corpus::{self, Chain, Named};
use crate::train::kinds::meant;

/// For every name with the right span: the gold label, our kind, and whether the label allows it.
type Pairs = Vec<(String, &'static str, bool)>;

/// Prints the shares by the labels of each gold standard, and how many kinds the trained model corrects and
/// breaks.
pub fn run(corpora: &Path) -> Result<()> {
    let trained = Resources::embedded()?;
    let mut rules = Resources::embedded()?;
    rules.recognizer.kinds = Model::default();
    let mut golds = Vec::new();
    for (split, name) in SPLITS {
        golds.push((format!("our gold, {name}"), gold_names(split)?));
    }
    for file in ["names/worldwide.dev.ndjson", "names/crossner-politics.test.ndjson"] {
        let path = corpora.join(file);
        if path.is_file() {
            golds.push((file.to_owned(), corpus::named(&path)?));
        }
    }
    let dwie = corpora.join("chains/dwie.dev.ndjson");
    if dwie.is_file() {
        golds.push(("chains/dwie.dev.ndjson".to_owned(), corpus::chained(&dwie, of_dwie)?));
    }
    for (name, documents) in golds {
        let [before, after] =
            [&rules, &trained].map(|r| documents.iter().flat_map(|d| pairs(d, r)).collect::<Pairs>());
        show(&name, &before, &after);
    }
    Ok(())
}

/// Returns the label of a chain of DWIE, as the external scorer reads it, with states and towns apart from
/// other places.
fn of_dwie(chain: &Chain) -> Option<String> {
    let labels = [
        ("person", "PERSON"),
        ("organization", "ORG"),
        ("gpe", "GPE"),
        ("facility", "FAC"),
        ("event", "EVENT"),
        ("location", "LOC"),
        ("work_of_art", "WORK_OF_ART"),
    ];
    let label = labels.iter().find(|(tag, _)| chain.tags.iter().any(|t| t == tag))?.1;
    Some(label.to_owned())
}

/// Finds the names whose span is right.
fn pairs(document: &Named, resources: &Resources) -> Pairs {
    let text = document.text.text.as_str();
    let article = Article::read(text, &resources.parser);
    let names = recognizer::find(&article, &resources.recognizer);
    let gold: BTreeMap<Span, &str> =
        document.names.iter().map(|(s, k)| (trim(text, *s), k.as_str())).collect();
    let mut pairs = Vec::new();
    for entity in
        entities::build(&article, &names, resources.kb, &AntecedentModel::new(&resources.antecedents))
    {
        for mention in entity.mentions.iter().filter(|m| m.kind == MentionKind::Name) {
            let Some(label) = gold.get(&trim(text, mention.span)).filter(|l| meant(l) != 0) else { continue };
            pairs.push((mention.span.start, (*label).to_owned(), entity.kind));
        }
    }
    pairs.sort();
    pairs
        .into_iter()
        .map(|(_, label, kind)| {
            let right = meant(&label) & bit(kind) != 0;
            (label, kind.label(), right)
        })
        .collect()
}

fn show(name: &str, before: &Pairs, after: &Pairs) {
    let share = |pairs: &Pairs, label: Option<&str>| {
        let these = || pairs.iter().filter(|(l, ..)| label.is_none_or(|label| l == label));
        100.0 * these().filter(|p| p.2).count() as f64 / these().count().max(1) as f64
    };
    println!("\n{name}\n  {:16} {:>6} {:>7} {:>8}", "", "names", "rules", "trained");
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    after.iter().for_each(|(label, ..)| *counts.entry(label).or_default() += 1);
    for (label, count) in counts {
        println!(
            "  {label:16} {count:6} {:7.1} {:8.1}",
            share(before, Some(label)),
            share(after, Some(label))
        );
    }
    println!("  {:16} {:6} {:7.1} {:8.1}", "all", after.len(), share(before, None), share(after, None));
    let mut changes: BTreeMap<String, usize> = BTreeMap::new();
    let (mut corrected, mut broken) = (0, 0);
    for (b, a) in before.iter().zip(after).filter(|(b, a)| b.1 != a.1) {
        corrected += usize::from(a.2 && !b.2);
        broken += usize::from(b.2 && !a.2);
        let how = if a.2 == b.2 {
            "neither"
        } else if a.2 {
            "corrected"
        } else {
            "broken"
        };
        *changes
            .entry(format!("{how}: {} read as {} by the rules, {} trained", a.0, b.1, a.1))
            .or_default() += 1;
    }
    println!("  {corrected} corrected, {broken} broken");
    for (change, count) in changes.iter().filter(|(_, n)| **n > 1) {
        println!("    {count:4} {change}");
    }
}
