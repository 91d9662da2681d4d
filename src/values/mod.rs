//! Finds dates, times, amounts and numbers by grammar.
//!
//! Each submodule is a small grammar over tokens. At every token the grammars are tried in a fixed order, the
//! most specific first, and the first match wins. Dates and times have TIMEX3 values (ISO 8601 where it has a
//! form), relative to the article's date. Values never overlap one another or a name. Nothing is learnt.
//! Never guesses a date that the text and the article's date do not determine: such a value has no ISO form
//! and a reason.

mod amounts;
mod calendar;
mod dates;
mod durations;
mod holidays;
mod numbers;
mod published;
mod relative;
mod tense;
mod times;
mod vocabulary;
mod years;

use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use crate::article::Article;
use crate::document::{Date, PublishedFrom, Value, ValueKind};
use crate::incremental::{StageCache, WordTable};
use crate::lexicon::Flag;
use crate::recognizer::Name;
use crate::sentences::Sentence;
use crate::tokens::TokenKind;
use vocabulary::Term;

/// Returns the publication date: the given one, or else the one stated by the dateline or the first lines.
pub fn published(article: &Article, given: Option<Date>) -> (Option<Date>, PublishedFrom) {
    if let Some(date) = given {
        return (Some(date), PublishedFrom::Given);
    }
    match published::read(&TokenView::new(article, None)) {
        Some(date) => (Some(date), PublishedFrom::Dateline),
        None => (None, PublishedFrom::None),
    }
}

/// The values of the blocks of the last run.
#[derive(Default)]
pub struct Cache {
    blocks: StageCache<Rc<[FoundValue]>>,
}

impl Cache {
    /// Starts caching.
    pub(crate) fn enable(&mut self) {
        self.blocks.enable();
    }
}

/// Finds the values of an article, in order, without overlaps; none inside a name.
#[inline(never)]
pub fn find(article: &Article, names: &[Name], published: Option<Date>, cache: &mut Cache) -> Vec<Value> {
    let mut named = vec![false; article.tokens.len()];
    for name in names {
        if let Some(tokens) = named.get_mut(name.tokens.clone()) {
            tokens.fill(true);
        }
    }
    let day = published.map_or(u64::MAX, |day| calendar::day_number(day) as u64);
    let mut view = TokenView::new(article, published);
    let mut found: Vec<FoundValue> = Vec::new();
    cache.blocks.start_round();
    for (block, here) in article.by_block(names, |name| name.tokens.start) {
        let start = block.tokens.start;
        let inputs = || {
            let place = |n: &Name| ((n.tokens.start - start) as u64) << 32 | n.tokens.len() as u64;
            names[here].iter().fold(block.fingerprint.with(day), |all, n| all.with(place(n)))
        };
        let sentences = article.sentences[block.sentences.clone()].iter();
        let find = || sentences.flat_map(|s| find_in_sentence(&mut view, s, &named, start)).collect();
        let here = cache.blocks.get(inputs, find);
        found.extend(here.iter().map(|f| f.shifted(start)));
    }
    times::join_days(&view, &mut found);
    let value = |f: FoundValue| Value { span: article.span(f.tokens), kind: f.kind, iso: f.iso, why: f.why };
    found.into_iter().map(value).collect()
}

/// Finds the values of a sentence. Token indices are relative to `first`.
#[inline(never)]
fn find_in_sentence(
    view: &mut TokenView,
    sentence: &Sentence,
    named: &[bool],
    first: usize,
) -> Vec<FoundValue> {
    view.sentence = sentence.tokens.clone();
    let mut found: Vec<FoundValue> = Vec::new();
    let mut at = view.sentence.start;
    while at < view.sentence.end {
        let free = |f: &FoundValue| named.get(f.tokens.clone()).is_some_and(|t| !t.contains(&true));
        match value_at(view, at).filter(free) {
            Some(mut value) => {
                // A rule may extend back to the word before ("later this year"), never into another value.
                value.tokens.start = value.tokens.start.max(found.last().map_or(0, |f| f.tokens.end));
                at = value.tokens.end.max(at + 1);
                found.push(value);
            }
            None => at += 1,
        }
    }
    found.iter_mut().for_each(|f| f.tokens = f.tokens.start - first..f.tokens.end - first);
    found
}

