//! Rules that correct the boundaries of names.
//!
//! Titles and a leading "the" are outside a name; particles before a surname and the kind of a storm are
//! inside; a town and its state are two names; a country of several words is one. Never changes the kind of a
//! name, except for storms and national organisations ("Athletics Kenya").

use std::ops::Range;
use std::rc::Rc;

use crate::article::Article;
use crate::document::EntityKind;
use crate::incremental::{Fingerprint, StageCache};
use crate::lexicon::{self, Flag};
use crate::recognizer::gazetteer::{self, Gazetteer, MAX_PHRASE_TOKENS, class};
use crate::recognizer::kinds::{self, NameCandidate, bit};
use crate::tokens::shape::{self, Case};

/// Corrects the boundaries of names. Returns them in order, without overlaps. Blocks are independent of each
/// other.
#[inline(never)]
pub(crate) fn correct(
    article: &Article,
    gazetteer: &Gazetteer,
    found: &[NameCandidate],
    cache: &mut StageCache<Rc<[NameCandidate]>>,
) -> Vec<NameCandidate> {
    cache.start_round();
    let mut corrected: Vec<NameCandidate> = Vec::with_capacity(found.len());
    for (block, here) in article.by_block_with(found, |candidate| candidate.tokens.start) {
        let here = &found[here];
        let start = block.tokens.start;
        let back =
            |r: NameCandidate| NameCandidate { tokens: r.tokens.start - start..r.tokens.end - start, ..r };
        let boundaries = BlockBoundaries { article, gazetteer, within: block.tokens.clone() };
        let inputs =
            || here.iter().fold(block.fingerprint, |all, candidate| with_candidate(all, start, candidate));
        let here = cache.get(inputs, || boundaries.correct(here).into_iter().map(back).collect());
        corrected.extend(
            here.iter()
                .map(|r| NameCandidate { tokens: r.tokens.start + start..r.tokens.end + start, ..r.clone() }),
        );
    }
    corrected
}

/// Adds everything that is read of a name to a fingerprint, with its place relative to token `start`.
fn with_candidate(
    all: Fingerprint,
    start: usize,
    NameCandidate { tokens, possible, probabilities, score }: &NameCandidate,
) -> Fingerprint {
    let place = (tokens.start - start) as u64;
    let all = all
        .with(place << 32 | tokens.len() as u64)
        .with(u64::from(*possible) << 32 | u64::from(score.to_bits()));
    kinds::with_probabilities(all, probabilities)
}

/// The boundary rules for one block.
struct BlockBoundaries<'e> {
    article: &'e Article<'e>,
    gazetteer: &'e Gazetteer<'e>,
    /// Tokens of the block.
    within: Range<usize>,
}

