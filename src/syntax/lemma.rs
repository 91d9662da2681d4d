//! Lemmatisation: the base form of a verb or noun, "accused" to "accuse", "denies" to "deny", "allegations"
//! to "allegation".
//!
//! First a small table of irregular forms, then the spelling rules of English in reverse. If they leave two
//! candidates, the one in the speech act lexicon wins. Accurate for the heads of cues. Never meant as a
//! general lemmatiser.

use crate::article::Article;
use crate::lexicon;
use crate::lexicon::speech_acts;
use crate::pos::Pos;

/// The base form of the word at token `i`.
pub(crate) fn at(article: &Article, i: usize) -> String {
    of(article.word(i), article.tag(i))
}

/// The base form of `word`, in lower case.
pub(crate) fn of(word: &str, tag: Pos) -> String {
    let word: String = word.to_lowercase();
    if let Some(base) = lexicon::look_up(IRREGULAR, &word) {
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
    let in_table = |base: &str| VERBS.binary_search(&base).is_ok();
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
    matches!(word, "is" | "are" | "was" | "were" | "been" | "be" | "being" | "'re" | "’re")
}

/// Verbs of saying whose base form and "s" form are not nouns.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "accuse", "acknowledge", "admit", "agree", "allege", "announce", "argue", "assert",
    "assure", "believe", "condemn", "confirm", "contend", "convince", "criticise", "criticize",
    "declare", "decry", "denounce", "deny", "describe", "disclose", "dismiss", "emphasise",
    "emphasize", "endorse", "exclaim", "explain", "foresee", "imply", "indicate", "inform",
    "insist", "lambast", "maintain", "mention", "notify", "oppose", "persuade", "predict",
    "proclaim", "reassure", "recommend", "refuse", "refute", "reiterate", "reject", "reveal",
    "say", "stipulate", "suggest", "tell", "threaten", "urge", "warn", "write",
];

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

