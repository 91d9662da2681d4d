//! `rules`: the rules of attribution, how often each does something on the articles for development, and the
//! scores without it.

use std::ops::Range;

use anyhow::{Context, Result};
use gloss::internal::Resources;
use gloss::internal::attribution::candidates::{Candidate, Models};
use gloss::internal::attribution::claims;
use gloss::internal::attribution::credits;
use gloss::internal::attribution::network::Inference;
use gloss::internal::attribution::rules::{RULES, Rules};

use crate::corpora::Corpora;
use crate::train::attribution::add;
use crate::train::attribution::gold::{self, Prepared, prepare};
use crate::train::attribution::score::Score;

/// Print the rules of attribution, how often each changes, rejects or proposes a candidate in the articles for
/// development, and the difference that leaving it out makes to the scores
#[derive(clap::Args)]
pub struct Args {
    /// The corpora
    #[command(flatten)]
    corpora: Corpora,
    /// Print the claims that differ without this rule, as "source | cue | content"
    #[arg(long, value_name = "RULE")]
    show: Option<String>,
}

/// Prints the table of rules.
pub fn run(args: &Args) -> Result<()> {
    let resources = Resources::embedded()?;
    let records = gold::own(&args.corpora, "dev")?;
    let articles = prepare(&records, &resources);
    let models = &resources.attribution;
    if let Some(name) = &args.show {
        let rule = RULES.iter().find(|rule| rule.name == name).context("there is no rule of this name")?;
        articles.iter().for_each(|prepared| show(prepared, models, rule.name));
        return Ok(());
    }
    let mut recorded = Rules::recorded();
    let all = score(&articles, models, &mut recorded);
    println!(
        "{} articles; claims, F1: found {:.1}, all three parts {:.1}",
        articles.len(),
        all.found.f1(),
        all.whole.f1()
    );
    println!("without a rule, the difference to these scores:\n");
    println!("{:9} {:32} {:>5} {:>7} {:>7}", "phase", "rule", "fires", "found", "whole");
    for (rule, fires) in RULES.iter().zip(recorded.record()) {
        let without = score(&articles, models, &mut Rules::without(rule.name));
        let difference = |now: f64, all: f64| format!("{:+.1}", now - all);
        println!(
            "{:9} {:32} {:>5} {:>7} {:>7}  {}",
            format!("{:?}", rule.phase).to_lowercase(),
            rule.name,
            fires,
            difference(without.found.f1(), all.found.f1()),
            difference(without.whole.f1(), all.whole.f1()),
            rule.why
        );
    }
    Ok(())
}

/// Prints the claims of an article that a rule adds, and those that are found without it.
fn show(prepared: &Prepared, models: &Models, rule: &'static str) {
    let article = &prepared.article;
    let words = |tokens: &Range<usize>| article.span(tokens.clone()).of(article.text).replace('\n', " ");
    let line = |candidate: &Candidate| {
        let parts = candidate.source.iter().chain([&candidate.cue]).chain(&candidate.content);
        parts.map(words).collect::<Vec<_>>().join(" | ")
    };
    let found =
        |rules: &mut Rules| -> Vec<String> { found(prepared, models, rules).iter().map(line).collect() };
    let (with, without) = (found(&mut Rules::default()), found(&mut Rules::without(rule)));
    without.iter().filter(|line| !with.contains(line)).for_each(|line| println!("- {line}"));
    with.iter().filter(|line| !without.contains(line)).for_each(|line| println!("+ {line}"));
}

/// Finds the claims of an article with these rules.
fn found(prepared: &Prepared, models: &Models, rules: &mut Rules) -> Vec<Candidate> {
    let credits = credits::find_credits(&prepared.article);
    claims(&prepared.context(), &credits, models, &mut Inference::new(&models.network), rules)
}

/// Scores the claims of articles that are found with these rules.
fn score(articles: &[Prepared], models: &Models, rules: &mut Rules) -> Score {
    let mut score = Score::default();
    for prepared in articles {
        add(&mut score, prepared, &found(prepared, models, rules));
    }
    score
}
