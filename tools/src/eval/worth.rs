//! Check-worthiness: on debates kept out as a whole, and on news sentences of our own.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Result;
use gloss::internal::Resources;
use gloss::internal::check_worthiness::FeatureGroup;

use super::ranking::Ranking;
use super::table::Split;
use crate::train::crf::Settings;
use crate::train::worth::{
    self, Example, FOLDS, Label, SHIPPED, View, across_folds, learn, reliability, scores,
};

type Scores = Vec<(f32, bool)>;

/// Prints the figures; with `verbose` the news sentences of the half that may be looked at, the worst ranked first.
pub fn run(corpora: &Path, verbose: bool) -> Result<()> {
    let resources = Resources::embedded()?;
    let settings = worth::settings();
    let debates = worth::debates(corpora, &resources)?;
    let tune = worth::news(Split::Tune, &resources)?;
    let report = worth::news(Split::Report, &resources)?;
    let lessons = worth::lessons(&resources)?;
    on_debates(&debates, &settings);
    on_news(&debates, &lessons, &[(Split::Tune, &tune), (Split::Report, &report)], &settings, verbose);
    left_out(&debates, &lessons, &tune, &settings);
    Ok(())
}

fn line(what: &str, found: &Scores) -> Ranking {
    let ranking = Ranking::new(found.iter().copied());
    let (low, high) = ranking.interval();
    println!(
        "  {what:44} {:5.1}  ({low:.1}–{high:.1})   calibration error {:.3}",
        ranking.average_precision(),
        reliability(found).error()
    );
    ranking
}

fn lead(what: &str, ours: &Ranking, other: &Ranking) {
    let (low, high) = ours.lead_over(other);
    let by = ours.average_precision() - other.average_precision();
    println!("  {what:44} {by:+5.1}  ({low:+.1} to {high:+.1})");
}

fn on_debates(debates: &[Example], settings: &Settings) {
    let worthy = debates.iter().filter(|e| e.is_worthy()).count();
    let share = 100.0 * worthy as f64 / debates.len() as f64;
    println!("\ndebates, {FOLDS} folds of whole debates, average precision (by chance {share:.1}):");
    let words = across_folds(&[], debates, View::BagOfWords, settings);
    let words = line("bag of words", &words);
    let found = across_folds(&[], debates, SHIPPED, settings);
    let ours = line("as shipped", &found);
    line(
        "with words of the first and second person",
        &across_folds(&[], debates, View::Without(&[]), settings),
    );
    lead("as shipped against bag of words", &ours, &words);
    let kept = |label| debates.iter().zip(&found).filter(move |(e, _)| e.label != label).map(|(_, &s)| s);
    line("as shipped, unimportant sentences left out", &kept(Label::Unimportant).collect());
    let mut halves = [0usize; 2];
    let few = debates.iter().zip(&found).filter(|(e, _)| {
        halves[usize::from(e.is_worthy())] += 1;
        e.is_worthy() || halves[0].is_multiple_of(2)
    });
    line("as shipped, every second other one left out", &few.map(|(_, &s)| s).collect());
    let (pairs, same) = twice(debates);
    println!("  sentences that stand in the debates twice: {pairs} pairs, {same} of them labelled alike");
}

/// Pairs of equal sentences, and those of them where both are check-worthy or neither is.
fn twice(examples: &[Example]) -> (usize, usize) {
    let mut before: HashMap<&str, Vec<bool>> = HashMap::new();
    let (mut pairs, mut same) = (0, 0);
    for e in examples {
        let others = before.entry(&e.text).or_default();
        pairs += others.len();
        same += others.iter().filter(|&&o| o == e.is_worthy()).count();
        others.push(e.is_worthy());
    }
    (pairs, same)
}

