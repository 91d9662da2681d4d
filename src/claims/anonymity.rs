//! Whether a source is kept unnamed: "officials", "a person familiar with the matter", "a nurse, who asked not to be named".
//!
//! Unnamed are people who speak as knowing or as authorities; bodies and those who speak for them, crowds of
//! survivors or shopkeepers, and one whom the text pins down ("Birnbaum's lawyer", "the researchers") are not.
//! Nothing here looks for who they are.

use std::ops::Range;

use crate::article::Article;
use crate::entities::is_role;
use crate::tagger::pos::Pos;

/// Whether the source that stands at these tokens is kept unnamed. It must not name anybody.
pub fn is_anonymous(article: &Article, tokens: Range<usize>) -> bool {
    let told = tokens.start..tokens.end + aside(article, tokens.end);
    let text = article.span(told).of(article.text).to_lowercase();
    if SHY.iter().any(|s| text.contains(s)) {
        return true;
    }
    let Some(head) = head(article, &tokens) else { return false };
    let word = article.word(head).to_lowercase();
    let first = article.word(tokens.start).to_lowercase();
    let lone = singular(&word);
    let owned = tokens.start..head;
    if owned.clone().any(|i| matches!(article.word(i), "'s" | "’s" | "'" | "’"))
        || matches!(first.as_str(), "his" | "her" | "its" | "their" | "my" | "our")
    {
        return false;
    }
    // "Reports", "rumours": nobody stands behind them.
    if matches!(word.as_str(), "reports" | "rumors" | "rumours") && tokens.len() <= 3 {
        return true;
    }
    let polled =
        (head + 1..tokens.end).any(|i| matches!(article.word(i), "polled" | "surveyed" | "interviewed"));
    if UNNAMED.contains(&lone) {
        // "The experts" were told of before; "the officials" stay unnamed all the same.
        let known = matches!(first.as_str(), "the" | "these" | "those") && !SECRET.contains(&lone);
        return !polled && !known;
    }
    let counted = matches!(
        first.as_str(),
        "a" | "an" | "another" | "one" | "two" | "three" | "four" | "several" | "some"
    ) || first.bytes().all(|b| b.is_ascii_digit());
    // "One of them", "some in the party".
    if head == tokens.start && counted && !matches!(first.as_str(), "a" | "an") {
        let next = article.word(head + 1).to_lowercase();
        return (tokens.len() == 1 && first != "several")
            || (matches!(next.as_str(), "of" | "in" | "within") && !of_many(article, head + 2..tokens.end));
    }
    if VOICES.contains(&lone) || CROWD.contains(&lone) {
        return false;
    }
    if counted && lone == "member" {
        return word != "member" || first != "some";
    }
    // "A paediatrician", "one juror", "another guard".
    matches!(first.as_str(), "a" | "an" | "another" | "one" | "two" | "three") && is_role(lone)
}

/// How many tokens of an aside on the source stand right after it: "a doctor|, who declined to be named,".
fn aside(article: &Article, end: usize) -> usize {
    let opens = article.word(end) == "," && matches!(article.word(end + 1), "who" | "speaking");
    let close = (end + 2..end + ASIDE).find(|&i| article.tags.get(i) == Some(&Pos::Punct));
    close.filter(|_| opens).map_or(0, |close| close - end)
}

/// The longest aside, in tokens.
const ASIDE: usize = 14;

/// How many people an unnamed source is, as far as a pronoun shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// "He" or "she" can stand for it.
    One,
    /// "They" or "both" can.
    Many,
    /// No people.
    Thing,
}

/// How many people a source without a name is.
pub fn number(article: &Article, tokens: Range<usize>) -> Number {
    let Some(head) = head(article, &tokens) else { return Number::Thing };
    let word = article.word(head).to_lowercase();
    let lone = singular(&word);
    let human = is_role(lone)
        || UNNAMED.contains(&lone)
        || matches!(lone, "person" | "people" | "man" | "men" | "woman" | "women" | "resident");
    match (human, lone == word && !matches!(lone, "people" | "men" | "women")) {
        (false, _) => Number::Thing,
        (true, true) => Number::One,
        (true, false) => Number::Many,
    }
}

/// The last noun before the first preposition, comma, relative or participle of the phrase.
fn head(article: &Article, tokens: &Range<usize>) -> Option<usize> {
    let tag = |i: usize| article.tags.get(i).copied().unwrap_or(Pos::Other);
    let stop = |i: &usize| {
        *i > tokens.start
            && (matches!(tag(*i), Pos::Adp | Pos::Punct)
                || (matches!(tag(*i), Pos::VerbIng | Pos::VerbPart | Pos::VerbPast | Pos::Adj)
                    && tag(*i - 1) == Pos::Noun)
                || matches!(article.word(*i), "who" | "which" | "that" | "whose" | "familiar" | "close"))
    };
    let end = tokens.clone().find(stop).unwrap_or(tokens.end);
    end.checked_sub(1).filter(|h| *h >= tokens.start)
}

/// Whether "some of …" goes on with a crowd rather than with people who know.
fn of_many(article: &Article, mut rest: Range<usize>) -> bool {
    rest.any(|i| {
        let word = article.word(i).to_lowercase();
        article.tags.get(i) == Some(&Pos::Noun) && !UNNAMED.contains(&singular(&word)) && word != "party"
    })
}

fn singular(word: &str) -> &str {
    match word {
        "allies" => "ally",
        "eyewitnesses" | "witnesses" => word.strip_suffix("es").unwrap_or(word),
        "spokesmen" => "spokesman",
        "spokeswomen" => "spokeswoman",
        "eyewitness" | "witness" => word,
        _ => word.strip_suffix('s').unwrap_or(word),
    }
}

/// What is said of those who will not be named.
const SHY: &[&str] = &[
    "asked not to be",
    "anonym",
    "condition of",
    "declined to be named",
    "declined to give",
    "did not want to be named",
    "close to the",
    "familiar with",
    "knowledge of",
    "refused to be named",
    "would not be named",
    "would not give",
    "did not give",
    "not authorised",
    "not authorized",
    "not to be identified",
    "not to be named",
    "on background",
    "people briefed on",
    "person briefed on",
    "privy to",
    "requested not to",
    "did not wish to be named",
    "wished not to be",
];

/// Those who are unnamed even when they are definite: "the official said".
const SECRET: &[&str] = &["aide", "diplomat", "insider", "official", "source"];

/// Those who speak for a body.
const VOICES: &[&str] = &["representative", "spokesman", "spokespeople", "spokesperson", "spokeswoman"];

/// Roles that come in crowds.
const CROWD: &[&str] = &[
    "citizen",
    "customer",
    "farmer",
    "fisherman",
    "passenger",
    "resident",
    "shopkeeper",
    "shopper",
    "survivor",
    "tourist",
    "villager",
    "volunteer",
    "voter",
];

/// People whose names are kept back.
#[rustfmt::skip]
const UNNAMED: &[&str] = &[
    "activist", "adviser", "advisor", "aide", "ally", "analyst", "attendee", "backer", "colleague",
    "commentator", "confidant", "critic", "delegate", "detractor", "diplomat", "economist", "employee", "executive", "expert",
    "eyewitness", "friend", "informant", "insider", "intermediary", "investigator", "lawmaker", "lobbyist", "mate",
    "neighbor", "neighbour", "observer", "officer", "official", "operative", "opponent", "pal", "participant", "pundit",
    "sceptic", "scholar", "skeptic", "source", "staffer", "strategist", "supporter", "trader", "whistleblower", "witness",
];
