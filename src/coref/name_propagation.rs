//! Propagates names to occurrences that the recogniser missed.
//!
//! A missed occurrence must be spelt exactly like a recognised name, must not touch other capitalised words,
//! and the spelling must be missed at most twice as often as recognised. Three more kinds of names are found:
//! acronyms formed by the words of a name ("Elbonian Bird Union (EBU)"), countries, capitals and seats of
//! power that are used as noun phrases of their own, and well-known organisations before a speech verb.
//! So are brands that begin with a small letter ("eBay"), and a word before a verb that the next sentence
//! calls "he" or "she". A surname that is also a common word is found before a speech verb ("May said").
//!
//! Never changes or drops a recognised name.

use std::cmp::Reverse;
use std::ops::Range;

use crate::article::Article;
use crate::coref::organizations;
use crate::document::EntityKind;
use crate::incremental::Fingerprint;
use crate::kb::CachedKb;
use crate::kb::priors;
use crate::lexicon::{self, Flag, given_names};
use crate::pos::Pos;
use crate::recognizer::{Name, kind_evidence};
use crate::syntax::view;
use crate::text::normalize;
use crate::tokens::shape::Case;
use rustc_hash::{FxHashMap, FxHashSet};

/// Maximum number of names with the same first word that are tried at one position, longest first.
const MAX_FORMS: usize = 8;
/// Names with a lower mean score are not propagated.
const MIN_SCORE: f32 = 0.5;

/// A spelling to look for.
struct NameForm {
    /// Its first occurrence.
    tokens: Range<usize>,
    kind: EntityKind,
    /// Sum of the scores of its recognised names.
    score_sum: f32,
    /// Number of its recognised names.
    found: u32,
    /// First tokens of its missed occurrences.
    missed: Vec<usize>,
    /// Whether it is an acronym formed by the words of a name.
    acronym: bool,
    /// Whether it is a surname that is too short or too common to be found except before a speech verb.
    speaks_only: bool,
}

/// Returns `found` and the occurrences that were missed, in order.
#[inline(never)]
pub(crate) fn propagate(article: &Article, found: &[Name], kb: &CachedKb) -> Vec<Name> {
    let mut covered = vec![false; article.tokens.len()];
    for name in found {
        covered.get_mut(name.tokens.clone()).into_iter().flatten().for_each(|c| *c = true);
    }
    let mut forms = name_forms(article, found);
    let first_spelling = |form: &NameForm| spelling_number(article, form.tokens.start);
    forms.sort_by_key(|form| (first_spelling(form), Reverse(form.tokens.len())));
    // For each spelling, 1 + the index of the first form that begins with it; 0 if there is no such form.
    let mut first_form = vec![0; article.spellings.len()];
    for (at, form) in forms.iter().enumerate().rev() {
        if let Some(start) = first_form.get_mut(first_spelling(form) as usize) {
            *start = at + 1;
        }
    }
    let lowercase = LowercaseWords::new(article);
    let first_person = found
        .iter()
        .find(|name| name.kind == EntityKind::Person)
        .map_or(usize::MAX, |name| name.tokens.start);
    let organizations = organizations_of_people(article, found, kb);
    let mut well_known_names = Vec::new();
    let mut at = 0;
    while let (Some(word), Some(&is_covered)) = (article.words.get(at), covered.get(at)) {
        let start = first_form.get(word.number as usize).copied().unwrap_or(0);
        let is_lowercase = matches!(word.case, Case::Lower | Case::None);
        if is_covered || is_lowercase && start == 0 {
            at += 1;
            continue;
        }
        let is_name_like = || article.tag(at) == Pos::Propn || !opens_sentence(article, at);
        let candidates = start.checked_sub(1).map_or(&[][..], |start| &forms[start..]);
        let candidates =
            candidates.iter().take_while(|form| first_spelling(form) == word.number).take(MAX_FORMS);
        let hit = candidates.zip(start..).find(|(NameForm { tokens, kind, speaks_only, .. }, _)| {
            (!speaks_only
                && (tokens.len() > 1 || is_name_like())
                && occurs_at(article, tokens, at, &covered, &lowercase))
                || tokens.len() == 1 && *kind == EntityKind::Person && speaks(article, at)
        });
        at += match hit.map(|(_, after)| after - 1) {
            Some(form) => {
                forms[form].missed.push(at);
                forms[form].tokens.len()
            }
            None => {
                if !is_lowercase {
                    let name = well_known(article, at, &covered, &lowercase, kb)
                        .or_else(|| brand(article, at))
                        .or_else(|| described_body(article, at, &covered))
                        .or_else(|| short_organization(article, at, &organizations))
                        .or_else(|| called_he_or_she(article, at, first_person));
                    well_known_names.extend(name);
                }
                1
            }
        };
    }
    let mut names = found.to_vec();
    names.extend(well_known_names);
    for form in forms.iter().filter(|f| f.acronym || f.missed.len() as u32 <= 2 * f.found) {
        for &at in &form.missed {
            names.push(propagated_name(article, form, at..at + form.tokens.len()));
        }
    }
    names.sort_by_key(|name| name.span);
    names
}

