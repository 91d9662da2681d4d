//! Compares two annotations of the same article, layer by layer.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use super::annotation::{Annotation, Claim, Place, Referent, join};
use super::check::is_pronoun;
use super::store::{Article, Store};

/// Counts of the items that two annotators share, and of those that each has.
#[derive(Clone, Copy, Default)]
struct Tally {
    both: usize,
    first: usize,
    second: usize,
}

impl Tally {
    fn percent(self) -> f64 {
        200.0 * self.both as f64 / (self.first + self.second).max(1) as f64
    }

    fn add(&mut self, both: usize, first: usize, second: usize) {
        self.both += both;
        self.first += first;
        self.second += second;
    }

    /// Adds a decision on which both annotators agree, or do not.
    fn decide(&mut self, agreed: bool) {
        self.add(usize::from(agreed), 1, 1);
    }
}

/// Labels of two annotators, for Cohen's kappa.
#[derive(Default)]
struct Labels(Vec<(String, String)>);

impl Labels {
    fn agreed(&self) -> f64 {
        self.0.iter().filter(|(a, b)| a == b).count() as f64 / self.0.len().max(1) as f64
    }

    fn kappa(&self) -> f64 {
        let labels: BTreeSet<&String> = self.0.iter().flat_map(|(a, b)| [a, b]).collect();
        let n = self.0.len().max(1) as f64;
        let share = |label: &String, first: bool| {
            self.0.iter().filter(|(a, b)| (if first { a } else { b }) == label).count() as f64 / n
        };
        let chance: f64 = labels.iter().map(|l| share(l, true) * share(l, false)).sum();
        (self.agreed() - chance) / (1.0 - chance).max(1e-9)
    }
}

/// The layers in the order of the table.
const LAYERS: [&str; 21] = [
    "names",
    "kinds",
    "metonyms",
    "entities",
    "links",
    "roles",
    "pronouns: marked",
    "pronouns: referent",
    "phrases: marked",
    "phrases: referent",
    "claims (cue and content)",
    "claims, not nested",
    "nested claims",
    "sources",
    "speakers",
    "contents",
    "claim kinds",
    "polarity",
    "anonymous sources",
    "values",
    "ISO values",
];

struct Comparison<'a> {
    tallies: BTreeMap<&'static str, Tally>,
    voices: Labels,
    checks: Labels,
    verbose: bool,
    article: &'a Article,
}

/// Compares the annotations in two folders and prints a table.
pub fn run(store: &Store, first: &str, second: &str, verbose: bool) -> Result<()> {
    let mut tallies = BTreeMap::new();
    let (mut voices, mut checks) = (Labels::default(), Labels::default());
    let mut articles = 0;
    for article in &store.articles {
        let (Ok(a), Ok(b)) = (store.annotation(article, first), store.annotation(article, second)) else {
            continue;
        };
        let text: Vec<char> = store.text(article)?.chars().collect();
        let mut comparison = Comparison { tallies, voices, checks, verbose, article };
        comparison.names(&a, &b, &text);
        comparison.roles(&a, &b, &text);
        comparison.references(&a, &b, &text);
        comparison.claims(&a, &b, &text);
        comparison.values(&a, &b, &text);
        comparison.sentences(&a, &b, &text);
        Comparison { tallies, voices, checks, .. } = comparison;
        articles += 1;
    }
    println!("{articles} articles annotated twice\n");
    println!("{:28} {:>9} {:>7} {:>7}", "layer", "agreement", "first", "second");
    for layer in LAYERS {
        let tally = tallies.get(layer).copied().unwrap_or_default();
        println!("{layer:28} {:9.1} {:7} {:7}", tally.percent(), tally.first, tally.second);
    }
    println!(
        "{:28} {:9.1} {:7}   kappa {:.2}",
        "voice of sentences",
        100.0 * voices.agreed(),
        voices.0.len(),
        voices.kappa()
    );
    println!(
        "{:28} {:9.1} {:7}   kappa {:.2}",
        "check-worthy sentences",
        100.0 * checks.agreed(),
        checks.0.len(),
        checks.kappa()
    );
    Ok(())
}

