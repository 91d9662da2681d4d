//! Sets the ends of names right where a general rule knows better than the recogniser.
//!
//! Titles and a leading "the" stay outside a name, small words before a surname and a storm's kind belong to it; a
//! town and its state are two names; a country of several words is one. Nothing here reads kinds anew, but for storms.

use std::ops::Range;
use std::rc::Rc;

use crate::article::Article;
use crate::document::EntityKind;
use crate::incremental::{Fingerprint, StageCache};
use crate::lexicon;
use crate::recognizer::gazetteer::{self, Gazetteer, LONGEST, class};
use crate::recognizer::kinds::{self, Reading, bit};
use crate::tokens::shape::{self, Case};

/// The names with their ends set right, in order, without overlaps. Each block is read by itself.
#[inline(never)]
pub(crate) fn settle(
    article: &Article,
    lists: &Gazetteer,
    found: &[Reading],
    kept: &mut StageCache<Rc<[Reading]>>,
) -> Vec<Reading> {
    kept.start_round();
    let mut settled: Vec<Reading> = Vec::with_capacity(found.len());
    for (block, here) in article.by_block_with(found, |reading| reading.tokens.start) {
        let here = &found[here];
        let start = block.tokens.start;
        let back = |r: Reading| Reading { tokens: r.tokens.start - start..r.tokens.end - start, ..r };
        let edges = Edges { article, lists, within: block.tokens.clone() };
        let key = || here.iter().fold(block.fingerprint, |key, reading| with_reading(key, start, reading));
        let here = kept.get(key, || edges.settle(here).into_iter().map(back).collect());
        settled.extend(
            here.iter()
                .map(|r| Reading { tokens: r.tokens.start + start..r.tokens.end + start, ..r.clone() }),
        );
    }
    settled
}

/// With all that is read of a name, its place counted from a token.
fn with_reading(
    key: Fingerprint,
    start: usize,
    Reading { tokens, open, likely, score }: &Reading,
) -> Fingerprint {
    let place = (tokens.start - start) as u64;
    let key =
        key.with(place << 32 | tokens.len() as u64).with(u64::from(*open) << 32 | u64::from(score.to_bits()));
    kinds::fingerprint_of(key, likely)
}

struct Edges<'e> {
    article: &'e Article<'e>,
    lists: &'e Gazetteer<'e>,
    /// The tokens that may be read.
    within: Range<usize>,
}

/// Small words that belong to the surname behind them and are no English words.
const PARTICLES: &[&str] =
    &["von", "van", "der", "dos", "das", "del", "della", "ter", "zu", "bin", "ibn", "bint", "af"];

/// What a body looks after that has this word and its country's name for a name.
const NATIONAL: &[&str] = &[
    "Aquatics",
    "Archery",
    "Athletics",
    "Badminton",
    "Basketball",
    "Boxing",
    "Canoe",
    "Cricket",
    "Cycling",
    "Elections",
    "Equestrian",
    "Football",
    "Golf",
    "Gymnastics",
    "Hockey",
    "Immigration",
    "Judo",
    "Netball",
    "Rowing",
    "Rugby",
    "Sailing",
    "Skate",
    "Sport",
    "Sports",
    "Statistics",
    "Surf",
    "Swim",
    "Swimming",
    "Taekwondo",
    "Tennis",
    "Transport",
    "Transparency",
    "Triathlon",
    "Universities",
    "Volleyball",
];

/// Words before a storm's name.
const STORMS: &[&str] = &["hurricane", "typhoon", "cyclone"];