fn on_news(
    debates: &[Example],
    lessons: &[Example],
    splits: &[(Split, &[Example])],
    settings: &Settings,
    verbose: bool,
) {
    let persons = View::Without(&[]);
    let words = learn(debates, View::BagOfWords, settings);
    let with_persons = learn(debates, persons, settings);
    let alone = learn(debates, SHIPPED, settings);
    let taught = || debates.iter().chain(lessons);
    let words_taught = learn(taught(), View::BagOfWords, settings);
    for &(split, news) in splits {
        let share = 100.0 * news.iter().filter(|e| e.is_worthy()).count() as f64 / news.len() as f64;
        println!("\nnews, {split:?}, {} sentences, average precision (by chance {share:.1}):", news.len());
        let words = line("bag of words, debates alone", &scores(&words, news, View::BagOfWords));
        line("bag of words, debates and our news", &scores(&words_taught, news, View::BagOfWords));
        line("with first and second person, debates alone", &scores(&with_persons, news, persons));
        let alone = line("debates alone", &scores(&alone, news, SHIPPED));
        let found = shipped(news);
        let ours = line("as shipped: debates and our news", &found);
        lead("as shipped against bag of words", &ours, &words);
        lead("debates alone against bag of words", &alone, &words);
        let factual = news.iter().zip(&found).filter(|(e, _)| e.label != Label::NotFactual);
        line("as shipped, among factual sentences", &factual.map(|(_, &s)| s).collect());
        println!("{}", reliability(&found));
        if verbose && split == Split::Tune {
            errors(news, &found);
        }
    }
}

/// The scores of the model that is compiled in.
fn shipped(news: &[Example]) -> Scores {
    scores(gloss::internal::CHECK_WORTHINESS, news, SHIPPED)
}

/// The sentences on the wrong side of one half, the furthest first.
fn errors(news: &[Example], found: &Scores) {
    let mut wrong: Vec<(f32, &Example)> = news.iter().zip(found).map(|(e, s)| (s.0, e)).collect();
    wrong.retain(|(score, e)| (*score >= 0.5) != e.is_worthy());
    wrong.sort_by(|a, b| (b.0 - 0.5).abs().total_cmp(&(a.0 - 0.5).abs()));
    for (score, e) in wrong {
        println!("  {score:.2} {:?}: {}", e.label, e.text);
    }
}

fn left_out(debates: &[Example], lessons: &[Example], tune: &[Example], settings: &Settings) {
    println!("\none group of features left out: news (tune), one fold of debates");
    let sets: Vec<(String, Vec<FeatureGroup>)> = FeatureGroup::ALL
        .iter()
        .filter(|g| **g != FeatureGroup::Persons)
        .map(|&g| (format!("without {g:?}"), vec![g, FeatureGroup::Persons]))
        .collect();
    let base = ("as shipped".to_owned(), vec![FeatureGroup::Persons]);
    for (what, groups) in std::iter::once(base).chain(sets) {
        let view = View::Without(&groups);
        let on = |learnt: &[u8], kept: &mut dyn Iterator<Item = &Example>| {
            Ranking::new(scores(learnt, kept, view)).average_precision()
        };
        let news = on(&learn(debates.iter().chain(lessons), view, settings), &mut tune.iter());
        let fold = learn(debates.iter().filter(|e| e.fold != 0), view, settings);
        let kept_out = on(&fold, &mut debates.iter().filter(|e| e.fold == 0));
        println!("  {what:20} {news:5.1}  {kept_out:5.1}");
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_sentence_is_learnt_from_that_is_also_counted() {
        let resources = Resources::embedded().unwrap();
        let lessons = worth::lessons(&resources).unwrap();
        let learnt: HashSet<&str> = lessons.iter().map(|l| l.text.as_str()).collect();
        for split in [Split::Tune, Split::Report] {
            let gold = worth::news(split, &resources).unwrap();
            assert!(gold.iter().all(|g| !learnt.contains(g.text.as_str())));
        }
    }

    #[test]
    fn scores_on_news_nobody_tuned_on_do_not_get_worse() {
        let report = worth::news(Split::Report, &Resources::embedded().unwrap()).unwrap();
        let found = shipped(&report);
        let (precision, error) =
            (Ranking::new(found.iter().copied()).average_precision(), reliability(&found).error());
        assert!(precision >= 92.0, "average precision {precision:.1}");
        assert!(error <= 0.08, "calibration error {error:.3}");
    }
}
