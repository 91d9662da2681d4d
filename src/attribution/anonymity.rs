//! Whether a source is kept unnamed: "officials", "a person familiar with the matter", "a nurse, who asked not to be named".
//!
//! Unnamed are people who speak as knowing or as authorities; bodies and those who speak for them, crowds of
//! survivors or shopkeepers, and one whom the text pins down ("Birnbaum's lawyer", "the researchers") are not.
//! Nothing here looks for who they are.

use std::ops::Range;
use std::rc::Rc;

use crate::article::Article;
use crate::coref::type_nouns::is_noun as is_body;
use crate::document::CueKind;
use crate::lexicon::lists::is_role;
use crate::pos::Pos;

/// What a source is by its words, should it name nobody.
#[derive(Clone, Debug)]
pub struct Unnamed {
    /// Whether it is kept unnamed then.
    pub anonymous: bool,
    /// The noun of the person or the two, in the singular and in lower case.
    pub noun: Option<Rc<str>>,
    /// Whether it is one of several: "one Democrat".
    pub one: bool,
    /// Whether it counts a handful: "two Republicans".
    pub few: bool,
    /// How many people it is.
    pub number: Number,
}

impl Unnamed {
    /// Reads the source that stands at these tokens before such a cue.
    #[inline(never)]
    pub fn read(article: &Article, tokens: Range<usize>, cue: CueKind) -> Self {
        Self {
            anonymous: is_anonymous(article, tokens.clone(), cue),
            noun: noun(article, tokens.clone()).map(Rc::from),
            one: is_one(&article.word(tokens.start).to_lowercase()),
            few: is_handful(article, tokens.clone()),
            number: number(article, tokens),
        }
    }
}

