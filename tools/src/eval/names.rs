//! Names as the reader gets them, grouped and of one kind each: exact spans, by kind, letters' case and region.
//!
//! Against the gold articles of our own always, and against the corpora where they are there.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use anyhow::Result;
use gloss::document::EntityKind;
use gloss::document::MentionKind;
use gloss::document::ValueKind;
use gloss::internal::Resources;
use gloss::internal::article::Article;
use gloss::internal::entities;
use gloss::internal::recognizer;
use gloss::internal::recognizer::calibration::SHIFT;
use gloss::internal::recognizer::calibration::SLOPE;
use gloss::internal::values;
use gloss::text::Span;

use super::gold;
use super::reliability::Reliability;
use super::spans::{Count, trim};
use super::table::{SPLITS, Split};
use crate::train::corpus::{self, Named, Text};

const DEV: &str = "names/worldwide.dev.ndjson";

/// What some documents show.
#[derive(Clone, Default)]
pub struct Figures {
    /// Every name, right where span and kind are.
    pub all: Count,
    /// By kind, in the words of the gold.
    kinds: BTreeMap<String, Count>,
    /// Names whose span is right, whatever the kind.
    spans: usize,
    /// Those of them whose kind is right too.
    kind_right: usize,
    /// The scores of the names found, and whether each is right.
    pub reliability: Reliability,
}

impl Figures {
    /// The share of the names with the right span whose kind is right too, in percent.
    pub fn kind_share(&self) -> f64 {
        100.0 * self.kind_right as f64 / self.spans.max(1) as f64
    }

    fn add(&mut self, other: &Self) {
        self.all.add(other.all);
        other.kinds.iter().for_each(|(k, c)| self.kinds.entry(k.clone()).or_default().add(*c));
        self.spans += other.spans;
        self.kind_right += other.kind_right;
        self.reliability.add(&other.reliability);
    }
}

/// The label set of a gold, and what our kinds are called in it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Labels {
    /// Our own: the names of OntoNotes.
    Ours,
    /// Those of Worldwide English newswire, which has dates and money too.
    Worldwide,
}

impl Labels {
    fn of_name(self, kind: EntityKind) -> &'static str {
        match (self, kind) {
            (Self::Ours, kind) => kind.label(),
            (_, EntityKind::Person) => "Person",
            (_, EntityKind::Norp) => "NORP",
            (_, EntityKind::Facility) => "Facility",
            (_, EntityKind::Organization) => "Organization",
            (_, EntityKind::Gpe | EntityKind::Location) => "Location",
            (_, EntityKind::Product) => "Product",
            _ => "Misc",
        }
    }

    fn of_value(self, kind: ValueKind) -> Option<&'static str> {
        match (self, kind) {
            (Self::Worldwide, ValueKind::Date) => Some("Date"),
            (Self::Worldwide, ValueKind::Money) => Some("Money"),
            _ => None,
        }
    }
}

/// Measures one document.
pub fn measure(document: &Named, labels: Labels, resources: &Resources) -> Figures {
    let text = document.text.text.as_str();
    let article = Article::read(text, &resources.pos);
    let names = recognizer::find(&article, &resources.recognizer);
    let values = values::find(&article, &names, None, &mut Default::default());
    let mut figures = Figures::default();
    let gold: BTreeMap<Span, &str> =
        document.names.iter().map(|(s, kind)| (trim(text, *s), kind.as_str())).collect();
    let mut found: HashSet<(Span, &str)> = HashSet::new();
    for entity in entities::build(&article, &names, resources.kb) {
        let label = labels.of_name(entity.kind);
        for mention in entity.mentions.iter().filter(|m| m.kind == MentionKind::Name) {
            let span = trim(text, mention.span);
            if !found.insert((span, label)) {
                continue;
            }
            let theirs = gold.get(&span);
            figures.spans += usize::from(theirs.is_some());
            figures.kind_right += usize::from(theirs == Some(&label));
            figures.reliability.count(mention.score, theirs == Some(&label));
        }
    }
    found.extend(values.iter().filter_map(|v| Some((trim(text, v.span), labels.of_value(v.kind)?))));
    let mut count = |kind: &str, count: Count| {
        figures.all.add(count);
        figures.kinds.entry(kind.to_owned()).or_default().add(count);
    };
    for (span, label) in found {
        let right = usize::from(gold.get(&span) == Some(&label));
        count(label, Count { right, found: 1, gold: 0 });
    }
    for kind in gold.values() {
        count(kind, Count { right: 0, found: 0, gold: 1 });
    }
    figures
}

/// All figures of some documents together.
fn together<'d>(
    documents: impl IntoIterator<Item = &'d Named>,
    labels: Labels,
    resources: &Resources,
) -> Figures {
    documents.into_iter().fold(Figures::default(), |mut all, document| {
        all.add(&measure(document, labels, resources));
        all
    })
}

