//! Places corrections in an article: by their words and, for a single place, by its context.
//!
//! Words are compared token by token, in one pass over the article, however many corrections there are. Of
//! several places with the words of an anchor, the one with the most similar context is chosen, and only if
//! the context is similar enough, so that a correction never moves to a namesake when its own words are
//! deleted. Precedence: a correction of a single place before one of all places, a later one before an
//! earlier one, longer words before shorter ones.
//!
//! Never changes words, and never places a correction on words that differ.

use std::ops::Range;

use crate::article::Article;
use crate::corrections::{Anchor, CORRECTED_BY_HAND, CorrectedKind, CorrectedLink, Correction};
use crate::document::Value;
use crate::recognizer::Name;
use crate::text::Span;
use crate::tokens;
use rustc_hash::FxHashMap;

/// Minimum share of the context words of an anchor that must still be near.
const MIN_CONTEXT: f32 = 0.5;

/// Bytes beyond the length of the context within which its words are looked for.
const CONTEXT_SLACK: usize = 24;

/// All corrections of some words of the article, combined.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PlacedCorrection<'c> {
    /// The tokens.
    pub(crate) tokens: Range<usize>,
    /// Their span.
    pub(crate) span: Span,
    /// Whether the correction is of this single place.
    pub(crate) single_place: bool,
    /// The corrected kind.
    pub(crate) kind: Option<CorrectedKind>,
    /// The name of the entity that the words refer to.
    pub(crate) name: Option<&'c str>,
    /// The corrected link.
    pub(crate) link: Option<&'c CorrectedLink>,
}

/// The corrections of one article with their places.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlacedCorrections<'c> {
    /// In order, without overlaps.
    all: Vec<PlacedCorrection<'c>>,
    /// For each correction that was given, the places where it applies, in order.
    pub(crate) places: Vec<Vec<Span>>,
}

impl<'c> PlacedCorrections<'c> {
    /// Places `corrections` in the article.
    pub(crate) fn place(article: &Article, corrections: &'c [Correction]) -> Self {
        if corrections.is_empty() {
            return Self::default();
        }
        let mut occurrences = occurrences(article, corrections);
        for (correction, occurrences) in corrections.iter().zip(&mut occurrences) {
            if let Some(anchor) = &correction.anchor {
                *occurrences = place_of_anchor(article, anchor, occurrences).into_iter().collect();
            }
        }
        // In order of precedence: single places before all places, long words before short ones, late before
        // early.
        let mut placed = PlacedTokens::new(article);
        let mut longest = 0;
        for (correction, occurrences) in corrections.iter().zip(&occurrences).rev() {
            if correction.anchor.is_some() {
                occurrences.iter().for_each(|tokens| placed.place(correction, tokens));
            } else {
                longest = occurrences.iter().map(Range::len).max().unwrap_or(0).max(longest);
            }
        }
        for length in (1..=longest).rev() {
            let all = corrections
                .iter()
                .zip(&occurrences)
                .rev()
                .filter(|(correction, _)| correction.anchor.is_none());
            for (correction, occurrences) in all {
                occurrences
                    .iter()
                    .filter(|tokens| tokens.len() == length)
                    .for_each(|tokens| placed.place(correction, tokens));
            }
        }
        let applied_places = |occurrences: &Vec<Range<usize>>| {
            let applied = occurrences.iter().filter(|tokens| placed.index_of(tokens).is_some());
            applied.map(|tokens| article.span(tokens.clone())).collect()
        };
        let places = occurrences.iter().map(applied_places).collect();
        Self { all: placed.in_order(), places }
    }

    /// Whether there are no corrections.
    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The placed corrections, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &PlacedCorrection<'c>> {
        self.all.iter()
    }

    /// The correction of exactly this span.
    pub(crate) fn at(&self, span: Span) -> Option<&PlacedCorrection<'c>> {
        self.all.binary_search_by_key(&span, |f| f.span).ok().and_then(|at| self.all.get(at))
    }

    /// Applies the corrections to names: removes those rejected or contradicted and adds those given.
    pub(crate) fn apply_to_names(&self, article: &Article, found: Vec<Name>) -> Vec<Name> {
        if self.is_empty() {
            return found;
        }
        let mut names: Vec<Name> = Vec::with_capacity(found.len() + self.all.len());
        let mut remaining = found.into_iter().peekable();
        for placed in &self.all {
            let Some(CorrectedKind::Name(kind)) = placed.kind else { continue };
            while let Some(name) = remaining.next_if(|n| n.tokens.start < placed.tokens.start) {
                names.extend(self.keeps(article, &name).then_some(name));
            }
            // A correction of all places does not apply inside a longer name: "Quorr" in "Quorr Valley".
            let contains_it = |n: &Name| !placed.single_place && strictly_contains(&n.tokens, &placed.tokens);
            if !names.last().is_some_and(contains_it) && !remaining.peek().is_some_and(contains_it) {
                let (span, tokens) = (placed.span, placed.tokens.clone());
                names.push(Name { span, tokens, kind, score: 1.0, why: CORRECTED_BY_HAND });
            }
        }
        names.extend(remaining.filter(|name| self.keeps(article, name)));
        names
    }

    /// Whether no correction removes this name.
    fn keeps(&self, article: &Article, name: &Name) -> bool {
        let first = self.all.partition_point(|f| f.tokens.end <= name.tokens.start);
        let span = article.span(name.tokens.clone());
        !self.all[first..].iter().take_while(|f| f.span.start < span.end).any(|placed| match placed.kind {
            Some(CorrectedKind::Name(_)) => {
                placed.single_place || !strictly_contains(&name.tokens, &placed.tokens)
            }
            Some(CorrectedKind::NotAName) => {
                placed.tokens.start <= name.tokens.start && name.tokens.end <= placed.tokens.end
            }
            None => false,
        })
    }

    /// Removes the values that a correction rejects.
    pub(crate) fn apply_to_values(&self, mut values: Vec<Value>) -> Vec<Value> {
        values.retain(|value| {
            self.at(value.span).is_none_or(|placed| placed.kind != Some(CorrectedKind::NotAName))
        });
        values
    }
}

