//! Attributions on held-out news: all of them, speech only, and the classes of error with their frequency.
//!
//! Found, parts and whole are counted as the external scorer counts them. The corpus does not label
//! kinds: the kind of an attribution is derived from the head of its cue, by one function for gold cues and
//! found cues.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use gloss::document::Claim;
use gloss::document::CueKind;
use gloss::internal::Resources;
use gloss::internal::article::Article;
use gloss::internal::attribution::interpretation;
use gloss::internal::lexicon::speech_acts;
use gloss::{Annotator, Options};

use crate::train::attribution::DEV;
use crate::train::attribution::gold::{self, Prepared};
use crate::train::attribution::score::{self, Pair, Parts, Score};
use crate::train::corpus;

/// Prints the scores, the kinds and the classes of error.
pub fn run(corpora: &Path) -> Result<()> {
    let (annotator, resources) = (Annotator::embedded()?, Resources::embedded()?);
    let records = gold::read(&corpus::path(corpora, DEV)?)?;
    let articles = gold::prepare(&records, &resources);
    let (mut all, mut speech) = (Score::default(), Score::default());
    let (mut errors, mut kinds) = (Counts::default(), Counts::default());
    for (record, prepared) in records.iter().zip(&articles) {
        let article = &prepared.article;
        let document = annotator.annotate(&record.text, &Options::default());
        let ours: Vec<&Claim> = document.claims.iter().filter(|c| c.parent.is_none()).collect();
        let found: Vec<Parts> = ours.iter().map(|c| parts(article, c)).collect();
        let wanted: Vec<Parts> = prepared.gold.iter().map(|g| score::gold_parts(article, g)).collect();
        let our_kinds: Vec<Kind> =
            ours.iter().map(|c| c.cue.as_ref().and_then(|c| speech_acts::known(&c.lemma))).collect();
        let their_kinds = gold_kinds(prepared);
        let pairs = all.add(article, &wanted, &found);
        count(&mut errors, &wanted, &found, &pairs);
        count_kinds(&mut kinds, &their_kinds, &our_kinds, &pairs);
        let spoken = |parts: &[Parts], kinds: &[Kind]| -> Vec<Parts> {
            let both = parts.iter().zip(kinds).filter(|(_, kind)| is_speech(**kind));
            both.map(|(parts, _)| parts.clone()).collect()
        };
        speech.add(article, &spoken(&wanted, &their_kinds), &spoken(&found, &our_kinds));
    }
    println!("all          {}\nspeech only  {}", all.line(), speech.line());
    println!("\nkind of the cue: in the gold, found; found, in the gold");
    for (kind, [gold, hit, ours, right]) in kinds.0 {
        println!("{kind:10} {gold:5} {:5.1} %  {ours:5} {:5.1} %", share(hit, gold), share(right, ours));
    }
    println!("\nerror, count and share");
    let total: usize = errors.0.values().map(|c| c[0]).sum();
    for (what, [n, ..]) in errors.0 {
        println!("{what:40} {n:5} {:5.1} %", share(n, total));
    }
    Ok(())
}

/// The kind of the cue by its head; `None` without a cue or if the table of speech acts has no entry for the
/// head.
type Kind = Option<CueKind>;

/// Counts by name.
#[derive(Default)]
struct Counts(BTreeMap<String, [usize; 4]>);

impl Counts {
    fn add(&mut self, name: String, column: usize) {
        self.0.entry(name).or_default()[column] += 1;
    }
}

fn share(part: usize, all: usize) -> f64 {
    100.0 * part as f64 / all.max(1) as f64
}

/// Whether a kind is an uttered speech act, unlike a belief, wish, plan or forecast.
fn is_speech(kind: Kind) -> bool {
    kind.is_some_and(|k| !matches!(k, CueKind::Believes | CueKind::Predicts))
}

fn gold_kinds(prepared: &Prepared) -> Vec<Kind> {
    let kind = |g: &gold::Gold| {
        speech_acts::known(&interpretation::lemma_and_kind(&prepared.article, &g.candidate()?).0)
    };
    prepared.gold.iter().map(kind).collect()
}

fn parts(article: &Article, claim: &Claim) -> Parts {
    let source = claim.source.iter().flat_map(|s| article.tokens_in(s.span));
    let cue = claim.cue.iter().flat_map(|c| article.tokens_in(c.span));
    let content = claim.content.iter().flat_map(|s| article.tokens_in(*s));
    [score::wordy(article, source), score::wordy(article, cue), score::wordy(article, content)]
}

fn count_kinds(kinds: &mut Counts, theirs: &[Kind], ours: &[Kind], pairs: &[Pair]) {
    let name = |kind: &Kind| kind.map_or("other".to_owned(), |k| format!("{k:?}"));
    theirs.iter().for_each(|k| kinds.add(name(k), 0));
    ours.iter().for_each(|k| kinds.add(name(k), 2));
    for pair in pairs {
        kinds.add(name(&theirs[pair.gold]), 1);
        kinds.add(name(&ours[pair.found]), 3);
    }
}

/// Classifies every error: missed attributions, false ones, and those of which a part is wrong.
fn count(errors: &mut Counts, gold: &[Parts], found: &[Parts], pairs: &[Pair]) {
    let missed = gold.len() - pairs.len();
    let invented = found.len() - pairs.len();
    (0..missed).for_each(|_| errors.add("missed".into(), 0));
    (0..invented).for_each(|_| errors.add("not in the gold".into(), 0));
    for pair in pairs.iter().filter(|p| !score::is_whole(&gold[p.gold], p)) {
        let (want, have) = (&gold[pair.gold], &found[pair.found]);
        let wrong: Vec<usize> = (0..3).filter(|&k| !want[k].is_empty() && !pair.half[k]).collect();
        let what = match wrong[..] {
            [k] => format!("{} alone: {}", ["source", "cue", "content"][k], difference(&want[k], &have[k])),
            _ => "several parts".to_owned(),
        };
        errors.add(what, 0);
    }
}

/// Classifies the difference between a found part and the gold part.
fn difference(want: &[usize], have: &[usize]) -> &'static str {
    let common = have.iter().filter(|i| want.contains(i)).count();
    match () {
        () if have.is_empty() => "none",
        () if common == 0 => "another",
        () if common == have.len() => "too little",
        () if common == want.len() => "too much",
        () => "shifted",
    }
}