/// Irregular forms with their base, sorted by form.
#[rustfmt::skip]
const IRREGULAR: &[(&str, &str)] = &[
    ("according", "according"), ("agreed", "agree"), ("agreeing", "agree"), ("analyses", "analysis"), ("are", "be"), ("arisen", "arise"),
    ("arose", "arise"), ("ate", "eat"), ("bade", "bid"), ("beat", "beat"), ("beaten", "beat"),
    ("became", "become"), ("been", "be"), ("began", "begin"), ("begun", "begin"), ("beheld", "behold"),
    ("being", "be"), ("bent", "bend"), ("bet", "bet"), ("bid", "bid"), ("bled", "bleed"), ("blew", "blow"),
    ("blown", "blow"), ("boasted", "boast"), ("bore", "bear"), ("bought", "buy"), ("broadcast", "broadcast"),
    ("broke", "break"), ("broken", "break"), ("brought", "bring"), ("built", "build"), ("came", "come"),
    ("canceled", "cancel"), ("cancelled", "cancel"), ("cast", "cast"), ("caught", "catch"),
    ("channeled", "channel"), ("chose", "choose"), ("chosen", "choose"), ("clung", "cling"),
    ("committed", "commit"), ("counseled", "counsel"), ("counselled", "counsel"), ("credited", "credit"),
    ("crediting", "credit"), ("cut", "cut"), ("dealt", "deal"), ("decreed", "decree"), ("defeated", "defeat"),
    ("defeating", "defeat"), ("denied", "deny"), ("did", "do"), ("died", "die"), ("disagreed", "disagree"),
    ("does", "do"), ("done", "do"), ("drawn", "draw"), ("dreamt", "dream"), ("drew", "draw"),
    ("driven", "drive"), ("drove", "drive"), ("eating", "eat"), ("edited", "edit"), ("exhibited", "exhibit"),
    ("fallen", "fall"), ("fed", "feed"), ("fell", "fall"), ("felt", "feel"), ("floated", "float"),
    ("floating", "float"), ("forbade", "forbid"), ("forbidden", "forbid"), ("forecast", "forecast"),
    ("foresaw", "foresee"), ("foreseen", "foresee"), ("forgave", "forgive"), ("forgiven", "forgive"),
    ("forgot", "forget"), ("forgotten", "forget"), ("fought", "fight"), ("found", "find"), ("freed", "free"),
    ("fueled", "fuel"), ("fuelled", "fuel"), ("gave", "give"), ("given", "give"), ("gone", "go"),
    ("got", "get"), ("gotten", "get"), ("greeted", "greet"), ("grew", "grow"), ("grown", "grow"),
    ("guaranteed", "guarantee"), ("had", "have"), ("has", "have"), ("heard", "hear"), ("held", "hold"),
    ("hid", "hide"), ("hidden", "hide"), ("hit", "hit"), ("hung", "hang"), ("implied", "imply"),
    ("insisted", "insist"), ("is", "be"), ("kept", "keep"), ("knew", "know"), ("known", "know"),
    ("labeled", "label"), ("labeling", "label"), ("labelled", "label"), ("labelling", "label"),
    ("laid", "lay"), ("lay", "lie"), ("leant", "lean"), ("leapt", "leap"), ("learnt", "learn"),
    ("led", "lead"), ("left", "leave"), ("lent", "lend"), ("let", "let"), ("lied", "lie"),
    ("limited", "limit"), ("lost", "lose"), ("lying", "lie"), ("made", "make"), ("meant", "mean"),
    ("met", "meet"), ("mistaken", "mistake"), ("mistook", "mistake"), ("misunderstood", "misunderstand"),
    ("modeled", "model"), ("outdid", "outdo"), ("overridden", "override"), ("overrode", "override"),
    ("paid", "pay"), ("prohibited", "prohibit"), ("prohibiting", "prohibit"), ("put", "put"),
    ("quit", "quit"), ("quizzed", "quiz"), ("ran", "run"), ("rang", "ring"), ("read", "read"),
    ("repeated", "repeat"), ("repeating", "repeat"), ("replied", "reply"), ("reported", "report"),
    ("reporting", "report"), ("retweeted", "retweet"), ("retweeting", "retweet"), ("risen", "rise"),
    ("rode", "ride"), ("rose", "rise"), ("rung", "ring"), ("said", "say"), ("sang", "sing"), ("saw", "see"),
    ("saying", "say"), ("seeing", "see"), ("seen", "see"), ("sent", "send"), ("set", "set"),
    ("shaken", "shake"), ("shook", "shake"), ("shot", "shoot"), ("shown", "show"), ("signaled", "signal"),
    ("signaling", "signal"), ("signalled", "signal"), ("signalling", "signal"), ("solicited", "solicit"),
    ("sought", "seek"), ("spelt", "spell"), ("spent", "spend"), ("spoke", "speak"), ("spoken", "speak"),
    ("stood", "stand"), ("stricken", "strike"), ("struck", "strike"), ("stuck", "stick"),
    ("submitted", "submit"), ("sued", "sue"), ("sung", "sing"), ("swore", "swear"), ("sworn", "swear"),
    ("swung", "swing"), ("taken", "take"), ("taught", "teach"), ("thought", "think"), ("threw", "throw"),
    ("thrown", "throw"), ("tied", "tie"), ("told", "tell"), ("took", "take"), ("tore", "tear"),
    ("treated", "treat"), ("tried", "try"), ("tweeted", "tweet"), ("tweeting", "tweet"),
    ("understood", "understand"), ("upheld", "uphold"), ("used", "use"), ("vied", "vie"),
    ("visited", "visit"), ("visiting", "visit"), ("was", "be"), ("went", "go"), ("were", "be"),
    ("withdrawn", "withdraw"), ("withdrew", "withdraw"), ("withheld", "withhold"), ("woke", "wake"),
    ("won", "win"), ("wore", "wear"), ("written", "write"), ("wrote", "write"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_words_have_their_base_form() {
        assert!(VERBS.windows(2).all(|w| w[0] < w[1]));
        assert_eq!(
            (as_verb("denies"), as_verb("accuse"), as_verb("claims")),
            (Some(Pos::VerbPres), Some(Pos::VerbPres), None)
        );
        assert!(IRREGULAR.windows(2).all(|w| w[0].0 < w[1].0));
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
