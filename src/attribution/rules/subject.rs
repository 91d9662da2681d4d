//! Finds the source of a verb that the models leave without one: the subject of its clause.
//!
//! "Ann Hale confirmed the hit but did not say by whom": joined verbs and participles share the source of the verb
//! before them. Otherwise the noun phrase right before the verb group is its subject, and after a passive the one
//! that "by" leads in. Nothing here finds cues.

use std::ops::Range;

use crate::article::Article;
use crate::attribution::candidates::{self, Candidate};
use crate::attribution::content::SAID;
use crate::attribution::rules::passives;
use crate::pos::Pos;
use crate::syntax::quotations;
use crate::syntax::view::is_time;

/// How far back the start of a subject is looked for, in tokens.
const REACH: usize = 24;

/// How many cues back the verb that a joined one shares its source with may stand.
const RIVALS: usize = 8;

/// How far after a passive its "by" may stand, in tokens.
const AGENT: usize = 8;

/// How many tokens a name in quotation marks may have with these.
const QUOTED: usize = 7;

/// What "by" leads in that does nothing: when, by how much, by what means.
#[rustfmt::skip]
const NO_AGENTS: &[&str] = &[
    "email", "end", "fax", "law", "letter", "mail", "message", "mistake", "percent", "phone", "post", "telephone", "text", "time",
    "tomorrow",
];

/// Gives every verb without a source the subject of its clause. `candidates` stand in the order of their cues.
#[inline(never)]
pub(crate) fn fill(article: &Article, candidates: &mut [Candidate]) {
    for at in 0..candidates.len() {
        let (before, rest) = candidates.split_at_mut(at);
        let Some(candidate) = rest.first_mut() else { continue };
        if let Some(source) = beyond_relative(article, candidate) {
            candidate.source = Some(source);
        }
        if let Some(source) = of_relative(article, candidate) {
            candidate.content.iter_mut().for_each(|c| cut(article, c, &source));
            candidate.content.retain(|c| !c.is_empty());
            candidate.source = Some(source);
        }
        passives::spoken_of(article, candidate);
        passives::without_reason(article, candidate);
        if candidate.source.is_some() || leaves_content(article, before, candidate) {
            continue;
        }
        let Some(group) = Group::of(article, candidate) else { continue };
        let sentence =
            article.sentences.get(article.sentence_of(candidate.head)).map_or(0..0, |s| s.tokens.clone());
        let found = opening(article, candidate).or_else(|| {
            if group.passive {
                agent(article, candidate.head, sentence.end)
            } else {
                shared(article, before, candidate, group.start)
                    .or_else(|| introduced(article, candidate, &sentence))
                    .or_else(|| inverted(article, candidate, sentence.end))
                    .or_else(|| {
                        of_verb(article, sentence.start, group.start)
                            .filter(|s| speaks(article, s) || warns(article, s, candidate.head))
                    })
            }
        });
        let Some(source) = found else { continue };
        if source.start <= candidate.cue.start && candidate.cue.start < source.end {
            candidate.cue.start = source.end.min(candidate.head);
        }
        if source.start < candidate.cue.end && candidate.cue.start < source.end {
            continue;
        }
        let mut content = candidate.content.clone();
        content.iter_mut().for_each(|c| cut(article, c, &source));
        content.retain(|c| !c.is_empty());
        if content.is_empty() && source.start >= candidate.cue.end {
            // "Prices will fall, argues Hale": what was taken for said is who says it.
            let low = sentence.start.max(candidate.cue.start.saturating_sub(SAID));
            content.extend(before_comma(article, low, candidate.cue.start));
        }
        if !content.is_empty() {
            (candidate.source, candidate.content) = (Some(source), content);
        }
    }
}

/// Takes a source out of the end or the beginning of a content that runs over it.
fn cut(article: &Article, content: &mut Range<usize>, source: &Range<usize>) {
    if content.start < source.start && content.end > source.start {
        let by = article.word(source.start - 1) == "by";
        content.end = source.start - usize::from(by && content.start + 1 < source.start);
    } else if source.contains(&content.start) {
        content.start = source.end.min(content.end);
    }
}

