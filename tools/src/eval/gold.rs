//! The annotated articles of `tests/gold/articles`, with byte spans.
//!
//! The files give words, not offsets: "he", "said". They are located here as `tests/gold/check.py` does,
//! whose folder documents the blocks: names from left to right, the parts of a claim as close together as
//! possible, a nested claim inside the content of its parent. `cargo xtask eval gold` prints the result.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use gloss::text::Positions;
use gloss::text::Span;
use gloss::text::Unit;
use serde_json::{Value as Json, json};

use super::table::Split;
use crate::setup;

/// An article with its annotation. Spans are in bytes.
#[derive(Debug)]
pub struct Article {
    /// The name of its file, without the extension.
    pub id: String,
    /// The split that it belongs to.
    pub split: Split,
    /// The day of publication, "2025-03-13".
    pub published: Option<String>,
    /// The text.
    pub text: String,
    /// All name mentions, in order.
    pub names: Vec<Name>,
    /// The entities that the names refer to.
    pub entities: Vec<Entity>,
    /// The stated roles.
    pub roles: Vec<Role>,
    /// The claims.
    pub claims: Vec<Claim>,
    /// Dates, times, money and percentages, in order.
    pub values: Vec<Value>,
    /// Starts of the sentences that state a fact in the article's own voice.
    pub unsourced: Vec<u32>,
}

/// A name mention.
#[derive(Debug)]
pub struct Name {
    /// Where.
    pub span: Span,
    /// The OntoNotes kind.
    pub kind: String,
}

/// An entity: names that refer to the same.
#[derive(Debug)]
pub struct Entity {
    /// The OntoNotes kind.
    pub kind: String,
    /// The full name.
    pub name: String,
    /// All forms of the name, the full name first.
    pub forms: Vec<String>,
}

/// A stated role.
#[derive(Debug)]
pub struct Role {
    /// The full name of the entity that has it.
    pub entity: String,
    /// The role phrase nearest to a mention of that entity.
    pub span: Span,
}

/// A claim.
#[derive(Debug)]
pub struct Claim {
    /// The noun phrase of the source.
    pub source: Option<Span>,
    /// The parts of the cue; empty where only quotation marks show the claim.
    pub cue: Vec<Span>,
    /// The parts of the content.
    pub content: Vec<Span>,
    /// The kind of speech act, by its name in the JSON format.
    pub kind: String,
    /// The full names of the entities that the source may resolve to; may be empty.
    pub entities: Vec<String>,
    /// "direct", "indirect" or "mixed".
    pub quote: String,
    /// Whether the source is anonymous.
    pub anonymous: bool,
    /// Whether the source denies the content.
    pub denies: bool,
    /// Whether the claim is hedged.
    pub hedged: bool,
    /// The claim whose content contains this one, as an index.
    pub parent: Option<usize>,
}

/// A date, time, amount of money or percentage.
#[derive(Debug)]
pub struct Value {
    /// Where.
    pub span: Span,
    /// "DATE", "TIME", "MONEY" or "PERCENT".
    pub kind: String,
    /// The ISO value where it is certain.
    pub iso: Option<String>,
}

/// Reads all articles, in the order of their files.
pub fn articles() -> Result<Vec<Article>> {
    let folder = setup::root().join("tests/gold/articles");
    let mut files: Vec<_> =
        fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.retain(|p| p.extension().is_some_and(|e| e == "md"));
    files.sort();
    files.iter().map(|file| read(file).with_context(|| file.display().to_string())).collect()
}

/// Prints the articles as NDJSON with offsets in code points, as `check.py --json` does.
pub fn run() -> Result<()> {
    for article in articles()? {
        println!("{}", article.json());
    }
    Ok(())
}

