//! What only looks like a claim, and what stands for one: cues inside sources, talks that are held, and "— conditions
//! Kyiv rejects", where the apposition stands for what was claimed before it.

use super::spans::Raw;
use crate::article::Article;
use crate::tagger::pos::Pos;

/// Things that are held without anybody holding that something is so.
const HELD: &[&str] = &[
    "briefing",
    "ceremony",
    "conference",
    "conversation",
    "conversations",
    "discussions",
    "election",
    "elections",
    "hearing",
    "hearings",
    "meeting",
    "meetings",
    "negotiations",
    "rally",
    "referendum",
    "summit",
    "talks",
    "vote",
];

/// Leaves out what is no claim, and gives an apposition that is rejected the words it stands for. `raws` stand in the
/// order of their cues.
pub fn settle(article: &Article, raws: &mut Vec<Raw>) {
    let mut in_source = vec![false; article.tokens.len()];
    for source in raws.iter().filter_map(|r| r.source.as_ref()) {
        if let Some(tokens) = in_source.get_mut(source.clone()) {
            tokens.fill(true);
        }
    }
    // "A nurse, who asked not to be named,": how the source is told of.
    raws.retain(|r| !in_source.get(r.head).copied().unwrap_or(false) && !is_held(article, r));
    for at in 1..raws.len() {
        let (before, rest) = raws.split_at_mut(at);
        let (Some(last), Some(raw)) = (before.last(), rest.first_mut()) else { continue };
        let (Some(stands_for), Some(first)) = (last.content.last(), raw.content.first()) else { continue };
        let noun = |i: usize| matches!(article.tags.get(i), Some(Pos::Det | Pos::Adj | Pos::Noun));
        let set_off = stands_for.end + 1 == first.start
            && matches!(article.word(stands_for.end), "—" | "–" | "-" | "--" | ",");
        let contact = raw.source.as_ref().is_some_and(|s| s.start == first.end);
        if set_off && contact && raw.content.len() == 1 && first.len() <= 3 && first.clone().all(noun) {
            raw.content.insert(0, stands_for.clone());
        }
    }
}

/// "Held talks": nobody holds that anything is so.
fn is_held(article: &Article, raw: &Raw) -> bool {
    matches!(article.word(raw.head), "held" | "hold" | "holds" | "holding")
        && raw.content.iter().any(|c| c.clone().take(4).any(|i| HELD.contains(&article.word(i))))
}