/// Tries all grammars at token `i`.
fn value_at(r: &TokenView, i: usize) -> Option<FoundValue> {
    // Most words are not in the vocabulary and are skipped quickly.
    let opens = match r.kind(i)? {
        TokenKind::Number => true,
        TokenKind::Link => return None,
        TokenKind::Mark => return amounts::money(r, i).or_else(|| years::decade(r, i)),
        TokenKind::Word => {
            let scale = |k| matches!(r.term(k), Some(Term::Hundred | Term::Scale(_)));
            r.term(i).is_some() || (r.has(i, Flag::IndefiniteArticle) && scale(i + 1))
        }
    };
    if !opens {
        return relative::read(r, i)
            .or_else(|| holidays::read(r, i))
            .or_else(|| amounts::money(r, i))
            .or_else(|| durations::read(r, i));
    }
    times::clock(r, i)
        .or_else(|| dates::read(r, i))
        .or_else(|| years::read(r, i))
        .or_else(|| relative::read(r, i))
        .or_else(|| amounts::money(r, i))
        .or_else(|| amounts::percent(r, i))
        .or_else(|| durations::read(r, i))
        .or_else(|| amounts::quantity(r, i))
        .or_else(|| amounts::ordinal(r, i))
        .or_else(|| amounts::cardinal(r, i))
}

/// A value found by a grammar, as a range of tokens.
#[derive(Clone)]
struct FoundValue {
    tokens: Range<usize>,
    kind: ValueKind,
    iso: Option<String>,
    why: String,
}

impl FoundValue {
    /// Returns the value moved `by` tokens towards the end.
    fn shifted(&self, by: usize) -> Self {
        Self { tokens: self.tokens.start + by..self.tokens.end + by, ..self.clone() }
    }

    /// Creates a value without an ISO form.
    fn new(tokens: Range<usize>, kind: ValueKind, why: impl Into<String>) -> Self {
        Self { tokens, kind, iso: None, why: why.into() }
    }

    /// Creates a value with an ISO form.
    fn dated(tokens: Range<usize>, kind: ValueKind, iso: impl Into<String>, why: impl Into<String>) -> Self {
        Self { tokens, kind, iso: Some(iso.into()), why: why.into() }
    }
}

/// The tokens of one sentence, as the grammars read them.
struct TokenView<'a> {
    article: &'a Article<'a>,
    /// The text in ASCII lower case, computed on demand. Spans are the same.
    low: OnceCell<String>,
    /// The vocabulary entries of its words.
    terms: RefCell<WordTable<Option<Term>>>,
    /// Publication date of the article.
    published: Option<Date>,
    /// Tokens of the current sentence: a value never crosses a sentence.
    sentence: Range<usize>,
}

impl<'a> TokenView<'a> {
    fn new(article: &'a Article<'a>, published: Option<Date>) -> Self {
        Self {
            article,
            low: OnceCell::new(),
            terms: RefCell::default(),
            published,
            sentence: 0..article.tokens.len(),
        }
    }

    /// Returns the text in lower case.
    fn lower(&self) -> &str {
        self.low.get_or_init(|| self.article.text.to_ascii_lowercase())
    }

    /// Returns the class of token `i`; `None` outside the sentence.
    fn kind(&self, i: usize) -> Option<TokenKind> {
        let token = self.article.tokens.get(i).filter(|_| self.sentence.contains(&i))?;
        Some(token.kind)
    }