/// A verb with its helpers.
struct Group {
    /// Its first token, adverbs and negations included.
    start: usize,
    passive: bool,
}

impl Group {
    /// The verb group of a cue; `None` when its head is no verb.
    fn of(article: &Article, candidate: &Candidate) -> Option<Self> {
        let verb = article.tag(candidate.head);
        if !matches!(verb, Pos::VerbPast | Pos::VerbPres | Pos::VerbPart | Pos::VerbIng | Pos::VerbBase) {
            return None;
        }
        let start = verb_group(article, candidate.cue.start.min(candidate.head));
        let passive = is_passive(article, start, candidate.head);
        // What seems so seems so to nobody.
        let seems = matches!(
            crate::syntax::lemma::of(article.word(candidate.head), verb).as_str(),
            "seem" | "appear" | "sound" | "look"
        );
        // A bare participle or base form is no verb of its own clause.
        let bare = verb == Pos::VerbPart && start == candidate.head;
        let order = verb == Pos::VerbBase && !(start..candidate.head).any(|i| article.tag(i) == Pos::Aux);
        (!bare && !order && !seems).then_some(Self { start, passive })
    }
}

/// Whether a verb whose helpers start at a token is a passive.
pub(crate) fn is_passive(article: &Article, start: usize, head: usize) -> bool {
    matches!(article.tag(head), Pos::VerbPart | Pos::VerbPast)
        && (start..head).any(|i| crate::syntax::lemma::is_be(article.word(i)))
}

/// The first token of the helpers, adverbs and negations right before a token.
pub(crate) fn verb_group(article: &Article, mut start: usize) -> usize {
    while let Some(before) = start.checked_sub(1) {
        let inside = matches!(article.tag(before), Pos::Aux | Pos::Adv)
            || matches!(article.word(before), "not" | "n't" | "n’t" | "never");
        if !inside {
            break;
        }
        start = before;
    }
    start
}

/// The source of the verb before, for a verb that "and" or a comma joins to it.
fn shared(
    article: &Article,
    before: &[Candidate],
    candidate: &Candidate,
    start: usize,
) -> Option<Range<usize>> {
    let joins = start.checked_sub(1).map(|i| article.word(i))?;
    let participle = article.tag(candidate.head) == Pos::VerbIng;
    if !matches!(joins, "and" | "but" | "or" | "," | "then" | "—" | "–") {
        return None;
    }
    let sentence = article.sentence_of(candidate.head);
    let partner =
        before.iter().rev().take(RIVALS).take_while(|r| article.sentence_of(r.head) == sentence).find(|r| {
            r.source.as_ref().is_some_and(|s| s.end <= r.cue.start && s.end <= start)
                && !r.content.iter().any(|c| c.contains(&candidate.head))
        });
    if let Some(partner) = partner {
        return partner.source.clone();
    }
    // Nobody has spoken in this sentence yet: its own subject, when that opens it, does so now.
    let tokens = article.sentences.get(sentence)?.tokens.clone();
    let finite = |i: &usize| article.tag(*i).is_finite();
    // "It cut its forecast and said why".
    let joined = participle || matches!(joins, "and" | "but");
    let first = (tokens.start..start).take(REACH).find(finite).filter(|_| joined)?;
    let subject = of_verb(article, tokens.start, verb_group(article, first))?;
    let opens =
        (tokens.start..subject.start).all(|i| matches!(article.tag(i), Pos::Cconj | Pos::Adv | Pos::Punct));
    (opens && speaks(article, &subject)).then_some(subject)
}

/// "A nurse, who asked not to be named, | said": the verb is that of the noun before the relative.
fn beyond_relative(article: &Article, candidate: &Candidate) -> Option<Range<usize>> {
    let who = candidate
        .source
        .as_ref()
        .filter(|s| s.len() == 1 && matches!(article.word(s.start), "who" | "which"))?
        .start;
    let start = verb_group(article, candidate.cue.start.min(candidate.head));
    let comma = who.checked_sub(1).filter(|&i| article.word(i) == ",")?;
    let closes = start > who + 1 && article.word(start - 1) == ",";
    let low = article.sentences.get(article.sentence_of(who))?.tokens.start.max(who.saturating_sub(REACH));
    let from = phrase_start(article, low, comma);
    (closes && from < comma).then_some(from..start)
}

