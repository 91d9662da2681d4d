//! The corpora that the name recogniser learns from, each with what its labels mean in ours.
//!
//! The first is the one whose habits the recogniser is to have. The others were annotated by other rules: their
//! labels may stand for several of ours, and some of ours they never mark, so that what is unmarked there may still
//! be one. Each teaches only what it says.

use std::path::Path;

use anyhow::Result;

use super::corpus::{self, Named};

/// The kinds that the recogniser tells apart: those of the first corpus.
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
pub struct Desk {
    /// Its files.
    pub files: &'static [&'static str],
    /// Its labels, and which of our kinds each may be. Other labels are read as if nothing were said.
    labels: &'static [(&'static str, &'static [usize])],
    /// Our kinds that it does not mark.
    pub unsaid: &'static [usize],
}

/// The corpora, the one whose habits count first.
pub const DESKS: [Desk; 5] = [
    Desk {
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
        unsaid: &[],
    },
    Desk {
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
        unsaid: &[DATE, MONEY, NORP],
    },
    Desk {
        files: &["names/wikigold.ndjson"],
        labels: &[
            ("PER", &[PERSON]),
            ("LOC", &[LOCATION, FACILITY]),
            ("ORG", &[ORGANIZATION]),
            ("MISC", &[MISC, NORP, PRODUCT, FACILITY]),
        ],
        unsaid: &[DATE, MONEY],
    },
    Desk {
        files: &["names/uner-ewt.dev.ndjson", "names/uner-ewt.test.ndjson"],
        labels: &[("PER", &[PERSON]), ("LOC", &[LOCATION, FACILITY]), ("ORG", &[ORGANIZATION])],
        unsaid: &[DATE, MONEY, NORP, MISC, PRODUCT, FACILITY],
    },
    Desk {
        files: &["chains/re-docred.dev.ndjson", "chains/re-docred.test.ndjson"],
        labels: &[
            ("PER", &[PERSON]),
            ("LOC", &[LOCATION, FACILITY, NORP]),
            ("ORG", &[ORGANIZATION]),
            ("MISC", &[MISC, NORP, PRODUCT, FACILITY]),
        ],
        unsaid: &[DATE, MONEY],
    },
];

impl Desk {
    /// Its documents.
    pub fn read(&self, corpora: &Path) -> Result<Vec<Named>> {
        let mut documents = Vec::new();
        for file in self.files {
            let path = corpus::path(corpora, file)?;
            documents.extend(match file.starts_with("chains/") {
                true => corpus::chained(&path, |chain| chain.kind.clone())?,
                false => corpus::named(&path)?,
            });
        }
        Ok(documents)
    }

    /// Our kinds that a label of the corpus may stand for; none for a label that says nothing. Where it may be a
    /// people, one that the lists know is nothing else.
    pub fn kinds(&self, label: &str, is_people: bool) -> &'static [usize] {
        let kinds = self.labels.iter().find(|(l, _)| *l == label).map_or(&[][..], |(_, kinds)| kinds);
        if is_people && kinds.contains(&NORP) { &[NORP] } else { kinds }
    }
}