#[inline(never)]
fn propagated_name(article: &Article, form: &NameForm, tokens: Range<usize>) -> Name {
    let why =
        if form.acronym { "initials of a name in this article" } else { "a name elsewhere in this article" };
    let score = 0.8 * form.score_sum / form.found.max(1) as f32;
    Name { span: article.span(tokens.clone()), tokens, kind: form.kind, score, why }
}

/// A name that the words around it suggest.
fn guessed_name(article: &Article, tokens: Range<usize>, kind: EntityKind, why: &'static str) -> Name {
    Name { span: article.span(tokens.clone()), tokens, kind, score: 0.6, why }
}

/// Whether token `at`, with a capital, is the subject of the speech verb right after it.
fn speaks(article: &Article, at: usize) -> bool {
    let sentence = article.sentences.get(article.sentence_of(at)).map_or(at, |s| s.tokens.start);
    let after_capital = at > sentence
        && article.word(at - 1).starts_with(char::is_uppercase)
        && (at > sentence + 1 || article.tag(at - 1) == Pos::Propn);
    article.word(at).starts_with(char::is_uppercase)
        && !after_capital
        && article.tag(at + 1).is_finite()
        && view::is_speech_verb(&normalize::fold(article.word(at + 1)))
}

/// A brand at token `at` that begins with a small letter before a capital, where a clause begins: "|iRobot|
/// cut jobs". Elsewhere it may be a thing ("the iPad") or a unit ("5 kWh"), which are left to the recogniser.
#[inline(never)]
fn brand(article: &Article, at: usize) -> Option<Name> {
    let word = article.word(at);
    let mut letters = word.chars();
    let is_brand = letters.next().is_some_and(char::is_lowercase)
        && letters.next().is_some_and(char::is_uppercase)
        && letters.clone().count() >= 2
        && letters.all(char::is_lowercase);
    let before = at.checked_sub(1).map_or(Pos::Punct, |before| article.tag(before));
    let is_subject = article.word(at + 1).starts_with(char::is_lowercase)
        && (opens_sentence(article, at) || matches!(before, Pos::Punct | Pos::Sconj | Pos::Cconj));
    (is_brand && is_subject).then(|| {
        guessed_name(
            article,
            at..at + 1,
            if is_device(word) { EntityKind::Product } else { EntityKind::Organization },
            "a word with a capital inside",
        )
    })
}

/// Whether a brand is a product rather than its maker.
fn is_device(word: &str) -> bool {
    lexicon::has(word.trim_end_matches('s'), Flag::ProductBrand)
}

/// A word at the start of a sentence that does something and that the next sentence calls "he" or "she",
/// where no person was named before: "|Coy| needed a permit. She told …".
#[inline(never)]
fn called_he_or_she(article: &Article, at: usize, first_person: usize) -> Option<Name> {
    if at > first_person || !opens_sentence(article, at) {
        return None;
    }
    let word = article.word(at);
    let can_be_name =
        matches!(article.tag(at), Pos::Propn | Pos::Noun | Pos::Adj | Pos::VerbBase | Pos::Intj | Pos::Other);
    let folded = normalize::fold(word);
    let is_common = lexicon::opens_sentence(word)
        || lexicon::is_role(&folded)
        || lexicon::is_organization_noun(&folded)
        || folded.ends_with('s')
        || lexicon::has(&folded, Flag::CalendarWord);
    let sentence = article.sentence_of(at);
    let next = article.sentences.get(sentence + 1).map(|s| s.tokens.start)?;
    let is_named = can_be_name
        && !is_common
        && is_distinctive(article, &(at..at + 1))
        && word.chars().skip(1).all(char::is_lowercase)
        && matches!(article.tag(at + 1), Pos::VerbPast | Pos::VerbPres)
        && !article.has(at + 1, Flag::VerbOfThings)
        && (article.word(next) == "He" || article.word(next) == "She");
    is_named.then(|| {
        guessed_name(article, at..at + 1, EntityKind::Person, "the next sentence says \"he\" or \"she\"")
    })
}

