//! Claims compared with the project's own annotated articles: detection, sources, kinds and flags.
//!
//! Gold claims and found claims are aligned one to one: a gold claim goes to the found claim whose cue shares
//! most characters with its own or, if it has no cue (quotation marks alone), to the one that shares most of
//! its content. Sources and kinds are judged on these pairs; a flag of a gold claim that was not found counts
//! as missed. A found entity is identified with the gold entity whose names lie at most of its mentions.

use std::collections::BTreeMap;

use anyhow::Result;
use gloss::document::Claim;
use gloss::document::Document;
use gloss::document::MentionKind;
use gloss::document::Polarity;
use gloss::document::Source;
use gloss::text::Span;
use gloss::{Annotator, Options};

use super::floors::Figure;
use super::gold;
use super::table::{SPLITS, Split, Tally};

/// All counts, and the confusion matrix of the kinds.
#[derive(Default)]
struct Counts {
    tally: Tally,
    confused: BTreeMap<(Split, String, &'static str), u32>,
}

/// A gold claim with the found claim that is aligned with it.
struct Pair<'a> {
    gold: &'a gold::Claim,
    ours: &'a Claim,
    /// The full name of the gold entity that is the found source.
    entity: Option<String>,
}

/// A flag of a claim: its name, its gold value, its found value.
type Flag = (&'static str, bool, bool);

impl Pair<'_> {
    fn kind(&self) -> &'static str {
        self.ours.cue.as_ref().map_or("says", |c| c.kind.label())
    }

    fn anonymous(&self) -> bool {
        self.ours.source.as_ref().is_some_and(|s| s.anonymous)
    }

    /// Whether the source resolves to one of the gold entities, or to none where the gold has none.
    fn source_right(&self) -> bool {
        match &self.entity {
            Some(name) => self.gold.entities.contains(name),
            None => self.gold.entities.is_empty() && self.found_entity().is_none(),
        }
    }

    fn found_entity(&self) -> Option<usize> {
        self.ours.source.as_ref().and_then(|s: &Source| s.entity)
    }

    fn flags(&self) -> [Flag; 3] {
        [
            ("anonymous", self.gold.anonymous, self.anonymous()),
            ("denies", self.gold.denies, self.ours.polarity == Polarity::Denies),
            ("hedged", self.gold.hedged, !self.ours.hedges.is_empty()),
        ]
    }
}

fn measure(verbose: bool) -> Result<Counts> {
    let annotator = Annotator::embedded()?;
    let mut counts = Counts::default();
    for article in gold::articles()? {
        let published = article.published.as_deref().and_then(|day| day.parse().ok());
        let document = annotator.annotate(&article.text, &Options { published, ..Options::default() });
        let partner = partners(&article, &document.claims);
        let show = verbose && article.split == Split::Tune;
        let print = |what: &str, line: String| {
            if show {
                println!("{} {what:9} {line}", article.id);
            }
        };
        for (at, ours) in document.claims.iter().enumerate() {
            counts.tally.count(article.split, "found", true);
            if !partner.contains(&Some(at)) {
                print("EXTRA", line(&article.text, ours));
            }
        }
        for (gold, at) in article.claims.iter().zip(&partner) {
            let mut count = |what, yes| counts.tally.count(article.split, what, yes);
            count("gold", true);
            count("gold named", !gold.entities.is_empty());
            count("gold nested", gold.parent.is_some());
            let Some(ours) = at.and_then(|at| document.claims.get(at)) else {
                for (what, of_gold) in
                    [("anonymous", gold.anonymous), ("denies", gold.denies), ("hedged", gold.hedged)]
                {
                    counts.flag(article.split, what, of_gold, false);
                }
                print("MISSED", gold_line(&article.text, gold));
                continue;
            };
            let pair = Pair { gold, ours, entity: identity(&article, &document, ours) };
            let named = !gold.entities.is_empty();
            count("paired", true);
            count("paired named", named);
            count("named right", named && pair.source_right());
            count("source right", pair.source_right());
            count("kind right", pair.kind() == gold.kind);
            count("nested paired", gold.parent.is_some());
            let parent = gold.parent.and_then(|p| partner.get(p).copied().flatten());
            count("parent right", parent.is_some() && ours.parent == parent);
            counts.tally.count(article.split, "anonymous paired", gold.anonymous);
            counts.tally.count(
                article.split,
                "anonymous resolved",
                gold.anonymous && pair.found_entity().is_some(),
            );
            for (what, of_gold, of_ours) in pair.flags() {
                counts.flag(article.split, what, of_gold, of_ours);
                if of_gold != of_ours {
                    let sign = if of_ours { "not" } else { "is" };
                    print(what, format!("{sign} so: {}", line(&article.text, ours)));
                }
            }
            if pair.kind() != gold.kind {
                *counts.confused.entry((article.split, gold.kind.clone(), pair.kind())).or_default() += 1;
                print("KIND", format!("{} not {}: {}", gold.kind, pair.kind(), line(&article.text, ours)));
            }
            if !pair.source_right() {
                let found = pair.found_entity().and_then(|e| document.entities.get(e));
                let found = found.map_or("no entity", |e| &e.name);
                let meant = gold.entities.join(" or ");
                print("SOURCE", format!("{meant} not {found}: {}", line(&article.text, ours)));
            }
            if gold.parent.is_some() && (parent.is_none() || ours.parent != parent) {
                print("PARENT", line(&article.text, ours));
            }
        }
    }
    Ok(counts)
}