/// "Two engineers who have left |the company| told": the object of the relative's verb is not who speaks.
fn of_relative(article: &Article, candidate: &Candidate) -> Option<Range<usize>> {
    let source = candidate.source.as_ref().filter(|s| s.end <= candidate.cue.start)?;
    let object = source.start.checked_sub(1).and_then(|i| article.tags.get(i));
    let runs_in = candidate.content.iter().any(|c| c.end == source.start);
    if !runs_in || !matches!(object, Some(Pos::VerbPast | Pos::VerbPres | Pos::VerbPart)) {
        return None;
    }
    let low = article.sentences.get(article.sentence_of(candidate.head))?.tokens.start;
    of_verb(article, low, source.end).filter(|s| s.start < source.start)
}

/// "Confirmed that the crane had fallen | but did not say why", "admitted that it may have burnt | and called for a review":
/// such a verb is the speaker's own, and ends what was said.
fn leaves_content(article: &Article, before: &mut [Candidate], candidate: &mut Candidate) -> bool {
    let start = verb_group(article, candidate.cue.start.min(candidate.head));
    let Some(joins) = start.checked_sub(1) else { return false };
    let negated = (start..candidate.head).any(|i| matches!(article.word(i), "not" | "n't" | "n’t"));
    let holds = |r: &&mut Candidate| {
        r.source.as_ref().is_some_and(|s| s.end <= r.cue.start)
            && r.content.iter().any(|c| c.contains(&candidate.head))
    };
    let Some(partner) = before.iter_mut().rev().take(RIVALS).find(holds) else { return false };
    let leaves = match article.word(joins) {
        "but" => negated,
        "and" => is_joined(article, partner, candidate.head, joins),
        _ => false,
    };
    if !leaves {
        return false;
    }
    for content in &mut partner.content {
        if content.contains(&joins) && content.start < joins {
            content.end = joins - usize::from(article.word(joins - 1) == "," && content.start + 1 < joins);
        }
    }
    candidate.source = partner.source.clone();
    true
}

/// Whether "and" joins a verb to that of the speaker and not to the one in what is said: a comma stands before it, or the
/// other has a helper that this cannot share. Clauses in between leave that open.
fn is_joined(article: &Article, partner: &Candidate, head: usize, and: usize) -> bool {
    // The tagger takes such a verb for a participle as often as not.
    let form = |i: usize| if article.tag(i) == Pos::VerbPart { Pos::VerbPast } else { article.tag(i) };
    let alike =
        form(head) == article.tag(partner.head) && matches!(form(head), Pos::VerbPast | Pos::VerbPres);
    let bare = (and + 1..head).all(|i| article.tag(i) != Pos::Aux);
    let says = |i: &usize| article.tag(*i).is_finite();
    let clause = |i: usize| {
        matches!(article.tag(i), Pos::Sconj)
            || matches!(article.word(i), "that" | "when" | "where" | "which" | "while" | "who")
    };
    let Some(content) = partner.content.iter().find(|c| c.contains(&and)) else { return false };
    let Some(verb) = (content.start..and).find(says) else { return false };
    let helper = article.tag(verb) == Pos::Aux && !matches!(article.word(verb), "had" | "has" | "have");
    let comma = article.word(and - 1) == ",";
    alike && bare && partner.head < content.start && (helper || comma) && !(verb + 1..and).any(clause)
}