impl BlockBoundaries<'_> {
    fn correct(&self, found: &[NameCandidate]) -> Vec<NameCandidate> {
        let mut corrected: Vec<NameCandidate> = Vec::with_capacity(found.len());
        for candidate in found {
            let end = corrected.last().map_or(self.within.start, |last| last.tokens.end);
            if candidate.tokens.end <= end {
                continue;
            }
            let trimmed =
                self.trimmed(candidate.tokens.start.max(end)..candidate.tokens.end, candidate.possible);
            for part in self.split(trimmed, candidate.possible) {
                let end = corrected.last().map_or(self.within.start, |last| last.tokens.end);
                let mut candidate = candidate.clone();
                candidate.tokens = self.extended(part, &mut candidate, end);
                corrected.push(candidate);
            }
        }
        corrected
    }

    /// Returns the text of token `i`; empty outside the block.
    fn word(&self, i: usize) -> &str {
        if self.within.contains(&i) { self.article.word(i) } else { "" }
    }

    /// Removes a leading "the", quotation marks, titles and a possessive.
    fn trimmed(&self, mut tokens: Range<usize>, possible: u16) -> Range<usize> {
        let quote = |i: usize| matches!(self.word(i), "\"" | "“" | "”" | "‘" | "``" | "''");
        while tokens.len() > 1 && quote(tokens.start) && !tokens.clone().skip(1).any(quote) {
            tokens.start += 1;
        }
        while tokens.len() > 1 && quote(tokens.end - 1) && !tokens.clone().rev().skip(1).any(quote) {
            tokens.end -= 1;
        }
        if tokens.len() > 1 && lexicon::has(self.word(tokens.end - 1), Flag::PossessiveSAnyCase) {
            tokens.end -= 1;
        }
        let quoted = tokens.start > 0 && quote(tokens.start - 1);
        let article = self.word(tokens.start).eq_ignore_ascii_case("the");
        if tokens.len() > 1 && article && !quoted && self.classes(tokens.clone()) == 0 {
            tokens.start += 1;
        }
        if possible == bit(EntityKind::Person) {
            let mut start = tokens.start;
            let mut second = self.title_before(start);
            while start + 1 < tokens.end && self.is_title(start, second) {
                start += 1;
                second = true;
            }
            tokens.start = start;
            // "Dato" in "Dato' Sri Ahmad": a title whose name follows.
            let next = self.word(tokens.end);
            let continues = matches!(next, "'" | "’") || shape::case(next) == Case::Title;
            if tokens.len() == 1 && continues && self.is_title(start, second) {
                tokens.start = tokens.end;
            }
        }
        tokens
    }

    /// Whether a title directly precedes token `i`, with or without an apostrophe.
    fn title_before(&self, i: usize) -> bool {
        let before = i.checked_sub(1).filter(|&k| matches!(self.word(k), "'" | "’")).unwrap_or(i);
        before.checked_sub(1).is_some_and(|k| self.is_title(k, false))
    }

    /// Whether token `i` is a title. `second` is true if another title precedes it.
    fn is_title(&self, i: usize, second: bool) -> bool {
        let mut word = String::new();
        shape::fold(self.word(i), &mut word);
        let bare = word.trim_end_matches(['.', '\'']);
        lexicon::is_title(bare) || second && matches!(bare, "sri" | "")
    }

    /// Splits a name at commas if it is a place ("Austin, Texas"), and at "and" or a verb if both sides are
    /// listed and the whole is not.
    fn split(&self, tokens: Range<usize>, possible: u16) -> Vec<Range<usize>> {
        let places = possible & bit(EntityKind::Gpe) != 0;
        let listed = |tokens: Range<usize>| {
            self.classes(tokens) & (class::COUNTRY | class::PLACE | class::ORGANIZATION | class::PEOPLE) != 0
        };
        let mut split = Vec::new();
        let mut start = tokens.start;
        for i in tokens.clone() {
            let (before, after) = (start..i, i + 1..tokens.end);
            let cut = match self.word(i) {
                "," => places && self.is_capital(i + 1),
                // "Liverpool beat Everton": a longer word in lower case is not part of a name.
                word => {
                    let between = word == "and" || word.len() > 3 && shape::case(word) == Case::Lower;
                    between && listed(before.clone()) && listed(after) && !listed(tokens.clone())
                }
            };
            if cut && !before.is_empty() {
                split.push(before);
                start = i + 1;
            }
        }
        split.push(start..tokens.end);
        split.retain(|p| !p.is_empty());
        split
    }

    /// Extends a name by words that belong to it, not before token `from`.
    fn extended(&self, mut tokens: Range<usize>, candidate: &mut NameCandidate, from: usize) -> Range<usize> {
        if candidate.possible == bit(EntityKind::Person) {
            while tokens.start > from && lexicon::has(self.word(tokens.start - 1), Flag::ForeignParticle) {
                tokens.start -= 1;
            }
            let before = tokens.start.checked_sub(1).filter(|&i| i >= from);
            if before.is_some_and(|i| lexicon::has(&self.word(i).to_lowercase(), Flag::Storm)) {
                tokens.start -= 1;
                candidate.set_kind(EntityKind::Event);
            }
            return tokens;
        }
        // The longest listed country or people that begins here or at the word before.
        let wanted = class::COUNTRY | class::PEOPLE;
        let last = self.within.end.min(tokens.start + MAX_PHRASE_TOKENS);
        let longest = (tokens.end + 1..=last)
            .rev()
            .find(|&end| self.is_capital(end - 1) && self.classes(tokens.start..end) & wanted != 0);
        if let Some(end) = longest.filter(|_| self.is_capital(tokens.start)) {
            tokens.end = end;
        }
        let before = tokens.start.checked_sub(1).filter(|&i| i >= from && self.is_capital(i));
        // "Athletics Kenya", "Statistics Canada": a national organisation.
        let national = before.is_some_and(|i| lexicon::has(self.word(i), Flag::NationalBodyNoun));
        if national && self.classes(tokens.clone()) & class::COUNTRY != 0 {
            tokens.start -= 1;
            candidate.set_kind(EntityKind::Organization);
            return tokens;
        }
        if let Some(start) = before.filter(|&i| self.classes(i..tokens.end) & wanted != 0) {
            tokens.start = start;
        }
        tokens
    }

    /// Returns the gazetteer classes of some tokens.
    fn classes(&self, tokens: Range<usize>) -> u8 {
        let words = self.article.words.get(tokens).unwrap_or(&[]);
        self.gazetteer.classes(
            words.iter().fold(gazetteer::EMPTY_PHRASE, |key, w| gazetteer::extend_phrase(key, w.low)),
        )
    }

    /// Whether token `i` is in the block and has a capital letter.
    fn is_capital(&self, i: usize) -> bool {
        let case = self.article.words.get(i).filter(|_| self.within.contains(&i)).map(|w| w.case);
        case.is_some_and(|case| !matches!(case, Case::Lower | Case::None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognizer::kinds::{self, KINDS};
    use crate::resources::Resources;

    /// Checks the corrected names of a text whose names are marked as `{Label surface}`.
    fn check(marked: &str, expected: &[&str]) {
        let (mut text, mut found) = (String::new(), Vec::new());
        for (at, part) in marked.split(['{', '}']).enumerate() {
            if at % 2 == 0 {
                text.push_str(part);
            } else if let Some((label, surface)) = part.split_once(' ') {
                let start = text.len() as u32;
                text.push_str(surface);
                found.push((crate::text::Span::new(start, text.len() as u32), kinds::kinds_of_label(label)));
            }
        }
        let resources = Resources::embedded().unwrap();
        let article = Article::read(&text, &resources.pos);
        let probabilities = [0.0; KINDS.len()];
        let candidates: Vec<NameCandidate> = found
            .into_iter()
            .map(|(span, possible)| NameCandidate {
                tokens: article.tokens_in(span),
                possible,
                probabilities,
                score: 1.0,
            })
            .collect();
        let corrected =
            correct(&article, &resources.recognizer.gazetteer, &candidates, &mut StageCache::default());
        let names: Vec<&str> = corrected.iter().map(|r| article.span(r.tokens.clone()).of(&text)).collect();
        assert_eq!(names, expected, "{marked}");
    }

    #[test]
    fn titles_quotes_and_articles_are_removed() {
        check(
            "{Person Ayatollah Hossein Karimi} and {Person Lt. Gen. Aung Myint} met.",
            &["Hossein Karimi", "Aung Myint"],
        );
        check("{Person Dato' Sri Ahmad Zulkifli} left with {Person King}.", &["Ahmad Zulkifli", "King"]);
        check("{Person Dato}' {Person Sri Ahmad Zulkifli} left.", &["Ahmad Zulkifli"]);
        check("{Misc The World Cup} and {Location Kenya's} hopes.", &["World Cup", "Kenya"]);
        check("He saw “{Misc The Silent Harbour}” twice.", &["The Silent Harbour"]);
    }

    #[test]
    fn particles_and_listed_words_are_added() {
        check("“It is,” von der {Person Leyen} said.", &["von der Leyen"]);
        check("Hurricane {Person Katrina} struck.", &["Hurricane Katrina"]);
        check(
            "Sri {Location Lankan} boats left {Location Bosnia} and {Location Herzegovina}.",
            &["Sri Lankan", "Bosnia and Herzegovina"],
        );
    }

    #[test]
    fn two_places_are_two_names() {
        check("Police in {Location Austin, Texas}, said so.", &["Austin", "Texas"]);
        check(
            "{Organization Ministry of Agriculture, Forestry and Fisheries} closed.",
            &["Ministry of Agriculture, Forestry and Fisheries"],
        );
    }

    #[test]
    fn names_without_words_are_kept() {
        for text in
            ["{Person ,}", "{Location , ,}", "{Person Mr.}", "{Misc the}", "{Location and}", "{Person “}"]
        {
            check(text, &[text.trim_matches(['{', '}']).split_once(' ').map_or("", |(_, s)| s)]);
        }
    }
}
