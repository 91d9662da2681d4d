//! The rules that every annotation keeps, whoever wrote it.

use std::collections::BTreeSet;

use super::annotation::{Annotation, CHECKS, CLAIM_KINDS, Claim, KINDS, Place, Referent, VALUES, VOICES};

/// Third persons and relatives: each has a reference wherever it stands.
const PRONOUNS: [&str; 21] = [
    "he",
    "him",
    "his",
    "himself",
    "she",
    "her",
    "hers",
    "herself",
    "they",
    "them",
    "their",
    "theirs",
    "themselves",
    "it",
    "its",
    "itself",
    "who",
    "whom",
    "whose",
    "themself",
    "whoever",
];
/// First persons: the same.
const FIRST_PERSONS: [&str; 10] = ["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"];

/// Returns whether a word is a pronoun that may be annotated.
pub fn is_pronoun(words: &str) -> bool {
    let words = words.to_lowercase();
    PRONOUNS.contains(&words.as_str())
        || FIRST_PERSONS.contains(&words.as_str())
        || ["you", "your", "yours", "yourself", "yourselves", "one", "each other", "one another"]
            .contains(&words.as_str())
}

/// Returns the faults of an annotation.
pub fn faults(annotation: &Annotation, text: &str, sentences: &[Place]) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let mut check = Check { annotation, characters: &characters, faults: Vec::new() };
    check.entities();
    check.names();
    check.references();
    check.values();
    check.sentences(sentences);
    check.claims();
    check.faults
}

/// Returns the faults of an annotation of sentences alone.
pub fn sentence_faults(annotation: &Annotation, text: &str, sentences: &[Place]) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let mut check = Check { annotation, characters: &characters, faults: Vec::new() };
    check.sentences(sentences);
    check.faults
}

struct Check<'a> {
    annotation: &'a Annotation,
    characters: &'a [char],
    faults: Vec<String>,
}

