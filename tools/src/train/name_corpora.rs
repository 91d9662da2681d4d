//! The corpora that the name recogniser is trained on, with the mapping of their labels to our kinds.
//!
//! The recogniser follows the guidelines of the first, primary corpus. The others were annotated by other
//! guidelines: a label may stand for several of our kinds, and some of our kinds are not annotated, so that
//! an unannotated word may still be a name of such a kind. Training leaves open whatever a corpus does not
//! say (partial annotation).

use anyhow::Result;

use super::corpus::{self, Named};
use crate::corpora::Corpora;
use crate::corpus::ANNOTATIONS;

/// The kinds that the recogniser distinguishes: those of the primary corpus.
pub const KINDS: [&str; 9] =
    ["Person", "Location", "Organization", "NORP", "Date", "Misc", "Money", "Facility", "Product"];

const PERSON: usize = 0;
const LOCATION: usize = 1;
const ORGANIZATION: usize = 2;
const NORP: usize = 3;
const DATE: usize = 4;
const MISC: usize = 5;
const MONEY: usize = 6;
const FACILITY: usize = 7;
const PRODUCT: usize = 8;

/// A corpus of names.
pub struct NameCorpus {
    /// The files; none for our own corpus of news.
    pub files: &'static [&'static str],
    /// The labels with the kinds that each may mean. Words with any other label are left open.
    labels: &'static [(&'static str, &'static [usize])],
    /// The kinds that are not annotated.
    pub unannotated: &'static [usize],
}

/// The corpora, the primary ones first.
pub const NAME_CORPORA: [NameCorpus; 6] = [
    NameCorpus {
        files: &["names/worldwide.train.ndjson"],
        labels: &[
            ("Person", &[PERSON]),
            ("Location", &[LOCATION]),
            ("Organization", &[ORGANIZATION]),
            ("NORP", &[NORP]),
            ("Date", &[DATE]),
            ("Misc", &[MISC]),
            ("Money", &[MONEY]),
            ("Facility", &[FACILITY]),
            ("Product", &[PRODUCT]),
        ],
        unannotated: &[],
    },
    NameCorpus {
        files: &[],
        labels: &[
            ("PERSON", &[PERSON]),
            ("GPE", &[LOCATION]),
            ("LOC", &[LOCATION]),
            ("ORG", &[ORGANIZATION]),
            ("NORP", &[NORP]),
            ("FAC", &[FACILITY]),
            ("PRODUCT", &[PRODUCT]),
            ("EVENT", &[MISC]),
            ("WORK_OF_ART", &[MISC]),
            ("LAW", &[MISC]),
            ("LANGUAGE", &[MISC]),
        ],
        // Dates and amounts are annotated as values, by other guidelines.
        unannotated: &[DATE, MONEY],
    },
    NameCorpus {
        files: &["names/crossner-politics.train.ndjson", "names/crossner-politics.dev.ndjson"],
        labels: &[
            ("person", &[PERSON]),
            ("politician", &[PERSON]),
            ("country", &[LOCATION]),
            ("location", &[LOCATION, FACILITY]),
            ("organisation", &[ORGANIZATION]),
            ("politicalparty", &[ORGANIZATION, NORP]),
            ("election", &[MISC]),
            ("event", &[MISC]),
            ("misc", &[MISC, NORP, PRODUCT, ORGANIZATION, FACILITY]),
        ],
        unannotated: &[DATE, MONEY, NORP],
    },
    NameCorpus {
        files: &["names/wikigold.ndjson"],
        labels: &[
            ("PER", &[PERSON]),
            ("LOC", &[LOCATION, FACILITY]),
            ("ORG", &[ORGANIZATION]),
            ("MISC", &[MISC, NORP, PRODUCT, FACILITY]),
        ],
        unannotated: &[DATE, MONEY],
    },
    NameCorpus {
        files: &["names/uner-ewt.dev.ndjson", "names/uner-ewt.test.ndjson"],
        labels: &[("PER", &[PERSON]), ("LOC", &[LOCATION, FACILITY]), ("ORG", &[ORGANIZATION])],
        unannotated: &[DATE, MONEY, NORP, MISC, PRODUCT, FACILITY],
    },
    NameCorpus {
        files: &["chains/re-docred.dev.ndjson", "chains/re-docred.test.ndjson"],
        labels: &[
            ("PER", &[PERSON]),
            ("LOC", &[LOCATION, FACILITY, NORP]),
            ("ORG", &[ORGANIZATION]),
            ("MISC", &[MISC, NORP, PRODUCT, FACILITY]),
        ],
        unannotated: &[DATE, MONEY],
    },
];

/// Number of primary corpora, whose guidelines the recogniser follows.
pub const PRIMARY: usize = 2;

impl NameCorpus {
    /// Reads the documents, without those that our own corpus keeps for measuring.
    pub fn read(&self, corpora: &Corpora) -> Result<Vec<Named>> {
        if self.files.is_empty() {
            return named_news(corpora, "train");
        }
        let kept = corpora.news()?.kept_for_measuring();
        let mut documents = Vec::new();
        for file in self.files.iter().filter(|file| corpora.has(file)) {
            let path = corpora.path(file)?;
            documents.extend(match file.starts_with("chains/") {
                true => corpus::chained(&path, |chain| chain.kind.clone())?,
                false => corpus::named(&path)?,
            });
        }
        documents.retain(|d| !kept.contains(&d.id));
        Ok(documents)
    }

    /// Whether this is a label of the corpus.
    pub fn knows(&self, label: &str) -> bool {
        self.labels.iter().any(|(l, _)| *l == label)
    }

    /// Returns the kinds that a label may mean; empty for a label without a mapping. If the label may mean a
    /// people and the lists have the name as one, that is the only kind.
    pub fn kinds(&self, label: &str, is_people: bool) -> &'static [usize] {
        let kinds = self.labels.iter().find(|(l, _)| *l == label).map_or(&[][..], |(_, kinds)| kinds);
        if is_people && kinds.contains(&NORP) { &[NORP] } else { kinds }
    }
}

/// Reads the names of a part of our own corpus.
pub fn named_news(corpora: &Corpora, split: &str) -> Result<Vec<Named>> {
    let store = corpora.news()?;
    let read = |article: &crate::corpus::Article| {
        let annotation = store.annotation(article, ANNOTATIONS)?;
        let kinds = annotation.by_key();
        let kind = |key: &str| kinds.get(key).map_or(String::new(), |e| e.kind.clone());
        let names = annotation.names.iter().map(|n| (n.place.start, n.place.end, kind(&n.entity))).collect();
        Ok(Named::new(article.id.clone(), store.text(article)?, names))
    };
    store.articles.iter().filter(|a| a.split == split).map(read).collect()
}
