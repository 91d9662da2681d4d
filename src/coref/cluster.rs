//! Clusters the names of one article: which names refer to the same person or thing.
//!
//! Names with the same words form one node. Rules for people ([`people`]), for everything else
//! ([`organizations`]) and for names in the knowledge base ([`kb_aliases`]) then merge nodes whose spellings
//! differ. Every cluster has one kind, chosen by the recogniser's votes weighted with its scores; this
//! corrects a name that was recognised with different kinds in different places. Every rule looks candidates
//! up by a word or a key and examines a bounded number of them, so that the work grows linearly with the
//! article.
//!
//! Clusters never overlap. Reads nothing but names and the words beside them, all listed in
//! [`cluster_fingerprint`].

use std::rc::Rc;
use std::sync::Arc;

use crate::article::Article;
use crate::coref::cluster_fingerprint;
use crate::coref::namesakes;
use crate::coref::organizations;
use crate::coref::{kb_aliases, people};
use crate::document::EntityKind;
use crate::incremental::{Fingerprint, StageCache};
use crate::kb::CachedKb;
use crate::kb::priors;
use crate::lexicon::{self, Flag};
use crate::recognizer::Name;
use crate::recognizer::kinds::KINDS;
use crate::text::normalize;
use rustc_hash::{FxHashMap, FxHashSet};

