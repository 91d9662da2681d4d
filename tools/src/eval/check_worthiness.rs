//! Check-worthiness on whole held-out debates and on the project's own news sentences.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Result;
use gloss::internal::Resources;
use gloss::internal::check_worthiness::FeatureGroup;

use super::floors::Figure;
use super::ranking::Ranking;
use super::table::{SPLITS, Split};
use crate::corpora::Corpora;
use crate::train::check_worthiness::{
    self as training, Example, FOLDS, Label, SHIPPED, View, cross_validated, learn, reliability, scores,
};
use crate::train::crf::Settings;

type Scores = Vec<(f32, bool)>;

/// Prints the figures, and the misclassified news sentences of the split `tune` if `verbose`, the worst
/// first.
pub fn run(corpora: &Path, verbose: bool) -> Result<()> {
    let resources = Resources::embedded()?;
    let settings = training::settings();
    let debates = training::debates(&Corpora::all(corpora), &resources)?;
    let tune = training::gold_news(Split::Tune, &resources)?;
    let report = training::gold_news(Split::Report, &resources)?;
    let own_news = training::training_news(&resources)?;
    on_debates(&debates, &settings);
    on_news(&debates, &own_news, &[(Split::Tune, &tune), (Split::Report, &report)], &settings, verbose);
    ablation(&debates, &own_news, &tune, &settings);
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

fn difference(what: &str, ours: &Ranking, other: &Ranking) {
    let (low, high) = ours.lead_over(other);
    let by = ours.average_precision() - other.average_precision();
    println!("  {what:44} {by:+5.1}  ({low:+.1} to {high:+.1})");
}

fn on_debates(debates: &[Example], settings: &Settings) {
    let worthy = debates.iter().filter(|e| e.is_worthy()).count();
    let share = 100.0 * worthy as f64 / debates.len() as f64;
    println!("\ndebates, {FOLDS} folds of whole debates, average precision (by chance {share:.1}):");
    let words = cross_validated(&[], debates, View::BagOfWords, settings);
    let words = line("bag of words", &words);
    let found = cross_validated(&[], debates, SHIPPED, settings);
    let ours = line("as shipped", &found);
    line(
        "with words of the first and second person",
        &cross_validated(&[], debates, View::Without(&[]), settings),
    );
    difference("as shipped against bag of words", &ours, &words);
    let kept = |label| debates.iter().zip(&found).filter(move |(e, _)| e.label != label).map(|(_, &s)| s);
    line("as shipped, without unimportant sentences", &kept(Label::Unimportant).collect());
    let mut halves = [0usize; 2];
    let few = debates.iter().zip(&found).filter(|(e, _)| {
        halves[usize::from(e.is_worthy())] += 1;
        e.is_worthy() || halves[0].is_multiple_of(2)
    });
    line("as shipped, without every second negative", &few.map(|(_, &s)| s).collect());
    let (pairs, same) = duplicates(debates);
    println!("  duplicate sentences in the debates: {pairs} pairs, {same} of them labelled alike");
}

/// Counts pairs of equal sentences, and those of them where both are check-worthy or neither is.
fn duplicates(examples: &[Example]) -> (usize, usize) {
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
    own_news: &[Example],
    splits: &[(Split, &[Example])],
    settings: &Settings,
    verbose: bool,
) {
    let persons = View::Without(&[]);
    let words = learn(debates, View::BagOfWords, settings);
    let with_persons = learn(debates, persons, settings);
    let alone = learn(debates, SHIPPED, settings);
    let with_news = || debates.iter().chain(own_news);
    let words_with_news = learn(with_news(), View::BagOfWords, settings);
    for &(split, news) in splits {
        let share = 100.0 * news.iter().filter(|e| e.is_worthy()).count() as f64 / news.len() as f64;
        println!("\nnews, {split:?}, {} sentences, average precision (by chance {share:.1}):", news.len());
        let words = line("bag of words, debates alone", &scores(&words, news, View::BagOfWords));
        line("bag of words, debates and our news", &scores(&words_with_news, news, View::BagOfWords));
        line("with first and second person, debates alone", &scores(&with_persons, news, persons));
        let alone = line("debates alone", &scores(&alone, news, SHIPPED));
        let found = shipped(news);
        let ours = line("as shipped: debates and our news", &found);
        difference("as shipped against bag of words", &ours, &words);
        difference("debates alone against bag of words", &alone, &words);
        let factual = news.iter().zip(&found).filter(|(e, _)| e.label != Label::NotFactual);
        line("as shipped, among factual sentences", &factual.map(|(_, &s)| s).collect());
        println!("{}", reliability(&found));
        if verbose && split == Split::Tune {
            errors(news, &found);
        }
    }
}

/// Returns the scores of the model that is compiled in.
fn shipped(news: &[Example]) -> Scores {
    scores(gloss::internal::CHECK_WORTHINESS, news, SHIPPED)
}

/// Prints the sentences whose score lies on the wrong side of 0.5, the furthest first.
fn errors(news: &[Example], found: &Scores) {
    let mut wrong: Vec<(f32, &Example)> = news.iter().zip(found).map(|(e, s)| (s.0, e)).collect();
    wrong.retain(|(score, e)| (*score >= 0.5) != e.is_worthy());
    wrong.sort_by(|a, b| (b.0 - 0.5).abs().total_cmp(&(a.0 - 0.5).abs()));
    for (score, e) in wrong {
        println!("  {score:.2} {:?}: {}", e.label, e.text);
    }
}

/// The figures that have floors.
pub fn figures() -> Result<Vec<Figure>> {
    let resources = Resources::embedded()?;
    let mut precision = [0.0; 2];
    for (precision, (split, _)) in precision.iter_mut().zip(SPLITS) {
        let news = training::gold_news(split, &resources)?;
        *precision = Ranking::new(shipped(&news)).average_precision();
    }
    Ok(vec![("check-worthiness of news, average precision", precision)])
}

/// Prints the average precision without each group of features.
fn ablation(debates: &[Example], own_news: &[Example], tune: &[Example], settings: &Settings) {
    println!("\nablation of feature groups: news (tune), one fold of debates");
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
        let news = on(&learn(debates.iter().chain(own_news), view, settings), &mut tune.iter());
        let fold = learn(debates.iter().filter(|e| e.fold != 0), view, settings);
        let kept_out = on(&fold, &mut debates.iter().filter(|e| e.fold == 0));
        println!("  {what:20} {news:5.1}  {kept_out:5.1}");
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::corpus::Article;

    #[test]
    fn gold_sentences_are_not_in_the_training_data() {
        let resources = Resources::embedded().unwrap();
        let training_news = training::training_news(&resources).unwrap();
        let learnt: HashSet<&str> = training_news.iter().map(|example| example.text.as_str()).collect();
        for split in [Split::Tune, Split::Report] {
            let gold = training::gold_news(split, &resources).unwrap();
            assert!(gold.iter().all(|g| !learnt.contains(g.text.as_str())));
        }
    }

    #[test]
    fn calibration_error_on_open_news_stays_low() {
        // Texts under an open licence are here, whatever other corpora there are.
        let is_open = |a: &Article| a.split != "train" && a.licence.starts_with("CC BY");
        let resources = Resources::embedded().unwrap();
        let news =
            training::corpus_news(&Corpora::all(Path::new("no corpora here")), is_open, &resources).unwrap();
        let error = reliability(&shipped(&news)).error();
        assert!(news.len() > 150 && error <= 0.1, "{} sentences, calibration error {error:.3}", news.len());
    }
}