/// Whether the source that stands at these tokens before such a cue is kept unnamed. It must not name anybody.
pub(crate) fn is_anonymous(article: &Article, tokens: Range<usize>, cue: CueKind) -> bool {
    let told = tokens.start..tokens.end + aside(article, tokens.end);
    let text = article.span(told).of(article.text).to_lowercase();
    if hides(&text) {
        return true;
    }
    let tokens = without_quantity(article, tokens);
    let Some(head) = head(article, &tokens) else { return false };
    let word = article.word(head).to_lowercase();
    let first = article.word(tokens.start).to_lowercase();
    let lone = singular(&word);
    // "Residents close to the plant" keep no secret, "anything close to it" is nobody.
    let people = is_human(lone) || matches!(lone, "people" | "someone" | "somebody" | "other" | "those");
    if people && !CROWD.contains(&lone) && (text.contains("close to ") || text.contains("briefed on")) {
        return true;
    }
    let owned = tokens.start..head;
    if owned.clone().any(|i| matches!(article.word(i), "'s" | "’s" | "'" | "’"))
        || matches!(first.as_str(), "his" | "her" | "its" | "their" | "my" | "our")
    {
        // "Hale's lawyer" is one and known, "Hale's allies" are whoever they are, "Hale's supporters" a crowd.
        return UNNAMED.contains(&lone) && lone != word && lone != "supporter";
    }
    // "Reports", "rumours": nobody stands behind them.
    if matches!(word.as_str(), "reports" | "rumors" | "rumours") && tokens.len() <= 3 {
        return true;
    }
    let polled =
        (head + 1..tokens.end).any(|i| matches!(article.word(i), "polled" | "surveyed" | "interviewed"));
    // "Sanders supporters", "supporters of Trump": a following.
    if lone == "supporter" && tokens.clone().any(|i| article.tag(i) == Pos::Propn) {
        return false;
    }
    let named = || (head + 1..tokens.end).any(|i| article.tag(i) == Pos::Propn);
    if UNNAMED.contains(&lone) {
        // "The experts" were told of before; "the officials" stay unnamed all the same.
        let known = matches!(first.as_str(), "the" | "these" | "those") && !SECRET.contains(&lone);
        // "Witnesses said": whoever was there; "a witness" is somebody.
        let crowd = lone.ends_with("witness") && lone != word && tokens.len() == 1;
        // "Analysts at Kessler Voigt" speak for the house, "an analyst" there is somebody.
        let house = lone != word && matches!(lone, "analyst" | "economist" | "strategist") && named();
        return !polled && !known && !crowd && !house;
    }
    if first == "those" && matches!(article.word(tokens.start + 1), "present" | "involved" | "who") {
        return true;
    }
    if matches!(first.as_str(), "someone" | "somebody" | "others") && head == tokens.start {
        return true;
    }
    let (one, few) = (is_one(&first), is_few(&first));
    let counted = one || few || first == "some" || first.bytes().all(|b| b.is_ascii_digit());
    // "One of them", "some in the party".
    if head == tokens.start && counted && !matches!(first.as_str(), "a" | "an") {
        let next = article.word(head + 1).to_lowercase();
        let of_few = one || few || next != "of" || !of_many(article, head + 2..tokens.end);
        // "Two in three" are a share of those who were asked.
        let share = next == "in" && article.tag(head + 2) == Pos::Num;
        // A number alone counts votes, "one of her ads" is nobody.
        let alone =
            tokens.len() == 1 && first != "several" && !first.starts_with(|c: char| c.is_ascii_digit());
        let somebody = next != "of" && in_circle(article, head + 2..tokens.end)
            || of_somebody(article, head + 2..tokens.end);
        let who = one && next == "who";
        return alone
            || who
            || (matches!(next.as_str(), "of" | "in" | "within") && of_few && somebody && !share);
    }
    if VOICES.contains(&lone) {
        return false;
    }
    // "Doctors say": nobody in particular; "doctors at the clinic" are those of the
    // clinic, and who report what they found are those who found it. Doctors "not involved in the study" are nobody's, as are
    // those who only are told by what they do or where they are: "treating the burned", "in the county".
    let doing =
        matches!(article.word(head + 1), "in" | "involved" | "not") || article.tag(head + 1) == Pos::VerbIng;
    let nobodys = head + 1 == tokens.end || doing && !named();
    if LEARNED.contains(&lone) && lone != word && nobodys && cue != CueKind::Reports {
        return !matches!(first.as_str(), "the" | "these" | "those" | "both");
    }
    if first == "some" && lone != word && is_role(lone) && !is_body(lone) && !CROWD.contains(&lone) {
        return true;
    }
    if counted && lone == "member" {
        return word != "member" || first != "some";
    }
    // "A third said."
    if matches!(first.as_str(), "a" | "an") && matches!(lone, "second" | "third" | "fourth" | "fifth") {
        return tokens.len() == 2;
    }
    if lone == "people" || lone == "person" {
        let told = matches!(article.word(head + 1), "who" | "with" | "involved" | "present" | "inside");
        return one || few || (told && first != "the");
    }
    // "A paediatrician", "one juror", "two guards", "another resident".
    let counted = one || (few && first != "several") || (few && !CROWD.contains(&lone));
    counted && (is_human(lone) || (one && ends_human(lone))) && !OPEN.contains(&lone)
}

/// Whether these words, in lower case, say that somebody would not be named.
pub(crate) fn hides(text: &str) -> bool {
    SHY.iter().any(|s| text.contains(s))
}

/// Whether a noun in the singular is one for people, as far as the lists know.
fn is_human(lone: &str) -> bool {
    let known = CROWD.contains(&lone) || PEOPLE.contains(&lone) || UNNAMED.contains(&lone) || is_role(lone);
    known && (lone == "guard" || !is_body(lone))
}

/// Whether a noun ends like one for people: "one camper".
fn ends_human(lone: &str) -> bool {
    const ENDINGS: &[&str] = &["er", "or", "ist", "ian", "man", "woman", "goer", "mum", "mate", "ee"];
    lone.len() > 4
        && !is_body(lone)
        && !THINGS.contains(&lone)
        && ENDINGS.iter().any(|end| lone.ends_with(end))
}

