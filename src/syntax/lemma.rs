//! Lemmatisation: the base form of a verb or noun, "accused" to "accuse", "denies" to "deny", "allegations"
//! to "allegation".
//!
//! First a small table of irregular forms, then the spelling rules of English in reverse. If they leave two
//! candidates, the one in the speech act lexicon wins. Accurate for the heads of cues. Never meant as a
//! general lemmatiser.

use crate::article::Article;
use crate::lexicon::{self, Flag, speech_acts};
use crate::pos::Pos;

/// The base form of the word at token `i`.
pub(crate) fn at(article: &Article, i: usize) -> String {
    of(article.word(i), article.tag(i))
}

/// The base form of `word`, in lower case.
pub fn of(word: &str, tag: Pos) -> String {
    let word: String = word.to_lowercase();
    if let Some(base) = lexicon::entry(&word).lemma() {
        return base.to_owned();
    }
    let base = match tag {
        Pos::VerbPast | Pos::VerbPart | Pos::Adj => word.strip_suffix("ed").map(restore_base),
        Pos::VerbIng => word.strip_suffix("ing").map(restore_base),
        _ => None,
    };
    match base {
        Some(base) => base,
        // Rare verbs are often tagged as nouns, above all in headlines.
        None if word.ends_with("ed") && speech_acts::known(&word).is_none() => {
            let base = word.strip_suffix("ed").map(restore_base).unwrap_or_default();
            if speech_acts::known(&base).is_some() { base } else { word }
        }
        None if matches!(tag, Pos::VerbPres | Pos::Noun | Pos::Propn) => strip_s(word),
        None => word,
    }
}

/// The tag of a word that is almost always a verb of saying, regardless of the tagger; `None` for other
/// words.
pub(crate) fn as_verb(word: &str) -> Option<Pos> {
    let in_table = |base: &str| lexicon::has(base, Flag::SpeechVerbOnly);
    // Capitalised words are left to the tagger: they may be names.
    if word.len() < 3 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    if in_table(word) {
        return Some(Pos::VerbPres);
    }
    let third = word.strip_suffix('s').filter(|_| !word.ends_with("ss"))?;
    let cut = third.strip_suffix('e').unwrap_or(third);
    let y = third.strip_suffix("ie").map(|start| format!("{start}y"));
    (in_table(third) || in_table(cut) || y.is_some_and(|y| in_table(&y))).then_some(Pos::VerbPres)
}

/// Whether a word is a form of "be", as a word or a clitic: "they are", "they|'re". Excludes "'s", which is
/// also the possessive clitic.
pub(crate) fn is_be(word: &str) -> bool {
    lexicon::has(word, Flag::BeForm)
}

/// Strips the "s" of a plural or of a verb.
fn strip_s(word: String) -> String {
    if word.len() < 4
        || word.ends_with("ss")
        || word.ends_with("us")
        || word.ends_with("is")
        || word == "news"
    {
        return word;
    }
    if let Some(start) = word.strip_suffix("ies") {
        return format!("{start}y");
    }
    let is_sibilant = ["sses", "shes", "ches", "xes", "zes", "oes"].iter().any(|e| word.ends_with(e));
    let ending = if is_sibilant { "es" } else { "s" };
    word.strip_suffix(ending).map_or_else(|| word.clone(), str::to_owned)
}

/// The base to which "ed" or "ing" was added to give `rest`.
fn restore_base(rest: &str) -> String {
    let with_e = format!("{rest}e");
    let bytes = rest.as_bytes();
    let last = |n: usize| bytes.len().checked_sub(n).and_then(|at| bytes.get(at)).copied().unwrap_or(b'?');
    if !rest.is_ascii() || bytes.len() < 2 {
        return rest.to_owned();
    }
    let single = rest.get(..rest.len() - 1).unwrap_or(rest);
    let doubled = last(1) == last(2) && !b"aeiou".contains(&last(1));
    for candidate in [rest, with_e.as_str(), single] {
        if speech_acts::known(candidate).is_some() && (candidate != single || doubled) {
            return candidate.to_owned();
        }
    }
    if let Some(start) = rest.strip_suffix('i') {
        return format!("{start}y");
    }
    if doubled && !b"lsfz".contains(&last(1)) {
        return single.to_owned();
    }
    let takes_e = match last(1) {
        b'v' | b'u' | b'c' | b'z' => true,
        b'g' => !b"n".contains(&last(2)) || rest.ends_with("eng") || rest.ends_with("ang"),
        b's' => last(2) != b's',
        b'l' => b"bcdfgkpt".contains(&last(2)),
        b'r' => b"aiu".contains(&last(2)) && !b"aeo".contains(&last(3)),
        b't' => b"aiu".contains(&last(2)) && !b"aeo".contains(&last(3)),
        b'd' => b"iu".contains(&last(2)) && !b"aeo".contains(&last(3)),
        b'k' | b'm' | b'n' | b'p' => {
            b"aiou".contains(&last(2)) && !b"aeiou".contains(&last(3)) && bytes.len() <= 4
        }
        _ => false,
    };
    if takes_e { with_e } else { rest.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_words_have_their_base_form() {
        assert_eq!(
            (as_verb("denies"), as_verb("accuse"), as_verb("claims")),
            (Some(Pos::VerbPres), Some(Pos::VerbPres), None)
        );
        for (word, tag, base) in [
            ("accused", Pos::VerbPast, "accuse"),
            ("Denies", Pos::VerbPres, "deny"),
            ("stopped", Pos::VerbPast, "stop"),
            ("arguing", Pos::VerbIng, "argue"),
            ("said", Pos::VerbPast, "say"),
            ("dismisses", Pos::VerbPres, "dismiss"),
            ("allegations", Pos::Noun, "allegation"),
            ("stated", Pos::VerbPast, "state"),
            ("according", Pos::VerbIng, "according"),
            ("emphasized", Pos::VerbPast, "emphasize"),
            ("grumbled", Pos::VerbPast, "grumble"),
            ("snarled", Pos::VerbPast, "snarl"),
            ("demand", Pos::Noun, "demand"),
            ("news", Pos::Noun, "news"),
        ] {
            assert_eq!(of(word, tag), base, "{word}");
        }
    }
}
