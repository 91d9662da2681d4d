//! Finds names that the recogniser read as names elsewhere in the article and missed here.
//!
//! A repeat must be spelt exactly like a name found before, stand apart from other capitalised words, and be missed
//! at most twice as often as found. Acronyms that a name's words spell are found too ("Elbonian Bird Union (EBU)"),
//! and countries, capitals and seats of power that stand by themselves, and well-known bodies that speak.
//! Names already found are never changed or dropped.

use std::cmp::Reverse;
use std::ops::Range;

use crate::article::Article;
use crate::coref::organizations;
use crate::document::EntityKind;
use crate::incremental::Fingerprint;
use crate::kb::Reference;
use crate::kb::priors;
use crate::lexicon;
use crate::lexicon::lists;
use crate::pos::Pos;
use crate::recognizer::Name;
use crate::syntax::view;
use crate::text::normalize;
use crate::tokens::shape::Case;
use rustc_hash::{FxHashMap, FxHashSet};

/// At most this many names with one first word are tried at one place, the longest first.
const MOST: usize = 8;
/// Names with a lower mean score are not looked for again.
const FIRM: f32 = 0.5;

/// A name to look for.
struct Form {
    /// Where it stands for the first time.
    tokens: Range<usize>,
    kind: EntityKind,
    /// Sum of the scores of the names found with this form.
    sum: f32,
    found: u32,
    missed: Vec<usize>,
    acronym: bool,
}

/// `found` with the repeats that were missed, in order.
#[inline(never)]
pub(crate) fn complete(article: &Article, found: &[Name], kb: &Reference) -> Vec<Name> {
    let mut covered = vec![false; article.tokens.len()];
    for name in found {
        covered.get_mut(name.tokens.clone()).into_iter().flatten().for_each(|c| *c = true);
    }
    let mut forms = known(article, found);
    let first = |form: &Form| number(article, form.tokens.start);
    forms.sort_by_key(|form| (first(form), Reverse(form.tokens.len())));
    // Of each spelling, one more than the place of the first form that begins with it; 0 where none does.
    let mut starts = vec![0; article.spellings.len()];
    for (at, form) in forms.iter().enumerate().rev() {
        if let Some(start) = starts.get_mut(first(form) as usize) {
            *start = at + 1;
        }
    }
    let plain = Plain::new(article);
    let mut places = Vec::new();
    let mut at = 0;
    while let (Some(word), Some(&taken)) = (article.words.get(at), covered.get(at)) {
        let start = starts.get(word.number as usize).copied().unwrap_or(0);
        let plainly = matches!(word.case, Case::Lower | Case::None);
        if taken || plainly && start == 0 {
            at += 1;
            continue;
        }
        let named = || article.tag(at) == Pos::Propn || !opens_sentence(article, at);
        let here = start.checked_sub(1).map_or(&[][..], |start| &forms[start..]);
        let here = here.iter().take_while(|form| first(form) == word.number).take(MOST);
        let hit = here.zip(start..).find(|(Form { tokens, .. }, _)| {
            (tokens.len() > 1 || named()) && matches(article, tokens, at, &covered, &plain)
        });
        at += match hit.map(|(_, after)| after - 1) {
            Some(form) => {
                forms[form].missed.push(at);
                forms[form].tokens.len()
            }
            None => {
                if !plainly {
                    places.extend(well_known(article, at, &covered, &plain, kb));
                }
                1
            }
        };
    }
    let mut all = found.to_vec();
    all.extend(places);
    for form in forms.iter().filter(|f| f.acronym || f.missed.len() as u32 <= 2 * f.found) {
        for &at in &form.missed {
            all.push(repeat(article, form, at..at + form.tokens.len()));
        }
    }
    all.sort_by_key(|name| name.span);
    all
}

#[inline(never)]
fn repeat(article: &Article, form: &Form, tokens: Range<usize>) -> Name {
    let why =
        if form.acronym { "initials of a name in this article" } else { "a name elsewhere in this article" };
    let score = 0.8 * form.sum / form.found.max(1) as f32;
    Name { span: article.span(tokens.clone()), tokens, kind: form.kind, score, why }
}

