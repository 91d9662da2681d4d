//! Look-up of a name: the entries that it may mean, with priors.
//!
//! Labels are sorted by their normal form and so serve as their own index; aliases form a second sorted list.
//! Only names with equal normal forms ([`normalize::key`]) match. Never searches for similar names.

use std::cmp::Ordering;

use crate::kb::format::Strings;
use crate::kb::{EntryId, KnowledgeBase, normalize};

/// An entry that a name may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NameMatch {
    /// The entry.
    pub entry: EntryId,
    /// Probability of this entry among all that the name may mean, 0 to 1, before the article is read.
    pub prior: f32,
    /// How often news mentions the entry under this name, on the scale of [`crate::kb::Record::rank`].
    pub rank: u8,
    /// Whether the name is the label or a full alias of the entry, not a part such as a surname.
    pub full: bool,
}

/// Aliases with at least this loss of rank are parts of a name: surnames, short forms.
const MIN_PART_LOSS: u8 = 40;

impl KnowledgeBase<'_> {
    /// Returns the entries that `name` may mean, likeliest first.
    pub fn candidates(&self, name: &str) -> Vec<NameMatch> {
        self.candidates_for_key(&normalize::key(name))
    }

    /// Returns the entries that a name with this normal form ([`normalize::key`]) may mean, likeliest first.
    pub fn candidates_for_key(&self, key: &str) -> Vec<NameMatch> {
        let mut found: Vec<NameMatch> = Vec::new();
        if key.is_empty() {
            return found;
        }
        let mut add = |entry: u32, loss: u8| {
            let entry = EntryId(entry);
            let Some(record) = self.record(entry) else { return };
            let rank = record.rank.saturating_sub(loss);
            match found.iter_mut().find(|c| c.entry == entry) {
                Some(known) if known.rank >= rank => {}
                Some(known) => (known.rank, known.full) = (rank, loss < MIN_PART_LOSS),
                None => found.push(NameMatch { entry, prior: 0.0, rank, full: loss < MIN_PART_LOSS }),
            }
        };
        let tables = &self.tables;
        let mut scratch = String::new();
        for at in indices_equal(&tables.labels, |label| normalize::compare(label, key, &mut scratch)) {
            add(at as u32, 0);
        }
        for at in indices_equal(&tables.aliases, |alias| alias.cmp(key)) {
            if let (Some(entry), Some(&loss)) = (tables.alias_entry.get(at), tables.alias_loss.get(at)) {
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

/// Indices of the strings that `compare` finds equal to a key, in a list sorted by it.
fn indices_equal(strings: &Strings, mut compare: impl FnMut(&str) -> Ordering) -> Vec<usize> {
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
        // Damaged strings end a block early. In a sorted file, the equal strings begin in the first two
        // blocks.
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
        assert_eq!(indices_equal(&tables.labels, |s| s.cmp("b")), (40..80).collect::<Vec<_>>());
        assert_eq!(indices_equal(&tables.labels, |s| s.cmp("a00")), [0]);
        assert_eq!(indices_equal(&tables.labels, |s| s.cmp("c")), [80]);
        for absent in ["", "a", "bb", "z"] {
            assert!(indices_equal(&tables.labels, |s| s.cmp(absent)).is_empty(), "{absent}");
        }
    }
}
