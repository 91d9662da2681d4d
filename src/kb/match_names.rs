//! From a name to the rows it may name, with priors.
//!
//! Labels are sorted by their normal form, so that they are their own index; other names stand in a second sorted
//! list. Spellings that [`normalize::key`] holds equal match, nothing else does: no search for similar names.

use std::cmp::Ordering;

use crate::kb::format::Strings;
use crate::kb::{EntryId, KnowledgeBase, normalize};

/// A row that a name may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The row.
    pub entry: EntryId,
    /// Share of this row among all that the name may mean, 0 to 1: how likely it is before reading the article.
    pub prior: f32,
    /// How often news is about the row under this name, on the scale of [`crate::kb::Record::rank`].
    pub rank: u8,
    /// Whether the name is the row's label or a full other name of it, not a mere part such as a surname.
    pub full: bool,
}

/// Other names that cost more rank than this are parts of a name: surnames, short forms.
const PART: u8 = 40;

impl KnowledgeBase<'_> {
    /// The rows that `name` may mean, the likeliest first.
    pub fn candidates(&self, name: &str) -> Vec<Candidate> {
        self.candidates_of(&normalize::key(name))
    }

    /// The same of the name's normal form ([`normalize::key`]).
    pub fn candidates_of(&self, key: &str) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        if key.is_empty() {
            return found;
        }
        let mut add = |entry: u32, loss: u8| {
            let entry = EntryId(entry);
            let Some(record) = self.record(entry) else { return };
            let rank = record.rank.saturating_sub(loss);
            match found.iter_mut().find(|c| c.entry == entry) {
                Some(known) if known.rank >= rank => {}
                Some(known) => (known.rank, known.full) = (rank, loss < PART),
                None => found.push(Candidate { entry, prior: 0.0, rank, full: loss < PART }),
            }
        };
        let t = &self.tables;
        let mut room = String::new();
        for at in equal(&t.labels, |label| normalize::compare(label, key, &mut room)) {
            add(at as u32, 0);
        }
        for at in equal(&t.aliases, |alias| alias.cmp(key)) {
            if let (Some(entry), Some(&loss)) = (t.alias_entry.get(at), t.alias_loss.get(at)) {
                add(entry, loss);
            }
        }
        let weight = |rank: u8| (f32::from(rank) / 16.0).exp2();
        let total: f32 = found.iter().map(|c| weight(c.rank)).sum();
        for candidate in &mut found {
            candidate.prior = weight(candidate.rank) / total;
        }
        found.sort_by(|a, b| b.rank.cmp(&a.rank).then(a.entry.cmp(&b.entry)));
        found
    }
}

/// Indices of the strings that `compare` with a key as equal, in a list that is sorted so.
fn equal(strings: &Strings, mut compare: impl FnMut(&str) -> Ordering) -> Vec<usize> {
    let first = strings.block_before(|s| compare(s).is_lt());
    let mut found = Vec::new();
    let mut going = true;
    for block in first.. {
        let before = found.len();
        let mut seen = false;
        strings.walk(block, |at, s| {
            seen = true;
            match compare(s) {
                Ordering::Less => true,
                Ordering::Equal => {
                    found.push(at);
                    true
                }
                Ordering::Greater => {
                    going = false;
                    false
                }
            }
        });
        // Damaged strings end a block early; a file in order never has two blocks without an answer.
        if !going || !seen || (block > first + 1 && found.len() == before) {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_equal_names_are_found_across_blocks() {
        let mut names: Vec<String> = (0..40).map(|n| format!("a{n:02}")).collect();
        names.extend(std::iter::repeat_n("b".to_owned(), 40));
        names.push("c".to_owned());
        let bytes = crate::kb::format::Draft { labels: names.clone(), ..Default::default() }.write();
        let tables = crate::kb::Tables::load(&bytes).unwrap();
        assert_eq!(equal(&tables.labels, |s| s.cmp("b")), (40..80).collect::<Vec<_>>());
        assert_eq!(equal(&tables.labels, |s| s.cmp("a00")), [0]);
        assert_eq!(equal(&tables.labels, |s| s.cmp("c")), [80]);
        for absent in ["", "a", "bb", "z"] {
            assert!(equal(&tables.labels, |s| s.cmp(absent)).is_empty(), "{absent}");
        }
    }
}