/// A country, capital or seat of power at token `at` that stands by itself and does something, or has something done; or
/// a body that speaks.
#[inline(never)]
fn well_known(article: &Article, at: usize, covered: &[bool], plain: &Plain, kb: &Reference) -> Option<Name> {
    let verb = |tag: Pos| tag.is_finite() || tag == Pos::VerbPart;
    let tag = article.tag(at);
    let noun = tag == Pos::Propn || (matches!(tag, Pos::Noun | Pos::Pron) && verb(article.tag(at + 1)));
    if !noun || covered.get(at).copied().unwrap_or(true) {
        return None;
    }
    let word = article.word(at);
    // "Santiago withdrew its envoy" is no man.
    let owner = || (at..at + 8).any(|i| matches!(article.word(i), "its" | "it"));
    if !is_telling(article, &(at..at + 1))
        || !word.chars().any(char::is_lowercase)
        || !matches(article, &(at..at + 1), at, covered, plain)
    {
        return None;
    }
    let speaks = view::is_speech_verb(&normalize::fold(article.word(at + 1)));
    let (why, (kind, rank)) = match priors::power(kb, word) {
        Some(place) => ("a place in the knowledge base", place),
        None if speaks => ("a body in the knowledge base that speaks", priors::body(kb, word)?),
        None => return None,
    };
    if lists::is_first_name(&normalize::fold(word)) && !owner() {
        return None;
    }
    let score = 0.5 + 0.4 * rank;
    Some(Name { span: article.span(at..at + 1), tokens: at..at + 1, kind, score, why })
}

/// The distinct names found, by spelling, and the acronyms that long ones spell.
#[inline(never)]
fn known(article: &Article, found: &[Name]) -> Vec<Form> {
    let words = |tokens: &Range<usize>| tokens.clone().map(|i| article.word(i)).collect::<Vec<_>>();
    let spelling = |tokens: &Range<usize>| {
        tokens.clone().fold(Fingerprint::NEW, |key, i| key.with(u64::from(number(article, i))))
    };
    let mut forms: Vec<Form> = Vec::new();
    let mut seen: FxHashMap<Fingerprint, usize> = FxHashMap::default();
    for name in found {
        let at = *seen.entry(spelling(&name.tokens)).or_insert_with(|| {
            let (tokens, kind) = (name.tokens.clone(), name.kind);
            forms.push(Form { tokens, kind, sum: 0.0, found: 0, missed: Vec::new(), acronym: false });
            forms.len() - 1
        });
        forms[at].sum += name.score;
        forms[at].found += 1;
    }
    let firm = |f: &Form| f.sum >= FIRM * f.found as f32 && f.tokens.len() <= 8;
    forms.retain(|f| firm(f) && is_telling(article, &f.tokens));
    let short = |tokens: Range<usize>, f: &Form| Form { tokens, missed: Vec::new(), ..*f };
    let surnames: Vec<Form> = forms
        .iter()
        .filter(|f| f.kind == EntityKind::Person && f.tokens.len() > 1)
        .map(|f| (f.tokens.end - 1..f.tokens.end, f))
        .filter(|(last, _)| is_long(article.word(last.start)) && is_telling(article, last))
        .filter(|(last, _)| seen.insert(spelling(last), 0).is_none())
        .map(|(last, f)| short(last, f))
        .collect();
    let firms: Vec<Form> = forms
        .iter()
        .filter(|f| {
            let form = || organizations::is_legal_form(&normalize::fold(article.word(f.tokens.end - 1)));
            f.kind == EntityKind::Organization && f.tokens.len() > 1 && form()
        })
        .map(|f| (f.tokens.start..f.tokens.end - 1, f))
        .filter(|(name, _)| is_telling(article, name) && name.clone().any(|i| is_long(article.word(i))))
        .filter(|(name, _)| seen.insert(spelling(name), 0).is_none())
        .map(|(name, f)| short(name, f))
        .collect();
    forms.extend(surnames);
    forms.extend(firms);
    let mut spelt: FxHashMap<String, (EntityKind, f32)> = FxHashMap::default();
    for form in forms.iter().filter(|f| f.kind == EntityKind::Organization && f.tokens.len() > 1) {
        let letters: String = words(&form.tokens)
            .into_iter()
            .filter(|w| w.chars().count() > 1 && w.starts_with(char::is_uppercase))
            .filter_map(|w| w.chars().next())
            .collect();
        if (2..=6).contains(&letters.chars().count()) {
            spelt.insert(letters, (form.kind, form.sum / form.found as f32));
        }
    }
    let mut taken: FxHashSet<u32> = forms.iter().map(|f| number(article, f.tokens.start)).collect();
    let capitals = article.words.iter().enumerate().filter(|(_, w)| w.case == Case::Upper);
    for (i, word) in capitals.map(|(i, _)| (i, article.word(i))) {
        let Some(&(kind, sum)) = spelt.get(word) else { continue };
        if taken.insert(number(article, i)) {
            forms.push(Form { tokens: i..i + 1, kind, sum, found: 1, missed: Vec::new(), acronym: true });
        }
    }
    forms
}