/// One to three capitalised words at the start of a sentence that goes on to say that they are an
/// organisation: "|Hyper Loom| is a carmaker".
#[inline(never)]
fn described_body(article: &Article, at: usize, covered: &[bool]) -> Option<Name> {
    let is_word = |i: usize| {
        article.word(i).starts_with(char::is_uppercase)
            && !lexicon::opens_sentence(article.word(i))
            && !covered.get(i).copied().unwrap_or(true)
    };
    let end = (at..at + 3).take_while(|&i| is_word(i)).last()? + 1;
    let is_body = opens_sentence(article, at)
        && article.has(end, Flag::BeForm)
        && kind_evidence::is_described_as_body(article, &(at..end));
    is_body.then(|| guessed_name(article, at..end, EntityKind::Organization, "what the article says it is"))
}

/// The organisations of people in the article, from the knowledge base: "Reform UK" of Nigel Farage.
#[inline(never)]
fn organizations_of_people(article: &Article, found: &[Name], kb: &CachedKb) -> Vec<String> {
    let people = found.iter().filter(|name| name.kind == EntityKind::Person && name.tokens.len() > 1);
    let mut organizations: Vec<String> = Vec::new();
    for person in people.take(MAX_PEOPLE) {
        let entry = priors::dominant_entry(kb, person.span.of(article.text));
        let Some(description) = entry.map(|(entry, ..)| kb.description(entry)) else { continue };
        let Some((_, organization)) = description.split_once(" of ") else { continue };
        let end = organization.find([',', '(']).unwrap_or(organization.len());
        let organization =
            organization[..end].split(" since ").next().unwrap_or("").trim_start_matches("the ");
        let is_body = priors::dominant_kind(kb, organization)
            .is_some_and(|(kind, ..)| kind == EntityKind::Organization);
        if is_body && !organizations.iter().any(|known| known == organization) {
            organizations.push(organization.to_owned());
        }
    }
    organizations
}

/// The first word of an organisation of a person in the article, as the subject of a verb: "|Reform| has put".
#[inline(never)]
fn short_organization(article: &Article, at: usize, organizations: &[String]) -> Option<Name> {
    let word = article.word(at);
    let is_first = |name: &String| name.split(' ').next() == Some(word);
    let known = is_long_enough(word) && organizations.iter().any(is_first);
    let before = at.checked_sub(1).map_or(Pos::Punct, |before| article.tag(before));
    let is_subject =
        article.tag(at + 1).is_finite() && matches!(before, Pos::Punct | Pos::Sconj | Pos::Cconj);
    (known && is_subject).then(|| {
        guessed_name(
            article,
            at..at + 1,
            EntityKind::Organization,
            "the organisation of a person in this article",
        )
    })
}

/// Maximum number of names of people whose organisations are looked up.
const MAX_PEOPLE: usize = 40;

/// A country, capital or seat of power at token `at` that is a noun phrase of its own and the subject of a
/// verb, or an organisation before a speech verb.
#[inline(never)]
fn well_known(
    article: &Article,
    at: usize,
    covered: &[bool],
    lowercase: &LowercaseWords,
    kb: &CachedKb,
) -> Option<Name> {
    let is_verb = |tag: Pos| tag.is_finite() || tag == Pos::VerbPart;
    let tag = article.tag(at);
    let can_be_name =
        tag == Pos::Propn || (matches!(tag, Pos::Noun | Pos::Pron) && is_verb(article.tag(at + 1)));
    if !can_be_name || covered.get(at).copied().unwrap_or(true) {
        return None;
    }
    let word = article.word(at);
    // "Santiago withdrew its envoy": not a man.
    let owns_something = || (at..at + 8).any(|i| matches!(article.word(i), "its" | "it"));
    if !is_distinctive(article, &(at..at + 1))
        || !word.chars().any(char::is_lowercase)
        || !occurs_at(article, &(at..at + 1), at, covered, lowercase)
    {
        return None;
    }
    let speaks = view::is_speech_verb(&normalize::fold(article.word(at + 1)));
    let (why, (kind, rank)) = match priors::governing_place(kb, word) {
        Some(place) => ("a place in the knowledge base", place),
        None if speaks => ("a body in the knowledge base that speaks", priors::known_organization(kb, word)?),
        None => return None,
    };
    if given_names::is_given_name(&normalize::fold(word)) && !owns_something() {
        return None;
    }
    let score = 0.5 + 0.4 * rank;
    Some(Name { span: article.span(at..at + 1), tokens: at..at + 1, kind, score, why })
}

