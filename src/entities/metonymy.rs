//! Marks places that act: "Kyiv flatly rejects", "Tehran's nuclear program" stand for governments.
//!
//! A place is held to act where it is the subject of a verb that only people and governments can do, speaks after
//! "said", or owns a thing that only governments have. Wars, visits and weather leave it a place, and so does every
//! case in doubt. Whose government it is, is not decided here.

use super::phrases::{self, Ground};
use crate::document::EntityKind;
use crate::tagger::pos::Pos;

/// Why the place in these tokens is held to act; `None` where it is only a place.
pub fn acts(ground: &Ground, name: usize) -> Option<&'static str> {
    let place = ground.names.get(name)?;
    if !matches!(place.kind, EntityKind::Gpe | EntityKind::Facility) {
        return None;
    }
    let (start, end) = (place.tokens.start, place.tokens.end);
    let sentence = ground.sentence(start);
    let before = start.checked_sub(1).filter(|&b| b >= sentence.start);
    if ground.is_possessive(end) {
        return owns(ground, end + 1, sentence.end);
    }
    // "in Paris", "the Paris talks", "visited Paris": no subject.
    let article = |b: usize| matches!(ground.word(b), "the" | "The") && b > sentence.start;
    let led = before.map(|b| ground.tag(if article(b) { b - 1 } else { b }));
    let verb = matches!(led, Some(Pos::VerbBase | Pos::VerbPast | Pos::VerbPres | Pos::VerbIng));
    // "said Elbonia had refused" opens a clause of its own.
    let clause = before.is_some_and(|b| phrases::is_speech_verb(&ground.folded(b))) && ground.is_finite(end);
    if led == Some(Pos::Adp) || (verb && !clause) {
        return None;
    }
    let mut at = end;
    // "Moscow and Kyiv accuse": the verb after the last of them.
    for _ in 0..3 {
        let list = matches!(ground.word(at), "and" | ",");
        let next = if ground.word(at) == "," && ground.word(at + 1) == "and" { at + 2 } else { at + 1 };
        match ground.name(next).filter(|&n| list && ground.names[n].kind == EntityKind::Gpe) {
            Some(n) => at = ground.names[n].tokens.end,
            None => break,
        }
    }
    let verb_from = at;
    while at < sentence.end
        && (ground.tag(at) == Pos::Adv
            || ground.word(at).ends_with("ly")
            || ground.tag(at) == Pos::Aux
            || ground.word(at) == "not"
            || ground.word(at) == "n't"
            || ground.word(at) == "n’t")
    {
        at += 1;
    }
    let verb = ground.folded(at);
    let verbal = matches!(
        ground.tag(at),
        Pos::VerbPast | Pos::VerbPres | Pos::VerbBase | Pos::VerbIng | Pos::VerbPart
    );
    // After an adverb a plural noun would make no sense: "Elbonia flatly rejects".
    let active = verbal || (at > verb_from && ground.tag(at) == Pos::Noun && verb.ends_with('s'));
    if !active || at >= sentence.end || is_passive(ground, end, at) {
        return None;
    }
    if phrases::is_speech_verb(&verb) {
        Some("subject of a speech verb")
    } else if is_act(&verb) {
        Some("subject of a verb that governments do")
    } else {
        None
    }
}

/// Whether a form of "be" before a participle makes the verb at `at` passive: "Paris was told".
fn is_passive(ground: &Ground, from: usize, at: usize) -> bool {
    let be = |i: usize| matches!(ground.word(i), "is" | "was" | "are" | "were" | "be" | "been" | "being");
    ground.tag(at) != Pos::VerbIng && !ground.word(at).ends_with("ing") && (from..at).any(be)
}

/// Whether the possession that starts at token `at` is one that only governments have.
fn owns(ground: &Ground, at: usize, end: usize) -> Option<&'static str> {
    const POSSESSIONS: &[&str] = &[
        "demand",
        "demands",
        "condition",
        "conditions",
        "refusal",
        "rejection",
        "proposal",
        "proposals",
        "offer",
        "decision",
        "stance",
        "position",
        "claim",
        "claims",
        "denial",
        "insistence",
        "ultimatum",
        "sanctions",
        "request",
        "warning",
        "threat",
        "threats",
        "response",
        "willingness",
        "diplomats",
        "negotiators",
        "ambassador",
        "envoy",
        "delegation",
        "allies",
        "foreign",
        "nuclear",
        "tariffs",
        "veto",
        "retaliation",
    ];
    let owned = (at..end.min(at + 3)).find(|&i| POSSESSIONS.contains(&ground.folded(i).as_str()))?;
    let between = (at..owned).all(|i| matches!(ground.tag(i), Pos::Adj | Pos::Noun));
    let state = match ground.folded(owned).as_str() {
        "nuclear" => matches!(
            ground.folded(owned + 1).as_str(),
            "program" | "programme" | "ambitions" | "talks" | "policy"
        ),
        "foreign" => matches!(ground.folded(owned + 1).as_str(), "policy" | "minister" | "ministry"),
        _ => true,
    };
    (between && state).then_some("owner of what only governments have")
}

/// Whether `verb` is an act of states beside speaking.
fn is_act(verb: &str) -> bool {
    const STEMS: &[&str] = &[
        "sign", "ratif", "ratify", "impos", "lift", "expel", "expell", "recogni", "recogniz", "recognis",
        "negotiat", "veto", "ban", "bann", "summon", "retaliat", "invad", "annex", "deploy", "sanction",
        "extradit", "interven", "withdrew", "withdraw", "support", "back", "oppos", "seek", "sought",
        "refus", "resist", "approv", "abstain", "vot", "launch", "violat", "cease", "agree", "cooperat",
        "brok", "broker",
    ];
    let stem = |end: &str| verb.strip_suffix(end).filter(|s| STEMS.contains(s));
    STEMS.contains(&verb)
        || ["s", "es", "ed", "ies", "ied", "ing", "e", "d"].iter().any(|e| stem(e).is_some())
}