/// Whether `outer` contains `inner` and more.
fn strictly_contains(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end && outer.len() > inner.len()
}

/// The corrections placed so far, by token.
struct PlacedTokens<'a, 'c> {
    article: &'a Article<'a>,
    /// For each token, the number of its correction, counted from 1; 0 without one.
    owner: Vec<usize>,
    placed: Vec<PlacedCorrection<'c>>,
}

impl<'a, 'c> PlacedTokens<'a, 'c> {
    fn new(article: &'a Article<'a>) -> Self {
        Self { article, owner: vec![0; article.tokens.len()], placed: Vec::new() }
    }

    /// The index of the correction of exactly these tokens.
    fn index_of(&self, tokens: &Range<usize>) -> Option<usize> {
        let at = self.owner.get(tokens.start)?.checked_sub(1)?;
        (self.placed.get(at)?.tokens == *tokens).then_some(at)
    }

    /// Places a correction on free tokens, or adds what it says to a correction of exactly the same tokens.
    fn place(&mut self, correction: &'c Correction, tokens: &Range<usize>) {
        let existing = self.index_of(tokens);
        if existing.is_none() && self.owner[tokens.clone()].iter().any(|&owner| owner > 0) {
            return;
        }
        let at = existing.unwrap_or_else(|| {
            let (span, single_place) = (self.article.span(tokens.clone()), correction.anchor.is_some());
            self.placed.push(PlacedCorrection {
                tokens: tokens.clone(),
                span,
                single_place,
                kind: None,
                name: None,
                link: None,
            });
            self.owner[tokens.clone()].fill(self.placed.len());
            self.placed.len() - 1
        });
        let placed = &mut self.placed[at];
        placed.kind = placed.kind.or(correction.kind);
        placed.name = placed.name.or(correction.entity_name());
        placed.link = placed.link.or(correction.link.as_ref());
    }

    fn in_order(self) -> Vec<PlacedCorrection<'c>> {
        let firsts = self.owner.iter().enumerate().filter_map(|(token, owner)| {
            self.placed.get(owner.checked_sub(1)?).filter(|placed| placed.tokens.start == token)
        });
        firsts.cloned().collect()
    }
}

/// For every correction, the places where its words occur, in order.
fn occurrences(article: &Article, corrections: &[Correction]) -> Vec<Vec<Range<usize>>> {
    let mut by_first_word: FxHashMap<&str, Vec<(usize, Vec<&str>)>> = FxHashMap::default();
    for (at, correction) in corrections.iter().enumerate() {
        for words in &correction.words {
            let tokens: Vec<&str> = tokens::tokenize(words).iter().map(|t| t.span.of(words)).collect();
            if let Some(&first) = tokens.first() {
                by_first_word.entry(first).or_default().push((at, tokens));
            }
        }
    }
    let mut occurrences = vec![Vec::new(); corrections.len()];
    for start in 0..article.tokens.len() {
        for (correction, words) in by_first_word.get(article.word(start)).into_iter().flatten() {
            let tokens = start..start + words.len();
            let same = tokens.end <= article.tokens.len()
                && tokens.clone().zip(words).all(|(i, word)| article.word(i) == *word);
            if same && occurrences[*correction].last() != Some(&tokens) {
                occurrences[*correction].push(tokens);
            }
        }
    }
    occurrences
}

/// The place of an anchor among these places, if any has a similar context.
fn place_of_anchor(article: &Article, anchor: &Anchor, places: &[Range<usize>]) -> Option<Range<usize>> {
    let candidates = places.iter().filter_map(|tokens| {
        let span = article.span(tokens.clone());
        let similarity = context_similarity(article.text, span, anchor, places.len() == 1)?;
        Some(((similarity, u32::MAX - span.start.abs_diff(anchor.start)), tokens))
    });
    candidates.max_by_key(|(similarity, _)| *similarity).map(|(_, tokens)| tokens.clone())
}