/// "While | insisting | that it was safe, |Salame| said": who does what follows does what comes first.
fn introduced(article: &Article, candidate: &Candidate, sentence: &Range<usize>) -> Option<Range<usize>> {
    let opens = sentence.start + 1 == candidate.cue.start && article.tag(candidate.head) == Pos::VerbIng;
    let leads = matches!(article.word(sentence.start), "After" | "Before" | "By" | "In" | "When" | "While");
    let comma =
        candidate.content.last().map(|c| c.end).filter(|&i| opens && leads && article.word(i) == ",")?;
    // The tagger takes such a verb for a participle as often as not.
    let verb =
        |i: &usize| matches!(article.tag(*i), Pos::VerbPast | Pos::VerbPres | Pos::VerbPart | Pos::Aux);
    let verb = (comma + 1..sentence.end).take(REACH).find(verb)?;
    let subject = of_verb(article, comma + 1, verb_group(article, verb))?;
    (subject.start == comma + 1 && speaks(article, &subject)).then_some(subject)
}

/// "Both", "neither" and the like at the beginning of a cue are its source.
fn opening(article: &Article, candidate: &Candidate) -> Option<Range<usize>> {
    let first = candidate.cue.start;
    let alone = ["Both", "Neither", "Nobody", "None", "Some", "Others", "Many", "Few"];
    let at = if alone.contains(&article.word(first)) && first < candidate.head {
        first
    } else {
        first.checked_sub(1)?
    };
    (alone.contains(&article.word(at)) && at < candidate.head).then_some(at..at + 1)
}

/// The noun phrase after a verb that ends what is said: "“…,” said the port's new director, Ann Hale."
fn inverted(article: &Article, candidate: &Candidate, limit: usize) -> Option<Range<usize>> {
    let opens = candidate.cue.start.checked_sub(1).is_none_or(|i| article.tag(i) == Pos::Punct);
    let start = candidate.cue.end;
    let inside = |i: usize| article.tag(i).is_nominal() || matches!(article.word(i), "'s" | "’s" | "of");
    let end = (start..limit).find(|&i| !inside(i)).unwrap_or(limit);
    let noun = |i: usize| matches!(article.tag(i), Pos::Noun | Pos::Propn);
    let here = candidate.content.iter().find(|c| c.contains(&start));
    let closes = end == limit || end + 1 == limit && article.tag(end) == Pos::Punct;
    let free = match here {
        None => candidate.content.iter().any(|c| c.end <= candidate.cue.start),
        Some(content) => {
            content.end <= end
                && closes
                && before_comma(article, start.saturating_sub(REACH), candidate.cue.start).is_some()
        }
    };
    (free && opens && end > start && noun(end - 1)).then_some(start..end)
}

/// What stands before the comma, or the quotation, that ends right before a cue.
fn before_comma(article: &Article, start: usize, cue: usize) -> Option<Range<usize>> {
    let mark =
        cue.checked_sub(1).filter(|&i| matches!(article.word(i), "," | "”" | "\"" | "’" | "'" | "»"))?;
    let end = if article.word(mark) == "," { mark } else { cue };
    (start < end).then_some(start..end)
}

/// Whether a subject can speak: no relative, and no "it" that stands for nothing.
fn speaks(article: &Article, source: &Range<usize>) -> bool {
    let lone = article.word(source.start).to_lowercase();
    !(source.len() == 1 && matches!(lone.as_str(), "which" | "that" | "it" | "this" | "there" | "what"))
}

/// "|It| warned": with an active verb of saying the pronoun stands for somebody.
fn warns(article: &Article, source: &Range<usize>, head: usize) -> bool {
    let be =
        |i: usize| crate::syntax::lemma::is_be(article.word(i)) || matches!(article.word(i), "'s" | "’s");
    source.len() == 1
        && article.word(source.start).eq_ignore_ascii_case("it")
        && candidates::says(article, head)
        && !(source.end..head).any(be)
}

