//! Detects place names that stand for governments (metonymy): "Kyiv flatly rejects", "Tehran's nuclear
//! program".
//!
//! A place name is a metonym where it is the subject of a verb that only people and governments can have,
//! where it is addressed as they are, named as a source, party to a deal, or owner of something that only
//! governments have. The evidence required depends on the place: seats of power and capitals act more often
//! than towns, whose names rather stand for teams, companies and people. In contexts of war, travel, sport
//! and weather, and in every case of doubt, the name remains a place.
//!
//! Never decides which government is meant.

use std::ops::Range;

use crate::document::EntityKind;
use crate::incremental::Fingerprint;
use crate::kb::Class;
use crate::lexicon::{self, Flag, given_names};
use crate::pos::Pos;
use crate::syntax::traits::Traits;
use crate::syntax::tree;
use crate::syntax::view::{self, SyntaxView};

const SPEAKS: &str = "subject of a speech verb";
const DOES: &str = "subject of a verb that governments do";
const OWNS: &str = "owner of what only governments have";
const ADDRESSED: &str = "spoken to or dealt with as governments are";
const SOURCE: &str = "named as a source";

/// Distance within which words about games and pronouns for people are looked for, in tokens.
const NEAR: usize = 30;
/// Maximum distance at which a rule reads a token of the sentence, in tokens.
const MAX_REACH: usize = 2 * NEAR;
/// Maximum distance beyond the ends of the sentence, in tokens.
const BESIDE_SENTENCE: usize = 8;
/// Maximum number of auxiliaries and adverbs before a verb.
const MAX_ADVERBS: usize = 8;
/// Maximum length of a parenthesis between commas, in tokens.
const MAX_PARENTHESIS: usize = 14;

/// Minimum prior of a meaning of the name to be considered.
const MIN_PRIOR: f32 = 0.3;

/// Minimum rank in the knowledge base of a region whose government is often in the news.
const MIN_REGION_RANK: u8 = 115;

/// How readily a place name stands for a government, lowest first.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum PoliticalRank {
    /// A town, or a place that is not in the knowledge base.
    Town,
    /// A region with a government.
    Region,
    /// A country, which is also a land with people and weather.
    Country,
    /// A capital.
    Capital,
    /// A seat of power.
    Seat,
}

/// Fingerprint of everything that [`metonym_reason`] reads of a place.
#[inline(never)]
pub(crate) fn fingerprint(view: &SyntaxView, name: usize) -> Fingerprint {
    let Some(place) = view.names.get(name) else { return Fingerprint::NEW };
    let Range { start, end } = place.tokens;
    let sentence = view.sentence(start);
    let from = sentence.start.max(start.saturating_sub(MAX_REACH)).saturating_sub(BESIDE_SENTENCE);
    let to = (sentence.end.min(end + MAX_REACH) + BESIDE_SENTENCE).min(view.article.tokens.len());
    let within = sentence.start.max(from)..sentence.end.min(to);
    let offsets = [start - from, within.start - from, within.end - from];
    offsets.into_iter().fold(view.fingerprint(from..to), |key, x| key.with(x as u64))
}

/// Whether a name of an entity of this kind can be a metonym.
pub(crate) fn can_be_metonym(view: &SyntaxView, name: usize, kind: EntityKind) -> bool {
    let surface = || view.names.get(name).map_or("", |place| place.span.of(view.article.text));
    match kind {
        EntityKind::Gpe | EntityKind::Facility => true,
        EntityKind::Organization | EntityKind::Location => {
            political_rank(view, surface()) == PoliticalRank::Seat
        }
        _ => false,
    }
}