impl Comparison<'_> {
    fn tally(&mut self, layer: &'static str) -> &mut Tally {
        self.tallies.entry(layer).or_default()
    }

    fn differ(&self, layer: &str, place: Place, text: &[char], what: &str) {
        if self.verbose {
            let (from, to) = (place.start.saturating_sub(30), (place.end + 20).min(text.len()));
            let near = |a: usize, b: usize| text[a..b].iter().collect::<String>().replace('\n', " ");
            let (before, words, after) =
                (near(from, place.start), near(place.start, place.end), near(place.end, to));
            println!("{} {layer}: …{before}[{words}]{after}… {what}", self.article.id);
        }
    }

    /// Compares two sets of places; returns those in both.
    fn places(
        &mut self,
        layer: &'static str,
        a: &BTreeSet<Place>,
        b: &BTreeSet<Place>,
        text: &[char],
    ) -> Vec<Place> {
        let both: Vec<Place> = a.intersection(b).copied().collect();
        self.tally(layer).add(both.len(), a.len(), b.len());
        for (side, place) in
            a.difference(b).map(|p| ("only first", p)).chain(b.difference(a).map(|p| ("only second", p)))
        {
            self.differ(layer, *place, text, side);
        }
        both
    }

    fn names(&mut self, a: &Annotation, b: &Annotation, text: &[char]) {
        let at = |x: &Annotation| -> BTreeMap<Place, (String, bool)> {
            x.names.iter().map(|n| (n.place, (n.entity.clone(), n.government))).collect()
        };
        let (na, nb) = (at(a), at(b));
        let both = self.places("names", &na.keys().copied().collect(), &nb.keys().copied().collect(), text);
        let government =
            |n: &BTreeMap<Place, (String, bool)>| n.iter().filter(|(_, v)| v.1).map(|(p, _)| *p).collect();
        self.places("metonyms", &government(&na), &government(&nb), text);
        let (ea, eb) = (a.by_key(), b.by_key());
        let same = Mapping::new(a, b);
        for place in both {
            let (x, y) = (&na[&place].0, &nb[&place].0);
            let (x_entity, y_entity) = (ea[x.as_str()], eb[y.as_str()]);
            let kinds = x_entity.kind == y_entity.kind;
            self.tally("kinds").decide(kinds);
            if !kinds {
                self.differ("kinds", place, text, &format!("{} / {}", x_entity.kind, y_entity.kind));
            }
            let entities = same.entities.get(x) == Some(y);
            self.tally("entities").decide(entities);
            if !entities {
                self.differ("entities", place, text, &format!("{x} / {y}"));
            }
            if x_entity.link != "?" && y_entity.link != "?" {
                let links = x_entity.link == y_entity.link;
                self.tally("links").decide(links);
                if !links {
                    self.differ("links", place, text, &format!("{} / {}", x_entity.link, y_entity.link));
                }
            }
        }
    }

    fn roles(&mut self, a: &Annotation, b: &Annotation, text: &[char]) {
        let same = Mapping::new(a, b);
        let empty = Vec::new();
        let mut seen = BTreeSet::new();
        for x in &a.entities {
            let other = same.entities.get(&x.key).and_then(|k| b.entities.iter().find(|e| e.key == *k));
            let theirs = other.map_or(&empty, |e| &e.roles);
            seen.extend(other.map(|e| e.key.clone()));
            let alike = |p: &Place, q: &Place| {
                overlap(&[*p], &[*q], text) >= 0.5 || p.of(text).to_lowercase() == q.of(text).to_lowercase()
            };
            let both = x.roles.iter().filter(|p| theirs.iter().any(|q| alike(p, q))).count();
            self.tally("roles").add(both.min(theirs.len()), x.roles.len(), theirs.len());
            for p in x.roles.iter().filter(|p| !theirs.iter().any(|q| alike(p, q))) {
                self.differ("roles", *p, text, &format!("only first, of {}", x.key));
            }
            for q in theirs.iter().filter(|q| !x.roles.iter().any(|p| alike(p, q))) {
                self.differ("roles", *q, text, &format!("only second, of {}", x.key));
            }
        }
        let unseen = b.entities.iter().filter(|e| !seen.contains(&e.key)).map(|e| e.roles.len()).sum();
        self.tally("roles").add(0, 0, unseen);
    }

    fn references(&mut self, a: &Annotation, b: &Annotation, text: &[char]) {
        let same = Mapping::new(a, b);
        for (pronouns, marked, referent) in [
            (true, "pronouns: marked", "pronouns: referent"),
            (false, "phrases: marked", "phrases: referent"),
        ] {
            let at = |x: &Annotation| -> BTreeMap<Place, Vec<Referent>> {
                let all = x.references.iter().filter(|r| is_pronoun(&r.place.of(text)) == pronouns);
                all.map(|r| (r.place, r.referents.clone())).collect()
            };
            let (ra, rb) = (at(a), at(b));
            // A phrase that refers to nobody says no more than one that is not marked.
            let keys = |r: &BTreeMap<Place, Vec<Referent>>| {
                r.iter().filter(|(_, who)| pronouns || !who.is_empty()).map(|(p, _)| *p).collect()
            };
            for place in self.places(marked, &keys(&ra), &keys(&rb), text) {
                let agreed = same.alike(&ra[&place], &rb[&place]);
                self.tally(referent).decide(agreed);
                if !agreed {
                    self.differ(
                        referent,
                        place,
                        text,
                        &format!("{} / {}", join(&ra[&place]), join(&rb[&place])),
                    );
                }
            }
        }
    }

    fn claims(&mut self, a: &Annotation, b: &Annotation, text: &[char]) {
        let same = Mapping::new(a, b);
        let pairs = pair(&a.claims, &b.claims, text);
        self.tally("claims (cue and content)").add(pairs.len(), a.claims.len(), b.claims.len());
        let outer = |c: &Claim| c.parent.is_none();
        let (first, second) =
            (a.claims.iter().filter(|c| outer(c)).count(), b.claims.iter().filter(|c| outer(c)).count());
        let both = pairs.iter().filter(|(x, y)| outer(&a.claims[*x]) && outer(&b.claims[*y])).count();
        self.tally("claims, not nested").add(both, first, second);
        let both = pairs.iter().filter(|(x, y)| !outer(&a.claims[*x]) && !outer(&b.claims[*y])).count();
        self.tally("nested claims").add(both, a.claims.len() - first, b.claims.len() - second);
        let anonymous = |claims: &[Claim]| claims.iter().filter(|c| c.anonymous).count();
        let both = pairs.iter().filter(|(x, y)| a.claims[*x].anonymous && b.claims[*y].anonymous).count();
        self.tally("anonymous sources").add(both, anonymous(&a.claims), anonymous(&b.claims));
        for (side, claims, paired) in [
            ("only first", &a.claims, pairs.iter().map(|p| p.0).collect::<BTreeSet<_>>()),
            ("only second", &b.claims, pairs.iter().map(|p| p.1).collect()),
        ] {
            for (_, c) in claims.iter().enumerate().filter(|(n, _)| !paired.contains(n)) {
                let place = c.cue.first().or(c.content.first()).copied();
                self.differ(
                    "claims",
                    place.unwrap_or(Place { start: 0, end: 1 }),
                    text,
                    &format!("{side}{}", c.parent.map_or("", |_| ", nested")),
                );
            }
        }
        for (x, y) in pairs {
            let (x, y) = (&a.claims[x], &b.claims[y]);
            let place = x.cue.first().or(x.content.first()).copied().unwrap_or(Place { start: 0, end: 1 });
            let sources = overlap(x.source.as_slice(), y.source.as_slice(), text) >= 0.5
                || (x.source.is_none() && y.source.is_none());
            let speakers = same.alike(&x.speakers, &y.speakers);
            let decisions: [(&'static str, bool, String); 6] = [
                ("sources", sources, String::new()),
                ("speakers", speakers, format!("{} / {}", join(&x.speakers), join(&y.speakers))),
                ("contents", overlap(&x.content, &y.content, text) >= 0.5, String::new()),
                ("claim kinds", x.kind == y.kind, format!("{} / {}", x.kind, y.kind)),
                ("polarity", x.denies == y.denies, String::new()),
                ("anonymity", x.anonymous == y.anonymous, format!("{} / {}", x.anonymous, y.anonymous)),
            ];
            for (layer, agreed, what) in decisions {
                self.tally(layer).decide(agreed);
                if !agreed {
                    self.differ(layer, place, text, &what);
                }
            }
        }
    }

    fn values(&mut self, a: &Annotation, b: &Annotation, text: &[char]) {
        let both: Vec<_> = a
            .values
            .iter()
            .filter_map(|v| Some((v, b.values.iter().find(|w| w.place.overlaps(v.place))?)))
            .collect();
        self.tally("values").add(both.len(), a.values.len(), b.values.len());
        let alone = |v: &Place, others: &Annotation| !others.values.iter().any(|w| w.place.overlaps(*v));
        for v in a.values.iter().filter(|v| alone(&v.place, b)) {
            self.differ("values", v.place, text, "only first");
        }
        for v in b.values.iter().filter(|v| alone(&v.place, a)) {
            self.differ("values", v.place, text, "only second");
        }
        for (v, w) in both {
            if v.iso.is_some() || w.iso.is_some() {
                self.tally("ISO values").decide(v.iso == w.iso);
                if v.iso != w.iso {
                    self.differ("ISO values", v.place, text, &format!("{:?} / {:?}", v.iso, w.iso));
                }
            }
        }
    }

    fn sentences(&mut self, a: &Annotation, b: &Annotation, text: &[char]) {
        for x in &a.sentences {
            let Some(y) = b.sentences.iter().find(|s| s.place == x.place) else { continue };
            self.voices.0.push((x.voice.clone(), y.voice.clone()));
            let worthy = |checks: &[String]| if checks.is_empty() { "no" } else { "yes" }.to_owned();
            self.checks.0.push((worthy(&x.checks), worthy(&y.checks)));
            let start = Place { start: x.place.start, end: (x.place.start + 60).min(x.place.end) };
            if x.voice != y.voice {
                self.differ("voice", start, text, &format!("{} / {}", x.voice, y.voice));
            }
            if x.checks.is_empty() != y.checks.is_empty() {
                self.differ("checks", start, text, &format!("{:?} / {:?}", x.checks, y.checks));
            }
        }
    }
}

