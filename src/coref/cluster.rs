//! Groups the names of one article: which of them name the same person or thing.
//!
//! Names with the same words form one node; rules for people and for everything else then join nodes whose
//! spellings differ. One entity has one kind: the recogniser's votes, weighted with its scores, decide, so that a
//! name read differently here and there is evened out. Every rule looks candidates up by a word or a key and
//! examines a bounded number of them, so the work grows with the article and no faster.
//! Groups never overlap, and nothing here reads anything but names and the words beside them.

use std::rc::Rc;
use std::sync::Arc;

use crate::article::Article;
use crate::coref::cluster_fingerprint;
use crate::coref::namesakes;
use crate::coref::organizations;
use crate::coref::{kb_aliases, people};
use crate::document::EntityKind;
use crate::incremental::{Fingerprint, StageCache};
use crate::kb::Reference;
use crate::kb::priors;
use crate::recognizer::Name;
use crate::recognizer::kinds::KINDS;
use crate::text::normalize;
use rustc_hash::{FxHashMap, FxHashSet};

/// A name, by its index, and why it is held to be one of its group.
pub(crate) type Member = (usize, &'static str);

/// Names of one entity.
pub(crate) struct Group {
    /// What it is.
    pub kind: EntityKind,
    /// Its names, in order.
    pub members: Vec<Member>,
    /// Where the article names a country and a region of one name: whether this is the region.
    pub region: Option<bool>,
    /// The distinct spellings of its names, in order.
    pub aliases: Arc<[String]>,
}

impl Group {
    /// Some names of one entity, in order.
    pub(crate) fn new(
        article: &Article,
        names: &[Name],
        members: Vec<Member>,
        kind: EntityKind,
        region: Option<bool>,
    ) -> Self {
        let mut aliases: Vec<String> = Vec::new();
        let (mut last, mut seen) = ("", FxHashSet::default());
        for &(name, _) in &members {
            let surface = normalize::trim(names[name].span.of(article.text));
            if surface != last && seen.insert(surface) {
                aliases.push(normalize::evened(surface));
            }
            last = surface;
        }
        Self { kind, members, region, aliases: aliases.into() }
    }
}

/// The words of a name as names are compared.
pub(crate) struct Spelt {
    words: Vec<String>,
    /// The words, joined.
    key: String,
}

impl Spelt {
    fn new(surface: &str, person: bool) -> Self {
        let words = normalize::words(surface);
        let words = if person { people::without_titles(words) } else { words };
        Self { key: words.join(" "), words }
    }
}

/// All names with the same words.
pub(crate) struct Node {
    /// The words they share.
    pub words: Vec<String>,
    /// One of the spellings, trimmed.
    pub surface: String,
    /// The kind most of them have.
    pub kind: EntityKind,
    /// Whether it was shown to be an organisation, though the same words are another's name as well.
    pub body: bool,
    /// Where the article names a country and a region of one name: whether this is the region.
    pub region: Option<bool>,
    /// Indices of the names, in order.
    pub members: Vec<usize>,
}

/// Disjoint sets of nodes, with the reason why a node joined.
pub(crate) struct Sets {
    parent: Vec<usize>,
    why: Vec<&'static str>,
}

impl Sets {
    fn new(len: usize) -> Self {
        Self { parent: (0..len).collect(), why: vec!["same name"; len] }
    }

    /// The node that stands for the set of `node`.
    pub(crate) fn root(&mut self, mut node: usize) -> usize {
        while self.parent[node] != node {
            self.parent[node] = self.parent[self.parent[node]];
            node = self.parent[node];
        }
        node
    }

    /// Puts the node `short` into the set of `full`, because of `why`.
    pub(crate) fn join(&mut self, short: usize, full: usize, why: &'static str) {
        let (a, b) = (self.root(short), self.root(full));
        if a != b {
            self.parent[a.max(b)] = a.min(b);
            self.why[short] = why;
        }
    }
}

/// What was made of the names of the last reading.
#[derive(Default)]
pub(crate) struct Cache {
    beside: StageCache<Fingerprint>,
    groups: StageCache<Rc<[Group]>>,
}

impl Cache {
    /// Keeps from now on.
    pub(crate) fn enable(&mut self) {
        self.beside.enable();
        self.groups.enable();
    }
}

/// The groups of `names`, in order of first mention, which may be those of the last reading.
#[inline(never)]
pub(crate) fn group_incremental(
    article: &Article,
    names: &[Name],
    kb: &Reference,
    cache: &mut Cache,
) -> Rc<[Group]> {
    cache.groups.start_round();
    let key = || cluster_fingerprint::fingerprint(article, names, &mut cache.beside);
    cache.groups.get(key, || group(article, names, kb).into())
}

/// The groups of `names`, in order of first mention.
#[inline(never)]
pub(crate) fn group(article: &Article, names: &[Name], kb: &Reference) -> Vec<Group> {
    kb.start_round();
    let nodes = nodes(article, names, kb);
    let mut sets = Sets::new(nodes.len());
    let chosen = people::join(article, names, &nodes, &mut sets, kb);
    organizations::join(article, names, &nodes, &mut sets);
    kb_aliases::join(kb, &nodes, &mut sets);

    let mut of_name = vec![(0, "", EntityKind::Person, None); names.len()];
    for (n, node) in nodes.iter().enumerate() {
        for &name in &node.members {
            let (to, why) = chosen.get(&name).copied().unwrap_or((n, sets.why[n]));
            of_name[name] = (sets.root(to), why, node.kind, node.region);
        }
    }
    let mut groups: Vec<(Vec<Member>, Option<bool>, Votes)> = Vec::new();
    let mut of_root: FxHashMap<usize, usize> = FxHashMap::default();
    for (name, &(root, why, kind, region)) in of_name.iter().enumerate() {
        let at = *of_root.entry(root).or_insert_with(|| {
            groups.push((Vec::new(), region, Votes::default()));
            groups.len() - 1
        });
        let (members, _, votes) = &mut groups[at];
        members.push((name, if members.is_empty() { names[name].why } else { why }));
        votes.add(&names[name], kind);
    }
    let whole = |(members, region, votes): (Vec<Member>, Option<bool>, Votes)| {
        let kind = votes.winner().unwrap_or(names[members[0].0].kind);
        Group::new(article, names, members, kind, region)
    };
    groups.into_iter().map(whole).collect()
}

/// Weighted votes for kinds. Longer names say more of what they name.
#[derive(Clone, Default)]
struct Votes {
    for_kind: [f32; 11],
    /// What the recogniser's scores leave open.
    open: f32,
}

impl Votes {
    #[inline(never)]
    fn add(&mut self, name: &Name, kind: EntityKind) {
        let weight = if name.tokens.len() > 1 { 1.5 } else { 1.0 };
        let score = name.score.clamp(0.05, 1.0);
        self.for_kind[kind as usize] += weight * score;
        self.open += weight * (1.0 - score);
    }

    /// Lets the knowledge base vote: a fixed share, and its share of what the recogniser leaves open.
    fn add_known(&mut self, kind: EntityKind, weight: f32) {
        self.for_kind[kind as usize] += weight * (3.0 + 2.0 * self.open);
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

/// A reading with at least this score is kept apart from a namesake's.
const FIRM: f32 = 0.8;
/// The same where no word before it speaks of a place.
const FIRMER: f32 = 0.87;

/// The weight of a capital whose country is spoken of, for a name that was read as a person's.
const CAPITAL: f32 = 1.5;

/// The share of what the recogniser leaves open that goes to an organisation whose name starts like this one.
const SHORT: f32 = 4.0;

/// Whether a name follows a word that stands before places ("in Washington").
pub(crate) fn follows_place_word(article: &Article, name: &Name) -> bool {
    let before = name.tokens.start.checked_sub(1).map_or("", |i| article.word(i));
    matches!(
        before,
        "in" | "at" | "from" | "near" | "to" | "of" | "into" | "across" | "In" | "At" | "From" | "Near"
    )
}

/// The kind of a name, put right where its own words show another one.
#[inline(never)]
fn kind_shown(kind: EntityKind, words: &[String]) -> EntityKind {
    const BANKS: &[&str] = &["banca", "banco", "bank", "banque"];
    let bank = words.len() > 1 && words.first().is_some_and(|w| BANKS.contains(&w.as_str()));
    let firm = kind == EntityKind::Person && (bank || organizations::is_company(words));
    if firm { EntityKind::Organization } else { kind }
}

/// Puts names with the same words together; people apart from things where both have good support.
#[inline(never)]
fn nodes(article: &Article, names: &[Name], kb: &Reference) -> Vec<Node> {
    let mut known: FxHashMap<(&str, bool), Rc<Spelt>> = FxHashMap::default();
    let mut spelt = |name: &Name| {
        let (surface, person) = (name.span.of(article.text), name.kind == EntityKind::Person);
        known.entry((surface, person)).or_insert_with(|| Rc::new(Spelt::new(surface, person))).clone()
    };
    let spelt: Vec<Rc<Spelt>> = names.iter().map(&mut spelt).collect();
    let keys: Vec<&str> = spelt.iter().map(|s| s.key.as_str()).collect();
    let kinds: Vec<EntityKind> =
        names.iter().zip(&spelt).map(|(n, s)| kind_shown(n.kind, &s.words)).collect();
    let bodies = namesakes::bodies(article, names, &keys, kb);
    let regions = namesakes::regions(article, names, &keys, kb);
    let mut votes: FxHashMap<&str, Votes> = FxHashMap::default();
    let mut parts_of_people: FxHashSet<&str> = FxHashSet::default();
    let mut starts_of_bodies: FxHashSet<&str> = FxHashSet::default();
    let mut slips: FxHashSet<u32> = FxHashSet::default();
    let mut somebody: FxHashSet<&str> = FxHashSet::default();
    for (((name, &key), words), &kind) in
        names.iter().zip(&keys).zip(spelt.iter().map(|s| &s.words)).zip(&kinds)
    {
        votes.entry(key).or_default().add(name, kind);
        if namesakes::is_somebody(article, name) {
            somebody.insert(key);
        }
        if kind == EntityKind::Organization && words.len() > 1 {
            starts_of_bodies.extend(words.first().map(String::as_str));
        }
        if kind == EntityKind::Person && words.len() > 1 {
            let fresh = words.last().is_some_and(|last| parts_of_people.insert(last));
            parts_of_people.extend(words.first().map(String::as_str));
            slips.extend(
                words.last().filter(|_| fresh).map(|last| people::slips_of(last)).into_iter().flatten(),
            );
        }
    }
    // What the knowledge base is sure of votes too; of words that are a part of somebody's name, countries only.
    let spoken = namesakes::countries(article, names, &keys, kb);
    let mut countries: FxHashSet<&str> = FxHashSet::default();
    let mut namesakes: FxHashSet<&str> = FxHashSet::default();
    for (key, votes) in &mut votes {
        let part = parts_of_people.contains(key);
        // "Santiago" where Chile is spoken of.
        let capital = priors::country_of_capital(kb, key).is_some_and(|c| spoken.contains(&c));
        if capital && !part && votes.winner() == Some(EntityKind::Person) {
            votes.for_kind[EntityKind::Gpe as usize] += CAPITAL;
        }
        // "Norlandia" beside "Norlandia Metals", where nobody is called so.
        if !part && starts_of_bodies.contains(key) && votes.winner() == Some(EntityKind::Person) {
            votes.for_kind[EntityKind::Organization as usize] += SHORT * votes.open;
        }
        let Some((kind, weight, country)) = priors::kind(kb, key) else { continue };
        // A building's head word and the words around a language are surer than any list of names.
        if matches!(votes.winner(), Some(EntityKind::Facility | EntityKind::Language)) {
            continue;
        }
        // "Jordan" after "Michael Jordan", where nothing else is of that country.
        if country && part && priors::country(kb, key).is_some_and(|c| !spoken.contains(&c)) {
            namesakes.insert(key);
            continue;
        }
        if country || !part {
            votes.add_known(kind, weight);
        }
        if country {
            countries.insert(key);
        }
    }
    let mut nodes: Vec<Node> = Vec::new();
    let mut seen: FxHashMap<(&str, bool, bool, Option<bool>), usize> = FxHashMap::default();
    for (at, name) in names.iter().enumerate() {
        let (key, votes) = (keys[at], &votes[keys[at]]);
        // A bare word that is also a part of somebody's full name is more likely that somebody; only a firm reading
        // as a place or firm keeps it apart.
        let firm = if follows_place_word(article, name) { FIRM } else { FIRMER };
        let slip = || people::slips_of(key).any(|s| slips.contains(&s)) && kb.candidates(key).is_empty();
        let supported = (parts_of_people.contains(key) && !countries.contains(key)) || slip();
        let person = if supported { 2.0 } else { 1.0 } * votes.person();
        let share = person / (person + votes.total() - votes.person());
        let body = bodies[at] == Some(true);
        let shown = somebody.contains(key) && !follows_place_word(article, name);
        let is_person = if body {
            false
        } else if shown || share >= 0.65 || namesakes.contains(key) {
            true
        } else if share <= 0.35 && !(supported && name.score < firm) {
            false
        } else {
            kinds[at] == EntityKind::Person || (supported && name.score < firm)
        };
        let node = *seen.entry((key, is_person, body, regions[at])).or_insert_with(|| {
            let mut votes = votes.clone();
            if !is_person {
                votes.for_kind[EntityKind::Person as usize] = 0.0;
            }
            let kind = match (body, is_person) {
                (true, _) => EntityKind::Organization,
                (_, true) => EntityKind::Person,
                _ => votes.winner().unwrap_or(name.kind),
            };
            let surface = normalize::trim(name.span.of(article.text)).to_owned();
            nodes.push(Node {
                words: spelt[at].words.clone(),
                surface,
                kind,
                body,
                region: regions[at],
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
    use crate::entities::testing::{marked, read, unknown};
    use crate::kb;

    /// Groups as "a ; b", each in order, from a text with names marked as `{KIND surface}`.
    fn check(text: &str, expected: &[&str]) {
        let (plain, names) = marked(text);
        let article = read(&plain);
        let groups: Vec<String> = group(&article, &names, &unknown(&kb::Cache::default()))
            .iter()
            .map(|g| g.members.iter().map(|&(n, _)| names[n].span.of(&plain)).collect::<Vec<_>>().join(" ; "))
            .collect();
        assert_eq!(groups, expected, "{text}");
    }

    #[test]
    fn spellings_of_one_person_come_together() {
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
    fn two_people_with_one_surname_stay_two() {
        check(
            "{P Bill Adler} and {P Laura Adler} came. {P Mrs. Adler} spoke, {P Mr. Adler} did not.",
            &["Bill Adler ; Mr. Adler", "Laura Adler ; Mrs. Adler"],
        );
    }

    #[test]
    fn organisations_come_together_by_acronym_order_and_short_form() {
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
    fn a_name_read_in_two_ways_is_evened_out() {
        let (plain, names) = marked("{P Ann Vance} left. {P Vance} was ill. {G Vance} sang. {P Vance} ate.");
        let groups = group(&read(&plain), &names, &unknown(&kb::Cache::default()));
        assert_eq!((groups.len(), groups[0].kind), (1, EntityKind::Person));
        check(
            "{P Paul Paris} flew to {G Paris}. {G Paris} was wet, said {P Paris}. {G Paris} it was.",
            &["Paul Paris ; Paris", "Paris ; Paris ; Paris"],
        );
    }

    #[test]
    fn crowds_with_one_surname_take_linear_time() {
        let letter = |n: u32| char::from_u32('a' as u32 + n % 26).unwrap_or('a');
        let crowd: String = (0..5_000u32)
            .map(|n| {
                let first: String = (0..4).map(|k| letter(n / 26u32.pow(k))).collect();
                format!("{{P Q{first} Smith}} met {{P Smith}}. ")
            })
            .collect();
        let (plain, names) = marked(&crowd);
        let start = std::time::Instant::now();
        assert!(!group(&read(&plain), &names, &unknown(&kb::Cache::default())).is_empty());
        assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
    }
}