/// The index of a name, and the reason why it belongs to its cluster.
pub(crate) type Member = (usize, &'static str);

/// Names of one entity.
pub(crate) struct Cluster {
    /// The kind of the entity.
    pub kind: EntityKind,
    /// The names, in order.
    pub members: Vec<Member>,
    /// Set where the article names a country and a region of the same name: whether this is the region.
    pub is_region: Option<bool>,
    /// The distinct spellings of the names, in order of first use.
    pub aliases: Arc<[String]>,
}

impl Cluster {
    /// Makes a cluster of names, which must be in order.
    pub(crate) fn new(
        article: &Article,
        names: &[Name],
        members: Vec<Member>,
        kind: EntityKind,
        is_region: Option<bool>,
    ) -> Self {
        let mut aliases: Vec<String> = Vec::new();
        let (mut last, mut seen) = ("", FxHashSet::default());
        for &(name, _) in &members {
            let surface = normalize::trim(names[name].span.of(article.text));
            if surface != last && seen.insert(surface) {
                aliases.push(normalize::collapse_whitespace(surface));
            }
            last = surface;
        }
        Self { kind, members, is_region, aliases: aliases.into() }
    }
}

/// The normalised words of a name.
pub(crate) struct NormalizedName {
    words: Vec<String>,
    /// The words, joined by spaces.
    key: String,
}

impl NormalizedName {
    fn new(surface: &str, person: bool) -> Self {
        let words = normalize::words(surface);
        let words = if person { people::without_titles(words) } else { words };
        Self { key: words.join(" "), words }
    }
}

/// All names with the same normalised words: a node of the union-find structure.
pub(crate) struct NameNode {
    /// The shared words.
    pub words: Vec<String>,
    /// One of the spellings, trimmed.
    pub surface: String,
    /// The kind of most of the names.
    pub kind: EntityKind,
    /// Whether the context shows an organisation although others share the name.
    pub is_organization: bool,
    /// Set where the article names a country and a region of the same name: whether this is the region.
    pub is_region: Option<bool>,
    /// Indices of the names, in order.
    pub members: Vec<usize>,
}

/// Disjoint sets of nodes (union-find), with the reason why each node was merged.
pub(crate) struct DisjointSets {
    parent: Vec<usize>,
    reasons: Vec<&'static str>,
}

impl DisjointSets {
    fn new(len: usize) -> Self {
        Self { parent: (0..len).collect(), reasons: vec!["same name"; len] }
    }

    /// The representative of the set of `node`.
    pub(crate) fn root(&mut self, mut node: usize) -> usize {
        while self.parent[node] != node {
            self.parent[node] = self.parent[self.parent[node]];
            node = self.parent[node];
        }
        node
    }

    /// Merges the set of the node `short` into that of `full`, and records the reason for `short`.
    pub(crate) fn merge(&mut self, short: usize, full: usize, why: &'static str) {
        let (a, b) = (self.root(short), self.root(full));
        if a != b {
            self.parent[a.max(b)] = a.min(b);
            self.reasons[short] = why;
        }
    }
}

/// Cached results of the previous run.
#[derive(Default)]
pub(crate) struct Cache {
    name_contexts: StageCache<Fingerprint>,
    clusters: StageCache<Rc<[Cluster]>>,
}

impl Cache {
    /// Turns caching on.
    pub(crate) fn enable(&mut self) {
        self.name_contexts.enable();
        self.clusters.enable();
    }
}

/// Returns the clusters of `names` in order of first mention, from the cache if nothing that clustering reads
/// has changed.
#[inline(never)]
pub(crate) fn cluster_incremental(
    article: &Article,
    names: &[Name],
    kb: &CachedKb,
    cache: &mut Cache,
) -> Rc<[Cluster]> {
    cache.clusters.start_round();
    let key = || cluster_fingerprint::fingerprint(article, names, &mut cache.name_contexts);
    cache.clusters.get(key, || cluster(article, names, kb).into())
}

/// Returns the clusters of `names` in order of first mention.
#[inline(never)]
pub(crate) fn cluster(article: &Article, names: &[Name], kb: &CachedKb) -> Vec<Cluster> {
    kb.start_round();
    let nodes = nodes(article, names, kb);
    let mut sets = DisjointSets::new(nodes.len());
    let chosen = people::merge(article, names, &nodes, &mut sets, kb);
    organizations::merge(article, names, &nodes, &mut sets);
    kb_aliases::merge(kb, &nodes, &mut sets);

    let mut assigned = vec![(0, "", EntityKind::Person, None); names.len()];
    for (n, node) in nodes.iter().enumerate() {
        for &name in &node.members {
            let (to, why) = chosen.get(&name).copied().unwrap_or((n, sets.reasons[n]));
            assigned[name] = (sets.root(to), why, node.kind, node.is_region);
        }
    }
    let mut clusters: Vec<(Vec<Member>, Option<bool>, Votes)> = Vec::new();
    let mut of_root: FxHashMap<usize, usize> = FxHashMap::default();
    for (name, &(root, why, kind, is_region)) in assigned.iter().enumerate() {
        let at = *of_root.entry(root).or_insert_with(|| {
            clusters.push((Vec::new(), is_region, Votes::default()));
            clusters.len() - 1
        });
        let (members, _, votes) = &mut clusters[at];
        members.push((name, if members.is_empty() { names[name].why } else { why }));
        votes.add(&names[name], kind);
    }
    let finish = |(members, is_region, votes): (Vec<Member>, Option<bool>, Votes)| {
        let kind = votes.winner().unwrap_or(names[members[0].0].kind);
        Cluster::new(article, names, members, kind, is_region)
    };
    clusters.into_iter().map(finish).collect()
}

/// Weighted votes for kinds. Names of several words weigh more, because they are less ambiguous.
#[derive(Clone, Default)]
struct Votes {
    for_kind: [f32; 11],
    /// Weight that the recogniser's scores leave undecided.
    uncertain: f32,
}

impl Votes {
    #[inline(never)]
    fn add(&mut self, name: &Name, kind: EntityKind) {
        let weight = if name.tokens.len() > 1 { 1.5 } else { 1.0 };
        let score = name.score.clamp(0.05, 1.0);
        self.for_kind[kind as usize] += weight * score;
        self.uncertain += weight * (1.0 - score);
    }

    /// Adds the knowledge base's vote: a fixed share, and a share of the undecided weight.
    fn add_prior(&mut self, kind: EntityKind, weight: f32) {
        self.for_kind[kind as usize] += weight * (3.0 + 2.0 * self.uncertain);
    }

    fn person(&self) -> f32 {
        self.for_kind[EntityKind::Person as usize]
    }

    fn total(&self) -> f32 {
        self.for_kind.iter().sum()
    }

    #[inline(never)]
    fn winner(&self) -> Option<EntityKind> {
        KINDS
            .into_iter()
            .filter(|&k| self.for_kind[k as usize] > 0.0)
            .reduce(|best, k| if self.for_kind[k as usize] > self.for_kind[best as usize] { k } else { best })
    }
}

/// A name after a place word ("in") with at least this score is never merged into a person of that name.
const FIRM_AFTER_PLACE_WORD: f32 = 0.8;
/// The same for a name that does not follow a place word.
const FIRM: f32 = 0.87;

/// Vote for GPE of a capital whose country is mentioned, where the name was recognised as a person.
const CAPITAL_VOTE: f32 = 1.5;

/// Factor on the undecided weight that goes to ORG where the name is the first word of an organisation's
/// name.
const SHORT_FORM_SHARE: f32 = 4.0;

/// Whether a name follows a preposition of place ("in Washington").
pub(crate) fn follows_place_word(article: &Article, name: &Name) -> bool {
    let before = name.tokens.start.checked_sub(1).map_or("", |i| article.word(i));
    lexicon::has(before, Flag::PlacePreposition)
}

/// The kind of a name, corrected where its own words contradict it ("Deutsche Bank" is not a person).
#[inline(never)]
fn kind_by_words(kind: EntityKind, words: &[String]) -> EntityKind {
    let bank = words.len() > 1 && words.first().is_some_and(|w| lexicon::has(w, Flag::BankWord));
    let firm = kind == EntityKind::Person && (bank || organizations::is_company(words));
    if firm { EntityKind::Organization } else { kind }
}

/// Groups names with the same words into nodes, with people separate from things where both readings have
/// good support.
#[inline(never)]
fn nodes(article: &Article, names: &[Name], kb: &CachedKb) -> Vec<NameNode> {
    let mut normalized: FxHashMap<(&str, bool), Rc<NormalizedName>> = FxHashMap::default();
    let mut spelt = |name: &Name| {
        let (surface, person) = (name.span.of(article.text), name.kind == EntityKind::Person);
        normalized
            .entry((surface, person))
            .or_insert_with(|| Rc::new(NormalizedName::new(surface, person)))
            .clone()
    };
    let spelt: Vec<Rc<NormalizedName>> = names.iter().map(&mut spelt).collect();
    let keys: Vec<&str> = spelt.iter().map(|s| s.key.as_str()).collect();
    let kinds: Vec<EntityKind> =
        names.iter().zip(&spelt).map(|(n, s)| kind_by_words(n.kind, &s.words)).collect();
    let organizations = namesakes::organizations(article, names, &keys, kb);
    let regions = namesakes::regions(article, names, &keys, kb);
    let mut votes: FxHashMap<&str, Votes> = FxHashMap::default();
    let mut parts_of_person_names: FxHashSet<&str> = FxHashSet::default();
    let mut first_words_of_organizations: FxHashSet<&str> = FxHashSet::default();
    let mut surname_hashes: FxHashSet<u32> = FxHashSet::default();
    let mut described_as_person: FxHashSet<&str> = FxHashSet::default();
    for (((name, &key), words), &kind) in
        names.iter().zip(&keys).zip(spelt.iter().map(|s| &s.words)).zip(&kinds)
    {
        votes.entry(key).or_default().add(name, kind);
        if namesakes::is_described_as_person(article, name) {
            described_as_person.insert(key);
        }
        if kind == EntityKind::Organization && words.len() > 1 {
            first_words_of_organizations.extend(words.first().map(String::as_str));
        }
        if kind == EntityKind::Person && words.len() > 1 {
            let fresh = words.last().is_some_and(|last| parts_of_person_names.insert(last));
            parts_of_person_names.extend(words.first().map(String::as_str));
            surname_hashes.extend(
                words
                    .last()
                    .filter(|_| fresh)
                    .map(|last| people::deletion_hashes(last))
                    .into_iter()
                    .flatten(),
            );
        }
    }
    // Near-certain entries of the knowledge base vote too; for words that are part of a person's name,
    // countries only.
    let mentioned = namesakes::mentioned_countries(article, names, &keys, kb);
    let mut country_names: FxHashSet<&str> = FxHashSet::default();
    let mut namesakes: FxHashSet<&str> = FxHashSet::default();
    for (key, votes) in &mut votes {
        let in_person_name = parts_of_person_names.contains(key);
        // "Santiago" where Chile is mentioned.
        let is_capital = priors::country_of_capital(kb, key).is_some_and(|c| mentioned.contains(&c));
        if is_capital && !in_person_name && votes.winner() == Some(EntityKind::Person) {
            votes.for_kind[EntityKind::Gpe as usize] += CAPITAL_VOTE;
        }
        // "Norlandia" beside "Norlandia Metals", where no person has that name.
        if !in_person_name
            && first_words_of_organizations.contains(key)
            && votes.winner() == Some(EntityKind::Person)
        {
            votes.for_kind[EntityKind::Organization as usize] += SHORT_FORM_SHARE * votes.uncertain;
        }
        let Some((kind, weight, country)) = priors::dominant_kind(kb, key) else { continue };
        // The head word of a building and the words around a language are more reliable than any list of
        // names.
        if matches!(votes.winner(), Some(EntityKind::Facility | EntityKind::Language)) {
            continue;
        }
        // "Jordan" after "Michael Jordan", where nothing else refers to that country.
        if country && in_person_name && priors::country(kb, key).is_some_and(|c| !mentioned.contains(&c)) {
            namesakes.insert(key);
            continue;
        }
        if country || !in_person_name {
            votes.add_prior(kind, weight);
        }
        if country {
            country_names.insert(key);
        }
    }
    let mut nodes: Vec<NameNode> = Vec::new();
    let mut node_of: FxHashMap<(&str, bool, bool, Option<bool>), usize> = FxHashMap::default();
    for (at, name) in names.iter().enumerate() {
        let (key, votes) = (keys[at], &votes[keys[at]]);
        // A single word that is also part of a person's full name is more likely that person; only a high
        // score as a place or organisation keeps it apart.
        let firm_score = if follows_place_word(article, name) { FIRM_AFTER_PLACE_WORD } else { FIRM };
        let misspelt_surname = || {
            people::deletion_hashes(key).any(|s| surname_hashes.contains(&s)) && kb.candidates(key).is_empty()
        };
        let may_be_surname =
            (parts_of_person_names.contains(key) && !country_names.contains(key)) || misspelt_surname();
        let person = if may_be_surname { 2.0 } else { 1.0 } * votes.person();
        let share = person / (person + votes.total() - votes.person());
        let is_organization = organizations[at] == Some(true);
        let is_described = described_as_person.contains(key) && !follows_place_word(article, name);
        let is_person = if is_organization {
            false
        } else if is_described || share >= 0.65 || namesakes.contains(key) {
            true
        } else if share <= 0.35 && !(may_be_surname && name.score < firm_score) {
            false
        } else {
            kinds[at] == EntityKind::Person || (may_be_surname && name.score < firm_score)
        };
        let node = *node_of.entry((key, is_person, is_organization, regions[at])).or_insert_with(|| {
            let mut votes = votes.clone();
            if !is_person {
                votes.for_kind[EntityKind::Person as usize] = 0.0;
            }
            let kind = match (is_organization, is_person) {
                (true, _) => EntityKind::Organization,
                (_, true) => EntityKind::Person,
                _ => votes.winner().unwrap_or(name.kind),
            };
            let surface = normalize::trim(name.span.of(article.text)).to_owned();
            nodes.push(NameNode {
                words: spelt[at].words.clone(),
                surface,
                kind,
                is_organization,
                is_region: regions[at],
                members: Vec::new(),
            });
            nodes.len() - 1
        });
        nodes[node].members.push(at);
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::testing::{empty_kb, marked, read};
    use crate::kb;

    /// Compares the clusters, each written as "a ; b", of a text with names marked as `{KIND surface}`.
    fn check(text: &str, expected: &[&str]) {
        let (plain, names) = marked(text);
        let article = read(&plain);
        let clusters: Vec<String> = cluster(&article, &names, &empty_kb(&kb::Cache::default()))
            .iter()
            .map(|g| g.members.iter().map(|&(n, _)| names[n].span.of(&plain)).collect::<Vec<_>>().join(" ; "))
            .collect();
        assert_eq!(clusters, expected, "{text}");
    }

    #[test]
    fn spellings_of_one_person_are_merged() {
        check(
            "{P Ann Smith-Møller} met {P J.D. Hale}. {P Smith-Moller} left; {P JD Hale} stayed, {P Mr. Hale} slept.",
            &["Ann Smith-Møller ; Smith-Moller", "J.D. Hale ; JD Hale ; Mr. Hale"],
        );
        check(
            "{P Witkowski} spoke. {P Steve Witkowski} and {P Witkowsky} left.",
            &["Witkowski ; Steve Witkowski ; Witkowsky"],
        );
        check(
            "{P Bill Hale} is {P William Hale}, not {P Paula Hale} nor {P Paul Hale}.",
            &["Bill Hale ; William Hale", "Paula Hale", "Paul Hale"],
        );
    }

    #[test]
    fn people_who_share_a_surname_stay_separate() {
        check(
            "{P Bill Adler} and {P Laura Adler} came. {P Mrs. Adler} spoke, {P Mr. Adler} did not.",
            &["Bill Adler ; Mr. Adler", "Laura Adler ; Mrs. Adler"],
        );
    }

    #[test]
    fn organizations_are_merged_by_acronym_word_order_and_short_form() {
        check(
            "{O Elbonian Bird Union} ({O EBU}) and {O Associated Wire}. {O AW} quoted the {O EBU}.",
            &["Elbonian Bird Union ; EBU ; EBU", "Associated Wire ; AW"],
        );
        check(
            "The {O State Department} is the {G U.S.} {O Department of State}.",
            &["State Department ; Department of State", "U.S."],
        );
        check(
            "{O Bayern Munich} beat {O Dynamo}; {O Bayern} sang in {G Munich}.",
            &["Bayern Munich ; Bayern", "Dynamo", "Munich"],
        );
        check(
            "{N French} unions in {G France} and {N Elbonians} with an {N Elbonian}.",
            &["French", "France", "Elbonians ; Elbonian"],
        );
    }

    #[test]
    fn minority_kind_of_a_name_is_corrected() {
        let (plain, names) = marked("{P Ann Vance} left. {P Vance} was ill. {G Vance} sang. {P Vance} ate.");
        let clusters = cluster(&read(&plain), &names, &empty_kb(&kb::Cache::default()));
        assert_eq!((clusters.len(), clusters[0].kind), (1, EntityKind::Person));
        check(
            "{P Paul Paris} flew to {G Paris}. {G Paris} was wet, said {P Paris}. {G Paris} it was.",
            &["Paul Paris ; Paris", "Paris ; Paris ; Paris"],
        );
    }

    #[test]
    fn many_people_with_one_surname_take_linear_time() {
        let letter = |n: u32| char::from_u32('a' as u32 + n % 26).unwrap_or('a');
        let crowd: String = (0..5_000u32)
            .map(|n| {
                let first: String = (0..4).map(|k| letter(n / 26u32.pow(k))).collect();
                format!("{{P Q{first} Smith}} met {{P Smith}}. ")
            })
            .collect();
        let (plain, names) = marked(&crowd);
        let start = std::time::Instant::now();
        assert!(!cluster(&read(&plain), &names, &empty_kb(&kb::Cache::default())).is_empty());
        assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
    }
}