/// The articles of a split of our own gold.
pub fn gold_names(split: Split) -> Result<Vec<Named>> {
    let articles = gold::articles()?.into_iter().filter(|a| a.split == split);
    Ok(articles
        .map(|a| Named {
            id: a.id,
            text: Text::read(a.text),
            names: a.names.into_iter().map(|n| (n.span, n.kind)).collect(),
        })
        .collect())
}

/// Prints the figures.
pub fn run(corpora: &Path) -> Result<()> {
    let resources = Resources::embedded()?;
    let mut ours = Reliability::default();
    for (split, name) in SPLITS {
        let documents = gold_names(split)?;
        let figures = show(&format!("our gold, {name}"), &documents, Labels::Ours, &resources);
        ours.add(&figures.reliability);
    }
    println!("\nscores of the names, our gold\n{ours}");
    let dev = corpora.join(DEV);
    if !dev.is_file() {
        println!("\nThe corpora are not in {}: nothing more to measure.", corpora.display());
        return Ok(());
    }
    let documents = corpus::named(&dev)?;
    let figures = show("worldwide.dev", &documents, Labels::Worldwide, &resources);
    println!("\nby where the newspaper is");
    for region in Region::ALL {
        let here = documents.iter().filter(|d| Region::of(&d.id) == Some(region));
        println!("{:24} {}", region.name(), together(here, Labels::Worldwide, &resources).all);
    }
    println!("\nscores of the names, worldwide.dev\n{}", figures.reliability);
    let (slope, shift) = figures.reliability.fit();
    // What is measured has gone through the present numbers: the two steps in one.
    let (slope, shift) = (slope * f64::from(SLOPE), slope * f64::from(SHIFT) + shift);
    println!("  numbers for src/mentions/calibration.rs: SLOPE {slope:.3}, SHIFT {shift:.3}");
    Ok(())
}

/// Prints the figures of some documents, by kind and with the letters' case changed; returns those as written.
fn show(name: &str, documents: &[Named], labels: Labels, resources: &Resources) -> Figures {
    let figures = together(documents, labels, resources);
    println!("\n{name}, {} articles", documents.len());
    for (kind, count) in &figures.kinds {
        println!("  {kind:22} {count}");
    }
    println!("  {:22} {}", "all, exact", figures.all);
    println!("  {:22} {:.1} %", "kind right, of those", figures.kind_share());
    for (what, upper) in [("in capitals", true), ("in lower case", false)] {
        let recased: Vec<Named> = documents.iter().map(|d| d.recased(upper)).collect();
        let all = together(&recased, labels, resources).all;
        println!("  {what:22} {all}, {:.1} points lost", figures.all.f1() - all.f1());
    }
    figures
}

/// Parts of the world, by the newspapers of the corpus.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Region {
    Africa,
    MiddleEast,
    SouthAsia,
    EastAsia,
    LatinAmerica,
    NorthAmerica,
    Oceania,
}

impl Region {
    const ALL: [Self; 7] = [
        Self::Africa,
        Self::MiddleEast,
        Self::SouthAsia,
        Self::EastAsia,
        Self::LatinAmerica,
        Self::NorthAmerica,
        Self::Oceania,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Africa => "Africa",
            Self::MiddleEast => "Middle East",
            Self::SouthAsia => "South Asia",
            Self::EastAsia => "East, Southeast Asia",
            Self::LatinAmerica => "Latin America",
            Self::NorthAmerica => "North America",
            Self::Oceania => "Oceania",
        }
    }

    /// The region of a document: its name starts with a short form of its country's name.
    fn of(id: &str) -> Option<Self> {
        Some(match id.split('_').next()? {
            "af" | "afs" | "alg" | "eg" | "et" | "ghana" | "kenya" | "mauritius" | "nm" | "panaf" | "sa" => {
                Self::Africa
            }
            "iran" | "israel" | "jr" | "kw" | "oman" | "saud" | "uae" => Self::MiddleEast,
            "bangladesh" | "in" => Self::SouthAsia,
            "cn" | "jp" | "kr" | "mong" | "my" | "th" | "tw" => Self::EastAsia,
            "arg" | "chile" | "cosric" | "ecuador" | "elsalv" | "hond" | "mex" | "nic" | "ven" => {
                Self::LatinAmerica
            }
            "canada" => Self::NorthAmerica,
            "aus" | "nz" => Self::Oceania,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A few points below what is reached.
    #[test]
    fn names_do_not_get_worse() {
        let resources = Resources::embedded().unwrap();
        for (split, name) in SPLITS {
            let documents = gold_names(split).unwrap();
            let figures = together(&documents, Labels::Ours, &resources);
            assert!(figures.all.f1() >= 76.0, "{name}: {}", figures.all);
            assert!(figures.kind_share() >= 84.0, "{name}: kind right {:.1}", figures.kind_share());
            let shouted: Vec<Named> = documents.iter().map(|d| d.recased(true)).collect();
            let shouted = together(&shouted, Labels::Ours, &resources).all;
            assert!(shouted.f1() >= 67.0, "{name}, in capitals: {shouted}");
        }
    }
}
