//! Rules that correct the boundaries of names.
//!
//! Titles and a leading "the" are outside a name; particles before a surname and the kind of a storm are
//! inside; a town and its state are two names; a country of several words is one. A name ends with its
//! sentence and before a verb or a score. Never changes the kind of a name, except for storms, national
//! organisations ("Athletics Kenya") and places before an office ("Kerala" in "Kerala CM Ann Hale").

use std::ops::Range;
use std::rc::Rc;

use crate::article::Article;
use crate::document::EntityKind;
use crate::gazetteer::{self, Gazetteer, MAX_PHRASE_TOKENS, class};
use crate::incremental::{Fingerprint, StageCache};
use crate::lexicon::{self, Field, Flag};
use crate::pos::Pos;
use crate::recognizer::kinds::{self, NameCandidate, bit};
use crate::recognizer::{nicknames, offices};
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

/// Maximum number of words before or after the comma in a list that puts surnames first.
const MAX_PART: usize = 2;

/// Longer lists that put surnames first are left as they are, so that the work stays linear.
const MAX_ITEMS: usize = 200;

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
        for (at, candidate) in found.iter().enumerate() {
            let last = corrected.last();
            let end = last.map_or(self.within.start, |last| last.tokens.end);
            if candidate.tokens.end <= end {
                continue;
            }
            let neighbours = offices::Neighbours {
                person_before: last.filter(|l| l.possible == bit(EntityKind::Person)).map(|l| l.tokens.end),
                person_after: found
                    .get(at + 1)
                    .filter(|next| next.possible == bit(EntityKind::Person))
                    .map(|next| next.tokens.start),
            };
            let mut candidate = candidate.clone();
            let tokens = self.within_sentence(candidate.tokens.start.max(end)..candidate.tokens.end);
            if self.is_month(tokens.clone()) || self.is_common_word(&candidate, tokens.clone()) {
                continue;
            }
            let listed = |tokens: Range<usize>| self.classes(tokens);
            let Some(office) = offices::separate(self.article, listed, &mut candidate, tokens, &neighbours)
            else {
                continue;
            };
            if let Some(place) = office.place {
                let mut before = candidate.clone();
                before.set_kind(EntityKind::Gpe);
                before.tokens = place;
                corrected.push(before);
            }
            let trimmed = self.trimmed(office.name, candidate.possible);
            let parts = self.split(trimmed, candidate.possible);
            let is_split = parts.len() > 1;
            for part in parts {
                let end = corrected.last().map_or(self.within.start, |last| last.tokens.end);
                let mut candidate = candidate.clone();
                if is_split && self.is_first_name(&part) {
                    candidate.set_kind(EntityKind::Person);
                }
                if is_split && self.is_home(&part) {
                    candidate.set_kind(EntityKind::Gpe);
                }
                candidate.tokens = self.extended(part, &mut candidate, end);
                corrected.push(candidate);
            }
        }
        self.join_surnames_first(&mut corrected);
        nicknames::join(self.article, self.within.clone(), &mut corrected);
        corrected
    }

    /// Whether a part of a name is the place that a person is from: "P. B. May of |Leeds|".
    fn is_home(&self, part: &Range<usize>) -> bool {
        part.start.checked_sub(1).is_some_and(|of| self.word(of) == "of")
            && self.classes(part.clone()) & (class::COUNTRY | class::PLACE) != 0
    }

    /// Whether a part of a name is only known as a first name.
    fn is_first_name(&self, part: &Range<usize>) -> bool {
        let others = class::COUNTRY | class::PLACE | class::ORGANIZATION | class::PEOPLE;
        part.len() == 1 && self.classes(part.clone()) & (class::FIRST | others) == class::FIRST
    }

    /// Cuts a name at the end of the sentence that it begins in: "the Bundestag. A majority".
    fn within_sentence(&self, mut tokens: Range<usize>) -> Range<usize> {
        let end = self.sentence_end(tokens.start);
        if end < tokens.end {
            tokens.end = end;
            while tokens.len() > 1 && self.article.tag(tokens.end - 1) == Pos::Punct {
                tokens.end -= 1;
            }
        }
        tokens
    }

    /// The end of the sentence of token `i`.
    fn sentence_end(&self, i: usize) -> usize {
        let sentence = self.article.sentences.get(self.article.sentence_of(i));
        sentence.map_or(self.within.end, |s| s.tokens.end)
    }

    /// Whether a name is a month with its year before a colon or a stop: "3 |Nov 2024|: The jury retires".
    fn is_month(&self, tokens: Range<usize>) -> bool {
        let month = lexicon::entry(&self.word(tokens.start).to_lowercase());
        let year = self.word(tokens.start + 1);
        let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        let after = tokens.start + 2;
        month.value(Field::Class) == Some("month")
            && tokens.len() > 1
            && is_year
            && (after == tokens.end || matches!(self.word(after), ":" | "," | "." | "–" | "—"))
    }

    /// Whether a person is a word in lower case before a noun, in a sentence that has capitals: "the newly
    /// named |dino| remains".
    fn is_common_word(&self, candidate: &NameCandidate, tokens: Range<usize>) -> bool {
        let modified = || {
            self.article.tag(tokens.start) == Pos::Noun
                && matches!(self.article.tag(tokens.start.wrapping_sub(1)), Pos::Adj | Pos::VerbPart)
        };
        candidate.possible == bit(EntityKind::Person)
            && tokens.len() == 1
            && self.case(tokens.start) == Case::Lower
            && self.is_capital(self.within.start)
            && (self.article.tag(tokens.end) == Pos::Noun || modified())
            && self.within.contains(&tokens.end)
    }

    /// Joins the surname and the first name of every person in a list that puts surnames first: "|Doe,
    /// Johnna|; |Marsh, Peter|". Lists of towns and countries have the same form, so that at least half of
    /// the second names must be known first names, and none a country.
    fn join_surnames_first(&self, names: &mut Vec<NameCandidate>) {
        let items: Vec<Range<usize>> =
            self.within.clone().filter(|&i| self.word(i) == ",").filter_map(|i| self.list_item(i)).collect();
        let second = |item: &Range<usize>| {
            let comma = item.clone().find(|&i| self.word(i) == ",").unwrap_or(item.start);
            self.classes(comma + 1..item.end) | self.classes(comma + 1..comma + 2) & class::FIRST
        };
        let first_names = items.iter().filter(|item| second(item) & class::FIRST != 0).count();
        let places = || items.iter().any(|item| second(item) & class::COUNTRY != 0);
        if !(2..=MAX_ITEMS).contains(&items.len()) || first_names * 2 < items.len() || places() {
            return;
        }
        for item in items {
            let overlaps =
                |name: &NameCandidate| name.tokens.start < item.end && item.start < name.tokens.end;
            let Some(at) = names.iter().position(overlaps) else { continue };
            let mut whole = names[at].clone();
            whole.set_kind(EntityKind::Person);
            whole.tokens = item.clone();
            names.retain(|name| !overlaps(name));
            names.insert(at, whole);
        }
    }

    /// The item of a list with semicolons around the comma at token `comma`: one or two capitalised words on
    /// either side.
    fn list_item(&self, comma: usize) -> Option<Range<usize>> {
        let start =
            (comma.saturating_sub(MAX_PART)..comma).rev().take_while(|&i| self.is_capital(i)).last()?;
        let end = (comma + 1..=comma + MAX_PART).take_while(|&i| self.is_capital(i)).last()? + 1;
        let before = start.checked_sub(1).map_or("", |i| self.word(i));
        let after_joiner = lexicon::has(before, Flag::AndOrSign) && self.word(start.wrapping_sub(2)) == ";";
        let in_list = before == ";" || after_joiner || self.word(end) == ";";
        let is_whole =
            |mark: &str| matches!(mark, "" | ";" | ":" | ".") || lexicon::has(mark, Flag::AndOrSign);
        let is_closed = is_whole(self.word(end)) || in_list && self.is_lower(end);
        (in_list && is_closed && (is_whole(before) || self.is_lower(start.wrapping_sub(1))))
            .then_some(start..end)
    }

    /// Whether token `i` is the initial of a name.
    fn is_initial(&self, i: usize) -> bool {
        matches!(self.word(i).as_bytes(), [letter] | [letter, b'.'] if letter.is_ascii_uppercase())
    }

    /// Whether token `i` is a word in lower case.
    fn is_lower(&self, i: usize) -> bool {
        self.case(i) == Case::Lower
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
        tokens.end = self.without_score(tokens.clone());
        // "Norvik| Partners With Samsung" in a headline.
        let is_verb = self.word(tokens.end) == "With" && self.word(tokens.end - 1).ends_with('s');
        if tokens.len() > 1 && is_verb {
            tokens.end -= 1;
        }
        let quoted = tokens.start > 0 && quote(tokens.start - 1);
        let article = self.word(tokens.start).eq_ignore_ascii_case("the");
        if tokens.len() > 1 && article && !quoted && self.classes(tokens.clone()) == 0 {
            tokens.start += 1;
        }
        if possible == bit(EntityKind::Person) {
            if tokens.len() > 1 && lexicon::has(&self.word(tokens.start).to_lowercase(), Flag::Greeting) {
                tokens.start += 1;
            }
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

    /// The end of a name without the score after it: "United| 3-1".
    fn without_score(&self, tokens: Range<usize>) -> usize {
        let mut end = tokens.end;
        while end > tokens.start + 1
            && self.word(end - 1).chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–'))
        {
            end -= 1;
        }
        if end < tokens.end && self.is_score(end) { end } else { tokens.end }
    }

    /// Whether a score begins at token `i`: "3-1".
    fn is_score(&self, i: usize) -> bool {
        let starts_with_digit = self.word(i).starts_with(|c: char| c.is_ascii_digit());
        starts_with_digit && (i..i + 2).any(|i| self.word(i).contains(['-', '–']))
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

    /// Splits a name at commas if it is a place ("Austin, Texas"), at "and" or a word in lower case if both
    /// sides are listed and the whole is not, and at verbs.
    fn split(&self, tokens: Range<usize>, possible: u16) -> Vec<Range<usize>> {
        let places = possible & bit(EntityKind::Gpe) != 0;
        let listed = |tokens: Range<usize>| {
            self.classes(tokens) & (class::COUNTRY | class::PLACE | class::ORGANIZATION | class::PEOPLE) != 0
        };
        let mut split = Vec::new();
        let mut start = tokens.start;
        for i in tokens.clone() {
            if i < start {
                continue;
            }
            if let Some(verb) = self.verb_at(start, i, tokens.end, possible) {
                split.push(start..verb.start);
                start = verb.end;
                continue;
            }
            let (before, after) = (start..i, i + 1..tokens.end);
            let cut = match self.word(i) {
                "," => places && self.is_capital(i + 1),
                // Initials are those of a person; "Ruler of York" may be a title.
                "of" => before.clone().any(|i| self.is_initial(i)) && self.is_home(&after),
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

    /// The verb, with its particle and preposition, that token `i` of a name begins, if a name precedes it
    /// from token `start` and another follows: "Ida |lent| Clara", "Brevano |Teams Up With| Intel". Titles of
    /// works may contain verbs.
    fn verb_at(&self, start: usize, i: usize, end: usize, possible: u16) -> Option<Range<usize>> {
        let is_work = possible & bit(EntityKind::WorkOfArt) != 0 && !self.is_score(end);
        if i == start || i + 1 >= end || is_work || !self.is_capital(start) {
            return None;
        }
        let word = self.word(i);
        let tag = self.article.tag(i);
        let is_verb = tag.is_finite() || matches!(tag, Pos::VerbPart | Pos::VerbBase);
        if self.case(i) == Case::Lower {
            // Rare words are often tagged wrongly.
            let is_person = possible == bit(EntityKind::Person);
            let is_place = possible & bit(EntityKind::Gpe) != 0;
            let is_plain = word.len() > 3 && word.chars().all(char::is_alphabetic);
            let is_club = i == start + 1 && lexicon::has(self.word(start), Flag::ClubName);
            let is_long = is_plain && (is_person || (is_place || is_club) && tag != Pos::Adp);
            let particle =
                lexicon::has(word, Flag::SurnameParticle) || lexicon::has(word, Flag::ForeignParticle);
            let is_cut = !particle && self.is_capital(i + 1) && (is_verb || is_long);
            return is_cut.then_some(i..i + 1);
        }
        // In a headline every word has a capital.
        let is_third_person = word.ends_with('s') && !word.ends_with("ss") && self.case(i) == Case::Title;
        if !is_third_person {
            return None;
        }
        let particle = lexicon::has(&self.word(i + 1).to_lowercase(), Flag::VerbParticle);
        let after = i + 1 + usize::from(particle);
        let preposition = lexicon::has(self.word(after), Flag::HeadlinePreposition);
        let next = after + usize::from(preposition);
        let cut = next < end && self.is_capital(next) && (preposition || tag == Pos::VerbPres);
        cut.then_some(i..next)
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
        // "MindForge| Solutions": the rest of a company's name.
        let is_company = candidate.possible == bit(EntityKind::Organization);
        if is_company
            && self.case(tokens.end) == Case::Title
            && lexicon::has(&self.word(tokens.end).to_lowercase(), Flag::CompanyNameEnd)
        {
            tokens.end += 1;
            return tokens;
        }
        // The longest listed country or people that begins here or at the word before.
        let wanted = class::COUNTRY | class::PEOPLE;
        let last = self.sentence_end(tokens.start).min(tokens.start + MAX_PHRASE_TOKENS);
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
        self.gazetteer.classes(gazetteer::phrase_key(self.article.words.get(tokens).unwrap_or(&[])))
    }

    /// Whether token `i` is in the block and has a capital letter.
    fn is_capital(&self, i: usize) -> bool {
        !matches!(self.case(i), Case::Lower | Case::None)
    }

    /// The capitalisation of token `i`; none outside the block.
    fn case(&self, i: usize) -> Case {
        self.article.words.get(i).filter(|_| self.within.contains(&i)).map_or(Case::None, |w| w.case)
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
        let article = Article::read(&text, &resources.parser);
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
    fn the_home_of_a_person_is_a_name_of_its_own() {
        check("{Person P. B. H. May of Leeds} won.", &["P. B. H. May", "Leeds"]);
        check("{Person J. Hale of the Board} won.", &["J. Hale of the Board"]);
        check("{Person Joan of Arc} won.", &["Joan of Arc"]);
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
