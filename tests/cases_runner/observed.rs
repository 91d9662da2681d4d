//! Findings of the annotator in the form of an expected block.
//!
//! | block | lines |
//! |---|---|
//! | `names` | `KIND surface`, every mention by name, in text order |
//! | `entities` | `KIND name \| every mention in order, by name, role or pronoun ; separated`, by first mention |
//! | `links` | `name \| description in the knowledge base`, every entity, "-" without a link |
//! | `roles` | `name \| role`, every role, in the order of the entities |
//! | `metonyms` | `surface \| what it stands for`, every mention that stands for a government, in text order |
//! | `values` | `KIND surface` or `KIND surface = iso`, in text order |
//! | `claims` | `source \| cue \| content` or `… \| speech act`, in text order; "-" for a missing part, " … " between the parts of a content |
//! | `speakers` | `source \| entity name`, one a claim; "-" for none, " & " between several |
//! | `anonymous` | every anonymous source, in order |
//! | `speech-acts` | `cue \| speech act`, one a claim, followed by what applies of "negative" (polarity), "thought", "planned", "past", "present", "future", "mutual" and "nested in N", the number of the claim, from 1, whose content holds this one |
//! | `hedges` | `cue \| hedges ; separated`, every claim that has any |
//! | `content-mentions` | `cue \| entities and values in the content ; separated`, one a claim |
//! | `credits` | every credit line, in order |
//! | `voices` | `voice \| first four words`, every sentence |
//! | `check-worthiness` | `check` or `leave` (score at least 0.5 or not), then every reason with its words, one a sentence |
//! | `sentences` | one a line |
//! | `tokens` | separated by spaces, on one line |

use gloss::document::{Claim, Document, Entity, MentionKind, Mode, Polarity, Source, Tense};
use gloss::text::Span;

/// Returns the lines of a block of this kind. The expected lines only decide whether claims have a fourth
/// column.
pub fn block(kind: &str, text: &str, document: &Document, expected: &str) -> String {
    match kind {
        "names" => {
            let mut names: Vec<_> = document
                .entities
                .iter()
                .flat_map(|e| {
                    e.mentions.iter().filter(|m| m.kind == MentionKind::Name).map(|m| (m.span, e.kind))
                })
                .collect();
            names.sort();
            lines(names.iter().map(|(span, kind)| format!("{} {}", kind.label(), span.of(text))))
        }
        "entities" => lines(document.entities.iter().map(|e| {
            let mentions = e.mentions.iter().map(|m| m.span.of(text)).collect::<Vec<_>>().join(" ; ");
            format!("{} {} | {mentions}", e.kind.label(), e.name)
        })),
        "unnamed" => lines(document.unnamed.iter().map(|u| {
            let mentions = u.mentions.iter().map(|m| m.span.of(text)).collect::<Vec<_>>().join(" ; ");
            let named = u.named.map_or(String::new(), |id| format!(" = {}", document.entities[id].name));
            format!("{} | {mentions}{named}", u.label)
        })),
        "candidates" => lines(document.claims.iter().map(|claim| {
            let ids = claim.source.iter().flat_map(|source| &source.candidates);
            let names: Vec<_> = ids.map(|&id| document.entities[id].name.as_str()).collect();
            format!("{} | {}", cue_of(text, claim), names.join(" ; "))
        })),
        "links" => lines(
            document
                .entities
                .iter()
                .map(|e| format!("{} | {}", e.name, e.link.as_ref().map_or("-", |link| &link.description))),
        ),
        "roles" => lines(
            document.entities.iter().flat_map(|e| e.roles.iter().map(|r| format!("{} | {}", e.name, r.text))),
        ),
        "metonyms" => {
            let mut metonyms: Vec<_> = document
                .entities
                .iter()
                .flat_map(|e| &e.mentions)
                .filter_map(|m| m.stands_for.as_ref().map(|s| (m.span, s)))
                .collect();
            metonyms.sort_by_key(|(span, _)| *span);
            lines(metonyms.iter().map(|(span, s)| format!("{} | {}", span.of(text), s.what)))
        }
        "values" => lines(document.values.iter().map(|value| {
            let iso = value.iso.as_ref().map_or(String::new(), |iso| format!(" = {iso}"));
            format!("{} {}{iso}", value.kind.label(), value.span.of(text))
        })),
        "claims" => {
            let with_act = expected.lines().next().is_none_or(|line| line.matches(" | ").count() > 2);
            lines(document.claims.iter().map(|claim| claim_line(text, claim, with_act)))
        }
        "speakers" => {
            lines(document.claims.iter().map(|claim| speaker_line(text, &document.entities, claim)))
        }
        "anonymous" => lines(
            document
                .claims
                .iter()
                .filter_map(|claim| claim.source.as_ref().filter(|s| s.anonymous))
                .map(|source| source.span.of(text).to_owned()),
        ),
        "speech-acts" => lines(document.claims.iter().map(|claim| act_line(text, claim))),
        "hedges" => lines(document.claims.iter().filter(|c| !c.hedges.is_empty()).map(|claim| {
            let words: Vec<_> = claim.hedges.iter().map(|s| s.of(text)).collect();
            format!("{} | {}", cue_of(text, claim), words.join(" ; "))
        })),
        "content-mentions" => lines(document.claims.iter().map(|claim| {
            let names = claim.entities.iter().map(|&e| document.entities[e].name.as_str());
            let values = claim.values.iter().map(|&v| document.values[v].span.of(text));
            format!("{} | {}", cue_of(text, claim), names.chain(values).collect::<Vec<_>>().join(" ; "))
        })),
        "credits" => lines(document.credits.iter().map(|span| span.of(text).to_owned())),
        "sentences" => lines(document.sentences.iter().map(|s| s.span.of(text).to_owned())),
        "voices" => lines(document.sentences.iter().map(|s| {
            let beginning: Vec<&str> = s.span.of(text).split_whitespace().take(4).collect();
            format!("{} | {}", s.voice.label(), beginning.join(" "))
        })),
        "check-worthiness" => lines(document.sentences.iter().map(|s| {
            let reasons = s.reasons.iter().map(|r| format!("{}: {}", r.what, r.span.of(text)));
            let side = if s.check_worthiness >= 0.5 { "check" } else { "leave" };
            format!("{side} | {}", reasons.collect::<Vec<_>>().join("; "))
        })),
        "tokens" => {
            let tokens = gloss::internal::tokens::tokenize(text);
            tokens.iter().map(|t| t.span.of(text)).collect::<Vec<_>>().join(" ")
        }
        _ => panic!("a kind of block without lines: {kind}"),
    }
}

