//! Counts the corpus by split and layer.

use std::collections::BTreeMap;

use anyhow::Result;

use super::store::{ANNOTATIONS, Store};

/// Prints tables of articles and annotations.
pub fn run(store: &Store) -> Result<()> {
    const COLUMNS: [&str; 4] = ["train", "dev", "test", "all"];
    let mut counts: BTreeMap<(usize, String), [usize; 4]> = BTreeMap::new();
    for article in &store.articles {
        let column = COLUMNS.iter().position(|c| *c == article.split).unwrap_or(3);
        let mut add = |order: usize, what: &str, count: usize| {
            let row = counts.entry((order, what.to_owned())).or_default();
            row[3] += count;
            if column < 3 {
                row[column] += count;
            }
        };
        add(0, "articles", 1);
        add(1, &format!("  of {}", article.corpus), 1);
        add(2, &format!("  {}", article.genre), 1);
        add(3, &format!("  text: {}", article.licence.split(',').next().unwrap_or_default()), 1);
        add(3, "  annotated twice", usize::from(article.twice == "yes"));
        let Ok(a) = store.annotation(article, ANNOTATIONS) else { continue };
        add(4, "annotated", 1);
        if let Ok(text) = store.text(article) {
            add(5, "words", text.split_whitespace().count());
        }
        add(6, "sentences", a.sentences.len());
        for s in &a.sentences {
            add(7, &format!("  {}", s.voice), 1);
        }
        add(8, "  check-worthy", a.sentences.iter().filter(|s| !s.checks.is_empty()).count());
        add(9, "names", a.names.len());
        add(10, "  standing for governments", a.names.iter().filter(|n| n.government).count());
        add(11, "entities", a.entities.len());
        for e in &a.entities {
            add(12, &format!("  {}", e.kind), 1);
        }
        let linked = a.entities.iter().filter(|e| e.link != "NIL" && e.link != "?").count();
        add(13, "  linked", linked);
        add(14, "roles", a.entities.iter().map(|e| e.roles.len()).sum());
        add(15, "references", a.references.len());
        add(
            16,
            "  to an entity",
            a.references
                .iter()
                .filter(|r| r.referents.iter().any(|r| matches!(r, super::annotation::Referent::Entity(_))))
                .count(),
        );
        add(
            17,
            "  to somebody unnamed only",
            a.references
                .iter()
                .filter(|r| {
                    !r.referents.is_empty()
                        && r.referents.iter().all(|r| matches!(r, super::annotation::Referent::Unnamed(_)))
                })
                .count(),
        );
        add(18, "claims", a.claims.len());
        for c in &a.claims {
            add(19, &format!("  {}", c.kind), 1);
        }
        add(
            20,
            "  with a named speaker",
            a.claims
                .iter()
                .filter(|c| c.speakers.iter().any(|r| matches!(r, super::annotation::Referent::Entity(_))))
                .count(),
        );
        add(21, "  nested", a.claims.iter().filter(|c| c.parent.is_some()).count());
        add(22, "  of an anonymous source", a.claims.iter().filter(|c| c.anonymous).count());
        add(23, "  denying", a.claims.iter().filter(|c| c.denies).count());
        add(24, "values", a.values.len());
        add(25, "  with ISO", a.values.iter().filter(|v| v.iso.is_some()).count());
    }
    println!("{:32}{:>8}{:>8}{:>8}{:>8}", "", "train", "dev", "test", "all");
    for ((_, what), row) in counts {
        println!("{what:32}{:8}{:8}{:8}{:8}", row[0], row[1], row[2], row[3]);
    }
    Ok(())
}
