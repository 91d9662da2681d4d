//! Language behaviour as readable pages: every `tests/cases/*.md` is a list of cases.
//!
//! A case is a `## heading`, a fenced `text` block (the article) and one or more fenced blocks of what must be found:
//!
//! - `names`: `KIND surface`, every mention by name, in order;
//! - `entities`: `KIND name | every mention in order, by name, role or pronoun ; separated`, by first mention;
//! - `links`: `name | what the knowledge base says it is`, every entity, "-" for one that is not known;
//! - `roles`: `name | role`, every role, in order of the entities;
//! - `governments`: `surface | whom it stands for`, every mention that does, in order;
//! - `values`: `KIND surface` or `KIND surface = iso`, in order;
//! - `claims`: `source | cue | content` or `… | kind`, in order; "-" for none, " … " between the parts of a content;
//! - `speakers`: `source | entity name`, one a claim, "-" for none, " & " between several;
//! - `unnamed`: every source that is kept unnamed, in order;
//! - `acts`: `cue | kind`, one a claim, then what applies of "not so", "thought", "planned", "past", "present", "future",
//!   "mutual" and "inside N" for the claim inside whose content it is made, from 1;
//! - `hedges`: `cue | words of doubt ; separated`, every claim that has any;
//! - `inside`: `cue | entities and values in the content ; separated`, one a claim;
//! - `voices`: `voice | the first words`, every sentence; `worth`: `check` or `leave`, and every reason with its words;
//! - `sentences`: one a line; `tokens`: separated by white space.
//!
//! A block `dictionary` holds corrections to read with, an entry of a dictionary a line.
//!
//! A line `published: 2025-04-16` before the text gives the publication date. A fence of another name fails.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on says so by failing")]

use std::fmt::Write as _;
use std::path::Path;

use gloss::Options;
use gloss::corrections;
use gloss::corrections::Correction;
use gloss::document::Claim;
use gloss::document::Date;
use gloss::document::Document;
use gloss::document::Entity;
use gloss::document::MentionKind;
use gloss::document::Mode;
use gloss::document::Polarity;
use gloss::document::Source;
use gloss::document::Tense;
use gloss::internal::Resources;
use gloss::internal::pipeline::annotate;
use gloss::text::Span;

/// One `## heading` with its blocks.
#[derive(Default)]
struct Case {
    heading: String,
    published: Option<Date>,
    text: String,
    corrections: Vec<Correction>,
    /// The name and the lines of every expected block.
    blocks: Vec<(String, String)>,
}