/// Similarity of the context of `span` to that of the anchor; `None` if it is another place. An anchor
/// without a context matches only if the place `is_only`.
fn context_similarity(text: &str, span: Span, anchor: &Anchor, is_only: bool) -> Option<u32> {
    let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
    let adjacent = common_prefix(before.chars().rev(), anchor.before.chars().rev())
        + common_prefix(after.chars(), anchor.after.chars());
    let mut low = before.len().saturating_sub(anchor.before.len() + CONTEXT_SLACK);
    while !before.is_char_boundary(low) {
        low += 1;
    }
    let mut high = after.len().min(anchor.after.len() + CONTEXT_SLACK);
    while !after.is_char_boundary(high) {
        high -= 1;
    }
    let (mut kept, mut total) = (0, 0);
    for (words, nearby) in [(&anchor.before, &before[low..]), (&anchor.after, &after[..high])] {
        for word in words.split_whitespace() {
            total += 1;
            kept += u32::from(nearby.contains(word));
        }
    }
    let is_same_place = if total == 0 { is_only } else { kept as f32 >= MIN_CONTEXT * total as f32 };
    is_same_place.then_some(adjacent + 4 * kept)
}

/// Number of characters that two texts have in common at their start.
fn common_prefix(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> u32 {
    a.zip(b).take_while(|(a, b)| a == b).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::EntityKind;
    use crate::resources::Resources;

    /// The anchor of the last occurrence of `words` in `text`.
    fn anchor(text: &str, words: &str) -> Anchor {
        let start = text.rfind(words).unwrap();
        let low = (start.saturating_sub(32)..=start).find(|&i| text.is_char_boundary(i)).unwrap();
        let end = start + words.len();
        let high = (end..=(end + 32).min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap();
        Anchor { start: start as u32, before: text[low..start].to_owned(), after: text[end..high].to_owned() }
    }

    fn correction(words: &[&str], anchor: Option<Anchor>, kind: CorrectedKind) -> Correction {
        let words = words.iter().map(|&w| w.to_owned()).collect();
        Correction { words, anchor, kind: Some(kind), ..Correction::default() }
    }

    /// The first byte in `new` of the place of a correction of the last occurrence of `words` in `old`.
    fn moved(old: &str, words: &str, new: &str) -> Option<u32> {
        let article = Article::read(new, &Resources::embedded().unwrap().parser);
        let corrections = [correction(&[words], Some(anchor(old, words)), CorrectedKind::NotAName)];
        let placed = PlacedCorrections::place(&article, &corrections);
        placed.places[0].first().map(|s| s.start)
    }

    #[test]
    fn place_is_found_after_edits_around_it() {
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
    fn deleted_place_is_not_found_elsewhere() {
        let old = "Adler left early on Monday. The mayor said that Adler had lied to the council.";
        assert_eq!(moved(old, "Adler", "Adler left early on Monday. The mayor said nothing."), None);
        assert_eq!(moved(old, "Adler", "The mayor said that Adlers had lied to the council."), None);
        assert_eq!(moved(old, "Adler", ""), None);
        assert_eq!(moved("Adler", "Adler", "Adler"), Some(0));
        assert_eq!(moved("Adler", "Adler", "Adler and Adler"), None);
    }

    #[test]
    fn nearest_of_similar_places_is_chosen() {
        let old = "Yes. Adler slept. Adler slept. Adler slept. No.";
        assert_eq!(moved(old, "Adler", "Adler slept. Adler slept. Adler slept. Adler slept."), Some(39));
    }

    #[test]
    fn single_place_precedes_all_places_and_late_precedes_early() {
        let text = "Quorr met Quorr Group in Quorr Valley.";
        let article = Article::read(text, &Resources::embedded().unwrap().parser);
        let everywhere = |words: &str, kind| correction(&[words], None, CorrectedKind::Name(kind));
        let corrections = [
            everywhere("Quorr", EntityKind::Person),
            everywhere("Quorr Group", EntityKind::Organization),
            correction(&["Quorr"], Some(anchor(text, "Quorr")), CorrectedKind::NotAName),
            everywhere("Quorr", EntityKind::Product),
        ];
        let placed = PlacedCorrections::place(&article, &corrections);
        let found: Vec<_> = placed.iter().map(|f| (f.span.of(text), f.kind)).collect();
        assert_eq!(
            found,
            [
                ("Quorr", Some(CorrectedKind::Name(EntityKind::Product))),
                ("Quorr Group", Some(CorrectedKind::Name(EntityKind::Organization))),
                ("Quorr", Some(CorrectedKind::NotAName)),
            ]
        );
    }
}