impl Counts {
    fn flag(&mut self, split: Split, what: &'static str, gold: bool, ours: bool) {
        let names = match what {
            "anonymous" => ["gold anonymous", "called anonymous", "anonymous right"],
            "denies" => ["gold denies", "called denies", "denies right"],
            _ => ["gold hedged", "called hedged", "hedged right"],
        };
        for (name, yes) in names.into_iter().zip([gold, ours, gold && ours]) {
            self.tally.count(split, name, yes);
        }
    }

    /// Returns precision, recall and F1 in percent.
    fn prf(&self, split: Split, right: &'static str, called: &'static str, gold: &'static str) -> [f64; 3] {
        let [p, r] = [self.tally.share(split, right, called), self.tally.share(split, right, gold)];
        [p, r, 2.0 * p * r / (p + r).max(1e-9)]
    }
}

/// Aligns gold claims with found claims one to one, the best pairs first; returns the found claim of each
/// gold claim.
fn partners(article: &gold::Article, claims: &[Claim]) -> Vec<Option<usize>> {
    let shared = |a: &[Span], b: &[Span]| -> u32 {
        let both = a.iter().flat_map(|x| b.iter().map(move |y| (x, y)));
        both.map(|(x, y)| x.end.min(y.end).saturating_sub(x.start.max(y.start))).sum()
    };
    let mut options: Vec<(u32, u32, usize, usize)> = Vec::new();
    for (g, gold) in article.claims.iter().enumerate() {
        for (c, claim) in claims.iter().enumerate() {
            let cue: Vec<Span> = claim.cue.iter().map(|cue| cue.span).collect();
            let content = shared(&gold.content, &claim.content);
            let cue = if gold.cue.is_empty() { content } else { shared(&gold.cue, &cue) };
            if cue > 0 {
                options.push((cue, content, g, c));
            }
        }
    }
    options.sort_by_key(|&(cue, content, g, c)| (std::cmp::Reverse((cue, content)), g, c));
    let mut partner = vec![None; article.claims.len()];
    let mut taken = vec![false; claims.len()];
    for (.., g, c) in options {
        if partner[g].is_none() && !taken[c] {
            (partner[g], taken[c]) = (Some(c), true);
        }
    }
    partner
}