impl Article {
    fn json(&self) -> Json {
        let points = Positions::new(&self.text, Unit::CodePoint);
        let at = |byte: u32| points.offset(byte);
        let span = |s: &Span| json!({"start": at(s.start), "end": at(s.end)});
        let spans = |list: &[Span]| list.iter().map(span).collect::<Vec<_>>();
        json!({
            "id": self.id,
            "split": if self.split == Split::Tune { "tune" } else { "report" },
            "published": self.published,
            "text": self.text,
            "names": self.names.iter().map(|n| json!({
                "start": at(n.span.start), "end": at(n.span.end), "kind": n.kind,
            })).collect::<Vec<_>>(),
            "entities": self.entities.iter().map(|e| json!({
                "kind": e.kind, "name": e.name, "forms": e.forms,
            })).collect::<Vec<_>>(),
            "roles": self.roles.iter().map(|r| json!({
                "entity": r.entity, "start": at(r.span.start), "end": at(r.span.end),
            })).collect::<Vec<_>>(),
            "claims": self.claims.iter().map(|c| json!({
                "source": c.source.as_ref().map(span),
                "cue": spans(&c.cue),
                "content": spans(&c.content),
                "kind": c.kind,
                "entity": (!c.entities.is_empty()).then_some(&c.entities),
                "anonymous": c.anonymous,
                "quote": c.quote,
                "polarity": if c.denies { "denies" } else { "affirms" },
                "hedged": c.hedged,
                "parent": c.parent.map(|p| p + 1),
            })).collect::<Vec<_>>(),
            "values": self.values.iter().map(|v| json!({
                "start": at(v.span.start), "end": at(v.span.end), "type": v.kind, "iso": v.iso,
            })).collect::<Vec<_>>(),
            "unsourced": self.unsourced.iter().map(|&u| at(u)).collect::<Vec<_>>(),
        })
    }
}

/// Maximum distance of the parts of a claim, in bytes.
const WINDOW: i64 = 1500;

fn read(page: &Path) -> Result<Article> {
    let page_text = fs::read_to_string(page)?;
    let head = |key: &str| page_text.lines().find_map(|l| l.strip_prefix(key)).map(str::trim);
    let split = match head("split:") {
        Some("tune") => Split::Tune,
        Some("report") => Split::Report,
        _ => bail!("split is neither tune nor report"),
    };
    let text = block(&page_text, "text")?.trim_end_matches('\n').to_owned();
    let names = names(&text, block(&page_text, "names")?)?;
    let entities: Vec<Entity> = lines(block(&page_text, "entities")?).map(entity).collect::<Result<_>>()?;
    let roles = lines(block(&page_text, "roles")?)
        .map(|line| role(&text, line, &names, &entities))
        .collect::<Result<_>>()?;
    let mut claims: Vec<Claim> = Vec::new();
    for line in lines(block(&page_text, "claims")?) {
        let claim = claim(&text, line, &claims).with_context(|| line.to_owned())?;
        claims.push(claim);
    }
    let values = values(&text, block(&page_text, "values")?)?;
    let unsourced = lines(block(&page_text, "unsourced")?)
        .map(|line| text.find(line).map(|at| at as u32).with_context(|| format!("not found: {line}")))
        .collect::<Result<_>>()?;
    let id = page.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let published = head("published:").map(str::to_owned);
    Ok(Article { id, split, published, text, names, entities, roles, claims, values, unsourced })
}

/// Returns the body of a fenced block.
fn block<'p>(page: &'p str, name: &str) -> Result<&'p str> {
    let fence = format!("\n```{name}\n");
    let start = page.find(&fence).with_context(|| format!("no block {name}"))? + fence.len();
    // Search from the line break of the opening fence: in an empty block it also starts the closing fence.
    let len = page[start - 1..].find("\n```").with_context(|| format!("block {name} is not closed"))?;
    Ok(&page[start..start + len.saturating_sub(1)])
}

fn lines(block: &str) -> impl Iterator<Item = &str> {
    block.lines().filter(|l| !l.trim().is_empty())
}

/// Finds all occurrences of `words` at or after `from` that are whole words.
fn places(text: &str, words: &str, from: usize) -> Vec<Span> {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let opens = words.chars().next().is_some_and(char::is_alphanumeric);
    let closes = words.chars().next_back().is_some_and(char::is_alphanumeric);
    let mut found: Vec<Span> = Vec::new();
    for (at, _) in text[from..].match_indices(words) {
        let (start, end) = (from + at, from + at + words.len());
        let cut =
            opens && word(text[..start].chars().next_back()) || closes && word(text[end..].chars().next());
        if !cut {
            found.push(Span::new(start as u32, end as u32));
        }
    }
    found
}