/// What speaks and only ends like a word for people.
const THINGS: &[&str] = &[
    "banner",
    "chapter",
    "climate",
    "cover",
    "disclaimer",
    "estimate",
    "flier",
    "flyer",
    "letter",
    "monitor",
    "number",
    "order",
    "poster",
    "referee",
    "reminder",
    "sticker",
    "thriller",
    "tower",
    "tracker",
    "tractor",
    "trailer",
];

/// Whether a phrase that starts with this word is of one out of many.
pub(crate) fn is_one(first: &str) -> bool {
    matches!(first, "a" | "an" | "another" | "one")
}

/// Whether it is of a handful.
fn is_few(first: &str) -> bool {
    matches!(first, "two" | "three" | "four" | "five" | "six" | "several")
}

/// A phrase without the words that only say how many: "at least |five officials", "a handful of |lawmakers".
fn without_quantity(article: &Article, tokens: Range<usize>) -> Range<usize> {
    let word = |i: usize| article.word(i).to_lowercase();
    let mut start = tokens.start;
    let pair = (word(start), word(start + 1));
    if matches!((pair.0.as_str(), pair.1.as_str()), ("more" | "fewer" | "less", "than") | ("at", "least")) {
        start += 2;
    }
    let counts = |i: usize| {
        matches!(
            article.word(i),
            "dozen"
                | "dozens"
                | "Dozens"
                | "couple"
                | "group"
                | "handful"
                | "number"
                | "Scores"
                | "scores"
                | "hundreds"
        )
    };
    if let Some(at) = (start..tokens.end.min(start + 3)).find(|&i| counts(i)) {
        let of = usize::from(article.word(at + 1) == "of");
        let next = at + 1 + of;
        // "A group of lawmakers", but "a lobby group".
        if next < tokens.end && (of == 1 || matches!(article.word(at), "dozen" | "couple")) {
            start = next;
        }
    }
    start..tokens.end
}

/// Whether "the doctor" takes up "a doctor" of the text before token `at`, who has no name.
pub(crate) fn was_met(article: &Article, noun: &str, at: usize) -> bool {
    let low = at.saturating_sub(MET);
    let is = |i: usize| article.tag(i) == Pos::Noun && singular(&article.word(i).to_lowercase()) == noun;
    let one = |i: usize| {
        let word = article.word(i).to_lowercase();
        is_one(&word) || is_few(&word)
    };
    let named = |i: usize| article.tag(i) == Pos::Propn;
    is_human(noun)
        && !OPEN.contains(&noun)
        && !VOICES.contains(&noun)
        && (low + 1..at).filter(|&i| is(i)).any(|i| {
            // Neither "a doctor, Ann Hale," nor "Ann Hale, a doctor,".
            let start = (i.saturating_sub(3)..i).rev().find(|&k| one(k));
            let apart = |start: usize| {
                !(article.word(start.saturating_sub(1)) == "," && start > 1 && named(start - 2))
            };
            let called = named(i + 1) || (article.word(i + 1) == "," && named(i + 2));
            start.is_some_and(apart) && !called
        })
}

/// How far back, in tokens, somebody without a name is remembered.
const MET: usize = 200;

/// The token of the noun that heads a phrase, behind the words that only say how many.
pub(crate) fn head_of(article: &Article, tokens: Range<usize>) -> Option<usize> {
    head(article, &without_quantity(article, tokens))
}

/// The noun of an unnamed person or two, in the singular and in lower case: "doctor" of "a doctor who would not give her name".
fn noun(article: &Article, tokens: Range<usize>) -> Option<String> {
    let head = head_of(article, tokens)?;
    Some(singular(&article.word(head).to_lowercase()).to_owned())
}