    /// Returns token `i` as written; empty outside the sentence.
    fn word(&self, i: usize) -> &'a str {
        if self.sentence.contains(&i) { self.article.word(i) } else { "" }
    }

    /// Returns token `i` in lower case; empty outside the sentence.
    fn low(&self, i: usize) -> &str {
        match self.article.tokens.get(i) {
            Some(token) if self.sentence.contains(&i) => token.span.of(self.lower()),
            _ => "",
        }
    }

    /// Whether token `i` is a sign or an abbreviation before an amount: "$", "US$".
    fn is_currency_sign(&self, i: usize) -> bool {
        self.sentence.contains(&i) && self.article.has_lower(i, Flag::CurrencySign)
    }

    /// Returns the token before `i` in lower case.
    fn before(&self, i: usize) -> &str {
        i.checked_sub(1).map_or("", |k| self.low(k))
    }

    /// Whether token `i` is one of `words`.
    fn is(&self, i: usize, words: &[&str]) -> bool {
        words.contains(&self.low(i))
    }

    /// Whether token `i`, in lower case, has a flag of the lexicon; not outside the sentence.
    fn has(&self, i: usize, flag: Flag) -> bool {
        self.sentence.contains(&i) && self.article.has_lower(i, flag)
    }

    /// Whether no white space precedes token `i`.
    fn glued(&self, i: usize) -> bool {
        self.article.tokens.get(i).is_some_and(|t| !t.spaced)
    }

    /// Whether token `i` starts with a capital.
    fn capital(&self, i: usize) -> bool {
        self.word(i).starts_with(char::is_uppercase)
    }

    /// Whether a capitalised word follows token `i`.
    fn capital_follows(&self, i: usize) -> bool {
        self.kind(i + 1) == Some(TokenKind::Word) && self.capital(i + 1)
    }

    /// Returns the vocabulary entry of token `i`.
    fn term(&self, i: usize) -> Option<Term> {
        let word = self.article.words.get(i)?;
        match self.kind(i)? {
            TokenKind::Word => self.terms.borrow_mut().get(word, || vocabulary::look_up(self.low(i))),
            _ => None,
        }
    }

    /// Whether token `i` is a dash that joins its neighbours ("2010-2015", "30-day").
    fn joins(&self, i: usize) -> bool {
        self.is(i, &["-", "–", "—", "‑"]) && self.glued(i) && self.glued(i + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::EntityKind;
    use crate::resources::Resources;
    use crate::text::Span;

    fn check(text: &str) {
        // Without parts of speech: the tagger is not tested here.
        let article = Article::untagged(text);
        let (published, _) = published(&article, Some(Date { year: 2025, month: 4, day: 16 }));
        let mut end = 0;
        for value in find(&article, &[], published, &mut Cache::default()) {
            assert!(value.span.start >= end && !value.span.is_empty(), "{text:?} at {:?}", value.span);
            assert!(!value.span.of(text).is_empty(), "{text:?} at {:?}", value.span);
            end = value.span.end;
        }
    }

    proptest::proptest! {
        #[test]
        fn values_are_ordered_and_do_not_overlap(words in proptest::collection::vec(
            "[0-9]{1,4}(st|th|s|m|bn)?|[,.:/$%€-]|(May|Sept\\.|Monday|last|next|two|and|a|half|hundred|million|to|of|the)|\
             (years|week|day|morning|ago|old|quarter|century|dollars|km|Easter|first|from|per|cent|this|coming|\n)|\\PC",
            0..24,
        ), spaces in proptest::collection::vec(proptest::bool::ANY, 24)) {
            let spaced = |(word, space): (&String, &bool)| format!("{word}{}", if *space { " " } else { "" });
            check(&words.iter().zip(&spaces).map(spaced).collect::<String>());
        }
    }

    #[test]
    fn long_repetitions_take_linear_time() {
        for unit in [
            "one ",
            "hundred ",
            "5-",
            "1 million ",
            "last ",
            "$",
            "Monday, ",
            "a few ",
            "\"",
            "a/",
            "a.",
            "I) ",
        ] {
            check(&unit.repeat(10_000));
        }
    }

    #[test]
    fn holidays_are_resolved_to_dates() {
        let text = "Markets close on Good Friday and at Easter, as on Christmas Day 2024.";
        let article = Article::read(text, &Resources::embedded().unwrap().parser);
        let found = find(&article, &[], Some(Date { year: 2025, month: 4, day: 16 }), &mut Cache::default());
        let days: Vec<_> = found.iter().filter_map(|v| v.iso.as_deref()).collect();
        assert_eq!(days, ["2025-04-18", "2025-04-20", "2024-12-25"]);
    }

    #[test]
    fn currency_codes_joined_to_numbers_are_money() {
        let text = "It paid RM177mil, USD105,000 and R120 000; try 5 pens at COP 15.";
        let article = Article::read(text, &Resources::embedded().unwrap().parser);
        let found = find(&article, &[], None, &mut Cache::default());
        let money: Vec<_> =
            found.iter().filter(|v| v.kind == ValueKind::Money).map(|v| v.span.of(text)).collect();
        assert_eq!(money, ["RM177mil", "USD105,000", "R120 000"]);
    }

    #[test]
    fn names_take_precedence_over_values() {
        let text = "The May Street office sold two boats in May 2024.";
        let article = Article::read(text, &Resources::embedded().unwrap().parser);
        let name =
            Name { span: Span::new(4, 14), tokens: 1..3, kind: EntityKind::Facility, score: 1.0, why: "" };
        let values = find(&article, &[name], None, &mut Cache::default());
        let found: Vec<&str> = values.iter().map(|v| v.span.of(text)).collect();
        assert_eq!(found, ["two", "May 2024"]);
    }
}