fn names(text: &str, block: &str) -> Result<Vec<Name>> {
    let mut from = 0;
    lines(block)
        .map(|line| {
            let (kind, surface) = line.split_once(' ').with_context(|| line.to_owned())?;
            let span = *places(text, surface, from).first().with_context(|| format!("not found: {line}"))?;
            from = span.end as usize;
            Ok(Name { span, kind: kind.to_owned() })
        })
        .collect()
}

fn entity(line: &str) -> Result<Entity> {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [kind, name, rest] = parts[..] else { bail!("entity fields: {line}") };
    let rest = rest.split(';').map(str::trim).filter(|f| !f.is_empty());
    let forms = std::iter::once(name).chain(rest).map(str::to_owned).collect();
    Ok(Entity { kind: kind.to_owned(), name: name.to_owned(), forms })
}

fn role(text: &str, line: &str, names: &[Name], entities: &[Entity]) -> Result<Role> {
    let (who, words) = line.split_once(" | ").with_context(|| line.to_owned())?;
    let forms = entities.iter().find(|e| e.name == who).map_or(&[][..], |e| &e.forms);
    let own = names.iter().filter(|n| forms.iter().any(|f| f == n.span.of(text)));
    let near = |s: &Span| own.clone().map(|n| gap(n.span, *s)).min().unwrap_or(0);
    let span = places(text, words, 0).into_iter().min_by_key(near).with_context(|| line.to_owned())?;
    Ok(Role { entity: who.to_owned(), span })
}

fn values(text: &str, block: &str) -> Result<Vec<Value>> {
    let mut from = 0;
    lines(block)
        .map(|line| {
            let (kind, rest) = line.split_once(' ').with_context(|| line.to_owned())?;
            let (surface, iso) = match rest.strip_suffix(']').and_then(|r| r.rsplit_once(" [")) {
                Some((surface, iso)) => (surface, Some(iso.to_owned())),
                None => (rest, None),
            };
            let at = text[from..].find(surface).with_context(|| format!("not found: {line}"))?;
            let span = Span::new((from + at) as u32, (from + at + surface.len()) as u32);
            from = span.end as usize;
            Ok(Value { span, kind: kind.to_owned(), iso })
        })
        .collect()
}

/// Returns the distance of two spans in bytes, 0 if they touch or overlap.
fn gap(a: Span, b: Span) -> i64 {
    (i64::from(a.start) - i64::from(b.end)).max(i64::from(b.start) - i64::from(a.end)).max(0)
}

fn claim(text: &str, line: &str, before: &[Claim]) -> Result<Claim> {
    let fields: Vec<&str> = line.split(" | ").map(str::trim).collect();
    let [_, source, cue, content, kind, entity, flags] = fields[..] else { bail!("claim fields") };
    let flags: Vec<&str> = flags.split(',').map(str::trim).collect();
    let has = |flag: &str| flags.contains(&flag);
    let quote = ["direct", "indirect", "mixed"].into_iter().find(|q| has(q));
    let parent = flags.iter().find_map(|f| f.strip_prefix("parent="));
    let parent = parent.map(|n| n.parse::<usize>().map(|n| n - 1)).transpose()?;
    let region = match parent.map(|p| before.get(p).map(|c| &c.content[..])) {
        None => Span::new(0, text.len() as u32),
        Some(Some([first, .., last])) => first.cover(*last),
        Some(Some([only])) => *only,
        Some(_) => bail!("no parent"),
    };
    let (content, cue, source) = place(text, source, cue, content, region, before).context("not found")?;
    Ok(Claim {
        source,
        cue,
        content,
        kind: kind.to_owned(),
        entities: entity.split(" & ").filter(|e| *e != "-").map(str::to_owned).collect(),
        quote: quote.context("needs one of direct, indirect, mixed")?.to_owned(),
        anonymous: has("anonymous"),
        denies: has("denies"),
        hedged: has("hedged"),
        parent,
    })
}

type Parts = (Vec<Span>, Vec<Span>, Option<Span>);

