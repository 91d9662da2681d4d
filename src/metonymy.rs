//! Marks places that act: "Kyiv flatly rejects", "Tehran's nuclear program" stand for governments.
//!
//! A place is held to act where it is the subject of a verb that only people and governments can do, where it is
//! addressed as they are, named as a source, party to a deal, or owner of a thing that only governments have. How
//! much that takes depends on what the place is known to be: seats of power and capitals act more often than towns,
//! which are rather teams, firms and people. Wars, visits, matches and weather leave it a place, and so does every
//! case in doubt. Whose government it is, is not decided here.

use std::ops::Range;

use crate::document::EntityKind;
use crate::incremental::Fingerprint;
use crate::kb::Class;
use crate::lexicon::lists::{self, holds};
use crate::lexicon::metonymy as words;
use crate::pos::Pos;
use crate::syntax::traits::Traits;
use crate::syntax::view::{self, SyntaxView};

const SPEAKS: &str = "subject of a speech verb";
const DOES: &str = "subject of a verb that governments do";
const OWNS: &str = "owner of what only governments have";
const ADDRESSED: &str = "spoken to or dealt with as governments are";
const SOURCE: &str = "named as a source";

/// How far to either side the words of games and the pronouns for people are looked for.
const NEAR: usize = 30;
/// How far to either side, in its sentence, anything is looked for, and how far beyond its ends.
const AROUND: usize = 2 * NEAR;
const BESIDE: usize = 8;
/// How many auxiliaries and adverbs are passed on the way to a verb.
const MOST_ADVERBS: usize = 8;
/// How many tokens an aside between commas may have.
const LONGEST_ASIDE: usize = 14;

/// The share of a name's uses from which on what it means is reckoned with.
const LIKELY: f32 = 0.3;

/// The rank from which on a region is one whose government is in the news.
const KNOWN_REGION: u8 = 115;

/// How readily a place stands for those who govern it.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Standing {
    /// A town, or a place that the knowledge base does not hold.
    Town,
    /// A region with a government of its own.
    Region,
    /// A country: also a land with people and weather.
    Country,
    /// A capital.
    Capital,
    /// A seat of power.
    Seat,
}

/// A key of all that [`acts`] reads of a place.
#[inline(never)]
pub(crate) fn fingerprint(view: &SyntaxView, name: usize) -> Fingerprint {
    let Some(place) = view.names.get(name) else { return Fingerprint::NEW };
    let Range { start, end } = place.tokens;
    let sentence = view.sentence(start);
    let from = sentence.start.max(start.saturating_sub(AROUND)).saturating_sub(BESIDE);
    let to = (sentence.end.min(end + AROUND) + BESIDE).min(view.article.tokens.len());
    let within = sentence.start.max(from)..sentence.end.min(to);
    let at = [start - from, within.start - from, within.end - from];
    at.into_iter().fold(view.fingerprint(from..to), |key, x| key.with(x as u64))
}

/// Whether what has this name and is of this kind can act as a place does.
pub(crate) fn can_act(view: &SyntaxView, name: usize, kind: EntityKind) -> bool {
    let surface = || view.names.get(name).map_or("", |place| place.span.of(view.article.text));
    match kind {
        EntityKind::Gpe | EntityKind::Facility => true,
        EntityKind::Organization | EntityKind::Location => standing(view, surface()) == Standing::Seat,
        _ => false,
    }
}

/// Why the place in these tokens, which [can act](can_act), is held to do so; `None` where it is only a place.
#[inline(never)]
pub(crate) fn acts(view: &SyntaxView, name: usize) -> Option<&'static str> {
    let place = view.names.get(name)?;
    let standing = standing(view, place.span.of(view.article.text));
    let mut start = place.tokens.start;
    // "Between Washington and Tehran": both stand where the first does.
    if start > 1
        && view.word(start - 1) == "and"
        && let Some(first) = view.name(start - 2).filter(|&n| view.names[n].kind == EntityKind::Gpe)
    {
        start = view.names[first].tokens.start;
    }
    let sentence = view.sentence(start);
    let end = place.tokens.end;
    let scene = Scene {
        view,
        start,
        last: place.tokens.start,
        end,
        near: sentence.start.max(start.saturating_sub(NEAR))..sentence.end.min(end + NEAR),
        sentence,
        standing,
    };
    // "Panama-flagged" says only which.
    if scene.is_somebody() || view.is_hyphen(end) {
        return None;
    }
    if view.is_possessive(end) {
        return scene.owns(end + 1);
    }
    scene.speaks_for().or_else(|| scene.is_addressed()).or_else(|| scene.is_subject())
}