/// The distinct spellings of the recognised names, their surnames and short forms, and the acronyms that they
/// form.
#[inline(never)]
fn name_forms(article: &Article, found: &[Name]) -> Vec<NameForm> {
    let words_of = |tokens: &Range<usize>| tokens.clone().map(|i| article.word(i)).collect::<Vec<_>>();
    let spelling = |tokens: &Range<usize>| {
        tokens.clone().fold(Fingerprint::NEW, |key, i| key.with(u64::from(spelling_number(article, i))))
    };
    let mut forms: Vec<NameForm> = Vec::new();
    let mut seen: FxHashMap<Fingerprint, usize> = FxHashMap::default();
    for name in found {
        let at = *seen.entry(spelling(&name.tokens)).or_insert_with(|| {
            let (tokens, kind) = (name.tokens.clone(), name.kind);
            forms.push(NameForm {
                tokens,
                kind,
                score_sum: 0.0,
                found: 0,
                missed: Vec::new(),
                acronym: false,
                speaks_only: false,
            });
            forms.len() - 1
        });
        forms[at].score_sum += name.score;
        forms[at].found += 1;
    }
    let is_firm = |f: &NameForm| f.score_sum >= MIN_SCORE * f.found as f32 && f.tokens.len() <= 8;
    forms.retain(|f| is_firm(f) && is_distinctive(article, &f.tokens));
    let shortened = |tokens: Range<usize>, f: &NameForm| NameForm { tokens, missed: Vec::new(), ..*f };
    let surnames: Vec<NameForm> = forms
        .iter()
        .filter(|f| f.kind == EntityKind::Person && f.tokens.len() > 1)
        .map(|f| (f.tokens.end - 1..f.tokens.end, f))
        .filter(|(last, _)| article.word(last.start).chars().count() >= 2)
        .filter(|(last, _)| seen.insert(spelling(last), 0).is_none())
        .map(|(last, f)| {
            let is_plain = is_long_enough(article.word(last.start)) && is_distinctive(article, &last);
            NameForm { speaks_only: !is_plain, ..shortened(last, f) }
        })
        .collect();
    let companies: Vec<NameForm> = forms
        .iter()
        .filter(|f| {
            let form = || organizations::is_legal_form(&normalize::fold(article.word(f.tokens.end - 1)));
            f.kind == EntityKind::Organization && f.tokens.len() > 1 && form()
        })
        .map(|f| (f.tokens.start..f.tokens.end - 1, f))
        .filter(|(name, _)| {
            is_distinctive(article, name) && name.clone().any(|i| is_long_enough(article.word(i)))
        })
        .filter(|(name, _)| seen.insert(spelling(name), 0).is_none())
        .map(|(name, f)| shortened(name, f))
        .collect();
    forms.extend(surnames);
    forms.extend(companies);
    let mut acronyms: FxHashMap<String, (EntityKind, f32)> = FxHashMap::default();
    for form in forms.iter().filter(|f| f.kind == EntityKind::Organization && f.tokens.len() > 1) {
        let letters: String = words_of(&form.tokens)
            .into_iter()
            .filter(|w| w.chars().count() > 1 && w.starts_with(char::is_uppercase))
            .filter_map(|w| w.chars().next())
            .collect();
        if (2..=6).contains(&letters.chars().count()) {
            acronyms.insert(letters, (form.kind, form.score_sum / form.found as f32));
        }
    }
    let mut taken: FxHashSet<u32> = forms.iter().map(|f| spelling_number(article, f.tokens.start)).collect();
    let upper_case = article.words.iter().enumerate().filter(|(_, w)| w.case == Case::Upper);
    for (i, word) in upper_case.map(|(i, _)| (i, article.word(i))) {
        let Some(&(kind, score_sum)) = acronyms.get(word) else { continue };
        if taken.insert(spelling_number(article, i)) {
            forms.push(NameForm {
                tokens: i..i + 1,
                kind,
                score_sum,
                found: 1,
                missed: Vec::new(),
                acronym: true,
                speaks_only: false,
            });
        }
    }
    forms
}