impl Check<'_> {
    fn fault(&mut self, ok: bool, message: impl FnOnce() -> String) {
        if !ok {
            self.faults.push(message());
        }
    }

    fn words(&self, place: Place) -> String {
        place.of(self.characters)
    }

    fn entities(&mut self) {
        let mut keys = BTreeSet::new();
        let mentioned: BTreeSet<&str> = self.annotation.names.iter().map(|n| n.entity.as_str()).collect();
        for e in &self.annotation.entities {
            self.fault(keys.insert(&e.key), || format!("the entity {} stands twice", e.key));
            self.fault(KINDS.contains(&e.kind.as_str()), || {
                format!("{}: {} is no kind of name", e.key, e.kind)
            });
            self.fault(mentioned.contains(e.key.as_str()), || format!("{} has no mention by name", e.key));
            self.fault(!e.link.is_empty(), || format!("{} has no link: a title, NIL or ?", e.key));
            self.fault(!e.name.is_empty(), || format!("{} has no name", e.key));
            let own = e.key.chars().all(|c| c.is_alphanumeric() || "-_.'".contains(c));
            self.fault(own, || {
                format!("the key {:?} has other characters than letters, digits, - and _", e.key)
            });
        }
    }

    fn names(&mut self) {
        let keys = self.annotation.by_key();
        let mut end = 0;
        for name in &self.annotation.names {
            let words = self.words(name.place);
            let near = || format!("the name {words:?}");
            self.fault(keys.contains_key(name.entity.as_str()), || {
                format!("{}: no entity {:?}", near(), name.entity)
            });
            self.fault(name.place.start >= end, || format!("{} stands in another name", near()));
            let bare = !words.to_lowercase().starts_with("the ") || words.chars().all(|c| !c.is_lowercase());
            self.fault(bare || words.starts_with("The "), || format!("{} has an article", near()));
            let possessive = words.ends_with("'s") || words.ends_with("’s");
            self.fault(!possessive, || format!("{} has a possessive 's", near()));
            let edges = words.trim() == words && !words.ends_with([',', ';', ':']);
            self.fault(edges, || format!("{} has white space or punctuation at its edge", near()));
            let place = keys
                .get(name.entity.as_str())
                .is_none_or(|e| matches!(e.kind.as_str(), "GPE" | "LOC" | "FAC"));
            self.fault(!name.government || place, || {
                format!("{} stands for a government, but is no place", near())
            });
            end = end.max(name.place.end);
        }
    }

    fn references(&mut self) {
        let mut places = BTreeSet::new();
        for reference in &self.annotation.references {
            let words = self.words(reference.place);
            self.fault(places.insert(reference.place), || format!("the reference {words:?} is marked twice"));
            self.fault(words.trim() == words, || {
                format!("the reference {words:?} has white space at its edge")
            });
            self.referents(&reference.referents, &format!("the reference {words:?}"));
        }
        let mut start = 0;
        while start < self.characters.len() {
            let word = |at: usize| self.characters.get(at).is_some_and(|c| c.is_alphabetic());
            if !word(start) {
                start += 1;
                continue;
            }
            let end = (start..).find(|&at| !word(at)).unwrap_or(self.characters.len());
            let place = Place { start, end };
            let words = self.words(place);
            let lower = words.to_lowercase();
            // "US" is a name, "I." an initial.
            let name = self.annotation.names.iter().any(|n| n.place.overlaps(place))
                || words == "US"
                || words == "IT"
                || words == "WHO";
            let abbreviation = words == "I" && self.characters.get(end) == Some(&'.');
            let pronoun = PRONOUNS.contains(&lower.as_str()) || FIRST_PERSONS.contains(&lower.as_str());
            if pronoun && !name && !abbreviation && !places.contains(&place) {
                let near: String = self.characters
                    [start.saturating_sub(25)..(end + 20).min(self.characters.len())]
                    .iter()
                    .collect();
                self.faults
                    .push(format!("the pronoun {words:?} is not marked, in {:?}", near.replace('\n', " ")));
            }
            start = end;
        }
    }

    fn referents(&mut self, referents: &[Referent], of: &str) {
        for referent in referents {
            match referent {
                Referent::Entity(key) => {
                    let known = self.annotation.entities.iter().any(|e| e.key == *key);
                    self.fault(known, || format!("{of}: no entity {key:?}"));
                }
                Referent::Unnamed(description) => {
                    self.fault(!description.is_empty(), || format!("{of}: ? needs a description"));
                }
            }
        }
    }

    fn values(&mut self) {
        let mut end = 0;
        for value in &self.annotation.values {
            let words = self.words(value.place);
            self.fault(VALUES.contains(&value.kind.as_str()), || {
                format!("the value {words:?}: {} is no kind", value.kind)
            });
            self.fault(value.place.start >= end, || format!("the value {words:?} overlaps another"));
            end = value.place.end;
        }
    }

    fn sentences(&mut self, sentences: &[Place]) {
        let places: Vec<Place> = self.annotation.sentences.iter().map(|s| s.place).collect();
        for (number, sentence) in sentences.iter().enumerate() {
            let times = places.iter().filter(|p| *p == sentence).count();
            self.fault(times == 1, || {
                format!("sentence {} has {times} lines under ## sentences", number + 1)
            });
        }
        for s in &self.annotation.sentences {
            let words: String = self.words(s.place).chars().take(30).collect();
            self.fault(VOICES.contains(&s.voice.as_str()), || format!("{words:?}: {} is no voice", s.voice));
            for c in &s.checks {
                self.fault(CHECKS.contains(&c.as_str()), || format!("{words:?}: {c} is no reason to check"));
            }
        }
    }

    fn claims(&mut self) {
        let mut numbers = BTreeSet::new();
        for claim in &self.annotation.claims {
            let of = format!("claim {}", claim.number);
            self.fault(numbers.insert(claim.number), || format!("{of} stands twice"));
            self.fault(CLAIM_KINDS.contains(&claim.kind.as_str()), || {
                format!("{of}: {} is no kind", claim.kind)
            });
            self.referents(&claim.speakers, &of);
            self.fault(claim.kind != "denies" || claim.denies, || {
                format!("{of}: the kind denies needs the flag denies")
            });
            let overlap = claim.cue.iter().any(|c| claim.content.iter().any(|p| p.overlaps(*c)));
            self.fault(!overlap, || format!("{of}: cue and content overlap"));
            let overlap = claim.source.is_some_and(|s| claim.cue.iter().any(|c| c.overlaps(s)));
            self.fault(!overlap, || format!("{of}: source and cue overlap"));
            if let Some(parent) = claim.parent {
                let outer = self.annotation.claims.iter().find(|c| c.number == parent);
                self.fault(outer.is_some_and(|o| within(claim, o)), || {
                    format!("{of}: its cue does not stand in the content of its parent {parent}")
                });
            }
        }
    }
}

/// Returns whether a claim stands in the content of another.
fn within(claim: &Claim, outer: &Claim) -> bool {
    let inner = claim.cue.first().or(claim.content.first());
    inner.is_some_and(|i| outer.content.iter().any(|o| o.start <= i.start && i.end <= o.end))
}
