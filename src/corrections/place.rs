//! Finds where corrections hold in an article: by their words, and for one place by what stands around it.
//!
//! Words are compared token by token, in one pass over the article however many corrections there are. Of several
//! places with the words of an anchor, the one with the likest surroundings is meant; a place with other surroundings
//! is not, so that a correction never moves to a namesake when its own words are deleted. A correction of one place
//! goes before one of all, a later one before an earlier one, and longer words before shorter ones.

use std::collections::HashMap;
use std::ops::Range;

use super::{Anchor, BY_HAND, Correction, Is, Linked};
use crate::article::Article;
use crate::document::Value;
use crate::mentions::Name;
use crate::text::Span;
use crate::tokens;

/// The share of the words around an anchor that must still be there.
const LIKE: f32 = 0.5;

/// Bytes beyond the length of the surroundings within which their words are looked for.
const PLAY: usize = 24;

/// What corrections make of some words of the article.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix<'c> {
    /// The words.
    pub tokens: Range<usize>,
    /// Where they stand.
    pub span: Span,
    /// Whether this place alone was meant.
    pub here: bool,
    /// What they are.
    pub is: Option<Is>,
    /// The name of the entity that they name.
    pub name: Option<&'c str>,
    /// The entry that the entity is.
    pub link: Option<&'c Linked>,
}

/// The corrections of one article, each at its places.
#[derive(Clone, Debug, Default)]
pub struct Fixes<'c> {
    /// In order, without overlaps.
    all: Vec<Fix<'c>>,
    /// Of each correction that was given, the places where it holds, in order.
    pub places: Vec<Vec<Span>>,
}

/// A place where the words of a correction stand.
struct Hit {
    correction: usize,
    tokens: Range<usize>,
}

impl<'c> Fixes<'c> {
    /// Finds the places of `corrections` in the article.
    pub fn place(article: &Article, corrections: &'c [Correction]) -> Self {
        let mut places = vec![Vec::new(); corrections.len()];
        if corrections.is_empty() {
            return Self::default();
        }
        let mut hits = settle(article, corrections, hits(article, corrections));
        // What goes before comes first: one place before all, long words before short ones, late before early.
        hits.sort_by_key(|h| {
            let here = corrections[h.correction].at.is_some();
            let length = if here { 0 } else { h.tokens.len() };
            (!here, usize::MAX - length, usize::MAX - h.correction)
        });
        let mut free = vec![true; article.tokens.len()];
        let mut known: HashMap<(usize, usize), usize> = HashMap::new();
        let mut all: Vec<Fix> = Vec::new();
        for hit in hits {
            let correction = &corrections[hit.correction];
            let ends = (hit.tokens.start, hit.tokens.end);
            let fix = match known.get(&ends) {
                Some(&at) => &mut all[at],
                None if free[hit.tokens.clone()].contains(&false) => continue,
                None => {
                    free[hit.tokens.clone()].fill(false);
                    known.insert(ends, all.len());
                    let span = article.span(hit.tokens.clone());
                    let here = correction.at.is_some();
                    all.push(Fix { tokens: hit.tokens, span, here, is: None, name: None, link: None });
                    let last = all.len() - 1;
                    &mut all[last]
                }
            };
            fix.is = fix.is.or(correction.is);
            fix.name = fix.name.or(correction.name());
            fix.link = fix.link.or(correction.link.as_ref());
            places[hit.correction].push(fix.span);
        }
        all.sort_by_key(|f| f.span);
        places.iter_mut().for_each(|p| p.sort());
        Self { all, places }
    }