/// The spelling number of token `i`.
fn spelling_number(article: &Article, i: usize) -> u32 {
    article.words.get(i).map_or(u32::MAX, |w| w.number)
}

/// Whether a word is long enough to be propagated as a name by itself.
fn is_long_enough(word: &str) -> bool {
    word.chars().count() >= 4
}

/// The words that occur in lower case somewhere in the article, by the number of their lower-case form.
struct LowercaseWords(Vec<bool>);

impl LowercaseWords {
    fn new(article: &Article) -> Self {
        let mut words = vec![false; article.spellings.folded()];
        for word in article.words.iter().filter(|w| w.case == Case::Lower) {
            if let Some(lowercase) = words.get_mut(word.low_number as usize) {
                *lowercase = true;
            }
        }
        Self(words)
    }

    /// Whether the word of token `i` also occurs in lower case.
    fn contains(&self, article: &Article, i: usize) -> bool {
        article.words.get(i).is_some_and(|w| self.0.get(w.low_number as usize) == Some(&true))
    }
}

/// Whether a name is so distinctive that an equal spelling is the same name.
fn is_distinctive(article: &Article, tokens: &Range<usize>) -> bool {
    let is_capitalized = |i: usize| article.word(i).starts_with(char::is_uppercase);
    let word = article.word(tokens.start);
    match tokens.len() {
        1 => is_capitalized(tokens.start) && word.chars().count() >= 3 && !lexicon::opens_sentence(word),
        _ => tokens.clone().any(is_capitalized),
    }
}

/// Whether token `at` is the first of its sentence.
fn opens_sentence(article: &Article, at: usize) -> bool {
    article.sentences.get(article.sentence_of(at)).is_some_and(|s| s.tokens.start == at)
}

/// Whether the words of `form` occur at token `at` and are not part of a longer capitalised phrase.
#[inline(never)]
fn occurs_at(
    article: &Article,
    form: &Range<usize>,
    at: usize,
    covered: &[bool],
    lowercase: &LowercaseWords,
) -> bool {
    let end = at + form.len();
    let same = form.clone().zip(at..end).all(|(a, b)| {
        spelling_number(article, a) == spelling_number(article, b) && !covered.get(b).copied().unwrap_or(true)
    });
    if !same || form.len() > 1 {
        return same;
    }
    let sentence = article.sentences.get(article.sentence_of(at));
    let (start, stop) = sentence.map_or((at, end), |s| (s.tokens.start, s.tokens.end));
    let is_capitalized = |i: usize| {
        article.word(i).starts_with(char::is_uppercase) && !lexicon::opens_sentence(article.word(i))
    };
    let is_title =
        |i: usize| normalize::fold(article.word(i)).len() <= 4 && lexicon::leads_on(article.word(i));
    let after_capital = at > start && is_capitalized(at - 1) && !is_title(at - 1);
    let is_hyphen = |i: usize| i > start && i + 1 < stop && matches!(article.word(i), "-" | "–");
    let before_capital = end < stop && (is_capitalized(end) || (is_hyphen(end) && is_capitalized(end + 1)));
    let after_hyphen = at > start && is_hyphen(at - 1);
    !(after_capital || before_capital || after_hyphen || lowercase.contains(article, at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::testing::{empty_kb, marked, read};
    use crate::kb::Cache;

    fn check(text: &str, expected: &[&str]) {
        let (plain, names) = marked(text);
        let all = propagate(&read(&plain), &names, &empty_kb(&Cache::default()));
        assert!(all.is_sorted_by_key(|n| n.span));
        assert_eq!(all.iter().map(|n| n.span.of(&plain)).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn missed_occurrences_are_found() {
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
    fn ambiguous_words_are_not_propagated() {
        check("{P Will} may go. They will not. Will they? No Will.", &["Will"]);
        check("{P Quorr} saw the Quorr River and Old Quorr.", &["Quorr"]);
    }
}