/// Returns the reason why a place name is a metonym; `None` where it is only a place. The name must satisfy
/// [`can_be_metonym`].
#[inline(never)]
pub(crate) fn metonym_reason(view: &SyntaxView, name: usize) -> Option<&'static str> {
    let place = view.names.get(name)?;
    let political_rank = political_rank(view, place.span.of(view.article.text));
    let mut start = place.tokens.start;
    // "Between Washington and Tehran", "in Michigan, Georgia and Nevada": the context of the first holds for all.
    while start > 1
        && (view.word(start - 1) == "and" || view.word(start - 1) == "," && in_list(view, name, start))
        && let Some(first) = view.name(start - 2).filter(|&n| view.names[n].kind == EntityKind::Gpe)
    {
        start = view.names[first].tokens.start;
    }
    let sentence = view.sentence(start);
    let end = place.tokens.end;
    let context = MetonymContext {
        view,
        start,
        place_start: place.tokens.start,
        end,
        near: sentence.start.max(start.saturating_sub(NEAR))..sentence.end.min(end + NEAR),
        sentence,
        political_rank,
    };
    // "Panama-flagged": the name only modifies.
    if context.is_person_or_animal() || view.is_hyphen(end) {
        return None;
    }
    if view.is_possessive(end) {
        return context.owns_state_matter(end + 1);
    }
    context.named_as_source().or_else(|| context.addressed()).or_else(|| context.acting_subject())
}

/// Whether the name before the comma before token `start` is coordinated with a place: "Michigan, |Georgia| and
/// Nevada", but not "In Geneva, |Kyiv| and Moscow".
fn in_list(view: &SyntaxView, place: usize, start: usize) -> bool {
    let (article, place) = (view.article, &view.names[place]);
    let Some(first) = start.checked_sub(2).and_then(|last| view.name(last)) else { return false };
    let first = &view.names[first].tokens;
    // "In Geneva, Kyiv and Moscow agreed".
    let opens = first.start == view.sentence(start).start + 1 && view.tag(first.start - 1) == Pos::Adp;
    let joined = || tree::chain(article, place.tokens.end - 1).take(4).any(|i| first.contains(&i));
    !opens && (start < place.tokens.start || joined())
}

fn political_rank(view: &SyntaxView, surface: &str) -> PoliticalRank {
    let candidates = view.kb.candidates(surface);
    let likely = candidates.iter().filter(|c| c.full && c.prior >= MIN_PRIOR);
    let ranks = likely.filter_map(|c| view.kb.record(c.entry)).map(|record| match record.class {
        Class::Seat => PoliticalRank::Seat,
        Class::Capital => PoliticalRank::Capital,
        Class::Country | Class::Territory => PoliticalRank::Country,
        Class::Region if record.rank >= MIN_REGION_RANK => PoliticalRank::Region,
        _ => PoliticalRank::Town,
    });
    ranks.fold(PoliticalRank::Town, |highest, one| if one > highest { one } else { highest })
}

/// A place name in its sentence.
struct MetonymContext<'a> {
    view: &'a SyntaxView<'a>,
    start: usize,
    /// The first token of the name itself; `start` is that of the name it is coordinated with, if any.
    place_start: usize,
    end: usize,
    sentence: Range<usize>,
    /// The tokens of the sentence within [`NEAR`].
    near: Range<usize>,
    political_rank: PoliticalRank,
}