    /// Whether nothing is corrected.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What is corrected, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Fix<'c>> {
        self.all.iter()
    }

    /// What is said of exactly these words.
    pub fn at(&self, span: Span) -> Option<&Fix<'c>> {
        self.all.binary_search_by_key(&span, |f| f.span).ok().and_then(|at| self.all.get(at))
    }

    /// The names as they are with the corrections: those denied gone, those given there, whatever was found.
    pub fn names(&self, article: &Article, found: Vec<Name>) -> Vec<Name> {
        if self.is_empty() {
            return found;
        }
        let mut names: Vec<Name> = Vec::with_capacity(found.len() + self.all.len());
        let mut next = found.iter().peekable();
        for fix in self.all.iter().filter(|f| matches!(f.is, Some(Is::Name(_)))) {
            while next.next_if(|n| n.tokens.end <= fix.tokens.start).is_some() {}
            // Of all places, those inside a longer name are not meant: "Quorr" in "Quorr Valley".
            let inside = next.peek().is_some_and(|n| !fix.here && holds(&n.tokens, &fix.tokens));
            if let (Some(Is::Name(kind)), false) = (fix.is, inside) {
                let (span, tokens) = (fix.span, fix.tokens.clone());
                names.push(Name { span, tokens, kind, score: 1.0, why: BY_HAND });
            }
        }
        names.extend(found.into_iter().filter(|name| self.leaves(article, name)));
        names.sort_by_key(|n| (n.tokens.start, n.tokens.end));
        names
    }

    /// Whether no correction takes this name away.
    fn leaves(&self, article: &Article, name: &Name) -> bool {
        let near = self.all.partition_point(|f| f.tokens.end <= name.tokens.start);
        let span = article.span(name.tokens.clone());
        !self.all[near..].iter().take_while(|f| f.span.start < span.end).any(|fix| match fix.is {
            Some(Is::Name(_)) => fix.here || !holds(&name.tokens, &fix.tokens),
            Some(Is::Nothing) => fix.tokens.start <= name.tokens.start && name.tokens.end <= fix.tokens.end,
            None => false,
        })
    }

    /// The values that no correction takes away.
    pub fn values(&self, mut values: Vec<Value>) -> Vec<Value> {
        values.retain(|value| self.at(value.span).is_none_or(|fix| fix.is != Some(Is::Nothing)));
        values
    }
}

/// Whether `outer` holds `inner` and more.
fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end && outer.len() > inner.len()
}

/// Every place where words of a correction stand, in order.
fn hits(article: &Article, corrections: &[Correction]) -> Vec<Hit> {
    let mut wanted: HashMap<&str, Vec<(usize, Vec<&str>)>> = HashMap::new();
    for (at, correction) in corrections.iter().enumerate() {
        for words in &correction.words {
            let tokens: Vec<&str> = tokens::tokenize(words).iter().map(|t| t.span.of(words)).collect();
            if let Some(&first) = tokens.first() {
                wanted.entry(first).or_default().push((at, tokens));
            }
        }
    }
    let mut hits = Vec::new();
    for start in 0..article.tokens.len() {
        for (correction, words) in wanted.get(article.word(start)).into_iter().flatten() {
            let tokens = start..start + words.len();
            let same = tokens.end <= article.tokens.len()
                && tokens.clone().zip(words).all(|(i, word)| article.word(i) == *word);
            if same {
                hits.push(Hit { correction: *correction, tokens });
            }
        }
    }
    hits
}

/// Leaves of the places of an anchored correction the one that is meant, if any is.
fn settle(article: &Article, corrections: &[Correction], hits: Vec<Hit>) -> Vec<Hit> {
    let mut of_anchored: HashMap<usize, Vec<Range<usize>>> = HashMap::new();
    let mut settled = Vec::new();
    for hit in hits {
        match corrections[hit.correction].at {
            Some(_) => of_anchored.entry(hit.correction).or_default().push(hit.tokens),
            None => settled.push(hit),
        }
    }
    for (correction, places) in of_anchored {
        let Some(anchor) = &corrections[correction].at else { continue };
        let only = places.len() == 1;
        let meant = places
            .into_iter()
            .filter_map(|tokens| {
                let span = article.span(tokens.clone());
                let like = likeness(article.text, span, anchor, only)?;
                Some((like, u32::MAX - span.start.abs_diff(anchor.start), tokens))
            })
            .max_by_key(|(like, near, _)| (*like, *near));
        settled.extend(meant.map(|(_, _, tokens)| Hit { correction, tokens }));
    }
    settled
}

/// How like what stands around `span` is to what stood around the anchor; `None` when it is another place. Where
/// nothing stood around it, only the `only` place is meant.
fn likeness(text: &str, span: Span, anchor: &Anchor, only: bool) -> Option<u32> {
    let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
    let joined =
        alike(before.chars().rev(), anchor.before.chars().rev()) + alike(after.chars(), anchor.after.chars());
    let mut low = before.len().saturating_sub(anchor.before.len() + PLAY);
    while !before.is_char_boundary(low) {
        low += 1;
    }
    let mut high = after.len().min(anchor.after.len() + PLAY);
    while !after.is_char_boundary(high) {
        high -= 1;
    }
    let (mut there, mut all) = (0, 0);
    for (words, near) in [(&anchor.before, &before[low..]), (&anchor.after, &after[..high])] {
        for word in words.split_whitespace() {
            all += 1;
            there += u32::from(near.contains(word));
        }
    }
    let like = if all == 0 { only } else { there as f32 >= LIKE * all as f32 };
    like.then_some(joined + 4 * there)
}