/// Returns the share of letters and digits that two lists of places have in common, of those in either.
fn overlap(a: &[Place], b: &[Place], text: &[char]) -> f64 {
    let letters = |places: &[Place]| -> BTreeSet<usize> {
        places.iter().flat_map(|p| p.start..p.end).filter(|&i| text[i].is_alphanumeric()).collect()
    };
    let (a, b) = (letters(a), letters(b));
    a.intersection(&b).count() as f64 / a.union(&b).count().max(1) as f64
}

/// Pairs the claims of two annotators: half of the content shared, or the cue and some of the content; best first.
fn pair(a: &[Claim], b: &[Claim], text: &[char]) -> Vec<(usize, usize)> {
    let mut scored = Vec::new();
    for (x, first) in a.iter().enumerate() {
        for (y, second) in b.iter().enumerate() {
            let content = overlap(&first.content, &second.content, text);
            let cue = first.cue.iter().any(|c| second.cue.iter().any(|d| c.overlaps(*d)));
            if content >= 0.5 || (cue && content > 0.0) {
                scored.push((content + f64::from(u8::from(cue)), x, y));
            }
        }
    }
    scored.sort_by(|p, q| q.0.total_cmp(&p.0));
    let (mut used_a, mut used_b, mut pairs) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (_, x, y) in scored {
        if !used_a.contains(&x) && !used_b.contains(&y) {
            used_a.insert(x);
            used_b.insert(y);
            pairs.push((x, y));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Which entity and which description of the first annotator is which of the second's.
struct Mapping {
    entities: BTreeMap<String, String>,
    unnamed: BTreeMap<String, String>,
}

impl Mapping {
    fn new(a: &Annotation, b: &Annotation) -> Self {
        let second: BTreeMap<Place, &String> = b.names.iter().map(|n| (n.place, &n.entity)).collect();
        let pairs = a.names.iter().filter_map(|n| Some((n.entity.clone(), (*second.get(&n.place)?).clone())));
        let entities = one_to_one(pairs);
        let second: BTreeMap<Place, &Vec<Referent>> =
            b.references.iter().map(|r| (r.place, &r.referents)).collect();
        let shared = a.references.iter().filter_map(|r| Some((&r.referents, *second.get(&r.place)?)));
        let pairs = shared.flat_map(|(x, y)| x.iter().zip(y)).filter_map(|(x, y)| match (x, y) {
            (Referent::Unnamed(x), Referent::Unnamed(y)) => Some((x.clone(), y.clone())),
            _ => None,
        });
        Self { entities, unnamed: one_to_one(pairs) }
    }

    /// Returns whether two lists mean the same.
    fn alike(&self, a: &[Referent], b: &[Referent]) -> bool {
        let mapped: BTreeSet<Referent> = a
            .iter()
            .map(|r| match r {
                Referent::Entity(key) => {
                    Referent::Entity(self.entities.get(key).cloned().unwrap_or_default())
                }
                Referent::Unnamed(d) => Referent::Unnamed(self.unnamed.get(d).unwrap_or(d).clone()),
            })
            .collect();
        mapped == b.iter().cloned().collect()
    }
}

/// Maps each first to one second, the most frequent pairs first.
fn one_to_one(pairs: impl Iterator<Item = (String, String)>) -> BTreeMap<String, String> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for pair in pairs {
        *counts.entry(pair).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let (mut map, mut used) = (BTreeMap::new(), BTreeSet::new());
    for ((first, second), _) in counts {
        if !map.contains_key(&first) && used.insert(second.clone()) {
            map.insert(first, second);
        }
    }
    map
}