#[test]
fn every_page_reads_as_written() {
    let resources = Resources::embedded().unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut pages: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    pages.retain(|p| p.extension().is_some_and(|e| e == "md"));
    pages.sort();
    let (mut wrong, mut all) = (String::new(), 0);
    for page in pages {
        let name = page.file_name().unwrap().to_string_lossy().into_owned();
        for case in parse(&std::fs::read_to_string(&page).unwrap()) {
            let options = Options { published: case.published, corrections: &case.corrections };
            let document = annotate(&case.text, &resources, &options);
            for (block, expected) in &case.blocks {
                all += 1;
                let found = render(block, &case.text, &document, expected);
                if found.trim_end() != expected.trim_end() {
                    let heading = &case.heading;
                    writeln!(wrong, "\n{name}, {heading}, {block}\nexpected:\n{expected}found:\n{found}")
                        .unwrap();
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(all > 0, "no page holds a case");
}

fn parse(page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut fence: Option<(String, String)> = None;
    for line in page.lines() {
        if let Some((name, body)) = &mut fence {
            if line.trim_end() != "```" {
                body.push_str(line);
                body.push('\n');
                continue;
            }
            let case = cases.last_mut().expect("a block stands under a heading");
            if name == "text" {
                case.text = body.trim_end_matches('\n').to_owned();
            } else if name == "dictionary" {
                let entries = body.lines().collect::<Vec<_>>().join(",");
                let file = format!("{{\"gloss\": \"dictionary\", \"version\": 1, \"entries\": [{entries}]}}");
                case.corrections = corrections::dictionary(&file).unwrap();
            } else {
                case.blocks.push((name.clone(), body.clone()));
            }
            fence = None;
        } else if let Some(heading) = line.strip_prefix("## ") {
            cases.push(Case { heading: heading.to_owned(), ..Case::default() });
        } else if let Some(name) = line.strip_prefix("```") {
            fence = Some((name.trim().to_owned(), String::new()));
        } else if let (Some(date), Some(case)) = (line.strip_prefix("published: "), cases.last_mut()) {
            let mut parts =
                date.trim().splitn(3, '-').map(|p| p.parse::<i32>().expect("a date such as 2025-04-16"));
            let mut part = || parts.next().expect("a date such as 2025-04-16");
            case.published = Some(Date { year: part(), month: part() as u8, day: part() as u8 });
        }
    }
    cases
}

/// What was found, in the form of the expected block.
fn render(block: &str, text: &str, document: &Document, expected: &str) -> String {
    match block {
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
        "links" => lines(
            document
                .entities
                .iter()
                .map(|e| format!("{} | {}", e.name, e.link.as_ref().map_or("-", |link| &link.description))),
        ),
        "roles" => lines(
            document.entities.iter().flat_map(|e| e.roles.iter().map(|r| format!("{} | {}", e.name, r.text))),
        ),
        "governments" => {
            let mut acting: Vec<_> = document
                .entities
                .iter()
                .flat_map(|e| &e.mentions)
                .filter_map(|m| m.stands_for.as_ref().map(|s| (m.span, s)))
                .collect();
            acting.sort_by_key(|(span, _)| *span);
            lines(acting.iter().map(|(span, s)| format!("{} | {}", span.of(text), s.what)))
        }
        "values" => lines(document.values.iter().zip(expected.lines().chain(std::iter::repeat(""))).map(
            |(v, line)| {
                let plain = format!("{} {}", v.kind.label(), v.span.of(text));
                if line.contains(" = ") {
                    format!("{plain} = {}", v.iso.as_deref().unwrap_or("-"))
                } else {
                    plain
                }
            },
        )),
        "claims" => lines(document.claims.iter().zip(expected.lines().chain(std::iter::repeat(""))).map(
            |(claim, line)| {
                let kind = (line.matches(" | ").count() > 2)
                    .then(|| claim.cue.as_ref().map_or("-", |c| c.kind.label()));
                claim_line(text, claim, kind)
            },
        )),
        "speakers" => {
            lines(document.claims.iter().map(|claim| speaker_line(text, &document.entities, claim)))
        }
        "unnamed" => lines(
            document
                .claims
                .iter()
                .filter_map(|claim| claim.source.as_ref().filter(|s| s.anonymous))
                .map(|source| source.span.of(text).to_owned()),
        ),
        "acts" => lines(document.claims.iter().map(|claim| act_line(text, claim))),
        "hedges" => lines(document.claims.iter().filter(|c| !c.hedges.is_empty()).map(|claim| {
            let words: Vec<_> = claim.hedges.iter().map(|s| s.of(text)).collect();
            format!("{} | {}", cue_of(text, claim), words.join(" ; "))
        })),
        "inside" => lines(document.claims.iter().map(|claim| {
            let names = claim.entities.iter().map(|&e| document.entities[e].name.as_str());
            let values = claim.values.iter().map(|&v| document.values[v].span.of(text));
            format!("{} | {}", cue_of(text, claim), names.chain(values).collect::<Vec<_>>().join(" ; "))
        })),
        "sentences" => lines(document.sentences.iter().map(|s| s.span.of(text).to_owned())),
        "voices" => lines(document.sentences.iter().map(|s| {
            let beginning: Vec<&str> = s.span.of(text).split_whitespace().take(4).collect();
            format!("{} | {}", s.voice.label(), beginning.join(" "))
        })),
        "worth" => lines(document.sentences.iter().map(|s| {
            let reasons = s.reasons.iter().map(|r| format!("{}: {}", r.what, r.span.of(text)));
            let side = if s.check_worthiness >= 0.5 { "check" } else { "leave" };
            format!("{side} | {}", reasons.collect::<Vec<_>>().join("; "))
        })),
        "tokens" => {
            let tokens = gloss::internal::tokens::tokenize(text);
            tokens.iter().map(|t| t.span.of(text)).collect::<Vec<_>>().join(" ")
        }
        _ => panic!("a block named {block:?} is not known"),
    }
}

fn lines(items: impl Iterator<Item = String>) -> String {
    items.fold(String::new(), |all, line| all + &line + "\n")
}

fn claim_line(text: &str, claim: &Claim, kind: Option<&str>) -> String {
    let of = |span: Option<Span>| span.map_or("-", |s| s.of(text));
    let content: Vec<_> = claim.content.iter().map(|s| s.of(text)).collect();
    let mut line = [
        of(claim.source.as_ref().map(|s| s.span)),
        of(claim.cue.as_ref().map(|c| c.span)),
        &content.join(" … "),
    ]
    .join(" | ");
    if let Some(kind) = kind {
        line += " | ";
        line += kind;
    }
    line
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
    add("not so", claim.polarity == Polarity::Denies);
    add("thought", claim.mode == Mode::Thought);
    add("planned", claim.mode == Mode::Planned);
    add("past", claim.tense == Some(Tense::Past));
    add("present", claim.tense == Some(Tense::Present));
    add("future", claim.tense == Some(Tense::Future));
    add("mutual", claim.mutual);
    words.extend(claim.parent.map(|p| format!("inside {}", p + 1)));
    format!("{} | {}", cue_of(text, claim), words.join(", "))
}