/// The tightest arrangement of content, cue and source that no earlier claim has.
fn place(
    text: &str,
    source: &str,
    cue: &str,
    content: &str,
    region: Span,
    before: &[Claim],
) -> Option<Parts> {
    let inside = |words: &str| -> Vec<Span> {
        places(text, words, 0).into_iter().filter(|s| region.contains(*s)).collect()
    };
    let cues = if cue == "-" { vec![vec![]] } else { product(cue.split(" … ").map(inside)) };
    let sources: Vec<Option<Span>> =
        if source == "-" { vec![None] } else { inside(source).into_iter().map(Some).collect() };
    let mut best: Option<((i64, i64, u32), Parts)> = None;
    for chain in chains(text, content, region) {
        for cue_parts in &cues {
            let mixed = cue_parts.iter().any(|c| chain.iter().any(|x| x.overlaps(*c)))
                || cue_parts.windows(2).any(|w| w[0].start >= w[1].start)
                || before.iter().any(|c| c.cue == *cue_parts && c.content == chain);
            if mixed {
                continue;
            }
            for &source in &sources {
                let taken = |s: Span| chain.iter().chain(cue_parts).any(|x| x.overlaps(s));
                if source.is_some_and(taken) {
                    continue;
                }
                let every = || chain.iter().chain(cue_parts).copied().chain(source);
                let cover = every().reduce(Span::cover)?;
                let mut apart = match (source, cue_parts.first()) {
                    (Some(s), Some(&c)) => gap(s, c),
                    _ => 0,
                };
                if cue == ":" && source.zip(cue_parts.first()).is_some_and(|(s, c)| s.end != c.start) {
                    apart += 1000;
                }
                let near = cue_parts.iter().flat_map(|c| chain.iter().map(|x| gap(*c, *x))).min();
                let key = (i64::from(cover.len()) + apart, near.unwrap_or(0), chain[0].start);
                if best.as_ref().is_none_or(|(k, _)| key < *k) {
                    best = Some((key, (chain.clone(), cue_parts.clone(), source)));
                }
            }
        }
    }
    best.filter(|(key, _)| key.0 <= WINDOW + 1000).map(|(_, parts)| parts)
}

/// Returns all ways to locate the parts of a content, each part at its first occurrence after the previous
/// one.
fn chains(text: &str, content: &str, region: Span) -> Vec<Vec<Span>> {
    let mut parts = content.split(" … ");
    let first = places(text, parts.next().unwrap_or(""), 0);
    first
        .into_iter()
        .filter(|s| region.contains(*s))
        .filter_map(|start| {
            let mut chain = vec![start];
            for part in parts.clone() {
                let last = chain[chain.len() - 1];
                let next = places(text, part, last.end as usize);
                let next = *next.iter().find(|s| region.contains(**s))?;
                if i64::from(next.start - start.start) > WINDOW {
                    return None;
                }
                chain.push(next);
            }
            Some(chain)
        })
        .collect()
}

/// Returns every combination of one span from each list.
fn product(lists: impl Iterator<Item = Vec<Span>>) -> Vec<Vec<Span>> {
    lists.fold(vec![vec![]], |combinations, list| {
        combinations
            .iter()
            .flat_map(|chosen| list.iter().map(move |&s| chosen.iter().copied().chain([s]).collect()))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_articles_of_both_splits_are_read() {
        let articles = articles().unwrap();
        for split in [Split::Tune, Split::Report] {
            assert_eq!(articles.iter().filter(|a| a.split == split).count(), 22);
        }
        assert!(articles.iter().all(|a| !a.names.is_empty() && !a.claims.is_empty()));
    }

    #[test]
    fn parts_of_a_claim_are_located_as_close_together_as_possible() {
        let text = "He said no. Ann Hale said that he lied. “Yes,” he said.";
        let claim = |line| claim(text, line, &[]).unwrap();
        let first = claim("1 | Ann Hale | said | that he lied | says | Ann Hale | indirect");
        assert_eq!((first.cue[0].start, first.content[0].of(text)), (21, "that he lied"));
        let second = claim("2 | he | said | “Yes,” | says | - | direct, hedged");
        assert_eq!((second.source.map(|s| s.start), second.hedged), (Some(51), true));
    }
}
