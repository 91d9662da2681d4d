//! Applies corrections to the entities: clusters, kinds, mentions and links.
//!
//! Clustering already works on the corrected names, so that most consequences follow from its own rules;
//! whatever it decides against a correction is overridden here. A name corrected at a single place leaves its
//! cluster alone. A name corrected everywhere takes along the names that were clustered with it because of
//! it.
//!
//! Never places corrections; [`corrections`](crate::corrections) does.

use std::rc::Rc;
use std::sync::Arc;

use crate::article::Article;
use crate::coref::cluster::{Cluster, Member};
use crate::corrections::{
    CORRECTED_BY_HAND, CorrectedKind, CorrectedLink, PlacedCorrections, place::PlacedCorrection,
};
use crate::document::{Entity, EntityKind, Mention, MentionKind};
use crate::recognizer::Name;
use crate::text::normalize;
use rustc_hash::FxHashMap;

/// Maximum number of renames that are followed from name to name.
const MAX_CHAIN: usize = 8;

/// The entity that a name is assigned to.
#[derive(PartialEq)]
enum Destination<'c> {
    /// A cluster as found.
    Cluster(usize),
    /// A new entity of this name, which no cluster has.
    NewEntity(&'c str),
    /// A new entity split off a cluster, with all names that have the same kind and link label.
    Alone(usize, EntityKind, Option<String>),
}

/// Returns the clusters as corrected, and for each the name that a reader gave it.
#[inline(never)]
pub(crate) fn recluster<'c>(
    article: &Article,
    names: &[Name],
    clusters: Rc<[Cluster]>,
    corrections: &PlacedCorrections<'c>,
) -> (Rc<[Cluster]>, Vec<Option<&'c str>>) {
    if corrections.is_empty() {
        let given_names = vec![None; clusters.len()];
        return (clusters, given_names);
    }
    let reassignment = Reassignment::new(article, names, &clusters, corrections);
    let mut result: Vec<(Vec<Member>, EntityKind)> = Vec::new();
    let mut given_names: Vec<Option<&str>> = Vec::new();
    let mut of_cluster = vec![None; clusters.len()];
    let mut other_destinations: Vec<(Destination, usize)> = Vec::new();
    for (name, &(cluster, why)) in reassignment.cluster_of.iter().enumerate() {
        let (destination, kind, given_name) = reassignment.destination(name, cluster);
        let existing = match destination {
            Destination::Cluster(cluster) => of_cluster[cluster],
            _ => other_destinations.iter().find(|(other, _)| *other == destination).map(|(_, at)| *at),
        };
        let at = existing.unwrap_or(result.len());
        if existing.is_none() {
            match destination {
                Destination::Cluster(cluster) => of_cluster[cluster] = Some(at),
                _ => other_destinations.push((destination, at)),
            }
            result.push((Vec::new(), kind));
            given_names.push(None);
        }
        given_names[at] = given_names[at].or(given_name);
        let why = if reassignment.correction(name).is_some() { CORRECTED_BY_HAND } else { why };
        result[at].0.push((name, why));
    }
    let cluster = |(members, kind)| Cluster::new(article, names, members, kind, None);
    (result.into_iter().map(cluster).collect(), given_names)
}

/// Assigns every name to its destination.
struct Reassignment<'a, 'c> {
    names: &'a [Name],
    clusters: &'a [Cluster],
    corrections: &'a PlacedCorrections<'c>,
    /// For each name its cluster and the reason.
    cluster_of: Vec<(usize, &'static str)>,
    /// For each cluster its most informative name.
    leads: Vec<usize>,
    /// The first name with these normalised words.
    by_words: FxHashMap<String, usize>,
}

impl<'a, 'c> Reassignment<'a, 'c> {
    fn new(
        article: &Article,
        names: &'a [Name],
        clusters: &'a [Cluster],
        corrections: &'a PlacedCorrections<'c>,
    ) -> Self {
        let surface = |name: usize| normalize::trim(names[name].span.of(article.text));
        let mut by_words = FxHashMap::default();
        let mut cluster_of = vec![(0, ""); names.len()];
        for (at, cluster) in clusters.iter().enumerate() {
            for &(name, why) in &cluster.members {
                cluster_of[name] = (at, why);
                // A name corrected at a single place does not represent the others.
                let is_single_place =
                    corrections.at(names[name].span).is_some_and(|f| f.single_place && f.name.is_some());
                if !is_single_place {
                    by_words.entry(normalize::words(surface(name)).join(" ")).or_insert(name);
                }
            }
        }
        let lead = |cluster: &Cluster| {
            let names = cluster.members.iter().map(|&(name, _)| name).rev();
            names.max_by_key(|&name| crate::entities::informativeness(surface(name))).unwrap_or_default()
        };
        Self {
            names,
            clusters,
            corrections,
            cluster_of,
            leads: clusters.iter().map(lead).collect(),
            by_words,
        }
    }