/// How many characters two texts have in common at their start.
fn alike(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> u32 {
    a.zip(b).take_while(|(a, b)| a == b).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::EntityKind;
    use crate::resources::Resources;

    /// The anchor of the last place of `words` in `text`.
    fn anchor(text: &str, words: &str) -> Anchor {
        let start = text.rfind(words).unwrap();
        let low = (start.saturating_sub(32)..=start).find(|&i| text.is_char_boundary(i)).unwrap();
        let end = start + words.len();
        let high = (end..=(end + 32).min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap();
        Anchor { start: start as u32, before: text[low..start].to_owned(), after: text[end..high].to_owned() }
    }

    fn correction(words: &[&str], at: Option<Anchor>, is: Is) -> Correction {
        let words = words.iter().map(|&w| w.to_owned()).collect();
        Correction { words, at, is: Some(is), ..Correction::default() }
    }

    /// Where a correction of the last place of `words` in `old` holds in `new`, as the byte it starts at.
    fn moved(old: &str, words: &str, new: &str) -> Option<u32> {
        let article = Article::read(new, &Resources::embedded());
        let corrections = [correction(&[words], Some(anchor(old, words)), Is::Nothing)];
        let fixes = Fixes::place(&article, &corrections);
        fixes.places[0].first().map(|s| s.start)
    }

    #[test]
    fn a_place_is_found_again_after_edits_around_it() {
        let old = "Adler left early on Monday. The mayor said that Adler had lied to the council.";
        assert_eq!(moved(old, "Adler", old), Some(48));
        for (new, expected) in [
            ("A new line.\n\nAdler left. The mayor said that Adler had lied to the council.", "Adler had"),
            ("The mayor said that Adler had lied to the council.", "Adler had"),
            ("Adler left early. The mayor claimed that Adler has lied to the council.", "Adler has"),
            ("Adler left. The mayor  said\nthat Adler\nhad lied to the council.", "Adler\nhad"),
        ] {
            assert_eq!(moved(old, "Adler", new), new.find(expected).map(|at| at as u32), "{new}");
        }
    }

    #[test]
    fn a_place_that_is_gone_is_not_found_elsewhere() {
        let old = "Adler left early on Monday. The mayor said that Adler had lied to the council.";
        assert_eq!(moved(old, "Adler", "Adler left early on Monday. The mayor said nothing."), None);
        assert_eq!(moved(old, "Adler", "The mayor said that Adlers had lied to the council."), None);
        assert_eq!(moved(old, "Adler", ""), None);
        assert_eq!(moved("Adler", "Adler", "Adler"), Some(0));
        assert_eq!(moved("Adler", "Adler", "Adler and Adler"), None);
    }

    #[test]
    fn of_like_places_the_nearest_is_meant() {
        let old = "Yes. Adler slept. Adler slept. Adler slept. No.";
        assert_eq!(moved(old, "Adler", "Adler slept. Adler slept. Adler slept. Adler slept."), Some(39));
    }

    #[test]
    fn one_place_goes_before_all_and_later_before_earlier() {
        let text = "Quorr met Quorr Group in Quorr Valley.";
        let article = Article::read(text, &Resources::embedded());
        let all = |words: &str, kind| correction(&[words], None, Is::Name(kind));
        let corrections = [
            all("Quorr", EntityKind::Person),
            all("Quorr Group", EntityKind::Organization),
            correction(&["Quorr"], Some(anchor(text, "Quorr")), Is::Nothing),
            all("Quorr", EntityKind::Product),
        ];
        let fixes = Fixes::place(&article, &corrections);
        let found: Vec<_> = fixes.iter().map(|f| (f.span.of(text), f.is)).collect();
        assert_eq!(
            found,
            [
                ("Quorr", Some(Is::Name(EntityKind::Product))),
                ("Quorr Group", Some(Is::Name(EntityKind::Organization))),
                ("Quorr", Some(Is::Nothing)),
            ]
        );
    }
}