/// The noun phrase that "by" leads in after a passive; not a day ("by Friday") nor one of [`NO_AGENTS`].
pub(crate) fn agent(article: &Article, head: usize, limit: usize) -> Option<Range<usize>> {
    let high = limit.min(head + AGENT);
    let by = (head + 1..high).find(|&i| article.word(i) == "by")?;
    // "Is said | to have survived an attack by rebels", "is seen as undermining a choice made by all": another verb's agent.
    let other = |i: usize| match article.word(i) {
        "to" => true,
        "as" => article.tag(i + 1) == Pos::VerbIng,
        _ => false,
    };
    if (head + 1..by).any(other) {
        return None;
    }
    let inside =
        |i: usize| article.tag(i).is_nominal() || matches!(article.word(i), "'s" | "’s" | "'" | "’" | "of");
    let end = (by + 1..limit).find(|&i| !inside(i)).unwrap_or(limit);
    let noun = |i: usize| matches!(article.tag(i), Pos::Noun | Pos::Propn);
    let says = |i: usize| !is_time(article.word(i)) && !NO_AGENTS.contains(&article.word(i));
    (end > by + 1 && noun(end - 1) && says(end - 1)).then_some(by + 1..end)
}

/// The noun phrase that ends right before a verb group at `end` and starts at `low` at the earliest.
pub(crate) fn of_verb(article: &Article, low: usize, end: usize) -> Option<Range<usize>> {
    let low = low.max(end.saturating_sub(REACH));
    let mut stop = end;
    let alone = ["he", "she", "they", "it", "i", "we", "you", "who"];
    if stop > low && alone.contains(&article.word(stop - 1).to_lowercase().as_str()) {
        return Some(stop - 1..stop);
    }
    // "The weekly “The Anchor” reported": the phrase goes on before the name in quotation marks.
    if stop > low && quotations::is_mark(article.word(stop - 1)) {
        let open = (low.max(stop.saturating_sub(QUOTED))..stop - 1)
            .rev()
            .find(|&i| quotations::is_mark(article.word(i)))?;
        stop = open;
    }
    // "The lawyer, Peter Amasia, said": the phrase goes on before the comma that opens the apposition.
    if stop > low && article.word(stop - 1) == "," {
        let open = (low..stop - 1).rev().find(|&i| article.word(i) == ",")?;
        stop = open;
    }
    let mut start = phrase_start(article, low, stop);
    // "The captain of a ferry that capsized last week": back over the relative clause to its noun.
    let verb_or_preposition =
        |i: usize| matches!(article.tag(i), Pos::VerbPast | Pos::VerbPres | Pos::VerbPart | Pos::Adp);
    if start >= stop || (start > low && verb_or_preposition(start - 1)) {
        let relative = (low..stop).rev().find(|&i| matches!(article.word(i), "who" | "which" | "that"));
        if let Some(relative) =
            relative.filter(|&r| r > low && matches!(article.tag(r - 1), Pos::Noun | Pos::Propn))
        {
            start = phrase_start(article, low, relative);
        }
    }
    let nominal = |i: usize| matches!(article.tag(i), Pos::Noun | Pos::Propn | Pos::Pron);
    (start < end && (start..stop).any(nominal)).then_some(start..end)
}

/// The noun phrase that ends before `end`, without what a preposition brings.
pub(crate) fn phrase(article: &Article, low: usize, end: usize) -> Range<usize> {
    let inside = |i: usize| article.tag(i).is_nominal();
    let low = low.max(end.saturating_sub(REACH));
    (low..end).rev().take_while(|&i| inside(i)).last().unwrap_or(end)..end
}

/// Where the noun phrase that ends before `end` starts, with what its prepositions bring.
fn phrase_start(article: &Article, low: usize, end: usize) -> usize {
    let inside = |i: usize| {
        (article.tag(i).is_nominal() || article.tag(i) == Pos::Pron)
            || matches!(article.word(i), "'s" | "’s" | "'" | "’" | "-")
    };
    let mut start = end;
    loop {
        while start > low && inside(start - 1) {
            start -= 1;
        }
        let linked = start >= low + 2
            && start < end
            && matches!(
                article.word(start - 1),
                "at" | "behind" | "by" | "for" | "from" | "in" | "near" | "of" | "on" | "outside" | "with"
            )
            && matches!(article.tag(start - 2), Pos::Noun | Pos::Propn | Pos::Pron | Pos::VerbPart);
        if !linked {
            return start;
        }
        start -= 1;
        if article.tag(start - 1) == Pos::VerbPart {
            start -= 1;
        }
    }
}