fn standing(view: &SyntaxView, surface: &str) -> Standing {
    let candidates = view.kb.candidates(surface);
    let likely = candidates.iter().filter(|c| c.full && c.prior >= LIKELY);
    let standings = likely.filter_map(|c| view.kb.record(c.entry)).map(|record| match record.class {
        Class::Seat => Standing::Seat,
        Class::Capital => Standing::Capital,
        Class::Country | Class::Territory => Standing::Country,
        Class::Region if record.rank >= KNOWN_REGION => Standing::Region,
        _ => Standing::Town,
    });
    standings.fold(Standing::Town, |most, one| if one > most { one } else { most })
}

/// A place in its sentence.
struct Scene<'a> {
    view: &'a SyntaxView<'a>,
    start: usize,
    /// Where the place itself starts, behind the one it is joined to.
    last: usize,
    end: usize,
    sentence: Range<usize>,
    /// The tokens of the sentence that are not far.
    near: Range<usize>,
    standing: Standing,
}

impl Scene<'_> {
    /// The last token before the place and its article, in the sentence.
    fn before(&self) -> Option<usize> {
        let at = self.start.checked_sub(1)?;
        let at = if matches!(self.view.word(at), "the" | "The" | "both") { at.checked_sub(1)? } else { at };
        (at >= self.sentence.start).then_some(at)
    }

    fn word(&self, i: usize) -> String {
        if self.sentence.contains(&i) { self.view.folded(i) } else { String::new() }
    }

    fn is_in(&self, i: usize, list: &str) -> bool {
        holds(list, &self.word(i))
    }

    fn is_verb(&self, i: usize) -> bool {
        matches!(
            self.view.tag(i),
            Pos::VerbBase | Pos::VerbPast | Pos::VerbPres | Pos::VerbIng | Pos::VerbPart
        )
    }

    /// Whether the place is a country or stands for the government of one.
    fn is_power(&self) -> bool {
        self.standing >= Standing::Country
    }

    /// Whether the name is a person's or an animal's here: "Georgia, a nurse, …", "Chad and his sister".
    fn is_somebody(&self) -> bool {
        let (view, end) = (self.view, self.end);
        let owner = |i: usize| matches!(view.word(i), "his" | "her" | "my");
        let described = view.word(end) == ","
            && matches!(view.word(end + 1), "a" | "an")
            && (end + 2..end + 7).any(|i| view.is_listed(i));
        // "Austin hopes her second novel": nobody else is there for "her".
        let alike = !self.is_power() || lists::is_first_name(&self.word(self.start));
        let owned = alike
            && (end..self.near.end).any(|i| owner(i) || matches!(view.word(i), "he" | "she"))
            && !self.near.clone().any(|i| view.in_person(i));
        (view.word(end) == "and" && owner(end + 1)) || described || owned
    }

    /// Whether the sentence is about a game, or about markets.
    fn is_game(&self) -> bool {
        self.near.clone().any(|i| {
            let halves =
                || matches!(self.word(i).as_str(), "quarter" | "semi") && self.word(i + 2) == "final";
            self.view.is(i, Traits::GAME) || halves()
        })
    }

    /// "According to Warsaw", "“No,” said Warsaw", "Kremlin officials".
    fn speaks_for(&self) -> Option<&'static str> {
        let ruled = self.standing >= Standing::Capital && self.is_in(self.end, words::RULERS);
        if ruled || (self.standing == Standing::Seat && self.is_in(self.end, words::OF_SEATS)) {
            return Some(SOURCE);
        }
        if self.is_headed() {
            return Some(SOURCE);
        }
        let before = self.before().filter(|_| self.is_power() && !self.modifies())?;
        if self.word(before) == "to" {
            return (before > 0 && self.word(before - 1) == "according").then_some(SOURCE);
        }
        let said = view::is_speech_verb(&self.word(before))
            && matches!(self.view.tag(before), Pos::VerbPast | Pos::VerbPres)
            && before > self.sentence.start
            && self.view.tag(before - 1) == Pos::Punct;
        (said && !self.is_verb(self.end)).then_some(SPEAKS)
    }

    /// "Kyiv: no talks while the siege goes on": a capital or a seat before a colon, as headlines name who speaks.
    fn is_headed(&self) -> bool {
        let view = self.view;
        self.standing >= Standing::Capital
            && self.start == self.sentence.start
            && view.word(self.end) == ":"
            && view.word(self.start).chars().any(char::is_lowercase)
            && (self.end + 1..self.near.end).any(|i| self.is_verb(i) || view.word(i) == "no")
    }

    /// Whether the place only says which: "the Paris talks".
    fn modifies(&self) -> bool {
        self.end < self.sentence.end && matches!(self.view.tag(self.end), Pos::Noun | Pos::Propn | Pos::Adj)
    }

    /// "Thanked Oslo", "pressure on Kyiv", "an offer from Dublin", "mediation by Doha".
    fn is_addressed(&self) -> Option<&'static str> {
        let view = self.view;
        let before = self.before().filter(|_| self.standing >= Standing::Region && !self.modifies())?;
        let lower = self.word(before);
        // "Puts Amman at odds"
        if self.is_verb(before) && view.tag(self.end) == Pos::Adp && self.is_in(self.end + 1, words::STATES) {
            return Some(ADDRESSED);
        }
        // "Forced Kyiv to publish", "called on Moscow to stop", "make Berlin pay".
        let calls = || {
            before > 0
                && matches!(
                    self.word(before - 1).as_str(),
                    "call" | "called" | "calling" | "calls" | "prevail" | "prevailed" | "pressure"
                )
        };
        let bare =
            matches!(lower.as_str(), "make" | "makes" | "made" | "making" | "let" | "lets" | "letting")
                && view.tag(self.end) == Pos::VerbBase;
        let to_do = view.word(self.end) == "to" && view.tag(self.end + 1) == Pos::VerbBase;
        let urged = self.is_power()
            && (bare || to_do && (self.is_verb(before) || lower == "for" || (lower == "on" && calls())));
        let listed = if self.is_verb(before) {
            let clause =
                (view.is_finite(self.end) || view.is_finite(self.end + 1)) && view::is_speech_verb(&lower);
            let place = view::is_form_of(&lower, |stem| holds(words::DONE_TO_PLACES, stem));
            !clause && ((urged && !place) || view::is_form_of(&lower, |stem| holds(words::ADDRESSES, stem)))
        } else {
            let adverb = before > 1 && view.tag(before - 1) == Pos::Adv;
            let governor =
                before.checked_sub(1 + usize::from(adverb)).filter(|&g| self.sentence.contains(&g))?;
            let by_powers = || {
                view.tag(governor) == Pos::VerbPart
                    && (self.standing >= Standing::Capital || is_done_by_powers(&self.word(governor)))
            };
            let list = match lower.as_str() {
                "with" | "between" => words::WITH,
                "from" => words::FROM,
                "by" if by_powers() => return (!self.is_game()).then_some(ADDRESSED),
                "by" => words::FROM,
                "of" => words::OF,
                "on" | "against" | "to" | "upon" | "at" | "for" | "in" => words::UPON,
                "toward" | "towards" => words::TOWARD,
                _ => return None,
            };
            let physical = lower == "in" && !matches!(self.word(governor).as_str(), "trust" | "confidence");
            urged || (!physical && self.is_in(governor, list))
        };
        (listed && !self.is_game()).then_some(ADDRESSED)
    }

    /// "Kyiv flatly rejects", by the verb of a clause about it or by that of its own: "Kyiv, which had agreed, rejects".
    fn is_subject(&self) -> Option<&'static str> {
        let (from, several) = self.verb_from();
        let clause = self.clause_about_it();
        clause.and_then(|from| self.acts_by(from, several)).or_else(|| self.acts_by(from, several))
    }

    /// Whether the verb that is looked for from token `from` on says that the place acts.
    fn acts_by(&self, from: usize, several: bool) -> Option<&'static str> {
        let view = self.view;
        let last = self.sentence.end.min(from + MOST_ADVERBS);
        let at = (from..last).find(|&i| !self.leads_on(i))?;
        if self.is_object(from) {
            return None;
        }
        let verb = self.word(at);
        let to_do = at > from && view.word(at - 1) == "to" && view.tag(at) == Pos::VerbBase;
        if self.has_be(from, at) && !verb.ends_with("ing") && !to_do {
            let busy = view.tag(at) == Pos::Adp && self.is_in(at + 1, words::STATES);
            let told = view.tag(at) == Pos::VerbPart && holds(words::TOLD, &verb);
            let ready = holds(words::READY, &verb) || busy;
            return match self.is_power() && !self.is_game() {
                true if ready => Some(DOES),
                true if told => Some(ADDRESSED),
                _ => None,
            };
        }
        let in_list = |list: &str| view::is_form_of(&verb, |stem| holds(list, stem));
        let is_act = view::is_speech_verb(&verb) || in_list(words::ACTS);
        // After an adverb a plural noun would make no sense: "Elbonia flatly rejects".
        let known = at == from && is_act;
        let goes_on = self.has_object(at)
            || matches!(view.tag(at + 1), Pos::Cconj | Pos::Adp | Pos::VerbIng | Pos::Punct);
        // "Might yet veto", "Jakarta to scrap": what stands behind a modal or "to" is no noun.
        let bare = || is_act && ((at > from && self.calls_for_verb(from..at)) || (several && goes_on));
        let misread = matches!(view.tag(at), Pos::Noun | Pos::Adj | Pos::Propn)
            && (bare()
                || ["s", "ed", "spoke"].iter().any(|end| verb.ends_with(end))
                    && (at > from || (known && goes_on)));
        if !(self.is_verb(at) || misread) {
            return None;
        }
        // "Germany take on Denmark", "Madrid have refused": a team is many.
        let plural = (at == from && view.tag(at) == Pos::VerbPres && !verb.ends_with('s'))
            || matches!(view.word(from), "have" | "are" | "were" | "do");
        if (plural && !several) || (!self.is_power() && self.is_game()) {
            return None;
        }
        if view::is_speech_verb(&verb) {
            Some(SPEAKS)
        } else if in_list(words::ACTS) || self.has_possession(at) {
            Some(DOES)
        } else {
            let any = self.standing > Standing::Town
                && !matches!(verb.as_str(), "have" | "has" | "had")
                && !in_list(words::NOT_ACTS)
                && match self.standing {
                    Standing::Seat | Standing::Capital => self.has_object(at) || !in_list(words::SOFT_ACTS),
                    _ => self.sees_no(at) || (self.has_object(at) && !in_list(words::SOFT_ACTS)),
                }
                && !self.is_game();
            any.then_some(DOES)
        }
    }

    /// Where the verb of the place is looked for, and whether it is one of several that act.
    fn verb_from(&self) -> (usize, bool) {
        let (view, mut at) = (self.view, self.end);
        let mut several = self.last > 0 && view.word(self.last - 1) == "and";
        // "Moscow and Kyiv accuse": the verb after the last of them.
        for _ in 0..3 {
            let list = matches!(view.word(at), "and" | ",");
            let next = if view.word(at) == "," && view.word(at + 1) == "and" { at + 2 } else { at + 1 };
            match view.name(next).filter(|&n| list && view.names[n].kind == EntityKind::Gpe) {
                Some(n) => (at, several) = (view.names[n].tokens.end, true),
                None => break,
            }
        }
        // "Sanaa and its enemies exchanged"
        if view.word(at) == "and" && view.word(at + 1) == "its" {
            let verb = (at + 2..self.sentence.end.min(at + 6)).find(|&i| view.is_finite(i));
            (at, several) = (verb.unwrap_or(at), true);
        }
        // "It was Caracas that leaked"
        if self.is_cleft() {
            return (at + 1, several);
        }
        // "Ljubljana, by contrast, has", "Tashkent, the last to sign, ratified", "Prague, which had agreed, recalled"
        if view.word(at) == "," {
            let close = (at + 1..self.sentence.end.min(at + LONGEST_ASIDE)).find(|&i| view.word(i) == ",");
            let aside = matches!(
                view.tag(at + 1),
                Pos::Adp | Pos::Adv | Pos::Sconj | Pos::VerbIng | Pos::VerbPart | Pos::Det | Pos::Part
            ) || matches!(view.word(at + 1), "not" | "which" | "who");
            if let Some(close) = close.filter(|_| aside) {
                at = close + 1;
            }
        }
        (at, several)
    }

    /// Where the verb of a relative clause about the place is looked for: "Prague, which recalled".
    fn clause_about_it(&self) -> Option<usize> {
        let word = |i: usize| self.view.word(i);
        (word(self.end) == "," && matches!(word(self.end + 1), "which" | "who")).then_some(self.end + 2)
    }

    /// "It was Caracas that leaked".
    fn is_cleft(&self) -> bool {
        let be = |b: usize| matches!(self.view.word(b), "is" | "was") && b > 0 && self.word(b - 1) == "it";
        matches!(self.view.word(self.end), "that" | "who" | "which") && self.before().is_some_and(be)
    }

    /// Whether what stands between subject and verb has to be followed by a bare verb.
    fn calls_for_verb(&self, mut between: Range<usize>) -> bool {
        between.any(|i| {
            matches!(
                self.view.word(i),
                "will" | "would" | "can" | "could" | "may" | "might" | "must" | "shall" | "should" | "to"
            )
        })
    }

    /// Whether token `i` stands between a subject and its verb: auxiliaries, adverbs, negation.
    fn leads_on(&self, i: usize) -> bool {
        let word = self.view.word(i);
        // "test-fired"
        let first_half = self.view.is_hyphen(i + 1) || self.view.is_hyphen(i);
        matches!(self.view.tag(i), Pos::Adv | Pos::Aux)
            || (word.ends_with("ly") && self.view.tag(i) != Pos::Noun)
            || matches!(
                word,
                "not"
                    | "n't"
                    | "n’t"
                    | "no"
                    | "longer"
                    | "to"
                    | "going"
                    | "both"
                    | "neither"
                    | "alone"
                    | "yet"
                    | "itself"
            )
            || (holds(words::LEADS_ON, word) && self.view.word(i + 1) == "to")
            || holds(words::COPULAS, word)
            || first_half
    }

    /// Whether the place is the object of what stands before it, not the subject of what follows.
    fn is_object(&self, verb_from: usize) -> bool {
        let view = self.view;
        let Some(before) = self.before().filter(|_| !self.is_cleft()) else { return false };
        let finite = view.is_finite(verb_from) || view.is_finite(verb_from + 1);
        let lower = self.word(before);
        // "Said Elbonia had refused" opens a clause of its own, so do "after Elbonia complained" and "with Elbonia
        // refusing".
        match view.tag(before) {
            _ if self.is_verb(before) => !(view::is_speech_verb(&lower) && finite),
            Pos::Adp => match lower.as_str() {
                "after" | "before" | "since" | "until" | "till" | "as" | "once" | "than" => !finite,
                "with" | "without" | "despite" => !view.word(verb_from).ends_with("ing"),
                _ => true,
            },
            _ => false,
        }
    }

    /// Whether a form of "be" stands between subject and `at`.
    fn has_be(&self, from: usize, at: usize) -> bool {
        let be =
            |i: usize| matches!(self.view.word(i), "is" | "was" | "are" | "were" | "be" | "been" | "being");
        (from..at).any(|i| be(i) || holds(words::COPULAS, self.view.word(i)))
    }

    /// Whether what follows the verb at `at` can be its object or its aim.
    fn has_object(&self, at: usize) -> bool {
        let (view, next) = (self.view, at + 1);
        let object = matches!(
            view.tag(next),
            Pos::Det | Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num | Pos::Pron | Pos::Part | Pos::Sconj
        );
        self.sentence.contains(&next)
            && (object
                || view.determines(next)
                || matches!(
                    view.word(next),
                    "more"
                        | "all"
                        | "half"
                        | "no"
                        | "up"
                        | "down"
                        | "out"
                        | "off"
                        | "back"
                        | "away"
                        | "against"
                        | "with"
                        | "for"
                        | "over"
                        | "between"
                ))
    }

    /// "Sees no reason".
    fn sees_no(&self, at: usize) -> bool {
        matches!(self.view.word(at), "see" | "sees" | "saw") && self.view.word(at + 1) == "no"
    }

    /// "Has conditions", "has a nuclear program", "reached a deal".
    fn has_possession(&self, at: usize) -> bool {
        let owned = match self.word(at).as_str() {
            "have" | "has" | "had" => {
                "appetite conditions demands interest objections nuclear veto reservations"
            }
            "reach" | "reached" | "struck" | "strike" => "accord agreement deal settlement",
            "settle" | "settled" | "settles" => "case claim claims dispute lawsuit suit",
            _ => return false,
        };
        (at + 1..at + 4).any(|i| self.is_in(i, owned))
    }

    /// Whether the possession that starts at token `at` is one that only governments have.
    fn owns(&self, at: usize) -> Option<&'static str> {
        let view = self.view;
        let owned = (at..self.sentence.end.min(at + 3)).find(|&i| self.is_in(i, words::POSSESSIONS))?;
        let between = (at..owned).all(|i| matches!(view.tag(i), Pos::Adj | Pos::Noun | Pos::VerbPart));
        let next = self.word(owned + 1);
        let state = match self.word(owned).as_str() {
            "nuclear" => matches!(next.as_str(), "program" | "programme" | "ambitions" | "talks" | "policy"),
            "foreign" => matches!(next.as_str(), "policy" | "minister" | "ministry"),
            "red" => matches!(next.as_str(), "line" | "lines"),
            "war" => matches!(next.as_str(), "on" | "against" | "aims"),
            _ => true,
        };
        (between && state && !self.is_game()).then_some(OWNS)
    }
}

/// Whether a participle before "by" is something that those in power do: "imposed by", "denied by".
fn is_done_by_powers(verb: &str) -> bool {
    view::is_speech_verb(verb) || view::is_form_of(verb, |stem| holds(words::ACTS, stem))
}