/// Whether a phrase counts a handful: "two Republicans", "a handful of lawmakers".
pub(crate) fn is_handful(article: &Article, tokens: Range<usize>) -> bool {
    let counted = without_quantity(article, tokens.clone());
    let handful =
        (tokens.start..counted.start).any(|i| matches!(article.word(i), "handful" | "couple" | "group"));
    handful || is_few(&article.word(counted.start).to_lowercase())
}

/// Whether an aside on a source that ends here stands right after it: "a doctor|, who …".
pub(crate) fn opens_aside(article: &Article, end: usize) -> bool {
    article.word(end) == "," && matches!(article.word(end + 1), "who" | "speaking")
}

/// How many tokens of an aside on the source stand right after it: "a doctor|, who declined to be named,".
fn aside(article: &Article, end: usize) -> usize {
    let opens = opens_aside(article, end);
    let close = (end + 2..end + ASIDE).find(|&i| article.tag(i) == Pos::Punct);
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
pub(crate) fn number(article: &Article, tokens: Range<usize>) -> Number {
    let Some(head) = head(article, &without_quantity(article, tokens)) else { return Number::Thing };
    let word = article.word(head).to_lowercase();
    let lone = singular(&word);
    let human = is_human(lone) || matches!(lone, "people" | "men" | "women");
    match (human, lone == word && !matches!(lone, "people" | "men" | "women")) {
        (false, _) => Number::Thing,
        (true, true) => Number::One,
        (true, false) => Number::Many,
    }
}

/// The last noun before the first preposition, comma, relative or participle of the phrase.
fn head(article: &Article, tokens: &Range<usize>) -> Option<usize> {
    let stop = |i: &usize| {
        *i > tokens.start
            && (article.tag(*i) == Pos::Adp
                || (article.tag(*i) == Pos::Punct && !is_hyphen(article, *i))
                || (matches!(article.tag(*i), Pos::VerbIng | Pos::VerbPart | Pos::VerbPast | Pos::Adj)
                    && article.tag(*i - 1) == Pos::Noun
                    && !UNNAMED.contains(&article.word(*i)))
                || matches!(
                    article.word(*i),
                    "who" | "which" | "that" | "to" | "not" | "whose" | "familiar" | "close"
                ))
    };
    let end = tokens.clone().find(stop).unwrap_or(tokens.end);
    end.checked_sub(1).filter(|h| *h >= tokens.start)
}

/// Whether a token is the hyphen of a compound: "well|-|placed".
fn is_hyphen(article: &Article, i: usize) -> bool {
    let end = i.checked_sub(1).and_then(|i| article.tokens.get(i)).map(|t| t.span.end);
    article.word(i) == "-" && end == article.tokens.get(i).map(|t| t.span.start)
}

/// Whether "some of …" goes on with a crowd rather than with people who know.
fn of_many(article: &Article, mut rest: Range<usize>) -> bool {
    rest.any(|i| {
        let word = article.word(i).to_lowercase();
        article.tag(i) == Pos::Noun && !UNNAMED.contains(&singular(&word)) && word != "party"
    })
}

/// Whether "one of …" goes on with people, as far as its first noun shows it.
fn of_somebody(article: &Article, mut rest: Range<usize>) -> bool {
    let noun = rest.find(|&i| article.tag(i) == Pos::Noun);
    noun.is_none_or(|i| {
        let word = article.word(i).to_lowercase();
        let lone = singular(&word);
        is_human(lone)
            || ends_human(lone)
            || is_body(lone)
            || matches!(lone, "people" | "men" | "women" | "member")
    })
}

/// Whether "some in …" goes on with a trade or a camp, in which people know things.
fn in_circle(article: &Article, mut rest: Range<usize>) -> bool {
    rest.any(|i| {
        matches!(
            article.word(i),
            "business" | "camp" | "circle" | "circles" | "field" | "industry" | "movement" | "trade"
        )
    })
}

fn singular(word: &str) -> &str {
    match word {
        "allies" => "ally",
        "deputies" => "deputy",
        "eyewitnesses" | "witnesses" => word.strip_suffix("es").unwrap_or(word),
        "spokesmen" => "spokesman",
        "spokeswomen" => "spokeswoman",
        "eyewitness" | "witness" => word,
        _ => word.strip_suffix('s').unwrap_or(word),
    }
}

/// What is said of those who will not be named.
const SHY: &[&str] = &[
    "asked for anonymity",
    "asked not to be",
    "anonym",
    "cannot be named",
    "condition of",
    "could not be named",
    "declined to be identified",
    "declined to be named",
    "declined to give",
    "did not give",
    "did not want to be",
    "did not wish to be",
    "familiar with",
    "gave only",
    "in the know",
    "insisted on not",
    "knowledge of",
    "name withheld",
    "not authorised",
    "not authorized",
    "not to be identified",
    "not to be named",
    "not want to give",
    "on background",
    "only his first name",
    "only her first name",
    "privy to",
    "refused to be named",
    "requested not to",
    "speaking privately",
    "wished not to be",
    "whose name",
    "would give only",
    "would not be named",
    "would not give",
];

/// Those who are unnamed even when they are definite: "the official said".
const SECRET: &[&str] = &["aide", "diplomat", "insider", "official", "source"];

/// Those who speak for a body.
const VOICES: &[&str] = &["representative", "spokesman", "spokespeople", "spokesperson", "spokeswoman"];

/// Those whose name is no secret when they do their office.
const OPEN: &[&str] = &["coroner", "judge", "jury", "magistrate", "referee"];

/// Roles that come in crowds.
#[rustfmt::skip]
const CROWD: &[&str] = &[
    "caller", "citizen", "commuter", "customer", "diner", "fan", "farmer", "fisherman", "holidaymaker", "migrant", "mourner",
    "passenger", "pilgrim", "protester", "reader", "refugee", "resident", "shopkeeper", "shopper", "spectator", "survivor", "tourist",
    "viewer", "villager", "visitor", "volunteer", "voter", "worshipper",
];

/// Professions and causes in whose name nobody in particular speaks.
#[rustfmt::skip]
const LEARNED: &[&str] = &[
    "advocate", "architect", "banker", "barrister", "broker", "campaigner", "conservationist", "doctor", "ecologist",
    "geologist", "historian", "lawyer", "leader", "meteorologist", "organiser", "organizer", "physician", "psychologist",
    "researcher", "scientist", "solicitor", "surgeon",
];

/// Words for one of many people, whoever that is.
#[rustfmt::skip]
const PEOPLE: &[&str] = &[
    "boy", "bystander", "client", "father", "figure", "girl", "local", "man", "mother", "motorist", "onlooker", "parent", "passer-by",
    "patient", "person", "pupil", "relative", "student", "teenager", "tenant", "user", "woman",
];

/// People whose names are kept back.
#[rustfmt::skip]
const UNNAMED: &[&str] = &[
    "academic", "acquaintance", "activist", "adviser", "advisor", "agent", "aide", "ally", "analyst",
    "associate", "attendee", "backbencher", "backer", "classmate", "colleague", "commentator", "confidant",
    "courtier", "critic", "defender", "delegate", "detractor", "diplomat", "donor", "economist", "employee",
    "executive", "expert", "eyewitness", "friend", "grandee", "informant", "insider", "intermediary",
    "investigator", "lawmaker", "legislator", "lobbyist", "loyalist", "mate", "negotiator", "neighbor",
    "neighbour", "observer", "officer", "official", "operative", "opponent", "pal", "parliamentarian",
    "participant", "politician", "proponent", "pundit", "rival", "sceptic", "scholar", "senator", "skeptic",
    "source", "specialist", "staffer", "strategist", "supporter", "teammate", "trader", "watcher",
    "whistleblower", "witness",
];
