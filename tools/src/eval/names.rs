//! Names of the finished entities, each of one kind: exact spans, by kind, letter case and region.
//!
//! Always measured on the project's own gold articles, and on the corpora if they are present.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use anyhow::Result;
use gloss::document::EntityKind;
use gloss::document::MentionKind;
use gloss::document::ValueKind;
use gloss::internal::Resources;
use gloss::internal::antecedents::AntecedentModel;
use gloss::internal::article::Article;
use gloss::internal::entities;
use gloss::internal::recognizer;
use gloss::internal::recognizer::calibration::SHIFT;
use gloss::internal::recognizer::calibration::SLOPE;
use gloss::internal::values;
use gloss::text::Span;

use super::floors::Figure;
use super::gold;
use super::reliability::Reliability;
use super::spans::{Count, trim};
use super::table::{SPLITS, Split};
use crate::train::corpus::{self, Named, Text};

const DEV: &str = "names/worldwide.dev.ndjson";

/// Figures of some documents.
#[derive(Clone, Default)]
pub struct Figures {
    /// All names; a name is right if its span and its kind are.
    pub all: Count,
    /// The same by kind, as the gold labels it.
    kinds: BTreeMap<String, Count>,
    /// Number of names whose span is right, whatever the kind.
    spans: usize,
    /// Number of those whose kind is right too.
    kind_right: usize,
    /// The scores of the found names, and whether each name is right.
    pub reliability: Reliability,
}

impl Figures {
    /// Returns the share of the names with the right span whose kind is right too, in percent.
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

/// The label set of a gold standard.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Labels {
    /// The project's own: the labels of OntoNotes.
    Ours,
    /// That of Worldwide English newswire, which has dates and money too.
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
    let article = Article::read(text, &resources.parser);
    let names = recognizer::find(&article, &resources.recognizer);
    let values = values::find(&article, &names, None, &mut Default::default());
    let mut figures = Figures::default();
    let gold: BTreeMap<Span, &str> =
        document.names.iter().map(|(s, kind)| (trim(text, *s), kind.as_str())).collect();
    let mut found: HashSet<(Span, &str)> = HashSet::new();
    for entity in
        entities::build(&article, &names, resources.kb, &AntecedentModel::new(&resources.antecedents))
    {
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

/// Sums the figures of some documents.
fn total<'d>(
    documents: impl IntoIterator<Item = &'d Named>,
    labels: Labels,
    resources: &Resources,
) -> Figures {
    documents.into_iter().fold(Figures::default(), |mut all, document| {
        all.add(&measure(document, labels, resources));
        all
    })
}

/// Returns the articles of a split of the project's own gold.
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
        println!("\nThere are no corpora in {}: nothing more to measure.", corpora.display());
        return Ok(());
    }
    let documents = corpus::named(&dev)?;
    let figures = show("worldwide.dev", &documents, Labels::Worldwide, &resources);
    println!("\nby region of the newspaper");
    for region in Region::ALL {
        let here = documents.iter().filter(|d| Region::of(&d.id) == Some(region));
        println!("{:24} {}", region.name(), total(here, Labels::Worldwide, &resources).all);
    }
    println!("\nscores of the names, worldwide.dev\n{}", figures.reliability);
    let (slope, shift) = figures.reliability.fit();
    // The scores are already calibrated with the present numbers: combine the two linear steps.
    let (slope, shift) = (slope * f64::from(SLOPE), slope * f64::from(SHIFT) + shift);
    println!("  numbers for src/recognizer/calibration.rs: SLOPE {slope:.3}, SHIFT {shift:.3}");
    Ok(())
}

/// Prints the figures of some documents by kind and with changed letter case; returns those of the texts as
/// written.
fn show(name: &str, documents: &[Named], labels: Labels, resources: &Resources) -> Figures {
    let figures = total(documents, labels, resources);
    println!("\n{name}, {} articles", documents.len());
    for (kind, count) in &figures.kinds {
        println!("  {kind:22} {count}");
    }
    println!("  {:22} {}", "all, exact", figures.all);
    println!("  {:22} {:.1} %", "kind right, of those", figures.kind_share());
    for (what, upper) in [("in capitals", true), ("in lower case", false)] {
        let recased: Vec<Named> = documents.iter().map(|d| d.recased(upper)).collect();
        let all = total(&recased, labels, resources).all;
        println!("  {what:22} {all}, {:.1} points lost", figures.all.f1() - all.f1());
    }
    figures
}

/// Regions of the newspapers of the corpus.
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

    /// Returns the region of a document, whose id starts with an abbreviation of its country.
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

/// The figures that have floors.
pub fn figures() -> Result<Vec<Figure>> {
    let resources = Resources::embedded()?;
    let [mut exact, mut kind, mut capitals] = [[0.0; 2]; 3];
    for (at, (split, _)) in SPLITS.into_iter().enumerate() {
        let documents = gold_names(split)?;
        let figures = total(&documents, Labels::Ours, &resources);
        let upper: Vec<Named> = documents.iter().map(|d| d.recased(true)).collect();
        exact[at] = figures.all.f1();
        kind[at] = figures.kind_share();
        capitals[at] = total(&upper, Labels::Ours, &resources).all.f1();
    }
    Ok(vec![
        ("names, exact F1", exact),
        ("names, kind right", kind),
        ("names in capitals, exact F1", capitals),
    ])
}