/// Returns the full name of the gold entity to which most name mentions of the found source belong.
fn identity(article: &gold::Article, document: &Document, claim: &Claim) -> Option<String> {
    let entity = document.entities.get(claim.source.as_ref()?.entity?)?;
    let mut votes: BTreeMap<&str, u32> = BTreeMap::new();
    for mention in entity.mentions.iter().filter(|m| m.kind == MentionKind::Name) {
        for name in article.names.iter().filter(|n| n.span.overlaps(mention.span)) {
            let surface = name.span.of(&article.text);
            for meant in article.entities.iter().filter(|e| e.forms.iter().any(|f| f == surface)) {
                *votes.entry(&meant.name).or_default() += 1;
            }
        }
    }
    // Of a form that two people share, the longer forms of the same entity decide.
    votes.into_iter().max_by_key(|&(name, n)| (n, name == entity.name)).map(|(name, _)| name.to_owned())
}

fn line(text: &str, claim: &Claim) -> String {
    let of = |span: Option<Span>| span.map_or("-", |s| s.of(text));
    let source = of(claim.source.as_ref().map(|s| s.span));
    let cue = of(claim.cue.as_ref().map(|c| c.span));
    let content: Vec<&str> = claim.content.iter().map(|s| s.of(text)).collect();
    format!("{source} | {cue} | {}", content.join(" … "))
}

fn gold_line(text: &str, claim: &gold::Claim) -> String {
    let join = |spans: &[Span]| spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" … ");
    let source = claim.source.map_or("-", |s| s.of(text));
    format!("{source} | {} | {} | {}", join(&claim.cue), join(&claim.content), claim.kind)
}

/// Prints the figures of both splits, after the errors in `tune` if `verbose`.
pub fn run(verbose: bool) -> Result<()> {
    let counts = measure(verbose)?;
    let tally = &counts.tally;
    for (split, name) in SPLITS {
        let n = |what| tally.get(split, what);
        let [p, r, f1] = counts.prf(split, "paired", "found", "gold");
        println!("{name}: {} gold claims, {} found", n("gold"), n("found"));
        println!("  found (a cue shared)       P {p:5.1}  R {r:5.1}  F1 {f1:5.1}");
        println!(
            "  source, right entity       {:5.1} % of {} found claims; where there is one: {:5.1} % of {} found, {:5.1} % of all {}",
            tally.share(split, "source right", "paired"),
            n("paired"),
            tally.share(split, "named right", "paired named"),
            n("paired named"),
            tally.share(split, "named right", "gold named"),
            n("gold named"),
        );
        println!(
            "  kind                       {:5.1} % of {} found claims",
            tally.share(split, "kind right", "paired"),
            n("paired"),
        );
        for (label, [right, called, gold]) in [
            ("anonymous", ["anonymous right", "called anonymous", "gold anonymous"]),
            ("polarity: denies", ["denies right", "called denies", "gold denies"]),
            ("hedged", ["hedged right", "called hedged", "gold hedged"]),
        ] {
            let [p, r, f1] = counts.prf(split, right, called, gold);
            println!("  {label:26} P {p:5.1}  R {r:5.1}  F1 {f1:5.1}  of {}", n(gold));
        }
        println!(
            "  anonymous in the gold      {} of {} found, {} of these resolved to a named entity",
            n("anonymous paired"),
            n("gold anonymous"),
            n("anonymous resolved"),
        );
        println!(
            "  inside another claim       {} of {} found, {} with the right parent",
            n("nested paired"),
            n("gold nested"),
            n("parent right"),
        );
        for ((_, gold, ours), times) in counts.confused.iter().filter(|((s, ..), _)| *s == split) {
            println!("    {times:3} {gold} taken for {ours}");
        }
    }
    Ok(())
}

/// The figures that have floors.
pub fn figures() -> Result<Vec<Figure>> {
    let counts = measure(false)?;
    let found = SPLITS.map(|(split, _)| counts.prf(split, "paired", "found", "gold"));
    let share = |part, whole| SPLITS.map(|(split, _)| counts.tally.share(split, part, whole));
    Ok(vec![
        ("claims, precision", found.map(|[precision, ..]| precision)),
        ("claims, recall", found.map(|[_, recall, _]| recall)),
        ("claims, source right, of those found", share("source right", "paired")),
        ("claims, source right, of all with one", share("named right", "gold named")),
        ("claims, kind right, of those found", share("kind right", "paired")),
    ])
}
