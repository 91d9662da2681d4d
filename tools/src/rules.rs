//! `rules`: the rules of attribution, how often each does something on the articles for development, and the
//! scores without it.

use anyhow::Result;
use gloss::internal::Resources;
use gloss::internal::attribution::candidates::Models;
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
}

/// Prints the table of rules.
pub fn run(args: &Args) -> Result<()> {
    let resources = Resources::embedded()?;
    let records = gold::own(&args.corpora, "dev")?;
    let articles = prepare(&records, &resources);
    let models = &resources.attribution;
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

/// Scores the claims of articles that are found with these rules.
fn score(articles: &[Prepared], models: &Models, rules: &mut Rules) -> Score {
    let mut score = Score::default();
    for prepared in articles {
        let credits = credits::find_credits(&prepared.article);
        let mut inference = Inference::new(&models.network);
        let found = claims(&prepared.context(), &credits, models, &mut inference, rules);
        add(&mut score, prepared, &found);
    }
    score
}