fn lines(items: impl Iterator<Item = String>) -> String {
    items.fold(String::new(), |all, line| all + &line + "\n")
}

fn claim_line(text: &str, claim: &Claim, with_act: bool) -> String {
    let of = |span: Option<Span>| span.map_or("-", |s| s.of(text));
    let content: Vec<_> = claim.content.iter().map(|s| s.of(text)).collect();
    let content = content.join(" … ");
    let mut columns = vec![of(claim.source.as_ref().map(|s| s.span)), cue_of(text, claim), &content];
    if with_act {
        columns.push(claim.cue.as_ref().map_or("-", |c| c.kind.label()));
    }
    columns.join(" | ")
}

fn speaker_line(text: &str, entities: &[Entity], claim: &Claim) -> String {
    let source: Option<&Source> = claim.source.as_ref();
    let names: Vec<&str> =
        source.iter().flat_map(|s| &s.entities).map(|&id| entities[id].name.as_str()).collect();
    let names = if names.is_empty() { "-".to_owned() } else { names.join(" & ") };
    format!("{} | {names}", source.map_or("-", |s| s.span.of(text)))
}

fn cue_of<'t>(text: &'t str, claim: &Claim) -> &'t str {
    claim.cue.as_ref().map_or("-", |c| c.span.of(text))
}

fn act_line(text: &str, claim: &Claim) -> String {
    let mut words = vec![claim.cue.as_ref().map_or("-", |c| c.kind.label()).to_owned()];
    let mut add = |word: &str, applies: bool| words.extend(applies.then(|| word.to_owned()));
    add("negative", claim.polarity == Polarity::Denies);
    add("thought", claim.mode == Mode::Thought);
    add("planned", claim.mode == Mode::Planned);
    add("past", claim.tense == Some(Tense::Past));
    add("present", claim.tense == Some(Tense::Present));
    add("future", claim.tense == Some(Tense::Future));
    add("mutual", claim.mutual);
    words.extend(claim.parent.map(|p| format!("nested in {}", p + 1)));
    format!("{} | {}", cue_of(text, claim), words.join(", "))
}