impl Edges<'_> {
    fn settle(&self, found: &[Reading]) -> Vec<Reading> {
        let mut settled: Vec<Reading> = Vec::with_capacity(found.len());
        for reading in found {
            let end = settled.last().map_or(self.within.start, |last| last.tokens.end);
            if reading.tokens.end <= end {
                continue;
            }
            let whole = self.trimmed(reading.tokens.start.max(end)..reading.tokens.end, reading.open);
            for piece in self.pieces(whole, reading.open) {
                let end = settled.last().map_or(self.within.start, |last| last.tokens.end);
                let mut reading = reading.clone();
                reading.tokens = self.grown(piece, &mut reading, end);
                settled.push(reading);
            }
        }
        settled
    }

    /// The word of token `i`; empty outside of what may be read.
    fn word(&self, i: usize) -> &str {
        if self.within.contains(&i) { self.article.word(i) } else { "" }
    }

    /// Without what stands outside a name: a leading "the", quotation marks, titles, a possessive.
    fn trimmed(&self, mut tokens: Range<usize>, open: u16) -> Range<usize> {
        let quote = |i: usize| matches!(self.word(i), "\"" | "“" | "”" | "‘" | "``" | "''");
        while tokens.len() > 1 && quote(tokens.start) && !tokens.clone().skip(1).any(quote) {
            tokens.start += 1;
        }
        while tokens.len() > 1 && quote(tokens.end - 1) && !tokens.clone().rev().skip(1).any(quote) {
            tokens.end -= 1;
        }
        if tokens.len() > 1 && matches!(self.word(tokens.end - 1), "'s" | "’s" | "'S" | "’S") {
            tokens.end -= 1;
        }
        let quoted = tokens.start > 0 && quote(tokens.start - 1);
        let article = self.word(tokens.start).eq_ignore_ascii_case("the");
        if tokens.len() > 1 && article && !quoted && self.classes(tokens.clone()) == 0 {
            tokens.start += 1;
        }
        if open == bit(EntityKind::Person) {
            let mut start = tokens.start;
            let mut second = self.title_before(start);
            while start + 1 < tokens.end && self.is_title(start, second) {
                start += 1;
                second = true;
            }
            tokens.start = start;
            // "Dato" of "Dato' Sri Ahmad": a title with the name still to come.
            let next = self.word(tokens.end);
            let goes_on = matches!(next, "'" | "’") || shape::case(next) == Case::Title;
            if tokens.len() == 1 && goes_on && self.is_title(start, second) {
                tokens.start = tokens.end;
            }
        }
        tokens
    }

    /// Whether a title stands right before token `i`, with its apostrophe or without.
    fn title_before(&self, i: usize) -> bool {
        let before = i.checked_sub(1).filter(|&k| matches!(self.word(k), "'" | "’")).unwrap_or(i);
        before.checked_sub(1).is_some_and(|k| self.is_title(k, false))
    }

    /// Whether the word before a person is a title; `second` where a title stands before it.
    fn is_title(&self, i: usize, second: bool) -> bool {
        let mut word = String::new();
        shape::fold(self.word(i), &mut word);
        let bare = word.trim_end_matches(['.', '\'']);
        lexicon::is_title(bare) || second && matches!(bare, "sri" | "")
    }

    /// Cut at commas where it is places ("Austin, Texas"), at "and" and at verbs where both sides are listed and the
    /// whole is not.
    fn pieces(&self, tokens: Range<usize>, open: u16) -> Vec<Range<usize>> {
        let places = open & bit(EntityKind::Gpe) != 0;
        let listed = |tokens: Range<usize>| {
            self.classes(tokens) & (class::COUNTRY | class::PLACE | class::BODY | class::PEOPLE) != 0
        };
        let mut pieces = Vec::new();
        let mut start = tokens.start;
        for i in tokens.clone() {
            let (before, after) = (start..i, i + 1..tokens.end);
            let cut = match self.word(i) {
                "," => places && self.is_capital(i + 1),
                // "Liverpool beat Everton": what is no small word in lower case is no part of a name.
                word => {
                    let between = word == "and" || word.len() > 3 && shape::case(word) == Case::Lower;
                    between && listed(before.clone()) && listed(after) && !listed(tokens.clone())
                }
            };
            if cut && !before.is_empty() {
                pieces.push(before);
                start = i + 1;
            }
        }
        pieces.push(start..tokens.end);
        pieces.retain(|p| !p.is_empty());
        pieces
    }

    /// With what belongs to the name and was left out; not before token `from`.
    fn grown(&self, mut tokens: Range<usize>, reading: &mut Reading, from: usize) -> Range<usize> {
        if reading.open == bit(EntityKind::Person) {
            while tokens.start > from && PARTICLES.contains(&self.word(tokens.start - 1)) {
                tokens.start -= 1;
            }
            let before = tokens.start.checked_sub(1).filter(|&i| i >= from);
            if before.is_some_and(|i| STORMS.contains(&self.word(i).to_lowercase().as_str())) {
                tokens.start -= 1;
                reading.become_kind(EntityKind::Event);
            }
            return tokens;
        }
        // The longest listed country or people from here or from the word before.
        let wanted = class::COUNTRY | class::PEOPLE;
        let last = self.within.end.min(tokens.start + LONGEST);
        let longest = (tokens.end + 1..=last)
            .rev()
            .find(|&end| self.is_capital(end - 1) && self.classes(tokens.start..end) & wanted != 0);
        if let Some(end) = longest.filter(|_| self.is_capital(tokens.start)) {
            tokens.end = end;
        }
        let before = tokens.start.checked_sub(1).filter(|&i| i >= from && self.is_capital(i));
        // "Athletics Kenya", "Statistics Canada": the country's body for it.
        let national = before.is_some_and(|i| NATIONAL.contains(&self.word(i)));
        if national && self.classes(tokens.clone()) & class::COUNTRY != 0 {
            tokens.start -= 1;
            reading.become_kind(EntityKind::Organization);
            return tokens;
        }
        if let Some(start) = before.filter(|&i| self.classes(i..tokens.end) & wanted != 0) {
            tokens.start = start;
        }
        tokens
    }

    fn classes(&self, tokens: Range<usize>) -> u8 {
        let words = self.article.words.get(tokens).unwrap_or(&[]);
        self.lists.classes(words.iter().fold(gazetteer::NO_WORDS, |key, w| gazetteer::phrase(key, w.low)))
    }

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

    /// The names after settling, from a text with what the recogniser found marked as `{Label surface}`.
    fn check(marked: &str, expected: &[&str]) {
        let (mut text, mut found) = (String::new(), Vec::new());
        for (at, part) in marked.split(['{', '}']).enumerate() {
            if at % 2 == 0 {
                text.push_str(part);
            } else if let Some((label, surface)) = part.split_once(' ') {
                let start = text.len() as u32;
                text.push_str(surface);
                found.push((crate::text::Span::new(start, text.len() as u32), kinds::open(label)));
            }
        }
        let resources = Resources::embedded().unwrap();
        let article = Article::read(&text, &resources.pos);
        let likely = [0.0; KINDS.len()];
        let readings: Vec<Reading> = found
            .into_iter()
            .map(|(span, open)| Reading { tokens: article.tokens_in(span), open, likely, score: 1.0 })
            .collect();
        let settled =
            settle(&article, &resources.recognizer.gazetteer, &readings, &mut StageCache::default());
        let names: Vec<&str> = settled.iter().map(|r| article.span(r.tokens.clone()).of(&text)).collect();
        assert_eq!(names, expected, "{marked}");
    }

    #[test]
    fn what_stands_outside_a_name_is_cut_off() {
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
    fn what_belongs_to_a_name_is_taken_in() {
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
    fn no_marks_make_it_fail() {
        for text in
            ["{Person ,}", "{Location , ,}", "{Person Mr.}", "{Misc the}", "{Location and}", "{Person “}"]
        {
            check(text, &[text.trim_matches(['{', '}']).split_once(' ').map_or("", |(_, s)| s)]);
        }
    }
}