    fn correction(&self, name: usize) -> Option<&PlacedCorrection<'c>> {
        self.corrections.at(self.names[name].span)
    }

    /// The correction of the leading name of a cluster, if it applies everywhere.
    fn correction_of_lead(&self, cluster: usize) -> Option<&PlacedCorrection<'c>> {
        self.correction(self.leads[cluster]).filter(|f| !f.single_place)
    }

    /// The destination of a name, its kind, and the entity name that a reader gave.
    fn destination(&self, name: usize, cluster: usize) -> (Destination<'c>, EntityKind, Option<&'c str>) {
        let correction = self.correction(name);
        let given_name =
            correction.and_then(|f| f.name).or_else(|| self.correction_of_lead(cluster).and_then(|f| f.name));
        if let Some((last, cluster)) = given_name.and_then(|given_name| self.follow_renames(given_name)) {
            let kind = cluster.map_or(self.kind_of_name(name), |g| self.kind_of_cluster(g));
            return (cluster.map_or(Destination::NewEntity(last), Destination::Cluster), kind, Some(last));
        }
        let kind = self.kind_of_cluster(cluster);
        let single_link = correction.filter(|f| f.single_place && f.link.is_some()).map(|f| label(f.link));
        let own_kind = self.corrected_kind(name).unwrap_or(kind);
        if own_kind == kind && single_link.is_none() {
            return (Destination::Cluster(cluster), kind, None);
        }
        (Destination::Alone(cluster, own_kind, single_link), own_kind, None)
    }

    /// Follows renames from a given name to the last one, and returns it with its cluster; `None` if they
    /// form a cycle.
    fn follow_renames(&self, given_name: &'c str) -> Option<(&'c str, Option<usize>)> {
        let mut last = given_name;
        for _ in 0..MAX_CHAIN {
            let Some(&name) = self.by_words.get(&normalize::words(last).join(" ")) else {
                return Some((last, None));
            };
            let (cluster, _) = self.cluster_of[name];
            let next =
                self.correction(name).or_else(|| self.correction_of_lead(cluster)).and_then(|f| f.name);
            match next.filter(|&next| next != last) {
                Some(next) => last = next,
                None => return Some((last, Some(cluster))),
            }
        }
        None
    }

    fn corrected_kind(&self, name: usize) -> Option<EntityKind> {
        match self.correction(name)?.kind? {
            CorrectedKind::Name(kind) => Some(kind),
            CorrectedKind::NotAName => None,
        }
    }

    fn kind_of_name(&self, name: usize) -> EntityKind {
        self.corrected_kind(name).unwrap_or(self.names[name].kind)
    }

    /// The kind of a cluster, as corrected for its leading name.
    fn kind_of_cluster(&self, cluster: usize) -> EntityKind {
        let corrected = self
            .correction_of_lead(cluster)
            .is_some()
            .then(|| self.corrected_kind(self.leads[cluster]))
            .flatten();
        corrected.unwrap_or(self.clusters[cluster].kind)
    }
}

fn label(link: Option<&CorrectedLink>) -> String {
    match link {
        Some(CorrectedLink::Entry(link)) => link.label.clone(),
        _ => String::new(),
    }
}

/// Applies corrections to the mentions by role and pronoun.
#[inline(never)]
pub(crate) fn apply_to_mentions(
    article: &Article,
    entities: &mut [Entity],
    names: &[Name],
    corrections: &PlacedCorrections,
) {
    for correction in corrections.iter().filter(|f| f.single_place) {
        let name_here = names.binary_search_by_key(&correction.tokens.start, |n| n.tokens.start);
        if name_here.is_ok_and(|at| names[at].tokens == correction.tokens) {
            // The tokens are a name: mentions that overlap it are removed.
            for entity in entities.iter_mut() {
                entity.mentions.retain(|m| m.kind == MentionKind::Name || !m.span.overlaps(correction.span));
            }
            continue;
        }
        let mut kind = None;
        for entity in entities.iter_mut() {
            entity.mentions.retain(|m| {
                let same = m.kind != MentionKind::Name && m.span == correction.span;
                kind = kind.or(same.then_some(m.kind));
                !same
            });
        }
        let referent =
            correction.name.and_then(|name| entities.iter_mut().find(|entity| entity.name == name));
        if let Some(referent) = referent {
            let one_word = correction.tokens.len() == 1 && article.word(correction.tokens.start).len() < 7;
            let kind = kind.unwrap_or(if one_word { MentionKind::Pronoun } else { MentionKind::Role });
            let mention =
                Mention { span: correction.span, kind, score: 1.0, why: CORRECTED_BY_HAND, stands_for: None };
            referent.mentions.push(mention);
        }
    }
}

