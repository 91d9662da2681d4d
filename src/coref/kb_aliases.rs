//! Names of one entry of the knowledge base: "U.S." and "United States".

use crate::coref::cluster::{Node, Sets};
use crate::document::EntityKind;
use crate::kb::priors::entry;
use crate::kb::{EntryId, Reference};
use rustc_hash::FxHashMap;

/// Joins nodes that are names of one entry; people only by full names.
#[inline(never)]
pub(crate) fn join(kb: &Reference, nodes: &[Node], sets: &mut Sets) {
    let mut first: FxHashMap<EntryId, usize> = FxHashMap::default();
    for (at, node) in nodes.iter().enumerate() {
        let person = node.kind == EntityKind::Person;
        if person && node.words.len() < 2 {
            continue;
        }
        let Some((entry, class, _)) = entry(kb, &node.surface) else { continue };
        if class.is_person() != person
            || node.region == Some(true)
            || (node.body && class.kind() != EntityKind::Organization)
            || (class.kind() == EntityKind::Norp) != (node.kind == EntityKind::Norp)
        {
            continue;
        }
        match first.get(&entry) {
            Some(&other) => sets.join(at, other, "two names of one and the same"),
            None => {
                first.insert(entry, at);
            }
        }
    }
}