impl MetonymContext<'_> {
    /// The last token of the sentence before the place and its article.
    fn before(&self) -> Option<usize> {
        let at = self.start.checked_sub(1)?;
        let at = if self.view.has(at, Flag::DefiniteArticle) || self.view.word(at) == "both" {
            at.checked_sub(1)?
        } else {
            at
        };
        (at >= self.sentence.start).then_some(at)
    }

    fn word(&self, i: usize) -> String {
        if self.sentence.contains(&i) { self.view.folded(i) } else { String::new() }
    }

    /// Whether token `i` of the sentence, in lower case without diacritics, has a flag.
    fn has(&self, i: usize, flag: Flag) -> bool {
        self.sentence.contains(&i) && self.view.folded_has(i, flag)
    }

    fn is_verb(&self, i: usize) -> bool {
        matches!(
            self.view.tag(i),
            Pos::VerbBase | Pos::VerbPast | Pos::VerbPres | Pos::VerbIng | Pos::VerbPart
        )
    }

    /// Whether the place is a country, or a capital or seat of power, which stand for the government of one.
    fn is_national(&self) -> bool {
        self.political_rank >= PoliticalRank::Country
    }

    /// Whether the name is that of a person or animal here: "Georgia, a nurse, …", "Chad and his sister".
    fn is_person_or_animal(&self) -> bool {
        let (view, end) = (self.view, self.end);
        let is_possessive = |i: usize| matches!(view.word(i), "his" | "her" | "my");
        let is_described = view.word(end) == ","
            && view.has(end + 1, Flag::IndefiniteArticle)
            && (end + 2..end + 7).any(|i| view.is_role_word(i));
        // "Austin hopes her second novel": no other person can be the antecedent of "her".
        let may_be_person = !self.is_national() || given_names::is_given_name(&self.word(self.start));
        let has_possessor = may_be_person
            && (end..self.near.end).any(|i| is_possessive(i) || matches!(view.word(i), "he" | "she"))
            && !self.near.clone().any(|i| view.in_person(i));
        (view.word(end) == "and" && is_possessive(end + 1)) || is_described || has_possessor
    }

    /// Whether the sentence is about a game or about markets.
    fn is_about_game(&self) -> bool {
        self.near.clone().any(|i| {
            let is_compound =
                || matches!(self.word(i).as_str(), "quarter" | "semi") && self.word(i + 2) == "final";
            self.view.has_trait(i, Traits::GAME) || is_compound()
        })
    }

    /// Named as a source: "according to Warsaw", "“No,” said Warsaw", "Kremlin officials".
    fn named_as_source(&self) -> Option<&'static str> {
        let is_ruler = self.political_rank >= PoliticalRank::Capital && self.has(self.end, Flag::Authorities);
        if is_ruler || (self.political_rank == PoliticalRank::Seat && self.has(self.end, Flag::BelongsToSeat))
        {
            return Some(SOURCE);
        }
        if self.heads_colon() {
            return Some(SOURCE);
        }
        let before = self.before().filter(|_| self.is_national() && !self.is_modifier())?;
        if self.word(before) == "to" {
            return (before > 0 && self.word(before - 1) == "according").then_some(SOURCE);
        }
        let is_said = view::is_speech_verb(&self.word(before))
            && matches!(self.view.tag(before), Pos::VerbPast | Pos::VerbPres)
            && before > self.sentence.start
            && self.view.tag(before - 1) == Pos::Punct;
        (is_said && !self.is_verb(self.end)).then_some(SPEAKS)
    }

    /// Named as the speaker before a colon in a headline, for capitals and seats: "Kyiv: no talks while the
    /// siege goes on".
    fn heads_colon(&self) -> bool {
        let view = self.view;
        self.political_rank >= PoliticalRank::Capital
            && self.start == self.sentence.start
            && view.word(self.end) == ":"
            && view.word(self.start).chars().any(char::is_lowercase)
            && (self.end + 1..self.near.end).any(|i| self.is_verb(i) || view.word(i) == "no")
    }

    /// Whether the place modifies the noun after it: "the Paris talks".
    fn is_modifier(&self) -> bool {
        self.end < self.sentence.end && matches!(self.view.tag(self.end), Pos::Noun | Pos::Propn | Pos::Adj)
    }

    /// Addressed or dealt with: "thanked Oslo", "pressure on Kyiv", "an offer from Dublin", "mediation by
    /// Doha".
    fn addressed(&self) -> Option<&'static str> {
        let view = self.view;
        let before =
            self.before().filter(|_| self.political_rank >= PoliticalRank::Region && !self.is_modifier())?;
        let lower = self.word(before);
        // "Puts Amman at odds".
        if self.is_verb(before)
            && view.tag(self.end) == Pos::Adp
            && self.has(self.end + 1, Flag::DealingState)
        {
            return Some(ADDRESSED);
        }
        // "Forced Kyiv to publish", "called on Moscow to stop", "make Berlin pay".
        let is_call = || before > 0 && self.has(before - 1, Flag::CallingVerb);
        let has_bare_verb = lexicon::has(&lower, Flag::CausingVerb) && view.tag(self.end) == Pos::VerbBase;
        let has_infinitive = view.word(self.end) == "to" && view.tag(self.end + 1) == Pos::VerbBase;
        let is_urged = self.is_national()
            && (has_bare_verb
                || has_infinitive
                    && (self.is_verb(before) || lower == "for" || (lower == "on" && is_call())));
        let is_in_list = if self.is_verb(before) {
            let opens_clause =
                (view.is_finite(self.end) || view.is_finite(self.end + 1)) && view::is_speech_verb(&lower);
            let is_done_to_places = view::is_form_of(&lower, Flag::DoneToPlace);
            !opens_clause
                && ((is_urged && !is_done_to_places) || view::is_form_of(&lower, Flag::AddressingVerb))
        } else {
            let adverb = before > 1 && view.tag(before - 1) == Pos::Adv;
            let governor =
                before.checked_sub(1 + usize::from(adverb)).filter(|&g| self.sentence.contains(&g))?;
            let by_government = || {
                view.tag(governor) == Pos::VerbPart
                    && (self.political_rank >= PoliticalRank::Capital
                        || is_done_by_governments(&self.word(governor)))
            };
            let list = match lower.as_str() {
                "with" | "between" => Flag::WithPower,
                "from" => Flag::FromPower,
                "by" if by_government() => return (!self.is_about_game()).then_some(ADDRESSED),
                "by" => Flag::FromPower,
                "of" => Flag::OfPower,
                "toward" | "towards" => Flag::TowardPower,
                _ if self.has(before, Flag::UponPreposition) => Flag::UponPower,
                _ => return None,
            };
            let is_literal = lower == "in" && !matches!(self.word(governor).as_str(), "trust" | "confidence");
            is_urged || (!is_literal && self.has(governor, list))
        };
        (is_in_list && !self.is_about_game()).then_some(ADDRESSED)
    }

    /// Subject of a verb that shows a government: "Kyiv flatly rejects". Both the verb of a relative clause
    /// and the main verb count: "Kyiv, which had agreed, rejects".
    fn acting_subject(&self) -> Option<&'static str> {
        let (from, is_coordinated) = self.verb_from();
        let clause = self.relative_clause();
        clause
            .and_then(|from| self.acts_with(from, is_coordinated))
            .or_else(|| self.acts_with(from, is_coordinated))
    }

    /// The reason if the verb looked for from token `from` on shows that the place acts.
    fn acts_with(&self, from: usize, is_coordinated: bool) -> Option<&'static str> {
        let view = self.view;
        let last = self.sentence.end.min(from + MAX_ADVERBS);
        let at = (from..last).find(|&i| !self.can_precede_verb(i))?;
        if self.is_object_of_preceding(from) {
            return None;
        }
        let verb = self.word(at);
        let has_infinitive = at > from && view.word(at - 1) == "to" && view.tag(at) == Pos::VerbBase;
        if self.has_be(from, at) && !verb.ends_with("ing") && !has_infinitive {
            let is_in_state = view.tag(at) == Pos::Adp && self.has(at + 1, Flag::DealingState);
            let is_informed = view.tag(at) == Pos::VerbPart && lexicon::has(&verb, Flag::ToldToPower);
            let is_ready = lexicon::has(&verb, Flag::Readiness) || is_in_state;
            return match self.is_national() && !self.is_about_game() {
                true if is_ready => Some(DOES),
                true if is_informed => Some(ADDRESSED),
                _ => None,
            };
        }
        let is_form_of = |stem: Flag| view::is_form_of(&verb, stem);
        let is_act = view::is_speech_verb(&verb) || is_form_of(Flag::StateAct);
        // After an adverb, a plural noun is impossible: "Elbonia flatly rejects".
        let is_known_verb = at == from && is_act;
        let continues = self.has_object(at)
            || matches!(view.tag(at + 1), Pos::Cconj | Pos::Adp | Pos::VerbIng | Pos::Punct);
        // "Might yet veto", "Jakarta to scrap": a word after a modal or "to" is not a noun.
        let may_be_bare_verb =
            || is_act && ((at > from && self.requires_bare_verb(from..at)) || (is_coordinated && continues));
        let is_mistagged = matches!(view.tag(at), Pos::Noun | Pos::Adj | Pos::Propn)
            && (may_be_bare_verb()
                || ["s", "ed", "spoke"].iter().any(|end| verb.ends_with(end))
                    && (at > from || (is_known_verb && continues)));
        if !(self.is_verb(at) || is_mistagged) {
            return None;
        }
        // "Germany take on Denmark", "Madrid have refused": a plural verb shows a team.
        let is_plural = (at == from && view.tag(at) == Pos::VerbPres && !verb.ends_with('s'))
            || view.has(from, Flag::PluralAuxiliary);
        if (is_plural && !is_coordinated) || (!self.is_national() && self.is_about_game()) {
            return None;
        }
        // "Michigan and Nevada vote today": their people do.
        let is_vote = self.political_rank < PoliticalRank::Country && verb.starts_with("vot");
        if is_vote {
            None
        } else if view::is_speech_verb(&verb) {
            Some(SPEAKS)
        } else if is_form_of(Flag::StateAct) || self.has_political_object(at) {
            Some(DOES)
        } else {
            let is_act_by_any_verb = self.political_rank > PoliticalRank::Town
                && !lexicon::has(&verb, Flag::HaveForm)
                && !is_form_of(Flag::NotStateAct)
                && match self.political_rank {
                    PoliticalRank::Seat | PoliticalRank::Capital => {
                        self.has_object(at) || !is_form_of(Flag::SoftAct)
                    }
                    _ => self.sees_no(at) || (self.has_object(at) && !is_form_of(Flag::SoftAct)),
                }
                && !self.is_about_game();
            is_act_by_any_verb.then_some(DOES)
        }
    }

    /// The token from which on the verb is looked for, and whether the place is coordinated with others.
    fn verb_from(&self) -> (usize, bool) {
        let (view, mut at) = (self.view, self.end);
        let mut is_coordinated = self.place_start > 0 && view.word(self.place_start - 1) == "and";
        // "Moscow and Kyiv accuse": the verb follows the last of them.
        for _ in 0..3 {
            let in_list = matches!(view.word(at), "and" | ",");
            let next = if view.word(at) == "," && view.word(at + 1) == "and" { at + 2 } else { at + 1 };
            match view.name(next).filter(|&n| in_list && view.names[n].kind == EntityKind::Gpe) {
                Some(n) => (at, is_coordinated) = (view.names[n].tokens.end, true),
                None => break,
            }
        }
        // "Sanaa and its enemies exchanged".
        if view.word(at) == "and" && view.word(at + 1) == "its" {
            let verb = (at + 2..self.sentence.end.min(at + 6)).find(|&i| view.is_finite(i));
            (at, is_coordinated) = (verb.unwrap_or(at), true);
        }
        // "It was Caracas that leaked".
        if self.is_cleft() {
            return (at + 1, is_coordinated);
        }
        // "Ljubljana, by contrast, has", "Tashkent, the last to sign, ratified", "Prague, which had agreed,
        // recalled".
        if view.word(at) == "," {
            let closing_comma =
                (at + 1..self.sentence.end.min(at + MAX_PARENTHESIS)).find(|&i| view.word(i) == ",");
            let is_parenthesis = matches!(
                view.tag(at + 1),
                Pos::Adp | Pos::Adv | Pos::Sconj | Pos::VerbIng | Pos::VerbPart | Pos::Det | Pos::Part
            ) || view.has(at + 1, Flag::WhoOrWhich)
                || view.word(at + 1) == "not";
            if let Some(closing_comma) = closing_comma.filter(|_| is_parenthesis) {
                at = closing_comma + 1;
            }
        }
        // "Kyiv on Sunday rejected".
        let is_day = |i: usize| view::is_weekday(view.word(i));
        if view.word(at) == "on" && is_day(at + 1) {
            at += 2;
        } else if is_day(at) {
            at += 1;
        }
        (at, is_coordinated)
    }

    /// The token from which on the verb of a relative clause about the place is looked for: "Prague, which
    /// recalled".
    fn relative_clause(&self) -> Option<usize> {
        let word = |i: usize| self.view.word(i);
        (word(self.end) == "," && lexicon::has(word(self.end + 1), Flag::WhoOrWhich)).then_some(self.end + 2)
    }

    /// Whether the place is the focus of a cleft sentence: "It was Caracas that leaked".
    fn is_cleft(&self) -> bool {
        let is_be = |b: usize| matches!(self.view.word(b), "is" | "was") && b > 0 && self.word(b - 1) == "it";
        self.view.has(self.end, Flag::RelativeSubject) && self.before().is_some_and(is_be)
    }

    /// Whether a modal or "to" between subject and verb requires a bare verb.
    fn requires_bare_verb(&self, mut between: Range<usize>) -> bool {
        between.any(|i| self.view.has(i, Flag::BareVerbOpener))
    }

    /// Whether token `i` can occur between a subject and its verb: auxiliaries, adverbs, negation.
    fn can_precede_verb(&self, i: usize) -> bool {
        let word = self.view.word(i);
        // "test-fired".
        let is_compound_part = self.view.is_hyphen(i + 1) || self.view.is_hyphen(i);
        matches!(self.view.tag(i), Pos::Adv | Pos::Aux)
            || (word.ends_with("ly") && self.view.tag(i) != Pos::Noun)
            || lexicon::has(word, Flag::BeforeVerb)
            || (lexicon::has(word, Flag::LeadsToVerb) && self.view.word(i + 1) == "to")
            || lexicon::has(word, Flag::Copula)
            || is_compound_part
    }

    /// Whether the place is the object of the word before it and so not the subject of the verb after it.
    fn is_object_of_preceding(&self, verb_from: usize) -> bool {
        let view = self.view;
        let Some(before) = self.before().filter(|_| !self.is_cleft()) else { return false };
        let finite = view.is_finite(verb_from) || view.is_finite(verb_from + 1);
        let lower = self.word(before);
        // "Said Elbonia had refused", "after Elbonia complained" and "with Elbonia refusing" each open a new
        // clause.
        match view.tag(before) {
            _ if self.is_verb(before) => !(view::is_speech_verb(&lower) && finite),
            Pos::Adp => match lower.as_str() {
                _ if self.has(before, Flag::Subordinator) => !finite,
                "with" | "without" | "despite" => !view.word(verb_from).ends_with("ing"),
                _ => true,
            },
            _ => false,
        }
    }

    /// Whether a form of "be" occurs between subject and `at`.
    fn has_be(&self, from: usize, at: usize) -> bool {
        let is_be = |i: usize| self.view.has(i, Flag::FullBeForm);
        (from..at).any(|i| is_be(i) || self.view.has(i, Flag::Copula))
    }

    /// Whether an object or a complement can follow the verb at `at`.
    fn has_object(&self, at: usize) -> bool {
        let (view, next) = (self.view, at + 1);
        let starts_object = matches!(
            view.tag(next),
            Pos::Det | Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num | Pos::Pron | Pos::Part | Pos::Sconj
        );
        self.sentence.contains(&next)
            && (starts_object || view.is_determiner(next) || view.has(next, Flag::ObjectOpener))
    }

    /// Whether the verb at `at` is "see" with "no" after it: "sees no reason".
    fn sees_no(&self, at: usize) -> bool {
        matches!(self.view.word(at), "see" | "sees" | "saw") && self.view.word(at + 1) == "no"
    }

    /// Whether verb and object together are political: "has conditions", "has a nuclear program", "reached a
    /// deal".
    fn has_political_object(&self, at: usize) -> bool {
        let object = match self.word(at).as_str() {
            _ if self.has(at, Flag::HaveForm) => Flag::HasOfPower,
            _ if self.has(at, Flag::ReachingVerb) => Flag::ReachedByPower,
            _ if self.has(at, Flag::SettlingVerb) => Flag::SettledByPower,
            _ => return false,
        };
        (at + 1..at + 4).any(|i| self.has(i, object))
    }

    /// The reason if the possession that starts at token `at` is one that only governments have.
    fn owns_state_matter(&self, at: usize) -> Option<&'static str> {
        let view = self.view;
        let object = (at..self.sentence.end.min(at + 3)).find(|&i| self.has(i, Flag::StatePossession))?;
        let between = (at..object).all(|i| matches!(view.tag(i), Pos::Adj | Pos::Noun | Pos::VerbPart));
        let next = self.word(object + 1);
        let is_state_matter = match self.word(object).as_str() {
            "nuclear" => lexicon::has(&next, Flag::NuclearNoun),
            "foreign" => lexicon::has(&next, Flag::ForeignNoun),
            "red" => matches!(next.as_str(), "line" | "lines"),
            "war" => lexicon::has(&next, Flag::WarNoun),
            _ => true,
        };
        (between && is_state_matter && !self.is_about_game()).then_some(OWNS)
    }
}

/// Whether a participle before "by" names an act of governments: "imposed by", "denied by".
fn is_done_by_governments(verb: &str) -> bool {
    view::is_speech_verb(verb) || view::is_form_of(verb, Flag::StateAct)
}