/// The number of the spelling of token `i`.
fn number(article: &Article, i: usize) -> u32 {
    article.words.get(i).map_or(u32::MAX, |w| w.number)
}

/// Whether a word can be a name by itself where the article uses it so.
fn is_long(word: &str) -> bool {
    word.chars().count() >= 4
}

/// Of the words in lower case, whether the article writes them so somewhere.
struct Plain(Vec<bool>);

impl Plain {
    fn new(article: &Article) -> Self {
        let mut words = vec![false; article.spellings.lows()];
        for word in article.words.iter().filter(|w| w.case == Case::Lower) {
            if let Some(plain) = words.get_mut(word.low_number as usize) {
                *plain = true;
            }
        }
        Self(words)
    }

    /// Whether it writes the word of token `i` so.
    fn holds(&self, article: &Article, i: usize) -> bool {
        article.words.get(i).is_some_and(|w| self.0.get(w.low_number as usize) == Some(&true))
    }
}

/// Whether a name is long or odd enough that the same letters are the same name.
fn is_telling(article: &Article, tokens: &Range<usize>) -> bool {
    let capital = |i: usize| article.word(i).starts_with(char::is_uppercase);
    let word = article.word(tokens.start);
    match tokens.len() {
        1 => capital(tokens.start) && word.chars().count() >= 3 && !lexicon::opens_sentence(word),
        _ => tokens.clone().any(capital),
    }
}

/// Whether token `at` is the first of its sentence.
fn opens_sentence(article: &Article, at: usize) -> bool {
    article.sentences.get(article.sentence_of(at)).is_some_and(|s| s.tokens.start == at)
}

/// Whether the words of these tokens stand at token `at`, by themselves.
#[inline(never)]
fn matches(article: &Article, form: &Range<usize>, at: usize, covered: &[bool], plain: &Plain) -> bool {
    let end = at + form.len();
    let same = form
        .clone()
        .zip(at..end)
        .all(|(a, b)| number(article, a) == number(article, b) && !covered.get(b).copied().unwrap_or(true));
    if !same || form.len() > 1 {
        return same;
    }
    let sentence = article.sentences.get(article.sentence_of(at));
    let (start, stop) = sentence.map_or((at, end), |s| (s.tokens.start, s.tokens.end));
    let capital = |i: usize| {
        article.word(i).starts_with(char::is_uppercase) && !lexicon::opens_sentence(article.word(i))
    };
    let title = |i: usize| normalize::fold(article.word(i)).len() <= 4 && lexicon::leads_on(article.word(i));
    let before = at > start && capital(at - 1) && !title(at - 1);
    let hyphen = |i: usize| i > start && i + 1 < stop && matches!(article.word(i), "-" | "–");
    let after = end < stop && (capital(end) || (hyphen(end) && capital(end + 1)));
    let tied = at > start && hyphen(at - 1);
    !(before || after || tied || plain.holds(article, at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::testing::{marked, read, unknown};
    use crate::kb::Cache;

    fn check(text: &str, expected: &[&str]) {
        let (plain, names) = marked(text);
        let all = complete(&read(&plain), &names, &unknown(&Cache::default()));
        assert!(all.is_sorted_by_key(|n| n.span));
        assert_eq!(all.iter().map(|n| n.span.of(&plain)).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn missed_repeats_are_found() {
        check(
            "{P Quorr} left. Then Quorr returned, and {P Max Orwin} met Quorr’s wife.",
            &["Quorr", "Quorr", "Max Orwin", "Quorr"],
        );
        check(
            "{P Ann Quorr} met {O Elbonian Bird Union} (EBU) staff; the EBU slept, and Ann Quorr left.",
            &["Ann Quorr", "Elbonian Bird Union", "EBU", "EBU", "Ann Quorr"],
        );
    }

    #[test]
    fn other_words_are_left_alone() {
        check("{P Will} may go. They will not. Will they? No Will.", &["Will"]);
        check("{P Quorr} saw the Quorr River and Old Quorr.", &["Quorr"]);
    }
}
