//! Merges names of one entry of the knowledge base: "U.S." and "United States".
//!
//! Never merges two names that only resemble each other.

use crate::coref::cluster::{DisjointSets, NameNode};
use crate::document::EntityKind;
use crate::kb::priors;
use crate::kb::{CachedKb, EntryId};
use rustc_hash::FxHashMap;

/// Merges nodes whose names nearly always mean the same entry; nodes of people only by names of two or more
/// words.
#[inline(never)]
pub(crate) fn merge(kb: &CachedKb, nodes: &[NameNode], sets: &mut DisjointSets) {
    let mut first: FxHashMap<EntryId, usize> = FxHashMap::default();
    for (at, node) in nodes.iter().enumerate() {
        let person = node.kind == EntityKind::Person;
        if person && node.words.len() < 2 {
            continue;
        }
        let Some((entry, class, _)) = priors::dominant_entry(kb, &node.surface) else { continue };
        if class.is_person() != person
            || node.is_region == Some(true)
            || (node.is_organization && class.kind() != EntityKind::Organization)
            || (class.kind() == EntityKind::Norp) != (node.kind == EntityKind::Norp)
        {
            continue;
        }
        match first.get(&entry) {
            Some(&other) => sets.merge(at, other, "two names of one and the same"),
            None => {
                first.insert(entry, at);
            }
        }
    }
}
