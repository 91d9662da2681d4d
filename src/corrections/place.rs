//! Finds where corrections hold in an article: by their words, and for one place by what stands around it.
//!
//! Words are compared token by token, in one pass over the article however many corrections there are. Of several
//! places with the words of an anchor, the one with the likest surroundings is meant; a place with other surroundings
//! is not, so that a correction never moves to a namesake when its own words are deleted. A correction of one place
//! goes before one of all, a later one before an earlier one, and longer words before shorter ones.

use std::ops::Range;

use crate::article::Article;
use crate::corrections::{Anchor, BY_HAND, Correction, Is, Linked};
use crate::document::Value;
use crate::recognizer::Name;
use crate::text::Span;
use crate::tokens;
use rustc_hash::FxHashMap;

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

impl<'c> Fixes<'c> {
    /// Finds the places of `corrections` in the article.
    pub fn place(article: &Article, corrections: &'c [Correction]) -> Self {
        if corrections.is_empty() {
            return Self::default();
        }
        let mut hits = hits(article, corrections);
        for (correction, hits) in corrections.iter().zip(&mut hits) {
            if let Some(anchor) = &correction.at {
                *hits = meant(article, anchor, hits).into_iter().collect();
            }
        }
        // What goes before comes first: one place before all, long words before short ones, late before early.
        let mut view = SyntaxView::new(article);
        let mut longest = 0;
        for (correction, hits) in corrections.iter().zip(&hits).rev() {
            if correction.at.is_some() {
                hits.iter().for_each(|hit| view.take(correction, hit));
            } else {
                longest = hits.iter().map(Range::len).max().unwrap_or(0).max(longest);
            }
        }
        for length in (1..=longest).rev() {
            let all = corrections.iter().zip(&hits).rev().filter(|(correction, _)| correction.at.is_none());
            for (correction, hits) in all {
                hits.iter().filter(|hit| hit.len() == length).for_each(|hit| view.take(correction, hit));
            }
        }
        let holds = |hits: &Vec<Range<usize>>| {
            let held = hits.iter().filter(|hit| view.fix(hit).is_some());
            held.map(|hit| article.span(hit.clone())).collect()
        };
        let places = hits.iter().map(holds).collect();
        Self { all: view.in_order(), places }
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
        let mut next = found.into_iter().peekable();
        for fix in &self.all {
            let Some(Is::Name(kind)) = fix.is else { continue };
            while let Some(name) = next.next_if(|n| n.tokens.start < fix.tokens.start) {
                names.extend(self.leaves(article, &name).then_some(name));
            }
            // Of all places, those inside a longer name are not meant: "Quorr" in "Quorr Valley".
            let longer = |n: &Name| !fix.here && holds(&n.tokens, &fix.tokens);
            if !names.last().is_some_and(longer) && !next.peek().is_some_and(longer) {
                let (span, tokens) = (fix.span, fix.tokens.clone());
                names.push(Name { span, tokens, kind, score: 1.0, why: BY_HAND });
            }
        }
        names.extend(next.filter(|name| self.leaves(article, name)));
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

/// The article's words with the corrections that have taken some.
struct SyntaxView<'a, 'c> {
    article: &'a Article<'a>,
    /// Of every token, the correction that has it, counted from 1.
    owner: Vec<usize>,
    fixes: Vec<Fix<'c>>,
}

impl<'a, 'c> SyntaxView<'a, 'c> {
    fn new(article: &'a Article<'a>) -> Self {
        Self { article, owner: vec![0; article.tokens.len()], fixes: Vec::new() }
    }

    /// What is said of exactly these words, as an index.
    fn fix(&self, tokens: &Range<usize>) -> Option<usize> {
        let at = self.owner.get(tokens.start)?.checked_sub(1)?;
        (self.fixes.get(at)?.tokens == *tokens).then_some(at)
    }

    /// Lets a correction have words that are free, or say more of words that one before it has.
    fn take(&mut self, correction: &'c Correction, tokens: &Range<usize>) {
        let known = self.fix(tokens);
        if known.is_none() && self.owner[tokens.clone()].iter().any(|&owner| owner > 0) {
            return;
        }
        let at = known.unwrap_or_else(|| {
            let (span, here) = (self.article.span(tokens.clone()), correction.at.is_some());
            self.fixes.push(Fix { tokens: tokens.clone(), span, here, is: None, name: None, link: None });
            self.owner[tokens.clone()].fill(self.fixes.len());
            self.fixes.len() - 1
        });
        let fix = &mut self.fixes[at];
        fix.is = fix.is.or(correction.is);
        fix.name = fix.name.or(correction.name());
        fix.link = fix.link.or(correction.link.as_ref());
    }

    fn in_order(self) -> Vec<Fix<'c>> {
        let firsts = self.owner.iter().enumerate().filter_map(|(token, owner)| {
            self.fixes.get(owner.checked_sub(1)?).filter(|fix| fix.tokens.start == token)
        });
        firsts.cloned().collect()
    }
}

/// Of every correction, the places where its words stand, in order.
fn hits(article: &Article, corrections: &[Correction]) -> Vec<Vec<Range<usize>>> {
    let mut wanted: FxHashMap<&str, Vec<(usize, Vec<&str>)>> = FxHashMap::default();
    for (at, correction) in corrections.iter().enumerate() {
        for words in &correction.words {
            let tokens: Vec<&str> = tokens::tokenize(words).iter().map(|t| t.span.of(words)).collect();
            if let Some(&first) = tokens.first() {
                wanted.entry(first).or_default().push((at, tokens));
            }
        }
    }
    let mut hits = vec![Vec::new(); corrections.len()];
    for start in 0..article.tokens.len() {
        for (correction, words) in wanted.get(article.word(start)).into_iter().flatten() {
            let tokens = start..start + words.len();
            let same = tokens.end <= article.tokens.len()
                && tokens.clone().zip(words).all(|(i, word)| article.word(i) == *word);
            if same && hits[*correction].last() != Some(&tokens) {
                hits[*correction].push(tokens);
            }
        }
    }
    hits
}

/// The one of these places that an anchor means, if any is.
fn meant(article: &Article, anchor: &Anchor, places: &[Range<usize>]) -> Option<Range<usize>> {
    let likely = places.iter().filter_map(|tokens| {
        let span = article.span(tokens.clone());
        let like = likeness(article.text, span, anchor, places.len() == 1)?;
        Some(((like, u32::MAX - span.start.abs_diff(anchor.start)), tokens))
    });
    likely.max_by_key(|(like, _)| *like).map(|(_, tokens)| tokens.clone())
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
        let article = Article::read(new, &Resources::embedded().unwrap().pos);
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
        let article = Article::read(text, &Resources::embedded().unwrap().pos);
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