/// Restores the order of first mention, because a correction can add a mention before the first one. Few
/// entities ever move, so insertion sort is fast.
#[inline(never)]
pub(crate) fn sort_by_first_mention(entities: &mut [Entity]) {
    let first = |entity: &Entity| entity.mentions.first().map(|m| m.span);
    for moved in 1..entities.len() {
        let mut at = moved;
        while at > 0 && first(&entities[at - 1]) > first(&entities[at]) {
            entities.swap(at - 1, at);
            at -= 1;
        }
    }
}

/// Marks corrected names as certain, and sets the links that a reader gave.
#[inline(never)]
pub(crate) fn apply_links(entities: &mut [Entity], corrections: &PlacedCorrections) {
    for entity in entities {
        for mention in &mut entity.mentions {
            let Some(correction) = corrections.at(mention.span).filter(|_| mention.kind == MentionKind::Name)
            else {
                continue;
            };
            (mention.score, mention.why) = (1.0, CORRECTED_BY_HAND);
            if correction.kind.is_some() {
                entity.score = 1.0;
            }
            match correction.link {
                Some(CorrectedLink::Entry(link)) => entity.link = Some(Arc::new(link.clone())),
                Some(CorrectedLink::Unlinked) => entity.link = None,
                None => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coref::pronouns::antecedent::AntecedentModel;
    use crate::corrections::{Anchor, Correction};
    use crate::entities::testing::{marked, read};
    use crate::entities::{Cache, build_incremental};
    use crate::resources::Resources;
    use crate::syntax::quotations;

    /// Parses a correction: "Adler, Hale" or, for the second occurrence, "Adler@2", then "= KIND", "= none",
    /// "> name", "^ label", or "^" for no entry.
    fn correction(text: &str, line: &str) -> Correction {
        let (words, rest) = line.split_once(['=', '>', '^']).unwrap();
        let (words, nth) = words
            .trim_end_matches(['-', ' '])
            .split_once('@')
            .unwrap_or((words.trim_end_matches(['-', ' ']), ""));
        let anchor = nth.parse::<usize>().ok().map(|nth| {
            let (start, _) = text.match_indices(words).nth(nth - 1).unwrap();
            let before = text[..start].to_owned();
            Anchor { start: start as u32, before, after: text[start + words.len()..].to_owned() }
        });
        let mut correction = Correction {
            words: words.split(", ").map(str::to_owned).collect(),
            anchor,
            ..Correction::default()
        };
        let rest = rest.trim();
        if line.contains('>') {
            correction.name = Some(rest.to_owned());
        } else if line.contains('^') {
            let link = crate::document::Link {
                wikidata: None,
                wikipedia: None,
                label: rest.to_owned(),
                description: String::new(),
                country: None,
                score: 1.0,
                why: CORRECTED_BY_HAND,
            };
            correction.link =
                Some(if rest.is_empty() { CorrectedLink::Unlinked } else { CorrectedLink::Entry(link) });
        } else {
            let kind = |k: &EntityKind| k.label() == rest;
            let kind = crate::recognizer::kinds::KINDS.into_iter().find(kind);
            correction.kind = Some(kind.map_or(CorrectedKind::NotAName, CorrectedKind::Name));
        }
        correction
    }

    /// Compares the entities, each written as "KIND name | mention ; mention | link", after corrections.
    fn check(text: &str, corrections: &[&str], expected: &[&str]) {
        let (plain, names) = marked(text);
        let article = read(&plain);
        let given: Vec<Correction> = corrections.iter().map(|line| correction(&plain, line)).collect();
        let placed = PlacedCorrections::place(&article, &given);
        let names = placed.apply_to_names(&article, names);
        let resources = Resources::embedded().unwrap();
        let found: Vec<String> = build_incremental(
            &article,
            &names,
            &quotations::find(&article),
            &placed,
            resources.kb,
            &AntecedentModel::new(&resources.antecedents),
            &mut Cache::default(),
        )
        .entities
        .iter()
        .map(|e| {
            assert!(e.mentions.is_sorted_by_key(|m| m.span), "{text}");
            let mentions: Vec<_> = e.mentions.iter().map(|m| m.span.of(&plain)).collect();
            let link = e.link.as_deref().map_or(String::new(), |l| format!(" | {}", l.label));
            format!("{} {} | {}{link}", e.kind.label(), e.name, mentions.join(" ; "))
        })
        .collect();
        assert_eq!(found, expected, "{text} {corrections:?}");
    }

    const TWO: &str =
        "{P Ann Quorr} met {P Tom Zibel}. {P Quorr} left. She wept. {P Zibel} stayed. {P Quorr} slept.";

    #[test]
    fn kind_applies_at_one_place_or_to_the_whole_entity() {
        check(
            TWO,
            &["Ann Quorr, Quorr = ORG"],
            &["ORG Ann Quorr | Ann Quorr ; Quorr ; Quorr", "PERSON Tom Zibel | Tom Zibel ; Zibel"],
        );
        check(
            TWO,
            &["Quorr@3 = GPE"],
            &[
                "PERSON Ann Quorr | Ann Quorr ; Quorr ; She",
                "PERSON Tom Zibel | Tom Zibel ; Zibel",
                "GPE Quorr | Quorr",
            ],
        );
    }

    #[test]
    fn entities_are_merged_and_split_by_the_given_name() {
        check(
            TWO,
            &["Tom Zibel > Ann Quorr"],
            &["PERSON Ann Quorr | Ann Quorr ; Tom Zibel ; Quorr ; She ; Zibel ; Quorr"],
        );
        check(
            TWO,
            &["Quorr@3 > Tom Zibel"],
            &["PERSON Ann Quorr | Ann Quorr ; Quorr ; She", "PERSON Tom Zibel | Tom Zibel ; Zibel ; Quorr"],
        );
        check(
            TWO,
            &["Quorr@3 > Max Quorr"],
            &[
                "PERSON Ann Quorr | Ann Quorr ; Quorr ; She",
                "PERSON Tom Zibel | Tom Zibel ; Zibel",
                "PERSON Max Quorr | Quorr",
            ],
        );
        let three = "{P Ann Quorr} met {P Tom Zibel} and {P Bo Ettel}.";
        check(
            three,
            &["Ann Quorr > Tom Zibel", "Tom Zibel > Bo Ettel"],
            &["PERSON Bo Ettel | Ann Quorr ; Tom Zibel ; Bo Ettel"],
        );
        check(
            three,
            &["Ann Quorr > Tom Zibel", "Tom Zibel > Ann Quorr"],
            &["PERSON Ann Quorr | Ann Quorr", "PERSON Tom Zibel | Tom Zibel", "PERSON Bo Ettel | Bo Ettel"],
        );
    }

    #[test]
    fn names_are_removed_added_and_resized() {
        check(
            TWO,
            &["Tom Zibel = none", "Zibel = none"],
            &["PERSON Ann Quorr | Ann Quorr ; Quorr ; She ; Quorr"],
        );
        check(
            "the Elm {O Lamp Board} met.",
            &["Elm Lamp Board@1 = ORG"],
            &["ORG Elm Lamp Board | Elm Lamp Board"],
        );
        check(
            "{O Lamp Board Elm} and the lamp men met.",
            &["Lamp Board@1 = ORG", "lamp men = NORP"],
            &["ORG Lamp Board | Lamp Board", "NORP lamp men | lamp men"],
        );
    }

    #[test]
    fn pronoun_refers_to_the_given_entity_or_to_none() {
        check(
            TWO,
            &["She@1 > Tom Zibel"],
            &["PERSON Ann Quorr | Ann Quorr ; Quorr ; Quorr", "PERSON Tom Zibel | Tom Zibel ; She ; Zibel"],
        );
        check(
            TWO,
            &["She@1 = none"],
            &["PERSON Ann Quorr | Ann Quorr ; Quorr ; Quorr", "PERSON Tom Zibel | Tom Zibel ; Zibel"],
        );
    }

    #[test]
    fn link_is_set_or_removed() {
        check("{G Paris} slept.", &["Paris ^"], &["GPE Paris | Paris"]);
        check(
            "{P Ann Quorr} slept.",
            &["Ann Quorr ^ Ann B. Quorr"],
            &["PERSON Ann Quorr | Ann Quorr | Ann B. Quorr"],
        );
        check(
            "{G Paris} woke. He left {G Paris} for {G Paris}.",
            &["Paris@2 ^ Paris, Elm County"],
            &["GPE Paris | Paris ; Paris | Paris", "GPE Paris | Paris | Paris, Elm County"],
        );
    }
}
